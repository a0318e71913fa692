//! Where a verb's output goes: standard output, or a file that appears whole or not at all.

use std::io::Write;
use std::path::Path;

use super::Failure;
use crate::export::{Overwrite, SaveError, SaveProblem, save_with};

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
    let overwrite = if force { Overwrite::Yes } else { Overwrite::No };
    save_with(path, overwrite, body).map(|_| ())
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        let shown = error.path.display();
        Self::refused(match error.problem {
            SaveProblem::Exists => {
                format!("{shown}: error: exists already; give --force to replace it")
            }
            _ => format!("{shown}: error: {error}"),
        })
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
