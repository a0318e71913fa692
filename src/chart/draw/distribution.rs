//! Strips of dots over their boxes, above each other on one axis; the outliers by name.

use egui::{Align2, Color32, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span};
use super::bar::{levels, rows_above};
use super::canvas::Canvas;
use super::key::{self, whisker};
use super::place::Room;
use super::symbol::{Symbol, bubble, grey};
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{BoxOf, Distribution, Strip, StripDot};
use crate::model::Lang;
use crate::text::tr_args;
use crate::theme::regular;

/// Draws the strips into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, all: &Distribution, lang: Lang) -> Drawn {
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let body = canvas.body();
    let widest = all
        .strips
        .iter()
        .map(|strip| canvas.width(&strip.name, &body))
        .fold(0.0, f32::max);
    let names = match widest > 0.0 {
        true => widest.max(5.0 * small.size).min(0.28 * rect.width()) + 1.5 * canvas.sizes.gap,
        false => 0.0,
    };
    let above = rows_above(canvas, &all.levels);
    let inner = Rect::from_min_max(
        pos2(rect.left() + names + canvas.sizes.gap, rect.top() + above),
        pos2(
            rect.right() - 2.0 * canvas.sizes.gap,
            rect.bottom() - 2.6 * line,
        ),
    );
    let n = all.strips.len().max(1);
    let height = inner.height() / n as f32;
    if !inner.is_positive() || height < 4.0 {
        return Drawn::default();
    }
    let values = all
        .strips
        .iter()
        .flat_map(|s| s.dots.iter().map(|d| d.stated.value()));
    let compared = all.levels.iter().map(|level| level.mark.value);
    let wanted = Wanted {
        span: span(values.chain(compared)),
        axis: all.axis.axis,
        ticks: (inner.width() / (7.0 * line)) as usize,
        ranks: false,
        zero: false,
    };
    let axis = ValueAxis::new(wanted, all.axis.short_ticks);
    let area = PlotArea::new(inner, axis.span(), ((0.0, n as f64), false), true);
    axis.draw_along(canvas, &area, None);
    let name = format!("{} →", all.axis.name);
    let name = canvas.wrap(&name, &small, rect.width(), 1).concat();
    let below = pos2(inner.right(), rect.bottom() - 0.5 * line);
    canvas.text(
        below,
        Align2::RIGHT_CENTER,
        &name,
        &small,
        canvas.palette.ink_soft,
    );
    levels(canvas, &area, inner.top(), &all.levels);
    let mut places = Vec::new();
    for (k, strip) in all.strips.iter().enumerate() {
        let band = Rect::from_min_size(
            pos2(inner.left(), inner.top() + k as f32 * height),
            vec2(inner.width(), height),
        );
        head(canvas, rect, band, strip, names, lang);
        places.push(strip_of(canvas, &area, band, strip, n, k));
    }
    outliers(
        canvas,
        Rect::from_min_max(
            pos2(inner.left(), rect.top()),
            pos2(rect.right(), inner.bottom()),
        ),
        all,
        &places,
    );
    let (hit, tip) = hover(canvas, &area, all, &places, lang);
    Drawn {
        plots: vec![area],
        hit,
        tip,
    }
}

/// Name of a strip and how many dots it has.
fn head(canvas: &Canvas<'_>, rect: Rect, band: Rect, strip: &Strip, names: f32, lang: Lang) {
    if strip.name.is_empty() {
        return;
    }
    let small = canvas.small();
    // Many strips are lower than a line.
    let body = regular(canvas.sizes.body.min(0.72 * band.height()));
    let line = canvas.line_height(&body);
    let y = band.center().y;
    let name = canvas
        .wrap(&strip.name, &body, names - canvas.sizes.gap, 1)
        .concat();
    let two = band.height() > 2.0 * line;
    let at = pos2(rect.left(), if two { y - 0.5 * line } else { y });
    canvas.text(at, Align2::LEFT_CENTER, &name, &body, canvas.palette.ink);
    if two {
        let n = tr_args(lang, "chart-dots", &[("n", strip.dots.len().into())]);
        let n = canvas
            .wrap(&n, &small, names - canvas.sizes.gap, 1)
            .concat();
        let at = pos2(rect.left(), y + 0.45 * line);
        canvas.text(
            at,
            Align2::LEFT_CENTER,
            &n,
            &small,
            canvas.palette.ink_faint,
        );
    }
}

