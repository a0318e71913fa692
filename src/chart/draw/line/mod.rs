//! Lines over time: horizontal hairlines, upright labels, names and last values at the lines' ends.

mod hover;
mod marks;

use std::sync::Arc;

use egui::{Color32, Rect, Stroke, pos2};
use egui_plot::LineStyle;

use self::hover::Pointed;
use self::marks::{Item, Shown, courses, dotted, item, shown, signs};
use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span, time_axis, time_span, time_ticks};
use super::canvas::Canvas;
use super::labels::{End, Entry, Key, Named, legend, place_ends, value_labels};
use super::overlay::{below_flags, draw_flags, flags, room};
use super::tip::Drawn;
use super::{View, place_in};
use crate::chart::frame::{Lines, Mark, Series, with_period};
use crate::chart::style::{reference_pattern, series_colour, series_pattern};

/// One line as it is drawn.
struct Stroked<'a> {
    series: &'a Series,
    colour: Color32,
    pattern: LineStyle,
    width: f32,
    /// What of its points shows; empty until the place of the plot is known.
    shown: Arc<Vec<Shown>>,
}

/// Draws the lines into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, lines: &Lines) -> Drawn {
    let lang = view.lang;
    let mut rect = rect;
    let mut strokes = strokes(canvas, view, lines);
    let (ends, owners) = match view.small {
        true => Default::default(),
        false => {
            let room = below_flags(canvas, rect, view.markers);
            ends(canvas, &strokes, view, room)
        }
    };
    let names = strokes.len() > 1;
    if ends.is_empty() && names && !view.small {
        rect.min.y += legend(canvas, rect, &entries(canvas, view, lines), lang);
    }
    let Some((axis, area, flags)) = lay_out(canvas, rect, view, lines, End::widest(&ends)) else {
        return Drawn::default();
    };
    axis.draw_up(canvas, &area, lines.base);
    for stroked in &mut strokes {
        stroked.shown = shown(canvas.painter.ctx(), &stroked.series.points, &area);
    }
    let strokes = strokes;

    if view.dated {
        time_axis(canvas, &area, rect, &time_ticks(dated(&strokes), lang));
    }
    let top = area.rect.top() - 0.25 * canvas.line_height(&canvas.small()) - room(canvas, &flags);
    let placed = place_ends(canvas, &area, &ends);
    let pointed = Pointed::new(canvas, &area, &strokes, |p| {
        placed.under(p).map(|i| owners[i])
    });
    let focus = pointed.as_ref().and_then(|p| p.series);
    let dim = |i: usize, colour: Color32| match focus {
        Some(focus) if focus != i => canvas.palette.raised.lerp_to_gamma(colour, 0.28),
        _ => colour,
    };
    let items: Vec<Item> = strokes
        .iter()
        .enumerate()
        .map(|(i, s)| {
            item(
                canvas,
                &area,
                s,
                i,
                dim(i, s.colour),
                dotted(lines) && !view.small,
            )
        })
        .collect();
    if let Some(x) = pointed.as_ref().map(|p| area.x.at(p.x)) {
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
        canvas.painter.vline(x, area.rect.y_range(), stroke);
    }
    for (i, stroked) in strokes.iter().enumerate() {
        signs(canvas, &area, &stroked.shown, dim(i, stroked.colour));
    }
    placed.draw(canvas, |i, colour| dim(owners[i], colour));
    let flag = draw_flags(canvas, &area, top, &flags);
    let room = Rect::from_min_max(
        pos2(
            rect.left(),
            area.rect.top() - canvas.line_height(&canvas.small()),
        ),
        pos2(rect.right(), area.rect.bottom()),
    );
    let mut taken = canvas.taken();
    taken.extend(flags.iter().map(|flag| flag.line(&area)));
    let courses = courses(canvas, &area, &strokes, (lines.series.len(), view.small));
    let font = if view.small {
        canvas.small()
    } else {
        canvas.body()
    };
    value_labels(canvas, room, &font, &courses, ends.is_empty(), &taken);
    canvas.plot_in(&area, &format!("lines{}", view.id), move |plot| {
        // What is pointed out lies on top, of the rest the first.
        let (above, below): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.above);
        for item in below.into_iter().rev().chain(above.into_iter().rev()) {
            item.add_to(plot);
        }
    });
    let (hit, tip) = pointed.map_or((None, None), |p| p.told(&strokes, lang));
    Drawn {
        plots: vec![area],
        hit,
        tip: flag.or(tip),
    }
}

/// Marks whose periods the axis of time may name: all, or some of very many.
fn dated<'a>(strokes: &'a [Stroked<'_>]) -> impl Iterator<Item = &'a Mark> {
    let all: usize = strokes.iter().map(|s| s.shown.len()).sum();
    let most = if all > 4_000 { 64 } else { usize::MAX };
    strokes.iter().flat_map(move |s| {
        let some = s.shown.iter().step_by(s.shown.len().div_ceil(most).max(1));
        let some = some.chain(s.shown.last());
        some.map(|shown| &s.series.points[shown.index].mark)
    })
}

/// The lowest and the highest value of each series.
pub(super) fn ends_of_values(lines: &Lines) -> impl Iterator<Item = f64> {
    let all = lines.series.iter().chain(&lines.references);
    all.filter_map(|s| s.points.span())
        .flat_map(|(low, high)| [low, high])
}

/// The first and the last point of each series: they lie in order of time.
fn ends_of_time(lines: &Lines) -> impl Iterator<Item = f64> {
    let all = lines.series.iter().chain(&lines.references);
    all.flat_map(|s| [s.points.first(), s.points.last()])
        .flatten()
        .map(|p| p.x)
}

/// The lines' names, marked as they are drawn.
pub(super) fn entries<'a>(canvas: &Canvas<'_>, view: View<'_>, lines: &'a Lines) -> Vec<Entry<'a>> {
    let own = lines.series.len();
    let strokes = strokes(canvas, view, lines).into_iter().enumerate();
    strokes
        .map(|(i, s)| Entry {
            key: match i.checked_sub(own) {
                None => Key::Line,
                Some(place) => Key::Dashed(place_in(view.compared, &s.series.name, place)),
            },
            colour: s.colour,
            name: &s.series.name,
        })
        .collect()
}

