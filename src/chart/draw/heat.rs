//! Coloured cells: names at the left, column heads above, values inside where they fit, a key to the shades.

use egui::{Align2, Color32, FontId, Rect, Stroke, StrokeKind, pos2, vec2};

use super::canvas::Canvas;
use super::key::{self, shade, shades};
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{HeatMap, HeatRow, Stated};
use crate::model::Lang;
use crate::text::{tr, tr_args};
use crate::theme::regular;

/// Lines a column head may have, and the share of the height they may take together.
const HEAD_LINES: usize = 6;
const HEAD_SHARE: f32 = 0.3;
/// The smallest text that can be read, in layout points.
const LEGIBLE: f32 = 9.0;

/// How the rows are arranged in blocks beside each other.
struct Plan {
    blocks: usize,
    /// Rows per block.
    rows: usize,
    shown: usize,
    row: f32,
    width: f32,
    names: f32,
    head: f32,
    cell: f32,
    font: FontId,
    /// Font of the values; `None` where they do not fit.
    values: Option<FontId>,
}

/// Draws the cells into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, map: &HeatMap, lang: Lang) -> Drawn {
    let mut rect = rect;
    rect.min.y += key::ramp(canvas, rect, map, lang);
    let mut drawn = Drawn::default();
    let Some(plan) = arrange(canvas, rect, map) else {
        return drawn;
    };
    for block in 0..plan.blocks {
        let first = block * plan.rows;
        let last = (first + plan.rows).min(plan.shown);
        if first >= last {
            break;
        }
        let left = rect.left() + block as f32 * (plan.width + 3.0 * canvas.sizes.gap);
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(plan.width, rect.height()));
        heads(canvas, place, map, &plan);
        for k in first..last {
            let top = place.top() + plan.head + (k - first) as f32 * plan.row;
            row(canvas, pos2(left, top), map, k, &plan);
        }
        hover(canvas, place, map, first..last, &plan, lang, &mut drawn);
    }
    let used = plan.head + plan.rows as f32 * plan.row;
    let line = canvas.line_height(&canvas.small());
    if plan.shown < map.height() && rect.top() + used + line <= rect.bottom() {
        let n = map.height() - plan.shown;
        let text = tr_args(lang, "chart-more-rows", &[("n", n.into())]);
        let font = canvas.small();
        let text = canvas.wrap(&text, &font, rect.width(), 1).concat();
        let ink = canvas.palette.ink_soft;
        canvas.text(rect.left_bottom(), Align2::LEFT_BOTTOM, &text, &font, ink);
    }
    drawn
}

/// Blocks with rows high enough to read; `None` where not even a cell fits.
fn arrange(canvas: &Canvas<'_>, rect: Rect, map: &HeatMap) -> Option<Plan> {
    let n = map.height();
    let columns = map.columns.len();
    // Short columns such as years may stand in two or three blocks; others need the width.
    let most = ((rect.width()
        / (columns as f32 * 2.4 * canvas.sizes.small + 8.0 * canvas.sizes.body))
        as usize)
        .clamp(1, 3);
    let plans = (1..=most).filter_map(|blocks| arrange_in(canvas, rect, map, blocks));
    let plans: Vec<Plan> = plans.collect();
    let best = plans
        .iter()
        .position(|p| p.shown == n && p.font.size >= canvas.sizes.small);
    let best = best.or_else(|| plans.iter().rposition(|p| p.shown == n));
    let best = best.unwrap_or(plans.len().saturating_sub(1));
    plans.into_iter().nth(best)
}

