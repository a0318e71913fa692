//! The place by keyboard: from measure to measure, from document to document, and back out of what is read.

use egui::{Key, Modifiers, Ui};

use super::super::{Ctx, search_field_id};
use super::reading;
use crate::app::command::Command;
use crate::app::state::Place;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{composing, floating};

/// Measures a page key goes past.
const PAGE: i64 = 10;

/// Keys of the place, unless another text field, an input method or something floating needs them.
pub(super) fn keys(ui: &Ui, ctx: &mut Ctx<'_>) {
    let focused = ui.memory(|memory| memory.focused());
    let typing = ui.ctx().text_edit_focused();
    let own = focused == Some(search_field_id(Place::Policies));
    // Escape first leaves the field, which egui does before this.
    let before = ui.scope_id().with("typing");
    let typed = ui.data(|data| data.get_temp::<bool>(before)) == Some(true);
    ui.data_mut(|data| data.insert_temp(before, typing));
    if composing(ui) || floating(ui) || (typing && !own) {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, step) in [(Key::PageDown, 1), (Key::PageUp, -1)] {
        if pressed(Modifiers::COMMAND, key) {
            ctx.send(Command::Policies(PoliciesEdit::StepDocument(step)));
        }
    }
    let mut steps = vec![
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE),
        (Key::PageUp, -PAGE),
    ];
    // The search field needs these itself.
    if !typing {
        steps.extend([(Key::Home, -i64::MAX), (Key::End, i64::MAX)]);
    }
    for (key, step) in steps {
        if pressed(Modifiers::NONE, key)
            && let Some(measure) = reading::step(ctx, step)
        {
            ctx.send(Command::Policies(PoliciesEdit::Read(Some(measure))));
        }
    }
    let reads = ctx.view.policies.measure.is_some();
    if !typing && !typed && reads && pressed(Modifiers::NONE, Key::Escape) {
        ctx.send(Command::Policies(PoliciesEdit::Read(None)));
    }
}