/// Colours and patterns: grey for what is not pointed out and for lines of comparison.
fn strokes<'a>(canvas: &Canvas<'_>, view: View<'_>, lines: &'a Lines) -> Vec<Stroked<'a>> {
    let shown = match view.order.len() {
        0 => lines.series.iter().filter(|s| s.highlight).count(),
        n => n,
    };
    let grey = canvas
        .palette
        .raised
        .lerp_to_gamma(canvas.palette.ink_faint, 0.55);
    let mut place = 0;
    let own = lines.series.iter().map(|series| {
        let (colour, pattern) = match series.highlight {
            true => {
                let i = place_in(view.order, &series.id, place);
                place += 1;
                (
                    series_colour(canvas.palette, i, shown),
                    series_pattern(canvas.palette, canvas.theme, i, canvas.zoom),
                )
            }
            // Grey lines are a ground; patterns would make them figures.
            false => (grey, LineStyle::Solid),
        };
        Stroked {
            series,
            colour,
            pattern,
            width: match series.highlight {
                true => canvas.sizes.line,
                false => 0.7 * canvas.sizes.line,
            },
            shown: Arc::default(),
        }
    });
    let mut strokes: Vec<Stroked<'a>> = own.collect();
    let references = lines.references.iter().enumerate();
    strokes.extend(references.map(|(i, series)| Stroked {
        series,
        colour: canvas.palette.ink_faint,
        pattern: reference_pattern(place_in(view.compared, &series.name, i), canvas.zoom),
        width: 0.7 * canvas.sizes.line,
        shown: Arc::default(),
    }));
    strokes
}

/// Names at the lines' ends, where several fit; and which line each belongs to.
fn ends(
    canvas: &Canvas<'_>,
    strokes: &[Stroked<'_>],
    view: View<'_>,
    rect: Rect,
) -> (Vec<End>, Vec<usize>) {
    if strokes.len() < 2 {
        return Default::default();
    }
    let y = view.y;
    let ends = strokes.iter().filter_map(|s| s.series.main().next_back());
    let latest = ends.map(|p| p.x).fold(f64::MIN, f64::max);
    // A line that ends outside a chosen range has no end to be named at.
    let inside = |v: f64| y.range.is_none_or(|(low, high)| (low..=high).contains(&v));
    let quiet = strokes.iter().filter(|s| !s.series.highlight).count() > 6;
    let (owners, named): (Vec<usize>, Vec<Named>) = strokes
        .iter()
        .enumerate()
        .filter_map(|(i, s)| {
            let last = s
                .series
                .main()
                .next_back()
                .filter(|p| inside(p.mark.value))?;
            let bare = last.mark.carried || (quiet && !s.series.highlight);
            let named = Named {
                name: s.series.name.clone(),
                value: match (bare, last.mark.period) {
                    (true, _) => String::new(),
                    // What ends early is no figure of the last period.
                    (false, period) if last.x < latest => {
                        with_period(&last.mark.label, period, view.lang)
                    }
                    (false, _) => last.mark.label.clone(),
                },
                colour: match s.series.highlight {
                    true => s.colour,
                    false => canvas.palette.ink_faint,
                },
                at: (last.x, last.mark.value),
            };
            Some((i, named))
        })
        .unzip();
    match named.len() == strokes.len() || y.range.is_some() {
        true => (End::of(canvas, &named, rect, 0.36), owners),
        false => Default::default(),
    }
}

type LaidOut<'f> = (ValueAxis, PlotArea, Vec<super::overlay::Flag<'f>>);

/// The axes and the place of the plot; `None` when there is no room.
fn lay_out<'f>(
    canvas: &Canvas<'_>,
    rect: Rect,
    view: View<'f>,
    lines: &Lines,
    names: f32,
) -> Option<LaidOut<'f>> {
    let line = canvas.line_height(&canvas.small());
    let axis = ValueAxis::new(
        Wanted {
            span: span(ends_of_values(lines)),
            axis: view.y,
            ticks: (view.height(canvas, rect) / (if view.small { 1.6 } else { 4.0 } * line))
                as usize,
            ranks: lines.inverted,
            zero: false,
        },
        canvas.short_ticks,
    );
    let right = match names {
        0.0 => 2.0 * canvas.sizes.gap,
        width => width + 2.0 * canvas.sizes.gap,
    };
    let mut place = axis.beside(canvas, rect, right, view.dated)?;
    let (first, last) = view
        .x
        .range
        .unwrap_or_else(|| time_span(ends_of_time(lines)));
    let pad = 1.5 * canvas.sizes.gap;
    let per_point = (last - first) / f64::from((place.width() - 2.0 * pad).max(1.0));
    let pad = f64::from(pad) * per_point;
    let x = ((first - pad, last + pad), false);
    let area = PlotArea::new(place, x, axis.span(), lines.inverted);
    // Names at the lines' ends may stand as high as the dates.
    let beside = Rect::from_min_max(rect.min, pos2(rect.right() - names, rect.bottom()));
    let flags = flags(canvas, &area.x, beside, view.markers);
    place.min.y += room(canvas, &flags);
    place.is_positive().then(|| {
        let area = PlotArea::new(place, x, axis.span(), lines.inverted);
        (axis, area, flags)
    })
}
