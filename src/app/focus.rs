//! Keeps in sight what the keyboard goes to.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, Id, Key};

/// What had the focus in the last frame, and whether keys moved it there.
#[derive(Clone, Copy, Default)]
struct Followed {
    id: Option<Id>,
    by_keys: bool,
}

/// To be called before anything is painted: what got the focus by a key and lies outside its scroll area is scrolled to,
/// as a screen reader would ask for it.
pub(super) fn follow(ctx: &Context) {
    const KEYS: [Key; 5] = [
        Key::Tab,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
    ];
    let key = Id::unique("focus-followed");
    let last = ctx.data(|data| data.get_temp::<Followed>(key));
    let last = last.unwrap_or_default();
    let id = ctx.memory(|memory| memory.focused());
    let by_keys = ctx.input(|input| match input.pointer.any_down() {
        true => false,
        false => last.by_keys || KEYS.iter().any(|key| input.key_pressed(*key)),
    });
    ctx.data_mut(|data| data.insert_temp(key, Followed { id, by_keys }));
    let moved = id.filter(|_| by_keys && id != last.id);
    let Some(response) = moved.and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let seen = response.interact_rect;
    if response.rect.width() - seen.width() > 1.0 || response.rect.height() - seen.height() > 1.0 {
        let request = ActionRequest {
            action: Action::ScrollIntoView,
            target_tree: TreeId::ROOT,
            target_node: response.id.accesskit_id(),
            data: None,
        };
        ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
        ctx.request_repaint();
    }
}
