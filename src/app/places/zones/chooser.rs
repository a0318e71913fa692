//! Which columns the table has: a list of check boxes, metrics searched by name.

use egui::{AtomExt as _, Popup, PopupCloseBehavior, Ui};

use super::super::Ctx;
use super::columns::title;
use crate::app::command::Command;
use crate::app::state::zones::{Column, ZonesEdit, ZonesState};
use crate::app::widgets::{caption, filter_field, floating_area, link, menu_chip, short_list};
use crate::model::MetricId;
use crate::theme::space;

/// The button and what it shows. `shown` is how many of the columns there is room for.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: usize) {
    let name = ctx.tr("columns");
    let all = ctx.view.zones.columns.len();
    let button = if shown < all {
        let button = menu_chip(ui, &format!("{name} {shown}/{all}"), false);
        button.on_hover_text(ctx.count("columns-hidden", all - shown))
    } else {
        menu_chip(ui, &name, false)
    };
    let height = (ui.ctx().content_rect().height() - 200.0).clamp(100.0, 380.0);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.as_ref())
        .width(280.0)
        .show(|ui| {
            ui.set_width(268.0);
            let id = button.id.with("query");
            let query = ui.data(|data| data.get_temp::<String>(id));
            let mut query = query.unwrap_or_default();
            let hint = ctx.tr("columns-search-hint");
            let field = id.with("field");
            if let Some(text) = filter_field(ui, field, &query, &hint, &ctx.tr("clear")) {
                query = text;
                ui.data_mut(|data| data.insert_temp(id, query.clone()));
            }
            ui.add_space(space::S);
            let area = floating_area(ui, height).auto_shrink([false, true]);
            short_list(ui, area, |ui| boxes_ui(ui, ctx, query.trim()));
            if ctx.view.zones.columns != ZonesState::default().columns {
                ui.add_space(space::S);
                if link(ui, &ctx.tr("columns-reset")).clicked() {
                    ctx.send(Command::Zones(ZonesEdit::ResetColumns));
                }
            }
        });
}

fn boxes_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, query: &str) {
    if query.is_empty() {
        for column in Column::CHOICE {
            box_ui(ui, ctx, column, None);
        }
        ui.add_space(space::S);
        caption(ui, &ctx.tr("columns-metrics"));
    }
    let metrics = ctx.derived.zones.metrics(ctx.data);
    // Metrics alone are searched: among the best hits of every kind they would be lost.
    let index = ctx.derived.index.clone();
    let found = (!query.is_empty()).then(|| {
        let derived = &mut ctx.derived.metrics;
        derived.metrics(ctx.data, index.as_ref(), ctx.lang, query, &[])
    });
    let is_found = |metric: &MetricId| {
        let found = found.as_ref();
        found.is_none_or(|found| found.iter().any(|choice| choice.value == *metric))
    };
    let mut none = true;
    for (metric, zones) in metrics.iter() {
        if is_found(metric) {
            none = false;
            box_ui(ui, ctx, Column::Metric(metric.clone()), Some(*zones));
        }
    }
    if none {
        caption(ui, &ctx.tr("picker-nothing"));
    }
}

fn box_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, column: Column, zones: Option<usize>) {
    let (name, _) = title(ctx, &column);
    let name = match zones {
        Some(n) => format!("{name} {n}"),
        None => name,
    };
    let mut on = ctx.view.zones.columns.contains(&column);
    let check = egui::Checkbox::new(&mut on, egui::Atom::from(name).atom_shrink(true));
    if ui.add(check).changed() {
        ctx.send(Command::Zones(ZonesEdit::ToggleColumn(column)));
    }
}
