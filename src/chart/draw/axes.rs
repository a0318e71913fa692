//! Axes every kind shares: values with round or log ticks and hairlines, time with upright labels.

use egui::{Align2, Rect, Stroke, pos2};

use super::area::PlotArea;
use super::canvas::Canvas;
use super::scale::Scale;
use crate::chart::frame::Mark;
use crate::chart::spec::Axis;
use crate::model::{Lang, Period, PeriodKind, format_number};

/// An axis of values: its scale, and the ticks in words.
pub(super) struct ValueAxis {
    pub(super) scale: Scale,
    texts: Vec<String>,
    pub(super) log: bool,
}

/// What an axis of values must show.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Lowest and highest value.
    pub(super) span: (f64, f64),
    /// Log, and the range chosen.
    pub(super) axis: Axis,
    /// About how many ticks.
    pub(super) ticks: usize,
    /// Ranks: whole, none before the first.
    pub(super) ranks: bool,
    /// Whether it starts at zero, as what is filled must.
    pub(super) zero: bool,
}

impl ValueAxis {
    /// `short`: as of [`Frame::short_ticks`](crate::chart::Frame::short_ticks).
    pub(super) fn new(wanted: Wanted, short: bool) -> Self {
        let Wanted {
            axis, ticks, ranks, ..
        } = wanted;
        let (min, max) = wanted.span;
        let log = axis.log && min > 0.0;
        let count = ticks.clamp(2, 6);
        let scale = match axis.range {
            Some((from, to)) if !axis.log || from > 0.0 => {
                let mut scale = Scale::within(from, to, count, axis.log, ranks);
                if ranks && from <= 1.0 && scale.ticks.first().is_none_or(|t| *t > 1.0) {
                    scale.ticks.insert(0, 1.0);
                }
                scale
            }
            _ if log => Scale::log(min, max, count),
            _ if wanted.zero => Scale::nice(min.min(0.0), max.max(0.0), count, ranks),
            _ => Scale::nice(min, max, count, ranks),
        };
        let scale = match ranks && axis.range.is_none() {
            true => from_first(scale, min),
            false => scale,
        };
        let log = log || (axis.log && axis.range.is_some());
        let texts = scale.ticks.iter();
        let texts = texts.map(|t| tick_text(*t, &scale, log, short));
        Self {
            texts: texts.collect(),
            log,
            scale,
        }
    }

    /// From end to end.
    pub(super) fn span(&self) -> ((f64, f64), bool) {
        ((self.scale.min, self.scale.max), self.log)
    }

    /// The place of a plot over time inside `rect`, with this axis up its left side; `right` stays free for names, and a
    /// line below where time is labelled. `None` when there is no room.
    pub(super) fn beside(
        &self,
        canvas: &Canvas<'_>,
        rect: Rect,
        right: f32,
        dated: bool,
    ) -> Option<Rect> {
        let line = canvas.line_height(&canvas.small());
        let left = self.width(canvas) + 1.25 * canvas.sizes.gap;
        let below = 0.4 * line + if dated { strip_of_time(canvas) } else { 0.0 };
        // Half a line above for the topmost tick label, and a full one for a value label above the topmost point.
        let place = Rect::from_min_max(
            pos2(rect.left() + left, rect.top() + 0.75 * line),
            pos2(rect.right() - right, rect.bottom() - below),
        );
        place.is_positive().then_some(place)
    }

    /// Width of the widest tick label.
    pub(super) fn width(&self, canvas: &Canvas<'_>) -> f32 {
        let small = canvas.small();
        let widths = self.texts.iter().map(|t| canvas.width(t, &small));
        widths.fold(0.0, f32::max)
    }

