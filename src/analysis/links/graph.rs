//! The graph itself: nodes in layers and bands, edges, and parts cut out of it.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::{NodeId, ORGANISATIONS, Record, Relation, Role};
use crate::dataset::Dataset;
use crate::model::EntityId;

/// Most layers of organisations; longer chains continue inside the last one.
const DEPTH: usize = 4;

/// One node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Which record it is.
    pub id: NodeId,
    /// What it is.
    pub role: Role,
    /// The band it stands in: one per zone, from the top; what lies in no zone joins the band it is linked to.
    pub band: usize,
    /// The layer it stands in, from the left; layers without nodes are left out.
    pub layer: usize,
    /// Nodes this one stands for; 0 for an ordinary node.
    pub folded: usize,
}

/// One edge between nodes, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edge {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it says.
    pub relation: Relation,
    /// Position of the link in the records; `None` for what structure says.
    pub link: Option<usize>,
}

/// Nodes in layers and bands, and edges between them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Graph {
    /// The nodes; zones, clusters with their sub-sectors, organisations, each in the dataset's order.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// Number of bands.
    pub bands: usize,
    /// Number of layers.
    pub layers: usize,
}

/// The records of a dataset's industry by node.
#[derive(Debug, Default)]
pub struct Index<'a> {
    records: HashMap<&'a str, Record<'a>>,
    zones: HashMap<&'a str, Record<'a>>,
}

impl<'a> Index<'a> {
    /// Takes in the records.
    pub fn new(data: &'a Dataset) -> Self {
        let mut index = Self::default();
        for zone in &data.zones {
            index.zones.insert(zone.id.as_str(), Record::Zone(zone));
        }
        for cluster in &data.industry.clusters {
            index
                .records
                .insert(cluster.id.as_str(), Record::Cluster(cluster));
            for sub in &cluster.sub_sectors {
                index
                    .records
                    .insert(sub.id.as_str(), Record::SubSector(sub, cluster));
            }
        }
        for org in &data.industry.organisations {
            index
                .records
                .insert(org.id.as_str(), Record::Organisation(org));
        }
        index
    }

    /// The record of a node.
    pub fn record(&self, id: &NodeId) -> Option<Record<'a>> {
        match id {
            NodeId::Zone(id) => self.zones.get(id.as_str()).copied(),
            NodeId::Org(id) => self.records.get(id.as_str()).copied(),
        }
    }
}

/// A graph being built: edges by id, bands not yet known to all.
#[derive(Default)]
struct Builder {
    graph: Graph,
    at: HashMap<NodeId, usize>,
    band: Vec<Option<usize>>,
}

impl Builder {
    fn node(&mut self, id: NodeId, role: Role, band: Option<usize>) -> usize {
        if let Some(&at) = self.at.get(&id) {
            return at;
        }
        let at = self.graph.nodes.len();
        self.at.insert(id.clone(), at);
        self.band.push(band);
        self.graph.nodes.push(Node {
            id,
            role,
            band: 0,
            layer: 0,
            folded: 0,
        });
        at
    }

    fn edge(&mut self, from: usize, to: usize, relation: Relation, link: Option<usize>) {
        if from != to {
            self.graph.edges.push(Edge {
                from,
                to,
                relation,
                link,
            });
        }
    }

    /// What lies in no zone joins the band it is linked to, else a band of its own at the foot.
    fn settle_bands(&mut self, zones: usize) {
        let near = self.graph.neighbours();
        let mut queue: VecDeque<usize> = (0..self.band.len())
            .filter(|&i| self.band[i].is_some())
            .collect();
        while let Some(i) = queue.pop_front() {
            for &other in &near[i] {
                if self.band[other].is_none() {
                    self.band[other] = self.band[i];
                    queue.push_back(other);
                }
            }
        }
        for (node, band) in self.graph.nodes.iter_mut().zip(&self.band) {
            node.band = band.unwrap_or(zones);
        }
    }
}

impl Graph {
    /// All of the dataset's industry, or that of one zone with whatever elsewhere is linked to it.
    pub fn of(data: &Dataset, zone: Option<&EntityId>) -> Self {
        let mut builder = Builder::default();
        let zones = zones(data);
        let bands: HashMap<&EntityId, usize> =
            zones.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        for (band, id) in zones.iter().enumerate() {
            builder.node(NodeId::Zone((*id).clone()), Role::Zone, Some(band));
        }
        for cluster in &data.industry.clusters {
            let band = bands.get(&cluster.zone).copied();
            let at = builder.node(NodeId::Org(cluster.id.clone()), Role::Cluster, band);
            if let Some(&home) = builder.at.get(&NodeId::Zone(cluster.zone.clone())) {
                builder.edge(home, at, Relation::Has, None);
            }
            for sub in &cluster.sub_sectors {
                let sub = builder.node(NodeId::Org(sub.id.clone()), Role::SubSector, band);
                builder.edge(at, sub, Relation::Has, None);
            }
        }
        for org in &data.industry.organisations {
            let band = org.zone.as_ref().and_then(|id| bands.get(id)).copied();
            builder.node(NodeId::Org(org.id.clone()), org.kind.into(), band);
        }
        for (i, link) in data.industry.links.iter().enumerate() {
            let ends = [&link.from, &link.to].map(|id| builder.at.get(&NodeId::Org(id.clone())));
            if let [Some(&from), Some(&to)] = ends {
                builder.edge(from, to, link.kind.into(), Some(i));
            }
        }
        builder.settle_bands(zones.len());
        let graph = builder.graph;
        let Some(zone) = zone else {
            return graph.settled();
        };
        let Some(&band) = bands.get(zone) else {
            return Self::default();
        };
        let near = graph.neighbours();
        let kept: Vec<bool> = (0..graph.nodes.len())
            .map(|i| {
                let inside = |i: usize| graph.nodes[i].band == band;
                inside(i) || near[i].iter().any(|&other| inside(other))
            })
            .collect();
        let mut part = graph.retain(|i| kept[i], |_| true);
        for node in &mut part.nodes {
            node.band = 0;
        }
        part.settled()
    }

