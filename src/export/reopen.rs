//! A specification out of a file: a `.ron` text, or a picture exported before.

use std::io::Read as _;
use std::path::Path;

use super::png;
use crate::chart::{ChartSpec, SpecError};
use crate::dataset::{Diagnostic, Severity};

/// A specification is never longer than this, in bytes.
const MAX_SPEC: u64 = 1 << 20;

/// Reads the specification in a `.ron` file or inside a `.png` of ours.
///
/// # Errors
/// When the file cannot be read, carries no chart, or the chart is none (with line and column).
pub fn read_spec(path: &Path) -> Result<ChartSpec, Diagnostic> {
    let file = path.display().to_string();
    let is = |ending: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(ending))
    };
    if is("png") {
        let meta = png::read_meta_file(path).map_err(|error| problem(&file, error, ""))?;
        if meta.spec.is_empty() {
            let remedy = "give a picture exported by Zonescope";
            return Err(problem(&file, "the picture carries no chart", remedy));
        }
        return ChartSpec::from_ron(&meta.spec).map_err(|error| at(&file, &error));
    }
    if is("ron") {
        let text = read(path).map_err(|error| problem(&file, error, ""))?;
        return ChartSpec::from_ron(&text).map_err(|error| at(&file, &error));
    }
    Err(problem(
        &file,
        "not a chart",
        "give a .ron specification or a .png exported by Zonescope",
    ))
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?
        .take(MAX_SPEC)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// A problem of a whole file.
pub fn problem(file: &str, message: impl std::fmt::Display, remedy: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        file: file.to_owned(),
        line: 0,
        column: 0,
        message: message.to_string(),
        remedy: remedy.to_owned(),
    }
}

/// A problem at its place in a specification.
pub fn at(file: &str, error: &SpecError) -> Diagnostic {
    Diagnostic {
        line: error.line,
        column: error.column,
        ..problem(file, &error.message, "")
    }
}
