//! Collects the problems of one pack, at most [`LIMIT`] per file, and remembers whether one of them refuses it.

use std::collections::HashMap;

use super::{Diagnostic, Severity};

/// Problems listed per file; a file with more is broken in one way many times over.
pub(super) const LIMIT: usize = 1000;

/// Characters of a message; a text that is quoted in it may have any length.
const LONGEST: usize = 1000;

/// A place in a text: line and column from 1, columns in characters; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl At {
    /// The whole file.
    pub(super) const FILE: Self = Self { line: 0, column: 0 };

    pub(super) fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }

    /// The place `offset` bytes into `text`; a byte inside a character counts as that character.
    pub(super) fn of(text: &[u8], offset: usize) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: characters(&before[start..]) + 1,
        }
    }
}

/// Number of characters of (possibly cut) UTF-8: its bytes without continuation bytes.
pub(super) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    counts: HashMap<String, usize>,
    errors: usize,
}

impl Report {
    /// An error: the pack is refused.
    pub(super) fn error(&mut self, file: &str, at: At, message: String, remedy: String) {
        self.errors += 1;
        self.push(Severity::Error, file, at, message, remedy);
    }

    /// A warning: the pack loads all the same.
    pub(super) fn warning(&mut self, file: &str, at: At, message: String, remedy: String) {
        self.push(Severity::Warning, file, at, message, remedy);
    }

    fn push(&mut self, severity: Severity, file: &str, at: At, message: String, remedy: String) {
        let count = self.counts.entry(file.to_owned()).or_default();
        *count += 1;
        let mut add = |severity, at: At, message, remedy| {
            self.diagnostics.push(Diagnostic {
                severity,
                file: file.to_owned(),
                line: at.line,
                column: at.column,
                message: clipped(message),
                remedy: clipped(remedy),
            });
        };
        if *count <= LIMIT {
            add(severity, at, message, remedy);
        } else if *count == LIMIT + 1 {
            add(
                severity,
                At::FILE,
                format!("more than {LIMIT} problems"),
                "mend the first ones; the rest are not listed".to_owned(),
            );
        }
    }

    /// Whether further problems of `file` are only counted.
    pub(super) fn is_full(&self, file: &str) -> bool {
        self.counts.get(file).is_some_and(|&count| count > LIMIT)
    }

    /// Adds the problems of other files.
    pub(super) fn take_in(&mut self, others: Self) {
        self.diagnostics.extend(others.diagnostics);
        self.counts.extend(others.counts);
        self.errors += others.errors;
    }

    /// Number of errors, those that are not listed included.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// The problems, in order of file (as first met), then place.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let mut order: HashMap<String, usize> = HashMap::new();
        for problem in &self.diagnostics {
            let next = order.len();
            order.entry(problem.file.clone()).or_insert(next);
        }
        // The note that a file has more problems stands at line 0 but belongs at its end.
        self.diagnostics.sort_by_key(|d| {
            let more = d.line == 0 && d.message.starts_with("more than");
            (order.get(&d.file).copied(), more, d.line, d.column)
        });
        self.diagnostics
    }
}

/// A message that quotes a whole broken file says no more than one that quotes its beginning.
fn clipped(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// `did you mean …` for a name that is not there: up to three of `known` that are near, else a few of them.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    if name.len() > LONGEST {
        return String::new();
    }
    let lower = name.to_lowercase();
    let mut near: Vec<(f64, &str)> = (known.into_iter())
        .map(|candidate| {
            let likeness = strsim::jaro_winkler(&lower, &candidate.to_lowercase());
            (likeness, candidate)
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    let like: Vec<_> = near
        .iter()
        .filter(|(likeness, _)| *likeness > 0.66)
        .collect();
    match (near.len(), like.len()) {
        (0, _) => String::new(),
        (1..=6, 0) => format!("known: {}", join(near.iter().map(|(_, n)| *n))),
        (_, 0) => String::new(),
        _ => format!(
            "did you mean {}?",
            join(like.iter().take(3).map(|(_, n)| *n))
        ),
    }
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let text = "a\n高新x\n".as_bytes();
        assert_eq!(At::of(text, 0), At::new(1, 1));
        assert_eq!(At::of(text, 2), At::new(2, 1));
        assert_eq!(At::of(text, 8), At::new(2, 3));
        assert_eq!(At::of(text, 99), At::new(3, 1));
    }

    #[test]
    fn stops_listing_but_not_refusing() {
        let mut report = Report::default();
        for line in 1..=LIMIT + 50 {
            report.error("f", At::new(line, 1), "x".into(), String::new());
        }
        assert!(report.errors() > LIMIT && report.is_full("f"));
        let problems = report.finish();
        assert_eq!(problems.len(), LIMIT + 1);
        assert!(problems[LIMIT].message.starts_with("more than 1000"));
    }

    #[test]
    fn finds_the_nearest() {
        let known = [
            "jining", "nanning", "wuxi", "tianjin", "xian", "xiamen", "beijing",
        ];
        assert!(nearest("jinning", known).starts_with("did you mean `jining`"));
        assert_eq!(nearest("q", ["aa", "bb"]), "known: `aa`, `bb`");
        assert_eq!(nearest("q", known), "");
    }
}