/// A dot where it lies.
struct Placed<'a> {
    dot: &'a StripDot,
    at: Pos2,
    radius: f32,
}

/// The box and its dots, swarming around the middle of the band.
fn strip_of<'a>(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    band: Rect,
    strip: &'a Strip,
    strips: usize,
    k: usize,
) -> Vec<Placed<'a>> {
    let most = 0.34 * band.height();
    let plain = canvas.sizes.point * if strip.dots.len() > 400 { 0.7 } else { 1.1 };
    let radius = plain.min(0.5 * most).max(0.5);
    if let Some(quartiles) = &strip.quartiles {
        box_of(canvas, area, band, quartiles, strip);
    }
    let xs: Vec<f32> = strip
        .dots
        .iter()
        .map(|d| area.x.at(d.stated.value()))
        .collect();
    let ys = swarm(&xs, 2.0 * radius, most);
    let colour = match strips {
        1 => canvas.palette.accent,
        _ => canvas.palette.series(k),
    };
    let mut placed = Vec::new();
    for ((dot, x), y) in strip.dots.iter().zip(xs).zip(ys) {
        if !area.x.shows(dot.stated.value()) {
            continue;
        }
        let at = pos2(x, band.center().y + y);
        let own = if dot.highlight { colour } else { grey(canvas) };
        if let Some((low, high)) = dot.stated.range() {
            let (low, high) = (pos2(area.x.at(low), at.y), pos2(area.x.at(high), at.y));
            whisker(canvas, low, high, own);
        }
        bubble(
            canvas,
            Symbol::Disc,
            at,
            radius,
            own,
            dot.stated.mark.approximate,
        );
        placed.push(Placed { dot, at, radius });
    }
    placed
}

/// Offsets from the middle so that dots of `size` at ascending `xs` keep apart, none farther than `most`; where that
/// cannot be they share places.
fn swarm(xs: &[f32], size: f32, most: f32) -> Vec<f32> {
    // One lane per possible offset: 0, +1, −1, +2 … ; each remembers where its last dot lies.
    let lanes = ((most / size).floor() as usize * 2 + 1).max(1);
    let mut last = vec![f32::NEG_INFINITY; lanes];
    let offset = |lane: usize| {
        let step = lane.div_ceil(2) as f32 * size;
        if lane % 2 == 1 { -step } else { step }
    };
    xs.iter()
        .map(|x| {
            let free = (0..lanes).find(|lane| x - last[*lane] >= size);
            // In a crowd the lane whose dot is farthest away.
            let lane = free.unwrap_or_else(|| {
                (0..lanes).fold(0, |a, b| if last[b] < last[a] { b } else { a })
            });
            last[lane] = *x;
            offset(lane)
        })
        .collect()
}

/// The box behind the dots: middle half, median with its value, whiskers.
fn box_of(canvas: &Canvas<'_>, area: &PlotArea, band: Rect, of: &BoxOf, strip: &Strip) {
    let p = canvas.palette;
    let y = band.center().y;
    // In a tall figure boxes need not be tall.
    let half = (0.4 * band.height()).min(3.6 * canvas.sizes.body);
    let x = |value: f64| area.x.at(value).clamp(area.rect.left(), area.rect.right());
    let hair = Stroke::new(1.2 * canvas.sizes.hair, p.ink_faint);
    canvas.painter.hline(x(of.low)..=x(of.high), y, hair);
    for end in [of.low, of.high] {
        canvas
            .painter
            .vline(x(end), y - 0.35 * half..=y + 0.35 * half, hair);
    }
    let body = Rect::from_min_max(pos2(x(of.q1), y - half), pos2(x(of.q3), y + half));
    let fill = p.raised.lerp_to_gamma(p.ink_faint, 0.14);
    canvas.painter.rect_filled(body, 0.0, fill);
    canvas.painter.rect_stroke(
        body,
        0.0,
        Stroke::new(canvas.sizes.hair, p.ink_faint),
        StrokeKind::Inside,
    );
    let strong = Stroke::new(canvas.sizes.line, p.ink);
    canvas.painter.vline(x(of.median), body.y_range(), strong);
    let small = canvas.small();
    let line = canvas.line_height(&small);
    if band.height() > 4.0 * line {
        let at = pos2(x(of.median), body.top() - 0.5 * line);
        canvas.text(at, Align2::CENTER_CENTER, &strip.median, &small, p.ink);
    }
}

