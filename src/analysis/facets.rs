//! Facets of zones: which values a zone has, which zones pass a choice, how many a further choice would leave.
//!
//! Within a facet any chosen value will do; a zone must pass every facet. A value's count is taken with the choices of
//! all other facets applied, so it says what choosing it gives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::model::{EntityId, Zone};

/// A set of item numbers below a fixed number of items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// No item of `items`.
    pub fn none(items: usize) -> Self {
        Self(vec![0; items.div_ceil(64)])
    }

    /// All of `items`.
    pub fn all(items: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; items.div_ceil(64)]);
        if let (Some(last), rest @ 1..) = (bits.0.last_mut(), items % 64) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Adds item `i`; one beyond the number of items is ignored.
    pub fn insert(&mut self, i: usize) {
        if let Some(word) = self.0.get_mut(i / 64) {
            *word |= 1 << (i % 64);
        }
    }

    /// Whether item `i` is in it.
    pub fn has(&self, i: usize) -> bool {
        self.0
            .get(i / 64)
            .is_some_and(|word| word >> (i % 64) & 1 == 1)
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Leaves only those that are in `other` too.
    pub fn keep(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b;
        }
    }

    /// Takes out those that are in `other`.
    pub fn remove(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= !b;
        }
    }

    /// Adds those of `other`.
    pub fn add(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    fn count_with(&self, other: &Self) -> usize {
        let words = self.0.iter().zip(&other.0);
        words.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }
}

/// What zones are sorted out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FacetKind {
    /// 东部, 中部, 西部, 东北.
    Region,
    /// Province-level division.
    Province,
    /// Year of approval.
    Batch,
    /// Class of its leading industries.
    Industry,
    /// Demonstration zone it belongs to.
    Demo,
    /// Whether there are figures of it or its parks.
    Figures,
    /// Whether there are policy documents of it.
    Policies,
    /// Whether a story is about it.
    Stories,
}

impl FacetKind {
    /// Every facet, in the order shown.
    pub const ALL: [Self; 8] = [
        Self::Region,
        Self::Figures,
        Self::Policies,
        Self::Stories,
        Self::Batch,
        Self::Industry,
        Self::Province,
        Self::Demo,
    ];
}

/// The one value of the facets that only say yes.
pub const YES: &str = "yes";

/// The values chosen, by facet. A value no zone has is passed over.
pub type Chosen = BTreeMap<FacetKind, BTreeSet<String>>;

/// A value of a facet and who has it.
#[derive(Clone, Debug)]
pub struct FacetValue {
    /// The value as the data have it; empty where they say nothing.
    pub key: String,
    /// How many have it.
    pub total: usize,
    set: Bits,
}

/// Every facet with its values.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    items: usize,
    facets: Vec<(FacetKind, Vec<FacetValue>)>,
}

/// What a choice comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Who passes.
    pub passing: Bits,
    /// A count for every value, in the order of [`Facets::facets`].
    pub counts: Vec<Vec<usize>>,
}

impl Facets {
    /// The facets of the dataset's zones, numbered as in [`Dataset::zones`](crate::dataset::Records::zones).
    pub fn of(data: &Dataset) -> Self {
        let has = Having::of(data);
        let mut facets = Self::new(data.zones.len(), |i, kind| {
            has.keys(&data.zones[i], kind).into_iter().collect()
        });
        for (kind, values) in &mut facets.facets {
            match kind {
                // Unknown last.
                FacetKind::Batch => values.sort_by_key(|v| (v.key.is_empty(), v.key.clone())),
                FacetKind::Region => values.sort_by_key(|v| region_rank(&v.key)),
                _ => values.sort_by_key(|v| (v.key.is_empty(), std::cmp::Reverse(v.total))),
            }
        }
        facets
    }

