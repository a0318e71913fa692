//! A table as a workbook: the table with numbers as numbers, and a sheet with the source of each.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::table::{Cell, GAP, SourceLine, Table, TableError, mark, neutral};
use crate::analysis::comparison::Standing;
use crate::model::Lang;
use crate::text::tr;

/// Characters a cell can hold.
const MAX_CHARS: usize = 32_767;

/// Width of a column, in characters of the default font.
const WIDTHS: std::ops::RangeInclusive<f64> = 8.0..=44.0;

/// The bytes of the workbook.
pub(super) fn render(table: &Table) -> Result<Vec<u8>, TableError> {
    write(table).map_err(|error| TableError::Xlsx(error.to_string()))
}

fn write(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = book(&table.title, &table.version)?;
    table_sheet(book.add_worksheet(), table)?;
    if !table.sources.is_empty() {
        source_sheet(book.add_worksheet(), &table.sources, table.lang)?;
    }
    book.save_to_buffer()
}

/// An empty workbook that says what it is about. It bears the date of its data, not of the day: the same input gives the
/// same bytes.
pub(super) fn book(title: &str, version: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_author("Zonescope")
            .set_comment(version)
            .set_creation_datetime(&dated(version)?),
    );
    Ok(book)
}

/// The first day of the month that the version names, such as 2026.11; one that names none has a fixed date.
fn dated(version: &str) -> Result<ExcelDateTime, XlsxError> {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit() && c != '.');
    let date = numbers.find_map(|part| {
        let (year, month) = part.split_once('.')?;
        ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, 1).ok()
    });
    date.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)
}

pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

pub(super) fn head() -> Format {
    wrapped()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xEE_EA_E2))
}

/// A number with the sign of best or worst behind it; the cell's value stays the number.
fn number(standing: Option<Standing>) -> Format {
    let format = Format::new()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    match standing {
        None => format,
        Some(standing) => format.set_num_format(format!("General\" {}\"", mark(standing))),
    }
}

