//! Dots in a plane: two axes with their names, a key to colours and areas, names beside the dots that tell most.

use std::sync::Arc;

use egui::{Align2, Color32, Mesh, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::area::PlotArea;
use super::axes::{ValueAxis, Wanted, span};
use super::bar::{levels, rows_above};
use super::canvas::Canvas;
use super::decimate::{Counted, counted};
use super::kept::kept;
use super::key;
use super::place::Room;
use super::symbol::{Symbol, bubble, dot, grey};
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Dot, Level, Measured, Scatter, Spot, Spots};
use crate::model::Lang;

/// Dots above this are not drawn one by one: each spot is as dark as there are dots in it.
const DENSE: usize = 3000;

/// Names at most where none is asked for.
const NAMES: usize = 26;

/// Draws the dots into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, scatter: &Scatter, lang: Lang) -> Drawn {
    let mut rect = rect;
    rect.min.y += key::legend(canvas, rect, scatter, biggest(canvas, rect), lang);
    let Some(area) = axes(canvas, rect, scatter) else {
        return Drawn::default();
    };
    levels(canvas, &area, area.rect.top(), &scatter.levels[0]);
    let place = placing(canvas, area, rect, scatter);
    // Names keep off the hairlines at the plot's top and bottom.
    let inside = area.rect.shrink2(vec2(0.0, 2.0 * canvas.sizes.hair));
    let mut room = Room::new(inside, canvas.taken(), canvas.zoom);
    if scatter.spots.len() > DENSE {
        let density = density(canvas, &area, scatter, &place);
        canvas.painter.add(Shape::Mesh(Arc::clone(&density.mesh)));
        for cell in &density.cells {
            room.take(*cell);
        }
    } else {
        for placed in in_order(scatter, &place) {
            paint(canvas, &area, scatter, &placed);
            placed.take(canvas, &mut room);
        }
    }
    upright(canvas, &area, &scatter.levels[1], &mut room);
    names(canvas, rect, scatter, &place, room);
    let (hit, tip) = hover(canvas, &area, scatter, &place, lang);
    Drawn {
        plots: vec![area],
        hit,
        tip,
    }
}

/// Hairlines, ticks and the names of both axes; the place of the dots.
fn axes(canvas: &Canvas<'_>, rect: Rect, scatter: &Scatter) -> Option<PlotArea> {
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let gap = canvas.sizes.gap;
    let [across, upright] = scatter.spots.spans();
    let axis = |measured: &Measured, ends: Option<(f64, f64)>, levels: &[Level], ticks: f32| {
        let ends = ends.into_iter().flat_map(|(low, high)| [low, high]);
        let compared = levels.iter().map(|level| level.mark.value);
        let compared = compared.filter(|value| measured.admits(*value));
        let wanted = Wanted {
            span: span(ends.chain(compared)),
            axis: measured.axis,
            ticks: ticks as usize,
            ranks: false,
            zero: false,
        };
        ValueAxis::new(wanted, measured.short_ticks)
    };
    let [y_levels, x_levels] = &scatter.levels;
    let up = axis(&scatter.y, upright, y_levels, rect.height() / (4.0 * line));
    let along = axis(&scatter.x, across, x_levels, rect.width() / (8.0 * line));
    let inner = Rect::from_min_max(
        pos2(
            rect.left() + up.width(canvas) + 1.25 * gap,
            rect.top() + 1.9 * line + rows_above(canvas, &scatter.levels[0]),
        ),
        pos2(rect.right() - 1.5 * gap, rect.bottom() - 2.6 * line),
    );
    if !inner.is_positive() {
        return None;
    }
    let area = PlotArea::new(inner, along.span(), up.span(), false);
    up.draw_up(canvas, &area, None);
    along.draw_along(canvas, &area, None);
    let ink = canvas.palette.ink_soft;
    let text = |at, anchor, name: &str, width| {
        let name = canvas.wrap(name, &small, width, 1).concat();
        canvas.text(at, anchor, &name, &small, ink);
    };
    let above = pos2(rect.left(), rect.top() + 0.5 * line);
    let up_name = format!("↑ {}", scatter.y.name);
    text(above, Align2::LEFT_CENTER, &up_name, rect.width());
    let below = pos2(inner.right(), rect.bottom() - 0.5 * line);
    let along_name = format!("{} →", scatter.x.name);
    text(below, Align2::RIGHT_CENTER, &along_name, inner.width());
    Some(area)
}

/// Radius of the largest bubble.
fn biggest(canvas: &Canvas<'_>, rect: Rect) -> f32 {
    (0.06 * rect.width().min(rect.height()))
        .clamp(2.0 * canvas.sizes.point, 7.0 * canvas.sizes.point)
}

/// A dot where it lies.
struct Placed {
    index: usize,
    at: Pos2,
    radius: f32,
}

