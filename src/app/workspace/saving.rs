//! When the file is read and written: at the start, a moment after a change, and when the window closes.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Workspace;
use super::file::{self, FileError, Read, Where};
use crate::app::jobs::Outcome;
use crate::app::messages::Level;
use crate::app::{Messages, Zonescope};
use crate::model::Lang;
use crate::text::tr_args;

/// Changes that follow each other within this time are written together.
const PAUSE: Duration = Duration::from_millis(800);

/// Text id of the job that writes.
const JOB: &str = "job-workspace";

/// Writes the workspace's changes.
#[derive(Debug, Default)]
pub struct Saver {
    /// The file; `None` keeps everything in memory only.
    path: Option<PathBuf>,
    /// How many changes the running job writes; `None` when none runs.
    writing: Option<usize>,
    /// How many changes there were when the pause began, and when.
    since: Option<(usize, Instant)>,
    /// The last try failed; the next one waits for another change.
    failed: bool,
}

impl Zonescope {
    /// Reads what the user has made from `path`, and writes there from now on.
    pub fn use_workspace(&mut self, path: PathBuf) {
        let lang = self.state.settings.lang;
        match file::read(&path) {
            Ok(read) => {
                say_set_aside(&mut self.messages, lang, &read, &path);
                self.state.workspace = Workspace::new(read.made);
                self.saver.path = Some(path);
            }
            // Left alone: what is made now stays in memory.
            Err(error) => self.messages.say(Level::Error, error.message(lang)),
        }
    }

    /// Starts writing when there is something to write and the user has paused.
    pub(in crate::app) fn save_workspace(&mut self, ctx: &egui::Context) {
        let changes = self.state.workspace.unsaved();
        let Some(path) = self.saver.path.clone() else {
            return;
        };
        if changes.is_empty() || self.saver.writing.is_some() {
            return;
        }
        match self.saver.since {
            Some((n, since)) if n == changes.len() => {
                if self.saver.failed {
                    return;
                }
                let waited = since.elapsed();
                if waited < PAUSE {
                    ctx.request_repaint_after(PAUSE - waited);
                    return;
                }
            }
            _ => {
                self.saver.since = Some((changes.len(), Instant::now()));
                self.saver.failed = false;
                ctx.request_repaint_after(PAUSE);
                return;
            }
        }
        self.saver.writing = Some(changes.len());
        let changes = changes.to_vec();
        self.jobs.start(ctx, JOB, None, move |_progress| {
            Outcome::Workspace(Box::new(file::write(&path, &changes)))
        });
    }

    /// What the writing job came to.
    pub(in crate::app) fn workspace_written(&mut self, result: Result<Read, FileError>) {
        let lang = self.state.settings.lang;
        let written = self.saver.writing.take().unwrap_or(0);
        match result {
            Ok(read) => {
                if let Some(path) = &self.saver.path {
                    say_set_aside(&mut self.messages, lang, &read, path);
                }
                self.state.workspace.saved(read.made, written);
                self.saver.since = None;
            }
            Err(error) => {
                self.saver.failed = true;
                self.messages.say(Level::Error, error.message(lang));
            }
        }
    }

    /// A job broke down: it may have been the one that writes.
    pub(in crate::app) fn workspace_lost(&mut self, job: &str) {
        if job == JOB {
            self.saver.writing = None;
            self.saver.failed = true;
        }
    }

    /// Writes what is left, at once: the window closes.
    pub(in crate::app) fn finish_workspace(&mut self) {
        let changes = self.state.workspace.unsaved();
        let Some(path) = self.saver.path.as_ref().filter(|_| !changes.is_empty()) else {
            return;
        };
        // A job may have written some of them already; writing them again changes nothing.
        match file::write(path, changes) {
            Ok(read) => {
                let saved = changes.len();
                self.state.workspace.saved(read.made, saved);
            }
            Err(error) => log::error!("{error}"),
        }
    }
}

fn say_set_aside(messages: &mut Messages, lang: Lang, read: &Read, file: &Path) {
    let (text, path, why) = match (&read.set_aside, read.found) {
        (Some((path, why)), Where::Rest) => ("workspace-left-out", path.as_path(), why.as_str()),
        (Some((path, why)), Where::Backup) => ("workspace-set-aside", path.as_path(), why.as_str()),
        (Some((path, why)), Where::File) => ("workspace-lost", path.as_path(), why.as_str()),
        (None, Where::Backup) => ("workspace-gone", file, ""),
        (None, _) => return,
    };
    let path = path.display().to_string();
    let args = [("path", path.into()), ("why", why.into())];
    messages.say(Level::Warning, tr_args(lang, text, &args));
}
