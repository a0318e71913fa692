//! The document's text, piece by piece, with what each piece is; and the names of roles and oddities.

use egui::accesskit::Role as Access;
use egui::text::{LayoutJob, TextFormat};
use egui::{Id, Pos2, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::Shown;
use super::derived::{GAP, LINE};
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{centred, colours, one_line};
use crate::import::{IssueKind, Role, Why, flow};
use crate::model::Lang;
use crate::text::{tr, tr_args};
use crate::theme::{Palette, heavy, regular, size, space};

/// Room left of the text for what a piece is.
fn margin(lang: Lang) -> f32 {
    match lang {
        Lang::Zh => 72.0,
        Lang::En => 88.0,
    }
}

/// What a kept piece is.
pub fn why_text(why: Why, lang: Lang) -> String {
    let id = match why {
        Why::Front => "kept-front",
        Why::Intro => "kept-intro",
        Why::Aim => "kept-aim",
        Why::PageNumber => "kept-page-number",
        Why::RunningHead => "kept-running-head",
        Why::Contents => "kept-contents",
        Why::Closing => "kept-closing",
        Why::Imprint => "kept-imprint",
        Why::Appendix => "kept-appendix",
        Why::Aside => "kept-aside",
    };
    tr(lang, id).into_owned()
}

/// What a piece is.
pub fn role_text(role: Role, lang: Lang) -> String {
    let id = match role {
        Role::Title => "role-title",
        Role::Number => "role-number",
        Role::Issuer => "role-issuer",
        Role::Date => "role-date",
        Role::Head => "role-head",
        Role::SubHead => "role-sub-head",
        Role::Measure => "role-measure",
        Role::Body => "role-body",
        Role::Responsible => "role-responsible",
        Role::Kept(why) => return why_text(why, lang),
    };
    tr(lang, id).into_owned()
}

/// What is odd.
pub fn issue_text(kind: &IssueKind, lang: Lang) -> String {
    let n = |id, n: u32| tr_args(lang, id, &[("n", n.into())]);
    match *kind {
        IssueKind::Missing { from, to } if from == to => n("issue-missing-one", from),
        IssueKind::Missing { from, to } => tr_args(
            lang,
            "issue-missing",
            &[("from", from.into()), ("to", to.into())],
        ),
        IssueKind::Doubled(number) => n("issue-doubled", number),
        IssueKind::OutOfOrder(number) => n("issue-out-of-order", number),
        IssueKind::Empty => tr(lang, "issue-empty").into_owned(),
        IssueKind::NoNumber => tr(lang, "issue-no-number").into_owned(),
        IssueKind::Count { declared, counted } => tr_args(
            lang,
            "issue-count",
            &[("declared", declared.into()), ("counted", counted.into())],
        ),
        IssueKind::NoMeasures => tr(lang, "issue-no-measures").into_owned(),
        IssueKind::NoTitle => tr(lang, "issue-no-title").into_owned(),
    }
}

/// What the text showed in the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    piece: usize,
    offset: f32,
}

/// The text.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let Some(draft) = ctx.view.review.draft.clone() else {
        return;
    };
    let width = ui.available_width() - margin(ctx.lang) - space::L;
    let flowed = ctx.derived.review.flowed(&draft, width);
    let id = Id::unique("review-text-seen");
    let seen = ui.data(|data| data.get_temp::<Seen>(id)).unwrap_or(Seen {
        piece: usize::MAX,
        offset: 0.0,
    });
    let mut area = ScrollArea::vertical()
        .id_salt("review-text")
        .auto_shrink(false);
    if seen.piece != shown.piece
        && let (Some(top), Some(end)) = (
            flowed.tops.get(shown.piece),
            flowed.tops.get(shown.piece + 1),
        )
    {
        let height = ui.available_height();
        if *top < seen.offset || *end > seen.offset + height {
            area = area.vertical_scroll_offset((top - 0.3 * height).max(0.0));
        }
    }
    let total = flowed.tops.last().copied().unwrap_or(0.0) + space::XL;
    let output = area.show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().min;
        ui.set_height(total);
        let first = flowed
            .tops
            .partition_point(|top| *top < viewport.top())
            .saturating_sub(1);
        for piece in first..draft.pieces.len() {
            let (Some(top), Some(end)) = (flowed.tops.get(piece), flowed.tops.get(piece + 1))
            else {
                break;
            };
            if *top > viewport.bottom() {
                break;
            }
            let at = Pos2::new(origin.x, origin.y + top);
            let rect = Rect::from_min_size(at, Vec2::new(ui.max_rect().width(), end - top));
            piece_ui(ui, ctx, shown, piece, &flowed.texts[piece], rect);
        }
    });
    let now = Seen {
        piece: shown.piece,
        offset: output.state.clamped_offset().y,
    };
    ui.data_mut(|data| data.insert_temp(id, now));
}

