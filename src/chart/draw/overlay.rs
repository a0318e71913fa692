//! What lies over a plot: policy dates above it, texts with leader lines inside it.

use egui::{Align2, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::area::{PlotArea, Ruler};
use super::canvas::Canvas;
use super::scale::free;
use super::tip::Tip;
use crate::chart::frame::{Callout, Marker};

/// Rows of labels above a plot at most.
const ROWS: usize = 3;

/// A date with the place of its label.
pub(super) struct Flag<'m> {
    marker: &'m Marker,
    x: f32,
    /// Row from the top, and the label as it fits; `None` when there is no room for it.
    label: Option<(usize, String, f32)>,
    /// Whether the label stands before the line, at the right edge of the plot.
    before: bool,
}

impl Flag<'_> {
    /// Where its line lies over the plot.
    pub(super) fn line(&self, area: &PlotArea) -> Rect {
        Rect::from_x_y_ranges(self.x..=self.x, area.rect.y_range()).expand2(vec2(1.0, 0.0))
    }
}

/// Places the labels of the dates that `x` shows, inside `rect`: each after its line, near the right edge before it. One
/// that would run into the next stands a row lower, so that no line crosses a label.
pub(super) fn flags<'m>(
    canvas: &Canvas<'_>,
    x: &Ruler,
    rect: Rect,
    markers: &'m [Marker],
) -> Vec<Flag<'m>> {
    let small = canvas.small();
    let gap = 0.5 * canvas.sizes.gap;
    let most = ((rect.height() / (3.5 * canvas.line_height(&small))) as usize).clamp(1, ROWS);
    let mut flags: Vec<Flag<'m>> = markers
        .iter()
        .filter(|marker| x.shows(marker.x))
        .map(|marker| Flag {
            marker,
            x: x.at(marker.x),
            label: None,
            before: false,
        })
        .collect();
    let widest = 0.42 * rect.width();
    let whole = |flag: &Flag<'_>| canvas.width(&flag.marker.label, &small);
    let fit = |flag: &Flag<'_>, row: usize, room: f32| {
        let room = room.min(widest);
        (row < most && room > whole(flag).min(4.0 * small.size)).then(|| {
            let text = canvas.wrap(&flag.marker.label, &small, room, 1).concat();
            let width = canvas.width(&text, &small);
            (row, text, width)
        })
    };
    // From the first that has no room after its line, and from every one their labels would reach over.
    let after = |flag: &Flag<'_>| flag.x + gap + whole(flag).min(widest) <= rect.right();
    let reach = |flag: &Flag<'_>| flag.x - whole(flag).min(widest) - 2.0 * gap;
    let mut first = flags
        .iter()
        .position(|flag| !after(flag))
        .unwrap_or(flags.len());
    while first > 0 && flags[first..].iter().any(|f| reach(f) < flags[first - 1].x) {
        first -= 1;
    }
    let (left, right) = flags.split_at_mut(first);
    // In each row, where the labels begin that stand before their lines.
    let mut starts = [f32::INFINITY; ROWS];
    for flag in right.iter_mut().rev() {
        let over = starts.iter().rposition(|start| *start < flag.x);
        let row = over.map_or(0, |row| row + 1);
        flag.before = true;
        flag.label = fit(flag, row, flag.x - rect.left() - 2.0 * gap);
        if let Some((row, _, width)) = flag.label {
            starts[row] = flag.x - width - 1.5 * gap;
        }
    }
    let free = starts.into_iter().fold(rect.right(), f32::min);
    let mut ends = [f32::NEG_INFINITY; ROWS];
    for flag in left {
        let over = ends.iter().rposition(|end| *end > flag.x);
        let row = over.map_or(0, |row| row + 1);
        flag.label = fit(flag, row, free - flag.x - gap);
        if let Some((row, _, width)) = flag.label {
            ends[row] = flag.x + width + 1.5 * gap;
        }
    }
    flags
}

/// Height the labels of `flags` need above the plot.
pub(super) fn room(canvas: &Canvas<'_>, flags: &[Flag<'_>]) -> f32 {
    let rows = flags
        .iter()
        .filter_map(|f| f.label.as_ref().map(|(row, ..)| row + 1))
        .max();
    rows.unwrap_or(0) as f32 * canvas.line_height(&canvas.small())
}

/// What is surely left of `rect` below the labels of `markers`.
pub(super) fn below_flags(canvas: &Canvas<'_>, rect: Rect, markers: &[Marker]) -> Rect {
    let line = canvas.line_height(&canvas.small());
    let rows = markers.len().min(ROWS) as f32;
    Rect::from_min_max(pos2(rect.left(), rect.top() + rows * line), rect.max)
}

