//! 园区: facets, the list as table or cards, and the page of the selected zone.

mod cards;
mod chooser;
mod columns;
mod facets;
mod keys;
mod scroll;
mod table;

use egui::{Panel, Ui};

use super::{Ctx, compare, search_field_id, zone_page};
use crate::app::command::Command;
use crate::app::derived::zones::ZoneList;
use crate::app::state::Place;
use crate::app::state::zones::{Layout, ZonesEdit};
use crate::app::widgets::{
    caption, chip, colours, empty, filter_field, heading, quiet_button, tag_width,
};
use crate::text::tr_args;
use crate::theme::space;

/// Below this width facets fold into a button and the list gives way to the page.
const NARROW: f32 = 560.0;
/// Width of the facets where they stand beside the list.
const FACETS: f32 = 196.0;
/// The search field grows no wider.
const FIELD: f32 = 480.0;

/// Where the list remembers the focus.
fn list_id() -> egui::Id {
    egui::Id::unique("zones-list-focus")
}

/// Who gets how much of the place's width.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plan {
    /// Facets stand beside the list.
    facets: bool,
    /// Width of the list; `None` for all the rest.
    list: Option<f32>,
}

impl Plan {
    fn of(width: f32, wide: bool) -> Self {
        if wide {
            return Self {
                facets: width >= FACETS + NARROW,
                list: None,
            };
        }
        if width < NARROW {
            return Self {
                facets: false,
                list: Some((0.42 * width).max(120.0)),
            };
        }
        let facets = width >= 1100.0;
        let rest = if facets { width - FACETS } else { width };
        Self {
            facets,
            list: Some((0.4 * rest).clamp(250.0, 560.0)),
        }
    }
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.view.compare.open {
        compare::ui(ui, ctx);
        return;
    }
    compare::tray_ui(ui, ctx);
    let list = ctx.derived.zone_list(ctx.data, ctx.lang, ctx.view);
    let plan = Plan::of(ui.available_width(), ctx.view.zones.wide);
    let list_width = plan.list.unwrap_or(ui.available_width());
    keys::keys(ui, ctx, &list, cards::across(list_width));
    let frame = egui::Frame::new();
    if plan.facets {
        Panel::left("zone-facets")
            .exact_size(FACETS)
            .resizable(false)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| {
                edge(ui);
                facets::panel_ui(ui, ctx, &list);
            });
    }
    let Some(width) = plan.list else {
        egui::CentralPanel::no_frame().show(ui, |ui| list_ui(ui, ctx, &list, plan));
        return;
    };
    Panel::left("zone-list")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            edge(ui);
            list_ui(ui, ctx, &list, plan);
        });
    egui::CentralPanel::no_frame().show(ui, |ui| match &ctx.view.zone {
        Some(zone) if ctx.data.zone(zone).is_some() => zone_page::ui(ui, ctx, zone),
        _ => empty(
            ui,
            &ctx.tr("zones-none-selected"),
            &ctx.tr("zones-none-selected-remedy"),
        ),
    });
}

/// The line at a panel's right.
fn edge(ui: &Ui) {
    let rect = ui.max_rect();
    let stroke = egui::Stroke::new(1.0, colours(ui).line);
    ui.painter()
        .vline(rect.right() - 0.5, rect.y_range(), stroke);
}

fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList, plan: Plan) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 12))
        .show(ui, |ui| {
            head_ui(ui, ctx, list, plan);
        });
    if list.rows.is_empty() {
        nobody_ui(ui, ctx);
        return;
    }
    match ctx.view.zones.layout {
        Layout::Table => table::ui(ui, ctx, list),
        Layout::Cards => cards::ui(ui, ctx, list),
    }
}

