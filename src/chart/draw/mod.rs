//! Frame → egui: the whole figure, the same for the screen and for every file.
//!
//! `figure` lays out everything but the plot; each kind of plot has a file of its own. What kinds share: `area` (where
//! values lie), `axes`, `labels` (names nudged apart, legend, values), `overlay` (dates, texts), `tip` (what the pointer
//! is on).

mod area;
mod axes;
mod bar;
mod canvas;
mod columns;
#[cfg(test)]
mod cross_tests;
mod decimate;
mod distribution;
mod dumbbell;
mod figure;
mod flags;
mod funnel;
mod heat;
mod kept;
mod key;
mod labels;
mod line;
pub mod links;
mod panels;
mod parts;
mod place;
mod rows;
mod scatter;
mod slope;
mod stacked_area;
mod stand;
mod swatch;
mod symbol;
mod thumbnail;
mod timeline;
mod waterfall;

mod overlay;
mod scale;
#[cfg(test)]
mod tests;
mod tip;

pub use area::{PlotArea, Ruler};
pub use figure::{Pointing, Shown, figure_ui};
pub use swatch::Swatches;
pub use thumbnail::thumbnail;
pub use tip::Hit;

use egui::Rect;

use self::canvas::Canvas;
use crate::chart::frame::{Frame, Marker};
use crate::chart::spec::Axis;
use crate::model::Lang;

/// What a plot is told beside its body.
#[derive(Clone, Copy)]
struct View<'a> {
    lang: Lang,
    /// The axis of values.
    y: Axis,
    /// The other axis; its range cuts time, in decimal years.
    x: Axis,
    /// Dates to mark.
    markers: &'a [Marker],
    /// One of several small plots: no names at the lines' ends, only the last value of a lone line, few ticks.
    small: bool,
    /// Whether time is labelled below; of small plots with one axis of time only the lowest are.
    dated: bool,
    /// Tells the plots of one figure apart.
    id: usize,
    /// Ids of the series and parts of all small plots: the place among them gives the colour. Empty outside small plots,
    /// or where none of them has several.
    order: &'a [&'a str],
    /// Names of the lines of comparison of all small plots: the place among them gives the pattern.
    compared: &'a [&'a str],
}

impl<'a> View<'a> {
    fn of(frame: &'a Frame) -> Self {
        Self {
            lang: frame.lang,
            y: frame.y,
            x: frame.x,
            markers: &frame.overlays.markers,
            small: false,
            dated: true,
            id: 0,
            order: &[],
            compared: &[],
        }
    }

    /// The height that decides how many ticks there are: small plots have as many whether time is labelled below or not.
    fn height(&self, canvas: &Canvas<'_>, rect: Rect) -> f32 {
        match self.small && self.dated {
            true => rect.height() - axes::strip_of_time(canvas),
            false => rect.height(),
        }
    }
}

/// The place of `name` in `order`; `i` when it has none.
fn place_in(order: &[&str], name: &str, i: usize) -> usize {
    order.iter().position(|other| *other == name).unwrap_or(i)
}
