//! egui's shapes → [`Drawing`]. Images have no place in a drawing of lines and letters; they are left out and logged.

use egui::epaint::{
    BandShape, CircleShape, ColorMode, EllipseShape, Mesh, PathShape, PathStroke, RectShape,
    TextShape, WHITE_UV,
};
use egui::{
    Color32, FontFamily, Pos2, Rect, Shape, Stroke, StrokeKind, TextureId, Vec2, emath::Rot2, pos2,
    vec2,
};

use super::{Drawing, Item, Mark, Piece, Run};

/// Handle length of a quarter circle of radius 1.
const ARC: f32 = 0.552_284_8;

/// How far a flattened curve may be off, in points.
const TOLERANCE: f32 = 0.02;

impl Drawing {
    /// Takes over what a pass painted.
    pub(in crate::paint) fn new(
        size: Vec2,
        background: Color32,
        shapes: &[egui::epaint::ClippedShape],
    ) -> Self {
        let [r, g, b, _] = background.to_array();
        let mut drawing = Self {
            size,
            background: Color32::from_rgb(r, g, b),
            items: Vec::with_capacity(shapes.len()),
        };
        let page = Rect::from_min_size(Pos2::ZERO, size);
        for clipped in shapes {
            let clip = clipped.clip_rect.intersect(page);
            if clip.is_positive() {
                let mut items = Items(Vec::new());
                items.shape(&clipped.shape);
                let clip = (!clip.contains_rect(page)).then_some(clip);
                let kept = items.0.into_iter().map(|shape| Item { clip, shape });
                drawing.items.extend(kept);
            }
        }
        drawing
    }
}

struct Items(Vec<Mark>);

