//! Pure functions on figures and records: checks, classes, comparison, facets, likeness, measures, transforms of series, industry
//! as a layered graph, names in the window's language, the order of rows.

pub mod checks;
pub mod classes;
pub mod comparison;
pub mod correlation;
pub mod facets;
pub mod links;
pub mod measures;
pub mod names;
pub mod order;
pub mod similar;
pub mod transform;
pub mod zone_facets;
