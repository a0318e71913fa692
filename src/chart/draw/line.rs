//! Lines over time: horizontal hairlines, upright labels, names and last values at the lines' ends.

use egui::{Align2, Rect, Stroke, pos2};
use egui_plot::{Line, PlotBounds, PlotPoints, PlotTransform, PlotUi, Points};

use super::canvas::Canvas;
use super::labels::{End, legend, place_ends, value_labels};
use super::scale::Scale;
use super::{Tip, describe};
use crate::chart::frame::{Point, Series};
use crate::chart::style::{series_colour, series_pattern};
use crate::model::{Lang, Period, PeriodKind, format_number, format_value};

/// What is drawn.
pub(super) struct Lines<'a> {
    pub(super) series: &'a [Series],
    pub(super) inverted: bool,
    pub(super) base: Option<f64>,
    pub(super) lang: Lang,
}

/// A tick of the time axis.
struct Tick {
    x: f64,
    text: String,
}

/// Draws the lines into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, lines: &Lines<'_>) -> Option<Tip> {
    let small = canvas.small();
    let line_height = canvas.line_height(&small);
    let mut rect = rect;
    let ends = End::of(canvas, lines, rect);
    if ends.is_empty() && lines.series.len() > 1 {
        rect.min.y += legend(canvas, lines, rect);
    }
    let scale = value_scale(lines, (rect.height() / (4.0 * line_height)) as usize);
    let texts: Vec<String> = scale
        .ticks
        .iter()
        .map(|t| tick_text(*t, &scale, lines.lang))
        .collect();
    let left = texts
        .iter()
        .map(|t| canvas.width(t, &small))
        .fold(0.0, f32::max);
    let right = match ends.iter().map(|end| end.width).fold(0.0, f32::max) {
        0.0 => 2.0 * canvas.sizes.gap,
        width => width + 2.0 * canvas.sizes.gap,
    };
    // Half a line above for the topmost tick label, and a full one for a value label above the topmost point.
    let area = Rect::from_min_max(
        pos2(
            rect.left() + left + 1.25 * canvas.sizes.gap,
            rect.top() + 0.75 * line_height,
        ),
        pos2(rect.right() - right, rect.bottom() - 1.5 * line_height),
    );
    if !area.is_positive() {
        return None;
    }
    let (x_min, x_max) = time_range(lines);
    let pad = 1.5 * canvas.sizes.gap;
    let per_point = (x_max - x_min) / f64::from((area.width() - 2.0 * pad).max(1.0));
    let bounds = PlotBounds::from_min_max(
        [x_min - f64::from(pad) * per_point, scale.min],
        [x_max + f64::from(pad) * per_point, scale.max],
    );
    let frame = PlotTransform::new_with_invert_axis(
        area,
        bounds,
        false,
        egui::Vec2b::new(false, lines.inverted),
    );
    grid(canvas, &frame, &scale, &texts, lines);
    time_axis(canvas, &frame, rect, lines);
    // The plot itself is a little larger than its axes, so that no mark on the edge is cut.
    let slack = 2.0 * canvas.sizes.point;
    let (dx, dy) = (
        per_point,
        (scale.max - scale.min) / f64::from(area.height()),
    );
    let wide = f64::from(slack);
    let outer = PlotBounds::from_min_max(
        [bounds.min()[0] - wide * dx, bounds.min()[1] - wide * dy],
        [bounds.max()[0] + wide * dx, bounds.max()[1] + wide * dy],
    );
    let items = marks(canvas, lines);
    let transform = canvas.plot(
        area.expand(slack),
        outer,
        lines.inverted,
        "lines",
        move |plot| {
            for item in items {
                item.add_to(plot);
            }
        },
    );
    place_ends(canvas, &transform, area, &ends);
    let room = Rect::from_min_max(rect.min, pos2(rect.right(), area.bottom()));
    value_labels(canvas, &transform, room, lines, ends.is_empty());
    hover(canvas, &transform, area, lines)
}

