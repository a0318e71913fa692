//! Specification + dataset → plain numbers and words, ready to draw. Pure; built off the paint path and cached.

use super::spec::ChartSpec;
use crate::dataset::Dataset;

/// Why a specification cannot be drawn with this dataset.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// Something else.
    #[error("{0}")]
    Other(String),
}

/// Everything a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Title.
    pub title: String,
    /// What the chart says, in words: for screen readers and 说明文字.
    pub summary: String,
}

impl Frame {
    /// Takes the numbers from the dataset.
    ///
    /// # Errors
    /// When the specification names what the dataset does not have (with the nearest names), or nothing is left to draw.
    pub fn build(_spec: &ChartSpec, _dataset: &Dataset) -> Result<Self, ChartError> {
        Err(ChartError::Other("not drawn yet".to_owned()))
    }
}
