//! Indices and their trees.

use std::collections::{HashMap, HashSet};

use super::{Checker, Kind};
use crate::dataset::parsed::INDICES;
use crate::dataset::scan::Step::{Field, Item};
use crate::model::IndexDefinition;

impl Checker<'_> {
    pub(super) fn indices(&mut self) {
        let mut seen = HashSet::new();
        for (i, index) in self.pack.records.indices.iter().enumerate() {
            self.id(
                INDICES,
                &[Item(i), Field("id")],
                index.id.as_str(),
                &mut seen,
            );
            let path = [Item(i), Field("zone")];
            self.entity(INDICES, &path, index.zone.as_ref());
            let path = [Item(i), Field("source")];
            self.reference(INDICES, &path, Kind::Source, index.source.as_str());
            self.cited(INDICES, i, &index.sources);
            self.nodes(i, index);
        }
    }

    fn nodes(&mut self, item: usize, index: &IndexDefinition) {
        let mut seen = HashSet::new();
        for (j, node) in index.nodes.iter().enumerate() {
            let path = [Item(item), Field("nodes"), Item(j), Field("id")];
            self.id(INDICES, &path, &node.id, &mut seen);
        }
        let parents: HashMap<&str, &str> = (index.nodes.iter())
            .filter_map(|node| Some((node.id.as_str(), node.parent.as_deref()?)))
            .collect();
        let rooted = rooted(&parents);
        for (j, node) in index.nodes.iter().enumerate() {
            let path = |field| [Item(item), Field("nodes"), Item(j), Field(field)];
            if let Some(parent) = &node.parent {
                if !seen.contains(parent) {
                    let message = format!("unknown parent `{parent}`");
                    let known = seen.iter().map(String::as_str);
                    let remedy = self.nearest(INDICES, parent, known);
                    self.error(INDICES, &path("parent"), message, remedy);
                }
                if rooted.get(parent.as_str()) == Some(&false) {
                    let message = format!("`{}` is its own ancestor", node.id);
                    let remedy = "the parents must lead to the total";
                    self.error(INDICES, &path("parent"), message, remedy.into());
                }
            }
            if let Some(metric) = &node.metric {
                self.reference(INDICES, &path("metric"), Kind::Metric, metric.as_str());
            }
            if node.weight.is_some_and(|w| !(0.0..=100.0).contains(&w)) {
                let message = "a weight lies between 0 and 100 per cent".into();
                self.error(INDICES, &path("weight"), message, String::new());
            }
        }
    }
}

/// Of every node and parent whether the way up from it ends; it does not where parents lead round and round.
fn rooted<'a>(parents: &HashMap<&'a str, &'a str>) -> HashMap<&'a str, bool> {
    let mut rooted = HashMap::new();
    for start in parents.keys() {
        let (mut way, mut at) = (Vec::new(), Some(*start));
        let ends = loop {
            let Some(id) = at else {
                break true;
            };
            if let Some(&ends) = rooted.get(id) {
                break ends;
            }
            // Met again on this way, it is not rooted.
            rooted.insert(id, false);
            way.push(id);
            at = parents.get(id).copied();
        };
        rooted.extend(way.into_iter().map(|id| (id, ends)));
    }
    rooted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_up_end_or_go_round() {
        let parents = HashMap::from([
            ("a", "total"),
            ("lost", "nobody"),
            ("b", "c"),
            ("c", "d"),
            ("d", "c"),
            ("self", "self"),
        ]);
        let rooted = rooted(&parents);
        for id in parents.keys().chain(["total"].iter()) {
            assert_eq!(rooted[id], ["total", "a", "lost"].contains(id), "{id}");
        }
    }

    #[test]
    fn a_long_way_is_gone_once() {
        let ids: Vec<String> = (0..50_000).map(|n| n.to_string()).collect();
        let parents: HashMap<&str, &str> = (ids.iter().zip(&ids[1..]))
            .map(|(id, parent)| (id.as_str(), parent.as_str()))
            .collect();
        let start = std::time::Instant::now();
        assert!(rooted(&parents).values().all(|ends| *ends));
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
