//! The interface's icons: vector marks on a grid of 16 × 16, scaled to any rectangle. No font, no image.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

/// Width of a line on the grid.
const LINE: f32 = 1.5;

/// Side of the grid.
const GRID: f32 = 16.0;

/// An icon of the rail, a button or a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after what it stands for")]
pub enum Icon {
    Overview,
    Zones,
    Policies,
    Metrics,
    Industry,
    Search,
    Back,
    Forward,
    Theme,
    Language,
    Close,
    Check,
    Warning,
    Info,
    Download,
    Open,
    Copy,
    Undo,
    Redo,
    Plus,
    Minus,
    Menu,
    ChevronDown,
    ChevronRight,
    Bars,
    Bookmark,
    BookmarkFilled,
    Note,
    Play,
    Pause,
    Fit,
}

/// One mark; coordinates on the grid, y down.
enum Mark {
    /// Filled rectangle: left, top, right, bottom.
    Block(f32, f32, f32, f32),
    /// Filled convex polygon.
    Fill(&'static [(f32, f32)]),
    /// Open line.
    Path(&'static [(f32, f32)]),
    /// Closed line.
    Loop(&'static [(f32, f32)]),
    /// Filled circle: centre, radius.
    Dot(f32, f32, f32),
    /// Ellipse: centre, radii to the middle of the line, width of the line.
    Ring(f32, f32, f32, f32, f32),
    /// Left half of a filled circle: centre, radius.
    LeftHalf(f32, f32, f32),
}

use Mark::{Block, Dot, Fill, LeftHalf, Loop, Path, Ring};

impl Icon {
    /// Every icon.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(icon, _marks)| *icon)
    }

    /// Paints the icon in the largest square centred in `rect`.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height());
        let place = Place {
            origin: rect.center() - Vec2::splat(side / 2.0),
            scale: side / GRID,
            mirrored: matches!(self, Self::Forward | Self::Redo),
            colour,
        };
        let marks = TABLE.iter().find(|(icon, _marks)| *icon == self);
        if let Some((_icon, marks)) = marks {
            painter.extend(marks.iter().map(|mark| place.shape(mark)));
        }
    }
}

const BACK: &[Mark] = &[Path(&[(10.0, 3.0), (5.0, 8.0), (10.0, 13.0)])];

const UNDO: &[Mark] = &[
    Path(&[(5.5, 2.5), (2.5, 5.5), (5.5, 8.5)]),
    Path(&[
        (2.5, 5.5),
        (9.5, 5.5),
        (11.4, 6.0),
        (12.75, 7.4),
        (13.25, 9.25),
        (12.75, 11.1),
        (11.4, 12.5),
        (9.5, 13.0),
        (6.0, 13.0),
    ]),
];

/// What each icon is made of. Cut-outs are gaps between marks; marks that touch overlap, so that no seam shows.
static TABLE: [(Icon, &[Mark]); 31] = [
    (Icon::Play, &[Fill(&[(4.5, 2.5), (13.0, 8.0), (4.5, 13.5)])]),
    (
        Icon::Pause,
        &[Block(4.0, 3.0, 7.0, 13.0), Block(9.0, 3.0, 12.0, 13.0)],
    ),
    (
        Icon::Fit,
        &[
            Path(&[(2.5, 6.0), (2.5, 2.5), (6.0, 2.5)]),
            Path(&[(10.0, 2.5), (13.5, 2.5), (13.5, 6.0)]),
            Path(&[(13.5, 10.0), (13.5, 13.5), (10.0, 13.5)]),
            Path(&[(6.0, 13.5), (2.5, 13.5), (2.5, 10.0)]),
        ],
    ),
    (
        Icon::Bookmark,
        &[Loop(&[
            (4.0, 2.5),
            (12.0, 2.5),
            (12.0, 13.5),
            (8.0, 10.5),
            (4.0, 13.5),
        ])],
    ),
    (
        Icon::BookmarkFilled,
        &[
            Fill(&[(3.5, 2.0), (12.5, 2.0), (12.5, 14.5), (8.0, 11.0)]),
            Fill(&[(3.5, 2.0), (8.0, 11.0), (3.5, 14.5)]),
        ],
    ),
    (
        Icon::Note,
        &[
            Loop(&[
                (3.0, 2.5),
                (13.0, 2.5),
                (13.0, 10.0),
                (9.5, 13.5),
                (3.0, 13.5),
            ]),
            Path(&[(5.5, 6.0), (10.5, 6.0)]),
            Path(&[(5.5, 9.0), (8.5, 9.0)]),
        ],
    ),
    (
        Icon::Overview,
        &[
            Block(2.0, 2.0, 7.0, 8.0),
            Block(9.0, 2.0, 14.0, 6.0),
            Block(2.0, 10.0, 7.0, 14.0),
            Block(9.0, 8.0, 14.0, 14.0),
        ],
    ),
    (
        Icon::Zones,
        &[
            Ring(8.0, 6.25, 3.4, 3.4, 3.2),
            Fill(&[(3.5, 8.3), (12.5, 8.3), (8.4, 15.0), (7.6, 15.0)]),
        ],
    ),
    (
        Icon::Policies,
        &[
            Fill(&[(3.0, 1.0), (9.0, 1.0), (13.0, 5.0), (13.0, 7.0), (3.0, 7.0)]),
            Block(3.0, 6.0, 5.0, 15.0),
            Block(11.0, 6.0, 13.0, 15.0),
            Block(4.0, 8.0, 12.0, 10.0),
            Block(4.0, 11.0, 12.0, 15.0),
        ],
    ),
    (
        Icon::Metrics,
        &[
            Block(3.0, 7.0, 5.0, 12.0),
            Block(7.0, 2.0, 9.0, 12.0),
            Block(11.0, 5.0, 13.0, 12.0),
            Block(2.0, 13.0, 14.0, 14.0),
        ],
    ),
    (
        Icon::Industry,
        &[
            Path(&[(4.0, 4.0), (12.0, 4.0), (8.0, 12.0), (4.0, 4.0)]),
            Block(2.0, 2.0, 6.0, 6.0),
            Block(10.0, 2.0, 14.0, 6.0),
            Block(6.0, 10.0, 10.0, 14.0),
        ],
    ),
    (
        Icon::Search,
        &[
            Ring(7.0, 7.0, 4.5, 4.5, LINE),
            Path(&[(10.2, 10.2), (14.0, 14.0)]),
        ],
    ),
    (Icon::Back, BACK),
    (Icon::Forward, BACK),
    (
        Icon::Theme,
        &[Ring(8.0, 8.0, 5.5, 5.5, LINE), LeftHalf(8.0, 8.0, 5.5)],
    ),
    (
        Icon::Language,
        &[
            Ring(8.0, 8.0, 6.0, 6.0, LINE),
            Ring(8.0, 8.0, 2.6, 6.0, LINE),
            Path(&[(2.0, 8.0), (14.0, 8.0)]),
        ],
    ),
    (
        Icon::Close,
        &[
            Path(&[(3.5, 3.5), (12.5, 12.5)]),
            Path(&[(12.5, 3.5), (3.5, 12.5)]),
        ],
    ),
    (
        Icon::Check,
        &[Path(&[(2.5, 8.5), (6.5, 12.5), (13.5, 4.0)])],
    ),
    (
        Icon::Warning,
        &[
            Loop(&[(8.0, 2.5), (14.0, 13.5), (2.0, 13.5)]),
            Path(&[(8.0, 6.5), (8.0, 10.0)]),
            Dot(8.0, 11.75, 0.9),
        ],
    ),
    (
        Icon::Info,
        &[
            Ring(8.0, 8.0, 6.0, 6.0, LINE),
            Dot(8.0, 5.0, 1.0),
            Path(&[(8.0, 7.25), (8.0, 11.75)]),
        ],
    ),
    (
        Icon::Download,
        &[
            Path(&[(8.0, 2.0), (8.0, 10.0)]),
            Path(&[(4.5, 6.5), (8.0, 10.0), (11.5, 6.5)]),
            Path(&[(2.5, 10.5), (2.5, 13.5), (13.5, 13.5), (13.5, 10.5)]),
        ],
    ),
    (
        Icon::Open,
        &[
            Fill(&[(2.0, 3.0), (6.0, 3.0), (7.5, 5.0), (7.5, 6.0), (2.0, 6.0)]),
            Block(2.0, 5.0, 14.0, 13.0),
        ],
    ),
    (
        Icon::Copy,
        &[
            Loop(&[(6.0, 6.0), (13.5, 6.0), (13.5, 13.5), (6.0, 13.5)]),
            Path(&[
                (4.0, 10.0),
                (2.5, 10.0),
                (2.5, 2.5),
                (10.0, 2.5),
                (10.0, 4.0),
            ]),
        ],
    ),
    (Icon::Undo, UNDO),
    (Icon::Redo, UNDO),
    (
        Icon::Plus,
        &[
            Path(&[(8.0, 2.5), (8.0, 13.5)]),
            Path(&[(2.5, 8.0), (13.5, 8.0)]),
        ],
    ),
    (Icon::Minus, &[Path(&[(2.5, 8.0), (13.5, 8.0)])]),
    (
        Icon::Menu,
        &[
            Path(&[(2.5, 4.0), (13.5, 4.0)]),
            Path(&[(2.5, 8.0), (13.5, 8.0)]),
            Path(&[(2.5, 12.0), (13.5, 12.0)]),
        ],
    ),
    (
        Icon::ChevronDown,
        &[Path(&[(4.0, 6.0), (8.0, 10.0), (12.0, 6.0)])],
    ),
    (
        Icon::ChevronRight,
        &[Path(&[(6.0, 4.0), (10.0, 8.0), (6.0, 12.0)])],
    ),
    (
        Icon::Bars,
        &[
            Block(2.0, 3.0, 14.0, 5.0),
            Block(2.0, 7.0, 10.0, 9.0),
            Block(2.0, 11.0, 7.0, 13.0),
        ],
    ),
];

/// Where the grid lies on the screen.
struct Place {
    origin: Pos2,
    scale: f32,
    mirrored: bool,
    colour: Color32,
}

impl Place {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        let x = if self.mirrored { GRID - x } else { x };
        self.origin + self.scale * vec2(x, y)
    }

