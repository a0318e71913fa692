//! What measures are sorted out by: who has which value, who passes a choice, how many a further choice would leave.
//!
//! Within a facet any chosen value will do; a measure must pass every facet. A value's count is taken with the choices
//! of all other facets applied. One pass over the measures answers all of it, however many values there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::facets::Bits;
use crate::dataset::Dataset;
use crate::model::{Measure, Policy};

/// A facet of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeasureFacet {
    /// The means it uses.
    Instrument,
    /// The head it stands under, by title: documents that share a frame share its heads.
    Head,
    /// Who it is for.
    Target,
    /// The document, by id.
    Document,
    /// The year of issue.
    Year,
    /// Whether it names a quantity.
    Quantity,
    /// Whether the user has bookmarked it or written a note to it.
    Marked,
}

impl MeasureFacet {
    /// Every facet, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::Quantity,
        Self::Marked,
        Self::Instrument,
        Self::Head,
        Self::Target,
        Self::Year,
        Self::Document,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Instrument => "instrument",
            Self::Head => "head",
            Self::Target => "target",
            Self::Document => "document",
            Self::Year => "year",
            Self::Quantity => "quantity",
            Self::Marked => "marked",
        }
    }

    /// The facet with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.id() == id)
    }
}

/// The one value of the facets that only say yes.
pub const YES: &str = "yes";

/// The key of a bookmark in [`MeasureFacet::Marked`].
pub const BOOKMARKED: &str = "bookmark";

/// The key of a note in [`MeasureFacet::Marked`].
pub const NOTED: &str = "note";

/// The values chosen, by facet. A value no measure has is passed over.
pub type Chosen = BTreeMap<MeasureFacet, BTreeSet<String>>;

/// One facet: its values, and which of them each measure has.
#[derive(Clone, Debug, Default)]
struct Values {
    keys: Vec<String>,
    /// How many measures have each.
    totals: Vec<usize>,
    /// Values of all measures, one after the other.
    of: Vec<u32>,
    /// Where the values of each measure begin in `of`, and at the end where they end.
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

/// Every facet with its values.
#[derive(Clone, Debug, Default)]
pub struct MeasureFacets {
    items: usize,
    facets: Vec<(MeasureFacet, Arc<Values>)>,
}

/// What a choice comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Who passes, in order.
    pub passing: Vec<usize>,
    /// A count for every value, in the order of [`MeasureFacets::values`].
    pub counts: Vec<(MeasureFacet, Vec<usize>)>,
}

impl Answer {
    /// The counts of one facet.
    pub fn counts_of(&self, facet: MeasureFacet) -> &[usize] {
        let found = self.counts.iter().find(|(f, _)| *f == facet);
        found.map_or(&[], |(_, counts)| counts)
    }
}

impl MeasureFacets {
    /// The facets of the dataset's measures. `marks` says which values of [`MeasureFacet::Marked`] a measure has.
    pub fn of(data: &Dataset, marks: impl Fn(&Measure) -> Vec<String>) -> Self {
        let documents = data.policies.iter();
        let all: Vec<(&Policy, &Measure)> = documents
            .flat_map(|policy| policy.measures.iter().map(move |measure| (policy, measure)))
            .collect();
        Self::new(all.len(), |item, facet| {
            let (policy, measure) = all[item];
            match facet {
                MeasureFacet::Marked => marks(measure),
                facet => keys(policy, measure, facet),
            }
        })
    }

    /// Facets of `items` things of which `keys` says what values each has; values in order of first appearance.
    pub fn new(items: usize, keys: impl Fn(usize, MeasureFacet) -> Vec<String>) -> Self {
        let facets = MeasureFacet::ALL.map(|facet| {
            (
                facet,
                Arc::new(Values::new(items, |item| keys(item, facet))),
            )
        });
        Self {
            items,
            facets: facets.into(),
        }
    }

    /// The same, with other marks: the rest is not looked at again.
    pub fn with_marks(&self, marks: impl Fn(usize) -> Vec<String>) -> Self {
        let facets = self.facets.iter().map(|(facet, values)| match facet {
            MeasureFacet::Marked => (*facet, Arc::new(Values::new(self.items, &marks))),
            _ => (*facet, Arc::clone(values)),
        });
        Self {
            items: self.items,
            facets: facets.collect(),
        }
    }

    /// The values of a facet and how many measures have each.
    pub fn values(&self, facet: MeasureFacet) -> impl ExactSizeIterator<Item = (&str, usize)> {
        let found = self.facets.iter().find(|(f, _)| *f == facet);
        let (keys, totals): (&[String], &[usize]) =
            found.map_or((&[], &[]), |(_, v)| (&v.keys, &v.totals));
        keys.iter().map(String::as_str).zip(totals.iter().copied())
    }

