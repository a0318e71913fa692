//! Clusters, sub-sectors, organisations and their links: who stands where is `analysis::links`, here are the words.

use std::cell::LazyCell;

use super::words::short_citation;
use super::{Body, ChartError, Draft};
use crate::analysis::links::{Graph, Index, NodeId, Relation, Role};
use crate::chart::nearest;
use crate::chart::spec::{ChartSpec, LinkFilter};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, OrgId, SourceId};
use crate::search::NameList;
use crate::text::{tr, tr_args};

/// Names of one role told one by one in the summary.
const NAMED: usize = 6;

/// A graph with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Diagram {
    /// The graph.
    pub graph: Graph,
    /// Name of each node.
    pub names: Vec<String>,
    /// What the tooltip of each node says under its name: what it is and where, note, source.
    pub about: Vec<Vec<String>>,
    /// What the tooltip of each edge says: the sentence, the source.
    pub edges: Vec<Vec<String>>,
    /// Which nodes are pointed out; all when none is.
    pub highlight: Vec<bool>,
}

/// Puts names and tooltips to a graph of `dataset`.
pub fn diagram(graph: Graph, dataset: &Dataset, lang: Lang) -> Diagram {
    let index = Index::new(dataset);
    let mut made = Diagram::default();
    for node in &graph.nodes {
        let record = index.record(&node.id);
        let name = record.map_or(node.id.as_str(), |record| record.name(lang));
        let zone = record
            .filter(|r| r.role() != Role::Zone)
            .and_then(|r| r.zone());
        let zone = zone.map(|id| dataset.entity_name(id, lang));
        let role = tr(lang, node.role.text());
        let what: Vec<&str> = std::iter::once(role.as_ref()).chain(zone).collect();
        let mut about = vec![what.join(" · ")];
        if let Some(record) = record {
            about.push(record.note(lang).to_owned());
            let source = record.source();
            about.extend(source.map(|(id, at)| short_citation(dataset, id, at, lang)));
        }
        about.retain(|line| !line.is_empty());
        made.names.push(name.to_owned());
        made.about.push(about);
    }
    for edge in &graph.edges {
        let name = made.names[edge.to].as_str();
        let said = tr_args(lang, edge.relation.said(true), &[("name", name.into())]);
        let mut lines = vec![format!(
            "{}{}{said}",
            made.names[edge.from],
            lang.pick("　", " ")
        )];
        let link = edge.link.and_then(|i| dataset.industry.links.get(i));
        lines.extend(link.map(|l| short_citation(dataset, &l.source, &l.locator, lang)));
        made.edges.push(lines);
    }
    made.highlight = vec![true; graph.nodes.len()];
    made.graph = graph;
    made
}

impl Diagram {
    /// What the diagram shows, in sentences: roles with names, relations with numbers, the most linked node.
    pub fn says(&self, lang: Lang) -> Vec<String> {
        let args = [
            ("nodes", self.graph.nodes.len().to_string().into()),
            ("links", self.graph.edges.len().to_string().into()),
        ];
        let mut parts = vec![tr_args(lang, "links-says", &args)];
        for (role, n) in self.roles() {
            let nodes = self.graph.nodes.iter().zip(&self.names);
            let names: Vec<&str> = nodes
                .filter(|(node, _)| node.role == role)
                .map(|(_, name)| name.as_str())
                .take(NAMED)
                .collect();
            let more = if n > NAMED { "…" } else { "" };
            let names = names.join(lang.pick("、", ", "));
            parts.push(format!(
                "{} {n}{}{names}{more}",
                tr(lang, role.text()),
                lang.pick("：", ": ")
            ));
        }
        let relations = self.relations().into_iter();
        let relations = relations.filter(|(relation, _)| *relation != Relation::Has);
        let counted: Vec<String> = relations
            .map(|(r, n)| format!("{} {n}", tr(lang, r.text())))
            .collect();
        if !counted.is_empty() {
            parts.push(counted.join(lang.pick("，", ", ")));
        }
        let near = self.graph.neighbours();
        // The first of the most linked.
        let most = (0..near.len()).rev().max_by_key(|&i| near[i].len());
        if let Some(i) = most.filter(|&i| near[i].len() > 1) {
            let args = [
                ("name", self.names[i].as_str().into()),
                ("n", near[i].len().to_string().into()),
            ];
            parts.push(tr_args(lang, "links-says-most", &args));
        }
        parts
    }

