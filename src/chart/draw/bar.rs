//! Ranked bars: one row each, name left, bar from zero, value at its end.

use egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, pos2, vec2};
use egui_plot::{Bar, BarChart, PlotBounds};

use super::View;
use super::area::{PlotArea, Ruler};
use super::canvas::Canvas;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Bars, Level, Row};
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
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, bars: &Bars) -> Drawn {
    let (rows, lang) = (&bars.rows[..], view.lang);
    let mut rect = rect;
    let foot = rect.bottom();
    rect.min.y += rows_above(canvas, &bars.levels);
    let plan = arrange(canvas, rect, rows);
    let gutter = 3.0 * canvas.sizes.gap;
    let mut drawn = Drawn::default();
    for column in 0..plan.columns {
        let first = column * plan.rows;
        let last = (first + plan.rows).min(plan.shown);
        if first >= last {
            break;
        }
        let left = rect.left() + column as f32 * (plan.column_width + gutter);
        let height = (last - first) as f32 * plan.row_height;
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(plan.column_width, height));
        let range = value_range(bars, view.y.range);
        let column = Column {
            rows: &rows[first..last],
            first,
            place,
            range,
        };
        let area = column.area(&plan);
        levels(canvas, &area, rect.top(), &bars.levels);
        column.draw(canvas, &plan, area, lang, &mut drawn);
    }
    if plan.shown < rows.len() {
        let small = canvas.small();
        let n = (rows.len() - plan.shown).to_string();
        let text = tr_args(lang, "chart-more-rows", &[("n", n.into())]);
        let text = canvas.wrap(&text, &small, rect.width(), 1).concat();
        canvas.text(
            pos2(rect.left(), foot),
            Align2::LEFT_BOTTOM,
            &text,
            &small,
            canvas.palette.ink_soft,
        );
    }
    drawn
}

/// Rows in which the names of values compared with are nudged apart: there are three such values.
const LEVEL_ROWS: usize = 3;

/// Height of the names of the values compared with, above the plot.
pub(super) fn rows_above(canvas: &Canvas<'_>, levels: &[Level]) -> f32 {
    match levels.len().min(LEVEL_ROWS) {
        0 => 0.0,
        rows => (rows as f32 + 0.2) * canvas.line_height(&canvas.small()),
    }
}

/// Dashed lines at the values compared with, named above; a name that would run into another is left to the tooltip.
pub(super) fn levels(canvas: &Canvas<'_>, plot: &PlotArea, top: f32, levels: &[Level]) {
    let small = canvas.small();
    let mut order: Vec<&Level> = levels
        .iter()
        .filter(|l| plot.x.shows(l.mark.value))
        .collect();
    order.sort_by(|a, b| a.mark.value.total_cmp(&b.mark.value));
    let line = canvas.line_height(&small);
    let mut taken_to = [f32::NEG_INFINITY; LEVEL_ROWS];
    for level in order {
        let x = plot.x.at(level.mark.value);
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_soft);
        let dash = 3.0 * canvas.sizes.hair;
        let ends = [pos2(x, top), pos2(x, plot.rect.bottom())];
        canvas
            .painter
            .extend(Shape::dashed_line(&ends, stroke, dash, dash));
        let text = format!("{} {}", level.name, level.mark.label);
        let half = 0.5 * canvas.width(&text, &small);
        let most = canvas.painter.clip_rect().right() - canvas.sizes.margin - half;
        let middle = x.max(plot.rect.left() - canvas.sizes.gap + half).min(most);
        let row = taken_to.iter().position(|end| middle - half > *end);
        if let Some(row) = row.filter(|row| *row < levels.len() && 2.0 * half < plot.rect.width()) {
            let at = pos2(middle, top - (0.6 + row as f32) * line);
            canvas.text(
                at,
                Align2::CENTER_CENTER,
                &text,
                &small,
                canvas.palette.ink_soft,
            );
            taken_to[row] = middle + half + canvas.sizes.gap;
        }
    }
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

/// From the lowest value or zero to the highest or zero; a chosen range is grown to hold zero, where bars start.
fn value_range(bars: &Bars, chosen: Option<(f64, f64)>) -> (f64, f64) {
    let rows = bars.rows.iter().map(|r| r.mark.value);
    let values = rows.chain(bars.levels.iter().map(|l| l.mark.value));
    let (min, max) = match chosen {
        Some((low, high)) => (low.min(0.0), high.max(0.0)),
        None => values.fold((0.0, 0.0), |(low, high): (f64, f64), v| {
            (low.min(v), high.max(v))
        }),
    };
    if min == max { (0.0, 1.0) } else { (min, max) }
}

/// Rows under each other.
struct Column<'a> {
    rows: &'a [Row],
    /// Number of the first.
    first: usize,
    place: Rect,
    range: (f64, f64),
}

