//! Figures side by side: of each track one, all of one period and one definition, so that like is compared with like.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Bound;

use super::tracks::{Track, Tracks};
use super::{ChartError, MAX_BARS, Mark};
use crate::chart::spec::{Axis, ChartKind, PeriodChoice};
use crate::model::{EntityId, Lang, Metric, MetricId, Named as _, Period};
use crate::text::{in_brackets, tr, tr_args};

/// A figure, and what other sources say of the same instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The figure drawn.
    pub mark: Mark,
    /// Different figures for the same entity, period and definition.
    pub others: Vec<Mark>,
}

impl Stated {
    /// The value drawn.
    pub fn value(&self) -> f64 {
        self.mark.value
    }

    /// Every figure, the one drawn first.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        std::iter::once(&self.mark).chain(&self.others)
    }

    /// From the lowest to the highest figure, when sources differ.
    pub fn range(&self) -> Option<(f64, f64)> {
        let values = || self.marks().map(|mark| mark.value);
        let (low, high) = (
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        );
        (low < high).then_some((low, high))
    }
}

/// What lies along an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Measure, unit and period.
    pub name: String,
    /// Log, and the range shown.
    pub axis: Axis,
    /// As of [`Frame::short_ticks`](super::Frame::short_ticks), for this axis.
    pub short_ticks: bool,
}

impl Measured {
    /// Whether `value` can stand on it.
    pub(in crate::chart) fn admits(&self, value: f64) -> bool {
        value.is_finite() && (!self.axis.log || value > 0.0)
    }
}

/// Measure, unit and period as one: `核准面积（公顷，2018年）`.
pub(super) fn measured(tracks: &Tracks<'_>, metric: &Metric, period: Option<Period>) -> String {
    let lang = tracks.found.lang;
    let measure = &tracks.found.measure;
    let period = period.map(|p| p.display(lang)).unwrap_or_default();
    let name = measure.of(metric.name(lang));
    in_brackets(&name, &[&measure.unit(metric), &period], lang)
}

/// Whether all of them are the same.
pub(super) fn alike<T: PartialEq>(all: impl IntoIterator<Item = T>) -> bool {
    let mut all = all.into_iter();
    let first = all.next();
    all.all(|one| Some(one) == first)
}

impl Track<'_> {
    /// What is stated for one period under one definition.
    pub(super) fn stated(&self, period: Period, definition: &str) -> Option<Stated> {
        let here = |mark: &&Mark| mark.period == Some(period) && mark.definition == definition;
        let mut marks = self.points.iter().map(|p| &p.mark).filter(here).cloned();
        Some(Stated {
            mark: marks.next()?,
            others: marks.collect(),
        })
    }

    /// Periods and definitions it has figures of, in order of time.
    pub(super) fn places(&self) -> impl Iterator<Item = (Period, &str)> {
        let marks = self.points.iter().map(|p| &p.mark);
        marks.filter_map(|mark| Some((mark.period?, mark.definition.as_str())))
    }
}

/// The period and definition under which most entities have a figure of one metric.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) period: Period,
    /// The scope tag; empty for the metric's own definition.
    pub(super) definition: String,
}

impl Section {
    /// Chooses it; the later period and the metric's own definition win a tie. `None` when nobody has a figure.
    pub(super) fn of(tracks: &Tracks<'_>, metric: &MetricId) -> Option<Self> {
        let mut having: HashMap<(Period, &str), HashSet<&EntityId>> = HashMap::new();
        for track in tracks.tracks.iter().filter(|t| &t.metric.id == metric) {
            for place in track.places() {
                having.entry(place).or_default().insert(track.entity);
            }
        }
        let best = having
            .into_iter()
            .max_by_key(|((period, definition), who)| {
                let plain = (definition.is_empty(), std::cmp::Reverse(*definition));
                (who.len(), *period, plain)
            });
        best.map(|((period, definition), _)| Self {
            period,
            definition: definition.to_owned(),
        })
    }

    /// What a track states there.
    pub(super) fn stated(&self, track: &Track<'_>) -> Option<Stated> {
        track.stated(self.period, &self.definition)
    }
}

/// Two periods of one metric under one definition.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) first: Period,
    pub(super) last: Period,
    pub(super) definition: String,
}

