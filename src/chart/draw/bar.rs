//! Ranked bars: one row each, name left, bar from zero, value at its end.

use egui::{Align2, Color32, FontId, Pos2, Rect, Stroke, pos2, vec2};
use egui_plot::{Bar, BarChart, PlotBounds};

use super::canvas::Canvas;
use super::{Tip, describe};
use crate::chart::frame::Row;
use crate::model::Lang;
use crate::text::tr_args;

/// How rows are arranged: in columns, names beside or above their bars.
struct Arrangement {
    columns: usize,
    /// Rows per column.
    rows: usize,
    row_height: f32,
    column_width: f32,
    /// Names stand above the bars.
    stacked: bool,
    /// Rows drawn; the rest is counted.
    shown: usize,
    /// Width of the names before the bars, gap included.
    names: f32,
    /// Width of the values beyond the bars, gap included.
    values: f32,
    /// From a row's top to the middle of its bar.
    offset: f32,
    /// Of a bar.
    thickness: f32,
    /// Font of names and values: smaller when the rows need it.
    font: FontId,
}

/// Draws the bars into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, rows: &[Row], lang: Lang) -> Option<Tip> {
    let plan = arrange(canvas, rect, rows);
    let gutter = 3.0 * canvas.sizes.gap;
    let mut tip = None;
    for column in 0..plan.columns {
        let first = column * plan.rows;
        let last = (first + plan.rows).min(plan.shown);
        if first >= last {
            break;
        }
        let left = rect.left() + column as f32 * (plan.column_width + gutter);
        let height = (last - first) as f32 * plan.row_height;
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(plan.column_width, height));
        let range = value_range(rows);
        tip = draw_column(canvas, place, &rows[first..last], &plan, range, lang).or(tip);
    }
    if plan.shown < rows.len() {
        let small = canvas.small();
        let n = (rows.len() - plan.shown).to_string();
        let text = tr_args(lang, "chart-more-rows", &[("n", n.into())]);
        let text = canvas.wrap(&text, &small, rect.width(), 1).concat();
        canvas.text(
            rect.left_bottom(),
            Align2::LEFT_BOTTOM,
            &text,
            &small,
            canvas.palette.ink_soft,
        );
    }
    tip
}

fn arrange(canvas: &Canvas<'_>, rect: Rect, rows: &[Row]) -> Arrangement {
    let plan = arrange_in(canvas, rect, rows, canvas.body());
    match plan.shown == rows.len() {
        true => plan,
        false => arrange_in(canvas, rect, rows, canvas.small()),
    }
}

fn arrange_in(canvas: &Canvas<'_>, rect: Rect, rows: &[Row], body: FontId) -> Arrangement {
    let line = canvas.line_height(&body);
    let widest = rows
        .iter()
        .map(|r| canvas.width(&r.name, &body))
        .fold(0.0, f32::max);
    let fits = |columns: usize| rows.len().div_ceil(columns) as f32 * line <= rect.height();
    // A column narrower than this has no room for a bar.
    let most = ((rect.width() / (18.0 * body.size)) as usize).clamp(1, 3);
    let columns = (1..=most).find(|&c| fits(c)).unwrap_or(most);
    let gutter = 3.0 * canvas.sizes.gap;
    let column_width = (rect.width() - gutter * (columns - 1) as f32) / columns as f32;
    let per_column = rows.len().div_ceil(columns);
    // What does not fit is counted on a line of its own below.
    let (per_column, shown, height) = if per_column as f32 * line <= rect.height() {
        (per_column, rows.len(), rect.height())
    } else {
        let height = (rect.height() - line).max(line);
        let room = ((height / line) as usize).max(1);
        (room, (room * columns).min(rows.len()), height)
    };
    let stacked = widest > 0.45 * column_width
        && column_width < 34.0 * body.size
        && per_column as f32 * 2.3 * line <= rect.height();
    let row_height = (height / per_column.max(1) as f32).min(8.0 * line);
    let gap = canvas.sizes.gap;
    // In a stacked row the bar lies below its name.
    let (offset, thickness) = match stacked {
        true => {
            let block = (2.4 * line).min(row_height);
            let thick = (block - line - 0.2 * gap).min(1.3 * line);
            (
                0.5 * (row_height - block) + line + 0.2 * gap + 0.5 * thick,
                thick,
            )
        }
        false => (0.5 * row_height, (0.62 * row_height).min(2.6 * line)),
    };
    let values = rows
        .iter()
        .map(|r| canvas.width(&r.mark.label, &body))
        .fold(0.0, f32::max);
    Arrangement {
        columns,
        rows: per_column,
        row_height,
        column_width,
        stacked,
        shown,
        // The same in all columns, so that all bars have one scale.
        names: if stacked {
            0.0
        } else {
            widest.min(0.42 * column_width) + gap
        },
        values: values.min(0.4 * column_width) + gap,
        offset,
        thickness,
        font: body,
    }
}

