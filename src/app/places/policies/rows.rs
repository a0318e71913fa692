//! Rows of any heights, of which only those in sight are painted: a hundred thousand scroll like ten. What all rows and
//! cards of measures have in common.

use std::ops::Deref;

use egui::accesskit::Role;
use egui::style::ScrollAnimation;
use egui::{
    Id, Rangef, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::super::Ctx;
use crate::app::command::Command;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{colours, focus_ring};
use crate::model::{Lang, Measure};
use crate::theme::space;

/// What a layout was made for: the same thing shown, at the same width, in the same language.
#[derive(Debug)]
pub struct LaidFor<P>(pub(super) P, pub(super) f32, pub(super) Lang);

impl<P: Deref> PartialEq for LaidFor<P> {
    fn eq(&self, other: &Self) -> bool {
        let same = std::ptr::addr_eq(&raw const *self.0, &raw const *other.0);
        same && (self.1, self.2) == (other.1, other.2)
    }
}

/// Where rows begin and end: the top of each, and at the end the bottom of the last.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tops {
    /// Each where it stands.
    Any(Vec<f32>),
    /// All of one height, and how many.
    Even(f32, usize),
}

impl Tops {
    /// Rows of these heights, one under the other.
    pub(super) fn new(heights: impl IntoIterator<Item = f32>) -> Self {
        let mut tops = vec![0.0];
        let mut y = 0.0;
        for height in heights {
            y += height;
            tops.push(y);
        }
        Self::Any(tops)
    }

    /// `n` rows of one height.
    pub(super) fn even(height: f32, n: usize) -> Self {
        Self::Even(height, n)
    }

    /// How many rows.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Any(tops) => tops.len() - 1,
            Self::Even(_, n) => *n,
        }
    }

    /// All of them together.
    pub(super) fn height(&self) -> f32 {
        match self {
            Self::Any(tops) => tops.last().copied().unwrap_or(0.0),
            Self::Even(height, n) => height * *n as f32,
        }
    }

    /// Top and bottom of a row.
    pub(super) fn span(&self, row: usize) -> Option<(f32, f32)> {
        match self {
            Self::Any(tops) => Some((*tops.get(row)?, *tops.get(row + 1)?)),
            Self::Even(height, n) => {
                let top = row as f32 * height;
                (row < *n).then_some((top, top + height))
            }
        }
    }

    /// The rows between `top` and `bottom`, those cut through included.
    pub(super) fn between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let (first, last) = match self {
            Self::Any(tops) => (
                tops.partition_point(|y| *y <= top).saturating_sub(1),
                tops.partition_point(|y| *y < bottom),
            ),
            Self::Even(height, _) => (
                (top / height).floor().max(0.0) as usize,
                (bottom / height).ceil().max(0.0) as usize,
            ),
        };
        first.min(self.len())..last.min(self.len())
    }
}

/// What a scroll area showed in the last frame.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    offset: f32,
    selected: Option<usize>,
    rows: usize,
}

/// Top and bottom of the selected row, if it changed since the last frame.
fn newly_selected(ui: &Ui, id: Id, selected: Option<(&Tops, usize)>) -> Option<(f32, f32)> {
    let (tops, row) = selected?;
    let seen = ui.data(|data| data.get_temp::<Seen>(id));
    let seen = seen.unwrap_or_default();
    if seen.selected == Some(row) && seen.rows == tops.len() {
        return None;
    }
    tops.span(row)
}

/// A little of the neighbours shows that there are more.
const CLEAR: f32 = 24.0;

/// Where to scroll so that the selected row is in sight, if it changed since the last frame.
fn scroll_to(ui: &Ui, id: Id, selected: Option<(&Tops, usize)>) -> Option<f32> {
    let (top, bottom) = newly_selected(ui, id, selected)?;
    let seen = ui.data(|data| data.get_temp::<Seen>(id));
    let seen = seen.unwrap_or_default();
    let room = ui.available_height();
    let clear = CLEAR.min(0.2 * room);
    if top - clear < seen.offset {
        Some((top - clear).max(0.0))
    } else if bottom + clear > seen.offset + room {
        Some((bottom + clear - room).min(top).max(0.0))
    } else {
        None
    }
}

/// Where rows scroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scroll {
    /// By themselves, in all the room there is.
    Own,
    /// With the page they are on, which is in a scroll area.
    Page,
}

/// Paints something `height` high, by its rectangle and which part of it is in sight, from its top. `selected`, a row of
/// those in one `column` of the rectangle, is kept in sight when it changes.
pub(super) fn scrolled(
    ui: &mut Ui,
    id: Id,
    scroll: Scroll,
    height: f32,
    selected: Option<(&Tops, usize)>,
    column: impl Fn(Rect) -> Rect,
    paint: impl FnOnce(&mut Ui, Rect, Rangef),
) {
    let offset = match scroll {
        Scroll::Own => {
            let mut area = ScrollArea::vertical().id_salt(id).auto_shrink(false);
            if let Some(offset) = scroll_to(ui, id, selected) {
                area = area.vertical_scroll_offset(offset);
            }
            let out = area.show_viewport(ui, |ui, viewport| {
                ui.set_height(height);
                let all = ui.max_rect();
                paint(ui, all, viewport.y_range());
            });
            out.state.clamped_offset().y
        }
        Scroll::Page => {
            let room = vec2(ui.available_width(), height);
            let (all, _) = ui.allocate_exact_size(room, Sense::hover());
            if let Some((top, bottom)) = newly_selected(ui, id, selected) {
                reveal(ui, column(all), top, bottom);
            }
            let seen = in_sight(ui, all);
            paint(ui, all, seen);
            0.0
        }
    };
    let seen = Seen {
        offset,
        selected: selected.map(|(_, row)| row),
        rows: selected.map_or(0, |(tops, _)| tops.len()),
    };
    ui.data_mut(|data| data.insert_temp(id, seen));
}

