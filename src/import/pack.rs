//! Saves a policy into a pack folder: all or nothing, with a copy of every file it changes.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::policy::{Taken, over};
use crate::dataset::{Diagnostic, PackSource, Severity, check_path_on, find_record, put_record};
use crate::model::{PackInfo, Policy, PolicyId, SCHEMA_VERSION};
use crate::temporary;

const PACK: &str = "pack.ron";
const POLICIES: &str = "policies.ron";
const SOURCES: &str = "sources.ron";
/// Held while a pack is changed: what another window saved meanwhile is read first.
const LOCK: &str = ".zonescope.lock";
/// How the names of files begin that are no part of a pack: its lock, and what is being written.
const OURS: &str = ".zonescope";
/// The folder of a pack that holds what was replaced.
const BACKUP: &str = "backup";

/// A policy was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The pack's folder.
    pub folder: PathBuf,
    /// The policy.
    pub policy: PolicyId,
    /// Whether it replaced one the pack had.
    pub replaced: bool,
    /// Copies of the files as they were.
    pub backups: Vec<PathBuf>,
}

/// Why nothing was saved; the pack is as it was.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder holds something else.
    #[error("{}: error: is not a pack: it has files but no pack.ron; name a pack folder or a new one", .0.display())]
    NotAPack(PathBuf),
    /// Files of the pack have problems, or would have.
    #[error("{}", lines(.0))]
    Problems(Vec<Diagnostic>),
    /// The disk refused.
    #[error("{}: error: cannot be written: {error}", path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: std::io::Error,
    },
}

fn lines(problems: &[Diagnostic]) -> String {
    let lines: Vec<String> = problems.iter().map(Diagnostic::to_string).collect();
    lines.join("\n")
}

/// A file of the pack: what it is to hold and what it held.
struct Change {
    path: PathBuf,
    new: String,
    old: Option<Vec<u8>>,
}

