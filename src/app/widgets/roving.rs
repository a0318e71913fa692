//! Of a long list one row is on Tab's way: Tab enters the list there and leaves it again, arrows go from row to row.

use std::ops::Range;

use egui::{EventFilter, Id, Response, Sense, Ui};

/// What had the focus in the last frame.
#[derive(Clone, Copy, Default)]
struct Held {
    /// The row's widget, if the focus was in the list.
    id: Option<Id>,
    /// Which row Tab stopped at.
    stop: Option<usize>,
}

/// The list in one frame.
#[derive(Clone, Copy)]
pub struct Roving {
    key: Id,
    stop: Option<usize>,
    last: Held,
}

impl Roving {
    /// The list `key` with these rows painted. Tab stops at `row`, or at the first one in sight.
    pub fn new(ui: &Ui, key: Id, row: Option<usize>, shown: &Range<usize>) -> Self {
        let first = (!shown.is_empty()).then_some(shown.start);
        let stop = row.filter(|row| shown.contains(row)).or(first);
        let last = ui.data(|data| data.get_temp(key)).unwrap_or_default();
        ui.data_mut(|data| data.insert_temp(key, Held { id: None, stop }));
        Self { key, stop, last }
    }

    /// What a row senses.
    pub fn sense(self, row: usize) -> Sense {
        match self.stop == Some(row) {
            true => Sense::click(),
            false => Sense::CLICK,
        }
    }

    /// To be called with the response of every row painted: the focus goes with the row Tab stops at.
    pub fn follow(self, ui: &Ui, row: usize, response: &Response) {
        if self.stop != Some(row) {
            return;
        }
        let focused = ui.memory(|memory| memory.focused());
        let was_here = self.last.id.is_some() && self.last.stop != self.stop;
        if was_here && (focused.is_none() || focused == self.last.id) {
            response.request_focus();
        }
        if response.has_focus() {
            let id = Some(response.id);
            let held = Held {
                id,
                stop: self.stop,
            };
            ui.data_mut(|data| data.insert_temp(self.key, held));
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
    }
}

/// Whether the focus is in the list `key`.
pub fn holds_focus(ui: &Ui, key: Id) -> bool {
    let held = ui.data(|data| data.get_temp::<Held>(key));
    let id = held.and_then(|held| held.id);
    id.is_some() && ui.memory(|memory| memory.focused()) == id
}