/// Where the dot of a position lies, if the axes show it.
fn placing<'a>(
    canvas: &Canvas<'_>,
    area: PlotArea,
    rect: Rect,
    scatter: &'a Scatter,
) -> impl Fn(usize) -> Option<Placed> + 'a {
    let largest = scatter.spots.largest();
    let n = scatter.spots.len().max(1) as f32;
    let point = canvas.sizes.point;
    let plain = point * (1.35 * (150.0 / n).powf(0.15)).clamp(0.6, 1.5);
    let most = biggest(canvas, rect);
    let (x, y) = (area.x.places(), area.y.places());
    move |index| {
        let spot = &scatter.spots[index];
        (area.x.shows(spot.x) && area.y.shows(spot.y)).then(|| Placed {
            index,
            at: pos2(x(spot.x), y(spot.y)),
            radius: match spot.size {
                Some(size) if largest > 0.0 => {
                    (most * (size / largest).sqrt() as f32).max(0.4 * point)
                }
                Some(_) | None if scatter.size.is_some() => 0.5 * point,
                _ => plain,
            },
        })
    }
}

/// Every dot that the axes show; large ones first, and those pointed out last.
fn in_order(scatter: &Scatter, place: impl Fn(usize) -> Option<Placed>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = (0..scatter.spots.len()).filter_map(place).collect();
    let highlight = |p: &Placed| scatter.spots[p.index].highlight;
    placed.sort_by(|a, b| (highlight(a).cmp(&highlight(b))).then(b.radius.total_cmp(&a.radius)));
    placed
}

impl Placed {
    /// Takes the room of the dot.
    fn take(&self, canvas: &Canvas<'_>, room: &mut Room) {
        room.dot(self.at, self.radius, 0.125 * canvas.sizes.gap);
    }
}

fn colour(canvas: &Canvas<'_>, spot: &Spot) -> Color32 {
    match (spot.highlight, spot.group) {
        (false, _) => grey(canvas),
        (true, Some(group)) => canvas.palette.series(usize::from(group)),
        (true, None) => canvas.palette.accent,
    }
}

fn paint(canvas: &Canvas<'_>, area: &PlotArea, scatter: &Scatter, placed: &Placed) {
    let dot_of = &scatter.dots[placed.index];
    let colour = colour(canvas, &scatter.spots[placed.index]);
    let symbol = Symbol::of(dot_of.group.unwrap_or(0));
    ranges(canvas, area, dot_of, placed.at, colour);
    let approximate = dot_of.approximate();
    let (at, radius) = (placed.at, placed.radius);
    match scatter.size.is_some() || scatter.dots.len() > 60 {
        true => bubble(canvas, symbol, at, radius, colour, approximate),
        false => dot(canvas, symbol, at, radius, colour, approximate),
    }
}

/// Hairlines across what sources differ by.
fn ranges(canvas: &Canvas<'_>, area: &PlotArea, dot: &Dot, at: Pos2, colour: Color32) {
    let stroke = Stroke::new(0.6 * canvas.sizes.line, colour);
    if let Some((low, high)) = dot.x.range() {
        let across = area.x.at(low)..=area.x.at(high);
        canvas.painter.hline(across, at.y, stroke);
    }
    if let Some((low, high)) = dot.y.range() {
        let upright = area.y.at(high)..=area.y.at(low);
        canvas.painter.vline(at.x, upright, stroke);
    }
}

/// Very many dots as cells that are as dark as there are dots in them; what is pointed out gives its colour to its cell.
struct Density {
    mesh: Arc<Mesh>,
    /// Where the cells lie.
    cells: Vec<Rect>,
}

/// The density of `scatter`, worked out anew only when it, its axes, its place or its colours change.
fn density(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    scatter: &Scatter,
    place: impl Fn(usize) -> Option<Placed>,
) -> Arc<Density> {
    let spots = &scatter.spots;
    let PlotArea { rect, x, y, .. } = area;
    let sides = [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(f32::to_bits);
    let ends = [x.from, x.to, y.from, y.to].map(f64::to_bits);
    let looks = (canvas.zoom.to_bits(), canvas.theme);
    let key = (spots.digest(), sides, ends, [x.log, y.log], looks);
    kept(canvas.painter.ctx(), key, || {
        Density::new(canvas, area, spots, &place)
    })
}

impl Density {
    fn new(
        canvas: &Canvas<'_>,
        area: &PlotArea,
        spots: &Spots,
        place: impl Fn(usize) -> Option<Placed>,
    ) -> Self {
        let side = 1.25 * canvas.zoom;
        let corner = area.rect.min;
        let points = spots.iter().enumerate().filter_map(|(index, spot)| {
            Some(Counted {
                look: colour(canvas, spot),
                at: (place(index)?.at - corner).max(Vec2::ZERO).into(),
                first: spots.pointed() && spot.highlight,
            })
        });
        let counted = counted(points, area.rect.size().into(), side);
        let most = counted.iter().map(|c| c.points).max().unwrap_or(1).max(2);
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * counted.len());
        mesh.reserve_triangles(2 * counted.len());
        let mut cells = Vec::with_capacity(counted.len());
        for cell in &counted {
            let at = corner + side * vec2(cell.column as f32, cell.row as f32);
            let rect = Rect::from_min_size(at, Vec2::splat(1.2 * side));
            let weight = 0.35 + 0.65 * (cell.points as f32).ln() / (most as f32).ln();
            mesh.add_colored_rect(rect, cell.look.gamma_multiply(weight));
            cells.push(rect);
        }
        Self {
            mesh: Arc::new(mesh),
            cells,
        }
    }
}

