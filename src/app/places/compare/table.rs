//! The table of the comparison: zones as columns, under a head that stays; long ones scroll both ways.

use egui::accesskit::Role;
use egui::{Rect, Response, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use super::Line;
use super::figures::figures_ui;
use crate::analysis::comparison::{Comparison, CountRow, FactRow};
use crate::app::command::Command;
use crate::app::state::compare::CompareEdit;
use crate::app::widgets::{caption, centred, colours, icon_button, one_line};
use crate::export::table::GAP;
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

/// Least width of a zone's column.
const COLUMN: f32 = 128.0;
/// Height of a heading, and of a line with one text.
const LOW: f32 = 32.0;
/// Height of a line with two texts under each other.
const HIGH: f32 = 46.0;
/// Least height of the head.
const HEAD: f32 = 36.0;
/// In so much of a cell figures stand at the right.
const FIGURES: f32 = 96.0;
/// Right of a zone's name, for taking it out.
const REMOVE: f32 = 28.0 + space::XS;

/// Where the columns lie, from the left edge of the table.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    lead: f32,
    column: f32,
    zones: usize,
    /// Where the names of the rows stand, however far the zones are scrolled sideways.
    edge: f32,
}

impl Grid {
    /// `column` is the least width of a zone's column.
    fn of(edge: f32, width: f32, zones: usize, column: f32) -> Self {
        // The zones' columns come first; the names of the rows take what they leave.
        let least = (0.3 * width).clamp(132.0, 210.0);
        let most = (0.28 * width).clamp(least, 300.0);
        let lead = (width - column * zones as f32).clamp(least, most);
        let column = ((width - lead) / zones.max(1) as f32).max(column);
        Self {
            lead,
            column,
            zones,
            edge,
        }
    }

    fn width(self) -> f32 {
        self.lead + self.column * self.zones as f32
    }

    /// Where the name of a row stands: at the left edge of what is seen.
    pub(super) fn name(self, row: Rect) -> Rect {
        let right = self.edge + self.lead - space::M;
        Rect::from_min_max(pos2(self.edge, row.top()), pos2(right, row.bottom()))
    }

    /// A place for the cells of a row: what is scrolled behind its name is not seen.
    pub(super) fn cells_ui(self, ui: &mut Ui, row: Rect) -> Ui {
        let mut cells = ui.new_child(egui::UiBuilder::new().max_rect(row));
        let mut clip = cells.clip_rect();
        clip.min.x = clip.min.x.max(self.edge + self.lead);
        cells.set_clip_rect(clip);
        cells
    }

    /// Cell `at` of a row, without the gap to the next.
    pub(super) fn cell(self, row: Rect, at: usize) -> Rect {
        let left = row.left() + self.lead + self.column * at as f32;
        let right = left + self.column - space::M;
        Rect::from_min_max(pos2(left, row.top()), pos2(right, row.bottom()))
    }
}

/// The table.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let state = &ctx.view.compare;
    let compared = ctx.derived.comparison(ctx.data, ctx.lang, &state.zones);
    let lines = ctx
        .derived
        .compare_lines(ctx.data, ctx.lang, &state.zones, state.shared_only);
    let grid = Grid::of(
        ui.max_rect().left(),
        ui.available_width(),
        compared.zones.len(),
        least_column(ui, &compared),
    );
    // Faded out at its left edge, the table would fade the names that stay there.
    let fade = ui.spacing().scroll.fade;
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::horizontal()
        .id_salt("compare-across")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().scroll.fade = fade;
            ui.set_width(grid.width());
            ui.spacing_mut().item_spacing.y = 0.0;
            head_ui(ui, ctx, &compared, grid);
            let heights: Vec<f32> = lines
                .iter()
                .map(|line| height(ui, line, &compared, grid))
                .collect();
            let total: f32 = heights.iter().sum();
            ScrollArea::vertical()
                .id_salt("compare-down")
                .auto_shrink(false)
                .show_viewport(ui, |ui, view| {
                    ui.set_height(total + space::XL);
                    let origin = ui.max_rect().min;
                    let mut y = 0.0;
                    for (line, height) in lines.iter().zip(&heights) {
                        let inside = y + height >= view.top() && y <= view.bottom();
                        if inside {
                            let size = vec2(grid.width(), *height);
                            let rect = Rect::from_min_size(origin + vec2(0.0, y), size);
                            line_ui(ui, ctx, &compared, grid, line, rect);
                        }
                        y += height;
                    }
                });
            edge_ui(ui, grid);
        });
    ui.spacing_mut().scroll.fade = fade;
}

