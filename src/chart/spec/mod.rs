//! What a person chose for a chart: small, serialisable, the same in the session, in a pack and inside a PNG.

mod options;

pub use options::{
    Annotation, Axis, ColourBy, Encoding, MAX_ANNOTATIONS, Markers, Missing, PanelBy, Panels,
    Reference, Stack, Transform,
};

use serde::{Deserialize, Serialize};

use crate::analysis::links::{Relation, Role};
use crate::model::{EntityId, Lang, MetricId, Named, OrgId, Period, PeriodKind, PolicyId};

/// Version of the specification format.
pub const SCHEMA: u32 = 1;

/// Width and height a figure may have, in pixels at scale 1.
pub const SIZE_RANGE: std::ops::RangeInclusive<u32> = 200..=8000;

/// Characters a title, subtitle or note may have.
const MAX_WORDS: usize = 1000;

/// How the numbers are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChartKind {
    /// One line per series over time.
    #[default]
    Line,
    /// One bar per row, longest first.
    RankedBar,
    /// Bars of several series side by side: over time, or per zone when several metrics are compared.
    GroupedBar,
    /// Bars of several series on each other.
    StackedBar,
    /// Areas of several series on each other, over time.
    StackedArea,
    /// Dots of two metrics, with areas and colours.
    Scatter,
    /// Lines from one period to another.
    Slope,
    /// Two periods or two metrics per row.
    Dumbbell,
    /// Coloured cells: entities × periods, entities × metrics, documents × heads.
    HeatMap,
    /// How the figures of many lie: strips of dots with boxes.
    Distribution,
    /// Stages of one entity, each a part of the one before.
    Funnel,
    /// From the first figure, rise by rise, to the last.
    Waterfall,
    /// Nodes in layers, and the links between them.
    Links,
    /// Documents on an axis of time.
    Timeline,
}

impl ChartKind {
    /// Every kind, in the order shown.
    pub const ALL: &'static [Self] = &[
        Self::Line,
        Self::RankedBar,
        Self::GroupedBar,
        Self::StackedBar,
        Self::StackedArea,
        Self::Scatter,
        Self::Slope,
        Self::Dumbbell,
        Self::HeatMap,
        Self::Distribution,
        Self::Funnel,
        Self::Waterfall,
        Self::Links,
        Self::Timeline,
    ];
}

impl Named for ChartKind {
    fn name(&self, lang: Lang) -> &'static str {
        match self {
            Self::Line => lang.pick("折线", "Line"),
            Self::RankedBar => lang.pick("排名条", "Ranked bars"),
            Self::GroupedBar => lang.pick("分组条", "Grouped bars"),
            Self::StackedBar => lang.pick("堆叠条", "Stacked bars"),
            Self::StackedArea => lang.pick("堆叠面积", "Stacked area"),
            Self::Scatter => lang.pick("散点", "Scatter"),
            Self::Slope => lang.pick("斜线", "Slopes"),
            Self::Dumbbell => lang.pick("哑铃", "Dumbbells"),
            Self::HeatMap => lang.pick("热力图", "Heat map"),
            Self::Distribution => lang.pick("分布", "Distribution"),
            Self::Funnel => lang.pick("漏斗", "Funnel"),
            Self::Waterfall => lang.pick("瀑布", "Waterfall"),
            Self::Links => lang.pick("关联图", "Link diagram"),
            Self::Timeline => lang.pick("时间线", "Timeline"),
        }
    }
}

/// What the numbers are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Subject {
    /// Observations: every metric × every entity.
    Metrics {
        /// Metrics, in order.
        metrics: Vec<MetricId>,
        /// Zones and places, in order; empty means all that have figures.
        #[serde(default)]
        entities: Vec<EntityId>,
    },
    /// Transcribed measures of a policy document, counted by head.
    PolicyHeads(PolicyId),
    /// Policy documents (all when empty): transcribed measures by the heads they share, or dates of issue.
    #[serde(alias = "PolicyMatrix")]
    Policies(Vec<PolicyId>),
    /// Sub-sectors the sources name, counted by cluster of a zone.
    ClusterSectors(EntityId),
    /// Links the sources name into one organisation, counted by kind.
    LinksInto(OrgId),
    /// Clusters, sub-sectors, organisations and their links.
    Links {
        /// Of this zone only; `None` for all.
        #[serde(default)]
        zone: Option<EntityId>,
        /// Only this cluster, sub-sector or organisation, what it hangs on and what hangs on it.
        #[serde(default)]
        focus: Option<OrgId>,
        /// What of them is left out.
        #[serde(default, skip_serializing_if = "LinkFilter::is_empty")]
        filter: LinkFilter,
    },
}

/// What of a link diagram is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkFilter {
    /// Kinds of node left out.
    pub without_roles: Vec<Role>,
    /// Kinds of link left out.
    pub without_relations: Vec<Relation>,
    /// Only nodes whose name has this text (characters, pinyin, initials, either language), and their neighbours.
    pub query: String,
}

impl LinkFilter {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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

impl PeriodChoice {
    /// Whether nothing finer than years is asked for.
    pub fn is_of_years(self) -> bool {
        let year = |period: Period| period.kind() == PeriodKind::Year;
        match self {
            Self::Auto => true,
            Self::Range(first, last) => year(first) && year(last),
            Self::At(_) => false,
        }
    }

    /// What admits all of `periods`, which are in order; `None` where there are none.
    pub fn spanning(periods: &[Period]) -> Option<Self> {
        let first = *periods.first()?;
        // A period that starts early may end late: 2020 before 2020-09.
        let last = *periods.iter().max_by(|a, b| a.end().total_cmp(&b.end()))?;
        Some(Self::Range(first, last))
    }

