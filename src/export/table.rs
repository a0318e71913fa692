//! A table to take away, whatever it is about, and the forms it is written in.
//!
//! Contract: no text of a table begins as a formula does in any form; a gap is never a zero; a hedged figure is never
//! written as a bare number; every figure leads to its source.

use std::borrow::Cow;

use super::png::PngError;
use super::{csv, markdown, table_figure, table_pdf, xlsx};
use crate::analysis::comparison::Standing;
use crate::chart::FigureTheme;
pub use crate::model::GAP;
use crate::model::Lang;
use crate::text::{tr, tr_args};

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// Name of its sheet in a workbook: short, without `[ ] : * ? / \`.
    pub sheet: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// How many columns at the left name the row; they stay in sight.
    pub lead: usize,
    /// The rows, each with a cell for every column, or a [`Cell::Heading`] alone.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Who says so, one line for each figure; cells point at them by position.
    pub sources: Vec<SourceLine>,
    /// The sources in one line, for a picture.
    pub source: String,
    /// Version of the data.
    pub version: String,
    /// Language of the texts.
    pub lang: Lang,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No source gives a figure.
    Gap,
    /// Stands alone in its row, above the rows it heads.
    Heading(String),
    /// Words, or figures that are no bare number.
    Text {
        /// The words.
        text: String,
        /// Whether they are figures: those stand at the right, so that digits line up.
        figure: bool,
        /// Positions in [`Table::sources`].
        sources: Vec<usize>,
        /// Best or worst of its row.
        standing: Option<Standing>,
    },
    /// An exact number.
    Number {
        /// The number.
        value: f64,
        /// As a person reads it.
        text: String,
        /// Positions in [`Table::sources`].
        sources: Vec<usize>,
        /// Best or worst of its row.
        standing: Option<Standing>,
    },
}

impl Cell {
    /// Words without a source.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            figure: false,
            sources: Vec::new(),
            standing: None,
        }
    }

    /// As a person reads it, mark included.
    pub fn shown(&self) -> Cow<'_, str> {
        let text = self.bare();
        match self.standing() {
            None => text.into(),
            Some(standing) => format!("{text} {}", mark(standing)).into(),
        }
    }

    /// As a person reads it, without the mark.
    pub fn bare(&self) -> &str {
        match self {
            Self::Gap => GAP,
            Self::Heading(text) | Self::Text { text, .. } | Self::Number { text, .. } => text,
        }
    }

    /// Whether it is a figure, hedged ones too.
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Text { figure: true, .. })
    }

    /// Best or worst of its row.
    pub fn standing(&self) -> Option<Standing> {
        match self {
            Self::Gap | Self::Heading(_) => None,
            Self::Text { standing, .. } | Self::Number { standing, .. } => *standing,
        }
    }

    /// Positions in [`Table::sources`].
    pub fn sources(&self) -> &[usize] {
        match self {
            Self::Gap | Self::Heading(_) => &[],
            Self::Text { sources, .. } | Self::Number { sources, .. } => sources,
        }
    }
}

/// The sign of best and worst.
pub fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Best => "▲",
        Standing::Worst => "▼",
    }
}

/// Who gives a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceLine {
    /// Whose figure it is.
    pub entity: String,
    /// What it is.
    pub item: String,
    /// When.
    pub period: String,
    /// Scope that differs from the metric's definition.
    pub scope: String,
    /// The number.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Exactly as printed.
    pub as_printed: String,
    /// How the source hedges it.
    pub qualifier: String,
    /// How it came about.
    pub status: String,
    /// Publisher, title, date.
    pub source: String,
    /// Where inside the source.
    pub locator: String,
    /// Anything else.
    pub note: String,
}

/// A form a table is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    #[default]
    Xlsx,
    /// Text with footnotes.
    Markdown,
    /// Rows for other programs.
    Csv,
    /// Pages to print.
    Pdf,
    /// A picture.
    Png,
}

impl Format {
    /// Every form, in the order shown.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Csv, Self::Markdown, Self::Pdf, Self::Png];

    /// The ending of its files.
    pub fn ext(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Png => "png",
        }
    }

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "XLSX",
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::Pdf => "PDF",
            Self::Png => "PNG",
        }
    }

    /// The form of a file of this name.
    pub fn of(path: &std::path::Path) -> Option<Self> {
        let ext = path.extension()?;
        Self::ALL
            .into_iter()
            .find(|format| ext.eq_ignore_ascii_case(format.ext()))
    }
}

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum TableError {
    /// It makes too large a picture.
    TooLarge,
    /// The workbook could not be made.
    Xlsx(String),
    /// The rows could not be written.
    Csv(String),
    /// The pages could not be made.
    Pdf(String),
    /// The picture could not be made.
    Png(PngError),
}

