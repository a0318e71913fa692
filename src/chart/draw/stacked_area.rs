//! Stacked areas over time.

use egui::{Color32, Rect, Stroke, pos2};
use egui_plot::{FilledArea, Line, PlotPoints};

use super::View;
use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span, time_axis, time_ticks};
use super::canvas::Canvas;
use super::labels::{End, Named, Side, place_ends};
use super::overlay::{Flag, below_flags, draw_flags, flags, room};
use super::parts::{colours, parts_legend, spans, told};
use super::tip::Drawn;
use crate::chart::frame::Areas;

/// Draws the areas into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, areas: &Areas) -> Drawn {
    let matrix = &areas.matrix;
    let colours = colours(canvas, matrix);
    let mut rect = rect;
    let named = !view.small && matrix.parts.len() > 1;
    let ends = match named {
        true => ends(
            canvas,
            areas,
            &colours,
            below_flags(canvas, rect, view.markers),
        ),
        false => Vec::new(),
    };
    if named && ends.is_empty() {
        rect.min.y += parts_legend(canvas, rect, matrix, &colours, view.lang);
    }
    let Some((axis, area, flags)) = lay_out(canvas, rect, view, areas, End::widest(&ends)) else {
        return Drawn::default();
    };
    axis.draw_up(canvas, &area, None);
    let marks = matrix.parts.iter().flat_map(|p| p.marks.iter().flatten());
    time_axis(canvas, &area, rect, &time_ticks(marks, view.lang));
    let pointed = pointed(canvas, &area, areas);
    let focus = pointed.and_then(|(_, part)| part);
    let raised = canvas.palette.raised;
    let dim = |i: usize, colour: Color32| match focus {
        Some(focus) if focus != i && matrix.parts.len() > 1 => raised.lerp_to_gamma(colour, 0.35),
        _ => colour,
    };
    let shades: Vec<Color32> = colours
        .iter()
        .enumerate()
        .map(|(i, c)| dim(i, *c))
        .collect();
    fill(canvas, &area, areas, &shades, view.id);
    let placed = place_ends(canvas, &area, &ends, Side::Right);
    placed.draw(canvas, dim);
    let top = area.rect.top() - 0.25 * canvas.line_height(&canvas.small()) - room(canvas, &flags);
    let flag = draw_flags(canvas, &area, top, &flags);
    let told = pointed.map(|(group, part)| {
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink);
        let x = area.x.at(x_of(areas, group));
        canvas.painter.vline(x, area.rect.y_range(), stroke);
        told(matrix, group, part, &colours, None, view.lang)
    });
    let (tip, hit) = told.map_or((None, None), |(tip, hit)| (Some(tip), hit));
    Drawn {
        plots: vec![area],
        hit,
        tip: flag.or(tip),
    }
}

fn x_of(areas: &Areas, i: usize) -> f64 {
    areas.matrix.groups[i]
        .period
        .map_or(i as f64, |p| p.middle())
}

/// Groups in which every part has a figure.
fn whole(areas: &Areas) -> impl DoubleEndedIterator<Item = usize> {
    (0..areas.matrix.groups.len()).filter(|&i| areas.matrix.sum(i).is_some())
}

fn ends(canvas: &Canvas<'_>, areas: &Areas, colours: &[Color32], rect: Rect) -> Vec<End> {
    let Some(last) = whole(areas).next_back() else {
        return Vec::new();
    };
    let matrix = &areas.matrix;
    let parts = matrix
        .parts
        .iter()
        .zip(matrix.group(last))
        .zip(spans(matrix, last));
    let named: Vec<Named> = parts
        .zip(colours)
        .filter_map(|(((part, mark), span), colour)| {
            let (from, to) = span?;
            Some(Named {
                name: part.name.clone(),
                value: mark?.label.clone(),
                colour: match part.highlight && !part.id.is_empty() {
                    true => *colour,
                    false => canvas.palette.ink_faint,
                },
                at: (x_of(areas, last), 0.5 * (from + to)),
            })
        })
        .collect();
    End::of(canvas, &named, rect, 0.34)
}

type LaidOut<'f> = (ValueAxis, PlotArea, Vec<Flag<'f>>);

