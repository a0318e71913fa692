//! Observations in columns: 4.5 million rows in a few hundred megabytes, found by metric and by entity.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::hash::FastHash;
use crate::model::{EntityId, MetricId, Observation, PackId, Period, Qualifier, SourceId, Status};

/// Position of an observation in the [`Store`]; stable for one dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObsIx(u32);

/// Distinct values, numbered from 0.
#[derive(Debug)]
struct Interner<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32, FastHash>,
    /// The number given last: tables are mostly sorted, so the next row often asks for it again.
    last: u32,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::default(),
            last: 0,
        }
    }
}

impl<T> Interner<T>
where
    T: Clone + Eq + std::hash::Hash + std::borrow::Borrow<str> + for<'a> From<&'a str>,
{
    fn number(&mut self, value: &str) -> u32 {
        let last = self.values.get(self.last as usize);
        if last.is_some_and(|last| last.borrow() == value) {
            return self.last;
        }
        if let Some(&number) = self.numbers.get(value) {
            self.last = number;
            return number;
        }
        let number = self.values.len() as u32;
        let owned = T::from(value);
        self.values.push(owned.clone());
        self.numbers.insert(owned, number);
        self.last = number;
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
    note: u32,
    /// Where in `Store::printed` the figure as printed starts. Nearly every row prints another figure, so
    /// numbering the distinct ones would cost more than it saves.
    printed: u32,
    printed_len: u32,
    pack: u16,
    qualifier: Qualifier,
    status: Status,
}

impl Row {
    /// What makes it the same statement as another: everything but the value and its remarks.
    fn key(&self) -> RowKey {
        [
            self.metric,
            self.entity,
            self.period,
            self.source,
            self.definition,
        ]
    }
}

/// Numbers of metric, entity, period, source and definition.
type RowKey = [u32; 5];

/// All observations, sorted by metric, entity, period.
#[derive(Debug, Default)]
pub struct Store {
    rows: Vec<Row>,
    entities: Interner<EntityId>,
    metrics: Interner<MetricId>,
    periods: Vec<Period>,
    sources: Interner<SourceId>,
    texts: Interner<String>,
    printed: String,
    packs: Vec<PackId>,
    /// Rows of each metric.
    metric_rows: Vec<Range<u32>>,
    /// Rows of all entities, one entity after the other, each in store order.
    entity_rows: Vec<u32>,
    /// Where the rows of each entity lie in `entity_rows`.
    entity_ranges: Vec<Range<u32>>,
}

/// One observation whose texts are borrowed; what a row of `observations.csv` is while it is being read.
#[derive(Clone, Copy, Debug)]
pub struct ObsRef<'a> {
    /// The zone or place.
    pub entity: &'a str,
    /// The metric.
    pub metric: &'a str,
    /// The period it is about.
    pub period: Period,
    /// The value, in the metric's unit.
    pub value: f64,
    /// How the source hedges it.
    pub qualifier: Qualifier,
    /// How it came about.
    pub status: Status,
    /// Scope that differs from the metric's definition.
    pub definition: &'a str,
    /// Who says so.
    pub source: &'a str,
    /// Where inside the source.
    pub locator: &'a str,
    /// The figure exactly as printed.
    pub as_printed: &'a str,
    /// Anything else a reader must know.
    pub note: &'a str,
}

/// Collects observations, then sorts and indexes them.
///
/// An observation of a later pack replaces one of an earlier pack with the same entity, metric, period, definition
/// and source; everything else is kept, conflicting figures included.
#[derive(Debug, Default)]
pub struct StoreBuilder {
    store: Store,
    period_numbers: HashMap<Period, u32, FastHash>,
    last_period: Option<(Period, u32)>,
}

/// How far a [`StoreBuilder`] was, to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    rows: usize,
    printed: usize,
}

impl StoreBuilder {
    /// Adds one observation that `pack` states.
    pub fn push(&mut self, pack: &PackId, obs: &Observation) {
        let pack = self.pack(pack);
        self.push_ref(
            pack,
            &ObsRef {
                entity: obs.entity.as_str(),
                metric: obs.metric.as_str(),
                period: obs.period,
                value: obs.value,
                qualifier: obs.qualifier,
                status: obs.status,
                definition: &obs.definition,
                source: obs.source.as_str(),
                locator: &obs.locator,
                as_printed: &obs.as_printed,
                note: &obs.note,
            },
        );
    }

    /// The number of a pack, for [`Self::push_ref`].
    pub(super) fn pack(&mut self, pack: &PackId) -> u16 {
        let packs = &mut self.store.packs;
        let found = packs.iter().position(|p| p == pack);
        found.unwrap_or_else(|| {
            packs.push(pack.clone());
            packs.len() - 1
        }) as u16
    }

