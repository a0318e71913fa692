//! One pixel over another: premultiplied, gamma space, as the GPU's `ONE, ONE_MINUS_SRC_ALPHA` rounds it.
//!
//! The picture below is opaque and stays so.

pub(super) type Pixel = [u8; 4];

/// `x / 255` rounded to nearest, exact for `x ≤ 255²`.
fn div255(x: u16) -> u16 {
    let x = x + 128;
    (x + (x >> 8)) >> 8
}

/// One colour over a run of pixels.
pub(super) fn over_run(run: &mut [Pixel], colour: Pixel) {
    match colour[3] {
        255 => run.fill(colour),
        0 if colour == [0; 4] => {}
        alpha => {
            let keep = u16::from(255 - alpha);
            for pixel in run {
                for (below, above) in pixel.iter_mut().zip(colour) {
                    let kept = div255(u16::from(*below) * keep);
                    *below = (kept + u16::from(above)).min(255) as u8;
                }
                pixel[3] = 255;
            }
        }
    }
}

/// `texel × colour` over a pixel.
pub(super) fn over_texel(below: &mut Pixel, texel: Pixel, colour: Pixel) {
    const ONE: u32 = 255 * 255;
    if texel == [0; 4] {
        return;
    }
    let product = |k: usize| u32::from(texel[k]) * u32::from(colour[k]);
    let alpha = product(3);
    let keep = ONE - alpha;
    for (k, channel) in below.iter_mut().take(3).enumerate() {
        let sum = product(k) * 255 + u32::from(*channel) * keep;
        *channel = ((sum + ONE / 2) / ONE).min(255) as u8;
    }
}

/// A colour of 0–255 with fractions over a pixel.
pub(super) fn over(below: &mut Pixel, colour: [f32; 4]) {
    let keep = 1.0 - colour[3] * (1.0 / 255.0);
    for (channel, above) in below.iter_mut().zip(colour).take(3) {
        // The cast saturates, as the GPU clamps.
        *channel = (above + f32::from(*channel) * keep + 0.5) as u8;
    }
}

/// The product of two colours of 0–255.
pub(super) fn multiply(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|k| a[k] * b[k] * (1.0 / 255.0))
}
