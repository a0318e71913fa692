//! What the mouse and the keys do to the figure: focus a series, zoom, pan, go back to all.

use egui::{
    EventFilter, Id, Key, Modifiers, PointerButton, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2,
    WidgetInfo, vec2,
};

use super::gestures::{self, Across, Axes};
use super::{annotate, timeline};
use crate::app::command::{ChartEdit, Command};
use crate::app::kinds::{Applies, along_time, applies};
use crate::app::places::Ctx;
use crate::app::state::metrics::Zoom;
use crate::app::widgets::{colours, focus_ring, icon_button};
use crate::chart::draw::{Hit, PlotArea};
use crate::chart::{ChartKind, ChartSpec, PeriodChoice};
use crate::model::Period;
use crate::theme::Icon;

/// How much closer a key or a button brings the figure.
const CLOSER: f64 = 0.8;
/// A drag shorter than this is a click with a shaky hand.
const SHORTEST_FRAME: f32 = 8.0;
/// Points of scrolling that take or give a period.
const SCROLL_STEP: f32 = 24.0;
/// Points that an arrow key pans.
const PAN: f32 = 40.0;

/// The figure as it was drawn, to act upon.
pub(super) struct Stage<'a> {
    /// Where it lies.
    pub(super) rect: Rect,
    /// Its plot.
    pub(super) area: Option<PlotArea>,
    /// What the pointer is on.
    pub(super) hit: Option<Hit>,
    /// The chart.
    pub(super) spec: &'a ChartSpec,
    /// Size of its layout points in points of the screen.
    pub(super) zoom: f32,
}

/// What takes the clicks of the figure in `rect`. Before the figure is painted.
pub(super) fn sense(ui: &Ui, ctx: &Ctx<'_>, rect: Rect) -> Response {
    let id = Id::unique("metrics-figure");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let name = ctx.tr("figure-name");
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Group, true, name.as_ref()));
    response
}

/// All of it. After the figure is painted.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, stage: &Stage<'_>, response: &Response) {
    let spec = stage.spec;
    let can = |option| applies(option, spec.kind, &spec.subject) && spec.panels.is_none();
    focus_ring(ui, response, 8.0);
    let annotations = can(Applies::Annotations) && stage.area.is_some();
    annotate::give_up(ui, annotations);
    let placing = annotate::placing(ui);
    if !placing {
        focus_series(ctx, stage, response);
    }
    let Some(area) = &stage.area else {
        return;
    };
    if can(Applies::Zoom) {
        let periods = timeline::periods(ctx);
        let zoomer = Zoomer {
            area,
            across: across(spec.kind),
            periods: &periods,
        };
        zoomer.wheel(ui, ctx, response);
        if !placing {
            zoomer.drag(ui, ctx, response);
        }
        zoomer.keys(ui, ctx, response);
    }
    if annotations {
        annotate::ui(ui, ctx, stage, area, response);
    }
    tools_ui(ui, ctx, stage, can(Applies::Zoom), annotations, response);
}

fn across(kind: ChartKind) -> Across {
    match kind {
        kind if along_time(kind) => Across::Time,
        kind if applies(Applies::LogX, kind, &crate::chart::Subject::default()) => Across::Values,
        _ => Across::Rows,
    }
}

/// A click on a series points it out; on nothing, or Escape: none is.
fn focus_series(ctx: &mut Ctx<'_>, stage: &Stage<'_>, response: &Response) {
    if !response.clicked() {
        return;
    }
    let id = stage
        .hit
        .as_ref()
        .map(|hit| hit.id.clone())
        .filter(|id| !id.is_empty());
    match id {
        Some(id) => ctx.send(Command::Chart(ChartEdit::ToggleHighlight(id))),
        None if !stage.spec.highlight.is_empty() => {
            ctx.send(Command::Chart(ChartEdit::ClearHighlight));
        }
        None => {}
    }
}

/// Whether the figure shows less than all.
fn is_zoomed(spec: &ChartSpec) -> bool {
    let framed = spec.x.range.is_some() || spec.y.range.is_some();
    framed || (along_time(spec.kind) && matches!(spec.period, PeriodChoice::Range(..)))
}

struct Zoomer<'a> {
    area: &'a PlotArea,
    across: Across,
    periods: &'a [Period],
}

