//! The letters a document uses: numbered anew, embedded, with the way back to characters for search and selection.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish as _, Name, Pdf, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider as _};
use subsetter::GlyphRemapper;

use super::{PdfError, packed};
use crate::export::faces::Face;

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Name of a face among a page's resources.
pub(super) fn name(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => b"F0",
        Face::Heavy => b"F1",
        Face::Rare => b"F2",
    }
}

/// The face and glyph of a character; a space for a blank the font lacks.
pub(super) fn glyph(face: Face, c: char) -> Option<(Face, GlyphId)> {
    face.glyph(c).or_else(|| match c.is_whitespace() {
        true => face.glyph(' '),
        false => None,
    })
}

/// Letters used of every face.
#[derive(Default)]
pub(super) struct Fonts([Used; 3]);

#[derive(Default)]
struct Used {
    numbers: GlyphRemapper,
    /// By new number: the character first written with it, and its advance.
    letters: BTreeMap<u16, (char, f32)>,
}

impl Fonts {
    /// The new number of a glyph.
    pub(super) fn take(&mut self, face: Face, glyph: GlyphId, c: char) -> u16 {
        let used = &mut self.0[face as usize];
        let old = u16::try_from(glyph.to_u32()).unwrap_or(0);
        let new = used.numbers.remap(old);
        used.letters
            .entry(new)
            .or_insert_with(|| (c, face.advance(glyph)));
        new
    }

    /// The faces that are used.
    pub(super) fn used(&self) -> impl Iterator<Item = Face> + '_ {
        Face::ALL
            .into_iter()
            .filter(|face| !self.0[*face as usize].letters.is_empty())
    }

    /// Writes a face under `id`.
    pub(super) fn write(
        &self,
        pdf: &mut Pdf,
        face: Face,
        id: Ref,
        next: &mut impl FnMut() -> Ref,
    ) -> Result<(), PdfError> {
        let used = &self.0[face as usize];
        let (cid, descriptor, file, cmap) = (next(), next(), next(), next());
        let base = match face {
            Face::Regular => Name(b"ZONESC+NotoSansSC-Regular"),
            Face::Heavy => Name(b"ZONESD+NotoSansSC-SemiBold"),
            Face::Rare => Name(b"ZONESE+NotoSansSC-Rare"),
        };
        pdf.type0_font(id)
            .base_font(base)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type2)
            .base_font(base)
            .system_info(SYSTEM);
        font.font_descriptor(descriptor).default_width(1000.0);
        font.cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = font.widths();
        for (number, (_, advance)) in &used.letters {
            widths.consecutive(*number, [*advance]);
        }
        widths.finish();
        font.finish();

        let broken = || PdfError::Font(format!("{face:?}"));
        let metrics = face
            .font()
            .ok_or_else(broken)?
            .metrics(Size::new(1000.0), LocationRef::default());
        let bounds = metrics.bounds.unwrap_or_default();
        pdf.font_descriptor(descriptor)
            .name(base)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                bounds.x_min,
                bounds.y_min,
                bounds.x_max,
                bounds.y_max,
            ))
            .italic_angle(0.0)
            .ascent(metrics.ascent)
            .descent(metrics.descent)
            .cap_height(metrics.cap_height.unwrap_or(metrics.ascent))
            .stem_v(if face == Face::Heavy { 120.0 } else { 80.0 })
            .font_file2(file);
        let subset = subsetter::subset(face.file(), 0, &used.numbers)
            .map_err(|error| PdfError::Font(error.to_string()))?;
        packed(pdf, file, &subset);

        let mut map = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
        for (number, (c, _)) in &used.letters {
            map.pair(*number, *c);
        }
        packed(pdf, cmap, &map.finish());
        Ok(())
    }
}
