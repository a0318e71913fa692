//! A figure as small as a word: the course of a frame's numbers, without any text.

mod cross;
mod parts;

use egui::{Color32, Painter, Rect, Stroke, StrokeKind, pos2};

use crate::analysis::links::Graph;
use crate::chart::{Body, Frame, Point, Row, Series};
use crate::theme::Palette;

/// Bars drawn at most.
const BARS: usize = 8;

/// Draws `frame` into `rect`.
pub(super) fn paint(painter: &Painter, rect: Rect, frame: &Frame, p: &Palette) {
    body(painter, rect, &frame.body, p);
}

fn body(painter: &Painter, rect: Rect, body: &Body, p: &Palette) {
    match body {
        Body::Lines(all) => lines(painter, rect, &all.series, all.inverted, p),
        Body::Bars(all) => bars(painter, rect, &all.rows, p),
        Body::Columns(all) => parts::columns(painter, rect, all, p),
        Body::Areas(all) => parts::areas(painter, rect, all, p),
        Body::Panels(all) => parts::panels(painter, rect, all, p),
        Body::Scatter(all) => cross::scatter(painter, rect, all, p),
        Body::Slope(all) => cross::slope(painter, rect, all, p),
        Body::Dumbbell(all) => cross::dumbbell(painter, rect, all, p),
        Body::HeatMap(all) => cross::heat(painter, rect, all, p),
        Body::Distribution(all) => cross::distribution(painter, rect, all, p),
        Body::Funnel(all) => cross::funnel(painter, rect, all, p),
        Body::Waterfall(all) => cross::waterfall(painter, rect, all, p),
        Body::Timeline(all) => cross::timeline(painter, rect, all, p),
        Body::Links(diagram) => links(painter, rect, &diagram.graph, p),
    }
}

/// From values to places between `start` and `end`.
fn scale(values: impl Iterator<Item = f64>, start: f32, end: f32) -> impl Fn(f64) -> f32 {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = values.fold(none, |(low, high), v| (low.min(v), high.max(v)));
    move |value| match high > low {
        true => start + (end - start) * ((value - low) / (high - low)) as f32,
        false => 0.5 * (start + end),
    }
}

/// The first series keeps the accent. Hedged figures are hollow; what is not joined in the figure is not joined here.
fn lines(painter: &Painter, rect: Rect, series: &[Series], inverted: bool, p: &Palette) {
    let points = || series.iter().flat_map(|series| &series.points);
    let span = |of: fn(&Point) -> f64| {
        let least = points().map(of).fold(f64::INFINITY, f64::min);
        let most = points().map(of).fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(f64::MIN_POSITIVE))
    };
    let (x, y) = (span(|point| point.x), span(|point| point.mark.value));
    let one = x.1 <= f64::MIN_POSITIVE;
    let rect = rect.shrink(4.0);
    let at = |point: &Point| {
        let right = if one { 0.5 } else { (point.x - x.0) / x.1 };
        let up = (point.mark.value - y.0) / y.1;
        let down = if inverted { up } else { 1.0 - up };
        pos2(
            rect.left() + rect.width() * right as f32,
            rect.top() + rect.height() * down as f32,
        )
    };
    for (i, series) in series.iter().enumerate().rev() {
        let ink = if i == 0 { p.accent } else { p.ink_faint };
        let stroke = Stroke::new(2.0, ink);
        let mut last: Option<&Point> = None;
        for point in series.points.iter().filter(|point| !point.aside) {
            if let Some(before) = last.filter(|_| point.joined) {
                painter.line_segment([at(before), at(point)], stroke);
            }
            // A point that no line touches would be lost.
            if !point.joined {
                painter.circle_filled(at(point), 1.5, ink);
            }
            last = Some(point);
        }
        for point in series.points.iter().filter(|point| point.aside) {
            painter.circle_stroke(at(point), 2.0, Stroke::new(1.0, ink));
        }
        if let Some(point) = last {
            dot(painter, at(point), point.mark.approximate, ink, p.raised);
        }
    }
}

fn dot(painter: &Painter, at: egui::Pos2, hollow: bool, ink: Color32, ground: Color32) {
    painter.circle_filled(at, 3.0, if hollow { ground } else { ink });
    if hollow {
        painter.circle_stroke(at, 2.5, Stroke::new(1.5, ink));
    }
}

