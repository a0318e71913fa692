//! Miniatures of the kinds that set entities side by side.

use egui::{Painter, Pos2, Rect, Stroke, pos2, vec2};

use super::{dot, scale};
use crate::chart::{
    Change, Distribution, Dumbbell, Event, Funnel, HeatMap, Scatter, Slope, Timeline, Waterfall,
};
use crate::theme::Palette;

/// Rows drawn at most.
const ROWS: usize = 8;
/// Dots drawn at most: a miniature has no room for more.
const DOTS: usize = 400;

/// Where a value stands on an axis that may be a log one.
fn on(log: bool) -> impl Fn(f64) -> f64 {
    move |v| {
        if log {
            v.max(f64::MIN_POSITIVE).ln()
        } else {
            v
        }
    }
}

pub(super) fn scatter(painter: &Painter, rect: Rect, all: &Scatter, p: &Palette) {
    let rect = rect.shrink(4.0);
    let (along, up) = (on(all.x.axis.log), on(all.y.axis.log));
    let xs = all.dots.iter().map(|d| along(d.x.value()));
    let x = scale(xs, rect.left(), rect.right());
    let ys = all.dots.iter().map(|d| up(d.y.value()));
    let y = scale(ys, rect.bottom(), rect.top());
    let step = all.dots.len().div_ceil(DOTS).max(1);
    for d in all.dots.iter().step_by(step) {
        let ink = match (d.highlight, d.group) {
            (false, _) => p.ink_faint,
            (true, Some(group)) => p.series(group),
            (true, None) => p.accent,
        };
        let at = pos2(x(along(d.x.value())), y(up(d.y.value())));
        painter.circle_filled(at, 2.0, ink.gamma_multiply(0.7));
    }
}

pub(super) fn slope(painter: &Painter, rect: Rect, all: &Slope, p: &Palette) {
    let rect = rect.shrink(4.0);
    let place = on(all.log);
    let values = all.lines.iter().flat_map(ends).map(&place);
    let (bottom, top) = match all.inverted {
        true => (rect.top(), rect.bottom()),
        false => (rect.bottom(), rect.top()),
    };
    let y = scale(values, bottom, top);
    // What is pointed out lies on top.
    for strong in [false, true] {
        for (i, line) in all.lines.iter().enumerate().rev() {
            let pointed = line.highlight && (i == 0 || all.lines.iter().any(|l| !l.highlight));
            if pointed != strong {
                continue;
            }
            let ink = if strong { p.accent } else { p.ink_faint };
            let [from, to] = ends(line).map(|v| y(place(v)));
            let ends = [pos2(rect.left(), from), pos2(rect.right(), to)];
            let width = if strong { 2.0 } else { 1.0 };
            painter.line_segment(ends, Stroke::new(width, ink));
            for at in ends {
                painter.circle_filled(at, 1.2 * width, ink);
            }
        }
    }
}

fn ends(change: &Change) -> [f64; 2] {
    [change.from.value(), change.to.value()]
}

pub(super) fn dumbbell(painter: &Painter, rect: Rect, all: &Dumbbell, p: &Palette) {
    let shown = &all.rows[..all.rows.len().min(ROWS)];
    let place = on(all.log);
    let values = shown.iter().flat_map(ends).map(&place);
    let x = scale(values, rect.left() + 4.0, rect.right() - 4.0);
    let step = rect.height() / shown.len().max(3) as f32;
    for (i, row) in shown.iter().enumerate() {
        let y = rect.top() + (i as f32 + 0.5) * step;
        let [from, to] = ends(row).map(|v| pos2(x(place(v)), y));
        painter.line_segment([from, to], Stroke::new(1.5, p.line));
        painter.circle_filled(from, 2.0, p.ink_faint);
        dot(painter, to, row.to.mark.approximate, p.accent, p.raised);
    }
}

pub(super) fn heat(painter: &Painter, rect: Rect, all: &HeatMap, p: &Palette) {
    let rows = all.rows.len().min(2 * ROWS);
    let size = rect.size() / vec2(all.columns.len().max(1) as f32, rows.max(1) as f32);
    for (i, row) in all.rows.iter().take(rows).enumerate() {
        for (k, cell) in row.cells.iter().enumerate() {
            let (Some(cell), Some(ramp)) = (cell, all.ramp(i, k)) else {
                continue;
            };
            let shades: &[_] = match ramp.diverging {
                true => &p.diverging,
                false => &p.sequential,
            };
            let last = shades.len().saturating_sub(1) as f64;
            let at = (ramp.at(cell.value()) * last).round() as usize;
            let Some(shade) = shades.get(at) else {
                continue;
            };
            let corner = rect.min + size * vec2(k as f32, i as f32);
            let gap = vec2(1.0, 1.0).min(0.2 * size);
            painter.rect_filled(Rect::from_min_size(corner, size - gap), 0.0, *shade);
        }
    }
}

