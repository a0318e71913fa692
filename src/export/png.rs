//! Pictures as PNG, with where they come from; and that read back.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Cursor, Seek};
use std::path::Path;

use png::chunk::IDAT;
use png::text_metadata::ITXtChunk;

use super::deflate::{self, Part};
use crate::model::Lang;
use crate::paint::{Headless, Page, Picture, PixelRows};
use crate::text::tr_args;

/// The longest text that is written or read, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// Memory a file may ask for while its metadata are read.
const MAX_MEMORY: usize = 8 << 20;

/// Longer specifications are compressed.
const COMPRESS_FROM: usize = 1024;

const TITLE: &str = "Title";
const SOURCE: &str = "Source";
const SOFTWARE: &str = "Software";
const DATA: &str = "zonescope:data";
const SPEC: &str = "zonescope:spec";

/// Metres of an inch.
const INCH: f64 = 0.0254;

/// What a picture says about itself. Empty texts are not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PngMeta {
    /// The figure's title.
    pub title: String,
    /// Where its numbers come from.
    pub source: String,
    /// Version of the data.
    pub data: String,
    /// The chart's specification in RON: enough to draw it again.
    pub spec: String,
    /// Pixels per inch in print.
    pub dpi: Option<u32>,
}

/// Why a picture was not written or not read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum PngError {
    /// It has no pixels, or their number is wrong.
    NoPicture,
    /// A text is longer than [`MAX_TEXT`].
    TextTooLong,
    /// It does not begin as a PNG does.
    NotPng,
    /// It begins as a PNG does, but is damaged.
    Damaged(String),
    /// The file cannot be read.
    Unreadable(#[source] std::io::Error),
}

impl PngError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let (id, reason) = match self {
            Self::NoPicture => ("png-no-picture", String::new()),
            Self::TextTooLong => ("png-text-too-long", String::new()),
            Self::NotPng => ("png-not-png", String::new()),
            Self::Damaged(reason) => ("png-damaged", reason.clone()),
            Self::Unreadable(error) => ("png-unreadable", error.to_string()),
        };
        tr_args(lang, id, &[("reason", reason.into())])
    }
}

impl From<png::EncodingError> for PngError {
    fn from(error: png::EncodingError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Rows compressed together: those of the bands of `paint`.
const PART_ROWS: usize = 32;

/// The bytes of a PNG file: 8-bit RGB, sRGB, with the metadata before the pixels.
///
/// # Errors
/// When the picture is empty or a text too long.
pub fn encode(picture: &Picture, meta: &PngMeta) -> Result<Vec<u8>, PngError> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let (pixels, rest) = picture.rgba.as_chunks::<4>();
    if pixels.is_empty() || pixels.len() != width * height || !rest.is_empty() {
        return Err(PngError::NoPicture);
    }
    let rows = pixels.chunks(width * PART_ROWS);
    let parts = rows.map(|pixels| {
        pack(PixelRows {
            top: 0,
            width,
            pixels,
        })
    });
    assemble(
        [picture.width, picture.height],
        &parts.collect::<Vec<_>>(),
        meta,
    )
}

/// Paints a ui as a PNG file, band by band on all cores: the whole picture never stands in memory.
///
/// # Errors
/// When the picture would have no pixels or a text is too long.
pub fn paint(
    headless: &mut Headless,
    page: Page,
    ui: impl FnMut(&mut egui::Ui),
    meta: &PngMeta,
) -> Result<Vec<u8>, PngError> {
    let parts = headless.render_bands(page, ui, pack);
    assemble(page.size_px(), &parts, meta)
}

/// A file of parts that [`pack`] made, from the top down.
///
/// # Errors
/// When there is no part or a text too long.
fn assemble(
    [width, height]: [u32; 2],
    parts: &[Part],
    meta: &PngMeta,
) -> Result<Vec<u8>, PngError> {
    let [Part { bytes: first, .. }, more @ ..] = parts else {
        return Err(PngError::NoPicture);
    };
    let texts = [&meta.title, &meta.source, &meta.data, &meta.spec];
    if texts.iter().any(|text| text.len() > MAX_TEXT) {
        return Err(PngError::TextTooLong);
    }
    let packed: usize = parts.iter().map(|part| part.bytes.len() + 12).sum();
    let mut bytes = Vec::with_capacity(packed + meta.spec.len() + 4096);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::RelativeColorimetric);
    encoder.set_pixel_dims(meta.dpi.map(|dpi| {
        let per_metre = (f64::from(dpi) / INCH).round() as u32;
        png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }
    }));
    let software = concat!("Zonescope ", env!("CARGO_PKG_VERSION"));
    for (keyword, text) in [
        (TITLE, meta.title.as_str()),
        (SOURCE, meta.source.as_str()),
        (SOFTWARE, software),
        (DATA, meta.data.as_str()),
    ] {
        match text {
            "" => {}
            text if text.is_ascii() => encoder.add_text_chunk(keyword.into(), text.into())?,
            text => encoder.add_itxt_chunk(keyword.into(), text.into())?,
        }
    }
    let mut writer = encoder.write_header()?;
    if !meta.spec.is_empty() {
        let mut chunk = ITXtChunk::new(SPEC, meta.spec.as_str());
        chunk.compressed = meta.spec.len() >= COMPRESS_FROM;
        writer.write_text_chunk(&chunk)?;
    }
    writer.write_chunk(IDAT, &[&deflate::HEADER[..], first].concat())?;
    for part in more {
        writer.write_chunk(IDAT, &part.bytes)?;
    }
    writer.write_chunk(IDAT, &deflate::tail(parts))?;
    writer.finish()?;
    Ok(bytes)
}

