//! Pure functions on figures: the checks printed figures must satisfy, growth, shares, ranking, comparison.

pub mod checks;
pub mod comparison;
