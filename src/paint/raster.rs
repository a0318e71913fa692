//! Meshes → pixels, in bands of rows spread over the cores.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use egui::epaint::{ImageDelta, Mesh, Primitive};
use egui::{ClippedPrimitive, Color32, TextureId, TexturesDelta};

use super::blend::Pixel;
use super::quad::Quad;
use super::texture::{Taps, Texture};
use super::triangle::{self, Corner, first_pixel};
use super::{MAX_SIDE, Picture};

/// Rows of a band: few enough to stay in the cache while everything is drawn into them.
const BAND_ROWS: usize = 32;

/// Turns egui's triangles into pixels; keeps the textures egui has sent.
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    /// Freed by the last update, but still needed by what was tessellated before it.
    freed: Vec<TextureId>,
    threads: usize,
}

impl Default for Raster {
    fn default() -> Self {
        Self::new()
    }
}

impl Raster {
    /// Without textures, drawing on all cores.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism();
        Self::with_threads(cores.map_or(1, std::num::NonZero::get))
    }

    /// Drawing on `threads` cores (at least one). The pictures are the same for any number.
    pub fn with_threads(threads: usize) -> Self {
        Self {
            textures: HashMap::new(),
            freed: Vec::new(),
            threads: threads.max(1),
        }
    }

    /// Takes egui's changes of textures; the delta is empty afterwards.
    pub fn update(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set(id, change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    fn set(&mut self, id: TextureId, change: ImageDelta) {
        match change.pos {
            None => {
                let texture = Texture::new(change.image, change.options);
                self.textures.insert(id, texture);
            }
            Some(pos) => match self.textures.get_mut(&id) {
                Some(texture) => texture.patch(change, pos),
                None => log::error!("a part of the unknown texture {id:?} was sent; it is ignored"),
            },
        }
    }

    /// Draws `primitives` (as [`egui::Context::tessellate`] gives them, at the same `ppp`) over `background`.
    ///
    /// `size_px` is clamped to [`MAX_SIDE`]. Paint callbacks and meshes with unknown textures are skipped and logged.
    pub fn render(
        &self,
        primitives: &[ClippedPrimitive],
        size_px: [u32; 2],
        ppp: f32,
        background: Color32,
    ) -> Picture {
        let [width, height] = size_px.map(|side| side.min(MAX_SIDE));
        let mut rgba = vec![0; width as usize * height as usize * 4];
        if !rgba.is_empty() {
            let [r, g, b, _] = background.to_array();
            let scene = Scene::new(self, primitives, [width, height], f64::from(ppp));
            scene.draw(&mut rgba, [r, g, b, 255], self.threads);
        }
        Picture {
            width,
            height,
            rgba,
        }
    }

    /// Draws as [`Self::render`] does, but keeps no picture: `take` gets every band on the thread that drew it, while it
    /// is in that core's cache. What it gave comes back from the top down.
    pub fn render_bands<T: Send>(
        &self,
        primitives: &[ClippedPrimitive],
        size_px: [u32; 2],
        ppp: f32,
        background: Color32,
        take: impl Fn(PixelRows<'_>) -> T + Sync,
    ) -> Vec<T> {
        let [width, height] = size_px.map(|side| side.min(MAX_SIDE));
        if width == 0 || height == 0 {
            return Vec::new();
        }
        let [r, g, b, _] = background.to_array();
        let scene = Scene::new(self, primitives, [width, height], f64::from(ppp));
        scene.draw_bands(height as usize, [r, g, b, 255], self.threads, take)
    }
}

/// Some whole rows of a picture.
#[derive(Clone, Copy, Debug)]
pub struct PixelRows<'a> {
    /// The first row's number.
    pub top: usize,
    /// Pixels of a row.
    pub width: usize,
    /// Red, green, blue and 255, row by row.
    pub pixels: &'a [[u8; 4]],
}

/// Pixels that may be drawn.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    pub(super) left: i32,
    pub(super) right: i32,
    top: i32,
    bottom: i32,
}

impl Clip {
    fn new(rect: egui::Rect, ppp: f64, [width, height]: [u32; 2]) -> Self {
        // Rounded in f32 as egui_glow does it, so that both agree on halves.
        let side = |points: f32, low, high| ((points * ppp as f32).round() as i32).clamp(low, high);
        let (left, top) = (
            side(rect.min.x, 0, width as i32),
            side(rect.min.y, 0, height as i32),
        );
        Self {
            left,
            top,
            right: side(rect.max.x, left, width as i32),
            bottom: side(rect.max.y, top, height as i32),
        }
    }

    /// Its rows in a band.
    pub(super) fn rows(&self, band: &Band<'_>) -> Range<i32> {
        let top = self.top.max(band.top);
        top..self.bottom.min(band.bottom).max(top)
    }
}

/// Some rows of the picture.
pub(super) struct Band<'a> {
    pixels: &'a mut [Pixel],
    width: usize,
    top: i32,
    bottom: i32,
}

impl Band<'_> {
    /// Pixels `start..end` of a row of the picture; both must be inside the band.
    pub(super) fn run(&mut self, row: i32, start: i32, end: i32) -> &mut [Pixel] {
        let line = (row - self.top) as usize * self.width;
        &mut self.pixels[line + start as usize..line + end as usize]
    }
}

/// A mesh ready to be drawn.
struct Layer<'a> {
    mesh: &'a Mesh,
    clip: Clip,
    texture: &'a Texture,
}

/// A triangle or rectangle of a layer.
#[derive(Clone, Copy)]
struct Item {
    layer: u32,
    /// Its first index.
    first: u32,
    is_quad: bool,
}

