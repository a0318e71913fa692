//! Our rasteriser as the renderer of egui_kittest.

use egui_kittest::TestRenderer;
use zonescope::paint::Raster;

/// Paints on the CPU: no GPU, the same pixels on every machine.
#[derive(Default)]
pub struct Cpu(Raster);

impl TestRenderer for Cpu {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.update(delta);
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let ppp = ctx.pixels_per_point();
        let size = (ctx.viewport_rect().size() * ppp).round();
        let primitives = ctx.tessellate(output.shapes.clone(), ppp);
        let ground = zonescope::theme::palette(ctx.theme()).ground;
        let picture = self
            .0
            .render(&primitives, [size.x as u32, size.y as u32], ppp, ground);
        image::RgbaImage::from_raw(picture.width, picture.height, picture.rgba)
            .ok_or_else(|| "the picture has the wrong size".to_owned())
    }
}
