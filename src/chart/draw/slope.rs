//! Lines from one period to another: two uprights, names and values at both ends of those that have room.

use egui::{Align2, Color32, Rect, Stroke, pos2, vec2};

use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span};
use super::canvas::Canvas;
use super::key::{self, whisker};
use super::labels::pattern;
use super::scale::spread;
use super::symbol::{Symbol, dot, grey};
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Change, Slope};
use crate::chart::spec::Axis;
use crate::chart::style::{reference_pattern, series_pattern};
use crate::model::Lang;
use crate::theme::heavy;

/// Draws the slopes into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, slope: &Slope, lang: Lang) -> Drawn {
    let body = canvas.body();
    let line = canvas.line_height(&body);
    let named = named(
        slope,
        ((rect.height() - 2.5 * line) / (0.95 * line)).max(0.0) as usize,
    );
    let label = |k: usize, right: bool| {
        let change = change(slope, k);
        let (value, name) = match right {
            true => (&change.to.mark.label, &change.name),
            false => (&change.from.mark.label, &change.name),
        };
        let rest =
            |share: f32| share * rect.width() - canvas.width(value, &body) - canvas.sizes.gap;
        // A short piece of the name, unless the plot between would vanish.
        let room = rest(0.32).max(2.5 * body.size).min(rest(0.4));
        if room < 1.5 * body.size {
            return value.clone();
        }
        let name = canvas.wrap(name, &body, room, 1).concat();
        match right {
            true => format!("{value} {name}"),
            false => format!("{name} {value}"),
        }
    };
    let widest = |right: bool| {
        let widths = named.iter().map(|k| canvas.width(&label(*k, right), &body));
        widths.fold(0.0, f32::max) + 1.5 * canvas.sizes.gap
    };
    let inner = Rect::from_min_max(
        pos2(rect.left() + widest(false), rect.top() + 1.6 * line),
        pos2(rect.right() - widest(true), rect.bottom() - 0.5 * line),
    );
    if !inner.is_positive() {
        return Drawn::default();
    }
    let area = PlotArea::new(inner, ((0.0, 1.0), false), scale(slope), slope.inverted);
    uprights(canvas, &area, slope);
    let n = slope.lines.len();
    let pointed = slope.lines.iter().any(|change| !change.highlight);
    // Those pointed out, and those with a name, lie above the others, those of comparison on top.
    let mut order: Vec<usize> = (0..n + slope.references.len()).collect();
    order.sort_by_key(|k| (*k >= n, change(slope, *k).highlight, named.contains(k)));
    for k in order {
        line_of(canvas, &area, slope, k, &named, pointed);
    }
    for right in [false, true] {
        let at = |k: &usize| {
            let change = change(slope, *k);
            area.y.at(match right {
                true => change.to.value(),
                false => change.from.value(),
            })
        };
        let wished: Vec<f32> = named.iter().map(at).collect();
        let height = 0.95 * line;
        let from = inner.top() - 0.5 * line;
        let ys = spread(&wished, height, from, inner.bottom() + 0.5 * line);
        for (k, y) in named.iter().zip(ys) {
            let (x, anchor) = match right {
                true => (inner.right() + 1.25 * canvas.sizes.gap, Align2::LEFT_CENTER),
                false => (inner.left() - 1.25 * canvas.sizes.gap, Align2::RIGHT_CENTER),
            };
            let ink = match pointed && slope.lines.get(*k).is_some_and(|c| c.highlight) {
                true => canvas.palette.ink,
                false => canvas.palette.ink_soft,
            };
            canvas.text(pos2(x, y), anchor, &label(*k, right), &body, ink);
        }
    }
    let (hit, tip) = hover(canvas, &area, slope, lang);
    Drawn {
        plots: vec![area],
        hit,
        tip,
    }
}

/// Line `k`; those of comparison come after the others.
fn change(slope: &Slope, k: usize) -> &Change {
    match slope.lines.get(k) {
        Some(change) => change,
        None => &slope.references[k - slope.lines.len()],
    }
}

/// From the lowest to the highest value, not from zero: slopes compare changes.
fn scale(slope: &Slope) -> ((f64, f64), bool) {
    let values = slope
        .lines
        .iter()
        .chain(&slope.references)
        .flat_map(|c| [c.from.value(), c.to.value()]);
    let span = span(values);
    if slope.log {
        let wanted = Wanted {
            span,
            axis: Axis {
                log: true,
                range: None,
            },
            ticks: 4,
            ranks: false,
            zero: false,
        };
        return ValueAxis::new(wanted, false).span();
    }
    match span.1 > span.0 {
        true => (span, false),
        false => ((span.0 - 1.0, span.1 + 1.0), false),
    }
}

/// The lines whose names fit without covering one another: those of comparison, those pointed out, then the steepest,
/// then from the top.
fn named(slope: &Slope, room: usize) -> Vec<usize> {
    let n = slope.lines.len();
    let compared = slope.references.len().min(room);
    let room = room - compared;
    let pointed = slope.lines.iter().any(|change| !change.highlight);
    let mut order: Vec<usize> = (0..n).collect();
    if n > room || pointed {
        let lines = &slope.lines;
        order.sort_by(|a, b| {
            let (a, b) = (&lines[*a], &lines[*b]);
            let steep = b.difference().abs().total_cmp(&a.difference().abs());
            b.highlight.cmp(&a.highlight).then(steep)
        });
        // The first and the last are always of interest.
        if !pointed {
            let ends = [0, n.saturating_sub(1)];
            order.retain(|k| !ends.contains(k));
            order.splice(0..0, ends.into_iter().take(n));
        }
        if pointed {
            order.retain(|k| lines[*k].highlight);
        }
        order.truncate(room.min(n));
    }
    order.extend(n..n + compared);
    order.sort_unstable();
    order.dedup();
    order
}

