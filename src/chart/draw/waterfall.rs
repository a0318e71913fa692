//! Floating bars from the first figure, rise by rise and fall by fall, to the last.

use egui::{Align2, Color32, Rect, Stroke, StrokeKind, pos2};

use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span};
use super::canvas::Canvas;
use super::key::{self, whisker};
use super::scale::let_down;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Step, Waterfall};
use crate::chart::spec::Axis;
use crate::model::Lang;
use crate::text::tr_args;

/// Draws the steps into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, fall: &Waterfall, lang: Lang) -> Drawn {
    let (Some(first), Some(last)) = (fall.steps.first(), fall.steps.last()) else {
        return Drawn::default();
    };
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let values = span(fall.steps.iter().map(|s| s.stated.value()));
    // Bars stand on zero; where the steps would vanish above it, the ends are levels, not bars.
    let zero = values.0 <= 0.0 || values.1 - values.0 > 0.4 * values.1;
    let wanted = Wanted {
        span: values,
        axis: Axis::default(),
        ticks: (rect.height() / (4.0 * line)) as usize,
        ranks: false,
        zero,
    };
    let axis = ValueAxis::new(wanted, canvas.short_ticks);
    let inner = Rect::from_min_max(
        pos2(
            rect.left() + axis.width(canvas) + 1.25 * canvas.sizes.gap,
            rect.top() + 1.4 * line,
        ),
        pos2(rect.right() - canvas.sizes.gap, rect.bottom() - 1.6 * line),
    );
    if !inner.is_positive() {
        return Drawn::default();
    }
    // The last figure stands once more at the end, as what all steps led to.
    let slots = fall.steps.len() + 1;
    let (mut up, log) = axis.span();
    if let Some(value) = hanging(fall) {
        let room = 1.1 * canvas.line_height(&canvas.body());
        up = let_down(up, value, room, inner.height());
    }
    let area = PlotArea::new(inner, ((0.0, slots as f64), false), (up, log), false);
    axis.draw_up(canvas, &area, None);
    let slot = inner.width() / slots as f32;
    let bar = |k: usize| {
        let middle = inner.left() + (k as f32 + 0.5) * slot;
        let half = (0.36 * slot).min(4.0 * line);
        (middle - half, middle + half)
    };
    end(canvas, &area, bar(0), first, zero);
    for k in 1..fall.steps.len() {
        let before = fall.steps[k - 1].stated.value();
        step(canvas, &area, bar(k), &fall.steps[k], before);
        join(
            canvas,
            area.y.at(before),
            bar(k - 1).1,
            bar(k).0,
            fall.steps[k].after_gap,
        );
    }
    join(
        canvas,
        area.y.at(last.stated.value()),
        bar(slots - 2).1,
        bar(slots - 1).0,
        false,
    );
    end(canvas, &area, bar(slots - 1), last, zero);
    periods(canvas, rect, &area, fall, slot, lang);
    let (hit, tip) = hover(canvas, &area, fall, slot, lang);
    Drawn {
        plots: vec![area],
        hit,
        tip,
    }
}

/// The lowest value whose label hangs below its bar: of falls, and of ends below zero.
fn hanging(fall: &Waterfall) -> Option<f64> {
    let mut values = fall.steps.iter().map(|step| step.stated.value());
    let before = std::iter::once(0.0).chain(values.clone());
    let falls = values.clone().zip(before).filter(|(now, was)| now < was);
    falls
        .map(|(now, _)| now)
        .chain(values.next_back().filter(|last| *last < 0.0))
        .reduce(f64::min)
}

/// Middle of the label of `bar`: below it where that is wished and there is room, else above.
fn beside(canvas: &Canvas<'_>, area: &PlotArea, bar: Rect, below: bool) -> f32 {
    let line = canvas.line_height(&canvas.body());
    match below && bar.bottom() + 0.8 * line <= area.rect.bottom() {
        true => bar.bottom() + 0.6 * line,
        false => bar.top() - 0.6 * line,
    }
}

/// The first or the last figure: a bar on zero, or a level where the axis does not show zero.
fn end(canvas: &Canvas<'_>, area: &PlotArea, (left, right): (f32, f32), step: &Step, zero: bool) {
    let p = canvas.palette;
    let ink = p.raised.lerp_to_gamma(p.ink_faint, 0.9);
    let value = step.stated.value();
    let y = area.y.at(value);
    let base = if zero { area.y.at(0.0) } else { y };
    let bar = Rect::from_min_max(pos2(left, y.min(base)), pos2(right, y.max(base)));
    match zero {
        true => filled(canvas, bar, ink, step.stated.mark.approximate),
        false => {
            let stroke = Stroke::new(1.6 * canvas.sizes.line, p.ink);
            canvas.painter.hline(left..=right, y, stroke);
        }
    }
    ranges(canvas, area, 0.5 * (left + right), step, ink);
    let font = canvas.body();
    let y = beside(canvas, area, bar, value < 0.0);
    let at = pos2(0.5 * (left + right), y);
    let room = (right - left) / 0.72;
    let label = canvas
        .wrap(&step.stated.mark.label, &font, room, 1)
        .concat();
    canvas.text(at, Align2::CENTER_CENTER, &label, &font, p.ink);
}

