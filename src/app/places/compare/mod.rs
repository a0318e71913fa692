//! 对比: two to six zones side by side, in 园区. The bar that gathers them stands at the bottom of the place.

mod figures;
mod lines;
mod table;

use egui::{Panel, Stroke, Ui};

use super::Ctx;
use crate::app::command::Command;
use crate::app::state::compare::{CompareEdit, MOST};
use crate::app::widgets::{
    caption, colours, heading, icon_button, page_margin, primary_button, quiet_button, segmented,
    tag,
};
use crate::model::EntityId;
use crate::theme::{Icon, space};

pub use lines::{Line, lines};

/// Adds the zone to the comparison, or takes it out.
pub fn toggle_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &EntityId) {
    let chosen = ctx.view.compare.has(zone);
    let full = !chosen && ctx.view.compare.is_full();
    let text = ctx.tr(if chosen {
        "compare-remove"
    } else {
        "compare-add"
    });
    let button = ui
        .add_enabled_ui(!full, |ui| quiet_button(ui, &text))
        .inner
        .on_disabled_hover_text(ctx.count("compare-full", MOST));
    if button.clicked() {
        ctx.send(Command::Compare(CompareEdit::Toggle(zone.clone())));
    }
}

/// The zones chosen so far, at the bottom of the place; nothing when there are none.
pub fn tray_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.view.compare.zones.is_empty() {
        return;
    }
    let p = colours(ui);
    let frame = egui::Frame::new()
        .fill(p.raised)
        .inner_margin(egui::Margin::symmetric(16, 8));
    let response = Panel::bottom("compare-tray")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let zones = &ctx.view.compare.zones;
                caption(ui, &ctx.count("compare-chosen", zones.len()));
                for zone in zones.clone() {
                    chosen_ui(ui, ctx, &zone);
                }
                let enough = ctx.view.compare.zones.len() > 1;
                ui.add_enabled_ui(enough, |ui| {
                    if primary_button(ui, &ctx.tr("compare-open")).clicked() {
                        ctx.send(Command::Compare(CompareEdit::Open(true)));
                    }
                });
                if quiet_button(ui, &ctx.tr("clear")).clicked() {
                    ctx.send(Command::Compare(CompareEdit::Clear));
                }
                if !enough {
                    caption(ui, &ctx.tr("compare-one-more"));
                }
            });
        });
    let rect = response.response.rect;
    ui.painter()
        .hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, p.line));
}

/// A chosen zone and the way to let go of it.
fn chosen_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &EntityId) {
    // Name and cross stay on one line.
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let name = ctx.data.entity_name(zone, ctx.lang);
        tag(ui, name, true);
        let remove = crate::text::tr_args(ctx.lang, "remove-item", &[("name", name.into())]);
        if icon_button(ui, Icon::Close, &remove, true).clicked() {
            ctx.send(Command::Compare(CompareEdit::Remove(zone.clone())));
        }
    });
}

/// The comparison.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let margin = if ui.available_width() < 520.0 { 12 } else { 24 };
    egui::Frame::new()
        .inner_margin(page_margin(margin))
        .show(ui, |ui| {
            head_ui(ui, ctx);
            ui.add_space(space::S);
            table::ui(ui, ctx);
        });
}

fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let zones = &ctx.view.compare.zones;
    let compared = ctx.derived.comparison(ctx.data, ctx.lang, zones);
    ui.scope(|ui| {
        // As high as its buttons, so that what is lower is centred beside them.
        ui.spacing_mut().interact_size.y = 32.0;
        ui.horizontal_wrapped(|ui| {
            if icon_button(ui, Icon::Back, &ctx.tr("compare-back"), true).clicked() {
                ctx.send(Command::Compare(CompareEdit::Open(false)));
            }
            heading(ui, &ctx.count("compare-title", zones.len()));
            ui.add_space(space::S);
            let shared = compared.figures.iter().filter(|row| row.is_shared());
            let all = ctx.count("compare-all-rows", compared.figures.len());
            let shared = ctx.count("compare-shared-rows", shared.count());
            let choices = [(false, all.as_str()), (true, shared.as_str())];
            if let Some(only) = segmented(ui, ctx.view.compare.shared_only, &choices) {
                ctx.send(Command::Compare(CompareEdit::SharedOnly(only)));
            }
            ui.add_space(space::S);
            if quiet_button(ui, &ctx.tr("compare-export")).clicked() {
                ctx.send(Command::ExportComparison);
            }
            if quiet_button(ui, &ctx.tr("clear")).clicked() {
                ctx.send(Command::Compare(CompareEdit::Clear));
            }
        });
    });
    // On a low window the table needs the room.
    if ui.available_height() > 360.0 {
        caption(ui, &ctx.tr("compare-hint"));
    }
}
