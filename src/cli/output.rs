//! Where a verb's output goes: standard output, or a file that appears whole or not at all.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use super::Failure;
use crate::chart::SpecError;
use crate::export::reopen::ReopenError;
use crate::export::{SaveError, SaveProblem, save_with};

/// Writes to `path`, or to standard output without one. The file is written beside its place and then moved there.
///
/// # Errors
/// [`Failure::Refused`] when the file exists and `force` is not given, or cannot be written.
pub(super) fn write(
    path: Option<&Path>,
    force: bool,
    body: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(path) = path else {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        body(&mut out)?;
        return Ok(out.flush()?);
    };
    save_with(path, force.into(), body).map(|_| ())
}

/// `name: error: what; remedy`, without the remedy when there is none.
pub(super) fn problem(name: impl Display, what: impl Display, remedy: &str) -> Failure {
    Failure::refused(match remedy {
        "" => format!("{name}: error: {what}"),
        remedy => format!("{name}: error: {what}; {remedy}"),
    })
}

/// A problem at its place in a specification.
pub(super) fn at(name: &str, error: &SpecError) -> Failure {
    let place = format!("{name}:{}:{}", error.line, error.column);
    problem(place, &error.message, "")
}

/// The file exists, and nobody said that it may be replaced.
pub(super) fn exists(path: &Path) -> Failure {
    let remedy = "give --force to replace it";
    problem(path.display(), "exists already", remedy)
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        match error.problem {
            SaveProblem::Exists => exists(&error.path),
            _ => problem(error.path.display(), &error, ""),
        }
    }
}

impl From<ReopenError> for Failure {
    fn from(error: ReopenError) -> Self {
        Self::refused(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_appear_whole_and_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let fails = write(Some(&path), false, |out| {
            out.write_all(b"half")?;
            Err(Failure::refused("no"))
        });
        assert!(fails.is_err() && !path.exists());
        let body = |text: &'static [u8]| move |out: &mut dyn Write| Ok(out.write_all(text)?);
        write(Some(&path), false, body(b"one")).unwrap();
        assert!(write(Some(&path), false, body(b"two")).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write(Some(&path), true, body(b"two")).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
