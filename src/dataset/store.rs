//! Observations in columns: 4.5 million rows in a few hundred megabytes, found by metric and by entity.

mod builder;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::hash::{FastHash, number};
use crate::model::{EntityId, MetricId, Observation, PackId, Period, Qualifier, SourceId, Status};
pub use builder::StoreBuilder;
pub(in crate::dataset) use builder::{Mark, ObsRef, Under};

/// Position of an observation in the [`Store`]; stable for one dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObsIx(u32);

/// Distinct values, numbered from 0 in order of first appearance.
#[derive(Debug)]
struct Interner<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32, FastHash>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::default(),
        }
    }
}

impl<T> Interner<T>
where
    T: Clone + Eq + std::hash::Hash + std::borrow::Borrow<str> + for<'a> From<&'a str>,
{
    /// `guess`: what the column had in the row before; becomes the number.
    fn number(&mut self, value: &str, guess: &mut u32) -> u32 {
        let known = (&mut self.values, &mut self.numbers);
        number(known, value, |value| T::from(value), guess)
    }
}

/// One row, strings and ids replaced by their numbers: 24 bytes, since there may be millions. Its metric follows
/// from its place.
#[derive(Clone, Copy, Debug)]
struct Row {
    value: f64,
    entity: u32,
    period: u32,
    /// In `Store::origins`.
    origin: u32,
    /// Where in `Store::printed` the figure as printed starts: a character whose code is its length in bytes, then
    /// the text; none when there was no room for it and this lies at or past the end. Nearly every row prints another
    /// figure, so numbering the distinct ones would cost more than it saves. It grows with every row that is added.
    printed: u32,
}

/// Bytes of a figure as printed, at most: the last code before the surrogates.
pub(in crate::dataset) const MAX_PRINTED: usize = 0xd7ff;

/// Where a figure comes from and what is said about it: alike in many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Origin {
    source: u32,
    definition: u32,
    locator: u32,
    note: u32,
    pack: u16,
    qualifier: Qualifier,
    status: Status,
}

/// All observations, sorted by metric, entity, period.
#[derive(Debug, Default)]
pub struct Store {
    rows: Vec<Row>,
    entities: Interner<EntityId>,
    metrics: Interner<MetricId>,
    periods: Vec<Period>,
    sources: Interner<SourceId>,
    texts: Interner<Arc<str>>,
    origins: Vec<Origin>,
    printed: String,
    packs: Vec<PackId>,
    /// Rows of each metric, one metric after the other.
    metric_rows: Vec<Range<u32>>,
}

/// The range as slices want it.
fn places(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

impl Store {
    /// Number of observations.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All observations, sorted by metric, entity, period.
    pub fn iter(&self) -> impl Iterator<Item = Obs<'_>> {
        (0..self.rows.len() as u32).map(|ix| self.at(ix))
    }

    /// The observation at `ix`, which must come from this store.
    pub fn get(&self, ix: ObsIx) -> Obs<'_> {
        self.at(ix.0)
    }

    /// All observations of one metric, sorted by entity (in order of first appearance), then period.
    pub fn by_metric(&self, metric: &MetricId) -> impl Iterator<Item = Obs<'_>> + use<'_> {
        let range = self.metrics.numbers.get(metric);
        let range = range.map_or(0..0, |&m| self.metric_rows[m as usize].clone());
        range.map(|ix| self.at(ix))
    }

    /// All observations of one entity, sorted by metric (in order of first appearance), then period.
    pub fn by_entity(&self, entity: &EntityId) -> impl Iterator<Item = Obs<'_>> + use<'_> {
        let entity = self.entities.numbers.get(entity).copied();
        let metrics = self.metric_rows.iter();
        let ranges = metrics.filter_map(move |metric| Some(self.part(metric, entity?)));
        ranges.flatten().map(|ix| self.at(ix))
    }

    /// All observations of one metric for one entity, in order of period; conflicting figures stand side by side.
    pub fn series(
        &self,
        entity: &EntityId,
        metric: &MetricId,
    ) -> impl Iterator<Item = Obs<'_>> + use<'_> {
        let entity = self.entities.numbers.get(entity);
        let metric = self.metrics.numbers.get(metric);
        let range = metric.zip(entity);
        let range = range.map(|(&m, &e)| self.part(&self.metric_rows[m as usize], e));
        range.unwrap_or_default().map(|ix| self.at(ix))
    }

    /// The rows of one entity among those of a metric. Searched for: a list of every entity's rows would take a
    /// sixth of the store's memory.
    fn part(&self, metric: &Range<u32>, entity: u32) -> Range<u32> {
        let rows = &self.rows[places(metric)];
        let first = rows.partition_point(|row| row.entity < entity);
        let count = rows[first..].partition_point(|row| row.entity == entity);
        let first = metric.start + first as u32;
        first..first + count as u32
    }

    fn at(&self, ix: u32) -> Obs<'_> {
        Obs {
            store: self,
            row: &self.rows[ix as usize],
            ix: ObsIx(ix),
        }
    }
}

