//! Specification + dataset → plain numbers and words, ready to draw. Pure; built off the paint path and cached.

mod area;
mod bars;
mod by_zone;
#[cfg(test)]
mod choice_tests;
mod columns;
mod counted;
mod cross;
#[cfg(test)]
mod cross_tests;
mod distribution;
mod divide;
mod dumbbell;
mod error;
mod found;
mod funnel;
mod groups;
mod heat;
mod kind;
mod line;
mod links;
mod matrix;
mod measure;
#[cfg(test)]
mod named_tests;
#[cfg(test)]
mod order_tests;
mod overlays;
mod panels;
pub(in crate::chart) mod points;
mod policy_matrix;
mod ramp;
mod scatter;
#[cfg(test)]
mod scope_tests;
mod section;
mod slope;
mod suits;
mod sums;
#[cfg(test)]
mod tests;
mod timeline;
mod tracks;
mod waterfall;
mod words;
#[cfg(test)]
mod words_tests;

pub use area::Areas;
pub use bars::{Bars, Row};
pub use columns::{Arranged, Columns};
pub use cross::{Measured, Stated};
pub use distribution::{BoxOf, Distribution, Strip, StripDot};
pub use dumbbell::Dumbbell;
pub use error::ChartError;
pub use funnel::{Funnel, Stage};
pub use heat::{HeatColumn, HeatMap, HeatRow, RampOf};
pub use kind::Body;
pub use line::{Lines, Series};
pub use links::{Diagram, NodeNames, diagram, filtered};
pub use matrix::{Group, Matrix, Part};
pub use overlays::{Callout, Level, Marker, Overlays, reference_name};
pub use panels::{Panel, Panels};
pub use points::Points;
pub use ramp::Ramp;
pub use scatter::{Dot, Scatter, Spot, Spots};
pub use slope::{Change, Slope};
pub use suits::suits;
pub use timeline::{Event, Timeline};
pub use waterfall::{Step, Waterfall};
pub(crate) use words::{citation, source_line, with_period};
pub use words::{locator_brief, locator_words};

use std::borrow::Cow;

use super::spec::{Axis, ChartKind, ChartSpec, Subject};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{Lang, Period, SourceId};

/// Most series of a line chart.
pub const MAX_SERIES: usize = 24;
/// Most bars.
pub const MAX_BARS: usize = 60;

/// One figure as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// The figure of an earlier period, carried over: its value is not written a second time.
    pub carried: bool,
    /// Who says so, in short.
    pub source: String,
    /// The observation; `None` for what is counted out of records or carried over.
    pub obs: Option<ObsIx>,
    /// Scope that differs from the metric's definition; empty when none.
    pub definition: String,
    /// What a transformed or carried figure was made of, in words; else empty.
    pub basis: String,
    /// Every observation behind it.
    pub cites: Vec<ObsIx>,
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
    /// Whether the definition is another than that of the point before.
    pub redefined: bool,
    /// A second, different figure for a period that has one already: drawn beside the line, never joined.
    pub aside: bool,
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
    /// The axis of values; of a scatter the upright one.
    pub y: Axis,
    /// The other axis of values, of a scatter.
    pub x: Axis,
    /// Whether large ticks are in 万 or 亿: in Chinese, where no unit counts in such itself.
    pub short_ticks: bool,
    /// Policy dates and texts on the plot.
    pub overlays: Overlays,
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
        Self::unadvised(spec, dataset).map_err(|error| suits::advise(error, spec, dataset))
    }

    /// [`Self::build`], without a word on the kinds that would suit.
    fn unadvised(spec: &ChartSpec, dataset: &Dataset) -> Result<Self, ChartError> {
        let drafted = match spec.panels {
            Some(choice) => panels::panels(spec, dataset, choice)?,
            None => draft(spec, dataset)?,
        };
        words::finish(spec, dataset, drafted)
    }

    /// Every figure drawn, with the name of its series or row, in the order drawn.
    pub fn marks(&self) -> Vec<(&str, &Mark)> {
        self.body.kind().marks()
    }

    /// The same, each with a name it shares with no figure of another metric or plot: for tables and exports.
    pub fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        self.body.kind().named()
    }
}

/// A [`Frame`] before its words are put together.
struct Draft {
    body: Body,
    /// Automatic title.
    title: String,
    /// Automatic subtitle, part by part; a part the title already says is left out. The periods come after it.
    subtitle: Vec<String>,
    /// Automatic notes.
    notes: Vec<String>,
    /// Sources with locators inside them, in order of use, beside those of the marks' observations.
    cited: Vec<(SourceId, String)>,
}

/// What one plot draws.
fn draft(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    use ChartKind as K;
    match (&spec.subject, spec.kind) {
        (Subject::Metrics { .. }, K::Line) => line::lines(spec, dataset),
        (Subject::Metrics { .. }, K::RankedBar) => bars::bars(spec, dataset),
        (Subject::Metrics { .. }, K::GroupedBar) => columns::grouped(spec, dataset),
        (Subject::Metrics { .. }, K::StackedBar) => columns::stacked(spec, dataset),
        (Subject::Metrics { .. }, K::StackedArea) => area::areas(spec, dataset),
        (
            Subject::Links {
                zone,
                focus,
                filter,
            },
            K::Links,
        ) => links::links(spec, dataset, (zone.as_ref(), focus.as_ref(), filter)),
        (Subject::Links { .. }, _) => Err(ChartError::OnlyLinks),
        (_, K::Links) => Err(ChartError::NoLinks),
        (Subject::Metrics { .. }, K::Scatter) => scatter::scatter(spec, dataset),
        (Subject::Metrics { .. }, K::Slope) => slope::slope(spec, dataset),
        (Subject::Metrics { .. }, K::Dumbbell) => dumbbell::dumbbell(spec, dataset),
        (Subject::Metrics { .. }, K::HeatMap) => heat::heat(spec, dataset),
        (Subject::Metrics { .. }, K::Distribution) => distribution::distribution(spec, dataset),
        (Subject::Metrics { .. }, K::Funnel) => funnel::funnel(spec, dataset),
        (Subject::Metrics { .. }, K::Waterfall) => waterfall::waterfall(spec, dataset),
        (Subject::Policies(ids), K::HeatMap) => policy_matrix::policy_matrix(spec, dataset, ids),
        (Subject::Policies(ids), K::Timeline) => timeline::timeline(spec, dataset, ids),
        (_, K::Timeline) => Err(timeline::refused()),
        (Subject::PolicyHeads(id), K::RankedBar) => counted::policy_heads(spec, dataset, id),
        (Subject::ClusterSectors(id), K::RankedBar) => counted::cluster_sectors(spec, dataset, id),
        (Subject::LinksInto(id), K::RankedBar) => counted::links_into(spec, dataset, id),
        (_, _) => Err(ChartError::NoTime),
    }
}