impl Items {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Noop => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape)),
            Shape::Circle(circle) => self.circle(circle),
            Shape::Ellipse(ellipse) => self.ellipse(ellipse),
            Shape::LineSegment { points, stroke } => self.open(points, *stroke),
            Shape::Path(path) => self.path(path),
            Shape::Band(band) => self.band(band),
            Shape::Rect(rect) => self.rect(rect),
            Shape::Text(text) => self.text(text),
            Shape::Mesh(mesh) => self.mesh(mesh),
            Shape::QuadraticBezier(curve) => self.path(&curve.to_path_shape(Some(TOLERANCE))),
            Shape::CubicBezier(curve) => {
                for path in curve.to_path_shapes(Some(TOLERANCE), None) {
                    self.path(&path);
                }
            }
            Shape::Callback(_) => log::warn!("a paint callback has no shapes; it is left out"),
        }
    }

    /// Keeps a path that shows and whose points are finite.
    fn keep(&mut self, pieces: Vec<Piece>, fill: Color32, stroke: Stroke) {
        let finite = |p: &Pos2| p.is_finite();
        let sane = pieces.iter().all(|piece| match piece {
            Piece::Move(p) | Piece::Line(p) => finite(p),
            Piece::Curve(a, b, c) => finite(a) && finite(b) && finite(c),
            Piece::Close => true,
        });
        if sane && pieces.len() > 1 && (fill.a() > 0 || !stroke.is_empty()) {
            self.0.push(Mark::Path {
                pieces,
                fill,
                stroke,
            });
        }
    }

    /// An open line of straight pieces.
    fn open(&mut self, points: &[Pos2], stroke: Stroke) {
        let pieces = polygon(points, false);
        self.keep(pieces, Color32::TRANSPARENT, stroke);
    }

    fn path(&mut self, path: &PathShape) {
        let fill = if path.closed {
            path.fill
        } else {
            Color32::TRANSPARENT
        };
        let stroke = plain(&path.stroke, &path.points);
        self.keep(polygon(&path.points, path.closed), fill, stroke);
    }

    fn band(&mut self, band: &BandShape) {
        let turn = Rot2::from_angle(band.angle);
        let valid = |p: &&egui::epaint::BandPoint| p.is_finite() && p.y.min <= p.y.max;
        let mut runs = band.points.as_slice();
        while let Some(first) = runs.iter().position(|p| valid(&p)) {
            let run: Vec<_> = runs[first..].iter().take_while(valid).collect();
            let ends = |y: fn(&egui::epaint::BandPoint) -> f32| {
                run.iter().map(move |p| turn * vec2(p.x, y(p)))
            };
            let (low, high) = (ends(|p| p.y.min), ends(|p| p.y.max));
            let points: Vec<Pos2> = low.chain(high.rev()).map(Vec2::to_pos2).collect();
            self.keep(polygon(&points, true), band.fill, band.stroke);
            runs = &runs[first + run.len()..];
        }
    }

    fn circle(&mut self, circle: &CircleShape) {
        let shows = circle.fill.a() > 0 || !circle.stroke.is_empty();
        if shows && circle.center.is_finite() && circle.radius.is_finite() && circle.radius > 0.0 {
            // egui lays a circle's stroke around it, here it lies on the edge.
            self.0.push(Mark::Circle {
                centre: circle.center,
                radius: circle.radius + 0.5 * circle.stroke.width,
                fill: circle.fill,
                stroke: circle.stroke,
            });
        }
    }

    fn ellipse(&mut self, ellipse: &EllipseShape) {
        let turn = Rot2::from_angle(ellipse.angle);
        let radius = ellipse.radius + Vec2::splat(0.5 * ellipse.stroke.width);
        let at = |x: f32, y: f32| ellipse.center + turn * vec2(x * radius.x, y * radius.y);
        let pieces = vec![
            Piece::Move(at(1.0, 0.0)),
            Piece::Curve(at(1.0, ARC), at(ARC, 1.0), at(0.0, 1.0)),
            Piece::Curve(at(-ARC, 1.0), at(-1.0, ARC), at(-1.0, 0.0)),
            Piece::Curve(at(-1.0, -ARC), at(-ARC, -1.0), at(0.0, -1.0)),
            Piece::Curve(at(ARC, -1.0), at(1.0, -ARC), at(1.0, 0.0)),
            Piece::Close,
        ];
        self.keep(pieces, ellipse.fill, ellipse.stroke);
    }

    fn rect(&mut self, shape: &RectShape) {
        if shape.brush.is_some() {
            log::warn!("an image cannot be drawn as lines; it is left out");
            return;
        }
        let shows = shape.fill.a() > 0 || !shape.stroke.is_empty();
        if !shows || !shape.rect.is_finite() || !shape.rect.is_positive() {
            return;
        }
        let half = 0.5 * shape.stroke.width;
        let grow = match (shape.stroke.is_empty(), shape.stroke_kind) {
            (true, _) | (_, StrokeKind::Middle) => 0.0,
            (_, StrokeKind::Inside) => -half,
            (_, StrokeKind::Outside) => half,
        };
        let rect = shape.rect.expand(grow);
        let radius = shape.corner_radius;
        let corners = [radius.nw, radius.ne, radius.se, radius.sw].map(f32::from);
        let alike = corners.iter().all(|corner| *corner == corners[0]);
        if alike && shape.angle == 0.0 {
            let most = 0.5 * rect.width().min(rect.height()).max(0.0);
            let round = match corners[0] {
                0.0 => 0.0,
                corner => (corner + grow).clamp(0.0, most),
            };
            self.0.push(Mark::Rect {
                rect,
                round,
                fill: shape.fill,
                stroke: shape.stroke,
            });
        } else {
            let turn = Rot2::from_angle(shape.angle);
            let pieces = rounded(rect, corners.map(|c| (c + grow).max(0.0)), turn);
            self.keep(pieces, shape.fill, shape.stroke);
        }
    }

    /// Cells of one colour become rectangles, other triangles stay what they are.
    fn mesh(&mut self, mesh: &Mesh) {
        let textured = mesh.vertices.iter().any(|v| v.uv != WHITE_UV);
        if mesh.texture_id != TextureId::default() || textured {
            log::warn!("an image cannot be drawn as lines; it is left out");
            return;
        }
        let vertices = |at: &[u32]| -> Option<Vec<&egui::epaint::Vertex>> {
            at.iter().map(|i| mesh.vertices.get(*i as usize)).collect()
        };
        let mut indices = mesh.indices.as_slice();
        while let Some((three, rest)) = indices.split_at_checked(3) {
            let two = indices.get(..6).and_then(vertices);
            if let Some((rect, fill)) = two.and_then(|corners| cell(&corners)) {
                self.0.push(Mark::Rect {
                    rect,
                    round: 0.0,
                    fill,
                    stroke: Stroke::NONE,
                });
                indices = &indices[6..];
                continue;
            }
            indices = rest;
            let Some(corners) = vertices(three) else {
                continue;
            };
            let mean = |k: usize| {
                let sum: u16 = corners
                    .iter()
                    .map(|v| u16::from(v.color.to_array()[k]))
                    .sum();
                (sum / 3) as u8
            };
            let fill = Color32::from_rgba_premultiplied(mean(0), mean(1), mean(2), mean(3));
            let points: Vec<Pos2> = corners.iter().map(|v| v.pos).collect();
            self.keep(polygon(&points, true), fill, Stroke::NONE);
        }
    }

    fn text(&mut self, shape: &TextShape) {
        let galley = &shape.galley;
        let turn = Rot2::from_angle(shape.angle);
        let mut chars = galley.job.text.char_indices().map(|(at, _)| at);
        let mut section = 0;
        for row in &galley.rows {
            let mut run: Option<(usize, Run)> = None;
            for glyph in &row.glyphs {
                let byte = chars.next().unwrap_or(galley.job.text.len());
                let sections = &galley.job.sections;
                while section + 1 < sections.len() && sections[section].byte_range.end.0 <= byte {
                    section += 1;
                }
                let Some(format) = sections.get(section).map(|s| &s.format) else {
                    continue;
                };
                let place = row.pos + glyph.pos.to_vec2();
                if run.as_ref().is_none_or(|(of, _)| *of != section) {
                    self.0.extend(run.take().and_then(|(_, run)| finished(run)));
                    run = Some((section, begun(shape, format, turn, place)));
                }
                if let Some((_, run)) = &mut run {
                    let along = (turn.inverse() * (shape.pos + turn * place.to_vec2() - run.at)).x;
                    run.text.push(glyph.chr);
                    run.offsets.push(along);
                    run.width = along + glyph.advance_width;
                }
            }
            if row.ends_with_newline {
                chars.next();
            }
            self.0.extend(run.and_then(|(_, run)| finished(run)));
        }
    }
}

