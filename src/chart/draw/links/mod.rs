//! Link diagram: nodes in layers, curves between them. `arrange` measures and places, `ports` parts the ends of edges,
//! `drawing` is the result and paints it, `marks` has shapes and strokes; the window's diagram and the figure are made of
//! the same parts.

mod arrange;
mod drawing;
pub mod marks;
mod ports;

use egui::{Align2, Pos2, Rect, Stroke, pos2, vec2};

use super::canvas::Canvas;
use super::kept::kept;
use super::tip::Tip;
use crate::analysis::links::fold::fit;
use crate::chart::frame::Diagram;
use crate::model::Lang;
use crate::text::{tr, tr_args};
pub use arrange::arrange;
pub use drawing::{Curve, Drawing, NodePlace};

/// Draws legend and diagram into `rect`; says what the pointer is on.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    diagram: &Diagram,
    lang: Lang,
) -> Option<Tip> {
    let top = legend(canvas, rect, diagram, lang) + 0.5 * canvas.sizes.gap;
    let area = Rect::from_min_max(pos2(rect.left(), top), rect.max);
    let small = canvas.line_height(&canvas.small());
    // The heads of the columns take a line and a half.
    let room = area.height() - 1.5 * small;
    if room < small {
        return None;
    }
    let rows = room / (1.06 * small);
    let (graph, half_rows) = (&diagram.graph, (2.0 * rows) as u32);
    let fitted = kept(canvas.painter.ctx(), (graph, half_rows), || {
        fit(graph, half_rows as f32 / 2.0)
    });
    if fitted.graph.nodes.is_empty() {
        let n = diagram.graph.nodes.len().to_string();
        let text = tr_args(lang, "links-no-room", &[("n", n.into())]);
        let font = canvas.small();
        let line = canvas.wrap(&text, &font, area.width(), 1).concat();
        canvas.text(
            area.min,
            Align2::LEFT_TOP,
            &line,
            &font,
            canvas.palette.ink_soft,
        );
        return None;
    }
    let pitch = (room / fitted.layout.rows.max(1.0)).min(3.0 * small);
    let drawing = arrange::arrange_on(canvas, diagram, &fitted, area.size(), pitch, lang);
    let pointer = canvas.pointer.map(|p| p - area.min.to_vec2());
    let node = pointer.and_then(|at| drawing.node_at(at));
    let lit = match node {
        Some(node) => Some(drawing.around(node)),
        None => pointed_out(&drawing, diagram),
    };
    drawing.paint(&canvas.painter, area.min, lit.as_deref(), None);
    if let Some(node) = node {
        return Some(Tip::from(drawing.told(node, diagram)));
    }
    let edge = pointer.and_then(|at| drawing.edge_at(at, 5.0 * canvas.zoom))?;
    Some(Tip::from(diagram.edges.get(edge)?.clone()))
}

/// The nodes pointed out, when not all are.
fn pointed_out(drawing: &Drawing, diagram: &Diagram) -> Option<Vec<bool>> {
    let all = diagram.highlight.iter().all(|h| *h);
    let lit = |node: &NodePlace| diagram.highlight.get(node.origin) == Some(&true);
    (!all).then(|| drawing.nodes.iter().map(lit).collect())
}

/// Shapes and strokes with their names, on as many lines as they need; gives back where they end.
fn legend(canvas: &Canvas<'_>, rect: Rect, diagram: &Diagram, lang: Lang) -> f32 {
    let font = canvas.small();
    let (line, gap) = (canvas.line_height(&font), canvas.sizes.gap);
    let ink = canvas.palette.ink_soft;
    let mut at = rect.min;
    let place = |at: &mut Pos2, width: f32| -> Option<Pos2> {
        if at.x > rect.left() && at.x + width > rect.right() {
            *at = pos2(rect.left(), at.y + line);
        }
        // Half of a low figure stays for the diagram.
        if at.y + line > rect.top() + 0.5 * rect.height() {
            return None;
        }
        let here = *at;
        at.x += width + 2.0 * gap;
        Some(here)
    };
    let roles = diagram.roles();
    for (role, _) in roles.iter().filter(|_| roles.len() > 1) {
        let name = tr(lang, role.text());
        let mark = 1.2 * font.size;
        let name = canvas.wrap(&name, &font, rect.width() - mark, 1).concat();
        let Some(at) = place(&mut at, mark + canvas.width(&name, &font)) else {
            break;
        };
        let middle = at + vec2(0.4 * font.size, 0.5 * line);
        marks::node(
            &canvas.painter,
            middle,
            0.34 * font.size,
            *role,
            canvas.palette,
            1.0,
        );
        canvas.text(
            at + vec2(mark, 0.5 * line),
            Align2::LEFT_CENTER,
            &name,
            &font,
            ink,
        );
    }
    if at.x > rect.left() {
        at = pos2(rect.left(), at.y + line);
    }
    for (relation, _) in diagram.relations() {
        let name = tr(lang, relation.text());
        let sample = 2.4 * font.size;
        let mark = sample + 0.5 * gap;
        let name = canvas.wrap(&name, &font, rect.width() - mark, 1).concat();
        let Some(at) = place(&mut at, mark + canvas.width(&name, &font)) else {
            break;
        };
        let y = at.y + 0.5 * line;
        let pen = marks::Pen::of(
            relation,
            canvas.palette,
            canvas.theme,
            0.7 * canvas.sizes.line,
        );
        pen.sample(&canvas.painter, pos2(at.x, y), sample);
        canvas.text(pos2(at.x + mark, y), Align2::LEFT_CENTER, &name, &font, ink);
    }
    let bottom = if at.x > rect.left() {
        at.y + line
    } else {
        at.y
    };
    let rule = Stroke::new(canvas.sizes.hair, canvas.palette.line);
    if bottom > rect.top() {
        canvas
            .painter
            .hline(rect.x_range(), bottom + 0.25 * gap, rule);
    }
    bottom
}
