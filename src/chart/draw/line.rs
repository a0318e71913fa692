//! Lines over time: horizontal hairlines, upright labels, names and last values at the lines' ends.

use egui::{Color32, Pos2, Rect, Shape, Stroke, pos2, vec2};
use egui_plot::{Line, LineStyle, PlotPoints, PlotUi, Points};

use super::View;
use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span, time_axis, time_span, time_ticks};
use super::canvas::Canvas;
use super::labels::{Course, End, Key, Named, Side, legend, place_ends, value_labels};
use super::overlay::{below_flags, draw_flags, flags, room};
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Lines, Mark, Point, Series};
use crate::chart::spec::Axis;
use crate::chart::style::{series_colour, series_pattern};
use crate::model::{Lang, Period};

/// One line as it is drawn.
struct Stroked<'a> {
    series: &'a Series,
    colour: Color32,
    pattern: LineStyle,
    width: f32,
}

/// Draws the lines into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, view: View<'_>, lines: &Lines) -> Drawn {
    let lang = view.lang;
    let mut rect = rect;
    let strokes = strokes(canvas, lines);
    let (ends, owners) = match view.small {
        true => Default::default(),
        false => ends(
            canvas,
            &strokes,
            view.y,
            below_flags(canvas, rect, view.markers),
        ),
    };
    let names = strokes.len() > 1;
    if ends.is_empty() && names && !view.small {
        let names: Vec<(&str, Color32)> = strokes
            .iter()
            .map(|s| (s.series.name.as_str(), s.colour))
            .collect();
        rect.min.y += legend(canvas, rect, &names, Key::Line, lang);
    }
    let Some((axis, area, flags)) = lay_out(canvas, rect, view, lines, End::widest(&ends)) else {
        return Drawn::default();
    };
    axis.draw_up(canvas, &area, lines.base);

    let marks = || all_points(lines).map(|p| &p.mark);
    if view.dated {
        time_axis(canvas, &area, rect, &time_ticks(marks(), lang));
    }
    let top = area.rect.top() - 0.25 * canvas.line_height(&canvas.small()) - room(canvas, &flags);
    let placed = place_ends(canvas, &area, &ends, Side::Right);
    let pointed = Pointed::new(canvas, &area, &strokes, |p| {
        placed.under(p).map(|i| owners[i])
    });
    let focus = pointed.as_ref().and_then(|p| p.series);
    let dim = |i: usize, colour: Color32| match focus {
        Some(focus) if focus != i => canvas.palette.raised.lerp_to_gamma(colour, 0.28),
        _ => colour,
    };
    let items: Vec<Item> = strokes
        .iter()
        .enumerate()
        .map(|(i, s)| {
            item(
                canvas,
                &area,
                s,
                i,
                dim(i, s.colour),
                dotted(lines) && !view.small,
            )
        })
        .collect();
    if let Some(x) = pointed.as_ref().map(|p| area.x.at(p.x)) {
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
        canvas.painter.vline(x, area.rect.y_range(), stroke);
    }
    for (i, stroked) in strokes.iter().enumerate() {
        signs(canvas, &area, stroked.series, dim(i, stroked.colour));
    }
    placed.draw(canvas, |i, colour| dim(owners[i], colour));
    let flag = draw_flags(canvas, &area, top, &flags);
    let courses: Vec<Course> = courses(canvas, &area, &strokes);
    let room = Rect::from_min_max(
        pos2(
            rect.left(),
            area.rect.top() - canvas.line_height(&canvas.small()),
        ),
        pos2(rect.right(), area.rect.bottom()),
    );
    if !view.small {
        let mut taken = canvas.taken();
        taken.extend(flags.iter().map(|flag| flag.line(&area)));
        value_labels(canvas, room, &courses, ends.is_empty(), &taken);
    }
    canvas.plot_in(&area, &format!("lines{}", view.id), move |plot| {
        // What is pointed out lies on top, of the rest the first.
        let (above, below): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.above);
        for item in below.into_iter().rev().chain(above.into_iter().rev()) {
            item.add_to(plot);
        }
    });
    let (hit, tip) = pointed.map_or((None, None), |p| p.told(&strokes, lang));
    Drawn {
        plots: vec![area],
        hit,
        tip: flag.or(tip),
    }
}

fn all_points(lines: &Lines) -> impl Iterator<Item = &Point> + Clone {
    lines
        .series
        .iter()
        .chain(&lines.references)
        .flat_map(|s| &s.points)
}

