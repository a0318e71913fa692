//! Parts in groups: what grouped and stacked bars and areas are made of. Groups are periods, or zones when several metrics
//! are compared.

use std::collections::{BTreeSet, HashSet};

use super::bars::latest;
use super::cross::{alike, better};
use super::found::{Found, given, picked};
use super::tracks::{Track, Tracks};
use super::{ChartError, MAX_BARS, MAX_SERIES, Mark, words};
use crate::chart::spec::{ChartSpec, PeriodChoice, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricKind, Period, PeriodKind, Qualifier, format_number};
use crate::text::tr_args;

/// Parts kept when the rest is folded: as many as there are colours.
const KEPT: usize = 7;

/// Bars of all groups together that can still be told apart.
const MOST_BARS: usize = 3 * MAX_BARS;

/// Groups of everybody that a figure holds.
const TOP: usize = MAX_BARS / 3;

/// One period or zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What stands under or before it.
    pub name: String,
    /// Its period; `None` for a zone.
    pub period: Option<Period>,
}

/// One part, over all groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// By which the specification points it out; empty for 其他.
    pub id: String,
    /// Keeps its colour where others are grey.
    pub highlight: bool,
    /// One figure per group; `None` where it is missing.
    pub marks: Vec<Option<Mark>>,
}

/// Parts in groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// In order.
    pub groups: Vec<Group>,
    /// In order, from the bottom up where they are stacked.
    pub parts: Vec<Part>,
}

/// A matrix with the words around it.
pub(super) struct Made {
    pub(super) matrix: Matrix,
    pub(super) title: String,
    pub(super) subtitle: Vec<String>,
    pub(super) notes: Vec<String>,
    /// One per group, where a stack has a sum.
    pub(super) totals: Vec<Option<Mark>>,
    /// Whether groups are periods.
    pub(super) time: bool,
    /// Whether small figures are the better ones.
    pub(super) ranks: bool,
}

impl Part {
    /// Whether its figures are of several definitions.
    pub(super) fn is_of_scopes(&self) -> bool {
        !alike(self.marks.iter().flatten().map(|mark| &mark.definition))
    }
}

impl Matrix {
    /// Every figure with the name of its part, group by group within the part.
    pub fn marks(&self) -> Vec<(&str, &Mark)> {
        let of = |part: &'_ Part| part.marks.iter().flatten().count();
        let mut marks = Vec::with_capacity(self.parts.iter().map(of).sum());
        for part in &self.parts {
            marks.extend(part.marks.iter().flatten().map(|m| (part.name.as_str(), m)));
        }
        marks
    }

    /// The figures of group `i`, part by part.
    pub fn group(
        &self,
        i: usize,
    ) -> impl DoubleEndedIterator<Item = Option<&Mark>> + ExactSizeIterator {
        self.parts
            .iter()
            .map(move |part| part.marks.get(i).and_then(Option::as_ref))
    }

    /// Whether no figure of group `i` is missing, and all are of one period and definition.
    fn is_complete(&self, i: usize) -> bool {
        let kinds = self.group(i).flatten().map(|m| (m.period, &m.definition));
        self.group(i).all(|mark| mark.is_some()) && alike(kinds)
    }

    /// Sum of group `i` when no part is missing.
    pub fn sum(&self, i: usize) -> Option<f64> {
        self.group(i).map(|mark| mark.map(|m| m.value)).sum()
    }

