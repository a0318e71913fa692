//! One RON file → records, or every problem in it with its place.

use std::borrow::Cow;
use std::ops::Range;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::report::{At, Report, nearest};
use super::scan;

/// `Some(…)` may be left out; nesting beyond 128 levels is refused.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The records of a file.
#[derive(Debug)]
pub(super) struct Listed<T> {
    /// Those that parsed.
    pub(super) records: Vec<T>,
    /// Position of each of them in the file; `None` when all parsed.
    pub(super) positions: Option<Vec<usize>>,
}

/// The list of records in `text`. When it does not parse, each record is tried alone: the sound ones are
/// returned (so that references to them are not reported as well), every other one is reported.
pub(super) fn list<T: DeserializeOwned>(text: &str, file: &str, report: &mut Report) -> Listed<T> {
    let error = match options().from_str::<Vec<T>>(text) {
        Ok(records) => {
            return Listed {
                records,
                positions: None,
            };
        }
        Err(error) => error,
    };
    let mut listed = Listed {
        records: Vec::new(),
        positions: Some(Vec::new()),
    };
    let Some(parts) = scan::elements(text) else {
        problem(&error, text, 0..text.len(), file, report);
        return listed;
    };
    let mut failed = false;
    for (position, part) in parts.into_iter().enumerate() {
        match options().from_str::<T>(&text[part.clone()]) {
            Ok(record) => {
                listed.records.push(record);
                listed.positions.get_or_insert_default().push(position);
            }
            Err(error) => {
                failed = true;
                problem(&error, text, part, file, report);
            }
        }
        if report.is_full(file) {
            break;
        }
    }
    if !failed {
        // The list around the records is at fault.
        problem(&error, text, 0..text.len(), file, report);
    }
    listed
}

/// The one record in `text`.
pub(super) fn one<T: DeserializeOwned>(text: &str, file: &str, report: &mut Report) -> Option<T> {
    match options().from_str::<T>(text) {
        Ok(record) => Some(record),
        Err(error) => {
            problem(&error, text, 0..text.len(), file, report);
            None
        }
    }
}

/// Reports what `ron` found wrong in `text[part]`.
fn problem(error: &SpannedError, text: &str, part: Range<usize>, file: &str, report: &mut Report) {
    // `ron` counts lines and columns from the start of what it was given.
    let base = At::of(text.as_bytes(), part.start);
    let shift = |position: ron::error::Position| match position.line {
        1 => At::new(base.line, base.column + position.col - 1),
        line => At::new(base.line + line - 1, position.col),
    };
    let (start, end) = (shift(error.span.start), shift(error.span.end));
    let (message, remedy) = explain(&error.code);
    // Of a missing field the end of the record is known, but its start is what one looks for.
    let at = match &error.code {
        ron::Error::MissingStructField { .. } if part.start > 0 => base,
        ron::Error::Eof => end,
        _ => start,
    };
    report.error(file, at, message, remedy);
}

fn explain(error: &ron::Error) -> (String, String) {
    use ron::Error as E;
    let of = |outer: &Option<String>| match outer {
        Some(outer) => format!(" of {outer}"),
        None => String::new(),
    };
    let choice = |found: &str, expected: &[&'static str]| {
        let near = nearest(found, expected.iter().copied());
        match near.is_empty() {
            true => format!("known: {}", expected.join(", ")),
            false => near,
        }
    };
    match error {
        E::NoSuchStructField {
            expected,
            found,
            outer,
        } => (
            format!("unknown field `{found}`{}", of(outer)),
            choice(found, expected),
        ),
        E::NoSuchEnumVariant {
            expected,
            found,
            outer,
        } => (
            format!("unknown value `{found}`{}", of(outer)),
            choice(found, expected),
        ),
        E::MissingStructField { field, outer } => (
            format!("field `{field}`{} is missing", of(outer)),
            format!("add `{field}: …`"),
        ),
        E::DuplicateStructField { field, outer } => (
            format!("field `{field}`{} stands twice", of(outer)),
            "keep one of them".into(),
        ),
        E::ExceededRecursionLimit => (
            "nested deeper than 128 levels".into(),
            "a pack needs no more than ten".into(),
        ),
        E::Eof | E::ExpectedStringEnd => (
            "the file ends before it is complete".into(),
            "it may be truncated; close every string and bracket".into(),
        ),
        other => (lower_first(&other.to_string()).into_owned(), String::new()),
    }
}

fn lower_first(text: &str) -> Cow<'_, str> {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_uppercase() => {
            Cow::Owned(format!("{}{}", first.to_ascii_lowercase(), chars.as_str()))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::Diagnostic;
    use crate::model::{Event, Place, Source, Zone};

    fn problems<T: DeserializeOwned>(text: &str) -> (usize, Vec<String>) {
        let mut report = Report::default();
        let sound = list::<T>(text, "f.ron", &mut report).records.len();
        (
            sound,
            report.finish().iter().map(Diagnostic::to_string).collect(),
        )
    }

    #[test]
    fn every_broken_record_is_reported() {
        let text = r#"[
    (id: "a", publisher: "甲", title: "乙", kind: News),
    (id: "b", publisher: "甲", titel: "乙", kind: News),
    (id: "c", publisher: "甲", title: "乙", kind: Newz),
    (id: "d", publisher: "甲", title: "乙", kind: News, date: "2021-02-29"),
    (id: "e", publisher: "甲", kind: News),
]"#;
        let (sound, problems) = problems::<Source>(text);
        assert_eq!(sound, 1);
        assert_eq!(
            problems,
            [
                "f.ron:3:31: error: unknown field `titel` of Source; did you mean `title`?",
                "f.ron:4:49: error: unknown value `Newz` of SourceKind; did you mean `News`?",
                "f.ron:5:62: error: “2021-02-29” is not a date of the calendar (years 1900 to 2100)",
                "f.ron:6:5: error: field `title` of Source is missing; add `title: …`",
            ]
        );
    }

    #[test]
    fn truncated_and_deep() {
        let (_, truncated) = problems::<Place>("[\n (id: \"a\", name: \"甲");
        assert!(truncated[0].contains("truncated"), "{truncated:?}");
        let (_, deep) = problems::<Place>(&"[".repeat(10_000));
        assert_eq!(deep.len(), 1, "{deep:?}");
        let nested = format!("[(id: {}1{})]", "[".repeat(10_000), "]".repeat(10_000));
        let (_, deep) = problems::<Place>(&nested);
        assert_eq!(deep.len(), 1, "{deep:?}");
        let value = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let mut report = Report::default();
        assert!(one::<ron::Value>(&value, "f", &mut report).is_none());
        assert!(report.finish()[0].message.contains("128"));
    }

    #[test]
    fn some_may_be_left_out() {
        for tile in ["(1, 2)", "Some((1, 2))", "None"] {
            let text =
                format!("[(id: \"a\", name: \"甲\", name_en: \"A\", kind: Park, tile: {tile})]");
            assert_eq!(problems::<Place>(&text), (1, vec![]), "{tile}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let text = String::from_utf8_lossy(&bytes);
            let _ignored = problems::<Zone>(&text);
        }

        #[test]
        fn never_panics_on_ron_like_text(text in r#"\[[(){}\[\]:,"id高zone 12\n]{0,80}"#) {
            let _ignored = problems::<Event>(&text);
        }
    }
}
