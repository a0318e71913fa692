//! Making a graph fit: what there is no room for becomes one node 其他 with a count.

use std::collections::HashMap;

use super::layout::Layout;
use super::{Edge, Graph};

/// A graph that fits, and how it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fitted {
    /// The graph; a node with `folded` > 0 stands for that many.
    pub graph: Graph,
    /// Position of each node in the graph it was made from; of a folded node, that of one it stands for.
    pub origin: Vec<usize>,
    /// How it stands.
    pub layout: Layout,
}

impl Fitted {
    /// The whole graph, however many rows it takes.
    pub fn whole(graph: &Graph) -> Self {
        Self {
            origin: (0..graph.nodes.len()).collect(),
            layout: Layout::new(graph),
            graph: graph.clone(),
        }
    }
}

/// Folds nodes until the graph takes at most `rows` rows: first inside each layer of each band, the least linked ones,
/// then whole bands from the foot. Fewer than one row hold nothing.
pub fn fit(graph: &Graph, rows: f32) -> Fitted {
    let whole = Fitted::whole(graph);
    if whole.layout.rows <= rows {
        return whole;
    }
    let largest = cells(graph).values().map(Vec::len).max().unwrap_or(0);
    if let Some(fitted) = most(largest, |n| folded(graph, n, graph.bands), rows) {
        return fitted;
    }
    most(graph.bands, |bands| folded(graph, 1, bands), rows).unwrap_or_default()
}

/// The result for the largest `n` up to `most` whose rows suffice.
fn most(most: usize, make: impl Fn(usize) -> Fitted, rows: f32) -> Option<Fitted> {
    let (mut low, mut high) = (0, most);
    let mut found = None;
    while low < high {
        let n = (low + high).div_ceil(2);
        let fitted = make(n);
        if fitted.layout.rows <= rows {
            found = Some(fitted);
            low = n;
        } else {
            high = n - 1;
        }
    }
    found
}

/// Nodes of each layer of each band.
fn cells(graph: &Graph) -> HashMap<(usize, usize), Vec<usize>> {
    let mut cells: HashMap<_, Vec<usize>> = HashMap::new();
    for (i, node) in graph.nodes.iter().enumerate() {
        cells.entry((node.band, node.layer)).or_default().push(i);
    }
    cells
}

/// At most `per_cell` nodes in each layer of each of the first `bands` bands; the last one stands for the rest.
fn folded(graph: &Graph, per_cell: usize, bands: usize) -> Fitted {
    let mut links = vec![0_usize; graph.nodes.len()];
    for edge in &graph.edges {
        links[edge.from] += 1;
        links[edge.to] += 1;
    }
    // Each node's stand-in: itself, or the node its layer is folded into.
    let mut stand_in: Vec<usize> = (0..graph.nodes.len()).collect();
    for nodes in cells(graph).values() {
        if nodes.len() <= per_cell {
            continue;
        }
        let mut ranked = nodes.clone();
        ranked.sort_by_key(|&i| (std::cmp::Reverse(links[i]), i));
        let rest = &ranked[per_cell.saturating_sub(1)..];
        for &i in rest {
            stand_in[i] = rest[0];
        }
    }
    // Bands that do not fit are one node in the last band kept, at the left.
    let beyond = |i: usize| graph.nodes[i].band >= bands;
    if let Some(first) = (0..graph.nodes.len()).find(|&i| beyond(i)) {
        for (i, at) in stand_in.iter_mut().enumerate() {
            if beyond(i) {
                *at = first;
            }
        }
    }
    let mut stands_for: HashMap<usize, usize> = HashMap::new();
    for at in &stand_in {
        *stands_for.entry(*at).or_default() += 1;
    }
    let mut made = Graph::default();
    let (mut origin, mut place) = (Vec::new(), HashMap::new());
    for &at in &stand_in {
        place.entry(at).or_insert_with(|| {
            let mut node = graph.nodes[at].clone();
            node.folded = stands_for.get(&at).copied().filter(|&n| n > 1).unwrap_or(0);
            origin.push(at);
            made.nodes.push(node);
            made.nodes.len() - 1
        });
    }
    let mut seen = std::collections::HashSet::new();
    for edge in &graph.edges {
        let (from, to) = (place[&stand_in[edge.from]], place[&stand_in[edge.to]]);
        if from != to && seen.insert((from, to, edge.relation)) {
            made.edges.push(Edge { from, to, ..*edge });
        }
    }
    made.compact();
    Fitted {
        layout: Layout::new(&made),
        graph: made,
        origin,
    }
}
