//! A chart: [`ChartSpec`] (what a person chose) → [`Frame`] (plain numbers and words) → `draw` (egui_plot in a figure).

pub mod draw;
mod frame;
mod spec;
pub mod style;

pub use frame::{ChartError, Frame};
pub use spec::{
    ChartKind, ChartSpec, FigureTheme, PeriodChoice, SCHEMA, SpecError, Subject, Words,
};
