//! What colours, forms, areas and shades stand for; and what a tooltip says of a figure.

use egui::{Align2, Color32, Mesh, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::canvas::Canvas;
use super::symbol::{Symbol, bubble};
use super::tip::Tip;
use crate::chart::frame::{HeatMap, Ramp, RampOf, Scatter, Stated};
use crate::chart::spec::FigureTheme;
use crate::model::{Lang, format_value};
use crate::text::tr;

/// A mark in a row of keys, drawn around its middle.
pub(super) type Draw<'a> = Box<dyn Fn(&Canvas<'_>, Pos2) + 'a>;

/// One key: what is drawn, how wide that is, and what it stands for.
pub(super) struct Key<'a> {
    pub(super) draw: Draw<'a>,
    pub(super) width: f32,
    pub(super) text: String,
}

/// Keys beside each other, in as many rows as they need but no more than a third of `rect`; gives back the height used.
pub(super) fn row(canvas: &Canvas<'_>, rect: Rect, keys: &[Key<'_>], height: f32) -> f32 {
    let small = canvas.small();
    let gap = canvas.sizes.gap;
    let most = ((0.34 * rect.height() / height) as usize).max(1);
    let (mut at, mut rows) = (rect.left_top(), 1);
    for key in keys {
        let room = rect.width() - key.width - 0.6 * gap;
        let text = canvas.wrap(&key.text, &small, room, 1).concat();
        let width = key.width + 0.6 * gap + canvas.width(&text, &small);
        if at.x + width > rect.right() && at.x > rect.left() {
            if rows == most {
                break;
            }
            rows += 1;
            at = pos2(rect.left(), at.y + height);
        }
        let middle = at + vec2(0.5 * key.width, 0.5 * height);
        (key.draw)(canvas, middle);
        let name = pos2(at.x + key.width + 0.6 * gap, middle.y);
        let ink = canvas.palette.ink_soft;
        canvas.text(name, Align2::LEFT_CENTER, &text, &small, ink);
        at.x += width + 2.0 * gap;
    }
    rows as f32 * height + 0.5 * gap
}

/// Groups by form and colour, then what areas stand for; gives back the height used.
pub(super) fn legend(
    canvas: &Canvas<'_>,
    rect: Rect,
    scatter: &Scatter,
    biggest: f32,
    lang: Lang,
) -> f32 {
    let mut keys: Vec<Key<'_>> = Vec::new();
    let radius = 1.2 * canvas.sizes.point;
    for (i, name) in scatter.groups.iter().enumerate() {
        let hollow = scatter.all_hollow(i);
        keys.push(Key {
            draw: Box::new(move |canvas, at| {
                let colour = canvas.palette.series(i);
                bubble(canvas, Symbol::of(i), at, radius, colour, hollow);
            }),
            width: 2.4 * radius,
            text: name.clone(),
        });
    }
    let mut height = canvas.line_height(&canvas.small());
    if let Some(name) = &scatter.size {
        let sizes = scatter.dots.iter().filter_map(|dot| dot.size.as_ref());
        let largest = sizes.map(|s| s.value()).fold(0.0, f64::max);
        for (value, last) in [(round(0.1 * largest), false), (round(0.6 * largest), true)] {
            let radius = biggest * (value / largest.max(f64::MIN_POSITIVE)).sqrt() as f32;
            height = height.max(2.0 * radius + 0.25 * canvas.sizes.gap);
            let number = format_value(value, lang);
            keys.push(Key {
                draw: Box::new(move |canvas, at| {
                    let stroke = Stroke::new(0.5 * canvas.sizes.line, canvas.palette.ink_faint);
                    canvas.painter.circle_stroke(at, radius, stroke);
                }),
                width: 2.0 * radius,
                text: match last {
                    true => format!("{number} · {name}"),
                    false => number,
                },
            });
        }
    }
    match keys.is_empty() {
        true => 0.0,
        false => row(canvas, rect, &keys, height),
    }
}

/// `value` with one significant digit.
fn round(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let magnitude = 10_f64.powf(value.log10().floor());
    (value / magnitude).round() * magnitude
}

/// The colours of a ramp: two hues around zero where values lie on both sides, else light to strong.
pub(super) fn shades<'c>(canvas: &'c Canvas<'_>, ramp: &Ramp) -> &'c [Color32] {
    match ramp.diverging {
        true => &canvas.palette.diverging,
        false => &canvas.palette.sequential,
    }
}

/// The colour at `along`, 0 to 1.
pub(super) fn shade(shades: &[Color32], along: f64) -> Color32 {
    let last = shades.len().saturating_sub(1);
    let place = along.clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    match (shades.get(below), shades.get(above)) {
        (Some(a), Some(b)) => a.lerp_to_gamma(*b, (place - place.floor()) as f32),
        _ => Color32::TRANSPARENT,
    }
}

