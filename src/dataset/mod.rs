//! Everything the product knows, loaded, validated, merged and indexed.
//!
//! A [`Dataset`] is immutable and shared by `Arc`; loading is all or nothing per pack and never writes.

mod batches;
mod diagnostic;
mod edit;
mod embedded;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
mod hash;
mod known;
mod load;
mod names;
mod observations;
mod parsed;
mod place;
mod report;
mod ron_file;
mod scan;
mod store;
pub mod synth;
#[cfg(test)]
mod tests;
mod validate;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

pub use diagnostic::{Diagnostic, Severity};
pub use edit::{find_record, put_record};
pub use load::{Loaded, PackSource, Refused, chart_texts, check_path_on, load};
pub use names::{place_name, province_name};
pub use observations::COLUMNS;
pub use parsed::PACK_FILES;
pub use report::nearest;
pub use store::{Obs, ObsIx, Store, StoreBuilder};

use crate::model::{
    Check, EntityId, Event, IndexDefinition, Industry, Lang, Measure, MeasureId, Metric, MetricId,
    Named as _, PackId, PackInfo, Place, Policy, PolicyId, Source, SourceId, Story, Term, Zone,
};

/// Characters of a pack's name beside its version: it stands under every figure.
const PACK_NAME: usize = 24;

/// A chart specification of a pack, as text; the `chart` room parses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartText {
    /// File name without `.ron`; the name on the command line.
    pub name: String,
    /// The RON text.
    pub ron: String,
    /// The file it stands in, as the person knows it.
    pub file: String,
}

/// The records of one or several packs, merged. Build one with [`load`] or [`Dataset::new`].
#[derive(Debug, Default)]
pub struct Records {
    /// The packs, in order of loading; later ones override earlier ones.
    pub packs: Vec<PackInfo>,
    /// Which of them is the one built into the binary, when it is loaded.
    pub embedded: Option<PackId>,
    /// Zones.
    pub zones: Vec<Zone>,
    /// Places that are not zones.
    pub places: Vec<Place>,
    /// Metrics.
    pub metrics: Vec<Metric>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Policy documents.
    pub policies: Vec<Policy>,
    /// Composite indices.
    pub indices: Vec<IndexDefinition>,
    /// Clusters, organisations, links.
    pub industry: Industry,
    /// Events, services, projects.
    pub events: Vec<Event>,
    /// Stories.
    pub stories: Vec<Story>,
    /// Consistency checks.
    pub checks: Vec<Check>,
    /// English for Chinese terms of the records.
    pub terms: Vec<Term>,
    /// Chart specifications.
    pub charts: Vec<ChartText>,
}

/// The merged records and observations, with lookups by id.
#[derive(Debug)]
pub struct Dataset {
    records: Records,
    observations: Store,
    generation: u64,
    zone_ix: HashMap<EntityId, usize>,
    place_ix: HashMap<EntityId, usize>,
    metric_ix: HashMap<MetricId, usize>,
    source_ix: HashMap<SourceId, usize>,
    policy_ix: HashMap<PolicyId, usize>,
    measure_ix: HashMap<MeasureId, (usize, usize)>,
    term_ix: HashMap<String, usize>,
}

impl std::ops::Deref for Dataset {
    type Target = Records;

    fn deref(&self) -> &Records {
        &self.records
    }
}

impl Dataset {
    /// Indexes records and observations that have been validated.
    pub fn new(records: Records, observations: Store) -> Self {
        static GENERATION: AtomicU64 = AtomicU64::new(1);
        fn index<T, K: std::hash::Hash + Eq>(
            items: &[T],
            id: impl Fn(&T) -> K,
        ) -> HashMap<K, usize> {
            items
                .iter()
                .enumerate()
                .map(|(i, item)| (id(item), i))
                .collect()
        }
        let measures = records.policies.iter().enumerate().flat_map(|(p, policy)| {
            let ids = policy.measures.iter().enumerate();
            ids.map(move |(m, measure)| (measure.id.clone(), (p, m)))
        });
        Self {
            generation: GENERATION.fetch_add(1, Ordering::Relaxed),
            zone_ix: index(&records.zones, |z| z.id.clone()),
            place_ix: index(&records.places, |p| p.id.clone()),
            metric_ix: index(&records.metrics, |m| m.id.clone()),
            source_ix: index(&records.sources, |s| s.id.clone()),
            policy_ix: index(&records.policies, |p| p.id.clone()),
            measure_ix: measures.collect(),
            term_ix: index(&records.terms, |t| t.zh.clone()),
            records,
            observations,
        }
    }

