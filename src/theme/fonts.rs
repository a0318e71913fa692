//! Fonts: Noto Sans SC from `fonts/`, Regular for text, a heavier face for headings.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// Name of the heavier family.
pub const HEAVY: &str = "heavy";

static REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/NotoSansSC-SemiBold.ttf");

/// The font files: the one for text, and the heavier one.
pub fn font_files() -> [&'static [u8]; 2] {
    [REGULAR, SEMI_BOLD]
}

/// The product's fonts; the system's are asked only for what these lack.
pub fn font_definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces = [
        ("noto-sans-sc", REGULAR),
        ("noto-sans-sc-semibold", SEMI_BOLD),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let regular = vec!["noto-sans-sc".to_owned()];
    // The heavy face covers GB 2312; rarer characters of a heading fall back to Regular.
    let heavy = vec![
        "noto-sans-sc-semibold".to_owned(),
        "noto-sans-sc".to_owned(),
    ];
    fonts
        .families
        .insert(FontFamily::Proportional, regular.clone());
    fonts.families.insert(FontFamily::Monospace, regular);
    fonts.families.insert(FontFamily::Name(HEAVY.into()), heavy);
    fonts
}

/// Regular at `size` points.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The heavier face at `size` points.
pub fn heavy(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(HEAVY.into()))
}
