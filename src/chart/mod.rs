//! A chart: [`ChartSpec`] (what a person chose) → [`Frame`] (plain numbers and words) → `draw` (egui_plot in a figure).

pub mod draw;
mod frame;
mod spec;
pub mod style;

pub use frame::{ChartError, Frame};
pub use spec::{
    ChartKind, ChartSpec, FigureTheme, PeriodChoice, SCHEMA, SpecError, Subject, Words,
};
/// x
pub fn gallery(_d: &crate::dataset::Dataset) -> Vec<(String, Result<ChartSpec, SpecError>)> {
    Vec::new()
}
/// x
pub fn suits(_s: &ChartSpec, _d: &crate::dataset::Dataset) -> Vec<ChartKind> {
    Vec::new()
}
impl ChartError {
    /// x
    pub fn message(&self, _l: crate::model::Lang) -> String {
        String::new()
    }
}
