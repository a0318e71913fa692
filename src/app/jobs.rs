//! Background work: building the search index, asking for a path, exporting. Each job runs on its own thread, says how
//! far it is, can be cancelled, and wakes the window when done.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::derived::policies::{Corpus, PairKey};
use super::take_in::TakenIn;
use super::workspace::file::{FileError, Read};
use crate::analysis::measures::similarity::Counterparts;
use crate::export::SaveError;
use crate::import::{Draft, ReadError};
use crate::model::Lang;
use crate::search::SearchIndex;
use crate::text::tr;

/// Why an export came to nothing.
#[derive(Debug)]
pub enum ExportError {
    /// A person cancelled it.
    Cancelled,
    /// The figure could not be drawn.
    Figure(String),
    /// The file could not be written.
    Save(SaveError),
}

impl ExportError {
    /// What, where and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Cancelled => tr(lang, "export-cancelled").into_owned(),
            Self::Figure(message) => message.clone(),
            Self::Save(error) => error.message(lang),
        }
    }
}

/// A platform dialog that shows nothing for this long is given up; its answer is then ignored.
const DIALOG_TIME_OUT: Duration = Duration::from_secs(300);

/// What a dialog came to: a path a person picked, or none.
type Answered = fn(Option<PathBuf>) -> Outcome;

/// What a job came to.
#[derive(Debug)]
pub enum Outcome {
    /// The search index.
    Index(Arc<SearchIndex>),
    /// A path a person picked; `None` when they did not, or no dialog could be shown.
    Picked(Option<PathBuf>),
    /// A picture for the clipboard, or why there is none.
    Image(Result<egui::ColorImage, String>),
    /// The file written, or why not.
    Exported(Result<PathBuf, ExportError>),
    /// The measures, numbered and folded.
    Corpus(Arc<Corpus>),
    /// Two documents compared; `None` when a person cancelled it.
    Pair(PairKey, Option<Arc<Counterparts>>),
    /// What the user made was written, or why not.
    Workspace(Box<Result<Read, FileError>>),
    /// A document a person picked; `None` when they did not, or no dialog could be shown.
    PickedDocument(Option<PathBuf>),
    /// A document that was read, or why not.
    Document(Result<Arc<Draft>, ReadError>),
    /// A document that was saved, or why not.
    DocumentSaved(Result<Box<TakenIn>, String>),
    /// A person cancelled it before it had done anything.
    Cancelled,
    /// The job ended without a result (it panicked or was dropped).
    Lost,
}

