//! 园区: who is in the list and in what order, facet counts, metric columns, similar zones.

mod column;
mod page;

use std::collections::HashMap;
use std::sync::Arc;

use super::Cached;
use crate::analysis::facets::{Answer, Chosen, Facets};
use crate::analysis::names::{industries_text, region_name};
use crate::analysis::order::{SortKey, sort_rows};
use crate::analysis::similar::{Similar, similar};
use crate::analysis::zone_facets::FacetKind;
use crate::app::state::View;
use crate::app::state::zones::{Column, Sort};
use crate::dataset::{Dataset, place_name, province_name};
use crate::model::{Bits, EntityId, Lang, MetricId, Named as _, Zone};
use crate::search::{BuiltOf, NameList, SearchIndex, Sounds};

pub use column::{MetricCell, MetricColumn};
pub use page::{ZonePage, conflicts, figure_name};

/// Similar zones shown on a zone's page.
const SIMILAR: usize = 6;

/// What the list needs to know of every zone, in the order of the dataset.
#[derive(Debug, Default)]
pub struct ZoneFacts {
    /// Facets and who has which value.
    pub facets: Facets<FacetKind>,
    /// Number of figures of the zone and its parks.
    pub figures: Vec<usize>,
    /// Number of policy documents.
    pub policies: Vec<usize>,
    at: HashMap<EntityId, usize>,
}

/// The list as filtered and sorted.
#[derive(Debug, Default)]
pub struct ZoneList {
    /// Positions in the dataset's zones.
    pub rows: Vec<usize>,
    /// Counts of facet values, as [`Answer::counts`].
    pub counts: Vec<(FacetKind, Vec<usize>)>,
}

impl ZoneList {
    /// Where `zone` stands in the list.
    pub fn position(&self, data: &Dataset, zone: Option<&EntityId>) -> Option<usize> {
        let mut rows = self.rows.iter();
        rows.position(|row| Some(&data.zones[*row].id) == zone)
    }
}

type Keys = Vec<Option<SortKey>>;

#[derive(Clone, Debug, PartialEq)]
struct ListKey {
    generation: u64,
    lang: Lang,
    query: String,
    index: Option<BuiltOf>,
    chosen: Chosen<FacetKind>,
    sort: Option<Sort>,
}

/// Derived data of 园区.
#[derive(Debug, Default)]
pub struct ZonesDerived {
    facts: Cached<u64, ZoneFacts>,
    metrics: Cached<u64, Vec<(MetricId, usize)>>,
    matching: Cached<(u64, Lang, String, Option<BuiltOf>), Vec<usize>>,
    list: Cached<ListKey, ZoneList>,
    keys: Cached<(u64, Lang, Column), Keys>,
    columns: HashMap<MetricId, Cached<u64, MetricColumn>>,
    names: Cached<u64, [NameList; 2]>,
    places: Cached<u64, NameList>,
    similar: Cached<(u64, EntityId), Vec<Similar>>,
    page: Cached<(u64, Lang, EntityId), ZonePage>,
}

impl ZonesDerived {
    /// What the list needs to know of every zone.
    pub fn facts(&mut self, data: &Dataset) -> Arc<ZoneFacts> {
        self.facts.get(data.generation(), |_| facts(data))
    }

    /// The list for what `view` asks.
    pub fn list(
        &mut self,
        data: &Dataset,
        lang: Lang,
        view: &View,
        index: Option<&Arc<SearchIndex>>,
    ) -> Arc<ZoneList> {
        let key = ListKey {
            generation: data.generation(),
            lang,
            query: view.zone_query.trim().to_owned(),
            index: index.map(|index| index.of()),
            chosen: view.zones.chosen.clone(),
            sort: view.zones.sort.clone(),
        };
        let facts = self.facts(data);
        let found_key = (key.generation, lang, key.query.clone(), key.index);
        let places = &mut self.places;
        let found = self.matching.get(found_key, |(generation, _, query, _)| {
            let (Some(index), false) = (index, query.is_empty()) else {
                return (0..data.zones.len()).collect();
            };
            let places = places.get(*generation, |_| {
                let zones = data.zones.iter();
                let names = zones.map(|zone| place_name(data, Lang::Zh, zone));
                NameList::new(names.collect())
            });
            matching(data, &facts, query, index, &places)
        });
        let keys = key
            .sort
            .as_ref()
            .map(|s| self.sort_keys(data, lang, &s.column));
        self.list.get(key, |key| {
            let mut base = Bits::none(data.zones.len());
            for row in found.iter() {
                base.insert(*row);
            }
            let Answer { passing, counts } = facts.facets.answer(&base, &key.chosen);
            let passes = |row: &usize| passing.binary_search(row).is_ok();
            let rows = found.iter().copied().filter(passes);
            let mut rows: Vec<usize> = rows.collect();
            if let (Some(sort), Some(keys)) = (&key.sort, keys) {
                sort_rows(&mut rows, &keys, sort.descending);
            }
            ZoneList { rows, counts }
        })
    }

    /// Metrics that have figures of zones, with how many zones; most first.
    pub fn metrics(&mut self, data: &Dataset) -> Arc<Vec<(MetricId, usize)>> {
        let facts = self.facts(data);
        self.metrics
            .get(data.generation(), |_| metrics(data, &facts))
    }

    /// `metric` as a column of the table.
    pub fn column(&mut self, data: &Dataset, metric: &MetricId) -> Arc<MetricColumn> {
        let facts = self.facts(data);
        let column = self.columns.entry(metric.clone()).or_default();
        column.get(data.generation(), |_| {
            let figures = data.observations().by_metric(metric);
            MetricColumn::new(figures, data.zones.len(), &facts.at)
        })
    }

