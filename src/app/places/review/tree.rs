//! The tree: heads, sub-heads, measures and what is kept, a line each.

use egui::{Id, ScrollArea, Ui};

use super::Shown;
use super::text::{role_text, why_text};
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{caption, centred, colours, list_row, one_line};
use crate::import::{Row, RowKind};
use crate::text::tr;
use crate::theme::{heavy, regular, size, space};

/// Height of a line.
const ROW: f32 = 28.0;

/// What the tree showed in the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    row: usize,
    offset: f32,
}

/// The tree.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let p = colours(ui);
    let edge = ui.max_rect();
    ui.painter().vline(
        edge.right() - 0.5,
        edge.y_range(),
        egui::Stroke::new(1.0, p.line),
    );
    ui.spacing_mut().item_spacing.y = 0.0;
    let rows = &shown.outline.rows;
    let selected = shown.outline.row_of(shown.piece);
    let id = Id::unique("review-tree-seen");
    let seen = ui
        .data(|data| data.get_temp::<Seen>(id))
        .unwrap_or_default();
    let mut area = ScrollArea::vertical()
        .id_salt("review-tree")
        .auto_shrink(false);
    // The selection is kept in sight when it moves.
    if let Some(row) = selected.filter(|row| *row != seen.row) {
        let (top, height) = (row as f32 * ROW, ui.available_height());
        if top < seen.offset || top + ROW > seen.offset + height {
            area = area.vertical_scroll_offset((top - 0.4 * height).max(0.0));
        }
    }
    let odd: std::collections::HashSet<usize> = shown
        .outline
        .issues
        .iter()
        .filter_map(|issue| issue.piece)
        .collect();
    let output = area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for index in range {
            let Some(row) = rows.get(index) else { continue };
            if row_ui(
                ui,
                ctx,
                row,
                selected == Some(index),
                odd.contains(&row.piece),
            )
            .clicked()
            {
                ctx.send(Command::Review(ReviewEdit::Select(row.piece)));
            }
        }
    });
    if rows.is_empty() {
        caption(ui, &ctx.tr("import-error-empty"));
    }
    let now = Seen {
        row: selected.unwrap_or(0),
        offset: output.state.clamped_offset().y,
    };
    ui.data_mut(|data| data.insert_temp(id, now));
}

fn row_ui(ui: &mut Ui, ctx: &Ctx<'_>, row: &Row, selected: bool, odd: bool) -> egui::Response {
    let p = colours(ui);
    let tag = match row.kind {
        RowKind::Kept(why) => Some(why_text(why, ctx.lang)),
        RowKind::Fact(role) => Some(role_text(role, ctx.lang)),
        _ => None,
    };
    let (font, ink) = match row.kind {
        RowKind::Head => (heavy(size::BODY), p.ink),
        RowKind::SubHead => (regular(size::BODY), p.ink),
        RowKind::Measure(_) => (regular(size::BODY), p.ink_soft),
        RowKind::Kept(_) | RowKind::Fact(_) => (regular(size::SMALL), p.ink_faint),
    };
    let mark = if odd {
        tr(ctx.lang, "review-odd")
    } else {
        "".into()
    };
    let name = [tag.as_deref().unwrap_or(""), &row.number, &row.text, &mark];
    let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
    list_row(ui, &name.join(" "), selected, ROW, space::L, |cell| {
        let rect = cell.rect;
        let painter = cell.ui.painter();
        let mut x = rect.left() + row.level as f32 * space::L;
        let mut right = rect.right();
        if odd {
            let galley = one_line(cell.ui, &mark, regular(size::SMALL), p.warn, 80.0);
            right -= galley.size().x;
            painter.galley(centred(rect, right, &galley), galley, p.warn);
            right -= space::S;
        }
        if let Some(tag) = &tag {
            let galley = one_line(
                cell.ui,
                tag,
                regular(size::SMALL),
                p.ink_faint,
                0.4 * rect.width(),
            );
            right -= galley.size().x;
            painter.galley(centred(rect, right, &galley), galley, p.ink_faint);
            right -= space::S;
        }
        if !row.number.is_empty() {
            let galley = one_line(
                cell.ui,
                &row.number,
                regular(size::SMALL),
                p.ink_faint,
                64.0,
            );
            let width = galley.size().x.max(22.0);
            painter.galley(centred(rect, x, &galley), galley, p.ink_faint);
            x += width + 6.0;
        }
        let galley = one_line(cell.ui, &row.text, font, ink, right - x);
        painter.galley(centred(rect, x, &galley), galley, ink);
    })
}
