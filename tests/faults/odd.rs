//! Odd surroundings: no home, another language, no folder to stand in, no terminal. The verbs must not care.

use std::process::{Command, Output};

use crate::{stderr, zonescope};

/// Verbs that only read, with something they must say.
const VERBS: [(&[&str], &str); 4] = [
    (&["charts"], "济宁"),
    (&["data", "list"], "zonescope"),
    (&["search", "jn"], "济宁"),
    (
        &["data", "export", "--what", "zones", "--format", "json"],
        "天津",
    ),
];

fn check(change: impl Fn(&mut Command)) {
    for (args, says) in VERBS {
        let usual = zonescope(args).output().unwrap();
        let mut command = zonescope(args);
        change(&mut command);
        let output: Output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        assert_eq!(output.stdout, usual.stdout, "{args:?}");
        assert!(String::from_utf8(output.stdout).unwrap().contains(says));
    }
}

#[test]
fn the_c_locale() {
    check(|command| {
        command.env("LANG", "C").env("LC_ALL", "C");
    });
}

#[test]
fn no_environment_at_all() {
    check(|command| {
        command.env_clear();
    });
}

#[test]
fn a_home_that_is_not_there() {
    check(|command| {
        command
            .env("HOME", "/nonexistent")
            .env("XDG_CONFIG_HOME", "/dev/null/config")
            .env("TMPDIR", "/nonexistent");
    });
}

#[test]
fn a_folder_that_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("gone");
    for (args, says) in VERBS {
        std::fs::create_dir(&gone).unwrap();
        let mut shell = Command::new("sh");
        shell
            .args([
                "-c",
                "rmdir \"$PWD\"; exec \"$0\" \"$@\"",
                env!("CARGO_BIN_EXE_zonescope"),
            ])
            .args(args);
        let output = shell.current_dir(&gone).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        assert!(String::from_utf8(output.stdout).unwrap().contains(says));
    }
}

#[test]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let bytes = std::ffi::OsStr::from_bytes(b"\xff\xfe.ron");
    for verb in [&["chart"][..], &["search"], &["data", "check"], &["view"]] {
        let output = zonescope(verb).arg(bytes).output().unwrap();
        let code = output.status.code();
        assert!(
            code == Some(1) || code == Some(2),
            "{verb:?}: {code:?} {}",
            stderr(&output)
        );
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    }
}
