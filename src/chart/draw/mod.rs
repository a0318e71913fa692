//! Frame → egui: the whole figure, the same for the screen and for every file.
//!
//! `figure` lays out everything but the plot; each kind of plot has a file of its own.

mod bar;
mod canvas;
mod figure;
mod labels;
mod line;
pub mod links;
mod scale;
#[cfg(test)]
mod tests;

pub use figure::figure_ui;

/// What the pointer is on: the lines of the tooltip, the first one its heading.
struct Tip(Vec<String>);

/// The lines of a tooltip about one figure.
fn describe(mark: &super::Mark, lang: crate::model::Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if !mark.as_printed.is_empty() {
        let args = [("text", mark.as_printed.as_str().into())];
        lines.push(crate::text::tr_args(lang, "chart-as-printed", &args));
    }
    if !mark.source.is_empty() {
        lines.push(mark.source.clone());
    }
    lines
}
