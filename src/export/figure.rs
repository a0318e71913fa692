//! A figure → a file of any format, headless, at any scale. One drawing code serves them all.

use std::path::Path;

use egui::{Theme, Ui, Vec2, vec2};

use super::chart_book;
use super::chart_data::{ChartData, Drawn};
use super::pdf::{self, PdfError};
use super::png::{self, PngError, PngMeta};
use super::svg::{self, Letters, SvgMeta};
use crate::chart::draw::{Pointing, figure_ui};
use crate::chart::style::{figure_palette, layout};
use crate::chart::{ChartSpec, FigureTheme, Frame};
use crate::dataset::Dataset;
use crate::model::{Lang, format_number};
use crate::paint::vector::Drawing;
use crate::paint::{Headless, MAX_SIDE, Page, Picture, draw, render};
use crate::text::tr_args;

/// A form a chart is written in. A new one is an arm here and a file beside this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FigureFormat {
    /// Pixels.
    #[default]
    Png,
    /// Lines and letters for the web and for drawing programs.
    Svg,
    /// A page for print.
    Pdf,
    /// Every figure with its source.
    Csv,
    /// A workbook with the data and a native chart.
    Xlsx,
}

impl FigureFormat {
    /// Every form, in the order shown.
    pub const ALL: [Self; 5] = [Self::Png, Self::Svg, Self::Pdf, Self::Csv, Self::Xlsx];

    /// The ending of its files.
    pub fn ext(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
        }
    }

    /// The form of a file of this name.
    pub fn of(path: &Path) -> Option<Self> {
        let ext = path.extension()?;
        let mut all = Self::ALL.into_iter();
        all.find(|format| ext.eq_ignore_ascii_case(format.ext()))
    }

    /// Whether it shows the figure, not only its data.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Svg | Self::Pdf)
    }
}

/// Choices that are no part of the specification.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// Pixels of a PNG per pixel of the figure's size.
    pub scale: f32,
    /// How an SVG writes letters.
    pub letters: Letters,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            scale: 1.0,
            letters: Letters::Text,
        }
    }
}

/// Why a chart was not written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum FigureError {
    /// The picture could not be made.
    Png(#[from] PngError),
    /// The page could not be made.
    Pdf(#[from] PdfError),
    /// The workbook could not be made.
    Xlsx(String),
    /// The picture would have a side of more than [`MAX_SIDE`] pixels.
    TooLarge {
        /// Width and height at scale 1.
        size: (u32, u32),
        /// The scale asked for.
        scale: f32,
    },
}

impl FigureError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Png(error) => error.message(lang),
            Self::Pdf(error) => error.message(lang),
            Self::Xlsx(reason) => tr_args(
                lang,
                "data-xlsx-failed",
                &[("reason", reason.as_str().into())],
            ),
            Self::TooLarge { size, scale } => {
                let most =
                    format_number(f64::from((100.0 * largest_scale(*size)).floor() / 100.0), 2);
                let args = [
                    ("width", size.0.to_string().into()),
                    ("height", size.1.to_string().into()),
                    ("scale", scale.to_string().into()),
                    ("side", MAX_SIDE.to_string().into()),
                    ("most", most.into()),
                ];
                tr_args(lang, "export-too-large", &args)
            }
        }
    }
}

/// The largest scale at which no side of a picture has more than [`MAX_SIDE`] pixels.
pub fn largest_scale(size: (u32, u32)) -> f32 {
    MAX_SIDE as f32 / size.0.max(size.1).max(1) as f32
}

/// Refuses what would have to be made smaller than asked for.
///
/// # Errors
/// [`FigureError::TooLarge`].
pub fn check_scale(size: (u32, u32), scale: f32) -> Result<(), FigureError> {
    match scale <= largest_scale(size) {
        true => Ok(()),
        false => Err(FigureError::TooLarge { size, scale }),
    }
}

/// The bytes of a file.
///
/// # Errors
/// See [`FigureError`].
pub fn write(
    spec: &ChartSpec,
    frame: &Frame,
    dataset: &Dataset,
    format: FigureFormat,
    choices: Choices,
) -> Result<Vec<u8>, FigureError> {
    write_with(&mut Headless::new(), spec, frame, dataset, format, choices)
}