    /// Horizontal hairlines with their values at the left; the zero line and `strong`, which need be no tick, stronger.
    pub(super) fn draw_up(&self, canvas: &Canvas<'_>, area: &PlotArea, strong: Option<f64>) {
        let small = canvas.small();
        let shown = self.scale.min..=self.scale.max;
        let between = |value: &f64| shown.contains(value) && !self.scale.ticks.contains(value);
        if let Some(value) = strong.filter(between) {
            let stroke = self.stroke(canvas, value, strong);
            canvas
                .painter
                .hline(area.rect.x_range(), area.y.at(value), stroke);
        }
        let mut before = f32::INFINITY;
        for (value, text) in self.scale.ticks.iter().zip(&self.texts) {
            let y = area.y.at(*value);
            let stroke = self.stroke(canvas, *value, strong);
            canvas.painter.hline(area.rect.x_range(), y, stroke);
            // In a low plot, ticks are closer than their labels are high.
            if (before - y).abs() < canvas.line_height(&small) {
                continue;
            }
            before = y;
            let at = pos2(area.rect.left() - 1.25 * canvas.sizes.gap, y);
            canvas.text(
                at,
                Align2::RIGHT_CENTER,
                text,
                &small,
                canvas.palette.ink_faint,
            );
        }
    }

    /// Vertical hairlines with their values below; labels that would touch a neighbour are left out.
    pub(super) fn draw_along(&self, canvas: &Canvas<'_>, area: &PlotArea, strong: Option<f64>) {
        let small = canvas.small();
        let y = area.rect.bottom() + 0.9 * canvas.line_height(&small);
        let ticks: Vec<Tick> = (self.scale.ticks.iter().zip(&self.texts))
            .map(|(x, text)| Tick {
                x: *x,
                text: text.clone(),
            })
            .collect();
        for value in &self.scale.ticks {
            let stroke = self.stroke(canvas, *value, strong);
            canvas
                .painter
                .vline(area.x.at(*value), area.rect.y_range(), stroke);
        }
        labels_along(
            canvas,
            area,
            &ticks,
            y,
            area.rect.expand(2.0 * canvas.sizes.gap),
        );
    }

    fn stroke(&self, canvas: &Canvas<'_>, value: f64, strong: Option<f64>) -> Stroke {
        let colour = match value == 0.0 || strong == Some(value) {
            true => canvas.palette.ink_faint,
            false => canvas.palette.line,
        };
        Stroke::new(canvas.sizes.hair, colour)
    }
}

/// What labels of time take below a plot.
pub(super) fn strip_of_time(canvas: &Canvas<'_>) -> f32 {
    1.1 * canvas.line_height(&canvas.small())
}

/// There is no place before the first.
fn from_first(mut scale: Scale, min: f64) -> Scale {
    scale.ticks.retain(|t| *t >= 1.0);
    if scale.ticks.first().is_none_or(|t| *t > 1.0) && min - 1.0 < scale.max - scale.min {
        scale.ticks.insert(0, 1.0);
    }
    scale.min = scale.ticks.first().copied().unwrap_or(1.0).min(min);
    scale
}

/// A tick in words. Large ones are in 万 or 亿 if they are to be `short`: of even steps all in one, else each in its own.
fn tick_text(value: f64, scale: &Scale, log: bool, short: bool) -> String {
    let largest = scale.min.abs().max(scale.max.abs());
    let size = if log { value.abs() } else { largest };
    let mut ticks = scale.ticks.iter().filter(|tick| **tick != 0.0);
    let large = largest >= 1e6 || (largest >= 1e5 && ticks.all(|tick| tick.abs() >= 1e4));
    let units = [(1e8, "亿"), (1e4, "万")].into_iter();
    let unit = units
        .filter(|_| short && large && value != 0.0)
        .find(|(unit, _)| size >= *unit);
    match unit {
        Some((unit, name)) => format_number(value / unit, 4) + name,
        None => format_number(value, scale.decimals),
    }
}

/// A tick of a lower axis.
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) text: String,
}

/// Lowest and highest of `values`; `0..1` when there is none.
pub(super) fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = values
        .filter(|v| v.is_finite())
        .fold(none, |(low, high), v| (low.min(v), high.max(v)));
    match low <= high {
        true => (low, high),
        false => (0.0, 1.0),
    }
}

/// From the first to the last point of time; never empty.
pub(super) fn time_span(xs: impl Iterator<Item = f64>) -> (f64, f64) {
    let (first, last) = span(xs);
    match last - first < 1e-6 {
        true => (first - 0.5, last + 0.5),
        false => (first, last),
    }
}