    /// Who of `base` passes `chosen`, and what each value counts then.
    pub fn answer(&self, base: &Bits, chosen: &Chosen) -> Answer {
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
        for item in (0..self.items).filter(|item| base.has(*item)) {
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

fn keys(policy: &Policy, measure: &Measure, facet: MeasureFacet) -> Vec<String> {
    match facet {
        MeasureFacet::Instrument => {
            let instruments = measure.instruments.iter();
            instruments.map(|i| format!("{i:?}")).collect()
        }
        MeasureFacet::Target => measure.targets.clone(),
        MeasureFacet::Head => {
            let head = policy.categories.iter().find(|c| c.id == measure.category);
            head.map(|head| head.title.clone()).into_iter().collect()
        }
        MeasureFacet::Document => vec![policy.id.as_str().to_owned()],
        MeasureFacet::Year => {
            let year = policy.issued.map(|period| period.first_year().to_string());
            vec![year.unwrap_or_default()]
        }
        MeasureFacet::Quantity => {
            let some = !measure.quantities.is_empty();
            some.then(|| YES.to_owned()).into_iter().collect()
        }
        MeasureFacet::Marked => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Table = Vec<Vec<BTreeSet<u8>>>;

    fn table() -> impl Strategy<Value = Table> {
        let keys = prop::collection::btree_set(0_u8..6, 0..4);
        let item = prop::collection::vec(keys, MeasureFacet::ALL.len());
        prop::collection::vec(item, 0..120)
    }

    fn choice() -> impl Strategy<Value = Vec<BTreeSet<u8>>> {
        // Up to 7: a value nobody has is passed over.
        let keys = prop::collection::btree_set(0_u8..8, 0..3);
        prop::collection::vec(keys, MeasureFacet::ALL.len())
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
            let place = |facet| MeasureFacet::ALL.iter().position(|f| *f == facet).unwrap();
            let facets = MeasureFacets::new(table.len(), |i, facet| {
                table[i][place(facet)].iter().map(u8::to_string).collect()
            });
            let choice: Chosen = MeasureFacet::ALL.into_iter().map(|facet| {
                (facet, chosen[place(facet)].iter().map(u8::to_string).collect())
            }).collect();
            let in_base = |i: usize| base >> (i % 64) & 1 == 1;
            let mut bits = Bits::none(table.len());
            (0..table.len()).filter(|i| in_base(*i)).for_each(|i| bits.insert(i));
            let answer = facets.answer(&bits, &choice);
            let expected: Vec<usize> = (0..table.len())
                .filter(|i| in_base(*i) && passes(&table[*i], &table, &chosen, usize::MAX))
                .collect();
            prop_assert_eq!(&answer.passing, &expected);
            for (f, facet) in MeasureFacet::ALL.into_iter().enumerate() {
                for (v, (key, total)) in facets.values(facet).enumerate() {
                    let key: u8 = key.parse().unwrap();
                    let has = |i: &usize| table[*i][f].contains(&key);
                    prop_assert_eq!(total, (0..table.len()).filter(has).count());
                    let expected = (0..table.len())
                        .filter(|i| in_base(*i) && has(i) && passes(&table[*i], &table, &chosen, f))
                        .count();
                    prop_assert_eq!(answer.counts_of(facet)[v], expected);
                }
            }
        }
    }

    #[test]
    fn the_packs_measures() {
        let data = Dataset::embedded();
        let facets = MeasureFacets::of(&data, |_| Vec::new());
        let n: usize = data.policies.iter().map(|p| p.measures.len()).sum();
        for facet in [
            MeasureFacet::Head,
            MeasureFacet::Document,
            MeasureFacet::Year,
        ] {
            let total: usize = facets.values(facet).map(|(_, total)| total).sum();
            assert_eq!(total, n, "{facet:?}");
        }
        // Documents of one frame share its heads.
        assert_eq!(facets.values(MeasureFacet::Head).len(), 6);
        let marked = facets.with_marks(|i| {
            if i == 3 {
                vec![BOOKMARKED.into()]
            } else {
                Vec::new()
            }
        });
        let choice = Chosen::from([(MeasureFacet::Marked, BTreeSet::from([BOOKMARKED.into()]))]);
        assert_eq!(marked.answer(&Bits::all(n), &choice).passing, [3]);
        for facet in MeasureFacet::ALL {
            assert_eq!(MeasureFacet::from_id(facet.id()), Some(facet));
        }
    }
}
