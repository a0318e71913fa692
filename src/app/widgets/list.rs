//! Rows of lists and the field that filters them.

use egui::accesskit::Role;
use egui::{Rect, Response, ScrollArea, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo};

use super::{button, colours};
use crate::theme::{Icon, regular, size, space};

/// A row being painted: its rectangle inside the margins, to put cells into.
pub struct Row<'u> {
    /// The ui the row is painted in.
    pub ui: &'u Ui,
    /// The row without margins.
    pub rect: Rect,
    /// Whether it is selected.
    pub selected: bool,
}

/// A list row over the whole width: selected ground, accent bar, hairline below. `name` is its accessible name,
/// `inset` the space left and right of what is painted into it.
pub fn list_row(
    ui: &mut Ui,
    name: &str,
    selected: bool,
    height: f32,
    inset: f32,
    paint: impl FnOnce(&Row<'_>),
) -> Response {
    sensing_row(ui, Sense::click(), name, selected, height, inset, paint)
}

/// As [`list_row`], but of what it senses: of a long list only one row is on Tab's way.
pub fn sensing_row(
    ui: &mut Ui,
    sense: Sense,
    name: &str,
    selected: bool,
    height: f32,
    inset: f32,
    paint: impl FnOnce(&Row<'_>),
) -> Response {
    let p = colours(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), sense);
    if ui.is_rect_visible(rect) {
        if selected || response.hovered() {
            let fill = if selected { p.selected } else { p.control };
            // A row without an inset lines up with the text above; its ground reaches a little further.
            let ground = rect.expand2(Vec2::new((space::S - inset).max(0.0), 0.0));
            ui.painter().rect_filled(ground, 0.0, fill);
        }
        if selected {
            let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height()));
            ui.painter().rect_filled(bar, 0.0, p.accent);
        }
        ui.painter().hline(
            rect.x_range(),
            rect.bottom() - 0.5,
            Stroke::new(1.0, p.line),
        );
        button::focus_ring(ui, &response, 0.0);
        let inner = rect.shrink2(Vec2::new(inset, 0.0));
        paint(&Row {
            ui,
            rect: inner,
            selected,
        });
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, name));
    response
}

/// Shows a scroll area that shrinks with what it holds, never to less than the handle of its bar: egui fails when a
/// shorter bar is clicked while it fades.
pub fn short_list<R>(ui: &mut Ui, area: ScrollArea, add: impl FnOnce(&mut Ui) -> R) -> R {
    // A point more than the handle: the ends of the bar are rounded.
    let least = ui.spacing().scroll.handle_min_length + 1.0;
    let shown = area.show(ui, |ui| {
        ui.set_min_height(least);
        add(ui)
    });
    shown.inner
}

/// The area of a list in something that floats: as high as its rows need, `most` at most, and never higher than the
/// window. egui gives the inside of a floating thing the room it had before, so a list that was short once would stay so.
pub fn floating_area(ui: &Ui, most: f32) -> ScrollArea {
    let window = ui.ctx().content_rect().height();
    let most = most.min(window - 96.0).max(64.0);
    ScrollArea::vertical()
        .max_height(most)
        .min_scrolled_height(most)
}

/// A search field with an icon and a button that clears it. `text` is what stands in it now; gives the new text
/// when a person changed it.
pub fn filter_field(
    ui: &mut Ui,
    id: egui::Id,
    text: &str,
    hint: &str,
    clear: &str,
) -> Option<String> {
    let p = colours(ui);
    let mut edited = text.to_owned();
    let mut changed = None;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 32.0), Sense::hover());
    ui.painter().rect_filled(rect, 8.0, p.control);
    let icon = Rect::from_center_size(rect.left_center() + Vec2::new(17.0, 0.0), Vec2::splat(14.0));
    Icon::Search.paint(ui.painter(), icon, p.ink_faint);
    let inner = Rect::from_min_max(
        rect.min + Vec2::new(30.0, 0.0),
        rect.max - Vec2::new(4.0, 0.0),
    );
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(inner).layout(layout),
        |ui| {
            if !text.is_empty() && button::icon_button(ui, Icon::Close, clear, true).clicked() {
                changed = Some(String::new());
            }
            let field = TextEdit::singleline(&mut edited)
                .id(id)
                .frame(egui::Frame::NONE)
                .font(regular(size::BODY))
                .hint_text(egui::RichText::new(hint).color(p.ink_faint))
                .char_limit(200)
                .align(egui::Align2::LEFT_CENTER)
                .desired_width(ui.available_width());
            let field = ui.add(field).accessible_name(hint);
            if field.has_focus() {
                let stroke = Stroke::new(1.0, p.accent);
                ui.painter()
                    .rect_stroke(rect, 8.0, stroke, egui::StrokeKind::Inside);
            }
            if field.changed() {
                changed = Some(edited.clone());
            }
        },
    );
    changed
}

#[cfg(test)]
mod tests {
    use egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, vec2};

    use super::*;

    /// One frame of a list of so many rows; gives where it stands.
    fn frame(ctx: &Context, time: f64, rows: usize, event: Option<Event>) -> Rect {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, 300.0))),
            time: Some(time),
            events: event.into_iter().collect(),
            ..RawInput::default()
        };
        let mut place = Rect::NOTHING;
        let output = ctx.run_ui(input, |ui| {
            let area = ScrollArea::vertical()
                .max_height(100.0)
                .auto_shrink([false, true]);
            short_list(ui, area, |ui| {
                for n in 0..rows {
                    ui.label(n.to_string());
                }
            });
            place = ui.min_rect();
        });
        output.drop_without_applying_deltas();
        place
    }

    #[test]
    fn the_bar_of_a_list_that_has_become_empty_can_be_clicked() {
        let ctx = Context::default();
        let place = (0..9)
            .map(|n| frame(&ctx, f64::from(n), 50, None))
            .next_back();
        let pos = place.unwrap().right_top() + vec2(-3.0, 20.0);
        frame(&ctx, 9.0, 50, Some(Event::PointerMoved(pos)));
        let press = Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        // The bar is still there, and nothing to scroll.
        let place = frame(&ctx, 9.01, 0, Some(press));
        assert!(place.height() < 20.0);
    }
}
