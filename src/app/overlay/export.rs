//! Where to save a chart or table: path, form, scale, and what went wrong with the last try.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, RichText, TextEdit, Ui};

use super::{ExportState, ExportWhat};
use crate::app::places::Ctx;
use crate::app::widgets::{caption, colours, heading, primary_button, quiet_button, segmented};
use crate::export::table::Format;
use crate::text::tr_args;
use crate::theme::space;

/// What a person wants of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    /// Nothing yet.
    None,
    /// The platform's own dialog.
    Browse,
    /// Write the file; `overwrite` when the person was asked and agreed.
    Save {
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Close the dialog.
    Close,
}

/// Text id of the dialog's title.
pub fn title_text(what: &ExportWhat) -> &'static str {
    match what {
        ExportWhat::Chart => "export-title",
        ExportWhat::Table(_) => "table-export-title",
    }
}

/// Pixels of a chart.
fn scale_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) {
    let (w, h) = ctx.view.chart.size;
    ui.add_space(space::S);
    caption(ui, &ctx.tr("export-scale"));
    let names: Vec<(u32, String)> = (1..=4)
        .map(|s| (s, format!("{} × {}", w * s, h * s)))
        .collect();
    let choices: Vec<(u32, &str)> = names.iter().map(|(s, text)| (*s, text.as_str())).collect();
    if let Some(scale) = segmented(ui, state.scale, &choices) {
        state.scale = scale;
    }
}

/// The form of a table; the path's ending follows it.
fn format_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) {
    ui.add_space(space::S);
    caption(ui, &ctx.tr("table-format"));
    if let Some(format) = segmented(ui, state.format, &Format::ALL.map(|f| (f, f.name()))) {
        let mut path = PathBuf::from(state.path.trim());
        if Format::of(&path).is_some() {
            path.set_extension(format.ext());
            state.path = path.display().to_string();
        }
        state.format = format;
        state.confirm = None;
        state.error = None;
    }
}

/// The dialog.
pub fn export_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState, busy: bool) -> ExportAction {
    let mut action = ExportAction::None;
    let p = colours(ui);
    let width = (ui.ctx().content_rect().width() - 64.0).clamp(180.0, 560.0);
    let response = super::modal("export", false)
        .frame(super::card(ui, 20.0))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            heading(ui, &ctx.tr(title_text(&state.what)));
            ui.add_space(space::S);
            caption(ui, &ctx.tr("export-path"));
            let field = TextEdit::singleline(&mut state.path)
                .desired_width(f32::INFINITY)
                .char_limit(4000);
            let field = ui.add(field).accessible_name(ctx.tr("export-path"));
            if field.changed() {
                state.confirm = None;
                state.error = None;
                // The name decides; an ending that names no form leaves the form as chosen.
                let named = Format::of(Path::new(state.path.trim()));
                state.format = named.unwrap_or(state.format);
            }
            match state.what {
                ExportWhat::Chart => scale_ui(ui, ctx, state),
                ExportWhat::Table(_) => format_ui(ui, ctx, state),
            }
            if let Some(path) = &state.confirm {
                ui.add_space(space::S);
                let path = path.display().to_string();
                let text = tr_args(ctx.lang, "export-exists", &[("path", path.into())]);
                ui.add(egui::Label::new(RichText::new(text).color(p.warn)).wrap());
            }
            if let Some(error) = &state.error {
                ui.add_space(space::S);
                ui.add(egui::Label::new(RichText::new(error).color(p.bad)).wrap());
            }
            ui.add_space(space::L);
            ui.horizontal_wrapped(|ui| {
                ui.add_enabled_ui(!busy && !state.path.trim().is_empty(), |ui| {
                    let overwrite = state.confirm.is_some();
                    let text = if overwrite {
                        "export-overwrite"
                    } else {
                        "export-save"
                    };
                    let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                    if primary_button(ui, &ctx.tr(text)).clicked() || (enter && !overwrite) {
                        action = ExportAction::Save { overwrite };
                    }
                });
                ui.add_enabled_ui(!busy, |ui| {
                    if quiet_button(ui, &ctx.tr("export-browse")).clicked() {
                        action = ExportAction::Browse;
                    }
                });
                if quiet_button(ui, &ctx.tr("cancel")).clicked() {
                    action = ExportAction::Close;
                }
            });
        });
    let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if response.should_close() || escape {
        action = ExportAction::Close;
    }
    action
}