/// How far a job is, shared with its thread.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    permille: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Says how far the job is, 0 to 1.
    pub fn set(&self, share: f32) {
        self.permille
            .store((share.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
    }

    /// How far it is, 0 to 1.
    pub fn get(&self) -> f32 {
        self.permille.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Whether a person cancelled it; the thread stops at the next good moment.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Cancels it.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// A running job.
#[derive(Debug)]
pub struct Job {
    /// Text id of its name.
    pub text: &'static str,
    /// How far it is.
    pub progress: Progress,
    started: Instant,
    time_out: Option<(Duration, Answered)>,
    result: Receiver<Outcome>,
}

/// The running jobs.
#[derive(Debug, Default)]
pub struct Jobs {
    running: Vec<Job>,
}

impl Jobs {
    /// Waits for the answer of a platform dialog, but not for ever: `wrap` says what is answered.
    pub fn start_dialog(
        &mut self,
        ctx: &egui::Context,
        wrap: Answered,
        answer: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    ) {
        let time_out = Some((DIALOG_TIME_OUT, wrap));
        self.start(ctx, "job-dialog", time_out, move |_progress| {
            wrap(pollster::block_on(answer).map(|file| file.path().to_path_buf()))
        });
    }

    /// Starts a job. After `time_out` its result is no longer waited for, and taken for a dialog without an answer.
    pub fn start(
        &mut self,
        ctx: &egui::Context,
        text: &'static str,
        time_out: Option<(Duration, Answered)>,
        work: impl FnOnce(&Progress) -> Outcome + Send + 'static,
    ) {
        let (sender, result): (Sender<Outcome>, _) = channel();
        let progress = Progress::default();
        let job = Job {
            text,
            progress: progress.clone(),
            started: Instant::now(),
            time_out,
            result,
        };
        let wake = ctx.clone();
        let spawned = std::thread::Builder::new()
            .name(text.to_owned())
            .spawn(move || {
                let outcome = work(&progress);
                // The window may be gone; then nobody waits.
                let _ = sender.send(outcome);
                wake.request_repaint();
            });
        match spawned {
            Ok(_) => self.running.push(job),
            Err(error) => log::error!("cannot start a thread for {text}: {error}"),
        }
        if let Some((time_out, _)) = time_out {
            ctx.request_repaint_after(time_out);
        }
    }

    /// The jobs that ended since the last call.
    pub fn drain(&mut self) -> Vec<(&'static str, Outcome)> {
        let mut ended = Vec::new();
        self.running.retain(|job| {
            use std::sync::mpsc::TryRecvError;
            let late = job
                .time_out
                .filter(|(limit, _)| job.started.elapsed() >= *limit);
            let outcome = match (job.result.try_recv(), late) {
                (Ok(outcome), _) => outcome,
                (Err(TryRecvError::Disconnected), _) => Outcome::Lost,
                (Err(TryRecvError::Empty), Some((_, wrap))) => wrap(None),
                (Err(TryRecvError::Empty), None) => return true,
            };
            ended.push((job.text, outcome));
            false
        });
        ended
    }

    /// Whether one of this name runs.
    pub fn runs(&self, text: &str) -> bool {
        self.running.iter().any(|job| job.text == text)
    }

    /// Cancels those of this name.
    pub fn cancel(&self, text: &str) {
        for job in self.running.iter().filter(|job| job.text == text) {
            job.progress.cancel();
        }
    }

    /// Whether one runs that waits for nobody.
    pub fn are_working(&self) -> bool {
        self.running.iter().any(|job| job.time_out.is_none())
    }

    /// The jobs that run now.
    pub fn running(&self) -> &[Job] {
        &self.running
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(jobs: &mut Jobs) -> Vec<(&'static str, Outcome)> {
        let start = Instant::now();
        loop {
            let ended = jobs.drain();
            if !ended.is_empty() || start.elapsed() > Duration::from_secs(20) {
                return ended;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_job_ends_is_cancelled_or_times_out() {
        let ctx = egui::Context::default();
        let mut jobs = Jobs::default();
        jobs.start(&ctx, "one", None, |progress| {
            progress.set(0.5);
            Outcome::Picked(Some("x".into()))
        });
        assert!(matches!(
            &wait(&mut jobs)[..],
            [("one", Outcome::Picked(Some(_)))]
        ));

        jobs.start(&ctx, "two", None, |progress| {
            while !progress.is_cancelled() {
                std::thread::sleep(Duration::from_millis(1));
            }
            Outcome::Picked(None)
        });
        jobs.running()[0].progress.cancel();
        assert!(matches!(
            &wait(&mut jobs)[..],
            [("two", Outcome::Picked(None))]
        ));

        let wraps: [Answered; 2] = [Outcome::Picked, Outcome::PickedDocument];
        let came = wraps.map(|wrap| {
            let (hold, held) = channel::<()>();
            let time_out = Some((Duration::from_millis(5), wrap));
            jobs.start(&ctx, "three", time_out, move |_| {
                let _ = held.recv();
                Outcome::Lost
            });
            let ended = wait(&mut jobs);
            drop(hold);
            ended
        });
        assert!(matches!(
            came.each_ref().map(Vec::as_slice),
            [
                [("three", Outcome::Picked(None))],
                [("three", Outcome::PickedDocument(None))]
            ]
        ));
    }
}