impl Column<'_> {
    /// Where the bars lie; the same values lie at the same places in every column.
    fn area(&self, plan: &Arrangement) -> PlotArea {
        let (place, (min, max)) = (self.place, self.range);
        // Values on both sides leave the bars at least as much room as either takes.
        let room = (place.width() - plan.names).max(0.0);
        let both = min < 0.0 && max > 0.0;
        let side = plan.values.min(if both { 0.33 } else { 0.7 } * room);
        let left_values = if min < 0.0 { side } else { 0.0 };
        let right_values = if max > 0.0 { side } else { 0.0 };
        let left = place.left() + plan.names + left_values;
        let bars = Rect::from_min_max(
            pos2(left, place.top()),
            pos2(
                (place.right() - right_values).max(left + 1.0),
                place.bottom(),
            ),
        );
        let rows = (
            self.first as f64 - 0.5,
            (self.first + self.rows.len()) as f64 - 0.5,
        );
        PlotArea {
            rect: bars,
            x: Ruler::new((min, max), false, (bars.left(), bars.right())),
            y: Ruler::new(rows, false, (bars.top(), bars.bottom())),
            lying: true,
        }
    }

    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        plan: &Arrangement,
        area: PlotArea,
        lang: Lang,
        drawn: &mut Drawn,
    ) {
        let (place, bars, (min, max)) = (self.place, area.rect, self.range);
        let middle = |i: usize| place.top() + i as f32 * plan.row_height + plan.offset;
        let hovered = canvas
            .pointer
            .filter(|p| place.contains(*p))
            .map(|p| ((p.y - place.top()) / plan.row_height) as usize)
            .filter(|i| *i < self.rows.len());
        let bounds = PlotBounds::from_min_max([min, -f64::from(place.height())], [max, 0.0]);
        let chart: Vec<Bar> = self
            .rows
            .iter()
            .enumerate()
            .map(|(i, row)| {
                let at = -f64::from(middle(i) - place.top());
                let dim = hovered.is_some_and(|h| h != i);
                bar(canvas, row, at, plan.thickness, dim, self.range)
            })
            .collect();
        let id = format!("bars{}/{}", place.left(), place.top());
        canvas.plot(bars, bounds, false, &id, move |plot| {
            plot.bar_chart(BarChart::new("bars", chart).horizontal().allow_hover(false));
        });
        let hair = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
        canvas.painter.vline(area.x.at(0.0), place.y_range(), hair);
        for (i, row) in self.rows.iter().enumerate() {
            let end = area.x.at(row.mark.value.clamp(min, max));
            value(canvas, row, pos2(end, middle(i)), place, plan);
            name(canvas, row, place, middle(i), plan);
        }
        drawn.plots.push(area);
        if let Some(row) = hovered.and_then(|i| self.rows.get(i)) {
            let mut tip = Tip::new(format!("{} {}", row.name, row.mark.label));
            if let Some(period) = row.mark.period {
                tip.line(period.display(lang));
            }
            tip.mark(&row.mark, lang);
            drawn.tip = Some(tip);
            drawn.hit = Some(Hit {
                name: row.name.clone(),
                id: row.id.clone(),
                mark: Some(row.mark.clone()),
                period: row.mark.period,
            });
        }
    }
}

/// The value beyond the bar's end.
fn value(canvas: &Canvas<'_>, row: &Row, end: Pos2, place: Rect, plan: &Arrangement) {
    let off = vec2(0.75 * canvas.sizes.gap, 0.0);
    let names = match plan.stacked {
        true => place.left(),
        false => place.left() + plan.names,
    };
    let (at, anchor, room) = match row.mark.value < 0.0 {
        true => (end - off, Align2::RIGHT_CENTER, end.x - off.x - names),
        false => (
            end + off,
            Align2::LEFT_CENTER,
            place.right() - end.x - off.x,
        ),
    };
    let whole = canvas.width(&row.mark.label, &plan.font);
    if room < whole.min(2.0 * plan.font.size) {
        return;
    }
    let room = plan.values.min(room + 0.5);
    let label = canvas.wrap(&row.mark.label, &plan.font, room, 1).concat();
    // A line of comparison would run through the digits.
    let size = vec2(
        canvas.width(&label, &plan.font),
        canvas.line_height(&plan.font),
    );
    let ground = anchor
        .anchor_size(at, size)
        .shrink2(vec2(-1.0, 0.1 * size.y));
    canvas
        .painter
        .rect_filled(ground, 0.0, canvas.palette.raised);
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
fn bar(
    canvas: &Canvas<'_>,
    row: &Row,
    at: f64,
    thickness: f32,
    dim: bool,
    (min, max): (f64, f64),
) -> Bar {
    let p = canvas.palette;
    let (full, pale) = match row.highlight {
        true => (p.accent, p.accent_soft),
        false => (
            p.raised.lerp_to_gamma(p.ink_faint, 0.8),
            p.raised.lerp_to_gamma(p.ink_faint, 0.18),
        ),
    };
    let full = if dim {
        p.raised.lerp_to_gamma(full, 0.45)
    } else {
        full
    };
    let (fill, stroke) = match row.mark.approximate {
        true => (pale, Stroke::new(1.5 * canvas.sizes.hair, full)),
        false => (full, Stroke::new(0.0, Color32::TRANSPARENT)),
    };
    Bar::new(at, row.mark.value.clamp(min, max))
        .width(f64::from(thickness))
        .fill(fill)
        .stroke(stroke)
        .horizontal()
}