    /// The zones most like `zone`.
    pub fn similar(&mut self, data: &Dataset, zone: &Zone) -> Arc<Vec<Similar>> {
        let key = (data.generation(), zone.id.clone());
        self.similar.get(key, |_| similar(data, zone, SIMILAR))
    }

    /// What the page of `zone` lists.
    pub fn page(&mut self, data: &Dataset, lang: Lang, zone: &Zone) -> Arc<ZonePage> {
        let key = (data.generation(), lang, zone.id.clone());
        self.page
            .get(key, |(_, lang, _)| ZonePage::new(data, *lang, zone))
    }

    /// The first zone of `list`, from the selected one on, whose name begins with what was typed: characters, pinyin
    /// or initials, in either language; else the first that has it further on.
    pub fn type_ahead(
        &mut self,
        data: &Dataset,
        list: &ZoneList,
        from: Option<&EntityId>,
        typed: &str,
    ) -> Option<EntityId> {
        let names = self.names.get(data.generation(), |_| {
            [Lang::Zh, Lang::En].map(|lang| {
                NameList::new(data.zones.iter().map(|z| z.name(lang).to_owned()).collect())
            })
        });
        let start = list.position(data, from).unwrap_or(0);
        let (before, after) = list.rows.split_at(start.min(list.rows.len()));
        let rows = || after.iter().chain(before).copied();
        let place = |row: usize| {
            let found = names.iter().filter_map(|list| list.find(row, typed));
            found.map(|range| range.start).min()
        };
        let row = rows()
            .find(|row| place(*row) == Some(0))
            .or_else(|| rows().find(|row| place(*row).is_some()))?;
        Some(data.zones[row].id.clone())
    }

    fn sort_keys(&mut self, data: &Dataset, lang: Lang, column: &Column) -> Arc<Keys> {
        let facts = self.facts(data);
        let figures = match column {
            Column::Metric(metric) => Some(self.column(data, metric)),
            _ => None,
        };
        let key = (data.generation(), lang, column.clone());
        self.keys.get(key, |(_, lang, column)| match figures {
            Some(figures) => figures.sort_keys(data.observations()),
            None => column_keys(data, &facts, *lang, column),
        })
    }
}

fn column_keys(data: &Dataset, facts: &ZoneFacts, lang: Lang, column: &Column) -> Keys {
    let sounds = Sounds::default();
    let text = |text: &str| (!text.is_empty()).then(|| SortKey::Text(sounds.of(text)));
    let number = |n: usize| Some(SortKey::Number(n as f64));
    let zones = data.zones.iter().enumerate();
    zones
        .map(|(row, zone)| match column {
            Column::Name => text(zone.name(lang)),
            Column::Province => text(province_name(data, lang, &zone.province)),
            Column::City => text(data.term(&zone.city, lang)),
            Column::Region => text(&region_name(lang, &zone.region)),
            Column::Industries => text(&industries_text(data, lang, zone)),
            Column::Approved => zone.approved.map(|p| SortKey::Number(p.start())),
            Column::Figures => number(facts.figures[row]),
            Column::Policies => number(facts.policies[row]),
            Column::Metric(_) => None,
        })
        .collect()
}

fn facts(data: &Dataset) -> ZoneFacts {
    let ids = data.zones.iter().map(|zone| zone.id.clone());
    let at: HashMap<EntityId, usize> = ids.zip(0..).collect();
    let count = |id: &EntityId| data.observations().by_entity(id).count();
    let mut figures: Vec<usize> = data.zones.iter().map(|zone| count(&zone.id)).collect();
    for park in &data.places {
        if let Some(row) = park.parent.as_ref().and_then(|zone| at.get(zone)) {
            figures[*row] += count(&park.id);
        }
    }
    let mut policies = vec![0; data.zones.len()];
    for zone in data.policies.iter().filter_map(|p| p.zone.as_ref()) {
        if let Some(row) = at.get(zone) {
            policies[*row] += 1;
        }
    }
    ZoneFacts {
        facets: Facets::<FacetKind>::of(data),
        figures,
        policies,
        at,
    }
}

fn metrics(data: &Dataset, facts: &ZoneFacts) -> Vec<(MetricId, usize)> {
    let metrics = data.metrics.iter().map(|metric| {
        let figures = data.observations().by_metric(&metric.id);
        let mut zones: Vec<&EntityId> = figures.map(|obs| obs.entity()).collect();
        // Sorted by entity within a metric: neighbours suffice.
        zones.dedup();
        zones.retain(|id| facts.at.contains_key(*id));
        (metric.id.clone(), zones.len())
    });
    let mut metrics: Vec<(MetricId, usize)> = metrics.filter(|(_, n)| *n > 0).collect();
    metrics.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    metrics
}

/// Zones that match the query, best first: by name, place or industry, then by how their place is read; all in the
/// dataset's order when there is none.
fn matching(
    data: &Dataset,
    facts: &ZoneFacts,
    query: &str,
    index: &SearchIndex,
    places: &NameList,
) -> Vec<usize> {
    let mut seen = Bits::none(data.zones.len());
    let mut found = Vec::new();
    for id in index.entities(query) {
        let parent = || data.place(&id)?.parent.as_ref();
        let row = facts.at.get(&id).or_else(|| facts.at.get(parent()?));
        found.extend(row.copied().filter(|row| seen.insert(*row)));
    }
    let by_place = (0..data.zones.len()).filter(|row| places.find(*row, query).is_some());
    found.extend(by_place.filter(|row| seen.insert(*row)));
    found
}

#[cfg(test)]
mod tests;
