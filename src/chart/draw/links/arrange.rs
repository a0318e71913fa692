//! A fitted graph → places of labels and curves, relative to the diagram's top left corner, and their painting.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::marks::{self, Pen};
use crate::analysis::links::fold::Fitted;
use crate::analysis::links::{Node, Relation, Role};
use crate::chart::draw::canvas::Canvas;
use crate::chart::frame::Diagram;
use crate::chart::spec::FigureTheme;
use crate::chart::style::figure_palette;
use crate::model::Lang;
use crate::text::{tr, tr_args};

/// Points of a curve between two columns.
const STEPS: usize = 36;
/// Least distance between columns, in font sizes.
const GAP: f32 = 2.4;
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
    mark: Pos2,
    lines: Vec<String>,
}

/// An edge as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Where it runs, from left to right.
    pub points: Vec<Pos2>,
    /// Drawn nodes at its ends, as the edge goes.
    pub ends: (usize, usize),
    /// Position in the diagram, for its words.
    edge: Option<usize>,
    relation: Relation,
    from_first: bool,
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
    heads: Vec<(Rect, String)>,
    /// Rules between bands.
    rules: Vec<f32>,
    font: FontId,
    small: FontId,
    leading: f32,
    radius: f32,
    width: f32,
    hair: f32,
    theme: FigureTheme,
}

/// Widths of the columns, and where they begin.
struct Columns {
    left: Vec<f32>,
    /// Of labels, without marks.
    labels: Vec<f32>,
}

/// Places the diagram for the window: as wide as `room` or, where names need it, wider; as high as its rows need,
/// which are higher where names take two lines or `room` has height to spare.
pub fn arrange(
    ui: &mut Ui,
    diagram: &Diagram,
    fitted: &Fitted,
    theme: FigureTheme,
    zoom: f32,
    room: Vec2,
    lang: Lang,
) -> Drawing {
    let page = Rect::from_min_size(Pos2::ZERO, vec2(960.0, 540.0) * zoom);
    let canvas = Canvas::new(ui, page, theme, zoom, None);
    let font = canvas.body();
    let head = 1.5 * canvas.line_height(&canvas.small());
    let wanted = wanted(&canvas, fitted, &names(diagram, fitted, lang), &font);
    let taken = |most: f32| -> f32 {
        let labels: f32 = wanted.iter().map(|w| w.min(most)).sum();
        let gaps = wanted.len().saturating_sub(1) as f32 * GAP * font.size;
        labels + wanted.len() as f32 * mark_room(&font) + gaps
    };
    let least = match taken(f32::INFINITY) <= room.x {
        true => 30.0 * zoom,
        false => 40.0 * zoom,
    };
    let width = room.x.max(taken(7.2 * font.size));
    let rows = fitted.layout.rows.max(1.0);
    let pitch = ((room.y - head) / rows).clamp(least, 46.0 * zoom);
    let size = vec2(width, rows * pitch + head);
    arrange_on(&canvas, diagram, fitted, size, pitch, lang)
}

/// What stands beside each mark.
fn names(diagram: &Diagram, fitted: &Fitted, lang: Lang) -> Vec<String> {
    let nodes = fitted.graph.nodes.iter().zip(&fitted.origin);
    let name = |(node, &origin): (&Node, &usize)| match node.folded {
        0 => diagram.names.get(origin).cloned().unwrap_or_default(),
        n => tr_args(lang, "links-folded", &[("n", n.to_string().into())]),
    };
    nodes.map(name).collect()
}

/// Width of each column's widest name on one line.
fn wanted(canvas: &Canvas<'_>, fitted: &Fitted, names: &[String], font: &FontId) -> Vec<f32> {
    let mut wanted = vec![0.0_f32; fitted.graph.layers.max(1)];
    for (node, name) in fitted.graph.nodes.iter().zip(names) {
        let label = canvas.width(name, font);
        wanted[node.layer] = wanted[node.layer].max(label);
    }
    wanted
}

