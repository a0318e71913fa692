//! 录入: the document being taken in. The tree beside the text, what is proposed for the selected piece, what is odd.
//!
//! Everything a person does to the draft is a [`ReviewEdit`]; the tree and the proposals are derived from it.

mod derived;
mod details;
mod facts;
mod keys;
mod text;
mod tree;

use std::sync::Arc;

use egui::{Panel, RichText, Ui, Vec2};

use super::Ctx;
use crate::app::command::{Command, TakeIn};
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{
    caption, chip, colours, heading, icon_button, link, one_line, primary_button, quiet_button,
};
use crate::import::{Draft, IssueKind, Outline};
use crate::text::tr_args;
use crate::theme::{Icon, heavy, size, space};

pub use derived::ReviewDerived;
pub use text::issue_text;

/// Below this width the text gives way to tree and details.
const TEXT_FROM: f32 = 760.0;

/// What the parts of the review show.
struct Shown<'a> {
    draft: &'a Draft,
    outline: Arc<Outline>,
    /// The selected piece.
    piece: usize,
    caret: Option<usize>,
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    paste(ui, ctx);
    let Some(draft) = ctx.view.review.draft.clone() else {
        return intake_ui(ui, ctx);
    };
    let outline = ctx.derived.review.outline(&draft);
    let shown = Shown {
        draft: &draft,
        outline,
        piece: ctx
            .view
            .review
            .piece
            .min(draft.pieces.len().saturating_sub(1)),
        caret: ctx.view.review.caret,
    };
    keys::keys(ui, ctx, &shown);
    let frame = egui::Frame::new();
    let width = ui.available_width();
    Panel::top("review-head")
        .show_separator_line(false)
        .frame(frame.inner_margin(egui::Margin::symmetric(16, 10)))
        .show(ui, |ui| head_ui(ui, ctx, &shown));
    Panel::bottom("review-keys")
        .show_separator_line(false)
        .frame(frame.inner_margin(egui::Margin::symmetric(16, 6)))
        .show(ui, |ui| {
            caption(ui, &ctx.tr("review-keys"));
        });
    // In a narrow window the tree keeps half of it.
    let details = (0.27 * width).clamp(240.0, 340.0).min(0.5 * width);
    Panel::right("review-details")
        .exact_size(details)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| details::ui(ui, ctx, &shown));
    if width >= TEXT_FROM {
        Panel::left("review-tree")
            .exact_size((0.34 * width).clamp(240.0, 460.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| tree::ui(ui, ctx, &shown));
        egui::CentralPanel::no_frame().show(ui, |ui| text::ui(ui, ctx, &shown));
    } else {
        egui::CentralPanel::no_frame().show(ui, |ui| tree::ui(ui, ctx, &shown));
    }
}

/// The way in from the list of documents: a link at its right edge.
pub fn entry_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let text = match ctx.view.review.draft {
        Some(_) => "review-resume",
        None => "review-enter",
    };
    let text = ctx.tr(text);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if link(ui, &text).clicked() {
            ctx.send(Command::Review(ReviewEdit::Open));
        }
    });
}

/// A text pasted anywhere but into a field is a document.
fn paste(ui: &Ui, ctx: &mut Ctx<'_>) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let pasted = ui.input(|input| {
        let mut pastes = input.events.iter().filter_map(|event| match event {
            egui::Event::Paste(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        });
        pastes.next_back()
    });
    if let Some(text) = pasted {
        ctx.send(Command::TakeIn(TakeIn::Text(text)));
    }
}

/// Asks for a document.
fn intake_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    egui::CentralPanel::no_frame().show(ui, |ui| {
        let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.horizontal(|ui| {
                heading(ui, &ctx.tr("review-title"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button(ui, Icon::Close, &ctx.tr("close"), true).clicked() {
                        ctx.send(Command::Review(ReviewEdit::Close));
                    }
                });
            });
            ui.add_space(space::M);
            let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
            let (fill, line) = if hovering {
                (p.accent_soft, p.accent)
            } else {
                (p.raised, p.line)
            };
            egui::Frame::new()
                .fill(fill)
                .stroke(egui::Stroke::new(1.0, line))
                .corner_radius(8.0)
                .inner_margin(egui::Margin::symmetric(24, 40))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.vertical_centered(|ui| {
                        ui.label(
                            RichText::new(ctx.tr("review-drop"))
                                .font(heavy(size::HEADING))
                                .color(p.ink),
                        );
                        ui.add_space(space::XS);
                        caption(ui, &ctx.tr("review-drop-formats"));
                        ui.add_space(space::L);
                        if primary_button(ui, &ctx.tr("review-browse")).clicked() {
                            ctx.send(Command::TakeIn(TakeIn::Browse));
                        }
                        ui.add_space(space::S);
                        if quiet_button(ui, &ctx.tr("review-paste")).clicked() {
                            ctx.send(Command::TakeIn(TakeIn::AskPaste));
                        }
                    });
                });
            ui.add_space(space::M);
            caption(ui, &ctx.tr("review-promise"));
        });
    });
}

