//! The upright rectangles egui sends as two triangles: glyphs, dots, plain rectangles, images. One colour, one texture.

use egui::epaint::{Mesh, Vertex};

use super::blend::{self, Pixel};
use super::raster::{Band, Clip};
use super::texture::{Taps, Texture};
use super::triangle::{first_pixel, snap};

/// Texels closer than this to pixels are copied, not mixed.
const ALIGNED: f32 = 1.0 / 64.0;

/// An upright rectangle in pixels.
pub(super) struct Quad {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    uv: [egui::Pos2; 2],
    colour: Pixel,
}

impl Quad {
    /// The rectangle whose six indices start at `first`, if they are one.
    pub(super) fn find(mesh: &Mesh, first: usize, ppp: f64) -> Option<Self> {
        let &[a, b, c, c2, b2, d] = mesh.indices.get(first..first + 6)?.as_array()?;
        if c != c2 || b != b2 {
            return None;
        }
        let vertex = |i: u32| mesh.vertices.get(i as usize);
        let (lt, rt, lb, rb) = (vertex(a)?, vertex(b)?, vertex(c)?, vertex(d)?);
        let upright = |of: fn(&Vertex) -> egui::Pos2| {
            let (lt, rt, lb, rb) = (of(lt), of(rt), of(lb), of(rb));
            lt.y == rt.y && lb.y == rb.y && lt.x == lb.x && rt.x == rb.x
        };
        let plain = [rt, lb, rb].iter().all(|v| v.color == lt.color);
        if !plain || !upright(|v| v.pos) || !upright(|v| v.uv) {
            return None;
        }
        let at = |points: f32| snap(f64::from(points) * ppp);
        let quad = Self {
            left: at(lt.pos.x),
            top: at(lt.pos.y),
            right: at(rb.pos.x),
            bottom: at(rb.pos.y),
            uv: [lt.uv, rb.uv],
            colour: lt.color.to_array(),
        };
        // Mirrored rectangles stay triangles; NaN fails here too.
        let finite = quad.left.is_finite() && quad.right.is_finite();
        let ordered = quad.left < quad.right && quad.top < quad.bottom;
        (finite && ordered && quad.top.is_finite() && quad.bottom.is_finite()).then_some(quad)
    }

    /// Top and bottom in pixels.
    pub(super) fn rows(&self) -> (f64, f64) {
        (self.top, self.bottom)
    }

    pub(super) fn draw(
        &self,
        band: &mut Band<'_>,
        clip: Clip,
        texture: &Texture,
        taps: &mut Vec<Taps>,
    ) {
        let rows = clip.rows(band);
        let first = first_pixel(self.top, rows.start, rows.end);
        let last = first_pixel(self.bottom, first, rows.end);
        let start = first_pixel(self.left, clip.left, clip.right);
        let end = first_pixel(self.right, start, clip.right);
        if first == last || start == end {
            return;
        }
        let [uv0, uv1] = self.uv;
        let u = Axis::new(self.left, self.right, uv0.x, uv1.x, texture.width());
        let v = Axis::new(self.top, self.bottom, uv0.y, uv1.y, texture.height());
        let filter = texture.filter(u.step.abs().max(v.step.abs()) as f32);
        if uv0 == uv1 {
            let texel = texture.sample(u.at(start), v.at(first), filter);
            if texel == [255; 4] {
                for row in first..last {
                    blend::over_run(band.run(row, start, end), self.colour);
                }
                return;
            }
        }
        let len = (end - start) as usize;
        let copied = u
            .whole(start, len)
            .zip(v.whole(first, (last - first) as usize));
        taps.clear();
        for row in first..last {
            let run = band.run(row, start, end);
            let texels = copied.and_then(|(x, y)| texture.run(x, y + (row - first), len));
            if let Some(texels) = texels {
                for (pixel, texel) in run.iter_mut().zip(texels) {
                    blend::over_texel(pixel, texel.to_array(), self.colour);
                }
                continue;
            }
            if taps.is_empty() {
                taps.extend((start..end).map(|x| texture.taps(u.at(x), texture.width(), filter)));
            }
            let y = texture.taps(v.at(row), texture.height(), filter);
            for (pixel, &x) in run.iter_mut().zip(&*taps) {
                blend::over_texel(pixel, texture.mix(x, y), self.colour);
            }
        }
    }
}

/// Texels along one axis.
struct Axis {
    origin: f64,
    texel: f64,
    /// Texels per pixel.
    step: f64,
}

impl Axis {
    fn new(from: f64, to: f64, uv_from: f32, uv_to: f32, side: f32) -> Self {
        let texel = f64::from(uv_from) * f64::from(side);
        let texels = f64::from(uv_to) * f64::from(side) - texel;
        Self {
            origin: from,
            texel,
            step: texels / (to - from),
        }
    }

    /// The place in the texture, in texels, of the centre of a pixel.
    fn at(&self, pixel: i32) -> f32 {
        (self.texel + (f64::from(pixel) + 0.5 - self.origin) * self.step) as f32
    }

    /// The texel of the first pixel, when each of `len` pixels is one texel.
    fn whole(&self, first: i32, len: usize) -> Option<i32> {
        let (a, b) = (self.at(first), self.at(first + len as i32 - 1));
        let texel = a.floor();
        let aligned = |at: f32, texel: f32| (at - 0.5 - texel).abs() < ALIGNED;
        (aligned(a, texel) && aligned(b, texel + (len - 1) as f32)).then_some(texel as i32)
    }
}