/// [`write()`] with fonts that have been read before: for many figures.
///
/// # Errors
/// See [`FigureError`].
pub fn write_with(
    headless: &mut Headless,
    spec: &ChartSpec,
    frame: &Frame,
    dataset: &Dataset,
    format: FigureFormat,
    choices: Choices,
) -> Result<Vec<u8>, FigureError> {
    Ok(match format {
        FigureFormat::Png => {
            check_scale(spec.size, choices.scale)?;
            png_file(headless, spec, frame, choices.scale)?
        }
        FigureFormat::Svg => {
            let drawing = headless.draw(page(spec, 1.0), ui(spec, frame));
            svg_file(&drawing, spec, frame, choices.letters).into_bytes()
        }
        FigureFormat::Pdf => {
            let drawing = headless.draw(page(spec, 1.0), ui(spec, frame));
            pdf_file(&drawing, spec, frame)?
        }
        FigureFormat::Csv => ChartData::new(frame, dataset).to_csv(),
        FigureFormat::Xlsx => {
            let data = &ChartData::new(frame, dataset);
            chart_book::write(&Drawn { data, spec })
                .map_err(|error| FigureError::Xlsx(error.to_string()))?
        }
    })
}

fn page(spec: &ChartSpec, scale: f32) -> Page {
    let (size, pixels_per_point) = layout(spec.size);
    let theme = match spec.theme {
        FigureTheme::Dark => Theme::Dark,
        FigureTheme::Light | FigureTheme::Print => Theme::Light,
    };
    Page {
        size,
        ppp: pixels_per_point * scale,
        theme,
        background: figure_palette(spec.theme).raised,
    }
}

fn ui<'a>(spec: &'a ChartSpec, frame: &'a Frame) -> impl FnMut(&mut Ui) + 'a {
    |ui| {
        figure_ui(ui, frame, spec.theme, 1.0, Pointing::Off);
    }
}

/// Paints the figure at `spec.size` × `scale` pixels. The picture holds the figure and nothing else: no hover, no window.
pub fn picture(spec: &ChartSpec, frame: &Frame, scale: f32) -> Picture {
    render(page(spec, scale), ui(spec, frame))
}

/// The figure as lines and letters, laid out as at scale 1.
fn drawing(spec: &ChartSpec, frame: &Frame) -> Drawing {
    draw(page(spec, 1.0), ui(spec, frame))
}

/// What a file of the figure says about it.
fn about(spec: &ChartSpec, frame: &Frame) -> PngMeta {
    PngMeta {
        title: frame.title.clone(),
        source: frame.source.clone(),
        data: frame.version.clone(),
        spec: spec.to_ron(),
        dpi: None,
    }
}

/// The figure as a PNG that carries its specification, source and data version.
///
/// It is painted, filtered and compressed band by band on all cores: the whole picture never stands in memory.
///
/// # Errors
/// When the picture would have no pixels, or its texts are too long to store.
pub fn render_png(spec: &ChartSpec, frame: &Frame, scale: f32) -> Result<Vec<u8>, PngError> {
    png_file(&mut Headless::new(), spec, frame, scale)
}

fn png_file(
    headless: &mut Headless,
    spec: &ChartSpec,
    frame: &Frame,
    scale: f32,
) -> Result<Vec<u8>, PngError> {
    let page = page(spec, scale);
    let meta = PngMeta {
        dpi: Some((dpi(spec.size) * scale).round() as u32),
        ..about(spec, frame)
    };
    png::paint(headless, page, ui(spec, frame), &meta)
}

/// The figure as an SVG that carries the same.
pub fn render_svg(spec: &ChartSpec, frame: &Frame, letters: Letters) -> String {
    svg_file(&drawing(spec, frame), spec, frame, letters)
}

fn svg_file(drawing: &Drawing, spec: &ChartSpec, frame: &Frame, letters: Letters) -> String {
    let about = SvgMeta {
        meta: &about(spec, frame),
        summary: &frame.summary,
        lang: frame.lang,
        shown: inches(spec.size) * 96.0,
    };
    svg::write(drawing, &about, letters)
}

fn pdf_file(drawing: &Drawing, spec: &ChartSpec, frame: &Frame) -> Result<Vec<u8>, PdfError> {
    let size = inches(spec.size) * 72.0;
    pdf::write(drawing, about(spec, frame), frame.lang, size)
}

/// Width and height in print.
fn inches(size: (u32, u32)) -> Vec2 {
    vec2(size.0 as f32, size.1 as f32) / dpi(size)
}

