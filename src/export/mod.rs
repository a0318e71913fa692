//! A figure or table → a file. Metadata in, metadata out.

mod chart_book;
pub mod chart_data;
pub mod comparison;
mod csv;
mod deflate;
mod faces;
pub mod figure;
mod markdown;
mod name;
pub mod pdf;
pub mod png;
pub mod reopen;
mod save;
pub mod svg;
pub mod table;
mod table_figure;
mod table_pdf;
mod xlsx;
mod xmp;

pub use name::{free_name, suggested_name};
pub use save::{Overwrite, SaveError, SaveProblem, save, save_with};
