//! A table as Markdown: one table, then notes, then the sources as footnotes.

use super::table::{Cell, SourceLine, Table, neutral};
use crate::text::tr;

/// The text.
pub(super) fn render(table: &Table) -> String {
    let mut out = format!("# {}\n\n", escape(&table.title));
    line(&mut out, table.columns.iter().map(|name| escape(name)));
    line(&mut out, table.columns.iter().map(|_| "---".to_owned()));
    for row in &table.rows {
        match row.as_slice() {
            [Cell::Heading(text)] => {
                let rest = table.columns.iter().skip(1).map(|_| String::new());
                let head = format!("**{}**", escape(text));
                line(&mut out, std::iter::once(head).chain(rest));
            }
            cells => line(&mut out, cells.iter().map(cell)),
        }
    }
    for note in &table.notes {
        out += &format!("\n{}\n", escape(note));
    }
    out.push('\n');
    for (at, source) in table.sources.iter().enumerate() {
        out += &format!("[^{}]: {}\n", at + 1, footnote(source, table));
    }
    out += &format!("\n{}\n", escape(&table.version));
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(&cell);
        out.push(' ');
    }
    out.push_str("|\n");
}

fn cell(cell: &Cell) -> String {
    let notes = cell.sources().iter().map(|at| format!("[^{}]", at + 1));
    escape(&cell.shown()) + &notes.collect::<String>()
}

/// The figure as printed and where, in one line.
fn footnote(line: &SourceLine, table: &Table) -> String {
    let lang = table.lang;
    let (colon, semi) = (lang.pick("：", ": "), lang.pick("；", "; "));
    let parts = [&line.entity, &line.item, &line.period, &line.scope];
    let of: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let printed = match line.as_printed.is_empty() {
        true => String::new(),
        false => format!("{} {}", tr(lang, "figure-as-printed"), line.as_printed),
    };
    let where_ = match line.locator.is_empty() {
        true => line.source.clone(),
        false => format!("{} {}", line.source, line.locator),
    };
    let said = [&printed, &line.qualifier, &line.status, &where_, &line.note];
    let said: Vec<&str> = said
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    escape(&format!("{}{colon}{}", of.join(" "), said.join(semi)))
}

/// Text that Markdown shows as it is, on one line, and no spreadsheet takes for a formula.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in neutral(text.trim()).chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_text_is_a_table_with_footnotes() {
        let text = render(&sample("企业|数_1"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "| 企业\\|数\\_1 | 甲 | 乙 |");
        assert_eq!(lines[3], "| --- | --- | --- |");
        assert_eq!(lines[4], "| **企业\\|数\\_1** |  |  |");
        assert_eq!(lines[5], "| 企业\\|数\\_1 | −4165.5 ▲[^1] | – |");
        assert!(text.contains("\n[^1]: 企业"), "{text}");
        assert!(text.ends_with("高新图鉴 · 数据 7\n"));
    }

    proptest! {
        #[test]
        fn no_cell_is_a_formula_and_no_row_breaks(text in "[=+\\-@\\t\\r\\n |\\\\a甲]{0,6}") {
            let text = render(&sample(&text));
            let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
            prop_assert_eq!(rows.len(), 5);
            for (at, row) in rows.iter().enumerate() {
                let cells: Vec<&str> = row.split(" | ").collect();
                prop_assert!(cells.len() == 3, "{}", row);
                for cell in cells {
                    let cell = cell.trim_matches(['|', ' ', '*']);
                    let ruler = at == 1 && cell == "---";
                    prop_assert!(ruler || !cell.starts_with(['=', '+', '-', '@']), "{}", row);
                }
            }
        }
    }
}