    /// Adds one observation.
    pub(super) fn push_ref(&mut self, pack: u16, obs: &ObsRef<'_>) {
        let period = self.period(obs.period);
        let s = &mut self.store;
        // Only texts of more than 4 GB in all do not fit; rather no figure as printed than a wrong one.
        let fits = s.printed.len() + obs.as_printed.len() <= u32::MAX as usize;
        let as_printed = if fits { obs.as_printed } else { "" };
        s.rows.push(Row {
            value: obs.value,
            metric: s.metrics.number(obs.metric),
            entity: s.entities.number(obs.entity),
            period,
            source: s.sources.number(obs.source),
            definition: s.texts.number(obs.definition),
            locator: s.texts.number(obs.locator),
            note: s.texts.number(obs.note),
            printed: s.printed.len() as u32,
            printed_len: as_printed.len() as u32,
            pack,
            qualifier: obs.qualifier,
            status: obs.status,
        });
        s.printed.push_str(as_printed);
    }

    fn period(&mut self, period: Period) -> u32 {
        if let Some((last, number)) = self.last_period
            && last == period
        {
            return number;
        }
        let periods = &mut self.store.periods;
        let number = *self.period_numbers.entry(period).or_insert_with(|| {
            periods.push(period);
            periods.len() as u32 - 1
        });
        self.last_period = Some((period, number));
        number
    }

    /// How far this is.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            rows: self.store.rows.len(),
            printed: self.store.printed.len(),
        }
    }

    /// Takes back every observation added since `mark`.
    pub(super) fn rollback(&mut self, mark: Mark) {
        self.store.rows.truncate(mark.rows);
        self.store.printed.truncate(mark.printed);
    }

    /// Pairs of observations since `mark` that state the same thing twice: `(first, second)`, counted from `mark`.
    pub(super) fn duplicates(&self, mark: Mark, limit: usize) -> Vec<(usize, usize)> {
        let rows = &self.store.rows[mark.rows..];
        let mut seen: HashMap<RowKey, u32, FastHash> = HashMap::default();
        seen.reserve(rows.len());
        let mut found = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let first = *seen.entry(row.key()).or_insert(i as u32) as usize;
            if first != i {
                found.push((first, i));
                if found.len() >= limit {
                    break;
                }
            }
        }
        found
    }

    /// Which of `wanted` (entity, metric, period) have a figure.
    pub(super) fn present<'a>(
        &self,
        wanted: impl Iterator<Item = (&'a str, &'a str, Period)>,
    ) -> HashSet<(&'a str, &'a str, Period)> {
        let s = &self.store;
        let mut keys: HashMap<[u32; 3], Vec<(&str, &str, Period)>, FastHash> = HashMap::default();
        for name in wanted {
            let entity = s.entities.numbers.get(name.0);
            let metric = s.metrics.numbers.get(name.1);
            let period = self.period_numbers.get(&name.2);
            if let (Some(&e), Some(&m), Some(&p)) = (entity, metric, period) {
                keys.entry([e, m, p]).or_default().push(name);
            }
        }
        if keys.is_empty() {
            return HashSet::new();
        }
        let found =
            (s.rows.iter()).filter_map(|row| keys.get(&[row.entity, row.metric, row.period]));
        found.flatten().copied().collect()
    }

    /// Sorts and indexes.
    pub fn finish(mut self) -> Store {
        let s = &mut self.store;
        let mut ranks = vec![0; s.periods.len()];
        let mut by_time: Vec<u32> = (0..s.periods.len() as u32).collect();
        by_time.sort_by_key(|&i| s.periods[i as usize]);
        for (rank, &period) in by_time.iter().enumerate() {
            ranks[period as usize] = rank as u32;
        }
        // Counting sorts from the least key to the greatest: stable, so that conflicting figures keep the order
        // of their packs, and linear.
        let rows = &s.rows;
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        sort_by_number(&mut order, ranks.len(), |i| {
            ranks[rows[i as usize].period as usize]
        });
        sort_by_number(&mut order, s.entities.values.len(), |i| {
            rows[i as usize].entity
        });
        sort_by_number(&mut order, s.metrics.values.len(), |i| {
            rows[i as usize].metric
        });
        s.rows = without_overridden(rows, &order);
        s.index();
        s.printed.shrink_to_fit();
        self.store
    }
}

/// The rows in `order`, without those that a later pack states again.
fn without_overridden(rows: &[Row], order: &[u32]) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    for &i in order {
        let row = rows[i as usize];
        let group = (kept.iter_mut().rev()).take_while(|k| k.key()[..3] == row.key()[..3]);
        let same = group
            .into_iter()
            .find(|k| k.key() == row.key() && k.pack != row.pack);
        match same {
            Some(same) => *same = row,
            None => kept.push(row),
        }
    }
    kept
}

