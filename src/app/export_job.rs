//! Carries out what the export dialog asks for, off the paint thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::jobs::{ExportError, Outcome, Progress};
use super::overlay::{ExportAction, Overlay};
use super::{Zonescope, exported_spec};
use crate::chart::Frame;
use crate::export::figure::render_png;
use crate::export::{Overwrite, SaveProblem, save};
use crate::text::tr;

/// A platform dialog that shows nothing for this long is given up; its answer is then ignored.
const DIALOG_TIME_OUT: Duration = Duration::from_secs(300);

impl Zonescope {
    /// Does what the dialog asks for.
    pub(super) fn export_action(&mut self, ctx: &egui::Context, action: ExportAction) {
        match action {
            ExportAction::None => {}
            ExportAction::Close => self.state.overlay = Overlay::None,
            ExportAction::Browse => self.browse(ctx),
            ExportAction::Save { overwrite } => self.start_export(ctx, overwrite),
        }
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
        let mut dialog = rfd::AsyncFileDialog::new()
            .set_title(tr(self.state.settings.lang, "export-title"))
            .add_filter("PNG", &["png"])
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
        let spec = exported_spec(self);
        let Overlay::Export(state) = &mut self.state.overlay else {
            return;
        };
        let mut path = PathBuf::from(state.path.trim());
        if path.extension().is_none() {
            path.set_extension("png");
        }
        let overwrite = if overwrite && state.confirm.as_deref() == Some(path.as_path()) {
            Overwrite::Yes
        } else {
            Overwrite::No
        };
        let scale = state.scale.clamp(1, 4);
        state.error = None;
        let data = Arc::clone(&self.data);
        let lang = self.state.settings.lang;
        self.jobs.start(ctx, "job-export", None, move |progress| {
            let write = || {
                let frame =
                    Frame::build(&spec, &data).map_err(|e| ExportError::Figure(e.message(lang)))?;
                step(progress, 0.1)?;
                let bytes = render_png(&spec, &frame, scale as f32);
                let bytes = bytes.map_err(|error| ExportError::Figure(error.message(lang)))?;
                step(progress, 0.8)?;
                save(&path, &bytes, overwrite).map_err(ExportError::Save)
            };
            Outcome::Exported(write())
        });
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

/// Says how far the export is and stops it when a person cancelled it: nothing has been written by then.
fn step(progress: &Progress, share: f32) -> Result<(), ExportError> {
    progress.set(share);
    if progress.is_cancelled() {
        Err(ExportError::Cancelled)
    } else {
        Ok(())
    }
}
