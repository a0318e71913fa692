//! The slow and obvious rasteriser: every pixel of a triangle's bounding box is asked. The measure of `paint`, in
//! speed (bench) and in correctness (tests).

use std::collections::HashMap;

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, ColorImage, TextureId, TexturesDelta};

/// Textures are sampled with linear filter and clamped to the edge.
#[derive(Default)]
pub struct Naive {
    textures: HashMap<TextureId, ColorImage>,
}

impl Naive {
    /// Takes whole textures from a delta, and leaves it as it is.
    pub fn update(&mut self, delta: &TexturesDelta) {
        for (id, changes) in &delta.set {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                if let Some([left, top]) = change.pos {
                    let Some(texture) = self.textures.get_mut(id) else {
                        continue;
                    };
                    for y in 0..image.height() {
                        for x in 0..image.width() {
                            texture[(left + x, top + y)] = image[(x, y)];
                        }
                    }
                } else {
                    self.textures.insert(*id, (**image).clone());
                }
            }
        }
    }

    /// The picture as RGBA bytes.
    pub fn render(
        &self,
        primitives: &[ClippedPrimitive],
        size: [u32; 2],
        ppp: f32,
        background: Color32,
    ) -> Vec<u8> {
        let mut picture = vec![background.to_array(); (size[0] * size[1]) as usize];
        for clipped in primitives {
            let Primitive::Mesh(mesh) = &clipped.primitive else {
                continue;
            };
            let side = |points: f32, max: u32| (points * ppp).round().clamp(0.0, max as f32) as i64;
            let clip = [
                side(clipped.clip_rect.min.x, size[0]),
                side(clipped.clip_rect.min.y, size[1]),
                side(clipped.clip_rect.max.x, size[0]),
                side(clipped.clip_rect.max.y, size[1]),
            ];
            let texture = &self.textures[&mesh.texture_id];
            for indices in mesh.triangles() {
                let corners = indices.map(|i| &mesh.vertices[i as usize]);
                triangle(&mut picture, size[0] as i64, clip, corners, ppp, texture);
            }
        }
        picture.into_flattened()
    }
}

fn triangle(
    picture: &mut [[u8; 4]],
    width: i64,
    clip: [i64; 4],
    mut corners: [&Vertex; 3],
    ppp: f32,
    texture: &ColorImage,
) {
    let grid = |v: &Vertex| {
        [v.pos.x, v.pos.y].map(|c| (f64::from(c) * f64::from(ppp) * 256.0).round() as i64)
    };
    // Twice the area of (a, b, p): positive when p is to the right of a → b, with y downwards.
    let area = |a: [i64; 2], b: [i64; 2], p: [i64; 2]| {
        (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    };
    let whole = area(grid(corners[0]), grid(corners[1]), grid(corners[2]));
    if whole == 0 {
        return;
    }
    if whole < 0 {
        corners.swap(1, 2);
    }
    let p = corners.map(grid);
    let bound = |axis: usize, low: i64, high: i64| {
        let min = p.iter().map(|c| c[axis]).min().unwrap_or(0) / 256 - 1;
        let max = p.iter().map(|c| c[axis]).max().unwrap_or(0) / 256 + 1;
        min.max(low)..max.min(high)
    };
    for y in bound(1, clip[1], clip[3]) {
        for x in bound(0, clip[0], clip[2]) {
            let at = [x * 256 + 128, y * 256 + 128];
            let weights: [i64; 3] = std::array::from_fn(|i| {
                let (a, b) = (p[(i + 1) % 3], p[(i + 2) % 3]);
                let top_left = (a[1] == b[1] && b[0] > a[0]) || b[1] < a[1];
                match area(a, b, at) {
                    0 if !top_left => -1,
                    inside => inside,
                }
            });
            if weights.iter().all(|w| *w >= 0) {
                let sum = weights.iter().sum::<i64>() as f64;
                let shares = weights.map(|w| w as f64 / sum);
                shade(
                    &mut picture[(y * width + x) as usize],
                    corners,
                    shares,
                    texture,
                );
            }
        }
    }
}

fn shade(pixel: &mut [u8; 4], corners: [&Vertex; 3], shares: [f64; 3], texture: &ColorImage) {
    let mix = |of: &dyn Fn(&Vertex) -> f64| -> f64 {
        corners.iter().zip(shares).map(|(v, s)| of(v) * s).sum()
    };
    let u = mix(&|v| f64::from(v.uv.x)) * texture.width() as f64 - 0.5;
    let v = mix(&|v| f64::from(v.uv.y)) * texture.height() as f64 - 0.5;
    let colour: [f64; 4] = std::array::from_fn(|k| {
        let texel = |x: f64, y: f64| {
            let clamp = |c: f64, side: usize| c.clamp(0.0, side as f64 - 1.0) as usize;
            let at = (clamp(x, texture.width()), clamp(y, texture.height()));
            f64::from(texture[at].to_array()[k])
        };
        let (x, y) = (u.floor(), v.floor());
        let (right, down) = (u - x, v - y);
        let top = texel(x, y) * (1.0 - right) + texel(x + 1.0, y) * right;
        let bottom = texel(x, y + 1.0) * (1.0 - right) + texel(x + 1.0, y + 1.0) * right;
        let texel = top * (1.0 - down) + bottom * down;
        mix(&|v| f64::from(v.color.to_array()[k])) * texel / 255.0
    });
    for k in 0..3 {
        let below = f64::from(pixel[k]) * (1.0 - colour[3] / 255.0);
        pixel[k] = (colour[k] + below).round().clamp(0.0, 255.0) as u8;
    }
}
