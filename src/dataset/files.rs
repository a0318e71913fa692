//! The files of a pack, read with limits and checked for their encoding. Reads only, never writes.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::embedded;
use super::report::{At, Report};

/// A RON file larger than this is not one a person wrote; 256 MB.
const RON_LIMIT: u64 = 256 << 20;

/// The remedy for what the system refuses.
const RIGHTS: &str = "check the file and its rights";

/// Where the files of one pack are.
#[derive(Clone, Debug)]
pub(super) enum Files {
    /// Compiled in.
    Embedded,
    /// A folder on disk.
    Folder(PathBuf),
}

impl Files {
    /// The file's name as the person knows it.
    pub(super) fn display(&self, name: &str) -> String {
        match self {
            Self::Embedded => format!("embedded/{name}"),
            Self::Folder(folder) => folder.join(name).display().to_string(),
        }
    }

    /// Names of the saved charts, without folder and ending, sorted.
    pub(super) fn chart_names(&self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Embedded => (embedded::FILES.iter())
                .filter_map(|(name, _)| name.strip_prefix("charts/"))
                .map(str::to_owned)
                .collect(),
            Self::Folder(folder) => {
                let entries = std::fs::read_dir(folder.join("charts"));
                let entries = entries.into_iter().flatten().flatten();
                let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
                names.collect()
            }
        };
        names.retain(|name| name.ends_with(".ron"));
        for name in &mut names {
            name.truncate(name.len() - ".ron".len());
        }
        names.sort();
        names
    }

    /// The text of a RON file without its BOM; `None` when there is no such file, or when it was refused.
    pub(super) fn text(&self, name: &str, report: &mut Report) -> Option<Cow<'static, str>> {
        if let Self::Embedded = self {
            return embedded::text(name).map(Cow::Borrowed);
        }
        let split = "split it into several packs; tables belong in observations.csv";
        let file = self.open(name, RON_LIMIT, split, report)?;
        let shown = self.display(name);
        let size = file.metadata().map_or(0, |meta| meta.len().min(RON_LIMIT));
        let mut bytes = Vec::with_capacity(size as usize);
        let read = file.take(RON_LIMIT + 1).read_to_end(&mut bytes);
        let refused = match read {
            Err(error) => Some((unreadable(&error), RIGHTS)),
            // It has grown meanwhile.
            Ok(size) if size as u64 > RON_LIMIT => Some((too_large(size as u64, RON_LIMIT), split)),
            Ok(_) => None,
        };
        if let Some((message, remedy)) = refused {
            report.error(&shown, At::FILE, message, remedy.into());
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(Cow::Owned(match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            })),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let (at, message, remedy) = wrong_encoding(&bytes, at);
                report.error(&shown, At::of(&bytes, at), message, remedy);
                None
            }
        }
    }

    /// A file of a folder, to be read; `None` when there is no such file, or when it was refused. The remedy against more
    /// than `limit` bytes is `split`.
    pub(super) fn open(
        &self,
        name: &str,
        limit: u64,
        split: &str,
        report: &mut Report,
    ) -> Option<File> {
        let Self::Folder(folder) = self else {
            return None;
        };
        match open(folder, &folder.join(name), limit, split) {
            Ok(file) => return Some(file),
            Err(None) => {}
            Err(Some((message, remedy))) => {
                report.error(&self.display(name), At::FILE, message, remedy.into());
            }
        }
        None
    }
}

/// What is wrong with a path that leads out of its pack by way of a link: a pack from elsewhere must not show what lies
/// outside of it.
fn leaves(folder: &Path, path: &Path) -> Option<String> {
    // What is not there leads nowhere.
    let (folder, path) = (folder.canonicalize().ok()?, path.canonicalize().ok()?);
    (!path.starts_with(folder)).then(|| "is a link that leads out of the pack".to_owned())
}

/// What is wrong with a file and how to mend it; nothing of one that is not there.
type Refusal<'r> = Option<(String, &'r str)>;

fn open<'r>(folder: &Path, path: &Path, limit: u64, split: &'r str) -> Result<File, Refusal<'r>> {
    let io = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => None,
        _ => Some((unreadable(&error), RIGHTS)),
    };
    let meta = std::fs::metadata(path).map_err(io)?;
    if let Some(message) = leaves(folder, path) {
        return Err(Some((message, "put the file itself there")));
    }
    if !meta.is_file() {
        return Err(Some(("is not a file".into(), RIGHTS)));
    }
    if meta.len() > limit {
        return Err(Some((too_large(meta.len(), limit), split)));
    }
    File::open(path).map_err(io)
}

fn unreadable(error: &std::io::Error) -> String {
    format!("cannot be read: {error}")
}

