//! One triangle, row by row.
//!
//! A pixel belongs to the triangle its centre is in; a centre on an edge belongs to the triangle right of it or below
//! it. An edge is computed from its upper end in the same way for both triangles that share it, so no pixel is lost or
//! drawn twice.

use egui::TextureFilter;
use egui::epaint::Vertex;

use super::blend::{self, Pixel};
use super::raster::{Band, Clip};
use super::texture::Texture;

/// Corners are rounded to this fraction of a pixel, as GPUs do.
const SUBPIXELS: f64 = 256.0;

#[derive(Clone, Copy)]
pub(super) struct Corner {
    pub(super) x: f64,
    pub(super) y: f64,
    u: f64,
    v: f64,
    rgba: Pixel,
}

impl Corner {
    /// `None` when a coordinate is not finite.
    pub(super) fn new(vertex: &Vertex, ppp: f64) -> Option<Self> {
        let at = |points: f32| {
            let pixels = f64::from(points) * ppp;
            pixels.is_finite().then(|| snap(pixels))
        };
        Some(Self {
            x: at(vertex.pos.x)?,
            y: at(vertex.pos.y)?,
            u: f64::from(vertex.uv.x),
            v: f64::from(vertex.uv.y),
            rgba: vertex.color.to_array(),
        })
    }
}

pub(super) fn snap(pixels: f64) -> f64 {
    /// Adding and taking away 1.5 × 2⁵² rounds to a whole number.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let scaled = pixels * SUBPIXELS;
    // Far outside no fraction matters, and the trick would not hold.
    if scaled.abs() < 1e12 {
        ((scaled + ROUND) - ROUND) / SUBPIXELS
    } else {
        pixels
    }
}

/// The first pixel whose centre is at or after `edge`, within `low..=high`.
pub(super) fn first_pixel(edge: f64, low: i32, high: i32) -> i32 {
    let at = (edge - 0.5).clamp(f64::from(low), f64::from(high));
    let cut = at as i32;
    cut + i32::from(f64::from(cut) < at)
}

/// From its upper to its lower end.
struct Edge {
    x: f64,
    y: f64,
    /// Change of `x` from row to row.
    slope: f64,
}

impl Edge {
    fn new(a: &Corner, b: &Corner) -> Self {
        Self {
            x: a.x,
            y: a.y,
            slope: (b.x - a.x) / (b.y - a.y),
        }
    }

    /// Where the edge crosses the height `y`.
    fn at(&self, y: f64) -> f64 {
        self.x + (y - self.y) * self.slope
    }
}

/// A value that is linear over the triangle.
#[derive(Clone, Copy)]
struct Plane {
    value: f64,
    dx: f64,
    dy: f64,
}

impl Plane {
    fn at(&self, dx: f64, dy: f64) -> f64 {
        self.value + self.dx * dx + self.dy * dy
    }
}

/// What fills a triangle.
enum Ink<'a> {
    Flat(Pixel),
    Shaded(Shade),
    Textured(&'a Texture, TextureFilter, [Plane; 2], Shade),
}

/// Colours that change over the triangle, 0–255.
struct Shade([Plane; 4]);

impl Shade {
    /// The colours at the first pixel of a row and their change from pixel to pixel.
    fn row(&self, dx: f64, dy: f64) -> ([f32; 4], [f32; 4]) {
        let start = self.0.map(|p| p.at(dx, dy).clamp(0.0, 255.0) as f32);
        // A needle has a steep plane, but then no row of it is longer than a pixel.
        let step = self.0.map(|p| p.dx.clamp(-255.0, 255.0) as f32);
        (start, step)
    }
}

/// The gradients of the triangle `[a, b, c]` of twice the signed area `area`.
struct Planes<'a> {
    corners: [&'a Corner; 3],
    area: f64,
}