fn arrange_in(canvas: &Canvas<'_>, rect: Rect, map: &HeatMap, blocks: usize) -> Option<Plan> {
    let gutter = 3.0 * canvas.sizes.gap;
    let width = (rect.width() - gutter * (blocks - 1) as f32) / blocks as f32;
    let n = map.height();
    let wanted = n.div_ceil(blocks);
    let small = canvas.small();
    let heads = |cell: f32| {
        let font = head_font(canvas, map, cell);
        let inner = cell - 0.4 * canvas.sizes.gap;
        let line = canvas.line_height(&font);
        let most = ((HEAD_SHARE * rect.height() / line) as usize).clamp(1, HEAD_LINES);
        let lines = map
            .columns
            .iter()
            .map(|c| canvas.balance(&c.name, &font, inner, most).len());
        lines.max().unwrap_or(1) as f32 * line + 0.5 * canvas.sizes.gap
    };
    let names_in = |font: &FontId| {
        let widths = (0..n).map(|k| canvas.width(&map.row(k).name, font));
        widths.fold(0.0, f32::max).min(0.34 * width) + canvas.sizes.gap
    };
    // Names shrink a little, the rows close up, before rows are left out.
    let small_size = canvas.sizes.small;
    let least = LEGIBLE * canvas.zoom;
    let sizes = [
        (canvas.sizes.body, 1.12),
        (small_size, 1.12),
        (0.86 * small_size, 1.12),
        (0.8 * small_size, 1.04),
    ];
    let mut chosen = None;
    for (size, leading) in sizes {
        let size = size.max(least);
        let font = regular(size);
        let names = names_in(&font);
        let cell = (width - names) / map.columns.len().max(1) as f32;
        let head = heads(cell);
        let line = leading * size;
        let room = rect.height() - head;
        let fits = wanted as f32 * line <= room;
        chosen = Some((font, names, cell, head, line, room));
        if fits {
            break;
        }
    }
    let (font, names, cell, head, line, room) = chosen?;
    if cell <= 1.0 || room < line {
        return None;
    }
    let (rows, shown) = match wanted as f32 * line <= room {
        true => (wanted, n),
        false => {
            let rows = (((room - canvas.line_height(&small)) / line) as usize).max(1);
            (rows, (rows * blocks).min(n))
        }
    };
    let row = (room / wanted.max(1) as f32).clamp(line, 3.4 * canvas.sizes.body);
    let plan = Plan {
        blocks,
        rows,
        shown,
        row,
        width,
        names,
        head,
        cell,
        values: None,
        font,
    };
    Some(Plan {
        values: value_font(canvas, map, &plan),
        ..plan
    })
}

/// The largest legible font in which the longest value fits its cell.
fn value_font(canvas: &Canvas<'_>, map: &HeatMap, plan: &Plan) -> Option<FontId> {
    let small = canvas.sizes.small;
    let least = LEGIBLE * canvas.zoom;
    let sizes = [canvas.sizes.body, small, 0.86 * small].map(|size| size.max(least));
    let cells = || (0..map.height()).flat_map(|k| map.row(k).cells.iter().flatten());
    // Values are never larger than names.
    let fonts = sizes.into_iter().filter(|size| *size <= plan.font.size);
    fonts.map(regular).find(|font| {
        let widths = cells().map(|cell| canvas.width(&cell.mark.label, font));
        let widest = widths.fold(0.0, f32::max);
        widest + 0.5 * canvas.sizes.gap <= plan.cell && 1.08 * font.size <= plan.row
    })
}

/// The largest font in which the longest word of the heads fits its cell.
fn head_font(canvas: &Canvas<'_>, map: &HeatMap, cell: f32) -> FontId {
    let small = canvas.sizes.small;
    let words = || map.columns.iter().flat_map(|c| c.name.split(' '));
    // Chinese breaks anywhere.
    let latin = |word: &&str| word.is_ascii();
    let fits = |font: &FontId| {
        let widths = words().filter(latin).map(|word| canvas.width(word, font));
        widths.fold(0.0, f32::max) <= cell - 0.4 * canvas.sizes.gap
    };
    let fonts = [small, 0.86 * small, 0.74 * small].map(regular);
    let [.., least] = &fonts;
    fonts
        .iter()
        .find(|font| fits(font))
        .unwrap_or(least)
        .clone()
}