    fn over_time(all: &Tracks<'_>) -> Self {
        let main = |track: &'_ Track<'_>| -> Vec<Mark> {
            track
                .points
                .iter()
                .filter(|p| !p.aside)
                .map(|p| p.mark.clone())
                .collect()
        };
        let marks: Vec<Vec<Mark>> = all.tracks.iter().map(main).collect();
        let mut periods: BTreeSet<Period> =
            marks.iter().flatten().filter_map(|m| m.period).collect();
        // A year nobody has is a gap, not a neighbour.
        if periods.iter().all(|p| p.kind() == PeriodKind::Year)
            && let (Some(first), Some(last)) = (periods.first(), periods.last())
        {
            periods.extend(
                (first.first_year()..=last.last_year())
                    .map(Period::year)
                    .collect::<Vec<_>>(),
            );
        }
        let lang = all.found.lang;
        let years = periods.iter().all(|p| p.kind() == PeriodKind::Year);
        let name = |p: &Period| match years {
            true => p.first_year().to_string(),
            false => p.display(lang),
        };
        let parts = all.tracks.iter().zip(marks).map(|(track, marks)| Part {
            name: track.name.clone(),
            id: track.id.clone(),
            highlight: track.highlight,
            marks: periods
                .iter()
                .map(|p| marks.iter().find(|m| m.period == Some(*p)).cloned())
                .collect(),
        });
        Self {
            parts: parts.collect(),
            groups: periods
                .iter()
                .map(|p| Group {
                    name: name(p),
                    period: Some(*p),
                })
                .collect(),
        }
    }

    /// Puts groups in order of their first part's figure, the largest first, of ranks the smallest.
    fn rank(&mut self, ranks: bool) {
        let value = |i: usize| {
            let first = self.parts.first().and_then(|p| p.marks[i].as_ref());
            first.map(|m| m.value)
        };
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by(|&a, &b| better(value(a), value(b), ranks));
        self.take(&order);
    }

    /// Keeps these groups, in this order.
    fn take(&mut self, order: &[usize]) {
        self.groups = order.iter().map(|&i| self.groups[i].clone()).collect();
        for part in &mut self.parts {
            part.marks = order.iter().map(|&i| part.marks[i].clone()).collect();
        }
    }

    /// Takes out the figures of groups in which a part is missing or of another period or definition: a stack would show a
    /// wrong sum. Gives the number of such groups.
    fn only_whole(&mut self) -> usize {
        let broken: Vec<usize> = (0..self.groups.len())
            .filter(|&i| !self.is_complete(i) && self.group(i).any(|m| m.is_some()))
            .collect();
        for part in &mut self.parts {
            for &i in &broken {
                part.marks[i] = None;
            }
        }
        broken.len()
    }

    /// Puts all but the largest parts together as 其他.
    fn fold(&mut self, found: &Found<'_>) {
        if self.parts.len() <= KEPT + 1 {
            return;
        }
        let size = |part: &Part| part.marks.iter().flatten().map(|m| m.value).sum::<f64>();
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        order.sort_by(|&a, &b| size(&self.parts[b]).total_cmp(&size(&self.parts[a])));
        let kept = &order[..KEPT];
        let rest: Vec<&Part> = order[KEPT..].iter().map(|&i| &self.parts[i]).collect();
        let marks =
            (0..self.groups.len()).map(|i| sum(rest.iter().map(|p| p.marks[i].as_ref()), found));
        let n = format_number(rest.len() as f64, 0);
        let other = Part {
            name: tr_args(found.lang, "chart-other", &[("n", n.into())]),
            id: String::new(),
            highlight: self.parts.iter().all(|p| p.highlight),
            marks: marks.collect(),
        };
        let mut parts: Vec<Part> = kept.iter().map(|&i| self.parts[i].clone()).collect();
        parts.push(other);
        self.parts = parts;
    }

    /// Each figure as its share of its group; the figure itself is what it was made of.
    fn make_shares(&mut self, found: &Found<'_>) {
        for i in 0..self.groups.len() {
            let sum = self.sum(i).filter(|sum| *sum > 0.0);
            let hedge = found.hedge(self.group(i).flatten());
            for part in &mut self.parts {
                part.marks[i] = match (part.marks[i].take(), sum) {
                    (Some(mark), Some(sum)) => {
                        let share = mark.value / sum * 100.0;
                        Some(Mark {
                            value: share,
                            basis: mark.label,
                            label: format!(
                                "{}{}%",
                                hedge.mark(found.lang),
                                format_number(share, 1)
                            ),
                            approximate: mark.approximate || hedge != Qualifier::Exact,
                            as_printed: String::new(),
                            ..mark
                        })
                    }
                    _ => None,
                };
            }
        }
    }
}

