//! Documents on a band of years: a point at each date, and on a pole above or below it a flag with name, issuer and
//! number of measures. Flags keep apart, and no pole cuts through one.

mod lanes;
mod plan;

use egui::{Align2, Color32, Pos2, Rect, Stroke, pos2, vec2};

use super::axes::{Tick, labels_along};
use super::canvas::Canvas;
use super::flags::Slot;
use super::symbol::grey;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Event, Timeline};
use crate::model::{Lang, Period};
use crate::text::tr_args;
use lanes::{is_below, lane};
use plan::{Flag, Look, Plan, height, inset, planned};

/// Years parted by a stroke, at most.
const STROKES: i16 = 60;

/// Draws the documents into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, all: &Timeline, lang: Lang) -> Drawn {
    let plan = planned(canvas, rect, all);
    years(canvas, rect, &plan);
    let places: Vec<Option<Rect>> = (0..all.events.len())
        .map(|i| Some(place(canvas, &plan, i, plan.slots[i]?)))
        .collect();
    for (i, event) in all.events.iter().enumerate() {
        pole(canvas, &plan, event, places[i]);
        span(canvas, &plan, event, i);
    }
    for (i, event) in all.events.iter().enumerate() {
        if let Some(place) = places[i] {
            flag_of(canvas, all, event, &plan.flags[i], place, &plan.look);
        }
        point(canvas, &plan, event, i);
    }
    let unnamed = places.iter().filter(|place| place.is_none()).count();
    if unnamed > 0 {
        let text = tr_args(lang, "chart-more-unnamed", &[("n", unnamed.into())]);
        let font = canvas.small();
        let text = canvas.wrap(&text, &font, rect.width(), 1).concat();
        let ink = canvas.palette.ink_soft;
        canvas.text(rect.left_bottom(), Align2::LEFT_BOTTOM, &text, &font, ink);
    }
    let (hit, tip) = hover(canvas, rect, all, &plan, &places, lang).unzip();
    Drawn {
        plots: vec![plan.area],
        hit,
        tip,
    }
}

/// The band of years.
fn years(canvas: &Canvas<'_>, rect: Rect, plan: &Plan) {
    let (p, area, band) = (canvas.palette, &plan.area, plan.band);
    canvas.painter.rect_filled(band, 0.0, p.rail);
    let (first, last) = (area.x.from as i16, area.x.to as i16);
    let step = ((last - first) / STROKES + 1) as usize;
    let stroke = Stroke::new(2.0 * canvas.sizes.hair, p.raised);
    for year in (first + 1..last).step_by(step) {
        let x = area.x.at(f64::from(year));
        canvas.painter.vline(x, band.y_range(), stroke);
    }
    let tick = |year: i16| Tick {
        x: Period::year(year).middle(),
        text: year.to_string(),
    };
    let ticks: Vec<Tick> = (first..last).map(tick).collect();
    labels_along(canvas, area, &ticks, band.center().y, rect);
}

/// Where a flag lies.
fn place(canvas: &Canvas<'_>, plan: &Plan, i: usize, slot: Slot) -> Rect {
    let hung = plan.flags[i].hung;
    let size = vec2(hung.width(), height(canvas, &plan.look));
    let (over, under) = plan.reach;
    let lanes = if slot.above { over } else { under };
    let off = 2.0 * canvas.sizes.point + lanes + (slot.row + 1) as f32 * plan.row;
    let top = match slot.above {
        true => plan.band.top() - off,
        false => plan.band.bottom() + off - size.y,
    };
    Rect::from_min_size(pos2(hung.from, top), size)
}

/// From the band to the far end of the flag.
fn pole(canvas: &Canvas<'_>, plan: &Plan, event: &Event, place: Option<Rect>) {
    let Some(place) = place else { return };
    let p = canvas.palette;
    let x = plan.area.x.at(event.middle());
    let ys = match place.top() < plan.band.top() {
        true => place.top()..=plan.band.top(),
        false => plan.band.bottom()..=place.bottom(),
    };
    let ink = p.raised.lerp_to_gamma(p.ink_faint, 0.55);
    let stroke = Stroke::new(canvas.sizes.hair, ink);
    canvas.painter.vline(x, ys, stroke);
}