/// Colours and patterns: grey for what is not pointed out and for lines of comparison.
fn strokes<'a>(canvas: &Canvas<'_>, lines: &'a Lines) -> Vec<Stroked<'a>> {
    let n = lines.series.len();
    let shown = lines.series.iter().filter(|s| s.highlight).count();
    let grey = canvas
        .palette
        .raised
        .lerp_to_gamma(canvas.palette.ink_faint, 0.55);
    let mut place = 0;
    let own = lines.series.iter().enumerate().map(|(i, series)| {
        let colour = match series.highlight {
            true => {
                place += 1;
                match shown == n {
                    true => series_colour(canvas.palette, i, n),
                    false => series_colour(canvas.palette, place - 1, shown),
                }
            }
            false => grey,
        };
        Stroked {
            series,
            colour,
            // Grey lines are a ground; patterns would make them figures.
            pattern: match series.highlight {
                true if shown == n => series_pattern(canvas.palette, canvas.theme, i, canvas.zoom),
                true => series_pattern(canvas.palette, canvas.theme, place - 1, canvas.zoom),
                false => LineStyle::Solid,
            },
            width: match series.highlight {
                true => canvas.sizes.line,
                false => 0.7 * canvas.sizes.line,
            },
        }
    });
    let mut strokes: Vec<Stroked<'a>> = own.collect();
    strokes.extend(lines.references.iter().map(|series| Stroked {
        series,
        colour: canvas.palette.ink_faint,
        pattern: LineStyle::Dashed {
            length: 6.0 * canvas.zoom,
        },
        width: 0.7 * canvas.sizes.line,
    }));
    strokes
}

/// Names at the lines' ends, where several fit; and which line each belongs to.
fn ends(
    canvas: &Canvas<'_>,
    strokes: &[Stroked<'_>],
    y: Axis,
    rect: Rect,
) -> (Vec<End>, Vec<usize>) {
    if strokes.len() < 2 {
        return Default::default();
    }
    // A line that ends outside a chosen range has no end to be named at.
    let inside = |v: f64| y.range.is_none_or(|(low, high)| (low..=high).contains(&v));
    let quiet = strokes.iter().filter(|s| !s.series.highlight).count() > 6;
    let (owners, named): (Vec<usize>, Vec<Named>) = strokes
        .iter()
        .enumerate()
        .filter_map(|(i, s)| {
            let last = s
                .series
                .main()
                .next_back()
                .filter(|p| inside(p.mark.value))?;
            let grey = quiet && !s.series.highlight;
            let named = Named {
                name: s.series.name.clone(),
                value: if grey {
                    String::new()
                } else {
                    last.mark.label.clone()
                },
                colour: match s.series.highlight {
                    true => s.colour,
                    false => canvas.palette.ink_faint,
                },
                at: (last.x, last.mark.value),
            };
            Some((i, named))
        })
        .unzip();
    match named.len() == strokes.len() || y.range.is_some() {
        true => (End::of(canvas, &named, rect, 0.36), owners),
        false => Default::default(),
    }
}

type LaidOut<'f> = (ValueAxis, PlotArea, Vec<super::overlay::Flag<'f>>);

/// The axes and the place of the plot; `None` when there is no room.
fn lay_out<'f>(
    canvas: &Canvas<'_>,
    rect: Rect,
    view: View<'f>,
    lines: &Lines,
    names: f32,
) -> Option<LaidOut<'f>> {
    let line = canvas.line_height(&canvas.small());
    let values = all_points(lines).map(|p| p.mark.value);
    let axis = ValueAxis::new(
        Wanted {
            span: span(values),
            axis: view.y,
            ticks: (rect.height() / (if view.small { 2.4 } else { 4.0 } * line)) as usize,
            ranks: lines.inverted,
            zero: false,
        },
        view.lang,
    );
    let right = match names {
        0.0 => 2.0 * canvas.sizes.gap,
        width => width + 2.0 * canvas.sizes.gap,
    };
    // Half a line above for the topmost tick label, and a full one for a value label above the topmost point.
    let mut place = Rect::from_min_max(
        pos2(
            rect.left() + axis.width(canvas) + 1.25 * canvas.sizes.gap,
            rect.top() + 0.75 * line,
        ),
        pos2(
            rect.right() - right,
            rect.bottom() - if view.dated { 1.5 } else { 0.4 } * line,
        ),
    );
    if !place.is_positive() {
        return None;
    }
    let (first, last) = view
        .x
        .range
        .unwrap_or_else(|| time_span(all_points(lines).map(|p| p.x)));
    let pad = 1.5 * canvas.sizes.gap;
    let per_point = (last - first) / f64::from((place.width() - 2.0 * pad).max(1.0));
    let pad = f64::from(pad) * per_point;
    let x = ((first - pad, last + pad), false);
    let area = PlotArea::new(place, x, axis.span(), lines.inverted);
    let flags = flags(canvas, &area.x, rect, view.markers);
    place.min.y += room(canvas, &flags);
    place.is_positive().then(|| {
        let area = PlotArea::new(place, x, axis.span(), lines.inverted);
        (axis, area, flags)
    })
}

/// What egui_plot draws of one series.
struct Item {
    above: bool,
    lines: Vec<Line<'static>>,
    dots: Vec<Points<'static>>,
}