/// What is being taken in, how it counts, and what to do with it.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let p = colours(ui);
    let title = match shown.draft.facts.title.trim() {
        "" => ctx.tr("review-untitled").into_owned(),
        title => title.to_owned(),
    };
    let wide = ui.available_width() > 620.0;
    ui.horizontal(|ui| {
        let buttons = if wide { 300.0 } else { 0.0 };
        let room = (ui.available_width() - buttons).max(80.0);
        let galley = one_line(ui, &title, heavy(size::HEADING), p.ink, room);
        ui.label(galley).on_hover_text(&title);
        if wide {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                buttons_ui(ui, ctx, shown);
            });
        }
    });
    if !wide {
        ui.horizontal_wrapped(|ui| buttons_ui(ui, ctx, shown));
    }
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| counts_ui(ui, ctx, shown));
    let rect = ui.min_rect();
    let y = rect.bottom() + 9.5;
    ui.painter().hline(
        ui.max_rect().expand(16.0).x_range(),
        y,
        egui::Stroke::new(1.0, p.line),
    );
}

/// Whether there is something to save: a document with a title and a measure.
pub fn can_save(draft: &Draft, outline: &Outline) -> bool {
    !outline.measures.is_empty() && !draft.facts.title.trim().is_empty()
}

fn buttons_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let can_save = can_save(shown.draft, &shown.outline);
    let why = if can_save {
        "review-save-hint"
    } else {
        "review-save-not-yet"
    };
    let why = ctx.tr(why);
    ui.add_enabled_ui(can_save, |ui| {
        let save = primary_button(ui, &ctx.tr("review-save"));
        let save = save
            .on_hover_text(why.as_ref())
            .on_disabled_hover_text(why.as_ref());
        if save.clicked() {
            ctx.send(Command::TakeIn(TakeIn::Save));
        }
    });
    if quiet_button(ui, &ctx.tr("review-close")).clicked() {
        ctx.send(Command::Review(ReviewEdit::Close));
    }
    if quiet_button(ui, &ctx.tr("review-discard")).clicked() {
        ctx.send(Command::Review(ReviewEdit::Discard));
    }
}

/// `77 / 77`, how many heads, what is odd.
fn counts_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let p = colours(ui);
    ui.spacing_mut().item_spacing = Vec2::new(space::S, space::XS);
    let counted = shown.outline.measures.len();
    let (text, ink) = match shown.draft.facts.declared {
        Some(declared) if declared as usize == counted => {
            (format!("{counted} / {declared} ✓"), p.good)
        }
        Some(declared) => (format!("{counted} / {declared}"), p.warn),
        None => (counted.to_string(), p.ink),
    };
    ui.label(RichText::new(text).font(heavy(size::BODY)).color(ink));
    let declared = match shown.draft.facts.declared {
        Some(_) => "review-counted-of-declared",
        None => "review-counted",
    };
    caption(ui, &ctx.tr(declared));
    let facts = [
        ("review-heads", shown.outline.heads.len()),
        ("review-sub-heads", shown.outline.sub_heads.len()),
        ("review-kept", shown.outline.kept.len()),
    ];
    for (id, count) in facts {
        if count > 0 {
            caption(ui, &ctx.count(id, count));
        }
    }
    caption(ui, &shown.draft.file);
    match shown.outline.issues.len() {
        0 => {
            caption(ui, &ctx.tr("review-no-issues"));
        }
        count => {
            if link(ui, &ctx.count("review-issues", count)).clicked() {
                keys::next_issue(ctx, shown);
            }
        }
    }
    // What is odd about the whole has no piece to stand beside.
    for issue in shown
        .outline
        .issues
        .iter()
        .filter(|issue| issue.piece.is_none())
    {
        if !matches!(issue.kind, IssueKind::Count { .. }) {
            ui.label(
                RichText::new(issue_text(&issue.kind, ctx.lang))
                    .color(p.warn)
                    .size(size::SMALL),
            );
        }
    }
    let unsorted = shown
        .outline
        .measures
        .iter()
        .filter(|item| item.category.is_none())
        .count();
    if unsorted > 0 {
        let text = tr_args(ctx.lang, "review-unsorted", &[("n", unsorted.into())]);
        if chip(ui, &text, false).clicked()
            && let Some(item) = shown
                .outline
                .measures
                .iter()
                .find(|item| item.category.is_none())
        {
            ctx.send(Command::Review(ReviewEdit::Select(item.piece)));
        }
    }
}
