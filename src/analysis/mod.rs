//! Pure functions on figures and records: checks, comparison, facets, likeness, measures, transforms of series, industry
//! as a layered graph.

pub mod checks;
pub mod comparison;
pub mod facets;
pub mod links;
pub mod measures;
pub mod similar;
pub mod transform;
