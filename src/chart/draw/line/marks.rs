//! What is drawn of one series: strokes, dots, signs of doubt, values; of a long one no more than shows.

use std::sync::Arc;

use egui::{Color32, Context, Pos2, Rect, Shape, Stroke, pos2, vec2};
use egui_plot::{Line, LineStyle, PlotPoints, PlotUi};

use super::super::area::PlotArea;
use super::super::canvas::Canvas;
use super::super::decimate::columns;
use super::super::kept::kept;
use super::super::labels::Course;
use super::Stroked;
use crate::chart::frame::points::{Look, Numbers};
use crate::chart::frame::{Lines, Points};
use crate::chart::style::text_colour;

/// A point that shows, with what drawing asks of every one: of a million points those that show lie far apart, and
/// looking each of them up would take longer than drawing them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) x: f64,
    pub(super) value: f64,
    /// Whether a line joins it to the shown point before that is no second figure.
    pub(super) joined: bool,
    /// As of [`crate::chart::Point::aside`].
    pub(super) aside: bool,
    pub(super) look: Look,
    /// Its position among the points of its series.
    pub(super) index: usize,
}

/// What shows of a series, worked out anew only when it, its axis or its width changes.
pub(super) fn shown(ctx: &Context, points: &Points, area: &PlotArea) -> Arc<Vec<Shown>> {
    let numbers = [area.x.from, area.x.to, f64::from(area.rect.width())];
    let key = (points.digest(), numbers.map(f64::to_bits));
    kept(ctx, key, || thin(points, area))
}

/// All points of a short series; of a long one those that [`columns`] tells.
fn thin(points: &Points, area: &PlotArea) -> Vec<Shown> {
    let width = area.rect.width().ceil().max(1.0) as usize;
    let mut before = None;
    let mut kept = |numbers: &Numbers, aside: bool| -> Vec<Shown> {
        let span = (area.x.from, area.x.to);
        let kept = columns(&numbers.xs, &numbers.values, span, width);
        let shown = kept.into_iter().map(|k| {
            let i = numbers.index[k] as usize;
            let joined = !aside && before.is_some_and(|before| points.joined(before, i));
            before = Some(i);
            Shown {
                x: numbers.xs[k],
                value: numbers.values[k],
                joined,
                aside,
                look: numbers.looks[k],
                index: i,
            }
        });
        shown.collect()
    };
    let mut shown = kept(points.main(), false);
    shown.extend(kept(points.asides(), true));
    shown.sort_unstable_by_key(|shown| shown.index);
    shown
}

/// What egui_plot draws of one series.
pub(super) struct Item {
    pub(super) above: bool,
    lines: Vec<Line<'static>>,
    dots: Vec<egui_plot::Points<'static>>,
}

impl Item {
    pub(super) fn add_to<'p>(self, plot: &mut PlotUi<'p>) {
        for line in self.lines {
            plot.line(line);
        }
        for dots in self.dots {
            plot.points(dots);
        }
    }
}

/// Long dense series would be all dots.
pub(super) fn dotted(lines: &Lines) -> bool {
    let n = lines.series.len();
    let all: usize = lines.series.iter().map(|s| s.points.len()).sum();
    all <= 40 * n.min(6)
}

pub(super) fn item(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    stroked: &Stroked<'_>,
    i: usize,
    colour: Color32,
    dotted: bool,
) -> Item {
    let series = stroked.series;
    let even = |[x, y]: [f64; 2]| area.even(x, y);
    let strokes = runs(&stroked.shown)
        .into_iter()
        .enumerate()
        .map(|(k, run)| {
            let run: Vec<[f64; 2]> = run.into_iter().map(even).collect();
            Line::new(format!("{i}/{k}"), PlotPoints::from(run))
                .color(colour)
                .width(stroked.width)
                .style(stroked.pattern)
                .allow_hover(false)
        });
    let reference = series.id.is_empty() && stroked.pattern != LineStyle::Solid;
    let mut dots = Vec::new();
    let main = stroked.shown.iter().enumerate();
    for (k, shown) in main.filter(|(_, p)| !p.aside) {
        let alone = !shown.joined && !stroked.shown.get(k + 1).is_some_and(|p| p.joined);
        let hollow = shown.look.approximate;
        let wanted = !reference && (dotted || alone || hollow);
        if wanted && area.shows(shown.x, shown.value) {
            let at = || PlotPoints::from(vec![area.even(shown.x, shown.value)]);
            let dot = |name: String, colour, radius| {
                egui_plot::Points::new(name, at())
                    .color(colour)
                    .radius(radius)
                    .allow_hover(false)
            };
            dots.push(dot(format!("{i}.{k}"), colour, canvas.sizes.point));
            if hollow {
                let inner = canvas.sizes.point - 0.8 * canvas.sizes.line;
                dots.push(dot(format!("{i}.{k}o"), canvas.palette.raised, inner));
            }
        }
    }
    Item {
        above: series.highlight && !reference,
        lines: strokes.collect(),
        dots,
    }
}