pub(super) fn distribution(painter: &Painter, rect: Rect, all: &Distribution, p: &Palette) {
    let place = on(all.axis.axis.log);
    let dots = all.strips.iter().flat_map(|s| &s.dots);
    let values = dots.map(|d| place(d.stated.value()));
    let x = scale(values, rect.left() + 4.0, rect.right() - 4.0);
    let shown = all.strips.len().min(ROWS);
    let height = rect.height() / shown.max(1) as f32;
    for (i, strip) in all.strips.iter().take(shown).enumerate() {
        let y = rect.top() + (i as f32 + 0.5) * height;
        let half = (0.35 * height).min(10.0);
        if let Some(quartiles) = &strip.quartiles {
            let ends = [quartiles.q1, quartiles.q3].map(|v| x(place(v)));
            let bar = Rect::from_min_max(pos2(ends[0], y - half), pos2(ends[1], y + half));
            painter.rect_filled(bar, 0.0, p.line);
            let middle = x(place(quartiles.median));
            painter.vline(middle, bar.y_range(), Stroke::new(2.0, p.ink));
        }
        let step = strip.dots.len().div_ceil(DOTS / shown.max(1)).max(1);
        for dot in strip.dots.iter().step_by(step) {
            let at = Pos2::new(x(place(dot.stated.value())), y);
            painter.circle_filled(at, 1.8, p.accent.gamma_multiply(0.6));
        }
    }
}

pub(super) fn funnel(painter: &Painter, rect: Rect, all: &Funnel, p: &Palette) {
    let most = all.stages.iter().map(|s| s.stated.value());
    let most = most.fold(f64::MIN_POSITIVE, f64::max);
    let step = rect.height() / all.stages.len().max(1) as f32;
    for (i, stage) in all.stages.iter().enumerate() {
        let width = rect.width() * (stage.stated.value() / most).max(0.0) as f32;
        let middle = pos2(rect.center().x, rect.top() + (i as f32 + 0.5) * step);
        let bar = Rect::from_center_size(middle, vec2(width.max(1.5), 0.7 * step));
        let last = i + 1 == all.stages.len();
        painter.rect_filled(bar, 1.0, if last { p.accent } else { p.ink_faint });
    }
}

pub(super) fn waterfall(painter: &Painter, rect: Rect, all: &Waterfall, p: &Palette) {
    let values = || all.steps.iter().map(|s| s.stated.value());
    let y = scale(values(), rect.bottom() - 2.0, rect.top() + 2.0);
    let step = rect.width() / all.steps.len().max(1) as f32;
    let mut before = None;
    for (i, value) in values().enumerate() {
        let from = before.unwrap_or(value);
        let (a, b) = (y(from), y(value));
        let left = rect.left() + (i as f32 + 0.1) * step;
        let bar = Rect::from_min_max(
            pos2(left, a.min(b) - 1.0),
            pos2(left + 0.8 * step, a.max(b) + 1.0),
        );
        let ink = match value.total_cmp(&from) {
            std::cmp::Ordering::Greater => p.accent,
            std::cmp::Ordering::Less => p.series(1),
            std::cmp::Ordering::Equal => p.ink_faint,
        };
        painter.rect_filled(bar, 0.0, ink);
        before = Some(value);
    }
}

/// Dates on a line, each with a pole as high as it has measures.
pub(super) fn timeline(painter: &Painter, rect: Rect, all: &Timeline, p: &Palette) {
    let rect = rect.shrink(4.0);
    let events = || all.events.iter().take(DOTS);
    let x = scale(events().map(Event::middle), rect.left(), rect.right());
    let most = events().map(|event| event.mark.value).fold(1.0, f64::max);
    let ground = Stroke::new(1.0, p.ink_faint);
    painter.hline(rect.x_range(), rect.bottom(), ground);
    for event in events() {
        let height = rect.height() * (event.mark.value / most).sqrt() as f32;
        let top = pos2(x(event.middle()), rect.bottom() - height);
        let ink = if event.highlight {
            p.accent
        } else {
            p.ink_faint
        };
        painter.vline(top.x, top.y..=rect.bottom(), ground);
        painter.circle_filled(top, 2.0, ink);
    }
}
