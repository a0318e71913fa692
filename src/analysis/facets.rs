//! Facets: which values an item has, which items pass a choice, how many a further choice would leave.
//!
//! Within a facet any chosen value will do; an item must pass every facet. A value's count is taken with the choices of
//! all other facets applied, so it says what choosing it gives. One pass over the items answers all of it, however many
//! values there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::Bits;

/// The one value of the facets that only say yes.
pub const YES: &str = "yes";

/// The values chosen, by facet. A value no item has is passed over.
pub type Chosen<K> = BTreeMap<K, BTreeSet<String>>;

/// One facet: its values, and which of them each item has.
#[derive(Clone, Debug, Default)]
struct Values {
    keys: Vec<String>,
    /// How many items have each.
    totals: Vec<usize>,
    /// Values of all items, one after the other.
    of: Vec<u32>,
    /// Where the values of each item begin in `of`, and at the end where they end.
    starts: Vec<u32>,
}

impl Values {
    fn new(items: usize, mut keys_of: impl FnMut(usize) -> Vec<String>) -> Self {
        let mut values = Self {
            starts: vec![0],
            ..Self::default()
        };
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for item in 0..items {
            let first = values.of.len();
            for key in keys_of(item) {
                let number = *numbers.entry(key).or_insert_with_key(|key| {
                    values.keys.push(key.clone());
                    values.totals.push(0);
                    values.keys.len() as u32 - 1
                });
                if !values.of[first..].contains(&number) {
                    values.of.push(number);
                    values.totals[number as usize] += 1;
                }
            }
            values.starts.push(values.of.len() as u32);
        }
        values
    }

    /// Puts the values in order of `rank`, which is told key and total.
    fn sorted<O: Ord>(mut self, rank: impl Fn(&str, usize) -> O) -> Self {
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_by_key(|i| rank(&self.keys[*i], self.totals[*i]));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new as u32;
        }
        self.keys = order.iter().map(|i| self.keys[*i].clone()).collect();
        self.totals = order.iter().map(|i| self.totals[*i]).collect();
        for value in &mut self.of {
            *value = place[*value as usize];
        }
        self
    }

    fn of(&self, item: usize) -> &[u32] {
        &self.of[self.starts[item] as usize..self.starts[item + 1] as usize]
    }

    /// Which values are chosen; `None` when none of the chosen exists.
    fn wanted(&self, chosen: Option<&BTreeSet<String>>) -> Option<Vec<bool>> {
        let chosen = chosen?;
        let wanted: Vec<bool> = self.keys.iter().map(|key| chosen.contains(key)).collect();
        wanted.contains(&true).then_some(wanted)
    }
}

/// Every facet of some items, with its values.
#[derive(Clone, Debug)]
pub struct Facets<K> {
    items: usize,
    facets: Vec<(K, Arc<Values>)>,
}

impl<K> Default for Facets<K> {
    fn default() -> Self {
        Self {
            items: 0,
            facets: Vec::new(),
        }
    }
}

/// What a choice comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<K> {
    /// Who passes, in order.
    pub passing: Vec<usize>,
    /// A count for every value, in the order of [`Facets::values`].
    pub counts: Vec<(K, Vec<usize>)>,
}

impl<K: Copy + Ord> Answer<K> {
    /// The counts of one facet.
    pub fn counts_of(&self, facet: K) -> &[usize] {
        let found = self.counts.iter().find(|(f, _)| *f == facet);
        found.map_or(&[], |(_, counts)| counts)
    }
}

impl<K: Copy + Ord> Facets<K> {
    /// The facets `kinds` of `items` things of which `keys` says what values each has; values in order of first
    /// appearance.
    pub fn new(kinds: &[K], items: usize, keys: impl Fn(usize, K) -> Vec<String>) -> Self {
        let values = |kind| Arc::new(Values::new(items, |item| keys(item, kind)));
        Self {
            items,
            facets: kinds.iter().map(|kind| (*kind, values(*kind))).collect(),
        }
    }

    /// The same with other values of one facet: the rest is not looked at again.
    pub fn with(&self, facet: K, keys: impl Fn(usize) -> Vec<String>) -> Self {
        let facets = self.facets.iter().map(|(kind, values)| {
            let same = *kind != facet;
            let values = match same {
                true => Arc::clone(values),
                false => Arc::new(Values::new(self.items, &keys)),
            };
            (*kind, values)
        });
        Self {
            items: self.items,
            facets: facets.collect(),
        }
    }

    /// Puts the values of a facet in order of `rank`, which is told key and total.
    pub fn sort<O: Ord>(&mut self, facet: K, rank: impl Fn(&str, usize) -> O) {
        if let Some((_, values)) = self.facets.iter_mut().find(|(kind, _)| *kind == facet) {
            *values = Arc::new(Values::clone(values).sorted(rank));
        }
    }

    /// The values of a facet and how many items have each.
    pub fn values(&self, facet: K) -> impl ExactSizeIterator<Item = (&str, usize)> {
        let found = self.facets.iter().find(|(f, _)| *f == facet);
        let (keys, totals): (&[String], &[usize]) =
            found.map_or((&[], &[]), |(_, v)| (&v.keys, &v.totals));
        keys.iter().map(String::as_str).zip(totals.iter().copied())
    }