/// From the lowest value or zero to the highest or zero.
fn value_range(rows: &[Row]) -> (f64, f64) {
    let values = || rows.iter().map(|r| r.mark.value);
    let (min, max) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    if min == max { (0.0, 1.0) } else { (min, max) }
}

fn draw_column(
    canvas: &mut Canvas<'_>,
    place: Rect,
    rows: &[Row],
    plan: &Arrangement,
    (min, max): (f64, f64),
    lang: Lang,
) -> Option<Tip> {
    let left_values = if min < 0.0 { plan.values } else { 0.0 };
    let right_values = if max > 0.0 { plan.values } else { 0.0 };
    let left = place.left() + plan.names;
    let bars = Rect::from_min_max(
        pos2(left + left_values, place.top()),
        pos2(
            (place.right() - right_values).max(left + left_values + 1.0),
            place.bottom(),
        ),
    );
    let middle = |i: usize| place.top() + i as f32 * plan.row_height + plan.offset;
    let bounds = PlotBounds::from_min_max([min, -f64::from(place.height())], [max, 0.0]);
    let chart: Vec<Bar> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            bar(
                canvas,
                row,
                -f64::from(middle(i) - place.top()),
                plan.thickness,
            )
        })
        .collect();
    let id = format!("bars{}", place.left());
    let transform = canvas.plot(bars, bounds, false, &id, move |plot| {
        plot.bar_chart(BarChart::new("bars", chart).horizontal().allow_hover(false));
    });
    let zero = transform.position_from_point_x(0.0);
    let hair = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    canvas.painter.vline(zero, place.y_range(), hair);
    for (i, row) in rows.iter().enumerate() {
        let end = transform.position_from_point_x(row.mark.value);
        value(canvas, row, pos2(end, middle(i)), plan);
        name(canvas, row, place, middle(i), plan);
    }
    let pointer = canvas.pointer.filter(|p| place.contains(*p))?;
    let row = rows.get(((pointer.y - place.top()) / plan.row_height) as usize)?;
    let mut lines = vec![format!("{} {}", row.name, row.mark.label)];
    lines.extend(row.mark.period.map(|p| p.display(lang)));
    lines.extend(describe(&row.mark, lang));
    Some(Tip(lines))
}

/// The value beyond the bar's end.
fn value(canvas: &Canvas<'_>, row: &Row, end: Pos2, plan: &Arrangement) {
    let off = vec2(0.75 * canvas.sizes.gap, 0.0);
    let (at, anchor) = match row.mark.value < 0.0 {
        true => (end - off, Align2::RIGHT_CENTER),
        false => (end + off, Align2::LEFT_CENTER),
    };
    let label = canvas
        .wrap(&row.mark.label, &plan.font, plan.values, 1)
        .concat();
    canvas.text(at, anchor, &label, &plan.font, canvas.palette.ink);
}

/// The name: above its bar, or right-aligned before it on up to two lines.
fn name(canvas: &Canvas<'_>, row: &Row, place: Rect, middle: f32, plan: &Arrangement) {
    let (font, colour) = (&plan.font, canvas.palette.ink_soft);
    let (line, gap) = (canvas.line_height(font), canvas.sizes.gap);
    if plan.stacked {
        let at = pos2(
            place.left(),
            middle - 0.5 * plan.thickness - 0.2 * gap - 0.5 * line,
        );
        let name = canvas.wrap(&row.name, font, place.width(), 1).concat();
        canvas.text(at, Align2::LEFT_CENTER, &name, font, colour);
        return;
    }
    let most = ((plan.row_height / line) as usize).clamp(1, 2);
    let lines = canvas.balance(&row.name, font, plan.names - gap + 1.0, most);
    for (k, text) in lines.iter().enumerate() {
        let shift = (k as f32 - 0.5 * (lines.len() - 1) as f32) * line;
        let at = pos2(place.left() + plan.names - gap, middle + shift);
        canvas.text(at, Align2::RIGHT_CENTER, text, font, colour);
    }
}

/// One bar: filled, or pale with an outline when approximate; grey when others are pointed out.
fn bar(canvas: &Canvas<'_>, row: &Row, at: f64, thickness: f32) -> Bar {
    let p = canvas.palette;
    let (full, pale) = match row.highlight {
        true => (p.accent, p.accent_soft),
        false => (
            p.raised.lerp_to_gamma(p.ink_faint, 0.8),
            p.raised.lerp_to_gamma(p.ink_faint, 0.18),
        ),
    };
    let (fill, stroke) = match row.mark.approximate {
        true => (pale, Stroke::new(1.5 * canvas.sizes.hair, full)),
        false => (full, Stroke::new(0.0, Color32::TRANSPARENT)),
    };
    Bar::new(at, row.mark.value)
        .width(f64::from(thickness))
        .fill(fill)
        .stroke(stroke)
        .horizontal()
}