/// Puts `taken` into the pack at `folder`, which is made when it is not there. `base` are the packs it refers to.
///
/// # Errors
/// See [`PackError`].
pub fn save_policy(taken: &Taken, folder: &Path, base: &[PackSource]) -> Result<Saved, PackError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| PackError::Io { path, error }
    };
    let new_folder = !folder.exists();
    if !new_folder && occupied(folder).map_err(at(folder))? && !folder.join(PACK).is_file() {
        return Err(PackError::NotAPack(folder.to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    let lock = folder.join(LOCK);
    let held = match temporary::lock(&lock) {
        // One window on such a disk is better served than none.
        Err(error) if error.kind() == ErrorKind::Unsupported => None,
        held => Some(held.map_err(at(&lock))?),
    };
    let is_pack = folder.join(PACK).is_file();
    let done = changes(taken, folder, is_pack).and_then(|(changes, replaced)| {
        let backups = back_up(&changes, folder)?;
        write_all(&changes)?;
        match refused(folder, base) {
            problems if problems.is_empty() => Ok(Saved {
                folder: folder.to_owned(),
                policy: taken.policy.id.clone(),
                replaced,
                backups,
            }),
            problems => {
                take_back(&changes);
                Err(PackError::Problems(problems))
            }
        }
    });
    if done.is_err() && new_folder && !occupied(folder).unwrap_or(true) {
        drop(held);
        let _ = std::fs::remove_file(&lock);
        // Only goes while it is empty.
        let _ = std::fs::remove_dir(folder);
    }
    done
}

/// Whether a folder holds anything but what a save puts there in passing.
fn occupied(folder: &Path) -> std::io::Result<bool> {
    let names = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    let names: Vec<_> = names.collect::<std::io::Result<_>>()?;
    let others = |name: &std::ffi::OsString| !name.to_string_lossy().starts_with(OURS);
    Ok(names.iter().any(others))
}

fn changes(taken: &Taken, folder: &Path, is_pack: bool) -> Result<(Vec<Change>, bool), PackError> {
    let mut changes = Vec::new();
    if !is_pack {
        changes.push(Change {
            path: folder.join(PACK),
            new: render(&info(folder)) + "\n",
            old: None,
        });
    }
    let sources = Held::read(folder.join(SOURCES))?;
    let (sources, _) = sources.put(taken.source.id.as_str(), &taken.source)?;
    let policies = Held::read(folder.join(POLICIES))?;
    let policy = &taken.policy;
    let old = find_record(&policies.text, |old: &Policy| old.id == policy.id);
    let policy = old.map_or_else(|| policy.clone(), |old| over(policy, &old));
    let (policies, replaced) = policies.put(policy.id.as_str(), &policy)?;
    changes.extend([sources, policies]);
    Ok((changes, replaced))
}

/// A file of the pack as it is.
struct Held {
    path: PathBuf,
    old: Option<Vec<u8>>,
    text: String,
}

impl Held {
    /// Reads it; it may not be there yet.
    fn read(path: PathBuf) -> Result<Self, PackError> {
        let old = match std::fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(PackError::Io { path, error }),
        };
        let text = match old.as_deref().map(std::str::from_utf8) {
            None => "",
            Some(Ok(text)) => text.trim_start_matches('\u{feff}'),
            Some(Err(_)) => {
                return Err(PackError::Problems(vec![Diagnostic {
                    severity: Severity::Error,
                    file: path.display().to_string(),
                    line: 0,
                    column: 0,
                    message: "is not UTF-8".into(),
                    remedy: "save it as UTF-8".into(),
                }]));
            }
        };
        let text = text.to_owned();
        Ok(Self { path, old, text })
    }

    /// What it is to hold with `record`, and whether that replaces one.
    fn put<T: Serialize + DeserializeOwned>(
        self,
        id: &str,
        record: &T,
    ) -> Result<(Change, bool), PackError> {
        let Self { path, old, text } = self;
        let shown = path.display().to_string();
        let put = put_record::<T>(&text, &shown, id, &render(record));
        let (new, replaced) = put.map_err(PackError::Problems)?;
        Ok((Change { path, new, old }, replaced))
    }
}

/// A record as RON, a field a line.
fn render<T: Serialize>(record: &T) -> String {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n");
    ron::ser::to_string_pretty(record, pretty).unwrap_or_default()
}

/// The description of a new pack. Its id is the folder's name, as far as that can be one.
fn info(folder: &Path) -> PackInfo {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let id: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let id = if id.is_empty() {
        "my-data".to_owned()
    } else {
        id
    };
    PackInfo {
        id: id.into(),
        title: "我的数据".into(),
        title_en: "My data".into(),
        version: "1".into(),
        licence: "—".into(),
        coverage: String::new(),
        coverage_en: String::new(),
        schema: SCHEMA_VERSION,
    }
}

fn back_up(changes: &[Change], folder: &Path) -> Result<Vec<PathBuf>, PackError> {
    let mut copies = Vec::new();
    let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
    for change in changes {
        let Some(old) = &change.old else {
            continue;
        };
        let backup = folder.join(BACKUP);
        let io = |error| PackError::Io {
            path: backup.clone(),
            error,
        };
        std::fs::create_dir_all(&backup).map_err(io)?;
        let stem = change
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let names = (0..1000).map(|n| match n {
            0 => format!("{stem}-{now}.ron"),
            n => format!("{stem}-{now}-{n}.ron"),
        });
        let free = names
            .map(|name| backup.join(name))
            .find(|path| !path.exists());
        let Some(path) = free else {
            continue;
        };
        write(&path, old)?;
        copies.push(path);
    }
    Ok(copies)
}

/// Writes every file, or none.
fn write_all(changes: &[Change]) -> Result<(), PackError> {
    for (i, change) in changes.iter().enumerate() {
        if let Err(error) = write(&change.path, change.new.as_bytes()) {
            take_back(&changes[..i]);
            return Err(error);
        }
    }
    Ok(())
}

fn take_back(changes: &[Change]) {
    for change in changes {
        let done = match &change.old {
            Some(old) => write(&change.path, old).map_err(|error| error.to_string()),
            None => std::fs::remove_file(&change.path).map_err(|error| error.to_string()),
        };
        if let Err(error) = done {
            log::error!("{}: cannot be put back: {error}", change.path.display());
        }
    }
}

/// Writes a file beside its place and moves it there.
fn write(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    let io = |error| PackError::Io {
        path: path.to_owned(),
        error,
    };
    let mut file = temporary::create(path.parent().unwrap_or(Path::new("."))).map_err(io)?;
    file.write_all(bytes).map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(path).map_err(|error| io(error.error))?;
    Ok(())
}

/// The errors of the files that were written.
fn refused(folder: &Path, base: &[PackSource]) -> Vec<Diagnostic> {
    let mut problems = check_path_on(folder, base);
    let written = [PACK, SOURCES, POLICIES].map(|name| folder.join(name).display().to_string());
    problems
        .retain(|problem| problem.severity == Severity::Error && written.contains(&problem.file));
    problems
}