/// Column heads, upright; in a row of short ones that are too many only every second, third … is written.
fn heads(canvas: &Canvas<'_>, place: Rect, map: &HeatMap, plan: &Plan) {
    let mut font = canvas.small();
    let widest = map
        .columns
        .iter()
        .map(|c| canvas.width(&c.name, &font))
        .fold(0.0, f32::max);
    // Years are thinned out; longer names are broken into lines.
    let short = widest < 4.0 * font.size;
    if !short {
        font = head_font(canvas, map, plan.cell);
    }
    let line = canvas.line_height(&font);
    let stride = match short {
        true => ((widest + 0.6 * canvas.sizes.gap) / plan.cell)
            .ceil()
            .max(1.0) as usize,
        false => 1,
    };
    for (k, column) in map.columns.iter().enumerate().step_by(stride) {
        let x = place.left() + plan.names + (k as f32 + 0.5) * plan.cell;
        let room = plan.cell * stride as f32 - 0.4 * canvas.sizes.gap;
        let most = (((plan.head - 0.5 * canvas.sizes.gap) / line + 0.01) as usize).max(1);
        let lines = canvas.balance(&column.name, &font, room, most);
        let bottom = place.top() + plan.head - 0.5 * canvas.sizes.gap;
        for (i, text) in lines.iter().enumerate() {
            let y = bottom - (lines.len() - i) as f32 * line + 0.5 * line;
            let ink = canvas.palette.ink_faint;
            canvas.text(pos2(x, y), Align2::CENTER_CENTER, text, &font, ink);
        }
    }
}

/// A name and its cells.
fn row(canvas: &Canvas<'_>, at: egui::Pos2, map: &HeatMap, k: usize, plan: &Plan) {
    let HeatRow {
        name,
        cells,
        highlight,
        ..
    } = map.row(k);
    let p = canvas.palette;
    let pointed = map.rows.iter().any(|row| !row.highlight);
    let ink = match pointed && *highlight {
        true => p.ink,
        false => p.ink_soft,
    };
    let most = ((plan.row / (1.2 * plan.font.size)) as usize).clamp(1, 2);
    let lines = canvas.balance(name, &plan.font, plan.names - 0.5 * canvas.sizes.gap, most);
    for (i, text) in lines.iter().enumerate() {
        let shift = (i as f32 - 0.5 * (lines.len() - 1) as f32) * 1.2 * plan.font.size;
        let place = pos2(
            at.x + plan.names - canvas.sizes.gap,
            at.y + 0.5 * plan.row + shift,
        );
        canvas.text(place, Align2::RIGHT_CENTER, text, &plan.font, ink);
    }
    for (column, cell) in cells.iter().enumerate() {
        let left = at.x + plan.names + column as f32 * plan.cell;
        let place = Rect::from_min_size(pos2(left, at.y), vec2(plan.cell, plan.row));
        let place = canvas.snapped(place);
        match (cell, map.ramp(k, column)) {
            (Some(stated), Some(ramp)) => {
                let colour = shade(shades(canvas, ramp), ramp.at(stated.value()));
                filled(canvas, place, stated, colour, plan);
            }
            _ => empty(canvas, place),
        }
    }
    if pointed && *highlight {
        let all = Rect::from_min_size(
            pos2(at.x + plan.names, at.y),
            vec2(plan.cell * cells.len() as f32, plan.row),
        );
        let stroke = Stroke::new(0.6 * canvas.sizes.line, p.ink);
        canvas
            .painter
            .rect_stroke(all, 0.0, stroke, StrokeKind::Middle);
    }
    // A rule between what is compared with and the others.
    if k + 1 == map.references.len() {
        let stroke = Stroke::new(0.8 * canvas.sizes.line, p.ink);
        let across = at.x..=at.x + plan.names + plan.cell * cells.len() as f32;
        canvas.painter.hline(across, at.y + plan.row, stroke);
    }
}