    fn all(&self, points: &[(f32, f32)]) -> Vec<Pos2> {
        points.iter().map(|&(x, y)| self.at(x, y)).collect()
    }

    fn shape(&self, mark: &Mark) -> Shape {
        let colour = self.colour;
        let line = Stroke::new(LINE * self.scale, colour);
        match *mark {
            Block(left, top, right, bottom) => {
                let rect = Rect::from_two_pos(self.at(left, top), self.at(right, bottom));
                Shape::rect_filled(rect, 0.0, colour)
            }
            Fill(points) => Shape::convex_polygon(self.all(points), colour, Stroke::NONE),
            Path(points) => Shape::line(self.all(points), line),
            Loop(points) => Shape::closed_line(self.all(points), line),
            Dot(x, y, radius) => Shape::circle_filled(self.at(x, y), radius * self.scale, colour),
            Ring(x, y, rx, ry, width) => {
                let stroke = Stroke::new(width * self.scale, colour);
                // epaint draws the line of an ellipse outside its radii.
                let hole = vec2(rx, ry) - Vec2::splat(width / 2.0);
                Shape::ellipse_stroke(self.at(x, y), self.scale * hole, stroke)
            }
            LeftHalf(x, y, radius) => {
                let points = (0_u8..=24)
                    .map(|i| {
                        let angle = std::f32::consts::PI * (0.5 + f32::from(i) / 24.0);
                        let edge = pos2(x, y) + radius * Vec2::angled(angle);
                        self.at(edge.x, edge.y)
                    })
                    .collect();
                Shape::convex_polygon(points, colour, Stroke::NONE)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corners of the triangles an icon becomes.
    fn painted(icon: Icon, rect: Rect) -> Vec<Pos2> {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            icon.paint(ui.painter(), rect, Color32::RED);
        });
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, 1.0)
            .into_iter()
            .flat_map(|clipped| match clipped.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.vertices,
                egui::epaint::Primitive::Callback(_) => Vec::new(),
            })
            .filter(|vertex| vertex.color == Color32::RED)
            .map(|vertex| vertex.pos)
            .collect()
    }

    #[test]
    fn every_icon_fills_its_rectangle_and_stays_inside() {
        let rect = Rect::from_min_size(pos2(20.0, 30.0), vec2(32.0, 32.0));
        for icon in Icon::all() {
            let bounds = Rect::from_points(&painted(icon, rect));
            assert!(rect.contains_rect(bounds), "{icon:?} reaches out: {bounds}");
            let side = bounds.width().max(bounds.height());
            assert!(side >= rect.width() / 2.0, "{icon:?} is tiny: {bounds}");
            let off = (bounds.center() - rect.center()).abs();
            assert!(off.max_elem() <= 2.0, "{icon:?} is off its centre: {off}");
        }
    }

    #[test]
    fn icons_differ() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(16.0, 16.0));
        let all: Vec<_> = Icon::all()
            .map(|icon| (icon, painted(icon, rect)))
            .collect();
        for (i, (a, a_shapes)) in all.iter().enumerate() {
            for (b, b_shapes) in &all[i + 1..] {
                assert_ne!(a_shapes, b_shapes, "{a:?} looks like {b:?}");
            }
        }
    }
}
