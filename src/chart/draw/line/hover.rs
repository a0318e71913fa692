//! What the pointer is on: found by halving, as the points lie in order of time.

use egui::Pos2;

use super::super::area::PlotArea;
use super::super::canvas::Canvas;
use super::super::tip::{Hit, Tip};
use super::Stroked;
use super::marks::{Shown, runs};
use crate::chart::frame::{Mark, Point, Series};
use crate::model::{Lang, Period};

/// The point of `series` nearest to `x` among those `area` shows.
fn nearest<'a>(series: &'a Series, area: &PlotArea, x: f64) -> Option<&'a Point> {
    let points = &series.points;
    let after = points.partition_point(|p| p.x < x);
    let next = points.get(after);
    let before = after.checked_sub(1).map(|i| &points[i]);
    let off = |p: &&Point| (p.x - x).abs();
    [before, next]
        .into_iter()
        .flatten()
        .filter(|p| area.x.shows(p.x))
        .min_by(|a, b| off(a).total_cmp(&off(b)))
}

/// The points of `series` at `x`.
fn at(series: &Series, x: f64) -> &[Point] {
    let from = series.points.partition_point(|p| p.x < x);
    let more = series.points[from..].partition_point(|p| p.x <= x);
    &series.points[from..from + more]
}

/// The points within `reach` of `x`, in ui points, with those that lines come from and go to.
fn beside<'s>(shown: &'s [Shown], area: &PlotArea, x: f32, reach: f32) -> &'s [Shown] {
    let before = |to: f32| move |p: &Shown| area.x.at(p.x) < to;
    // A second figure may stand between a point and the line to it.
    let main = |p: &Shown| !p.aside;
    let from = shown.partition_point(before(x - reach));
    let from = shown[..from].iter().rposition(main).unwrap_or(0);
    let to = shown.partition_point(before(x + reach));
    let next = shown[to..].iter().position(main);
    &shown[from..next.map_or(shown.len(), |next| to + next + 1)]
}

/// What the pointer is on: a period, and the line it is nearest to.
pub(super) struct Pointed {
    pub(super) x: f64,
    period: Option<Period>,
    pub(super) series: Option<usize>,
}

impl Pointed {
    pub(super) fn new(
        canvas: &Canvas<'_>,
        area: &PlotArea,
        strokes: &[Stroked<'_>],
        named: impl Fn(Pos2) -> Option<usize>,
    ) -> Option<Self> {
        let pointer = canvas.pointer?;
        let last = || {
            let ends = strokes
                .iter()
                .filter_map(|s| nearest(s.series, area, area.x.to));
            ends.max_by(|a, b| a.x.total_cmp(&b.x))
        };
        if let Some(series) = named(pointer) {
            let point = strokes[series].series.main().next_back().or_else(last)?;
            return Some(Self {
                x: point.x,
                period: point.mark.period,
                series: Some(series),
            });
        }
        if !area.rect.expand(canvas.sizes.gap).contains(pointer) {
            return None;
        }
        let x = area.x.value(pointer.x);
        let nearest = strokes
            .iter()
            .filter_map(|s| nearest(s.series, area, x.clamp(area.x.from, area.x.to)))
            .min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()))?;
        let reach = 2.5 * canvas.sizes.gap;
        let to = |s: &Stroked<'_>| {
            let mut best = f32::INFINITY;
            let shown = beside(&s.shown, area, pointer.x, reach);
            for run in runs(shown) {
                for w in run.windows(2) {
                    let (a, b) = (
                        area.position(w[0][0], w[0][1]),
                        area.position(w[1][0], w[1][1]),
                    );
                    best = best.min(from_segment(pointer, a, b));
                }
            }
            let dots = shown
                .iter()
                .map(|p| area.position(p.x, p.value).distance(pointer));
            dots.fold(best, f32::min)
        };
        let near = strokes.iter().map(to).enumerate();
        let series = near
            .filter(|(_, d)| *d <= reach)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, _)| i);
        Some(Self {
            x: nearest.x,
            period: nearest.mark.period,
            series: series
                .filter(|_| strokes.len() > 1)
                .or((strokes.len() == 1).then_some(0)),
        })
    }

    pub(super) fn told(self, strokes: &[Stroked<'_>], lang: Lang) -> (Option<Hit>, Option<Tip>) {
        let heading = self.period.map(|p| p.display(lang)).unwrap_or_default();
        let mut tip = Tip::new(heading);
        let mut said: Vec<(usize, &Mark)> = Vec::new();
        for (i, stroked) in strokes.iter().enumerate() {
            let same = at(stroked.series, self.x)
                .iter()
                .filter(|p| p.mark.period == self.period);
            said.extend(same.map(|p| (i, &p.mark)));
        }
        // As the lines lie above each other.
        said.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        for (i, mark) in &said {
            let stroked = &strokes[*i];
            let focused = self.series == Some(*i);
            tip.series(
                stroked.colour,
                format!("{} {}", stroked.series.name, mark.label),
                focused && strokes.len() > 1,
            );
            // With many lines the sources of all would fill the screen.
            if focused || strokes.len() <= 3 {
                tip.mark(mark, lang);
            }
        }
        let hit = self.series.map(|i| Hit {
            name: strokes[i].series.name.clone(),
            id: strokes[i].series.id.clone(),
            mark: said
                .iter()
                .find(|(k, _)| *k == i)
                .map(|(_, mark)| (*mark).clone()),
            period: self.period,
        });
        (hit, Some(tip))
    }
}

fn from_segment(p: Pos2, a: Pos2, b: Pos2) -> f32 {
    let along = b - a;
    let t = ((p - a).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
    p.distance(a + t * along)
}
