//! What measures are sorted out by, and which values a measure has.

use serde::{Deserialize, Serialize};

use crate::analysis::facets::{self, Facets, YES};
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

/// The key of a bookmark in [`MeasureFacet::Marked`].
pub const BOOKMARKED: &str = "bookmark";

/// The key of a note in [`MeasureFacet::Marked`].
pub const NOTED: &str = "note";

/// The values chosen, by facet.
pub type Chosen = facets::Chosen<MeasureFacet>;

/// Every facet of measures.
pub type MeasureFacets = Facets<MeasureFacet>;

/// What a choice among measures comes to.
pub type Answer = facets::Answer<MeasureFacet>;

impl Facets<MeasureFacet> {
    /// The facets of the dataset's measures. `marks` says which values of [`MeasureFacet::Marked`] a measure has.
    pub fn of(data: &Dataset, marks: impl Fn(&Measure) -> Vec<String>) -> Self {
        let documents = data.policies.iter();
        let all: Vec<(&Policy, &Measure)> = documents
            .flat_map(|policy| policy.measures.iter().map(move |measure| (policy, measure)))
            .collect();
        Self::new(&MeasureFacet::ALL, all.len(), |item, facet| {
            let (policy, measure) = all[item];
            match facet {
                MeasureFacet::Marked => marks(measure),
                facet => keys(policy, measure, facet),
            }
        })
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
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Bits;

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
        let marked = facets.with(MeasureFacet::Marked, |i| match i {
            3 => vec![BOOKMARKED.into()],
            _ => Vec::new(),
        });
        let choice = Chosen::from([(MeasureFacet::Marked, BTreeSet::from([BOOKMARKED.into()]))]);
        assert_eq!(marked.answer(&Bits::all(n), &choice).passing, [3]);
        for facet in MeasureFacet::ALL {
            assert_eq!(MeasureFacet::from_id(facet.id()), Some(facet));
        }
    }
}
