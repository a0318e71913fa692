//! A figure → pixels and PNG, headless, at any scale.

use egui::Theme;

use super::png::{PngError, PngMeta, encode};
use crate::chart::draw::figure_ui;
use crate::chart::style::{figure_palette, layout};
use crate::chart::{ChartSpec, FigureTheme, Frame};
use crate::paint::{Page, Picture, render};

/// Paints the figure at `spec.size` × `scale` pixels. The picture holds the figure and nothing else: no hover, no window.
pub fn picture(spec: &ChartSpec, frame: &Frame, scale: f32) -> Picture {
    let (size, pixels_per_point) = layout(spec.size);
    let theme = match spec.theme {
        FigureTheme::Dark => Theme::Dark,
        FigureTheme::Light | FigureTheme::Print => Theme::Light,
    };
    let page = Page {
        size,
        ppp: pixels_per_point * scale,
        theme,
        background: figure_palette(spec.theme).raised,
    };
    render(page, |ui| {
        figure_ui(ui, frame, spec.theme, 1.0, false);
    })
}

/// The figure as a PNG that carries its specification, source and data version.
///
/// # Errors
/// When the picture would have no pixels, or its texts are too long to store.
pub fn render_png(spec: &ChartSpec, frame: &Frame, scale: f32) -> Result<Vec<u8>, PngError> {
    let meta = PngMeta {
        title: frame.title.clone(),
        source: frame.source.clone(),
        data: frame.version.clone(),
        spec: spec.to_ron(),
        dpi: Some((dpi(spec.size) * scale).round() as u32),
    };
    encode(&picture(spec, frame, scale), &meta)
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
    use crate::chart::fixture::{many_bars, many_lines, pack};
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
