//! Carries out what the export dialog asks for, off the paint thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::jobs::{ExportError, Outcome, Progress};
use super::overlay::{ExportAction, ExportState, ExportWhat, Overlay, title_text};
use super::{Zonescope, proposed_path};
use crate::chart::Frame;
use crate::export::chart_data::ChartData;
use crate::export::comparison::comparison_table;
use crate::export::figure::{picture, write};
use crate::export::table::{Format, Table};
use crate::export::{Overwrite, SaveProblem, save};
use crate::text::tr;

/// A platform dialog that shows nothing for this long is given up; its answer is then ignored.
const DIALOG_TIME_OUT: Duration = Duration::from_secs(300);

/// Pixels per point of a table's picture.
const TABLE_SCALE: f32 = 2.0;

impl Zonescope {
    /// Does what the dialog asks for.
    pub(super) fn export_action(&mut self, ctx: &egui::Context, action: ExportAction) {
        match action {
            ExportAction::None => {}
            ExportAction::Close => self.state.overlay = Overlay::None,
            ExportAction::Browse => self.browse(ctx),
            ExportAction::Save { overwrite } => self.start_export(ctx, overwrite),
            ExportAction::CopyImage => self.copy_image(ctx),
            ExportAction::CopyData => self.copy_data(ctx),
        }
    }

    /// Asks where a table is to be saved, and in which form. Any place may call this with a table of its own.
    pub(super) fn ask_table(&mut self, table: Table) {
        let folder = self.export_folder();
        let path = proposed_path(&folder, &table.title, Format::default().ext());
        self.state.overlay = Overlay::Export(ExportState {
            what: ExportWhat::Table(Arc::new(table)),
            path: path.display().to_string(),
            ..ExportState::default()
        });
    }

    /// Asks where the comparison is to be saved; nothing when no zone is chosen.
    pub(super) fn ask_comparison(&mut self) {
        let (chosen, lang) = (&self.state.view.compare, self.state.settings.lang);
        if chosen.zones.is_empty() {
            return;
        }
        let compared = self.derived.comparison(&self.data, lang, &chosen.zones);
        let table = comparison_table(&self.data, &compared, chosen.shared_only);
        self.ask_table(table);
    }

    fn browse(&mut self, ctx: &egui::Context) {
        let Overlay::Export(state) = &self.state.overlay else {
            return;
        };
        let path = PathBuf::from(&state.path);
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let (name_of, ext) = form(state);
        let mut dialog = rfd::AsyncFileDialog::new()
            .set_title(tr(self.state.settings.lang, title_text(&state.what)))
            .add_filter(name_of, &[ext])
            .set_file_name(name);
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        // macOS wants its dialogs made on the main thread; the answer may be waited for on any.
        let answer = dialog.save_file();
        self.jobs
            .start(ctx, "job-dialog", Some(DIALOG_TIME_OUT), move |_progress| {
                Outcome::Picked(pollster::block_on(answer).map(|file| file.path().to_path_buf()))
            });
    }

    fn start_export(&mut self, ctx: &egui::Context, overwrite: bool) {
        let spec = self.chosen_spec();
        let lang = self.state.settings.lang;
        let theme = spec.theme;
        let Overlay::Export(state) = &mut self.state.overlay else {
            return;
        };
        let (table_format, figure) = (state.format, state.figure);
        let mut path = PathBuf::from(state.path.trim());
        if path.extension().is_none() {
            path.set_extension(form(state).1);
        }
        let overwrite = if overwrite && state.confirm.as_deref() == Some(path.as_path()) {
            Overwrite::Yes
        } else {
            Overwrite::No
        };
        state.error = None;
        // Kept from the start: should the export be killed, the next start knows where to look for its remains.
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            self.state.settings.export_folder = Some(folder.to_path_buf());
        }
        let what = state.what.clone();
        let data = Arc::clone(&self.data);
        self.jobs.start(ctx, "job-export", None, move |progress| {
            let make = || match &what {
                ExportWhat::Chart => {
                    let frame = Frame::build(&spec, &data).map_err(|e| e.message(lang))?;
                    write(&spec, &frame, &data, figure.format, figure.choices())
                        .map_err(|e| e.message(lang))
                }
                ExportWhat::Table(table) => table
                    .render(table_format, theme, TABLE_SCALE)
                    .map_err(|e| e.message(lang)),
            };
            let carry_out = || {
                step(progress, 0.1)?;
                let bytes = make().map_err(ExportError::Figure)?;
                step(progress, 0.8)?;
                save(&path, &bytes, overwrite).map_err(ExportError::Save)
            };
            Outcome::Exported(carry_out())
        });
    }

    /// Paints the chart for the clipboard, off the paint thread.
    pub(super) fn copy_image(&mut self, ctx: &egui::Context) {
        let spec = self.chosen_spec();
        let scale = match &self.state.overlay {
            Overlay::Export(state) => state.figure.choices().scale,
            _ => 1.0,
        };
        let data = Arc::clone(&self.data);
        self.jobs.start(ctx, "job-export", None, move |_progress| {
            let frame = Frame::build(&spec, &data).map_err(|e| e.message(spec.lang));
            Outcome::Image(frame.map(|frame| picture(&spec, &frame, scale).to_color_image()))
        });
    }

    /// Puts the chart's figures on the clipboard.
    pub(super) fn copy_data(&mut self, ctx: &egui::Context) {
        let lang = self.state.settings.lang;
        match self.frame().as_ref() {
            Ok(frame) => {
                ctx.copy_text(ChartData::new(frame, &self.data).to_tsv());
                self.messages
                    .say(super::Level::Info, tr(lang, "copied-data"));
            }
            Err(error) => self.messages.say(super::Level::Error, error.message(lang)),
        }
    }

    /// Says in the dialog what went wrong; a file that exists becomes a question.
    pub(super) fn export_failed(&mut self, error: ExportError) {
        let text = error.message(self.state.settings.lang);
        let Overlay::Export(state) = &mut self.state.overlay else {
            self.messages.say(super::Level::Error, text);
            return;
        };
        match error {
            ExportError::Save(error) if error.problem == SaveProblem::Exists => {
                state.confirm = Some(error.path);
            }
            _ => state.error = Some(text),
        }
    }
}

/// Name and ending of the form chosen.
fn form(state: &ExportState) -> (&'static str, &'static str) {
    match state.what {
        ExportWhat::Chart => (state.figure.format.name(), state.figure.format.ext()),
        ExportWhat::Table(_) => (state.format.name(), state.format.ext()),
    }
}

/// Says how far the export is and stops it when a person cancelled it: nothing has been written by then.
fn step(progress: &Progress, share: f32) -> Result<(), ExportError> {
    progress.set(share);
    if progress.is_cancelled() {
        Err(ExportError::Cancelled)
    } else {
        Ok(())
    }
}
