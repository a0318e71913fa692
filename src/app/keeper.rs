//! Keeps the session on disk while the window is open, so that a crash costs seconds and not the session.

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::Zonescope;
use super::session::Session;

/// A change waits this long for further ones.
const WAIT: Duration = Duration::from_secs(2);

/// What is on disk, and what is on its way there.
#[derive(Debug)]
pub(super) struct Keeper {
    file: Option<PathBuf>,
    saved: Session,
    changed: Option<Instant>,
    /// Whether this window ever changed anything: then it has the last word when it closes.
    ever: bool,
    writing: Option<JoinHandle<()>>,
}

impl Keeper {
    /// A keeper of `file`, in which `saved` stands now; without a file nothing is kept.
    pub(super) fn new(file: Option<PathBuf>, saved: Session) -> Self {
        Self {
            file,
            saved,
            changed: None,
            ever: false,
            writing: None,
        }
    }

    /// Looks whether something changed; call once a frame.
    pub(super) fn look(&mut self, app: &Zonescope, ctx: &egui::Context) {
        let (settings, view) = (&app.state().settings, &app.state().view);
        if self.saved.settings == *settings && self.saved.view.as_ref() == Some(view) {
            self.changed = None;
            return;
        }
        self.ever = true;
        // Where exports go is kept at once: what a killed export leaves there is looked for at the next start.
        let urgent = self.saved.settings.export_folder != settings.export_folder;
        let waited = self.changed.get_or_insert_with(Instant::now).elapsed();
        let busy = self.writing.as_ref().is_some_and(|job| !job.is_finished());
        if (waited < WAIT && !urgent) || busy {
            ctx.request_repaint_after(WAIT.saturating_sub(waited).max(WAIT / 8));
            return;
        }
        self.changed = None;
        self.saved = app.session();
        let (session, file) = (self.saved.clone(), self.file.clone());
        self.writing = std::thread::Builder::new()
            .name("session".into())
            .spawn(move || write(&session, file))
            .ok();
    }

    /// Writes what has not been written yet; call at the end.
    pub(super) fn finish(&mut self, session: Session) {
        if let Some(writing) = self.writing.take() {
            // It only writes; a panic there is in the log.
            let _ended = writing.join();
        }
        // Another window may have written meanwhile.
        if self.ever || self.saved != session {
            write(&session, self.file.clone());
            self.saved = session;
        }
    }
}

fn write(session: &Session, file: Option<PathBuf>) {
    if let Some(path) = file
        && let Err(error) = session.save(&path)
    {
        log::error!("{}: the session cannot be saved: {error}", path.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::app::state::Place;
    use crate::app::state::review::ReviewEdit;
    use crate::dataset::Dataset;

    #[test]
    fn a_change_is_on_disk_soon_and_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("session.ron");
        let ctx = egui::Context::default();
        let mut app = Zonescope::new(Dataset::embedded(), Session::default());
        app.build_index();
        let mut keeper = Keeper::new(Some(file.clone()), app.session());
        keeper.look(&app, &ctx);
        assert!(keeper.changed.is_none());
        app.send(Command::Go(Place::Metrics));
        app.logic(&ctx);
        keeper.look(&app, &ctx);
        assert!(keeper.changed.is_some() && keeper.writing.is_none());
        keeper.changed = Instant::now().checked_sub(WAIT);
        keeper.look(&app, &ctx);
        keeper.writing.take().unwrap().join().unwrap();
        let kept = Session::restore(&file).session;
        assert_eq!(kept.view.unwrap().place, Place::Metrics);
        // A document half taken in is on disk as well.
        let draft = crate::import::read_text("甲.txt", "关于支持的措施\n1.甲。\n").unwrap();
        app.send(Command::Review(ReviewEdit::Show(draft.into())));
        app.logic(&ctx);
        keeper.look(&app, &ctx);
        keeper.changed = Instant::now().checked_sub(WAIT);
        keeper.look(&app, &ctx);
        keeper.writing.take().unwrap().join().unwrap();
        let kept = Session::restore(&file).session.view.unwrap();
        assert_eq!(kept.review.draft, app.state().view.review.draft);
        assert!(kept.review.draft.is_some_and(|draft| draft.is_sound()));
        app.send(Command::ToggleLang);
        app.logic(&ctx);
        keeper.finish(app.session());
        assert_eq!(Session::restore(&file).session, app.session());
    }
}