/// The sum of figures, when none is missing.
fn sum<'m>(marks: impl Iterator<Item = Option<&'m Mark>>, found: &Found<'_>) -> Option<Mark> {
    let marks: Vec<&Mark> = marks.collect::<Option<_>>()?;
    let value = marks.iter().map(|m| m.value).sum();
    Some(Mark {
        value,
        label: found.computed_label(value, found.hedge(marks.iter().copied())),
        period: marks.first()?.period,
        approximate: marks.iter().any(|m| m.approximate),
        cites: marks.iter().flat_map(|m| m.cites.iter().copied()).collect(),
        ..Mark::default()
    })
}

/// Whether the figures can be put on each other.
fn are_parts(all: &Tracks<'_>, spec: &ChartSpec) -> Result<(), ChartError> {
    let summable = |kind: MetricKind| {
        matches!(
            kind,
            MetricKind::Count | MetricKind::Money | MetricKind::Quantity
        )
    };
    let parts = match spec.transform {
        Transform::Level | Transform::Cumulative => {
            all.found.metrics.iter().all(|m| summable(m.kind))
        }
        Transform::Share => true,
        _ => false,
    };
    let negative = all
        .tracks
        .iter()
        .flat_map(|t| &t.points)
        .any(|p| p.mark.value < 0.0);
    match parts && !negative {
        true => Ok(()),
        false => Err(ChartError::NotParts),
    }
}

/// Builds the matrix of a grouped (`stacked` `None`) or stacked chart; `Some(true)`: as shares of 100 %. `time`: groups
/// must be periods.
pub(super) fn matrix(
    spec: &ChartSpec,
    dataset: &Dataset,
    stacked: Option<bool>,
    only_time: bool,
) -> Result<Made, ChartError> {
    let all = Tracks::new(spec, dataset)?;
    all.found.one_unit()?;
    if stacked.is_some() {
        are_parts(&all, spec)?;
    }
    let lang = spec.lang;
    let several = all.found.metrics.len() > 1 && all.found.entities.len() > 1;
    let single = all.found.metrics.len() > 1 && matches!(spec.period, PeriodChoice::At(_));
    let time = only_time || !(several || single || spec.transform == Transform::Cagr);
    let (mut matrix, mut notes) = match time {
        true => (Matrix::over_time(&all), Vec::new()),
        false => Matrix::by_entity(&all, spec, dataset),
    };
    if !time && given(spec).is_empty() {
        matrix.rank(all.found.measure.ranks);
        notes.extend(cut(&mut matrix, lang));
    }
    if let (Some(_), n @ 1..) = (stacked, stacked.map_or(0, |_| matrix.only_whole())) {
        notes.push(tr_args(lang, "chart-note-not-whole", &[("n", n.into())]));
    }
    if spec.fold && stacked.is_some() {
        matrix.fold(&all.found);
    }
    limit(&matrix, stacked.is_some())?;
    if matrix.marks().is_empty() {
        return Err(ChartError::NothingWhole);
    }
    let mut totals = Vec::new();
    let mut title = all.found.plain_title();
    let mut subtitle = all.found.scope();
    match stacked {
        Some(true) => {
            matrix.make_shares(&all.found);
            title = tr_args(lang, "chart-of-share", &[("what", title.into())]);
            subtitle = vec![tr_args(lang, "chart-unit", &[("unit", "%".into())])];
        }
        Some(false) => {
            totals = (0..matrix.groups.len())
                .map(|i| sum(matrix.group(i), &all.found))
                .collect();
        }
        None => {}
    }
    let periods = words::periods(&matrix.marks()).len();
    let latest = !time && periods > 1 && !given(spec).is_empty();
    notes.extend(picked(&[(latest, "chart-note-latest")], lang));
    notes.extend(all.notes(spec));
    // A line shows these by signs; bars and areas have none.
    let first = all.said.conflict && spec.transform == Transform::Level;
    let signs = [
        (first, "chart-note-conflict-first"),
        (time && all.said.redefined, "chart-note-redefined-bars"),
        (
            time && stacked.is_none() && all.mixes_scopes(),
            "chart-note-scopes",
        ),
    ];
    notes.extend(picked(&signs, lang));
    Ok(Made {
        matrix,
        title,
        subtitle,
        notes,
        totals,
        time,
        ranks: all.found.measure.ranks,
    })
}

