//! Specification + dataset → plain numbers and words, ready to draw. Pure; built off the paint path and cached.

mod bars;
mod counted;
mod error;
mod links;
mod metrics;
mod section;
mod suits;
#[cfg(test)]
mod tests;
mod words;

pub use error::ChartError;
pub use links::{Diagram, diagram};
pub use suits::suits;
pub use words::locator_words;
pub(crate) use words::{citation, source_line};

use super::spec::{ChartKind, ChartSpec, Subject};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{Lang, Period, SourceId};

/// Most series of a line chart.
pub const MAX_SERIES: usize = 24;
/// Most bars.
pub const MAX_BARS: usize = 60;

/// One figure as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The value, in the metric's unit.
    pub value: f64,
    /// What stands beside the mark: qualifier, number, and unit where the units of a figure differ.
    pub label: String,
    /// The figure exactly as its source prints it; may be empty.
    pub as_printed: String,
    /// The period; `None` for what is counted out of records.
    pub period: Option<Period>,
    /// Drawn hollow: hedged, derived, preliminary or doubtful.
    pub approximate: bool,
    /// Who says so, in short.
    pub source: String,
    /// The observation; `None` for what is counted out of records.
    pub obs: Option<ObsIx>,
}

/// One point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The figure.
    pub mark: Mark,
    /// Decimal year of the middle of its period.
    pub x: f64,
    /// Whether a line joins it to the point before; `false` after a gap or a change of definition.
    pub joined: bool,
    /// A second, different figure for a period that has one already: drawn beside the line, never joined.
    pub aside: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name at the line's end.
    pub name: String,
    /// Points in order of time.
    pub points: Vec<Point>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name before the bar.
    pub name: String,
    /// The figure.
    pub mark: Mark,
    /// Keeps the accent where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Lines over time.
    Lines {
        /// The lines, in the specification's order.
        series: Vec<Series>,
        /// Whether small values stand on top (ranks).
        inverted: bool,
        /// A value whose grid line is emphasised: 100 of an index.
        base: Option<f64>,
    },
    /// Bars from zero.
    Bars {
        /// From the top down.
        rows: Vec<Row>,
    },
    /// Nodes in layers and the links between them.
    Links(Diagram),
}

/// Everything a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Title.
    pub title: String,
    /// Unit, scope, period; may be empty.
    pub subtitle: String,
    /// What is drawn.
    pub body: Body,
    /// What a reader must know; may be empty.
    pub note: String,
    /// The source line.
    pub source: String,
    /// The product and the version of its data.
    pub version: String,
    /// What the chart says, in words: for screen readers and 说明文字.
    pub summary: String,
    /// Every source drawn on, in order.
    pub sources: Vec<SourceId>,
    /// Language of all these texts.
    pub lang: Lang,
}

impl Frame {
    /// Takes the numbers from the dataset.
    ///
    /// # Errors
    /// When the specification names what the dataset does not have (with the nearest names), the kind does not suit
    /// the subject, there is too much for one figure, or nothing is left to draw.
    pub fn build(spec: &ChartSpec, dataset: &Dataset) -> Result<Self, ChartError> {
        let drafted = match (&spec.subject, spec.kind) {
            (Subject::Metrics { metrics, entities }, ChartKind::Line) => {
                metrics::lines(spec, dataset, metrics, entities)?
            }
            (Subject::Metrics { metrics, entities }, ChartKind::RankedBar) => {
                bars::bars(spec, dataset, metrics, entities)?
            }
            (Subject::Links { zone, focus }, ChartKind::Links) => {
                links::links(spec, dataset, zone.as_ref(), focus.as_ref())?
            }
            (Subject::Links { .. }, _) => return Err(ChartError::OnlyLinks),
            (_, ChartKind::Links) => return Err(ChartError::NoLinks),
            (_, ChartKind::Line) => return Err(ChartError::NoTime),
            (Subject::PolicyHeads(id), _) => counted::policy_heads(spec, dataset, id)?,
            (Subject::ClusterSectors(id), _) => counted::cluster_sectors(spec, dataset, id)?,
            (Subject::LinksInto(id), _) => counted::links_into(spec, dataset, id)?,
        };
        Ok(words::finish(spec, dataset, drafted))
    }

    /// Every figure drawn, with the name of its series or row, in the order drawn.
    pub fn marks(&self) -> Vec<(&str, &Mark)> {
        match &self.body {
            Body::Lines { series, .. } => series
                .iter()
                .flat_map(|s| s.points.iter().map(|p| (s.name.as_str(), &p.mark)))
                .collect(),
            Body::Bars { rows } => rows.iter().map(|r| (r.name.as_str(), &r.mark)).collect(),
            Body::Links(_) => Vec::new(),
        }
    }
}

/// A [`Frame`] before its words are put together.
struct Draft {
    body: Body,
    /// Automatic title.
    title: String,
    /// Automatic subtitle, part by part; a part the title already says is left out.
    subtitle: Vec<String>,
    /// Automatic notes.
    notes: Vec<String>,
    /// Sources with locators inside them, in order of use.
    cited: Vec<(SourceId, String)>,
}
