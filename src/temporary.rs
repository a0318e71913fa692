//! Temporary files beside what is being saved. Each is locked while its writer lives, so that what a killed writer left
//! behind is told from what is still being written, and taken away.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

const PREFIX: &str = ".zonescope-";
const SUFFIX: &str = ".tmp";

/// How often another process may take a file away between its making and its locking.
const TRIES: usize = 5;

/// Holds `path` as a lock against other windows and commands until dropped, or until this process ends however it may.
///
/// # Errors
/// When it cannot be made, or the file system knows no locks.
pub fn lock(path: &Path) -> io::Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    file.lock()?;
    Ok(file)
}

/// A new temporary file in `folder`; deleted when dropped, and by [`sweep`] when its writer is no more.
///
/// # Errors
/// When the system makes no file there.
pub fn create(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // A temporary file is private; a saved one is as readable as any other (the umask still holds).
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..TRIES {
        let file = builder.tempfile_in(folder)?;
        // Where the file system knows no locks, nothing is swept away either.
        let swept = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !swept && file.path().exists() {
            return Ok(file);
        }
    }
    Err(io::Error::other("the temporary file is taken away"))
}

/// Deletes the temporary files in `folder` that nobody writes any more; how many there were.
pub fn sweep(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let left = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PREFIX) && name.ends_with(SUFFIX) && abandoned(&entry.path())
    });
    left.count()
}

/// Takes the file away if its writer is no more.
fn abandoned(path: &Path) -> bool {
    // Opened for writing, as some systems lock no other files.
    let Ok(file) = File::options().write(true).open(path) else {
        return false;
    };
    match file.try_lock() {
        Ok(()) => std::fs::remove_file(path).is_ok(),
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_stays_and_what_is_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let living = create(folder.path()).unwrap();
        let left = folder.path().join(".zonescope-AbC123.tmp");
        let mine = folder.path().join("zonescope-notes.tmp");
        std::fs::write(&left, "half").unwrap();
        std::fs::write(&mine, "mine").unwrap();
        assert_eq!(sweep(folder.path()), 1);
        assert!(living.path().exists() && mine.exists() && !left.exists());
        drop(living);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(sweep(&folder.path().join("not there")), 0);
    }

    #[test]
    fn sweeping_never_takes_what_another_thread_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                scope.spawn(move || {
                    for n in 0..50 {
                        let file = create(path).unwrap();
                        file.persist(path.join(format!("{thread}-{n}"))).unwrap();
                    }
                });
            }
        });
        assert_eq!(std::fs::read_dir(path).unwrap().count(), 200);
    }
}
