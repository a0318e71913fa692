//! Who is responsible for a measure: `（责任单位：区科技局、区财政局）` in it or under it, and tables of tasks.

use std::collections::HashSet;
use std::ops::Range;

use super::furniture::squeeze;
use super::marker::blank;

/// Clauses that one piece may have; more are noise, and stay in the text.
const MOST: usize = 64;
/// Characters a clause may have.
const LONGEST: usize = 300;

const LABELS: [&str; 12] = [
    "责任单位",
    "责任部门",
    "牵头单位",
    "牵头部门",
    "配合单位",
    "配合部门",
    "参与单位",
    "主办单位",
    "协办单位",
    "实施单位",
    "主管部门",
    "责任主体",
];

/// Whether a line, white space taken out, says nothing but who is responsible.
pub(super) fn is_line(plain: &str) -> bool {
    let inner = plain.trim_start_matches(['（', '(', '[', '【']);
    LABELS.iter().any(|label| {
        let rest = inner
            .strip_prefix(label)
            .map(|rest| rest.trim_start_matches(['】', ']']));
        rest.is_some_and(|rest| rest.starts_with(['：', ':']))
    })
}

/// Where clauses in brackets, or at the end of the text, name who is responsible.
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for label in LABELS {
        for (at, _) in text.match_indices(label) {
            if found.len() == MOST {
                break;
            }
            if found.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let after =
                text[at + label.len()..].trim_start_matches(|c| blank(c) || c == '】' || c == ']');
            if !after.starts_with(['：', ':']) {
                continue;
            }
            let before = text[..at].trim_end_matches(blank);
            let open = before.ends_with(['（', '(', '【', '[']);
            let start = match before.char_indices().next_back() {
                Some((start, _)) if open => start,
                _ => at,
            };
            let close = |marks: &[char]| {
                let mut near = text[at..].char_indices().take(LONGEST);
                let found = near.find(|(_, c)| marks.contains(c));
                found.map(|(end, c)| (at + end, c))
            };
            let end = match close(&['）', ')']).filter(|_| open) {
                Some((end, c)) => end + c.len_utf8(),
                None => match close(&['。', '\n', '\u{c}', '\t']) {
                    Some((end, '。')) => end + '。'.len_utf8(),
                    Some((end, _)) => end,
                    None if text.len() - at < 3 * LONGEST => text.len(),
                    None => continue,
                },
            };
            found.push(start..end);
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|b, a| b.start < a.end);
    found
}

/// The bodies that a clause, line or cell names.
pub fn bodies(text: &str) -> Vec<String> {
    let mut plain = squeeze(text);
    for label in LABELS {
        plain = plain.replace(label, "");
    }
    for word in [
        "按职责分工负责",
        "按照职责分工负责",
        "按职责分工",
        "负责",
        "牵头",
        "配合",
        "分别",
    ] {
        plain = plain.replace(word, "、");
    }
    let parts = plain.split(|c: char| "、，,；;：:。（）()【】[]".contains(c));
    let mut seen = HashSet::new();
    let names = parts.filter(|part| !part.is_empty() && seen.insert(*part));
    names.map(str::to_owned).collect()
}

/// A table of tasks in `text`: numbers of measures with the bodies its row names. Cells are parted by tabs.
pub fn table(text: &str) -> Vec<(String, Vec<String>)> {
    let mut rows = Vec::new();
    let mut columns: Option<(usize, Vec<usize>)> = None;
    let mut last: Vec<String> = Vec::new();
    for line in text.split(['\n', '\u{c}']) {
        let cells: Vec<String> = line.split('\t').map(squeeze).collect();
        if cells.len() < 2 {
            columns = None;
            continue;
        }
        let named = |cell: &String| LABELS.iter().any(|label| cell.contains(label));
        if cells.iter().any(named) {
            let number = cells
                .iter()
                .position(|cell| matches!(cell.as_str(), "序号" | "条号" | "编号" | "条款"));
            let bodies = cells.iter().enumerate().filter(|(_, cell)| named(cell));
            columns = Some((number.unwrap_or(0), bodies.map(|(i, _)| i).collect()));
            continue;
        }
        let Some((number, wanted)) = &columns else {
            continue;
        };
        let digits = |c: char| !c.is_ascii_digit();
        let number = cells
            .get(*number)
            .map(|cell| cell.trim_matches(digits).to_owned());
        let Some(number) = number.filter(|number| !number.is_empty()) else {
            continue;
        };
        let cells = wanted.iter().filter_map(|i| cells.get(*i));
        let mut named: Vec<String> = cells.flat_map(|cell| bodies(cell)).collect();
        if named.is_empty() {
            // A cell that spans rows is empty in all but the first.
            named.clone_from(&last);
        }
        last.clone_from(&named);
        rows.push((number, named));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_in_and_under_measures() {
        let text = "支持平台。（责任单位：区科技局、区财政局）";
        let found = clauses(text);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].clone()], "（责任单位：区科技局、区财政局）");
        assert_eq!(bodies(&text[found[0].clone()]), ["区科技局", "区财政局"]);
        let text = "支持。牵头单位：科技局；配合单位：财政局。再支持。";
        let found = clauses(text);
        assert_eq!(
            &text[found[0].clone()],
            "牵头单位：科技局；配合单位：财政局。"
        );
        assert_eq!(bodies(&text[found[0].clone()]), ["科技局", "财政局"]);
        assert!(clauses("压实责任单位的任务。").is_empty());
        assert!(
            is_line("责任单位：科技局")
                && is_line("【责任部门】：科技局")
                && !is_line("责任单位要落实")
        );
        assert_eq!(
            bodies("（科技局牵头，财政局、人社局按职责分工负责）"),
            ["科技局", "财政局", "人社局"]
        );
    }

    #[test]
    fn tables_of_tasks() {
        let text = "任务分工表\n序号\t任务\t责任单位\n1\t平台\t科技局、财政局\n2\t人才\t\n第3条\t开放\t商务局\n说明\n4\t无\t无\n";
        let rows = table(text);
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[1],
            (
                "2".to_owned(),
                vec!["科技局".to_owned(), "财政局".to_owned()]
            )
        );
        assert_eq!(rows[2], ("3".to_owned(), vec!["商务局".to_owned()]));
    }
}
