//! From rows in any order to a sorted and indexed [`Store`].

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{MAX_PRINTED, Origin, Row, Store, places};
use crate::dataset::hash::{FastHash, number};
use crate::model::{Observation, PackId, Period, Qualifier, Status};

/// One observation whose texts are borrowed, or where they stand; what a row of `observations.csv` is while it is being
/// read.
#[derive(Clone, Copy, Debug)]
pub(in crate::dataset) struct ObsRef<T> {
    /// The zone or place.
    pub(in crate::dataset) entity: T,
    /// The metric.
    pub(in crate::dataset) metric: T,
    /// The period it is about.
    pub(in crate::dataset) period: Period,
    /// The value, in the metric's unit.
    pub(in crate::dataset) value: f64,
    /// How the source hedges it.
    pub(in crate::dataset) qualifier: Qualifier,
    /// How it came about.
    pub(in crate::dataset) status: Status,
    /// Scope that differs from the metric's definition.
    pub(in crate::dataset) definition: T,
    /// Who says so.
    pub(in crate::dataset) source: T,
    /// Where inside the source.
    pub(in crate::dataset) locator: T,
    /// The figure exactly as printed.
    pub(in crate::dataset) as_printed: T,
    /// Anything else a reader must know.
    pub(in crate::dataset) note: T,
}

impl<T> ObsRef<T> {
    /// The same with other texts.
    pub(in crate::dataset) fn map<U>(self, text: impl Fn(T) -> U) -> ObsRef<U> {
        ObsRef {
            entity: text(self.entity),
            metric: text(self.metric),
            period: self.period,
            value: self.value,
            qualifier: self.qualifier,
            status: self.status,
            definition: text(self.definition),
            source: text(self.source),
            locator: text(self.locator),
            as_printed: text(self.as_printed),
            note: text(self.note),
        }
    }
}

/// Collects observations, then sorts and indexes them.
///
/// An observation of a later pack replaces one of an earlier pack with the same entity, metric, period, definition
/// and source; everything else is kept, conflicting figures included.
#[derive(Debug, Default)]
pub struct StoreBuilder {
    /// Still without rows.
    store: Store,
    /// In the order they were added, or metric by metric and sorted. One piece, which is given back to the system as a
    /// whole: what is freed in many small ones is not.
    rows: Vec<Row>,
    /// The metric of each.
    metrics: Vec<u32>,
    period_numbers: HashMap<Period, u32, FastHash>,
    origin_numbers: HashMap<Origin, u32, FastHash>,
    guesses: Guesses,
    /// Rows since there was no more room for figures as printed.
    unprinted: usize,
}

/// The numbers that the row before had, column by column.
#[derive(Debug, Default)]
struct Guesses {
    entity: u32,
    metric: u32,
    period: u32,
    origin: u32,
    source: u32,
    definition: u32,
    locator: u32,
    note: u32,
}

/// Bytes of all figures as printed, at most; the rest of the numbers up to 4 G is for rows that find no room.
const MAX_ALL_PRINTED: usize = 3 << 30;

/// The period of a row that a later pack states again.
const REPLACED: u32 = u32::MAX;

/// What makes two rows of one figure the same statement, everything but the value and its remarks: source and
/// definition.
type Statement = (u32, u32);

/// Entity, metric and period of a figure.
type FigureKey<'a> = (&'a str, &'a str, Period);

/// How far a [`StoreBuilder`] was, to go back to: [`Row::printed`] of the row that came next.
#[derive(Clone, Copy, Debug)]
pub(in crate::dataset) struct Mark(u32);

/// What observations stand under.
#[derive(Clone, Copy, Debug)]
pub(in crate::dataset) enum Under {
    Metric,
    Source,
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
    pub(in crate::dataset) fn push_ref(&mut self, pack: u16, obs: &ObsRef<&str>) {
        let period = self.period(obs.period);
        let origin = self.origin(pack, obs);
        let Mark(printed) = self.mark();
        let (s, guesses) = (&mut self.store, &mut self.guesses);
        self.metrics
            .push(s.metrics.number(obs.metric, &mut guesses.metric));
        self.rows.push(Row {
            value: obs.value,
            entity: s.entities.number(obs.entity, &mut guesses.entity),
            period,
            origin,
            printed,
        });
        // Rather no figure as printed than a wrong one.
        if self.unprinted > 0 || s.printed.len() + obs.as_printed.len() > MAX_ALL_PRINTED {
            self.unprinted += 1;
            return;
        }
        let printed = match obs.as_printed.len() <= MAX_PRINTED {
            true => obs.as_printed,
            false => "",
        };
        let length = char::from_u32(printed.len() as u32);
        s.printed.push(length.unwrap_or_default());
        s.printed.push_str(printed);
    }

