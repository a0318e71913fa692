//! What happens to a person's files when the process is killed, the disk is full, or the surroundings are odd.
//!
//! What needs a window is in `window.sh`, what needs 5 GB in `big_table.sh`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]
#![cfg(unix)]

mod disk;
mod helper;
mod kills;
mod odd;
#[allow(dead_code, reason = "only some of it is needed here")]
#[path = "../fuzz/rng.rs"]
mod rng;

use std::path::Path;
use std::process::{Command, Output};

/// The binary, with these arguments.
fn zonescope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zonescope"));
    command.args(args);
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Names of what is in a folder, hidden files included, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}
