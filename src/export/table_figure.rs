//! A table as a picture: title, the table, notes, source line, data version. The page is as large as the table needs.

use egui::{Align2, FontId, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::png::{PngMeta, encode};
use super::table::{Cell, Table, TableError, mark};
use crate::analysis::comparison::Standing;
use crate::chart::FigureTheme;
use crate::chart::style::figure_palette;
use crate::paint::{Headless, MAX_SIDE, Page};
use crate::theme::{Palette, heavy, regular, text_lines, text_width};

const MARGIN: f32 = 28.0;
const TITLE: f32 = 22.0;
const BODY: f32 = 14.0;
const SMALL: f32 = 12.0;
/// Line height in font sizes.
const LEADING: f32 = 1.36;
/// Between columns.
const GUTTER: f32 = 20.0;
/// Between a figure and its mark.
const MARK: f32 = 4.0;
/// Above and below the text of a row.
const PAD: f32 = 6.0;
/// Lines a cell may have; a longer text ends in an ellipsis.
const CELL_LINES: usize = 6;
/// Lines of the source.
const FOOT_LINES: usize = 8;
/// A coarser picture cannot be read.
const MIN_SCALE: f32 = 0.5;
/// Pixels a picture may have.
const MAX_PIXELS: f32 = 64e6;

/// Texts broken to their widths, and where they go.
struct Layout {
    size: Vec2,
    title: Vec<String>,
    columns: Vec<Column>,
    /// Header first.
    rows: Vec<RowLayout>,
    foot: Vec<String>,
}

#[derive(Clone, Copy)]
struct Column {
    left: f32,
    width: f32,
    /// Whether its head stands at the right: over figures.
    figures: bool,
    /// At the right of its figures, for the mark of best and worst.
    mark: f32,
}

struct RowLayout {
    height: f32,
    /// Lines of each cell; a heading has one.
    cells: Vec<Vec<String>>,
    heading: bool,
    /// Whether it has figures: its gaps then stand where they do.
    figures: bool,
}

/// The bytes of the picture.
pub(super) fn render_png(
    table: &Table,
    theme: FigureTheme,
    scale: f32,
) -> Result<Vec<u8>, TableError> {
    let egui_theme = match theme {
        FigureTheme::Dark => egui::Theme::Dark,
        FigureTheme::Light | FigureTheme::Print => egui::Theme::Light,
    };
    let palette = figure_palette(theme);
    let mut headless = Headless::new();
    let mut page = Page {
        size: Vec2::splat(16.0),
        ppp: 1.0,
        theme: egui_theme,
        background: palette.raised,
    };
    // Texts can only be measured inside a pass.
    let mut found = None;
    headless.render(page, |ui| found = Some(layout(ui, table)));
    let layout = found.ok_or(TableError::TooLarge)?;
    let side = layout.size.max_elem();
    page.ppp = scale
        .min(MAX_SIDE as f32 / side)
        .min((MAX_PIXELS / (layout.size.x * layout.size.y)).sqrt());
    page.size = layout.size;
    if page.ppp < MIN_SCALE.min(scale) {
        return Err(TableError::TooLarge);
    }
    let picture = headless.render(page, |ui| draw(ui, table, &layout, palette));
    let meta = PngMeta {
        title: table.title.clone(),
        source: table.source.clone(),
        data: table.version.clone(),
        ..PngMeta::default()
    };
    encode(&picture, &meta).map_err(TableError::Png)
}

fn layout(ui: &Ui, table: &Table) -> Layout {
    let body = regular(BODY);
    let strong = heavy(BODY);
    let mut columns = Vec::new();
    let mut x = MARGIN;
    for (at, name) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let cells = cells.filter(|cell| !matches!(cell, Cell::Heading(_)));
        let figures = |cell: &&Cell| at >= table.lead && cell.is_figure();
        let marks = cells.clone().filter(figures).filter_map(Cell::standing);
        let room = marks.map(|standing| text_width(ui, mark(standing), &body) + MARK);
        let room = room.fold(0.0, f32::max);
        let widest = cells
            .clone()
            .map(|cell| match figures(&cell) {
                true => text_width(ui, cell.bare(), &strong) + room,
                false => text_width(ui, &cell.shown(), &strong),
            })
            .fold(text_width(ui, name, &strong) + room, f32::max);
        let (least, most) = match at {
            0 => (96.0, 260.0),
            at if at < table.lead => (24.0, 140.0),
            _ => (84.0, 220.0),
        };
        let wide = (widest + 1.0).clamp(least, most);
        columns.push(Column {
            left: x,
            width: wide,
            figures: cells.clone().any(|cell| figures(&cell)),
            mark: room,
        });
        x += wide + GUTTER;
    }
    let inside = (x - GUTTER - MARGIN).max(420.0);
    let header = table.columns.iter().zip(&columns);
    let header = header.map(|(name, column)| {
        let room = column.width - column.mark;
        text_lines(ui, name, &strong, room, 3)
    });
    let mut rows = vec![row_layout(header.collect(), false, true)];
    for row in &table.rows {
        rows.push(match row.as_slice() {
            [Cell::Heading(text)] => {
                row_layout(vec![text_lines(ui, text, &strong, inside, 1)], true, false)
            }
            cells => {
                let figures = cells.iter().skip(table.lead);
                let figures = figures.clone().any(|cell| cell.is_figure());
                let cells = cells.iter().zip(&columns).enumerate();
                let cells =
                    cells.map(
                        |(at, (cell, column))| match at >= table.lead && cell.is_figure() {
                            true => {
                                let room = column.width - column.mark;
                                text_lines(ui, cell.bare(), &body, room, CELL_LINES)
                            }
                            false => text_lines(ui, &cell.shown(), &body, column.width, CELL_LINES),
                        },
                    );
                row_layout(cells.collect(), false, figures)
            }
        });
    }
    let title = text_lines(ui, &table.title, &heavy(TITLE), inside, 3);
    let small = regular(SMALL);
    let mut foot: Vec<String> = Vec::new();
    for text in table.notes.iter().chain([&table.source, &table.version]) {
        foot.extend(text_lines(ui, text, &small, inside, FOOT_LINES));
    }
    let height = 2.0 * MARGIN
        + title.len() as f32 * TITLE * LEADING
        + 12.0
        + rows.iter().map(|row| row.height).sum::<f32>()
        + 12.0
        + foot.len() as f32 * SMALL * LEADING;
    Layout {
        size: vec2(inside + 2.0 * MARGIN, height).ceil(),
        title,
        columns,
        rows,
        foot,
    }
}

