//! A specification out of a file: a `.ron` text, or a figure exported before (PNG, SVG, PDF, XLSX).

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::png::{self, PngError};
use super::{chart_book, pdf, svg};
use crate::chart::{ChartSpec, SpecError};
use crate::model::Lang;
use crate::text::{tr, tr_args};

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

/// Why a file gave no chart.
#[derive(Debug)]
pub enum ReopenProblem {
    /// A folder, a pipe or a device.
    NotFile,
    /// It cannot be read.
    Unreadable(std::io::Error),
    /// Its ending is none of [`ENDINGS`].
    NotChart,
    /// It carries no specification.
    NoChart,
    /// It is no PNG that can be read.
    Png(PngError),
    /// Its specification is none.
    Spec(SpecError),
}

/// A file that gave no chart.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct ReopenError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub problem: ReopenProblem,
}

impl ReopenError {
    /// Where, what is wrong and how to mend it; in English `file:line:column: error: what`, or without the place.
    pub fn message(&self, lang: Lang) -> String {
        let file = self.path.display();
        let mut place = String::new();
        let what = match &self.problem {
            ReopenProblem::NotFile => tr(lang, "reopen-not-file").into_owned(),
            ReopenProblem::Unreadable(error) => tr_args(
                lang,
                "png-unreadable",
                &[("reason", error.to_string().into())],
            ),
            ReopenProblem::NotChart => tr(lang, "reopen-not-chart").into_owned(),
            ReopenProblem::NoChart => tr(lang, "reopen-no-chart").into_owned(),
            ReopenProblem::Png(error) => error.message(lang),
            ReopenProblem::Spec(error) => {
                place = format!(":{}:{}", error.line, error.column);
                let reason = error.message.as_str();
                tr_args(lang, "reopen-spec", &[("reason", reason.into())])
            }
        };
        format!("{file}{place}{}{what}", lang.pick("：", ": error: "))
    }
}

/// Reads the specification in a `.ron` file or inside a figure of ours.
///
/// # Errors
/// When the file cannot be read, carries no chart, or the chart is none (with line and column).
pub fn read_spec(path: &Path) -> Result<ChartSpec, ReopenError> {
    read_file(path).map_err(|problem| ReopenError {
        path: path.to_owned(),
        problem,
    })
}

fn read_file(path: &Path) -> Result<ChartSpec, ReopenProblem> {
    let read_all = || read_all(path).map_err(ReopenProblem::Unreadable);
    // A pipe or a device may never end.
    if path.exists() && !path.is_file() {
        return Err(ReopenProblem::NotFile);
    }
    let spec = match ending(path) {
        Some("ron") => {
            let text = read(path).map_err(ReopenProblem::Unreadable)?;
            return ChartSpec::from_ron(&text).map_err(ReopenProblem::Spec);
        }
        Some("png") => png::read_meta_file(path).map_err(ReopenProblem::Png)?.spec,
        Some("svg") => svg::read_meta(&read_all()?).spec,
        Some("pdf") => pdf::read_meta(&read_all()?).spec,
        Some("xlsx") => chart_book::read_meta(&read_all()?).spec,
        _ => return Err(ReopenProblem::NotChart),
    };
    if spec.is_empty() {
        return Err(ReopenProblem::NoChart);
    }
    ChartSpec::from_ron(&spec).map_err(ReopenProblem::Spec)
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

    #[test]
    fn a_refusal_speaks_both_languages_and_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#;
        for (name, bytes, zh, en) in [
            ("a.png", "?", "：这不是 PNG", ": error: This is not a PNG"),
            (
                "a.svg",
                svg,
                "：文件里没有图表",
                ": error: the file carries no chart",
            ),
            (
                "a.ron",
                "(\n  schema: 99)",
                ":2:3：图表设定有误：",
                ":2:3: error: ",
            ),
            ("a.dat", "?", "：不是图表", ": error: not a chart"),
            (
                "gone.svg",
                "",
                "：文件读不出来",
                ": error: The file cannot be read",
            ),
            (".", "", "：不是文件", ": error: is not a file"),
        ] {
            let path = folder.path().join(name);
            if !bytes.is_empty() {
                std::fs::write(&path, bytes).unwrap();
            }
            let error = read_spec(&path).unwrap_err();
            for (lang, told) in [(Lang::Zh, zh), (Lang::En, en)] {
                let message = error.message(lang);
                let wanted = format!("{}{told}", path.display());
                assert!(message.starts_with(&wanted), "{message} / {wanted}");
            }
            assert_eq!(error.to_string(), error.message(Lang::En));
        }
    }
}
