//! What the document says about itself, to be put right.

use egui::{TextEdit, Ui};

use super::Shown;
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{caption, colours, heading};
use crate::import::existing;
use crate::model::Named as _;
use crate::text::tr_args;
use crate::theme::{regular, size, space};

/// The fields.
pub(super) fn facts_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let facts = &shown.draft.facts;
    heading(ui, &ctx.tr("review-facts"));
    let date = facts.date.map(|date| date.to_string()).unwrap_or_default();
    let declared = facts.declared.map(|n| n.to_string()).unwrap_or_default();
    if let Some(text) = field(ui, ctx, "review-fact-title", &facts.title, true) {
        ctx.send(Command::Review(ReviewEdit::Title(text)));
    }
    if let Some(text) = field(ui, ctx, "review-fact-number", &facts.number, false) {
        ctx.send(Command::Review(ReviewEdit::Number(text)));
    }
    if let Some(text) = field(
        ui,
        ctx,
        "review-fact-issuers",
        &facts.issuers.join("、"),
        false,
    ) {
        ctx.send(Command::Review(ReviewEdit::Issuers(text)));
    }
    if let Some(text) = pending_field(ui, ctx, "review-fact-date", &date) {
        ctx.send(Command::Review(ReviewEdit::Date(text)));
    }
    if let Some(text) = pending_field(ui, ctx, "review-fact-declared", &declared) {
        ctx.send(Command::Review(ReviewEdit::Declared(text)));
    }
    zone_ui(ui, ctx, shown);
    if let Some(policy) = existing(shown.draft, ctx.data) {
        ui.add_space(space::S);
        let name = policy.name(ctx.lang).to_owned();
        let args = [("name", name.into()), ("n", policy.transcribed().into())];
        caption(ui, &tr_args(ctx.lang, "review-replaces", &args));
    }
}

/// A field whose every change counts.
fn field(ui: &mut Ui, ctx: &Ctx<'_>, name: &'static str, now: &str, lines: bool) -> Option<String> {
    let mut text = now.to_owned();
    ui.add_space(space::XS);
    caption(ui, &ctx.tr(name));
    let edit = if lines {
        TextEdit::multiline(&mut text).desired_rows(2)
    } else {
        TextEdit::singleline(&mut text)
    };
    let edit = edit
        .font(regular(size::BODY))
        .desired_width(f32::INFINITY)
        .char_limit(400);
    let response = ui.add(edit).accessible_name(ctx.tr(name));
    response.changed().then(|| text.replace('\n', ""))
}

/// A field that may hold half a date or number while one types; what cannot be taken over is marked, not lost.
fn pending_field(ui: &mut Ui, ctx: &Ctx<'_>, name: &'static str, now: &str) -> Option<String> {
    let id = ui.scope_id().with(name);
    let kept = ui.data(|data| data.get_temp::<(String, String)>(id));
    // What is typed stands until the value changes from elsewhere.
    let typed = kept
        .filter(|(value, _)| value == now)
        .map(|(_, typed)| typed);
    let mut text = typed.unwrap_or_else(|| now.to_owned());
    ui.add_space(space::XS);
    caption(ui, &ctx.tr(name));
    let p = colours(ui);
    let ink = if text.trim() == now { p.ink } else { p.bad };
    let edit = TextEdit::singleline(&mut text)
        .font(regular(size::BODY))
        .text_color(ink);
    let response = ui
        .add(edit.desired_width(f32::INFINITY).char_limit(40))
        .accessible_name(ctx.tr(name));
    if response.lost_focus() {
        ui.data_mut(|data| data.remove_temp::<(String, String)>(id));
    } else if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, (now.to_owned(), text.clone())));
    }
    response.changed().then_some(text)
}

fn zone_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    ui.add_space(space::XS);
    caption(ui, &ctx.tr("review-fact-zone"));
    let zone = shown.draft.facts.zone.as_ref();
    let none = ctx.tr("review-no-zone");
    let name = zone
        .map_or(none.as_ref(), |id| ctx.data.entity_name(id, ctx.lang))
        .to_owned();
    let mut picked = None;
    let field = egui::ComboBox::from_id_salt("review-zone")
        .width(ui.available_width() - space::S)
        .selected_text(name)
        .show_ui(ui, |ui| {
            ui.set_max_height(280.0);
            if ui.selectable_label(zone.is_none(), none.as_ref()).clicked() {
                picked = Some(None);
            }
            for other in &ctx.data.zones {
                if ui
                    .selectable_label(zone == Some(&other.id), other.name(ctx.lang))
                    .clicked()
                {
                    picked = Some(Some(other.id.clone()));
                }
            }
        });
    field.response.accessible_name(ctx.tr("review-fact-zone"));
    if let Some(zone) = picked {
        ctx.send(Command::Review(ReviewEdit::Zone(zone)));
    }
}
