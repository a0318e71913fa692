//! What the view keeps of the comparison, and the ways a person changes it.

use serde::{Deserialize, Serialize};

use crate::model::EntityId;

/// The most zones that stand side by side.
pub const MOST: usize = 6;

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareState {
    /// The zones chosen, in the order of choosing; at most [`MOST`], none twice.
    pub zones: Vec<EntityId>,
    /// Whether the comparison is shown in place of list and page.
    pub open: bool,
    /// Only rows in which at least two zones have a figure.
    pub shared_only: bool,
}

impl CompareState {
    /// Whether this zone is chosen.
    pub fn has(&self, zone: &EntityId) -> bool {
        self.zones.contains(zone)
    }

    /// Whether no further zone can be chosen.
    pub fn is_full(&self) -> bool {
        self.zones.len() >= MOST
    }
}

/// A change of [`CompareState`].
#[derive(Clone, Debug, PartialEq)]
pub enum CompareEdit {
    /// Choose the zone, or let go of it when it is chosen; nothing when [`MOST`] are.
    Toggle(EntityId),
    /// Choose or let go of the zone whose page is shown.
    ToggleSelected,
    /// Let go of the zone.
    Remove(EntityId),
    /// Let go of every zone and leave the comparison.
    Clear,
    /// Show the comparison in 园区, or go back to list and page.
    Open(bool),
    /// Only rows in which at least two zones have a figure.
    SharedOnly(bool),
}
