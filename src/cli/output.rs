//! Where a verb's output goes: standard output, or a file that appears whole or not at all.

use std::io::Write;
use std::path::Path;

use super::Failure;

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
    let shown = path.display();
    if !force && path.exists() {
        return Err(Failure::refused(format!(
            "{shown}: error: exists already; give --force to replace it"
        )));
    }
    let refused = |error: std::io::Error| {
        Failure::refused(format!("{shown}: error: cannot be written: {error}"))
    };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(refused)?;
    let mut out = std::io::BufWriter::new(file.as_file_mut());
    body(&mut out)?;
    out.flush().map_err(refused)?;
    drop(out);
    // A file appearing in the meantime is not replaced either.
    let moved = if force {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    moved.map_err(|error| refused(error.error))?;
    Ok(())
}

/// A text as a CSV cell that no spreadsheet takes for a formula; numbers stay numbers.
pub(super) fn safe_cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match risky && text.parse::<f64>().is_err() {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        assert_eq!(safe_cell("=1+1"), "'=1+1");
        assert_eq!(safe_cell("-3.5"), "-3.5");
        assert_eq!(safe_cell("-a"), "'-a");
        assert_eq!(safe_cell("@x"), "'@x");
        assert_eq!(safe_cell("约5"), "约5");
    }

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