    /// The roles there are, with how many nodes.
    pub fn roles(&self) -> Vec<(Role, usize)> {
        let count = |role| {
            self.graph
                .nodes
                .iter()
                .filter(|node| node.role == role)
                .count()
        };
        Role::ALL
            .map(|role| (role, count(role)))
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .collect()
    }

    /// The relations there are, with how many edges.
    pub fn relations(&self) -> Vec<(Relation, usize)> {
        let count = |r| {
            self.graph
                .edges
                .iter()
                .filter(|edge| edge.relation == r)
                .count()
        };
        Relation::ALL
            .map(|r| (r, count(r)))
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .collect()
    }
}

/// The names of every node in both languages, to find nodes by.
#[derive(Debug)]
pub struct NodeNames {
    graph: Graph,
    lists: [NameList; 2],
}

impl NodeNames {
    /// Takes in the names.
    pub fn new(dataset: &Dataset) -> Self {
        let graph = Graph::of(dataset, None);
        let index = Index::new(dataset);
        let lists = [Lang::Zh, Lang::En].map(|lang| {
            let name = |id| index.record(id).map_or("", |record| record.name(lang));
            let names = graph.nodes.iter().map(|node| name(&node.id).to_owned());
            NameList::new(names.collect())
        });
        Self { graph, lists }
    }

    /// Whether the node's name has the text: characters, pinyin or initials.
    pub fn finds(&self, id: &NodeId, query: &str) -> bool {
        let at = self.graph.position(id);
        at.is_some_and(|at| self.lists.iter().any(|list| list.find(at, query).is_some()))
    }

    /// Every node there is.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }
}

/// What a filter leaves of a graph. The names are only asked for when the filter has a text.
pub fn filtered(graph: &Graph, filter: &LinkFilter, finds: impl Fn(&NodeId) -> bool) -> Graph {
    let of_kind = |i: usize| !filter.without_roles.contains(&graph.nodes[i].role);
    let kinds = graph.retain(of_kind, |edge| {
        !filter.without_relations.contains(&edge.relation)
    });
    if filter.query.trim().is_empty() {
        return kinds;
    }
    let hit: Vec<bool> = kinds.nodes.iter().map(|node| finds(&node.id)).collect();
    let near = kinds.neighbours();
    kinds.retain(|i| hit[i] || near[i].iter().any(|&j| hit[j]), |_| true)
}

/// What a filter leaves out, in words; empty when nothing.
fn left_out(filter: &LinkFilter, lang: Lang) -> Vec<String> {
    let comma = lang.pick("、", ", ");
    let roles = filter
        .without_roles
        .iter()
        .map(|role| tr(lang, role.text()));
    let relations = filter.without_relations.iter().map(|r| tr(lang, r.text()));
    let kinds: Vec<_> = roles.chain(relations).collect();
    let mut said = Vec::new();
    if !kinds.is_empty() {
        let kinds = kinds.join(comma);
        said.push(tr_args(
            lang,
            "links-note-without",
            &[("kinds", kinds.into())],
        ));
    }
    let query = filter.query.trim();
    if !query.is_empty() {
        said.push(tr_args(
            lang,
            "links-note-query",
            &[("query", query.into())],
        ));
    }
    said
}

