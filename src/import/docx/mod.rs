//! A Word document (.docx) → plain text: paragraphs become lines, cells of a row are parted by tabs, and numbers that
//! Word makes itself are written out.

mod numbering;

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::ReadProblem;
use super::limits::{DEPTH_LIMIT, PART_LIMIT, TEXT_LIMIT};
use numbering::{Counters, Numbering};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The text of a document.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let Some(document) = part(&mut archive, "word/document.xml")? else {
        return Err(ReadProblem::UnknownFormat);
    };
    let numbering = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let numbering = Numbering::read(&numbering, &styles)?;
    let mut body = Body {
        numbering: &numbering,
        counters: Counters::default(),
        out: String::new(),
        paragraph: Paragraph::default(),
        cells: Vec::new(),
        skip: 0,
    };
    each(&document, |event| body.take(event))?;
    body.end_paragraph();
    Ok(body.out)
}

fn broken(error: &dyn std::fmt::Display) -> ReadProblem {
    ReadProblem::Broken(error.to_string())
}

/// A part of the package as text; `None` when there is none of this name.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ReadProblem> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Err(ReadProblem::Encrypted);
        }
        Err(error) => return Err(broken(&error)),
    };
    let mut bytes = Vec::new();
    let read = file.take(PART_LIMIT as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| broken(&error))?;
    if bytes.len() > PART_LIMIT {
        return Err(ReadProblem::Bomb);
    }
    let (text, _) = encoding_rs::UTF_8.decode_with_bom_removal(&bytes);
    Ok(Some(text.into_owned()))
}

/// An event of the XML, with names as Word writes them (`w:p`).
pub(super) enum Xml<'a> {
    Open(&'a BytesStart<'a>),
    Close(&'a [u8]),
    Text(&'a str),
}

/// Calls `take` for every element and text of `xml`; an empty element is opened and closed.
pub(super) fn each(
    xml: &str,
    mut take: impl FnMut(Xml<'_>) -> Result<(), ReadProblem>,
) -> Result<(), ReadProblem> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Err(ReadProblem::TooDeep);
                }
                take(Xml::Open(&start))?;
            }
            Ok(Event::Empty(start)) => {
                take(Xml::Open(&start))?;
                take(Xml::Close(start.name().as_ref()))?;
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                take(Xml::Close(end.name().as_ref()))?;
            }
            Ok(Event::Text(text)) => {
                let text = text.decode().map_err(|error| broken(&error))?;
                take(Xml::Text(&text))?;
            }
            Ok(Event::GeneralRef(name)) => {
                let name = name.decode().map_err(|error| broken(&error))?;
                let known = super::html::unescape(&format!("&{name};"));
                take(Xml::Text(&known))?;
            }
            Ok(Event::CData(data)) => {
                let text = data.decode().map_err(|error| broken(&error))?;
                take(Xml::Text(&text))?;
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(broken(&error)),
        }
    }
}

/// The value of an attribute.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok().flatten()?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

/// A paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    list: Option<String>,
    level: Option<usize>,
    style: Option<String>,
    in_text: bool,
}

struct Body<'a> {
    numbering: &'a Numbering,
    counters: Counters,
    out: String,
    paragraph: Paragraph,
    /// For every table around the cursor, whether its row has a cell already.
    cells: Vec<bool>,
    /// How many elements to be left out are around the cursor.
    skip: usize,
}

impl Body<'_> {
    fn take(&mut self, event: Xml<'_>) -> Result<(), ReadProblem> {
        match event {
            Xml::Open(start) => self.open(start),
            Xml::Close(name) => self.close(name),
            Xml::Text(text) if self.paragraph.in_text && self.skip == 0 => {
                self.paragraph.text.push_str(text);
            }
            Xml::Text(_) => {}
        }
        match self.out.len() + self.paragraph.text.len() > TEXT_LIMIT {
            true => Err(ReadProblem::TooLarge),
            false => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        // What was deleted with revisions on, and the copy of drawings for old readers.
        if matches!(name.as_ref(), b"w:del" | b"mc:Fallback" | b"w:moveFrom") {
            self.skip += 1;
        }
        if self.skip > 0 {
            return;
        }
        let value = || attribute(start, "w:val");
        match name.as_ref() {
            b"w:p" => self.end_paragraph(),
            b"w:t" => self.paragraph.in_text = true,
            b"w:tab" if self.cells.is_empty() && !self.paragraph.text.is_empty() => {
                self.paragraph.text.push(' ');
            }
            b"w:br" | b"w:cr" => {
                let page = attribute(start, "w:type").is_some_and(|kind| kind == "page");
                self.paragraph.text.push(if page { '\u{c}' } else { '\n' });
            }
            b"w:noBreakHyphen" => self.paragraph.text.push('-'),
            b"w:numId" => self.paragraph.list = value(),
            b"w:ilvl" => self.paragraph.level = value().and_then(|level| level.parse().ok()),
            b"w:pStyle" => self.paragraph.style = value(),
            b"w:tbl" => {
                self.end_paragraph();
                self.cells.push(false);
            }
            b"w:tr" => {
                if let Some(has_cell) = self.cells.last_mut() {
                    *has_cell = false;
                }
            }
            b"w:tc" => {
                let has_cell = self
                    .cells
                    .last_mut()
                    .map(|has_cell| std::mem::replace(has_cell, true));
                if has_cell == Some(true) {
                    self.out.push('\t');
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        if matches!(name, b"w:del" | b"mc:Fallback" | b"w:moveFrom") {
            self.skip = self.skip.saturating_sub(1);
            return;
        }
        if self.skip > 0 {
            return;
        }
        match name {
            b"w:t" => self.paragraph.in_text = false,
            b"w:p" => self.end_paragraph(),
            b"w:tr" if self.cells.len() < 2 => self.out.push('\n'),
            b"w:tbl" => {
                self.cells.pop();
            }
            _ => {}
        }
    }

    /// Writes the paragraph: a line of its own, or in a cell a part of its line.
    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let list = self.numbering.of(
            paragraph.list.as_deref(),
            paragraph.style.as_deref(),
            paragraph.level,
        );
        let number =
            list.and_then(|(list, level)| self.counters.next(self.numbering, &list, level));
        if number.is_none() && paragraph.text.is_empty() {
            return;
        }
        if let Some(number) = number {
            self.out.push_str(&number);
            // `1.` before `5亿元` must not read as `1.5亿元`.
            self.out.push(' ');
        }
        if self.cells.is_empty() {
            self.out.push_str(&paragraph.text);
            self.out.push('\n');
            return;
        }
        if !self.out.is_empty() && !self.out.ends_with(['\t', '\n', ' ']) {
            self.out.push(' ');
        }
        self.out
            .push_str(&paragraph.text.replace(['\n', '\u{c}', '\t'], " "));
    }
}

#[cfg(test)]
pub(crate) mod tests;
