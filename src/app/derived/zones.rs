//! 园区: who is in the list and in what order, facet counts, metric columns, similar zones.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::Cached;
use crate::analysis::bits::Bits;
use crate::analysis::facets::{Answer, Chosen, Facets};
use crate::analysis::names::{industries_text, province_name, region_name};
use crate::analysis::order::{SortKey, sort_rows};
use crate::analysis::similar::{Similar, similar};
use crate::analysis::zone_facets::FacetKind;
use crate::app::state::View;
use crate::app::state::zones::{Column, Sort};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::{EntityId, Lang, MetricId, Named as _, Period, PeriodKind, Status, Zone};
use crate::search::{NameList, SearchIndex, Sounds};

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

/// The latest figure of a metric for one zone.
#[derive(Clone, Debug)]
pub struct MetricCell {
    /// The figure shown.
    pub shown: ObsIx,
    /// Other figures for the same period and scope that differ.
    pub others: Vec<ObsIx>,
    /// The zone has figures of this metric only in another scope than the metric's own.
    pub scoped: bool,
    /// The figure is for part of a year or several years, and there is none for a year or a point in time.
    pub partial: bool,
    /// Values by time, both from 0 to 1; empty with fewer than two.
    pub trend: Vec<(f32, f32)>,
}

type Cells = Vec<Option<MetricCell>>;
type Keys = Vec<Option<SortKey>>;

#[derive(Clone, Debug, PartialEq)]
struct ListKey {
    generation: u64,
    lang: Lang,
    query: String,
    index: bool,
    chosen: Chosen<FacetKind>,
    sort: Option<Sort>,
}

/// Derived data of 园区.
#[derive(Debug, Default)]
pub struct ZonesDerived {
    facts: Cached<u64, ZoneFacts>,
    metrics: Cached<u64, Vec<(MetricId, usize)>>,
    matching: Cached<(u64, Lang, String, bool), Vec<usize>>,
    list: Cached<ListKey, ZoneList>,
    keys: Cached<(u64, Lang, Column), Keys>,
    columns: HashMap<MetricId, Cached<u64, Cells>>,
    names: Cached<u64, [NameList; 2]>,
    similar: Cached<(u64, EntityId), Vec<Similar>>,
}

impl ZonesDerived {
    /// What the list needs to know of every zone.
    pub fn facts(&mut self, data: &Dataset) -> Rc<ZoneFacts> {
        self.facts.get(data.generation(), |_| facts(data))
    }