/// Paints the rows in sight, each by `row` in a rectangle of its own. `selected` is kept in sight when it changes.
pub(super) fn rows_in(
    ui: &mut Ui,
    id: Id,
    scroll: Scroll,
    tops: &Tops,
    selected: Option<usize>,
    mut row: impl FnMut(&mut Ui, usize),
) {
    let selected = selected.map(|row| (tops, row));
    let paint = |ui: &mut Ui, all: Rect, seen: Rangef| {
        for i in tops.between(seen.min, seen.max) {
            let Some((top, bottom)) = tops.span(i) else {
                continue;
            };
            let rect = Rect::from_min_max(
                pos2(all.left(), all.top() + top),
                pos2(all.right(), all.top() + bottom),
            );
            let builder = UiBuilder::new().max_rect(rect).id_salt(i);
            ui.scope_builder(builder, |ui| row(ui, i));
        }
    };
    scrolled(ui, id, scroll, tops.height(), selected, |all| all, paint);
}

/// [`rows_in`] all the room there is.
pub(super) fn rows_ui(
    ui: &mut Ui,
    id: Id,
    tops: &Tops,
    selected: Option<usize>,
    row: impl FnMut(&mut Ui, usize),
) {
    rows_in(ui, id, Scroll::Own, tops, selected, row);
}

/// Which part of `all` is in sight, from its top.
fn in_sight(ui: &Ui, all: Rect) -> Rangef {
    let seen = ui.clip_rect();
    Rangef::new(seen.top() - all.top(), seen.bottom() - all.top())
}

/// Scrolls the page to what lies between `top` and `bottom` of `all`.
fn reveal(ui: &Ui, all: Rect, top: f32, bottom: f32) {
    let (top, bottom) = (all.top() + top - CLEAR, all.top() + bottom + CLEAR);
    let rect = Rect::from_x_y_ranges(all.x_range(), top..=bottom);
    ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
}

/// Takes pointer and focus for `measure` in `rect`: choosing it reads it. Gives what happened, and whether it is read.
pub(super) fn choice(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    rect: Rect,
    measure: &Measure,
    spoken: &str,
) -> (Response, bool) {
    let id = ui.scope_id().with(("measure", measure.id.as_str()));
    let response = ui.interact(rect, id, Sense::click());
    let read = ctx.view.policies.measure.as_ref() == Some(&measure.id);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, read, spoken));
    if response.clicked() {
        let edit = PoliciesEdit::Read(Some(measure.id.clone()));
        ctx.send(Command::Policies(edit));
    }
    (response, read)
}

/// [`choice`] of a row over all of `ui`, with its ground and the line under it; and whether it has a ground of its own.
pub(super) fn choice_row(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    measure: &Measure,
    spoken: &str,
) -> (Rect, Response, bool) {
    let p = colours(ui);
    let rect = ui.max_rect();
    let (response, read) = choice(ui, ctx, rect, measure, spoken);
    let wide = rect.expand2(vec2(space::S, 0.0));
    let lit = read || response.hovered();
    if lit {
        let fill = if read { p.selected } else { p.control };
        ui.painter().rect_filled(wide, 0.0, fill);
    }
    if read {
        let bar = Rect::from_min_size(wide.min, vec2(3.0, wide.height()));
        ui.painter().rect_filled(bar, 0.0, p.accent);
    }
    let line = Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    focus_ring(ui, &response, 0.0);
    (rect, response, lit)
}

/// What a measure is called.
pub(super) fn spoken(measure: &Measure, lang: Lang) -> String {
    let number = measure.number.as_deref().unwrap_or_default();
    format!("{number} {}", measure.text(lang)).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight() {
        let tops = Tops::new([10.0, 30.0, 20.0]);
        assert_eq!((tops.len(), tops.height()), (3, 60.0));
        assert_eq!(tops.between(0.0, 60.0), 0..3);
        assert_eq!(tops.between(0.0, 10.0), 0..1);
        assert_eq!(tops.between(10.0, 11.0), 1..2);
        assert_eq!(tops.between(39.0, 41.0), 1..3);
        assert_eq!(tops.between(70.0, 90.0), 3..3);
        assert_eq!(tops.span(2), Some((40.0, 60.0)));
        assert_eq!(tops.span(3), None);
        assert_eq!(Tops::new([]).between(0.0, 100.0), 0..0);
        let even = Tops::even(20.0, 100_000);
        assert_eq!(even.between(40.0, 61.0), 2..4);
        assert_eq!(even.between(1e7, 1e8), 100_000..100_000);
        assert_eq!(even.span(99_999), Some((1_999_980.0, 2_000_000.0)));
        assert_eq!(even.span(100_000), None);
    }
}