    /// Who of `base` passes `chosen`, and what each value counts then.
    pub fn answer(&self, base: &Bits, chosen: &Chosen<K>) -> Answer<K> {
        let wanted = self.facets.iter();
        let wanted: Vec<Option<Vec<bool>>> = wanted
            .map(|(facet, values)| values.wanted(chosen.get(facet)))
            .collect();
        let mut counts: Vec<Vec<usize>> = self
            .facets
            .iter()
            .map(|(_, values)| vec![0; values.keys.len()])
            .collect();
        let mut passing = Vec::new();
        for item in base.items() {
            let fails = |(facet, wanted): (usize, &Option<Vec<bool>>)| {
                let wanted = wanted.as_ref()?;
                let values = self.facets[facet].1.of(item);
                let any = values.iter().any(|value| wanted[*value as usize]);
                (!any).then_some(facet)
            };
            let mut failed = wanted.iter().enumerate().filter_map(fails);
            let count = |counts: &mut [usize], facet: usize| {
                for value in self.facets[facet].1.of(item) {
                    counts[*value as usize] += 1;
                }
            };
            match (failed.next(), failed.next()) {
                // It counts in every facet, or only in the one whose choice it fails.
                (None, _) => {
                    passing.push(item);
                    for (facet, counts) in counts.iter_mut().enumerate() {
                        count(counts, facet);
                    }
                }
                (Some(facet), None) => count(&mut counts[facet], facet),
                (Some(_), Some(_)) => {}
            }
        }
        let facets = self.facets.iter().map(|(facet, _)| *facet);
        Answer {
            passing,
            counts: facets.zip(counts).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    const KINDS: [usize; 5] = [0, 1, 2, 3, 4];

    type Table = Vec<Vec<BTreeSet<u8>>>;

    fn table() -> impl Strategy<Value = Table> {
        let keys = prop::collection::btree_set(0_u8..6, 0..4);
        let item = prop::collection::vec(keys, KINDS.len());
        prop::collection::vec(item, 0..200)
    }

    fn choice() -> impl Strategy<Value = Vec<BTreeSet<u8>>> {
        // Up to 7: a value nobody has is passed over.
        let keys = prop::collection::btree_set(0_u8..8, 0..3);
        prop::collection::vec(keys, KINDS.len())
    }

    fn passes(item: &[BTreeSet<u8>], table: &Table, chosen: &[BTreeSet<u8>], but: usize) -> bool {
        (0..chosen.len()).filter(|f| *f != but).all(|f| {
            let known = |key: &&u8| table.iter().any(|other| other[f].contains(key));
            let known: Vec<&u8> = chosen[f].iter().filter(known).collect();
            known.is_empty() || known.into_iter().any(|key| item[f].contains(key))
        })
    }

    proptest! {
        #[test]
        fn as_a_filter_one_by_one_would(table in table(), chosen in choice(), base in any::<u64>()) {
            let mut facets = Facets::new(&KINDS, table.len(), |i, kind| {
                table[i][kind].iter().map(u8::to_string).collect()
            });
            facets.sort(1, |key, _| Reverse(key.to_owned()));
            let choice: Chosen<usize> = KINDS.into_iter().map(|kind| {
                (kind, chosen[kind].iter().map(u8::to_string).collect())
            }).collect();
            let in_base = |i: usize| base >> (i % 64) & 1 == 1;
            let mut bits = Bits::none(table.len());
            for item in (0..table.len()).filter(|i| in_base(*i)) {
                bits.insert(item);
            }
            let answer = facets.answer(&bits, &choice);
            let expected: Vec<usize> = (0..table.len())
                .filter(|i| in_base(*i) && passes(&table[*i], &table, &chosen, usize::MAX))
                .collect();
            prop_assert_eq!(&answer.passing, &expected);
            for f in KINDS {
                for (v, (key, total)) in facets.values(f).enumerate() {
                    let key: u8 = key.parse().unwrap();
                    let has = |i: &usize| table[*i][f].contains(&key);
                    prop_assert_eq!(total, (0..table.len()).filter(has).count());
                    let expected = (0..table.len())
                        .filter(|i| in_base(*i) && has(i) && passes(&table[*i], &table, &chosen, f))
                        .count();
                    prop_assert_eq!(answer.counts_of(f)[v], expected);
                }
            }
        }
    }

    #[test]
    fn thousands_of_items_within_a_frame() {
        let facets = Facets::new(&KINDS, 2543, |i, _| vec![(i % 40).to_string()]);
        let choice = |kind| (kind, (0..20).map(|n: i32| n.to_string()).collect());
        let chosen: Chosen<usize> = KINDS.into_iter().map(choice).collect();
        let base = Bits::all(2543);
        let started = std::time::Instant::now();
        for _ in 0..10 {
            assert!(facets.answer(&base, &chosen).passing.len() > 1000);
        }
        // Ten answers, unoptimised, on a busy machine.
        assert!(started.elapsed().as_millis() < 10 * 16);
    }
}
