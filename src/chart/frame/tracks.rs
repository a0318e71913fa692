//! The pipeline every kind starts from: the figures of each entity and metric over time, missing ones carried over where
//! that is wanted, then transformed. A kind takes the tracks and arranges their marks.

use std::collections::HashMap;

use super::found::{Found, picked};
use super::{ChartError, Mark, Point};
use crate::analysis::transform::{self as made, Datum, follows};
use crate::chart::spec::{ChartSpec, Missing, PeriodChoice, Subject, Transform};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::{EntityId, Metric, MetricId, Period, PeriodKind, Qualifier};
use crate::text::tr_args;

/// One entity and metric over time.
pub(super) struct Track<'a> {
    /// The zone or place.
    pub(super) entity: &'a EntityId,
    /// The metric.
    pub(super) metric: &'a Metric,
    /// What tells it from the others.
    pub(super) name: String,
    /// What it is pointed out by.
    pub(super) id: String,
    /// Whether it is pointed out.
    pub(super) highlight: bool,
    /// Its figures in order of time.
    pub(super) points: Vec<Point>,
}

/// What a reader must be told about the figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// Figures are missing between others.
    pub(super) gap: bool,
    /// The definition changes on the way.
    pub(super) redefined: bool,
    /// Two sources disagree about a period.
    pub(super) conflict: bool,
    /// Parts of years were left out between whole ones.
    pub(super) partial: bool,
    /// The transform had to leave out figures that have no partner.
    pub(super) dropped: bool,
    /// Some because what they would be divided by has another scope.
    pub(super) scopes: bool,
}

/// All tracks of a specification that have figures, in its order.
pub(super) struct Tracks<'a> {
    /// What was asked for.
    pub(super) found: Found<'a>,
    /// One per entity and metric.
    pub(super) tracks: Vec<Track<'a>>,
    /// What must be noted.
    pub(super) said: Said,
}

impl<'a> Tracks<'a> {
    /// Reads, fills, transforms.
    ///
    /// # Errors
    /// When the subject is not of metrics, names what the dataset does not have, or leaves no figure.
    pub(super) fn new(spec: &'a ChartSpec, dataset: &'a Dataset) -> Result<Self, ChartError> {
        let Subject::Metrics { metrics, entities } = &spec.subject else {
            return Err(ChartError::NoTime);
        };
        let found = Found::new(spec, dataset, metrics, entities)?;
        let mut all = Self {
            tracks: Vec::new(),
            said: Said::default(),
            found,
        };
        // What looks back needs the figures before the periods shown.
        let looks_back = matches!(
            spec.transform,
            Transform::YearOnYear | Transform::Index(Some(_))
        );
        let read = match looks_back {
            true => PeriodChoice::Auto,
            false => spec.period,
        };
        all.read(spec, read);
        if all.tracks.is_empty() {
            return Err(all.found.nothing(spec.period));
        }
        if spec.transform.takes_carried() {
            all.carry(spec.missing);
        }
        all.transform()?;
        if looks_back {
            for track in &mut all.tracks {
                track
                    .points
                    .retain(|p| p.mark.period.is_some_and(|p| spec.period.admits(p)));
            }
        }
        all.tracks.retain(|track| !track.points.is_empty());
        if all.tracks.is_empty() {
            return Err(match spec.transform {
                Transform::Level => all.found.nothing(spec.period),
                _ => ChartError::NothingMade,
            });
        }
        all.join();
        Ok(all)
    }

    fn read(&mut self, spec: &ChartSpec, choice: PeriodChoice) {
        let found = &self.found;
        for entity in &found.entities {
            for metric in &found.metrics {
                let mut groups = found.groups(entity, metric, choice);
                if spec.period.is_of_years() && groups.len() > 1 {
                    self.said.partial |= keep_years(&mut groups);
                }
                if groups.is_empty() {
                    continue;
                }
                self.said.conflict |= groups.iter().any(|group| group.len() > 1);
                self.tracks.push(Track {
                    name: found.name(entity, metric),
                    id: found.id(entity, metric),
                    highlight: found.pointed_out(spec, entity, metric),
                    points: points(found, metric, &groups),
                    entity,
                    metric,
                });
            }
        }
    }

