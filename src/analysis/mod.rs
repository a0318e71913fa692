//! Pure functions on figures and records: the checks printed figures must satisfy, industry as a layered graph.

pub mod checks;
pub mod links;
