//! Miniatures of parts in groups, and of many small plots.

use egui::{Color32, Mesh, Painter, Rect, Shape, pos2, vec2};

use super::scale;
use crate::chart::style::part_colour;
use crate::chart::{Areas, Arranged, Columns, Matrix, PanelSet};
use crate::theme::Palette;

/// Plots drawn at most.
const PANELS: usize = 6;

fn colour(matrix: &Matrix, k: usize, p: &Palette) -> Color32 {
    match matrix.parts.len() {
        1 => p.accent,
        // What is folded together has no id.
        _ if matrix.parts[k].id.is_empty() => p.raised.lerp_to_gamma(p.ink_faint, 0.5),
        _ => part_colour(p, k),
    }
}

/// Upright columns, on each other or side by side.
pub(super) fn columns(painter: &Painter, rect: Rect, all: &Columns, p: &Palette) {
    let matrix = &all.matrix;
    let (groups, parts) = (matrix.groups.len(), matrix.parts.len());
    let beside = all.arranged == Arranged::Beside;
    let sum = |i: usize| matrix.group(i).flatten().map(|m| m.value).sum::<f64>();
    let values: Vec<f64> = match beside {
        true => matrix.marks().iter().map(|(_, m)| m.value).collect(),
        false => (0..groups).map(sum).collect(),
    };
    let percent = all.arranged == Arranged::Percent;
    let ends = match percent {
        true => vec![0.0, 1.0],
        false => values.into_iter().chain([0.0]).collect(),
    };
    let y = scale(ends.into_iter(), rect.bottom(), rect.top());
    let step = rect.width() / groups.max(1) as f32;
    for i in 0..groups {
        let whole = if percent { sum(i) } else { 1.0 };
        let (left, wide) = (rect.left() + (i as f32 + 0.12) * step, 0.76 * step);
        let mut from = 0.0;
        for (k, mark) in matrix.group(i).enumerate() {
            let Some(mark) = mark.filter(|_| whole != 0.0) else {
                continue;
            };
            let to = from + mark.value / whole;
            let (x, width) = match beside {
                true => (left + wide * k as f32 / parts as f32, wide / parts as f32),
                false => (left, wide),
            };
            let (a, b) = (y(from), y(to));
            let bar = Rect::from_min_max(pos2(x, a.min(b)), pos2(x + width, a.max(b)));
            let ink = colour(matrix, k, p);
            let ink = match mark.approximate {
                true => p.raised.lerp_to_gamma(ink, 0.4),
                false => ink,
            };
            painter.rect_filled(bar, 0.0, ink);
            from = if beside { 0.0 } else { to };
        }
    }
}

/// Areas on each other; what is not joined in the figure is not joined here.
pub(super) fn areas(painter: &Painter, rect: Rect, all: &Areas, p: &Palette) {
    let matrix = &all.matrix;
    let n = matrix.groups.len();
    let sums = (0..n).filter_map(|i| matrix.sum(i));
    let y = scale(sums.chain([0.0]), rect.bottom(), rect.top());
    let x = |i: usize| rect.left() + rect.width() * i as f32 / (n.max(2) - 1) as f32;
    // From and to of each part, where the whole is there.
    let stack = |i: usize| -> Option<Vec<(f32, f32)>> {
        let mut from = 0.0;
        let part = |mark: Option<&crate::chart::Mark>| {
            let to = from + mark?.value;
            let span = (y(from), y(to));
            from = to;
            Some(span)
        };
        matrix.group(i).map(part).collect()
    };
    let mut mesh = Mesh::default();
    for i in 1..n {
        let joined = all.joined.get(i).copied().unwrap_or_default();
        let (Some(before), Some(here)) = (stack(i - 1).filter(|_| joined), stack(i)) else {
            continue;
        };
        for (k, (a, b)) in before.into_iter().zip(here).enumerate() {
            let (first, ink) = (mesh.vertices.len() as u32, colour(matrix, k, p));
            mesh.colored_vertex(pos2(x(i - 1), a.0), ink);
            mesh.colored_vertex(pos2(x(i - 1), a.1), ink);
            mesh.colored_vertex(pos2(x(i), b.1), ink);
            mesh.colored_vertex(pos2(x(i), b.0), ink);
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first, first + 2, first + 3);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// The first plots in two rows, each in its own scale.
pub(super) fn panels(painter: &Painter, rect: Rect, all: &PanelSet, p: &Palette) {
    let shown = all.panels.len().min(PANELS);
    let columns = shown.div_ceil(2).max(1);
    let rows = shown.div_ceil(columns).max(1);
    let gap = (0.05 * rect.width()).min(8.0);
    let size = vec2(
        (rect.width() - gap * (columns - 1) as f32) / columns as f32,
        (rect.height() - gap * (rows - 1) as f32) / rows as f32,
    );
    for (i, panel) in all.panels.iter().take(shown).enumerate() {
        let place = vec2((i % columns) as f32, (i / columns) as f32);
        let corner = rect.min + place * (size + vec2(gap, gap));
        super::body(painter, Rect::from_min_size(corner, size), &panel.body, p);
    }
}