/// Unbroken stretches of at least two points.
pub(super) fn runs(points: &[Shown]) -> Vec<Vec<[f64; 2]>> {
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    for shown in points.iter().filter(|p| !p.aside) {
        let at = [shown.x, shown.value];
        match runs.last_mut() {
            Some(run) if shown.joined => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// Bars over the figures that disagree about a period, and a double stroke where the definition changes.
pub(super) fn signs(canvas: &Canvas<'_>, area: &PlotArea, points: &[Shown], colour: Color32) {
    let painter = canvas
        .painter
        .with_clip_rect(area.rect.expand(2.0 * canvas.sizes.point));
    let mut before: Option<Pos2> = None;
    let main = points.iter().enumerate().filter(|(_, p)| !p.aside);
    for (k, shown) in main {
        let at = area.position(shown.x, shown.value);
        let asides = points[k + 1..].iter().take_while(|p| p.aside);
        let ends = asides.map(|p| area.y.at(p.value));
        let (top, bottom) = ends.fold((at.y, at.y), |(t, b), y| (t.min(y), b.max(y)));
        if bottom > top {
            let half = canvas.sizes.point;
            let bar = Rect::from_min_max(pos2(at.x - half, top), pos2(at.x + half, bottom));
            painter.rect_filled(bar, 0.0, colour.gamma_multiply(0.35));
            for y in [top, bottom] {
                let cap = [pos2(at.x - 1.4 * half, y), pos2(at.x + 1.4 * half, y)];
                painter.line_segment(cap, Stroke::new(0.6 * canvas.sizes.line, colour));
            }
        }
        if let (true, Some(before)) = (shown.look.redefined, before) {
            let middle = before.lerp(at, 0.5);
            let r = 1.2 * canvas.sizes.point;
            for side in [-0.5, 0.5] {
                let c = middle + vec2(side * r, 0.0);
                let ends = [c + vec2(-0.4 * r, r), c + vec2(0.4 * r, -r)];
                painter.add(Shape::line_segment(
                    ends,
                    Stroke::new(0.6 * canvas.sizes.line, colour),
                ));
            }
        }
        before = Some(at);
    }
}

/// The lines as they lie in the figure, with what their points say; none of many, which say nothing. In a small plot only
/// a lone line says its last value.
pub(super) fn courses<'a>(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    strokes: &'a [Stroked<'_>],
    (own, small): (usize, bool),
) -> Vec<Course<'a>> {
    if strokes.len() > 3 || (small && own != 1) {
        return Vec::new();
    }
    let course = |(i, s): (usize, &'a Stroked<'_>)| {
        let last = s.shown.iter().rfind(|p| !p.aside).map(|p| p.index);
        let segments = runs(&s.shown).into_iter().flat_map(|run| {
            let points: Vec<Pos2> = run.iter().map(|p| area.position(p[0], p[1])).collect();
            points.windows(2).map(|w| [w[0], w[1]]).collect::<Vec<_>>()
        });
        let label = |p: &Shown| match &s.series.points[p.index].mark {
            mark if mark.carried => "",
            _ if small && (i > 0 || Some(p.index) != last) => "",
            mark => mark.label.as_str(),
        };
        let points = s.shown.iter();
        let points = points.map(|p| (area.position(p.x, p.value), label(p)));
        Course {
            points: points.collect(),
            segments: segments.collect(),
            colour: match strokes.len() {
                1 => canvas.palette.ink,
                _ => text_colour(canvas.palette, s.colour),
            },
        }
    };
    strokes.iter().enumerate().map(course).collect()
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::*;
    use crate::chart::{Mark, Point};

    #[test]
    fn a_long_line_keeps_its_spikes_its_gap_and_its_second_figures() {
        let n = 50_000;
        let point = |i: usize| Point {
            mark: Mark {
                value: match i {
                    31_234 => 900.0,
                    31_235 => -900.0,
                    _ => (i % 13) as f64,
                },
                ..Mark::default()
            },
            x: i as f64,
            joined: i > 0 && i != 20_000,
            redefined: false,
            aside: i == 40_000,
        };
        let points: Points = (0..n).map(point).collect();
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(500.0, 300.0));
        let span = ((0.0, n as f64), false);
        let area = PlotArea::new(rect, span, ((-1000.0, 1000.0), false), false);
        let shown = thin(&points, &area);
        assert!(shown.len() <= 4 * 501 + 1, "{}", shown.len());
        assert!(shown.windows(2).all(|w| w[0].x < w[1].x));
        for value in [900.0, -900.0] {
            assert!(shown.iter().any(|s| s.value == value));
        }
        assert_eq!(shown.iter().filter(|s| s.aside).count(), 1);
        assert_eq!(shown.last().map(|s| s.x), Some(n as f64 - 1.0));
        let runs = runs(&shown);
        assert_eq!(runs.len(), 2);
        assert!(runs[0].iter().all(|p| p[0] < 20_000.0) && runs[1][0][0] >= 20_000.0);
    }

    #[test]
    fn what_shows_is_kept_until_the_points_or_the_axis_change() {
        let series = |redefined: usize| -> Points {
            let point = |i: usize| Point {
                mark: Mark::default(),
                x: i as f64,
                joined: i > 0,
                redefined: i == redefined,
                aside: false,
            };
            (0..10).map(point).collect()
        };
        let (a, b) = (series(3), series(4));
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let area = |to| PlotArea::new(rect, ((0.0, to), false), ((0.0, 1.0), false), false);
        let ctx = Context::default();
        let of = |points: &Points, to: f64| shown(&ctx, points, &area(to));
        assert!(Arc::ptr_eq(&of(&a, 10.0), &of(&a.clone(), 10.0)));
        assert!(!Arc::ptr_eq(&of(&a, 10.0), &of(&a, 5.0)));
        let redefined = |points| of(points, 10.0).iter().position(|s| s.look.redefined);
        assert_eq!((redefined(&a), redefined(&b)), (Some(3), Some(4)));
    }

    #[test]
    fn lone_points_of_a_long_series_stay_few() {
        let point = |i: usize| Point {
            mark: Mark::default(),
            x: i as f64,
            joined: false,
            redefined: false,
            aside: false,
        };
        let points: Points = (0..50_000).map(point).collect();
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let area = PlotArea::new(rect, ((0.0, 5e4), false), ((0.0, 1.0), false), false);
        let shown = thin(&points, &area);
        assert!(shown.len() <= 4 * 101 && shown.iter().all(|s| !s.joined));
    }
}
