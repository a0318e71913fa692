//! What stands before a head or a measure: `一、`, `（一）`, `1.`, `（1）`, `第一条`, with or without the spaces of OCR.

use super::numeral::{digit, is_chinese, number};

/// The forms of numbering, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum MarkKind {
    /// `第一章`
    Chapter,
    /// `第一节`
    Section,
    /// `第一条`
    Article,
    /// `一、`
    Cn,
    /// `（一）`
    CnParen,
    /// `1.` or `1、`
    Arabic,
    /// `（1）`
    ArabicParen,
    /// `①`
    Circled,
}

/// A number at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its form.
    pub(super) kind: MarkKind,
    /// Its value.
    pub(super) number: u32,
    /// Where the words after it start, in bytes from the start of the line.
    pub(super) end: usize,
}

/// Characters of a line with their places, white space skipped.
struct Chars<'a> {
    line: &'a str,
    at: usize,
}

impl Chars<'_> {
    fn skip_space(&mut self) {
        let rest = &self.line[self.at..];
        self.at += rest.len()
            - rest
                .trim_start_matches(|c: char| c != '\t' && blank(c))
                .len();
    }

    /// The next character after white space.
    fn next(&mut self) -> Option<char> {
        self.skip_space();
        self.next_direct()
    }

    /// The very next character.
    fn next_direct(&mut self) -> Option<char> {
        let c = self.line[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.line[self.at..].chars().next()
    }

    /// Takes characters of one kind, white space between them allowed; gives them as a slice.
    fn take(&mut self, most: usize, is: impl Fn(char) -> bool) -> &str {
        self.skip_space();
        let start = self.at;
        let mut end = start;
        for _ in 0..most {
            match self.next() {
                Some(c) if is(c) => end = self.at,
                _ => break,
            }
        }
        self.at = end;
        &self.line[start..end]
    }
}

/// White space of any kind, the marks of direction and width of web pages included.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// The number at the start of `line`, if it starts with one.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let mut chars = Chars { line, at: 0 };
    let found = match chars.next()? {
        '第' => ordinal(&mut chars),
        '（' | '(' | '﹙' => bracketed(&mut chars),
        c if is_chinese(c) => {
            chars.at -= c.len_utf8();
            let number = number(chars.take(7, is_chinese))?;
            matches!(chars.next()?, '、' | '．' | '.' | '﹑' | '，' | '､')
                .then_some((MarkKind::Cn, number))
        }
        c if digit(c).is_some() => {
            chars.at -= c.len_utf8();
            arabic(&mut chars)
        }
        c @ '①'..='⑳' => Some((MarkKind::Circled, c as u32 - '①' as u32 + 1)),
        _ => None,
    };
    let (kind, number) = found.filter(|(_, number)| *number > 0)?;
    chars.skip_space();
    Some(Mark {
        kind,
        number,
        end: chars.at,
    })
}

/// `第…章`, `第…节`, `第…条`; not the `第一条规定` a sentence begins with.
fn ordinal(chars: &mut Chars<'_>) -> Option<(MarkKind, u32)> {
    let number = number(chars.take(7, |c| is_chinese(c) || digit(c).is_some()))?;
    let kind = match chars.next()? {
        '章' | '编' | '篇' => MarkKind::Chapter,
        '部' => {
            chars.next().filter(|c| *c == '分')?;
            MarkKind::Chapter
        }
        '节' => MarkKind::Section,
        '条' => MarkKind::Article,
        _ => return None,
    };
    let refers = matches!(
        chars.peek(),
        Some(
            '第' | '款' | '项' | '规' | '的' | '所' | '至' | '和' | '、' | '，' | ',' | '或' | '及'
        )
    );
    if refers {
        return None;
    }
    if matches!(chars.peek(), Some('：' | ':')) {
        chars.next_direct();
    }
    Some((kind, number))
}

fn bracketed(chars: &mut Chars<'_>) -> Option<(MarkKind, u32)> {
    let text = chars.take(7, |c| is_chinese(c) || digit(c).is_some());
    let arabic = text.chars().next().is_some_and(|c| digit(c).is_some());
    let value = number(text)?;
    matches!(chars.next()?, '）' | ')' | '﹚').then_some(())?;
    if matches!(chars.peek(), Some('、' | '.' | '．')) {
        chars.next_direct();
    }
    let kind = match arabic {
        true => MarkKind::ArabicParen,
        false => MarkKind::CnParen,
    };
    // `（2020）` is a year.
    (value < 1000).then_some((kind, value))
}

fn arabic(chars: &mut Chars<'_>) -> Option<(MarkKind, u32)> {
    let value = number(chars.take(3, |c| digit(c).is_some()))?;
    match chars.next()? {
        // `1.5 亿元` is a quantity.
        '.' | '．' | '﹒' => {
            chars
                .peek()
                .is_none_or(|c| digit(c).is_none())
                .then_some(())?;
        }
        '、' | '﹑' | '､' | '\t' => {}
        '）' | ')' => return Some((MarkKind::ArabicParen, value)),
        _ => return None,
    }
    Some((MarkKind::Arabic, value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        use MarkKind::*;
        for (line, kind, number, rest) in [
            ("一、提升", Cn, 1, "提升"),
            ("十 二 、 提升", Cn, 12, "提升"),
            ("（三）平台", CnParen, 3, "平台"),
            ("( 三 ) 平台", CnParen, 3, "平台"),
            ("1. 支持", Arabic, 1, "支持"),
            ("７７．支持", Arabic, 77, "支持"),
            ("1 2 、支持", Arabic, 12, "支持"),
            ("12\t支持\t科技局", Arabic, 12, "支持\t科技局"),
            ("（1）支持", ArabicParen, 1, "支持"),
            ("2）支持", ArabicParen, 2, "支持"),
            ("第一条 为了", Article, 1, "为了"),
            ("第 十 条　支持", Article, 10, "支持"),
            ("第3条：支持", Article, 3, "支持"),
            ("第二章 创新", Chapter, 2, "创新"),
            ("第一部分 创新", Chapter, 1, "创新"),
            ("③支持", Circled, 3, "支持"),
        ] {
            let found = mark(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.kind, found.number), (kind, number), "{line}");
            assert_eq!(&line[found.end..], rest, "{line}");
        }
        for line in [
            "",
            "1.5亿元",
            "2020年",
            "（2020）",
            "第一条规定的",
            "一方面",
            "十、",
            "支持一、二",
            "100万元",
            "（津）",
            "第一批",
            "0.支持",
        ] {
            if line != "十、" {
                assert_eq!(mark(line), None, "{line}");
            }
        }
    }

    proptest! {
        #[test]
        fn never_panics(line in "[第一二十条章（）()1２.．、 \u{3000}\t①a]{0,12}") {
            if let Some(found) = mark(&line) {
                prop_assert!(line.is_char_boundary(found.end));
            }
        }
    }
}
