//! Small multiples: a grid of small plots with one legend.

use egui::{Align2, Color32, Rect, pos2, vec2};

use super::View;
use super::axes::span;
use super::canvas::Canvas;
use super::figure::body;
use super::labels::{Entry, Key, legend};
use super::parts::colours;
use super::tip::Drawn;
use super::{columns, stacked_area};
use crate::chart::frame::{Body, Marker, Panel, Panels, Part};
use crate::chart::style::series_colour;
use crate::text::tr_args;
use crate::theme::heavy;

/// Draws the plots into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, all: &Panels) -> Drawn {
    let mut rect = rect;
    let mut entries = series(canvas, all);
    let markers = numbered(view.markers, all);
    entries.extend(markers.iter().map(|marker| Entry {
        key: Key::Sign(marker.label.clone()),
        colour: canvas.palette.ink,
        name: &marker.full,
    }));
    if !entries.is_empty() {
        rect.min.y += legend(canvas, rect, &entries, view.lang);
    }
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let gap = 2.0 * canvas.sizes.gap;
    let (across, rows, shown) = grid(all, rect, small.size, line);
    let size = vec2(
        (rect.width() - gap * (across - 1) as f32) / across as f32,
        (rect.height() - 0.5 * gap * (rows - 1) as f32) / rows as f32,
    );
    let (y, x) = (shared_values(all, view), shared_time(all, view));
    let mut drawn = Drawn::default();
    for (i, panel) in all.panels.iter().take(shown).enumerate() {
        let (column, row) = (i % across, i / across);
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
        let dated = x.range.is_none() || i + across >= shown;
        let view = View {
            y,
            x,
            markers: &markers,
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

/// The dates that fall into the time drawn, by their numbers: there is no room for names over each plot.
fn numbered(markers: &[Marker], all: &Panels) -> Vec<Marker> {
    let periods = all.panels.iter().flat_map(|panel| match &panel.body {
        Body::Lines(lines) => lines.points().filter_map(|p| p.mark.period).collect(),
        body => {
            let groups = body.matrix().map(|matrix| &matrix.groups);
            let periods = groups.into_iter().flatten().filter_map(|g| g.period);
            periods.collect::<Vec<_>>()
        }
    });
    let ends = periods.fold(None, |ends: Option<(f64, f64)>, period| {
        let (from, to) = ends.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
        Some((from.min(period.start()), to.max(period.end())))
    });
    let shown = |marker: &&Marker| ends.is_some_and(|(from, to)| (from..to).contains(&marker.x));
    let shown = markers.iter().filter(shown).zip(1..);
    shown
        .map(|(marker, n)| Marker {
            label: n.to_string(),
            ..marker.clone()
        })
        .collect()
}

/// The series the panels share, and what all are compared with; only the latter when each panel has one of its own.
fn series<'p>(canvas: &Canvas<'_>, all: &'p Panels) -> Vec<Entry<'p>> {
    let of = |panel: &'p Panel| -> Vec<Entry<'p>> {
        if let Some(matrix) = panel.body.matrix() {
            let parts = matrix.parts.iter().zip(colours(canvas, matrix));
            let entry = |(part, colour): (&'p Part, Color32)| Entry {
                key: Key::Block,
                colour,
                name: &part.name,
            };
            return parts.map(entry).collect();
        }
        let Body::Lines(lines) = &panel.body else {
            return Vec::new();
        };
        let n = lines.series.len();
        let own = lines.series.iter().enumerate().map(|(i, s)| Entry {
            key: Key::Line,
            colour: series_colour(canvas.palette, i, n),
            name: &s.name,
        });
        own.filter(|_| n > 1)
            .chain(lines.references.iter().enumerate().map(|(i, s)| Entry {
                key: Key::Dashed(i),
                colour: canvas.palette.ink_faint,
                name: &s.name,
            }))
            .collect()
    };
    let all = all.panels.iter().map(of);
    let most = all.max_by_key(Vec::len).unwrap_or_default();
    match &most[..] {
        [only] if !matches!(only.key, Key::Dashed(_)) => Vec::new(),
        _ => most,
    }
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
            let values = lines.points().map(|p| p.mark.value);
            Some((span(values), lines.inverted))
        }
        Body::Bars(bars) => Some((span(bars.rows.iter().map(|r| r.mark.value)), false)),
        Body::Columns(columns) => Some((columns::value_span(columns), false)),
        Body::Areas(areas) => Some((stacked_area::value_span(areas), false)),
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
        Body::Lines(lines) => lines.points().map(|p| p.x).collect(),
        _ => Vec::new(),
    });
    let xs: Vec<f64> = xs.collect();
    let range = (!xs.is_empty()).then(|| super::axes::time_span(xs.into_iter()));
    crate::chart::spec::Axis { range, ..view.x }
}