/// Places the diagram into `size`; a row is `pitch` high.
pub(super) fn arrange_on(
    canvas: &Canvas<'_>,
    diagram: &Diagram,
    fitted: &Fitted,
    size: Vec2,
    pitch: f32,
    lang: Lang,
) -> Drawing {
    let (body, small) = (canvas.body(), canvas.small());
    let font = match 1.06 * canvas.line_height(&body) <= pitch {
        true => body,
        false => small.clone(),
    };
    let leading = canvas.line_height(&font);
    let names = names(diagram, fitted, lang);
    let radius = 0.34 * font.size;
    let columns = columns(canvas, fitted, &names, &font, size.x);
    let top = 1.5 * canvas.line_height(&small);
    let most = ((pitch / (1.02 * leading)) as usize).clamp(1, 2);
    let mut drawing = Drawing {
        nodes: Vec::with_capacity(names.len()),
        curves: Vec::new(),
        size,
        heads: heads(canvas, fitted, &columns, size.x, lang),
        rules: Vec::new(),
        leading,
        radius,
        width: 0.7 * canvas.sizes.line,
        hair: canvas.sizes.hair,
        theme: canvas.theme,
        font,
        small,
    };
    for bands in fitted.layout.bands.windows(2) {
        drawing
            .rules
            .push(top + 0.5 * (bands[0].1 + bands[1].0) * pitch);
    }
    for (i, spot) in fitted.layout.nodes.iter().enumerate() {
        let node = &fitted.graph.nodes[i];
        let x = columns.left[spot.layer];
        let y = top + spot.row * pitch;
        let room = columns.labels[spot.layer];
        let lines = canvas.balance(&names[i], &drawing.font, room + 0.5, most);
        let widths = lines.iter().map(|line| canvas.width(line, &drawing.font));
        let label = widths.fold(0.0, f32::max);
        let height = (lines.len() as f32 * leading).max(leading);
        let min = pos2(x, y - 0.5 * height);
        drawing.nodes.push(NodePlace {
            rect: Rect::from_min_size(min, vec2(mark_room(&drawing.font) + label, height)),
            role: node.role,
            origin: fitted.origin[i],
            folded: node.folded,
            layer: spot.layer,
            mark: pos2(x + 1.3 * radius, y),
            lines,
        });
    }
    for i in 0..fitted.graph.edges.len() {
        let curve = curve(&drawing, &columns, diagram, fitted, i, (top, pitch));
        drawing.curves.push(curve);
    }
    drawing
}

/// Room of a mark before its label.
fn mark_room(font: &FontId) -> f32 {
    1.25 * font.size
}

/// Gives each column what its names need while there is room, and shares the rest between the gaps.
fn columns(
    canvas: &Canvas<'_>,
    fitted: &Fitted,
    names: &[String],
    font: &FontId,
    width: f32,
) -> Columns {
    let n = fitted.graph.layers.max(1);
    let wanted = wanted(canvas, fitted, names, font);
    let mark = mark_room(font);
    let gaps = (n - 1) as f32;
    let gap = (GAP * font.size).min(0.2 * width / n as f32);
    let room = (width - n as f32 * mark - gaps * gap).max(1.0);
    // The cap under which all labels fit together: narrow ones keep their width.
    let mut sorted = wanted.clone();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut cap) = (room, f32::INFINITY);
    for (i, &w) in sorted.iter().enumerate() {
        let share = left / (n - i) as f32;
        if w > share {
            cap = share;
            break;
        }
        left -= w;
    }
    let labels: Vec<f32> = wanted.iter().map(|w| w.min(cap)).collect();
    let spare = (room - labels.iter().sum::<f32>()).max(0.0);
    let gap = match n {
        1 => 0.0,
        _ => gap + spare / gaps,
    };
    let mut x = 0.0;
    let lefts = labels.iter().map(|label| {
        let here = x;
        x += mark + label + gap;
        here
    });
    Columns {
        left: lefts.collect(),
        labels,
    }
}