fn flag_of(
    canvas: &Canvas<'_>,
    all: &Timeline,
    event: &Event,
    flag: &Flag,
    place: Rect,
    look: &Look,
) {
    let p = canvas.palette;
    let pointed = all.events.iter().any(|event| !event.highlight);
    let ink = match event.highlight {
        true if pointed => p.accent_ink,
        true => p.ink,
        false => p.ink_soft,
    };
    let line = canvas.line_height(&look.name);
    let (x, anchor) = match flag.hung.left {
        true => (place.right() - inset(canvas), Align2::RIGHT_CENTER),
        false => (place.left() + inset(canvas), Align2::LEFT_CENTER),
    };
    let at = pos2(x, place.top() + 0.5 * line);
    canvas.text(at, anchor, &flag.name, &look.name, ink);
    if let Some(font) = &look.more {
        let down = 0.5 * line + 0.5 * canvas.line_height(font);
        let at = at + vec2(0.0, down);
        canvas.text(at, anchor, &flag.more, font, p.ink_soft);
    }
}

/// Where the point of document `i` lies: on the band's edge, or in a lane of its own.
fn at(canvas: &Canvas<'_>, plan: &Plan, event: &Event, i: usize) -> Pos2 {
    let off = plan.lanes[i] as f32 * lane(canvas);
    let y = match is_below(plan.slots[i]) {
        true => plan.band.bottom() + off,
        false => plan.band.top() - off,
    };
    pos2(plan.area.x.at(event.middle()), y)
}

fn colour(canvas: &Canvas<'_>, event: &Event) -> Color32 {
    match event.highlight {
        true => canvas.palette.accent,
        false => grey(canvas),
    }
}

/// A bar where only year or month are known, with a gap to the next.
fn span(canvas: &Canvas<'_>, plan: &Plan, event: &Event, i: usize) {
    let (x, gap) = (&plan.area.x, canvas.sizes.hair);
    let (from, to) = (x.at(event.span.0) + gap, x.at(event.span.1) - gap);
    if event.is_span() {
        let y = at(canvas, plan, event, i).y;
        let half = 0.4 * canvas.sizes.point;
        let bar = Rect::from_min_max(pos2(from, y - half), pos2(to, y + half));
        let ground = canvas.palette.raised;
        let pale = ground.lerp_to_gamma(colour(canvas, event), 0.45);
        canvas.painter.rect_filled(bar, half, pale);
    }
}

/// A point on the date; hollow without any measure.
fn point(canvas: &Canvas<'_>, plan: &Plan, event: &Event, i: usize) {
    let (at, radius) = (at(canvas, plan, event, i), canvas.sizes.point);
    let colour = colour(canvas, event);
    match event.mark.value > 0.0 {
        true => canvas.painter.circle_filled(at, radius, colour),
        false => {
            let stroke = Stroke::new(0.5 * canvas.sizes.line, colour);
            let ground = canvas.palette.raised;
            canvas.painter.circle(at, radius, ground, stroke)
        }
    };
}

/// The flag under the pointer, else the nearest point.
fn hover(
    canvas: &Canvas<'_>,
    rect: Rect,
    all: &Timeline,
    plan: &Plan,
    places: &[Option<Rect>],
    lang: Lang,
) -> Option<(Hit, Tip)> {
    let pointer = canvas.pointer.filter(|p| rect.contains(*p))?;
    let over = |place: &Option<Rect>| place.is_some_and(|place| place.contains(pointer));
    let near = || {
        let events = all.events.iter().enumerate();
        let far = events.map(|(i, event)| (at(canvas, plan, event, i).distance(pointer), i));
        let nearest = far.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (nearest.0 < 2.5 * canvas.sizes.gap).then_some(nearest.1)
    };
    let event = &all.events[places.iter().position(over).or_else(near)?];
    let mut tip = Tip::new(&event.full);
    let date = event.mark.period.map(|period| period.display(lang));
    let told = [date.unwrap_or_default(), event.by.clone()];
    for text in told.into_iter().chain([event.mark.label.clone()]) {
        if !text.is_empty() {
            tip.line(text);
        }
    }
    tip.mark(&event.mark, lang);
    let hit = Hit {
        name: event.name.clone(),
        id: event.policy.to_string(),
        mark: Some(event.mark.clone()),
        period: event.mark.period,
    };
    Some((hit, tip))
}
