//! The figure as a table: sorted, with its changes, to copy.

mod data;

use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

pub use data::FigureTable;
use data::{Cell, ColumnKind};

use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::metrics::{MetricsEdit, TableSort};
use crate::app::widgets::{caption, centred, colours, empty, focus_ring, one_line, sort_mark};
use crate::chart::ChartSpec;
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

const ROW: f32 = space::ROW;
const HEAD: f32 = 34.0;
const PAD: f32 = space::M;

/// The table of the chart shown.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, spec: &ChartSpec) {
    let frame = ctx.derived.chart(ctx.data, spec);
    let frame = match frame.as_ref() {
        Ok(frame) => frame,
        Err(error) => {
            super::figure::cannot_ui(ui, ctx, spec, error);
            return;
        }
    };
    let sort = ctx.view.metrics.sort;
    let table = ctx.derived.metrics.table(ctx.data, spec, frame);
    if table.rows.is_empty() {
        empty(ui, &ctx.tr("table-none"), &ctx.tr("table-none-remedy"));
        return;
    }
    let order = ctx.derived.metrics.order(ctx.data, spec, &table, sort);
    let card = ui.available_rect_before_wrap();
    let inside = card.shrink2(vec2(space::L, space::M));
    let mut ui = crate::app::widgets::on_card(ui, card, inside);
    ui.shrink_clip_rect(card);
    ui.spacing_mut().item_spacing.y = 0.0;
    let ink = colours(&ui).ink;
    let font = heavy(size::BODY);
    // In a low card the figures come first.
    let slim = card.height() < 220.0;
    let most = if slim { 1 } else { 2 };
    let title = crate::theme::wrap(ui.painter(), &frame.title, font, ink, inside.width(), most);
    let title = ui.painter().layout_job(title);
    let height = title.size().y + space::XS;
    let (rect, _) = ui.allocate_exact_size(vec2(inside.width(), height), Sense::hover());
    ui.painter().galley(rect.min, title, ink);
    if !slim {
        let said = [frame.subtitle.as_str(), &legend(ctx, &table)];
        caption(&mut ui, &crate::app::widgets::bilingual_gap(said));
        ui.add_space(space::XS);
    }
    grid_ui(&mut ui, ctx, &table, &order, sort);
}

/// What the marks of the cells mean; only those there are.
fn legend(ctx: &Ctx<'_>, table: &FigureTable) -> String {
    match table.hedged {
        true => ctx.tr("figure-table-hedged").into_owned(),
        false => String::new(),
    }
}

/// Where each column lies.
struct Placed {
    xs: Vec<f32>,
    widths: Vec<f32>,
}

impl Placed {
    fn of(ui: &Ui, ctx: &Ctx<'_>, table: &FigureTable, room: f32) -> Self {
        let measure = |text: &str, heavy_face: bool| {
            let font = if heavy_face {
                heavy(size::BODY)
            } else {
                regular(size::BODY)
            };
            let ink = colours(ui).ink;
            one_line(ui, text, font, ink, f32::INFINITY).size().x
        };
        let mut widths: Vec<f32> = table
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let head = measure(&column.title(ctx.lang), false) * 0.86 + 16.0;
                let texts = table.samples(i).map(|text| measure(text, false));
                let body = texts.fold(0.0, f32::max);
                let most = if column.kind == ColumnKind::Name {
                    280.0
                } else {
                    220.0
                };
                head.max(body + 12.0).min(most) + PAD
            })
            .collect();
        let sum: f32 = widths.iter().sum();
        if sum < room && widths.len() > 1 {
            // A narrow table is not pulled apart over the whole width.
            let spare = ((room - sum) / widths.len() as f32).min(48.0);
            widths.iter_mut().for_each(|width| *width += spare);
        }
        let mut x = 0.0;
        let xs = widths
            .iter()
            .map(|width| {
                let at = x;
                x += width;
                at
            })
            .collect();
        Self { xs, widths }
    }

    fn width(&self) -> f32 {
        self.widths.iter().sum()
    }

    fn cell(&self, i: usize, row: Rect) -> Rect {
        let min = pos2(row.left() + self.xs[i], row.top());
        Rect::from_min_size(min, vec2(self.widths[i] - PAD, row.height()))
    }
}

