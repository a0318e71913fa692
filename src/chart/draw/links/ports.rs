//! Where edges end at the sides of their nodes.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::drawing::Drawing;
use crate::analysis::links::Relation;
use crate::analysis::links::fold::Fitted;

/// Where an edge meets a node.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Left,
    Right,
}

/// A side of a node.
type End = (usize, Side);

/// How far above or below the middle of each of its nodes each edge ends, the left one first: kinds of links that meet at
/// one side of a node end apart, so that each shows its own head, those from above first.
pub(super) fn ports(drawing: &Drawing, fitted: &Fitted) -> Vec<[f32; 2]> {
    let layer = |node: usize| fitted.layout.nodes[node].layer;
    // Where an edge ends: at its left node's right side, and at its right node's left side; inside a column at the right
    // sides of both.
    let ends = fitted.graph.edges.iter().map(|edge| {
        let (from, to) = (edge.from, edge.to);
        match layer(from).cmp(&layer(to)) {
            Ordering::Less => [(from, Side::Right), (to, Side::Left)],
            Ordering::Equal => [(from, Side::Right), (to, Side::Right)],
            Ordering::Greater => [(to, Side::Right), (from, Side::Left)],
        }
    });
    let ends: Vec<[End; 2]> = ends.collect();
    // Of each kind that meets there, the heights of the other ends together, and how many there are.
    let mut met: HashMap<End, Vec<(Relation, f32, f32)>> = HashMap::new();
    for (edge, [a, b]) in fitted.graph.edges.iter().zip(&ends) {
        for (here, (other, _)) in [(a, b), (b, a)] {
            let y = drawing.nodes[*other].mark.y;
            let kinds = met.entry(*here).or_default();
            match kinds.iter_mut().find(|kind| kind.0 == edge.relation) {
                Some(kind) => (kind.1, kind.2) = (kind.1 + y, kind.2 + 1.0),
                None => kinds.push((edge.relation, y, 1.0)),
            }
        }
    }
    for kinds in met.values_mut() {
        kinds.sort_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)));
    }
    let port = |end: &End, relation: Relation| {
        // Every end has met its own edge at least.
        let kinds = &met[end];
        let place = kinds.iter().position(|kind| kind.0 == relation);
        let off = place.unwrap_or(0) as f32 - 0.5 * (kinds.len() - 1) as f32;
        off * (0.5 * drawing.font.size).min(drawing.leading / kinds.len() as f32)
    };
    let edges = fitted.graph.edges.iter().zip(&ends);
    let ports = edges.map(|(edge, ends)| [0, 1].map(|side| port(&ends[side], edge.relation)));
    ports.collect()
}