/// What stands in each column; organisations further right share the first one's head.
fn heads(
    canvas: &Canvas<'_>,
    fitted: &Fitted,
    columns: &Columns,
    width: f32,
    lang: Lang,
) -> Vec<(Rect, String)> {
    let font = canvas.small();
    let height = canvas.line_height(&font);
    let mut heads: Vec<(usize, &'static str)> = Vec::new();
    for layer in 0..fitted.graph.layers {
        let role = fitted
            .graph
            .nodes
            .iter()
            .find(|node| node.layer == layer)
            .map(|n| n.role);
        let text = match role {
            Some(role @ (Role::Zone | Role::Cluster | Role::SubSector)) => role.text(),
            _ => "industry-organisations",
        };
        if heads.last().is_none_or(|(_, last)| *last != text) {
            heads.push((layer, text));
        }
    }
    let made = heads.iter().enumerate().map(|(i, (layer, text))| {
        let left = columns.left[*layer];
        let right = match heads.get(i + 1) {
            Some((next, _)) => columns.left[*next] - canvas.sizes.gap,
            None => width,
        };
        let text = canvas
            .wrap(&tr(lang, text), &font, (right - left).max(1.0), 1)
            .concat();
        (
            Rect::from_min_max(pos2(left, 0.0), pos2(right.max(left), height)),
            text,
        )
    });
    made.collect()
}

fn curve(
    drawing: &Drawing,
    columns: &Columns,
    diagram: &Diagram,
    fitted: &Fitted,
    i: usize,
    (top, pitch): (f32, f32),
) -> Curve {
    let edge = &fitted.graph.edges[i];
    let layer = |i: usize| fitted.layout.nodes[i].layer;
    let from_first = layer(edge.from) <= layer(edge.to);
    let (left, right) = match from_first {
        true => (edge.from, edge.to),
        false => (edge.to, edge.from),
    };
    let (a, b) = (&drawing.nodes[left], &drawing.nodes[right]);
    let off = 0.3 * drawing.font.size;
    let mark = mark_room(&drawing.font);
    let end_of = |layer: usize| columns.left[layer] + mark + columns.labels[layer] + off;
    let mut points = vec![pos2(a.rect.right() + off, a.mark.y)];
    if a.layer == b.layer {
        // Beside its own column, out and back.
        let out = end_of(a.layer) + 1.4 * drawing.font.size;
        let end = pos2(b.rect.right() + off, b.mark.y);
        bend(&mut points, pos2(out, 0.5 * (a.mark.y + b.mark.y)));
        bend(&mut points, end);
    } else {
        points.push(pos2(end_of(a.layer), a.mark.y));
        for pass in &fitted.layout.passes[i] {
            let y = top + pass.row * pitch;
            bend(&mut points, pos2(columns.left[pass.layer] - off, y));
            points.push(pos2(end_of(pass.layer), y));
        }
        bend(
            &mut points,
            pos2(b.mark.x - 1.3 * drawing.radius - 0.6 * off, b.mark.y),
        );
    }
    let origin = |i: usize| fitted.origin[i];
    let same = |e: &crate::analysis::links::Edge| {
        e.relation == edge.relation && e.from == origin(edge.from) && e.to == origin(edge.to)
    };
    Curve {
        points,
        ends: (edge.from, edge.to),
        edge: diagram.graph.edges.iter().position(same),
        relation: edge.relation,
        from_first,
    }
}

/// Goes on from the last point to `end`, level at both.
fn bend(points: &mut Vec<Pos2>, end: Pos2) {
    let Some(&start) = points.last() else { return };
    let middle = 0.5 * (end.x - start.x);
    let (b, c) = (start + vec2(middle, 0.0), end - vec2(middle, 0.0));
    for k in 1..=STEPS {
        let t = k as f32 / STEPS as f32;
        let u = 1.0 - t;
        let at = u * u * u * start.to_vec2()
            + 3.0 * u * u * t * b.to_vec2()
            + 3.0 * u * t * t * c.to_vec2()
            + t * t * t * end.to_vec2();
        points.push(at.to_pos2());
    }
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