/// Wide enough for the longest word of the facts, so that none is broken.
fn least_column(ui: &Ui, compared: &Comparison) -> f32 {
    let texts = compared.facts.iter().flat_map(|row| &row.cells);
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_graphic()));
    let ink = colours(ui).ink;
    let width = |word: &str| {
        let font = regular(size::BODY);
        let galley = ui.painter().layout_no_wrap(word.to_owned(), font, ink);
        galley.size().x.ceil() + space::M
    };
    words.map(width).fold(COLUMN, f32::max).min(2.0 * COLUMN)
}

/// A line beside the names while zones are scrolled behind it.
fn edge_ui(ui: &Ui, grid: Grid) {
    let at = ui.min_rect();
    if at.left() < grid.edge - 0.5 {
        let x = grid.edge + grid.lead - space::S;
        let stroke = Stroke::new(1.0, colours(ui).line);
        ui.painter().vline(x, at.y_range(), stroke);
    }
}

/// The zones' names: to the zone's page, and out of the comparison.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, compared: &Comparison, grid: Grid) {
    let p = colours(ui);
    let room = grid.column - space::M - REMOVE;
    let names = compared.names.iter().map(|name| {
        let font = regular(size::BODY);
        let job = crate::theme::wrap(ui.painter(), name, font, p.accent_ink, room, 2);
        ui.painter().layout_job(job)
    });
    let names: Vec<_> = names.collect();
    let tallest = names.iter().map(|name| name.size().y).fold(0.0, f32::max);
    let height = (tallest + 12.0).max(HEAD);
    let (rect, _) = ui.allocate_exact_size(vec2(grid.width(), height), Sense::hover());
    let mut cells = grid.cells_ui(ui, rect);
    for (at, (zone, shown)) in compared.zones.iter().zip(names).enumerate() {
        let cell = grid.cell(rect, at);
        let name = compared.names[at].as_str();
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(cell).layout(layout);
        cells.scope_builder(builder.id_salt(zone), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let (place, open) = ui.allocate_exact_size(shown.size(), Sense::click());
            let open = open.on_hover_cursor(egui::CursorIcon::PointingHand);
            open.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
            if open.hovered() || open.has_focus() {
                let line = Stroke::new(1.0, p.accent_ink);
                ui.painter().hline(place.x_range(), place.bottom(), line);
            }
            ui.painter().galley(place.min, shown, p.accent_ink);
            if open.on_hover_text(name).clicked() {
                ctx.send(Command::SelectZone(zone.clone()));
            }
            let remove = tr_args(ctx.lang, "remove-item", &[("name", name.into())]);
            if icon_button(ui, crate::theme::Icon::Close, &remove, true).clicked() {
                ctx.send(Command::Compare(CompareEdit::Remove(zone.clone())));
            }
        });
    }
    let stroke = Stroke::new(1.0, p.ink_faint);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

fn height(ui: &Ui, line: &Line, compared: &Comparison, grid: Grid) -> f32 {
    match line {
        Line::Facts | Line::Group(_) | Line::Policies => LOW + space::S,
        Line::Count(_) | Line::NothingShared => LOW,
        Line::Figure(_) => HIGH,
        Line::Fact(at) => {
            let texts = compared.facts.get(*at).map_or(&[][..], |row| &row.cells);
            let tallest = texts
                .iter()
                .map(|text| wrapped(ui, text, grid).size().y)
                .fold(0.0, f32::max);
            (tallest + 12.0).max(LOW)
        }
    }
}