impl Pair {
    /// The widest pair of like periods in which nearly as many entities have a figure as in the best period; the ends
    /// of a range chosen by hand win.
    pub(super) fn of(tracks: &Tracks<'_>, metric: &MetricId, choice: PeriodChoice) -> Option<Self> {
        let mut having: BTreeMap<&str, BTreeMap<Period, HashSet<&EntityId>>> = BTreeMap::new();
        for track in tracks.tracks.iter().filter(|t| &t.metric.id == metric) {
            for (period, definition) in track.places() {
                let periods = having.entry(definition).or_default();
                periods.entry(period).or_default().insert(track.entity);
            }
        }
        let (from, to) = match choice {
            PeriodChoice::Range(first, last) => (Some(first), Some(last)),
            PeriodChoice::At(_) | PeriodChoice::Auto => (None, None),
        };
        // Of equals the first, which is the metric's own definition.
        let mut best: Option<(usize, Self)> = None;
        for (definition, periods) in having {
            let Some((first, last)) = widest(&periods, from, to) else {
                continue;
            };
            let both = periods[&first].intersection(&periods[&last]).count();
            if both > best.as_ref().map_or(0, |(n, _)| *n) {
                let definition = definition.to_owned();
                best = Some((
                    both,
                    Self {
                        first,
                        last,
                        definition,
                    },
                ));
            }
        }
        best.map(|(_, pair)| pair)
    }
}

/// The widest pair of like periods that nearly as many have as the best pair; `from` and `to` where anybody has these.
fn widest(
    periods: &BTreeMap<Period, HashSet<&EntityId>>,
    from: Option<Period>,
    to: Option<Period>,
) -> Option<(Period, Period)> {
    let wished = |end: Option<Period>| end.filter(|period| periods.contains_key(period));
    let (from, to) = (wished(from), wished(to));
    let mut pairs: Vec<(usize, Period, Period)> = Vec::new();
    for (first, before) in periods.range(from.unwrap_or(*periods.keys().next()?)..) {
        for (last, after) in periods.range((Bound::Excluded(*first), Bound::Unbounded)) {
            let asked = from.is_none_or(|from| from == *first) && to.is_none_or(|to| to == *last);
            let like = first.kind() == last.kind();
            if asked && (like || (from.is_some() && to.is_some())) {
                pairs.push((before.intersection(after).count(), *first, *last));
            }
        }
    }
    // A period that few have would leave most lines out.
    let most = pairs.iter().map(|(both, ..)| *both).max()?;
    let enough = pairs
        .iter()
        .filter(|(both, ..)| *both > 0 && 5 * both >= 4 * most);
    let span = |first: &Period, last: &Period| last.start() - first.start();
    enough
        .max_by(|a, b| (span(&a.1, &a.2).total_cmp(&span(&b.1, &b.2))).then(a.2.cmp(&b.2)))
        .map(|(_, first, last)| (*first, *last))
}

/// Which figure comes first: the larger, of ranks the smaller; what is missing comes last.
pub(super) fn better(
    a: impl Into<Option<f64>>,
    b: impl Into<Option<f64>>,
    ranks: bool,
) -> Ordering {
    match (a.into(), b.into()) {
        (Some(a), Some(b)) if ranks => a.total_cmp(&b),
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// What is said of definitions other than the metric's own, each once.
pub(super) fn scope_notes<'s>(
    definitions: impl Iterator<Item = &'s str>,
    lang: Lang,
) -> Vec<String> {
    let mut seen = HashSet::new();
    definitions
        .filter(|scope| !scope.is_empty() && seen.insert(*scope))
        .map(|scope| tr_args(lang, "chart-note-scope", &[("scope", scope.into())]))
        .collect()
}

/// What is said of entities that have figures, but not these.
pub(super) fn left_out_note(left_out: usize, lang: Lang) -> Option<String> {
    (left_out > 0).then(|| tr_args(lang, "chart-note-left-out", &[("n", left_out.into())]))
}

/// What is said of entities that have only one of two figures.
pub(super) fn half_note(half: usize, lang: Lang) -> Option<String> {
    (half > 0).then(|| tr_args(lang, "chart-note-half", &[("n", half.into())]))
}

/// Cuts `rows` to what a figure holds; says so.
pub(super) fn top<T>(rows: &mut Vec<T>, lang: Lang) -> Option<String> {
    let all = rows.len();
    (all > MAX_BARS).then(|| {
        rows.truncate(MAX_BARS / 2);
        let args = [("shown", rows.len().into()), ("n", all.into())];
        tr_args(lang, "chart-note-top", &args)
    })
}

/// What is said when sources differ.
pub(super) fn range_note<'d>(
    mut stated: impl Iterator<Item = &'d Stated>,
    lang: Lang,
) -> Option<String> {
    stated
        .any(|stated| !stated.others.is_empty())
        .then(|| tr(lang, "chart-note-differ").into_owned())
}

/// Why `kind` cannot draw it.
pub(super) fn unsuited(kind: ChartKind, needs: &'static str) -> ChartError {
    ChartError::Needs { kind, needs }
}