    /// Whether figures of `period` are wanted.
    pub fn admits(self, period: Period) -> bool {
        match self {
            Self::Auto => true,
            Self::Range(first, last) => {
                first.start() <= period.start() && period.end() <= last.end()
            }
            Self::At(only) => only == period,
        }
    }
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
    /// What is made of the figures before they are drawn.
    pub transform: Transform,
    /// How parts are put on each other (stacked bars and areas).
    pub stack: Stack,
    /// What happens where a figure is missing.
    pub missing: Missing,
    /// The axis of values; of a scatter the upright one.
    pub y: Axis,
    /// The other axis of values, of a scatter.
    pub x: Axis,
    /// What size and colour of a dot say (scatter).
    pub encoding: Encoding,
    /// Small multiples; `None` for one plot.
    pub panels: Option<Panels>,
    /// Whether what does not fit is put together as 其他 where parts make a whole, or left out and counted elsewhere.
    pub fold: bool,
    /// Policies whose dates are marked on the time axis.
    pub markers: Markers,
    /// Lines of comparison.
    pub references: Vec<Reference>,
    /// Texts with leader lines.
    pub annotations: Vec<Annotation>,
    /// Title; automatic when empty.
    pub title: Words,
    /// Subtitle; automatic (unit, scope, period) when empty.
    pub subtitle: Words,
    /// A note added to the automatic ones.
    pub note: Words,
    /// Ids of the entities, metrics, heads or clusters to point out: their bars keep the accent, the others turn grey.
    /// Empty: none is pointed out.
    pub highlight: Vec<String>,
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
            transform: Transform::default(),
            stack: Stack::default(),
            missing: Missing::default(),
            y: Axis::default(),
            x: Axis::default(),
            encoding: Encoding::default(),
            panels: None,
            fold: false,
            markers: Markers::default(),
            references: Vec::new(),
            annotations: Vec::new(),
            title: Words::default(),
            subtitle: Words::default(),
            note: Words::default(),
            highlight: Vec::new(),
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

/// Only the version, so that a newer specification is told from a broken one.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Version {
    schema: u32,
}

impl ChartSpec {
    /// Reads a specification.
    ///
    /// # Errors
    /// With the place, when it is not RON of this shape, of a newer schema, or asks for what no figure can be
    /// (size outside [`SIZE_RANGE`], a period that ends before it starts, overlong words).
    pub fn from_ron(text: &str) -> Result<Self, SpecError> {
        if let Ok(Version { schema }) = ron::from_str(text)
            && schema > SCHEMA
        {
            let message = format!(
                "schema {schema} is newer than this version of Zonescope understands ({SCHEMA}); update Zonescope"
            );
            return Err(SpecError::at_field(text, "schema", message));
        }
        let spec: Self = ron::from_str(text).map_err(SpecError::from)?;
        match spec.problem() {
            Some((field, message)) => Err(SpecError::at_field(text, field, message)),
            None => Ok(spec),
        }
    }

    /// Writes the specification so that [`Self::from_ron`] gives it back.
    pub fn to_ron(&self) -> String {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }

    /// What no figure can be: the field and what is wrong with it.
    fn problem(&self) -> Option<(&'static str, String)> {
        let (width, height) = self.size;
        if !SIZE_RANGE.contains(&width) || !SIZE_RANGE.contains(&height) {
            let (min, max) = (SIZE_RANGE.start(), SIZE_RANGE.end());
            let message =
                format!("size {width} × {height} is outside {min} to {max} pixels each way");
            return Some(("size", message));
        }
        if let PeriodChoice::Range(first, last) = self.period
            && last.end() <= first.start()
        {
            return Some(("period", format!("{last} is before {first}; swap them")));
        }
        if let Some(problem) = self.option_problem() {
            return Some(problem);
        }
        let words = [
            ("title", &self.title),
            ("subtitle", &self.subtitle),
            ("note", &self.note),
        ];
        let texts = self.annotations.iter().map(|a| ("annotations", &a.text));
        for (field, words) in words.into_iter().chain(texts) {
            for text in [&words.zh, &words.en] {
                let length = text.chars().count();
                if length > MAX_WORDS {
                    let message = format!("{length} characters; at most {MAX_WORDS} fit");
                    return Some((field, message));
                }
            }
        }
        None
    }
}

impl SpecError {
    /// An error about what `field` says, placed where the field stands.
    fn at_field(text: &str, field: &str, message: String) -> Self {
        let before = text
            .match_indices(field)
            .find(|(at, _)| text[at + field.len()..].trim_start().starts_with(':'))
            .map_or("", |(at, _)| &text[..at]);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|&c| c != '\n').count() + 1,
            message,
        }
    }
}

impl From<ron::error::SpannedError> for SpecError {
    fn from(error: ron::error::SpannedError) -> Self {
        use ron::Error as E;
        let known = |what: &str, found: &str, expected: &[&str]| {
            let nearest = super::nearest(found, expected.iter().copied());
            match nearest.first() {
                Some(name) => format!("unknown {what} `{found}`; did you mean `{name}`?"),
                None => format!("unknown {what} `{found}`; known: {}", expected.join(", ")),
            }
        };
        let message = match &error.code {
            E::NoSuchStructField {
                expected, found, ..
            } => known("field", found, expected),
            E::NoSuchEnumVariant {
                expected, found, ..
            } => known("choice", found, expected),
            E::ExceededRecursionLimit => "nested too deeply for a chart specification".to_owned(),
            other => other.to_string(),
        };
        Self {
            line: error.span.start.line,
            column: error.span.start.col,
            message,
        }
    }
}

#[cfg(test)]
mod tests;
