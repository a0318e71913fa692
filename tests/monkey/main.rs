//! A random user drives the whole window: nothing may panic, undo leads back to the start, every widget has a name.
//!
//! A run is a row of rounds. Each starts from a session and does [`ROUND`] events; then undo must come all the way
//! back, redo all the way forth, and the session saved must open the next round. What an event does depends on the
//! seed, its number and the window alone, so a round can be played again with events left out: that is how a failure
//! is made small. `MONKEY_SEED=n MONKEY_EVENTS=n` choose another run.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod event;
mod files;
#[path = "../fuzz/rng.rs"]
mod rng;
mod round;
#[path = "../fuzz/trace.rs"]
mod trace;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zonescope::app::session::Session;
use zonescope::app::state::{Settings, View};
use zonescope::dataset::Dataset;

use files::Files;
use round::{Failure, play};

/// Events of a round; undo goes back 500 steps, and an event may be more than one.
const ROUND: u64 = 200;

/// Events of one run in the usual test run; two runs go side by side. `.ci/run` lets each do 50 000.
const EVENTS: u64 = 2500;

/// How long a failed round is made smaller.
const SHRINKING: Duration = Duration::from_secs(180);

#[test]
fn monkey_one() {
    run(number("MONKEY_SEED").unwrap_or(1));
}

#[test]
fn monkey_two() {
    run(number("MONKEY_SEED").map_or(2, |seed| seed + 1_000_000));
}

/// Makes the process work in a folder that is kept while any run has it: what is typed into a path field must not land in
/// the repository, and a process works in one folder, whatever runs side by side in it.
fn elsewhere() -> Arc<TempDir> {
    static SHARED: Mutex<Weak<TempDir>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        std::env::set_current_dir(folder.path()).unwrap();
        *shared = Arc::downgrade(&folder);
        folder
    })
}

fn run(seed: u64) {
    let start = Instant::now();
    let _elsewhere = elsewhere();
    let files = Files::new();
    let settings = Settings {
        export_folder: Some(files.folder().to_owned()),
        ..Settings::default()
    };
    let mut session = Session::new(settings, View::first(&Dataset::embedded()));
    let events = number("MONKEY_EVENTS").unwrap_or(EVENTS);
    for first in (0..events).step_by(ROUND as usize) {
        let numbers: Vec<u64> = (first..(first + ROUND).min(events)).collect();
        session = match play(seed, &numbers, &session, &files) {
            Ok(session) => session,
            Err(failure) => report(seed, numbers, &session, failure, &files),
        };
    }
    println!(
        "seed {seed}: {events} events in {:.0} s",
        start.elapsed().as_secs_f64()
    );
}

/// Makes the failed round small and says how it goes.
fn report(
    seed: u64,
    mut numbers: Vec<u64>,
    session: &Session,
    failure: Failure,
    files: &Files,
) -> ! {
    let start = Instant::now();
    let mut shortest = failure;
    numbers.truncate(shortest.played.len());
    let mut piece = numbers.len() / 2;
    while piece > 0 && start.elapsed() < SHRINKING {
        let mut at = 0;
        while at < numbers.len() && start.elapsed() < SHRINKING {
            let mut less = numbers.clone();
            less.drain(at..(at + piece).min(less.len()));
            match play(seed, &less, session, files) {
                Err(failure) => {
                    less.truncate(failure.played.len());
                    (numbers, shortest) = (less, failure);
                }
                Ok(_) => at += piece,
            }
        }
        piece /= 2;
    }
    // Once more, to see where in our code it is.
    round::trace_panics();
    if let Err(failure) = play(seed, &numbers, session, files) {
        shortest = failure;
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("monkey-{seed}.ron"));
    session.save(&path).unwrap();
    let played = shortest.played.iter().map(|step| format!("  {step}\n"));
    panic!(
        "seed {seed}: {}\nfrom the session {} these events lead there:\n{}",
        shortest.what,
        path.display(),
        played.collect::<String>(),
    );
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
