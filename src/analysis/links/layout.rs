//! Where nodes stand: layers from left to right, bands from top to bottom, rows inside them.
//!
//! Sugiyama's way: an edge that passes a layer gets a narrow place in it, neighbours' barycentres order each layer,
//! and rows are moved towards their neighbours as far as the others let them.

use super::Graph;

/// Height of a node, in rows.
const NODE: f32 = 1.0;
/// Height of an edge that passes a layer.
const PASSING: f32 = 0.5;
/// Between bands.
const BAND_GAP: f32 = 0.7;
/// Rounds of ordering and of moving.
const ROUNDS: usize = 6;

/// Where a node's or a passing edge's middle is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Layer from the left.
    pub layer: usize,
    /// Rows from the top.
    pub row: f32,
}

/// A placed graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Height in rows.
    pub rows: f32,
    /// Where every node stands.
    pub nodes: Vec<Spot>,
    /// Where every edge passes the layers between its ends, from left to right.
    pub passes: Vec<Vec<Spot>>,
    /// Rows between which each band lies.
    pub bands: Vec<(f32, f32)>,
}

/// What takes room in a layer.
#[derive(Clone, Copy)]
enum What {
    Node(usize),
    /// An edge, by position.
    Pass(usize),
}

struct Item {
    what: What,
    layer: usize,
    size: f32,
    left: Vec<usize>,
    right: Vec<usize>,
    /// Place in its layer.
    place: usize,
    row: f32,
}

struct Band {
    items: Vec<Item>,
    /// Items of each layer, from the top.
    layers: Vec<Vec<usize>>,
}

impl Layout {
    /// Places the graph.
    pub fn new(graph: &Graph) -> Self {
        let mut layout = Self {
            nodes: vec![Spot { layer: 0, row: 0.0 }; graph.nodes.len()],
            passes: vec![Vec::new(); graph.edges.len()],
            ..Self::default()
        };
        let mut top = 0.0;
        for mut band in bands(graph) {
            band.order();
            let height = band.place();
            for item in &band.items {
                let spot = Spot {
                    layer: item.layer,
                    row: top + item.row,
                };
                match item.what {
                    What::Node(i) => layout.nodes[i] = spot,
                    What::Pass(i) => layout.passes[i].push(spot),
                }
            }
            layout.bands.push((top, top + height));
            top += height + BAND_GAP;
        }
        layout.rows = (top - BAND_GAP).max(0.0);
        layout
    }
}

/// The items of each band. Edges between bands, and inside a layer, pass nothing.
fn bands(graph: &Graph) -> Vec<Band> {
    let mut bands: Vec<Band> = (0..graph.bands)
        .map(|_| Band {
            items: Vec::new(),
            layers: vec![Vec::new(); graph.layers],
        })
        .collect();
    let mut at = Vec::with_capacity(graph.nodes.len());
    for (i, node) in graph.nodes.iter().enumerate() {
        at.push(bands[node.band].push(What::Node(i), node.layer, NODE));
    }
    for (i, edge) in graph.edges.iter().enumerate() {
        let (from, to) = (&graph.nodes[edge.from], &graph.nodes[edge.to]);
        if from.band != to.band || from.layer == to.layer {
            continue;
        }
        let band = &mut bands[from.band];
        let (left, right) = match from.layer < to.layer {
            true => (edge.from, edge.to),
            false => (edge.to, edge.from),
        };
        let (first, last) = (graph.nodes[left].layer, graph.nodes[right].layer);
        let mut before = at[left];
        for layer in first + 1..last {
            let pass = band.push(What::Pass(i), layer, PASSING);
            band.join(before, pass);
            before = pass;
        }
        band.join(before, at[right]);
    }
    bands
}

impl Band {
    fn push(&mut self, what: What, layer: usize, size: f32) -> usize {
        let i = self.items.len();
        let place = self.layers[layer].len();
        let (left, right) = (Vec::new(), Vec::new());
        self.items.push(Item {
            what,
            layer,
            size,
            left,
            right,
            place,
            row: 0.0,
        });
        self.layers[layer].push(i);
        i
    }

    fn join(&mut self, left: usize, right: usize) {
        self.items[left].right.push(right);
        self.items[right].left.push(left);
    }

