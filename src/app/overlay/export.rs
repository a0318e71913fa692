//! Where to save the chart: path, scale, and what went wrong with the last try.

use egui::{Key, Modifiers, RichText, TextEdit, Ui};

use super::ExportState;
use crate::app::places::Ctx;
use crate::app::widgets::{caption, colours, heading, primary_button, quiet_button, segmented};
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

/// The dialog.
pub fn export_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState, busy: bool) -> ExportAction {
    let mut action = ExportAction::None;
    let p = colours(ui);
    let width = (ui.ctx().content_rect().width() - 64.0).clamp(180.0, 560.0);
    let response = super::modal("export", false)
        .frame(super::card(ui, 20.0))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            heading(ui, &ctx.tr("export-title"));
            ui.add_space(space::S);
            caption(ui, &ctx.tr("export-path"));
            let field = TextEdit::singleline(&mut state.path)
                .desired_width(f32::INFINITY)
                .char_limit(4000);
            let field = ui.add(field).accessible_name(ctx.tr("export-path"));
            if field.changed() {
                state.confirm = None;
                state.error = None;
            }
            let (w, h) = ctx.view.chart.size;
            ui.add_space(space::S);
            caption(ui, &ctx.tr("export-scale"));
            let names: Vec<(u32, String)> = (1..=4)
                .map(|s| (s, format!("{} × {}", w * s, h * s)))
                .collect();
            let choices: Vec<(u32, &str)> =
                names.iter().map(|(s, text)| (*s, text.as_str())).collect();
            if let Some(scale) = segmented(ui, state.scale, &choices) {
                state.scale = scale;
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
