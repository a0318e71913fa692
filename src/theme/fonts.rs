//! Fonts: Noto Sans SC from `fonts/`, Regular for text, a heavier face for headings.

use std::io::Read as _;
use std::sync::{Arc, OnceLock};

use egui::epaint::text::{FallbackRequest, FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use lzma_rust2::LzmaReader;
use skrifa::{FontRef, MetadataProvider as _};

/// Name of the heavier family.
pub const HEAVY: &str = "heavy";

static REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/NotoSansSC-SemiBold.ttf");
/// The rest of GBK, as LZMA packs it: few ever see one of its characters.
static RARE: &[u8] = include_bytes!("../../fonts/NotoSansSC-Rare.ttf.lzma");

/// The font files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FontFile {
    /// For text.
    Regular,
    /// For headings.
    Heavy,
    /// The characters that the others lack.
    Rare,
}

/// The bytes of a font file. The rare one is unpacked when it is first asked for (some 140 ms).
pub fn font_file(which: FontFile) -> &'static [u8] {
    static UNPACKED: OnceLock<Vec<u8>> = OnceLock::new();
    match which {
        FontFile::Regular => REGULAR,
        FontFile::Heavy => SEMI_BOLD,
        FontFile::Rare => UNPACKED.get_or_init(|| {
            let mut bytes = Vec::new();
            let unpacking = LzmaReader::new_mem_limit(RARE, u32::MAX, None);
            match unpacking.and_then(|mut reader| reader.read_to_end(&mut bytes)) {
                Ok(_) => bytes,
                // The file is part of the program; a test reads it.
                Err(_) => Vec::new(),
            }
        }),
    }
}

/// Whether the rare font need be unpacked to know if it has `c`: all of GBK lies within these.
pub fn rare_may_have(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{e000}'..='\u{fe4f}')
}

/// Gives `ctx` the product's fonts, the rare characters included; call it before the first frame.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(font_definitions());
    ctx.set_font_providers(vec![Arc::new(rare)]);
}

/// The rare font, when it has the character.
fn rare(request: &FallbackRequest<'_>) -> Option<FontInsert> {
    let wanted = request.cluster.chars().next()?;
    if !rare_may_have(wanted) {
        return None;
    }
    let font = FontRef::new(font_file(FontFile::Rare)).ok()?;
    font.charmap().map(wanted)?;
    let families = [FontFamily::Proportional, FontFamily::Name(HEAVY.into())];
    Some(FontInsert {
        name: "noto-sans-sc-rare".to_owned(),
        data: FontData::from_static(font_file(FontFile::Rare)),
        families: families
            .map(|family| InsertFontFamily {
                family,
                priority: FontPriority::Lowest,
            })
            .into(),
    })
}

/// The fonts every frame needs.
fn font_definitions() -> FontDefinitions {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_have_a_font_and_others_do_not_unpack_it() {
        let asked = |cluster: &str, family: &FontFamily| rare(&FallbackRequest { cluster, family });
        for rare in ["\u{9f98}", "\u{7af6}", "\u{6e61}"] {
            assert!(asked(rare, &FontFamily::Proportional).is_some(), "{rare}");
        }
        // Common, not in GBK, and not Chinese at all.
        for other in ["\u{20000}", "\u{5d0}", "\u{1f600}"] {
            assert!(asked(other, &FontFamily::Proportional).is_none(), "{other}");
        }
    }
}
