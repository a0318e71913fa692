//! Documents on a band of years: a point at each date, and on a pole above or below it a flag with name, issuer and
//! number of measures. Flags keep apart, and no pole cuts through one.

mod lanes;

use std::cmp::Reverse;

use egui::{Align2, Color32, FontId, Pos2, Rect, Stroke, pos2, vec2};

use super::area::PlotArea;
use super::axes::{Tick, labels_along};
use super::canvas::Canvas;
use super::flags::{Hung, Slot, depth, room, slots};
use super::symbol::grey;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Event, Timeline};
use crate::model::{Lang, Period};
use crate::text::tr_args;
use crate::theme::{heavy, regular};
use lanes::{height_of_lanes, is_below, lane, lanes, most_of_lanes};

/// Where there are too many for their whole texts, a flag is at first no wider than this share of the figure.
const WIDEST: f32 = 0.34;
/// Years parted by a stroke, at most.
const STROKES: i16 = 60;

/// Fonts of a flag's lines.
struct Look {
    name: FontId,
    /// Of the line with issuer and number; `None` where flags have only one line.
    more: Option<FontId>,
}

/// What a flag says, and where it hangs.
struct Flag {
    name: String,
    more: String,
    hung: Hung,
}

/// Where everything goes.
struct Plan {
    look: Look,
    flags: Vec<Flag>,
    /// `None` where a flag has no room.
    slots: Vec<Option<Slot>>,
    /// In which lane each document's point and bar lie, from the band's edge.
    lanes: Vec<usize>,
    /// Height of the lanes above the band and below it.
    reach: (f32, f32),
    /// Height of a row.
    row: f32,
    area: PlotArea,
    /// The band of years.
    band: Rect,
}

/// Draws the documents into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, all: &Timeline, lang: Lang) -> Drawn {
    let Some(plan) = plan(canvas, rect, all) else {
        return Drawn::default();
    };
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

/// Height of the band of years.
fn thickness(canvas: &Canvas<'_>) -> f32 {
    1.5 * canvas.line_height(&canvas.small())
}

/// The largest fonts in which every flag has room, whole if need be not; else flags for the documents with the most
/// measures.
fn plan(canvas: &Canvas<'_>, rect: Rect, all: &Timeline) -> Option<Plan> {
    let (body, small) = (canvas.sizes.body, canvas.sizes.small);
    let look = |name: f32, more: Option<f32>| Look {
        name: heavy(name),
        more: more.map(regular),
    };
    let looks = [
        look(body, Some(small)),
        look(small, Some(0.9 * small)),
        look(small, None),
        look(0.86 * small, None),
    ];
    let free = rect.height() - thickness(canvas) - 4.0 * canvas.sizes.point;
    let span = Span::new(canvas, rect, all);
    let (mut least, mut smallest) = (None, None);
    for look in looks {
        let line = height(canvas, &look);
        for share in [1.0, WIDEST] {
            let flags = flags(canvas, rect, all, &look, (span, share));
            let hung: Vec<Hung> = flags.iter().map(|flag| flag.hung).collect();
            let slots: Vec<Option<Slot>> = slots(&hung).into_iter().map(Some).collect();
            let (above, below) = depth(&slots);
            let rows = (above + below) as f32 * line;
            // Hundreds of flags have no room, whatever lies in the lanes.
            let lanes = (rows <= free).then(|| lanes(all, &slots));
            let lanes = lanes.filter(|lanes| {
                let (over, under) = height_of_lanes(canvas, lanes, &slots);
                rows + over + under <= free
            });
            if let Some(lanes) = lanes {
                return Some(arranged(
                    canvas,
                    rect,
                    all,
                    (look, flags),
                    (slots, lanes),
                    span,
                ));
            }
            least = Some((flags, hung, line));
        }
        smallest = Some(look);
    }
    let ((flags, hung, line), look) = least.zip(smallest)?;
    // What is left out is counted in a line of its own.
    let mut rect = rect;
    let counted = canvas.line_height(&canvas.small());
    rect.max.y -= counted;
    let most = ((free - counted - most_of_lanes(canvas, all)) / line).max(0.0) as usize;
    let slots = fewer(all, &hung, most);
    let lanes = lanes(all, &slots);
    Some(arranged(
        canvas,
        rect,
        all,
        (look, flags),
        (slots, lanes),
        span,
    ))
}

/// Rows as high as there is room for, up to a point; what is left stays above and below.
fn arranged(
    canvas: &Canvas<'_>,
    rect: Rect,
    all: &Timeline,
    (look, mut flags): (Look, Vec<Flag>),
    (slots, lanes): (Vec<Option<Slot>>, Vec<usize>),
    Span { left, right, years }: Span,
) -> Plan {
    widen(canvas, rect, all, &look, &mut flags, &slots);
    let points = 4.0 * canvas.sizes.point;
    let reach @ (over, under) = height_of_lanes(canvas, &lanes, &slots);
    let room = (rect.height() - thickness(canvas) - points - over - under).max(0.0);
    let (above, below) = depth(&slots);
    let n = (above + below) as f32;
    let line = height(canvas, &look);
    let row = (room / n.max(1.0)).clamp(line, 1.5 * line);
    let free = (room - n * row).max(0.0);
    let top = rect.top() + 0.5 * (free + points) + over + above as f32 * row;
    let band = Rect::from_min_max(pos2(left, top), pos2(right, top + thickness(canvas)));
    let years = (f64::from(years.0), f64::from(years.1));
    let inner = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    Plan {
        area: PlotArea::new(inner, (years, false), ((0.0, 1.0), false), false),
        look,
        flags,
        slots,
        lanes,
        reach,
        row,
        band,
    }
}