fn too_large(size: u64, limit: u64) -> String {
    let (size, limit) = (size >> 20, limit >> 20);
    format!("{size} MB is more than this file may have ({limit} MB)")
}

/// What to say, and of which byte, of a text that is not UTF-8 from byte `at` on.
pub(super) fn wrong_encoding(bytes: &[u8], at: usize) -> (usize, String, String) {
    let (before, rest) = bytes.split_at(at.min(bytes.len()));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = "is not UTF-8; it looks like UTF-16";
        return (0, message.into(), "save it as UTF-8".into());
    }
    // Two bytes of GBK may pass for a letter of UTF-8; three in a row hardly ever do, so they prove that it was UTF-8.
    let was_utf8 = before.iter().any(|&b| b >= 0xe0);
    if !was_utf8 && looks_like_gbk(bytes) {
        let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(at);
        let message = "is not UTF-8; it looks like GBK";
        return (
            first,
            message.into(),
            "save it as UTF-8 (Excel: “CSV UTF-8”)".into(),
        );
    }
    if std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none()) {
        let message = "ends inside a character; the file is truncated";
        return (at, message.into(), "get the whole file again".into());
    }
    let message = format!("is not UTF-8: byte 0x{:02x}", rest.first().unwrap_or(&0));
    (at, message, "save it as UTF-8".into())
}

/// Whether every byte above ASCII belongs to a GBK pair.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().copied().take(1 << 20).peekable();
    let mut pairs = 0;
    while let Some(byte) = bytes.next() {
        if byte < 0x80 {
            continue;
        }
        let Some(second) = bytes.next() else {
            return pairs > 0;
        };
        if !(0x81..=0xfe).contains(&byte) || !(0x40..=0xfe).contains(&second) || second == 0x7f {
            return false;
        }
        pairs += 1;
    }
    pairs > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_encodings_apart() {
        // 高新 in GBK.
        let gbk = [b'"', 0xb8, 0xdf, 0xd0, 0xc2, b'"'];
        assert!(wrong_encoding(&gbk, 1).1.contains("GBK"));
        assert!(
            wrong_encoding(&[0xff, 0xfe, b'a', 0], 0)
                .1
                .contains("UTF-16")
        );
        let cut = &"高新".as_bytes()[..5];
        assert!(wrong_encoding(cut, 3).1.contains("truncated"));
        let junk = [b'a', 0xff, b' ', 0x80];
        assert!(wrong_encoding(&junk, 1).1.contains("0xff"));
    }

    #[cfg(unix)]
    #[test]
    fn links_may_not_leave_the_pack() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = other.path().join("secret");
        std::fs::write(&secret, "[]").unwrap();
        std::fs::write(folder.path().join("b.ron"), "[]").unwrap();
        symlink(&secret, folder.path().join("a.ron")).unwrap();
        symlink("b.ron", folder.path().join("c.ron")).unwrap();
        symlink(other.path(), folder.path().join("charts")).unwrap();
        let files = Files::Folder(folder.path().to_owned());
        let mut report = Report::default();
        assert_eq!(files.text("c.ron", &mut report).as_deref(), Some("[]"));
        assert_eq!(report.errors(), 0);
        assert_eq!(files.text("a.ron", &mut report), None);
        assert_eq!(files.text("charts/secret", &mut report), None);
        assert_eq!(report.errors(), 2);
    }

    #[test]
    fn opens_what_is_small_enough() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), vec![b' '; 3 << 20]).unwrap();
        let files = Files::Folder(folder.path().to_owned());
        let open = |name: &str, limit: u64| {
            let mut report = Report::default();
            let opened = files.open(name, limit, "cut it", &mut report).is_some();
            let said = report
                .finish()
                .into_iter()
                .map(|d| d.message + "; " + &d.remedy);
            (opened, said.collect::<String>())
        };
        assert_eq!(open("a.csv", 3 << 20), (true, String::new()));
        assert_eq!(open("b.csv", 3 << 20), (false, String::new()));
        let said = "3 MB is more than this file may have (2 MB); cut it";
        assert_eq!(open("a.csv", 2 << 20), (false, said.to_owned()));
    }

    #[test]
    fn reads_without_the_bom_and_refuses_folders() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.ron"), "\u{feff}[]").unwrap();
        std::fs::create_dir(folder.path().join("b.ron")).unwrap();
        let files = Files::Folder(folder.path().to_owned());
        let mut report = Report::default();
        assert_eq!(files.text("a.ron", &mut report).as_deref(), Some("[]"));
        assert_eq!(files.text("c.ron", &mut report), None);
        assert_eq!(report.errors(), 0);
        assert_eq!(files.text("b.ron", &mut report), None);
        assert_eq!(report.errors(), 1);
    }
}
