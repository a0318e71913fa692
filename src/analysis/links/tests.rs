//! Graphs of the embedded pack and random ones.

use proptest::prelude::*;

use super::fold::{Fitted, fit};
use super::layout::Layout;
use super::{Edge, Graph, Node, NodeId, Relation, Role};
use crate::dataset::Dataset;

fn graph(roles: &[(usize, usize)], edges: &[(usize, usize, usize)]) -> Graph {
    let node = |(i, (role, band)): (usize, &(usize, usize))| Node {
        id: NodeId::Org(format!("n{i}").into()),
        role: Role::ALL[role % Role::ALL.len()],
        band: *band,
        layer: 0,
        folded: 0,
    };
    let n = roles.len().max(1);
    let edge = |&(from, to, relation): &(usize, usize, usize)| Edge {
        from: from % n,
        to: to % n,
        relation: Relation::ALL[relation % Relation::ALL.len()],
        link: None,
    };
    let graph = Graph {
        nodes: roles.iter().enumerate().map(node).collect(),
        edges: match roles.is_empty() {
            true => Vec::new(),
            false => edges.iter().map(edge).filter(|e| e.from != e.to).collect(),
        },
        ..Graph::default()
    };
    graph.settled()
}

/// Nodes inside their bands, bands apart, no two nodes of a layer closer than a row.
fn sound(graph: &Graph, layout: &Layout) {
    assert_eq!(layout, &Layout::new(graph), "not deterministic");
    for pair in layout.bands.windows(2) {
        assert!(pair[0].1 < pair[1].0);
    }
    let mut taken: Vec<(usize, f32)> = Vec::new();
    for (node, spot) in graph.nodes.iter().zip(&layout.nodes) {
        let (top, bottom) = layout.bands[node.band];
        assert!(
            spot.row >= top + 0.49 && spot.row <= bottom - 0.49,
            "{spot:?} {top} {bottom}"
        );
        assert!(spot.layer < graph.layers && spot.row <= layout.rows);
        for (layer, row) in &taken {
            assert!(
                *layer != spot.layer || (row - spot.row).abs() > 0.99,
                "{spot:?} on {row}"
            );
        }
        taken.push((spot.layer, spot.row));
    }
    for (edge, passes) in graph.edges.iter().zip(&layout.passes) {
        let layer = |i: usize| graph.nodes[i].layer;
        let apart = layer(edge.from).abs_diff(layer(edge.to));
        if graph.nodes[edge.from].band == graph.nodes[edge.to].band {
            assert_eq!(passes.len(), apart.saturating_sub(1));
        }
    }
}

/// Every node of `whole` is there, itself or folded.
fn complete(whole: &Graph, fitted: &Fitted) {
    let there: usize = fitted
        .graph
        .nodes
        .iter()
        .map(|node| node.folded.max(1))
        .sum();
    assert_eq!(there, whole.nodes.len());
    assert_eq!(fitted.origin.len(), fitted.graph.nodes.len());
}

proptest! {
    #[test]
    fn any_graph_is_placed_and_folded(
        roles in prop::collection::vec((0..8_usize, 0..4_usize), 0..60),
        edges in prop::collection::vec((0..60_usize, 0..60_usize, 0..8_usize), 0..120),
        rows in 0.0..40.0_f32,
    ) {
        let graph = graph(&roles, &edges);
        sound(&graph, &Layout::new(&graph));
        let fitted = fit(&graph, rows);
        sound(&fitted.graph, &fitted.layout);
        prop_assert!(fitted.layout.rows <= rows);
        if !fitted.graph.nodes.is_empty() {
            complete(&graph, &fitted);
        }
    }
}

#[test]
fn nothing_one_and_five_hundred() {
    assert_eq!(fit(&graph(&[], &[]), 10.0).layout.rows, 0.0);
    assert_eq!(fit(&graph(&[(3, 0)], &[]), 10.0).layout.rows, 1.0);
    let many: Vec<(usize, usize)> = (0..500).map(|i| (3 + i % 5, i % 9)).collect();
    let links: Vec<_> = (1..500).map(|i| (i, i / 11, 2)).collect();
    let graph = graph(&many, &links);
    let started = std::time::Instant::now();
    let fitted = fit(&graph, 24.0);
    assert!(started.elapsed().as_secs() < 5);
    assert!(fitted.layout.rows <= 24.0 && fitted.graph.nodes.len() > 9);
    complete(&graph, &fitted);
}

#[test]
fn cycles_and_long_chains_end() {
    let firms = vec![(3, 0); 300];
    let ring: Vec<_> = (0..300).map(|i| (i, (i + 1) % 300, 5)).collect();
    let graph = graph(&firms, &ring);
    assert_eq!(graph.layers, 4, "longer chains stay in the last layer");
    sound(&graph, &Layout::new(&graph));
}

#[test]
fn a_tree_has_no_crossings_and_parents_face_their_children() {
    // A zone, two clusters, sub-sectors handed out alternately.
    let roles = [(0, 0), (1, 0), (1, 0), (2, 0), (2, 0), (2, 0), (2, 0)];
    let edges = [
        (0, 1, 0),
        (0, 2, 0),
        (1, 3, 0),
        (2, 4, 0),
        (1, 5, 0),
        (2, 6, 0),
    ];
    let graph = graph(&roles, &edges);
    let rows: Vec<f32> = Layout::new(&graph)
        .nodes
        .iter()
        .map(|spot| spot.row)
        .collect();
    assert!(
        rows[3].max(rows[5]) < rows[4].min(rows[6]) || rows[3].min(rows[5]) > rows[4].max(rows[6])
    );
    assert!(
        (rows[1] - 0.5 * (rows[3] + rows[5])).abs() < 0.01,
        "{rows:?}"
    );
    assert!((rows[0] - 2.0).abs() < 0.01, "{rows:?}");
}

#[test]
fn the_pack_s_zones_are_as_the_source_says() {
    let data = Dataset::embedded();
    let jining = Graph::of(&data, Some(&"jining".into()));
    let count = |role| jining.nodes.iter().filter(|node| node.role == role).count();
    assert_eq!(
        (
            count(Role::Zone),
            count(Role::Cluster),
            count(Role::SubSector)
        ),
        (1, 4, 15)
    );
    assert_eq!((jining.bands, jining.layers), (1, 5));
    let komatsu = jining
        .position(&NodeId::Org("komatsu-shandong".into()))
        .unwrap();
    assert_eq!(
        jining
            .lineage(komatsu)
            .iter()
            .filter(|inside| **inside)
            .count(),
        11
    );
    let xiamen = Graph::of(&data, Some(&"xiamen".into()));
    let layer = |id: &str| xiamen.nodes[xiamen.position(&NodeId::Org(id.into())).unwrap()].layer;
    assert!(
        layer("mediatek") < layer("xingchen"),
        "what is outside is shown where it is linked"
    );
    assert!(layer("makerspace") < layer("incubator") && layer("incubator") < layer("accelerator"));
    let all = Graph::of(&data, None);
    let organisations = all
        .nodes
        .iter()
        .filter(|node| node.role > Role::SubSector)
        .count();
    assert_eq!(
        organisations,
        data.industry.organisations.len(),
        "nobody is left out"
    );
    assert_eq!(Graph::of(&data, Some(&"nowhere".into())), Graph::default());
}