/// What to draw, sorted into bands.
struct Scene<'a> {
    layers: Vec<Layer<'a>>,
    bands: Vec<Vec<Item>>,
    width: usize,
    ppp: f64,
}

impl<'a> Scene<'a> {
    fn new(
        raster: &'a Raster,
        primitives: &'a [ClippedPrimitive],
        size: [u32; 2],
        ppp: f64,
    ) -> Self {
        let mut scene = Self {
            layers: Vec::with_capacity(primitives.len()),
            bands: vec![Vec::new(); (size[1] as usize).div_ceil(BAND_ROWS)],
            width: size[0] as usize,
            ppp,
        };
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            let mesh = match primitive {
                Primitive::Mesh(mesh) => mesh,
                Primitive::Callback(_) => {
                    log::warn!("a paint callback needs a GPU; it is left out of the picture");
                    continue;
                }
            };
            let Some(texture) = raster.textures.get(&mesh.texture_id) else {
                log::warn!(
                    "texture {:?} is not known; its mesh is left out",
                    mesh.texture_id
                );
                continue;
            };
            let clip = Clip::new(*clip_rect, ppp, size);
            if clip.left < clip.right && clip.top < clip.bottom && !texture.is_empty() {
                scene.sort(Layer {
                    mesh,
                    clip,
                    texture,
                });
            }
        }
        scene
    }

    /// Puts every triangle into the bands it touches.
    fn sort(&mut self, layer: Layer<'a>) {
        let Ok(number) = u32::try_from(self.layers.len()) else {
            return;
        };
        let mut first = 0;
        while first + 3 <= layer.mesh.indices.len() {
            let quad = Quad::find(layer.mesh, first, self.ppp);
            let item = Item {
                layer: number,
                first: first as u32,
                is_quad: quad.is_some(),
            };
            let rows = match quad {
                Some(quad) => Some(quad.rows()),
                None => corners(layer.mesh, first, self.ppp)
                    .map(|[a, b, c]| (a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y))),
            };
            if let Some((top, bottom)) = rows {
                let top = first_pixel(top, layer.clip.top, layer.clip.bottom) as usize;
                let bottom = first_pixel(bottom, layer.clip.top, layer.clip.bottom) as usize;
                let touched = top / BAND_ROWS..bottom.div_ceil(BAND_ROWS);
                for band in self.bands.get_mut(touched).into_iter().flatten() {
                    band.push(item);
                }
            }
            first += if item.is_quad { 6 } else { 3 };
        }
        self.layers.push(layer);
    }

    fn draw(&self, rgba: &mut [u8], background: Pixel, threads: usize) {
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        let chunks = pixels.chunks_mut(self.width * BAND_ROWS);
        let queue = Mutex::new(chunks.zip(&self.bands).enumerate());
        let work = || {
            let mut taps = Vec::new();
            loop {
                let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((number, (pixels, items))) = next else {
                    break;
                };
                self.draw_band(number, items, pixels, background, &mut taps);
            }
        };
        let helpers = threads.min(self.bands.len()) - 1;
        std::thread::scope(|scope| {
            for _ in 0..helpers {
                scope.spawn(work);
            }
            work();
        });
    }

    fn draw_bands<T: Send>(
        &self,
        height: usize,
        background: Pixel,
        threads: usize,
        take: impl Fn(PixelRows<'_>) -> T + Sync,
    ) -> Vec<T> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut taps = Vec::new();
            let mut buffer = vec![background; self.width * BAND_ROWS.min(height)];
            let mut taken = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(items) = self.bands.get(number) else {
                    break taken;
                };
                let top = number * BAND_ROWS;
                let rows = BAND_ROWS.min(height - top);
                let pixels = &mut buffer[..rows * self.width];
                self.draw_band(number, items, pixels, background, &mut taps);
                let rows = PixelRows {
                    top,
                    width: self.width,
                    pixels,
                };
                taken.push((number, take(rows)));
            }
        };
        let helpers = threads.min(self.bands.len()).saturating_sub(1);
        let mut all = std::thread::scope(|scope| {
            let handles: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for handle in handles {
                match handle.join() {
                    Ok(taken) => all.extend(taken),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        });
        all.sort_unstable_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, taken)| taken).collect()
    }

    fn draw_band(
        &self,
        number: usize,
        items: &[Item],
        pixels: &mut [Pixel],
        background: Pixel,
        taps: &mut Vec<Taps>,
    ) {
        pixels.fill(background);
        let top = (number * BAND_ROWS) as i32;
        let mut band = Band {
            bottom: top + (pixels.len() / self.width) as i32,
            top,
            width: self.width,
            pixels,
        };
        for item in items {
            self.draw_item(&mut band, *item, taps);
        }
    }

    fn draw_item(&self, band: &mut Band<'_>, item: Item, taps: &mut Vec<Taps>) {
        let Layer {
            mesh,
            clip,
            texture,
        } = &self.layers[item.layer as usize];
        let first = item.first as usize;
        if item.is_quad {
            if let Some(quad) = Quad::find(mesh, first, self.ppp) {
                quad.draw(band, *clip, texture, taps);
            }
        } else if let Some(corners) = corners(mesh, first, self.ppp) {
            triangle::draw(band, *clip, corners, texture);
        }
    }
}

/// The corners of the triangle whose indices start at `first`; `None` if one is missing or not finite.
fn corners(mesh: &Mesh, first: usize, ppp: f64) -> Option<[Corner; 3]> {
    let &[a, b, c] = mesh.indices.get(first..first + 3)?.as_array()?;
    let corner = |i: u32| Corner::new(mesh.vertices.get(i as usize)?, ppp);
    Some([corner(a)?, corner(b)?, corner(c)?])
}