/// Bars from zero; hedged ones are hollow.
fn bars(painter: &Painter, rect: Rect, rows: &[Row], p: &Palette) {
    let shown = &rows[..rows.len().min(BARS)];
    let values = || shown.iter().map(|row| row.mark.value);
    let (least, most) = (
        values().fold(0.0, f64::min),
        values().fold(0.0, f64::max).max(f64::MIN_POSITIVE),
    );
    let x = |value: f64| rect.left() + rect.width() * ((value - least) / (most - least)) as f32;
    let step = rect.height() / shown.len().max(3) as f32;
    let top = rect.center().y - 0.5 * step * shown.len() as f32;
    let all = rows.iter().all(|row| row.highlight);
    for (i, row) in shown.iter().enumerate() {
        // One hue for all when none is pointed out: the first in the accent says where to look.
        let accent = if all { i == 0 } else { row.highlight };
        let ink = if accent { p.accent } else { p.ink_faint };
        let (from, to) = (x(row.mark.value.min(0.0)), x(row.mark.value.max(0.0)));
        let bar = Rect::from_min_max(
            pos2(from, top + i as f32 * step + 0.15 * step),
            pos2(
                to.max(from + 1.5),
                top + (i + 1) as f32 * step - 0.15 * step,
            ),
        );
        if row.mark.approximate && bar.width() > 4.0 {
            painter.rect_stroke(bar, 1.0, Stroke::new(1.5, ink), StrokeKind::Inside);
        } else {
            painter.rect_filled(bar, 1.0, ink);
        }
    }
}

/// Nodes as dots, a column a layer, with their links.
fn links(painter: &Painter, rect: Rect, graph: &Graph, p: &Palette) {
    let layers = graph
        .nodes
        .iter()
        .map(|node| node.layer + 1)
        .max()
        .unwrap_or(1);
    let mut column = vec![0_usize; layers];
    let rows: Vec<usize> = graph
        .nodes
        .iter()
        .map(|node| {
            column[node.layer] += 1;
            column[node.layer] - 1
        })
        .collect();
    let at = |i: usize| {
        let layer = graph.nodes[i].layer;
        let across = (layer as f32 + 0.5) / layers as f32;
        let down = (rows[i] as f32 + 0.5) / column[layer] as f32;
        pos2(
            rect.left() + rect.width() * across,
            rect.top() + rect.height() * down,
        )
    };
    for edge in &graph.edges {
        painter.line_segment([at(edge.from), at(edge.to)], Stroke::new(1.0, p.ink_faint));
    }
    for i in 0..graph.nodes.len() {
        painter.circle_filled(at(i), 1.5, p.accent);
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, Rect, Shape, pos2, vec2};

    use super::paint;
    use crate::chart::fixture::{many_bars, many_lines, many_links, pack};
    use crate::chart::fixture_cross::{
        many_cells, many_documents, many_dots, many_dumbbells, many_slopes, many_stages,
        many_steps, many_strips,
    };
    use crate::chart::{Frame, gallery};

    fn frames() -> Vec<(String, Frame)> {
        let data = pack();
        let built = gallery(&data).into_iter().map(|(name, spec)| {
            let frame = Frame::build(&spec.unwrap(), &data).unwrap();
            (name, frame)
        });
        let mut frames: Vec<(String, Frame)> = built.collect();
        let extremes = [
            many_lines(24),
            many_bars(60),
            many_links(40),
            many_cells(60, 40),
            many_dumbbells(30),
            many_dots(5000),
            many_slopes(40, true),
            many_stages(6),
            many_steps(30, true),
            many_strips(24, 200),
            many_documents(40),
        ];
        frames.extend(extremes.map(|frame| ("extreme".to_owned(), frame)));
        frames
    }

    #[test]
    fn every_kind_has_its_own_data_inside_its_card() {
        let ctx = Context::default();
        let palette = crate::theme::palette(egui::Theme::Light);
        for (name, frame) in frames() {
            for size in [vec2(104.0, 48.0), vec2(220.0, 60.0), vec2(60.0, 30.0)] {
                let card = Rect::from_min_size(pos2(50.0, 40.0), size);
                let mut output = ctx.run_ui(RawInput::default(), |ui| {
                    paint(ui.painter(), card, &frame, palette);
                });
                let shapes = std::mem::take(&mut output.shapes);
                output.drop_without_applying_deltas();
                let drawn: Vec<Rect> = shapes
                    .iter()
                    .filter(|s| !matches!(s.shape, Shape::Noop))
                    .map(|s| s.shape.visual_bounding_rect())
                    .filter(|r| r.is_positive())
                    .collect();
                assert!(!drawn.is_empty(), "{name} {size}: nothing");
                for rect in drawn {
                    assert!(
                        card.expand(4.0).contains_rect(rect),
                        "{name} {size}: {rect}"
                    );
                }
            }
        }
    }
}
