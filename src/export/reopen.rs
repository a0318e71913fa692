//! A specification out of a file: a `.ron` text, or a figure exported before (PNG, SVG, PDF, XLSX).

use std::io::Read as _;
use std::path::Path;

use super::{chart_book, pdf, png, svg};
use crate::chart::{ChartSpec, SpecError};
use crate::dataset::{Diagnostic, Severity};

/// A specification is never longer than this, in bytes.
const MAX_SPEC: u64 = 1 << 20;

/// No figure of ours is larger than this, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// The endings of files that may carry a chart.
pub const ENDINGS: [&str; 5] = ["ron", "png", "svg", "pdf", "xlsx"];

/// Whether a file of this name may carry a chart.
pub fn may_carry(path: &Path) -> bool {
    ending(path).is_some()
}

fn ending(path: &Path) -> Option<&'static str> {
    let ext = path.extension()?;
    ENDINGS
        .into_iter()
        .find(|ending| ext.eq_ignore_ascii_case(ending))
}

/// Reads the specification in a `.ron` file or inside a figure of ours.
///
/// # Errors
/// When the file cannot be read, carries no chart, or the chart is none (with line and column).
pub fn read_spec(path: &Path) -> Result<ChartSpec, Diagnostic> {
    let file = path.display().to_string();
    let of = |read: fn(&[u8]) -> png::PngMeta| {
        let bytes = read_all(path).map_err(|error| problem(&file, error, ""))?;
        Ok(read(&bytes).spec)
    };
    // A pipe or a device may never end.
    if path.exists() && !path.is_file() {
        return Err(problem(&file, "is not a file", "give a file"));
    }
    let spec = match ending(path) {
        Some("ron") => {
            let text = read(path).map_err(|error| problem(&file, error, ""))?;
            return ChartSpec::from_ron(&text).map_err(|error| at(&file, &error));
        }
        Some("png") => {
            let meta = png::read_meta_file(path);
            meta.map_err(|error| problem(&file, error, ""))?.spec
        }
        Some("svg") => of(svg::read_meta)?,
        Some("pdf") => of(pdf::read_meta)?,
        Some("xlsx") => of(chart_book::read_meta)?,
        _ => {
            let remedy =
                "give a .ron specification, or a .png, .svg, .pdf or .xlsx exported by Zonescope";
            return Err(problem(&file, "not a chart", remedy));
        }
    };
    if spec.is_empty() {
        let remedy = "give a file exported by Zonescope and not rewritten by another program";
        return Err(problem(&file, "the file carries no chart", remedy));
    }
    ChartSpec::from_ron(&spec).map_err(|error| at(&file, &error))
}

/// The first [`MAX_FILE`] bytes.
fn read_all(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MAX_FILE)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?
        .take(MAX_SPEC)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// A problem of a whole file.
pub fn problem(file: &str, message: impl std::fmt::Display, remedy: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        file: file.to_owned(),
        line: 0,
        column: 0,
        message: message.to_string(),
        remedy: remedy.to_owned(),
    }
}

/// A problem at its place in a specification.
pub fn at(file: &str, error: &SpecError) -> Diagnostic {
    Diagnostic {
        line: error.line,
        column: error.column,
        ..problem(file, &error.message, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::{Frame, gallery};
    use crate::export::figure::{Choices, FigureFormat, write};

    #[test]
    fn every_form_that_carries_a_chart_gives_it_back() {
        let dataset = pack();
        let folder = tempfile::tempdir().unwrap();
        let (_, spec) = gallery(&dataset).swap_remove(0);
        let spec = spec.unwrap();
        let frame = Frame::build(&spec, &dataset).unwrap();
        let choices = Choices {
            scale: 0.25,
            ..Choices::default()
        };
        for format in FigureFormat::ALL {
            let bytes = write(&spec, &frame, &dataset, format, choices).unwrap();
            let path = folder
                .path()
                .join("图")
                .with_extension(format.ext().to_uppercase());
            std::fs::write(&path, &bytes).unwrap();
            if format == FigureFormat::Csv {
                assert!(!may_carry(&path));
                continue;
            }
            assert_eq!(read_spec(&path).unwrap(), spec, "{format:?}");
            std::fs::write(&path, &bytes[..bytes.len() / 50]).unwrap();
            assert!(read_spec(&path).is_err(), "{format:?}");
        }
    }
}
