//! Everything of a figure but its plot: title, subtitle, note, source, version.

use egui::{
    Align2, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::area::PlotArea;
use super::canvas::Canvas;
use super::tip::{Drawn, Hit};
use super::{
    View, bar, columns, distribution, dumbbell, funnel, heat, line, links, overlay, panels, rows,
    scatter, slope, stacked_area, timeline, waterfall,
};
use crate::chart::frame::{Body, Frame};
use crate::chart::spec::FigureTheme;
use crate::theme::heavy;

/// Whose pointer a figure follows.
#[derive(Clone, Copy, Debug)]
pub enum Pointing<'a> {
    /// Nobody's: what is exported has none.
    Off,
    /// Its own.
    Own,
    /// That of what takes the figure's clicks, laid before the figure: egui lets nothing hover that lies under it.
    Of(&'a Response),
}

/// What was drawn where, and what the pointer is on.
pub struct Shown {
    /// Of the whole figure; senses only hover.
    pub response: Response,
    /// Where the pointer is on it.
    pub pointer: Option<Pos2>,
    /// What the pointer is on.
    pub hit: Option<Hit>,
    /// The plots, in the order drawn; empty for what has no axes.
    pub plots: Vec<PlotArea>,
}

impl Shown {
    /// The plot the pointer is in, and the point of it.
    pub fn pointed(&self) -> Option<(usize, (f64, f64))> {
        let pointer = self.pointer?;
        let plot = self
            .plots
            .iter()
            .position(|plot| plot.rect.contains(pointer))?;
        Some((plot, self.plots[plot].value(pointer)))
    }
}

/// Draws the figure into all of `ui.max_rect()`.
///
/// `zoom` is the size of the figure's layout points in ui points (1 when exporting).
pub fn figure_ui(
    ui: &mut Ui,
    frame: &Frame,
    theme: FigureTheme,
    zoom: f32,
    pointing: Pointing<'_>,
) -> Shown {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &frame.summary));
    let pointer = match pointing {
        Pointing::Off => None,
        Pointing::Own => response.hover_pos(),
        // What is dragged is not read.
        Pointing::Of(taker) => taker.hover_pos().filter(|_| !taker.dragged()),
    };
    // An id of its own keeps several figures of one window apart.
    let builder = UiBuilder::new().max_rect(rect).id_salt(response.id);
    let mut child = ui.new_child(builder);
    let mut canvas = Canvas::new(&mut child, rect, theme, zoom.max(0.01), pointer);
    canvas.short_ticks = frame.short_ticks;
    let Drawn { plots, hit, tip } = draw(&mut canvas, rect, frame);
    if let Some(tip) = tip {
        egui::Tooltip::for_widget(&response)
            .at_pointer()
            .show(|ui| tip.ui(ui));
    }
    Shown {
        response,
        pointer,
        hit,
        plots,
    }
}

fn draw(canvas: &mut Canvas<'_>, rect: Rect, frame: &Frame) -> Drawn {
    canvas.painter.rect_filled(rect, 0.0, canvas.palette.raised);
    let inside = rect.shrink(canvas.sizes.margin);
    if !inside.is_positive() {
        return Drawn::default();
    }
    let top = head(canvas, inside, frame);
    let bottom = foot(canvas, inside, frame);
    let plot = Rect::from_min_max(
        pos2(inside.left(), top + 1.5 * canvas.sizes.gap),
        pos2(inside.right(), bottom - canvas.sizes.gap),
    );
    if plot.height() < canvas.sizes.body || plot.width() < 4.0 * canvas.sizes.body {
        return Drawn::default();
    }
    let drawn = body(canvas, plot, &frame.body, View::of(frame));
    overlay::callouts(canvas, &drawn.plots, &frame.overlays.callouts, plot);
    drawn
}

