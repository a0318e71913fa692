//! The file of what a user made. Windows that write at once lose none of each other's entries: each takes a lock,
//! reads what is there, puts its own changes on top, and writes the whole. The file before is kept as a backup.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Change, Made, SCHEMA};
use crate::chart::ChartSpec;
use crate::export::{Overwrite, SaveError, save};
use crate::model::Lang;
use crate::temporary;
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
    /// What was made.
    pub made: Made,
    /// Where a broken file was put aside, and what was wrong with it.
    pub set_aside: Option<(PathBuf, String)>,
    /// Where `made` was found.
    pub found: Where,
}

/// Where it was found what was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Where {
    /// In the file, or nowhere: nothing was made yet.
    #[default]
    File,
    /// In what is sound of a broken file.
    Rest,
    /// In the backup, which has the place of the file now.
    Backup,
}

/// Reads the file; there may be none yet. A broken one is put aside beside it, never overwritten, and what is sound of
/// it or else its backup comes into its place: so does the backup of a file that is gone.
///
/// # Errors
/// When it cannot be read, or a later version wrote it; or when nothing can come into the place of a broken one.
pub fn read(path: &Path) -> Result<Read, FileError> {
    if !path.exists() && !backup(path).exists() {
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
    let text = render(path, &read.made)?;
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

fn lock(path: &Path) -> Result<File, FileError> {
    let lock = path.with_extension("lock");
    temporary::lock(&lock).map_err(refused(&lock))
}

fn read_locked(path: &Path) -> Result<Read, FileError> {
    let (why, rest) = match look(path)? {
        Found::Sound(made) => {
            return Ok(Read {
                made,
                ..Read::default()
            });
        }
        Found::Nothing => (None, None),
        Found::Broken { why, rest } => (Some(why), rest),
    };
    let spare = backup(path);
    // Looked at before anything moves: one of a later version is refused.
    let (made, found) = match (rest, look(&spare)?) {
        (Some(rest), _) => (Some(*rest), Where::Rest),
        (None, Found::Sound(made)) => (Some(made), Where::Backup),
        (None, Found::Nothing) => (None, Where::File),
        (
            None,
            Found::Broken {
                rest: Some(rest), ..
            },
        ) => {
            keep(&spare, path)?;
            (Some(*rest), Where::Backup)
        }
        // The next write but one would replace it.
        (None, Found::Broken { why: flaw, .. }) => {
            let kept = keep(&spare, path)?;
            std::fs::remove_file(&spare).map_err(refused(&spare))?;
            if why.is_none() {
                return Ok(Read {
                    set_aside: Some((kept, flaw)),
                    ..Read::default()
                });
            }
            (None, Where::File)
        }
    };
    let set_aside = match why {
        Some(why) => Some((keep(path, path)?, why)),
        None => None,
    };
    match &made {
        // Over the broken one: at no moment is there nothing, whenever this is killed.
        Some(made) => drop(save(path, render(path, made)?.as_bytes(), Overwrite::Yes)?),
        None if set_aside.is_some() => std::fs::remove_file(path).map_err(refused(path))?,
        None => {}
    }
    Ok(Read {
        made: made.unwrap_or_default(),
        set_aside,
        found,
    })
}

/// Copies a broken file under a free name beside the workspace at `path`.
fn keep(broken: &Path, path: &Path) -> Result<PathBuf, FileError> {
    let bytes = std::fs::read(broken).map_err(refused(broken))?;
    let free = (1..1000)
        .map(|n| path.with_extension(format!("broken-{n}.ron")))
        .find(|candidate| !candidate.exists());
    let free = free.ok_or(ErrorKind::AlreadyExists.into());
    let free = free.map_err(refused(path))?;
    Ok(save(&free, &bytes, Overwrite::No)?)
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |error| FileError::Read { path, error }
}

fn render(path: &Path, made: &Made) -> Result<String, FileError> {
    let text = ron::ser::to_string_pretty(made, ron::ser::PrettyConfig::default());
    text.map_err(|error| refused(path)(io::Error::other(error)))
}

/// What a file turns out to be.
enum Found {
    Nothing,
    Sound(Made),
    Broken {
        why: String,
        /// All of it but the charts that cannot be drawn, where only those are wrong.
        rest: Option<Box<Made>>,
    },
}

/// Only the version, so that a newer file is told from a broken one.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Version {
    schema: u32,
}

fn look(path: &Path) -> Result<Found, FileError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(refused(path)(error)),
    };
    let broken = |why: String| Found::Broken { why, rest: None };
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => return Ok(broken(error.to_string())),
    };
    if let Ok(Version { schema }) = ron::from_str(text)
        && schema > SCHEMA
    {
        return Err(FileError::Newer {
            path: path.to_owned(),
            schema,
        });
    }
    let mut made: Made = match ron::from_str(text) {
        Ok(made) => made,
        Err(error) => return Ok(broken(error.to_string())),
    };
    let mut flaws = Vec::new();
    made.charts.retain(|_, chart| {
        let sound = ChartSpec::from_ron(&chart.spec.to_ron());
        let flaw = sound.map_err(|error| format!("{}: {}", chart.name, error.message));
        flaw.map_err(|flaw| flaws.push(flaw)).is_ok()
    });
    Ok(match flaws.is_empty() {
        true => Found::Sound(made),
        false => Found::Broken {
            why: flaws.join("; "),
            rest: Some(Box::new(made)),
        },
    })
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
        let before = look(&backup(&path)).unwrap();
        assert!(matches!(before, Found::Sound(made) if made == written));
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
    fn a_broken_file_is_kept_aside_and_the_backup_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        write(&path, &[bookmark("a")]).unwrap();
        write(&path, &[bookmark("b")]).unwrap();
        let deep = "[".repeat(10_000);
        let broken: [&[u8]; 3] = [b"(schema: 1, notes: ", b"\xff\xfe", deep.as_bytes()];
        for bytes in broken {
            std::fs::write(&path, bytes).unwrap();
            let now = read(&path).unwrap();
            let (kept, why) = now.set_aside.unwrap();
            assert!(!why.is_empty());
            assert_eq!(std::fs::read(kept).unwrap(), bytes);
            assert_eq!(now.made.bookmarks.len(), 1, "as the backup has it");
            assert_eq!(now.found, Where::Backup);
            // Another start without an edit.
            let again = read(&path).unwrap();
            assert_eq!((again.made, again.found), (now.made, Where::File));
        }
        // Writing goes on from the backup, and finds a broken file too.
        std::fs::write(&path, b"(").unwrap();
        let written = write(&path, &[bookmark("c")]).unwrap();
        assert_eq!(written.made.bookmarks.len(), 2);
        assert!(written.set_aside.is_some());
    }

    #[test]
    fn edits_after_a_broken_file_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        write(&path, &[bookmark("a")]).unwrap();
        write(&path, &[bookmark("b")]).unwrap();
        std::fs::write(&path, b"(").unwrap();
        read(&path).unwrap();
        for (n, id) in ["c", "d"].into_iter().enumerate() {
            let made = write(&path, &[bookmark(id)]).unwrap().made;
            assert_eq!(made.bookmarks.len(), n + 2, "{:?}", made.bookmarks);
        }
        // Killed, or emptied by hand: the file is gone and its backup is not.
        std::fs::remove_file(&path).unwrap();
        let now = read(&path).unwrap();
        assert_eq!((now.made.bookmarks.len(), now.found), (2, Where::Backup));
        std::fs::remove_file(&path).unwrap();
        let made = write(&path, &[bookmark("e")]).unwrap().made;
        assert_eq!(made.bookmarks.len(), 3);
        // A broken backup is kept as well, and one of a later version stays where it is.
        for (text, refused) in [("(", false), ("(schema: 99)", true)] {
            let _ = std::fs::remove_file(&path);
            std::fs::write(backup(&path), text).unwrap();
            match read(&path) {
                Ok(now) => {
                    let (kept, _) = now.set_aside.unwrap();
                    assert_eq!(std::fs::read_to_string(kept).unwrap(), text);
                    assert!(!refused && !backup(&path).exists());
                }
                Err(error) => assert!(refused && error.to_string().contains("99"), "{error}"),
            }
        }
        assert_eq!(
            std::fs::read_to_string(backup(&path)).unwrap(),
            "(schema: 99)"
        );
    }

    #[test]
    fn a_chart_that_cannot_be_drawn_is_left_out_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace.ron");
        let save_chart = WorkspaceEdit::SaveChart("好".into(), Box::default());
        let chart = Made::default().change(save_chart).unwrap();
        write(&path, &[bookmark("a"), chart]).unwrap();
        let huge = "charts:{\"c\":(name:\"大\",spec:(size:(1,9999999)),at:0),";
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("charts: {", huge);
        std::fs::write(&path, &text).unwrap();
        let now = read(&path).unwrap();
        let (kept, why) = now.set_aside.unwrap();
        assert_eq!(std::fs::read_to_string(kept).unwrap(), text);
        assert!(why.starts_with("大: "), "{why}");
        assert_eq!(now.found, Where::Rest);
        assert_eq!((now.made.bookmarks.len(), now.made.charts.len()), (1, 1));
        let again = read(&path).unwrap();
        assert_eq!((again.made, again.found), (now.made, Where::File));
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