/// Leaves as many groups of everybody as a figure holds.
fn cut(matrix: &mut Matrix, lang: Lang) -> Option<String> {
    let note = left_out(matrix.groups.len(), lang)?;
    matrix.take(&(0..TOP).collect::<Vec<_>>());
    Some(note)
}

/// A word on the groups left out of `all`.
fn left_out(all: usize, lang: Lang) -> Option<String> {
    let args = [("shown", TOP.into()), ("n", all.into())];
    (all > TOP).then(|| tr_args(lang, "chart-note-top", &args))
}

/// One order for plots of one metric each that show everybody: by the first metric, then who has only a later one. As
/// many as a figure holds, and a word on the others.
pub(super) fn order(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
) -> (Vec<EntityId>, Option<String>) {
    let (mut order, mut seen) = (Vec::new(), HashSet::new());
    for metric in &found.metrics {
        let one = ChartSpec {
            subject: Subject::Metrics {
                metrics: vec![metric.id.clone()],
                entities: found.entities.iter().map(|&id| id.clone()).collect(),
            },
            ..spec.clone()
        };
        // What has no figures has no plot either.
        let Ok(mut all) = Tracks::new(&one, dataset) else {
            continue;
        };
        let ranks = all.found.measure.ranks;
        let value = |track: &Track<'_>| latest(track).first().map(|p| p.mark.value);
        (all.tracks).sort_by(|a, b| better(value(a), value(b), ranks));
        let entities = all.tracks.iter().map(|track| track.entity.clone());
        order.extend(entities.filter(|id| seen.insert(id.clone())));
    }
    let note = left_out(order.len(), spec.lang);
    order.truncate(TOP);
    (order, note)
}

fn limit(matrix: &Matrix, stacked: bool) -> Result<(), ChartError> {
    let (groups, parts) = (matrix.groups.len(), matrix.parts.len());
    if parts > MAX_SERIES {
        return Err(ChartError::TooManySeries { count: parts });
    }
    let (count, max) = match stacked {
        true => (groups, MAX_BARS),
        false => (groups * parts, MOST_BARS),
    };
    match count > max {
        true => Err(ChartError::TooManyBars { count, max }),
        false => Ok(()),
    }
}

/// What a matrix shows, in sentences: kind and numbers, the last or only group part by part, the extremes; when `inverted`,
/// the smallest is the highest.
pub(super) fn says(matrix: &Matrix, id: &'static str, inverted: bool, lang: Lang) -> Vec<String> {
    let args = [
        ("groups", matrix.groups.len().into()),
        ("parts", matrix.parts.len().into()),
    ];
    let mut said = vec![tr_args(lang, id, &args)];
    let last = (0..matrix.groups.len())
        .rev()
        .find(|&i| matrix.group(i).any(|m| m.is_some()));
    if let Some(i) = last {
        let parts = matrix.parts.iter().zip(matrix.group(i));
        let listed: Vec<String> = parts
            .filter_map(|(part, mark)| Some(format!("{} {}", part.name, mark?.label)))
            .collect();
        let colon = lang.pick("：", ": ");
        let comma = lang.pick("，", ", ");
        said.push(format!(
            "{}{colon}{}",
            matrix.groups[i].name,
            listed.join(comma)
        ));
    }
    let named = |(name, mark): (&str, &Mark)| {
        words::with_period(&format!("{name} {}", mark.label), mark.period, lang)
    };
    if let Some(ends) = words::spread(&matrix.marks()) {
        let (low, high) = words::turned(ends, inverted);
        said.push(words::extremes(&named(low), &named(high), lang));
    }
    said
}
