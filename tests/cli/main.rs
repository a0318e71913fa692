//! The binary as a process: output, exit status, files.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod compare;
mod data;
mod golden;
mod import_policy;
mod search;
mod usage;
mod view;

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A small sound pack; `rows` follow the header of its observations.
pub(crate) fn pack(rows: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "pack.ron",
        r#"(id: "p", title: "甲", version: "7", licence: "CC0", schema: 1)"#,
    );
    write(
        "sources.ron",
        r#"[(id: "s1", publisher: "导报", title: "专题", kind: News)]"#,
    );
    write(
        "zones.ron",
        r#"[(id: "jining", name: "济宁高新技术产业开发区", short_name: "济宁高新区", name_en: "Jining Zone",
            short_name_en: "Jining", province: "山东省", level: "国家级", aliases: ["=HYPERLINK()"], sources: ["s1"])]"#,
    );
    write(
        "metrics.ron",
        r#"[(id: "firms", name: "企业", name_en: "Firms", unit: "家", unit_en: "", kind: Count, group: "企业", group_en: "")]"#,
    );
    let header = "entity,metric,period,value,source,as_printed,note\n";
    write("observations.csv", &format!("{header}{rows}"));
    folder
}

pub(crate) const ROWS: &str =
    "jining,firms,2019,4165,s1,4165户,=1+1\njining,firms,2020,-5,s1,1.8万余,\n";

/// Runs the binary on one pack alone.
pub(crate) fn zonescope(pack: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zonescope"));
    command
        .args(args)
        .arg("--no-embedded")
        .arg("--pack")
        .arg(pack);
    command.output().unwrap()
}

/// Runs the binary as it is.
pub(crate) fn bare(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zonescope"))
        .args(args)
        .output()
        .unwrap()
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}
