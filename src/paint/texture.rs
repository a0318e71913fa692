//! Textures: kept as egui sends them, read as a GPU samples them (without mipmaps).

use std::sync::Arc;

use egui::epaint::{ImageData, ImageDelta};
use egui::{ColorImage, TextureFilter, TextureOptions, TextureWrapMode};

use super::blend::Pixel;

/// Width and height beyond which a texture is not read: indices stay far from overflow.
const MAX_SIDE: usize = 1 << 20;

pub(super) struct Texture {
    image: Arc<ColorImage>,
    options: TextureOptions,
}

impl Texture {
    pub(super) fn new(image: ImageData, options: TextureOptions) -> Self {
        let ImageData::Color(image) = image;
        Self { image, options }
    }

    /// Nothing to read, or sizes that contradict the pixels.
    pub(super) fn is_empty(&self) -> bool {
        let [width, height] = self.image.size;
        let sane = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
        !sane || self.image.pixels.len() < width * height
    }

    /// Replaces a rectangle; what falls outside is ignored.
    pub(super) fn patch(&mut self, delta: ImageDelta, [left, top]: [usize; 2]) {
        self.options = delta.options;
        let ImageData::Color(patch) = delta.image;
        let [width, height] = self.image.size;
        let [patch_width, patch_height] = patch.size;
        let columns = patch_width.min(width.saturating_sub(left));
        let rows = patch_height.min(height.saturating_sub(top));
        if columns == 0 {
            return;
        }
        let below = Arc::make_mut(&mut self.image);
        let targets = below.pixels.chunks_exact_mut(width).skip(top);
        for (target, source) in targets
            .zip(patch.pixels.chunks_exact(patch_width))
            .take(rows)
        {
            target[left..left + columns].copy_from_slice(&source[..columns]);
        }
    }

    pub(super) fn width(&self) -> f32 {
        self.image.size[0] as f32
    }

    pub(super) fn height(&self) -> f32 {
        self.image.size[1] as f32
    }

    /// How to read when one pixel steps over `texels` texels.
    pub(super) fn filter(&self, texels: f32) -> TextureFilter {
        if texels > 1.0 {
            self.options.minification
        } else {
            self.options.magnification
        }
    }

    /// Part of a row without wrapping; `None` when it is not wholly inside.
    pub(super) fn run(&self, x: i32, y: i32, len: usize) -> Option<&[egui::Color32]> {
        let [width, height] = self.image.size;
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if y >= height || x + len > width {
            return None;
        }
        self.image.pixels.get(y * width + x..y * width + x + len)
    }

    /// The two texels of an axis around `at` (in texels), and the weight of the second in 1/256.
    pub(super) fn taps(&self, at: f32, side: f32, filter: TextureFilter) -> Taps {
        let n = side as i32;
        let (first, weight) = match filter {
            TextureFilter::Nearest => (floor(at), 0),
            TextureFilter::Linear => {
                let first = floor(at - 0.5);
                let weight = (at - 0.5 - first as f32) * 256.0 + 0.5;
                (first, weight as u32)
            }
        };
        let wrap = |i: i32| wrap(i, n, self.options.wrap_mode);
        Taps {
            first: wrap(first),
            second: wrap(first.saturating_add(1)),
            weight: weight.min(256),
        }
    }

    /// The filtered texel of two pairs of taps.
    pub(super) fn mix(&self, x: Taps, y: Taps) -> Pixel {
        let row = y.first * self.image.size[0];
        let corner = self.texel(row + x.first);
        if x.weight == 0 && y.weight == 0 {
            return corner;
        }
        let below = y.second * self.image.size[0];
        let right = self.texel(row + x.second);
        let bottom = [self.texel(below + x.first), self.texel(below + x.second)];
        if corner == right && bottom == [corner; 2] {
            return corner;
        }
        let top = blend_lanes(spread(corner), spread(right), x.weight);
        let bottom = blend_lanes(spread(bottom[0]), spread(bottom[1]), x.weight);
        gather(blend_lanes(top, bottom, y.weight))
    }

    /// The filtered texel at `(u, v)`, in texels.
    pub(super) fn sample(&self, u: f32, v: f32, filter: TextureFilter) -> Pixel {
        let x = self.taps(u, self.width(), filter);
        let y = self.taps(v, self.height(), filter);
        self.mix(x, y)
    }

    fn texel(&self, index: usize) -> Pixel {
        self.image
            .pixels
            .get(index)
            .map_or([0; 4], |c| c.to_array())
    }
}

/// Where to read on one axis.
#[derive(Clone, Copy)]
pub(super) struct Taps {
    first: usize,
    second: usize,
    /// Of `second`, in 1/256.
    weight: u32,
}

/// Four channels in the lower halves of four lanes of 16 bits.
fn spread(texel: Pixel) -> u64 {
    let bits = u64::from(u32::from_le_bytes(texel));
    let pairs = (bits | bits << 16) & 0x0000_ffff_0000_ffff;
    (pairs | pairs << 8) & LANES
}

fn gather(lanes: u64) -> Pixel {
    let pairs = (lanes | lanes >> 8) & 0x0000_ffff_0000_ffff;
    ((pairs | pairs >> 16) as u32).to_le_bytes()
}

const LANES: u64 = 0x00ff_00ff_00ff_00ff;

/// Mixes every lane, rounding to nearest: no lane exceeds 255 × 256 + 128, so none spills into the next.
fn blend_lanes(a: u64, b: u64, weight: u32) -> u64 {
    let weight = u64::from(weight);
    let sum = a * (256 - weight) + b * weight + 0x0080_0080_0080_0080;
    (sum >> 8) & LANES
}

/// `f32::floor` without a call into the maths library; NaN gives 0.
fn floor(x: f32) -> i32 {
    let cut = x as i32;
    cut.saturating_sub(i32::from(cut as f32 > x))
}

fn wrap(i: i32, n: i32, mode: TextureWrapMode) -> usize {
    let inside = match mode {
        TextureWrapMode::ClampToEdge => i.clamp(0, n - 1),
        TextureWrapMode::Repeat => i.rem_euclid(n),
        TextureWrapMode::MirroredRepeat => {
            let twice = i.rem_euclid(2 * n);
            twice.min(2 * n - 1 - twice)
        }
    };
    inside as usize
}