/// Draws the dates over `area`, their labels from `top` down; tells of the one the pointer is on.
pub(super) fn draw_flags(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    top: f32,
    flags: &[Flag<'_>],
) -> Option<Tip> {
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let gap = 0.5 * canvas.sizes.gap;
    let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    let mut tip = None;
    for flag in flags {
        let row = flag.label.as_ref().map(|(row, ..)| *row);
        let from = row.map_or(area.rect.top(), |row| top + row as f32 * line);
        let ends = [pos2(flag.x, from), pos2(flag.x, area.rect.bottom())];
        let dash = 3.0 * canvas.sizes.hair;
        canvas
            .painter
            .extend(Shape::dashed_line(&ends, stroke, dash, dash));
        let mut over = Rect::from_min_max(ends[0], ends[1]).expand2(vec2(gap, 0.0));
        if let Some((_, text, _)) = &flag.label {
            let (shift, anchor) = match flag.before {
                true => (-gap, Align2::RIGHT_CENTER),
                false => (gap, Align2::LEFT_CENTER),
            };
            let at = pos2(flag.x + shift, from + 0.5 * line);
            over = over.union(canvas.text(at, anchor, text, &small, canvas.palette.ink_soft));
        }
        // A label's box reaches over the lines of others; only the line itself and the text count.
        let on =
            |p: Pos2| over.contains(p) && (p.y < area.rect.top() || (p.x - flag.x).abs() <= gap);
        if canvas.pointer.is_some_and(on) {
            tip = Some(Tip::new(flag.marker.full.clone()));
        }
    }
    tip
}

/// Draws the texts, each as near as may be to where it was put, clear of every other text and inside `rect`.
pub(super) fn callouts(canvas: &Canvas<'_>, plots: &[PlotArea], callouts: &[Callout], rect: Rect) {
    let font = canvas.small();
    let line = canvas.line_height(&font);
    let mut taken = canvas.taken();
    for callout in callouts {
        let (x, y) = callout.at;
        let Some(plot) = plots.iter().find(|plot| plot.shows(x, y)) else {
            continue;
        };
        let target = plot.position(x, y);
        let lines = canvas.balance(
            &callout.text,
            &font,
            (0.3 * rect.width()).max(6.0 * font.size),
            3,
        );
        let width = lines
            .iter()
            .map(|l| canvas.width(l, &font))
            .fold(0.0, f32::max);
        let size = vec2(width, lines.len() as f32 * line);
        let offset = vec2(callout.offset.0, callout.offset.1) * plot.rect.size();
        let Some(place) = near(target + offset, size, rect, &taken) else {
            continue;
        };
        let ground = canvas.palette.raised.gamma_multiply(0.86);
        leader(canvas, target, place);
        canvas.painter.rect_filled(place.expand(2.0), 2.0, ground);
        for (i, text) in lines.iter().enumerate() {
            let at = pos2(place.left(), place.top() + (i as f32 + 0.5) * line);
            canvas.text(at, Align2::LEFT_CENTER, text, &font, canvas.palette.ink);
        }
        taken.push(place);
    }
}

/// The free place for a text of `size` in `rect` whose middle is nearest to `wished`.
fn near(wished: Pos2, size: Vec2, rect: Rect, taken: &[Rect]) -> Option<Rect> {
    let room = rect.shrink2(0.5 * size);
    if !room.is_positive() {
        return None;
    }
    let start = wished.clamp(room.min, room.max);
    let fits = |middle: Pos2| {
        let place = Rect::from_center_size(middle, size);
        (room.expand(0.01).contains(middle) && free(place.expand(1.0), taken)).then_some(place)
    };
    // Rings of growing size around the wish.
    let step = 0.5 * size.y.max(4.0);
    let rings = ((rect.width() + rect.height()) / step).min(200.0) as usize;
    (0..=rings).find_map(|ring| {
        let corners = (8 * ring).max(1);
        (0..corners).find_map(|k| {
            let angle =
                k as f32 / corners as f32 * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
            fits(start + ring as f32 * step * vec2(angle.cos(), angle.sin()))
        })
    })
}

/// From the edge of the text to just before the point.
fn leader(canvas: &Canvas<'_>, target: Pos2, place: Rect) {
    let edge = target.clamp(place.expand(2.0).min, place.expand(2.0).max);
    let away = edge - target;
    let clear = 1.6 * canvas.sizes.point;
    if away.length() > 1.5 * clear {
        let start = target + clear * away.normalized();
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_soft);
        canvas.painter.line_segment([start, edge], stroke);
    }
}
