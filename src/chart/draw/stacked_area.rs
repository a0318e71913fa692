//! Stacked areas over time.

use egui::{Color32, Rect, Stroke};
use egui_plot::{FilledArea, Line, PlotPoints};

use super::View;
use super::area::PlotArea;
use super::axes::{span, time_span, time_ticks};
use super::canvas::Canvas;
use super::parts::{spans, told};
use super::stand::{Names, Stand, Wish};
use super::tip::Drawn;
use crate::chart::frame::Areas;
use crate::model::Lang;

/// Draws the areas into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, areas: &Areas) -> Drawn {
    let matrix = &areas.matrix;
    let wish = wish(areas, view.lang);
    let Some(stand) = Stand::new(canvas, rect, view, matrix, &wish) else {
        return Drawn::default();
    };
    let area = stand.area;
    let pointed = pointed(canvas, &area, areas);
    let focus = pointed.and_then(|(_, part)| part);
    let colours = stand.colours.iter().enumerate();
    let shades: Vec<Color32> = colours
        .map(|(i, colour)| stand.dim(canvas, focus, i, *colour))
        .collect();
    fill(canvas, &area, areas, &shades, view.id);
    let date = stand.over(canvas, focus);
    let told = pointed.map(|(group, part)| {
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink);
        let x = area.x.at(x_of(areas, group));
        canvas.painter.vline(x, area.rect.y_range(), stroke);
        told(matrix, group, part, &stand.colours, None, view.lang)
    });
    stand.drawn(date, told)
}

/// What the axes and names must show.
fn wish(areas: &Areas, lang: Lang) -> Wish {
    let marks = areas
        .matrix
        .parts
        .iter()
        .flat_map(|p| p.marks.iter().flatten());
    Wish {
        values: value_span(areas),
        hanging: None,
        time: time_span(whole(areas).map(|i| x_of(areas, i))),
        ticks: time_ticks(marks, lang),
        names: whole(areas).next_back().map(|group| Names {
            group,
            x: x_of(areas, group),
            values: true,
            widest: 0.34,
        }),
    }
}

/// Lowest and highest stack.
pub(super) fn value_span(areas: &Areas) -> (f64, f64) {
    match areas.percent {
        true => (0.0, 100.0),
        false => span(whole(areas).filter_map(|i| areas.matrix.sum(i))),
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