fn grid_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    table: &FigureTable,
    order: &[usize],
    sort: Option<TableSort>,
) {
    let placed = Placed::of(ui, ctx, table, ui.available_width() - space::S);
    ScrollArea::horizontal()
        .id_salt("figure-table-x")
        .min_scrolled_height(0.0)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_min_width(placed.width());
            let room = vec2(placed.width().max(ui.available_width()), HEAD);
            let (head, _) = ui.allocate_exact_size(room, Sense::hover());
            for i in 0..table.columns.len() {
                head_ui(ui, ctx, table, i, placed.cell(i, head), sort);
            }
            let line = Stroke::new(1.0, colours(ui).ink_faint);
            ui.painter()
                .hline(head.x_range(), head.bottom() - 0.5, line);
            ScrollArea::vertical()
                .id_salt("figure-table-y")
                .min_scrolled_height(0.0)
                .auto_shrink(false)
                .show_rows(ui, ROW, order.len(), |ui, rows| {
                    for row in &order[rows] {
                        row_ui(ui, table, *row, &placed);
                    }
                });
        });
}

fn head_ui(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    table: &FigureTable,
    i: usize,
    cell: Rect,
    sort: Option<TableSort>,
) {
    let p = colours(ui);
    let column = &table.columns[i];
    let name = column.title(ctx.lang);
    let id = ui.scope_id().with(("figure-sort", i));
    let response = ui.interact(cell.expand2(vec2(4.0, 0.0)), id, Sense::click());
    let sort = sort.filter(|sort| Some(sort.column) == column.sort);
    let ink = match (sort.is_some(), response.hovered() || response.has_focus()) {
        (true, _) => p.ink,
        (false, true) => p.ink_soft,
        (false, false) => p.ink_faint,
    };
    let arrow = if sort.is_some() { 12.0 } else { 0.0 };
    let text = one_line(ui, &name, regular(size::SMALL), ink, cell.width() - arrow);
    let x = match column.right() {
        true => cell.right() - text.size().x - arrow,
        false => cell.left(),
    };
    if let Some(sort) = sort {
        let centre = pos2(x + text.size().x + 7.0, cell.center().y);
        sort_mark(ui, centre, sort.descending);
    }
    ui.painter().galley(centred(cell, x, &text), text, ink);
    focus_ring(ui, &response, 4.0);
    let spoken = tr_args(ctx.lang, "sort-by", &[("name", name.as_ref().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.on_hover_text(&spoken).clicked()
        && let Some(column) = column.sort
    {
        ctx.send(Command::Metrics(MetricsEdit::SortBy(column)));
    }
}

fn row_ui(ui: &mut Ui, table: &FigureTable, at: usize, placed: &Placed) {
    let p = colours(ui);
    let row = &table.rows[at];
    let room = vec2(placed.width().max(ui.available_width()), ROW);
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, p.control);
    }
    let hair = Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, hair);
    let mut under: Option<&Cell> = None;
    let pointer = response.hover_pos();
    for (i, column) in table.columns.iter().enumerate() {
        let cell = placed.cell(i, rect);
        let text = row.text(i);
        let (text, ink) = match (&column.kind, row.cell(i)) {
            (ColumnKind::Name | ColumnKind::Period, _) => (text, p.ink),
            (ColumnKind::Source, _) => (text, p.ink_faint),
            (_, Some(figure)) if figure.approximate => (text, p.ink_soft),
            (_, _) if text.is_empty() => ("–", p.ink_faint),
            (ColumnKind::Change | ColumnKind::ChangePercent, _) => (text, p.ink_soft),
            _ => (text, p.ink),
        };
        let galley = one_line(ui, text, regular(size::BODY), ink, cell.width());
        let x = match column.right() {
            true => cell.right() - galley.size().x,
            false => cell.left(),
        };
        // Hedged figures carry the figure's hollow mark.
        if row.cell(i).is_some_and(|figure| figure.approximate) {
            let centre = pos2(x - 8.0, cell.center().y);
            ui.painter()
                .circle_stroke(centre, 2.5, Stroke::new(1.2, p.ink_faint));
        }
        ui.painter().galley(centred(cell, x, &galley), galley, ink);
        if pointer.is_some_and(|at| cell.x_range().contains(at.x)) {
            under = row.cell(i);
        }
    }
    let spoken = row.spoken(table);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
    if let Some(figure) = under {
        response.on_hover_ui(|ui| {
            ui.set_max_width(320.0);
            for line in &figure.told {
                ui.label(line);
            }
        });
    }
}
