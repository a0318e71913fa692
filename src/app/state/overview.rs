//! What the view keeps of 总览, and the ways a person changes it.

use serde::{Deserialize, Serialize};

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

/// A province-level division's Chinese name without what kind of division it is: 广西壮族自治区 → 广西.
pub fn short_province(name: &str) -> &str {
    const KINDS: [&str; 7] = [
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "省",
        "市",
    ];
    let short = KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    short.filter(|short| !short.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_lose_only_their_kind() {
        let cases = [
            ("广西壮族自治区", "广西"),
            ("内蒙古自治区", "内蒙古"),
            ("新疆维吾尔自治区", "新疆"),
            ("北京市", "北京"),
            ("香港特别行政区", "香港"),
            ("山东省", "山东"),
            ("市", "市"),
            ("Shandong", "Shandong"),
        ];
        for (name, short) in cases {
            assert_eq!(short_province(name), short);
        }
    }
}
