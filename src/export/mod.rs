//! A figure or table → a file. Metadata in, metadata out.

pub mod figure;
mod name;
pub mod png;
pub mod reopen;
mod save;

pub use name::{free_name, suggested_name};
pub use save::{Overwrite, SaveError, SaveProblem, save};