fn piece_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    shown: &Shown<'_>,
    piece: usize,
    text: &str,
    rect: Rect,
) {
    let p = colours(ui);
    let Some(role) = shown.draft.pieces.get(piece).map(|piece| piece.role) else {
        return;
    };
    let selected = piece == shown.piece;
    let response = ui.interact(rect, ui.scope_id().with(("piece", piece)), Sense::click());
    if selected || response.hovered() {
        ui.painter()
            .rect_filled(rect, 0.0, if selected { p.selected } else { p.control });
    }
    if selected {
        let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0.0, p.accent);
    }
    let room = margin(ctx.lang);
    let label = role_text(role, ctx.lang);
    let ink = if matches!(role, Role::Measure) {
        p.accent_ink
    } else {
        p.ink_faint
    };
    let galley = one_line(ui, &label, regular(size::SMALL), ink, room - 16.0);
    let aside = Rect::from_min_size(rect.min, Vec2::new(room, LINE + 0.5 * GAP));
    ui.painter()
        .galley(centred(aside, rect.left() + 10.0, &galley), galley, ink);
    let caret = shown.caret.filter(|_| selected);
    let job = job(
        shown,
        piece,
        text,
        role,
        caret,
        p,
        rect.width() - room - space::L,
    );
    let galley = ui.painter().layout_job(job);
    let at = rect.min + Vec2::new(room, 0.5 * GAP);
    response
        .widget_info(|| WidgetInfo::labeled(Access::Paragraph, true, format!("{label} {text}")));
    if response.clicked() {
        if selected && let Some(pointer) = response.interact_pointer_pos() {
            let index = galley.cursor_from_pos(pointer - at).index;
            if let Some(cut) = nearest_cut(shown, piece, text, index.0) {
                ctx.send(Command::Review(ReviewEdit::Caret(cut)));
            }
        } else {
            ctx.send(Command::Review(ReviewEdit::Select(piece)));
        }
    }
    ui.painter_at(rect).galley(at, galley, p.ink);
}

/// The words of a piece; the selected one is parted where it would be cut.
fn job(
    shown: &Shown<'_>,
    piece: usize,
    text: &str,
    role: Role,
    caret: Option<usize>,
    p: &Palette,
    width: f32,
) -> LayoutJob {
    let (font, ink) = match role {
        Role::Title | Role::Head => (heavy(size::BODY), p.ink),
        Role::SubHead => (heavy(size::BODY), p.ink_soft),
        Role::Measure | Role::Body | Role::Number | Role::Issuer | Role::Date => {
            (regular(size::BODY), p.ink)
        }
        Role::Responsible => (regular(size::BODY), p.ink_soft),
        Role::Kept(_) => (regular(size::BODY), p.ink_faint),
    };
    let format = |colour| TextFormat {
        line_height: Some(LINE),
        ..TextFormat::simple(font.clone(), colour)
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(40.0);
    let range = shown.draft.range(piece);
    let parts = caret.filter(|at| range.contains(at)).and_then(|at| {
        let slice = shown.draft.slice(piece);
        slice.split_at_checked(at - range.start)
    });
    match parts {
        Some((before, after)) => {
            job.append(&flow(before), 0.0, format(ink));
            job.append("┃", 0.0, format(p.accent));
            job.append(&flow(after), 0.0, format(ink));
        }
        None => job.append(text, 0.0, format(ink)),
    }
    job
}

/// The place to cut at that is nearest to character `index` of the words shown. White space may differ between these
/// and the text, all else does not.
fn nearest_cut(shown: &Shown<'_>, piece: usize, text: &str, index: usize) -> Option<usize> {
    let dark = |c: &char| !c.is_whitespace();
    let wanted = text.chars().take(index).filter(dark).count();
    let range = shown.draft.range(piece);
    let slice = shown.draft.slice(piece);
    let cuts = shown.draft.cuts(piece).into_iter();
    cuts.min_by_key(|cut| {
        let before = slice.get(..cut - range.start).unwrap_or("");
        before.chars().filter(dark).count().abs_diff(wanted)
    })
}