/// A fact in its cell; egui keeps the layout from frame to frame.
fn wrapped(ui: &Ui, text: &str, grid: Grid) -> std::sync::Arc<egui::Galley> {
    let room = grid.column - space::M;
    let ink = colours(ui).ink;
    let font = regular(size::BODY);
    let job = crate::theme::wrap(ui.painter(), text, font, ink, room, 8);
    ui.painter().layout_job(job)
}

fn line_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    compared: &Comparison,
    grid: Grid,
    line: &Line,
    rect: Rect,
) {
    match line {
        Line::Facts => heading_ui(ui, &ctx.tr("compare-facts"), grid, rect),
        Line::Policies => heading_ui(ui, &ctx.tr("compare-policies"), grid, rect),
        Line::Group(name) => heading_ui(ui, name, grid, rect),
        Line::NothingShared => {
            let least = vec2(grid.lead + grid.column, 0.0);
            let rect =
                Rect::from_min_size(grid.name(rect).min, rect.size().min(least + vec2(0.0, LOW)));
            let rect = rect.shrink2(vec2(0.0, space::S));
            let builder = egui::UiBuilder::new().max_rect(rect);
            ui.scope_builder(builder, |ui| caption(ui, &ctx.tr("compare-no-shared")));
        }
        Line::Fact(at) => {
            if let Some(row) = compared.facts.get(*at) {
                fact_ui(ui, ctx, compared, row, grid, rect);
            }
        }
        Line::Count(at) => {
            if let Some(row) = compared.policies.get(*at) {
                count_ui(ui, ctx, compared, row, grid, rect);
            }
        }
        Line::Figure(at) => {
            if let Some(row) = compared.figures.get(*at) {
                figures_ui(ui, ctx, compared, row, grid, rect);
            }
        }
    }
}

