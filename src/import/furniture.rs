//! Lines and what belongs to the page rather than to the text: page numbers, running heads, the table of contents.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::draft::Why;
use super::marker::{blank, mark};
use super::numeral::{digit, is_chinese};

/// A line with the white space after it.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Where it stands, line end included.
    pub(super) range: Range<usize>,
    /// Its words, white space around them cut off.
    pub(super) words: &'a str,
    /// Whether it is the first or last line of a page.
    pub(super) at_page_edge: bool,
}

/// The lines of `text` that have words. White space between belongs to the line before it, at the start to the first.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut page_starts = true;
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = rest
            .find(['\n', '\u{c}'])
            .map_or(text.len(), |at| start + at + 1);
        let whole = &text[start..end];
        let words = whole.trim_matches(blank);
        let page_ends = whole.ends_with('\u{c}');
        match lines.last_mut() {
            Some(last) if words.is_empty() => {
                last.range.end = end;
                last.at_page_edge |= page_ends;
            }
            last => {
                let from = if last.is_none() { 0 } else { start };
                if !words.is_empty() {
                    lines.push(Line {
                        range: from..end,
                        words,
                        at_page_edge: page_starts || page_ends,
                    });
                }
            }
        }
        page_starts = page_ends || (page_starts && words.is_empty());
        start = end;
    }
    lines
}

/// Text without the white space OCR puts between characters, and with full-width digits made narrow.
pub(super) fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !blank(*c))
        .map(super::numeral::half_width)
        .collect()
}

/// What every line is that belongs to the page; `None` for the lines of the text.
pub(super) fn furniture(lines: &[Line<'_>]) -> Vec<Option<Why>> {
    let pages = lines.iter().filter(|line| line.at_page_edge).count() > 2;
    let mut edges: HashMap<String, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.at_page_edge) {
        *edges.entry(without_digits(line.words)).or_default() += 1;
    }
    let mut in_contents = false;
    let mut seen: HashSet<String> = HashSet::new();
    lines
        .iter()
        .map(|line| {
            let squeezed = squeeze(line.words);
            if is_page_number(&squeezed, line.at_page_edge && pages) {
                return Some(Why::PageNumber);
            }
            // Where it stands first it may be the letterhead or the title.
            let bare = without_digits(line.words);
            let repeats = edges.get(&bare).copied().unwrap_or(0) > 2 && line.at_page_edge;
            let short = squeezed.chars().count() <= 60 && !is_numbered(line.words);
            if repeats && short && !seen.insert(bare) {
                return Some(Why::RunningHead);
            }
            if squeezed == "目录" {
                in_contents = true;
                return Some(Why::Contents);
            }
            let last = squeezed.chars().last();
            in_contents &= last.is_some_and(|c| digit(c).is_some());
            in_contents.then_some(Why::Contents)
        })
        .collect()
}

fn is_numbered(words: &str) -> bool {
    mark(words).is_some()
}

fn without_digits(words: &str) -> String {
    squeeze(words)
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .collect()
}

/// `— 3 —`, `- 3 -`, `第 3 页 共 9 页`, `3 / 9`; a bare `3` only where a page ends or starts.
fn is_page_number(squeezed: &str, at_page_edge: bool) -> bool {
    if squeezed.is_empty() || squeezed.chars().count() > 14 {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '·' | '一' | '─');
    let inner = squeezed.trim_matches(dash);
    let digits =
        |text: &str| !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
    if digits(inner) && squeezed.starts_with(dash) && squeezed.ends_with(dash) {
        return true;
    }
    let page = inner
        .strip_prefix('第')
        .and_then(|rest| rest.split_once('页'));
    if let Some((number, rest)) = page {
        let known = digits(number) || number.chars().all(is_chinese) && !number.is_empty();
        return known
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || "共页/，,()（）".contains(c));
    }
    let of = inner
        .split_once('/')
        .is_some_and(|(a, b)| digits(a) && digits(b));
    at_page_edge && (of || digits(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_running_heads() {
        let text = "某市文件\n正文一。\n- 1 -\u{c}某市文件\n2 人。\n— 2 —\u{c}某市文件\n完。\n第3页 共3页\n";
        let lines = lines(text);
        let kinds = furniture(&lines);
        let of = |why| kinds.iter().filter(|kind| **kind == Some(why)).count();
        assert_eq!((of(Why::PageNumber), of(Why::RunningHead)), (3, 2));
        assert_eq!(kinds[1], None);
        assert_eq!(lines.last().map(|line| line.range.end), Some(text.len()));
        for (text, edge, is) in [
            ("3", true, true),
            ("3", false, false),
            ("2020", false, false),
            ("3/9", true, true),
            ("第三页", false, true),
            ("第三条", true, false),
            ("-", true, false),
        ] {
            assert_eq!(is_page_number(text, edge), is, "{text}");
        }
    }

    #[test]
    fn contents_end_with_the_first_line_without_a_page() {
        let lines = lines("目 录\n一、创新……1\n二、开放……3\n一、创新\n1.支持。");
        let kinds = furniture(&lines);
        let contents = kinds.iter().filter(|k| **k == Some(Why::Contents)).count();
        assert_eq!(contents, 3);
    }
}