fn value_scale(lines: &Lines<'_>, wanted: usize) -> Scale {
    let values = || {
        lines
            .series
            .iter()
            .flat_map(|s| s.points.iter().map(|p| p.mark.value))
    };
    let min = values().fold(f64::INFINITY, f64::min);
    let max = values().fold(f64::NEG_INFINITY, f64::max);
    let mut scale = Scale::nice(min, max, wanted.clamp(2, 6), lines.inverted);
    if lines.inverted {
        // There is no place before the first.
        scale.ticks.retain(|t| *t >= 1.0);
        if scale.ticks.first().is_none_or(|t| *t > 1.0) && min - 1.0 < scale.max - scale.min {
            scale.ticks.insert(0, 1.0);
        }
        scale.min = scale.ticks.first().copied().unwrap_or(1.0).min(min);
    }
    scale
}

fn tick_text(value: f64, scale: &Scale, lang: Lang) -> String {
    let size = scale.min.abs().max(scale.max.abs());
    if size >= 1e7 {
        return format_value(value, lang);
    }
    format_number(value, scale.decimals)
}

fn time_range(lines: &Lines<'_>) -> (f64, f64) {
    let xs = || {
        lines
            .series
            .iter()
            .flat_map(|s| s.points.iter().map(|p| p.x))
    };
    let (min, max) = (
        xs().fold(f64::INFINITY, f64::min),
        xs().fold(f64::NEG_INFINITY, f64::max),
    );
    if max - min < 1e-6 {
        (min - 0.5, max + 0.5)
    } else {
        (min, max)
    }
}

/// Horizontal hairlines with their values at the left; the zero or base line stronger.
fn grid(
    canvas: &Canvas<'_>,
    transform: &PlotTransform,
    scale: &Scale,
    texts: &[String],
    lines: &Lines<'_>,
) {
    let small = canvas.small();
    let area = *transform.frame();
    for (value, text) in scale.ticks.iter().zip(texts) {
        let y = transform.position_from_point_y(*value);
        let strong = *value == 0.0 || lines.base == Some(*value);
        let colour = if strong {
            canvas.palette.ink_faint
        } else {
            canvas.palette.line
        };
        canvas
            .painter
            .hline(area.x_range(), y, Stroke::new(canvas.sizes.hair, colour));
        let at = pos2(area.left() - 1.25 * canvas.sizes.gap, y);
        canvas.text(
            at,
            Align2::RIGHT_CENTER,
            text,
            &small,
            canvas.palette.ink_faint,
        );
    }
}

/// Ticks where the data lie: every year when all periods are years, else each period.
fn time_ticks(lines: &Lines<'_>) -> Vec<Tick> {
    let mut periods: Vec<Period> = lines
        .series
        .iter()
        .flat_map(|s| s.points.iter().filter_map(|p| p.mark.period))
        .collect();
    periods.sort();
    periods.dedup();
    let years = periods.iter().all(|p| p.kind() == PeriodKind::Year);
    match (periods.first(), periods.last()) {
        (Some(first), Some(last)) if years => (first.first_year()..=last.last_year())
            .map(|year| Tick {
                x: Period::year(year).middle(),
                text: year.to_string(),
            })
            .collect(),
        _ => periods
            .into_iter()
            .map(|p| Tick {
                x: p.middle(),
                text: p.display(lines.lang),
            })
            .collect(),
    }
}

/// Labels under the plot; those that would touch a neighbour are left out, the first and last stay.
fn time_axis(canvas: &Canvas<'_>, transform: &PlotTransform, rect: Rect, lines: &Lines<'_>) {
    let small = canvas.small();
    let y = transform.frame().bottom() + 0.9 * canvas.line_height(&small);
    let ticks = time_ticks(lines);
    let places: Vec<(f32, f32)> = ticks
        .iter()
        .map(|tick| {
            let width = canvas.width(&tick.text, &small).min(rect.width());
            let centre = transform.position_from_point_x(tick.x);
            let (low, high) = (rect.left() + 0.5 * width, rect.right() - 0.5 * width);
            (centre.clamp(low, high.max(low)), width)
        })
        .collect();
    let apart =
        |a: (f32, f32), b: (f32, f32)| (b.0 - a.0).abs() >= 0.5 * (a.1 + b.1) + canvas.sizes.gap;
    let n = places.len();
    // The smallest even stride at which neighbours keep apart.
    let stride = (1..n.max(2))
        .find(|&stride| {
            (stride..n)
                .step_by(stride)
                .all(|i| apart(places[i - stride], places[i]))
        })
        .unwrap_or(n);
    for i in (0..n).step_by(stride.max(1)) {
        let at = pos2(places[i].0, y);
        let text = canvas
            .wrap(&ticks[i].text, &small, rect.width(), 1)
            .concat();
        canvas.text(
            at,
            Align2::CENTER_CENTER,
            &text,
            &small,
            canvas.palette.ink_faint,
        );
    }
}