fn lay_out<'f>(
    canvas: &Canvas<'_>,
    rect: Rect,
    view: View<'f>,
    areas: &Areas,
    names: f32,
) -> Option<LaidOut<'f>> {
    let line = canvas.line_height(&canvas.small());
    let highest = match areas.percent {
        true => (0.0, 100.0),
        false => span(whole(areas).filter_map(|i| areas.matrix.sum(i))),
    };
    let wanted = Wanted {
        span: highest,
        axis: crate::chart::spec::Axis {
            log: false,
            ..view.y
        },
        ticks: (rect.height() / (4.0 * line)) as usize,
        ranks: false,
        zero: true,
    };
    let axis = ValueAxis::new(wanted, view.lang);
    let right = match names > 0.0 {
        true => names + 1.5 * canvas.sizes.gap,
        false => canvas.sizes.gap,
    };
    let mut place = Rect::from_min_max(
        pos2(
            rect.left() + axis.width(canvas) + 1.25 * canvas.sizes.gap,
            rect.top() + 0.75 * line,
        ),
        pos2(rect.right() - right, rect.bottom() - 1.5 * line),
    );
    if !place.is_positive() {
        return None;
    }
    let all = super::axes::time_span(whole(areas).map(|i| x_of(areas, i)));
    let x = (view.x.range.unwrap_or(all), false);
    let up = axis.span();
    let make = |place: Rect| PlotArea::new(place, x, up, false);
    let flags = flags(canvas, &make(place).x, rect, view.markers);
    place.min.y += room(canvas, &flags);
    place.is_positive().then(|| (axis, make(place), flags))
}

/// Unbroken stretches of groups.
fn runs(areas: &Areas) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for i in whole(areas) {
        match runs.last_mut() {
            Some(run) if areas.joined[i] => run.push(i),
            _ => runs.push(vec![i]),
        }
    }
    runs
}

fn fill(canvas: &mut Canvas<'_>, area: &PlotArea, areas: &Areas, shades: &[Color32], id: usize) {
    let (mut filled, mut edges) = (Vec::new(), Vec::new());
    let edge = canvas.palette.raised;
    let hair = canvas.sizes.hair;
    for (r, run) in runs(areas).into_iter().enumerate() {
        let mut xs: Vec<f64> = run.iter().map(|&i| x_of(areas, i)).collect();
        let mut stacks: Vec<Vec<Option<(f64, f64)>>> =
            run.iter().map(|&i| spans(&areas.matrix, i)).collect();
        if let ([x], [stack]) = (&xs[..], &stacks[..]) {
            // A lone year is a sliver, so that it is seen.
            (xs, stacks) = (vec![x - 0.06, x + 0.06], vec![stack.clone(), stack.clone()]);
        }
        let clamp = |v: f64| v.clamp(area.y.from, area.y.to);
        for (k, shade) in shades.iter().enumerate() {
            let span = |stack: &Vec<Option<(f64, f64)>>| stack[k].unwrap_or_default();
            let low: Vec<f64> = stacks.iter().map(|s| clamp(span(s).0)).collect();
            let high: Vec<f64> = stacks.iter().map(|s| clamp(span(s).1)).collect();
            let area = FilledArea::new(format!("{r}/{k}"), &xs, &low, &high);
            filled.push(area.fill_color(*shade).allow_hover(false));
            // The edge hides the seams and smooths the mesh.
            let top: Vec<[f64; 2]> = xs.iter().zip(&high).map(|(x, y)| [*x, *y]).collect();
            let last = k + 1 == shades.len();
            edges.push(
                Line::new(format!("{r}/{k}e"), PlotPoints::from(top))
                    .color(if last { *shade } else { edge })
                    .width(if last { 1.5 * hair } else { 1.2 * hair })
                    .allow_hover(false),
            );
        }
    }
    canvas.plot_in(area, &format!("areas{id}"), move |plot| {
        for area in filled {
            plot.add(area);
        }
        for edge in edges {
            plot.line(edge);
        }
    });
}

/// Group and part under the pointer.
fn pointed(canvas: &Canvas<'_>, area: &PlotArea, areas: &Areas) -> Option<(usize, Option<usize>)> {
    let pointer = canvas.pointer.filter(|p| area.rect.contains(*p))?;
    let distance = |i: &usize| (area.x.at(x_of(areas, *i)) - pointer.x).abs();
    let group = whole(areas).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let value = area.y.value(pointer.y);
    let inside =
        |span: &Option<(f64, f64)>| span.is_some_and(|(from, to)| (from..to).contains(&value));
    Some((group, spans(&areas.matrix, group).iter().position(inside)))
}
