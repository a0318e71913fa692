//! A table as pages to print: contents, then every row in full under its heading, then who says so.
//!
//! The first columns name a row; the others stand under it by name. Lines break by the rules of Chinese typography.

use std::borrow::Cow;

use egui::{Color32, Pos2, Stroke, pos2};

use super::pdf::{A4, Document, text_width};
use super::png::PngMeta;
use super::table::{Cell, Table, TableError};
use crate::text::{tr, tr_args};
use crate::theme::wrap_lines;

/// Around a page's text, in points.
const MARGIN: f32 = 56.0;
/// Above the first line of a page.
const TOP: f32 = 64.0;
/// Under the last line of a page.
const BOTTOM: f32 = 72.0;
const INK: Color32 = Color32::from_rgb(0x22, 0x20, 0x1c);
const SOFT: Color32 = Color32::from_rgb(0x66, 0x62, 0x5a);
const RULE: Color32 = Color32::from_rgb(0xd8, 0xd4, 0xcc);

/// How a paragraph is set.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    line: f32,
    heavy: bool,
    ink: Color32,
    /// From the left margin.
    indent: f32,
}

const TITLE: Style = style(20.0, 28.0, true, INK, 0.0);
const HEADING: Style = style(13.0, 22.0, true, INK, 0.0);
const BODY: Style = style(10.5, 17.0, false, INK, 28.0);
const DETAIL: Style = style(8.5, 13.0, false, SOFT, 28.0);
const SMALL: Style = style(8.5, 13.0, false, SOFT, 0.0);

const fn style(size: f32, line: f32, heavy: bool, ink: Color32, indent: f32) -> Style {
    Style {
        size,
        line,
        heavy,
        ink,
        indent,
    }
}

/// A line where it stands.
struct Placed {
    page: usize,
    at: Pos2,
    style: Style,
    text: String,
}

/// Puts lines on pages, from the top down.
struct Setter {
    lines: Vec<Placed>,
    rules: Vec<(usize, f32)>,
    page: usize,
    y: f32,
}

impl Setter {
    fn room(style: Style) -> f32 {
        A4.x - 2.0 * MARGIN - style.indent
    }

    /// Goes to a new page when `height` has no room on this one.
    fn need(&mut self, height: f32) {
        if self.y + height > A4.y - BOTTOM && self.y > TOP {
            self.page += 1;
            self.y = TOP;
        }
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        let width = |c: char| text_width(c.encode_utf8(&mut [0; 4]), style.size, style.heavy);
        for line in wrap_lines(text, Self::room(style), usize::MAX, width) {
            self.need(style.line);
            self.y += style.line;
            let at = pos2(MARGIN + style.indent, self.y);
            self.line(at, style, line);
        }
    }

    fn line(&mut self, at: Pos2, style: Style, text: String) {
        let page = self.page;
        self.lines.push(Placed {
            page,
            at,
            style,
            text,
        });
    }

    fn rule(&mut self) {
        self.y += 6.0;
        self.rules.push((self.page, self.y));
    }
}

/// The bytes of the file.
pub(super) fn render(table: &Table) -> Result<Vec<u8>, TableError> {
    // Once to learn how long the contents are and where the headings stand, once with their pages.
    let none = vec![0; headings(table).count()];
    let (setter, pages) = set(table, &none);
    let (setter, _) = match pages.is_empty() {
        true => (setter, pages),
        false => set(table, &pages),
    };
    let meta = PngMeta {
        title: table.title.clone(),
        source: table.source.clone(),
        data: table.version.clone(),
        ..PngMeta::default()
    };
    let mut document = Document::new(table.lang, meta);
    for n in 0..=setter.page {
        let mut page = document.page(A4);
        for line in setter.lines.iter().filter(|line| line.page == n) {
            let style = line.style;
            page.text(line.at, style.size, style.heavy, style.ink, &line.text);
        }
        let stroke = Stroke::new(0.5, RULE);
        for (_, y) in setter.rules.iter().filter(|(page, _)| *page == n) {
            page.line(pos2(MARGIN, *y), pos2(A4.x - MARGIN, *y), stroke);
        }
        let foot = A4.y - 40.0;
        page.line(
            pos2(MARGIN, foot - 14.0),
            pos2(A4.x - MARGIN, foot - 14.0),
            stroke,
        );
        page.text(pos2(MARGIN, foot), 8.0, false, SOFT, &table.version);
        let number = format!("{} / {}", n + 1, setter.page + 1);
        let x = A4.x - MARGIN - text_width(&number, 8.0, false);
        page.text(pos2(x, foot), 8.0, false, SOFT, &number);
    }
    document
        .finish()
        .map_err(|error| TableError::Pdf(error.message(table.lang)))
}

