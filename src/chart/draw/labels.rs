//! Names and values beside lines: at their ends, in a legend, at their points.

use egui::{Align2, FontId, Pos2, Rect, Stroke, Vec2, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use super::canvas::Canvas;
use super::line::{Lines, runs};
use super::scale::{free, spread};
use crate::chart::frame::{Point, Series};
use crate::chart::style::series_colour;
use crate::text::tr_args;

/// Points of a figure that may all carry their values.
const LABELLED: usize = 30;

/// A label at a line's end.
pub(super) struct End {
    text: String,
    pub(super) width: f32,
    font: FontId,
    colour: egui::Color32,
    at: PlotPoint,
}

impl End {
    /// One per series, when there are several and they fit above each other; otherwise none.
    pub(super) fn of(canvas: &Canvas<'_>, lines: &Lines<'_>, rect: Rect) -> Vec<Self> {
        let n = lines.series.len();
        if n < 2 {
            return Vec::new();
        }
        let font = canvas.body();
        let room = rect.height() - 2.0 * canvas.line_height(&font);
        let font = match n as f32 * canvas.line_height(&font) <= room {
            true => font,
            false => canvas.small(),
        };
        if n as f32 * 0.92 * canvas.line_height(&font) > room {
            return Vec::new();
        }
        let widest = 0.36 * rect.width();
        let ends = lines.series.iter().enumerate().filter_map(|(i, series)| {
            let last = series.points.iter().rfind(|p| !p.aside)?;
            let value = format!(" {}", last.mark.label);
            // The value stays whole; the name gives way.
            let rest = widest - canvas.width(&value, &font);
            let name = canvas
                .wrap(&series.name, &font, rest.max(3.0 * font.size), 1)
                .concat();
            let text = name + &value;
            Some(Self {
                width: canvas.width(&text, &font),
                text,
                font: font.clone(),
                colour: series_colour(canvas.palette, i, n),
                at: PlotPoint::new(last.x, last.mark.value),
            })
        });
        ends.collect()
    }
}

/// Nudges the labels apart and joins each to its line where it had to move.
pub(super) fn place_ends(canvas: &Canvas<'_>, transform: &PlotTransform, area: Rect, ends: &[End]) {
    let Some(first) = ends.first() else { return };
    let height = 0.92 * canvas.line_height(&first.font);
    let from: Vec<Pos2> = ends
        .iter()
        .map(|end| transform.position_from_point(&end.at))
        .collect();
    let wished: Vec<f32> = from.iter().map(|p| p.y).collect();
    let ys = spread(&wished, height, area.top() - height, area.bottom() + height);
    let x = area.right() + canvas.sizes.gap;
    for ((end, from), y) in ends.iter().zip(from).zip(ys) {
        let far = (from.y - y).abs() > 0.6 * height || x - from.x > 4.0 * canvas.sizes.gap;
        if far {
            let start = from + vec2(canvas.sizes.point + 1.0, 0.0);
            let stop = pos2(x - 0.3 * canvas.sizes.gap, y);
            let stroke = Stroke::new(canvas.sizes.hair, end.colour.gamma_multiply(0.5));
            canvas.painter.line_segment([start, stop], stroke);
        }
        canvas.text(
            pos2(x, y),
            Align2::LEFT_CENTER,
            &end.text,
            &end.font,
            end.colour,
        );
    }
}

/// Names with their colours above the plot, in order; gives back the height used.
pub(super) fn legend(canvas: &Canvas<'_>, lines: &Lines<'_>, rect: Rect) -> f32 {
    let small = canvas.small();
    let (height, gap) = (canvas.line_height(&small), canvas.sizes.gap);
    let n = lines.series.len();
    let most = ((0.3 * rect.height() / height) as usize).max(1);
    let key = 2.0 * gap;
    let (mut at, mut row) = (rect.left_top(), 0);
    for (i, series) in lines.series.iter().enumerate() {
        let name = canvas
            .wrap(&series.name, &small, 0.45 * rect.width(), 1)
            .concat();
        let width = key + canvas.width(&name, &small) + 1.5 * gap;
        let more = tr_args(
            lines.lang,
            "chart-more-series",
            &[("n", n.to_string().into())],
        );
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
        let colour = series_colour(canvas.palette, i, n);
        let stroke = Stroke::new(canvas.sizes.line, colour);
        canvas
            .painter
            .line_segment([middle, middle + vec2(key - 0.5 * gap, 0.0)], stroke);
        canvas.text(
            middle + vec2(key, 0.0),
            Align2::LEFT_CENTER,
            &name,
            &small,
            canvas.palette.ink_soft,
        );
        at.x += width;
    }
    (row + 1) as f32 * height + gap
}

/// Values beside points: all of a short figure where there is room, else first, last, lowest and highest.
pub(super) fn value_labels(
    canvas: &Canvas<'_>,
    transform: &PlotTransform,
    rect: Rect,
    lines: &Lines<'_>,
    label_last: bool,
) {
    if lines.series.len() > 3 {
        return;
    }
    let font = canvas.body();
    let all: usize = lines.series.iter().map(|s| s.points.len()).sum();
    let points: Vec<Pos2> = lines
        .series
        .iter()
        .flat_map(|s| positions(s, transform))
        .collect();
    let around = |p: &Pos2| Rect::from_center_size(*p, Vec2::splat(2.4 * canvas.sizes.point));
    let mut taken: Vec<Rect> = points.iter().map(around).collect();
    let segments: Vec<[Pos2; 2]> = lines
        .series
        .iter()
        .flat_map(|s| segments(s, transform))
        .collect();
    for (i, series) in lines.series.iter().enumerate() {
        let n = series.points.len();
        let colour = match lines.series.len() {
            1 => canvas.palette.ink,
            m => series_colour(canvas.palette, i, m),
        };
        for (k, at) in positions(series, transform).into_iter().enumerate() {
            let is_end = k + 1 == n;
            if (is_end && !label_last)
                || !(all <= LABELLED || k == 0 || is_end || is_extreme(series, k))
            {
                continue;
            }
            let text = &series.points[k].mark.label;
            let size = vec2(canvas.width(text, &font), canvas.line_height(&font));
            let rise = 0.5 * size.y + canvas.sizes.point + 0.1 * canvas.sizes.gap;
            let sides = [-rise, rise].map(|dy| {
                let half = 0.5 * size.x;
                let x = at.x.clamp(
                    rect.left() + half,
                    (rect.right() - half).max(rect.left() + half),
                );
                Rect::from_center_size(pos2(x, at.y + dy), size)
            });
            let clear = |r: &&Rect| {
                let core = r.shrink2(vec2(1.0, 0.16 * size.y));
                free(core, &taken)
                    && !segments.iter().any(|s| crosses(core, s))
                    && rect.contains_rect(core)
            };
            if let Some(place) = sides.iter().find(clear).copied() {
                canvas.text(place.center(), Align2::CENTER_CENTER, text, &font, colour);
                taken.push(place);
            }
        }
    }
}

fn positions(series: &Series, transform: &PlotTransform) -> Vec<Pos2> {
    let at = |p: &Point| transform.position_from_point(&PlotPoint::new(p.x, p.mark.value));
    series.points.iter().map(at).collect()
}

fn segments(series: &Series, transform: &PlotTransform) -> Vec<[Pos2; 2]> {
    let at = |p: &[f64; 2]| transform.position_from_point(&PlotPoint::new(p[0], p[1]));
    runs(&series.points)
        .iter()
        .flat_map(|run| {
            run.windows(2)
                .map(|w| [at(&w[0]), at(&w[1])])
                .collect::<Vec<_>>()
        })
        .collect()
}

fn is_extreme(series: &Series, k: usize) -> bool {
    let value = series.points[k].mark.value;
    let values = || series.points.iter().map(|p| p.mark.value);
    let (first_low, first_high) = (
        values().position(|v| values().all(|w| w >= v)),
        values().position(|v| values().all(|w| w <= v)),
    );
    value.is_finite() && (first_low == Some(k) || first_high == Some(k))
}

/// Whether a segment passes through `rect` (sampled finely enough for a label's height).
fn crosses(rect: Rect, segment: &[Pos2; 2]) -> bool {
    let steps = (segment[0].distance(segment[1]) / (0.25 * rect.height()).max(1.0))
        .ceil()
        .min(2000.0);
    (0..=steps as usize)
        .any(|i| rect.contains(segment[0].lerp(segment[1], i as f32 / steps.max(1.0))))
}