/// Ticks put into words at most; no figure has room for more.
const TICKS: usize = 400;

/// Ticks where the data lie: every year when all periods are years, else each period (of very many every so manieth).
pub(super) fn time_ticks<'a>(marks: impl Iterator<Item = &'a Mark>, lang: Lang) -> Vec<Tick> {
    let mut periods: Vec<Period> = marks.filter_map(|mark| mark.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let years = periods.iter().all(|p| p.kind() == PeriodKind::Year);
    match (periods.first(), periods.last()) {
        (Some(first), Some(last)) if years => (first.first_year()..=last.last_year())
            .map(|year| Tick {
                x: Period::year(year).middle(),
                text: year.to_string(),
            })
            .collect(),
        _ => periods
            .iter()
            .step_by(periods.len().div_ceil(TICKS).max(1))
            .map(|p| Tick {
                x: p.middle(),
                text: p.display(lang),
            })
            .collect(),
    }
}

/// Labels of time under the plot, inside `rect`.
pub(super) fn time_axis(canvas: &Canvas<'_>, area: &PlotArea, rect: Rect, ticks: &[Tick]) {
    let y = area.rect.bottom() + 0.9 * canvas.line_height(&canvas.small());
    let shown: Vec<Tick> = ticks
        .iter()
        .filter(|tick| area.x.shows(tick.x))
        .map(|tick| Tick {
            x: tick.x,
            text: tick.text.clone(),
        })
        .collect();
    labels_along(canvas, area, &shown, y, rect);
}

/// Labels in a row; the smallest even stride at which neighbours keep apart.
pub(super) fn labels_along(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    ticks: &[Tick],
    y: f32,
    rect: Rect,
) {
    let small = canvas.small();
    let places: Vec<(f32, f32)> = ticks
        .iter()
        .map(|tick| {
            let width = canvas.width(&tick.text, &small).min(rect.width());
            let centre = area.x.at(tick.x);
            let (low, high) = (rect.left() + 0.5 * width, rect.right() - 0.5 * width);
            (centre.clamp(low, high.max(low)), width)
        })
        .collect();
    let apart =
        |a: (f32, f32), b: (f32, f32)| (b.0 - a.0).abs() >= 0.5 * (a.1 + b.1) + canvas.sizes.gap;
    let n = places.len();
    let stride = (1..n.max(2))
        .find(|&stride| {
            (stride..n)
                .step_by(stride)
                .all(|i| apart(places[i - stride], places[i]))
        })
        .unwrap_or(n);
    for i in (0..n).step_by(stride.max(1)) {
        let at = pos2(places[i].0, y);
        let text = canvas
            .wrap(&ticks[i].text, &small, rect.width(), 1)
            .concat();
        canvas.text(
            at,
            Align2::CENTER_CENTER,
            &text,
            &small,
            canvas.palette.ink_faint,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_ticks_are_in_wan_or_yi_where_they_are_short() {
        let texts = |span: (f64, f64), log: bool, short| {
            let axis = Axis { log, range: None };
            let wanted = Wanted {
                span,
                axis,
                ticks: 4,
                ranks: false,
                zero: false,
            };
            ValueAxis::new(wanted, short).texts
        };
        let zh = |span, log| texts(span, log, true);
        assert_eq!(
            zh((0.0, 190_000.0), false),
            ["0", "5万", "10万", "15万", "20万"]
        );
        assert_eq!(
            zh((0.0, 190_000_000.0), false),
            ["0", "0.5亿", "1亿", "1.5亿", "2亿"]
        );
        let wide = zh((3_000.0, 1_900_000.0), true);
        assert_eq!(wide.first().map(String::as_str), Some("1000"));
        assert_eq!(wide.last().map(String::as_str), Some("1000万"));
        assert_eq!(zh((0.0, 19_000.0), false)[1], "5000");
        // Of few large ones among small ones none.
        assert_eq!(zh((20.0, 70_000.0), true).last().map(String::len), Some(9));
        let whole = texts((0.0, 190_000.0), false, false);
        assert_eq!(whole[1], "50\u{2009}000");
    }
}
