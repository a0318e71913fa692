//! A fitted graph → places of labels and curves, relative to the diagram's top left corner.

use egui::{FontId, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::drawing::{Curve, Drawing, NodePlace, mark_room};
use super::ports::ports;
use crate::analysis::links::fold::Fitted;
use crate::analysis::links::{Node, Role};
use crate::chart::draw::canvas::Canvas;
use crate::chart::frame::Diagram;
use crate::chart::spec::FigureTheme;
use crate::model::Lang;
use crate::text::{tr, tr_args};

/// Points of a curve between two columns.
const STEPS: usize = 36;
/// Lines of a name at most.
const MOST_LINES: usize = 3;
/// Least distance between columns, in font sizes.
const GAP: f32 = 2.4;
/// The same where names would be cut.
const LEAST_GAP: f32 = 1.3;

/// Widths of the columns, and where they begin.
struct Columns {
    left: Vec<f32>,
    /// Of labels, without marks.
    labels: Vec<f32>,
}

/// Places the diagram for the window: as wide as `room` or, where small names on three lines need it, wider; as high as
/// its rows need, which are higher where names take several lines or `room` has height to spare.
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
    let names = names(diagram, fitted, lang);
    let taken = |font: &FontId, gap: f32, lines: usize| -> f32 {
        let labels = widest(fitted, &names, |_, name| {
            narrowest(&canvas, name, font, lines)
        });
        let gaps = labels.len().saturating_sub(1) as f32 * gap * font.size;
        labels.iter().sum::<f32>() + labels.len() as f32 * mark_room(font) + gaps
    };
    let small = canvas.small();
    // Rows of that height take the lines that names need: none is cut.
    let (least, needed) = if taken(&font, GAP, 1) <= room.x {
        (30.0 * zoom, 0.0)
    } else if taken(&font, GAP, 2) <= room.x || taken(&small, LEAST_GAP, 2) <= room.x {
        (40.0 * zoom, 0.0)
    } else {
        let high = 1.08 * MOST_LINES as f32 * canvas.line_height(&small);
        let needed = taken(&small, LEAST_GAP, MOST_LINES);
        (high.max(40.0 * zoom), needed.ceil())
    };
    let width = room.x.max(needed);
    let rows = fitted.layout.rows.max(1.0);
    let pitch = ((room.y - head) / rows).min(46.0 * zoom).max(least);
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

/// The greatest width of a name in each column; `width` takes the node's number and its name.
fn widest(fitted: &Fitted, names: &[String], width: impl Fn(usize, &str) -> f32) -> Vec<f32> {
    let mut widest = vec![0.0_f32; fitted.graph.layers.max(1)];
    for (i, (node, name)) in fitted.graph.nodes.iter().zip(names).enumerate() {
        widest[node.layer] = widest[node.layer].max(width(i, name));
    }
    widest
}

/// The least width in which a name takes no more than `lines`.
fn narrowest(canvas: &Canvas<'_>, name: &str, font: &FontId, lines: usize) -> f32 {
    let whole = canvas.width(name, font);
    let mut width = canvas.widest_word(name, font).max(whole / lines as f32);
    while width < whole && canvas.wrap(name, font, width, lines + 1).len() > lines {
        width += 0.5 * font.size;
    }
    width.min(whole)
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
    let small = canvas.small();
    let names = names(diagram, fitted, lang);
    let head = canvas.line_height(&small);
    let top = 1.5 * head;
    let ys: Vec<f32> = fitted
        .layout
        .nodes
        .iter()
        .map(|spot| top + spot.row * pitch)
        .collect();
    let lines = |font: &FontId| most_lines(fitted, &ys, canvas.line_height(font), (head, size.y));
    // Smaller where rows are low, and where names would be cut.
    let layers = fitted.graph.layers.max(1) as f32;
    let fits = |(font, gap): &(FontId, f32)| {
        let most = lines(font);
        let narrow = widest(fitted, &names, |i, name| {
            narrowest(canvas, name, font, most[i])
        });
        let taken = layers * mark_room(font) + (layers - 1.0) * gap * font.size;
        1.06 * canvas.line_height(font) <= pitch && narrow.iter().sum::<f32>() + taken <= size.x
    };
    let smaller = FontId::new(0.86 * small.size, small.family.clone());
    let fonts = [
        (canvas.body(), GAP),
        (small.clone(), LEAST_GAP),
        (smaller.clone(), LEAST_GAP),
    ];
    let font = fonts
        .into_iter()
        .find(fits)
        .map_or(smaller, |(font, _)| font);
    let leading = canvas.line_height(&font);
    let radius = 0.34 * font.size;
    let most = lines(&font);
    let columns = columns(canvas, fitted, &names, &font, &most, size.x);
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
        let y = ys[i];
        let room = columns.labels[spot.layer];
        let lines = canvas.balance(&names[i], &drawing.font, room + 0.5, most[i]);
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
    for (i, ports) in ports(&drawing, fitted).into_iter().enumerate() {
        let curve = curve(&drawing, &columns, diagram, fitted, i, (top, pitch, ports));
        drawing.curves.push(curve);
    }
    drawing
}

/// How many lines each name may take, clear of the names above and below it in its column.
fn most_lines(fitted: &Fitted, ys: &[f32], leading: f32, (top, bottom): (f32, f32)) -> Vec<usize> {
    let layer = |i: usize| fitted.layout.nodes[i].layer;
    let free = |i: usize| {
        let edges = 2.0 * (ys[i] - top).min(bottom - ys[i]);
        let others = (0..ys.len()).filter(|&j| j != i && layer(j) == layer(i));
        others.map(|j| (ys[i] - ys[j]).abs()).fold(edges, f32::min)
    };
    let lines = |i: usize| ((free(i) / (1.02 * leading)) as usize).clamp(1, MOST_LINES);
    (0..ys.len()).map(lines).collect()
}

/// Gives each column what its names need on one line, or, where there is less room, on as many lines as each may take;
/// what is left is shared between the gaps.
fn columns(
    canvas: &Canvas<'_>,
    fitted: &Fitted,
    names: &[String],
    font: &FontId,
    most: &[usize],
    width: f32,
) -> Columns {
    let n = fitted.graph.layers.max(1);
    let mark = mark_room(font);
    let gaps = (n - 1) as f32;
    let wanted = widest(fitted, names, |_, name| canvas.width(name, font));
    let widest_gap = (GAP * font.size).min(0.2 * width / n as f32);
    let spare = width - n as f32 * mark - wanted.iter().sum::<f32>();
    // Curves give way before names are cut.
    let gap = match gaps > 0.0 {
        true => (spare / gaps).clamp(widest_gap.min(LEAST_GAP * font.size), widest_gap),
        false => 0.0,
    };
    let room = (width - n as f32 * mark - gaps * gap).max(1.0);
    let mut labels = wanted.clone();
    if wanted.iter().sum::<f32>() > room {
        let narrow = widest(fitted, names, |i, name| {
            narrowest(canvas, name, font, most[i])
        });
        // Lines are broken before names are cut.
        let (least, most) = match narrow.iter().sum::<f32>() <= room {
            true => (narrow, wanted),
            false => (vec![0.0; n], narrow),
        };
        let under = |cap: f32| -> Vec<f32> {
            let ends = least.iter().zip(&most);
            ends.map(|(least, most)| most.min(cap.max(*least)))
                .collect()
        };
        let (mut low, mut high) = (0.0, room);
        // The cap under which all labels fit together: narrow ones keep their width.
        for _ in 0..32 {
            let cap = 0.5 * (low + high);
            match under(cap).iter().sum::<f32>() <= room {
                true => low = cap,
                false => high = cap,
            }
        }
        labels = under(low);
    }
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
    (top, pitch, ports): (f32, f32, [f32; 2]),
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
    let (from, to) = (a.mark.y + ports[0], b.mark.y + ports[1]);
    let mut points = vec![pos2(a.rect.right() + off, from)];
    if a.layer == b.layer {
        // Beside its own column, out and back.
        let out = end_of(a.layer) + 1.4 * drawing.font.size;
        let end = pos2(b.rect.right() + off, to);
        bend(&mut points, pos2(out, 0.5 * (from + to)));
        bend(&mut points, end);
    } else {
        points.push(pos2(end_of(a.layer), from));
        for pass in &fitted.layout.passes[i] {
            let y = top + pass.row * pitch;
            bend(&mut points, pos2(columns.left[pass.layer] - off, y));
            points.push(pos2(end_of(pass.layer), y));
        }
        let end = b.mark.x - 1.3 * drawing.radius - 0.6 * off;
        bend(&mut points, pos2(end, to));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::links::{Edge, Graph, Relation};
    use crate::chart::draw::tests::context;
    use crate::chart::fixture::pack;
    use crate::chart::frame::diagram;

    fn arranged(room: Vec2, lang: Lang) -> (Drawing, Vec<String>) {
        arrange_graph(Graph::of(&pack(), None), room, lang)
    }

    fn arrange_graph(graph: Graph, room: Vec2, lang: Lang) -> (Drawing, Vec<String>) {
        let diagram = diagram(graph, &pack(), lang);
        let fitted = Fitted::whole(&diagram.graph);
        let names = names(&diagram, &fitted, lang);
        let mut drawing = None;
        let output = context().run_ui(egui::RawInput::default(), |ui| {
            let theme = FigureTheme::Light;
            drawing = Some(arrange(ui, &diagram, &fitted, theme, 1.0, room, lang));
        });
        output.drop_without_applying_deltas();
        (drawing.unwrap(), names)
    }

    #[test]
    fn kinds_of_links_that_meet_at_a_node_show_their_own_heads() {
        let mut graph = Graph::of(&pack(), None);
        // Inside the column of a node with a link to the right, one of another kind.
        let right = |e: &&Edge| graph.nodes[e.from].layer < graph.nodes[e.to].layer;
        let model = *graph.edges.iter().find(right).unwrap();
        let mut others = (0..graph.nodes.len()).filter(|i| *i != model.from);
        let layer = |i: usize| graph.nodes[i].layer;
        let from = others.find(|i| layer(*i) == layer(model.from)).unwrap();
        let kinds = [Relation::Follows, Relation::BuildsOn].into_iter();
        let mut kinds = kinds.filter(|kind| *kind != model.relation);
        graph.edges.push(Edge {
            from,
            to: model.from,
            relation: kinds.next().unwrap(),
            ..model
        });
        let (drawing, _) = arrange_graph(graph, vec2(1200.0, 700.0), Lang::Zh);
        let ends = |c: &Curve| {
            let (left, right) = match c.from_first {
                true => c.ends,
                false => (c.ends.1, c.ends.0),
            };
            // Inside a column both ends are at the right.
            let inside = drawing.nodes[left].layer == drawing.nodes[right].layer;
            let (first, last) = (c.points[0].y, c.points[c.points.len() - 1].y);
            [(left, true, first), (right, inside, last)]
        };
        let mut met = 0;
        for a in &drawing.curves {
            for b in drawing.curves.iter().filter(|b| b.relation != a.relation) {
                for a in ends(a) {
                    for b in ends(b).iter().filter(|b| (a.0, a.1) == (b.0, b.1)) {
                        let gap = a.2 - b.2;
                        assert!(gap.abs() > 0.3 * drawing.font.size, "{gap}");
                        met += 1;
                    }
                }
            }
        }
        assert!(met > 0);
        let inside = |c: &&Curve| drawing.nodes[c.ends.0].layer == drawing.nodes[c.ends.1].layer;
        assert_eq!(drawing.curves.iter().filter(inside).count(), 1);
    }

    #[test]
    fn in_little_room_the_diagram_is_wider_rather_than_cut() {
        for lang in [Lang::Zh, Lang::En] {
            let (drawing, names) = arranged(vec2(674.0, 580.0), lang);
            for (node, name) in drawing.nodes.iter().zip(names) {
                assert!(node.rect.right() <= drawing.size.x + 0.5, "{name}");
                let said: String = node.lines.concat();
                assert!(!said.contains('…'), "{name}: {said}");
            }
        }
    }
}