/// Dashed lines across at the values compared with, each named where no dot lies.
fn upright(canvas: &Canvas<'_>, area: &PlotArea, levels: &[Level], room: &mut Room) {
    let font = canvas.small();
    let line = canvas.line_height(&font);
    let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_soft);
    let dash = 3.0 * canvas.sizes.hair;
    for level in levels.iter().filter(|l| area.y.shows(l.mark.value)) {
        let y = area.y.at(level.mark.value);
        let ends = [pos2(area.rect.left(), y), pos2(area.rect.right(), y)];
        canvas
            .painter
            .extend(Shape::dashed_line(&ends, stroke, dash, dash));
        let text = format!("{} {}", level.name, level.mark.label);
        let size = vec2(canvas.width(&text, &font), 0.95 * line);
        // From the right end to the left, above the line before below it.
        let steps = ((area.rect.width() - size.x) / size.x.max(1.0)).max(0.0) as usize * 2;
        let places = (0..=steps).flat_map(|k| {
            let right = area.rect.right() - 0.5 * k as f32 * size.x;
            [-0.55, 0.55].map(|side| {
                let middle = pos2(right - 0.5 * size.x, y + side * line);
                Rect::from_center_size(middle, size)
            })
        });
        if let Some(place) = places.into_iter().find(|place| room.claim(*place)) {
            let ink = canvas.palette.ink_soft;
            canvas.text(place.center(), Align2::CENTER_CENTER, &text, &font, ink);
        }
    }
}

/// Names of the most telling dots.
fn names(
    canvas: &Canvas<'_>,
    rect: Rect,
    scatter: &Scatter,
    place: impl Fn(usize) -> Option<Placed>,
    mut room: Room,
) {
    let font = canvas.small();
    let gap = canvas.sizes.gap;
    let pointed = scatter.spots.pointed();
    let most = (rect.area() / (40.0 * font.size * font.size)) as usize;
    let mut left = most.clamp(2, NAMES);
    for index in &scatter.telling {
        let dot = &scatter.dots[*index];
        // Where some are pointed out, the others stay in the background.
        let Some(placed) = place(*index).filter(|_| !pointed || dot.highlight) else {
            continue;
        };
        if left == 0 && !pointed {
            break;
        }
        let name = canvas
            .wrap(&dot.name, &font, 0.3 * rect.width(), 1)
            .concat();
        let size = vec2(canvas.width(&name, &font), 0.95 * canvas.line_height(&font));
        let Some(found) = room.place(placed.at, placed.radius, size, gap) else {
            continue;
        };
        left = left.saturating_sub(1);
        if let Some(leader) = found.leader {
            let stroke = Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
            canvas.painter.line_segment(leader, stroke);
        }
        let ink = canvas.palette.ink;
        canvas.text(
            found.rect.center(),
            Align2::CENTER_CENTER,
            &name,
            &font,
            ink,
        );
    }
}

/// The dot nearest the pointer.
fn hover(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    scatter: &Scatter,
    place: impl Fn(usize) -> Option<Placed>,
    lang: Lang,
) -> (Option<Hit>, Option<Tip>) {
    let reach = canvas.line_height(&canvas.small());
    let pointer = canvas
        .pointer
        .filter(|p| area.rect.expand(reach).contains(*p));
    let Some(pointer) = pointer else {
        return (None, None);
    };
    // Of bubbles over each other the smaller one is meant.
    let off = |p: &Placed| (p.at.distance(pointer) - p.radius).max(0.0) + 0.05 * p.radius;
    let dots = (0..scatter.spots.len()).filter_map(place);
    let near = dots.map(|p| (off(&p), p));
    let near = near.filter(|(off, _)| *off <= 1.5 * reach);
    let Some((_, placed)) = near.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return (None, None);
    };
    let dot = &scatter.dots[placed.index];
    let ring = Stroke::new(canvas.sizes.line, canvas.palette.ink);
    let radius = placed.radius + 0.25 * canvas.sizes.gap;
    canvas.painter.circle_stroke(placed.at, radius, ring);
    let mut tip = Tip::new(&dot.name);
    if let Some(group) = dot.group.and_then(|g| scatter.groups.get(g)) {
        tip.line(group);
    }
    let told = [
        (Some(scatter.x.name.as_str()), Some(&dot.x)),
        (Some(scatter.y.name.as_str()), Some(&dot.y)),
        (scatter.size.as_deref(), dot.size.as_ref()),
    ];
    for (name, stated) in told {
        if let (Some(name), Some(stated)) = (name, stated) {
            key::stated(&mut tip, name, stated, lang);
        }
    }
    let hit = Hit {
        name: dot.name.clone(),
        id: dot.entity.to_string(),
        mark: Some(dot.y.mark.clone()),
        period: dot.y.mark.period,
    };
    (Some(hit), Some(tip))
}
