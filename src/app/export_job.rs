//! Carries out what the export dialog asks for, off the paint thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::{ExportError, Outcome, Progress};
use super::overlay::{ExportAction, ExportState, ExportWhat, Overlay, title_text};
use super::{Zonescope, session};
use crate::chart::Frame;
use crate::export::chart_data::ChartData;
use crate::export::comparison::comparison_table;
use crate::export::figure::{FigureFormat, picture, write};
use crate::export::table::{Format, Table};
use crate::export::{Overwrite, SaveProblem, free_name, save, suggested_name};
use crate::text::{tr, tr_args};

/// Text id of the jobs: the one that writes, and the one that paints for the clipboard.
const JOB: &str = "job-export";

/// Pixels per point of a table's picture.
const TABLE_SCALE: f32 = 2.0;

impl Zonescope {
    /// Does what the dialog asks for.
    pub(super) fn export_action(&mut self, ctx: &egui::Context, action: ExportAction) {
        match action {
            ExportAction::None => {}
            ExportAction::Close => {
                // Who closes the dialog does not want the file any more.
                self.jobs.cancel(JOB);
                self.state.overlay = Overlay::None;
            }
            ExportAction::Browse => self.browse(ctx),
            ExportAction::Save { overwrite } => self.start_export(ctx, overwrite),
            ExportAction::CopyImage => self.copy_image(ctx),
            ExportAction::CopyData => self.copy_data(ctx),
        }
    }

    /// Where the last export went, else where pictures go.
    fn export_folder(&self) -> PathBuf {
        let last = self.state.settings.export_folder.clone();
        let last = last.filter(|folder| folder.is_dir());
        last.unwrap_or_else(session::pictures_folder)
    }

