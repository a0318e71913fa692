//! The searchable lists that metrics, zones and groups of zones are picked from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Popup, PopupCloseBehavior, Response, Sense, Ui, Vec2, WidgetInfo};

use crate::analysis::names::region_name;
use crate::analysis::similar::similar;
use crate::app::places::Ctx;
use crate::app::widgets::{
    caption, centred, colours, filter_field, floating_area, focus_ring, link, one_line, segmented,
};
use crate::dataset::{Dataset, province_name};
use crate::model::{EntityId, Lang, Metric, MetricId, Named as _, Zone};
use crate::search::{SearchIndex, Target};
use crate::theme::{Icon, regular, size, space};

/// Zones like the chosen ones that are offered.
const MOST_SIMILAR: usize = 30;

/// One line of a picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// What is added.
    pub value: T,
    /// Its name.
    pub name: String,
    /// A second word, at the right: group, province, number of figures.
    pub detail: String,
}

/// What zones are grouped by in the picker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// Not at all: one by one.
    #[default]
    Single,
    /// Province-level division.
    Province,
    /// 东部, 中部, 西部, 东北.
    Region,
    /// Year of approval.
    Batch,
    /// Like the chosen ones.
    Similar,
}

impl GroupKind {
    /// Every kind, in order.
    pub const ALL: [Self; 5] = [
        Self::Single,
        Self::Province,
        Self::Region,
        Self::Batch,
        Self::Similar,
    ];

    fn text(self) -> &'static str {
        match self {
            Self::Single => "pick-single",
            Self::Province => "pick-province",
            Self::Region => "pick-region",
            Self::Batch => "pick-batch",
            Self::Similar => "pick-similar",
        }
    }
}

/// Metrics that match, with how many zones and places have figures of each; those without are left out.
pub(super) fn metric_choices(
    data: &Dataset,
    index: Option<&Arc<SearchIndex>>,
    lang: Lang,
    query: &str,
    entities: &[EntityId],
) -> Vec<Choice<MetricId>> {
    let wanted: HashSet<&EntityId> = entities.iter().collect();
    let count = |id: &MetricId| {
        let all = data.observations().by_metric(id);
        let places: HashSet<&EntityId> = all
            .map(|obs| obs.entity())
            .filter(|id| wanted.is_empty() || wanted.contains(id))
            .collect();
        places.len()
    };
    let ids: Vec<MetricId> = match (index, query) {
        (Some(index), query) if !query.is_empty() => {
            let hits = index.search(query, usize::MAX).into_iter();
            hits.filter_map(|hit| match hit.target {
                Target::Metric(id) => Some(id),
                _ => None,
            })
            .collect()
        }
        // Until there is an index, names alone are looked at.
        _ => {
            let named = |m: &&Metric| holds(&m.name, query) || holds(&m.name_en, query);
            let metrics = data.metrics.iter().filter(named);
            metrics.map(|metric| metric.id.clone()).collect()
        }
    };
    ids.into_iter()
        .filter_map(|id| {
            let n = count(&id);
            let metric = data.metric(&id)?;
            (n > 0).then(|| Choice {
                name: metric.name(lang).to_owned(),
                detail: format!("{} · {n}", metric.group(lang)),
                value: id,
            })
        })
        .collect()
}

/// The zones and places that have figures of any of `metrics`, with how many.
fn figures(data: &Dataset, metrics: &[MetricId]) -> HashMap<EntityId, usize> {
    let mut counts: HashMap<EntityId, usize> = HashMap::new();
    let mut add = |id: &EntityId| match counts.get_mut(id) {
        Some(n) => *n += 1,
        None => drop(counts.insert(id.clone(), 1)),
    };
    if metrics.is_empty() {
        for obs in data.observations().iter() {
            add(obs.entity());
        }
    }
    for metric in metrics {
        for obs in data.observations().by_metric(metric) {
            add(obs.entity());
        }
    }
    counts
}

fn holds(name: &str, query: &str) -> bool {
    name.to_lowercase().contains(&query.to_lowercase())
}