/// The texts of the headings, with how many rows stand under each.
fn headings(table: &Table) -> impl Iterator<Item = (&str, usize)> {
    let rows = table.rows.iter().enumerate();
    rows.filter_map(|(i, row)| {
        let [Cell::Heading(text)] = row.as_slice() else {
            return None;
        };
        let under = table.rows[i + 1..].iter();
        let under = under.take_while(|row| !matches!(row.as_slice(), [Cell::Heading(_)]));
        Some((text.as_str(), under.count()))
    })
}

/// Sets the whole table; gives the page of every heading. `pages` are those written into the contents.
fn set(table: &Table, pages: &[usize]) -> (Setter, Vec<usize>) {
    let mut setter = Setter {
        lines: Vec::new(),
        rules: Vec::new(),
        page: 0,
        y: TOP - 20.0,
    };
    setter.paragraph(&table.title, TITLE);
    for note in &table.notes {
        setter.paragraph(note, SMALL);
    }
    setter.rule();
    contents(&mut setter, table, pages);
    let mut found = Vec::new();
    for row in &table.rows {
        if let [Cell::Heading(text)] = row.as_slice() {
            // A heading never stands alone at the foot of a page.
            setter.need(HEADING.line + 14.0 + 3.0 * BODY.line);
            setter.y += 14.0;
            found.push(setter.page + 1);
            setter.paragraph(text, HEADING);
        } else {
            row_lines(&mut setter, table, row);
        }
    }
    sources(&mut setter, table);
    (setter, found)
}

fn contents(setter: &mut Setter, table: &Table, pages: &[usize]) {
    if pages.len() < 2 {
        return;
    }
    setter.y += 8.0;
    setter.paragraph(&tr(table.lang, "pdf-contents"), HEADING);
    let line = style(10.5, 18.0, false, INK, 0.0);
    for ((text, rows), page) in headings(table).zip(pages) {
        setter.need(line.line);
        setter.y += line.line;
        let width = |c: char| text_width(c.encode_utf8(&mut [0; 4]), line.size, false);
        let count = tr_args(table.lang, "pdf-rows", &[("n", rows.into())]);
        let room = Setter::room(line) - 110.0;
        let text = wrap_lines(text, room, 1, width).pop().unwrap_or_default();
        let y = setter.y;
        setter.line(pos2(MARGIN, y), line, text);
        let count_x = A4.x - MARGIN - 40.0 - text_width(&count, SMALL.size, false);
        setter.line(pos2(count_x, y), SMALL, count);
        let page = page.to_string();
        let x = A4.x - MARGIN - text_width(&page, line.size, false);
        setter.line(pos2(x, y), line, page);
    }
    setter.rule();
}

/// A row's words with its number or short name, then its other cells by name. Where several columns name the row, its
/// words are the first of them.
fn row_lines(setter: &mut Setter, table: &Table, row: &[Cell]) {
    setter.need(2.0 * BODY.line);
    let shown = |i: usize| row.get(i).map(Cell::shown).unwrap_or_default();
    let (name, text, from) = match table.lead {
        0 | 1 => (shown(0), shown(1), 2),
        _ => (Cow::default(), shown(0), 1),
    };
    let first = (setter.page, setter.y);
    setter.y += 4.0;
    setter.paragraph(&text, BODY);
    if !name.is_empty() {
        // Beside the first line of the text, wherever that came to stand.
        let at = match setter.page == first.0 {
            true => first.1 + 4.0 + BODY.line,
            false => setter.y,
        };
        let number = Style {
            ink: SOFT,
            indent: 0.0,
            ..BODY
        };
        if text_width(&name, number.size, false) < BODY.indent {
            setter.line(pos2(MARGIN, at), number, name.into_owned());
        } else {
            setter.paragraph(&name, DETAIL);
        }
    }
    let colon = table.lang.pick("：", ": ");
    let named = table.columns.iter().enumerate().skip(from);
    let named = named.filter_map(|(i, column)| {
        let text = shown(i);
        (!text.is_empty()).then(|| format!("{column}{colon}{text}"))
    });
    let details = named.collect::<Vec<_>>();
    let details = details.join(table.lang.pick("　", " · "));
    if !details.is_empty() {
        setter.paragraph(&details, DETAIL);
    }
}

