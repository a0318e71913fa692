//! What 产业 shows, computed when dataset, language or filter change.

use std::sync::Arc;

use super::details::Details;
use crate::analysis::links::fold::Fitted;
use crate::analysis::links::{Graph, NodeId, Relation, Role};
use crate::app::derived::Cached;
use crate::app::state::industry::IndustryState;
use crate::chart::draw::links::Drawing;
use crate::chart::{Diagram, FigureTheme, LinkFilter, NodeNames, diagram, filtered};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang};

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
    /// Nodes of all zones.
    pub all: usize,
    /// Zones that have records, with how many nodes each.
    pub zones: Vec<(EntityId, usize)>,
    /// Kinds of node there are, before filtering.
    pub roles: Vec<(Role, usize)>,
    /// Kinds of link there are, before filtering.
    pub relations: Vec<(Relation, usize)>,
}

type PageKey = (u64, Lang, Option<EntityId>, LinkFilter);
type DrawingKey = (PageKey, FigureTheme, u32, [u32; 2]);
type DetailsKey = (u64, Lang, Option<EntityId>, NodeId);

/// The last page, and the last drawing of it.
#[derive(Debug, Default)]
pub struct IndustryDerived {
    names: Cached<u64, NodeNames>,
    page: Cached<PageKey, Page>,
    drawing: Cached<DrawingKey, Drawing>,
    details: Cached<DetailsKey, Option<Details>>,
}

fn key(data: &Dataset, lang: Lang, state: &IndustryState) -> PageKey {
    (data.generation(), lang, state.zone.clone(), state.filter())
}

impl IndustryDerived {
    /// What is shown.
    pub fn page(&mut self, data: &Dataset, lang: Lang, state: &IndustryState) -> Arc<Page> {
        let names = self.names.get(data.generation(), |_| NodeNames::new(data));
        self.page
            .get(key(data, lang, state), |(_, lang, zone, filter)| {
                make(data, *lang, &names, zone.as_ref(), filter)
            })
    }

    /// What is said of a node, its links in `zone` included, whatever is filtered.
    pub fn details(
        &mut self,
        data: &Dataset,
        lang: Lang,
        zone: Option<&EntityId>,
        node: &NodeId,
    ) -> Arc<Option<Details>> {
        let key = (data.generation(), lang, zone.cloned(), node.clone());
        self.details.get(key, |(_, lang, zone, node)| {
            Details::of(data, *lang, zone.as_ref(), node)
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
    ) -> Arc<Drawing> {
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
    names: &NodeNames,
    zone: Option<&EntityId>,
    filter: &LinkFilter,
) -> Page {
    let all = names.graph();
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
    let graph = filtered(&part, filter, |id| names.finds(id, &filter.query));
    let diagram = diagram(graph, data, lang);
    Page {
        fitted: Fitted::whole(&diagram.graph),
        summary: diagram.says(lang).join(lang.pick("。", ". ")),
        total: part.nodes.len(),
        all: all.nodes.len(),
        diagram,
        zones,
        roles,
        relations,
    }
}
