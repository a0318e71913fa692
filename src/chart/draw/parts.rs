//! What stacks and groups share: colours of parts, their legend, tooltips, stacked spans.

use egui::{Color32, Rect, Stroke, StrokeKind};

use super::canvas::Canvas;
use super::labels::{Entry, Key, legend};
use super::tip::{Hit, Tip};
use super::{View, place_in};
use crate::chart::frame::{Mark, Matrix};
use crate::chart::style::part_colour;
use crate::model::Lang;

/// Colour of each part; grey for what is not pointed out and for 其他.
pub(super) fn colours(canvas: &Canvas<'_>, view: View<'_>, matrix: &Matrix) -> Vec<Color32> {
    let p = canvas.palette;
    let one = matrix.parts.len() == 1 && view.order.is_empty();
    let grey = p.raised.lerp_to_gamma(p.ink_faint, 0.4);
    let parts = matrix.parts.iter().enumerate();
    parts
        .map(
            |(i, part)| match part.highlight && (one || !part.id.is_empty()) {
                true if one => p.accent,
                true => part_colour(p, place_in(view.order, &part.id, i)),
                false => grey,
            },
        )
        .collect()
}

/// The parts' names in their colours.
pub(super) fn entries<'m>(matrix: &'m Matrix, colours: &[Color32]) -> Vec<Entry<'m>> {
    let parts = matrix.parts.iter().zip(colours);
    parts
        .map(|(part, colour)| Entry {
            key: Key::Block,
            colour: *colour,
            name: &part.name,
        })
        .collect()
}

/// The parts' names above the plot; gives back the height used.
pub(super) fn parts_legend(
    canvas: &Canvas<'_>,
    rect: Rect,
    matrix: &Matrix,
    colours: &[Color32],
    lang: Lang,
) -> f32 {
    legend(canvas, rect, &entries(matrix, colours), lang)
}

/// From and to of every part of group `i` when they stand on each other.
pub(super) fn spans(matrix: &Matrix, i: usize) -> Vec<Option<(f64, f64)>> {
    let mut top = 0.0;
    let span = |mark: Option<&Mark>| {
        let mark = mark?;
        let from = top;
        top += mark.value;
        Some((from, top))
    };
    matrix.group(i).map(span).collect()
}

/// What a block of `colour` is filled with: paler when approximate.
fn fill(canvas: &Canvas<'_>, colour: Color32, approximate: bool) -> Color32 {
    match approximate {
        true => canvas.palette.raised.lerp_to_gamma(colour, 0.35),
        false => colour,
    }
}

/// One bar: filled, or pale with an outline when approximate.
pub(super) fn block(canvas: &Canvas<'_>, rect: Rect, colour: Color32, approximate: bool) {
    let filled = fill(canvas, colour, approximate);
    canvas.painter.rect_filled(rect, 0.0, filled);
    if approximate {
        let width = (1.2 * canvas.sizes.hair).min(0.4 * rect.width().min(rect.height()));
        let stroke = Stroke::new(width, colour);
        canvas
            .painter
            .rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
    }
}

/// Text on a [`block`].
pub(super) fn on(canvas: &Canvas<'_>, colour: Color32, approximate: bool) -> Color32 {
    let colour = fill(canvas, colour, approximate);
    let bright =
        |c: Color32| 0.299 * f32::from(c.r()) + 0.587 * f32::from(c.g()) + 0.114 * f32::from(c.b());
    let p = canvas.palette;
    let far = |c: Color32| (bright(c) - bright(colour)).abs();
    if far(p.raised) > far(p.ink) {
        p.raised
    } else {
        p.ink
    }
}

/// What is said about group `i` when part `focus` is under the pointer.
pub(super) fn told(
    matrix: &Matrix,
    i: usize,
    focus: Option<usize>,
    colours: &[Color32],
    total: Option<&Mark>,
    lang: Lang,
) -> (Tip, Option<Hit>) {
    let mut tip = Tip::new(matrix.groups[i].name.clone());
    let marks: Vec<Option<&Mark>> = matrix.group(i).collect();
    // From the top of the stack down, as the eye reads it.
    for (k, part) in matrix.parts.iter().enumerate().rev() {
        let Some(mark) = marks[k] else { continue };
        let focused = focus == Some(k);
        tip.series(colours[k], format!("{} {}", part.name, mark.label), focused);
        if focused || marks.len() <= 2 {
            tip.mark(mark, lang);
        }
    }
    if let Some(total) = total {
        tip.line(format!(
            "{} {}",
            crate::text::tr(lang, "chart-legend-total"),
            total.label
        ));
    }
    let hit = focus.map(|k| Hit {
        name: matrix.parts[k].name.clone(),
        id: matrix.parts[k].id.clone(),
        mark: marks[k].cloned(),
        period: matrix.groups[i].period,
    });
    (tip, hit)
}
