//! Measuring and placing text, shared by all plots.

use std::cell::RefCell;

use egui::emath::GuiRounding as _;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Ui, Vec2, vec2};
use egui_plot::{Plot, PlotBounds, PlotTransform, PlotUi};

use super::super::spec::FigureTheme;
use super::super::style::{Sizes, figure_palette};
use super::area::PlotArea;
use crate::theme::{Palette, balance_lines, regular, text_lines, text_width, widest_word};

/// Where a figure is drawn, and how.
pub(super) struct Canvas<'a> {
    pub(super) painter: Painter,
    pub(super) palette: &'static Palette,
    pub(super) theme: FigureTheme,
    pub(super) sizes: Sizes,
    pub(super) zoom: f32,
    /// Pointer, when it is over the figure and the figure is interactive.
    pub(super) pointer: Option<Pos2>,
    /// As of [`Frame::short_ticks`](crate::chart::Frame::short_ticks).
    pub(super) short_ticks: bool,
    pub(super) ui: &'a mut Ui,
    /// Where text lies already.
    taken: RefCell<Vec<Rect>>,
}

/// Line height in font sizes.
const LEADING: f32 = 1.36;

impl<'a> Canvas<'a> {
    pub(super) fn new(
        ui: &'a mut Ui,
        rect: Rect,
        theme: FigureTheme,
        zoom: f32,
        pointer: Option<Pos2>,
    ) -> Self {
        Self {
            painter: ui.painter_at(rect),
            palette: figure_palette(theme),
            theme,
            sizes: Sizes::of(rect.size(), zoom),
            zoom,
            pointer,
            short_ticks: false,
            ui,
            taken: RefCell::default(),
        }
    }

    /// Font of labels.
    pub(super) fn body(&self) -> FontId {
        regular(self.sizes.body)
    }

    /// Font of axis labels and the foot.
    pub(super) fn small(&self) -> FontId {
        regular(self.sizes.small)
    }

    /// Width of `text` on one line.
    pub(super) fn width(&self, text: &str, font: &FontId) -> f32 {
        text_width(self.painter.ctx(), &airy(text), font)
    }

    /// Height of one line.
    pub(super) fn line_height(&self, font: &FontId) -> f32 {
        font.size * LEADING
    }

    /// Lines of at most `width`; the last is elided when there is more. See [`text_lines`].
    pub(super) fn wrap(&self, text: &str, font: &FontId, width: f32, lines: usize) -> Vec<String> {
        text_lines(self.painter.ctx(), &airy(text), font, width, lines)
    }

    /// Like [`Self::wrap`] with lines of like length.
    pub(super) fn balance(
        &self,
        text: &str,
        font: &FontId,
        width: f32,
        lines: usize,
    ) -> Vec<String> {
        let text = airy(text);
        self.painter
            .ctx()
            .fonts_mut(|fonts| balance_lines(&text, width, lines, |c| fonts.glyph_width(font, c)))
    }

    /// Width of the widest word.
    pub(super) fn widest_word(&self, text: &str, font: &FontId) -> f32 {
        let text = airy(text);
        self.painter
            .ctx()
            .fonts_mut(|fonts| widest_word(&text, |c| fonts.glyph_width(font, c)))
    }

    /// Draws one line and says where it lies.
    pub(super) fn text(
        &self,
        at: Pos2,
        anchor: Align2,
        text: &str,
        font: &FontId,
        colour: Color32,
    ) -> Rect {
        let rect = self
            .painter
            .text(at, anchor, airy(text), font.clone(), colour);
        self.taken.borrow_mut().push(rect);
        rect
    }

    /// `cell` of a grid on whole pixels with a hairline, of a pixel at least, left free at its right and below: all gaps
    /// are equally wide.
    pub(super) fn snapped(&self, cell: Rect) -> Rect {
        let pixels = self.painter.pixels_per_point();
        let gap = (self.sizes.hair * pixels).round().max(1.0) / pixels;
        let cell = cell.round_to_pixels(pixels);
        Rect::from_min_max(cell.min, (cell.max - vec2(gap, gap)).max(cell.min))
    }

