//! Numbers as documents write them: `十二`, `１２`, `12`.

/// An ASCII or full-width digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// A full-width letter, digit or sign of ASCII as ASCII; any other character as it is.
pub(super) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '－' | '．' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        _ => c,
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` may be part of a Chinese numeral.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '十' | '百') || chinese_digit(c).is_some()
}

/// The value of a Chinese numeral below 1000, or of its digits one by one (`二〇二〇`).
pub(super) fn chinese(text: &str) -> Option<u32> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.is_empty() || chars.len() > 7 {
        return None;
    }
    if chars.iter().all(|c| chinese_digit(*c).is_some()) {
        return chars
            .iter()
            .try_fold(0u32, |n, c| Some(n.checked_mul(10)? + chinese_digit(*c)?));
    }
    let (mut total, mut last) = (0, None);
    for c in chars {
        match c {
            '百' => total += last.take().unwrap_or(1) * 100,
            '十' => total += last.take().unwrap_or(1) * 10,
            c => last = Some(chinese_digit(c)?),
        }
    }
    Some(total + last.unwrap_or(0))
}

/// A number in Chinese or Arabic numerals.
pub(super) fn number(text: &str) -> Option<u32> {
    let plain: String = (text.chars().filter(|c| !c.is_whitespace()))
        .map(half_width)
        .collect();
    match plain.bytes().all(|b| b.is_ascii_digit()) {
        true => plain.parse().ok(),
        false => chinese(&plain),
    }
}

/// A number below 1000 in Chinese numerals, as headings count.
pub(super) fn to_chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match n {
        0..=9 => digit(n).to_owned(),
        10..=99 => {
            let tens = if n < 20 { "" } else { digit(n / 10) };
            let ones = if n.is_multiple_of(10) { "" } else { digit(n) };
            format!("{tens}十{ones}")
        }
        100..=999 => {
            let rest = n % 100;
            let rest = match rest {
                0 => String::new(),
                1..=9 => format!("零{}", digit(rest)),
                10..=19 => format!("一{}", to_chinese(rest)),
                _ => to_chinese(rest),
            };
            format!("{}百{rest}", digit(n / 100))
        }
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_go_both_ways() {
        for n in 1..1000 {
            assert_eq!(chinese(&to_chinese(n)), Some(n), "{}", to_chinese(n));
        }
        for (text, n) in [
            ("７７", 77),
            ("二〇二〇", 2020),
            ("十", 10),
            (" 二 十 一 ", 21),
            ("两", 2),
        ] {
            assert_eq!(number(text), Some(n), "{text}");
        }
        for text in ["", "上", "一上", "9999999999999", "一二三四五六七八"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
