//! Buttons, chips, tabs, links.

use egui::accesskit::Role;
use egui::scroll_area::ScrollBarVisibility;
use egui::style::ScrollAnimation;
use egui::{
    Button, Response, RichText, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::colours;
use crate::theme::{Icon, heavy, regular, size, space};

/// The one button of a view that does what the view is for.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let p = colours(ui);
    let text = RichText::new(text)
        .font(heavy(size::BODY))
        .color(p.on_accent);
    ui.add(
        Button::new(text)
            .fill(p.accent)
            .min_size(Vec2::new(0.0, 32.0)),
    )
}

/// Any other button.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    let p = colours(ui);
    ui.add(
        Button::new(RichText::new(text).color(p.ink))
            .fill(p.control)
            .min_size(Vec2::new(0.0, 32.0)),
    )
}

/// Text that does something, in the accent's colour.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let p = colours(ui);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::BODY), p.accent_ink);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.hovered() || response.has_focus() {
        ui.painter().hline(
            rect.x_range(),
            rect.bottom() - 2.0,
            Stroke::new(1.0, p.accent_ink),
        );
    }
    ui.painter().galley(rect.min, galley, p.accent_ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    response
}

/// An icon that does something; `name` is its tooltip and accessible name.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool) -> Response {
    let p = colours(ui);
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), sense);
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 6.0, p.selected);
    }
    focus_ring(ui, &response, 6.0);
    let ink = if enabled { p.ink_soft } else { p.disabled };
    icon.paint(ui.painter(), rect.shrink(6.0), ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(name)
}

/// A rounded choice that is on or off.
pub fn chip(ui: &mut Ui, text: &str, selected: bool) -> Response {
    let response = chip_paint(ui, text, selected);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, text));
    response
}

/// A chip that opens a menu; the sign is not part of its name.
pub fn menu_chip(ui: &mut Ui, text: &str, selected: bool) -> Response {
    let response = chip_paint(ui, &format!("{text} ▼"), selected);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, text));
    response
}

fn chip_paint(ui: &mut Ui, text: &str, selected: bool) -> Response {
    let p = colours(ui);
    let ink = if selected { p.accent_ink } else { p.ink_soft };
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL), ink);
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(galley.size().x + 20.0, 26.0), Sense::click());
    let fill = match (selected, response.hovered()) {
        (true, _) => p.accent_soft,
        (false, true) => p.control_lit,
        (false, false) => p.control,
    };
    ui.painter().rect_filled(rect, 8.0, fill);
    focus_ring(ui, &response, 8.0);
    ui.painter().galley(
        super::centred(rect, rect.left() + 10.0, &galley),
        galley,
        ink,
    );
    response
}

/// A line of chips of which one is on. Gives the one clicked.
pub fn segmented<T: Copy + PartialEq>(ui: &mut Ui, now: T, choices: &[(T, &str)]) -> Option<T> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
        for (value, text) in choices {
            if chip(ui, text, *value == now).clicked() {
                clicked = Some(*value);
            }
        }
    });
    clicked
}

/// Height of a tab.
const TAB: f32 = 36.0;
/// How often a tab is asked into sight: its row is not laid out for good in the first frame.
const ASKS: u8 = 3;

/// Tabs with a line under the one shown, always in one row: those without room are scrolled sideways. Gives the one
/// clicked.
pub fn tab_bar<T: Copy + PartialEq>(ui: &mut Ui, now: T, tabs: &[(T, String)]) -> Option<T> {
    let p = colours(ui);
    let mut clicked = None;
    // The line under all of them lies below the one under the tab shown.
    let line = ui.painter().add(Shape::Noop);
    // The tab shown is brought into sight when it or the room changes, not against who scrolls on.
    let key = ui.scope_id().with("tab-in-sight");
    let at = tabs.iter().position(|(value, _)| *value == now);
    let shown = (at, ui.available_width().to_bits());
    let asked = ui.data(|data| data.get_temp::<((Option<usize>, u32), u8)>(key));
    let asked = asked
        .filter(|(last, _)| *last == shown)
        .map_or(0, |(_, n)| n);
    ui.data_mut(|data| data.insert_temp(key, (shown, (asked + 1).min(ASKS))));
    let mut focused = false;
    let row = ui.scope(|ui| {
        ui.style_mut().always_scroll_the_only_direction = true;
        let area = ScrollArea::horizontal()
            .id_salt("tabs")
            .max_height(TAB)
            .auto_shrink(false);
        let hidden = ScrollBarVisibility::AlwaysHidden;
        area.scroll_bar_visibility(hidden).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                for (value, text) in tabs {
                    let selected = *value == now;
                    let response = tab_ui(ui, text, selected);
                    focused |= response.gained_focus();
                    if response.gained_focus() || (selected && asked < ASKS) {
                        response.scroll_to_me_animation(None, ScrollAnimation::none());
                    }
                    if response.clicked() {
                        clicked = Some(*value);
                    }
                }
            });
        });
    });
    // The row's own area takes what is asked for, up and down as well.
    if focused {
        ui.scroll_to_rect(row.response.rect, None);
    }
    let bottom = row.response.rect.bottom() - 0.5;
    let ends = [ui.max_rect().left(), ui.max_rect().right()].map(|x| egui::pos2(x, bottom));
    let stroke = Stroke::new(1.0, p.line);
    ui.painter().set(line, Shape::line_segment(ends, stroke));
    clicked
}

fn tab_ui(ui: &mut Ui, text: &str, selected: bool) -> Response {
    let p = colours(ui);
    let (font, ink) = match selected {
        true => (heavy(size::BODY), p.ink),
        false => (regular(size::BODY), p.ink_soft),
    };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ink);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, TAB), Sense::click());
    if selected {
        let line = egui::Rect::from_min_max(rect.left_bottom() - Vec2::new(0.0, 2.0), rect.max);
        ui.painter().rect_filled(line, 0.0, p.accent);
    } else if response.hovered() {
        let line = Stroke::new(1.0, p.ink_faint);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 1.0, line);
    }
    focus_ring(ui, &response, 4.0);
    ui.painter()
        .galley(super::centred(rect, rect.left(), &galley), galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, text));
    response
}

/// Shows where the keyboard is.
pub fn focus_ring(ui: &Ui, response: &Response, radius: f32) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, colours(ui).accent);
        ui.painter()
            .rect_stroke(response.rect, radius, stroke, StrokeKind::Inside);
    }
}