    /// The list for what `view` asks.
    pub fn list(
        &mut self,
        data: &Dataset,
        lang: Lang,
        view: &View,
        index: Option<&Arc<SearchIndex>>,
    ) -> Rc<ZoneList> {
        let key = ListKey {
            generation: data.generation(),
            lang,
            query: view.zone_query.trim().to_owned(),
            index: index.is_some(),
            chosen: view.zones.chosen.clone(),
            sort: view.zones.sort.clone(),
        };
        let facts = self.facts(data);
        let found_key = (key.generation, lang, key.query.clone(), key.index);
        let found = self.matching.get(found_key, |(_, _, query, _)| {
            matching(data, &facts, query, index.map(AsRef::as_ref))
        });
        let keys = key
            .sort
            .as_ref()
            .map(|s| self.sort_keys(data, lang, &s.column));
        self.list.get(key, |key| {
            let mut base = Bits::none(data.zones.len());
            found.iter().for_each(|row| base.insert(*row));
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
    pub fn metrics(&mut self, data: &Dataset) -> Rc<Vec<(MetricId, usize)>> {
        let facts = self.facts(data);
        self.metrics
            .get(data.generation(), |_| metrics(data, &facts))
    }

    /// The latest figure of `metric` for every zone, in the dataset's order.
    pub fn column(&mut self, data: &Dataset, metric: &MetricId) -> Rc<Cells> {
        let facts = self.facts(data);
        let column = self.columns.entry(metric.clone()).or_default();
        column.get(data.generation(), |_| cells(data, &facts, metric))
    }

    /// The zones most like `zone`.
    pub fn similar(&mut self, data: &Dataset, zone: &Zone) -> Rc<Vec<Similar>> {
        let key = (data.generation(), zone.id.clone());
        self.similar.get(key, |_| similar(data, zone, SIMILAR))
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

    fn sort_keys(&mut self, data: &Dataset, lang: Lang, column: &Column) -> Rc<Keys> {
        let facts = self.facts(data);
        let cells = match column {
            Column::Metric(metric) => Some(self.column(data, metric)),
            _ => None,
        };
        let key = (data.generation(), lang, column.clone());
        self.keys.get(key, |(_, lang, column)| match cells {
            Some(cells) => cells.iter().map(|cell| metric_key(data, cell)).collect(),
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

fn metric_key(data: &Dataset, cell: &Option<MetricCell>) -> Option<SortKey> {
    let cell = cell.as_ref()?;
    let value = data.observations().get(cell.shown).value();
    Some(if cell.scoped || cell.partial {
        SortKey::Apart(value)
    } else {
        SortKey::Number(value)
    })
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

/// Zones that match the query, best first; all in the dataset's order when there is none.
fn matching(
    data: &Dataset,
    facts: &ZoneFacts,
    query: &str,
    index: Option<&SearchIndex>,
) -> Vec<usize> {
    let (Some(index), false) = (index, query.is_empty()) else {
        return (0..data.zones.len()).collect();
    };
    let mut seen = Bits::none(data.zones.len());
    let mut found = Vec::new();
    for id in index.entities(query) {
        let parent = || data.place(&id)?.parent.as_ref();
        let row = facts.at.get(&id).or_else(|| facts.at.get(parent()?));
        if let Some(row) = row.copied().filter(|row| !seen.has(*row)) {
            seen.insert(row);
            found.push(row);
        }
    }
    found
}

fn cells(data: &Dataset, facts: &ZoneFacts, metric: &MetricId) -> Cells {
    let mut series: Vec<Vec<Obs<'_>>> = vec![Vec::new(); data.zones.len()];
    for obs in data.observations().by_metric(metric) {
        if let Some(row) = facts.at.get(obs.entity()) {
            series[*row].push(obs);
        }
    }
    series.into_iter().map(cell).collect()
}

/// The latest figure of one zone and metric: in the metric's own scope if there is one, no mere forecast and not of part
/// of a year if there is anything else.
fn cell(mut series: Vec<Obs<'_>>) -> Option<MetricCell> {
    let own = |obs: &Obs<'_>| obs.definition().is_empty();
    let scoped = !series.iter().any(own);
    if !scoped {
        series.retain(own);
    }
    let settled = |obs: &Obs<'_>| obs.status() != Status::Preliminary;
    if series.iter().any(settled) {
        series.retain(settled);
    }
    // Nine months stand beside no whole year.
    let whole = |obs: &Obs<'_>| {
        let kind = obs.period().kind();
        matches!(kind, PeriodKind::Year | PeriodKind::Month | PeriodKind::Day)
    };
    let partial = !series.iter().any(whole);
    if !partial {
        series.retain(whole);
    }
    // Of equal periods the first, as the pack has them.
    let order = |obs: &Obs<'_>| (obs.period().end(), obs.period().start());
    let shown = series.iter().copied().reduce(|last, obs| {
        if order(&obs) > order(&last) {
            obs
        } else {
            last
        }
    })?;
    series.retain(|obs| obs.definition() == shown.definition());
    let others = series.iter().filter(|obs| {
        obs.period() == shown.period() && (obs.value() - shown.value()).abs() > f64::EPSILON
    });
    Some(MetricCell {
        shown: shown.ix(),
        others: others.map(Obs::ix).collect(),
        scoped,
        partial,
        trend: trend(&series, shown.period()),
    })
}

/// Values of periods as long as `like`, the first of each.
fn trend(series: &[Obs<'_>], like: Period) -> Vec<(f32, f32)> {
    let alike = series
        .iter()
        .filter(|obs| obs.period().kind() == like.kind());
    let mut points: Vec<(f64, f64)> = alike.map(|o| (o.period().middle(), o.value())).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|b, a| a.0 == b.0);
    let (Some(first), Some(last), 2..) = (points.first(), points.last(), points.len()) else {
        return Vec::new();
    };
    let low = points.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
    let (from, span, height) = (first.0, last.0 - first.0, high - low);
    let level = |value: f64| {
        if height > 0.0 {
            (value - low) / height
        } else {
            0.5
        }
    };
    points
        .iter()
        .map(|(x, y)| (((x - from) / span) as f32, level(*y) as f32))
        .collect()
}

#[cfg(test)]
mod tests;
