//! Names and values beside marks: at their ends, in a legend, at their points.

use egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use egui_plot::LineStyle;

use super::area::PlotArea;
use super::canvas::Canvas;
use super::scale::{free, spread};
use crate::chart::spec::FigureTheme;
use crate::chart::style::{reference_pattern, text_colour};
use crate::model::Lang;
use crate::text::tr_args;

/// Points of a figure that may all carry their values.
const LABELLED: usize = 30;

/// What is named at the end of a line or the edge of a plot.
pub(super) struct Named {
    /// The name; it gives way where there is no room.
    pub(super) name: String,
    /// What follows it, whole; may be empty.
    pub(super) value: String,
    /// Its colour.
    pub(super) colour: Color32,
    /// The point it belongs to, in plot coordinates.
    pub(super) at: (f64, f64),
}

/// A label at the edge of a plot.
pub(super) struct End {
    text: String,
    pub(super) width: f32,
    font: FontId,
    colour: Color32,
    at: (f64, f64),
}

impl End {
    /// One for each of `named`, when they fit above each other in `rect`; otherwise none. No wider than `widest` of it.
    pub(super) fn of(canvas: &Canvas<'_>, named: &[Named], rect: Rect, widest: f32) -> Vec<Self> {
        let n = named.len() as f32;
        let room = rect.height() - 2.0 * canvas.line_height(&canvas.body());
        let small = canvas.small();
        let smaller = FontId::new(0.86 * small.size, small.family.clone());
        let fits = |font: &FontId| n * 0.94 * canvas.line_height(font) <= room;
        let Some(font) = [canvas.body(), small, smaller].into_iter().find(fits) else {
            return Vec::new();
        };
        let widest = widest * rect.width();
        let ends = named.iter().map(|named| {
            let value = match named.value.is_empty() {
                true => String::new(),
                false => format!(" {}", named.value),
            };
            let rest = widest - canvas.width(&value, &font);
            let name = canvas
                .wrap(&named.name, &font, rest.max(3.0 * font.size), 1)
                .concat();
            let text = name + &value;
            Self {
                width: canvas.width(&text, &font),
                text,
                font: font.clone(),
                colour: named.colour,
                at: named.at,
            }
        });
        ends.collect()
    }

    /// Width of the widest.
    pub(super) fn widest(ends: &[Self]) -> f32 {
        ends.iter().map(|end| end.width).fold(0.0, f32::max)
    }
}

/// Labels nudged apart, with the point each belongs to.
pub(super) struct Placed<'e> {
    ends: &'e [End],
    from: Vec<Pos2>,
    /// Where each label's line lies.
    pub(super) rects: Vec<Rect>,
}

/// Nudges the labels apart at the right of `area`.
pub(super) fn place_ends<'e>(canvas: &Canvas<'_>, area: &PlotArea, ends: &'e [End]) -> Placed<'e> {
    let rect = area.rect;
    // Where the axis was cut short, a line may end outside.
    let clamp = |p: Pos2| p.clamp(rect.min, rect.max.max(rect.min));
    let from: Vec<Pos2> = ends
        .iter()
        .map(|end| clamp(area.position(end.at.0, end.at.1)))
        .collect();
    let height = ends
        .first()
        .map_or(0.0, |end| 0.92 * canvas.line_height(&end.font));
    let wished: Vec<f32> = from.iter().map(|p| p.y).collect();
    // Down to where the labels of time begin.
    let low = rect.bottom() + 0.35 * canvas.line_height(&canvas.small());
    let ys = spread(&wished, height, rect.top() - height, low);
    let gap = canvas.sizes.gap;
    let place = |(end, y): (&End, f32)| {
        let at = pos2(rect.right() + gap, y - 0.5 * height);
        Rect::from_min_size(at, vec2(end.width, height))
    };
    let rects = ends.iter().zip(ys).map(place).collect();
    Placed { ends, from, rects }
}

