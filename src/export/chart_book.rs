//! A chart as a workbook: its data with a native chart beside them, the source of every figure, and the specification
//! on a hidden sheet, so that the workbook opens as the live chart again.

use std::io::{Cursor, Read as _};

use rust_xlsxwriter::{Chart, ChartType, Format, Worksheet, XlsxError};

use super::chart_data::{ChartData, Drawn, LINK_COLUMNS};
use super::png::{MAX_TEXT, PngMeta};
use super::table::SourceLine;
use super::xlsx::{Widths, book, head, source_sheet, words, wrapped};
use super::xmp;
use crate::chart::{ChartKind, Stack};
use crate::text::tr;

/// What the hidden cells begin with.
const SPEC: &str = "zonescope:spec ";
const VERSION: &str = "zonescope:data ";

/// A cell holds fewer characters than this.
const CELL_CHARS: usize = 30_000;

/// Most bytes of the strings of a workbook that are read.
const MAX_STRINGS: u64 = 16 << 20;

/// Rows above the table.
const HEAD_ROWS: u32 = 3;

/// The bytes of the workbook.
pub(super) fn write(drawn: &Drawn<'_>) -> Result<Vec<u8>, XlsxError> {
    let data = drawn.data;
    let mut book = book(&data.title, &data.version)?;
    data_sheet(book.add_worksheet(), drawn)?;
    let lines: Vec<SourceLine> = data
        .figures
        .iter()
        .map(|figure| figure.source.clone())
        .collect();
    if !lines.is_empty() {
        source_sheet(book.add_worksheet(), &lines, data.lang)?;
    }
    spec_sheet(book.add_worksheet(), drawn)?;
    book.save_to_buffer()
}

fn data_sheet(sheet: &mut Worksheet, drawn: &Drawn<'_>) -> Result<(), XlsxError> {
    let data = drawn.data;
    let name = tr(data.lang, "data-sheet");
    sheet.set_name(name.as_ref())?;
    let bold = Format::new().set_bold();
    words(sheet, (0, 0), &data.title, &bold.set_font_size(14))?;
    words(sheet, (1, 0), &data.subtitle, &Format::new())?;
    let last = match data.figures.is_empty() {
        true => link_rows(sheet, data)?,
        false => grid_rows(sheet, data)?,
    };
    let mut at = last + 2;
    for text in [&data.note, &data.source, &data.version] {
        if !text.is_empty() {
            words(sheet, (at, 0), text, &Format::new())?;
            at += 1;
        }
    }
    sheet.set_freeze_panes(HEAD_ROWS + 1, 1)?;
    if !data.figures.is_empty() {
        let chart = native(drawn, &name, last);
        let column = data.grid.columns.len().min(12) as u16 + 2;
        sheet.insert_chart(HEAD_ROWS, column, &chart)?;
    }
    Ok(())
}

/// Writes the links; gives back the last row.
fn link_rows(sheet: &mut Worksheet, data: &ChartData) -> Result<u32, XlsxError> {
    let mut widths = Widths::new(LINK_COLUMNS.len());
    for (column, id) in LINK_COLUMNS.into_iter().enumerate() {
        let text = tr(data.lang, id);
        words(sheet, (HEAD_ROWS, column as u16), &text, &head())?;
        widths.note(column, &text);
    }
    let mut at = HEAD_ROWS;
    for link in &data.links {
        at += 1;
        for (column, text) in link.iter().enumerate() {
            words(sheet, (at, column as u16), text, &wrapped())?;
            widths.note(column, text);
        }
    }
    widths.set(sheet)?;
    Ok(at)
}

/// Writes the grid; gives back the last row. Gaps stay empty, as charts and sums want them.
fn grid_rows(sheet: &mut Worksheet, data: &ChartData) -> Result<u32, XlsxError> {
    let grid = &data.grid;
    let mut widths = Widths::new(grid.columns.len() + 1);
    let heads = std::iter::once(&grid.corner).chain(&grid.columns);
    for (column, name) in heads.enumerate() {
        words(sheet, (HEAD_ROWS, column as u16), name, &head())?;
        widths.note(column, name);
    }
    let mut at = HEAD_ROWS;
    for (name, cells) in &grid.rows {
        at += 1;
        words(sheet, (at, 0), name, &Format::new())?;
        widths.note(0, name);
        for (column, cell) in cells.iter().enumerate() {
            if let Some(value) = cell {
                sheet.write_number(at, column as u16 + 1, *value)?;
                widths.note(column + 1, &value.to_string());
            }
        }
    }
    widths.set(sheet)?;
    Ok(at)
}

/// The spreadsheet's own chart of the grid.
fn native(drawn: &Drawn<'_>, sheet: &str, last: u32) -> Chart {
    let (grid, kind) = (&drawn.data.grid, kind(drawn));
    let mut chart = Chart::new(kind);
    for column in 1..=grid.columns.len() as u16 {
        chart
            .add_series()
            .set_name((sheet, HEAD_ROWS, column))
            .set_categories((sheet, HEAD_ROWS + 1, 0, last, 0))
            .set_values((sheet, HEAD_ROWS + 1, column, last, column));
    }
    chart.title().set_name(drawn.data.title.as_str());
    if matches!(
        kind,
        ChartType::Bar | ChartType::BarStacked | ChartType::BarPercentStacked
    ) {
        // From the top down, as the figure has it.
        chart.x_axis().set_reverse();
    }
    if grid.columns.len() == 1 {
        chart.legend().set_hidden();
    }
    chart.set_width(960).set_height(540);
    chart
}

