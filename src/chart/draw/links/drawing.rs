//! A diagram in its places: what lies where, and its painting.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use super::marks::{self, Pen};
use crate::analysis::links::{Relation, Role};
use crate::chart::frame::Diagram;
use crate::chart::spec::FigureTheme;
use crate::chart::style::figure_palette;

/// Ink of what is not lit.
const DIM: f32 = 0.22;

/// A node as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePlace {
    /// Mark and label.
    pub rect: Rect,
    /// What it is.
    pub role: Role,
    /// Position in the diagram; of a folded node, of one it stands for.
    pub origin: usize,
    /// Nodes it stands for; 0 for an ordinary one.
    pub folded: usize,
    /// Column from the left.
    pub layer: usize,
    pub(super) mark: Pos2,
    pub(super) lines: Vec<String>,
}

/// An edge as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Where it runs, from left to right.
    pub points: Vec<Pos2>,
    /// Drawn nodes at its ends, as the edge goes.
    pub ends: (usize, usize),
    /// Position in the diagram, for its words.
    pub(super) edge: Option<usize>,
    pub(super) relation: Relation,
    pub(super) from_first: bool,
}

/// A diagram ready to paint.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The nodes.
    pub nodes: Vec<NodePlace>,
    /// The edges.
    pub curves: Vec<Curve>,
    /// Room taken.
    pub size: Vec2,
    /// Heads of columns and how far their rules reach.
    pub(super) heads: Vec<(Rect, String)>,
    /// Rules between bands.
    pub(super) rules: Vec<f32>,
    pub(super) font: FontId,
    pub(super) small: FontId,
    pub(super) leading: f32,
    pub(super) radius: f32,
    pub(super) width: f32,
    pub(super) hair: f32,
    pub(super) theme: FigureTheme,
}

/// Room of a mark before its label.
pub(super) fn mark_room(font: &FontId) -> f32 {
    1.25 * font.size
}

impl Drawing {
    /// The node there.
    pub fn node_at(&self, at: Pos2) -> Option<usize> {
        self.nodes
            .iter()
            .position(|node| node.rect.expand(2.0).contains(at))
    }