    /// The nodes `keep` says, and of the edges between them those `keep_edge` says.
    pub fn retain(&self, keep: impl Fn(usize) -> bool, keep_edge: impl Fn(&Edge) -> bool) -> Self {
        let mut at = vec![None; self.nodes.len()];
        let mut nodes = Vec::new();
        for (i, node) in self.nodes.iter().enumerate().filter(|(i, _)| keep(*i)) {
            at[i] = Some(nodes.len());
            nodes.push(node.clone());
        }
        let edges = self.edges.iter().filter(|edge| keep_edge(edge));
        let edges = edges.filter_map(|edge| {
            let (from, to) = (at[edge.from]?, at[edge.to]?);
            Some(Edge { from, to, ..*edge })
        });
        Self {
            edges: edges.collect(),
            nodes,
            ..Self::default()
        }
        .settled()
    }

    /// Position of a node.
    pub fn position(&self, id: &NodeId) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == *id)
    }

    /// The neighbours of every node, in order of the edges, each once per edge.
    pub fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut near = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            near[edge.from].push(edge.to);
            near[edge.to].push(edge.from);
        }
        near
    }

    /// `node`, what it hangs on leftwards, and all that hangs on it rightwards.
    pub fn lineage(&self, node: usize) -> Vec<bool> {
        let mut inside = vec![false; self.nodes.len()];
        for rightward in [false, true] {
            let mut next = vec![Vec::new(); self.nodes.len()];
            for edge in &self.edges {
                let (left, right) = edge.sides();
                match rightward {
                    true => next[left].push(right),
                    false => next[right].push(left),
                }
            }
            let mut seen = vec![false; self.nodes.len()];
            let mut queue = VecDeque::from([node]);
            while let Some(i) = queue.pop_front() {
                if i < seen.len() && !std::mem::replace(&mut seen[i], true) {
                    inside[i] = true;
                    queue.extend(&next[i]);
                }
            }
        }
        inside
    }

    /// Layers and bands without gaps. Layers follow from role and links, so the result is always the same.
    pub(super) fn settled(mut self) -> Self {
        let depth = self.depths();
        for (node, depth) in self.nodes.iter_mut().zip(depth) {
            node.layer = node.role.layer() + depth;
        }
        self.compact();
        self
    }

    /// Renumbers layers and bands so that none is empty.
    pub(super) fn compact(&mut self) {
        fn renumber(values: Vec<&mut usize>) -> usize {
            let mut known: BTreeMap<usize, usize> = values.iter().map(|v| (**v, 0)).collect();
            for (n, new) in known.values_mut().enumerate() {
                *new = n;
            }
            for value in values {
                *value = known.get(value).copied().unwrap_or(0);
            }
            known.len()
        }
        self.layers = renumber(self.nodes.iter_mut().map(|n| &mut n.layer).collect());
        self.bands = renumber(self.nodes.iter_mut().map(|n| &mut n.band).collect());
    }

    /// How many links right of the first organisation each organisation stands. A cycle is entered at its first node.
    fn depths(&self) -> Vec<usize> {
        let n = self.nodes.len();
        let is_org = |i: usize| self.nodes[i].role.layer() == ORGANISATIONS;
        let (mut next, mut before) = (vec![Vec::new(); n], vec![0_usize; n]);
        for edge in &self.edges {
            let (left, right) = edge.sides();
            if is_org(left) && is_org(right) {
                next[left].push(right);
                before[right] += 1;
            }
        }
        let (mut depth, mut done) = (vec![0_usize; n], vec![false; n]);
        let mut queue: VecDeque<usize> = (0..n).filter(|&i| before[i] == 0).collect();
        for entry in 0..n {
            if queue.is_empty() && !done[entry] {
                queue.push_back(entry);
            }
            while let Some(i) = queue.pop_front() {
                if std::mem::replace(&mut done[i], true) {
                    continue;
                }
                for &right in next[i].iter().filter(|&&right| !done[right]) {
                    depth[right] = depth[right].max((depth[i] + 1).min(DEPTH - 1));
                    before[right] -= 1;
                    if before[right] == 0 {
                        queue.push_back(right);
                    }
                }
            }
        }
        depth
    }
}

impl Edge {
    /// Its ends, the anchor first.
    fn sides(&self) -> (usize, usize) {
        match self.relation.anchor_first() {
            true => (self.from, self.to),
            false => (self.to, self.from),
        }
    }
}

/// Zones that have industry records, in the dataset's order.
fn zones(data: &Dataset) -> Vec<&EntityId> {
    let industry = &data.industry;
    let named: std::collections::HashSet<&EntityId> = (industry.clusters.iter())
        .map(|cluster| &cluster.zone)
        .chain(
            industry
                .organisations
                .iter()
                .filter_map(|org| org.zone.as_ref()),
        )
        .collect();
    data.zones
        .iter()
        .map(|zone| &zone.id)
        .filter(|id| named.contains(id))
        .collect()
}
