//! A window without a window: runs ui code until it has settled, and paints it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use egui::{
    ClippedPrimitive, Color32, Context, FullOutput, RawInput, Rect, Theme, Ui, Vec2, ViewportId,
};

use super::vector::Drawing;
use super::{MAX_SIDE, Picture, PixelRows, Raster};

/// Every ui is run at least this often: axes of a plot learn their width in the first pass.
const MIN_PASSES: usize = 2;

/// No ui is run more often; what still wants to move then is painted as it is.
const MAX_PASSES: usize = 4;

/// Pixels per point from which on letters need not be fitted to pixels.
const FINE: f32 = 2.0;

/// The sheet a ui is painted on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Width and height in points.
    pub size: Vec2,
    /// Pixels per point.
    pub ppp: f32,
    /// Which of the two egui styles.
    pub theme: Theme,
    /// What is below the ui; its alpha is ignored.
    pub background: Color32,
}

impl Page {
    /// Width and height in pixels, at most [`MAX_SIDE`].
    pub fn size_px(&self) -> [u32; 2] {
        let side = |points: f32| ((points * self.ppp).round() as u32).min(MAX_SIDE);
        [side(self.size.x), side(self.size.y)]
    }

    fn is_drawable(&self) -> bool {
        let [width, height] = self.size_px();
        width > 0 && height > 0 && self.ppp.is_finite() && self.size.is_finite()
    }
}

/// A context with the product's fonts and styles, to paint any number of pictures.
///
/// Making one costs little; the fonts are read by the first picture and kept.
pub struct Headless {
    context: Context,
    raster: Raster,
    /// Whether a pass has asked for another one. egui's own wish for a second look does not count.
    restless: Arc<AtomicBool>,
    time: f64,
}

impl Default for Headless {
    fn default() -> Self {
        Self::new()
    }
}

impl Headless {
    /// With the fonts and styles of [`crate::theme`]; a missing glyph is drawn as a box.
    pub fn new() -> Self {
        Self::with_raster(Raster::new())
    }

    /// As [`Self::new`], drawing on `threads` cores: one is enough where several pictures are made at once.
    pub fn with_threads(threads: usize) -> Self {
        Self::with_raster(Raster::with_threads(threads))
    }

    fn with_raster(raster: Raster) -> Self {
        let context = Context::default();
        crate::theme::install_fonts(&context);
        crate::theme::apply(&context);
        context.all_styles_mut(|style| style.animation_time = 0.0);
        let restless = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&restless);
        context.set_repaint_observer(move |request| {
            if request.delay == Duration::ZERO {
                asked.store(true, Ordering::Relaxed);
            }
        });
        Self {
            context,
            raster,
            restless,
            time: 0.0,
        }
    }

    /// The context, to load textures into or to change a style.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Paints `ui` on `page`. The `Ui` covers the whole page and has no margin.
    ///
    /// Runs it two to four times, until it asks for no repaint. A page of no size gives a picture of no size.
    pub fn render(&mut self, page: Page, ui: impl FnMut(&mut Ui)) -> Picture {
        if !page.is_drawable() {
            let [width, height] = [0, 0];
            return Picture {
                width,
                height,
                rgba: Vec::new(),
            };
        }
        let primitives = self.primitives(page, ui);
        self.raster
            .render(&primitives, page.size_px(), page.ppp, page.background)
    }

    /// Paints `ui` on `page` as [`Self::render`] does, and hands over the picture in bands instead of keeping it:
    /// `take` gets each band on the thread that painted it. See [`Raster::render_bands`].
    pub fn render_bands<T: Send>(
        &mut self,
        page: Page,
        ui: impl FnMut(&mut Ui),
        take: impl Fn(PixelRows<'_>) -> T + Sync,
    ) -> Vec<T> {
        if !page.is_drawable() {
            return Vec::new();
        }
        let primitives = self.primitives(page, ui);
        let size = page.size_px();
        self.raster
            .render_bands(&primitives, size, page.ppp, page.background, take)
    }

    /// Paints `ui` on `page` as shapes, without pixels.
    pub fn draw(&mut self, page: Page, ui: impl FnMut(&mut Ui)) -> Drawing {
        if !page.is_drawable() {
            return Drawing::new(egui::Vec2::ZERO, page.background, &[]);
        }
        let output = self.settle(page, ui);
        Drawing::new(page.size, page.background, &output.shapes)
    }

    fn primitives(&mut self, page: Page, ui: impl FnMut(&mut Ui)) -> Vec<ClippedPrimitive> {
        let output = self.settle(page, ui);
        self.context
            .tessellate(output.shapes, output.pixels_per_point)
    }

    /// What the last pass painted.
    fn settle(&mut self, page: Page, mut ui: impl FnMut(&mut Ui)) -> FullOutput {
        self.context.set_theme(page.theme);
        // Fitting letters to whole pixels takes longer than drawing them, and no eye sees it where pixels are small.
        let fitted = page.ppp < FINE;
        self.context
            .all_styles_mut(|style| style.visuals.text_options.font_hinting = fitted);
        let mut passes = 0;
        loop {
            let input = self.input(page);
            self.restless.store(false, Ordering::Relaxed);
            let mut output = self.context.run_ui(input, &mut ui);
            self.raster.update(&mut output.textures_delta);
            passes += 1;
            let settled = !self.restless.load(Ordering::Relaxed);
            if passes >= MAX_PASSES || (passes >= MIN_PASSES && settled) {
                break output;
            }
        }
    }

    fn input(&mut self, page: Page) -> RawInput {
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, page.size)),
            // Large letters of print resolutions must fit the atlas.
            max_texture_side: Some(if page.ppp > 2.0 { 8192 } else { 4096 }),
            time: Some(self.time),
            focused: true,
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(page.ppp);
        input
    }
}

/// Paints one picture; see [`Headless`] for several.
pub fn render(page: Page, ui: impl FnMut(&mut Ui)) -> Picture {
    Headless::new().render(page, ui)
}

/// Draws one page as shapes; see [`Headless`] for several.
pub fn draw(page: Page, ui: impl FnMut(&mut Ui)) -> Drawing {
    Headless::new().draw(page, ui)
}
