//! The figure's look: palette by theme, sizes relative to the figure.

use egui::{Color32, Vec2, vec2};
use egui_plot::LineStyle;

use super::spec::FigureTheme;
use crate::theme::{Palette, contrast, tokens};

/// Area of every exported figure's layout, in square points: that of 960 × 540.
const LAYOUT_AREA: f32 = 960.0 * 540.0;

/// The palette of a figure.
pub fn figure_palette(theme: FigureTheme) -> &'static Palette {
    match theme {
        FigureTheme::Light => &tokens().light,
        FigureTheme::Dark => &tokens().dark,
        FigureTheme::Print => &tokens().print,
    }
}

/// Layout of a figure of this many pixels: its size in points, and pixels per point.
///
/// Every figure has the same layout area, so text keeps its weight in the picture whatever the shape.
pub fn layout(size_px: (u32, u32)) -> (Vec2, f32) {
    let px = vec2(size_px.0.max(1) as f32, size_px.1.max(1) as f32);
    let pixels_per_point = (px.x * px.y / LAYOUT_AREA).sqrt();
    (px / pixels_per_point, pixels_per_point)
}

/// Sizes of one figure, in ui points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Title text.
    pub title: f32,
    /// Subtitle, value and name labels.
    pub body: f32,
    /// Axis labels, note, source.
    pub small: f32,
    /// Distance of everything from the figure's edge.
    pub margin: f32,
    /// Between text and mark.
    pub gap: f32,
    /// Width of a series' line.
    pub line: f32,
    /// Radius of a point.
    pub point: f32,
    /// Width of hairlines.
    pub hair: f32,
}

impl Sizes {
    /// Sizes for a figure of `size` ui points drawn at `zoom`. Small figures have smaller text, down to three quarters.
    pub fn of(size: Vec2, zoom: f32) -> Self {
        let points = size / zoom;
        let fit = (points.x / 640.0).min(points.y / 380.0);
        let text = zoom * fit.clamp(0.76, 1.0);
        Self {
            title: 22.0 * text,
            body: 14.0 * text,
            small: 12.0 * text.max(0.84 * zoom),
            margin: 28.0 * zoom * fit.clamp(0.4, 1.0),
            gap: 8.0 * text,
            line: 2.2 * text,
            point: 3.6 * text,
            hair: zoom,
        }
    }
}

/// Colour of line `i` of `n`.
pub fn series_colour(palette: &Palette, i: usize, n: usize) -> Color32 {
    if n == 1 {
        palette.accent
    } else {
        palette.series(i)
    }
}

/// Colour of part `i` of a stack: the series' colours, then paler ones.
pub fn part_colour(palette: &Palette, i: usize) -> Color32 {
    let turn = i / palette.categorical.len();
    let pale = 1.0 / (1.0 + 0.6 * turn as f32);
    palette.raised.lerp_to_gamma(palette.series(i), pale)
}

/// Contrast of text with its ground, at least.
const TEXT_CONTRAST: f32 = 4.5;

/// `colour` as text on a figure: nearer to the ink where it would be too faint to read.
pub fn text_colour(palette: &Palette, colour: Color32) -> Color32 {
    let towards = |step: u8| colour.lerp_to_gamma(palette.ink, f32::from(step) / 20.0);
    let legible = |c: &Color32| contrast(*c, palette.raised) >= TEXT_CONTRAST;
    (0..20).map(towards).find(legible).unwrap_or(palette.ink)
}

/// Pattern of line `i`: lines that share a colour, and all lines in print, differ by it.
pub fn series_pattern(palette: &Palette, theme: FigureTheme, i: usize, zoom: f32) -> LineStyle {
    let turn = match theme {
        FigureTheme::Print => i,
        _ => i / palette.categorical.len(),
    };
    match turn % 3 {
        0 => LineStyle::Solid,
        1 => LineStyle::Dashed { length: 8.0 * zoom },
        _ => LineStyle::Dotted {
            spacing: 5.0 * zoom,
        },
    }
}

/// Pattern of line of comparison `i`: none is solid, and each differs from the one before.
pub fn reference_pattern(i: usize, zoom: f32) -> LineStyle {
    match i % 3 {
        0 => LineStyle::Dashed { length: 6.0 * zoom },
        1 => LineStyle::Dotted {
            spacing: 4.0 * zoom,
        },
        _ => LineStyle::Dashed {
            length: 14.0 * zoom,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_colour_of_a_series_can_be_read() {
        for theme in [FigureTheme::Light, FigureTheme::Dark, FigureTheme::Print] {
            let palette = figure_palette(theme);
            // Lines, and the paler parts of a stack.
            let own = (0..3 * palette.categorical.len()).map(|i| part_colour(palette, i));
            for colour in own.chain([palette.accent, palette.ink_faint]) {
                let text = text_colour(palette, colour);
                let ratio = contrast(text, palette.raised);
                assert!(ratio >= TEXT_CONTRAST, "{theme:?} {colour:?}: {ratio}");
                let faint = contrast(colour, palette.raised) < TEXT_CONTRAST;
                assert!(faint || text == colour, "{theme:?} {colour:?}: {text:?}");
            }
            // They still differ, where the series do by more than their shade.
            if theme != FigureTheme::Print {
                let texts = (0..palette.categorical.len())
                    .map(|i| text_colour(palette, palette.series(i)).to_array());
                let texts: std::collections::BTreeSet<_> = texts.collect();
                assert_eq!(texts.len(), palette.categorical.len());
            }
        }
    }

    #[test]
    fn layouts_have_one_area_and_the_picture_s_shape() {
        for size in [(1920, 1080), (900, 383), (1080, 1080), (200, 8000)] {
            let (points, ppp) = layout(size);
            assert!((points.x * points.y / LAYOUT_AREA - 1.0).abs() < 1e-4);
            assert!((points.x * ppp - size.0 as f32).abs() < 0.1);
        }
        assert_eq!(layout((1920, 1080)), (vec2(960.0, 540.0), 2.0));
    }
}