/// What shades stand for: a strip from low to high with both ends in figures, or in words where ramps differ.
pub(super) fn ramp(canvas: &Canvas<'_>, rect: Rect, map: &HeatMap, lang: Lang) -> f32 {
    let small = canvas.small();
    let (line, gap) = (canvas.line_height(&small), canvas.sizes.gap);
    let Some(ramp) = map.ramps.first() else {
        return 0.0;
    };
    let own = map.ramp_of != RampOf::All;
    if !own && ramp.classes.len() > 1 {
        return classes(canvas, rect, ramp);
    }
    let [low, high] = match own {
        true => ["chart-ramp-low", "chart-ramp-high"].map(|id| tr(lang, id).into_owned()),
        false => ramp.ends.clone(),
    };
    let name = match own {
        true => tr(lang, "chart-ramp-own").into_owned(),
        false => ramp.name.clone(),
    };
    let ink = canvas.palette.ink_soft;
    let y = rect.top() + 0.5 * line;
    let strip = (14.0 * gap).min(0.3 * rect.width());
    // Long ends share what is left beside the strip.
    let room = (rect.width() - strip - 2.0 * gap).max(0.0);
    let [low, high] = match canvas.width(&low, &small) + canvas.width(&high, &small) <= room {
        true => [low, high],
        false => [low, high].map(|end| canvas.wrap(&end, &small, 0.5 * room, 1).concat()),
    };
    let ends = canvas.width(&low, &small) + canvas.width(&high, &small) + 2.0 * gap + strip;
    let name = canvas.wrap(&name, &small, (rect.width() - ends - 2.0 * gap).max(0.0), 1);
    let mut x = rect.left();
    if let Some(name) = name.first().filter(|name| name.chars().count() > 1) {
        let place = canvas.text(pos2(x, y), Align2::LEFT_CENTER, name, &small, ink);
        x = place.right() + 2.0 * gap;
    }
    x = canvas
        .text(pos2(x, y), Align2::LEFT_CENTER, &low, &small, ink)
        .right()
        + gap;
    let bar = Rect::from_min_size(pos2(x, y - 0.3 * line), vec2(strip, 0.6 * line));
    gradient(canvas, bar, shades(canvas, ramp), ramp.inverted);
    canvas.text(
        pos2(bar.right() + gap, y),
        Align2::LEFT_CENTER,
        &high,
        &small,
        ink,
    );
    line + 0.75 * gap
}

/// The colour of each class over its least value, and the greatest of all at the end.
fn classes(canvas: &Canvas<'_>, rect: Rect, ramp: &Ramp) -> f32 {
    let small = canvas.small();
    let (line, gap) = (canvas.line_height(&small), canvas.sizes.gap);
    let ink = canvas.palette.ink_soft;
    let widths = ramp.classes.iter();
    let widest = widths
        .map(|(_, label)| canvas.width(label, &small))
        .fold(0.0, f32::max);
    let most = canvas.width(&ramp.ends[1], &small) + gap;
    let room = (rect.width() - most).max(0.0) / ramp.classes.len() as f32;
    let width = (widest + gap).min(room);
    let bar = vec2(width, 0.6 * line);
    let end = pos2(
        rect.left() + width * ramp.classes.len() as f32,
        rect.top() + bar.y,
    );
    for (k, (bound, label)) in ramp.classes.iter().enumerate() {
        let corner = pos2(rect.left() + k as f32 * width, rect.top());
        let colour = shade(shades(canvas, ramp), ramp.at(*bound));
        let block = Rect::from_min_size(corner, bar);
        canvas.painter.rect_filled(block, 0.0, colour);
        // Of labels that do not fit every class but the first does without.
        if k == 0 || widest <= width {
            let at = corner + vec2(0.0, bar.y + 0.5 * line);
            canvas.text(at, Align2::LEFT_CENTER, label, &small, ink);
        }
    }
    outline(canvas, Rect::from_min_max(rect.min, end));
    let at = pos2(end.x + gap, rect.top() + 0.5 * bar.y);
    canvas.text(at, Align2::LEFT_CENTER, &ramp.ends[1], &small, ink);
    bar.y + line + 0.75 * gap
}

/// In print the palest colours are hardly there.
fn outline(canvas: &Canvas<'_>, bar: Rect) {
    if canvas.theme == FigureTheme::Print {
        let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.line);
        canvas
            .painter
            .rect_stroke(bar, 0.0, stroke, egui::StrokeKind::Outside);
    }
}

fn gradient(canvas: &Canvas<'_>, bar: Rect, shades: &[Color32], inverted: bool) {
    const STEPS: usize = 24;
    let mut mesh = Mesh::default();
    let width = bar.width() / STEPS as f32;
    for i in 0..STEPS {
        let along = (i as f64 + 0.5) / STEPS as f64;
        let along = if inverted { 1.0 - along } else { along };
        let left = bar.left() + i as f32 * width;
        let step = Rect::from_min_size(pos2(left, bar.top()), vec2(width, bar.height()));
        mesh.add_colored_rect(step, shade(shades, along));
    }
    canvas.painter.add(Shape::mesh(mesh));
    outline(canvas, bar);
}

/// What a tooltip says of a figure: its name and value, what stands behind it, what others say instead.
pub(super) fn stated(tip: &mut Tip, name: &str, stated: &Stated, lang: Lang) {
    for mark in stated.marks() {
        let text = match name.is_empty() {
            true => mark.label.clone(),
            false => format!("{name} {}", mark.label),
        };
        tip.line(text);
        tip.mark(mark, lang);
    }
}

/// A hairline with a bar across where sources differ, from the lower to the higher place.
pub(super) fn whisker(canvas: &Canvas<'_>, from: Pos2, to: Pos2, colour: Color32) {
    let stroke = Stroke::new(0.6 * canvas.sizes.line, colour);
    canvas.painter.line_segment([from, to], stroke);
    let across = (to - from).normalized().rot90() * 0.8 * canvas.sizes.point;
    for end in [from, to] {
        canvas
            .painter
            .line_segment([end - across, end + across], stroke);
    }
}
