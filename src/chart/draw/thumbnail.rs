//! A kind of chart as a tiny picture, for the chooser: no data, only the form.

use egui::{Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::chart::spec::ChartKind;
use crate::theme::Palette;

/// Draws the form of `kind` into `rect`.
pub fn thumbnail(painter: &Painter, rect: Rect, kind: ChartKind, palette: &Palette) {
    let pen = Pen {
        painter,
        rect: rect.shrink(0.08 * rect.width().min(rect.height())),
        palette,
    };
    match kind {
        ChartKind::Line => line(&pen),
        ChartKind::RankedBar => ranked(&pen),
        ChartKind::GroupedBar => grouped(&pen),
        ChartKind::StackedBar => stacked(&pen),
        ChartKind::StackedArea => area(&pen),
        ChartKind::Scatter => scatter(&pen),
        ChartKind::Slope => slope(&pen),
        ChartKind::Dumbbell => dumbbell(&pen),
        ChartKind::HeatMap => heat(&pen),
        ChartKind::Distribution => distribution(&pen),
        ChartKind::Funnel => funnel(&pen),
        ChartKind::Waterfall => waterfall(&pen),
        ChartKind::Links => links(&pen),
        ChartKind::Timeline => timeline(&pen),
    }
}

/// Draws in parts of the picture: 0 to 1 from the left and from the top.
struct Pen<'a> {
    painter: &'a Painter,
    rect: Rect,
    palette: &'a Palette,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.rect.min + vec2(x * self.rect.width(), y * self.rect.height())
    }

    /// A unit that suits the picture's size.
    fn unit(&self) -> f32 {
        0.05 * self.rect.width().min(self.rect.height())
    }

    fn ink(&self, strong: bool) -> egui::Color32 {
        match strong {
            true => self.palette.accent,
            false => self
                .palette
                .raised
                .lerp_to_gamma(self.palette.ink_faint, 0.6),
        }
    }

    fn line(&self, points: &[(f32, f32)], strong: bool) {
        let points = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        let stroke = Stroke::new((1.6 * self.unit()).max(1.0), self.ink(strong));
        self.painter.add(Shape::line(points, stroke));
    }

    /// From the left top corner to the right bottom one.
    fn block(&self, (x0, y0): (f32, f32), (x1, y1): (f32, f32), strong: bool) {
        let rect = Rect::from_min_max(self.at(x0, y0), self.at(x1, y1));
        self.painter.rect_filled(rect, 0.0, self.ink(strong));
    }

    fn dot(&self, x: f32, y: f32, size: f32, strong: bool) {
        self.painter
            .circle_filled(self.at(x, y), size * self.unit(), self.ink(strong));
    }
}

fn line(pen: &Pen<'_>) {
    pen.line(&[(0.0, 0.55), (0.3, 0.7), (0.65, 0.6), (1.0, 0.75)], false);
    pen.line(&[(0.0, 0.9), (0.3, 0.5), (0.65, 0.4), (1.0, 0.1)], true);
}

fn ranked(pen: &Pen<'_>) {
    for (k, width) in [1.0, 0.72, 0.5, 0.3].into_iter().enumerate() {
        let top = 0.05 + 0.25 * k as f32;
        pen.block((0.0, top), (width, top + 0.15), k == 0);
    }
}

fn grouped(pen: &Pen<'_>) {
    for (k, (a, b)) in [(0.4, 0.6), (0.55, 0.8), (0.7, 1.0)]
        .into_iter()
        .enumerate()
    {
        let left = 0.02 + 0.35 * k as f32;
        pen.block((left, 1.0 - a), (left + 0.12, 1.0), false);
        pen.block((left + 0.13, 1.0 - b), (left + 0.25, 1.0), true);
    }
}

fn stacked(pen: &Pen<'_>) {
    for (k, (a, b)) in [(0.3, 0.5), (0.4, 0.75), (0.5, 1.0)]
        .into_iter()
        .enumerate()
    {
        let left = 0.04 + 0.35 * k as f32;
        pen.block((left, 1.0 - a), (left + 0.22, 1.0), true);
        pen.block((left, 1.0 - b), (left + 0.22, 0.98 - a), false);
    }
}

fn area(pen: &Pen<'_>) {
    let (low, high) = ([0.75, 0.65, 0.6, 0.5], [0.55, 0.4, 0.25, 0.05]);
    for k in 0..3 {
        let (x, step) = (k as f32 / 3.0, 1.0 / 3.0);
        for (top, bottom, strong) in [(high, low, false), (low, [1.0; 4], true)] {
            let corners = [
                (x, top[k]),
                (x + step, top[k + 1]),
                (x + step, bottom[k + 1]),
                (x, bottom[k]),
            ];
            let points = corners.map(|(x, y)| pen.at(x, y)).to_vec();
            let shape = Shape::convex_polygon(points, pen.ink(strong), Stroke::NONE);
            pen.painter.add(shape);
        }
    }
}

