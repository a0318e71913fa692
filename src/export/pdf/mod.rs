//! PDF files: pages of text, lines and drawings. Fonts are embedded, cut down to the letters used; text can be selected
//! and searched. Lengths are points (1/72 inch) from a page's top left, y downwards.
//!
//! ```ignore
//! let mut document = Document::new(Lang::Zh, meta);
//! let page = document.page(A4);
//! page.text(pos2(56.0, 80.0), 22.0, true, Color32::BLACK, "标题");
//! page.drawing(&drawing, Rect::from_min_size(pos2(56.0, 100.0), vec2(480.0, 270.0)));
//! let bytes = document.finish()?;
//! ```

mod fonts;
mod page;

use std::collections::BTreeSet;

use egui::{Color32, Pos2, Rect, Vec2, vec2};
use pdf_writer::{Chunk, Content, Filter, Finish as _, Name, Pdf, Ref, TextStr};

use self::fonts::Fonts;
pub use self::page::PdfPage;
use super::deflate::zlib;
use super::faces::Face;
use super::png::{MAX_TEXT, PngMeta};
use super::xmp;
use crate::model::Lang;
use crate::paint::vector::Drawing;
use crate::text::tr_args;

/// A4 upright.
pub const A4: Vec2 = Vec2::new(595.28, 841.89);

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum PdfError {
    /// The font could not be cut down.
    Font(String),
    /// A text is longer than [`MAX_TEXT`].
    TextTooLong,
}

impl PdfError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Font(reason) => tr_args(lang, "pdf-font", &[("reason", reason.into())]),
            Self::TextTooLong => tr_args(lang, "png-text-too-long", &[]),
        }
    }
}

/// A document in the making.
pub struct Document {
    lang: Lang,
    meta: PngMeta,
    /// With the letters used so far.
    fonts: Fonts,
    pages: Vec<Sheet>,
    /// Opacities used, of 255.
    alphas: BTreeSet<u8>,
}

/// A page's content.
struct Sheet {
    size: Vec2,
    content: Content,
}

impl Document {
    /// Without pages. `meta` says what it is; a specification in it can be read back with [`read_meta`].
    pub fn new(lang: Lang, meta: PngMeta) -> Self {
        Self {
            lang,
            meta,
            fonts: Fonts::default(),
            pages: Vec::new(),
            alphas: BTreeSet::new(),
        }
    }

    /// Adds a page and gives it to be written on.
    pub fn page(&mut self, size: Vec2) -> PdfPage<'_> {
        let mut content = Content::new();
        content.transform([1.0, 0.0, 0.0, -1.0, 0.0, size.y]);
        self.pages.push(Sheet { size, content });
        PdfPage::new(self)
    }

    /// Pages so far.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The file. The same pages give the same bytes.
    ///
    /// # Errors
    /// See [`PdfError`].
    pub fn finish(self) -> Result<Vec<u8>, PdfError> {
        let meta = &self.meta;
        let texts = [&meta.title, &meta.source, &meta.data, &meta.spec];
        if texts.iter().any(|text| text.len() > MAX_TEXT) {
            return Err(PdfError::TextTooLong);
        }
        let mut refs = (1..).map(Ref::new);
        let mut next = || refs.next().unwrap_or(Ref::new(i32::MAX));
        let (catalog, tree, info, metadata) = (next(), next(), next(), next());
        let mut pdf = Pdf::new();
        pdf.set_version(1, 7);
        let title = |fallback: &'static str| match meta.title.as_str() {
            "" => fallback.to_owned(),
            title => title.to_owned(),
        };
        let mut about = pdf.document_info(info);
        about.title(TextStr(&title("Zonescope")));
        about.creator(TextStr(concat!("Zonescope ", env!("CARGO_PKG_VERSION"))));
        about.producer(TextStr("Zonescope"));
        if !meta.source.is_empty() {
            about.subject(TextStr(&meta.source));
        }
        about.finish();
        let mut root = pdf.catalog(catalog);
        root.pages(tree).metadata(metadata);
        root.lang(TextStr(self.lang.pick("zh-CN", "en")));
        root.viewer_preferences().display_doc_title(true);
        root.finish();
        pdf.metadata(metadata, xmp_file(meta).as_bytes());

        let fonts: Vec<(Face, Ref)> = self.fonts.used().map(|face| (face, next())).collect();
        for (face, id) in &fonts {
            self.fonts.write(&mut pdf, *face, *id, &mut next)?;
        }
        let alphas: Vec<(u8, Ref)> = self.alphas.iter().map(|alpha| (*alpha, next())).collect();
        for (alpha, id) in &alphas {
            let share = f32::from(*alpha) / 255.0;
            pdf.ext_graphics(*id)
                .stroking_alpha(share)
                .non_stroking_alpha(share);
        }
        let ids: Vec<(Ref, Ref)> = self.pages.iter().map(|_| (next(), next())).collect();
        pdf.pages(tree)
            .kids(ids.iter().map(|(id, _)| *id))
            .count(ids.len() as i32);
        for (sheet, (id, content)) in self.pages.into_iter().zip(ids) {
            let mut page = pdf.page(id);
            page.parent(tree).contents(content);
            page.media_box(pdf_writer::Rect::new(0.0, 0.0, sheet.size.x, sheet.size.y));
            let mut resources = page.resources();
            let mut names = resources.fonts();
            for (face, id) in &fonts {
                names.pair(Name(fonts::name(*face)), *id);
            }
            names.finish();
            let mut states = resources.ext_g_states();
            for (alpha, id) in &alphas {
                states.pair(Name(&alpha_name(*alpha)), *id);
            }
            states.finish();
            resources.finish();
            page.finish();
            packed(&mut pdf, content, &sheet.content.finish());
        }
        Ok(pdf.finish())
    }
}

