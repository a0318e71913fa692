//! From rows in any order to a sorted and indexed [`Store`].

use std::collections::{HashMap, HashSet};

use super::{MAX_PRINTED, Origin, Row, Store};
use crate::dataset::hash::FastHash;
use crate::model::{Observation, PackId, Period, Qualifier, Status};

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
    /// The metric of every row.
    metrics: Vec<u32>,
    period_numbers: HashMap<Period, u32, FastHash>,
    last_period: Option<(Period, u32)>,
    origin_numbers: HashMap<Origin, u32, FastHash>,
    last_origin: u32,
}

/// Entity, metric and period of a figure.
type FigureKey<'a> = (&'a str, &'a str, Period);

/// How far a [`StoreBuilder`] was, to go back to.
#[derive(Clone, Copy, Debug)]
pub(in crate::dataset) struct Mark {
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
    pub(in crate::dataset) fn pack(&mut self, pack: &PackId) -> u16 {
        let packs = &mut self.store.packs;
        let found = packs.iter().position(|p| p == pack);
        found.unwrap_or_else(|| {
            packs.push(pack.clone());
            packs.len() - 1
        }) as u16
    }

    /// Adds one observation.
    pub(in crate::dataset) fn push_ref(&mut self, pack: u16, obs: &ObsRef<'_>) {
        let period = self.period(obs.period);
        let origin = self.origin(pack, obs);
        let s = &mut self.store;
        // Texts of more than 4 GB in all do not fit; rather no figure as printed than a wrong one.
        let room = s.printed.len() + obs.as_printed.len() < u32::MAX as usize - 4;
        let printed = match room && obs.as_printed.len() <= MAX_PRINTED {
            true => obs.as_printed,
            false => "",
        };
        self.metrics.push(s.metrics.number(obs.metric));
        s.rows.push(Row {
            value: obs.value,
            entity: s.entities.number(obs.entity),
            period,
            origin,
            printed: s.printed.len() as u32,
        });
        let length = char::from_u32(printed.len() as u32);
        s.printed.push(length.unwrap_or_default());
        s.printed.push_str(printed);
    }