/// Filter of the format: a pixel less the one above it.
const UP: u8 = 2;

/// Filters rows of a picture and compresses them. They need no other rows, so all cores can work at once.
fn pack(rows: PixelRows<'_>) -> Part {
    thread_local! {
        /// Kept from part to part: fresh memory costs more than filling it.
        static FILTERED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    FILTERED.with_borrow_mut(|filtered| {
        filter(rows, filtered);
        deflate::compress(filtered)
    })
}

/// Writes the rows as the format has them. Choosing the best filter for each row makes charts no smaller.
fn filter(rows: PixelRows<'_>, filtered: &mut Vec<u8>) {
    let stride = 1 + 3 * rows.width;
    filtered.clear();
    filtered.resize(stride * (rows.pixels.len() / rows.width.max(1)), 0);
    let mut above: Option<&[[u8; 4]]> = None;
    let lines = rows.pixels.chunks_exact(rows.width.max(1));
    for (to, row) in filtered.chunks_exact_mut(stride).zip(lines) {
        let Some((filter, to)) = to.split_first_mut() else {
            continue;
        };
        let (to, _) = to.as_chunks_mut::<3>();
        match above {
            Some(above) => {
                *filter = UP;
                // Most rows of a chart are the one before again; the zeros are there already.
                if above != row {
                    for (to, (pixel, above)) in to.iter_mut().zip(row.iter().zip(above)) {
                        *to = [0, 1, 2].map(|k| pixel[k].wrapping_sub(above[k]));
                    }
                }
            }
            None => {
                for (to, [r, g, b, _]) in to.iter_mut().zip(row) {
                    *to = [*r, *g, *b];
                }
            }
        }
        above = Some(row);
    }
}

/// Reads what [`encode`] wrote about a picture; what is missing stays empty. The pixels are not looked at.
///
/// # Errors
/// When the bytes are no PNG, or damaged before the pixels. Never takes more than a few megabytes.
pub fn read_meta(bytes: &[u8]) -> Result<PngMeta, PngError> {
    read(Cursor::new(bytes))
}

/// [`read_meta`] of a file, of which only the beginning is read.
///
/// # Errors
/// As [`read_meta`], and when the file cannot be read.
pub fn read_meta_file(path: &Path) -> Result<PngMeta, PngError> {
    let file = std::fs::File::open(path).map_err(PngError::Unreadable)?;
    read(BufReader::new(file))
}

fn read(mut source: impl BufRead + Seek) -> Result<PngMeta, PngError> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    if !source
        .fill_buf()
        .map_err(PngError::Unreadable)?
        .starts_with(SIGNATURE)
    {
        return Err(PngError::NotPng);
    }
    let mut decoder = png::Decoder::new(source);
    decoder.set_limits(png::Limits { bytes: MAX_MEMORY });
    decoder.set_ignore_iccp_chunk(true);
    let reader = decoder.read_info().map_err(|error| match error {
        png::DecodingError::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            PngError::Unreadable(error)
        }
        error => PngError::Damaged(error.to_string()),
    })?;
    let info = reader.info();
    let mut meta = PngMeta {
        dpi: info.pixel_dims.and_then(dpi),
        ..PngMeta::default()
    };
    for chunk in &info.uncompressed_latin1_text {
        meta.set(&chunk.keyword, &chunk.text);
    }
    for chunk in &info.utf8_text {
        let mut chunk = chunk.clone();
        let text = chunk
            .decompress_text_with_limit(MAX_TEXT)
            .and_then(|()| chunk.get_text());
        match text {
            Ok(text) => meta.set(&chunk.keyword, &text),
            Err(error) => return Err(PngError::Damaged(error.to_string())),
        }
    }
    Ok(meta)
}

