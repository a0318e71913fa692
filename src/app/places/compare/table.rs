//! The table of the comparison: zones as columns, under a head that stays; long ones scroll both ways.

use egui::accesskit::Role;
use egui::{Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use super::Line;
use crate::analysis::comparison::{Comparison, CountRow, FactRow, FigureRow, Standing};
use crate::app::command::{ChartEdit, Command};
use crate::app::state::compare::CompareEdit;
use crate::app::widgets::{caption, centred, colours, figure_tooltip, icon_button, link, one_line};
use crate::chart::{ChartKind, ChartSpec, PeriodChoice, Subject};
use crate::export::comparison::figures_text;
use crate::export::table::GAP;
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

/// Least width of a zone's column.
const COLUMN: f32 = 128.0;
/// Height of a heading, and of a line with one text.
const LOW: f32 = 32.0;
/// Height of a line with two texts under each other.
const HIGH: f32 = 46.0;
/// Height of the head.
const HEAD: f32 = 36.0;

/// Where the columns lie, from the left edge of the table.
#[derive(Clone, Copy)]
struct Grid {
    lead: f32,
    column: f32,
    zones: usize,
}

impl Grid {
    fn of(width: f32, zones: usize) -> Self {
        // The zones' columns come first; the names of the rows take what they leave.
        let least = (0.3 * width).clamp(132.0, 210.0);
        let most = (0.28 * width).clamp(least, 300.0);
        let lead = (width - COLUMN * zones as f32).clamp(least, most);
        let column = ((width - lead) / zones.max(1) as f32).max(COLUMN);
        Self {
            lead,
            column,
            zones,
        }
    }

    fn width(self) -> f32 {
        self.lead + self.column * self.zones as f32
    }

    /// Cell `at` of a row, without the gap to the next.
    fn cell(self, row: Rect, at: usize) -> Rect {
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
    let grid = Grid::of(ui.available_width(), compared.zones.len());
    ScrollArea::horizontal()
        .id_salt("compare-across")
        .auto_shrink(false)
        .show(ui, |ui| {
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
                    ui.set_height(total);
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
        });
}

/// The zones' names: to the zone's page, and out of the comparison.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, compared: &Comparison, grid: Grid) {
    let p = colours(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(grid.width(), HEAD), Sense::hover());
    for (at, (zone, name)) in compared.zones.iter().zip(&compared.names).enumerate() {
        let cell = grid.cell(rect, at);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(cell).layout(layout);
        ui.scope_builder(builder.id_salt(zone), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let room = cell.width() - 28.0 - space::XS;
            let shown = one_line(ui, name, regular(size::BODY), p.ink, room);
            let text: String = shown.rows.iter().map(|row| row.text()).collect();
            let open = link(ui, &text);
            let open = if text == *name {
                open
            } else {
                open.on_hover_text(name)
            };
            if open.clicked() {
                ctx.send(Command::SelectZone(zone.clone()));
            }
            let name = name.as_str();
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
        Line::Facts => heading_ui(ui, &ctx.tr("compare-facts"), rect),
        Line::Policies => heading_ui(ui, &ctx.tr("compare-policies"), rect),
        Line::Group(name) => heading_ui(ui, name, rect),
        Line::NothingShared => {
            let builder = egui::UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, space::S)));
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

fn hairline(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(1.0, colours(ui).line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

fn heading_ui(ui: &mut Ui, text: &str, rect: Rect) {
    let p = colours(ui);
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    let galley = one_line(ui, text, heavy(size::BODY), p.ink, rect.width());
    let at = pos2(rect.left(), rect.bottom() - galley.size().y - space::XS);
    ui.painter().galley(at, galley, p.ink);
    hairline(ui, rect);
}

/// The name of a row in the first column, vertically centred.
fn name_ui(ui: &Ui, text: &str, grid: Grid, rect: Rect) {
    let p = colours(ui);
    let galley = one_line(
        ui,
        text,
        regular(size::BODY),
        p.ink_soft,
        grid.lead - space::M,
    );
    ui.painter()
        .galley(centred(rect, rect.left(), &galley), galley, p.ink_soft);
}

/// What a row says, for those who cannot see it.
fn spoken<'a>(
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

/// A gap says that it is one.
fn gap_ui(ui: &Ui, ctx: &Ctx<'_>, row: &Response, cell: Rect, at: usize) {
    let p = colours(ui);
    let galley = one_line(ui, GAP, regular(size::BODY), p.ink_faint, cell.width());
    ui.painter()
        .galley(centred(cell, cell.left(), &galley), galley, p.ink_faint);
    ui.interact(cell, row.id.with(at), Sense::hover())
        .on_hover_text(ctx.tr("unknown"));
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
    for (at, text) in row.cells.iter().enumerate() {
        let cell = grid.cell(rect, at);
        if text.is_empty() {
            gap_ui(ui, ctx, &response, cell, at);
            continue;
        }
        let galley = wrapped(ui, text, grid);
        let ink = colours(ui).ink;
        ui.painter()
            .galley(centred(cell, cell.left(), &galley), galley, ink);
        let hover = ui.interact(cell, response.id.with(at), Sense::hover());
        let sources = compared.zones.get(at).and_then(|id| ctx.data.zone(id));
        let sources = sources.map_or(&[][..], |zone| &zone.sources);
        hover.on_hover_ui(|ui| {
            ui.set_max_width(360.0);
            caption(ui, &ctx.tr("figure-from"));
            for source in sources.iter().filter_map(|id| ctx.data.source(id)) {
                ui.label(crate::chart::citation(source, ctx.lang));
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
    for (at, count) in row.cells.iter().enumerate() {
        let cell = grid.cell(rect, at);
        match count {
            None => gap_ui(ui, ctx, &response, cell, at),
            Some(n) => {
                let galley = one_line(ui, &n.to_string(), regular(size::BODY), p.ink, cell.width());
                ui.painter()
                    .galley(centred(cell, cell.left(), &galley), galley, p.ink);
            }
        }
    }
    hairline(ui, rect);
}

/// One metric, one definition, one period: click to chart it, hover a cell for its source.
fn figures_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    compared: &Comparison,
    row: &FigureRow,
    grid: Grid,
    rect: Rect,
) {
    let p = colours(ui);
    let response = ui.allocate_rect(rect, Sense::click());
    let detail = row.detail(ctx.lang);
    let texts: Vec<String> = row
        .cells
        .iter()
        .map(|cell| figures_text(cell, ctx.data, ctx.lang))
        .collect();
    response.widget_info(|| {
        let spoken = spoken_row(ctx, compared, row, &detail, &texts);
        WidgetInfo::labeled(Role::Button, true, spoken)
    });
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, p.selected);
    }
    let room = grid.lead - space::M;
    let name = one_line(ui, &row.name, regular(size::BODY), p.ink, room);
    let under = one_line(ui, &detail, regular(size::SMALL), p.ink_faint, room);
    let top = rect.center().y - 0.5 * (name.size().y + under.size().y);
    let below = top + name.size().y;
    ui.painter().galley(pos2(rect.left(), top), name, p.ink);
    ui.painter()
        .galley(pos2(rect.left(), below), under, p.ink_faint);
    for (at, text) in texts.iter().enumerate() {
        let cell = grid.cell(rect, at);
        let Some(figures) = row.cells.get(at).filter(|figures| !figures.is_empty()) else {
            gap_ui(ui, ctx, &response, cell, at);
            continue;
        };
        let standing = row.marks.get(at).copied().flatten();
        figure_ui(ui, ctx, text, row.is_conflict(at), standing, cell);
        let hover = ui.interact(cell, response.id.with(at), Sense::hover());
        hover.on_hover_ui(|ui| {
            for (nth, figure) in figures.iter().enumerate() {
                if nth > 0 {
                    ui.separator();
                }
                let obs = ctx.data.observations().get(figure.obs);
                figure_tooltip(ui, ctx.data, &obs, ctx.lang);
            }
        });
    }
    hairline(ui, rect);
    if response.clicked() {
        let spec = chart(ctx.view.chart.clone(), compared, row);
        ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
    }
    let name = row.name.as_str();
    response.on_hover_text(tr_args(ctx.lang, "compare-chart", &[("name", name.into())]));
}

fn spoken_row(
    ctx: &Ctx<'_>,
    compared: &Comparison,
    row: &FigureRow,
    detail: &str,
    texts: &[String],
) -> String {
    let texts = texts.iter().zip(&row.marks).map(|(text, standing)| {
        let text = match text.is_empty() {
            true => ctx.tr("unknown"),
            false => text.as_str().into(),
        };
        match standing {
            None => text,
            Some(Standing::Best) => format!("{text} {}", ctx.tr("compare-best")).into(),
            Some(Standing::Worst) => format!("{text} {}", ctx.tr("compare-worst")).into(),
        }
    });
    spoken(&format!("{} {detail}", row.name), compared, texts)
}

/// The figure, the sign and name of best or worst, and whether sources differ.
fn figure_ui(
    ui: &Ui,
    ctx: &Ctx<'_>,
    text: &str,
    several: bool,
    standing: Option<Standing>,
    cell: Rect,
) {
    let p = colours(ui);
    let font = match standing {
        Some(Standing::Best) => heavy(size::BODY),
        _ => regular(size::BODY),
    };
    let note = match (several, standing) {
        (true, _) => ctx.tr("compare-one-figure"),
        (_, Some(Standing::Best)) => ctx.tr("compare-best"),
        (_, Some(Standing::Worst)) => ctx.tr("compare-worst"),
        _ => "".into(),
    };
    let galley = one_line(ui, text, font, p.ink, cell.width());
    if note.is_empty() {
        ui.painter()
            .galley(centred(cell, cell.left(), &galley), galley, p.ink);
        return;
    }
    let ink = match (several, standing) {
        (true, _) => p.warn,
        (_, Some(Standing::Best)) => p.good,
        _ => p.ink_soft,
    };
    let indent = if standing.is_some() { 12.0 } else { 0.0 };
    let small = regular(size::SMALL);
    let note = one_line(ui, &note, small, ink, cell.width() - indent);
    let top = cell.center().y - 0.5 * (galley.size().y + note.size().y);
    let below = top + galley.size().y;
    let middle = pos2(cell.left() + 4.0, below + 0.5 * note.size().y);
    ui.painter().galley(pos2(cell.left(), top), galley, p.ink);
    ui.painter()
        .galley(pos2(cell.left() + indent, below), note, ink);
    if let Some(standing) = standing {
        let up = match standing {
            Standing::Best => -1.0,
            Standing::Worst => 1.0,
        };
        let corner = |x: f32, y: f32| middle + Vec2::new(x, y * up);
        let points = vec![corner(-4.0, -3.0), corner(4.0, -3.0), corner(0.0, 4.0)];
        let shape = egui::Shape::convex_polygon(points, ink, Stroke::NONE);
        ui.painter().add(shape);
    }
}

/// The row as ranked bars; size and colours as the last chart had them.
fn chart(last: ChartSpec, compared: &Comparison, row: &FigureRow) -> ChartSpec {
    ChartSpec {
        kind: ChartKind::RankedBar,
        subject: Subject::Metrics {
            metrics: vec![row.metric.clone()],
            entities: compared.zones.clone(),
        },
        period: PeriodChoice::At(row.period),
        size: last.size,
        theme: last.theme,
        ..ChartSpec::default()
    }
}
