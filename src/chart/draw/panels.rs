//! Small multiples: a grid of small plots with one legend.

use std::collections::HashSet;

use egui::{Align2, Rect, pos2, vec2};

use super::View;
use super::axes::{span, strip_of_time};
use super::canvas::Canvas;
use super::figure::body;
use super::labels::{Entry, Key, legend};
use super::tip::Drawn;
use super::{columns, line, parts, stacked_area};
use crate::chart::frame::{Body, Marker, Panels};
use crate::chart::spec::Axis;
use crate::text::tr_args;
use crate::theme::heavy;

/// Draws the plots into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, all: &Panels) -> Drawn {
    let mut rect = rect;
    let (order, compared) = order(all);
    let view = View {
        order: &order,
        compared: &compared,
        ..view
    };
    let mut entries = series(canvas, view, all);
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
    let (y, x) = (shared_values(all, view), shared_time(all, view));
    // With one stretch of time for all, only the lowest plots need its labels, and are higher by them.
    let strip = match x.range.is_some() && all.panels.iter().all(|panel| timed(&panel.body)) {
        true => strip_of_time(canvas),
        false => 0.0,
    };
    let size = vec2(
        (rect.width() - gap * (across - 1) as f32) / across as f32,
        (rect.height() - strip - 0.5 * gap * (rows - 1) as f32) / rows as f32,
    );
    let mut drawn = Drawn::default();
    for (i, panel) in all.panels.iter().take(shown).enumerate() {
        let (column, row) = (i % across, i / across);
        let corner = rect.min
            + vec2(
                column as f32 * (size.x + gap),
                row as f32 * (size.y + 0.5 * gap),
            );
        let dated = x.range.is_none() || i + across >= shown;
        let below = if dated { strip } else { 0.0 };
        let place = Rect::from_min_size(corner, size + vec2(0.0, below));
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
            canvas.short_ticks = panel.short_ticks;
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
    if markers.is_empty() {
        return Vec::new();
    }
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

/// Each once: the ids of the series and parts that have colours, where a panel has several; the names of the lines of
/// comparison.
pub(super) fn order(all: &Panels) -> (Vec<&str>, Vec<&str>) {
    let (mut ids, mut compared, mut several) = (Vec::new(), Vec::new(), false);
    for panel in &all.panels {
        if let Body::Lines(lines) = &panel.body {
            let shown = lines.series.iter().filter(|s| s.highlight);
            ids.extend(shown.map(|s| s.id.as_str()));
            compared.extend(lines.references.iter().map(|s| s.name.as_str()));
            several |= lines.series.len() > 1;
        } else if let Some(matrix) = panel.body.matrix() {
            let parts = matrix.parts.iter().map(|part| part.id.as_str());
            ids.extend(parts.filter(|id| !id.is_empty()));
            several |= matrix.parts.len() > 1;
        }
    }
    let once = |names: &mut Vec<&str>| {
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(name.to_owned()));
    };
    once(&mut compared);
    match several {
        true => once(&mut ids),
        false => ids.clear(),
    }
    (ids, compared)
}