/// A run without its text.
fn begun(shape: &TextShape, format: &egui::TextFormat, turn: Rot2, place: Pos2) -> Run {
    let colour = match (shape.override_text_color, format.color) {
        (Some(colour), _) => colour,
        (None, Color32::PLACEHOLDER) => shape.fallback_color,
        (None, colour) => colour,
    };
    Run {
        text: String::new(),
        offsets: Vec::new(),
        at: shape.pos + turn * place.to_vec2(),
        width: 0.0,
        size: format.font_id.size,
        heavy: format.font_id.family == FontFamily::Name(crate::theme::HEAVY.into()),
        colour: colour.gamma_multiply(shape.opacity_factor),
        angle: shape.angle,
    }
}

/// A run that shows anything.
fn finished(run: Run) -> Option<Mark> {
    let shows = run.colour.a() > 0 && run.text.chars().any(|c| !c.is_whitespace());
    let sane = run.at.is_finite() && run.size.is_finite() && run.width.is_finite();
    (shows && sane).then_some(Mark::Text(run))
}

fn polygon(points: &[Pos2], closed: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = points.iter().map(|p| Piece::Line(*p)).collect();
    if let (Some(piece), Some(first)) = (pieces.first_mut(), points.first()) {
        *piece = Piece::Move(*first);
        if closed {
            pieces.push(Piece::Close);
        }
    }
    pieces
}

/// A rectangle with corners of different radius (from the top left, clockwise), turned around its middle.
fn rounded(rect: Rect, corners: [f32; 4], turn: Rot2) -> Vec<Piece> {
    let most = 0.5 * rect.width().min(rect.height()).max(0.0);
    let at = |x: f32, y: f32| rect.center() + turn * (pos2(x, y) - rect.center());
    let places = [
        (rect.left_top(), vec2(0.0, 1.0), vec2(1.0, 0.0)),
        (rect.right_top(), vec2(-1.0, 0.0), vec2(0.0, 1.0)),
        (rect.right_bottom(), vec2(0.0, -1.0), vec2(-1.0, 0.0)),
        (rect.left_bottom(), vec2(1.0, 0.0), vec2(0.0, -1.0)),
    ];
    let mut pieces = Vec::new();
    for ((corner, before, after), radius) in places.into_iter().zip(corners) {
        let radius = radius.min(most);
        let on = |way: Vec2, share: f32| {
            let p = corner + way * (radius * share);
            at(p.x, p.y)
        };
        let start = on(before, 1.0);
        pieces.push(match pieces.is_empty() {
            true => Piece::Move(start),
            false => Piece::Line(start),
        });
        if radius > 0.0 {
            pieces.push(Piece::Curve(
                on(before, 1.0 - ARC),
                on(after, 1.0 - ARC),
                on(after, 1.0),
            ));
        }
    }
    pieces.push(Piece::Close);
    pieces
}

/// The upright rectangle of one colour that two triangles make.
fn cell(corners: &[&egui::epaint::Vertex]) -> Option<(Rect, Color32)> {
    let colour = corners.first()?.color;
    let rect = Rect::from_points(&corners.iter().map(|v| v.pos).collect::<Vec<_>>());
    let on_corner = |p: Pos2| {
        (p.x == rect.left() || p.x == rect.right()) && (p.y == rect.top() || p.y == rect.bottom())
    };
    let sound = corners
        .iter()
        .all(|v| v.color == colour && on_corner(v.pos));
    // Every corner is there, and the two triangles share just one diagonal.
    let mut places: Vec<[u32; 2]> = corners
        .iter()
        .map(|v| [v.pos.x.to_bits(), v.pos.y.to_bits()])
        .collect();
    places.sort_unstable();
    places.dedup();
    (sound && places.len() == 4 && rect.is_positive() && colour.a() > 0).then_some((rect, colour))
}

/// A path's stroke in one colour.
fn plain(stroke: &PathStroke, points: &[Pos2]) -> Stroke {
    let colour = match &stroke.color {
        ColorMode::Solid(colour) => *colour,
        ColorMode::UV(colour) => {
            let bounds = Rect::from_points(points);
            colour(bounds, bounds.center())
        }
    };
    Stroke::new(stroke.width, colour)
}