    /// Where text lies already.
    pub(super) fn taken(&self) -> Vec<Rect> {
        self.taken.borrow().clone()
    }

    /// Draws lines under each other from the top left; says how high they are.
    pub(super) fn lines(&self, at: Pos2, lines: &[String], font: &FontId, colour: Color32) -> f32 {
        let height = self.line_height(font);
        for (i, line) in lines.iter().enumerate() {
            let middle = at + vec2(0.0, (i as f32 + 0.5) * height);
            self.text(middle, Align2::LEFT_CENTER, line, font, colour);
        }
        lines.len() as f32 * height
    }

    /// Shows an egui_plot with nothing of its own look over `area`, a little larger so that no mark on the edge is cut.
    /// What is added to it is in [`PlotArea::even`] coordinates.
    pub(super) fn plot_in<'p>(
        &mut self,
        area: &PlotArea,
        id: &str,
        add: impl FnOnce(&mut PlotUi<'p>) + 'p,
    ) {
        let slack = 2.0 * self.sizes.point;
        self.plot(
            area.rect.expand(slack),
            area.bounds(slack),
            area.inverted(),
            id,
            add,
        );
    }

    /// Shows an egui_plot with nothing of its own look in `rect`; `bounds` fill it exactly.
    pub(super) fn plot<'p>(
        &mut self,
        rect: Rect,
        bounds: PlotBounds,
        inverted: bool,
        id: &str,
        add: impl FnOnce(&mut PlotUi<'p>) + 'p,
    ) -> PlotTransform {
        let builder = egui::UiBuilder::new().max_rect(rect);
        let mut child = self.ui.new_child(builder);
        child.set_clip_rect(self.painter.clip_rect());
        Plot::new(id)
            .show_axes(false)
            .show_grid(false)
            .show_x(false)
            .show_y(false)
            .show_background(false)
            .show_crosshair(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_drag(false)
            .allow_boxed_zoom(false)
            .allow_axis_zoom_drag(false)
            .allow_double_click_reset(false)
            .set_margin_fraction(Vec2::ZERO)
            .min_size(vec2(1.0, 1.0))
            .width(rect.width())
            .height(rect.height())
            .invert_y(inverted)
            .sense(egui::Sense::hover())
            .show(&mut child, move |plot| {
                plot.set_plot_bounds(bounds);
                add(plot);
            })
            .transform
    }
}

/// Puts a thin space between Chinese and Latin letters or digits, where there is none, but not within dates, and
/// straightens the quotes of texts without Chinese: the font draws curly ones as wide as a Chinese character.
fn airy(text: &str) -> String {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let latin = |c: char| c.is_ascii_alphanumeric();
    let dated = |a: char, b: char| {
        let part = |c| matches!(c, '年' | '月' | '日');
        (a.is_ascii_digit() && part(b)) || (part(a) && b.is_ascii_digit())
    };
    let mut out = String::with_capacity(text.len() + 8);
    let english = !text.chars().any(han);
    let mut before = None;
    for c in text.chars() {
        let meet = |b: char| (han(b) && latin(c)) || ((latin(b) || b == '%') && han(c));
        if before.is_some_and(|b| meet(b) && !dated(b, c)) {
            out.push('\u{2009}');
        }
        out.push(match c {
            '“' | '”' if english => '"',
            '‘' | '’' if english => '\'',
            c => c,
        });
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::airy;

    #[test]
    fn chinese_and_digits_keep_apart() {
        assert_eq!(airy("约340个"), "约\u{2009}340\u{2009}个");
        assert_eq!(airy("升至 105.5"), "升至 105.5");
        assert_eq!(airy("2020年8月27日"), "2020年8月27日");
        assert_eq!(airy(&airy("第5篇")), airy("第5篇"));
        assert_eq!(airy("“四上”企业"), "“四上”企业");
        assert_eq!(airy("Xi’an “a”"), "Xi'an \"a\"");
    }
}
