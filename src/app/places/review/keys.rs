//! The review by keyboard.

use egui::{Key, Modifiers, Ui};

use super::Shown;
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{composing, floating};
use crate::import::{Role, RowKind, Rules, Why};

/// Keys of the review, unless a text field, an input method or something floating needs them.
pub(super) fn keys(ui: &Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    if composing(ui) || floating(ui) || ui.ctx().text_edit_focused() {
        return;
    }
    let focused = ui.memory(|memory| memory.focused()).is_some();
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, step) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::Home, i64::MIN / 2),
        (Key::End, i64::MAX / 2),
    ] {
        if pressed(key) {
            step_row(ctx, shown, step);
        }
    }
    for (key, step) in [(Key::ArrowRight, 1), (Key::ArrowLeft, -1)] {
        if pressed(key) {
            step_caret(ctx, shown, step);
        }
    }
    // A button that has the focus takes Enter as a click.
    if pressed(Key::S) || (!focused && pressed(Key::Enter)) {
        ctx.send(Command::Review(ReviewEdit::Split));
    }
    if pressed(Key::M) || pressed(Key::Backspace) {
        ctx.send(Command::Review(ReviewEdit::MergeUp));
    }
    if pressed(Key::N) {
        next_issue(ctx, shown);
    }
    for (key, role) in [
        (Key::H, Role::Head),
        (Key::J, Role::SubHead),
        (Key::K, Role::Measure),
        (Key::L, Role::Kept(Why::Aside)),
    ] {
        if pressed(key) {
            ctx.send(Command::Review(ReviewEdit::Role(role)));
        }
    }
    let digits = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
    ];
    let takes_category = matches!(
        shown.draft.pieces.get(shown.piece).map(|piece| piece.role),
        Some(Role::Head | Role::Measure)
    );
    for (key, rule) in digits.into_iter().zip(&Rules::built_in().categories) {
        if pressed(key) && takes_category {
            ctx.send(Command::Review(ReviewEdit::Category(Some(rule.id.clone()))));
        }
    }
    if pressed(Key::Num0) && takes_category {
        ctx.send(Command::Review(ReviewEdit::Category(None)));
    }
}

/// Selects the row this many further down the tree; clamped.
fn step_row(ctx: &mut Ctx<'_>, shown: &Shown<'_>, step: i64) {
    let rows = &shown.outline.rows;
    let Some(now) = shown.outline.row_of(shown.piece) else {
        return;
    };
    let last = rows.len() as i64 - 1;
    let next = (now as i64).saturating_add(step).clamp(0, last.max(0));
    if let Some(row) = rows.get(next as usize) {
        ctx.send(Command::Review(ReviewEdit::Select(row.piece)));
    }
}

/// Puts the caret at the next place the piece may be cut at; over its end, at the first again.
fn step_caret(ctx: &mut Ctx<'_>, shown: &Shown<'_>, step: i64) {
    let cuts = shown.draft.cuts(shown.piece);
    let next = match (shown.caret, step) {
        (Some(at), 1..) => cuts.iter().find(|cut| **cut > at).or(cuts.first()),
        (Some(at), _) => cuts.iter().rfind(|cut| **cut < at).or(cuts.last()),
        (None, 1..) => cuts.first(),
        (None, _) => cuts.last(),
    };
    if let Some(at) = next {
        ctx.send(Command::Review(ReviewEdit::Caret(*at)));
    }
}

/// Selects the next piece that something is odd about.
pub(super) fn next_issue(ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let mut pieces = shown.outline.issues.iter().filter_map(|issue| issue.piece);
    let next = pieces
        .clone()
        .find(|piece| *piece > shown.piece)
        .or_else(|| pieces.next());
    // Without one, the place to look is where measures should be.
    let first_kept = || {
        shown
            .outline
            .rows
            .iter()
            .find(|row| matches!(row.kind, RowKind::Kept(_)))
    };
    if let Some(piece) = next.or_else(|| first_kept().map(|row| row.piece)) {
        ctx.send(Command::Review(ReviewEdit::Select(piece)));
    }
}
