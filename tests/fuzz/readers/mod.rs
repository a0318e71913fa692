//! The readers: what each is given and what must hold of what it read. A new one is a function here and a line in
//! `main.rs`.

pub mod chart;
pub mod document;
pub mod pack;
pub mod session;
pub mod words;
pub mod workspace;

use std::path::{Path, PathBuf};

/// The embedded pack's folder.
pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pack")
}

/// What a RON file is made of.
pub const RON_WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "Some(",
    "None",
    "true",
    "false",
    "r#\"",
    "\"#",
    "/*",
    "*/",
    "//",
    "#![enable(implicit_some)]",
    "#![enable(unwrap_newtypes)]",
    "'a'",
    "0x",
    "0b1",
    "1e9",
    "inf",
    "NaN",
    "\\u{10ffff}",
    "id:",
    "name:",
    "zone:",
    "metric:",
    "entity:",
    "period:",
    "source:",
    "value:",
    "schema:",
    "tianjin",
    "wuxi",
    "jining",
    "china",
    "firms",
    "\"2019\"",
    "\"2016/2019\"",
    "\"2020-H1\"",
    "\"2020-02-29\"",
    "\"9999-99\"",
    "\"0000\"",
];