    /// Carries figures over missing years, within the tolerance.
    fn carry(&mut self, missing: Missing) {
        let Missing::Carry(most) = missing else {
            return;
        };
        let years = |track: &Track<'_>| {
            let of = track.points.iter().filter_map(|p| p.mark.period);
            of.map(|p| p.last_year()).max()
        };
        let until = self
            .tracks
            .iter()
            .filter_map(years)
            .max()
            .unwrap_or(i16::MIN);
        for track in &mut self.tracks {
            let main = main(&track.points);
            let filled: Vec<Point> = made::carried(&data(&track.points, &main), most, until)
                .into_iter()
                .map(|(period, from)| carried(&track.points[main[from]], period, self.found.lang))
                .collect();
            track.points.extend(filled);
            track
                .points
                .sort_by_key(|point| (point.mark.period, point.aside));
        }
    }

    /// Replaces the figures by what is made of them.
    fn transform(&mut self) -> Result<(), ChartError> {
        let transform = self.found.measure.transform.clone();
        if transform == Transform::Level {
            return Ok(());
        }
        // Of figures that disagree the first stands for all.
        for track in &mut self.tracks {
            track.points.retain(|p| !p.aside);
        }
        let all: Vec<Vec<Datum<'_>>> = self.tracks.iter().map(Track::data).collect();
        let before = all.iter().map(Vec::len).sum::<usize>();
        if let Transform::Index(wanted) = transform {
            let base = wanted.or_else(|| made::common_period(&all));
            self.found.measure.base = Some(base.ok_or(ChartError::NoBase)?);
        }
        let results: Vec<Vec<Made>> = match &transform {
            Transform::Level => return Ok(()),
            Transform::Share => self.shares(&all),
            Transform::Rank => made::rank(&all).into_iter().map(alone).collect(),
            Transform::Index(_) => {
                let base = self.found.measure.base;
                let of = |data: &Vec<Datum<'_>>| {
                    let values = base.map(|base| made::index(data, base)).unwrap_or_default();
                    let at = data.iter().position(|d| Some(d.period) == base);
                    with(values, |_| at)
                };
                all.iter().map(of).collect()
            }
            Transform::YearOnYear => {
                let of = |(track, data): (&Track<'_>, &Vec<Datum<'_>>)| {
                    let before = made::years_before(data);
                    let values = match track.metric.kind {
                        crate::model::MetricKind::Share => made::difference(data),
                        _ => made::year_on_year(data),
                    };
                    with(values, |i| before[i])
                };
                self.tracks.iter().zip(&all).map(of).collect()
            }
            Transform::Cumulative => self
                .tracks
                .iter()
                .zip(&all)
                .map(|(t, d)| self.totals(t, d))
                .collect(),
            Transform::Cagr => all.iter().map(|data| growth(data)).collect(),
            Transform::Per(_) => return self.divide(),
        };
        let mut after = 0;
        for (track, results) in self.tracks.iter_mut().zip(results) {
            after += results.len();
            track.points = results
                .into_iter()
                .map(|made| made.point(&track.points, &self.found, track.metric))
                .collect();
        }
        let expected = match transform {
            Transform::Cagr => self.tracks.len(),
            _ => before,
        };
        // The first year has no growth; only that is no news.
        let firsts = match transform {
            Transform::YearOnYear => self.tracks.len(),
            _ => 0,
        };
        self.said.dropped = after + firsts < expected;
        Ok(())
    }

    /// Says which points a line joins.
    fn join(&mut self) {
        for track in &mut self.tracks {
            let mut before: Option<(Period, String)> = None;
            for point in track.points.iter_mut().filter(|p| !p.aside) {
                let Some(period) = point.mark.period else {
                    continue;
                };
                let datum = Datum {
                    period,
                    value: 0.0,
                    definition: &point.mark.definition,
                };
                let joined = before.as_ref().is_some_and(|(period, definition)| {
                    follows(
                        Datum {
                            period: *period,
                            value: 0.0,
                            definition,
                        },
                        datum,
                    )
                });
                let changed = before
                    .as_ref()
                    .is_some_and(|(_, d)| *d != point.mark.definition);
                self.said.redefined |= changed;
                self.said.gap |= before.is_some() && !joined && !changed;
                (point.joined, point.redefined) = (joined, changed);
                before = Some((period, point.mark.definition.clone()));
            }
        }
    }

    /// The notes the pipeline gives rise to.
    pub(super) fn notes(&self, spec: &ChartSpec) -> Vec<String> {
        let (said, lang) = (self.said, spec.lang);
        let level = spec.transform == Transform::Level;
        picked(
            &[
                (said.conflict && !level, "chart-note-conflict-first"),
                (said.dropped && !said.scopes, "chart-note-dropped"),
                (said.scopes, "chart-note-other-scope"),
                (said.partial, "chart-note-partial"),
            ],
            lang,
        )
    }

    /// Whether figures of one metric that stand over one period are of several definitions.
    pub(super) fn mixes_scopes(&self) -> bool {
        let mut seen: HashMap<(&MetricId, Option<Period>), &str> = HashMap::new();
        let mut points = self.tracks.iter().flat_map(|track| {
            let main = track.points.iter().filter(|p| !p.aside);
            main.map(|p| {
                (
                    (&track.metric.id, p.mark.period),
                    p.mark.definition.as_str(),
                )
            })
        });
        points.any(|(place, scope)| *seen.entry(place).or_insert(scope) != scope)
    }

    /// The notes about lines: why they break, and what stands beside what.
    pub(super) fn break_notes(&self, spec: &ChartSpec) -> Vec<String> {
        let said = self.said;
        let ranges = said.conflict && spec.transform == Transform::Level;
        let breaks = [
            (said.gap, "chart-note-gap"),
            (said.redefined, "chart-note-redefined"),
            (ranges, "chart-note-range"),
            (self.mixes_scopes(), "chart-note-scopes"),
        ];
        picked(&breaks, spec.lang)
    }
}

