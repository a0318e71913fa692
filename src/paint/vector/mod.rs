//! What a ui paints as shapes without pixels: paths, circles, rectangles and runs of text, ready for SVG and PDF.

mod convert;
#[cfg(test)]
mod tests;

use egui::{Color32, Pos2, Rect, Stroke, Vec2};

/// A page of shapes. Lengths are points of the page it was painted on.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width and height.
    pub size: Vec2,
    /// What is below everything; opaque.
    pub background: Color32,
    /// From the bottom up.
    pub items: Vec<Item>,
}

/// One shape and the part of the page it may touch.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What lies outside is cut off; `None` when nothing does.
    pub clip: Option<Rect>,
    /// The shape.
    pub shape: Mark,
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Any outline.
    Path {
        /// Its pieces; the first one is a move.
        pieces: Vec<Piece>,
        /// Inside; transparent for none.
        fill: Color32,
        /// Along it; [`Stroke::NONE`] for none.
        stroke: Stroke,
    },
    /// A circle.
    Circle {
        /// Its middle.
        centre: Pos2,
        /// Its radius, to the middle of the stroke.
        radius: f32,
        /// Inside.
        fill: Color32,
        /// Along it.
        stroke: Stroke,
    },
    /// An upright rectangle.
    Rect {
        /// Its edges, in the middle of the stroke.
        rect: Rect,
        /// Radius of its corners.
        round: f32,
        /// Inside.
        fill: Color32,
        /// Along it.
        stroke: Stroke,
    },
    /// Text on one line.
    Text(Run),
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// A new beginning.
    Move(Pos2),
    /// A straight line.
    Line(Pos2),
    /// A cubic curve: two handles and its end.
    Curve(Pos2, Pos2, Pos2),
    /// Back to the last beginning.
    Close,
}

/// Text of one look on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Where each of them begins, from `at`; as many as there are characters.
    pub offsets: Vec<f32>,
    /// Left end of the baseline.
    pub at: Pos2,
    /// From `at` to where the next character would begin.
    pub width: f32,
    /// Font size.
    pub size: f32,
    /// In the heavier face.
    pub heavy: bool,
    /// Its colour.
    pub colour: Color32,
    /// Turned around `at`, in radians clockwise.
    pub angle: f32,
}
