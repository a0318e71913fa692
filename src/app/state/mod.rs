//! What the window is showing and how it is set: serialisable, nothing derived.

pub mod compare;
pub mod industry;
pub mod metrics;
pub mod overview;
pub mod policies;
pub mod review;
pub mod zones;

use serde::{Deserialize, Serialize};

use super::history::History;
use super::overlay::Overlay;
use super::workspace::Workspace;
use crate::chart::{ChartSpec, Subject};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, PolicyId};

/// A place of the window, one entry of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// 总览
    Overview,
    /// 园区
    #[default]
    Zones,
    /// 政策
    Policies,
    /// 指标
    Metrics,
    /// 产业
    Industry,
}

impl Place {
    /// Every place, in the rail's order.
    pub const ALL: [Self; 5] = [
        Self::Overview,
        Self::Zones,
        Self::Policies,
        Self::Metrics,
        Self::Industry,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Zones => "zones",
            Self::Policies => "policies",
            Self::Metrics => "metrics",
            Self::Industry => "industry",
        }
    }

    /// The place with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.id() == id)
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Overview => "place-overview",
            Self::Zones => "place-zones",
            Self::Policies => "place-policies",
            Self::Metrics => "place-metrics",
            Self::Industry => "place-industry",
        }
    }
}

/// A tab of a zone's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ZoneTab {
    /// 概况
    #[default]
    Overview,
    /// 指标
    Figures,
    /// 政策
    Policies,
    /// 产业
    Industry,
    /// 动态
    Events,
    /// 来源
    Sources,
}

impl ZoneTab {
    /// Every tab, in order.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Figures,
        Self::Policies,
        Self::Industry,
        Self::Events,
        Self::Sources,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Figures => "figures",
            Self::Policies => "policies",
            Self::Industry => "industry",
            Self::Events => "events",
            Self::Sources => "sources",
        }
    }

    /// The tab with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.id() == id)
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Overview => "tab-overview",
            Self::Figures => "tab-figures",
            Self::Policies => "tab-policies",
            Self::Industry => "tab-industry",
            Self::Events => "tab-events",
            Self::Sources => "tab-sources",
        }
    }
}

/// What is shown: everything undo and redo bring back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// The place.
    pub place: Place,
    /// The selected zone; one selection for the whole window.
    pub zone: Option<EntityId>,
    /// The tab of the zone's page.
    pub zone_tab: ZoneTab,
    /// What stands in the zone list's search field.
    pub zone_query: String,
    /// The selected policy document.
    pub policy: Option<PolicyId>,
    /// What stands in the policy place's search field.
    pub policy_query: String,
    /// The chart of the metrics place.
    pub chart: ChartSpec,
    /// 指标: how that chart is looked at.
    pub metrics: metrics::MetricsState,
    /// 总览
    pub overview: overview::OverviewState,
    /// 园区: facets, table, cards.
    pub zones: zones::ZonesState,
    /// The comparison.
    pub compare: compare::CompareState,
    /// 产业
    pub industry: industry::IndustryState,
    /// 政策
    pub policies: policies::PoliciesState,
    /// The document being taken in.
    pub review: review::ReviewState,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl ThemeChoice {
    /// The next one, in the order of the button.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// For egui.
    pub fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        }
    }
}

/// How the window is set; not undone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language of the interface and of new figures.
    pub lang: Lang,
    /// Theme of the window.
    pub theme: ThemeChoice,
    /// Size of the window in points, when last closed.
    pub window_size: Option<(f32, f32)>,
    /// Whether the window filled the screen.
    pub maximized: bool,
    /// The screen it was last on.
    pub screen: Screen,
    /// Folder of the last export.
    pub export_folder: Option<std::path::PathBuf>,
}

/// What the look of letters depends on, as the window last found it: known before there is a window, the first frame can
/// be rehearsed (see `rehearsal`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screen {
    /// Pixels per point.
    pub scale: f32,
    /// Longest side of a texture, in pixels.
    pub texture_side: usize,
    /// Whether the system asks for dark windows.
    pub dark: bool,
}

impl Default for Screen {
    /// The commonest one.
    fn default() -> Self {
        Self {
            scale: 1.0,
            texture_side: 16_384,
            dark: false,
        }
    }
}

/// All the window keeps from frame to frame, except what is derived and what runs.
#[derive(Debug, Default)]
pub struct AppState {
    /// How it is set.
    pub settings: Settings,
    /// What is shown.
    pub view: View,
    /// What floats above it.
    pub overlay: Overlay,
    /// Earlier and later views.
    pub history: History,
    /// What the user has made.
    pub workspace: Workspace,
}

impl View {
    /// The view a person sees first: 总览, with the zone and the chart of the first story at hand.
    pub fn first(data: &Dataset) -> Self {
        let story = data
            .stories
            .iter()
            .find(|story| data.zone(&story.zone).is_some());
        let chart = crate::chart::gallery(data)
            .into_iter()
            .find(|(name, _)| story.is_some_and(|story| *name == story.chart))
            .and_then(|(_, spec)| spec.ok());
        let first_zone = data.zones.first().map(|zone| zone.id.clone());
        Self {
            place: Place::Overview,
            zone: story.map(|story| story.zone.clone()).or(first_zone),
            policy: data.policies.first().map(|policy| policy.id.clone()),
            chart: chart.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Drops selections the dataset does not have, so that a session survives a change of packs.
    pub fn reconcile(&mut self, data: &Dataset) {
        // Read only where something is missing: it takes the gallery.
        let first = std::cell::LazyCell::new(|| Self::first(data));
        if self.zone.as_ref().is_none_or(|id| data.zone(id).is_none()) {
            self.zone = first.zone.clone();
        }
        if self
            .policy
            .as_ref()
            .is_none_or(|id| data.policy(id).is_none())
        {
            self.policy = first.policy.clone();
        }
        self.overview.reconcile(data);
        self.zones.reconcile(data);
        self.industry.reconcile(data);
        self.policies.reconcile(data);
        self.review.reconcile();
        self.compare.zones.retain(|id| data.zone(id).is_some());
        self.compare.zones.truncate(compare::MOST);
        self.compare.open &= !self.compare.zones.is_empty();
        if let Subject::Metrics { metrics, entities } = &mut self.chart.subject {
            metrics.retain(|id| data.metric(id).is_some());
            entities.retain(|id| data.has_entity(id));
        }
        if self.chart.subject == Subject::default() {
            self.chart = first.chart.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::zones::{Column, Sort};
    use super::*;
    use crate::model::Period;

    #[test]
    fn what_other_packs_had_is_forgotten() {
        let data = Dataset::embedded();
        let known = Column::Metric(data.metrics[0].id.clone());
        let gone = Column::Metric("gone".into());
        let mut view = View::first(&data);
        view.overview.metric = Some("gone".into());
        view.overview.period = Some(Period::year(2020));
        view.overview.province = Some("gone".into());
        view.zones.columns = vec![Column::City, gone.clone(), known.clone()];
        view.zones.sort = Some(Sort {
            column: gone,
            descending: true,
        });
        view.reconcile(&data);
        assert_eq!(view.overview, overview::OverviewState::default());
        assert_eq!(view.zones.columns, [Column::City, known.clone()]);
        assert_eq!(view.zones.sort, None);
        let sort = Sort {
            column: known,
            descending: false,
        };
        view.zones.sort = Some(sort.clone());
        view.overview.metric = Some(data.metrics[0].id.clone());
        view.reconcile(&data);
        assert_eq!(view.zones.sort, Some(sort));
        assert!(view.overview.metric.is_some());
    }
}