    fn origin(&mut self, pack: u16, obs: &ObsRef<&str>) -> u32 {
        let (s, guesses) = (&mut self.store, &mut self.guesses);
        let origin = Origin {
            source: s.sources.number(obs.source, &mut guesses.source),
            definition: s.texts.number(obs.definition, &mut guesses.definition),
            locator: s.texts.number(obs.locator, &mut guesses.locator),
            note: s.texts.number(obs.note, &mut guesses.note),
            pack,
            qualifier: obs.qualifier,
            status: obs.status,
        };
        let known = (&mut s.origins, &mut self.origin_numbers);
        number(known, &origin, Clone::clone, &mut guesses.origin)
    }

    fn period(&mut self, period: Period) -> u32 {
        let known = (&mut self.store.periods, &mut self.period_numbers);
        number(known, &period, Clone::clone, &mut self.guesses.period)
    }

    /// How far this is.
    pub(in crate::dataset) fn mark(&self) -> Mark {
        Mark((self.store.printed.len() + self.unprinted) as u32)
    }

    /// Takes back every observation added since `mark`.
    pub(in crate::dataset) fn rollback(&mut self, mark: Mark) {
        let stays = |row: &Row| row.printed < mark.0;
        let mut rows = self.rows.iter();
        self.metrics.retain(|_| rows.next().is_some_and(stays));
        self.rows.retain(stays);
        let printed = &mut self.store.printed;
        printed.truncate(mark.0 as usize);
        self.unprinted = mark.0 as usize - printed.len();
    }

    /// As if figures as printed had filled all the room there is.
    #[cfg(test)]
    pub(super) fn fill(&mut self) {
        self.unprinted += 1;
    }

    /// Sorts the observations, and gives the pairs since `mark` that state the same thing twice: `(first, second)`,
    /// counted from `mark` in the order they were added. The first `limit` pairs.
    pub(in crate::dataset) fn sort(&mut self, mark: Mark, limit: usize) -> Vec<(usize, usize)> {
        let ranks = self.ranks();
        let mut found = Vec::new();
        for range in self.by_metric() {
            let rows = &mut self.rows[places(&range)];
            sort_rows(rows, &ranks);
            each_statement(rows, &self.store.origins, |figure, same| {
                let ages = same.iter().map(|&(_, i)| figure[i].printed);
                let mut ages = ages.filter(|&age| age >= mark.0);
                if let Some(first) = ages.next() {
                    found.extend(ages.map(|later| (first, later)));
                }
            });
        }
        if found.is_empty() {
            return Vec::new();
        }
        found.sort_unstable_by_key(|&(_, later)| later);
        found.truncate(limit);
        let ages = self.rows.iter().map(|row| row.printed);
        let mut ages: Vec<u32> = ages.filter(|&age| age >= mark.0).collect();
        ages.sort_unstable();
        let count = |age| ages.partition_point(|&other| other < age);
        let found = found.into_iter();
        found.map(|(a, b)| (count(a), count(b))).collect()
    }

    /// The place of every period in the order of time.
    fn ranks(&self) -> Vec<u32> {
        let periods = &self.store.periods;
        let mut ranks = vec![0; periods.len()];
        let mut by_time: Vec<u32> = (0..periods.len() as u32).collect();
        by_time.sort_by_key(|&i| periods[i as usize]);
        for (rank, &period) in by_time.iter().enumerate() {
            ranks[period as usize] = rank as u32;
        }
        ranks
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
        let rows = self.rows.iter().zip(&self.metrics);
        let found = rows.filter_map(|(row, &metric)| keys.get(&[row.entity, metric, row.period]));
        found.flatten().copied().collect()
    }

