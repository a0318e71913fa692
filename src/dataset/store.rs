//! Observations in columns: 4.5 million rows in a few hundred megabytes, found by metric and by entity.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{EntityId, MetricId, Observation, PackId, Period, Qualifier, SourceId, Status};

/// Position of an observation in the [`Store`]; stable for one dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObsIx(u32);

/// Distinct values, numbered.
#[derive(Debug)]
struct Interner<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interner<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }
}

/// One row, strings and ids replaced by their numbers.
#[derive(Clone, Copy, Debug)]
struct Row {
    value: f64,
    metric: u32,
    entity: u32,
    period: u32,
    source: u32,
    definition: u32,
    locator: u32,
    as_printed: u32,
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
    periods: Interner<Period>,
    sources: Interner<SourceId>,
    texts: Interner<String>,
    packs: Vec<PackId>,
    /// Rows of each metric.
    metric_rows: Vec<Range<u32>>,
    /// Rows of each entity, in store order.
    entity_rows: Vec<Vec<u32>>,
}

/// Collects observations, then sorts and indexes them.
#[derive(Debug, Default)]
pub struct StoreBuilder {
    store: Store,
}

impl StoreBuilder {
    /// Adds one observation that `pack` states.
    pub fn push(&mut self, pack: &PackId, obs: &Observation) {
        let s = &mut self.store;
        let pack = s.packs.iter().position(|p| p == pack).unwrap_or_else(|| {
            s.packs.push(pack.clone());
            s.packs.len() - 1
        });
        s.rows.push(Row {
            value: obs.value,
            metric: s.metrics.number(&obs.metric),
            entity: s.entities.number(&obs.entity),
            period: s.periods.number(&obs.period),
            source: s.sources.number(&obs.source),
            definition: s.texts.number(&obs.definition),
            locator: s.texts.number(&obs.locator),
            as_printed: s.texts.number(&obs.as_printed),
            note: s.texts.number(&obs.note),
            pack: pack as u16,
            qualifier: obs.qualifier,
            status: obs.status,
        });
    }

    /// Sorts and indexes.
    pub fn finish(mut self) -> Store {
        let s = &mut self.store;
        let periods = &s.periods.values;
        // Stable, so that conflicting figures keep the order of their packs.
        s.rows.sort_by(|a, b| {
            (a.metric, a.entity)
                .cmp(&(b.metric, b.entity))
                .then_with(|| periods[a.period as usize].cmp(&periods[b.period as usize]))
        });
        s.entity_rows = vec![Vec::new(); s.entities.values.len()];
        s.metric_rows = vec![0..0; s.metrics.values.len()];
        for (i, row) in s.rows.iter().enumerate() {
            let i = i as u32;
            s.entity_rows[row.entity as usize].push(i);
            let range = &mut s.metric_rows[row.metric as usize];
            if range.start == range.end {
                *range = i..i;
            }
            range.end = i + 1;
        }
        self.store
    }
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
    pub fn by_metric(&self, metric: &MetricId) -> impl Iterator<Item = Obs<'_>> {
        let range = self.metrics.numbers.get(metric);
        let range = range.map_or(0..0, |&m| self.metric_rows[m as usize].clone());
        range.map(|ix| self.at(ix))
    }

    /// All observations of one entity, sorted by metric (in order of first appearance), then period.
    pub fn by_entity(&self, entity: &EntityId) -> impl Iterator<Item = Obs<'_>> {
        let rows = self.entities.numbers.get(entity);
        let rows = rows.map_or(&[][..], |&e| &self.entity_rows[e as usize]);
        rows.iter().map(|&ix| self.at(ix))
    }

    /// All observations of one metric for one entity, in order of period; conflicting figures stand side by side.
    pub fn series(&self, entity: &EntityId, metric: &MetricId) -> impl Iterator<Item = Obs<'_>> {
        let entity = self.entities.numbers.get(entity).copied();
        let metric = self.metrics.numbers.get(metric).copied();
        let range = match (entity, metric) {
            (Some(e), Some(m)) => {
                let all = self.metric_rows[m as usize].clone();
                let rows = &self.rows[all.start as usize..all.end as usize];
                let first = rows.partition_point(|row| row.entity < e) as u32;
                let last = rows.partition_point(|row| row.entity <= e) as u32;
                all.start + first..all.start + last
            }
            _ => 0..0,
        };
        range.map(|ix| self.at(ix))
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
        &self.store.metrics.values[self.row.metric as usize]
    }

    /// The period.
    pub fn period(&self) -> Period {
        self.store.periods.values[self.row.period as usize]
    }

    /// The value, in the metric's unit.
    pub fn value(&self) -> f64 {
        self.row.value
    }

    /// How the source hedges it.
    pub fn qualifier(&self) -> Qualifier {
        self.row.qualifier
    }

    /// How it came about.
    pub fn status(&self) -> Status {
        self.row.status
    }

    /// Who says so.
    pub fn source(&self) -> &'a SourceId {
        &self.store.sources.values[self.row.source as usize]
    }

    /// The pack it comes from.
    pub fn pack(&self) -> &'a PackId {
        &self.store.packs[usize::from(self.row.pack)]
    }

    /// Scope that differs from the metric's definition; empty when none.
    pub fn definition(&self) -> &'a str {
        self.text(self.row.definition)
    }

    /// Where inside the source.
    pub fn locator(&self) -> &'a str {
        self.text(self.row.locator)
    }

    /// The figure exactly as printed.
    pub fn as_printed(&self) -> &'a str {
        self.text(self.row.as_printed)
    }

    /// Anything else a reader must know.
    pub fn note(&self) -> &'a str {
        self.text(self.row.note)
    }

    /// Whether the figure must look approximate: hedged, derived, preliminary or doubtful.
    pub fn is_approximate(&self) -> bool {
        self.row.qualifier != Qualifier::Exact || self.row.status != Status::Reported
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

    fn text(&self, number: u32) -> &'a str {
        &self.store.texts.values[number as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn obs(entity: &str, metric: &str, year: i16, value: f64) -> Observation {
        Observation {
            entity: entity.into(),
            metric: metric.into(),
            period: Period::year(year),
            value,
            qualifier: Qualifier::Exact,
            status: Status::Reported,
            definition: String::new(),
            source: "s".into(),
            locator: String::new(),
            as_printed: value.to_string(),
            note: String::new(),
        }
    }

    #[test]
    fn finds_by_metric_entity_and_both() {
        let mut builder = StoreBuilder::default();
        for row in [
            obs("b", "m", 2019, 4.0),
            obs("a", "m", 2018, 1.0),
            obs("a", "n", 2018, 9.0),
            obs("b", "m", 2018, 3.0),
        ] {
            builder.push(&"p".into(), &row);
        }
        let store = builder.finish();
        let values =
            |it: &mut dyn Iterator<Item = Obs<'_>>| it.map(|o| o.value()).collect::<Vec<_>>();
        assert_eq!(
            values(&mut store.series(&"b".into(), &"m".into())),
            [3.0, 4.0]
        );
        assert_eq!(values(&mut store.by_entity(&"a".into())), [1.0, 9.0]);
        assert_eq!(store.by_metric(&"m".into()).count(), 3);
        assert_eq!(store.by_metric(&"unknown".into()).count(), 0);
        assert_eq!(store.series(&"a".into(), &"unknown".into()).count(), 0);
        assert_eq!(
            store
                .get(store.iter().next().unwrap().ix())
                .to_record()
                .as_printed,
            "4".replace('4', "3")
        );
    }
}
