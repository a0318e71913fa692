//! A table as rows for other programs: one line of names, one line a row, numbers as numbers. Headings become a first
//! column. It begins with a byte order mark, without which Excel takes UTF-8 for the system's own encoding.

use super::table::{Cell, Table, TableError, neutral};
use crate::text::tr;

/// The bytes of the file.
pub(super) fn render(table: &Table) -> Result<Vec<u8>, TableError> {
    let failed = |error: csv::Error| TableError::Csv(error.to_string());
    let mut out = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    let grouped = table.rows.iter().any(|row| heading(row).is_some());
    let group = grouped.then(|| tr(table.lang, "column-group").into_owned());
    let names = group.iter().chain(&table.columns);
    let names = names.map(|name| neutral(name).into_owned());
    out.write_record(names).map_err(failed)?;
    let mut under = String::new();
    for row in &table.rows {
        if let Some(text) = heading(row) {
            under = neutral(text).into_owned();
            continue;
        }
        let group = grouped.then(|| under.clone());
        let cells = row.iter().map(|cell| match cell {
            // An empty field is a gap to every program; a dash would be a text.
            Cell::Gap => String::new(),
            Cell::Number { value, .. } => value.to_string(),
            cell => neutral(&cell.shown()).into_owned(),
        });
        out.write_record(group.into_iter().chain(cells))
            .map_err(failed)?;
    }
    out.into_inner()
        .map_err(|error| TableError::Csv(error.to_string()))
}

fn heading(row: &[Cell]) -> Option<&str> {
    match row {
        [Cell::Heading(text)] => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn it_is_read_back_with_numbers_gaps_and_groups() {
        for text in ["甲,\"乙\"\n丙", "=1+1", "plain"] {
            let bytes = render(&sample(text)).unwrap();
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
            let mut reader = csv::Reader::from_reader(bytes);
            let names = reader.headers().unwrap().clone();
            assert_eq!((&names[0], &names[2]), ("分组", "甲"));
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 2);
            let safe = neutral(text);
            assert_eq!(&rows[0][0], safe.as_ref(), "the heading");
            assert_eq!(&rows[0][1], safe.as_ref());
            assert_eq!((&rows[0][2], &rows[0][3]), ("-4165.5", ""));
        }
    }
}