    /// Facets of `items` things of which `keys` says what values each has; values in order of first appearance.
    pub fn new(items: usize, keys: impl Fn(usize, FacetKind) -> Vec<String>) -> Self {
        let facets = FacetKind::ALL.map(|kind| {
            let mut values: Vec<FacetValue> = Vec::new();
            let mut at: HashMap<String, usize> = HashMap::new();
            for i in 0..items {
                for key in keys(i, kind) {
                    let n = *at.entry(key).or_insert_with_key(|key| {
                        values.push(FacetValue {
                            key: key.clone(),
                            total: 0,
                            set: Bits::none(items),
                        });
                        values.len() - 1
                    });
                    values[n].set.insert(i);
                }
            }
            for value in &mut values {
                value.total = value.set.count();
            }
            (kind, values)
        });
        Self {
            items,
            facets: facets.into(),
        }
    }

    /// Every facet with its values.
    pub fn facets(&self) -> &[(FacetKind, Vec<FacetValue>)] {
        &self.facets
    }

    /// Who of `base` passes `chosen`, and what each value counts then.
    pub fn answer(&self, base: &Bits, chosen: &Chosen) -> Answer {
        let wanted: Vec<Option<Bits>> = self
            .facets
            .iter()
            .map(|(kind, values)| self.any_of(values, chosen.get(kind)?))
            .collect();
        let but = |left_out: usize| {
            let mut bits = base.clone();
            for (i, set) in wanted.iter().enumerate() {
                if let (true, Some(set)) = (i != left_out, set) {
                    bits.keep(set);
                }
            }
            bits
        };
        let passing = but(usize::MAX);
        let counts = self.facets.iter().enumerate().map(|(i, (_, values))| {
            let others = but(i);
            values.iter().map(|v| others.count_with(&v.set)).collect()
        });
        Answer {
            counts: counts.collect(),
            passing,
        }
    }

    /// Who has any of the `chosen` values; `None` when none of them exists.
    fn any_of(&self, values: &[FacetValue], chosen: &BTreeSet<String>) -> Option<Bits> {
        let mut any: Option<Bits> = None;
        for value in values.iter().filter(|v| chosen.contains(&v.key)) {
            any.get_or_insert_with(|| Bits::none(self.items))
                .add(&value.set);
        }
        any
    }
}

fn region_rank(region: &str) -> usize {
    let known = ["东部", "中部", "西部", "东北"];
    let rank = known.iter().position(|name| *name == region);
    rank.unwrap_or(known.len() + usize::from(region.is_empty()))
}

/// Who has figures, policies, stories; and whether the packs put industries into classes.
struct Having<'a> {
    figures: HashSet<&'a EntityId>,
    policies: HashSet<&'a EntityId>,
    stories: HashSet<&'a EntityId>,
    classes: bool,
}

impl<'a> Having<'a> {
    fn of(data: &'a Dataset) -> Self {
        let some = |id: &EntityId| data.observations().by_entity(id).next().is_some();
        let zones = data.zones.iter().map(|zone| &zone.id);
        let parks = data.places.iter().filter(|park| some(&park.id));
        let figures = zones
            .filter(|id| some(id))
            .chain(parks.filter_map(|park| park.parent.as_ref()));
        let policies = data.policies.iter();
        Self {
            figures: figures.collect(),
            policies: policies.filter_map(|p| p.zone.as_ref()).collect(),
            stories: data.stories.iter().map(|story| &story.zone).collect(),
            classes: data.zones.iter().any(|z| !z.industry_groups.is_empty()),
        }
    }