    /// Those of `names` under which observations from before `mark` stand that none since states again.
    pub(in crate::dataset) fn kept<'a>(
        &self,
        mark: Mark,
        under: Under,
        names: &[&'a str],
    ) -> HashSet<&'a str> {
        let s = &self.store;
        let numbered = names.iter().filter_map(|name| {
            let number = match under {
                Under::Metric => s.metrics.numbers.get(*name),
                Under::Source => s.sources.numbers.get(*name),
            };
            Some((*number?, *name))
        });
        let wanted: HashMap<u32, &str, FastHash> = numbered.collect();
        if wanted.is_empty() {
            return HashSet::new();
        }
        let rows = self.rows.iter().zip(&self.metrics);
        let asked = rows.filter_map(|(row, &metric)| {
            let origin = &s.origins[row.origin as usize];
            let name = wanted.get(&match under {
                Under::Metric => metric,
                Under::Source => origin.source,
            })?;
            let figure = [metric, row.entity, row.period];
            let statement = (figure, origin.source, origin.definition);
            Some((*name, row.printed < mark.0, statement))
        });
        let since = asked.clone().filter(|(_, before, _)| !before);
        let since: HashSet<_, FastHash> = since.map(|(_, _, statement)| statement).collect();
        let kept = asked.filter(|(_, before, statement)| *before && !since.contains(statement));
        kept.map(|(name, _, _)| name).collect()
    }

    /// Brings the rows of every metric together, in any order; gives where those of each stand. In place (an American
    /// flag sort): a second copy of millions of rows would be most of the memory that loading takes.
    fn by_metric(&mut self) -> Vec<Range<u32>> {
        let (rows, metrics) = (&mut self.rows, &mut self.metrics);
        let ranges = ranges(metrics.iter().copied(), self.store.metrics.values.len());
        if metrics.is_sorted() {
            return ranges;
        }
        let mut next: Vec<usize> = ranges.iter().map(|range| range.start as usize).collect();
        for (metric, range) in ranges.iter().enumerate() {
            while next[metric] < range.end as usize {
                let place = next[metric];
                let found = metrics[place] as usize;
                let wanted = next[found];
                rows.swap(place, wanted);
                metrics.swap(place, wanted);
                next[found] += 1;
            }
        }
        ranges
    }

    /// Sorts and indexes.
    pub fn finish(mut self) -> Store {
        let ranks = self.ranks();
        let ranges = self.by_metric();
        let mut s = self.store;
        let mut kept = 0;
        for range in ranges {
            let range = places(&range);
            let rows = &mut self.rows[range.clone()];
            sort_rows(rows, &ranks);
            if s.packs.len() > 1 {
                mark_overridden(rows, &s.origins);
            }
            let first = kept;
            for i in range {
                if self.rows[i].period != REPLACED {
                    self.rows[kept] = self.rows[i];
                    kept += 1;
                }
            }
            s.metric_rows.push(first as u32..kept as u32);
        }
        self.rows.truncate(kept);
        s.rows = self.rows;
        s.rows.shrink_to_fit();
        s.printed.shrink_to_fit();
        s
    }
}

/// Where the rows of each of `count` things stand, grouped thing by thing; `numbers` are the rows'.
fn ranges(numbers: impl Iterator<Item = u32>, count: usize) -> Vec<Range<u32>> {
    let mut ranges = vec![0..0; count];
    for number in numbers {
        ranges[number as usize].end += 1;
    }
    let mut start = 0;
    for range in &mut ranges {
        *range = start..start + range.end;
        start = range.end;
    }
    ranges
}

/// Puts the rows of one metric in order: by entity, period, and the order they were added in, so that conflicting
/// figures keep that of their packs.
fn sort_rows(rows: &mut [Row], ranks: &[u32]) {
    rows.sort_unstable_by_key(|row| (row.entity, ranks[row.period as usize], row.printed));
}

/// Gives `each` the rows of every figure that has several, in the order they were added, and where among them one
/// statement stands, in that order too; one statement after the other. The rows are of one metric and in order.
fn each_statement(
    rows: &mut [Row],
    origins: &[Origin],
    mut each: impl FnMut(&mut [Row], &[(Statement, usize)]),
) {
    let statement = |row: &Row| {
        let origin = &origins[row.origin as usize];
        (origin.source, origin.definition)
    };
    let mut places = Vec::new();
    for figure in rows.chunk_by_mut(|a, b| (a.entity, a.period) == (b.entity, b.period)) {
        if figure.len() > 1 {
            places.clear();
            places.extend(figure.iter().map(statement).zip(0..));
            places.sort_unstable();
            for same in places.chunk_by(|a, b| a.0 == b.0) {
                each(figure, same);
            }
        }
    }
}

/// Marks the rows (of one metric, in order) that a later pack states again as [`REPLACED`]; its row takes the place of
/// the first.
fn mark_overridden(rows: &mut [Row], origins: &[Origin]) {
    each_statement(rows, origins, |figure, same| {
        let pack = |place: usize| origins[figure[same[place].1].origin as usize].pack;
        let last = pack(same.len() - 1);
        let other = (0..same.len()).rev().find(|&place| pack(place) != last);
        if let Some(other) = other {
            let row = figure[same[other + 1].1];
            for &(_, i) in &same[1..=other + 1] {
                figure[i].period = REPLACED;
            }
            figure[same[0].1] = row;
        }
    });
}
