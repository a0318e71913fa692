//! The figure's texts: automatic until a person writes their own.

use egui::{TextEdit, Ui};

use super::builder::label;
use super::shown_spec;
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::state::metrics::WordsOf;
use crate::app::widgets::{colours, link};
use crate::chart::ChartSpec;
use crate::text::{tr, tr_args};

fn text_of(which: WordsOf) -> &'static str {
    match which {
        WordsOf::Title => "chart-title",
        WordsOf::Subtitle => "chart-subtitle",
        WordsOf::Note => "chart-note-own",
    }
}

/// Title, subtitle and note, each with the way back to the automatic one.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let spec = shown_spec(&ctx.view.chart, ctx.lang);
    for which in WordsOf::ALL {
        let name = text_of(which);
        label(ui, ctx, name);
        let words = match which {
            WordsOf::Title => &spec.title,
            WordsOf::Subtitle => &spec.subtitle,
            WordsOf::Note => &spec.note,
        };
        let own = words.get(ctx.lang).unwrap_or_default().to_owned();
        let mut text = own.clone();
        let hint = automatic(ctx, &spec, which);
        let hint = egui::RichText::new(hint).color(colours(ui).ink_faint);
        let field = TextEdit::multiline(&mut text)
            .id(egui::Id::unique(("chart-words", name)))
            .desired_rows(if which == WordsOf::Title { 2 } else { 1 })
            .char_limit(300)
            .return_key(None)
            .hint_text(hint)
            .desired_width(f32::INFINITY);
        let spoken = ctx.tr(name);
        let field = ui.add(field).accessible_name(spoken.as_ref());
        if field.gained_focus() {
            ctx.send(Command::Settle);
        }
        if field.changed() {
            let text = text.replace(['\n', '\r'], "");
            ctx.send(Command::Chart(ChartEdit::Words(which, text)));
        }
        if !own.is_empty() {
            let reset = match which {
                WordsOf::Note => ctx.tr("words-reset-note").into_owned(),
                _ => {
                    // The name stands inside a phrase.
                    let name = spoken.to_lowercase();
                    tr_args(ctx.lang, "words-reset", &[("name", name.into())])
                }
            };
            if link(ui, &reset).clicked() {
                ctx.send(Command::Settle);
                ctx.send(Command::Chart(ChartEdit::Words(which, String::new())));
            }
        }
    }
}

/// The text the figure shows when a person writes none.
fn automatic(ctx: &mut Ctx<'_>, spec: &ChartSpec, which: WordsOf) -> String {
    match ctx.derived.chart(ctx.data, spec).as_ref() {
        Ok(frame) => match which {
            WordsOf::Title => frame.title.clone(),
            WordsOf::Subtitle => frame.subtitle.clone(),
            // One's own note is added to the automatic ones.
            WordsOf::Note => tr(ctx.lang, "chart-note-hint").into_owned(),
        },
        Err(_) => String::new(),
    }
}