impl Zoomer<'_> {
    fn both(&self) -> Axes {
        Axes {
            x: self.across != Across::Rows,
            y: true,
        }
    }

    fn zoom(&self, ctx: &mut Ctx<'_>, about: Pos2, factor: f64, axes: Axes) {
        let to = gestures::zoom(self.area, self.across, self.periods, about, factor, axes);
        send(ctx, to);
    }

    /// Over an axis, or with Shift (across), Alt (upright) or Ctrl (both) over the plot.
    fn wheel(&self, ui: &Ui, ctx: &mut Ctx<'_>, response: &Response) {
        let Some(at) = response.hover_pos() else {
            return;
        };
        let plot = self.area.rect;
        let (modifiers, scroll, pinch) = ui.input(|input| {
            // egui turns the wheel sideways while Shift is held.
            let scroll = input.smooth_scroll_delta.x + input.smooth_scroll_delta.y;
            (input.modifiers, scroll, input.zoom_delta())
        });
        if (pinch - 1.0).abs() > 1e-3 && plot.contains(at) {
            self.zoom(ctx, at, f64::from(1.0 / pinch), self.both());
            return;
        }
        if scroll == 0.0 {
            return;
        }
        let on_y = at.x < plot.left() && plot.y_range().contains(at.y);
        let on_x = at.y > plot.bottom() && plot.x_range().contains(at.x);
        let inside = plot.contains(at);
        let axes = Axes {
            x: self.across != Across::Rows && (on_x || (inside && modifiers.shift)),
            y: on_y || (inside && modifiers.alt),
        };
        if !axes.x && !axes.y {
            return;
        }
        let mut scroll = scroll;
        if axes.x && self.across == Across::Time {
            // Whole periods come and go: one for each so many points, not one in every frame of a smooth scroll.
            let id = response.id.with("scrolled");
            let far = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0) + scroll;
            let enough = far.abs() >= SCROLL_STEP;
            ui.data_mut(|data| data.insert_temp(id, if enough { 0.0 } else { far }));
            scroll = if enough { far } else { 0.0 };
        }
        if scroll != 0.0 {
            let factor = (-f64::from(scroll) / 240.0).exp();
            self.zoom(ctx, at, factor, axes);
        }
    }

    /// The left button draws a frame; the middle or right one, or Shift, moves the plot.
    fn drag(&self, ui: &Ui, ctx: &mut Ctx<'_>, response: &Response) {
        let shift = ui.input(|input| input.modifiers.shift);
        let moving = response.dragged_by(PointerButton::Middle)
            || response.dragged_by(PointerButton::Secondary)
            || (shift && response.dragged());
        if response.drag_started() || response.drag_stopped() {
            ctx.send(Command::Settle);
        }
        if moving {
            let by = response.drag_delta();
            let by = match self.across {
                // Periods move in steps, when the pointer has come as far as one.
                Across::Time => vec2(self.steps(ui, response, by.x), by.y),
                _ => by,
            };
            if by != Vec2::ZERO {
                send(ctx, gestures::pan(self.area, self.across, self.periods, by));
            }
            return;
        }
        let origin = ui.input(|input| input.pointer.press_origin());
        let id = response.id.with("frame");
        if response.drag_started_by(PointerButton::Primary)
            && let Some(origin) = origin.filter(|at| self.area.rect.contains(*at))
        {
            ui.data_mut(|data| data.insert_temp(id, origin));
        }
        let Some(origin) = ui.data(|data| data.get_temp::<Pos2>(id)) else {
            return;
        };
        let Some(at) = response
            .interact_pointer_pos()
            .or_else(|| ui.input(|i| i.pointer.latest_pos()))
        else {
            return;
        };
        let frame = self.frame(origin, at);
        if response.drag_stopped() {
            ui.data_mut(|data| data.remove::<Pos2>(id));
            if frame.width().min(frame.height()) >= SHORTEST_FRAME {
                let to = gestures::into_frame(self.area, self.across, self.periods, frame);
                send(ctx, to);
            }
        } else if response.dragged() {
            let p = colours(ui);
            let fill = p.accent.gamma_multiply(0.12);
            let edge = Stroke::new(1.0, p.accent);
            ui.painter()
                .rect(frame, 0.0, fill, edge, egui::StrokeKind::Inside);
        } else {
            ui.data_mut(|data| data.remove::<Pos2>(id));
        }
    }

    /// From `origin` to `at`; a flat drag takes all of the other axis.
    fn frame(&self, origin: Pos2, at: Pos2) -> Rect {
        let plot = self.area.rect;
        let mut frame = Rect::from_two_pos(origin, plot.clamp(at));
        if self.across == Across::Rows
            || frame.width() < 2.0 * SHORTEST_FRAME && frame.height() > 4.0 * SHORTEST_FRAME
        {
            frame.set_left(plot.left());
            frame.set_right(plot.right());
        } else if frame.height() < 2.0 * SHORTEST_FRAME && frame.width() > 4.0 * SHORTEST_FRAME {
            frame.set_top(plot.top());
            frame.set_bottom(plot.bottom());
        }
        frame
    }

    /// What was dragged across since the last step, when that is a step's width; else 0.
    fn steps(&self, ui: &Ui, response: &Response, by: f32) -> f32 {
        let id = response.id.with("steps");
        let far = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0) + by;
        let shown = self
            .periods
            .iter()
            .filter(|p| self.area.x.shows(p.middle()));
        let step = self.area.rect.width() / shown.count().max(2) as f32;
        let (left, out) = match far.abs() >= step {
            true => (0.0, far),
            false => (far, 0.0),
        };
        ui.data_mut(|data| data.insert_temp(id, left));
        out
    }

    /// + and −, arrows, 0.
    fn keys(&self, ui: &Ui, ctx: &mut Ctx<'_>, response: &Response) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let middle = self.area.rect.center();
        if pressed(Key::Plus) || pressed(Key::Equals) {
            self.zoom(ctx, middle, CLOSER, self.both());
        }
        if pressed(Key::Minus) {
            self.zoom(ctx, middle, 1.0 / CLOSER, self.both());
        }
        if pressed(Key::Num0) {
            ctx.send(Command::Chart(ChartEdit::ResetZoom));
        }
        let moves = [
            (Key::ArrowLeft, vec2(PAN, 0.0)),
            (Key::ArrowRight, vec2(-PAN, 0.0)),
            (Key::ArrowUp, vec2(0.0, PAN)),
            (Key::ArrowDown, vec2(0.0, -PAN)),
        ];
        for (key, by) in moves {
            if pressed(key) {
                send(ctx, gestures::pan(self.area, self.across, self.periods, by));
            }
        }
        if pressed(Key::Escape) && !ctx.view.chart.highlight.is_empty() {
            ctx.send(Command::Chart(ChartEdit::ClearHighlight));
        }
    }
}

