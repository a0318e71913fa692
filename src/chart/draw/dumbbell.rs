//! Rows of two dots: names at the left, values outside the dots, a key to the dots above.

use egui::{Align2, Color32, FontId, Rect, Stroke, pos2, vec2};

use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span};
use super::bar::{levels, rows_above};
use super::canvas::Canvas;
use super::key::{self, Key, whisker};
use super::slope::{hit, tip};
use super::symbol::{Symbol, dot, grey};
use super::tip::Drawn;
use crate::chart::frame::{Change, Dumbbell};
use crate::chart::spec::Axis;
use crate::model::Lang;
use crate::text::tr_args;

/// How the rows are arranged.
struct Plan {
    columns: usize,
    /// Rows per column.
    rows: usize,
    row: f32,
    shown: usize,
    names: f32,
    width: f32,
    font: FontId,
    /// Whether values stand beside the dots.
    values: bool,
}

/// Rows whose values are written out at most.
const VALUED: usize = 40;

/// Draws the rows into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, dumbbell: &Dumbbell, lang: Lang) -> Drawn {
    let mut rect = rect;
    rect.min.y += ends(canvas, rect, &dumbbell.ends);
    rect.min.y += rows_above(canvas, &dumbbell.levels);
    let small = canvas.line_height(&canvas.small());
    let plan = arrange(canvas, rect, dumbbell);
    let mut drawn = Drawn::default();
    for column in 0..plan.columns {
        let first = column * plan.rows;
        let last = (first + plan.rows).min(plan.shown);
        if first >= last {
            break;
        }
        let left = rect.left() + column as f32 * (plan.width + 3.0 * canvas.sizes.gap);
        let height = (last - first) as f32 * plan.row + 1.6 * small;
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(plan.width, height));
        column_of(
            canvas,
            place,
            dumbbell,
            &dumbbell.rows[first..last],
            &plan,
            lang,
            &mut drawn,
        );
    }
    if plan.shown < dumbbell.rows.len() {
        let n = dumbbell.rows.len() - plan.shown;
        let text = tr_args(lang, "chart-more-rows", &[("n", n.into())]);
        let font = canvas.small();
        let text = canvas.wrap(&text, &font, rect.width(), 1).concat();
        let ink = canvas.palette.ink_soft;
        canvas.text(rect.left_bottom(), Align2::LEFT_BOTTOM, &text, &font, ink);
    }
    drawn
}

/// What the two dots are; gives back the height used.
fn ends(canvas: &Canvas<'_>, rect: Rect, ends: &[String; 2]) -> f32 {
    let radius = canvas.sizes.point;
    let keys: Vec<Key<'_>> = ends
        .iter()
        .enumerate()
        .map(|(i, name)| Key {
            draw: Box::new(move |canvas, at| {
                let (colour, radius) = look(canvas, i == 1, true);
                dot(canvas, Symbol::Disc, at, radius, colour, false);
            }),
            width: 2.6 * radius,
            text: name.clone(),
        })
        .collect();
    key::row(canvas, rect, &keys, canvas.line_height(&canvas.small()))
}

/// Colour and radius of the first or second dot: the second is larger and stronger.
fn look(canvas: &Canvas<'_>, second: bool, highlight: bool) -> (Color32, f32) {
    let p = canvas.palette;
    let strong = match (second, highlight) {
        (true, true) => p.accent,
        (false, true) => p.raised.lerp_to_gamma(p.ink_faint, 0.85),
        (_, false) => grey(canvas),
    };
    (strong, canvas.sizes.point * if second { 1.35 } else { 1.0 })
}

fn arrange(canvas: &Canvas<'_>, rect: Rect, dumbbell: &Dumbbell) -> Plan {
    let small = canvas.line_height(&canvas.small());
    let n = dumbbell.rows.len();
    let room = (rect.height() - 1.6 * small).max(small);
    let gutter = 3.0 * canvas.sizes.gap;
    let most = ((rect.width() / (24.0 * canvas.sizes.body)) as usize).clamp(1, 3);
    let fits = |columns: usize, line: f32| n.div_ceil(columns) as f32 * line <= room;
    let body = canvas.line_height(&canvas.body());
    let (columns, font) = match (1..=most).find(|c| fits(*c, body)) {
        Some(columns) => (columns, canvas.body()),
        None => (
            (1..=most).find(|c| fits(*c, small)).unwrap_or(most),
            canvas.small(),
        ),
    };
    let line = canvas.line_height(&font);
    let wanted = n.div_ceil(columns);
    let (rows, shown) = match wanted as f32 * line <= room {
        true => (wanted, n),
        false => {
            let rows = (((room - small) / line) as usize).max(1);
            (rows, (rows * columns).min(n))
        }
    };
    let width = (rect.width() - gutter * (columns - 1) as f32) / columns as f32;
    let names = dumbbell.rows[..shown]
        .iter()
        .map(|row| canvas.width(&row.name, &font))
        .fold(0.0, f32::max);
    Plan {
        columns,
        rows,
        row: (room / wanted.max(1) as f32).clamp(line, 2.6 * line),
        shown,
        names: names.min(0.42 * width) + canvas.sizes.gap,
        width,
        values: n <= VALUED,
        font,
    }
}

