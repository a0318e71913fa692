//! The file of what a user made. Windows that write at once lose none of each other's entries: each takes a lock,
//! reads what is there, puts its own changes on top, and writes the whole. The file before is kept as a backup.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Change, Made, SCHEMA};
use crate::chart::ChartSpec;
use crate::export::{Overwrite, SaveError, save};
use crate::model::Lang;
use crate::text::tr_args;

/// The file, in the platform's data folder.
pub fn path() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("cn", "zonescope", "Zonescope")?;
    Some(dirs.data_dir().join("workspace.ron"))
}

/// Why the file was not read or written; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A later version of the product wrote it.
    #[error("{path}: written by a later version (schema {schema})")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema it has.
        schema: u32,
    },
    /// It could not be read.
    #[error("{path}: {error}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It could not be written.
    #[error("{0}")]
    Write(#[from] SaveError),
}

impl FileError {
    /// What, where and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Newer { path, schema } => {
                let path = path.display().to_string();
                let args = [("path", path.into()), ("schema", (*schema).into())];
                tr_args(lang, "workspace-newer", &args)
            }
            Self::Read { path, error } => {
                let path = path.display().to_string();
                let args = [("path", path.into()), ("why", error.to_string().into())];
                tr_args(lang, "workspace-unreadable", &args)
            }
            Self::Write(error) => error.message(lang),
        }
    }
}

/// What is in the file.
#[derive(Debug, Default)]
pub struct Read {
    /// What was made; from the backup when the file itself was broken.
    pub made: Made,
    /// Where a broken file was put aside, and what was wrong with it.
    pub set_aside: Option<(PathBuf, String)>,
}

/// Reads the file; there may be none yet. A broken one is put aside beside it, never overwritten.
///
/// # Errors
/// When it cannot be read, or a later version wrote it.
pub fn read(path: &Path) -> Result<Read, FileError> {
    if !path.exists() {
        return Ok(Read::default());
    }
    // Putting aside is a write: another window may be writing.
    let _lock = lock(path)?;
    read_locked(path)
}

/// Puts `changes` on top of what the file has now, and gives the whole.
///
/// # Errors
/// When the file cannot be read or written, or a later version wrote it; then it is as it was.
pub fn write(path: &Path, changes: &[Change]) -> Result<Read, FileError> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    // A failure shows when the lock is taken.
    let _ = std::fs::create_dir_all(folder);
    let _lock = lock(path)?;
    let mut read = read_locked(path)?;
    let before = read.made.clone();
    for change in changes {
        read.made.apply(change.clone());
    }
    read.made.schema = SCHEMA;
    if read.made == before && path.exists() {
        return Ok(read);
    }
    let config = ron::ser::PrettyConfig::default();
    let text = ron::ser::to_string_pretty(&read.made, config).map_err(|error| FileError::Read {
        path: path.to_owned(),
        error: io::Error::other(error),
    })?;
    // What is there has just been read, so the backup is always sound.
    if let Ok(old) = std::fs::read(path) {
        save(&backup(path), &old, Overwrite::Yes)?;
    }
    save(path, text.as_bytes(), Overwrite::Yes)?;
    Ok(read)
}

/// The file before the last change.
pub fn backup(path: &Path) -> PathBuf {
    path.with_extension("backup.ron")
}

/// Held until dropped, or until this process ends however it may.
fn lock(path: &Path) -> Result<File, FileError> {
    let lock = path.with_extension("lock");
    let open = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock);
    let locked = open.and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| FileError::Read { path: lock, error })
}

fn read_locked(path: &Path) -> Result<Read, FileError> {
    let broken = match parse(path) {
        Ok(made) => {
            return Ok(Read {
                made,
                set_aside: None,
            });
        }
        Err(Problem::None) => return Ok(Read::default()),
        Err(Problem::Newer(schema)) => {
            return Err(FileError::Newer {
                path: path.to_owned(),
                schema,
            });
        }
        Err(Problem::Unreadable(error)) => {
            return Err(FileError::Read {
                path: path.to_owned(),
                error,
            });
        }
        Err(Problem::Broken(why)) => why,
    };
    let free = (1..1000)
        .map(|n| path.with_extension(format!("broken-{n}.ron")))
        .find(|candidate| !candidate.exists());
    let moved = match free {
        Some(free) => std::fs::rename(path, &free).map(|()| free),
        None => Err(ErrorKind::AlreadyExists.into()),
    };
    let kept = moved.map_err(|error| FileError::Read {
        path: path.to_owned(),
        error,
    })?;
    Ok(Read {
        made: parse(&backup(path)).unwrap_or_default(),
        set_aside: Some((kept, broken)),
    })
}