impl Track<'_> {
    /// The figures as plain data; of those that disagree the first.
    pub(super) fn data(&self) -> Vec<Datum<'_>> {
        data(&self.points, &main(&self.points))
    }
}

/// A result, the figure it belongs to and what else it was made of.
#[derive(Default)]
pub(super) struct Made {
    pub(super) value: f64,
    pub(super) of: usize,
    pub(super) and: Option<usize>,
    /// Its own period where that is not the figure's.
    pub(super) period: Option<Period>,
    /// Whether something it was made of beside these is hedged.
    pub(super) hedged: bool,
    /// What it was made of beside these.
    pub(super) cites: Vec<ObsIx>,
}

impl Made {
    pub(super) fn point(&self, points: &[Point], found: &Found<'_>, metric: &Metric) -> Point {
        let of = &points[self.of];
        let and = self
            .and
            .filter(|and| *and != self.of)
            .map(|and| &points[and]);
        let hedge = match self.hedged {
            true => Qualifier::About,
            false => found.hedge(std::iter::once(of).chain(and).map(|p| &p.mark)),
        };
        let said = |point: &Point| {
            let period = point
                .mark
                .period
                .map(|p| p.display(found.lang))
                .unwrap_or_default();
            format!("{period} {}", point.mark.label)
        };
        let basis = match and {
            Some(and) => format!("{} → {}", said(and), said(of)),
            None => of.mark.label.clone(),
        };
        let mut cites = self.cites.clone();
        cites.extend(&of.mark.cites);
        cites.extend(and.iter().flat_map(|and| &and.mark.cites));
        let period = self.period.or(of.mark.period);
        Point {
            x: period.map_or(of.x, Period::middle),
            joined: false,
            aside: false,
            redefined: false,
            mark: Mark {
                value: self.value,
                label: found.measure.label(self.value, hedge, metric),
                as_printed: String::new(),
                period,
                approximate: hedge != Qualifier::Exact
                    || of.mark.approximate
                    || and.is_some_and(|and| and.mark.approximate),
                basis,
                cites,
                ..of.mark.clone()
            },
        }
    }
}