fn send(ctx: &mut Ctx<'_>, to: Zoom) {
    if to != Zoom::default() {
        ctx.send(Command::Chart(ChartEdit::Zoom(to)));
    }
}

/// Buttons in the figure's corner: there for the keyboard always, seen while the pointer or the focus is near or
/// something is zoomed.
fn tools_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    stage: &Stage<'_>,
    zoom: bool,
    annotations: bool,
    figure: &Response,
) {
    let zoomed = is_zoomed(stage.spec);
    let mut tools: Vec<(Icon, &'static str, bool)> = Vec::new();
    if annotations {
        tools.push((Icon::Note, "annotate-add", true));
    }
    if zoom {
        tools.push((Icon::Plus, "figure-closer", true));
        tools.push((Icon::Minus, "figure-further", true));
        tools.push((Icon::Fit, "figure-all", zoomed));
    }
    if tools.is_empty() {
        return;
    }
    let size = vec2(28.0 * tools.len() as f32 + 8.0, 32.0);
    let corner = stage.rect.right_top() + vec2(-size.x - 6.0, 6.0);
    let bar = Rect::from_min_size(corner, size);
    let near = ui.rect_contains_pointer(stage.rect) || figure.has_focus() || zoomed;
    let id = figure.id.with("tools-seen");
    let focused = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let seen = near || focused || annotate::placing(ui);
    let mut bar_ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(bar.shrink2(vec2(4.0, 2.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    if seen {
        let p = colours(ui);
        let edge = Stroke::new(1.0, p.line);
        ui.painter()
            .rect(bar, 8.0, p.raised, edge, egui::StrokeKind::Inside);
    } else {
        bar_ui.set_opacity(0.0);
    }
    bar_ui.spacing_mut().item_spacing.x = 0.0;
    let mut any_focus = false;
    for (icon, name, enabled) in tools {
        let response = icon_button(&mut bar_ui, icon, &ctx.tr(name), enabled);
        any_focus |= response.has_focus();
        if response.clicked() {
            press(ui, ctx, stage, name);
        }
    }
    if any_focus != focused {
        ui.data_mut(|data| data.insert_temp(id, any_focus));
        ui.ctx().request_repaint();
    }
}

/// What a button of the corner does.
fn press(ui: &Ui, ctx: &mut Ctx<'_>, stage: &Stage<'_>, name: &str) {
    let Some(area) = &stage.area else {
        return;
    };
    let periods = timeline::periods(ctx);
    let zoomer = Zoomer {
        area,
        across: across(stage.spec.kind),
        periods: &periods,
    };
    let middle = area.rect.center();
    match name {
        "annotate-add" => annotate::start(ui, ctx, stage, area),
        "figure-closer" => zoomer.zoom(ctx, middle, CLOSER, zoomer.both()),
        "figure-further" => zoomer.zoom(ctx, middle, 1.0 / CLOSER, zoomer.both()),
        _ => ctx.send(Command::Chart(ChartEdit::ResetZoom)),
    }
}
