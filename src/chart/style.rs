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
