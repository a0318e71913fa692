//! Every quantity the measures name, to compare: awards, limits, aims.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use super::document::nobody_ui;
use super::rows::{LaidFor, Tops, choice_row, rows_ui};
use super::{facets, page_head, search_ui};
use crate::analysis::measures::quantities::{QuantityColumn, Row, get, unit, value};
use crate::app::command::Command;
use crate::app::derived::Cached;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{caption, centred, chip, colours, focus_ring, one_line, sort_mark};
use crate::dataset::Dataset;
use crate::model::{Lang, Measure, Named as _, Policy, Quantity};
use crate::text::tr_args;
use crate::theme::{regular, size, space, text_width};

const ROW: f32 = 34.0;
/// Height of a row with the document on a second line: where it has no column.
const TALL: f32 = 52.0;
const HEAD: f32 = 30.0;

/// A column's place.
struct Placed {
    column: QuantityColumn,
    x: f32,
    width: f32,
}

/// Rows whose values are measured to know how much room they need.
const MEASURED: usize = 400;

/// The room those values need.
pub type ValuesCache = Cached<LaidFor<Arc<Vec<Row>>>, f32>;

/// The columns that fit; label, value and unit always do. Values are no wider than `value`.
fn place(width: f32, value: f32) -> Vec<Placed> {
    let gap = space::M;
    let (date, document) = (92.0, (0.26 * width).clamp(112.0, 260.0));
    let (value, unit) = (value.clamp(56.0, 120.0), 60.0);
    let mut columns = vec![
        (QuantityColumn::Label, 0.0),
        (QuantityColumn::Value, value),
        (QuantityColumn::Unit, unit),
    ];
    let mut rest = width - value - unit - 2.0 * gap;
    // What is counted must be told before where and when.
    for (column, needs, label) in [
        (QuantityColumn::Document, document, 140.0),
        (QuantityColumn::Date, date, 260.0),
    ] {
        if rest - needs - gap > label {
            rest -= needs + gap;
            columns.push((column, needs));
        }
    }
    columns[0].1 = rest.max(60.0);
    let mut x = 0.0;
    columns
        .into_iter()
        .map(|(column, width)| {
            let placed = Placed { column, x, width };
            x += width + gap;
            placed
        })
        .collect()
}

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let data = ctx.data;
    let policies = &mut ctx.derived.policies;
    let rows = policies.quantities(data, ctx.lang, ctx.view, ctx.made);
    let found = ctx.derived.policies.found(data, ctx.view, ctx.made);
    let corpus = ctx.derived.policies.corpus(data);
    let (Some(rows), Some(found), Some(corpus)) = (rows, found, corpus) else {
        return;
    };
    egui::Frame::new()
        .inner_margin(super::margins(ui))
        .show(ui, |ui| {
            page_head(ui, ctx, "policies-quantities", &ctx.tr("quantities-says"));
            ui.add_space(space::XS);
            search_ui(ui, ctx, "measures-search-hint");
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(6.0);
                caption(ui, &ctx.count("quantities-count", rows.len()));
                facets::button_ui(ui, ctx, &found, false);
                if chip(ui, &ctx.tr("policies-export"), false).clicked() {
                    ctx.send(Command::ExportMeasures);
                }
            });
            if rows.is_empty() {
                nobody_ui(ui, ctx, ["quantities-none", "quantities-none-remedy"]);
                return;
            }
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            let (width, lang) = (ui.available_width(), ctx.lang);
            let made_for = LaidFor(Arc::clone(&rows), width, lang);
            let value = ctx.derived.policies.values.get(made_for, |_| {
                let values = rows.iter().take(MEASURED);
                let values = values.filter_map(|row| get(data, &corpus.measures, *row));
                let values = values.map(|(_, _, quantity)| width_of(ui, quantity, lang));
                values.fold(0.0, f32::max)
            });
            let placed = place(width, *value);
            header_ui(ui, ctx, &placed);
            let id = egui::Id::unique("quantities");
            let read = ctx.view.policies.measure.as_ref();
            let read = read.and_then(|id| corpus.number(id));
            let selected = read.and_then(|n| rows.iter().position(|row| row.measure == n));
            let height = if has_document(&placed) { ROW } else { TALL };
            let tops = Tops::even(height, rows.len());
            rows_ui(ui, id, &tops, selected, |ui, row| {
                let row = rows.get(row);
                if let Some(found) = row.and_then(|row| get(data, &corpus.measures, *row)) {
                    row_ui(ui, ctx, &placed, found);
                }
            });
        });
}

/// Whether the document has a column.
fn has_document(placed: &[Placed]) -> bool {
    placed
        .iter()
        .any(|place| place.column == QuantityColumn::Document)
}

/// The room a value needs.
fn width_of(ui: &Ui, quantity: &Quantity, lang: Lang) -> f32 {
    let width = text_width(ui, &value(quantity, lang), &regular(size::BODY));
    width.ceil() + 2.0
}