/// The part of the graph a specification asks for.
fn part(
    dataset: &Dataset,
    (zone, focus, filter): (Option<&EntityId>, Option<&OrgId>, &LinkFilter),
) -> Result<Graph, ChartError> {
    if let Some(zone) = zone.filter(|zone| !dataset.has_entity(zone)) {
        return Err(ChartError::UnknownEntity {
            id: zone.to_string(),
            nearest: nearest(zone.as_str(), dataset.entity_ids().map(EntityId::as_str)),
        });
    }
    let names = LazyCell::new(|| NodeNames::new(dataset));
    let filtered = |graph: &Graph| filtered(graph, filter, |id| names.finds(id, &filter.query));
    let graph = Graph::of(dataset, zone);
    let Some(focus) = focus else {
        return Ok(filtered(&graph));
    };
    let at = graph.position(&NodeId::Org(focus.clone())).ok_or_else(|| {
        let known = graph.nodes.iter().map(|node| node.id.as_str());
        ChartError::UnknownOrganisation {
            id: focus.to_string(),
            nearest: nearest(focus.as_str(), known),
        }
    })?;
    let inside = graph.lineage(at);
    Ok(filtered(&graph.retain(|i| inside[i], |_| true)))
}

/// The link diagram.
pub(super) fn links(
    spec: &ChartSpec,
    dataset: &Dataset,
    (zone, focus, filter): (Option<&EntityId>, Option<&OrgId>, &LinkFilter),
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let scope = match zone {
        Some(zone) => dataset.entity_name(zone, lang).to_owned(),
        None => tr(lang, "links-all-zones").into_owned(),
    };
    let graph = part(dataset, (zone, focus, filter))?;
    if graph.nodes.is_empty() {
        return Err(ChartError::NothingToCount { name: scope });
    }
    let cited = cited(&graph, dataset);
    let mut made = diagram(graph, dataset, lang);
    let pointed_out = |node: &NodeId| spec.highlight.iter().any(|id| id == node.as_str());
    if made.graph.nodes.iter().any(|node| pointed_out(&node.id)) {
        made.highlight = made
            .graph
            .nodes
            .iter()
            .map(|node| pointed_out(&node.id))
            .collect();
    }
    let focus_name = focus.and_then(|id| made.graph.position(&NodeId::Org(id.clone())));
    let title = match focus_name {
        Some(at) => tr_args(
            lang,
            "links-title-focus",
            &[("name", made.names[at].as_str().into())],
        ),
        None => tr_args(lang, "links-title", &[("zone", scope.as_str().into())]),
    };
    let mut counts: Vec<String> = made
        .roles()
        .into_iter()
        .filter(|(role, n)| *role != Role::Zone || *n > 1)
        .map(|(role, n)| format!("{} {n}", tr(lang, role.text())))
        .collect();
    counts.insert(0, scope);
    let mut notes = vec![tr(lang, "links-note-named").into_owned()];
    notes.extend(left_out(filter, lang));
    Ok(Draft {
        body: Body::Links(made),
        title,
        subtitle: counts,
        notes,
        cited,
    })
}