/// Height of a flag with the space to the next.
fn height(canvas: &Canvas<'_>, look: &Look) -> f32 {
    let more = look.more.as_ref().map_or(0.0, |f| canvas.line_height(f));
    canvas.line_height(&look.name) + more + 0.35 * canvas.sizes.gap
}

/// Flags no wider than `share` of the figure, nor than there is room beside their poles.
fn flags(
    canvas: &Canvas<'_>,
    rect: Rect,
    all: &Timeline,
    look: &Look,
    (span, share): (Span, f32),
) -> Vec<Flag> {
    let most = (share * rect.width()).max(6.0 * look.name.size);
    let flag = |event: &Event| {
        let x = span.at(event);
        let widest = most.min((rect.right() - x).max(x - rect.left()));
        let (name, more, width) = said(canvas, event, look, widest);
        Flag {
            name,
            more,
            hung: Hung::new(x, width, (rect.left(), rect.right())),
        }
    };
    all.events.iter().map(flag).collect()
}

/// Name and second line of a flag no wider than `widest`, and how wide it is.
fn said(canvas: &Canvas<'_>, event: &Event, look: &Look, widest: f32) -> (String, String, f32) {
    let around = 2.0 * inset(canvas);
    // What was measured to fit must fit.
    let inner = widest - around + 0.1;
    let name = canvas.wrap(&event.name, &look.name, inner, 1).concat();
    let more = match &look.more {
        None => String::new(),
        Some(font) => {
            let count = match event.by.as_str() {
                "" => event.mark.label.clone(),
                _ => format!(" · {}", event.mark.label),
            };
            let rest = (inner - canvas.width(&count, font)).max(3.0 * font.size);
            canvas.wrap(&event.by, font, rest, 1).concat() + &count
        }
    };
    let lower = look.more.as_ref().map_or(0.0, |f| canvas.width(&more, f));
    let width = canvas.width(&name, &look.name).max(lower) + around;
    (name, more, width)
}

/// Gives each flag the room it has in its row.
fn widen(
    canvas: &Canvas<'_>,
    rect: Rect,
    all: &Timeline,
    look: &Look,
    flags: &mut [Flag],
    slots: &[Option<Slot>],
) {
    let mut hung: Vec<Hung> = flags.iter().map(|flag| flag.hung).collect();
    for (i, (event, flag)) in all.events.iter().zip(flags).enumerate() {
        let Some(room) = room(&hung, slots, i, (rect.left(), rect.right())) else {
            continue;
        };
        if room <= flag.hung.width() {
            continue;
        }
        let (name, more, width) = said(canvas, event, look, room);
        if width > flag.hung.width() && width <= room {
            hung[i] = flag.hung.widened(width);
            *flag = Flag {
                name,
                more,
                hung: hung[i],
            };
        }
    }
}

/// From a pole to the words of its flag, and from these to the next pole.
fn inset(canvas: &Canvas<'_>) -> f32 {
    0.7 * canvas.sizes.gap
}

/// Left and right end of the axis; first and last year.
#[derive(Clone, Copy)]
struct Span {
    left: f32,
    right: f32,
    years: (i16, i16),
}

impl Span {
    /// All of `rect`.
    fn new(canvas: &Canvas<'_>, rect: Rect, all: &Timeline) -> Self {
        let (first, last) = (all.events.iter())
            .fold((f64::MAX, f64::MIN), |(first, last), event| {
                (first.min(event.span.0), last.max(event.span.1))
            });
        let first = first.floor() as i16;
        let left = rect.left() + 2.0 * canvas.sizes.point;
        Self {
            left,
            right: (rect.right() - 2.0 * canvas.sizes.point).max(left + 1.0),
            years: (first, (last.ceil() as i16).max(first + 1)),
        }
    }

    /// Where the pole of a document stands.
    fn at(&self, event: &Event) -> f32 {
        let (first, last) = (f64::from(self.years.0), f64::from(self.years.1));
        let share = (event.middle() - first) / (last - first);
        self.left + share as f32 * (self.right - self.left)
    }
}

/// Slots for as many flags as `most` rows hold: those pointed out first, then those with the most measures.
fn fewer(all: &Timeline, spans: &[Hung], most: usize) -> Vec<Option<Slot>> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    let rank = |i: &usize| {
        let event = &all.events[*i];
        (!event.highlight, Reverse(event.mark.value as u64), *i)
    };
    order.sort_by_key(rank);
    let with = |n: usize| {
        let mut kept: Vec<usize> = order[..n].to_vec();
        kept.sort_unstable();
        let own: Vec<Hung> = kept.iter().map(|i| spans[*i]).collect();
        let mut all = vec![None; spans.len()];
        for (i, slot) in kept.into_iter().zip(slots(&own)) {
            all[i] = Some(slot);
        }
        all
    };
    let fits = |n: usize| {
        let (above, below) = depth(&with(n));
        above + below <= most
    };
    // The more flags, the more rows.
    let (mut low, mut high) = (0, spans.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        match fits(middle) {
            true => low = middle,
            false => high = middle - 1,
        }
    }
    with(low)
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