/// Name of the graphics state of an opacity.
fn alpha_name(alpha: u8) -> Vec<u8> {
    format!("A{alpha}").into_bytes()
}

/// Writes a compressed stream.
fn packed(chunk: &mut Chunk, id: Ref, bytes: &[u8]) {
    chunk.stream(id, &zlib(bytes)).filter(Filter::FlateDecode);
}

/// The metadata as a file of its own inside the document, never compressed.
fn xmp_file(meta: &PngMeta) -> String {
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{}</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        xmp::packet(meta)
    )
}

/// Reads what [`Document::finish`] says about the document; what is missing stays empty.
pub fn read_meta(bytes: &[u8]) -> PngMeta {
    // A document rewritten by another program may keep old packets; the last one counts.
    let last = memchr::memmem::rfind(bytes, b"<x:xmpmeta").unwrap_or(0);
    xmp::read(&bytes[last..])
}

/// Width of a text on one line.
pub fn text_width(text: &str, size: f32, heavy: bool) -> f32 {
    let face = if heavy { Face::Heavy } else { Face::Regular };
    let advance = |c: char| fonts::glyph(face, c).map_or(0.0, |(face, glyph)| face.advance(glyph));
    text.chars().map(advance).sum::<f32>() * size / 1000.0
}

/// A drawing on a page of its own.
///
/// # Errors
/// See [`PdfError`].
pub fn write(
    drawing: &Drawing,
    meta: PngMeta,
    lang: Lang,
    size: Vec2,
) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new(lang, meta);
    document
        .page(size)
        .drawing(drawing, Rect::from_min_size(Pos2::ZERO, size));
    document.finish()
}

/// Red, green and blue from 0 to 1, and the opacity.
fn colour(colour: Color32) -> ([f32; 3], u8) {
    let [r, g, b, a] = colour.to_srgba_unmultiplied();
    ([r, g, b].map(|part| f32::from(part) / 255.0), a)
}

/// How much a drawing grows to fill `into`.
fn fit(drawing: &Drawing, into: Rect) -> Vec2 {
    let share = |to: f32, from: f32| if from > 0.0 { to / from } else { 1.0 };
    vec2(
        share(into.width(), drawing.size.x),
        share(into.height(), drawing.size.y),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Stroke, pos2};

    fn sample() -> Vec<u8> {
        let meta = PngMeta {
            title: "高新区 <比较>".to_owned(),
            source: "《导报》".to_owned(),
            data: "数据 7".to_owned(),
            spec: "(kind: Line)".to_owned(),
            dpi: None,
        };
        let mut document = Document::new(Lang::Zh, meta);
        for n in 0..3 {
            let mut page = document.page(A4);
            page.text(
                pos2(56.0, 80.0),
                22.0,
                true,
                Color32::BLACK,
                &format!("第 {n} 页：镕"),
            );
            page.line(
                pos2(56.0, 90.0),
                pos2(300.0, 90.0),
                Stroke::new(1.0, Color32::from_black_alpha(80)),
            );
        }
        assert_eq!(document.pages(), 3);
        document.finish().unwrap()
    }

    #[test]
    fn pages_are_written_the_same_each_time_and_say_what_they_are() {
        let bytes = sample();
        assert_eq!(bytes, sample());
        assert!(
            bytes.starts_with(b"%PDF-1.7") && bytes.len() < 60_000,
            "{}",
            bytes.len()
        );
        let meta = read_meta(&bytes);
        assert_eq!(
            (meta.title.as_str(), meta.spec.as_str()),
            ("高新区 <比较>", "(kind: Line)")
        );
        for cut in [0, 10, bytes.len() / 2] {
            let _ = read_meta(&bytes[..cut]);
        }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        assert_eq!(text_width("国家", 10.0, false), 20.0);
        assert!(text_width("1,234", 10.0, true) > 20.0);
        assert_eq!(text_width("", 10.0, true), 0.0);
    }
}