/// Dots per inch at scale 1: 300 for the sizes meant for A4 (160 mm wide, or a whole page's text area), else the 96 of
/// screens, so that a picture comes into a document at the size it was made for.
fn dpi(size: (u32, u32)) -> f32 {
    match size {
        (1890, 1181) | (2126, 2835) => 300.0,
        _ => 96.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{many_bars, many_lines, many_lines_over, pack};
    use crate::chart::fixture_cross::many_dots;
    use crate::chart::gallery;
    use crate::export::png::read_meta;
    use crate::model::Lang;

    /// With `ZONESCOPE_SHOTS=folder` the pictures are also written there, to be looked at.
    fn keep(name: &str, bytes: &[u8]) {
        if let Some(folder) = std::env::var_os("ZONESCOPE_SHOTS") {
            std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
        }
    }

    #[test]
    fn very_many_dots_and_points_take_the_colours_and_the_place_of_every_figure() {
        // What is kept from frame to frame must not be kept from one figure to another.
        let mut shared = Headless::new();
        let frames = [
            ("dots", many_dots(5000)),
            ("lines", many_lines_over(3, 1..=9000)),
        ];
        for (name, frame) in &frames {
            for (theme, size) in [
                (FigureTheme::Light, vec2(480.0, 270.0)),
                (FigureTheme::Print, vec2(480.0, 270.0)),
                (FigureTheme::Dark, vec2(480.0, 270.0)),
                (FigureTheme::Dark, vec2(300.0, 270.0)),
            ] {
                let page = Page {
                    size,
                    ppp: 1.0,
                    theme: Theme::Light,
                    background: figure_palette(theme).raised,
                };
                let painted = |headless: &mut Headless| {
                    headless.render(page, |ui| {
                        drop(figure_ui(ui, frame, theme, 0.5, Pointing::Off));
                    })
                };
                let alone = painted(&mut Headless::new());
                assert!(
                    painted(&mut shared).rgba == alone.rgba,
                    "{name} {theme:?} {size}"
                );
                let bytes = png::encode(&alone, &PngMeta::default()).unwrap();
                keep(&format!("{name}-{theme:?}-{}.png", size.x), &bytes);
            }
        }
    }

    #[test]
    fn every_chart_becomes_a_picture_that_carries_it() {
        let data = pack();
        for (name, spec) in gallery(&data) {
            for (theme, lang, size) in [
                (FigureTheme::Light, Lang::Zh, (1920, 1080)),
                (FigureTheme::Dark, Lang::En, (900, 383)),
                (FigureTheme::Print, Lang::Zh, (1080, 1080)),
            ] {
                let spec = ChartSpec {
                    size,
                    theme,
                    lang,
                    ..spec.clone().unwrap()
                };
                let frame = Frame::build(&spec, &data).unwrap();
                let bytes = render_png(&spec, &frame, 0.5).unwrap();
                let meta = read_meta(&bytes).unwrap();
                assert_eq!(ChartSpec::from_ron(&meta.spec), Ok(spec.clone()));
                assert_eq!((meta.title, meta.source), (frame.title, frame.source));
                keep(&format!("{name}-{theme:?}.png"), &bytes);
            }
        }
    }

    #[test]
    fn a_picture_too_large_is_refused_not_made_smaller() {
        let data = pack();
        let (_, spec) = gallery(&data).swap_remove(0);
        let spec = ChartSpec {
            size: (8000, 4500),
            ..spec.unwrap()
        };
        let frame = Frame::build(&spec, &data).unwrap();
        let choices = Choices {
            scale: 4.0,
            ..Choices::default()
        };
        let png = write(&spec, &frame, &data, FigureFormat::Png, choices);
        let told = png.unwrap_err().message(Lang::En);
        assert!(told.contains("16384") && told.contains("2.04"), "{told}");
        // Other forms have no pixels.
        assert!(write(&spec, &frame, &data, FigureFormat::Svg, choices).is_ok());
        assert!(check_scale((8000, 4500), 2.0).is_ok());
        assert!(check_scale((16384, 1), 1.0).is_ok());
    }

    #[test]
    fn a_picture_has_the_size_asked_for_and_its_own_ground() {
        let frames = [
            (many_lines(2), "lines-2"),
            (many_lines(8), "lines-8"),
            (many_lines(24), "lines-24"),
            (many_bars(9), "bars-9"),
            (many_bars(60), "bars-60"),
        ];
        for (frame, name) in frames {
            for (theme, size) in [
                (FigureTheme::Light, (1440, 810)),
                (FigureTheme::Dark, (1080, 460)),
                (FigureTheme::Print, (810, 1440)),
            ] {
                let spec = ChartSpec {
                    size,
                    theme,
                    ..ChartSpec::default()
                };
                let picture = picture(&spec, &frame, 0.5);
                assert_eq!((picture.width * 2, picture.height * 2), size);
                let ground = figure_palette(theme).raised.to_array();
                assert_eq!(picture.pixel(0, 0), Some(ground));
                assert!(picture.rgba.as_chunks::<4>().0.iter().any(|p| *p != ground));
                if std::env::var_os("ZONESCOPE_SHOTS").is_some() {
                    let bytes = render_png(&spec, &frame, 1.0).unwrap();
                    keep(&format!("{name}-{theme:?}.png"), &bytes);
                }
            }
        }
    }
}