/// Draws what the frame is about into `rect`.
pub(super) fn body(canvas: &mut Canvas<'_>, rect: Rect, body: &Body, view: View<'_>) -> Drawn {
    match body {
        Body::Lines(lines) => line::draw(canvas, rect, view, lines),
        Body::Bars(bars) => bar::draw(canvas, rect, view, bars),
        Body::Columns(columns) if columns.time => columns::draw(canvas, rect, view, columns),
        Body::Columns(columns) => rows::draw(canvas, rect, view, columns),
        Body::Areas(areas) => stacked_area::draw(canvas, rect, view, areas),
        Body::Panels(all) => panels::draw(canvas, rect, view, all),
        Body::Scatter(all) => scatter::draw(canvas, rect, all, view.lang),
        Body::Slope(all) => slope::draw(canvas, rect, all, view.lang),
        Body::Dumbbell(all) => dumbbell::draw(canvas, rect, all, view.lang),
        Body::HeatMap(all) => heat::draw(canvas, rect, all, view.lang),
        Body::Distribution(all) => distribution::draw(canvas, rect, all, view.lang),
        Body::Funnel(all) => funnel::draw(canvas, rect, all, view.lang),
        Body::Waterfall(all) => waterfall::draw(canvas, rect, all, view.lang),
        Body::Timeline(all) => timeline::draw(canvas, rect, all, view.lang),
        Body::Links(diagram) => Drawn {
            tip: links::draw(canvas, rect, diagram, view.lang),
            ..Drawn::default()
        },
    }
}

/// Title and subtitle; gives back where they end.
fn head(canvas: &Canvas<'_>, inside: Rect, frame: &Frame) -> f32 {
    let title = heavy(canvas.sizes.title);
    let lines = canvas.balance(&frame.title, &title, inside.width(), 2);
    let mut at = inside.left_top();
    at.y += canvas.lines(at, &lines, &title, canvas.palette.ink);
    if !frame.subtitle.is_empty() {
        at.y += 0.25 * canvas.sizes.gap;
        let body = canvas.body();
        let lines = canvas.wrap(&frame.subtitle, &body, inside.width(), 2);
        at.y += canvas.lines(at, &lines, &body, canvas.palette.ink_soft);
    }
    at.y
}

/// Hairline, note, source line left, version right; gives back where they begin.
fn foot(canvas: &Canvas<'_>, inside: Rect, frame: &Frame) -> f32 {
    let small = canvas.small();
    let colour = canvas.palette.ink_faint;
    let height = canvas.line_height(&small);
    let gap = canvas.sizes.gap;
    let version = canvas.width(&frame.version, &small);
    let tight = inside.height() < 16.0 * height;
    let ample = inside.height() > 22.0 * height;
    let most = if tight { 1 } else { 2 };
    // Where the source would be cut for it, as in a narrow figure, the version stands below instead of beside.
    let narrower = inside.width() - version - 3.0 * gap;
    let wrap = |width: f32, most: usize| canvas.wrap(&frame.source, &small, width, most);
    let below = || (false, wrap(inside.width(), if ample { 3 } else { most }));
    let (beside, source) = match (version < 0.4 * inside.width(), ample) {
        (false, _) => below(),
        (true, false) => (true, wrap(narrower, most)),
        (true, true) => Some(wrap(narrower, most + 1))
            .filter(|lines| lines.len() <= most)
            .map_or_else(below, |lines| (true, lines)),
    };
    let note = canvas.wrap(
        &frame.note,
        &small,
        inside.width(),
        if tight { 1 } else { 3 },
    );
    let rows = note.len() + source.len().max(usize::from(beside)) + usize::from(!beside);
    let mut at = pos2(inside.left(), inside.bottom() - rows as f32 * height);
    let rule = at.y - gap;
    canvas.painter.hline(
        inside.x_range(),
        rule,
        Stroke::new(canvas.sizes.hair, canvas.palette.line),
    );
    at.y += canvas.lines(at, &note, &small, colour);
    canvas.lines(at, &source, &small, colour);
    let corner: Pos2 = inside.right_bottom() - vec2(0.0, 0.5 * height);
    let version = canvas.wrap(&frame.version, &small, inside.width(), 1);
    if let Some(version) = version.first() {
        canvas.text(corner, Align2::RIGHT_CENTER, version, &small, colour);
    }
    rule
}
