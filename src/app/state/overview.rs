//! What the view keeps of 总览, and the ways a person changes it.

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::model::{EntityId, MetricId, Period};

/// How the zones are laid out in space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MapKind {
    /// One tile a province-level division.
    #[default]
    Tiles,
    /// One dot a zone, by longitude and latitude.
    Dots,
    /// The dots as a list.
    List,
}

impl MapKind {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 3] = [Self::Tiles, Self::Dots, Self::List];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tiles => "tiles",
            Self::Dots => "dots",
            Self::List => "list",
        }
    }

    /// The kind with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Tiles => "overview-map-tiles",
            Self::Dots => "overview-map-dots",
            Self::List => "overview-map-list",
        }
    }
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverviewState {
    /// How the zones are laid out in space.
    pub map: MapKind,
    /// The metric that colours the tiles; `None` for the number of zones.
    pub metric: Option<MetricId>,
    /// The period of that metric; `None` for the latest.
    pub period: Option<Period>,
    /// The province-level division picked, a [`crate::model::Place`].
    pub province: Option<EntityId>,
}

impl OverviewState {
    /// Drops what the dataset does not have.
    pub(super) fn reconcile(&mut self, data: &Dataset) {
        if self
            .metric
            .as_ref()
            .is_some_and(|id| data.metric(id).is_none())
        {
            (self.metric, self.period) = (None, None);
        }
        self.province = self.province.take().filter(|id| data.place(id).is_some());
    }
}

/// A change of [`OverviewState`].
#[derive(Clone, Debug, PartialEq)]
pub enum OverviewEdit {
    /// How the zones are laid out in space.
    Map(MapKind),
    /// The metric that colours the tiles; back to its latest period.
    Metric(Option<MetricId>),
    /// The period of that metric.
    Period(Option<Period>),
    /// Pick a province-level division; picking the one picked lets it go.
    Province(EntityId),
    /// Its zones in 园区.
    ShowZones(EntityId),
}