fn title(column: QuantityColumn) -> &'static str {
    match column {
        QuantityColumn::Label => "quantity-label",
        QuantityColumn::Value => "quantity-value",
        QuantityColumn::Unit => "quantity-unit",
        QuantityColumn::Document => "quantity-document",
        QuantityColumn::Date => "quantity-date",
    }
}

fn header_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, placed: &[Placed]) {
    let p = colours(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for place in placed {
        let cell = Rect::from_min_size(
            pos2(rect.left() + place.x, rect.top()),
            vec2(place.width, HEAD),
        );
        let name = ctx.tr(title(place.column));
        let id = ui.scope_id().with(("sort", place.column));
        let response = ui.interact(cell, id, Sense::click());
        let sorted = ctx.view.policies.sort == place.column;
        let lit = sorted || response.hovered() || response.has_focus();
        let ink = if lit { p.ink } else { p.ink_faint };
        let text = one_line(ui, &name, regular(size::SMALL), ink, place.width - 14.0);
        let mark = if sorted { 12.0 } else { 0.0 };
        let x = match place.column {
            QuantityColumn::Value => cell.right() - text.size().x - mark,
            _ => cell.left(),
        };
        if sorted {
            let centre = pos2(x + text.size().x + 7.0, cell.center().y);
            sort_mark(ui, centre, ctx.view.policies.descending);
        }
        ui.painter().galley(centred(cell, x, &text), text, ink);
        focus_ring(ui, &response, 4.0);
        let spoken = tr_args(ctx.lang, "sort-by", &[("name", name.as_ref().into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
        if response.clicked() {
            let edit = PoliciesEdit::SortBy(place.column);
            ctx.send(Command::Policies(edit));
        }
    }
    let line = Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn row_ui(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    placed: &[Placed],
    (policy, measure, quantity): (&Policy, &Measure, &Quantity),
) {
    let p = colours(ui);
    let lang = ctx.lang;
    let label = lang.pick(&quantity.label, &quantity.label_en);
    let spoken = format!("{label} {} {}", quantity.as_printed, policy.name(lang));
    let (rect, response, _) = choice_row(ui, ctx, measure, &spoken);
    let first = match has_document(placed) {
        true => rect,
        false => rect.with_max_y(rect.top() + ROW),
    };
    if first.height() < rect.height() {
        let font = regular(size::SMALL);
        let text = one_line(ui, policy.name(lang), font, p.ink_faint, rect.width());
        let at = pos2(rect.left(), rect.bottom() - 7.0 - text.size().y);
        ui.painter().galley(at, text, p.ink_faint);
    }
    for place in placed {
        let cell = Rect::from_min_size(
            pos2(first.left() + place.x, first.top()),
            vec2(place.width, first.height()),
        );
        let (text, ink) = cell_text(ctx.data, policy, quantity, place.column, lang);
        let ink = if ink { p.ink } else { p.ink_soft };
        let text = one_line(ui, &text, regular(size::BODY), ink, place.width);
        let x = match place.column {
            QuantityColumn::Value => cell.right() - text.size().x,
            _ => cell.left(),
        };
        ui.painter().galley(centred(cell, x, &text), text, ink);
    }
    response.on_hover_text(measure.text(lang));
}

/// What stands in a cell, and whether it is one of the first things to read.
fn cell_text(
    data: &Dataset,
    policy: &Policy,
    quantity: &Quantity,
    column: QuantityColumn,
    lang: Lang,
) -> (String, bool) {
    match column {
        QuantityColumn::Label => {
            let label = lang.pick(&quantity.label, &quantity.label_en);
            (label.to_owned(), true)
        }
        QuantityColumn::Value => (value(quantity, lang), true),
        QuantityColumn::Unit => (unit(data, quantity, lang).to_owned(), false),
        QuantityColumn::Document => (policy.name(lang).to_owned(), false),
        QuantityColumn::Date => {
            let date = policy.issued.map(|date| date.to_string());
            (date.unwrap_or_else(|| "–".to_owned()), false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_nor_leave_the_row() {
        for width in [300.0, 480.0, 700.0, 1000.0, 1800.0] {
            let placed = place(width, 70.0);
            for pair in placed.windows(2) {
                assert!(pair[0].x + pair[0].width <= pair[1].x);
            }
            let last = placed.last().unwrap();
            assert!(last.x + last.width <= width + 0.5, "{width}");
        }
        assert_eq!(place(1000.0, 70.0).len(), QuantityColumn::ALL.len());
        // Where the document has no column it stands under the label.
        assert!(!has_document(&place(332.0, 70.0)) && has_document(&place(700.0, 70.0)));
        // What short values leave is the label's.
        assert!(place(476.0, 50.0)[0].width > place(476.0, 96.0)[0].width);
        assert!(place(476.0, 50.0)[0].width > 180.0);
    }
}
