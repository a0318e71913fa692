//! A metric as a column of 园区's table: one period and one scope, so that a ranking compares like with like. Who has no
//! such figure shows the latest other one, marked and never ranked among them.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::analysis::order::SortKey;
use crate::dataset::{Obs, ObsIx, Store};
use crate::model::{EntityId, Period, PeriodKind, Status};

/// A metric's figures, one a zone.
#[derive(Debug, Default)]
pub struct MetricColumn {
    /// The period and scope most zones have a figure for; of as many the metric's own scope and the later period.
    /// `None` without any figure.
    pub of: Option<(Period, String)>,
    /// In the order of the dataset.
    pub cells: Vec<Option<MetricCell>>,
}

/// What one zone shows in a metric's column.
#[derive(Clone, Debug)]
pub struct MetricCell {
    /// The figure shown.
    pub shown: ObsIx,
    /// Other figures for the same period and scope that differ.
    pub others: Vec<ObsIx>,
    /// Of another period or scope than the column.
    pub apart: bool,
    /// Of another scope than the column.
    pub scoped: bool,
    /// Values by time, both from 0 to 1; empty with fewer than two.
    pub trend: Vec<(f32, f32)>,
    /// Where in `trend` the figure shown stands.
    pub here: usize,
}

impl MetricColumn {
    /// The column of the metric whose figures these are; `at` says where in the list an entity stands.
    pub(super) fn new<'a>(
        figures: impl Iterator<Item = Obs<'a>>,
        zones: usize,
        at: &HashMap<EntityId, usize>,
    ) -> Self {
        let mut series: Vec<Vec<Obs<'_>>> = vec![Vec::new(); zones];
        for obs in figures {
            if let Some(row) = at.get(obs.entity()) {
                series[*row].push(obs);
            }
        }
        let of = most_common(&series);
        let cells = series.into_iter().map(|series| cell(series, of));
        Self {
            cells: cells.collect(),
            of: of.map(|(period, scope)| (period, scope.to_owned())),
        }
    }

    /// How many zones have a figure in the column's own period and scope, and how many only another one.
    pub fn counts(&self) -> (usize, usize) {
        let cells = || self.cells.iter().flatten();
        let apart = cells().filter(|cell| cell.apart).count();
        (cells().count() - apart, apart)
    }

    /// What the rows are sorted by. Figures apart stand behind, by period and scope, the latest first: nothing is ranked
    /// among figures it does not compare with.
    pub(super) fn sort_keys(&self, store: &Store) -> Vec<Option<SortKey>> {
        let obs = |cell: &MetricCell| store.get(cell.shown);
        let group = |obs: &Obs<'_>| (std::cmp::Reverse(obs.period()), obs.definition().to_owned());
        let apart = self.cells.iter().flatten().filter(|cell| cell.apart);
        let groups: BTreeSet<_> = apart.map(|cell| group(&obs(cell))).collect();
        let groups: HashMap<_, usize> = groups.into_iter().zip(1..).collect();
        let key = |cell: &MetricCell| {
            let obs = obs(cell);
            match cell.apart {
                true => SortKey::Apart(groups[&group(&obs)], obs.value()),
                false => SortKey::Number(obs.value()),
            }
        };
        let cells = self.cells.iter();
        cells.map(|cell| cell.as_ref().map(key)).collect()
    }
}

fn is_settled(obs: &Obs<'_>) -> bool {
    obs.status() != Status::Preliminary
}

/// Nine months stand beside no whole year.
fn is_whole(period: Period) -> bool {
    let kind = period.kind();
    matches!(kind, PeriodKind::Year | PeriodKind::Month | PeriodKind::Day)
}

/// The period and scope under which most zones have a figure; mere forecasts count only where there is nothing else.
fn most_common<'a>(series: &[Vec<Obs<'a>>]) -> Option<(Period, &'a str)> {
    let settled = series.iter().flatten().any(is_settled);
    let mut having: HashMap<(Period, &str), HashSet<usize>> = HashMap::new();
    for (row, figures) in series.iter().enumerate() {
        for obs in figures.iter().filter(|obs| !settled || is_settled(obs)) {
            let key = (obs.period(), obs.definition());
            having.entry(key).or_default().insert(row);
        }
    }
    let rank = |((period, scope), rows): &((Period, &str), HashSet<usize>)| {
        let own = scope.is_empty();
        (
            rows.len(),
            own,
            is_whole(*period),
            *period,
            std::cmp::Reverse((*scope).to_owned()),
        )
    };
    let best = having.into_iter().max_by_key(rank);
    best.map(|(key, _)| key)
}

/// The zone's figure for the column's period and scope; else its latest one.
fn cell(series: Vec<Obs<'_>>, of: Option<(Period, &str)>) -> Option<MetricCell> {
    let (period, scope) = of?;
    let inside = |obs: &Obs<'_>| obs.period() == period && obs.definition() == scope;
    let own = series.iter().copied().find(|obs| inside(obs));
    let shown = own.or_else(|| latest(&series))?;
    let alike = |obs: &&Obs<'_>| obs.definition() == shown.definition();
    let others = series.iter().filter(alike).filter(|obs| {
        obs.period() == shown.period() && (obs.value() - shown.value()).abs() > f64::EPSILON
    });
    let others = others.map(Obs::ix).collect();
    let series: Vec<Obs<'_>> = series.iter().filter(alike).copied().collect();
    let (trend, here) = trend(&series, shown.period());
    Some(MetricCell {
        shown: shown.ix(),
        others,
        apart: own.is_none(),
        scoped: shown.definition() != scope,
        trend,
        here,
    })
}

/// The latest figure of one zone: in the metric's own scope if there is one, no mere forecast and not of part of a year
/// if there is anything else.
fn latest<'a>(series: &[Obs<'a>]) -> Option<Obs<'a>> {
    let mut series = series.to_vec();
    let tests: [fn(&Obs<'_>) -> bool; 3] = [
        |obs| obs.definition().is_empty(),
        is_settled,
        |obs| is_whole(obs.period()),
    ];
    for test in tests {
        if series.iter().any(test) {
            series.retain(test);
        }
    }
    // Of equal periods the first, as the pack has them.
    let order = |obs: &Obs<'_>| (obs.period().end(), obs.period().start());
    series.into_iter().reduce(|last, obs| {
        if order(&obs) > order(&last) {
            obs
        } else {
            last
        }
    })
}

/// Values of periods as long as `like`, the first of each, and where among them `like` stands.
fn trend(series: &[Obs<'_>], like: Period) -> (Vec<(f32, f32)>, usize) {
    let alike = series
        .iter()
        .filter(|obs| obs.period().kind() == like.kind());
    let mut points: Vec<(f64, f64)> = alike.map(|o| (o.period().middle(), o.value())).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|b, a| a.0 == b.0);
    let (Some(first), Some(last), 2..) = (points.first(), points.last(), points.len()) else {
        return (Vec::new(), 0);
    };
    let low = points.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
    let (from, span, height) = (first.0, last.0 - first.0, high - low);
    let level = |value: f64| {
        if height > 0.0 {
            (value - low) / height
        } else {
            0.5
        }
    };
    let here = points.iter().position(|point| point.0 == like.middle());
    let points = points
        .iter()
        .map(|(x, y)| (((x - from) / span) as f32, level(*y) as f32));
    (points.collect(), here.unwrap_or(0))
}
