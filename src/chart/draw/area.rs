//! Where values lie in the figure, and back: what a plot is drawn by and a person points with.

use egui::{Pos2, Rect, pos2};
use egui_plot::PlotBounds;

/// One axis: values from end to end, and the pixels they lie at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruler {
    /// Value at `start`.
    pub from: f64,
    /// Value at `end`.
    pub to: f64,
    /// Whether equal steps multiply.
    pub log: bool,
    /// Ui point of `from`.
    pub start: f32,
    /// Ui point of `to`.
    pub end: f32,
}

impl Ruler {
    /// Values `from..=to` over the points `start..=end`.
    pub fn new((from, to): (f64, f64), log: bool, (start, end): (f32, f32)) -> Self {
        Self {
            from,
            to,
            log,
            start,
            end,
        }
    }

    /// The value on the scale of the pixels.
    pub(super) fn even(&self, value: f64) -> f64 {
        match self.log {
            true => value.max(f64::MIN_POSITIVE).log10(),
            false => value,
        }
    }

    /// Where `value` lies, in ui points; beyond the ends where it is beyond them.
    pub fn at(&self, value: f64) -> f32 {
        let (from, to) = (self.even(self.from), self.even(self.to));
        let along = (self.even(value) - from) / (to - from);
        // Far outside is as good as further outside, and safe to draw.
        self.start + (self.end - self.start) * along.clamp(-50.0, 50.0) as f32
    }

    /// [`Self::at`] for many values: what is the same for all is worked out once.
    pub(super) fn places(&self) -> impl Fn(f64) -> f32 + use<> {
        let ruler = *self;
        let from = self.even(self.from);
        let per = 1.0 / (self.even(self.to) - from);
        move |value| {
            let along = (ruler.even(value) - from) * per;
            ruler.start + (ruler.end - ruler.start) * along.clamp(-50.0, 50.0) as f32
        }
    }

    /// The value at `point`.
    pub fn value(&self, point: f32) -> f64 {
        let (from, to) = (self.even(self.from), self.even(self.to));
        let along = f64::from((point - self.start) / (self.end - self.start));
        let even = from + (to - from) * along;
        match self.log {
            true => 10_f64.powf(even),
            false => even,
        }
    }

    /// Whether `value` lies between the ends.
    pub fn shows(&self, value: f64) -> bool {
        let (low, high) = (self.from.min(self.to), self.from.max(self.to));
        let slack = 1e-9 * (high - low);
        (low - slack..=high + slack).contains(&value)
    }

    /// Values a ui point covers, on the scale of the pixels.
    fn per_point(&self) -> f64 {
        let span = self.even(self.to) - self.even(self.from);
        (span / f64::from(self.end - self.start)).abs()
    }
}

/// One plot of a figure: its place and its two axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Where it lies, in ui points.
    pub rect: Rect,
    /// The axis along.
    pub x: Ruler,
    /// The axis up.
    pub y: Ruler,
    /// Whether the first of a point's two values lies on the axis up, as the rows of lying bars do.
    pub lying: bool,
}

impl PlotArea {
    /// Axes over all of `rect`: `x` grows to the right, `y` upwards unless `inverted`.
    pub fn new(rect: Rect, x: ((f64, f64), bool), y: ((f64, f64), bool), inverted: bool) -> Self {
        let up = match inverted {
            true => (rect.top(), rect.bottom()),
            false => (rect.bottom(), rect.top()),
        };
        Self {
            rect,
            x: Ruler::new(x.0, x.1, (rect.left(), rect.right())),
            y: Ruler::new(y.0, y.1, up),
            lying: false,
        }
    }

    /// Where a point of the plot lies.
    pub fn position(&self, x: f64, y: f64) -> Pos2 {
        match self.lying {
            true => pos2(self.x.at(y), self.y.at(x)),
            false => pos2(self.x.at(x), self.y.at(y)),
        }
    }

    /// The point of the plot at `at`.
    pub fn value(&self, at: Pos2) -> (f64, f64) {
        let (x, y) = (self.x.value(at.x), self.y.value(at.y));
        if self.lying { (y, x) } else { (x, y) }
    }

    /// Whether a point of the plot is inside.
    pub fn shows(&self, x: f64, y: f64) -> bool {
        let (x, y) = if self.lying { (y, x) } else { (x, y) };
        self.x.shows(x) && self.y.shows(y)
    }

    /// Whether the values of `y` grow downwards.
    pub(super) fn inverted(&self) -> bool {
        self.y.start < self.y.end
    }

    /// What egui_plot draws at this point of the plot.
    pub(super) fn even(&self, x: f64, y: f64) -> [f64; 2] {
        [self.x.even(x), self.y.even(y)]
    }

    /// What egui_plot shows in `rect` grown by `slack` points, so that no mark on the edge is cut.
    pub(super) fn bounds(&self, slack: f32) -> PlotBounds {
        let slack = f64::from(slack);
        let (dx, dy) = (slack * self.x.per_point(), slack * self.y.per_point());
        let (low, high) = (
            self.even(self.x.from, self.y.from),
            self.even(self.x.to, self.y.to),
        );
        PlotBounds::from_min_max([low[0] - dx, low[1] - dy], [high[0] + dx, high[1] + dy])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_places_are_each_other_s_inverse() {
        let rect = Rect::from_min_max(pos2(10.0, 20.0), pos2(110.0, 220.0));
        for (log, inverted) in [(false, false), (true, false), (true, true)] {
            let area = PlotArea::new(
                rect,
                ((2000.0, 2010.0), false),
                ((1.0, 100.0), log),
                inverted,
            );
            for (x, y) in [(2000.0, 1.0), (2005.0, 10.0), (2010.0, 100.0)] {
                let (back_x, back_y) = area.value(area.position(x, y));
                assert!((back_x - x).abs() < 1e-3 && (back_y / y - 1.0).abs() < 1e-4);
            }
            assert_eq!(area.inverted(), inverted);
            let top = if inverted { 1.0 } else { 100.0 };
            assert_eq!(area.position(2010.0, top), rect.right_top());
        }
        let log = PlotArea::new(rect, ((0.0, 1.0), false), ((1.0, 100.0), true), false);
        let places = log.y.places();
        for value in [-1.0, 0.0, 1.0, 7.5, 100.0, 1e9] {
            assert!((places(value) - log.y.at(value)).abs() < 1e-2);
        }
        assert!((log.y.at(10.0) - 120.0).abs() < 1e-3);
        assert!(log.y.at(0.0).is_finite() && log.y.at(-5.0).is_finite());
    }
}