/// Zones and places that match and have figures.
pub(super) fn entity_choices(
    data: &Dataset,
    index: Option<&Arc<SearchIndex>>,
    lang: Lang,
    query: &str,
    metrics: &[MetricId],
) -> Vec<Choice<EntityId>> {
    let counts = figures(data, metrics);
    let ids: Vec<EntityId> = match (index, query) {
        (Some(index), query) if !query.is_empty() => index.entities(query),
        _ => {
            let name = |id: &EntityId, lang| holds(data.entity_name(id, lang), query);
            let named = |id: &&EntityId| name(id, Lang::Zh) || name(id, Lang::En);
            data.entity_ids().filter(named).cloned().collect()
        }
    };
    ids.into_iter()
        .filter_map(|id| {
            let n = *counts.get(&id)?;
            Some(Choice {
                name: data.entity_name(&id, lang).to_owned(),
                detail: crate::text::tr_args(lang, "pick-figures", &[("n", n.into())]),
                value: id,
            })
        })
        .collect()
}

/// Groups of zones that have figures of `metrics`; of [`GroupKind::Similar`], single zones like the chosen ones.
pub(super) fn group_choices(
    data: &Dataset,
    lang: Lang,
    kind: GroupKind,
    metrics: &[MetricId],
    chosen: &[EntityId],
) -> Vec<Choice<Vec<EntityId>>> {
    let counts = figures(data, metrics);
    let zones = || {
        data.zones
            .iter()
            .filter(|zone| counts.contains_key(&zone.id))
    };
    if kind == GroupKind::Similar {
        return similar_choices(data, lang, chosen, &counts);
    }
    let key = |zone: &Zone| -> Option<String> {
        match kind {
            GroupKind::Province => Some(zone.province.clone()),
            GroupKind::Region => (!zone.region.is_empty()).then(|| zone.region.clone()),
            GroupKind::Batch => zone.approved.map(|period| period.first_year().to_string()),
            GroupKind::Single | GroupKind::Similar => None,
        }
    };
    let mut order: Vec<String> = Vec::new();
    let mut groups: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for zone in zones() {
        if let Some(key) = key(zone) {
            if !groups.contains_key(&key) {
                order.push(key.clone());
            }
            groups.entry(key).or_default().push(zone.id.clone());
        }
    }
    if kind == GroupKind::Batch {
        order.sort();
    }
    let name = |key: &str| match kind {
        GroupKind::Province => province_name(data, lang, key).to_owned(),
        GroupKind::Region => region_name(lang, key).into_owned(),
        _ => key.to_owned(),
    };
    order
        .into_iter()
        .filter_map(|key| {
            let zones = groups.remove(&key)?;
            Some(Choice {
                name: name(&key),
                detail: crate::text::tr_args(lang, "pick-zones", &[("n", zones.len().into())]),
                value: zones,
            })
        })
        .collect()
}

fn similar_choices(
    data: &Dataset,
    lang: Lang,
    chosen: &[EntityId],
    counts: &HashMap<EntityId, usize>,
) -> Vec<Choice<Vec<EntityId>>> {
    let mut seen: HashSet<EntityId> = chosen.iter().cloned().collect();
    let mut found = Vec::new();
    for zone in chosen.iter().filter_map(|id| data.zone(id)) {
        for like in similar(data, zone, MOST_SIMILAR) {
            if counts.contains_key(&like.zone) && seen.insert(like.zone.clone()) {
                let args = [("name", zone.name(lang).into())];
                found.push(Choice {
                    name: data.entity_name(&like.zone, lang).to_owned(),
                    detail: crate::text::tr_args(lang, "pick-like", &args),
                    value: vec![like.zone],
                });
            }
        }
    }
    found.truncate(MOST_SIMILAR);
    found
}