/// The spreadsheet's kind that is most like the figure's.
fn kind(drawn: &Drawn<'_>) -> ChartType {
    match drawn.spec.kind {
        ChartKind::Line => ChartType::Line,
        ChartKind::RankedBar => ChartType::Bar,
        ChartKind::GroupedBar if drawn.data.grid.timed => ChartType::Column,
        ChartKind::StackedBar => match (drawn.data.grid.timed, drawn.spec.stack) {
            (true, Stack::Absolute) => ChartType::ColumnStacked,
            (true, Stack::Percent) => ChartType::ColumnPercentStacked,
            (false, Stack::Absolute) => ChartType::BarStacked,
            (false, Stack::Percent) => ChartType::BarPercentStacked,
        },
        ChartKind::StackedArea => match drawn.spec.stack {
            Stack::Absolute => ChartType::AreaStacked,
            Stack::Percent => ChartType::AreaPercentStacked,
        },
        _ if drawn.data.grid.timed => ChartType::Line,
        _ => ChartType::Bar,
    }
}

fn spec_sheet(sheet: &mut Worksheet, drawn: &Drawn<'_>) -> Result<(), XlsxError> {
    sheet.set_name("zonescope")?.set_hidden(true);
    let spec: Vec<char> = drawn.spec.to_ron().chars().collect();
    let version = format!("{VERSION}{}", drawn.data.version);
    sheet.write_string(0, 0, version)?;
    for (n, part) in spec.chunks(CELL_CHARS).enumerate() {
        let part: String = part.iter().collect();
        // Numbered, for a spreadsheet may store its strings in another order.
        sheet.write_string(n as u32 + 1, 0, format!("{SPEC}{n:04} {part}"))?;
    }
    Ok(())
}

/// Reads specification and version out of a workbook of ours, also after another program has saved it. What is missing
/// stays empty; of a damaged or enormous file nothing is read.
pub fn read_meta(bytes: &[u8]) -> PngMeta {
    let mut meta = PngMeta::default();
    let mut xml = String::new();
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return meta;
    };
    let Ok(strings) = zip.by_name("xl/sharedStrings.xml") else {
        return meta;
    };
    if strings.take(MAX_STRINGS).read_to_string(&mut xml).is_err() {
        return meta;
    }
    let texts = xml.split("<t").skip(1).filter_map(|item| {
        let (_, text) = item.split_once('>')?;
        Some(text.split_once("</t>")?.0)
    });
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for text in texts {
        if let Some(version) = text.strip_prefix(VERSION) {
            meta.data = xmp::unescape(version);
        } else if let Some((number, part)) = text.strip_prefix(SPEC).and_then(|t| t.split_once(' '))
        {
            parts.push((number, part));
        }
    }
    parts.sort_unstable();
    let spec: String = parts
        .into_iter()
        .map(|(_, part)| unescape_cell(part))
        .collect();
    if spec.len() <= MAX_TEXT {
        meta.spec = spec;
    }
    meta
}

/// A cell's text: XML, inside it carriage returns and the like as `_x000D_`.
fn unescape_cell(text: &str) -> String {
    let text = xmp::unescape(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out += &rest[..at];
        rest = &rest[at..];
        let hex = rest.get(2..7).and_then(|code| code.strip_suffix('_'));
        let code = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &rest[7..];
            }
            None => {
                out.push('_');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::{ChartSpec, Frame, Words, gallery};
    use proptest::prelude::*;

    fn bytes_of(spec: &ChartSpec) -> Vec<u8> {
        let dataset = pack();
        let frame = Frame::build(spec, &dataset).unwrap();
        let data = &ChartData::new(&frame, &dataset);
        write(&Drawn { data, spec }).unwrap()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn every_chart_becomes_a_workbook_that_carries_it() {
        let dataset = pack();
        for (name, spec) in gallery(&dataset) {
            let mut spec = spec.unwrap();
            spec.title = Words {
                zh: "标题_x000D_ <&>\"\r\n".to_owned(),
                en: "=1+1".to_owned(),
            };
            spec.note.en = "长 & ".repeat(200);
            let bytes = bytes_of(&spec);
            assert_eq!(
                ChartSpec::from_ron(&read_meta(&bytes).spec),
                Ok(spec.clone()),
                "{name}"
            );
            assert!(!read_meta(&bytes).data.is_empty());
            assert!(
                bytes == bytes_of(&spec),
                "{name}: other bytes the second time"
            );
            let sheets = part(&bytes, "xl/workbook.xml");
            assert!(
                sheets.contains("数据") && sheets.contains("state=\"hidden\""),
                "{sheets}"
            );
            let wanted = match spec.kind {
                ChartKind::Line => "<c:lineChart>",
                ChartKind::RankedBar => "<c:barChart>",
                _ => continue,
            };
            assert!(
                part(&bytes, "xl/charts/chart1.xml").contains(wanted),
                "{name}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn damaged_workbooks_do_no_harm(
            cut in 0..9000_usize,
            changes in prop::collection::vec((0..9000_usize, any::<u8>()), 0..8),
        ) {
            let (_, spec) = gallery(&pack()).swap_remove(0);
            let mut bytes = bytes_of(&spec.unwrap());
            for (at, byte) in changes {
                if let Some(target) = bytes.get_mut(at) {
                    *target = byte;
                }
            }
            bytes.truncate(bytes.len().saturating_sub(cut));
            prop_assert!(read_meta(&bytes).spec.len() <= MAX_TEXT);
        }
    }
}
