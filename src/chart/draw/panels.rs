//! Small multiples: a grid of small plots with one legend.

use egui::{Align2, Color32, Rect, pos2, vec2};

use super::View;
use super::axes::span;
use super::canvas::Canvas;
use super::columns::value_span;
use super::figure::body;
use super::labels::{Key, legend};
use super::parts::colours;
use super::tip::Drawn;
use crate::chart::frame::{Body, Panel, Panels};
use crate::chart::style::series_colour;
use crate::text::tr_args;
use crate::theme::heavy;

/// Draws the plots into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, all: &Panels) -> Drawn {
    let mut rect = rect;
    let names = names(canvas, all);
    if names.len() > 1 {
        let names: Vec<(&str, Color32)> = names.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        let key = match all.panels.first().map(|p| &p.body) {
            Some(Body::Lines(_)) => Key::Line,
            _ => Key::Block,
        };
        rect.min.y += legend(canvas, rect, &names, key, view.lang);
    }
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let gap = 2.0 * canvas.sizes.gap;
    let (columns, rows, shown) = grid(all, rect, small.size, line);
    let size = vec2(
        (rect.width() - gap * (columns - 1) as f32) / columns as f32,
        (rect.height() - 0.5 * gap * (rows - 1) as f32) / rows as f32,
    );
    let (y, x) = (shared_values(all, view), shared_time(all, view));
    let mut drawn = Drawn::default();
    for (i, panel) in all.panels.iter().take(shown).enumerate() {
        let (column, row) = (i % columns, i / columns);
        let corner = rect.min
            + vec2(
                column as f32 * (size.x + gap),
                row as f32 * (size.y + 0.5 * gap),
            );
        let place = Rect::from_min_size(corner, size);
        let font = heavy(canvas.sizes.small);
        let mut title = panel.name.clone();
        if i + 1 == shown && shown < all.panels.len() {
            let n = (all.panels.len() - shown).to_string();
            title += &tr_args(view.lang, "chart-more-panels", &[("n", n.into())]);
        }
        let title = canvas.wrap(&title, &font, size.x, 1).concat();
        canvas.text(
            place.left_top() + vec2(0.0, 0.5 * line),
            Align2::LEFT_CENTER,
            &title,
            &font,
            canvas.palette.ink,
        );
        let plot = Rect::from_min_max(pos2(place.left(), place.top() + 1.05 * line), place.max);
        // With one stretch of time for all, only the lowest plots need its labels.
        let dated = x.range.is_none() || i + columns >= shown;
        let view = View {
            y,
            x,
            small: true,
            dated,
            id: i + 1,
            ..view
        };
        if plot.is_positive() {
            let one = body(canvas, plot, &panel.body, view);
            drawn.plots.extend(one.plots);
            drawn.tip = drawn.tip.or(one.tip);
            drawn.hit = drawn.hit.or(one.hit.map(|mut hit| {
                if hit.id.is_empty() {
                    hit.id = panel.id.clone();
                }
                hit
            }));
        }
    }
    drawn
}

/// Names and colours of the series the panels share; empty when each panel has its own.
fn names(canvas: &Canvas<'_>, all: &Panels) -> Vec<(String, Color32)> {
    let of = |panel: &Panel| -> Vec<(String, Color32)> {
        match &panel.body {
            Body::Lines(lines) => {
                let n = lines.series.len();
                let named = lines.series.iter().enumerate();
                named
                    .map(|(i, s)| (s.name.clone(), series_colour(canvas.palette, i, n)))
                    .collect()
            }
            Body::Columns(columns) => {
                let parts = columns
                    .matrix
                    .parts
                    .iter()
                    .zip(colours(canvas, &columns.matrix));
                parts.map(|(p, c)| (p.name.clone(), c)).collect()
            }
            Body::Areas(areas) => {
                let parts = areas
                    .matrix
                    .parts
                    .iter()
                    .zip(colours(canvas, &areas.matrix));
                parts.map(|(p, c)| (p.name.clone(), c)).collect()
            }
            _ => Vec::new(),
        }
    };
    all.panels
        .iter()
        .map(of)
        .max_by_key(Vec::len)
        .filter(|names| names.len() > 1)
        .unwrap_or_default()
}

/// Columns, rows, and how many panels fit; the plots come near to three by two.
fn grid(all: &Panels, rect: Rect, font: f32, line: f32) -> (usize, usize, usize) {
    let n = all.panels.len();
    let least = vec2(9.0 * font, 4.5 * line);
    let most = vec2(rect.width() / least.x, rect.height() / least.y);
    let (most_columns, most_rows) = ((most.x as usize).max(1), (most.y as usize).max(1));
    let badness = |columns: usize| {
        let rows = n.div_ceil(columns);
        let aspect = (rect.width() / columns as f32) / (rect.height() / rows as f32);
        let empty = (rows * columns - n) as f32 / n as f32;
        (aspect / 1.5).ln().abs() + empty
    };
    let fitting = (1..=most_columns.min(n)).filter(|c| n.div_ceil(*c) <= most_rows);
    let columns = fitting
        .min_by(|a, b| badness(*a).total_cmp(&badness(*b)))
        .unwrap_or(most_columns.min(n));
    let rows = n.div_ceil(columns).min(most_rows);
    (columns, rows, n.min(columns * rows))
}

/// The value axis all plots share, unless each has its own or a range is chosen.
fn shared_values(all: &Panels, view: View<'_>) -> crate::chart::spec::Axis {
    if all.free || view.y.range.is_some() {
        return view.y;
    }
    let spans = all.panels.iter().filter_map(|panel| match &panel.body {
        Body::Lines(lines) => {
            let points = lines
                .series
                .iter()
                .chain(&lines.references)
                .flat_map(|s| &s.points);
            Some((span(points.map(|p| p.mark.value)), lines.inverted))
        }
        Body::Bars(bars) => Some((span(bars.rows.iter().map(|r| r.mark.value)), false)),
        Body::Columns(columns) => Some((value_span(columns), false)),
        Body::Areas(areas) => {
            let sums = (0..areas.matrix.groups.len()).filter_map(|i| areas.matrix.sum(i));
            Some((span(sums), false))
        }
        _ => None,
    });
    let spans: Vec<((f64, f64), bool)> = spans.collect();
    let (low, high) = span(spans.iter().flat_map(|((low, high), _)| [*low, *high]));
    if spans.iter().any(|(_, inverted)| *inverted) {
        return view.y;
    }
    let filled = !matches!(all.panels.first().map(|p| &p.body), Some(Body::Lines(_)));
    let scale = match (view.y.log && low > 0.0, filled) {
        (true, false) => super::scale::Scale::log(low, high, 4),
        (_, true) => super::scale::Scale::nice(low.min(0.0), high.max(0.0), 4, false),
        _ => super::scale::Scale::nice(low, high, 4, false),
    };
    crate::chart::spec::Axis {
        range: Some((scale.min, scale.max)),
        ..view.y
    }
}

/// The stretch of time all plots share.
fn shared_time(all: &Panels, view: View<'_>) -> crate::chart::spec::Axis {
    if view.x.range.is_some() {
        return view.x;
    }
    let xs = all.panels.iter().flat_map(|panel| match &panel.body {
        Body::Lines(lines) => {
            let points = lines
                .series
                .iter()
                .chain(&lines.references)
                .flat_map(|s| &s.points);
            points.map(|p| p.x).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let xs: Vec<f64> = xs.collect();
    let range = (!xs.is_empty()).then(|| super::axes::time_span(xs.into_iter()));
    crate::chart::spec::Axis { range, ..view.x }
}
