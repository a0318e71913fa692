//! The look: design tokens (`assets/theme/tokens.ron`), fonts, and the egui style made of them.

mod fonts;
mod icons;
mod lines;
mod style;
mod tokens;
mod wrap;

pub use fonts::{FontFile, HEAVY, font_file, heavy, install_fonts, rare_may_have, regular};
pub use icons::Icon;
pub use lines::{balance_lines, widest_word, wrap_lines};
pub use style::apply;
pub use tokens::{Palette, Tokens, contrast, ink_on, palette, tokens};

pub use wrap::{text_lines, text_width, wrap};

/// Text sizes in points; there are no others in the window.
pub mod size {
    /// Captions, axis labels, tags.
    pub const SMALL: f32 = 12.0;
    /// Body.
    pub const BODY: f32 = 14.0;
    /// Section headings.
    pub const HEADING: f32 = 16.0;
    /// Page titles.
    pub const TITLE: f32 = 22.0;
}

/// Distances in points; there are no others in the window.
pub mod space {
    /// Between an icon and its label.
    pub const XS: f32 = 4.0;
    /// Inside a control.
    pub const S: f32 = 8.0;
    /// Between controls.
    pub const M: f32 = 12.0;
    /// Between groups.
    pub const L: f32 = 16.0;
    /// Page margin.
    pub const XL: f32 = 24.0;
    /// Between sections.
    pub const XXL: f32 = 32.0;
    /// Height of a list row.
    pub const ROW: f32 = 32.0;
}
