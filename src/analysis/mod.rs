//! Pure functions on figures and zones: the checks printed figures must satisfy, facets, likeness.

pub mod checks;
pub mod facets;
pub mod similar;
