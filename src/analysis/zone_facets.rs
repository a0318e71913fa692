//! What zones are sorted out by, and which values a zone has.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::facets::{Facets, YES};
use crate::dataset::Dataset;
use crate::model::{EntityId, Zone};

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

impl Facets<FacetKind> {
    /// The facets of the dataset's zones, numbered as in [`Dataset::zones`](crate::dataset::Records::zones).
    pub fn of(data: &Dataset) -> Self {
        let has = Having::of(data);
        let mut facets = Self::new(&FacetKind::ALL, data.zones.len(), |i, kind| {
            has.keys(&data.zones[i], kind).into_iter().collect()
        });
        for kind in FacetKind::ALL {
            match kind {
                // Unknown last.
                FacetKind::Batch => facets.sort(kind, |key, _| (key.is_empty(), key.to_owned())),
                FacetKind::Region => facets.sort(kind, |key, _| region_rank(key)),
                _ => facets.sort(kind, |key, total| (key.is_empty(), Reverse(total))),
            }
        }
        facets
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
    use super::*;

    #[test]
    fn the_packs_zones_each_have_one_province_and_region() {
        let data = Dataset::embedded();
        let facets = Facets::<FacetKind>::of(&data);
        let totals = |kind| facets.values(kind).map(|(_, total)| total).sum::<usize>();
        for kind in [FacetKind::Region, FacetKind::Province, FacetKind::Batch] {
            assert_eq!(totals(kind), data.zones.len(), "{kind:?}");
        }
        let first = |kind| facets.values(kind).next().map(|(key, _)| key.to_owned());
        assert_eq!(first(FacetKind::Region).as_deref(), Some("东部"));
        assert!(
            first(FacetKind::Batch)
                < facets
                    .values(FacetKind::Batch)
                    .nth(1)
                    .map(|v| v.0.to_owned())
        );
        assert!(totals(FacetKind::Figures) > 0 && totals(FacetKind::Stories) > 0);
    }
}
