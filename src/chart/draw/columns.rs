//! Upright columns over time, side by side or on each other.

use egui::{Align2, Color32, Rect, pos2, vec2};

use super::View;
use super::area::PlotArea;
use super::axes::{Tick, ValueAxis, Wanted, span, time_axis};
use super::canvas::Canvas;
use super::labels::{End, Named, Side, place_ends};
use super::overlay::{Flag, below_flags, draw_flags, flags, room};
use super::parts::{block, colours, on, parts_legend, spans, told};
use super::scale::free;
use super::tip::Drawn;
use crate::chart::frame::{Arranged, Columns, Mark, Matrix};
use crate::model::PeriodKind;

/// Share of a group's width that its columns fill.
const FILLED: f64 = 0.72;

/// One column, or part of one.
struct Bar<'a> {
    group: usize,
    part: usize,
    rect: Rect,
    mark: &'a Mark,
}

/// Draws the columns into `rect`; says what the pointer is on.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    view: View<'_>,
    columns: &Columns,
) -> Drawn {
    let matrix = &columns.matrix;
    let colours = colours(canvas, matrix);
    let mut rect = rect;
    let named = !view.small && matrix.parts.len() > 1;
    let ends = match named && columns.arranged != Arranged::Beside {
        true => ends(
            canvas,
            matrix,
            &colours,
            below_flags(canvas, rect, view.markers),
        ),
        false => Vec::new(),
    };
    if named && ends.is_empty() {
        rect.min.y += parts_legend(canvas, rect, matrix, &colours, view.lang);
    }
    let Some((axis, area, flags)) = lay_out(canvas, rect, view, columns, End::widest(&ends)) else {
        return Drawn::default();
    };
    axis.draw_up(canvas, &area, None);
    let ticks: Vec<Tick> = (0..matrix.groups.len())
        .map(|i| Tick {
            x: middle(matrix, i),
            text: matrix.groups[i].name.clone(),
        })
        .collect();
    time_axis(canvas, &area, rect, &ticks);
    let bars = bars(&area, columns);
    let pointed = pointed(canvas, &area, matrix, &bars);
    let focus = pointed.and_then(|(_, part)| part);
    let dim = |part: usize, colour: Color32| match focus {
        Some(focus) if focus != part && matrix.parts.len() > 1 => {
            canvas.palette.raised.lerp_to_gamma(colour, 0.35)
        }
        _ => colour,
    };
    for bar in &bars {
        let shown = bar.rect.intersect(area.rect);
        if shown.is_positive() {
            block(
                canvas,
                shown,
                dim(bar.part, colours[bar.part]),
                bar.mark.approximate,
            );
        }
    }
    let zero = egui::Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    canvas
        .painter
        .hline(area.rect.x_range(), area.y.at(0.0), zero);
    place_ends(canvas, &area, &ends, Side::Right).draw(canvas, dim);
    let top = area.rect.top() - 0.25 * canvas.line_height(&canvas.small()) - room(canvas, &flags);
    let flag = draw_flags(canvas, &area, top, &flags);
    if !view.small {
        values(canvas, &area, columns, &bars, &colours);
    }
    let told = pointed.map(|(group, part)| {
        let total = columns.totals.get(group).and_then(Option::as_ref);
        told(matrix, group, part, &colours, total, view.lang)
    });
    let (tip, hit) = told.map_or((None, None), |(tip, hit)| (Some(tip), hit));
    Drawn {
        plots: vec![area],
        hit,
        tip: flag.or(tip),
    }
}

/// Whether the groups lie at their years; otherwise one step apart.
fn years(matrix: &Matrix) -> bool {
    let year = |kind| kind == PeriodKind::Year;
    matrix
        .groups
        .iter()
        .all(|g| g.period.is_some_and(|p| year(p.kind())))
}

/// Where group `i` lies along.
pub(super) fn middle(matrix: &Matrix, i: usize) -> f64 {
    match matrix.groups[i].period {
        Some(period) if years(matrix) => period.middle(),
        _ => i as f64 + 0.5,
    }
}

