//! Puts a record into the text of a pack file and leaves everything else in it as a person wrote it.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::report::{At, Report};
use super::scan::{self, Step};
use super::{Diagnostic, ron_file};

/// A record's id, whatever else it has.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The record of the list in `text` that `wanted` says; `None` where there is none that parses.
pub fn find_record<T: DeserializeOwned>(text: &str, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let listed = ron_file::list::<T>(text, "", &mut Report::default());
    listed.records.into_iter().find(wanted)
}

/// The list in `text` with `record` in place of the one that has its id, or at its end. `file` is the name to report.
/// True when a record was replaced.
///
/// # Errors
/// Every problem of the list when it does not parse: then nothing may be put into it.
pub fn put_record<T: DeserializeOwned>(
    text: &str,
    file: &str,
    id: &str,
    record: &str,
) -> Result<(String, bool), Vec<Diagnostic>> {
    let record = record.replace('\n', "\n    ");
    if text.trim().is_empty() {
        return Ok((format!("[\n    {record},\n]\n"), false));
    }
    let mut report = Report::default();
    let listed = ron_file::list::<T>(text, file, &mut report);
    let elements =
        scan::elements(text).filter(|_| report.errors() == 0 && listed.positions.is_none());
    // A reader and the scanner may see the end of a list in different places.
    let unclear = || "where its list ends cannot be told".to_owned();
    let mend = "write it plainly: [ records ]";
    let Some(elements) = elements else {
        return Err(problems(report, file, unclear(), mend));
    };
    let tree = scan::tree(text);
    let place = (0..elements.len()).find(|i| {
        let at = tree.offset(&[Step::Item(*i), Step::Field("id")]);
        let quoted = text[at..]
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'));
        quoted.is_some_and(|(name, _)| name == id)
    });
    let mut out = text.to_owned();
    match (place.map(|i| elements[i].clone()), elements.last()) {
        (Some(range), _) => out.replace_range(range, &record),
        (None, Some(last)) => out.insert_str(last.end, &format!(",\n    {record}")),
        (None, None) => match out.rfind(']') {
            Some(end) => out.insert_str(end, &format!("\n    {record},\n")),
            None => return Err(problems(report, file, unclear(), mend)),
        },
    }
    // What is written must be what was meant.
    let again = ron_file::list::<Named>(&out, file, &mut report);
    let there = again.records.iter().filter(|named| named.id == id).count();
    match report.errors() == 0 && there == 1 {
        true => Ok((out, place.is_some())),
        false => {
            let message = format!("the id `{id}` stands {there} times");
            Err(problems(report, file, message, "keep one of them"))
        }
    }
}

/// The problems of the file; this one where no other is known.
fn problems(mut report: Report, file: &str, message: String, remedy: &str) -> Vec<Diagnostic> {
    if report.errors() == 0 {
        report.error(file, At::FILE, message, remedy.into());
    }
    report.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    const RECORD: &str =
        "(\n    id: \"b\",\n    publisher: \"乙\",\n    title: \"丙\",\n    kind: Official,\n)";

    #[test]
    fn comments_and_neighbours_stay() {
        let text = "// 我的来源\n[\n    // 甲\n    (id: \"a\", publisher: \"甲\", title: \"]\", kind: News), // 尾\n]\n";
        let put = |text: &str| put_record::<Source>(text, "sources.ron", "b", RECORD).unwrap();
        let (added, replaced) = put(text);
        assert!(
            !replaced && added.contains("// 尾") && added.contains("// 甲"),
            "{added}"
        );
        let (again, replaced) = put(&added);
        assert!(replaced);
        assert_eq!(again, added);
        for empty in ["", "[]", "[\n]\n", "// x\n[ ]"] {
            let (text, _) = put(empty);
            assert_eq!(
                ron::from_str::<Vec<Source>>(&text).unwrap().len(),
                1,
                "{text}"
            );
        }
    }

    #[test]
    fn a_broken_list_is_left_alone() {
        let problems = put_record::<Source>("[(id: \"a\")]", "s.ron", "b", RECORD).unwrap_err();
        assert!(
            problems[0].to_string().starts_with("s.ron:1:"),
            "{problems:?}"
        );
        assert!(put_record::<Source>("[(", "s.ron", "b", RECORD).is_err());
    }

    #[test]
    fn a_refusal_has_its_reason() {
        let twice = format!("[{RECORD}, {RECORD}]");
        let problems = put_record::<Source>(&twice, "s.ron", "b", RECORD).unwrap_err();
        assert_eq!(
            problems[0].to_string(),
            "s.ron: error: the id `b` stands 2 times; keep one of them"
        );
    }
}
