//! The place by keyboard: through the list, to the page, and to a zone by typing its name.

use egui::{Event, Id, Key, Modifiers, Ui};

use super::super::{Ctx, search_field_id};
use crate::app::command::Command;
use crate::app::derived::zones::ZoneList;
use crate::app::places::zone_page;
use crate::app::state::Place;
use crate::app::state::zones::{Layout, ZonesEdit};
use crate::app::widgets::{composing, floating, holds_focus};

/// Letters further apart than this begin a new name, in seconds.
const PAUSE: f64 = 1.0;

/// Keys of the list, unless a text field other than the list's own, an input method or something floating needs them.
/// `across` is how many cards stand side by side.
pub(super) fn keys(ui: &Ui, ctx: &mut Ctx<'_>, list: &ZoneList, across: usize) {
    let focused = ui.memory(|memory| memory.focused());
    let typing = ui.ctx().text_edit_focused();
    let own = focused == Some(search_field_id(Place::Zones));
    if composing(ui) || floating(ui) || (typing && !own) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let cards = ctx.view.zones.layout == Layout::Cards;
    let line = if cards { across.max(1) as i32 } else { 1 };
    for (key, step) in [
        (Key::ArrowDown, line),
        (Key::ArrowUp, -line),
        (Key::PageDown, 10 * line),
        (Key::PageUp, -10 * line),
    ] {
        if pressed(key) {
            ctx.send(Command::StepZone(step));
        }
    }
    // The search field needs these itself.
    if !typing {
        let ends = [(Key::Home, i32::MIN), (Key::End, i32::MAX)];
        let sideways = [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)];
        for (key, step) in ends
            .into_iter()
            .chain(sideways.into_iter().filter(|_| cards))
        {
            if pressed(key) {
                ctx.send(Command::StepZone(step));
            }
        }
        type_ahead(ui, ctx, list);
    }
    // A button that has the focus takes Enter as a click.
    let on_row = holds_focus(ui, super::list_id());
    if (focused.is_none() || own || on_row) && ctx.view.zone.is_some() && pressed(Key::Enter) {
        if let Some(id) = focused {
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        ctx.send(Command::Zones(ZonesEdit::Wide(false)));
        zone_page::request_focus(ui);
    }
    if !typing && !ctx.view.zones.wide && pressed(Key::Escape) {
        ctx.send(Command::Zones(ZonesEdit::Wide(true)));
    }
}

/// Letters typed one after another go to the zone whose name begins so.
fn type_ahead(ui: &Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    let (now, new): (f64, String) = ui.input(|input| {
        let texts = input.events.iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.as_str()),
            _ => None,
        });
        (input.time, texts.collect())
    });
    if new.is_empty() {
        return;
    }
    let id = Id::unique("zones-typed");
    let (mut typed, last) = ui
        .data(|data| data.get_temp::<(String, f64)>(id))
        .unwrap_or_default();
    if now - last > PAUSE {
        typed.clear();
    }
    typed.push_str(&new);
    // The space bar presses what has the focus; it begins no name.
    let name = typed.trim_start().to_owned();
    ui.data_mut(|data| data.insert_temp(id, (name.clone(), now)));
    if name.is_empty() {
        return;
    }
    let from = ctx.view.zone.as_ref();
    let zone = ctx.derived.zones.type_ahead(ctx.data, list, from, &name);
    if let Some(zone) = zone {
        ctx.send(Command::Zones(ZonesEdit::Point(zone)));
    }
}
