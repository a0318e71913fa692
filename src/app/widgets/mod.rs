//! The small parts every place is made of. They take what they show and give back a [`Response`]; none knows a command.

mod button;
mod facet;
mod index;
mod list;
mod number;
mod roving;
mod text;

pub use button::{
    chip, focus_ring, icon_button, link, menu_chip, primary_button, quiet_button, segmented,
    tab_bar,
};
pub use facet::{facet_more, facet_value};
pub use index::{index_facts, index_tree};
pub use list::{filter_field, floating_area, list_row, sensing_row, short_list};
pub use number::{
    FigureColumns, FigureTexts, extent, figure_parts, figure_row, figure_text, figure_tooltip,
    keep_longest, value_text,
};
pub use roving::{Roving, holds_focus};
pub use text::{
    bilingual_gap, caption, empty, fact_row, fact_row_at, heading, names_width, paragraph, section,
    tag, tag_width, title,
};

use egui::{Color32, Event, Galley, Popup, Pos2, Rect, Shape, Stroke, Ui, vec2};
use std::sync::Arc;

use crate::theme::{Palette, palette};

/// The colours of the theme `ui` is painted in.
pub fn colours(ui: &Ui) -> &'static Palette {
    palette(ui.theme())
}

/// Adds what lies on the ground of the window. That is what the window is cleared to; nobody paints it again, for where
/// a processor draws every pixel costs. What is scrolled fades into it all the same.
pub fn on_ground(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new().fill(colours(ui).ground);
    let info = egui::UiStackInfo::new(egui::UiKind::Frame).with_frame(frame);
    ui.scope_builder(egui::UiBuilder::new().ui_stack_info(info), add);
}

/// Paints a card and gives the part of `ui` that lies on it: what is scrolled there fades into the card's fill.
pub fn on_card(ui: &mut Ui, card: Rect, inside: Rect) -> Ui {
    let fill = colours(ui).raised;
    ui.painter().rect_filled(card, 8.0, fill);
    let frame = egui::Frame::new().fill(fill);
    let info = egui::UiStackInfo::new(egui::UiKind::Frame).with_frame(frame);
    let builder = egui::UiBuilder::new().max_rect(inside);
    ui.new_child(builder.ui_stack_info(info))
}

/// The margins of a page whose end is scrolled: none below, where it fades out.
pub fn page_margin(side: i8) -> egui::Margin {
    egui::Margin {
        left: side,
        right: side,
        top: 12,
        bottom: 0,
    }
}

/// Whether an input method composes: Enter, Esc and the arrows are then its own.
pub fn composing(ui: &Ui) -> bool {
    ui.input(|input| {
        let mut events = input.events.iter();
        events.any(|event| matches!(event, Event::Ime(_)))
    })
}

/// Whether a menu or a dialog floats above the place: keys are then its own.
pub fn floating(ui: &Ui) -> bool {
    Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some())
}

/// The triangle beside the name of the column that sorts a table: it points down from the largest.
pub fn sort_mark(ui: &Ui, centre: Pos2, descending: bool) {
    let tip = if descending { 3.0 } else { -3.0 };
    let corners = [(-3.5, -tip), (3.5, -tip), (0.0, tip)];
    let corners = corners.map(|(dx, dy)| centre + vec2(dx, dy)).to_vec();
    let mark = Shape::convex_polygon(corners, colours(ui).accent, Stroke::NONE);
    ui.painter().add(mark);
}

/// Lays `text` out on one line no wider than `width`, with `…` where it had to be cut.
pub fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    let galley = ui.painter().layout_job(job);
    let row = galley.rows.first().filter(|_| galley.elided);
    let Some(cut) = row.and_then(|row| latin(&row.text())) else {
        return galley;
    };
    // Put there by egui the sign is the Chinese one; laid out with its word it is the word's.
    let job = egui::text::LayoutJob::simple_singleline(cut, font, colour);
    let mut shaped = ui.painter().layout_job(job);
    let own = Arc::make_mut(&mut shaped);
    own.elided = true;
    own.job = galley.job.clone();
    shaped
}

/// A text that was cut, where it ends in Latin: after a letter the sign takes its form from the word, after anything
/// else it would be the Chinese one, so full stops stand for it.
fn latin(cut: &str) -> Option<String> {
    let kept = cut.trim_end_matches('…').trim_end();
    let last = kept.chars().next_back().filter(char::is_ascii)?;
    let sign = if last.is_ascii_alphabetic() {
        "…"
    } else {
        "..."
    };
    Some(format!("{kept}{sign}"))
}

/// Where a galley's top left corner goes so that it is vertically centred in `rect`.
pub fn centred(rect: Rect, x: f32, galley: &Galley) -> Pos2 {
    Pos2::new(x, rect.center().y - 0.5 * galley.size().y)
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;
    use crate::theme::{install_fonts, regular, size};

    #[test]
    fn a_cut_ends_in_the_sign_of_its_language() {
        let ctx = Context::default();
        install_fonts(&ctx);
        let mut seen = Vec::new();
        for _ in 0..2 {
            seen.clear();
            let output = ctx.run_ui(RawInput::default(), |ui| {
                for (text, whole, width) in [
                    ("Jiujiang Gongqingcheng", "Export…", 80.0),
                    ("国家高新技术产业开发区", "导出…", 80.0),
                ] {
                    let font = || regular(size::BODY);
                    let cut = one_line(ui, text, font(), Color32::BLACK, width);
                    assert!(cut.elided && cut.text() == text && cut.size().x <= width);
                    let whole =
                        ui.painter()
                            .layout_no_wrap(whole.to_owned(), font(), Color32::BLACK);
                    let last = |galley: &Galley| {
                        let row = galley.rows.first().unwrap();
                        row.glyphs.last().map(|glyph| (glyph.chr, glyph.uv_rect))
                    };
                    seen.push((last(&cut), last(&whole)));
                }
                let text = "× 10 000 000 000";
                let cut = one_line(ui, text, regular(size::BODY), Color32::BLACK, 80.0);
                assert!(cut.elided && cut.text() == text && cut.size().x <= 80.0);
                assert!(cut.rows[0].text().ends_with("0..."));
            });
            output.drop_without_applying_deltas();
        }
        for (cut, whole) in seen {
            assert_eq!(cut, whole);
        }
    }
}