/// Sorts `order` by `key`, which is below `keys`; stable.
fn sort_by_number(order: &mut Vec<u32>, keys: usize, key: impl Fn(u32) -> u32) {
    if order.is_sorted_by_key(|&i| key(i)) {
        return;
    }
    let mut starts = vec![0u32; keys + 1];
    for &i in order.iter() {
        starts[key(i) as usize + 1] += 1;
    }
    for k in 0..keys {
        starts[k + 1] += starts[k];
    }
    let mut sorted = vec![0; order.len()];
    for &i in order.iter() {
        let slot = &mut starts[key(i) as usize];
        sorted[*slot as usize] = i;
        *slot += 1;
    }
    *order = sorted;
}

impl Store {
    fn index(&mut self) {
        self.metric_rows = vec![0..0; self.metrics.values.len()];
        self.entity_ranges = vec![0..0; self.entities.values.len()];
        for (i, row) in self.rows.iter().enumerate() {
            let i = i as u32;
            let range = &mut self.metric_rows[row.metric as usize];
            if range.start == range.end {
                *range = i..i;
            }
            range.end = i + 1;
            self.entity_ranges[row.entity as usize].end += 1;
        }
        let mut start = 0;
        for range in &mut self.entity_ranges {
            let length = range.end;
            *range = start..start + length;
            start += length;
        }
        let rows = &self.rows;
        let mut order = (0..rows.len() as u32).collect();
        sort_by_number(&mut order, self.entities.values.len(), |i| {
            rows[i as usize].entity
        });
        self.entity_rows = order;
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
    pub fn by_metric(&self, metric: &MetricId) -> impl Iterator<Item = Obs<'_>> + use<'_> {
        let range = self.metrics.numbers.get(metric);
        let range = range.map_or(0..0, |&m| self.metric_rows[m as usize].clone());
        range.map(|ix| self.at(ix))
    }

    /// All observations of one entity, sorted by metric (in order of first appearance), then period.
    pub fn by_entity(&self, entity: &EntityId) -> impl Iterator<Item = Obs<'_>> + use<'_> {
        let range = self.entities.numbers.get(entity);
        let range = range.map_or(0..0, |&e| self.entity_ranges[e as usize].clone());
        let rows = &self.entity_rows[range.start as usize..range.end as usize];
        rows.iter().map(|&ix| self.at(ix))
    }

    /// All observations of one metric for one entity, in order of period; conflicting figures stand side by side.
    pub fn series(
        &self,
        entity: &EntityId,
        metric: &MetricId,
    ) -> impl Iterator<Item = Obs<'_>> + use<'_> {
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
        self.store.periods[self.row.period as usize]
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
        let start = self.row.printed as usize;
        &self.store.printed[start..start + self.row.printed_len as usize]
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

    #[test]
    fn later_packs_replace_the_same_statement_only() {
        let mut builder = StoreBuilder::default();
        builder.push(&"p".into(), &obs("a", "m", 2018, 1.0));
        let mark = builder.mark();
        let mut other_source = obs("a", "m", 2018, 5.0);
        other_source.source = "t".into();
        builder.push(&"q".into(), &other_source);
        builder.push(&"q".into(), &obs("a", "m", 2018, 2.0));
        assert_eq!(builder.duplicates(mark, 9), []);
        builder.push(&"q".into(), &obs("a", "m", 2018, 2.5));
        assert_eq!(builder.duplicates(mark, 9), [(1, 2)]);
        builder.rollback(mark);
        builder.push(&"q".into(), &other_source);
        builder.push(&"q".into(), &obs("a", "m", 2018, 2.0));
        let wanted = [
            ("a", "m", Period::year(2018)),
            ("a", "m", Period::year(2019)),
        ];
        assert_eq!(builder.present(wanted.into_iter()).len(), 1);
        let store = builder.finish();
        let found: Vec<_> = (store.series(&"a".into(), &"m".into()))
            .map(|o| (o.value(), o.pack().as_str(), o.as_printed()))
            .collect();
        assert_eq!(found, [(2.0, "q", "2"), (5.0, "q", "5")]);
    }

    #[test]
    fn sorts_any_order() {
        let mut builder = StoreBuilder::default();
        for i in 0..500i16 {
            let n = i * 37 % 500;
            let entity = format!("e{}", n % 7);
            builder.push(&"p".into(), &obs(&entity, "m", 1900 + n / 7, f64::from(n)));
        }
        let store = builder.finish();
        assert_eq!(store.len(), 500);
        for e in 0..7 {
            let entity = format!("e{e}").as_str().into();
            let years: Vec<_> = (store.series(&entity, &"m".into()))
                .map(|o| o.period())
                .collect();
            assert!(years.is_sorted() && years.len() >= 71);
            assert_eq!(store.by_entity(&entity).count(), years.len());
        }
    }
}
