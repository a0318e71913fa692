//! What survives the window: settings and the last view, in the platform's folders, written atomically.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::state::{Settings, View};
use crate::export::{Overwrite, save};

/// Version of the file's format.
const SCHEMA: u32 = 1;

/// `session.ron`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Format version.
    pub schema: u32,
    /// How the window is set.
    pub settings: Settings,
    /// What it showed; `None` before the first start.
    pub view: Option<View>,
}

/// What reading the session came to.
#[derive(Debug, Default)]
pub struct Restored {
    /// The session; defaults when there is none or it cannot be read.
    pub session: Session,
    /// Where an unreadable file was set aside, and what was wrong with it.
    pub set_aside: Option<(PathBuf, String)>,
}

/// The product's folders on this machine; `None` when the platform names no home.
fn folders() -> Option<directories::ProjectDirs> {
    directories::ProjectDirs::from("cn", "zonescope", "Zonescope")
}

/// The session file.
pub fn session_file() -> Option<PathBuf> {
    folders().map(|dirs| dirs.config_dir().join("session.ron"))
}

/// The log file, in the platform's state folder.
pub fn log_file() -> Option<PathBuf> {
    let dirs = folders()?;
    let folder = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
    Some(folder.join("zonescope.log"))
}

/// The folder of the person's own packs, loaded with every window; `None` when the platform names no home.
pub fn packs_folder() -> Option<PathBuf> {
    folders().map(|dirs| dirs.data_dir().join("packs"))
}

/// The pack folders in `folder`, by name.
pub fn packs_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut packs: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.join("pack.ron").is_file())
        .collect();
    packs.sort();
    packs
}

/// Where exports are proposed first: pictures, else documents, else home, else here.
pub fn pictures_folder() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let found = dirs.as_ref().and_then(|dirs| {
        let known = [
            dirs.picture_dir(),
            dirs.document_dir(),
            Some(dirs.home_dir()),
        ];
        known.into_iter().flatten().find(|dir| dir.is_dir())
    });
    found.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

impl Session {
    /// Reads the session. A file that cannot be read is kept aside beside the new one, never overwritten.
    pub fn restore(path: &Path) -> Restored {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Restored::default();
            }
            Err(error) => return set_aside(path, &error.to_string()),
        };
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => return set_aside(path, &error.to_string()),
        };
        match ron::from_str::<Self>(text) {
            Ok(session) if session.schema > SCHEMA => set_aside(
                path,
                &format!("schema {} is newer than {SCHEMA}", session.schema),
            ),
            Ok(session) => Restored {
                session,
                set_aside: None,
            },
            Err(error) => set_aside(path, &error.to_string()),
        }
    }

    /// Writes the session; complete before the old one is replaced.
    ///
    /// # Errors
    /// When the folder cannot be made or the file not written.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(std::io::Error::other)?;
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(folder)?;
        let saved = save(path, text.as_bytes(), Overwrite::Yes);
        saved.map(|_| ()).map_err(std::io::Error::other)
    }

    /// A session to save.
    pub fn new(settings: Settings, view: View) -> Self {
        Self {
            schema: SCHEMA,
            settings,
            view: Some(view),
        }
    }
}

fn set_aside(path: &Path, why: &str) -> Restored {
    let free = (1..1000)
        .map(|n| path.with_extension(format!("broken-{n}.ron")))
        .find(|candidate| !candidate.exists());
    let kept = free.filter(|free| std::fs::rename(path, free).is_ok());
    let kept = kept.unwrap_or_else(|| path.to_path_buf());
    Restored {
        session: Session::default(),
        set_aside: Some((kept, why.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::{Place, ThemeChoice};

    #[test]
    fn what_is_saved_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/session.ron");
        let settings = Settings {
            theme: ThemeChoice::Dark,
            ..Settings::default()
        };
        let view = View {
            place: Place::Metrics,
            zone_query: "“jn”\n".into(),
            ..View::default()
        };
        let session = Session::new(settings, view);
        session.save(&path).unwrap();
        session.save(&path).unwrap();
        assert_eq!(Session::restore(&path).session, session);
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_broken_file_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.ron");
        let deep = "[".repeat(10_000);
        let broken: [&[u8]; 4] = [
            b"(schema: 1, settings: (lang: klingon))",
            b"\xff\xfe",
            b"(schema: 99)",
            deep.as_bytes(),
        ];
        for (n, bytes) in broken.into_iter().enumerate() {
            std::fs::write(&path, bytes).unwrap();
            let restored = Session::restore(&path);
            assert_eq!(restored.session, Session::default());
            let (kept, why) = restored.set_aside.unwrap();
            assert!(!why.is_empty());
            assert_eq!(std::fs::read(kept).unwrap(), bytes);
            assert!(!path.exists());
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), n + 1);
        }
        assert!(Session::restore(&path).set_aside.is_none());
    }
}