fn scatter(pen: &Pen<'_>) {
    let dots = [
        (0.12, 0.85),
        (0.3, 0.62),
        (0.42, 0.8),
        (0.55, 0.45),
        (0.7, 0.6),
        (0.62, 0.2),
    ];
    for (x, y) in dots {
        pen.dot(x, y, 1.5, false);
    }
    pen.dot(0.88, 0.18, 2.6, true);
}

fn slope(pen: &Pen<'_>) {
    for (from, to, strong) in [(0.3, 0.45, false), (0.6, 0.75, false), (0.85, 0.12, true)] {
        pen.line(&[(0.12, from), (0.88, to)], strong);
        pen.dot(0.12, from, 1.6, strong);
        pen.dot(0.88, to, 1.6, strong);
    }
}

fn dumbbell(pen: &Pen<'_>) {
    for (y, from, to) in [(0.15, 0.35, 0.95), (0.5, 0.2, 0.7), (0.85, 0.08, 0.45)] {
        pen.line(&[(from, y), (to, y)], false);
        pen.dot(from, y, 1.7, false);
        pen.dot(to, y, 2.2, true);
    }
}

fn heat(pen: &Pen<'_>) {
    let shades = &pen.palette.sequential;
    let pattern = [[5, 4, 3, 2], [4, 2, 2, 1], [2, 2, 1, 0]];
    for (row, line) in pattern.iter().enumerate() {
        for (column, shade) in line.iter().enumerate() {
            let (x, y) = (column as f32 / 4.0, row as f32 / 3.0);
            let cell = Rect::from_min_max(pen.at(x, y), pen.at(x + 0.25, y + 0.333));
            let colour = shades[*shade % shades.len()];
            pen.painter
                .rect_filled(cell.shrink(0.3 * pen.unit()), 0.0, colour);
        }
    }
}

fn distribution(pen: &Pen<'_>) {
    pen.line(&[(0.05, 0.3), (0.8, 0.3)], false);
    pen.block((0.25, 0.15), (0.6, 0.45), false);
    pen.line(&[(0.4, 0.12), (0.4, 0.48)], true);
    for x in [0.08, 0.24, 0.32, 0.38, 0.46, 0.56, 0.74] {
        pen.dot(x, 0.78, 1.3, false);
    }
    pen.dot(0.96, 0.78, 1.6, true);
}

fn funnel(pen: &Pen<'_>) {
    for (k, half) in [0.5, 0.34, 0.2, 0.1].into_iter().enumerate() {
        let top = 0.03 + 0.25 * k as f32;
        pen.block((0.5 - half, top), (0.5 + half, top + 0.18), k == 3);
    }
}

fn waterfall(pen: &Pen<'_>) {
    pen.block((0.0, 0.55), (0.17, 1.0), false);
    pen.block((0.28, 0.35), (0.45, 0.55), true);
    pen.block((0.55, 0.1), (0.72, 0.35), true);
    pen.block((0.83, 0.1), (1.0, 1.0), false);
}

fn links(pen: &Pen<'_>) {
    for (from, to) in [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)] {
        pen.line(&[(0.12, from), (0.88, to)], false);
        pen.dot(0.88, to, 1.8, false);
    }
    pen.dot(0.12, 0.5, 2.4, true);
}

fn timeline(pen: &Pen<'_>) {
    pen.line(&[(0.0, 0.88), (1.0, 0.88)], false);
    for (x, top, strong) in [(0.08, 0.06, true), (0.3, 0.34, false), (0.56, 0.06, false)] {
        pen.line(&[(x, top), (x, 0.88)], strong);
        pen.block((x, top), (x + 0.36, top + 0.18), strong);
        pen.dot(x, 0.88, 1.5, strong);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::tokens;
    use egui::{Context, RawInput, pos2};

    #[test]
    fn every_kind_has_a_picture_of_its_own_inside_its_frame() {
        let ctx = Context::default();
        let mut pictures: Vec<String> = Vec::new();
        for kind in ChartKind::ALL.iter().copied() {
            let frame = Rect::from_min_size(pos2(10.0, 20.0), vec2(64.0, 40.0));
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, 100.0))),
                ..RawInput::default()
            };
            let mut output = ctx.run_ui(input, |ui| {
                thumbnail(ui.painter(), frame, kind, &tokens().light);
            });
            let shapes = std::mem::take(&mut output.shapes);
            output.drop_without_applying_deltas();
            assert!(shapes.len() >= 2, "{kind:?}: {}", shapes.len());
            let bounds = shapes
                .iter()
                .map(|s| s.shape.visual_bounding_rect())
                .fold(Rect::NOTHING, |a, b| a | b);
            assert!(
                frame.expand(1.0).contains_rect(bounds),
                "{kind:?}: {bounds}"
            );
            pictures.push(format!("{shapes:?}"));
        }
        pictures.sort();
        pictures.dedup();
        assert_eq!(pictures.len(), ChartKind::ALL.len());
    }
}
