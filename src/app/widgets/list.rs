//! Rows of lists and the field that filters them.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo};

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
            let fill = if selected { p.selected } else { p.rail };
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
    ui.painter().rect_filled(rect, 8.0, p.rail);
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
            let field = ui.add(field);
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