/// Names of the dots beyond the whiskers, farthest first, and of those pointed out.
fn outliers(canvas: &Canvas<'_>, inside: Rect, all: &Distribution, places: &[Vec<Placed<'_>>]) {
    let small = canvas.small();
    let gap = canvas.sizes.gap;
    let mut room = Room::new(inside, canvas.taken(), canvas.zoom);
    for placed in places.iter().flatten() {
        room.dot(placed.at, placed.radius, 0.1 * gap);
    }
    let pointed = places.iter().flatten().any(|p| !p.dot.highlight);
    let off = |strip: &Strip, placed: &Placed<'_>| {
        let value = placed.dot.stated.value();
        strip.quartiles.map_or(0.0, |q| {
            (q.low - value).max(value - q.high) / (q.q3 - q.q1).max(f64::MIN_POSITIVE)
        })
    };
    let mut wanted: Vec<(bool, f64, &Placed<'_>)> = Vec::new();
    for (strip, placed) in all.strips.iter().zip(places) {
        for placed in placed {
            let asked = pointed && placed.dot.highlight;
            if asked || placed.dot.outlier {
                wanted.push((asked, off(strip, placed), placed));
            }
        }
    }
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    for (_, _, placed) in wanted.into_iter().take(40) {
        let name = canvas
            .wrap(&placed.dot.name, &small, 0.3 * inside.width(), 1)
            .concat();
        let size: Vec2 = vec2(
            canvas.width(&name, &small),
            0.95 * canvas.line_height(&small),
        );
        let Some(found) = room.place(placed.at, placed.radius, size, gap) else {
            continue;
        };
        if let Some(leader) = found.leader {
            let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
            canvas.painter.line_segment(leader, stroke);
        }
        let ink: Color32 = canvas.palette.ink_soft;
        canvas.text(
            found.rect.center(),
            Align2::CENTER_CENTER,
            &name,
            &small,
            ink,
        );
    }
}

fn hover(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    all: &Distribution,
    places: &[Vec<Placed<'_>>],
    lang: Lang,
) -> (Option<Hit>, Option<Tip>) {
    let reach = 2.0 * canvas.sizes.gap;
    let pointer = canvas
        .pointer
        .filter(|p| area.rect.expand(reach).contains(*p));
    let Some(pointer) = pointer else {
        return (None, None);
    };
    let nearest = places
        .iter()
        .flatten()
        .min_by(|a, b| a.at.distance(pointer).total_cmp(&b.at.distance(pointer)));
    let Some(placed) = nearest.filter(|p| p.at.distance(pointer) <= reach + p.radius) else {
        return (None, None);
    };
    let ring = Stroke::new(canvas.sizes.line, canvas.palette.ink);
    canvas
        .painter
        .circle_stroke(placed.at, placed.radius + 2.0 * canvas.sizes.hair, ring);
    let mut tip = Tip::new(&placed.dot.name);
    key::stated(&mut tip, &all.axis.name, &placed.dot.stated, lang);
    let mark = &placed.dot.stated.mark;
    let hit = Hit {
        name: placed.dot.name.clone(),
        id: placed.dot.entity.to_string(),
        mark: Some(mark.clone()),
        period: mark.period,
    };
    (Some(hit), Some(tip))
}

#[cfg(test)]
mod tests {
    use super::swarm;

    #[test]
    fn dots_of_a_swarm_keep_apart_and_near_the_middle() {
        let xs: Vec<f32> = (0..60).map(|i| (i as f32 * 1.7).sqrt() * 20.0).collect();
        let ys = swarm(&xs, 6.0, 40.0);
        for (i, (x, y)) in xs.iter().zip(&ys).enumerate() {
            assert!(y.abs() <= 40.0);
            for (other, place) in xs[..i].iter().zip(&ys) {
                assert!(
                    (x - other).hypot(y - place) >= 5.99,
                    "{x} {y} over {other} {place}"
                );
            }
        }
        // Where there is no room they still stay within reach.
        assert!(swarm(&[1.0; 50], 6.0, 10.0).iter().all(|y| y.abs() <= 10.0));
        assert_eq!(swarm(&[1.0, 1.0], 6.0, 0.0), [0.0, 0.0]);
    }
}