/// Sources with locators of every node and link.
fn cited(graph: &Graph, dataset: &Dataset) -> Vec<(SourceId, String)> {
    let index = Index::new(dataset);
    let nodes = graph
        .nodes
        .iter()
        .filter_map(|node| index.record(&node.id)?.source());
    let links = graph.edges.iter().filter_map(|edge| {
        let link = dataset.industry.links.get(edge.link?)?;
        Some((&link.source, link.locator.as_str()))
    });
    let mut seen = std::collections::HashSet::new();
    let all = nodes.chain(links).filter(|key| seen.insert(*key));
    all.map(|(source, locator)| (source.clone(), locator.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::{ChartKind, Frame, Subject, suits};

    fn spec(zone: Option<&str>, focus: Option<&str>, lang: Lang) -> ChartSpec {
        ChartSpec {
            kind: ChartKind::Links,
            subject: Subject::Links {
                zone: zone.map(Into::into),
                focus: focus.map(Into::into),
                filter: LinkFilter::default(),
            },
            lang,
            ..ChartSpec::default()
        }
    }

    #[test]
    fn the_words_say_what_is_drawn() {
        let data = pack();
        let frame = Frame::build(&spec(Some("jining"), None, Lang::Zh), &data).unwrap();
        assert_eq!(frame.title, "济宁高新区：产业集群、企业与关联");
        assert_eq!(frame.subtitle, "集群 4 · 细分方向 15 · 企业 15 · 载体 2");
        assert!(
            frame
                .summary
                .contains("相连最多的是小松（山东）工程机械公司，10条"),
            "{}",
            frame.summary
        );
        assert!(frame.source.contains("第1篇"), "{}", frame.source);
        let Body::Links(made) = &frame.body else {
            panic!("no links")
        };
        let haifu = made
            .names
            .iter()
            .position(|name| name.contains("海富"))
            .unwrap();
        assert!(
            made.about[haifu]
                .iter()
                .any(|line| line.contains("服务机器人"))
        );
        assert!(
            made.edges
                .iter()
                .any(|lines| lines[0] == "胜代机械　随 小松（山东）工程机械公司 引入")
        );
        let english = Frame::build(&spec(None, Some("xingchen"), Lang::En), &data).unwrap();
        assert!(english.summary.contains("MediaTek"), "{}", english.summary);
    }

    #[test]
    fn only_links_suit_links_and_errors_name_the_nearest() {
        let data = pack();
        let all = spec(None, None, Lang::Zh);
        assert_eq!(suits(&all, &data), [ChartKind::Links]);
        let bars = ChartSpec {
            kind: ChartKind::RankedBar,
            ..all
        };
        assert_eq!(
            Frame::build(&bars, &data),
            Err(ChartError::Unsuited {
                why: Box::new(ChartError::OnlyLinks),
                kinds: vec![ChartKind::Links],
            })
        );
        let counted = ChartSpec {
            kind: ChartKind::Links,
            subject: Subject::ClusterSectors("jining".into()),
            ..ChartSpec::default()
        };
        assert_eq!(
            Frame::build(&counted, &data),
            Err(ChartError::Unsuited {
                why: Box::new(ChartError::NoLinks),
                kinds: vec![ChartKind::RankedBar],
            })
        );
        let near = Frame::build(&spec(None, Some("komatsu-shandon"), Lang::En), &data).unwrap_err();
        assert!(near.to_string().contains("komatsu-shandong"), "{near}");
        let none = Frame::build(&spec(Some("wuxi"), None, Lang::En), &data).unwrap_err();
        assert!(matches!(none, ChartError::NothingToCount { .. }));
        let unknown = Frame::build(&spec(Some("jinin"), None, Lang::En), &data).unwrap_err();
        assert!(unknown.to_string().contains("jining"), "{unknown}");
    }

    #[test]
    fn what_is_filtered_away_is_left_out_and_said() {
        let data = pack();
        let mut spec = spec(Some("jining"), None, Lang::Zh);
        let whole = Frame::build(&spec, &data).unwrap();
        let filter = LinkFilter {
            without_roles: vec![Role::SubSector],
            query: "xs".to_owned(),
            ..LinkFilter::default()
        };
        spec.subject = Subject::Links {
            zone: Some("jining".into()),
            focus: None,
            filter,
        };
        assert_eq!(ChartSpec::from_ron(&spec.to_ron()).as_ref(), Ok(&spec));
        let part = Frame::build(&spec, &data).unwrap();
        let (Body::Links(whole), Body::Links(made)) = (&whole.body, &part.body) else {
            panic!("no links")
        };
        assert!(made.graph.nodes.len() < whole.graph.nodes.len());
        assert!(made.names.iter().any(|name| name.contains("小松")));
        let roles = made.graph.nodes.iter().map(|node| node.role);
        assert!(roles.into_iter().all(|role| role != Role::SubSector));
        assert!(
            part.note.contains("细分方向") && part.note.contains("“xs”"),
            "{}",
            part.note
        );
    }

    #[test]
    fn what_is_pointed_out_is_marked() {
        let data = pack();
        let spec = ChartSpec {
            highlight: vec!["shantui".to_owned()],
            ..spec(Some("jining"), None, Lang::Zh)
        };
        let Body::Links(made) = Frame::build(&spec, &data).unwrap().body else {
            panic!()
        };
        assert_eq!(made.highlight.iter().filter(|h| **h).count(), 1);
    }
}
