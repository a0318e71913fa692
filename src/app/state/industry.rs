//! What the view keeps of 产业, and the ways a person changes it.

use serde::{Deserialize, Serialize};

use crate::analysis::links::{Graph, NodeId, Relation, Role};
use crate::chart::LinkFilter;
use crate::dataset::Dataset;
use crate::model::EntityId;

/// Zoom of the diagram, smallest and largest.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=2.5;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndustryState {
    /// Only this zone; `None` for all.
    pub zone: Option<EntityId>,
    /// Kinds of node left out.
    pub hidden_roles: Vec<Role>,
    /// Kinds of link left out.
    pub hidden_relations: Vec<Relation>,
    /// What stands in the search field: nodes that match and their neighbours stay.
    pub query: String,
    /// The selected node.
    pub selected: Option<NodeId>,
    /// Zoom of the diagram, inside [`ZOOM`].
    pub zoom: f32,
}

impl Default for IndustryState {
    fn default() -> Self {
        Self {
            zone: None,
            hidden_roles: Vec::new(),
            hidden_relations: Vec::new(),
            query: String::new(),
            selected: None,
            zoom: 1.0,
        }
    }
}

impl IndustryState {
    /// Drops what the dataset does not have.
    pub fn reconcile(&mut self, data: &Dataset) {
        if self.zone.as_ref().is_some_and(|id| data.zone(id).is_none()) {
            self.zone = None;
        }
        let known = |id: &NodeId| Graph::of(data, None).position(id).is_some();
        if self.selected.as_ref().is_some_and(|id| !known(id)) {
            self.selected = None;
        }
        if !ZOOM.contains(&self.zoom) {
            self.zoom = 1.0;
        }
    }

    /// What is left out, as a chart has it.
    pub fn filter(&self) -> LinkFilter {
        LinkFilter {
            without_roles: self.hidden_roles.clone(),
            without_relations: self.hidden_relations.clone(),
            query: self.query.trim().to_lowercase(),
        }
    }

    /// Whether something is filtered away.
    pub fn filtered(&self) -> bool {
        !self.filter().is_empty()
    }
}

/// A change of [`IndustryState`].
#[derive(Clone, Debug, PartialEq)]
pub enum IndustryEdit {
    /// Only this zone; `None` for all.
    Zone(Option<EntityId>),
    /// Show or leave out a kind of node.
    ToggleRole(Role),
    /// Show or leave out a kind of link.
    ToggleRelation(Relation),
    /// Type into the search field.
    Query(String),
    /// Select a node; `None` for none.
    Select(Option<NodeId>),
    /// Zoom the diagram.
    Zoom(f32),
    /// Show everything again: kinds and text, not the zone.
    ShowAll,
    /// To the industry tab of a zone's page.
    OpenZone(EntityId),
    /// To the sources tab of a zone's page.
    OpenSources(EntityId),
}
