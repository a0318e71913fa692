//! Everything of a figure but its plot: title, subtitle, note, source, version.

use egui::{
    Align2, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::canvas::Canvas;
use super::{Tip, bar, line, links};
use crate::chart::frame::{Body, Frame};
use crate::chart::spec::FigureTheme;
use crate::theme::heavy;

/// Draws the figure into all of `ui.max_rect()`.
///
/// `zoom` is the size of the figure's layout points in ui points (1 when exporting); `interactive` adds hover.
pub fn figure_ui(
    ui: &mut Ui,
    frame: &Frame,
    theme: FigureTheme,
    zoom: f32,
    interactive: bool,
) -> Response {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &frame.summary));
    let pointer = response.hover_pos().filter(|_| interactive);
    // An id of its own keeps several figures of one window apart.
    let builder = UiBuilder::new().max_rect(rect).id_salt(response.id);
    let mut child = ui.new_child(builder);
    let mut canvas = Canvas::new(&mut child, rect, theme, zoom.max(0.01), pointer);
    let tip = draw(&mut canvas, rect, frame);
    if let Some(Tip(lines)) = tip {
        egui::Tooltip::for_widget(&response)
            .at_pointer()
            .show(|ui| {
                for (i, line) in lines.iter().enumerate() {
                    match i {
                        0 => ui.strong(line),
                        _ => ui.label(line),
                    };
                }
            });
    }
    response
}

fn draw(canvas: &mut Canvas<'_>, rect: Rect, frame: &Frame) -> Option<Tip> {
    canvas.painter.rect_filled(rect, 0.0, canvas.palette.raised);
    let inside = rect.shrink(canvas.sizes.margin);
    if !inside.is_positive() {
        return None;
    }
    let top = head(canvas, inside, frame);
    let bottom = foot(canvas, inside, frame);
    let plot = Rect::from_min_max(
        pos2(inside.left(), top + 1.5 * canvas.sizes.gap),
        pos2(inside.right(), bottom - canvas.sizes.gap),
    );
    if plot.height() < canvas.sizes.body || plot.width() < 4.0 * canvas.sizes.body {
        return None;
    }
    match &frame.body {
        Body::Lines {
            series,
            inverted,
            base,
        } => {
            let lines = line::Lines {
                series,
                inverted: *inverted,
                base: *base,
                lang: frame.lang,
            };
            line::draw(canvas, plot, &lines)
        }
        Body::Bars { rows } => bar::draw(canvas, plot, rows, frame.lang),
        Body::Links(diagram) => links::draw(canvas, plot, diagram, frame.lang),
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
    // A narrow figure puts the version below the source instead of beside it.
    let beside = version < 0.4 * inside.width();
    let room = match beside {
        true => inside.width() - version - 3.0 * gap,
        false => inside.width(),
    };
    let tight = inside.height() < 16.0 * height;
    let note = canvas.wrap(
        &frame.note,
        &small,
        inside.width(),
        if tight { 1 } else { 3 },
    );
    let source = canvas.wrap(&frame.source, &small, room, if tight { 1 } else { 2 });
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
