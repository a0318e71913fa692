//! kill -9 in the middle of saves and exports, 500 times in all: every file is the old one or the new one, whole, and
//! the next start takes away what was left.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use zonescope::app::session::Session;
use zonescope::app::workspace::file::{read, write};
use zonescope::app::workspace::{Change, Note};
use zonescope::export::png;
use zonescope::search::Target;
use zonescope::temporary::sweep;

use crate::helper::{contents, export_file, session_file, sessions, start, workspace_file};
use crate::rng::Rng;
use crate::{names, zonescope};

/// Kills of each kind.
const EXPORTS: usize = 150;
const SESSIONS: usize = 150;
const WORKSPACES: usize = 150;
const COMMANDS: usize = 50;

/// Temporary files of ours in a folder.
fn left(folder: &Path) -> usize {
    names(folder)
        .iter()
        .filter(|name| name.starts_with(".zonescope-"))
        .count()
}

/// Kills a saver at a random moment within `longest` µs; every second one when it is seen saving into `folder`, since on
/// a slow disk or a busy machine random moments may all fall between the saves.
fn kill(mut child: Child, folder: &Path, n: usize, longest: u64, rng: &mut Rng) {
    if n.is_multiple_of(2) {
        std::thread::sleep(Duration::from_micros(rng.next() % longest));
    } else {
        let start = Instant::now();
        while left(folder) == 0 && start.elapsed() < Duration::from_secs(2) {
            std::thread::yield_now();
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn exports_killed_are_old_or_new() {
    let folder = tempfile::tempdir().unwrap();
    let (mut rng, contents, mut interrupted) = (Rng::new(1), contents(), 0);
    for n in 0..EXPORTS {
        let child = start("helper::exports_without_end", folder.path());
        kill(child, folder.path(), n, 12_000, &mut rng);
        interrupted += usize::from(left(folder.path()) > 0);
        for name in names(folder.path())
            .iter()
            .filter(|name| !name.starts_with('.'))
        {
            let bytes = std::fs::read(folder.path().join(name)).unwrap();
            assert!(
                contents.contains(&bytes),
                "{name} is half written: {} bytes",
                bytes.len()
            );
        }
        assert!(export_file(folder.path()).exists(), "the export is lost");
        sweep(folder.path());
        assert_eq!(left(folder.path()), 0);
    }
    println!("{interrupted} of {EXPORTS} kills were in the middle of a save");
    assert!(
        interrupted > EXPORTS / 50,
        "only {interrupted} kills hit a save"
    );
}

#[test]
fn sessions_killed_are_old_or_new() {
    let folder = tempfile::tempdir().unwrap();
    let path = session_file(folder.path());
    let (mut rng, sessions, mut interrupted) = (Rng::new(2), sessions(), 0);
    for n in 0..SESSIONS {
        let child = start("helper::sessions_without_end", folder.path());
        kill(child, path.parent().unwrap(), n, 12_000, &mut rng);
        interrupted += left(path.parent().unwrap());
        let restored = Session::restore(&path);
        assert!(restored.set_aside.is_none(), "{:?}", restored.set_aside);
        assert!(
            sessions.contains(&restored.session),
            "a session nobody saved"
        );
        sweep(path.parent().unwrap());
        assert_eq!(names(path.parent().unwrap()), ["session.ron"]);
    }
    println!("{interrupted} of {SESSIONS} kills were in the middle of a save");
    assert!(
        interrupted > SESSIONS / 50,
        "only {interrupted} kills hit a save"
    );
}

#[test]
fn what_a_user_made_survives_every_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace_file(folder.path());
    // What must never be lost, whatever is written beside it.
    let mine = Change::Note(
        Target::Entity("wuxi".into()),
        Some(Note {
            text: "mine".to_owned(),
            at: 7,
        }),
    );
    write(&path, &[mine]).unwrap();
    let (mut rng, mut interrupted) = (Rng::new(4), 0);
    for n in 0..WORKSPACES {
        let child = start("helper::workspaces_without_end", folder.path());
        kill(child, path.parent().unwrap(), n, 20_000, &mut rng);
        interrupted += left(path.parent().unwrap());
        let read = read(&path).unwrap();
        assert!(read.set_aside.is_none(), "{:?}", read.set_aside);
        assert_eq!(read.made.notes[&Target::Entity("wuxi".into())].text, "mine");
        assert!(read.made.notes.len() > 1, "the other notes are lost");
        sweep(path.parent().unwrap());
        assert_eq!(
            names(path.parent().unwrap()),
            ["workspace.backup.ron", "workspace.lock", "workspace.ron"]
        );
    }
    println!("{interrupted} of {WORKSPACES} kills were in the middle of a save");
    assert!(
        interrupted > WORKSPACES / 50,
        "only {interrupted} kills hit a save"
    );
}

#[test]
fn commands_killed_leave_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("wuxi.png");
    let table = folder.path().join("all.csv");
    let (picture_text, table_text) = (picture.to_str().unwrap(), table.to_str().unwrap());
    let kinds: [&[&str]; 2] = [
        &["chart", "wuxi-index", "--force", "-o", picture_text],
        &[
            "data",
            "export",
            "--what",
            "observations",
            "--format",
            "csv",
            "--force",
            "-o",
            table_text,
        ],
    ];
    // The first, whole ones: how long the quickest takes, and what they must write every time.
    let whole = kinds.map(|args| {
        let times = (0..3).map(|_| {
            let start = Instant::now();
            assert!(zonescope(args).output().unwrap().status.success());
            start.elapsed()
        });
        times.min().unwrap()
    });
    assert!(png::read_meta_file(&picture).is_ok());
    let sound = [
        std::fs::read(&picture).unwrap(),
        std::fs::read(&table).unwrap(),
    ];
    let (mut rng, mut killed) = (Rng::new(3), 0);
    for n in 0..COMMANDS {
        let kind = n % 2;
        let mut child = zonescope(kinds[kind]).spawn().unwrap();
        // The saving is at the end.
        let whole = whole[kind].as_micros() as u64;
        std::thread::sleep(Duration::from_micros(whole / 2 + rng.next() % whole));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        assert_eq!(std::fs::read(&picture).unwrap(), sound[0], "kill {n}");
        assert_eq!(std::fs::read(&table).unwrap(), sound[1], "kill {n}");
    }
    assert!(killed > COMMANDS / 5, "only {killed} were still running");
    // The next one takes away what the killed ones left.
    assert!(zonescope(kinds[0]).output().unwrap().status.success());
    assert_eq!(names(folder.path()), ["all.csv", "wuxi.png"]);
}
