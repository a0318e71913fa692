//! The product's faces as files: glyph numbers, advances and outlines.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use crate::theme::{FontFile, font_file, rare_may_have};

/// Which face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Face {
    Regular,
    Heavy,
    Rare,
}

impl Face {
    pub(super) const ALL: [Self; 3] = [Self::Regular, Self::Heavy, Self::Rare];

    /// The font file.
    pub(super) fn file(self) -> &'static [u8] {
        font_file(match self {
            Self::Regular => FontFile::Regular,
            Self::Heavy => FontFile::Heavy,
            Self::Rare => FontFile::Rare,
        })
    }

    /// The font; `None` when the file is broken, which a test rules out.
    pub(super) fn font(self) -> Option<&'static FontRef<'static>> {
        static FONTS: [OnceLock<Option<FontRef<'static>>>; 3] = [const { OnceLock::new() }; 3];
        let font = FONTS[self as usize].get_or_init(|| FontRef::new(self.file()).ok());
        font.as_ref()
    }

    /// The face and glyph a character is drawn with: what a face lacks falls back as on the screen.
    pub(super) fn glyph(self, c: char) -> Option<(Self, GlyphId)> {
        let own = || Some((self, self.font()?.charmap().map(c)?));
        match self {
            Self::Heavy => own().or_else(|| Self::Regular.glyph(c)),
            Self::Regular => own().or_else(|| Self::Rare.glyph(c)),
            Self::Rare => rare_may_have(c).then(own).flatten(),
        }
    }

    /// Advance of a glyph in thousandths of the font size.
    pub(super) fn advance(self, glyph: GlyphId) -> f32 {
        let Some(font) = self.font() else { return 0.0 };
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        metrics.advance_width(glyph).unwrap_or(0.0)
    }

    /// Draws a glyph's outline at `size`; y grows upwards.
    pub(super) fn outline(self, glyph: GlyphId, size: f32, pen: &mut impl OutlinePen) {
        let outlines = self.font().map(|font| font.outline_glyphs());
        if let Some(outline) = outlines.and_then(|outlines| outlines.get(glyph)) {
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            if let Err(error) = outline.draw(settings, pen) {
                log::warn!("glyph {glyph} cannot be drawn: {error}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_knows_its_characters_and_the_rest_falls_back() {
        let common = [
            (Face::Regular, '国'),
            (Face::Heavy, '国'),
            (Face::Rare, '龘'),
        ];
        for (face, c) in common {
            let (of, glyph) = face.glyph(c).expect("a glyph");
            assert_eq!((of, face.advance(glyph)), (face, 1000.0));
            assert!(face.glyph('\u{10ffff}').is_none());
        }
        let fallen = Face::Heavy.glyph('龘').map(|(face, _)| face);
        assert_eq!(fallen, Some(Face::Rare));
    }
}
