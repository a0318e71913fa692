//! Running text for egui, broken by the rules of [`super::wrap_lines`].

use egui::text::LayoutJob;
use egui::{Color32, FontId, Painter};

use super::wrap_lines;

/// Breaks `text` into at most `max_rows` lines no wider than `width` points; the last one ends in `…` when something
/// had to be left out.
pub fn wrap(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
    max_rows: usize,
) -> LayoutJob {
    let lines = painter
        .fonts_mut(|fonts| wrap_lines(text, width, max_rows, |c| fonts.glyph_width(&font, c)));
    LayoutJob::simple(lines.join("\n"), font, colour, f32::INFINITY)
}
