//! Brings documents in and saves what the review made of them, off the paint thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Zonescope;
use super::command::{Command, TakeIn};
use super::jobs::Outcome;
use super::messages::Level;
use super::places::review::can_save;
use super::state::review::ReviewEdit;
use crate::dataset::{Dataset, Diagnostic, PackSource, Refused, Severity, load};
use crate::import::{
    Draft, ENDINGS, ReadError, Rules, Saved, policy, read_file, read_text, save_policy, zone_of,
};
use crate::text::{tr, tr_args};

/// Text id of the job that saves.
const SAVING: &str = "job-save-document";

/// A saved policy and the data with it.
#[derive(Debug)]
pub struct TakenIn {
    /// The draft that was saved.
    pub draft: Arc<Draft>,
    /// What was saved, and where.
    pub saved: Saved,
    /// The data, read again.
    pub data: Arc<Dataset>,
    /// Problems of the packs.
    pub problems: Problems,
}

/// What was wrong with packs.
#[derive(Debug, Default)]
pub struct Problems {
    /// All of it, pack by pack.
    found: Vec<Diagnostic>,
    /// The packs left out for it.
    refused: Vec<Refused>,
}

/// Reads packs. The embedded one alone is read once per process.
pub fn read_packs(sources: &[PackSource]) -> (Arc<Dataset>, Problems) {
    if *sources == [PackSource::Embedded] {
        return (Dataset::embedded(), Problems::default());
    }
    let loaded = load(sources);
    let problems = Problems {
        found: loaded.diagnostics,
        refused: loaded.refused,
    };
    (Arc::new(loaded.dataset), problems)
}

/// Where the packs of a window come from.
#[derive(Clone, Debug)]
pub struct Packs {
    /// The packs, in order.
    pub sources: Vec<PackSource>,
    /// The folder documents are saved into; `None` when the platform names no place for it.
    pub own: Option<PathBuf>,
}

impl Default for Packs {
    fn default() -> Self {
        Self {
            sources: vec![PackSource::Embedded],
            own: None,
        }
    }
}

impl Zonescope {
    /// Says what was wrong with packs. Of one left out: that it was, how much is wrong, and the first of it; the log has
    /// every problem, in order.
    pub(super) fn tell_problems(&mut self, problems: &Problems) {
        let lang = self.state.settings.lang;
        let refused = &problems.refused;
        for (at, problem) in problems.found.iter().enumerate() {
            match refused.iter().any(|pack| pack.problems.contains(&at)) {
                true if problem.severity == Severity::Error => log::error!("{problem}"),
                true => log::warn!("{problem}"),
                false => self
                    .messages
                    .say(Level::from(problem.severity), problem.to_string()),
            }
        }
        for pack in refused {
            let mut own = problems.found[pack.problems.clone()].iter();
            let first = own.find(|problem| problem.severity == Severity::Error);
            let name = match &pack.source {
                PackSource::Embedded => tr(lang, "app-name").into_owned(),
                PackSource::Folder(folder) => folder.file_name().map_or_else(
                    || folder.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                ),
            };
            let args = [
                ("name", name.into()),
                ("n", pack.errors.into()),
                (
                    "first",
                    first.map(Diagnostic::to_string).unwrap_or_default().into(),
                ),
            ];
            let id = match pack.errors {
                1 => "pack-refused",
                _ => "pack-refused-more",
            };
            self.messages.say(Level::Error, tr_args(lang, id, &args));
        }
    }

    /// Says where packs come from and where documents are saved.
    pub fn set_packs(&mut self, packs: Packs) {
        self.packs = packs;
    }

    /// Does what [`TakeIn`] asks for.
    pub(super) fn take_in_document(&mut self, ctx: &egui::Context, what: TakeIn) {
        match what {
            TakeIn::Browse => self.browse_document(ctx),
            TakeIn::File(path) => self.read_document(ctx, move || read_file(&path)),
            TakeIn::AskPaste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            TakeIn::Text(text) => {
                let name = tr(self.state.settings.lang, "review-pasted").into_owned();
                self.read_document(ctx, move || read_text(&name, &text));
            }
            TakeIn::Save => self.save_document(ctx),
        }
    }