/// Every source once.
fn sources(setter: &mut Setter, table: &Table) {
    let mut titles: Vec<&str> = Vec::new();
    for line in &table.sources {
        if !line.source.is_empty() && !titles.contains(&line.source.as_str()) {
            titles.push(&line.source);
        }
    }
    if titles.is_empty() {
        return;
    }
    setter.need(HEADING.line + 20.0 + 2.0 * SMALL.line);
    setter.y += 14.0;
    setter.rule();
    setter.paragraph(&tr(table.lang, "pdf-sources"), HEADING);
    for (n, title) in titles.iter().enumerate() {
        setter.paragraph(&format!("{}. {title}", n + 1), SMALL);
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;
    use crate::model::Lang;

    fn long() -> Table {
        let mut table = sample("支持企业（含高校）建设创新平台，");
        let row = table.rows[1].clone();
        table.rows = (0..6)
            .flat_map(|head| {
                let heading = vec![Cell::Heading(format!("第{head}方面"))];
                std::iter::once(heading).chain(std::iter::repeat_n(row.clone(), 30))
            })
            .collect();
        table
    }

    #[test]
    fn every_line_stands_on_a_page_and_contents_tell_where() {
        let table = long();
        let (_, pages) = set(&table, &[0; 6]);
        let (setter, again) = set(&table, &pages);
        assert_eq!(
            pages, again,
            "the contents are as long with pages as without"
        );
        assert!(setter.page > 3 && pages.is_sorted());
        for line in &setter.lines {
            assert!(line.at.y >= TOP - 20.0 && line.at.y <= A4.y - BOTTOM + 1.0);
            let right = line.at.x + text_width(&line.text, line.style.size, line.style.heavy);
            assert!(right <= A4.x - MARGIN + 1.0, "{}", line.text);
        }
        for (page, head) in pages.iter().zip(0..) {
            let text = format!("第{head}方面");
            let there = |line: &&Placed| line.page + 1 == *page && line.text == text;
            assert!(setter.lines.iter().any(|line| there(&line)), "{text}");
        }
    }

    #[test]
    fn a_row_named_by_several_columns_begins_with_its_item() {
        let mut table = sample("R&D spending");
        table.columns = ["Item", "Period", "Jining"].map(str::to_owned).into();
        table.lead = 2;
        table.lang = Lang::En;
        let row: Vec<Cell> = ["R&D spending", "2019", "over 5"].map(Cell::text).into();
        let group = [
            vec![Cell::Heading("Innovation".to_owned())],
            row.clone(),
            row,
        ];
        table.rows = [group.clone(), group].concat();
        let (setter, _) = set(&table, &[1, 1]);
        let size = |text: &str| {
            let mut lines = setter.lines.iter();
            let line = lines.find(|line| line.text == text && line.style.indent == BODY.indent);
            line.map(|line| line.style.size)
        };
        assert_eq!(size("R&D spending"), Some(BODY.size));
        assert_eq!(size("Period: 2019 · Jining: over 5"), Some(DETAIL.size));
        assert_eq!(size("2019"), None);
        let counts = setter.lines.iter().filter(|line| line.text == "Rows: 2");
        assert_eq!(counts.count(), 2, "of any table, not of measures");
    }

    #[test]
    fn any_table_becomes_a_file() {
        for table in [long(), sample("=1+1"), Table::default()] {
            let bytes = render(&table).unwrap();
            assert!(bytes.starts_with(b"%PDF-1."));
            assert_eq!(bytes, render(&table).unwrap());
        }
    }
}
