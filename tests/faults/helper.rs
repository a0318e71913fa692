//! The other process: this test binary again, saving without end until it is killed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View};
use zonescope::app::workspace::file::write;
use zonescope::app::workspace::{Change, Note};
use zonescope::export::{Overwrite, save};
use zonescope::search::Target;

const FOLDER: &str = "ZONESCOPE_FAULTS_FOLDER";

/// What the helper writes: two contents that differ in every byte and in length.
pub fn contents() -> [Vec<u8>; 2] {
    [vec![b'a'; 600_000], vec![b'b'; 400_000]]
}

/// The sessions the helper writes in turn.
pub fn sessions() -> [Session; 2] {
    let view = |place, query: &str| View {
        place,
        zone_query: query.repeat(3000),
        ..View::default()
    };
    [
        Session::new(Settings::default(), view(Place::Metrics, "甲")),
        Session::new(Settings::default(), view(Place::Policies, "乙")),
    ]
}

/// The file of exports written again and again.
pub fn export_file(folder: &Path) -> PathBuf {
    folder.join("figure.png")
}

/// The file of the session.
pub fn session_file(folder: &Path) -> PathBuf {
    folder.join("config/session.ron")
}

/// The file of what a user made.
pub fn workspace_file(folder: &Path) -> PathBuf {
    folder.join("data/workspace.ron")
}

/// A change of a user's notes; every tenth is a new one.
pub fn note(n: u64) -> Change {
    let target = Target::Measure(format!("m{}", n % 10).as_str().into());
    let text = format!("第{n}次").repeat(2000);
    Change::Note(target, Some(Note { text, at: 0 }))
}

/// Starts a helper and waits until it has saved once.
pub fn start(which: &str, folder: &Path) -> Child {
    let mut child = command(which, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let ready = lines.any(|line| line.is_ok_and(|line| line.contains("saved once")));
    assert!(ready, "the helper {which} did not start");
    child
}

/// The helper's command line.
pub fn command(which: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            which,
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, folder);
    command
}

fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn saved_once(n: u64) {
    if n == 1 {
        let mut out = std::io::stdout();
        out.write_all(b"\nsaved once\n").unwrap();
        out.flush().unwrap();
    }
}

#[test]
#[ignore = "runs only as another test's helper"]
fn exports_without_end() {
    let Some(folder) = folder() else { return };
    let contents = contents();
    for n in 0.. {
        let bytes = &contents[n as usize % 2];
        save(&export_file(&folder), bytes, Overwrite::Yes).unwrap();
        // New names too, a few at a time.
        let new = folder.join(format!("new-{}.png", n % 4));
        let _gone = std::fs::remove_file(&new);
        save(&new, bytes, Overwrite::No).unwrap();
        saved_once(n);
    }
}

#[test]
#[ignore = "runs only as another test's helper"]
fn sessions_without_end() {
    let Some(folder) = folder() else { return };
    let sessions = sessions();
    for n in 0.. {
        sessions[n as usize % 2]
            .save(&session_file(&folder))
            .unwrap();
        saved_once(n);
    }
}

#[test]
#[ignore = "runs only as another test's helper"]
fn workspaces_without_end() {
    let Some(folder) = folder() else { return };
    for n in 0.. {
        write(&workspace_file(&folder), &[note(n)]).unwrap();
        saved_once(n);
    }
}

#[test]
#[ignore = "runs only as another test's helper"]
fn a_session_that_does_not_fit() {
    let Some(folder) = folder() else { return };
    let error = sessions()[1].save(&session_file(&folder)).unwrap_err();
    let mut out = std::io::stdout();
    out.write_all(format!("\nrefused: {error}\n").as_bytes())
        .unwrap();
}
