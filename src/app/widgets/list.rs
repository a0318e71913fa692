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

/// A list row over the whole width: selected ground, accent bar, hairline below. `name` is its accessible name.
pub fn list_row(
    ui: &mut Ui,
    name: &str,
    selected: bool,
    height: f32,
    paint: impl FnOnce(&Row<'_>),
) -> Response {
    let p = colours(ui);
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::click());
    if ui.is_rect_visible(rect) {
        if selected || response.hovered() {
            let fill = if selected { p.selected } else { p.rail };
            ui.painter().rect_filled(rect, 0.0, fill);
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
        let inner = rect.shrink2(Vec2::new(space::L, 0.0));
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
    egui::Frame::new()
        .fill(p.rail)
        .corner_radius(8.0)
        .inner_margin(egui::Margin::symmetric(8, 2))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(28.0);
                let (icon, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
                Icon::Search.paint(ui.painter(), icon.shrink(1.0), p.ink_faint);
                let room = ui.available_width() - if text.is_empty() { 0.0 } else { 32.0 };
                let field = TextEdit::singleline(&mut edited)
                    .id(id)
                    .frame(egui::Frame::NONE)
                    .font(regular(size::BODY))
                    .hint_text(egui::RichText::new(hint).color(p.ink_faint))
                    .char_limit(200)
                    .desired_width(room.max(40.0));
                if ui.add(field).changed() {
                    changed = Some(edited.clone());
                }
                if !text.is_empty() && button::icon_button(ui, Icon::Close, clear, true).clicked() {
                    changed = Some(String::new());
                }
            });
        });
    changed
}
