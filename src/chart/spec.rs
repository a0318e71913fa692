//! What a person chose for a chart: small, serialisable, the same in the session, in a pack and inside a PNG.

use serde::{Deserialize, Serialize};

use crate::model::{EntityId, Lang, MetricId, OrgId, Period, PolicyId};

/// Version of the specification format.
pub const SCHEMA: u32 = 1;

/// How the numbers are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChartKind {
    /// One line per series over time.
    #[default]
    Line,
    /// One bar per row, longest first.
    RankedBar,
}

/// What the numbers are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Subject {
    /// Observations: every metric × every entity.
    Metrics {
        /// Metrics, in order.
        metrics: Vec<MetricId>,
        /// Zones and places, in order; empty means all that have figures.
        entities: Vec<EntityId>,
    },
    /// Transcribed measures of a policy document, counted by head.
    PolicyHeads(PolicyId),
    /// Sub-sectors the sources name, counted by cluster of a zone.
    ClusterSectors(EntityId),
    /// Links the sources name into one organisation, counted by kind.
    LinksInto(OrgId),
}

impl Default for Subject {
    fn default() -> Self {
        Self::Metrics {
            metrics: Vec::new(),
            entities: Vec::new(),
        }
    }
}

/// Which periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum PeriodChoice {
    /// All (line), the latest of each row (bar).
    #[default]
    Auto,
    /// Only those inside, both ends included.
    Range(Period, Period),
    /// This one only.
    At(Period),
}

/// A text in both languages; both empty means: made automatically.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The text in `lang`, if there is one.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        let text = lang.pick(&self.zh, &self.en);
        (!text.is_empty()).then_some(text)
    }
}

/// Colours of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureTheme {
    /// Ink on paper.
    #[default]
    Light,
    /// Paper on ink.
    Dark,
    /// Greyscale-safe, for print.
    Print,
}

/// A chart. Every field has a default, so a hand-written specification may be two lines long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChartSpec {
    /// Format version, see [`SCHEMA`].
    pub schema: u32,
    /// How the numbers are drawn.
    pub kind: ChartKind,
    /// What the numbers are.
    pub subject: Subject,
    /// Which periods.
    pub period: PeriodChoice,
    /// Title; automatic when empty.
    pub title: Words,
    /// Subtitle; automatic (unit, scope, period) when empty.
    pub subtitle: Words,
    /// A note added to the automatic ones.
    pub note: Words,
    /// Width and height in pixels at scale 1.
    pub size: (u32, u32),
    /// Colours.
    pub theme: FigureTheme,
    /// Language of the figure.
    pub lang: Lang,
}

impl Default for ChartSpec {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            kind: ChartKind::default(),
            subject: Subject::default(),
            period: PeriodChoice::default(),
            title: Words::default(),
            subtitle: Words::default(),
            note: Words::default(),
            size: (1920, 1080),
            theme: FigureTheme::default(),
            lang: Lang::default(),
        }
    }
}

/// Why a text is not a chart specification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct SpecError {
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
    /// What is wrong, and how to mend it.
    pub message: String,
}

impl ChartSpec {
    /// Reads a specification.
    ///
    /// # Errors
    /// With the place, when it is not RON of this shape or of a newer schema.
    pub fn from_ron(text: &str) -> Result<Self, SpecError> {
        ron::from_str(text).map_err(|error: ron::error::SpannedError| SpecError {
            line: error.span.start.line,
            column: error.span.start.col,
            message: error.code.to_string(),
        })
    }

    /// Writes the specification so that [`Self::from_ron`] gives it back.
    pub fn to_ron(&self) -> String {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }
}
