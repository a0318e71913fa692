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
        dpi: None,
    };
    encode(&picture(spec, frame, scale), &meta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::gallery;
    use crate::model::Lang;

    /// Writes every figure of the pack into `$ZONESCOPE_SHOTS`, to be looked at; does nothing without it.
    #[test]
    fn shots() {
        let Some(folder) = std::env::var_os("ZONESCOPE_SHOTS") else {
            return;
        };
        let folder = std::path::PathBuf::from(folder);
        let only = std::env::var("ZONESCOPE_ONLY").unwrap_or_default();
        let data = pack();
        for (name, spec) in gallery(&data) {
            if !name.contains(&only) {
                continue;
            }
            for size in [(1920, 1080), (900, 383), (1080, 1080)] {
                for (theme, lang) in [
                    (FigureTheme::Light, Lang::Zh),
                    (FigureTheme::Dark, Lang::En),
                ] {
                    let spec = ChartSpec {
                        size,
                        theme,
                        lang,
                        ..spec.clone().unwrap()
                    };
                    let frame = Frame::build(&spec, &data).unwrap();
                    let bytes = render_png(&spec, &frame, 0.6).unwrap();
                    let file = format!(
                        "{name}-{}-{theme:?}-{}.png",
                        size.0 * 10000 + size.1,
                        lang.code()
                    );
                    std::fs::write(folder.join(file), bytes).unwrap();
                }
            }
        }
    }
}