/// What egui_plot draws of one series.
struct Item {
    lines: Vec<Line<'static>>,
    dots: Vec<Points<'static>>,
}

impl Item {
    fn add_to<'p>(self, plot: &mut PlotUi<'p>) {
        for line in self.lines {
            plot.line(line);
        }
        for dots in self.dots {
            plot.points(dots);
        }
    }
}

fn marks(canvas: &Canvas<'_>, lines: &Lines<'_>) -> Vec<Item> {
    let n = lines.series.len();
    let all: usize = lines.series.iter().map(|s| s.points.len()).sum();
    // Long dense series would be all dots.
    let dotted = all <= 40 * n.min(6);
    let items = lines.series.iter().enumerate().map(|(i, series)| {
        let colour = series_colour(canvas.palette, i, n);
        let pattern = series_pattern(canvas.palette, canvas.theme, i, canvas.zoom);
        let strokes = runs(&series.points)
            .into_iter()
            .enumerate()
            .map(|(k, run)| {
                Line::new(format!("{i}/{k}"), PlotPoints::from(run))
                    .color(colour)
                    .width(canvas.sizes.line)
                    .style(pattern)
                    .allow_hover(false)
            });
        let mut dots = Vec::new();
        for (k, point) in series.points.iter().enumerate() {
            let alone = !point.joined && !series.points.get(k + 1).is_some_and(|p| p.joined);
            let hollow = point.mark.approximate || point.aside;
            if dotted || alone || hollow {
                let at = || PlotPoints::from(vec![[point.x, point.mark.value]]);
                let dot = |name: String, colour, radius| {
                    Points::new(name, at())
                        .color(colour)
                        .radius(radius)
                        .allow_hover(false)
                };
                dots.push(dot(format!("{i}.{k}"), colour, canvas.sizes.point));
                if hollow {
                    let inner = canvas.sizes.point - 0.8 * canvas.sizes.line;
                    dots.push(dot(format!("{i}.{k}o"), canvas.palette.raised, inner));
                }
            }
        }
        Item {
            lines: strokes.collect(),
            dots,
        }
    });
    items.collect()
}

/// Unbroken stretches of at least two points.
pub(super) fn runs(points: &[Point]) -> Vec<Vec<[f64; 2]>> {
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    for point in points.iter().filter(|p| !p.aside) {
        let at = [point.x, point.mark.value];
        match runs.last_mut() {
            Some(run) if point.joined => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// The period nearest the pointer: a hairline there, and all its values.
fn hover(
    canvas: &Canvas<'_>,
    transform: &PlotTransform,
    area: Rect,
    lines: &Lines<'_>,
) -> Option<Tip> {
    let pointer = canvas
        .pointer
        .filter(|p| area.expand(canvas.sizes.gap).contains(*p))?;
    let points = || {
        lines
            .series
            .iter()
            .flat_map(|s| s.points.iter().map(move |p| (s, p)))
    };
    let distance = |p: &Point| (transform.position_from_point_x(p.x) - pointer.x).abs();
    let (_, nearest) = points().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
    let x = transform.position_from_point_x(nearest.x);
    canvas.painter.vline(
        x,
        area.y_range(),
        Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint),
    );
    let mut said = vec![
        nearest
            .mark
            .period
            .map(|p| p.display(lines.lang))
            .unwrap_or_default(),
    ];
    for (series, point) in points().filter(|(_, p)| p.mark.period == nearest.mark.period) {
        said.push(format!("{} {}", series.name, point.mark.label));
        // With many lines the sources would fill the screen; they stand in the table and below the figure.
        if lines.series.len() <= 4 {
            said.extend(describe(&point.mark, lines.lang));
        }
    }
    Some(Tip(said))
}
