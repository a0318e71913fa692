//! A PDF with text in it → plain text: a line of the page is a line, a page ends in a form feed.
//!
//! Objects and content streams are read by `hayro-syntax`; which code is which character is worked out in [`font`],
//! where text stands in [`page`]. A PDF of pictures has no text: recognising it is not our work.

mod bomb;
mod font;
mod page;

use std::sync::Arc;

use hayro_syntax::{LoadPdfError, Pdf};

use super::error::ReadProblem;
use super::limits::{Deadline, TEXT_LIMIT};
use page::Pages;

/// Deeply nested objects are followed on the stack.
const STACK: usize = 64 << 20;

/// The text of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadProblem> {
    if bomb::unfolds_too_far(bytes) {
        return Err(ReadProblem::Bomb);
    }
    let deadline = Deadline::for_size(bytes.len());
    let data = Arc::new(bytes.to_vec());
    // A thread of its own for the stack, and so that a file which breaks the library breaks nothing else.
    let reading = std::thread::Builder::new()
        .name("pdf".into())
        .stack_size(STACK)
        .spawn(move || pages(data, deadline));
    let reading = reading.map_err(|error| ReadProblem::Broken(error.to_string()))?;
    let broke = |_panic| {
        Err(ReadProblem::Broken(
            "its objects do not fit together".into(),
        ))
    };
    reading.join().unwrap_or_else(broke)
}

fn pages(data: Arc<Vec<u8>>, deadline: Deadline) -> Result<String, ReadProblem> {
    let pdf = Pdf::new(data).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadProblem::Encrypted,
        LoadPdfError::Invalid => ReadProblem::Broken("it is no complete PDF".into()),
    })?;
    let mut out = String::new();
    let mut pages = Pages::new(deadline);
    for page in pdf.pages().iter() {
        deadline.check()?;
        pages.read(page, &mut out)?;
        if out.len() > TEXT_LIMIT {
            return Err(ReadProblem::TooLarge);
        }
        out.push('\u{c}');
    }
    let readable = out
        .chars()
        .filter(|c| !c.is_whitespace() && *c != font::UNKNOWN)
        .count();
    let unknown = out.matches(font::UNKNOWN).count();
    match readable == 0 || unknown * 4 > readable {
        true => Err(ReadProblem::NoText),
        false => Ok(out),
    }
}

#[cfg(test)]
pub(super) mod tests;