/// A link that opens a popup with a search field; gives its response. `body` gets the query, trimmed, and whether
/// Enter was pressed in the field.
pub(super) fn popup(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    text: &str,
    body: impl FnOnce(&mut Ui, &mut Ctx<'_>, &str, bool),
) -> Response {
    let button = link(ui, text);
    let id = button.id.with("query");
    let field = button.id.with("field");
    Popup::menu(&button)
        .accessible_name(text)
        .width(320.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let mut query = ui
                .data(|data| data.get_temp::<String>(id))
                .unwrap_or_default();
            if button.clicked() {
                query.clear();
            }
            let enter = ui.memory(|memory| memory.has_focus(field))
                && ui.input(|input| input.key_pressed(Key::Enter));
            let (hint, clear) = (ctx.tr("picker-hint"), ctx.tr("clear"));
            if let Some(edited) = filter_field(ui, field, &query, &hint, &clear) {
                query = edited;
            }
            if button.clicked() {
                // Only now: a field that has the focus gives it up when a click goes elsewhere.
                ui.memory_mut(|memory| memory.request_focus(field));
            }
            ui.data_mut(|data| data.insert_temp(id, query.clone()));
            ui.add_space(space::XS);
            body(ui, ctx, query.trim(), enter);
        });
    button
}

/// The groups' tabs; gives the one shown.
pub(super) fn group_tabs(ui: &mut Ui, ctx: &Ctx<'_>, similar: bool) -> GroupKind {
    let id = egui::Id::unique("metrics-picker-group");
    let mut kind: GroupKind = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if kind == GroupKind::Similar && !similar {
        kind = GroupKind::Single;
    }
    let kinds = GroupKind::ALL.into_iter();
    let kinds = kinds.filter(|kind| similar || *kind != GroupKind::Similar);
    let names: Vec<_> = kinds.map(|kind| (kind, ctx.tr(kind.text()))).collect();
    let choices: Vec<_> = names.iter().map(|(k, text)| (*k, text.as_ref())).collect();
    if let Some(chosen) = segmented(ui, kind, &choices) {
        kind = chosen;
    }
    ui.data_mut(|data| data.insert_temp(id, kind));
    ui.add_space(space::XS);
    kind
}

/// The lines of a picker, each with a tick where it is chosen; gives the number of the one clicked.
pub(super) fn list<T>(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    choices: &[Choice<T>],
    chosen: impl Fn(&T) -> bool,
) -> Option<usize> {
    if choices.is_empty() {
        caption(ui, &ctx.tr("picker-nothing"));
        return None;
    }
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    floating_area(ui, 320.0)
        .auto_shrink([false, true])
        .show_rows(ui, space::ROW, choices.len(), |ui, rows| {
            for i in rows {
                let choice = &choices[i];
                if line_ui(ui, &choice.name, &choice.detail, chosen(&choice.value)).clicked() {
                    clicked = Some(i);
                }
            }
        });
    clicked
}

fn line_ui(ui: &mut Ui, name: &str, detail: &str, chosen: bool) -> Response {
    let p = colours(ui);
    let room = Vec2::new(ui.available_width(), space::ROW);
    let (rect, response) = ui.allocate_exact_size(room, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chosen, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, p.control);
    }
    focus_ring(ui, &response, 4.0);
    let inner = rect.shrink2(Vec2::new(space::S, 0.0));
    if chosen {
        let tick = egui::Rect::from_center_size(
            inner.left_center() + Vec2::new(6.0, 0.0),
            Vec2::splat(12.0),
        );
        Icon::Check.paint(ui.painter(), tick, p.accent);
    }
    let left = inner.left() + 20.0;
    let detail = one_line(
        ui,
        detail,
        regular(size::SMALL),
        p.ink_faint,
        0.4 * inner.width(),
    );
    let right = inner.right() - detail.size().x;
    let ink = if chosen { p.accent_ink } else { p.ink };
    let name = one_line(ui, name, regular(size::BODY), ink, right - left - space::S);
    let painter = ui.painter();
    painter.galley(centred(rect, left, &name), name, ink);
    painter.galley(centred(rect, right, &detail), detail, p.ink_faint);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_index_names_alone_are_found() {
        let data = Dataset::embedded();
        let metrics = |query| metric_choices(&data, None, Lang::Zh, query, &[]);
        let found = metrics("生产总值");
        assert!(!found.is_empty() && found.len() < metrics("").len());
        assert!(found.iter().all(|choice| choice.name.contains("生产总值")));
        let ids = ["gdp".into()];
        let zones = entity_choices(&data, None, Lang::Zh, "WUXI", &ids);
        assert_eq!(zones.len(), 1);
    }
}