    /// Changes with every dataset built in this process: the key of every cache of derived data.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Versions of the packs, such as `2026.11`; several are joined with ` + `. Of all but the embedded one it says
    /// whose version it is: `2026.11 + 我的数据 1`.
    pub fn version(&self, lang: Lang) -> String {
        let versions = self.packs.iter().map(|pack| {
            if self.embedded.as_ref() == Some(&pack.id) {
                return pack.version.clone();
            }
            let titles = [lang.pick(&pack.title, &pack.title_en), &pack.title];
            let title = titles.into_iter().find(|title| !title.trim().is_empty());
            let mut name = title
                .map_or(pack.id.as_str(), |title| title.trim())
                .to_owned();
            if let Some((end, _)) = name.char_indices().nth(PACK_NAME) {
                name.truncate(end);
                name.push('…');
            }
            format!("{name} {}", pack.version)
        });
        versions.collect::<Vec<_>>().join(" + ")
    }

    /// The observations.
    pub fn observations(&self) -> &Store {
        &self.observations
    }

    /// The zone with this id.
    pub fn zone(&self, id: &EntityId) -> Option<&Zone> {
        self.zone_ix.get(id).map(|&i| &self.records.zones[i])
    }

    /// The place with this id.
    pub fn place(&self, id: &EntityId) -> Option<&Place> {
        self.place_ix.get(id).map(|&i| &self.records.places[i])
    }

    /// The metric with this id.
    pub fn metric(&self, id: &MetricId) -> Option<&Metric> {
        self.metric_ix.get(id).map(|&i| &self.records.metrics[i])
    }

    /// The source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.source_ix.get(id).map(|&i| &self.records.sources[i])
    }

    /// The policy document with this id.
    pub fn policy(&self, id: &PolicyId) -> Option<&Policy> {
        self.policy_ix.get(id).map(|&i| &self.records.policies[i])
    }

    /// The measure with this id and its document.
    pub fn measure(&self, id: &MeasureId) -> Option<(&Policy, &Measure)> {
        self.measure_ix.get(id).map(|&(p, m)| {
            let policy = &self.records.policies[p];
            (policy, &policy.measures[m])
        })
    }

    /// Whether a zone or place has this id.
    pub fn has_entity(&self, id: &EntityId) -> bool {
        self.zone_ix.contains_key(id) || self.place_ix.contains_key(id)
    }

    /// The name of a zone or place; the id itself when unknown.
    pub fn entity_name<'a>(&'a self, id: &'a EntityId, lang: Lang) -> &'a str {
        if let Some(zone) = self.zone(id) {
            zone.name(lang)
        } else if let Some(place) = self.place(id) {
            place.name(lang)
        } else {
            id.as_str()
        }
    }

    /// A Chinese term of the records in `lang`; as it is when no pack has English for it.
    pub fn term<'a>(&'a self, zh: &'a str, lang: Lang) -> &'a str {
        match (lang, self.term_ix.get(zh)) {
            (Lang::En, Some(&i)) => &self.records.terms[i].en,
            _ => zh,
        }
    }

    /// Who publishes a source; the id itself when the source is unknown.
    pub fn publisher<'a>(&'a self, source: &'a SourceId, lang: Lang) -> &'a str {
        self.source(source)
            .map_or(source.as_str(), |source| self.term(&source.publisher, lang))
    }

    /// Chinese terms of the records in `lang`, as a list in one line.
    pub fn terms(&self, zh: &[String], lang: Lang) -> String {
        let terms: Vec<&str> = zh.iter().map(|zh| self.term(zh, lang)).collect();
        terms.join(lang.pick("、", ", "))
    }

    /// Zones, then places.
    pub fn entity_ids(&self) -> impl Iterator<Item = &EntityId> {
        let zones = self.zones.iter().map(|z| &z.id);
        zones.chain(self.places.iter().map(|p| &p.id))
    }
}