fn with(values: Vec<Option<f64>>, and: impl Fn(usize) -> Option<usize>) -> Vec<Made> {
    let made = |(of, value): (usize, Option<f64>)| {
        Some(Made {
            value: value?,
            of,
            and: and(of),
            ..Made::default()
        })
    };
    values.into_iter().enumerate().filter_map(made).collect()
}

pub(super) fn alone(values: Vec<Option<f64>>) -> Vec<Made> {
    with(values, |_| None)
}

fn growth(data: &[Datum<'_>]) -> Vec<Made> {
    let made = made::cagr(data).map(|(first, last, value)| Made {
        value,
        of: last,
        and: Some(first),
        period: between(data[first].period, data[last].period),
        ..Made::default()
    });
    made.into_iter().collect()
}

/// From the first day of `first` to the last of `last`, where periods have such a form.
fn between(first: Period, last: Period) -> Option<Period> {
    format!("{first}/{last}").parse().ok()
}

/// The places of the points that are no second figure for their period.
fn main(points: &[Point]) -> Vec<usize> {
    (0..points.len())
        .filter(|&i| !points[i].aside && points[i].mark.period.is_some())
        .collect()
}

pub(super) fn data<'p>(points: &'p [Point], main: &[usize]) -> Vec<Datum<'p>> {
    let datum = |&i: &usize| {
        let mark = &points[i].mark;
        let (value, definition) = (mark.value, mark.definition.as_str());
        mark.period.map(|period| Datum {
            period,
            value,
            definition,
        })
    };
    main.iter().filter_map(datum).collect()
}

/// The points of one track, not yet joined.
pub(super) fn points<'a>(
    found: &Found<'a>,
    metric: &Metric,
    groups: &[Vec<Vec<Obs<'a>>>],
) -> Vec<Point> {
    let point = |(i, alike): (usize, &Vec<Obs<'a>>)| Point {
        x: alike[0].period().middle(),
        mark: found.mark(alike, metric),
        joined: false,
        redefined: false,
        aside: i > 0,
    };
    groups
        .iter()
        .flat_map(|group| group.iter().enumerate().map(point))
        .collect()
}

/// The figure of `from`, carried over to `period`.
fn carried(from: &Point, period: Period, lang: crate::model::Lang) -> Point {
    let was = from
        .mark
        .period
        .map(|p| p.display(lang))
        .unwrap_or_default();
    Point {
        x: period.middle(),
        mark: Mark {
            period: Some(period),
            approximate: true,
            carried: true,
            obs: None,
            basis: tr_args(lang, "chart-carried", &[("period", was.into())]),
            ..from.mark.clone()
        },
        ..from.clone()
    }
}

/// A half-year's sum is no point between those of whole years: where there are two of these, only they stay. Gives
/// whether something was left out.
fn keep_years(groups: &mut Vec<Vec<Vec<Obs<'_>>>>) -> bool {
    let is_year = |group: &Vec<Vec<Obs<'_>>>| group[0][0].period().kind() == PeriodKind::Year;
    let (all, years) = (
        groups.len(),
        groups.iter().filter(|group| is_year(group)).count(),
    );
    if years >= 2 {
        groups.retain(is_year);
    }
    groups.len() < all
}