/// Writes words no program takes for a formula.
pub(super) fn words(
    sheet: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text: String = neutral(text).chars().take(MAX_CHARS).collect();
    sheet.write_string_with_format(at.0, at.1, text, format)?;
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(table.sheet.as_str())?;
    let (bold, plain) = (Format::new().set_bold(), wrapped());
    words(sheet, (0, 0), &table.title, &bold.clone().set_font_size(14))?;
    let mut widths = Widths::new(table.columns.len());
    for (column, name) in table.columns.iter().enumerate() {
        words(sheet, (1, column as u16), name, &head())?;
        widths.note(column, name);
    }
    let mut at = 2;
    for row in &table.rows {
        for (column, cell) in row.iter().enumerate() {
            let place = (at, column as u16);
            if !matches!(cell, Cell::Heading(_)) {
                widths.note(column, &cell.shown());
            }
            match cell {
                // An empty cell is a gap to every chart and sum; a dash would be a text.
                Cell::Gap => {}
                Cell::Heading(text) => words(sheet, place, text, &bold)?,
                Cell::Text { .. } => words(sheet, place, &cell.shown(), &plain)?,
                Cell::Number {
                    value, standing, ..
                } => {
                    sheet.write_number_with_format(at, place.1, *value, &number(*standing))?;
                }
            }
        }
        at += 1;
    }
    at += 1;
    for note in table.notes.iter().chain([&table.source, &table.version]) {
        words(sheet, (at, 0), note, &Format::new())?;
        at += 1;
    }
    widths.set(sheet)?;
    sheet.set_freeze_panes(2, table.lead as u16)?;
    sheet.set_repeat_rows(1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// One line a figure: who says so.
pub(super) fn source_sheet(
    sheet: &mut Worksheet,
    lines: &[SourceLine],
    lang: Lang,
) -> Result<(), XlsxError> {
    let text = |id: &'static str| tr(lang, id);
    sheet.set_name(text("table-sheet-sources"))?;
    let names = [
        "table-number",
        "table-entity",
        "table-item",
        "table-period",
        "table-scope",
        "table-value",
        "table-unit",
        "figure-as-printed",
        "figure-qualifier",
        "table-status",
        "table-source",
        "table-locator",
        "figure-note",
    ];
    let mut widths = Widths::new(names.len());
    for (column, id) in names.into_iter().enumerate() {
        words(sheet, (0, column as u16), &text(id), &head())?;
        widths.note(column, &text(id));
    }
    for (at, line) in lines.iter().enumerate() {
        source_row(sheet, at as u32 + 1, line, &mut widths)?;
    }
    widths.set(sheet)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn source_row(
    sheet: &mut Worksheet,
    at: u32,
    line: &SourceLine,
    widths: &mut Widths,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(at, 0, f64::from(at), &number(None))?;
    if let Some(value) = line.value {
        sheet.write_number_with_format(at, 5, value, &number(None))?;
    }
    let texts = [
        (1, &line.entity),
        (2, &line.item),
        (3, &line.period),
        (4, &line.scope),
        (6, &line.unit),
        (7, &line.as_printed),
        (8, &line.qualifier),
        (9, &line.status),
        (10, &line.source),
        (11, &line.locator),
        (12, &line.note),
    ];
    for (column, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        words(sheet, (at, column), text, &wrapped())?;
        widths.note(usize::from(column), text);
    }
    Ok(())
}

/// How wide each column wants to be.
pub(super) struct Widths(Vec<f64>);

impl Widths {
    pub(super) fn new(columns: usize) -> Self {
        Self(vec![*WIDTHS.start(); columns])
    }

    pub(super) fn note(&mut self, column: usize, text: &str) {
        // A Chinese character takes the room of two digits.
        let wide = |c: char| if c as u32 >= 0x2E80 { 2.0 } else { 1.05 };
        let width = text.chars().map(wide).sum::<f64>() + 2.0;
        if let Some(known) = self.0.get_mut(column)
            && text != GAP
        {
            *known = known.max(width).min(*WIDTHS.end());
        }
    }

    pub(super) fn set(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, width) in self.0.into_iter().enumerate() {
            sheet.set_column_width(column as u16, width)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::super::table::tests::sample;
    use super::*;
    use proptest::prelude::*;

    /// A file inside the workbook.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    /// Every shared string, as written.
    fn strings(bytes: &[u8]) -> Vec<String> {
        let xml = part(bytes, "xl/sharedStrings.xml");
        let items = xml.split("<t").skip(1).filter_map(|item| {
            let (_, text) = item.split_once('>')?;
            Some(text.split_once("</t>")?.0.to_owned())
        });
        items.collect()
    }

    #[test]
    fn a_workbook_bears_the_date_of_its_data() {
        for (version, date) in [
            ("Zonescope 数据2026.11", "2026-11-01T00:00:00Z"),
            ("2026.11 + 我的 3", "2026-11-01T00:00:00Z"),
            ("我的 v1.99", "2000-01-01T00:00:00Z"),
            ("", "2000-01-01T00:00:00Z"),
        ] {
            let bytes = book("题", version).unwrap().save_to_buffer().unwrap();
            let core = part(&bytes, "docProps/core.xml");
            assert_eq!(core.matches(date).count(), 2, "{version}: {core}");
            assert_eq!(
                core.matches("T00:00:00Z").count(),
                2,
                "no other time: {core}"
            );
        }
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        let first = render(&sample("企业")).unwrap();
        // The clock of a zip file ticks every two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert!(first == render(&sample("企业")).unwrap());
    }

    #[test]
    fn numbers_are_numbers_and_gaps_are_empty() {
        let bytes = render(&sample("企业")).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<v>-4165.5</v>"), "{sheet}");
        assert!(!sheet.contains("r=\"C4\""), "a gap: {sheet}");
        assert!(sheet.contains("topLeftCell=\"B3\""), "{sheet}");
        let styles = part(&bytes, "xl/styles.xml");
        assert!(styles.contains("▲"), "{styles}");
        let sources = part(&bytes, "xl/worksheets/sheet2.xml");
        assert!(sources.contains("<v>-4165.5</v>"));
        let book = part(&bytes, "xl/workbook.xml");
        assert!(book.contains("name=\"对比\"") && book.contains("name=\"来源\""));
        assert!(strings(&bytes).iter().any(|text| text == "企业"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_cell_is_a_formula(text in "[=+\\-@\\t\\r\\n |<&a甲]{0,6}") {
            let bytes = render(&sample(&text)).unwrap();
            for text in strings(&bytes) {
                prop_assert!(!text.trim_start().starts_with(['=', '+', '-', '@']), "{}", text);
            }
            prop_assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
        }
    }
}