    fn keys(&self, zone: &Zone, kind: FacetKind) -> BTreeSet<String> {
        let yes = |set: &HashSet<&EntityId>| {
            let has = set.contains(&zone.id);
            has.then(|| YES.to_owned()).into_iter().collect()
        };
        match kind {
            FacetKind::Region => BTreeSet::from([zone.region.clone()]),
            FacetKind::Province => BTreeSet::from([zone.province.clone()]),
            FacetKind::Batch => {
                let year = zone.approved.map(|period| period.first_year().to_string());
                BTreeSet::from([year.unwrap_or_default()])
            }
            FacetKind::Industry if self.classes => zone.industry_groups.iter().cloned().collect(),
            FacetKind::Industry => zone.industries.iter().cloned().collect(),
            FacetKind::Demo => {
                let demo = Some(zone.demo_zone.clone()).filter(|name| !name.is_empty());
                demo.into_iter().collect()
            }
            FacetKind::Figures => yes(&self.figures),
            FacetKind::Policies => yes(&self.policies),
            FacetKind::Stories => yes(&self.stories),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Table = Vec<Vec<BTreeSet<u8>>>;

    fn table() -> impl Strategy<Value = Table> {
        let keys = prop::collection::btree_set(0_u8..6, 0..4);
        let item = prop::collection::vec(keys, FacetKind::ALL.len());
        prop::collection::vec(item, 0..200)
    }

    fn choice() -> impl Strategy<Value = Vec<BTreeSet<u8>>> {
        // Up to 7: a value nobody has is passed over.
        let keys = prop::collection::btree_set(0_u8..8, 0..3);
        prop::collection::vec(keys, FacetKind::ALL.len())
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
            let place = |kind| FacetKind::ALL.iter().position(|k| *k == kind).unwrap();
            let facets = Facets::new(table.len(), |i, kind| {
                table[i][place(kind)].iter().map(u8::to_string).collect()
            });
            let choice: Chosen = FacetKind::ALL.into_iter().map(|kind| {
                (kind, chosen[place(kind)].iter().map(u8::to_string).collect())
            }).collect();
            let in_base = |i: usize| base >> (i % 64) & 1 == 1;
            let mut bits = Bits::none(table.len());
            (0..table.len()).filter(|i| in_base(*i)).for_each(|i| bits.insert(i));
            let answer = facets.answer(&bits, &choice);
            for (i, item) in table.iter().enumerate() {
                let expected = in_base(i) && passes(item, &table, &chosen, usize::MAX);
                prop_assert_eq!(answer.passing.has(i), expected);
            }
            for (f, (_, values)) in facets.facets().iter().enumerate() {
                for (v, value) in values.iter().enumerate() {
                    let key: u8 = value.key.parse().unwrap();
                    let expected = (0..table.len()).filter(|i| {
                        in_base(*i) && table[*i][f].contains(&key) && passes(&table[*i], &table, &chosen, f)
                    }).count();
                    prop_assert_eq!(answer.counts[f][v], expected);
                }
            }
        }

        #[test]
        fn all_is_all(items in 0_usize..300) {
            prop_assert_eq!(Bits::all(items).count(), items);
            prop_assert!(!Bits::all(items).has(items));
        }
    }

    #[test]
    fn thousands_of_zones_within_a_frame() {
        let facets = Facets::new(2543, |i, _| vec![(i % 40).to_string()]);
        let chosen: Chosen = FacetKind::ALL
            .into_iter()
            .map(|kind| (kind, (0..20).map(|n: i32| n.to_string()).collect()))
            .collect();
        let base = Bits::all(2543);
        let started = std::time::Instant::now();
        for _ in 0..10 {
            assert!(facets.answer(&base, &chosen).passing.count() > 1000);
        }
        // Ten answers, unoptimised, on a busy machine.
        assert!(started.elapsed().as_millis() < 10 * 16);
    }

    #[test]
    fn the_packs_zones_each_have_one_province_and_region() {
        let data = Dataset::embedded();
        let facets = Facets::of(&data);
        let totals = |kind| -> usize {
            let found = facets.facets().iter().find(|(k, _)| *k == kind).unwrap();
            found.1.iter().map(|v| v.total).sum()
        };
        for kind in [FacetKind::Region, FacetKind::Province, FacetKind::Batch] {
            assert_eq!(totals(kind), data.zones.len(), "{kind:?}");
        }
        assert_eq!(facets.facets()[0].1[0].key, "东部");
        assert!(totals(FacetKind::Figures) > 0 && totals(FacetKind::Stories) > 0);
    }
}