impl Placed<'_> {
    /// The label the pointer is on.
    pub(super) fn under(&self, pointer: Pos2) -> Option<usize> {
        self.rects.iter().position(|rect| rect.contains(pointer))
    }

    /// Draws the labels, each joined to its point where it had to move; `colour` may dim them.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, colour: impl Fn(usize, Color32) -> Color32) {
        let gap = canvas.sizes.gap;
        for (i, ((end, from), rect)) in self
            .ends
            .iter()
            .zip(&self.from)
            .zip(&self.rects)
            .enumerate()
        {
            // The greys of print say nothing as text.
            let own = match canvas.theme {
                FigureTheme::Print => canvas.palette.ink,
                _ => text_colour(canvas.palette, end.colour),
            };
            let colour = colour(i, own);
            let at = rect.left_center();
            let early = (at.x - from.x).abs() > 4.0 * gap;
            let start = *from + vec2(canvas.sizes.point + 1.0, 0.0);
            let leader = [start, at - vec2(0.3 * gap, 0.0)];
            let hair = canvas.sizes.hair;
            if early {
                // Dots in no series' colour: nothing is measured there.
                let faint = canvas.palette.ink_faint;
                let dots = Shape::dotted_line(&leader, faint, 4.0 * hair, 0.6 * hair);
                canvas.painter.extend(dots);
            } else if (from.y - at.y).abs() > 0.6 * rect.height() {
                let stroke = Stroke::new(hair, colour.gamma_multiply(0.5));
                canvas.painter.line_segment(leader, stroke);
            }
            canvas.text(at, Align2::LEFT_CENTER, &end.text, &end.font, colour);
        }
    }
}

/// How a name in a legend is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A stretch of line.
    Line,
    /// A stretch of the line of comparison of this place.
    Dashed(usize),
    /// A filled square.
    Block,
    /// A few letters.
    Sign(String),
}

/// One name in a legend.
pub(super) struct Entry<'n> {
    /// How it is marked.
    pub(super) key: Key,
    /// The colour of the mark.
    pub(super) colour: Color32,
    /// What it stands for.
    pub(super) name: &'n str,
}

/// A line in any of the patterns.
pub(super) fn pattern(canvas: &Canvas<'_>, ends: &[Pos2; 2], style: LineStyle, stroke: Stroke) {
    let painter = &canvas.painter;
    match style {
        LineStyle::Solid => {
            painter.line_segment(*ends, stroke);
        }
        LineStyle::Dashed { length } => {
            painter.extend(Shape::dashed_line(ends, stroke, length, 0.6 * length));
        }
        LineStyle::Dotted { spacing } => painter.extend(Shape::dotted_line(
            ends,
            stroke.color,
            spacing,
            0.6 * stroke.width,
        )),
    }
}

/// Names with their colours above the plot, in order; gives back the height used.
pub(super) fn legend(canvas: &Canvas<'_>, rect: Rect, entries: &[Entry<'_>], lang: Lang) -> f32 {
    let small = canvas.small();
    let (height, gap) = (canvas.line_height(&small), canvas.sizes.gap);
    let n = entries.len();
    let most = ((0.3 * rect.height() / height) as usize).max(1);
    let (mut at, mut row) = (rect.left_top(), 0);
    for (i, Entry { key, colour, name }) in entries.iter().enumerate() {
        let wide = match key {
            Key::Line => 2.0 * gap,
            Key::Dashed(_) => 3.6 * gap,
            Key::Block => 1.4 * gap,
            Key::Sign(sign) => canvas.width(sign, &small) + 0.6 * gap,
        };
        let name = canvas.wrap(name, &small, 0.45 * rect.width(), 1).concat();
        let width = wide + canvas.width(&name, &small) + 1.5 * gap;
        let more = tr_args(lang, "chart-more-series", &[("n", n.to_string().into())]);
        let reserve = match row + 1 == most && i + 1 < n {
            true => canvas.width(&more, &small) + gap,
            false => 0.0,
        };
        if at.x + width + reserve > rect.right() && at.x > rect.left() {
            if row + 1 == most {
                let at = at + vec2(0.0, 0.5 * height);
                canvas.text(
                    at,
                    Align2::LEFT_CENTER,
                    &more,
                    &small,
                    canvas.palette.ink_faint,
                );
                break;
            }
            row += 1;
            at = pos2(rect.left(), at.y + height);
        }
        let middle = at + vec2(0.0, 0.5 * height);
        match key {
            Key::Line => {
                let stroke = Stroke::new(canvas.sizes.line, *colour);
                let ends = [middle, middle + vec2(wide - 0.5 * gap, 0.0)];
                canvas.painter.line_segment(ends, stroke);
            }
            Key::Dashed(place) => {
                let stroke = Stroke::new(0.7 * canvas.sizes.line, *colour);
                let ends = [middle, middle + vec2(wide - 0.5 * gap, 0.0)];
                pattern(
                    canvas,
                    &ends,
                    reference_pattern(*place, canvas.zoom),
                    stroke,
                );
            }
            Key::Sign(sign) => {
                canvas.text(middle, Align2::LEFT_CENTER, sign, &small, *colour);
            }
            Key::Block => {
                let block =
                    Rect::from_center_size(middle + vec2(0.45 * gap, 0.0), Vec2::splat(0.9 * gap));
                canvas.painter.rect_filled(block, 0.0, *colour);
            }
        }
        let at_name = middle + vec2(wide, 0.0);
        canvas.text(
            at_name,
            Align2::LEFT_CENTER,
            &name,
            &small,
            canvas.palette.ink_soft,
        );
        at.x += width;
    }
    (row + 1) as f32 * height + gap
}