    /// Proposes where the chart is to be saved.
    pub(super) fn propose_path(&mut self) {
        let title = match self.frame().as_ref() {
            Ok(frame) => frame.title.clone(),
            Err(_) => {
                // Nothing to export: the place says why.
                self.state.overlay = Overlay::None;
                return;
            }
        };
        let folder = self.export_folder();
        let path = proposed_path(&folder, &title, FigureFormat::default().ext())
            .display()
            .to_string();
        if let Overlay::Export(state) = &mut self.state.overlay {
            state.path = path;
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
        self.jobs.start_dialog(ctx, Outcome::Picked, answer);
    }

    fn start_export(&mut self, ctx: &egui::Context, overwrite: bool) {
        let spec = self.chosen_spec();
        let lang = self.state.settings.lang;
        let theme = spec.theme;
        let Overlay::Export(state) = &mut self.state.overlay else {
            return;
        };
        let (table_format, figure) = (state.format, state.figure);
        let (form_name, ext) = form(state);
        let mut path = PathBuf::from(state.path.trim());
        match ending(&path) {
            // `2020.1` ends in no ending.
            None if path.file_name().is_some() => path.as_mut_os_string().push(format!(".{ext}")),
            None => {}
            Some(own) if own.eq_ignore_ascii_case(ext) => {}
            Some(other) => {
                // Nothing is written under a name that lies, and none is chosen for a person: the right one is proposed.
                path.set_extension(ext);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let args = [
                    ("other", format!(".{other}").into()),
                    ("form", form_name.into()),
                    ("name", name.into_owned().into()),
                ];
                state.error = Some(tr_args(lang, "export-ending", &args));
                state.confirm = None;
                state.path = path.display().to_string();
                return;
            }
        }
        let asked = state.confirm.as_deref() == Some(path.as_path());
        let overwrite = Overwrite::from(overwrite && asked);
        state.error = None;
        // Kept from the start: should the export be killed, the next start knows where to look for its remains.
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            self.state.settings.export_folder = Some(folder.to_path_buf());
        }
        let what = state.what.clone();
        let data = Arc::clone(&self.data);
        self.jobs.start(ctx, JOB, None, move |progress| {
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
                let saved = save(&path, &bytes, overwrite).map_err(ExportError::Save)?;
                // Cancelled while it was written: a new file goes again; one that replaced another stays and is told of.
                if overwrite == Overwrite::No && progress.is_cancelled() {
                    let gone = std::fs::remove_file(&saved);
                    return gone.map_or(Ok(saved), |()| Err(ExportError::Cancelled));
                }
                Ok(saved)
            };
            Outcome::Exported(carry_out())
        });
    }

    /// Takes over the path that was picked, or says that none was.
    pub(super) fn path_picked(&mut self, path: Option<PathBuf>) {
        let Overlay::Export(state) = &mut self.state.overlay else {
            return;
        };
        if let Some(path) = path {
            state.path = path.display().to_string();
            state.follow_name();
            state.error = None;
            // The platform's dialog has already asked before naming a file that exists.
            state.confirm = path.exists().then_some(path);
        } else {
            state.error = Some(tr(self.state.settings.lang, "export-no-dialog").into_owned());
        }
    }

    /// Says where the file is. Its dialog is done with; what was opened since is not.
    pub(super) fn exported(&mut self, path: &Path) {
        if matches!(self.state.overlay, Overlay::Export(_)) {
            self.state.overlay = Overlay::None;
        }
        let settings = &mut self.state.settings;
        if let Some(folder) = path.parent() {
            settings.export_folder = Some(folder.to_path_buf());
        }
        let args = [("path", path.display().to_string().into())];
        let text = tr_args(settings.lang, "export-done", &args);
        self.messages.say(super::Level::Info, text);
    }

    /// Paints the chart for the clipboard, off the paint thread.
    pub(super) fn copy_image(&mut self, ctx: &egui::Context) {
        let spec = self.chosen_spec();
        let scale = match &self.state.overlay {
            Overlay::Export(state) => state.figure.choices().scale,
            _ => 1.0,
        };
        let data = Arc::clone(&self.data);
        self.jobs.start(ctx, JOB, None, move |_progress| {
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
        if matches!(error, ExportError::Cancelled) {
            // As a person wished: nothing went wrong.
            self.messages.say(super::Level::Info, text);
            return;
        }
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

/// The path proposed for an export.
fn proposed_path(folder: &Path, title: &str, ext: &str) -> PathBuf {
    let name = suggested_name(title, ext);
    free_name(folder, &name)
}

/// The ending of a name, where it is one: it begins with a letter and has no more than five signs.
fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    let letters = ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    (letters && ending.len() <= 5).then(|| ending.to_owned())
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::app::Level;
    use crate::app::overlay::PaletteState;
    use crate::app::session::Session;
    use crate::dataset::Dataset;

    /// A window on the first chart, with the dialog open.
    fn asking(path: &Path) -> Zonescope {
        let mut app = Zonescope::new(Dataset::embedded(), Session::default());
        app.state.overlay = Overlay::Export(ExportState {
            path: path.display().to_string(),
            ..ExportState::default()
        });
        app
    }

    /// Waits for the export and takes in what comes of it.
    fn finish(app: &mut Zonescope, ctx: &egui::Context) {
        let start = Instant::now();
        while app.jobs.runs(JOB) {
            assert!(start.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(2));
            for (text, outcome) in app.jobs.drain() {
                app.take_in(ctx, text, outcome);
            }
        }
    }

    #[test]
    fn a_closed_dialog_leaves_no_file() {
        let (ctx, folder) = (egui::Context::default(), tempfile::tempdir().unwrap());
        let mut app = asking(&folder.path().join("a.png"));
        app.export_action(&ctx, ExportAction::Save { overwrite: false });
        app.export_action(&ctx, ExportAction::Close);
        assert_eq!(app.state.overlay, Overlay::None);
        finish(&mut app, &ctx);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let cancelled = ExportError::Cancelled.message(app.state.settings.lang);
        let [said] = app.messages.all() else {
            panic!("one message, not {:?}", app.messages.all());
        };
        assert_eq!((said.level, &said.text), (Level::Info, &cancelled));
    }

    #[test]
    fn a_finished_export_closes_its_own_dialog_only() {
        let path = Path::new("/folder/a.png");
        let mut app = asking(path);
        app.exported(path);
        assert_eq!(app.state.overlay, Overlay::None);
        let palette = Overlay::Palette(PaletteState::default());
        app.state.overlay = palette.clone();
        app.exported(path);
        assert_eq!(app.state.overlay, palette);
    }

    #[test]
    fn no_picture_is_written_under_the_ending_of_another_form() {
        let (ctx, folder) = (egui::Context::default(), tempfile::tempdir().unwrap());
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("out2.png"), "mine").unwrap();
        let mut app = asking(&path("out2.jpg"));
        let save = |app: &mut Zonescope| {
            app.export_action(&ctx, ExportAction::Save { overwrite: false });
            finish(app, &ctx);
        };
        let asked = |app: &Zonescope| match &app.state.overlay {
            Overlay::Export(state) => state.clone(),
            _ => panic!("the dialog is gone"),
        };
        save(&mut app);
        let state = asked(&app);
        assert!(
            state
                .error
                .is_some_and(|text| text.contains(".jpg") && text.contains("out2.png"))
        );
        assert_eq!(state.path, path("out2.png").display().to_string());
        // The name proposed is taken: that is asked, not done.
        save(&mut app);
        assert_eq!(asked(&app).confirm, Some(path("out2.png")));
        assert_eq!(std::fs::read(path("out2.png")).unwrap(), b"mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        for (name, ending) in [
            ("a.JPG", Some("JPG")),
            ("2020.1", None),
            ("a", None),
            ("报告. 二", None),
        ] {
            assert_eq!(super::ending(Path::new(name)).as_deref(), ending);
        }
    }

    #[test]
    fn a_picked_name_decides_the_form() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = asking(Path::new("/folder/a.png"));
        let mut pick = |name: &str| {
            let path = folder.path().join(name);
            app.path_picked(Some(path.clone()));
            let Overlay::Export(state) = &app.state.overlay else {
                panic!("the dialog is gone");
            };
            assert_eq!(state.path, path.display().to_string());
            (state.figure.format, state.format)
        };
        let before = ExportState::default();
        assert_eq!(pick("a.svg"), (FigureFormat::Svg, before.format));
        assert_eq!(pick("a.md"), (FigureFormat::Svg, Format::Markdown));
        // A name without a form leaves it.
        assert_eq!(pick("a"), (FigureFormat::Svg, Format::Markdown));
    }
}