fn ends(canvas: &Canvas<'_>, matrix: &Matrix, colours: &[Color32], rect: Rect) -> Vec<End> {
    let last = (0..matrix.groups.len())
        .rev()
        .find(|&i| matrix.sum(i).is_some());
    let Some(last) = last else { return Vec::new() };
    let named: Vec<Named> = spans(matrix, last)
        .into_iter()
        .zip(&matrix.parts)
        .zip(colours)
        .filter_map(|((span, part), colour)| {
            let (from, to) = span?;
            Some(Named {
                name: part.name.clone(),
                value: String::new(),
                colour: match part.highlight && !part.id.is_empty() {
                    true => *colour,
                    false => canvas.palette.ink_faint,
                },
                at: (middle(matrix, last) + 0.5 * FILLED, 0.5 * (from + to)),
            })
        })
        .collect();
    End::of(canvas, &named, rect, 0.3)
}

type LaidOut<'f> = (ValueAxis, PlotArea, Vec<Flag<'f>>);

fn lay_out<'f>(
    canvas: &Canvas<'_>,
    rect: Rect,
    view: View<'f>,
    columns: &Columns,
    names: f32,
) -> Option<LaidOut<'f>> {
    let line = canvas.line_height(&canvas.small());
    let matrix = &columns.matrix;
    let wanted = Wanted {
        span: value_span(columns),
        axis: crate::chart::spec::Axis {
            log: false,
            ..view.y
        },
        ticks: (rect.height() / (4.0 * line)) as usize,
        ranks: false,
        zero: true,
    };
    let axis = ValueAxis::new(wanted, view.lang);
    let right = if names > 0.0 {
        names + 1.5 * canvas.sizes.gap
    } else {
        0.0
    };
    let mut place = Rect::from_min_max(
        pos2(
            rect.left() + axis.width(canvas) + 1.25 * canvas.sizes.gap,
            rect.top() + 0.75 * line,
        ),
        pos2(rect.right() - right, rect.bottom() - 1.5 * line),
    );
    let n = matrix.groups.len();
    let x = view
        .x
        .range
        .unwrap_or((middle(matrix, 0) - 0.5, middle(matrix, n - 1) + 0.5));
    let up = axis.span();
    let make = |place: Rect| PlotArea::new(place, (x, false), up, false);
    if !place.is_positive() {
        return None;
    }
    let flags = flags(canvas, &make(place).x, rect, view.markers);
    place.min.y += room(canvas, &flags);
    place.is_positive().then(|| (axis, make(place), flags))
}

/// Lowest and highest end of any column.
pub(super) fn value_span(columns: &Columns) -> (f64, f64) {
    let matrix = &columns.matrix;
    match columns.arranged {
        Arranged::Beside => {
            let values = matrix.parts.iter().flat_map(|p| p.marks.iter().flatten());
            span(values.map(|m| m.value))
        }
        Arranged::Stacked => span((0..matrix.groups.len()).filter_map(|i| matrix.sum(i))),
        Arranged::Percent => (0.0, 100.0),
    }
}

fn bars<'a>(area: &PlotArea, columns: &'a Columns) -> Vec<Bar<'a>> {
    let matrix = &columns.matrix;
    let n = matrix.parts.len() as f64;
    let mut bars = Vec::new();
    for group in 0..matrix.groups.len() {
        let x = middle(matrix, group);
        let spans = match columns.arranged {
            Arranged::Beside => matrix
                .group(group)
                .map(|m| m.map(|m| (0.0, m.value)))
                .collect(),
            _ => spans(matrix, group),
        };
        for (part, (span, mark)) in spans.into_iter().zip(matrix.group(group)).enumerate() {
            let (Some((from, to)), Some(mark)) = (span, mark) else {
                continue;
            };
            let (left, right) = match columns.arranged {
                Arranged::Beside => {
                    let left = x - 0.5 * FILLED + FILLED * part as f64 / n;
                    (left, left + FILLED / n * 0.94)
                }
                _ => (x - 0.5 * FILLED, x + 0.5 * FILLED),
            };
            let rect = Rect::from_two_pos(area.position(left, from), area.position(right, to));
            bars.push(Bar {
                group,
                part,
                rect,
                mark,
            });
        }
    }
    bars
}