fn row_layout(cells: Vec<Vec<String>>, heading: bool, figures: bool) -> RowLayout {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let above = if heading { 10.0 } else { 0.0 };
    RowLayout {
        height: lines as f32 * BODY * LEADING + 2.0 * PAD + above,
        cells,
        heading,
        figures,
    }
}

fn draw(ui: &Ui, table: &Table, layout: &Layout, p: &Palette) {
    let painter = ui.painter();
    let page = Rect::from_min_size(Pos2::ZERO, layout.size);
    painter.rect_filled(page, 0.0, p.raised);
    let put = |at: Pos2, side: Align2, text: &str, font: &FontId, ink| {
        let middle = at + vec2(0.0, 0.5 * font.size * LEADING);
        painter.text(middle, side, text, font.clone(), ink);
    };
    let line = |at: Pos2, text: &str, font: &FontId, ink| {
        put(at, Align2::LEFT_CENTER, text, font, ink);
    };
    let mut y = MARGIN;
    for text in &layout.title {
        line(pos2(MARGIN, y), text, &heavy(TITLE), p.ink);
        y += TITLE * LEADING;
    }
    y += 12.0;
    let across = MARGIN..=layout.size.x - MARGIN;
    for (n, row) in layout.rows.iter().enumerate() {
        let cells = n.checked_sub(1).and_then(|n| table.rows.get(n));
        let top = y + PAD + if row.heading { 10.0 } else { 0.0 };
        for (at, lines) in row.cells.iter().enumerate() {
            let Some(column) = layout.columns.get(at) else {
                continue;
            };
            let cell = cells.and_then(|cells| cells.get(at));
            let (font, ink) = look(cell, at, table.lead, p);
            let figure = at >= table.lead
                && match cell {
                    None => column.figures,
                    Some(Cell::Gap) => row.figures,
                    Some(cell) => cell.is_figure(),
                };
            let right = column.left + column.width - column.mark;
            for (nth, text) in lines.iter().enumerate() {
                let y = top + nth as f32 * BODY * LEADING;
                match figure {
                    true => put(pos2(right, y), Align2::RIGHT_CENTER, text, &font, ink),
                    false => line(pos2(column.left, y), text, &font, ink),
                }
            }
            // Beside the figure, so that it pushes no digits out of line.
            if figure && let Some(standing) = cell.and_then(Cell::standing) {
                line(pos2(right + MARK, top), mark(standing), &font, ink);
            }
        }
        y += row.height;
        let strength = if n == 0 || row.heading {
            p.ink_faint
        } else {
            p.line
        };
        painter.hline(across.clone(), y - 0.5, Stroke::new(1.0, strength));
    }
    y += 12.0;
    for text in &layout.foot {
        line(pos2(MARGIN, y), text, &regular(SMALL), p.ink_faint);
        y += SMALL * LEADING;
    }
}

/// How a cell is written; without one it is the header.
fn look(cell: Option<&Cell>, column: usize, lead: usize, p: &Palette) -> (FontId, egui::Color32) {
    match cell {
        None | Some(Cell::Heading(_)) => (heavy(BODY), p.ink),
        Some(Cell::Gap) => (regular(BODY), p.ink_faint),
        Some(
            Cell::Text {
                standing: Some(Standing::Best),
                ..
            }
            | Cell::Number {
                standing: Some(Standing::Best),
                ..
            },
        ) => (heavy(BODY), p.ink),
        Some(_) if column > 0 && column < lead => (regular(BODY), p.ink_soft),
        Some(_) => (regular(BODY), p.ink),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn figures_and_their_heads_stand_at_the_right_and_marks_beside_them() {
        let mut table = sample("字");
        let words = table.rows[2].clone();
        table.rows.push(words);
        let page = Page {
            size: Vec2::splat(16.0),
            ppp: 1.0,
            theme: egui::Theme::Light,
            background: figure_palette(FigureTheme::Light).raised,
        };
        let mut found = None;
        Headless::new().render(page, |ui| found = Some(layout(ui, &table)));
        let layout = found.unwrap();
        let figures: Vec<bool> = layout.columns.iter().map(|c| c.figures).collect();
        assert_eq!(figures, [false, true, false]);
        // The best one has its mark beside it, not among its digits.
        assert!(layout.columns[1].mark > MARK && layout.columns[2].mark == 0.0);
        assert_eq!(layout.rows[2].cells[1], ["−4165.5"]);
        let rows: Vec<bool> = layout.rows.iter().map(|row| row.figures).collect();
        assert_eq!(rows, [true, false, true, false, false]);
    }
}