/// A cell: full, or only its rim when approximate; a notch where sources differ.
fn filled(canvas: &Canvas<'_>, place: Rect, stated: &Stated, colour: Color32, plan: &Plan) {
    let p = canvas.palette;
    canvas.painter.rect_filled(place, 0.0, colour);
    let mut ground = colour;
    if stated.mark.approximate {
        let rim = (0.16 * place.height().min(place.width())).max(1.5 * canvas.sizes.hair);
        ground = p.raised.lerp_to_gamma(colour, 0.3);
        canvas.painter.rect_filled(place.shrink(rim), 0.0, ground);
    }
    let ink = contrast(p.ink, p.raised, ground);
    if !stated.others.is_empty() {
        let side = 0.3 * place.height().min(place.width());
        let corner = place.right_top();
        let notch = vec![corner, corner - vec2(side, 0.0), corner + vec2(0.0, side)];
        let shape = egui::Shape::convex_polygon(notch, ink, Stroke::NONE);
        canvas.painter.add(shape);
    }
    if let Some(font) = plan.values.as_ref().filter(|_| !stated.mark.carried) {
        let at = place.center();
        canvas.text(at, Align2::CENTER_CENTER, &stated.mark.label, font, ink);
    }
}

/// A cell without a figure: a hairline through an empty one.
fn empty(canvas: &Canvas<'_>, place: Rect) {
    let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.line);
    let inner = place.shrink(0.5 * canvas.sizes.hair);
    canvas
        .painter
        .rect_stroke(inner, 0.0, stroke, StrokeKind::Inside);
    canvas
        .painter
        .line_segment([inner.left_bottom(), inner.right_top()], stroke);
}

/// Whichever of two inks stands out more on `ground`.
pub(super) fn contrast(dark: Color32, light: Color32, ground: Color32) -> Color32 {
    let ratio = |ink| crate::theme::contrast(ink, ground);
    match ratio(dark) >= ratio(light) {
        true => dark,
        false => light,
    }
}

fn hover(
    canvas: &Canvas<'_>,
    place: Rect,
    map: &HeatMap,
    rows: std::ops::Range<usize>,
    plan: &Plan,
    lang: Lang,
    drawn: &mut Drawn,
) {
    let Some(pointer) = canvas.pointer.filter(|p| place.contains(*p)) else {
        return;
    };
    let down = (pointer.y - place.top() - plan.head) / plan.row;
    let across = (pointer.x - place.left() - plan.names) / plan.cell;
    if down < 0.0 || rows.start + down as usize >= rows.end {
        return;
    }
    let row = map.row(rows.start + down as usize);
    let column = (across >= 0.0).then_some(across as usize);
    let cell = column.and_then(|c| Some((map.columns.get(c)?, row.cells.get(c)?.as_ref())));
    let mut tip = Tip::new(&row.name);
    if let (Some((head, stated)), Some(column)) = (cell, column) {
        match stated {
            Some(stated) => key::stated(&mut tip, &head.name, stated, lang),
            None => tip.line(format!("{} {}", head.name, tr(lang, "chart-no-figure"))),
        }
        let left = place.left() + plan.names + column as f32 * plan.cell;
        let top = place.top() + plan.head + down.floor() * plan.row;
        let at = Rect::from_min_size(pos2(left, top), vec2(plan.cell, plan.row));
        let stroke = Stroke::new(canvas.sizes.line, canvas.palette.ink);
        canvas
            .painter
            .rect_stroke(at, 0.0, stroke, StrokeKind::Inside);
    }
    let mark = cell.and_then(|(_, stated)| stated).map(|s| s.mark.clone());
    drawn.hit = Some(Hit {
        name: row.name.clone(),
        id: row.id.clone(),
        period: mark.as_ref().and_then(|m| m.period),
        mark,
    });
    drawn.tip = Some(tip);
}
