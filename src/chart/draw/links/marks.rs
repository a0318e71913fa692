//! Shapes of nodes and strokes of relations: told apart by shape and pattern as well as by colour.

use egui::{Color32, Painter, Pos2, Shape, Stroke, Vec2, pos2, vec2};

use crate::analysis::links::{Arrow, Relation, Role};
use crate::chart::spec::FigureTheme;
use crate::theme::Palette;

/// Draws a node's shape of radius `r`, at `strength` of its ink.
pub fn node(painter: &Painter, at: Pos2, r: f32, role: Role, p: &Palette, strength: f32) {
    let fade = |colour: Color32| p.raised.lerp_to_gamma(colour, strength);
    let polygon = |n: usize, r: f32, turn: f32| -> Vec<Pos2> {
        let corner = |i: usize| {
            let angle = (i as f32 + turn) * std::f32::consts::TAU / n as f32;
            at + r * vec2(angle.sin(), -angle.cos())
        };
        (0..n).map(corner).collect()
    };
    let fill = |points: Vec<Pos2>, colour: Color32| {
        painter.add(Shape::convex_polygon(points, fade(colour), Stroke::NONE));
    };
    let ring = Stroke::new(0.36 * r, fade(p.accent));
    match role {
        Role::Zone => fill(polygon(4, 1.3 * r, 0.5), p.accent),
        Role::Cluster => fill(polygon(4, 1.3 * r, 0.0), p.accent),
        Role::SubSector => {
            painter.circle_stroke(at, 0.84 * r, ring);
        }
        Role::Firm => {
            painter.circle_filled(at, r, fade(p.ink_soft));
        }
        Role::Park => fill(polygon(3, 1.25 * r, 0.0), p.ink_soft),
        Role::Fund => fill(polygon(6, 1.15 * r, 0.0), p.ink_soft),
        Role::Institution => {
            painter.add(Shape::closed_line(
                polygon(4, 1.1 * r, 0.5),
                Stroke::new(0.36 * r, fade(p.ink_soft)),
            ));
        }
        Role::Government => fill(polygon(3, 1.25 * r, 1.5), p.ink_soft),
    }
}

/// How a relation is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    stroke: Stroke,
    /// Lengths of dashes and of gaps; empty for a solid line.
    dashes: &'static [f32],
    gaps: &'static [f32],
    arrow: Arrow,
}

impl Pen {
    /// The pen of `relation`, `width` wide; in print each has a pattern.
    pub fn of(relation: Relation, p: &Palette, theme: FigureTheme, width: f32) -> Self {
        let n = Relation::ALL
            .iter()
            .position(|r| *r == relation)
            .unwrap_or(0);
        let print = theme == FigureTheme::Print;
        let colour = match relation {
            Relation::Has => p.raised.lerp_to_gamma(p.ink_faint, 0.55),
            // In print the patterns differ, so all inks are dark.
            _ if print => p.categorical[if n.is_multiple_of(2) { 0 } else { 1 }],
            _ => p.series(n - 1),
        };
        let (dashes, gaps): (&[f32], &[f32]) = match relation {
            Relation::Supplies if print => (&[7.0], &[3.5]),
            Relation::Affiliate if print => (&[1.5], &[3.0]),
            Relation::Invests if print => (&[8.0, 1.5], &[3.0, 3.0]),
            Relation::Follows if print => (&[3.5], &[2.5]),
            Relation::BuildsOn if print => (&[8.0, 1.5, 1.5], &[3.0, 3.0, 3.0]),
            Relation::PartOf if print => (&[12.0], &[2.5]),
            _ => (&[], &[]),
        };
        let width = if relation == Relation::Has {
            0.7 * width
        } else {
            width
        };
        Self {
            stroke: Stroke::new(width, colour),
            dashes,
            gaps,
            arrow: relation.arrow(),
        }
    }

    /// Draws the path; `strength` of its ink on `ground`. An arrow stands at the path's end when the relation points
    /// to that end: `from_first` says whether the path starts where the edge does.
    pub fn draw(
        &self,
        painter: &Painter,
        path: &[Pos2],
        from_first: bool,
        strength: f32,
        ground: Color32,
    ) {
        let colour = ground.lerp_to_gamma(self.stroke.color, strength);
        let stroke = Stroke::new(self.stroke.width, colour);
        if self.dashes.is_empty() {
            painter.add(Shape::line(path.to_vec(), stroke));
        } else {
            let scaled = |lengths: &[f32]| -> Vec<f32> {
                lengths
                    .iter()
                    .map(|l| l * (0.6 * stroke.width).max(0.3))
                    .collect()
            };
            for dash in dashes(path, &scaled(self.dashes), &scaled(self.gaps)) {
                painter.add(Shape::line(dash, stroke));
            }
        }
        let at_last = match self.arrow {
            Arrow::None => return,
            Arrow::To => from_first,
            Arrow::From => !from_first,
        };
        let (Some(&first), Some(&last)) = (path.first(), path.last()) else {
            return;
        };
        let size = 1.2 + 2.2 * stroke.width;
        let (tip, out) = match at_last {
            true => (last, vec2(1.0, 0.0)),
            false => (first, vec2(-1.0, 0.0)),
        };
        let side = Vec2::new(0.0, 0.6 * size);
        let back = tip - size * out;
        painter.add(Shape::convex_polygon(
            vec![tip + out, back + side, back - side],
            colour,
            Stroke::NONE,
        ));
    }

    /// A short line with the pen, as legends show it: an arrow points right.
    pub fn sample(&self, painter: &Painter, at: Pos2, width: f32) {
        let end = pos2(at.x + width, at.y);
        self.draw(
            painter,
            &[at, end],
            self.arrow == Arrow::To,
            1.0,
            Color32::TRANSPARENT,
        );
    }
}

/// The dashes of a path. Unlike epaint's, they keep their rhythm where the path's pieces are shorter than a dash.
fn dashes(path: &[Pos2], lengths: &[f32], gaps: &[f32]) -> Vec<Vec<Pos2>> {
    let rhythm: Vec<f32> = lengths
        .iter()
        .zip(gaps)
        .flat_map(|(l, g)| [*l, *g])
        .collect();
    let mut made: Vec<Vec<Pos2>> = path.first().map(|at| vec![*at]).into_iter().collect();
    let (mut beat, mut left) = (0, rhythm.first().copied().unwrap_or(f32::INFINITY));
    for piece in path.windows(2) {
        let (mut at, length) = (piece[0], (piece[1] - piece[0]).length());
        let mut rest = length;
        while rest > left && left > 0.0 {
            at += (piece[1] - piece[0]) * (left / length);
            rest -= left;
            if usize::is_multiple_of(beat, 2) {
                made.last_mut().into_iter().for_each(|dash| dash.push(at));
            } else {
                made.push(vec![at]);
            }
            beat += 1;
            left = rhythm[beat % rhythm.len()];
        }
        left -= rest;
        if usize::is_multiple_of(beat, 2) {
            made.last_mut()
                .into_iter()
                .for_each(|dash| dash.push(piece[1]));
        }
    }
    made.retain(|dash| dash.len() > 1);
    made
}
