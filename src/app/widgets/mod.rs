//! The small parts every place is made of. They take what they show and give back a [`Response`]; none knows a command.

mod button;
mod facet;
mod index;
mod list;
mod number;
mod roving;
mod text;

pub use crate::export::comparison::status_text;
pub use button::{
    chip, focus_ring, icon_button, link, primary_button, quiet_button, segmented, tab_bar,
};
pub use facet::{facet_more, facet_value};
pub use index::{index_facts, index_tree};
pub use list::{filter_field, list_row, sensing_row, short_list};
pub use number::{
    FigureColumns, extent, figure_row, figure_text, figure_tooltip, unit_text, value_text,
};
pub use roving::{Roving, holds_focus};
pub use text::{
    bilingual_gap, caption, empty, fact_row, heading, paragraph, section, tag, tag_width, title,
};

use egui::{Color32, Event, Galley, Popup, Pos2, Rect, Shape, Stroke, Ui, vec2};
use std::sync::Arc;

use crate::theme::{Palette, palette};

/// The colours of the theme `ui` is painted in.
pub fn colours(ui: &Ui) -> &'static Palette {
    palette(ui.theme())
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
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}

/// Like [`one_line`], but cut in the middle: names that are long are most alike where they begin.
pub fn one_line_middle(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    let chars: Vec<char> = text.chars().collect();
    let shortened = ui.painter().fonts_mut(|fonts| {
        let mut glyph = |c: char| fonts.glyph_width(&font, c);
        let whole: f32 = chars.iter().map(|c| glyph(*c)).sum();
        if whole <= width {
            return None;
        }
        let mut room = width - glyph('…');
        let (mut front, mut back) = (0, chars.len());
        while front < back {
            let from_front = front <= chars.len() - back;
            room -= glyph(chars[if from_front { front } else { back - 1 }]);
            if room < 0.0 {
                break;
            }
            match from_front {
                true => front += 1,
                false => back -= 1,
            }
        }
        let ends = chars[..front].iter().chain(&['…']).chain(&chars[back..]);
        Some(ends.collect::<String>())
    });
    one_line(
        ui,
        shortened.as_deref().unwrap_or(text),
        font,
        colour,
        width,
    )
}

/// Where a galley's top left corner goes so that it is vertically centred in `rect`.
pub fn centred(rect: Rect, x: f32, galley: &Galley) -> Pos2 {
    Pos2::new(x, rect.center().y - 0.5 * galley.size().y)
}
