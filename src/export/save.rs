//! A file appears complete or not at all.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::model::Lang;
use crate::temporary;
use crate::text::tr_args;

/// What to do when the file exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Leave it alone and fail with [`SaveProblem::Exists`], so that a person can be asked.
    No,
    /// Replace it.
    Yes,
}

impl From<bool> for Overwrite {
    /// Whether replacing it was asked for.
    fn from(replace: bool) -> Self {
        match replace {
            true => Self::Yes,
            false => Self::No,
        }
    }
}

/// Why a file was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveProblem {
    /// The folder does not exist, or is a file.
    NoFolder,
    /// The folder or the disk must not be written to.
    ReadOnly,
    /// No space, or the quota is used up.
    DiskFull,
    /// A file of this name exists.
    Exists,
    /// A folder of this name exists.
    IsFolder,
    /// The name is empty, too long or not allowed there.
    BadName,
    /// Something else; the system's words say what.
    Other,
}

/// A file was not saved, and nothing was left behind.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct SaveError {
    /// Where it should have been.
    pub path: PathBuf,
    /// Why it is not there.
    pub problem: SaveProblem,
    /// What the system said.
    #[source]
    pub source: Option<io::Error>,
}

impl SaveError {
    fn new(path: &Path, problem: SaveProblem) -> Self {
        Self {
            path: path.to_owned(),
            problem,
            source: None,
        }
    }

    fn from_io(path: &Path, error: io::Error) -> Self {
        let problem = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => SaveProblem::NoFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveProblem::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                SaveProblem::DiskFull
            }
            ErrorKind::AlreadyExists => SaveProblem::Exists,
            ErrorKind::IsADirectory => SaveProblem::IsFolder,
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => SaveProblem::BadName,
            _ => SaveProblem::Other,
        };
        Self {
            source: Some(error),
            ..Self::new(path, problem)
        }
    }

    /// What, where and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let id = match self.problem {
            SaveProblem::NoFolder => "save-no-folder",
            SaveProblem::ReadOnly => "save-read-only",
            SaveProblem::DiskFull => "save-disk-full",
            SaveProblem::Exists => "save-exists",
            SaveProblem::IsFolder => "save-is-folder",
            SaveProblem::BadName => "save-bad-name",
            SaveProblem::Other => "save-other",
        };
        let reason = self
            .source
            .as_ref()
            .map_or(String::new(), io::Error::to_string);
        let folder = self.path.parent().unwrap_or(&self.path);
        tr_args(
            lang,
            id,
            &[
                ("path", self.path.display().to_string().into()),
                ("folder", folder.display().to_string().into()),
                ("reason", reason.into()),
            ],
        )
    }
}

/// Writes `bytes` to `path` and returns where they are: behind a link, the file it points to.
///
/// They are written to a temporary file beside it, flushed to the disk, and only then given the name.
///
/// # Errors
/// See [`SaveProblem`]; neither the file nor the temporary one has changed or been left then.
pub fn save(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<PathBuf, SaveError> {
    save_with(path, overwrite, |out| {
        out.write_all(bytes)
            .map_err(|error| SaveError::from_io(path, error))
    })
}

/// [`save`] of what `body` writes, piece by piece.
///
/// # Errors
/// Those of [`save`], and those of `body`; nothing has changed or been left then.
pub fn save_with<E: From<SaveError>>(
    path: &Path,
    overwrite: Overwrite,
    body: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<PathBuf, E> {
    let target = target(path, overwrite)?;
    let refused = |error| SaveError::from_io(path, error);
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(SaveError::new(path, SaveProblem::NoFolder).into());
    }
    // Dropped on an error, the temporary file is deleted.
    let mut file = temporary::create(folder).map_err(refused)?;
    let (ended, failed) = {
        let mut out = Noting {
            out: BufWriter::new(file.as_file_mut()),
            failed: None,
        };
        let ended = body(&mut out).and_then(|()| Ok(out.flush().map_err(refused)?));
        (ended, out.failed.take())
    };
    // Whatever `body` makes of a full disk, the person is told that the disk is full.
    if let Some(error) = failed {
        return Err(refused(error).into());
    }
    ended?;
    file.as_file().sync_all().map_err(refused)?;
    let saved = match overwrite {
        Overwrite::Yes => file.persist(&target),
        Overwrite::No => file.persist_noclobber(&target),
    };
    saved.map_err(|error| refused(error.error))?;
    Ok(target)
}

/// A writer that remembers how it failed.
struct Noting<W> {
    out: W,
    failed: Option<io::Error>,
}

impl<W: Write> Noting<W> {
    fn note<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done
            && error.kind() != ErrorKind::Interrupted
        {
            let system = error.raw_os_error().map(io::Error::from_raw_os_error);
            self.failed = Some(system.unwrap_or_else(|| error.kind().into()));
        }
        done
    }
}