/// The two uprights with their periods above.
fn uprights(canvas: &Canvas<'_>, area: &PlotArea, slope: &Slope) {
    let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    let font = heavy(canvas.sizes.body);
    let line = canvas.line_height(&font);
    let rect = area.rect;
    for (x, name) in [
        (rect.left(), &slope.ends[0]),
        (rect.right(), &slope.ends[1]),
    ] {
        canvas
            .painter
            .vline(x, rect.expand2(vec2(0.0, 0.4 * line)).y_range(), stroke);
        let room = (rect.width() - canvas.sizes.gap).max(0.0);
        if room < 2.0 * font.size {
            continue;
        }
        let name = canvas.wrap(name, &font, room, 1).concat();
        let at = pos2(x, rect.top() - 1.1 * line);
        canvas.text(at, Align2::CENTER_CENTER, &name, &font, canvas.palette.ink);
    }
}

fn colour(
    canvas: &Canvas<'_>,
    change: &Change,
    rank: usize,
    pointed: bool,
    inverted: bool,
) -> Color32 {
    let p = canvas.palette;
    match (pointed, change.highlight) {
        (true, false) => grey(canvas),
        (true, true) => p.series(rank),
        // Rising and falling also differ by their slope.
        (false, _) if change.rise(inverted) < 0.0 => p.series(1),
        (false, _) => p.accent,
    }
}

fn line_of(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    slope: &Slope,
    k: usize,
    named: &[usize],
    pointed: bool,
) {
    let reference = k >= slope.lines.len();
    let change = change(slope, k);
    let rank = named.iter().position(|n| *n == k);
    let strong = !reference && (rank.is_some() || (pointed && change.highlight));
    let colour = match strong || pointed {
        _ if reference => canvas.palette.ink_soft,
        true => colour(canvas, change, rank.unwrap_or(0), pointed, slope.inverted),
        false => grey(canvas),
    };
    let (from, to) = (
        area.position(0.0, change.from.value()),
        area.position(1.0, change.to.value()),
    );
    let width = canvas.sizes.line * if strong { 1.0 } else { 0.5 };
    let stroke = Stroke::new(width, colour);
    let place = if pointed { rank.unwrap_or(0) } else { 0 };
    let style = match k.checked_sub(slope.lines.len()) {
        Some(place) => reference_pattern(place, canvas.zoom),
        None => series_pattern(canvas.palette, canvas.theme, place, canvas.zoom),
    };
    pattern(canvas, &[from, to], style, stroke);
    if reference {
        return;
    }
    let radius = canvas.sizes.point * if strong { 1.0 } else { 0.6 };
    for (at, stated) in [(from, &change.from), (to, &change.to)] {
        if let Some((low, high)) = stated.range() {
            let (low, high) = (pos2(at.x, area.y.at(low)), pos2(at.x, area.y.at(high)));
            whisker(canvas, low, high, colour);
        }
        dot(
            canvas,
            Symbol::Disc,
            at,
            radius,
            colour,
            stated.mark.approximate,
        );
    }
}

/// The line nearest the pointer.
fn hover(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    slope: &Slope,
    lang: Lang,
) -> (Option<Hit>, Option<Tip>) {
    let reach = 2.0 * canvas.sizes.gap;
    let pointer = canvas
        .pointer
        .filter(|p| area.rect.expand(4.0 * reach).contains(*p));
    let Some(pointer) = pointer else {
        return (None, None);
    };
    let along = ((pointer.x - area.rect.left()) / area.rect.width()).clamp(0.0, 1.0);
    let off = |change: &&Change| {
        let (from, to) = (area.y.at(change.from.value()), area.y.at(change.to.value()));
        (from + along * (to - from) - pointer.y).abs()
    };
    let all = slope.lines.iter().chain(&slope.references);
    let nearest = all.min_by(|a, b| off(a).total_cmp(&off(b)));
    let Some(change) = nearest.filter(|change| off(change) <= reach) else {
        return (None, None);
    };
    let ends = [
        area.position(0.0, change.from.value()),
        area.position(1.0, change.to.value()),
    ];
    let stroke = Stroke::new(1.4 * canvas.sizes.line, canvas.palette.ink);
    canvas.painter.line_segment(ends, stroke);
    (
        Some(hit(change)),
        Some(tip(change, &slope.ends, slope.inverted, lang)),
    )
}

/// What the pointer is on.
pub(super) fn hit(change: &Change) -> Hit {
    Hit {
        name: change.name.clone(),
        id: change.entity.to_string(),
        mark: Some(change.to.mark.clone()),
        period: change.to.mark.period,
    }
}

/// Both figures, and by how much they differ, unless they are places (`inverted`): those have no per cent.
pub(super) fn tip(change: &Change, ends: &[String; 2], inverted: bool, lang: Lang) -> Tip {
    let mut tip = Tip::new(&change.name);
    key::stated(&mut tip, &ends[0], &change.from, lang);
    key::stated(&mut tip, &ends[1], &change.to, lang);
    let (from, to) = (change.from.value(), change.to.value());
    if from > 0.0 && to > 0.0 && !inverted {
        let percent = 100.0 * (to / from - 1.0);
        let sign = if percent >= 0.0 { "+" } else { "−" };
        let number = crate::model::format_number(percent.abs(), 1);
        tip.line(crate::text::tr_args(
            lang,
            "chart-difference",
            &[("n", format!("{sign}{number}%").into())],
        ));
    }
    tip
}