    /// Orders each layer by the barycentre of its neighbours, to and fro, and keeps the order with fewest crossings.
    fn order(&mut self) {
        let mut best = self.layers.clone();
        let mut fewest = self.crossings();
        for round in 0..ROUNDS {
            if fewest == 0 && round > 0 {
                break;
            }
            let n = self.layers.len();
            for layer in 1..n {
                self.sort(layer, true);
            }
            for layer in (0..n.saturating_sub(1)).rev() {
                self.sort(layer, false);
            }
            for layer in 1..n {
                self.sort(layer, true);
            }
            let now = self.crossings();
            if now < fewest {
                fewest = now;
                best.clone_from(&self.layers);
            }
        }
        for (layer, items) in best.into_iter().enumerate() {
            self.set(layer, items);
        }
    }

    fn set(&mut self, layer: usize, items: Vec<usize>) {
        for (place, &i) in items.iter().enumerate() {
            self.items[i].place = place;
        }
        self.layers[layer] = items;
    }

    /// What has no neighbour there keeps its share of the layer's height.
    fn sort(&mut self, layer: usize, by_left: bool) {
        let share =
            |item: &Item| (item.place as f32 + 0.5) / self.layers[item.layer].len().max(1) as f32;
        let mut keyed: Vec<(f32, usize)> = self.layers[layer]
            .iter()
            .map(|&i| {
                let item = &self.items[i];
                let near = if by_left { &item.left } else { &item.right };
                let sum: f32 = near.iter().map(|&j| share(&self.items[j])).sum();
                let key = match near.is_empty() {
                    true => share(item),
                    false => sum / near.len() as f32,
                };
                (key, i)
            })
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.set(layer, keyed.into_iter().map(|(_, i)| i).collect());
    }

    /// Pairs of edges that cross.
    fn crossings(&self) -> usize {
        let mut count = 0;
        for layer in &self.layers {
            let mut ends: Vec<(usize, usize)> = Vec::new();
            for &i in layer {
                let item = &self.items[i];
                ends.extend(
                    item.right
                        .iter()
                        .map(|&j| (item.place, self.items[j].place)),
                );
            }
            ends.sort_unstable();
            let mut seen: Vec<usize> = Vec::with_capacity(ends.len());
            for (_, end) in ends {
                let at = seen.partition_point(|&s| s <= end);
                count += seen.len() - at;
                seen.insert(at, end);
            }
        }
        count
    }

    /// Gives every item its row; says how many rows the band has.
    fn place(&mut self) -> f32 {
        let height = |layer: &Vec<usize>| layer.iter().map(|&i| self.items[i].size).sum::<f32>();
        let rows = self.layers.iter().map(height).fold(0.0, f32::max);
        for layer in 0..self.layers.len() {
            let mut top = 0.0;
            for &i in &self.layers[layer] {
                self.items[i].row = top + 0.5 * self.items[i].size;
                top += self.items[i].size;
            }
        }
        let n = self.layers.len();
        for round in 0..=ROUNDS {
            for layer in 0..n {
                self.pull(layer, rows, true, false);
            }
            for layer in (0..n).rev() {
                self.pull(layer, rows, false, round == ROUNDS);
            }
        }
        rows
    }

    /// Moves a layer's items towards the mean row of their neighbours on one side (the `last` time of what hangs on
    /// them if anything does), as little as the distances between them demand: isotonic regression, then clamped.
    fn pull(&mut self, layer: usize, rows: f32, by_left: bool, last: bool) {
        struct Block {
            sum: f32,
            weight: f32,
            items: usize,
        }
        let order = std::mem::take(&mut self.layers[layer]);
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(order.len());
        let mut blocks: Vec<Block> = Vec::new();
        for &i in &order {
            let item = &self.items[i];
            offsets.push(offset + 0.5 * item.size);
            let by_left = match last {
                true => item.right.is_empty(),
                false => by_left,
            };
            let near = if by_left { &item.left } else { &item.right };
            let sum: f32 = near.iter().map(|&j| self.items[j].row).sum();
            // What is joined to nothing gives way.
            let (wish, weight) = match near.len() {
                0 => (item.row, 0.05),
                n => (sum / n as f32, 1.0),
            };
            let wish = wish - offset - 0.5 * item.size;
            offset += item.size;
            blocks.push(Block {
                sum: weight * wish,
                weight,
                items: 1,
            });
            while let [.., a, b] = blocks.as_mut_slice()
                && a.sum * b.weight > b.sum * a.weight
            {
                a.sum += b.sum;
                a.weight += b.weight;
                a.items += b.items;
                blocks.pop();
            }
        }
        let room = (rows - offset).max(0.0);
        let mut at = order.iter().zip(offsets);
        for block in blocks {
            let shift = (block.sum / block.weight).clamp(0.0, room);
            for (&i, offset) in at.by_ref().take(block.items) {
                self.items[i].row = shift + offset;
            }
        }
        self.layers[layer] = order;
    }
}
