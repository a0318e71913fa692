//! The list as cards, as many side by side as fit.

use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::super::Ctx;
use super::{scroll, table};
use crate::analysis::names::industries_text;
use crate::app::command::Command;
use crate::app::derived::zones::{MetricCell, ZoneList};
use crate::app::state::zones::Column;
use crate::app::widgets::{Roving, bilingual_gap, centred, colours, one_line};
use crate::model::{MetricId, Named as _};
use crate::theme::{heavy, regular, size, space};

const GAP: f32 = space::M;
const MARGIN: f32 = space::L;
const PADDING: f32 = space::M;

/// How many cards stand side by side in a list this wide.
pub(super) fn across(width: f32) -> usize {
    ((width - 2.0 * MARGIN + GAP) / (216.0 + GAP)).max(1.0) as usize
}

/// The cards.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    let across = across(ui.available_width());
    let metric = ctx
        .view
        .zones
        .columns
        .iter()
        .find_map(|column| match column {
            Column::Metric(id) => Some(id),
            _ => None,
        });
    let column = metric.map(|id| ctx.derived.zones.column(ctx.data, id));
    let height = if column.is_some() { 128.0 } else { 100.0 };
    let room = ui.available_width() - 2.0 * MARGIN;
    let width = (room - GAP * (across as f32 - 1.0)) / across as f32;
    let id = egui::Id::unique("zones-cards");
    let zone = ctx.view.zone.as_ref();
    let selected = list.position(ctx.data, zone);
    let line = selected.map(|at| at / across);
    let lines = list.rows.len().div_ceil(across);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = egui::ScrollArea::vertical()
        .id_salt("zones-cards")
        .auto_shrink(false);
    if let Some(offset) = scroll::to_selected(ui, id, zone, lines, line, height + GAP) {
        area = area.vertical_scroll_offset(offset);
    }
    let out = area.show_rows(ui, height + GAP, lines, |ui, shown| {
        let rows = shown.start * across..(shown.end * across).min(list.rows.len());
        let roving = Roving::new(ui, super::list_id(), selected, &rows);
        for line in shown {
            let size = Vec2::new(ui.available_width(), height + GAP);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let from = line * across;
            let to = (from + across).min(list.rows.len());
            for (i, row) in list.rows[from..to].iter().enumerate() {
                let x = MARGIN + i as f32 * (width + GAP);
                let min = rect.min + Vec2::new(x, 0.0);
                let card = Rect::from_min_size(min, Vec2::new(width.max(1.0), height));
                let cell = column
                    .as_ref()
                    .and_then(|column| column.cells[*row].as_ref());
                card_ui(ui, ctx, (from + i, *row), roving, (metric, cell), card);
            }
        }
    });
    scroll::remember(ui, id, zone, lines, out.state.clamped_offset().y);
}

fn card_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    (row, at): (usize, usize),
    roving: Roving,
    (metric, cell): (Option<&MetricId>, Option<&MetricCell>),
    card: Rect,
) {
    let p = colours(ui);
    let data = ctx.data;
    let zone = &data.zones[at];
    let selected = ctx.view.zone.as_ref() == Some(&zone.id);
    let name = zone.name(ctx.lang);
    let id = ui.scope_id().with(("card", &zone.id));
    let response = ui.interact(card, id, roving.sense(row));
    roving.follow(ui, row, &response);
    let fill = if selected { p.selected } else { p.raised };
    ui.painter().rect_filled(card, 8.0, fill);
    let (width, ink) = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => (1.5, p.accent),
        (false, true) => (1.0, p.ink_faint),
        (false, false) => (1.0, p.line),
    };
    let stroke = Stroke::new(width, ink);
    ui.painter()
        .rect_stroke(card, 8.0, stroke, StrokeKind::Inside);
    let inner = card.shrink(PADDING);
    let facts = ctx.derived.zones.facts(data);
    let counts = bilingual_gap([
        ctx.count("zones-figures", facts.figures[at]).as_str(),
        &ctx.count("policies-count", facts.policies[at]),
    ]);
    let small = || regular(size::SMALL);
    let lines = [
        (name.to_owned(), heavy(size::BODY), p.ink),
        (table::facts_line(ctx, zone), small(), p.ink_soft),
        (
            industries_text(ctx.data, ctx.lang, zone),
            small(),
            p.ink_soft,
        ),
        (counts, small(), p.ink_faint),
    ];
    let told = lines[1..].iter().map(|(text, ..)| text.as_str());
    let told = bilingual_gap(told);
    let mut y = inner.top();
    for (text, font, ink) in lines {
        let galley = one_line(ui, &text, font, ink, inner.width());
        let line = Rect::from_min_size(egui::pos2(inner.left(), y), Vec2::new(1.0, 19.0));
        ui.painter()
            .galley(centred(line, inner.left(), &galley), galley, ink);
        y += 19.0;
    }
    let under = Rect::from_min_max(egui::pos2(inner.left(), y), inner.max);
    if let Some(metric) = metric {
        table::metric_line(ui, data, metric, cell, under, ctx.lang);
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, name));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(told));
    if response.clicked() {
        ctx.send(Command::SelectZone(zone.id.clone()));
    }
    let pointer = ui.input(|input| input.pointer.hover_pos());
    if let (Some(cell), Some(at)) = (cell, pointer)
        && under.contains(at)
    {
        response.on_hover_ui(|ui| table::metric_tooltip(ui, data, cell, ctx.lang));
    } else {
        response.on_hover_text(industries_text(ctx.data, ctx.lang, zone));
    }
}

#[cfg(test)]
mod tests {
    use super::across;

    #[test]
    fn at_least_one_and_more_with_room() {
        assert_eq!(across(0.0), 1);
        assert_eq!(across(379.0), 1);
        assert_eq!(across(480.0), 2);
        assert_eq!(across(1660.0), 7);
    }
}
