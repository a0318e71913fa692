//! What colour says: regions, or batches of approval.

use std::collections::HashMap;

use crate::chart::spec::ColourBy;
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang};
use crate::text::tr;

/// Regions in the order shown, with their text.
const REGIONS: [(&str, &str); 4] = [
    ("东部", "region-east"),
    ("中部", "region-centre"),
    ("西部", "region-west"),
    ("东北", "region-northeast"),
];

/// Last years of the batches: the first wave, the pause, the three waves since.
const BATCHES: [i16; 5] = [1992, 2009, 2012, 2016, i16::MAX];

/// Entities by group.
pub(super) struct Groups<'a> {
    names: Vec<String>,
    of: HashMap<&'a EntityId, usize>,
}

impl<'a> Groups<'a> {
    /// Puts zones under their groups; places and zones of unknown group come last, as a group of their own.
    pub(super) fn new(
        by: ColourBy,
        dataset: &Dataset,
        entities: impl Iterator<Item = &'a EntityId>,
        lang: Lang,
    ) -> Self {
        let keyed: Vec<(&EntityId, Option<usize>)> = match by {
            ColourBy::None => Vec::new(),
            ColourBy::Region => entities
                .map(|id| {
                    let region = dataset.zone(id).map(|zone| zone.region.as_str());
                    let known = |name| REGIONS.iter().position(|(zh, _)| *zh == name);
                    (id, region.and_then(known))
                })
                .collect(),
            ColourBy::Batch => entities
                .map(|id| {
                    let year = dataset.zone(id).and_then(|z| z.approved);
                    let batch = |y: crate::model::Period| {
                        BATCHES.iter().position(|last| y.first_year() <= *last)
                    };
                    (id, year.and_then(batch))
                })
                .collect(),
        };
        let mut used: Vec<Option<usize>> = keyed.iter().map(|(_, key)| *key).collect();
        used.sort_by_key(|key| key.unwrap_or(usize::MAX));
        used.dedup();
        let names = used.iter().map(|key| match (key, by) {
            (None, _) => tr(lang, "chart-group-unknown").into_owned(),
            (Some(key), ColourBy::Batch) => {
                let of = keyed.iter().filter(|(_, k)| *k == Some(*key));
                let years = of.filter_map(|(id, _)| dataset.zone(id)?.approved);
                let (mut from, mut to) = (i16::MAX, i16::MIN);
                for year in years.map(|p| p.first_year()) {
                    (from, to) = (from.min(year), to.max(year));
                }
                match from == to {
                    true => from.to_string(),
                    false => format!("{from}–{to}"),
                }
            }
            (Some(key), _) => tr(lang, REGIONS[*key].1).into_owned(),
        });
        let names = names.collect();
        let place = |key: &Option<usize>| used.iter().position(|k| k == key);
        let of = keyed
            .iter()
            .filter_map(|(id, key)| Some((*id, place(key)?)))
            .collect();
        Self { names, of }
    }

    /// Index of the entity's group.
    pub(super) fn of(&self, entity: &EntityId) -> Option<usize> {
        self.of.get(entity).copied()
    }

    /// Names of the groups, in order.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}
