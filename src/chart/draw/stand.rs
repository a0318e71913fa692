//! What columns and stacked areas over time share: names of the parts beside or above, both axes, dates above, and what
//! fades when the pointer is on one part.

use egui::{Color32, Rect, pos2};

use super::View;
use super::area::PlotArea;
use super::axes::{Tick, ValueAxis, Wanted, time_axis};
use super::canvas::Canvas;
use super::labels::{End, Named, place_ends};
use super::overlay::{Flag, below_flags, draw_flags, flags, room};
use super::parts::{colours, parts_legend, spans};
use super::scale::let_down;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::Matrix;
use crate::chart::spec::Axis;

/// What is to be shown.
pub(super) struct Wish {
    /// Lowest and highest value.
    pub(super) values: (f64, f64),
    /// The lowest value whose label hangs below its mark.
    pub(super) hanging: Option<f64>,
    /// First and last moment, unless a stretch of time is chosen.
    pub(super) time: (f64, f64),
    /// Labels of time.
    pub(super) ticks: Vec<Tick>,
    /// Where the parts may be named at the right.
    pub(super) names: Option<Names>,
}

/// Names at the right end of a stack.
pub(super) struct Names {
    /// The group they stand beside.
    pub(super) group: usize,
    /// Where it ends along the axis of time.
    pub(super) x: f64,
    /// Whether the values stand with them.
    pub(super) values: bool,
    /// Share of the figure's width they may take.
    pub(super) widest: f32,
}

/// A plot with its axes drawn, ready for its marks.
pub(super) struct Stand<'a> {
    pub(super) area: PlotArea,
    /// Of the parts.
    pub(super) colours: Vec<Color32>,
    several: bool,
    ends: Vec<End>,
    flags: Vec<Flag<'a>>,
}

impl<'a> Stand<'a> {
    /// Draws legend and axes; `None` when there is no room.
    pub(super) fn new(
        canvas: &Canvas<'_>,
        mut rect: Rect,
        view: View<'a>,
        matrix: &Matrix,
        wish: &Wish,
    ) -> Option<Self> {
        let colours = colours(canvas, view, matrix);
        let several = matrix.parts.len() > 1;
        let named = several && !view.small;
        let ends = match wish.names.as_ref().filter(|_| named) {
            Some(names) => {
                let below = below_flags(canvas, rect, view.markers);
                let named = names.of(canvas, matrix, &colours);
                End::of(canvas, &named, below, names.widest)
            }
            None => Vec::new(),
        };
        if named && ends.is_empty() {
            rect.min.y += parts_legend(canvas, rect, matrix, &colours, view.lang);
        }
        let (axis, area, flags) = lay_out(canvas, rect, view, wish, End::widest(&ends))?;
        axis.draw_up(canvas, &area, None);
        if view.dated {
            time_axis(canvas, &area, rect, &wish.ticks);
        }
        Some(Self {
            area,
            colours,
            several,
            ends,
            flags,
        })
    }

    /// `colour` of part `i` while the pointer is on part `focus`.
    pub(super) fn dim(
        &self,
        canvas: &Canvas<'_>,
        focus: Option<usize>,
        i: usize,
        colour: Color32,
    ) -> Color32 {
        match focus {
            Some(focus) if focus != i && self.several => {
                canvas.palette.raised.lerp_to_gamma(colour, 0.35)
            }
            _ => colour,
        }
    }

    /// Whether dates are marked: their lines run through what stands above the marks.
    pub(super) fn dated(&self) -> bool {
        !self.flags.is_empty()
    }

    /// Draws names and dates over the marks; tells of the date the pointer is on.
    pub(super) fn over(&self, canvas: &Canvas<'_>, focus: Option<usize>) -> Option<Tip> {
        let placed = place_ends(canvas, &self.area, &self.ends);
        placed.draw(canvas, |i, colour| self.dim(canvas, focus, i, colour));
        let above = 0.25 * canvas.line_height(&canvas.small()) + room(canvas, &self.flags);
        let top = self.area.rect.top() - above;
        draw_flags(canvas, &self.area, top, &self.flags)
    }

    /// What was drawn; a date goes before `told`, what is said of the mark under the pointer.
    pub(super) fn drawn(self, date: Option<Tip>, told: Option<(Tip, Option<Hit>)>) -> Drawn {
        let (tip, hit) = told.unzip();
        Drawn {
            plots: vec![self.area],
            hit: hit.flatten(),
            tip: date.or(tip),
        }
    }
}

impl Names {
    fn of(&self, canvas: &Canvas<'_>, matrix: &Matrix, colours: &[Color32]) -> Vec<Named> {
        let marks = spans(matrix, self.group)
            .into_iter()
            .zip(matrix.group(self.group));
        let parts = matrix.parts.iter().zip(colours).zip(marks);
        let named = parts.filter_map(|((part, colour), (span, mark))| {
            let (from, to) = span?;
            let value = mark.filter(|mark| self.values && !mark.carried);
            Some(Named {
                name: part.name.clone(),
                value: value.map_or(String::new(), |mark| mark.label.clone()),
                colour: match part.highlight && !part.id.is_empty() {
                    true => *colour,
                    false => canvas.palette.ink_faint,
                },
                at: (self.x, 0.5 * (from + to)),
            })
        });
        named.collect()
    }
}

type LaidOut<'f> = (ValueAxis, PlotArea, Vec<Flag<'f>>);

fn lay_out<'f>(
    canvas: &Canvas<'_>,
    rect: Rect,
    view: View<'f>,
    wish: &Wish,
    names: f32,
) -> Option<LaidOut<'f>> {
    let line = canvas.line_height(&canvas.small());
    let wanted = Wanted {
        span: wish.values,
        axis: Axis {
            log: false,
            ..view.y
        },
        ticks: (view.height(canvas, rect) / (4.0 * line)) as usize,
        ranks: false,
        zero: true,
    };
    let axis = ValueAxis::new(wanted, canvas.short_ticks);
    let right = names + canvas.sizes.gap * if names > 0.0 { 1.5 } else { 1.0 };
    let mut place = axis.beside(canvas, rect, right, view.dated)?;
    let time = (view.x.range.unwrap_or(wish.time), false);
    let (span, log) = axis.span();
    let make = |place: Rect| {
        // A chosen range stays as chosen.
        let span = match wish.hanging.filter(|_| view.y.range.is_none()) {
            Some(value) => let_down(span, value, 1.1 * line, place.height()),
            None => span,
        };
        PlotArea::new(place, time, (span, log), false)
    };
    let beside = Rect::from_min_max(rect.min, pos2(rect.right() - names, rect.bottom()));
    let flags = flags(canvas, &make(place).x, beside, view.markers);
    place.min.y += room(canvas, &flags);
    place.is_positive().then(|| (axis, make(place), flags))
}