pub(super) fn hairline(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(1.0, colours(ui).line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

fn heading_ui(ui: &mut Ui, text: &str, grid: Grid, rect: Rect) {
    let p = colours(ui);
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    let galley = one_line(ui, text, heavy(size::BODY), p.ink, rect.width());
    let left = grid.name(rect).left();
    let at = pos2(left, rect.bottom() - galley.size().y - space::XS);
    ui.painter().galley(at, galley, p.ink);
    hairline(ui, rect);
}

/// The name of a row in the first column, vertically centred.
fn name_ui(ui: &Ui, text: &str, grid: Grid, rect: Rect) {
    let p = colours(ui);
    let rect = grid.name(rect);
    let galley = one_line(ui, text, regular(size::BODY), p.ink_soft, rect.width());
    ui.painter()
        .galley(centred(rect, rect.left(), &galley), galley, p.ink_soft);
}

/// What a row says, for those who cannot see it.
pub(super) fn spoken<'a>(
    name: &str,
    compared: &Comparison,
    texts: impl Iterator<Item = std::borrow::Cow<'a, str>>,
) -> String {
    let cells = compared.names.iter().zip(texts);
    let cells = cells.map(|(zone, text)| format!("{zone} {text}"));
    let cells: Vec<String> = cells.collect();
    let (colon, semi) = (
        compared.lang.pick("：", ": "),
        compared.lang.pick("；", "; "),
    );
    format!("{name}{colon}{}", cells.join(semi))
}

/// Where a figure of this width begins in its cell: digits stand under digits, and not far from the texts above them.
pub(super) fn figure_left(cell: Rect, width: f32) -> f32 {
    cell.left() + (FIGURES.min(cell.width()) - width).max(0.0)
}

/// Cell `at` of a row, to be hovered for itself. The row's id with a bare number is that of the row's own tooltip.
pub(super) fn cell_sense(ui: &Ui, row: &Response, cell: Rect, at: usize) -> Response {
    ui.interact(cell, row.id.with(("cell", at)), Sense::hover())
}

/// A gap says that it is one, where the row has its texts or `figures`.
pub(super) fn gap_ui(
    ui: &Ui,
    ctx: &Ctx<'_>,
    row: &Response,
    cell: Rect,
    (at, figures): (usize, bool),
) {
    let p = colours(ui);
    let galley = one_line(ui, GAP, regular(size::BODY), p.ink_faint, cell.width());
    let x = match figures {
        true => figure_left(cell, galley.size().x),
        false => cell.left(),
    };
    ui.painter()
        .galley(centred(cell, x, &galley), galley, p.ink_faint);
    cell_sense(ui, row, cell, at).on_hover_text(ctx.tr("unknown"));
}

fn fact_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    compared: &Comparison,
    row: &FactRow,
    grid: Grid,
    rect: Rect,
) {
    let response = ui.allocate_rect(rect, Sense::hover());
    let unknown = ctx.tr("unknown");
    response.widget_info(|| {
        let texts = row.cells.iter().map(|text| match text.is_empty() {
            true => unknown.clone(),
            false => text.as_str().into(),
        });
        let spoken = spoken(&row.name, compared, texts);
        WidgetInfo::labeled(Role::Row, true, spoken)
    });
    name_ui(ui, &row.name, grid, rect);
    let cells = &mut grid.cells_ui(ui, rect);
    for (at, text) in row.cells.iter().enumerate() {
        let cell = grid.cell(rect, at);
        if text.is_empty() {
            gap_ui(cells, ctx, &response, cell, (at, false));
            continue;
        }
        let galley = wrapped(cells, text, grid);
        let ink = colours(cells).ink;
        cells
            .painter()
            .galley(centred(cell, cell.left(), &galley), galley, ink);
        let hover = cell_sense(cells, &response, cell, at);
        let sources = compared.zones.get(at).and_then(|id| ctx.data.zone(id));
        let sources = sources.map_or(&[][..], |zone| &zone.sources);
        hover.on_hover_ui(|ui| {
            ui.set_max_width(360.0);
            caption(ui, &ctx.tr("figure-from"));
            for source in sources.iter().filter_map(|id| ctx.data.source(id)) {
                ui.label(crate::chart::citation(ctx.data, source, ctx.lang));
            }
        });
    }
    hairline(ui, rect);
}

fn count_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    compared: &Comparison,
    row: &CountRow,
    grid: Grid,
    rect: Rect,
) {
    let p = colours(ui);
    let response = ui.allocate_rect(rect, Sense::hover());
    let unknown = ctx.tr("unknown");
    response.widget_info(|| {
        let texts = row.cells.iter().map(|count| match count {
            None => unknown.clone(),
            Some(n) => n.to_string().into(),
        });
        WidgetInfo::labeled(Role::Row, true, spoken(&row.name, compared, texts))
    });
    name_ui(ui, &row.name, grid, rect);
    let cells = &grid.cells_ui(ui, rect);
    for (at, count) in row.cells.iter().enumerate() {
        let cell = grid.cell(rect, at);
        match count {
            None => gap_ui(cells, ctx, &response, cell, (at, true)),
            Some(n) => {
                let font = regular(size::BODY);
                let galley = one_line(cells, &n.to_string(), font, p.ink, cell.width());
                let at = centred(cell, figure_left(cell, galley.size().x), &galley);
                cells.painter().galley(at, galley, p.ink);
            }
        }
    }
    hairline(ui, rect);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_under_digits() {
        let cell = Rect::from_min_size(pos2(10.0, 0.0), vec2(200.0, 20.0));
        let ends = [20.0, 60.0].map(|width| figure_left(cell, width) + width);
        assert_eq!(ends, [10.0 + FIGURES; 2]);
        // What is wider begins where the texts do; in a narrow cell all end where it does.
        assert_eq!(figure_left(cell, 150.0), 10.0);
        let narrow = cell.with_max_x(60.0);
        assert_eq!(figure_left(narrow, 20.0) + 20.0, 60.0);
    }
}