impl PngMeta {
    fn set(&mut self, keyword: &str, text: &str) {
        let field = match keyword {
            TITLE => &mut self.title,
            SOURCE => &mut self.source,
            DATA => &mut self.data,
            SPEC => &mut self.spec,
            _ => return,
        };
        if text.len() <= MAX_TEXT {
            text.clone_into(field);
        }
    }
}

fn dpi(dims: png::PixelDimensions) -> Option<u32> {
    let dpi = (f64::from(dims.xppu) * INCH).round();
    (matches!(dims.unit, png::Unit::Meter) && dpi >= 1.0).then_some(dpi as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn picture(width: u32, height: u32) -> Picture {
        let pixel = |i: u32| [(i % 7) as u8, (i / 3 % 256) as u8, 200, 255];
        let rgba = (0..width * height).flat_map(pixel).collect();
        Picture {
            width,
            height,
            rgba,
        }
    }

    fn meta(spec: &str) -> PngMeta {
        PngMeta {
            title: "国家高新区工业总产值".to_owned(),
            source: "MOST Torch Center".to_owned(),
            data: "2020-09".to_owned(),
            spec: spec.to_owned(),
            dpi: Some(300),
        }
    }

    /// 100 KB of text that does not compress well.
    fn long_spec() -> String {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x4e00 + (state >> 16) % 8000).unwrap_or('区')
        };
        (0..34_000).map(|_| next()).collect()
    }

    #[test]
    fn pixels_and_metadata_come_back() {
        let picture = picture(37, 21);
        for spec in ["", "(kind: RankedBar)", &long_spec()] {
            let bytes = encode(&picture, &meta(spec)).expect("encoded");
            assert_eq!(read_meta(&bytes).expect("metadata"), meta(spec));
            let mut reader = png::Decoder::new(Cursor::new(&bytes))
                .read_info()
                .expect("a PNG");
            let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut rgb).expect("pixels");
            let opaque = |p: &[u8]| [p[0], p[1], p[2], 255];
            let rgba: Vec<u8> = rgb.chunks(3).flat_map(opaque).collect();
            assert_eq!(rgba, picture.rgba);
            assert!(reader.info().srgb.is_some());
        }
        let plain = encode(&picture, &PngMeta::default()).expect("encoded");
        assert_eq!(read_meta(&plain).expect("metadata"), PngMeta::default());
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let mut broken = picture(4, 4);
        broken.rgba.pop();
        for bad in [picture(0, 0), picture(0, 5), broken] {
            let error = encode(&bad, &PngMeta::default()).expect_err("no picture");
            assert!(matches!(error, PngError::NoPicture));
            assert!(!error.message(Lang::Zh).starts_with("png-"));
        }
        let long = meta(&"长".repeat(MAX_TEXT / 3 + 1));
        let error = encode(&picture(1, 1), &long).expect_err("too long");
        assert!(matches!(error, PngError::TextTooLong));
        for bytes in [&b""[..], b"GIF89a", b"\x89PNG\r\n"] {
            assert!(matches!(read_meta(bytes), Err(PngError::NotPng)));
        }
        let missing = read_meta_file(Path::new("no/such/file.png"));
        assert!(matches!(missing, Err(PngError::Unreadable(_))));
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let mut bytes = Vec::new();
        let encoder = png::Encoder::new(&mut bytes, 1, 1);
        let mut writer = encoder.write_header().expect("a header");
        let mut bomb = ITXtChunk::new(SPEC, "0".repeat(64 << 20));
        bomb.compressed = true;
        writer.write_text_chunk(&bomb).expect("a chunk");
        writer.write_image_data(&[0]).expect("pixels");
        writer.finish().expect("an end");
        assert!(bytes.len() < 1 << 20);
        assert!(matches!(read_meta(&bytes), Err(PngError::Damaged(_))));
    }

    proptest! {
        #[test]
        fn damaged_files_do_no_harm(
            cut in 0..3000_usize,
            changes in prop::collection::vec((0..3000_usize, any::<u8>()), 0..8),
        ) {
            let mut bytes = encode(&picture(9, 9), &meta(&long_spec()[..3000])).expect("encoded");
            for (at, byte) in changes {
                if let Some(target) = bytes.get_mut(at) {
                    *target = byte;
                }
            }
            bytes.truncate(bytes.len().saturating_sub(cut));
            // Whatever was read is bounded; what was not has an error with words.
            match read_meta(&bytes) {
                Ok(meta) => prop_assert!(meta.spec.len() <= MAX_TEXT),
                Err(error) => prop_assert!(!error.message(Lang::Zh).is_empty()),
            }
        }

        #[test]
        fn any_bytes_after_the_signature_do_no_harm(noise in prop::collection::vec(any::<u8>(), 0..400)) {
            let bytes = [b"\x89PNG\r\n\x1a\n", &noise[..]].concat();
            prop_assert!(read_meta(&bytes).is_err());
        }
    }
}