    fn origin(&mut self, pack: u16, obs: &ObsRef<'_>) -> u32 {
        let s = &mut self.store;
        let origin = Origin {
            source: s.sources.number(obs.source),
            definition: s.texts.number(obs.definition),
            locator: s.texts.number(obs.locator),
            note: s.texts.number(obs.note),
            pack,
            qualifier: obs.qualifier,
            status: obs.status,
        };
        if s.origins.get(self.last_origin as usize) != Some(&origin) {
            self.last_origin = *self.origin_numbers.entry(origin).or_insert_with(|| {
                s.origins.push(origin);
                s.origins.len() as u32 - 1
            });
        }
        self.last_origin
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
    pub(in crate::dataset) fn mark(&self) -> Mark {
        Mark {
            rows: self.store.rows.len(),
            printed: self.store.printed.len(),
        }
    }

    /// Takes back every observation added since `mark`.
    pub(in crate::dataset) fn rollback(&mut self, mark: Mark) {
        self.metrics.truncate(mark.rows);
        self.store.rows.truncate(mark.rows);
        self.store.printed.truncate(mark.printed);
    }

    /// Sorts the observations since `mark`, and gives the pairs that state the same thing twice: `(first, second)`,
    /// counted from `mark` in the order they were added. The first `limit` pairs.
    pub(in crate::dataset) fn sort(&mut self, mark: Mark, limit: usize) -> Vec<(usize, usize)> {
        let mut order = self.order(mark.rows);
        let s = &mut self.store;
        let rows = &mut s.rows[mark.rows..];
        let metrics = &mut self.metrics[mark.rows..];
        let figure = |i: u32| {
            let row = &rows[i as usize];
            [metrics[i as usize], row.entity, row.period]
        };
        // What makes two of one figure the same statement: everything but the value and its remarks.
        let statement = |i: u32| {
            let origin = &s.origins[rows[i as usize].origin as usize];
            (origin.source, origin.definition)
        };
        let mut found = Vec::new();
        for group in order.chunk_by(|&a, &b| figure(a) == figure(b)) {
            if group.len() > 1 {
                let mut group: Vec<_> = group.iter().map(|&i| (statement(i), i as usize)).collect();
                group.sort_unstable();
                for same in group.chunk_by(|a, b| a.0 == b.0) {
                    found.extend(same[1..].iter().map(|&(_, later)| (same[0].1, later)));
                }
            }
        }
        found.sort_unstable_by_key(|&(_, later)| later);
        found.truncate(limit);
        permute(rows, metrics, &mut order);
        found
    }

    /// The order of the rows from `first` on: by metric, entity, period. Stable, so that conflicting figures keep
    /// the order of their packs, and linear: counting sorts from the least key to the greatest.
    fn order(&self, first: usize) -> Vec<u32> {
        let s = &self.store;
        let mut ranks = vec![0; s.periods.len()];
        let mut by_time: Vec<u32> = (0..s.periods.len() as u32).collect();
        by_time.sort_by_key(|&i| s.periods[i as usize]);
        for (rank, &period) in by_time.iter().enumerate() {
            ranks[period as usize] = rank as u32;
        }
        let (rows, metrics) = (&s.rows[first..], &self.metrics[first..]);
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let rank = |row: &Row| ranks[row.period as usize];
        let keys = rows.iter().zip(metrics);
        if keys.is_sorted_by_key(|(row, metric)| (*metric, row.entity, rank(row))) {
            return order;
        }
        sort_by_number(&mut order, ranks.len(), |i| rank(&rows[i as usize]));
        sort_by_number(&mut order, s.entities.values.len(), |i| {
            rows[i as usize].entity
        });
        sort_by_number(&mut order, s.metrics.values.len(), |i| metrics[i as usize]);
        order
    }

    /// Which of `wanted` (entity, metric, period) have a figure.
    pub(in crate::dataset) fn present<'a>(
        &self,
        wanted: impl Iterator<Item = FigureKey<'a>>,
    ) -> HashSet<FigureKey<'a>> {
        let s = &self.store;
        let mut keys: HashMap<[u32; 3], Vec<FigureKey<'_>>, FastHash> = HashMap::default();
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
        let rows = s.rows.iter().zip(&self.metrics);
        let found = rows.filter_map(|(row, &metric)| keys.get(&[row.entity, metric, row.period]));
        found.flatten().copied().collect()
    }

    /// Sorts and indexes.
    pub fn finish(mut self) -> Store {
        let mut order = self.order(0);
        permute(&mut self.store.rows, &mut self.metrics, &mut order);
        drop(order);
        self.drop_overridden();
        let s = &mut self.store;
        s.rows.shrink_to_fit();
        s.printed.shrink_to_fit();
        s.index(&self.metrics);
        self.store
    }

    /// Drops the rows (which are in order) that a later pack states again.
    fn drop_overridden(&mut self) {
        let s = &mut self.store;
        if s.packs.len() < 2 {
            return;
        }
        let origin = |row: &Row| s.origins[row.origin as usize];
        let mut kept = 0;
        for i in 0..s.rows.len() {
            let (row, of) = (s.rows[i], origin(&s.rows[i]));
            let metric = self.metrics[i];
            let before = s.rows[..kept].iter_mut().zip(&self.metrics).rev();
            let mut group = before
                .take_while(|(other, m)| {
                    (**m, other.entity, other.period) == (metric, row.entity, row.period)
                })
                .map(|(other, _)| other);
            let same = group.find(|row| {
                let other = origin(row);
                let same = (other.source, other.definition) == (of.source, of.definition);
                same && other.pack != of.pack
            });
            if let Some(same) = same {
                *same = row;
            } else {
                s.rows[kept] = row;
                self.metrics[kept] = metric;
                kept += 1;
            }
        }
        s.rows.truncate(kept);
        self.metrics.truncate(kept);
    }
}

/// Puts the row and metric `order[i]` at `i`, in place; `order` is used up.
fn permute(rows: &mut [Row], metrics: &mut [u32], order: &mut [u32]) {
    // They come first in the order, so that they need not be looked up far apart.
    metrics.sort_unstable();
    for start in 0..rows.len() {
        let first = rows[start];
        let mut to = start;
        loop {
            let from = order[to] as usize;
            order[to] = to as u32;
            if from == start {
                rows[to] = first;
                break;
            }
            rows[to] = rows[from];
            to = from;
        }
    }
}

/// Sorts `order` by `key`, which is below `keys`; stable.
pub(super) fn sort_by_number(order: &mut Vec<u32>, keys: usize, key: impl Fn(u32) -> u32) {
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