impl<W: Write> Write for Noting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.note(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.note(done)
    }
}

/// Where the bytes go, if they may.
fn target(path: &Path, overwrite: Overwrite) -> Result<PathBuf, SaveError> {
    if path.file_name().is_none() {
        let problem = match path.is_dir() {
            true => SaveProblem::IsFolder,
            false => SaveProblem::BadName,
        };
        return Err(SaveError::new(path, problem));
    }
    if path.is_dir() {
        return Err(SaveError::new(path, SaveProblem::IsFolder));
    }
    if overwrite == Overwrite::No && path.symlink_metadata().is_ok() {
        return Err(SaveError::new(path, SaveProblem::Exists));
    }
    // Replacing a link itself would leave the file people mean as it was.
    Ok(match path.is_symlink() {
        true => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        false => path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(dir)
            .expect("a folder")
            .map(|e| {
                e.expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    fn problem(path: &Path) -> SaveProblem {
        let error = save(path, b"x", Overwrite::Yes).expect_err("must fail");
        for lang in [Lang::Zh, Lang::En] {
            let message = error.message(lang);
            let named = error
                .path
                .parent()
                .unwrap_or(&error.path)
                .display()
                .to_string();
            assert!(
                message.contains(&named) && !message.starts_with("save-"),
                "{message}"
            );
        }
        error.problem
    }

    #[test]
    fn a_file_is_written_and_replaced_only_when_allowed() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("图 1.png");
        assert_eq!(save(&path, b"one", Overwrite::No).expect("saved"), path);
        let error = save(&path, b"two", Overwrite::No).expect_err("exists");
        assert_eq!(error.problem, SaveProblem::Exists);
        assert_eq!(std::fs::read(&path).expect("readable"), b"one");
        save(&path, b"two", Overwrite::Yes).expect("replaced");
        assert_eq!(std::fs::read(&path).expect("readable"), b"two");
        assert_eq!(entries(dir.path()), ["图 1.png"]);
    }

    #[test]
    fn what_cannot_be_saved_says_why_and_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("file");
        save(&file, b"one", Overwrite::No).expect("saved");
        assert_eq!(
            problem(&dir.path().join("missing/a.png")),
            SaveProblem::NoFolder
        );
        assert_eq!(problem(&file.join("a.png")), SaveProblem::NoFolder);
        assert_eq!(problem(dir.path()), SaveProblem::IsFolder);
        assert_eq!(problem(&dir.path().join("..")), SaveProblem::IsFolder);
        assert_eq!(problem(Path::new("")), SaveProblem::BadName);
        assert_eq!(
            problem(&dir.path().join("长".repeat(100))),
            SaveProblem::BadName
        );
        assert_eq!(entries(dir.path()), ["file"]);
    }

    #[test]
    fn the_systems_errors_are_told_apart() {
        let cases = [
            (ErrorKind::PermissionDenied, SaveProblem::ReadOnly),
            (ErrorKind::ReadOnlyFilesystem, SaveProblem::ReadOnly),
            (ErrorKind::StorageFull, SaveProblem::DiskFull),
            (ErrorKind::AlreadyExists, SaveProblem::Exists),
            (ErrorKind::TimedOut, SaveProblem::Other),
        ];
        for (kind, problem) in cases {
            let error = SaveError::from_io(Path::new("/a/b.png"), kind.into());
            assert_eq!(error.problem, problem);
            for lang in [Lang::Zh, Lang::En] {
                assert!(
                    error.message(lang).contains("/a"),
                    "{}",
                    error.message(lang)
                );
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_file_is_named() {
        // Not even root may create files there.
        let path = Path::new("/proc/self/zonescope.png");
        let error = save(path, b"x", Overwrite::No).expect_err("must fail");
        assert!(error.message(Lang::Zh).contains("/proc/self"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_files_are_readable() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        save(&file, b"one", Overwrite::No).expect("saved");
        let mode = file.metadata().expect("metadata").permissions().mode();
        std::fs::write(dir.path().join("plain"), "").expect("written");
        let plain = dir.path().join("plain").metadata().expect("metadata");
        assert_eq!(mode, plain.permissions().mode());
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        save(&link, b"two", Overwrite::Yes).expect("saved");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).expect("readable"), b"two");
    }
}