/// The points of one line as they lie in the figure.
pub(super) struct Course<'a> {
    /// Points with their labels, in order; a label may be empty.
    pub(super) points: Vec<(Pos2, &'a str)>,
    /// What is drawn between them.
    pub(super) segments: Vec<[Pos2; 2]>,
    /// Colour of the labels.
    pub(super) colour: Color32,
}

/// Values beside points: all of a short figure where there is room, else first, last, lowest and highest. `taken` is
/// what labels must keep clear of.
pub(super) fn value_labels(
    canvas: &Canvas<'_>,
    rect: Rect,
    font: &FontId,
    courses: &[Course<'_>],
    label_last: bool,
    taken: &[Rect],
) {
    if courses.len() > 3 {
        return;
    }
    let labelled = |point: &(Pos2, &str)| !point.1.is_empty();
    let all = courses.iter().flat_map(|c| &c.points);
    let all = all.filter(|point| labelled(point)).count();
    let around = |p: &Pos2| Rect::from_center_size(*p, Vec2::splat(2.4 * canvas.sizes.point));
    let points = courses.iter().flat_map(|c| &c.points);
    let mut taken: Vec<Rect> = taken
        .iter()
        .copied()
        .chain(points.map(|(p, _)| around(p)))
        .collect();
    let segments: Vec<[Pos2; 2]> = courses
        .iter()
        .flat_map(|c| c.segments.iter().copied())
        .collect();
    for course in courses {
        let n = course.points.len();
        let last = course.points.iter().rposition(labelled);
        let extremes = extremes(course);
        for (k, (at, text)) in course.points.iter().enumerate() {
            let wanted = all <= LABELLED || k == 0 || Some(k) == last || extremes.contains(&k);
            let said = k + 1 == n && !label_last;
            if said || !wanted || text.is_empty() || !rect.contains(*at) {
                continue;
            }
            let size = vec2(canvas.width(text, font), canvas.line_height(font));
            let rise = 0.5 * size.y + canvas.sizes.point + 0.1 * canvas.sizes.gap;
            let sides = [-rise, rise].map(|dy| {
                let half = 0.5 * size.x;
                let most = (rect.right() - half).max(rect.left() + half);
                Rect::from_center_size(pos2(at.x.clamp(rect.left() + half, most), at.y + dy), size)
            });
            let clear = |r: &&Rect| {
                let core = r.shrink2(vec2(1.0, 0.16 * size.y));
                free(core, &taken)
                    && !segments.iter().any(|s| crosses(core, s))
                    && rect.contains_rect(core)
            };
            if let Some(place) = sides.iter().find(clear).copied() {
                // No hairline strikes it through; nothing else lies there.
                let ground = place.shrink2(vec2(0.0, 0.2 * size.y));
                canvas
                    .painter
                    .rect_filled(ground, 0.0, canvas.palette.raised);
                canvas.text(
                    place.center(),
                    Align2::CENTER_CENTER,
                    text,
                    font,
                    course.colour,
                );
                taken.push(place);
            }
        }
    }
}

/// The first of the lowest points and the first of the highest.
fn extremes(course: &Course<'_>) -> [usize; 2] {
    let y = |i: usize| course.points[i].0.y;
    let first = |better: fn(f32, f32) -> bool| {
        (0..course.points.len()).fold(0, |best, i| if better(y(i), y(best)) { i } else { best })
    };
    [first(|a, b| a < b), first(|a, b| a > b)]
}

/// Whether a segment passes through `rect` (sampled finely enough for a label's height).
pub(super) fn crosses(rect: Rect, segment: &[Pos2; 2]) -> bool {
    let steps = (segment[0].distance(segment[1]) / (0.25 * rect.height()).max(1.0))
        .ceil()
        .min(2000.0);
    (0..=steps as usize)
        .any(|i| rect.contains(segment[0].lerp(segment[1], i as f32 / steps.max(1.0))))
}