/// The series of all panels, and what these are compared with; only the latter when each panel has one of its own.
fn series<'p>(canvas: &Canvas<'_>, view: View<'_>, all: &'p Panels) -> Vec<Entry<'p>> {
    let (mut entries, mut several) = (Vec::<Entry<'p>>::new(), false);
    let dashed = |entry: &Entry<'_>| matches!(entry.key, Key::Dashed(_));
    for panel in &all.panels {
        let of_panel = match &panel.body {
            Body::Lines(lines) => line::entries(canvas, view, lines),
            body => body.matrix().map_or_else(Vec::new, |matrix| {
                parts::entries(matrix, &parts::colours(canvas, view, matrix))
            }),
        };
        several |= of_panel.iter().filter(|entry| !dashed(entry)).count() > 1;
        for entry in of_panel {
            let same = |other: &Entry<'_>| (other.name, other.colour) == (entry.name, entry.colour);
            if !entries.iter().any(same) {
                entries.push(entry);
            }
        }
    }
    entries.retain(|entry| several || dashed(entry));
    entries.sort_by_key(dashed);
    entries
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

/// Whether an axis of time lies below.
fn timed(body: &Body) -> bool {
    match body {
        Body::Lines(_) | Body::Areas(_) => true,
        Body::Columns(columns) => columns.time,
        _ => false,
    }
}

/// The value axis all plots share, unless each has its own or a range is chosen.
fn shared_values(all: &Panels, view: View<'_>) -> Axis {
    if all.free || view.y.range.is_some() {
        return view.y;
    }
    let spans = all.panels.iter().filter_map(|panel| match &panel.body {
        Body::Lines(lines) => Some((span(line::ends_of_values(lines)), lines.inverted)),
        Body::Bars(bars) => {
            let rows = bars.rows.iter().map(|row| row.mark.value);
            let levels = bars.levels.iter().map(|level| level.mark.value);
            Some((span(rows.chain(levels)), false))
        }
        Body::Columns(columns) => Some((columns::value_span(columns), false)),
        Body::Areas(areas) => Some((stacked_area::value_span(areas), false)),
        _ => None,
    });
    let spans: Vec<((f64, f64), bool)> = spans.collect();
    let (low, high) = span(spans.iter().flat_map(|((low, high), _)| [*low, *high]));
    if spans.iter().any(|(_, inverted)| *inverted) {
        return Axis {
            range: Some((1.0, high.max(2.0))),
            ..view.y
        };
    }
    let filled = !matches!(all.panels.first().map(|p| &p.body), Some(Body::Lines(_)));
    let scale = match (view.y.log && low > 0.0, filled) {
        (true, false) => super::scale::Scale::log(low, high, 4),
        (_, true) => super::scale::Scale::nice(low.min(0.0), high.max(0.0), 4, false),
        _ => super::scale::Scale::nice(low, high, 4, false),
    };
    Axis {
        range: Some((scale.min, scale.max)),
        ..view.y
    }
}

/// The stretch of time all plots share.
fn shared_time(all: &Panels, view: View<'_>) -> Axis {
    if view.x.range.is_some() {
        return view.x;
    }
    let xs = all.panels.iter().flat_map(|panel| match &panel.body {
        Body::Lines(lines) => lines.points().map(|p| p.x).collect(),
        _ => Vec::new(),
    });
    let xs: Vec<f64> = xs.collect();
    let range = (!xs.is_empty()).then(|| super::axes::time_span(xs.into_iter()));
    Axis { range, ..view.x }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, RawInput};

    use super::super::tests::context;
    use super::*;
    use crate::chart::FigureTheme;
    use crate::chart::fixture::{frame, many_bars, many_lines};
    use crate::chart::frame::{Areas, Level, Lines, Matrix, Panel, Part, Series};

    /// Some of four lines.
    fn lines(which: &[usize]) -> Lines {
        let Body::Lines(mut lines) = many_lines(4).body else {
            panic!()
        };
        let some = which.iter().map(|i| lines.series[*i].clone());
        lines.series = some.collect();
        lines
    }

    fn panels(bodies: Vec<Body>) -> Panels {
        let panel = |body| Panel {
            short_ticks: true,
            name: "图".to_owned(),
            id: String::new(),
            body,
        };
        Panels {
            panels: bodies.into_iter().map(panel).collect(),
            free: false,
        }
    }

    /// What the legend says, and what each panel draws.
    type Coloured = (Vec<(String, Color32)>, Vec<Vec<(String, Color32)>>);

    fn coloured(all: &Panels) -> Coloured {
        let (order, compared) = order(all);
        let frame = many_bars(1);
        let view = View {
            order: &order,
            compared: &compared,
            ..View::of(&frame)
        };
        let said = |entries: Vec<Entry<'_>>| -> Vec<(String, Color32)> {
            let entries = entries.into_iter();
            entries.map(|e| (e.name.to_owned(), e.colour)).collect()
        };
        let mut coloured = Coloured::default();
        let output = context().run_ui(RawInput::default(), |ui| {
            let rect = ui.max_rect();
            let canvas = Canvas::new(ui, rect, FigureTheme::Light, 1.0, None);
            coloured.0 = said(series(&canvas, view, all));
            let drawn = all.panels.iter().map(|panel| match &panel.body {
                Body::Lines(lines) => said(line::entries(&canvas, view, lines)),
                body => {
                    let matrix = body.matrix().unwrap();
                    let colours = parts::colours(&canvas, view, matrix);
                    said(parts::entries(matrix, &colours))
                }
            });
            coloured.1 = drawn.collect();
        });
        output.drop_without_applying_deltas();
        coloured
    }

    fn check(all: &Panels) {
        let (legend, drawn) = coloured(all);
        assert_eq!(legend.len(), 4, "{legend:?}");
        for one in drawn.iter().flatten() {
            assert!(legend.contains(one), "{one:?} {legend:?}");
        }
        let colours: HashSet<Color32> = legend.iter().map(|(_, colour)| *colour).collect();
        assert_eq!(colours.len(), 4, "{legend:?}");
    }

    #[test]
    fn a_series_has_one_colour_in_all_panels() {
        let some: [&[usize]; 4] = [&[1, 2], &[0, 1, 2], &[3], &[2, 0]];
        let all = some.map(lines);
        check(&panels(all.clone().map(Body::Lines).to_vec()));
        let parts = all.map(|lines| {
            let part = |series: &Series| Part {
                name: series.name.clone(),
                id: series.id.clone(),
                highlight: true,
                marks: Vec::new(),
            };
            Body::Areas(Areas {
                matrix: Matrix {
                    groups: Vec::new(),
                    parts: lines.series.iter().map(part).collect(),
                },
                percent: false,
                joined: Vec::new(),
            })
        });
        check(&panels(parts.to_vec()));
        // Panels of one line each need neither colours nor a legend.
        let (legend, drawn) = coloured(&panels([0, 1].map(|i| Body::Lines(lines(&[i]))).to_vec()));
        assert!(legend.is_empty() && drawn[0][0].1 == drawn[1][0].1);
    }

    #[test]
    fn plots_that_share_their_axes_are_equally_high() {
        let five = || (0..5).map(|i| Body::Lines(lines(&[i % 4])));
        let all = panels(five().collect());
        let frame = many_bars(1);
        for size in [vec2(960.0, 540.0), vec2(900.0, 380.0), vec2(500.0, 900.0)] {
            let mut plots = Vec::new();
            let output = context().run_ui(RawInput::default(), |ui| {
                let rect = Rect::from_min_size(egui::Pos2::ZERO, size);
                let mut canvas = Canvas::new(ui, rect, FigureTheme::Light, 1.0, None);
                plots = draw(&mut canvas, rect, View::of(&frame), &all).plots;
                let inside = |plot: &super::super::PlotArea| rect.contains_rect(plot.rect);
                assert!(plots.iter().all(inside));
            });
            output.drop_without_applying_deltas();
            assert_eq!(plots.len(), 5);
            for plot in &plots {
                let difference = plot.rect.size() - plots[0].rect.size();
                assert!(difference.length() < 0.1, "{size}: {difference}");
            }
        }
    }

    #[test]
    fn panels_of_ranks_share_an_axis_and_bars_one_that_shows_what_they_are_compared_with() {
        let ranked = |highest: f64| {
            let mut lines = lines(&[0]);
            let mut points = lines.series[0].points.to_vec();
            for (i, point) in points.iter_mut().enumerate() {
                point.mark.value = (i as f64 + 1.0).min(highest);
            }
            lines.series[0].points = points.into();
            lines.inverted = true;
            Body::Lines(lines)
        };
        let plain = many_bars(1);
        let range = |all: &Panels| shared_values(all, View::of(&plain)).range;
        let ranks = panels(vec![ranked(2.0), ranked(9.0)]);
        assert_eq!(range(&ranks), Some((1.0, 9.0)));
        let Body::Bars(mut bars) = many_bars(2).body else {
            panic!()
        };
        let mut mark = bars.rows[0].mark.clone();
        mark.value *= 3.0;
        let highest = mark.value;
        bars.levels = vec![Level {
            name: "全国".to_owned(),
            mark,
        }];
        let compared = range(&panels(vec![Body::Bars(bars)])).unwrap();
        assert!(compared.1 >= highest, "{compared:?}");
        // The whole figure is drawn with it.
        let figure = frame(Body::Panels(ranks));
        super::super::tests::check(&context(), &figure, vec2(960.0, 540.0), "ranks");
    }
}
