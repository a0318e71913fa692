//! What is made of figures over time: growth, index, share, ratio, running total, rank.
//!
//! Every function gives one result per figure, in order, and `None` where the figures do not carry one: a period that is
//! missing, a definition that changed, a base that is not positive. No gap ever becomes a number, and no result is NaN or
//! infinite.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Period, PeriodKind};

/// One figure of a series; a series stands in order of time, each period once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Datum<'a> {
    /// The period.
    pub period: Period,
    /// The figure.
    pub value: f64,
    /// Scope that differs from the metric's definition; empty when none.
    pub definition: &'a str,
}

/// Whether a line may run from `a` to `b`: like periods, none missing between, one definition.
pub fn follows(a: Datum<'_>, b: Datum<'_>) -> bool {
    let (p, q) = (a.period, b.period);
    let adjacent = match p.kind() {
        // Days are snapshots; none is missing between two of them.
        PeriodKind::Day => true,
        _ => (q.start() - p.end()).abs() < 1e-6,
    };
    let like = p.kind() == q.kind() && (p.kind() != PeriodKind::Range || same_length(p, q));
    like && adjacent && a.definition == b.definition
}

fn same_length(p: Period, q: Period) -> bool {
    ((p.end() - p.start()) - (q.end() - q.start())).abs() < 1e-6
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// The place of the figure of the same period a year before, by the same definition.
fn year_before(series: &[Datum<'_>], datum: &Datum<'_>) -> Option<usize> {
    if datum.period.kind() == PeriodKind::Range {
        return None;
    }
    let before = datum.period.years_earlier(1)?;
    let at = series.binary_search_by(|d| d.period.cmp(&before)).ok()?;
    (series[at].definition == datum.definition).then_some(at)
}

/// Change against the same period a year before, %.
pub fn year_on_year(series: &[Datum<'_>]) -> Vec<Option<f64>> {
    let change = |datum: &Datum<'_>| {
        let before = series[year_before(series, datum)?].value;
        (before > 0.0).then(|| finite((datum.value / before - 1.0) * 100.0))?
    };
    series.iter().map(change).collect()
}

/// Difference to the same period a year before, in the unit of the figures (percentage points of shares).
pub fn difference(series: &[Datum<'_>]) -> Vec<Option<f64>> {
    let change =
        |datum: &Datum<'_>| finite(datum.value - series[year_before(series, datum)?].value);
    series.iter().map(change).collect()
}

/// For each figure the one of the same period a year before.
pub fn years_before(series: &[Datum<'_>]) -> Vec<Option<usize>> {
    let before = |datum: &Datum<'_>| year_before(series, datum);
    series.iter().map(before).collect()
}

/// The figure of `base` = 100. Figures by another definition than that of the base have no place on its scale.
pub fn index(series: &[Datum<'_>], base: Period) -> Vec<Option<f64>> {
    let base = series.iter().find(|d| d.period == base && d.value > 0.0);
    let scaled = |datum: &Datum<'_>| {
        let base = base.filter(|b| b.definition == datum.definition)?;
        finite(datum.value / base.value * 100.0)
    };
    series.iter().map(scaled).collect()
}

/// The first period in which all series have a positive figure.
pub fn common_period(all: &[Vec<Datum<'_>>]) -> Option<Period> {
    let periods = |series: &Vec<Datum<'_>>| -> BTreeSet<Period> {
        let positive = series.iter().filter(|d| d.value > 0.0);
        positive.map(|d| d.period).collect()
    };
    let mut sets = all.iter().map(periods);
    let first = sets.next()?;
    let common = sets.fold(first, |common, set| &common & &set);
    common.first().copied()
}

/// Compound annual growth rate, % a year, from the first to the last figure by the last one's definition; and which two
/// figures these are. They are positive, of like periods, and at least a year apart.
pub fn cagr(series: &[Datum<'_>]) -> Option<(usize, usize, f64)> {
    let last = series.len().checked_sub(1)?;
    let end = &series[last];
    let alike = |d: &Datum<'_>| {
        d.definition == end.definition
            && d.period.kind() == end.period.kind()
            && same_length(d.period, end.period)
    };
    let first = series.iter().position(alike)?;
    let start = &series[first];
    let years = end.period.middle() - start.period.middle();
    if years < 0.99 || start.value <= 0.0 || end.value <= 0.0 {
        return None;
    }
    let rate = ((end.value / start.value).powf(1.0 / years) - 1.0) * 100.0;
    finite(rate).map(|rate| (first, last, rate))
}

/// Share of the sum of all series in the same period, %. Where one of them has no figure, one below zero or one of another
/// definition, there is no whole and so no share.
pub fn share(all: &[Vec<Datum<'_>>]) -> Vec<Vec<Option<f64>>> {
    let mut sums: BTreeMap<(Period, &str), (usize, f64)> = BTreeMap::new();
    for datum in all.iter().flatten().filter(|d| d.value >= 0.0) {
        let (parts, sum) = sums.entry((datum.period, datum.definition)).or_default();
        *parts += 1;
        *sum += datum.value;
    }
    let part = |datum: &Datum<'_>| {
        let (parts, sum) = sums.get(&(datum.period, datum.definition))?;
        (*parts == all.len() && *sum > 0.0).then(|| finite(datum.value / sum * 100.0))?
    };
    all.iter()
        .map(|series| series.iter().map(part).collect())
        .collect()
}

/// Per unit of `other` in the same period and of the same scope, with the place of what divides; `other` may have several
/// figures of one period. What covers a zone is never divided by what covers its district.
pub fn per(series: &[Datum<'_>], other: &[Datum<'_>]) -> Vec<Option<(f64, usize)>> {
    let mut by: BTreeMap<(Period, &str), usize> = BTreeMap::new();
    for (i, datum) in other.iter().enumerate() {
        by.entry((datum.period, datum.definition)).or_insert(i);
    }
    let ratio = |datum: &Datum<'_>| {
        let at = *by.get(&(datum.period, datum.definition))?;
        let by = other[at].value;
        (by > 0.0)
            .then(|| finite(datum.value / by))?
            .map(|v| (v, at))
    };
    series.iter().map(ratio).collect()
}

/// Running total, up to the first period that is missing or defined otherwise: what comes after it has no total.
pub fn cumulative(series: &[Datum<'_>]) -> Vec<Option<f64>> {
    let (mut total, mut sound) = (0.0, true);
    let mut add = |(i, datum): (usize, &Datum<'_>)| {
        sound &= i == 0 || follows(series[i - 1], *datum);
        total += datum.value;
        sound.then(|| finite(total))?
    };
    series.iter().enumerate().map(&mut add).collect()
}

/// Place among all series that have a figure of the same period and definition, where there are several: 1 for the
/// largest, equal figures share a place.
pub fn rank(all: &[Vec<Datum<'_>>]) -> Vec<Vec<Option<f64>>> {
    let mut by: BTreeMap<(Period, &str), Vec<f64>> = BTreeMap::new();
    for datum in all.iter().flatten() {
        let group = by.entry((datum.period, datum.definition)).or_default();
        group.push(datum.value);
    }
    for values in by.values_mut() {
        values.sort_by(|a, b| b.total_cmp(a));
    }
    let place = |datum: &Datum<'_>| {
        let values = by.get(&(datum.period, datum.definition))?;
        // Alone, nothing is first.
        (values.len() > 1).then_some(())?;
        Some(values.partition_point(|v| *v > datum.value) as f64 + 1.0)
    };
    all.iter()
        .map(|series| series.iter().map(place).collect())
        .collect()
}

/// The years missing after a figure of a whole year, up to `most` of them and not beyond `until`; with each the figure it
/// would be carried over from.
pub fn carried(series: &[Datum<'_>], most: u8, until: i16) -> Vec<(Period, usize)> {
    let years: Vec<(usize, i16)> = series
        .iter()
        .enumerate()
        .filter(|(_, d)| d.period.kind() == PeriodKind::Year)
        .map(|(i, d)| (i, d.period.first_year()))
        .collect();
    let mut found = Vec::new();
    for (n, &(i, year)) in years.iter().enumerate() {
        let end = years.get(n + 1).map_or(until, |next| next.1 - 1);
        let last = end.min(year.saturating_add(i16::from(most)));
        found.extend((year + 1..=last).map(|missing| (Period::year(missing), i)));
    }
    found
}