/// One observation, borrowed from the store.
#[derive(Clone, Copy, Debug)]
pub struct Obs<'a> {
    store: &'a Store,
    row: &'a Row,
    ix: ObsIx,
}

impl<'a> Obs<'a> {
    /// Where it lies.
    pub fn ix(&self) -> ObsIx {
        self.ix
    }

    /// The zone or place.
    pub fn entity(&self) -> &'a EntityId {
        &self.store.entities.values[self.row.entity as usize]
    }

    /// The metric.
    pub fn metric(&self) -> &'a MetricId {
        let ranges = &self.store.metric_rows;
        let metric = ranges.partition_point(|range| range.end <= self.ix.0);
        &self.store.metrics.values[metric]
    }

    /// The period.
    pub fn period(&self) -> Period {
        self.store.periods[self.row.period as usize]
    }

    /// The value, in the metric's unit.
    pub fn value(&self) -> f64 {
        self.row.value
    }

    /// How the source hedges it.
    pub fn qualifier(&self) -> Qualifier {
        self.origin().qualifier
    }

    /// How it came about.
    pub fn status(&self) -> Status {
        self.origin().status
    }

    /// Who says so.
    pub fn source(&self) -> &'a SourceId {
        &self.store.sources.values[self.origin().source as usize]
    }

    /// The pack it comes from.
    pub fn pack(&self) -> &'a PackId {
        &self.store.packs[usize::from(self.origin().pack)]
    }

    /// Scope that differs from the metric's definition; empty when none.
    pub fn definition(&self) -> &'a str {
        self.text(self.origin().definition)
    }

    /// Where inside the source.
    pub fn locator(&self) -> &'a str {
        self.text(self.origin().locator)
    }

    /// The figure exactly as printed.
    pub fn as_printed(&self) -> &'a str {
        let text = self.store.printed.get(self.row.printed as usize..);
        let mut text = text.unwrap_or_default().chars();
        let length = text.next().unwrap_or_default();
        &text.as_str()[..length as usize]
    }

    /// Anything else a reader must know.
    pub fn note(&self) -> &'a str {
        self.text(self.origin().note)
    }

    /// Whether the figure must look approximate: hedged, derived, preliminary or doubtful.
    pub fn is_approximate(&self) -> bool {
        self.origin().qualifier != Qualifier::Exact || self.origin().status != Status::Reported
    }

    /// A copy that owns its texts, as a row of the pack.
    pub fn to_record(&self) -> Observation {
        Observation {
            entity: self.entity().clone(),
            metric: self.metric().clone(),
            period: self.period(),
            value: self.value(),
            qualifier: self.qualifier(),
            status: self.status(),
            definition: self.definition().to_owned(),
            source: self.source().clone(),
            locator: self.locator().to_owned(),
            as_printed: self.as_printed().to_owned(),
            note: self.note().to_owned(),
        }
    }

    fn origin(&self) -> &'a Origin {
        &self.store.origins[self.row.origin as usize]
    }

    fn text(&self, number: u32) -> &'a str {
        &self.store.texts.values[number as usize]
    }
}

#[cfg(test)]
mod tests;