impl TableError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge => tr(lang, "table-too-large").into_owned(),
            Self::Pdf(reason) => reason.clone(),
            Self::Csv(reason) => {
                let reason = reason.as_str();
                tr_args(lang, "table-csv-failed", &[("reason", reason.into())])
            }
            Self::Xlsx(reason) => {
                let reason = reason.as_str();
                tr_args(lang, "table-xlsx-failed", &[("reason", reason.into())])
            }
            Self::Png(error) => error.message(lang),
        }
    }
}

impl Table {
    /// The bytes of a file. `theme` and `scale` (pixels per point) are for pictures.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn render(
        &self,
        format: Format,
        theme: FigureTheme,
        scale: f32,
    ) -> Result<Vec<u8>, TableError> {
        match format {
            Format::Xlsx => xlsx::render(self),
            Format::Csv => csv::render(self),
            Format::Pdf => table_pdf::render(self),
            Format::Markdown => Ok(markdown::render(self).into_bytes()),
            Format::Png => table_figure::render_png(self, theme, scale),
        }
    }
}

/// A text that no spreadsheet takes for a formula; some take the full-width signs for the others.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let unseen = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    match text.trim_start_matches(unseen).starts_with(SIGNS) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// [`neutral`], on one line: a cell between tabs.
pub fn flat_cell(text: &str) -> String {
    neutral(text).replace(['\t', '\n', '\r'], " ")
}

/// [`neutral`], but for what is a number: a cell of a CSV file.
pub fn safe_cell(text: &str) -> String {
    let digits = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    match text.chars().all(digits) && text.parse::<f64>().is_ok() {
        true => text.to_owned(),
        false => neutral(text).into_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A table with every kind of cell, its words made of `text`.
    pub(in crate::export) fn sample(text: &str) -> Table {
        let line = SourceLine {
            entity: text.to_owned(),
            item: text.to_owned(),
            value: Some(-4165.5),
            as_printed: text.to_owned(),
            source: text.to_owned(),
            note: text.to_owned(),
            ..SourceLine::default()
        };
        let number = Cell::Number {
            value: -4165.5,
            text: "−4165.5".to_owned(),
            sources: vec![0],
            standing: Some(Standing::Best),
        };
        let words = Cell::Text {
            text: text.to_owned(),
            figure: false,
            sources: vec![0],
            standing: None,
        };
        Table {
            title: text.to_owned(),
            sheet: "对比".to_owned(),
            columns: vec![text.to_owned(), "甲".to_owned(), "乙".to_owned()],
            lead: 1,
            rows: vec![
                vec![Cell::Heading(text.to_owned())],
                vec![Cell::text(text), number, Cell::Gap],
                vec![Cell::text("企业"), words, Cell::text("")],
            ],
            notes: vec![text.to_owned()],
            sources: vec![line],
            source: "来源：《导报》".to_owned(),
            version: "高新图鉴 · 数据 7".to_owned(),
            lang: Lang::Zh,
        }
    }

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1",
            "-a",
            "@x",
            "\t=1",
            " =1",
            "\r@",
            "＝1",
            "\u{feff}=1",
            "\0=1",
            "-inf",
            "+nan",
        ] {
            assert!(neutral(text).starts_with('\''), "{text:?}");
            assert!(safe_cell(text).starts_with('\''), "{text:?}");
            assert!(flat_cell(text).starts_with('\''), "{text:?}");
        }
        assert!(neutral("+1").starts_with('\''));
        for number in ["-3.5", "+1", "1e-7", "0"] {
            assert_eq!(safe_cell(number), number);
        }
        for text in ["", "约5", "−3", "a=b", "–"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn a_form_that_failed_is_named() {
        for lang in [Lang::Zh, Lang::En] {
            for (error, failed) in [
                (TableError::Csv("?!".to_owned()), "CSV"),
                (TableError::Xlsx("?!".to_owned()), "XLSX"),
            ] {
                let told = error.message(lang);
                // The other forms named are the way out.
                let (what, _) = told.split_once("?!").unwrap();
                let named = Format::ALL.map(Format::name).into_iter();
                let named: Vec<_> = named.filter(|name| what.contains(name)).collect();
                assert_eq!(named, [failed], "{told}");
            }
        }
    }

    #[test]
    fn names_tell_the_form() {
        let of = |name: &str| Format::of(std::path::Path::new(name));
        assert_eq!(of("a.XLSX"), Some(Format::Xlsx));
        assert_eq!(of("a.b.md"), Some(Format::Markdown));
        assert_eq!((of("a"), of("a.doc")), (None, None));
    }
}
