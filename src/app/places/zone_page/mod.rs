//! The page of one zone: what it is, its figures, policies, industry, events and sources.

mod figures;
mod overview;
mod tabs;

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use super::Ctx;
use crate::analysis::names::{level_name, place_name};
use crate::app::command::Command;
use crate::app::state::ZoneTab;
use crate::app::state::zones::ZonesEdit;
use crate::app::widgets::{bilingual_gap, caption, icon_button, tab_bar, tag, title};
use crate::dataset::Obs;
use crate::model::{EntityId, Event, SourceId, Zone};
use crate::theme::{Icon, space};

pub use overview::figure_card;

/// Width kept free right of the title for what can be done with the page: all of it, or closing it only.
const ACTIONS: [f32; 2] = [176.0, 36.0];
/// Where the wish for the keyboard's focus is kept until the page is painted.
const FOCUS: &str = "zone-page-focus";

/// The page.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &EntityId) {
    let Some(zone) = ctx.data.zone(id) else {
        return;
    };
    let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(margin, 12))
        .show(ui, |ui| {
            head_ui(ui, ctx, zone);
            ui.add_space(space::XS);
            let tabs: Vec<_> = ZoneTab::ALL
                .into_iter()
                .map(|tab| {
                    let name = ctx.tr(tab.text());
                    let count = count(ctx, zone, tab);
                    let text = count.map_or_else(|| name.to_string(), |n| format!("{name} {n}"));
                    (tab, text)
                })
                .collect();
            if let Some(tab) = tab_bar(ui, ctx.view.zone_tab, &tabs) {
                ctx.send(Command::SelectZoneTab(tab));
            }
            ScrollArea::vertical()
                .id_salt((id, ctx.view.zone_tab))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_max_width(ui.available_width().min(860.0));
                    match ctx.view.zone_tab {
                        ZoneTab::Overview => overview::overview_ui(ui, ctx, zone),
                        ZoneTab::Figures => figures::figures_ui(ui, ctx, zone),
                        ZoneTab::Policies => tabs::policies_ui(ui, ctx, zone),
                        ZoneTab::Industry => tabs::industry_ui(ui, ctx, zone),
                        ZoneTab::Events => tabs::events_ui(ui, ctx, zone),
                        ZoneTab::Sources => tabs::sources_ui(ui, ctx, zone),
                    }
                    ui.add_space(space::XL);
                });
        });
}

/// What can be done with the page, from the right.
fn actions_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, wide: bool) {
    let close = icon_button(ui, Icon::Close, &ctx.tr("zone-put-away"), true);
    let id = egui::Id::unique(FOCUS);
    if ui.data_mut(|data| data.remove_temp::<bool>(id)).is_some() {
        close.request_focus();
    }
    if close.clicked() {
        ctx.send(Command::Zones(ZonesEdit::Wide(true)));
    }
    if wide {
        super::compare::toggle_ui(ui, ctx, &zone.id);
    }
}

/// Puts the keyboard on the page's first button when it is painted next.
pub fn request_focus(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(egui::Id::unique(FOCUS), true));
}

fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let wide = ui.available_width() > 420.0;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - ACTIONS[usize::from(!wide)];
        ui.allocate_ui_with_layout(
            egui::vec2(room.max(24.0), 0.0),
            egui::Layout::top_down(egui::Align::Min),
            |ui| title(ui, lang.pick(&zone.name, &zone.name_en)),
        );
        let right = egui::Layout::right_to_left(egui::Align::Min);
        ui.with_layout(right, |ui| actions_ui(ui, ctx, zone, wide));
    });
    ui.horizontal_wrapped(|ui| {
        if !zone.demo_zone.is_empty() {
            tag(ui, ctx.data.term(&zone.demo_zone, lang), true);
        }
        tag(ui, &level_name(lang, &zone.level), false);
        if let Some(approved) = zone.approved {
            let period = approved.display(lang);
            tag(
                ui,
                &crate::text::tr_args(lang, "zone-approved-in", &[("period", period.into())]),
                false,
            );
        }
        let place = place_name(ctx.data, lang, zone);
        caption(
            ui,
            &bilingual_gap([place.as_str(), lang.other().pick(&zone.name, &zone.name_en)]),
        );
    });
    if !wide {
        super::compare::toggle_ui(ui, ctx, &zone.id);
    }
}

/// The zone and the parks inside it: whoever has figures.
fn entities<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<&'a EntityId> {
    let data = ctx.data;
    let parks = data
        .places
        .iter()
        .filter(|place| place.parent.as_ref() == Some(&zone.id));
    std::iter::once(&zone.id)
        .chain(parks.map(|park| &park.id))
        .collect()
}

/// The figures of the zone and its parks.
fn observations<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<Obs<'a>> {
    let data = ctx.data;
    entities(ctx, zone)
        .into_iter()
        .flat_map(|id| data.observations().by_entity(id))
        .collect()
}

fn events<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<&'a Event> {
    let entities = entities(ctx, zone);
    ctx.data
        .events
        .iter()
        .filter(|event| entities.contains(&&event.zone))
        .collect()
}

fn count(ctx: &Ctx<'_>, zone: &Zone, tab: ZoneTab) -> Option<usize> {
    match tab {
        ZoneTab::Overview => None,
        ZoneTab::Figures => Some(observations(ctx, zone).len()),
        ZoneTab::Policies => Some(
            ctx.data
                .policies
                .iter()
                .filter(|p| p.zone.as_ref() == Some(&zone.id))
                .count(),
        ),
        ZoneTab::Industry => {
            let industry = &ctx.data.industry;
            let clusters = industry
                .clusters
                .iter()
                .filter(|cluster| cluster.zone == zone.id)
                .count();
            let firms = industry
                .organisations
                .iter()
                .filter(|org| org.zone.as_ref() == Some(&zone.id))
                .count();
            Some(zone.industries.len() + clusters + firms)
        }
        ZoneTab::Events => Some(events(ctx, zone).len()),
        ZoneTab::Sources => Some(sources(ctx, zone).len()),
    }
}

/// Every source of the zone with the places in it that are used, and how many figures it supports.
fn sources<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> BTreeMap<&'a SourceId, usize> {
    let mut counts: BTreeMap<&SourceId, usize> = zone.sources.iter().map(|id| (id, 0)).collect();
    for obs in observations(ctx, zone) {
        *counts.entry(obs.source()).or_default() += 1;
    }
    for event in events(ctx, zone) {
        counts.entry(&event.source).or_default();
    }
    let data = ctx.data;
    let of_zone = |id: &Option<EntityId>| id.as_ref() == Some(&zone.id);
    let indices = data.indices.iter().filter(|index| of_zone(&index.zone));
    let indices = indices.flat_map(|index| std::iter::once(&index.source).chain(&index.sources));
    let policies = data.policies.iter().filter(|policy| of_zone(&policy.zone));
    let policies = policies.flat_map(|policy| &policy.sources);
    let clusters = (data.industry.clusters.iter()).filter(|cluster| cluster.zone == zone.id);
    let clusters = clusters.map(|cluster| &cluster.source);
    let firms = (data.industry.organisations.iter()).filter(|org| of_zone(&org.zone));
    let firms = firms.map(|org| &org.source);
    for source in indices.chain(policies).chain(clusters).chain(firms) {
        counts.entry(source).or_default();
    }
    counts
}
