//! A figure or table → a file. Metadata in, metadata out.

pub mod comparison;
mod csv;
pub mod figure;
mod markdown;
mod name;
pub mod png;
pub mod reopen;
mod save;
pub mod table;
mod table_figure;
mod xlsx;

pub use name::{free_name, suggested_name};
pub use save::{Overwrite, SaveError, SaveProblem, save};
