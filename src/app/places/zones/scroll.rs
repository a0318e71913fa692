//! Keeps the selected row in sight when something other than the pointer selected it.

use egui::{Id, Ui};

use crate::model::EntityId;

/// What the list showed in the last frame.
#[derive(Clone, Debug, Default)]
struct Seen {
    zone: Option<EntityId>,
    rows: usize,
    offset: f32,
}

/// Where the list must be scrolled to, if its selection or length changed and the selected row is out of sight.
pub(super) fn to_selected(
    ui: &Ui,
    id: Id,
    zone: Option<&EntityId>,
    rows: usize,
    selected: Option<usize>,
    row_height: f32,
) -> Option<f32> {
    let seen = ui
        .data(|data| data.get_temp::<Seen>(id))
        .unwrap_or_default();
    if seen.zone.as_ref() == zone && seen.rows == rows {
        return None;
    }
    let top = selected? as f32 * row_height;
    offset(seen.offset, ui.available_height(), top, row_height)
}

/// The offset that shows the row at `top`, moved as little as possible for a step, to the middle for a jump; `None`
/// when it shows already.
fn offset(now: f32, height: f32, top: f32, row_height: f32) -> Option<f32> {
    let jump = (now - top).max(top + row_height - now - height);
    if jump > 1.5 * row_height {
        return Some((top - 0.5 * (height - row_height)).max(0.0));
    }
    // Rows at the edges fade: keep clear of them where there is room.
    let clear = (0.75 * row_height).min(0.25 * height);
    if top - clear < now {
        Some((top - clear).max(0.0))
    } else if top + row_height + clear > now + height {
        Some((top + row_height + clear - height).max(0.0))
    } else {
        None
    }
}

/// Remembers what the list shows now.
pub(super) fn remember(ui: &Ui, id: Id, zone: Option<&EntityId>, rows: usize, offset: f32) {
    let zone = zone.cloned();
    ui.data_mut(|data| data.insert_temp(id, Seen { zone, rows, offset }));
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn no_further_than_needed() {
        assert_eq!(offset(100.0, 200.0, 150.0, 32.0), None);
        assert_eq!(offset(100.0, 200.0, 64.0, 32.0), Some(40.0));
        assert_eq!(offset(100.0, 200.0, 300.0, 32.0), Some(156.0));
        assert_eq!(offset(100.0, 200.0, 1000.0, 32.0), Some(916.0));
        assert_eq!(offset(500.0, 200.0, 0.0, 32.0), Some(0.0));
        assert_eq!(offset(0.0, 200.0, 0.0, 32.0), Some(0.0));
    }
}
