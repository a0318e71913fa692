//! The values of a facet, and the word that unfolds the rest.

use egui::accesskit::Role;
use egui::{Id, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::{centred, colours, one_line};
use crate::model::Lang;
use crate::text::{tr, tr_args};
use crate::theme::{regular, size, space};

/// A quiet word that unfolds something.
fn small_link(ui: &mut Ui, text: &str) -> Response {
    let p = colours(ui);
    let room = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(room, 22.0), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let ink = if lit { p.accent_ink } else { p.ink_soft };
    let galley = one_line(ui, text, regular(size::SMALL), ink, room);
    ui.painter()
        .galley(centred(rect, rect.left(), &galley), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    response
}

/// The word that unfolds the values `hidden` at first and, once `all` are shown, folds them again; kept under `id`.
pub fn facet_more(ui: &mut Ui, id: Id, all: bool, hidden: usize, lang: Lang) {
    if hidden == 0 {
        return;
    }
    let text = match all {
        true => tr(lang, "facet-less").into_owned(),
        false => tr_args(lang, "facet-more", &[("n", hidden.into())]),
    };
    ui.add_space(2.0);
    let more = ui.push_id(id, |ui| small_link(ui, &text)).inner;
    if more.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !all));
    }
}

/// A value of a facet with how many choosing it gives.
pub fn facet_value(ui: &mut Ui, name: &str, count: usize, on: bool) -> Response {
    let p = colours(ui);
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 26.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let ground = rect.expand2(Vec2::new(space::S, 0.0));
        if on || response.hovered() || response.has_focus() {
            let fill = if on { p.accent_soft } else { p.control };
            ui.painter().rect_filled(ground, 6.0, fill);
        }
        if response.has_focus() {
            let stroke = Stroke::new(1.5, p.accent);
            let inside = StrokeKind::Inside;
            ui.painter().rect_stroke(ground, 6.0, stroke, inside);
        }
        let (ink, faint) = match (on, count) {
            (true, _) => (p.accent_ink, p.accent_ink),
            (false, 0) => (p.ink_faint, p.ink_faint),
            (false, _) => (p.ink, p.ink_faint),
        };
        let count = one_line(ui, &count.to_string(), regular(size::SMALL), faint, 48.0);
        let x = rect.right() - count.size().x;
        let room = x - rect.left() - space::S;
        let text = one_line(ui, name, regular(size::BODY), ink, room);
        let painter = ui.painter();
        painter.galley(centred(rect, rect.left(), &text), text, ink);
        painter.galley(centred(rect, x, &count), count, faint);
    }
    let spoken = format!("{name} {count}");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &spoken));
    response
}
