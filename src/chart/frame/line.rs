//! Lines over time.

use super::found::Found;
use super::kind::{Body, Kind};
use super::tracks::{Track, Tracks};
use super::words::{self, described, spread};
use super::{ChartError, Draft, MAX_SERIES, Mark, Point, Points, overlays};
use crate::chart::spec::{ChartSpec, Transform};
use crate::dataset::Dataset;
use crate::model::{Lang, MetricKind};
use crate::text::tr_args;

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Name at the line's end.
    pub name: String,
    /// By which the specification points it out: the id of its entity or metric; empty for what is no subject.
    pub id: String,
    /// Keeps its colour where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
    /// Points in order of time.
    pub points: Points,
}

/// Lines over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// The lines, in the specification's order.
    pub series: Vec<Series>,
    /// Lines of comparison, drawn grey.
    pub references: Vec<Series>,
    /// Whether small values stand on top (ranks).
    pub inverted: bool,
    /// A value whose grid line is emphasised: 100 of an index.
    pub base: Option<f64>,
}

impl Lines {
    /// Every point, those of the lines of comparison last.
    pub fn points(&self) -> impl Iterator<Item = &Point> + Clone {
        let all = self.series.iter().chain(&self.references);
        all.flat_map(|series| &series.points)
    }
}

impl Series {
    /// A track as a line.
    pub(super) fn of(track: Track<'_>) -> Self {
        Self {
            name: track.name,
            id: track.id,
            highlight: track.highlight,
            points: track.points.into(),
        }
    }

    /// Whether its definition changes on the way.
    pub(super) fn is_redefined(&self) -> bool {
        self.main().any(|point| point.redefined)
    }

    /// The points that are no second figure for their period.
    pub fn main(&self) -> impl DoubleEndedIterator<Item = &Point> {
        self.points.iter().filter(|p| !p.aside)
    }
}

/// All points of `series` with the names.
pub(super) fn marks_of(series: &[Series]) -> Vec<(&str, &Mark)> {
    let of = |s: &'_ Series| s.points.len();
    let mut marks = Vec::with_capacity(series.iter().map(of).sum());
    for series in series {
        marks.extend(
            series
                .points
                .iter()
                .map(|p| (series.name.as_str(), &p.mark)),
        );
    }
    marks
}

impl Kind for Lines {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let mut marks = marks_of(&self.series);
        marks.extend(marks_of(&self.references));
        marks
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        says(&self.series, "chart-says-lines", self.inverted, lang)
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-points"
    }
}

/// Number of series, how each runs, and the extremes; when `inverted`, the smallest is the highest.
pub(super) fn says(series: &[Series], id: &'static str, inverted: bool, lang: Lang) -> Vec<String> {
    let n = series.len().to_string();
    let mut parts = vec![tr_args(lang, id, &[("n", n.into())])];
    parts.extend(described(series.len(), lang, |i| {
        words::trend(&series[i], inverted, lang)
    }));
    let named = |(name, mark): &(&str, &Mark)| {
        let label = match series.len() {
            1 => mark.label.clone(),
            _ => format!("{name} {}", mark.label),
        };
        words::with_period(&label, mark.period, lang)
    };
    if let Some(ends) = spread(&marks_of(series)) {
        let (low, high) = words::turned(ends, inverted);
        parts.push(words::extremes(&named(&low), &named(&high), lang));
    }
    parts
}

/// One line per entity and metric.
pub(super) fn lines(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    if spec.transform == Transform::Cagr {
        return Err(ChartError::OneFigureEach);
    }
    let all = Tracks::new(spec, dataset)?;
    all.found.one_unit()?;
    let mut notes = all.break_notes(spec);
    notes.extend(all.notes(spec));
    let references = overlays::lines(spec, dataset, &all);
    let Tracks {
        found, mut tracks, ..
    } = all;
    check_log(spec, &tracks)?;
    if tracks.len() > MAX_SERIES {
        if !spec.fold {
            return Err(ChartError::TooManySeries {
                count: tracks.len(),
            });
        }
        notes.push(keep_largest(&mut tracks, found.measure.ranks, spec.lang));
    }
    let series: Vec<Series> = tracks.into_iter().map(Series::of).collect();
    Ok(Draft {
        title: title(&found, &series),
        subtitle: found.scope(),
        notes,
        cited: Vec::new(),
        body: Body::Lines(Lines {
            inverted: found.measure.ranks,
            base: base(&found),
            series,
            references,
        }),
    })
}

/// A log axis has no place for zero and less.
pub(super) fn check_log(spec: &ChartSpec, tracks: &[Track<'_>]) -> Result<(), ChartError> {
    let low = |p: &Point| p.mark.value <= 0.0;
    match spec.y.log && tracks.iter().flat_map(|t| &t.points).any(low) {
        true => Err(ChartError::NoLog),
        false => Ok(()),
    }
}

/// Leaves the series that end highest; says how many are not drawn.
fn keep_largest(tracks: &mut Vec<Track<'_>>, ranks: bool, lang: Lang) -> String {
    let all = tracks.len();
    let last = |t: &Track<'_>| {
        t.points.last().map_or(f64::NEG_INFINITY, |p| match ranks {
            true => -p.mark.value,
            false => p.mark.value,
        })
    };
    let mut order: Vec<usize> = (0..all).collect();
    order.sort_by(|&a, &b| {
        let pointed = |i: usize| tracks[i].highlight;
        (pointed(b).cmp(&pointed(a))).then(last(&tracks[b]).total_cmp(&last(&tracks[a])))
    });
    order.truncate(MAX_SERIES);
    let mut place = 0;
    tracks.retain(|_| {
        place += 1;
        order.contains(&(place - 1))
    });
    let args = [("shown", MAX_SERIES.into()), ("n", all.into())];
    tr_args(lang, "chart-note-top", &args)
}

/// 100 for indices.
pub(super) fn base(found: &Found<'_>) -> Option<f64> {
    let indices = found.metrics.iter().all(|m| m.kind == MetricKind::Index);
    match found.measure.transform {
        Transform::Index(_) => Some(100.0),
        Transform::Level if indices => Some(100.0),
        _ => None,
    }
}

/// The finding of a single line: from what to what; otherwise the measure.
fn title(found: &Found<'_>, series: &[Series]) -> String {
    let plain = found.plain_title();
    let [only] = series else { return plain };
    let mut main = only.main();
    let (Some(first), Some(last)) = (main.next(), main.next_back()) else {
        return plain;
    };
    let alike = |p: &Point| p.mark.period.map(|p| p.kind());
    // Figures of two definitions say nothing of a rise.
    if alike(first) != alike(last) || only.is_redefined() {
        return plain;
    }
    let id = match last.mark.value.total_cmp(&first.mark.value) {
        _ if found.measure.ranks => "chart-title-changed",
        std::cmp::Ordering::Greater => "chart-title-rose",
        std::cmp::Ordering::Less => "chart-title-fell",
        std::cmp::Ordering::Equal => "chart-title-same",
    };
    let args = [
        ("what", plain.as_str().into()),
        ("from", first.mark.label.as_str().into()),
        ("to", last.mark.label.as_str().into()),
    ];
    tr_args(found.lang, id, &args)
}
