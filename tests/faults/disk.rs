//! A disk that is full, or takes nothing.

use std::path::Path;
use std::process::{Command, Output};

use zonescope::app::session::Session;

use crate::helper::{self, session_file, sessions};
use crate::{names, stderr, zonescope};

/// Runs a command that may write files of `blocks` × 512 bytes at most, as if the disk were full then.
fn limited(blocks: u32, command: &Command) -> Output {
    let mut shell = Command::new("sh");
    // Without the trap the system would kill the process instead of refusing the bytes.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    shell
        .args(["-c", &script])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell.output().unwrap()
}

/// The verbs that write a file, with the file's ending.
const VERBS: [(&[&str], &str); 4] = [
    (&["chart", "wuxi-index"], "png"),
    (&["compare", "jining", "wuxi"], "xlsx"),
    (&["view", "zones"], "png"),
    (
        &[
            "data",
            "export",
            "--what",
            "observations",
            "--format",
            "csv",
        ],
        "csv",
    ),
];

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    for (args, ending) in VERBS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("a.{ending}"));
        std::fs::write(&path, "the old one").unwrap();
        let mut command = zonescope(args);
        command.args(["--force", "-o"]).arg(&path);
        let output = limited(8, &command);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(
            said.contains("disk is full") && said.contains("a."),
            "{args:?}: {said}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "the old one");
        assert_eq!(names(folder.path()).len(), 1, "{args:?}");
    }
}

#[test]
fn a_disk_without_room_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mount = |args: &[&str]| {
        let done = Command::new("mount").args(args).arg(folder.path()).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !mount(&["-t", "tmpfs", "-o", "size=16k", "tmpfs"]) {
        println!("not root: the small disk is left out");
        return;
    }
    let path = folder.path().join("a.png");
    let mut command = zonescope(&["chart", "wuxi-index", "-o"]);
    let full = command.arg(&path).output().unwrap();
    let files = names(folder.path());
    assert!(mount(&["-o", "remount,ro"]));
    let refused = command.output().unwrap();
    let gone = Command::new("umount").arg(folder.path()).status().unwrap();
    assert!(gone.success());
    assert_eq!(full.status.code(), Some(1));
    assert!(stderr(&full).contains("disk is full"), "{}", stderr(&full));
    assert_eq!(files, [] as [&str; 0]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("may not be written to"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn a_session_that_does_not_fit_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = session_file(folder.path());
    let old = &sessions()[0];
    old.save(&path).unwrap();
    let output = limited(
        4,
        &helper::command("helper::a_session_that_does_not_fit", folder.path()),
    );
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("refused: ") && said.contains("disk is full"),
        "{said}{}",
        stderr(&output)
    );
    assert_eq!(Session::restore(&path).session, *old);
    assert_eq!(names(Path::new(path.parent().unwrap())), ["session.ron"]);
}

#[test]
fn an_output_that_takes_nothing_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    for args in [
        &["data", "list"][..],
        &["charts"],
        &["search", "济宁"],
        &["data", "export", "--what", "zones", "--format", "json"],
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let child = zonescope(args)
            .stdout(full)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(1),
            "{args:?}: {}",
            stderr(&output)
        );
        assert!(stderr(&output).contains("error"), "{args:?}");
    }
}