    fn browse_document(&mut self, ctx: &egui::Context) {
        let lang = self.state.settings.lang;
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(tr(lang, "cmd-take-in"))
            .add_filter(tr(lang, "review-documents"), &ENDINGS);
        // macOS wants its dialogs made on the main thread; the answer may be waited for on any.
        let answer = dialog.pick_file();
        self.jobs.start_dialog(ctx, Outcome::PickedDocument, answer);
    }

    fn read_document(
        &mut self,
        ctx: &egui::Context,
        read: impl FnOnce() -> Result<Draft, ReadError> + Send + 'static,
    ) {
        self.send(Command::Review(ReviewEdit::Open));
        let data = Arc::clone(&self.data);
        self.jobs
            .start(ctx, "job-read-document", None, move |progress| {
                let draft = read().map(|mut draft| {
                    draft.facts.zone = zone_of(&draft, &data);
                    Arc::new(draft)
                });
                match progress.is_cancelled() {
                    true => Outcome::Cancelled,
                    false => Outcome::Document(draft),
                }
            });
    }

    /// Takes over a document that was read, or says why it was not.
    pub(super) fn document_read(&mut self, draft: Result<Arc<Draft>, ReadError>) {
        match draft {
            Ok(draft) => self.send(Command::Review(ReviewEdit::Show(draft))),
            Err(error) => {
                let lang = self.state.settings.lang;
                let name = Path::new(&error.file).file_name();
                let name = name.map_or(error.file.clone(), |name| {
                    name.to_string_lossy().into_owned()
                });
                let args = [
                    ("file", name.into()),
                    ("problem", error.message(lang).into()),
                ];
                self.messages
                    .say(Level::Error, tr_args(lang, "review-not-read", &args));
            }
        }
    }

    fn save_document(&mut self, ctx: &egui::Context) {
        let lang = self.state.settings.lang;
        let Some(draft) = self.state.view.review.draft.clone() else {
            return;
        };
        // Ctrl+S gets here past the button.
        let outline = self.derived.review.outline(&draft);
        if !can_save(&draft, &outline) {
            self.messages
                .say(Level::Warning, tr(lang, "review-save-not-yet"));
            return;
        }
        if self.jobs.runs(SAVING) {
            return;
        }
        let Some(folder) = self.packs.own.clone() else {
            self.messages
                .say(Level::Error, tr(lang, "review-no-folder"));
            return;
        };
        let data = Arc::clone(&self.data);
        let mut sources = self.packs.sources.clone();
        self.jobs.start(ctx, SAVING, None, move |progress| {
            let taken = policy(&draft, &outline, Rules::built_in(), &data);
            progress.set(0.2);
            if progress.is_cancelled() {
                return Outcome::Cancelled;
            }
            // The packs it refers to: all others.
            let own = PackSource::Folder(folder.clone());
            let others: Vec<_> = sources
                .iter()
                .filter(|source| **source != own)
                .cloned()
                .collect();
            let saved = match save_policy(&taken, &folder, &others) {
                Ok(saved) => saved,
                Err(error) => return Outcome::DocumentSaved(Err(error.to_string())),
            };
            progress.set(0.7);
            if !sources.contains(&own) {
                sources.push(own);
            }
            let (data, problems) = read_packs(&sources);
            Outcome::DocumentSaved(Ok(Box::new(TakenIn {
                draft,
                saved,
                data,
                problems,
            })))
        });
    }

