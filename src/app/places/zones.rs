//! 园区: a searchable list of zones and the page of the selected one.

use egui::{Key, Modifiers, Panel, ScrollArea, Ui};

use super::{Ctx, compare, search_field_id, zone_page};
use crate::app::command::Command;
use crate::app::state::Place;
use crate::app::widgets::{
    caption, centred, colours, empty, filter_field, heading, list_row, one_line,
};
use crate::model::{EntityId, Lang, Named as _};
use crate::theme::{heavy, regular, size, space};

/// Below this width the list gives way to the page of the selected zone.
const NARROW: f32 = 560.0;

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.view.compare.open {
        compare::ui(ui, ctx);
        return;
    }
    compare::tray_ui(ui, ctx);
    let list = ctx.derived.zones(ctx.data, ctx.lang, &ctx.view.zone_query);
    keys(ui, ctx);
    let width = ui.available_width();
    let list_width = if width < NARROW {
        (0.42 * width).max(120.0)
    } else {
        (0.3 * width).clamp(250.0, 380.0)
    };
    Panel::left("zone-list")
        .exact_size(list_width)
        .resizable(false)
        .show_separator_line(false)
        .frame(egui::Frame::new().fill(colours(ui).ground))
        .show(ui, |ui| list_ui(ui, ctx, &list));
    egui::CentralPanel::no_frame().show(ui, |ui| match &ctx.view.zone {
        Some(zone) if ctx.data.zone(zone).is_some() => zone_page::ui(ui, ctx, zone),
        _ => empty(
            ui,
            &ctx.tr("zones-none-selected"),
            &ctx.tr("zones-none-selected-remedy"),
        ),
    });
}

/// Arrows walk through the list unless a text field other than the list's own needs them.
fn keys(ui: &Ui, ctx: &mut Ctx<'_>) {
    let focused = ui.memory(|memory| memory.focused());
    let composing = ui.input(|input| {
        input
            .events
            .iter()
            .any(|event| matches!(event, egui::Event::Ime(_)))
    });
    let in_field = ui.ctx().text_edit_focused() && focused != Some(search_field_id(Place::Zones));
    if composing || in_field || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
    ];
    for (key, step) in steps {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ctx.send(Command::StepZone(step));
        }
    }
}

fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &[EntityId]) {
    let p = colours(ui);
    let total = ctx.data.zones.len();
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                heading(ui, &ctx.count("zones-count", list.len()));
                if list.len() != total {
                    caption(ui, &ctx.count("zones-of-total", total));
                }
            });
            ui.add_space(space::S);
            let hint = ctx.tr("zones-search-hint");
            let id = search_field_id(Place::Zones);
            if let Some(query) = filter_field(ui, id, &ctx.view.zone_query, &hint, &ctx.tr("clear"))
            {
                ctx.send(Command::SetZoneQuery(query));
            }
        });
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.cursor().top() - 0.5,
        egui::Stroke::new(1.0, p.line),
    );
    ui.painter().vline(
        ui.max_rect().right() - 0.5,
        ui.max_rect().y_range(),
        egui::Stroke::new(1.0, p.line),
    );
    if list.is_empty() {
        let what = crate::text::tr_args(
            ctx.lang,
            "zones-no-match",
            &[("query", ctx.view.zone_query.trim().into())],
        );
        empty(ui, &what, &ctx.tr("zones-no-match-remedy"));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = 48.0;
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_rows(ui, height, list.len(), |ui, rows| {
            for id in &list[rows] {
                row_ui(ui, ctx, id, height);
            }
        });
}

fn row_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &EntityId, height: f32) {
    let p = colours(ui);
    let Some(zone) = ctx.data.zone(id) else {
        return;
    };
    let selected = ctx.view.zone.as_ref() == Some(id);
    let name = zone.name(ctx.lang);
    let figures = ctx.data.observations().by_entity(id).count();
    let year = zone
        .approved
        .map(|p| p.first_year().to_string())
        .unwrap_or_default();
    let place = match ctx.lang {
        Lang::Zh => crate::app::widgets::place_text(zone),
        Lang::En => zone.province.clone(),
    };
    let detail = if year.is_empty() {
        place
    } else {
        format!("{place} · {year}")
    };
    let response = list_row(ui, name, selected, height, space::L, |row| {
        let font = if row.selected {
            heavy(size::BODY)
        } else {
            regular(size::BODY)
        };
        let count = one_line(
            row.ui,
            &figures.to_string(),
            regular(size::BODY),
            p.ink_soft,
            48.0,
        );
        let room = row.rect.width() - count.size().x - space::M;
        let name = one_line(row.ui, name, font, p.ink, room);
        let detail = one_line(row.ui, &detail, regular(size::SMALL), p.ink_faint, room);
        let top = row.rect.center().y - 0.5 * (name.size().y + detail.size().y);
        let painter = row.ui.painter();
        let name_height = name.size().y;
        painter.galley(egui::pos2(row.rect.left(), top), name, p.ink);
        painter.galley(
            egui::pos2(row.rect.left(), top + name_height),
            detail,
            p.ink_faint,
        );
        let x = row.rect.right() - count.size().x;
        painter.galley(centred(row.rect, x, &count), count, p.ink_soft);
    });
    if selected && ui.input(|input| input.key_down(Key::ArrowDown) || input.key_down(Key::ArrowUp))
    {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        ctx.send(Command::SelectZone(id.clone()));
    }
    response.on_hover_text(ctx.count("zones-figures", figures));
}