/// From the figure before to this one, with the difference.
fn step(canvas: &Canvas<'_>, area: &PlotArea, (left, right): (f32, f32), step: &Step, before: f64) {
    let p = canvas.palette;
    let (from, to) = (area.y.at(before), area.y.at(step.stated.value()));
    let up = step.stated.value() >= before;
    let colour = if up { p.accent } else { p.series(1) };
    let least = canvas.sizes.hair;
    let bar = Rect::from_min_max(
        pos2(left, from.min(to)),
        pos2(right, from.max(to).max(from.min(to) + least)),
    );
    filled(canvas, bar, colour, step.stated.mark.approximate);
    ranges(canvas, area, 0.5 * (left + right), step, colour);
    let font = canvas.body();
    let y = beside(canvas, area, bar, !up);
    let label = canvas
        .wrap(&step.label, &font, (right - left) / 0.72, 1)
        .concat();
    canvas.text(
        pos2(0.5 * (left + right), y),
        Align2::CENTER_CENTER,
        &label,
        &font,
        p.ink,
    );
}

fn filled(canvas: &Canvas<'_>, bar: Rect, colour: Color32, approximate: bool) {
    match approximate {
        true => {
            let pale = canvas.palette.raised.lerp_to_gamma(colour, 0.14);
            canvas.painter.rect_filled(bar, 0.0, pale);
            let stroke = Stroke::new(0.7 * canvas.sizes.line, colour);
            canvas
                .painter
                .rect_stroke(bar, 0.0, stroke, StrokeKind::Inside);
        }
        false => {
            canvas.painter.rect_filled(bar, 0.0, colour);
        }
    }
}

fn ranges(canvas: &Canvas<'_>, area: &PlotArea, x: f32, step: &Step, colour: Color32) {
    if let Some((low, high)) = step.stated.range() {
        whisker(
            canvas,
            pos2(x, area.y.at(low)),
            pos2(x, area.y.at(high)),
            colour,
        );
    }
}

/// The level that leads from one bar to the next; broken where periods are missing between.
fn join(canvas: &Canvas<'_>, y: f32, from: f32, to: f32, gap: bool) {
    let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    match gap {
        true => {
            let points = [pos2(from, y), pos2(to, y)];
            let dash = 3.0 * canvas.zoom;
            canvas
                .painter
                .extend(egui::Shape::dashed_line(&points, stroke, dash, dash));
        }
        false => {
            canvas.painter.hline(from..=to, y, stroke);
        }
    }
}

/// Periods below the bars, as many as fit.
fn periods(
    canvas: &Canvas<'_>,
    rect: Rect,
    area: &PlotArea,
    fall: &Waterfall,
    slot: f32,
    lang: Lang,
) {
    let small = canvas.small();
    let y = area.rect.bottom() + 0.9 * canvas.line_height(&small);
    let ends = fall.steps.last().map(|last| {
        let args = [("period", last.period.as_str().into())];
        tr_args(lang, "chart-until", &args)
    });
    let ends = ends.unwrap_or_default();
    let name = |k: usize| {
        fall.steps
            .get(k)
            .map_or(ends.as_str(), |step| step.period.as_str())
    };
    let slots = fall.steps.len() + 1;
    let widest = (0..slots)
        .map(|k| canvas.width(name(k), &small))
        .fold(0.0, f32::max);
    let stride = ((widest + canvas.sizes.gap) / slot).ceil().max(1.0) as usize;
    for k in (0..slots).step_by(stride) {
        let x = area.rect.left() + (k as f32 + 0.5) * slot;
        let half = 0.5 * canvas.width(name(k), &small);
        let x = x.clamp(
            rect.left() + half,
            (rect.right() - half).max(rect.left() + half),
        );
        let text = canvas.wrap(name(k), &small, rect.width(), 1).concat();
        canvas.text(
            pos2(x, y),
            Align2::CENTER_CENTER,
            &text,
            &small,
            canvas.palette.ink_faint,
        );
    }
}

fn hover(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    fall: &Waterfall,
    slot: f32,
    lang: Lang,
) -> (Option<Hit>, Option<Tip>) {
    let pointer = canvas.pointer.filter(|p| area.rect.contains(*p));
    let Some(pointer) = pointer else {
        return (None, None);
    };
    let k = ((pointer.x - area.rect.left()) / slot) as usize;
    let Some(step) = fall.steps.get(k.min(fall.steps.len().saturating_sub(1))) else {
        return (None, None);
    };
    let mut tip = Tip::new(&step.period);
    key::stated(&mut tip, "", &step.stated, lang);
    if step.change.is_some() {
        tip.line(&step.label);
    }
    let hit = Hit {
        name: fall.name.clone(),
        id: String::new(),
        mark: Some(step.stated.mark.clone()),
        period: step.stated.mark.period,
    };
    (Some(hit), Some(tip))
}
