//! Running text for egui, broken by the rules of [`super::wrap_lines`].

use egui::text::LayoutJob;
use egui::{Color32, Context, FontId, Painter};

use super::wrap_lines;

/// Width of `text` on one line, in points.
pub fn text_width(ctx: &Context, text: &str, font: &FontId) -> f32 {
    ctx.fonts_mut(|fonts| text.chars().map(|c| fonts.glyph_width(font, c)).sum())
}

/// `text` in at most `most` lines no wider than `width` points. See [`wrap_lines`].
pub fn text_lines(
    ctx: &Context,
    text: &str,
    font: &FontId,
    width: f32,
    most: usize,
) -> Vec<String> {
    ctx.fonts_mut(|fonts| wrap_lines(text, width, most, |c| fonts.glyph_width(font, c)))
}

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
    let lines = text_lines(painter.ctx(), text, &font, width, max_rows);
    LayoutJob::simple(lines.join("\n"), font, colour, f32::INFINITY)
}
