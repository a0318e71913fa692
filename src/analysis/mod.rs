//! Pure functions on figures: the checks printed figures must satisfy, growth, shares, ranking.

pub mod checks;