fn column_of(
    canvas: &Canvas<'_>,
    place: Rect,
    dumbbell: &Dumbbell,
    rows: &[Change],
    plan: &Plan,
    lang: Lang,
    drawn: &mut Drawn,
) {
    let small = canvas.line_height(&canvas.small());
    let labels = rows
        .iter()
        .flat_map(|c| [&c.from.mark.label, &c.to.mark.label]);
    let value = match plan.values {
        true => labels
            .map(|l| canvas.width(l, &plan.font))
            .fold(0.0, f32::max),
        false => 0.0,
    };
    let side = value.min(0.16 * place.width()) + 1.5 * canvas.sizes.gap;
    let all = dumbbell.rows.iter();
    let all = all.flat_map(|c| [c.from.value(), c.to.value()]);
    let all = all.chain(dumbbell.levels.iter().map(|level| level.mark.value));
    let wanted = Wanted {
        span: span(all),
        axis: Axis {
            log: dumbbell.log,
            range: dumbbell.range,
        },
        ticks: (plan.width / (9.0 * small)) as usize,
        ranks: false,
        zero: false,
    };
    let axis = ValueAxis::new(wanted, canvas.short_ticks);
    let count = rows.len().max(1) as f64;
    let area_of = |left: f32, right: f32| {
        let inner = Rect::from_min_max(
            pos2(place.left() + plan.names + left, place.top()),
            pos2(place.right() - right, place.bottom() - 1.6 * small),
        );
        PlotArea::new(inner, axis.span(), ((0.0, count), false), true)
    };
    // Values need room beyond the axis only where a dot lies near its end.
    let slim = 1.5 * canvas.sizes.gap;
    let (low, high) = wanted.span;
    let narrow = area_of(slim, slim);
    let beyond = |from: f32, to: f32| if (to - from) < side { side } else { slim };
    let area = area_of(
        beyond(narrow.rect.left(), narrow.x.at(low)),
        beyond(narrow.x.at(high), narrow.rect.right()),
    );
    let inner = area.rect;
    if !inner.is_positive() {
        return;
    }
    axis.draw_along(canvas, &area, None);
    levels(canvas, &area, inner.top(), &dumbbell.levels);
    for (k, change) in rows.iter().enumerate() {
        let y = inner.top() + (k as f32 + 0.5) * plan.row;
        row(canvas, &area, change, y, plan, side);
        let name = canvas
            .wrap(&change.name, &plan.font, plan.names, 1)
            .concat();
        let ink = match change.highlight {
            true => canvas.palette.ink_soft,
            false => canvas.palette.ink_faint,
        };
        let at = pos2(place.left() + plan.names - canvas.sizes.gap, y);
        canvas.text(at, Align2::RIGHT_CENTER, &name, &plan.font, ink);
    }
    let inside = Rect::from_min_max(place.min, pos2(place.right(), inner.bottom()));
    if let Some(pointer) = canvas.pointer.filter(|p| inside.contains(*p))
        && let Some(change) = rows.get(((pointer.y - inner.top()) / plan.row).max(0.0) as usize)
    {
        drawn.hit = Some(hit(change));
        drawn.tip = Some(tip(change, &dumbbell.ends, dumbbell.inverted, lang));
    }
    drawn.plots.push(area);
}

fn row(canvas: &Canvas<'_>, area: &PlotArea, change: &Change, y: f32, plan: &Plan, side: f32) {
    let (from, to) = (area.x.at(change.from.value()), area.x.at(change.to.value()));
    // A chosen axis may leave values out: what lies beyond it is not drawn.
    let across = area.rect.x_range();
    let shown = |x: f32| across.expand(0.5).contains(x);
    let (first, small) = look(canvas, false, change.highlight);
    let (second, large) = look(canvas, true, change.highlight);
    let between = canvas.palette.raised.lerp_to_gamma(second, 0.4);
    let stroke = Stroke::new(1.1 * canvas.sizes.line, between);
    let ends = [from, to].map(|x| pos2(across.clamp(x), y));
    canvas.painter.line_segment(ends, stroke);
    let ends = [
        (&change.from, from, first, small),
        (&change.to, to, second, large),
    ];
    for (stated, x, colour, radius) in ends {
        if let Some((low, high)) = stated.range() {
            let [low, high] = [low, high].map(|value| pos2(across.clamp(area.x.at(value)), y));
            whisker(canvas, low, high, colour);
        }
        if shown(x) {
            let hollow = stated.mark.approximate;
            dot(canvas, Symbol::Disc, pos2(x, y), radius, colour, hollow);
        }
    }
    if !plan.values {
        return;
    }
    // The smaller value stands left of its dot, the larger one right of its own.
    let forwards = from <= to;
    let values = [(&change.from, from, !forwards), (&change.to, to, forwards)];
    for (stated, x, right) in values.into_iter().filter(|(_, x, _)| shown(*x)) {
        let off = large + 0.5 * canvas.sizes.gap;
        let (x, anchor) = match right {
            true => (x + off, Align2::LEFT_CENTER),
            false => (x - off, Align2::RIGHT_CENTER),
        };
        let label = canvas
            .wrap(&stated.mark.label, &plan.font, side, 1)
            .concat();
        // A hairline would run through the digits.
        let size = vec2(canvas.width(&label, &plan.font), plan.font.size);
        let ground = anchor.anchor_size(pos2(x, y), size);
        canvas
            .painter
            .rect_filled(ground, 0.0, canvas.palette.raised);
        canvas.text(pos2(x, y), anchor, &label, &plan.font, canvas.palette.ink);
    }
}