    /// Shows the data with the document that was saved, or says why it was not.
    pub(super) fn document_saved(
        &mut self,
        ctx: &egui::Context,
        taken: Result<Box<TakenIn>, String>,
    ) {
        let lang = self.state.settings.lang;
        let taken = match taken {
            Ok(taken) => taken,
            Err(problem) => {
                let args = [("problem", problem.into())];
                self.messages
                    .say(Level::Error, tr_args(lang, "review-not-saved", &args));
                return;
            }
        };
        let own = PackSource::Folder(taken.saved.folder.clone());
        if !self.packs.sources.contains(&own) {
            self.packs.sources.push(own);
        }
        self.tell_problems(&taken.problems);
        self.data = taken.data;
        self.state.view.reconcile(&self.data);
        self.start_index(ctx);
        let path = taken.saved.folder.display().to_string();
        let text = if taken.saved.backups.is_empty() {
            "review-saved"
        } else {
            "review-saved-backup"
        };
        self.messages
            .say(Level::Info, tr_args(lang, text, &[("path", path.into())]));
        // Whether that draft is still the one reviewed is asked when all commands before this one are carried out.
        let done = ReviewEdit::Done(taken.draft, taken.saved.policy);
        self.send(Command::Review(done));
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::app::session::Session;

    /// The app with a pack of one's own in this folder.
    fn with_own(folder: &tempfile::TempDir) -> Zonescope {
        let mut app = Zonescope::new(Dataset::embedded(), Session::default());
        app.set_packs(Packs {
            own: Some(folder.path().join("own")),
            ..Packs::default()
        });
        app
    }

    #[test]
    fn nothing_is_saved_that_is_not_ready_or_is_being_saved() {
        let (ctx, folder) = (egui::Context::default(), tempfile::tempdir().unwrap());
        let mut app = with_own(&folder);
        let ready = read_text("x.txt", "关于支持的措施\n1.支持。\n").unwrap();
        let mut untitled = ready.clone();
        untitled.facts.title = "  ".to_owned();
        let mut empty = read_text("x.txt", "没有编号的文字。").unwrap();
        empty.facts.title = "题目".to_owned();
        for draft in [untitled, empty] {
            app.state.view.review.draft = Some(Arc::new(draft));
            app.take_in_document(&ctx, TakeIn::Save);
            assert!(!app.jobs.runs(SAVING));
            let said = app.messages.all().last().unwrap();
            let not_yet = tr(app.state.settings.lang, "review-save-not-yet");
            assert_eq!(said.text, not_yet);
        }
        app.state.view.review.draft = Some(Arc::new(ready));
        for _ in 0..2 {
            app.take_in_document(&ctx, TakeIn::Save);
            assert_eq!(app.jobs.running().len(), 1);
        }
        let start = Instant::now();
        while app.jobs.drain().is_empty() {
            assert!(start.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(folder.path().join("own/policies.ron").is_file());
    }

    #[test]
    fn what_is_made_while_a_document_is_saved_stays() {
        let (ctx, folder) = (egui::Context::default(), tempfile::tempdir().unwrap());
        let mut app = with_own(&folder);
        let text = "关于支持的措施\n1.支持。\n";
        let first = Arc::new(read_text("x.txt", text).unwrap());
        let other = Arc::new(read_text("y.txt", &text.replace("支持", "帮助")).unwrap());
        let edits = [
            Some(ReviewEdit::Title("别的题目".to_owned())),
            Some(ReviewEdit::Show(Arc::clone(&other))),
            None,
        ];
        for edit in edits {
            let newer = edit.is_some();
            app.send(Command::Review(ReviewEdit::Show(Arc::clone(&first))));
            app.logic(&ctx);
            app.take_in_document(&ctx, TakeIn::Save);
            let start = Instant::now();
            let outcome = loop {
                let mut done = app.jobs.drain().into_iter();
                if let Some(outcome) = done.find(|(text, _)| *text == SAVING) {
                    break outcome.1;
                }
                assert!(start.elapsed() < Duration::from_secs(60));
                std::thread::sleep(Duration::from_millis(2));
            };
            // Made in the last frame before the job ended.
            if let Some(edit) = edit {
                app.send(Command::Review(edit));
            }
            let Outcome::DocumentSaved(taken) = outcome else {
                panic!("not saved");
            };
            let policy = taken.as_ref().unwrap().saved.policy.clone();
            app.document_saved(&ctx, taken);
            app.logic(&ctx);
            let review = &app.state.view.review;
            assert_eq!((review.open, review.draft.is_some()), (newer, newer));
            let kept = tr(app.state.settings.lang, "review-newer-kept");
            let said = app.messages.all().last().unwrap();
            assert_eq!(said.text == kept, newer, "{}", said.text);
            assert_eq!(app.state.view.policy == Some(policy), !newer);
        }
    }
}
