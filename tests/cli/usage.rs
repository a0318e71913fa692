use std::process::{Command, Stdio};

use zonescope::export::figure::FigureFormat;
use zonescope::export::{reopen, table};

use crate::{ROWS, bare, pack, status, stderr, stdout, zonescope};

#[test]
fn wrong_usage_is_2() {
    for args in [
        &["data"][..],
        &["data", "export"],
        &["search"],
        &["data", "lsit"],
        &["--colour"],
    ] {
        assert_eq!(status(&bare(args)), 2, "{args:?}");
    }
    let near = bare(&["serach", "x"]);
    assert_eq!(status(&near), 2);
    assert!(
        stderr(&near).contains("did you mean `search`"),
        "{}",
        stderr(&near)
    );
    assert!(stderr(&bare(&["data", "lsit"])).contains("'list'"));
}

#[test]
fn help_and_version() {
    let help = bare(&["--help"]);
    assert_eq!(status(&help), 0);
    for text in [
        "高新图鉴",
        "data",
        "search",
        "--pack",
        "--no-embedded",
        "Exit status",
    ] {
        assert!(stdout(&help).contains(text), "{text}");
    }
    let line = |verb: &str| {
        let mut lines = stdout(&help).lines().map(str::trim);
        lines.find(|line| line.starts_with(verb)).unwrap()
    };
    for name in FigureFormat::ALL.map(FigureFormat::name) {
        assert!(line("chart ").contains(name), "{}", line("chart "));
    }
    for name in table::Format::ALL.map(table::Format::name) {
        assert!(line("compare ").contains(name), "{}", line("compare "));
    }
    let view = bare(&["view", "--help"]);
    for ending in reopen::ENDINGS {
        assert!(stdout(&view).contains(&format!(".{ending}")), "{ending}");
    }
    assert!(!stdout(&help).contains("exit-after-first-frame"));
    assert!(!stdout(&bare(&["data", "export", "--help"])).contains("xlsx"));
    let version = bare(&["--version"]);
    let expected = format!("zonescope {} (data ", env!("CARGO_PKG_VERSION"));
    assert!(
        stdout(&version).starts_with(&expected),
        "{}",
        stdout(&version)
    );
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let rows: String = (0..20_000)
        .map(|i| {
            format!(
                "jining,firms,{}-{:02}-{:02},1,s1,,n{i}\n",
                1900 + i / 336,
                i / 28 % 12 + 1,
                i % 28 + 1
            )
        })
        .collect();
    let pack = pack(&rows);
    let mut child = Command::new(env!("CARGO_BIN_EXE_zonescope"))
        .args([
            "data",
            "export",
            "--what",
            "observations",
            "--no-embedded",
            "--pack",
        ])
        .arg(pack.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output)), (0, ""));
    assert_eq!(
        status(&zonescope(crate::pack(ROWS).path(), &["data", "list"])),
        0
    );
}

/// A file's name need be no text; a chart in it is a chart.
#[cfg(unix)]
#[test]
fn a_chart_file_whose_name_is_no_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = folder
        .path()
        .join(std::ffi::OsStr::from_bytes(b"\xb8\xdf.ron"));
    let Ok(()) = std::fs::write(&name, "(kind: Barr)") else {
        // Some disks want text.
        return;
    };
    for verb in [&["chart"][..], &["view", "metrics", "--chart"]] {
        let done = Command::new(env!("CARGO_BIN_EXE_zonescope"))
            .args(verb)
            .arg(&name)
            .arg("-o")
            .arg(folder.path().join("a.png"))
            .output()
            .unwrap();
        assert_eq!(status(&done), 1, "{verb:?}");
        assert!(stderr(&done).contains(".ron:1:8: error: "), "{verb:?}");
    }
}
