//! Where the flags of documents go, in which fonts, and which documents go without.

use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use egui::{FontId, Rect, pos2};

use super::super::area::PlotArea;
use super::super::canvas::Canvas;
use super::super::flags::{Hung, Slot, depth, room, slots};
use super::super::kept::kept;
use super::lanes::{height_of_lanes, lanes, most_of_lanes};
use crate::chart::frame::{Event, Timeline};
use crate::theme::{heavy, regular};

/// Where there are too many for their whole texts, a flag is at first no wider than this share of the figure.
const WIDEST: f32 = 0.34;

/// Fonts of a flag's lines.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) name: FontId,
    /// Of the line with issuer and number; `None` where flags have only one line.
    pub(super) more: Option<FontId>,
}

/// What a flag says, and where it hangs.
pub(super) struct Flag {
    pub(super) name: String,
    pub(super) more: String,
    pub(super) hung: Hung,
}

/// Where everything goes.
pub(super) struct Plan {
    pub(super) look: Look,
    pub(super) flags: Vec<Flag>,
    /// `None` where a flag has no room.
    pub(super) slots: Vec<Option<Slot>>,
    /// In which lane each document's point and bar lie, from the band's edge.
    pub(super) lanes: Vec<usize>,
    /// Height of the lanes above the band and below it.
    pub(super) reach: (f32, f32),
    /// Height of a row.
    pub(super) row: f32,
    pub(super) area: PlotArea,
    /// The band of years.
    pub(super) band: Rect,
}

/// The plan of a figure, made anew only when what it shows, its place or its sizes change.
pub(super) fn planned(canvas: &Canvas<'_>, rect: Rect, all: &Timeline) -> Arc<Plan> {
    let ctx = canvas.painter.ctx();
    let edges = [rect.min.x, rect.min.y, rect.max.x, rect.max.y];
    let looks = [canvas.zoom, canvas.sizes.body, ctx.pixels_per_point()];
    let key = (edges.map(f32::to_bits), looks.map(f32::to_bits), Said(all));
    kept(ctx, key, || plan(canvas, rect, all))
}

/// What a plan looks at in its documents.
struct Said<'a>(&'a Timeline);

impl Hash for Said<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for event in &self.0.events {
            let (from, to) = event.span;
            let numbers = [from, to, event.mark.value].map(f64::to_bits);
            (numbers, event.highlight).hash(state);
            (&event.name, &event.by, &event.mark.label).hash(state);
        }
    }
}

/// Height of the band of years.
fn thickness(canvas: &Canvas<'_>) -> f32 {
    1.5 * canvas.line_height(&canvas.small())
}

/// The largest fonts in which every flag has room, whole if need be not; else flags for the documents with the most
/// measures.
fn plan(canvas: &Canvas<'_>, rect: Rect, all: &Timeline) -> Plan {
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
    for look in &looks {
        for share in [1.0, WIDEST] {
            let flags = flags(canvas, rect, all, look, (span, share));
            let slots: Vec<Option<Slot>> = slots(&hung(&flags)).into_iter().map(Some).collect();
            let (above, below) = depth(&slots);
            let rows = (above + below) as f32 * height(canvas, look);
            // Hundreds of flags have no room, whatever lies in the lanes.
            if rows > free {
                continue;
            }
            let lanes = lanes(all, &slots);
            let (over, under) = height_of_lanes(canvas, &lanes, &slots);
            if rows + over + under <= free {
                return arranged(canvas, rect, all, (look, flags), (slots, lanes), span);
            }
        }
    }
    // What is left out is counted in a line of its own.
    let [.., smallest] = &looks;
    let mut rect = rect;
    let counted = canvas.line_height(&canvas.small());
    rect.max.y -= counted;
    let free = free - counted - most_of_lanes(canvas, all);
    let most = (free / height(canvas, smallest)).max(0.0) as usize;
    let flags = flags(canvas, rect, all, smallest, (span, WIDEST));
    let slots = fewer(all, &hung(&flags), most);
    let lanes = lanes(all, &slots);
    arranged(canvas, rect, all, (smallest, flags), (slots, lanes), span)
}

fn hung(flags: &[Flag]) -> Vec<Hung> {
    flags.iter().map(|flag| flag.hung).collect()
}

/// Rows as high as there is room for, up to a point; what is left stays above and below.
fn arranged(
    canvas: &Canvas<'_>,
    rect: Rect,
    all: &Timeline,
    (look, mut flags): (&Look, Vec<Flag>),
    (slots, lanes): (Vec<Option<Slot>>, Vec<usize>),
    Span { left, right, years }: Span,
) -> Plan {
    widen(canvas, rect, all, look, &mut flags, &slots);
    let points = 4.0 * canvas.sizes.point;
    let reach @ (over, under) = height_of_lanes(canvas, &lanes, &slots);
    let room = (rect.height() - thickness(canvas) - points - over - under).max(0.0);
    let (above, below) = depth(&slots);
    let n = (above + below) as f32;
    let line = height(canvas, look);
    let row = (room / n.max(1.0)).clamp(line, 1.5 * line);
    let free = (room - n * row).max(0.0);
    let top = rect.top() + 0.5 * (free + points) + over + above as f32 * row;
    let band = Rect::from_min_max(pos2(left, top), pos2(right, top + thickness(canvas)));
    let years = (f64::from(years.0), f64::from(years.1));
    let inner = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    Plan {
        area: PlotArea::new(inner, (years, false), ((0.0, 1.0), false), false),
        look: look.clone(),
        flags,
        slots,
        lanes,
        reach,
        row,
        band,
    }
}

/// Height of a flag with the space to the next.
pub(super) fn height(canvas: &Canvas<'_>, look: &Look) -> f32 {
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
    let mut hung = hung(flags);
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
pub(super) fn inset(canvas: &Canvas<'_>) -> f32 {
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