enum Problem {
    None,
    Newer(u32),
    Unreadable(io::Error),
    Broken(String),
}

/// Only the version, so that a newer file is told from a broken one.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Version {
    schema: u32,
}

fn parse(path: &Path) -> Result<Made, Problem> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::None,
        _ => Problem::Unreadable(error),
    })?;
    let text = std::str::from_utf8(&bytes).map_err(|error| Problem::Broken(error.to_string()))?;
    if let Ok(Version { schema }) = ron::from_str(text)
        && schema > SCHEMA
    {
        return Err(Problem::Newer(schema));
    }
    let made: Made = ron::from_str(text).map_err(|error| Problem::Broken(error.to_string()))?;
    for chart in made.charts.values() {
        let sound = ChartSpec::from_ron(&chart.spec.to_ron());
        sound.map_err(|error| Problem::Broken(format!("{}: {}", chart.name, error.message)))?;
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::workspace::{Workspace, WorkspaceEdit};
    use crate::search::Target;

    fn bookmark(id: &str) -> Change {
        let edit = WorkspaceEdit::ToggleBookmark(Target::Measure(id.into()));
        Made::default().change(edit).unwrap()
    }

    #[test]
    fn everything_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/workspace.ron");
        let mut workspace = Workspace::default();
        for edit in [
            WorkspaceEdit::ToggleBookmark(Target::Policy("p-1".into())),
            WorkspaceEdit::Note(Target::Measure("m".into()), "“引号”\\\n换行".into()),
            WorkspaceEdit::SaveChart("图（一）".into(), Box::default()),
        ] {
            let change = workspace.made().change(edit).unwrap();
            workspace.apply(change);
        }
        let written = write(&path, workspace.unsaved()).unwrap().made;
        assert_eq!(read(&path).unwrap().made, written);
        workspace.saved(written.clone(), 3);
        assert_eq!(*workspace.made(), written);
        assert!(workspace.unsaved().is_empty());
        // The file before the last change is kept.
        write(&path, &[bookmark("n")]).unwrap();
        assert_eq!(parse(&backup(&path)).ok().unwrap(), written);
    }

    #[test]
    fn windows_that_write_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        std::thread::scope(|scope| {
            for window in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    for n in 0..10 {
                        write(path, &[bookmark(&format!("m{window}-{n}"))]).unwrap();
                    }
                });
            }
        });
        assert_eq!(read(&path).unwrap().made.bookmarks.len(), 80);
        // What one window removes is gone, what the others made stays.
        let gone = Change::Bookmark(Target::Measure("m0-0".into()), None);
        let made = write(&path, &[gone]).unwrap().made;
        assert_eq!(made.bookmarks.len(), 79);
    }

    #[test]
    fn a_broken_file_is_kept_aside_and_the_backup_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        write(&path, &[bookmark("a")]).unwrap();
        write(&path, &[bookmark("b")]).unwrap();
        let huge = "(charts: {\"c\": (name: \"x\", spec: (size: (1, 9999999)), at: 0)})";
        let deep = "[".repeat(10_000);
        let broken: [&[u8]; 4] = [
            b"(schema: 1, notes: ",
            b"\xff\xfe",
            huge.as_bytes(),
            deep.as_bytes(),
        ];
        for bytes in broken {
            std::fs::write(&path, bytes).unwrap();
            let read = read(&path).unwrap();
            let (kept, why) = read.set_aside.unwrap();
            assert!(!why.is_empty());
            assert_eq!(std::fs::read(kept).unwrap(), bytes);
            assert_eq!(read.made.bookmarks.len(), 1, "as the backup has it");
            assert!(!path.exists());
        }
        // Writing goes on from the backup, and finds a broken file too.
        std::fs::write(&path, b"(").unwrap();
        let read = write(&path, &[bookmark("c")]).unwrap();
        assert_eq!(read.made.bookmarks.len(), 2);
        assert!(read.set_aside.is_some());
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        let text = "(schema: 99, boards: [Novel(1)])";
        std::fs::write(&path, text).unwrap();
        for error in [
            read(&path).unwrap_err(),
            write(&path, &[bookmark("a")]).unwrap_err(),
        ] {
            assert!(
                matches!(error, FileError::Newer { schema: 99, .. }),
                "{error}"
            );
            for lang in [Lang::Zh, Lang::En] {
                assert!(error.message(lang).contains("workspace.ron"));
            }
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"x").unwrap();
        let error = write(&file.join("workspace.ron"), &[bookmark("a")]).unwrap_err();
        assert!(error.message(Lang::En).contains("file"), "{error}");
    }
}
