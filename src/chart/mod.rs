//! A chart: [`ChartSpec`] (what a person chose) → [`Frame`] (plain numbers and words) → `draw` (egui_plot in a figure).

pub mod draw;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod fixture_cross;
mod frame;
mod spec;
pub mod style;

pub use frame::{
    Areas, Arranged, Bars, Body, BoxOf, Callout, Change, ChartError, Columns, Diagram,
    Distribution, Dot, Dumbbell, Event, Frame, Funnel, Group, HeatColumn, HeatMap, HeatRow, Level,
    Lines, MAX_BARS, MAX_SERIES, Mark, Marker, Matrix, Measured, NodeNames, Overlays, Panel,
    Panels as PanelSet, Part, Point, Points, Ramp, RampOf, Row, Scatter, Series, Slope, Spot,
    Spots, Stage, Stated, Step, Strip, StripDot, Timeline, Waterfall, diagram, filtered,
    locator_brief, locator_words, reference_name, suits,
};
pub(crate) use frame::{citation, source_line};
pub use spec::{
    Annotation, Axis, ChartKind, ChartSpec, ColourBy, Encoding, FigureTheme, LinkFilter,
    MAX_ANNOTATIONS, Markers, Missing, PanelBy, Panels, PeriodChoice, Reference, SCHEMA,
    SIZE_RANGE, SpecError, Stack, Subject, Transform, Words,
};

use crate::dataset::Dataset;

/// The charts of the packs by name, parsed.
pub fn gallery(dataset: &Dataset) -> Vec<(String, Result<ChartSpec, SpecError>)> {
    let charts = dataset.charts.iter();
    charts
        .map(|chart| (chart.name.clone(), ChartSpec::from_ron(&chart.ron)))
        .collect()
}

/// The names most like `wanted`, best first; at most three, none that is altogether different.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = names
        .map(|name| (strsim::jaro_winkler(wanted, name), name))
        .filter(|(score, _)| *score > 0.75)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.truncate(3);
    scored
        .into_iter()
        .map(|(_, name)| name.to_owned())
        .collect()
}
