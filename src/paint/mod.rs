//! Headless egui: a ui closure → shapes → meshes → pixels, on the CPU. Knows no dataset.
//!
//! Contract: the same meshes and textures give the same bytes on every machine and for any number of threads. Colours
//! are blended as `egui_glow` does it: premultiplied, in gamma space, vertex colour × texel, pixel centres, shared
//! edges neither doubled nor missed. There is no dithering. What is not finite is not drawn.

mod blend;
mod headless;
#[cfg(test)]
#[path = "../../tests/bench/naive.rs"]
#[allow(unreachable_pub)]
mod naive;
mod quad;
mod raster;
#[cfg(test)]
mod tests;
mod texture;
mod triangle;
pub mod vector;

pub use headless::{Headless, Page, draw, render};
pub use raster::{PixelRows, Raster};

/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 16_384;

/// An opaque picture in sRGB.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue and 255, row by row from the top left: `width × height × 4` bytes.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// The pixel at `(x, y)`, if it is inside.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        let index = y as usize * self.width as usize + x as usize;
        (x < self.width)
            .then(|| self.rgba.as_chunks::<4>().0.get(index).copied())
            .flatten()
    }

    /// For egui: a texture, or the clipboard.
    pub fn to_color_image(&self) -> egui::ColorImage {
        egui::ColorImage::from_rgba_premultiplied(
            [self.width as usize, self.height as usize],
            &self.rgba,
        )
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}