    /// The edge of the diagram whose curve passes within `reach`.
    pub fn edge_at(&self, at: Pos2, reach: f32) -> Option<usize> {
        let near = |curve: &Curve| {
            let pairs = curve.points.windows(2);
            let gaps = pairs.map(|w| {
                let along = w[1] - w[0];
                let t = ((at - w[0]).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
                (at - (w[0] + t * along)).length()
            });
            gaps.fold(f32::INFINITY, f32::min)
        };
        let gaps = self.curves.iter().map(|curve| (near(curve), curve.edge));
        let (gap, edge) = gaps.min_by(|a, b| a.0.total_cmp(&b.0))?;
        edge.filter(|_| gap <= reach)
    }

    /// Which drawn nodes are `node` or linked to it.
    pub fn around(&self, node: usize) -> Vec<bool> {
        let mut lit = vec![false; self.nodes.len()];
        lit[node] = true;
        for &Curve { ends: (a, b), .. } in &self.curves {
            if a == node || b == node {
                lit[a] = true;
                lit[b] = true;
            }
        }
        lit
    }

    /// The tooltip of a node: name, what it is, its links in sentences.
    pub fn told(&self, node: usize, diagram: &Diagram) -> Vec<String> {
        let place = &self.nodes[node];
        if place.folded > 0 {
            return place.lines.clone();
        }
        let mut lines: Vec<String> = diagram
            .names
            .get(place.origin)
            .cloned()
            .into_iter()
            .collect();
        lines.extend(
            diagram
                .about
                .get(place.origin)
                .into_iter()
                .flatten()
                .cloned(),
        );
        lines
    }

    /// Paints with the top left corner at `origin`. Of what is not `lit` only a trace is left; the `selected` node has
    /// a ground of its own.
    pub fn paint(
        &self,
        painter: &Painter,
        origin: Pos2,
        lit: Option<&[bool]>,
        selected: Option<usize>,
    ) {
        let p = figure_palette(self.theme);
        let clip = painter.clip_rect().translate(-origin.to_vec2());
        let is_lit = |node: usize| lit.is_none_or(|lit| lit.get(node) == Some(&true));
        let hair = Stroke::new(self.hair, p.line);
        for (rect, text) in &self.heads {
            let at = rect.translate(origin.to_vec2());
            painter.text(
                at.left_top(),
                Align2::LEFT_TOP,
                text,
                self.small.clone(),
                p.ink_faint,
            );
        }
        for y in &self.rules {
            painter.hline(origin.x..=origin.x + self.size.x, origin.y + y, hair);
        }
        for bright in [false, true] {
            for curve in &self.curves {
                // Of a lit node's neighbours only the links to it are bright.
                let (a, b) = curve.ends;
                let on = is_lit(a) && is_lit(b) && self.hub(lit).is_none_or(|h| a == h || b == h);
                if on == bright {
                    self.paint_curve(painter, origin, curve, if on { 0.9 } else { DIM }, p.raised);
                }
            }
        }
        for (i, node) in self.nodes.iter().enumerate() {
            if node.rect.expand(4.0).intersects(clip) {
                if selected == Some(i) {
                    let ground = node
                        .rect
                        .expand2(vec2(4.0, 2.0))
                        .translate(origin.to_vec2());
                    painter.rect_filled(ground, 6.0, p.accent_soft);
                }
                let strength = if is_lit(i) { 1.0 } else { 0.45 };
                let ground = if selected == Some(i) {
                    p.accent_soft
                } else {
                    p.raised
                };
                self.paint_node(painter, origin, node, strength, ground);
            }
        }
    }

    /// The one lit node that all the others are linked to.
    fn hub(&self, lit: Option<&[bool]>) -> Option<usize> {
        let lit = lit?;
        let mut near = vec![0_usize; self.nodes.len()];
        let count = lit.iter().filter(|l| **l).count();
        let mut seen = std::collections::HashSet::new();
        for curve in &self.curves {
            let (a, b) = curve.ends;
            if lit.get(a) == Some(&true)
                && lit.get(b) == Some(&true)
                && seen.insert((a.min(b), a.max(b)))
            {
                near[a] += 1;
                near[b] += 1;
            }
        }
        (0..near.len()).find(|&i| lit.get(i) == Some(&true) && near[i] + 1 == count)
    }

    fn paint_curve(
        &self,
        painter: &Painter,
        origin: Pos2,
        curve: &Curve,
        strength: f32,
        ground: Color32,
    ) {
        let points: Vec<Pos2> = curve.points.iter().map(|p| *p + origin.to_vec2()).collect();
        if !Rect::from_points(&points)
            .expand(4.0)
            .intersects(painter.clip_rect())
        {
            return;
        }
        let pen = Pen::of(
            curve.relation,
            figure_palette(self.theme),
            self.theme,
            self.width,
        );
        pen.draw(painter, &points, curve.from_first, strength, ground);
    }

    fn paint_node(
        &self,
        painter: &Painter,
        origin: Pos2,
        node: &NodePlace,
        strength: f32,
        behind: Color32,
    ) {
        let p = figure_palette(self.theme);
        let shift = origin.to_vec2();
        // A curve that had to pass behind a label leaves it legible.
        let x = node.rect.left() + mark_room(&self.font) - 2.0;
        let ground = Rect::from_min_max(pos2(x, node.rect.top()), node.rect.max);
        painter.rect_filled(ground.translate(shift), 2.0, behind.gamma_multiply(0.8));
        if node.folded == 0 {
            marks::node(
                painter,
                node.mark + shift,
                self.radius,
                node.role,
                p,
                strength,
            );
        }
        let ink = if node.folded > 0 { p.ink_faint } else { p.ink };
        let ink = p.raised.lerp_to_gamma(ink, strength);
        for (k, line) in node.lines.iter().enumerate() {
            let y = node.rect.top() + (k as f32 + 0.5) * self.leading;
            let at = pos2(node.rect.left() + mark_room(&self.font), y) + shift;
            painter.text(at, Align2::LEFT_CENTER, line, self.font.clone(), ink);
        }
    }
}
