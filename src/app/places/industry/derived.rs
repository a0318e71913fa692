//! What 产业 shows, computed when dataset, language or filter change.

use std::rc::Rc;

use super::details::links_of;
use crate::analysis::links::fold::Fitted;
use crate::analysis::links::{Edge, Graph, NodeId, Relation, Role};
use crate::app::derived::Cached;
use crate::app::state::industry::IndustryState;
use crate::chart::draw::links::Drawing;
use crate::chart::{Diagram, FigureTheme, diagram};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang};
use crate::search::NameList;

/// The filtered diagram and what the filter offers.
#[derive(Debug, Default)]
pub struct Page {
    /// What is shown.
    pub diagram: Diagram,
    /// How it stands.
    pub fitted: Fitted,
    /// What the diagram says, for screen readers.
    pub summary: String,
    /// Nodes of the zone, or of all, before filtering.
    pub total: usize,
    /// Zones that have records, with how many nodes each.
    pub zones: Vec<(EntityId, usize)>,
    /// Kinds of node there are, before filtering.
    pub roles: Vec<(Role, usize)>,
    /// Kinds of link there are, before filtering.
    pub relations: Vec<(Relation, usize)>,
}

type PageKey = (
    u64,
    Lang,
    Option<EntityId>,
    Vec<Role>,
    Vec<Relation>,
    String,
);
type DrawingKey = (PageKey, FigureTheme, u32, [u32; 2]);
type LinksKey = (u64, Option<EntityId>, NodeId);

/// The last page, and the last drawing of it.
#[derive(Debug, Default)]
pub struct IndustryDerived {
    names: Cached<(u64, Lang), (Diagram, NameList, NameList)>,
    page: Cached<PageKey, Page>,
    drawing: Cached<DrawingKey, Drawing>,
    links: Cached<LinksKey, Vec<(Relation, bool, NodeId)>>,
}

fn key(data: &Dataset, lang: Lang, state: &IndustryState) -> PageKey {
    (
        data.generation(),
        lang,
        state.zone.clone(),
        state.hidden_roles.clone(),
        state.hidden_relations.clone(),
        state.query.trim().to_lowercase(),
    )
}

impl IndustryDerived {
    /// What is shown.
    pub fn page(&mut self, data: &Dataset, lang: Lang, state: &IndustryState) -> Rc<Page> {
        let names = self.names.get((data.generation(), lang), |(_, lang)| {
            let list = |lang| diagram(Graph::of(data, None), data, lang);
            let (own, other) = (list(*lang), list(lang.other()));
            let (a, b) = (own.names.clone(), other.names);
            (own, NameList::new(a), NameList::new(b))
        });
        self.page.get(
            key(data, lang, state),
            |(_, lang, zone, roles, relations, query)| {
                let (all, own, other) = names.as_ref();
                let matches = |id: &NodeId| {
                    let at = all.graph.position(id);
                    at.is_some_and(|i| {
                        own.find(i, query).is_some() || other.find(i, query).is_some()
                    })
                };
                make(
                    data,
                    *lang,
                    &all.graph,
                    zone.as_ref(),
                    (roles, relations),
                    |id| query.is_empty() || matches(id),
                )
            },
        )
    }

    /// The links of a node, whatever is filtered: relation, whether it starts here, the other end.
    pub fn links(
        &mut self,
        data: &Dataset,
        zone: Option<&EntityId>,
        node: &NodeId,
    ) -> Rc<Vec<(Relation, bool, NodeId)>> {
        let key = (data.generation(), zone.cloned(), node.clone());
        self.links.get(key, |(_, zone, node)| {
            links_of(&Graph::of(data, zone.as_ref()), node)
        })
    }

    /// The drawing of the last page; `make` makes it when something changed.
    pub fn drawing(
        &mut self,
        data: &Dataset,
        lang: Lang,
        state: &IndustryState,
        look: (FigureTheme, f32, egui::Vec2),
        make: impl FnOnce() -> Drawing,
    ) -> Rc<Drawing> {
        let (theme, zoom, room) = look;
        let key = (
            key(data, lang, state),
            theme,
            zoom.to_bits(),
            [room.x.to_bits(), room.y.to_bits()],
        );
        self.drawing.get(key, |_| make())
    }
}

fn make(
    data: &Dataset,
    lang: Lang,
    all: &Graph,
    zone: Option<&EntityId>,
    (hidden_roles, hidden_relations): (&[Role], &[Relation]),
    matches: impl Fn(&NodeId) -> bool,
) -> Page {
    let zones = data.zones.iter().filter_map(|zone| {
        let at = all.position(&NodeId::Zone(zone.id.clone()))?;
        let band = all.nodes[at].band;
        let n = all.nodes.iter().filter(|node| node.band == band).count();
        Some((zone.id.clone(), n))
    });
    let zones = zones.collect();
    let part = Graph::of(data, zone);
    let whole = Diagram {
        graph: part,
        ..Diagram::default()
    };
    let (roles, relations) = (whole.roles(), whole.relations());
    let part = whole.graph;
    let keep_edge = |edge: &Edge| !hidden_relations.contains(&edge.relation);
    let kinds = part.retain(|i| !hidden_roles.contains(&part.nodes[i].role), keep_edge);
    let hit: Vec<bool> = kinds.nodes.iter().map(|node| matches(&node.id)).collect();
    let near = kinds.neighbours();
    let graph = kinds.retain(|i| hit[i] || near[i].iter().any(|&j| hit[j]), |_| true);
    let diagram = diagram(graph, data, lang);
    Page {
        fitted: Fitted::whole(&diagram.graph),
        summary: diagram.says(lang).join(lang.pick("。", ". ")),
        total: part.nodes.len(),
        diagram,
        zones,
        roles,
        relations,
    }
}