impl Planes<'_> {
    fn of(&self, value: impl Fn(&Corner) -> f64) -> Plane {
        let [a, b, c] = self.corners;
        let base = value(a);
        let (vb, vc) = (value(b) - base, value(c) - base);
        Plane {
            value: base,
            dx: (vb * (c.y - a.y) - vc * (b.y - a.y)) / self.area,
            dy: (vc * (b.x - a.x) - vb * (c.x - a.x)) / self.area,
        }
    }

    fn ink<'t>(&self, texture: &'t Texture) -> Ink<'t> {
        let [a, b, c] = self.corners;
        let channels = || Shade(std::array::from_fn(|k| self.of(|p| f64::from(p.rgba[k]))));
        let (w, h) = (f64::from(texture.width()), f64::from(texture.height()));
        let same = |p: &Corner, q: &Corner| p.u == q.u && p.v == q.v;
        if !(same(a, b) && same(a, c)) {
            let uv = [self.of(|p| p.u * w), self.of(|p| p.v * h)];
            let across = uv[0].dx.hypot(uv[1].dx);
            let down = uv[0].dy.hypot(uv[1].dy);
            let filter = texture.filter(across.max(down) as f32);
            return Ink::Textured(texture, filter, uv, channels());
        }
        let texel = texture.sample((a.u * w) as f32, (a.v * h) as f32, texture.filter(0.0));
        let flat = a.rgba == b.rgba && a.rgba == c.rgba;
        if texel == [255; 4] {
            return match flat {
                true => Ink::Flat(a.rgba),
                false => Ink::Shaded(channels()),
            };
        }
        let Shade(planes) = channels();
        let tint = |k: usize| f64::from(texel[k]) / 255.0;
        Ink::Shaded(Shade(std::array::from_fn(|k| Plane {
            value: planes[k].value * tint(k),
            dx: planes[k].dx * tint(k),
            dy: planes[k].dy * tint(k),
        })))
    }
}

/// Draws a triangle into the part of `clip` that is in the band.
pub(super) fn draw(band: &mut Band<'_>, clip: Clip, mut corners: [Corner; 3], texture: &Texture) {
    corners.sort_by(|p, q| p.y.total_cmp(&q.y).then(p.x.total_cmp(&q.x)));
    let [top, mid, low] = &corners;
    let area = (mid.x - top.x) * (low.y - top.y) - (low.x - top.x) * (mid.y - top.y);
    let rows = clip.rows(band);
    let first = first_pixel(top.y, rows.start, rows.end);
    let turn = first_pixel(mid.y, first, rows.end);
    let last = first_pixel(low.y, turn, rows.end);
    if first == last || area == 0.0 || !area.is_finite() {
        return;
    }
    let planes = Planes {
        corners: [top, mid, low],
        area,
    };
    let mut ink = None;
    let long = Edge::new(top, low);
    for (short, rows) in [
        (Edge::new(top, mid), first..turn),
        (Edge::new(mid, low), turn..last),
    ] {
        // The middle corner lies right of the long edge when the area is positive.
        let (left, right) = if area > 0.0 {
            (&long, &short)
        } else {
            (&short, &long)
        };
        for row in rows {
            let y = f64::from(row) + 0.5;
            let start = first_pixel(left.at(y), clip.left, clip.right);
            let end = first_pixel(right.at(y), clip.left, clip.right);
            if start < end {
                let ink = ink.get_or_insert_with(|| planes.ink(texture));
                let (dx, dy) = (f64::from(start) + 0.5 - top.x, y - top.y);
                fill(band.run(row, start, end), ink, dx, dy);
            }
        }
    }
}

/// Fills the pixels of one row, the first of which is `(dx, dy)` from the top corner.
fn fill(run: &mut [Pixel], ink: &Ink<'_>, dx: f64, dy: f64) {
    match ink {
        Ink::Flat(colour) => blend::over_run(run, *colour),
        Ink::Shaded(shade) => {
            let (mut colour, step) = shade.row(dx, dy);
            for pixel in run {
                blend::over(pixel, colour);
                advance(&mut colour, step);
            }
        }
        Ink::Textured(texture, filter, [u, v], shade) => {
            let (mut colour, step) = shade.row(dx, dy);
            let (u0, v0) = (u.at(dx, dy), v.at(dx, dy));
            for (i, pixel) in run.iter_mut().enumerate() {
                let i = i as f64;
                let (u, v) = ((u0 + u.dx * i) as f32, (v0 + v.dx * i) as f32);
                let texel = texture.sample(u, v, *filter).map(f32::from);
                blend::over(pixel, blend::multiply(texel, colour));
                advance(&mut colour, step);
            }
        }
    }
}

fn advance(colour: &mut [f32; 4], step: [f32; 4]) {
    for (channel, step) in colour.iter_mut().zip(step) {
        *channel = (*channel + step).clamp(0.0, 255.0);
    }
}