/// How many, how shown, and the search field. The buttons go under the field where the first line has no room.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList, plan: Plan) {
    let roomy = ui.available_width() >= buttons_width(ui, ctx, plan) + 160.0;
    let columns = columns::shown(ctx, ui.available_width());
    ui.horizontal(|ui| {
        let (n, total) = (list.rows.len(), ctx.data.zones.len());
        heading(ui, &ctx.count("zones-count", n));
        if n != total && ui.available_width() > 48.0 {
            caption(ui, &ctx.count("zones-of-total", total));
        }
        if roomy {
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(right, |ui| buttons_ui(ui, ctx, list, plan, columns));
        }
    });
    ui.add_space(space::XS);
    let hint = ctx.tr("zones-search-hint");
    let id = search_field_id(Place::Zones);
    let query = &ctx.view.zone_query;
    let typed = ui
        .scope(|ui| {
            ui.set_max_width(ui.available_width().min(FIELD));
            filter_field(ui, id, query, &hint, &ctx.tr("clear"))
        })
        .inner;
    if let Some(query) = typed {
        ctx.send(Command::SetZoneQuery(query));
    }
    if !roomy {
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| buttons_ui(ui, ctx, list, plan, columns));
    }
}

/// Room for the buttons on one line.
fn buttons_width(ui: &Ui, ctx: &Ctx<'_>, plan: Plan) -> f32 {
    let facets = if plan.facets { None } else { Some("facets") };
    let texts = ["layout-table", "layout-cards", "columns"];
    let texts = texts.into_iter().chain(facets);
    texts.map(|id| tag_width(ui, &ctx.tr(id)) + 12.0).sum()
}

/// Facets where they are folded, columns (of which this many show), 表 | 卡片; from the right where the line is.
fn buttons_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList, plan: Plan, columns: usize) {
    ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
    let from_right = ui.layout().prefer_right_to_left();
    if from_right {
        layouts_ui(ui, ctx);
        chooser::ui(ui, ctx, columns);
    }
    if !plan.facets {
        facets::button_ui(ui, ctx, list);
    }
    if !from_right {
        chooser::ui(ui, ctx, columns);
        layouts_ui(ui, ctx);
    }
}

/// 表 | 卡片, never on two lines.
fn layouts_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let choices = [
        (Layout::Table, ctx.tr("layout-table")),
        (Layout::Cards, ctx.tr("layout-cards")),
    ];
    // A chip is a little wider than a tag.
    let widths = choices
        .each_ref()
        .map(|(_, text)| tag_width(ui, text) + 4.0);
    let room = egui::vec2(widths.iter().sum::<f32>() + 6.0, 26.0);
    let line = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(room, line, |ui| {
        for (layout, text) in &choices {
            if chip(ui, text, ctx.view.zones.layout == *layout).clicked() {
                ctx.send(Command::Zones(ZonesEdit::Layout(*layout)));
            }
        }
    });
}

/// Why nobody is in the list, and the way out.
fn nobody_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let query = ctx.view.zone_query.trim();
    if ctx.view.zones.chosen_count() == 0 {
        let what = tr_args(ctx.lang, "zones-no-match", &[("query", query.into())]);
        empty(ui, &what, &ctx.tr("zones-no-match-remedy"));
        return;
    }
    let remedy = ctx.tr("zones-none-pass-remedy");
    empty(ui, &ctx.tr("zones-none-pass"), &remedy);
    ui.add_space(space::M);
    ui.vertical_centered(|ui| {
        if quiet_button(ui, &ctx.tr("facets-clear")).clicked() {
            ctx.send(Command::Zones(ZonesEdit::ClearAll));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_keeps_most_of_the_room() {
        for width in [120.0, 404.0, 560.0, 948.0, 1204.0, 1844.0] {
            let plan = Plan::of(width, false);
            let list = plan.list.unwrap();
            let facets = if plan.facets { FACETS } else { 0.0 };
            assert!(list + facets <= width, "{width}");
            assert!(width < 404.0 || width - list - facets > 0.5 * (width - facets));
        }
        assert!(!Plan::of(948.0, false).facets, "folded at 1024");
        assert!(Plan::of(1204.0, false).facets, "beside at 1280");
        assert_eq!(Plan::of(948.0, true).list, None);
    }
}
