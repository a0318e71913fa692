//! Rows of figures: one metric, one definition, one period each.

use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2};

use super::super::Ctx;
use super::table::{Grid, cell_sense, figure_left, gap_ui, hairline, spoken};
use crate::analysis::comparison::{Comparison, FigureRow, Standing};
use crate::app::command::{ChartEdit, Command};
use crate::app::widgets::{centred, colours, figure_tooltip, one_line};
use crate::chart::{ChartKind, ChartSpec, PeriodChoice, Subject};
use crate::export::comparison::figures_text;
use crate::text::tr_args;
use crate::theme::{heavy, regular, size};

/// One metric, one definition, one period: click to chart it, hover a cell for its source.
pub(super) fn figures_ui(
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
    let lead = grid.name(rect);
    let name = one_line(ui, &row.name, regular(size::BODY), p.ink, lead.width());
    let under = one_line(ui, &detail, regular(size::SMALL), p.ink_faint, lead.width());
    let top = rect.center().y - 0.5 * (name.size().y + under.size().y);
    let below = top + name.size().y;
    ui.painter().galley(pos2(lead.left(), top), name, p.ink);
    ui.painter()
        .galley(pos2(lead.left(), below), under, p.ink_faint);
    let cells = &mut grid.cells_ui(ui, rect);
    for (at, text) in texts.iter().enumerate() {
        let cell = grid.cell(rect, at);
        let Some(figures) = row.cells.get(at).filter(|figures| !figures.is_empty()) else {
            gap_ui(cells, ctx, &response, cell, (at, true));
            continue;
        };
        let standing = row.marks.get(at).copied().flatten();
        figure_ui(cells, ctx, text, row.is_conflict(at), standing, cell);
        let hover = cell_sense(cells, &response, cell, at);
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
    // Over the name alone: an open tooltip of the whole row would keep those of its cells from opening.
    let told = tr_args(
        ctx.lang,
        "compare-chart",
        &[("name", row.name.as_str().into())],
    );
    ui.interact(lead, response.id.with("name"), Sense::hover())
        .on_hover_text(told);
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
    let left = figure_left(cell, galley.size().x);
    if note.is_empty() {
        ui.painter()
            .galley(centred(cell, left, &galley), galley, p.ink);
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
    let note_left = figure_left(cell, note.size().x + indent) + indent;
    let middle = pos2(note_left - indent + 4.0, below + 0.5 * note.size().y);
    ui.painter().galley(pos2(left, top), galley, p.ink);
    ui.painter().galley(pos2(note_left, below), note, ink);
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
