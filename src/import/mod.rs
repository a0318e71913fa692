//! Takes a policy document in: a file → plain text → pieces with roles ([`Draft`]) → the tree and what is proposed
//! ([`Outline`]) → a policy of a pack.
//!
//! No file can take more than `FILE_LIMIT` allows for, hang the reader or make it panic. No text is dropped: what fits
//! no measure is kept where it stands.

mod cut;
mod docx;
mod draft;
mod encoding;
mod error;
mod facts;
mod flow;
mod furniture;
mod html;
mod issues;
mod limits;
mod marker;
mod numeral;
mod outline;
mod pack;
mod pdf;
mod policy;
mod responsible;
mod rules;
mod structure;

use std::path::Path;

pub use draft::{Choice, Draft, Facts, Piece, Role, Why};
pub use error::{ReadError, ReadProblem};
pub use flow::flow;
pub use issues::{Issue, IssueKind};
use limits::FILE_LIMIT;
pub use outline::{Heading, Item, KeptPiece, Outline, Row, RowKind};
pub use pack::{PackError, Saved, save_policy};
pub use policy::{Taken, existing, policy, zone_of};
pub use rules::{CategoryRule, Proposal, Rules};

/// Endings of the files read here.
pub const ENDINGS: [&str; 7] = ["txt", "text", "md", "docx", "html", "htm", "pdf"];

/// Whether a file's name ends as those of documents do; what a Word file of the old kind gets is a clear refusal.
pub fn is_document(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| {
        ENDINGS.contains(&ending.as_str()) || ending == "doc" || ending == "wps"
    })
}

/// Reads the document at `path`.
///
/// # Errors
/// See [`ReadProblem`].
pub fn read_file(path: &Path) -> Result<Draft, ReadError> {
    let file = path.display().to_string();
    let fail = |problem| ReadError {
        file: file.clone(),
        place: None,
        problem,
    };
    let unreadable = |error: std::io::Error| fail(ReadProblem::Unreadable(error.to_string()));
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(fail(ReadProblem::Unreadable("is not a file".into())));
    }
    if meta.len() > FILE_LIMIT {
        return Err(fail(ReadProblem::TooLarge));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let draft = read_bytes(&file, &bytes)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok(Draft {
        file: name.unwrap_or(file),
        ..draft
    })
}

/// Reads the contents of a file. The first bytes say what it is; of texts, the ending of its name.
///
/// # Errors
/// See [`ReadProblem`].
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Draft, ReadError> {
    let text = plain(file, bytes).map_err(|(problem, place)| ReadError {
        file: file.to_owned(),
        place,
        problem,
    })?;
    read_text(file, &text)
}

/// Reads a text that is there already: from the clipboard, say.
///
/// # Errors
/// [`ReadProblem::Empty`] when it has no words, [`ReadProblem::TooLarge`] when it has far too many.
pub fn read_text(file: &str, text: &str) -> Result<Draft, ReadError> {
    let fail = |problem| ReadError {
        file: file.to_owned(),
        place: None,
        problem,
    };
    if text.chars().all(marker::blank) {
        return Err(fail(ReadProblem::Empty));
    }
    if text.len() > limits::TEXT_LIMIT {
        return Err(fail(ReadProblem::TooLarge));
    }
    Ok(structure::structure(file, &encoding::unix(text)))
}

type Unread = (ReadProblem, Option<(usize, usize)>);

fn plain(file: &str, bytes: &[u8]) -> Result<String, Unread> {
    let ending = Path::new(file)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.as_deref().unwrap_or("");
    let nowhere = |problem| (problem, None);
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(nowhere(ReadProblem::TooLarge));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return docx::read(bytes).map_err(nowhere);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(nowhere(ReadProblem::OldWord));
    }
    if bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|five| five == b"%PDF-")
    {
        return pdf::read(bytes).map_err(nowhere);
    }
    match ending {
        "docx" | "pdf" => Err(nowhere(ReadProblem::Broken(format!(
            "it does not begin as .{ending} files do"
        )))),
        "doc" | "wps" => Err(nowhere(ReadProblem::OldWord)),
        "html" | "htm" => html::read(bytes),
        _ if looks_like_html(bytes) => html::read(bytes),
        _ if bytes.contains(&0)
            && !bytes.starts_with(b"\xff\xfe")
            && !bytes.starts_with(b"\xfe\xff") =>
        {
            Err(nowhere(ReadProblem::UnknownFormat))
        }
        _ => encoding::decode(bytes),
    }
}

/// A page saved under another ending.
fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

#[cfg(test)]
mod tests;
