//! Text as it is read, of text as it stands: broken lines joined, the spaces of OCR taken out.

use super::marker::blank;
use super::numeral::{digit, half_width};
use super::structure::ends_sentence;

/// Whether white space beside `c` means nothing: Chinese characters and their punctuation.
fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether nearly every character of a line stands alone, as recognised text often has it: then `1 0 0` is 100.
fn is_spread(line: &str) -> bool {
    let words = line.split(blank).filter(|word| !word.is_empty());
    let (mut alone, mut all) = (0, 0);
    for word in words {
        all += 1;
        alone += usize::from(word.chars().nth(1).is_none());
    }
    all > 5 && alone * 10 > all * 8
}

/// One line: white space between Chinese characters left out, other white space one space, full-width digits narrow.
pub(super) fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let spread = is_spread(line);
    let mut space = false;
    for c in line.chars() {
        if blank(c) {
            space = true;
            continue;
        }
        let last = out.chars().next_back();
        let parts = |last: char| {
            let one_number = spread && last.is_ascii_digit() && digit(c).is_some();
            !(one_number || wide(last) || wide(c))
        };
        if space && last.is_some_and(parts) {
            out.push(' ');
        }
        out.push(half_width(c));
        space = false;
    }
    out
}

/// Running text: lines that break inside a sentence are joined, others stay paragraphs.
pub fn flow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\u{c}']) {
        let line = tidy(line);
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if ends_sentence(&out) {
                out.push('\n');
            } else if latin(out.chars().next_back()) && latin(line.chars().next()) {
                out.push(' ');
            }
        }
        out.push_str(&line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_flows() {
        assert_eq!(
            tidy(" 支 持 ５G  和 AI  lab ， 给 予 100 万 元 "),
            "支持5G和AI lab，给予100万元"
        );
        assert_eq!(
            flow("支持企业\n建设平台。\n给予奖励"),
            "支持企业建设平台。\n给予奖励"
        );
        assert_eq!(flow("open\nsource"), "open source");
        assert_eq!(flow(" \n\u{c}"), "");
    }
}
