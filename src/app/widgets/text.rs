//! Headings, captions, tags, facts, empty states.

use egui::accesskit::Role;
use egui::{Color32, FontId, Label, Response, RichText, Sense, Ui, Vec2, WidgetInfo};

use super::colours;
use crate::theme::{heavy, regular, size, space};

/// A page's title.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text)
        .font(heavy(size::TITLE))
        .color(colours(ui).ink);
    ui.add(Label::new(text).wrap())
}

/// A section's heading.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    ui.label(
        RichText::new(text)
            .font(heavy(size::HEADING))
            .color(colours(ui).ink),
    )
}

/// Small secondary text.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let ink = colours(ui).ink_faint;
    broken(ui, text, regular(size::SMALL), ink)
}

/// Text broken by the rules of Chinese typography, but by egui's where it flows on from what stands before it.
fn broken(ui: &mut Ui, text: &str, font: FontId, ink: Color32) -> Response {
    if ui.layout().main_wrap() {
        let text = RichText::new(text).font(font).color(ink);
        return ui.add(Label::new(text).wrap());
    }
    let width = ui.available_width();
    let job = crate::theme::wrap(ui.painter(), text, font, ink, width, usize::MAX);
    let response = ui.add(Label::new(job).extend());
    // It is spoken without the breaks.
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    response
}

/// Running text at the width of `ui`, broken by the rules of Chinese typography.
pub fn paragraph(ui: &mut Ui, text: &str) -> Response {
    let colour = colours(ui).ink;
    let font = regular(size::BODY);
    let mut job = crate::theme::wrap(
        ui.painter(),
        text,
        font,
        colour,
        ui.available_width(),
        usize::MAX,
    );
    for section in &mut job.sections {
        section.format.line_height = Some(size::BODY * 1.5);
    }
    ui.add(Label::new(job))
}

/// A heading with space above, as sections of a page are set apart; over as many lines as it needs.
pub fn section(ui: &mut Ui, text: &str, count: Option<usize>) {
    ui.add_space(space::L);
    match count {
        None => {
            broken(ui, text, heavy(size::HEADING), colours(ui).ink);
        }
        Some(count) => {
            ui.horizontal_wrapped(|ui| {
                heading(ui, text);
                caption(ui, &count.to_string());
            });
        }
    }
    ui.add_space(space::XS);
}

/// A small rounded label.
pub fn tag(ui: &mut Ui, text: &str, accent: bool) -> Response {
    let p = colours(ui);
    let (ink, fill) = if accent {
        (p.accent_ink, p.accent_soft)
    } else {
        (p.ink_soft, p.control)
    };
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL), ink);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + Vec2::new(16.0, 2.0), Sense::hover());
    ui.painter().rect_filled(rect, rect.height() / 2.0, fill);
    ui.painter().galley(
        super::centred(rect, rect.left() + 8.0, &galley),
        galley,
        ink,
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
    response
}

/// The width [`tag`] takes.
pub fn tag_width(ui: &Ui, text: &str) -> f32 {
    let colour = colours(ui).ink;
    ui.painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL), colour)
        .size()
        .x
        + 16.0
}

/// A name and its value, aligned with the rows above and below; both wrap.
pub fn fact_row(ui: &mut Ui, name: &str, value: &str) -> Response {
    let width = (0.3 * ui.available_width()).clamp(72.0, 168.0);
    fact_row_at(ui, width, name, value)
}

/// How wide the names of rows must be to stand on one line each, unless they would leave the values too little.
pub fn names_width<'a>(ui: &Ui, names: impl Iterator<Item = &'a str>) -> f32 {
    let most = 0.4 * ui.available_width();
    let ink = colours(ui).ink_soft;
    let widths = names.map(|name| super::one_line(ui, name, regular(size::BODY), ink, most));
    let widest = widths.map(|name| name.size().x.ceil()).fold(0.0, f32::max);
    widest.max(72.0)
}

/// As [`fact_row`], the name `width` wide.
pub fn fact_row_at(ui: &mut Ui, width: f32, name: &str, value: &str) -> Response {
    let p = colours(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(
            Vec2::new(width, 0.0),
            egui::Layout::top_down(egui::Align::Min),
            |ui| {
                ui.set_width(width);
                ui.add(Label::new(RichText::new(name).color(p.ink_soft)).wrap());
            },
        );
        broken(ui, value, regular(size::BODY), p.ink);
    })
    .response
}

/// Why a list is empty and what to do.
pub fn empty(ui: &mut Ui, what: &str, remedy: &str) {
    let p = colours(ui);
    ui.add_space(space::XXL);
    let margin = egui::Margin::symmetric(space::L as i8, 0);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            let what = RichText::new(what).font(heavy(size::BODY));
            ui.add(Label::new(what.color(p.ink_soft)).wrap());
            ui.add_space(space::XS);
            ui.add(Label::new(RichText::new(remedy).color(p.ink_soft)).wrap());
        });
    });
}

/// ` · ` between facts on one line, skipping what is empty.
pub fn bilingual_gap<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
