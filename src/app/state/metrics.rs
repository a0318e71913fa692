//! What the view keeps of 指标 beside the chart itself, and the ways a person changes both.

use serde::{Deserialize, Serialize};

use crate::chart::{
    Annotation, ChartKind, ChartSpec, Encoding, FigureTheme, Markers, Missing, Panels,
    PeriodChoice, Reference, Stack, Transform,
};
use crate::model::{EntityId, MetricId};

/// How the chart is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureTab {
    /// The figure.
    #[default]
    Chart,
    /// Its figures as a table.
    Table,
    /// Where they come from.
    Sources,
}

impl FigureTab {
    /// Every tab, in order.
    pub const ALL: [Self; 3] = [Self::Chart, Self::Table, Self::Sources];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Table => "table",
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
            Self::Chart => "figure-tab-chart",
            Self::Table => "figure-tab-table",
            Self::Sources => "figure-tab-sources",
        }
    }
}

/// What the table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TableColumn {
    /// The name of the series or bar.
    Name,
    /// The figures of the period with this number, from 0.
    Figure(usize),
    /// From the first figure to the last.
    Change,
    /// The same in per cent of the first.
    ChangePercent,
    /// The period of a row's only figure.
    Period,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TableSort {
    /// The column.
    pub column: TableColumn,
    /// Largest, or last in the alphabet, first.
    pub descending: bool,
}

/// What is shown beside the chart's own specification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricsState {
    /// How the chart is looked at.
    pub tab: FigureTab,
    /// What the table is sorted by; `None` for the figure's order.
    pub sort: Option<TableSort>,
    /// The annotation being edited, by number.
    pub annotation: Option<usize>,
    /// Whether the panel shows charts to open instead of the chart's options.
    pub shelf: bool,
}

/// A change of [`MetricsState`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MetricsEdit {
    /// Look at the chart another way.
    Tab(FigureTab),
    /// Sort by this column; again: the other way round; a third time: not at all.
    SortBy(TableColumn),
    /// Edit this annotation; `None` when done.
    Annotation(Option<usize>),
    /// Show charts to open, or the chart's options.
    Shelf(bool),
}

/// One of the figure's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordsOf {
    /// The finding.
    Title,
    /// Unit, scope, period.
    Subtitle,
    /// What a reader must know.
    Note,
}

impl WordsOf {
    /// Every text, from the top down.
    pub const ALL: [Self; 3] = [Self::Title, Self::Subtitle, Self::Note];
}

/// One of the two axes of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisOf {
    /// The one across, of a scatter.
    X,
    /// The upright one.
    Y,
}

/// A change of the chart.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartEdit {
    /// Replace the whole specification and show it.
    Show(Box<ChartSpec>),
    /// Show one metric of one zone or place.
    Plot(MetricId, EntityId),
    /// How the numbers are drawn.
    Kind(ChartKind),
    /// Add a metric.
    AddMetric(MetricId),
    /// Remove a metric.
    RemoveMetric(MetricId),
    /// Add zones or places; those already there stay where they are.
    AddEntities(Vec<EntityId>),
    /// Remove a zone or place.
    RemoveEntity(EntityId),
    /// Back to all zones that have figures.
    ClearEntities,
    /// Which periods.
    Period(PeriodChoice),
    /// What is made of the figures.
    Transform(Transform),
    /// How parts are put on each other.
    Stack(Stack),
    /// What happens where a figure is missing.
    Missing(Missing),
    /// Whether an axis is logarithmic.
    Log(AxisOf, bool),
    /// What the figure shows of the value axes and of time: zooming and panning.
    Zoom(Zoom),
    /// All of it again.
    ResetZoom,
    /// What size and colour of a dot say.
    Encoding(Encoding),
    /// Small multiples.
    Panels(Option<Panels>),
    /// Whether the rest is put together.
    Fold(bool),
    /// Policies marked on the time axis.
    Markers(Markers),
    /// A line of comparison more or less.
    ToggleReference(Reference),
    /// A new text on the figure, edited at once.
    Annotate(Annotation),
    /// Another text, point or place of an annotation.
    Reannotate(usize, Annotation),
    /// One annotation less.
    RemoveAnnotation(usize),
    /// Point out this series, or no longer.
    ToggleHighlight(String),
    /// Point out nothing.
    ClearHighlight,
    /// One of the texts in the figure's language; empty: automatic again.
    Words(WordsOf, String),
    /// Pixels at scale 1; clamped to what a figure may have.
    Size(u32, u32),
    /// The figure's colours.
    Theme(FigureTheme),
}

/// What part of its plot the figure shows; `None` leaves an axis as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Zoom {
    /// Lowest and highest value across, of a scatter.
    pub x: Option<(f64, f64)>,
    /// Lowest and highest value.
    pub y: Option<(f64, f64)>,
    /// The periods.
    pub period: Option<PeriodChoice>,
}
