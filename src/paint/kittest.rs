//! The rasteriser as the renderer of egui_kittest: snapshots without a GPU, the same on every machine.
//!
//! `Harness::builder().renderer(Raster::new())`.

use egui_kittest::TestRenderer;

use super::Raster;

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.update(delta);
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let ppp = ctx.pixels_per_point();
        let size = (ctx.viewport_rect().size() * ppp).round();
        let primitives = ctx.tessellate(output.shapes.clone(), ppp);
        let background = ctx.style_of(ctx.theme()).visuals.panel_fill;
        let size = [size.x as u32, size.y as u32];
        let picture = Self::render(self, &primitives, size, ppp, background);
        image::RgbaImage::from_raw(picture.width, picture.height, picture.rgba)
            .ok_or_else(|| "the picture has the wrong size".to_owned())
    }
}