/// Group and part under the pointer.
fn pointed(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    matrix: &Matrix,
    bars: &[Bar<'_>],
) -> Option<(usize, Option<usize>)> {
    let pointer = canvas.pointer.filter(|p| area.rect.contains(*p))?;
    let distance = |i: &usize| (area.x.at(middle(matrix, *i)) - pointer.x).abs();
    let group = (0..matrix.groups.len())
        .filter(|&i| matrix.group(i).any(|m| m.is_some()))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let on = bars
        .iter()
        .find(|bar| bar.group == group && bar.rect.expand(1.0).contains(pointer));
    Some((group, on.map(|bar| bar.part)))
}

/// Values where they fit: above columns side by side, inside parts of a stack and its sum above.
fn values(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    columns: &Columns,
    bars: &[Bar<'_>],
    colours: &[Color32],
) {
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let fits = |text: &str, width: f32| canvas.width(text, &small) <= width;
    let step = area.rect.width() / columns.matrix.groups.len().max(1) as f32;
    let mut taken = canvas.taken();
    let mut put = |at: egui::Pos2, text: &str, colour: Color32| {
        let size = vec2(canvas.width(text, &small), line);
        let place = Rect::from_center_size(at, size);
        if free(place.shrink(0.5), &taken) {
            canvas.text(at, Align2::CENTER_CENTER, text, &small, colour);
            taken.push(place);
        }
    };
    if columns.arranged == Arranged::Beside {
        // All, or those of the ends: a few here and there would read as an emphasis.
        let one = columns.matrix.parts.len() == 1;
        let room = |bar: &Bar<'_>| match one {
            true => (bar.rect.width() * 1.25).max(step * 0.96),
            false => bar.rect.width() * 1.25,
        };
        let all = bars.iter().all(|bar| fits(&bar.mark.label, room(bar)));
        let last = bars.len().saturating_sub(1);
        let wanted = |i: usize| all || (one && (i == 0 || i == last));
        for (_, bar) in bars.iter().enumerate().filter(|(i, _)| wanted(*i)) {
            let y = match bar.mark.value < 0.0 {
                true => bar.rect.bottom() + 0.55 * line,
                false => bar.rect.top() - 0.55 * line,
            };
            let half = 0.5 * canvas.width(&bar.mark.label, &small);
            let most = (canvas.painter.clip_rect().right() - canvas.sizes.margin - half)
                .max(area.rect.left() + half);
            let x = bar.rect.center().x.clamp(area.rect.left() + half, most);
            if area.y.shows(bar.mark.value) && y + 0.5 * line < area.rect.bottom() + 0.2 * line {
                put(pos2(x, y), &bar.mark.label, canvas.palette.ink);
            }
        }
        return;
    }
    for bar in bars {
        let inside = bar.rect.intersect(area.rect);
        if inside.height() > 1.1 * line && fits(&bar.mark.label, 0.94 * inside.width()) {
            put(
                inside.center(),
                &bar.mark.label,
                on(canvas, colours[bar.part]),
            );
        }
    }
    let all = columns
        .totals
        .iter()
        .flatten()
        .all(|total| fits(&total.label, 0.98 * step));
    for (i, total) in columns.totals.iter().enumerate().filter(|_| all) {
        if let Some(total) = total.as_ref().filter(|t| area.y.shows(t.value)) {
            let at =
                area.position(middle(&columns.matrix, i), total.value) - vec2(0.0, 0.55 * line);
            put(at, &total.label, canvas.palette.ink);
        }
    }
}
