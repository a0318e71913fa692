//! stub
use crate::{dataset::Dataset, model::Check};
/// x
#[derive(Debug, Clone)]
pub struct CheckOutcome {
    /// a
    pub holds: bool,
    /// b
    pub formula: String,
}
/// x
pub fn evaluate(_c: &Check, _d: &Dataset) -> CheckOutcome {
    CheckOutcome {
        holds: true,
        formula: String::new(),
    }
}
