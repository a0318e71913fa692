//! Dots: a form per group, so that colour never says anything alone; hollow where the figure is approximate.

use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};

use super::canvas::Canvas;

/// The form of a group's dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Disc,
    Square,
    Triangle,
    Diamond,
    Down,
}

impl Symbol {
    /// Of group `i`.
    pub(super) fn of(i: usize) -> Self {
        const ALL: [Symbol; 5] = [
            Symbol::Disc,
            Symbol::Square,
            Symbol::Triangle,
            Symbol::Diamond,
            Symbol::Down,
        ];
        ALL[i % ALL.len()]
    }

    /// Corners around the middle for a form as large as a disc of radius 1; none of a disc.
    fn corners(self) -> &'static [(f32, f32)] {
        match self {
            Self::Disc => &[],
            Self::Square => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
            Self::Triangle => &[(0.0, -1.35), (1.25, 0.9), (-1.25, 0.9)],
            Self::Diamond => &[(0.0, -1.3), (1.2, 0.0), (0.0, 1.3), (-1.2, 0.0)],
            Self::Down => &[(0.0, 1.35), (-1.25, -0.9), (1.25, -0.9)],
        }
    }

    pub(super) fn paint(
        self,
        painter: &Painter,
        at: Pos2,
        radius: f32,
        fill: Color32,
        stroke: Stroke,
    ) {
        match self {
            Self::Disc => {
                painter.circle(at, radius, fill, stroke);
            }
            form => {
                let corners = form.corners().iter();
                let points = corners.map(|(x, y)| at + radius * vec2(*x, *y)).collect();
                painter.add(Shape::convex_polygon(points, fill, stroke));
            }
        }
    }
}

/// A dot in its group's form: full, or pale with an outline when approximate.
pub(super) fn dot(
    canvas: &Canvas<'_>,
    symbol: Symbol,
    at: Pos2,
    radius: f32,
    colour: Color32,
    approximate: bool,
) {
    let line = 0.6 * canvas.sizes.line;
    let (fill, stroke) = match approximate {
        true => (
            canvas.palette.raised.lerp_to_gamma(colour, 0.14),
            Stroke::new(line, colour),
        ),
        false => (colour, Stroke::new(0.5 * line, canvas.palette.raised)),
    };
    symbol.paint(&canvas.painter, at, radius, fill, stroke);
}

/// A dot others show through: for many, and for large ones.
pub(super) fn bubble(
    canvas: &Canvas<'_>,
    symbol: Symbol,
    at: Pos2,
    radius: f32,
    colour: Color32,
    approximate: bool,
) {
    let line = 0.5 * canvas.sizes.line;
    let fill = colour.gamma_multiply(if approximate { 0.12 } else { 0.6 });
    symbol.paint(&canvas.painter, at, radius, fill, Stroke::new(line, colour));
}

/// What is not pointed out.
pub(super) fn grey(canvas: &Canvas<'_>) -> Color32 {
    let p = canvas.palette;
    p.raised.lerp_to_gamma(p.ink_faint, 0.55)
}