impl Item {
    fn add_to<'p>(self, plot: &mut PlotUi<'p>) {
        for line in self.lines {
            plot.line(line);
        }
        for dots in self.dots {
            plot.points(dots);
        }
    }
}

/// Long dense series would be all dots.
fn dotted(lines: &Lines) -> bool {
    let n = lines.series.len();
    let all: usize = lines.series.iter().map(|s| s.points.len()).sum();
    all <= 40 * n.min(6)
}

fn item(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    stroked: &Stroked<'_>,
    i: usize,
    colour: Color32,
    dotted: bool,
) -> Item {
    let series = stroked.series;
    let even = |[x, y]: [f64; 2]| area.even(x, y);
    let strokes = runs(&series.points)
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
    let reference = series.id.is_empty() && matches!(stroked.pattern, LineStyle::Dashed { .. });
    let mut dots = Vec::new();
    for (k, point) in series.points.iter().enumerate().filter(|(_, p)| !p.aside) {
        let alone = !point.joined && !series.points.get(k + 1).is_some_and(|p| p.joined);
        let hollow = point.mark.approximate;
        let inside = area.shows(point.x, point.mark.value);
        if inside && !reference && (dotted || alone || hollow) {
            let at = || PlotPoints::from(vec![area.even(point.x, point.mark.value)]);
            let dot = |name: String, colour, radius| {
                Points::new(name, at())
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
pub(super) fn runs(points: &[Point]) -> Vec<Vec<[f64; 2]>> {
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    for point in points.iter().filter(|p| !p.aside) {
        let at = [point.x, point.mark.value];
        match runs.last_mut() {
            Some(run) if point.joined => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// Bars over the figures that disagree about a period, and a double stroke where the definition changes.
fn signs(canvas: &Canvas<'_>, area: &PlotArea, series: &Series, colour: Color32) {
    let painter = canvas
        .painter
        .with_clip_rect(area.rect.expand(2.0 * canvas.sizes.point));
    let mut before: Option<Pos2> = None;
    for (k, point) in series.points.iter().enumerate().filter(|(_, p)| !p.aside) {
        let at = area.position(point.x, point.mark.value);
        let asides = series.points[k + 1..].iter().take_while(|p| p.aside);
        let ends = asides.map(|p| area.y.at(p.mark.value));
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
        if let (true, Some(before)) = (point.redefined, before) {
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

fn courses(canvas: &Canvas<'_>, area: &PlotArea, strokes: &[Stroked<'_>]) -> Vec<Course> {
    let course = |s: &Stroked<'_>| {
        let at = |p: &Point| area.position(p.x, p.mark.value);
        let segments = runs(&s.series.points).into_iter().flat_map(|run| {
            let points: Vec<Pos2> = run.iter().map(|p| area.position(p[0], p[1])).collect();
            points.windows(2).map(|w| [w[0], w[1]]).collect::<Vec<_>>()
        });
        Course {
            points: s
                .series
                .points
                .iter()
                .map(|p| (at(p), p.mark.label.clone()))
                .collect(),
            segments: segments.collect(),
            colour: match strokes.len() {
                1 => canvas.palette.ink,
                _ => s.colour,
            },
        }
    };
    strokes.iter().map(course).collect()
}

/// What the pointer is on: a period, and the line it is nearest to.
struct Pointed {
    x: f64,
    period: Option<Period>,
    series: Option<usize>,
}

impl Pointed {
    fn new(
        canvas: &Canvas<'_>,
        area: &PlotArea,
        strokes: &[Stroked<'_>],
        named: impl Fn(Pos2) -> Option<usize>,
    ) -> Option<Self> {
        let pointer = canvas.pointer?;
        let points = || {
            strokes
                .iter()
                .flat_map(|s| &s.series.points)
                .filter(|p| area.x.shows(p.x))
        };
        let last = || points().max_by(|a, b| a.x.total_cmp(&b.x));
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
        let distance = |p: &Point| (area.x.at(p.x) - pointer.x).abs();
        let nearest = points().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        let reach = 2.5 * canvas.sizes.gap;
        let to = |s: &Stroked<'_>| {
            let mut best = f32::INFINITY;
            for run in runs(&s.series.points) {
                for w in run.windows(2) {
                    let (a, b) = (
                        area.position(w[0][0], w[0][1]),
                        area.position(w[1][0], w[1][1]),
                    );
                    best = best.min(from_segment(pointer, a, b));
                }
            }
            let dots = s
                .series
                .points
                .iter()
                .map(|p| area.position(p.x, p.mark.value).distance(pointer));
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

    fn told(self, strokes: &[Stroked<'_>], lang: Lang) -> (Option<Hit>, Option<Tip>) {
        let heading = self.period.map(|p| p.display(lang)).unwrap_or_default();
        let mut tip = Tip::new(heading);
        let mut said: Vec<(usize, &Mark)> = Vec::new();
        for (i, stroked) in strokes.iter().enumerate() {
            let same = stroked
                .series
                .points
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
