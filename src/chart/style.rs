//! The figure's look: palette by theme, sizes relative to the figure.

use super::spec::FigureTheme;
use crate::theme::{Palette, tokens};

/// The palette of a figure.
pub fn figure_palette(theme: FigureTheme) -> &'static Palette {
    match theme {
        FigureTheme::Light => &tokens().light,
        FigureTheme::Dark => &tokens().dark,
        FigureTheme::Print => &tokens().print,
    }
}
/// x
pub fn layout(s: (u32, u32)) -> (egui::Vec2, f32) {
    (egui::vec2(s.0 as f32, s.1 as f32), 1.0)
}
