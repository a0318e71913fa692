//! Numbers in and out: how people type them, how the product prints them.

use super::text::Lang;

/// U+2009, the thousands separator of every printed number.
const THIN_SPACE: char = '\u{2009}';

/// What may part the thousands of a number.
const SEPARATORS: [char; 5] = [',', ' ', THIN_SPACE, '\u{a0}', '\u{202f}'];

/// What stands for a missing figure where something must stand.
pub const GAP: &str = "–";

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a number; write digits such as 1234.5, 1,234 or 1.2万")]
pub struct NumberError(pub String);

/// Reads a number as people type it in Chinese tables.
///
/// Understands `1234.5`, `1,234`, `1 234`, full-width digits, a trailing `%`, and `万`, `亿`, `万亿` as factors.
/// A dash alone (`-`, `–`, `—`, `…`) or nothing means "no value": `Ok(None)`.
///
/// # Errors
/// Anything else, infinities and NaN included.
pub fn parse_number(text: &str) -> Result<Option<f64>, NumberError> {
    let error = || NumberError(text.trim().to_owned());
    let mut plain: String = text
        .trim()
        .chars()
        .map(|c| match c {
            // Full-width forms lie a fixed distance above ASCII.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' => '-',
            c => c,
        })
        .collect();
    if plain.is_empty() || plain.chars().all(|c| matches!(c, '-' | '–' | '—' | '…')) {
        return Ok(None);
    }
    let mut factor = 1.0;
    for (suffix, value) in [("%", 1.0), ("万亿", 1e12), ("亿", 1e8), ("万", 1e4)] {
        if let Some(rest) = plain.strip_suffix(suffix) {
            factor = value;
            plain = rest.trim_end().to_owned();
            break;
        }
    }
    if plain.contains(SEPARATORS) {
        check_groups(&plain).ok_or_else(error)?;
        plain.retain(|c| !SEPARATORS.contains(&c));
    }
    let numeric = plain
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !numeric {
        return Err(error());
    }
    let value: f64 = plain.parse().map_err(|_err| error())?;
    let value = value * factor;
    if value.is_finite() {
        Ok(Some(value))
    } else {
        Err(error())
    }
}

/// Thousands groups must have three digits, so that `1,2` is not read as twelve; a fraction has none, so that `1.234,5`
/// is not read as 1.2345.
fn check_groups(text: &str) -> Option<()> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(SEPARATORS);
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next()?;
    let sound = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
        && !fraction.contains(SEPARATORS);
    sound.then_some(())
}

/// Writes a number with at most `decimals` decimals, trailing zeros dropped, thin spaces between
/// thousands from 10 000 upward (four-digit numbers, years among them, stay whole).
///
/// NaN and infinities give [`GAP`].
pub fn format_number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return GAP.to_owned();
    }
    let fixed = format!("{:.decimals$}", value.abs());
    let fixed = match fixed.contains('.') {
        true => fixed.trim_end_matches('0').trim_end_matches('.'),
        false => &fixed,
    };
    let (whole, fraction) = fixed.split_once('.').unwrap_or((fixed, ""));
    let mut out = String::new();
    if value < 0.0 && fixed != "0" {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && whole.len() > 4 && (whole.len() - i).is_multiple_of(3) {
            out.push(THIN_SPACE);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Writes a value for a reader: as many decimals as its size warrants, and 亿/万 in Chinese for numbers of
/// ten million and more (English: thin-spaced digits).
pub fn format_value(value: f64, lang: Lang) -> String {
    let size = value.abs();
    match lang {
        Lang::Zh if size >= 1e8 => format!("{}亿", format_number(value / 1e8, 2)),
        Lang::Zh if size >= 1e7 => format!("{}万", format_number(value / 1e4, 1)),
        _ => {
            let decimals = match size {
                s if s >= 1000.0 => 1,
                s if s >= 1.0 => 2,
                _ => 4,
            };
            format_number(value, decimals)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let cases = [
            ("4165", 4165.0),
            ("1,234", 1234.0),
            ("1,234.5", 1234.5),
            ("1.2万", 12000.0),
            ("\u{ff18}", 8.0),
            ("\u{ff17}\u{ff17}", 77.0),
            ("79.4%", 79.4),
            ("-3", -3.0),
            ("4 000", 4000.0),
            ("4.75亿", 4.75e8),
            ("2万亿", 2e12),
        ];
        for (text, value) in cases {
            assert_eq!(parse_number(text), Ok(Some(value)), "{text}");
        }
        for text in ["", "—", "–", "-", " "] {
            assert_eq!(parse_number(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "abc", "1,2", "12,34", "NaN", "inf", "1.2.3", "万", "=1+1", "1e999", "1.234,5",
            "12.5,7", "0.5 3", "1,e10", "1,2e5", "1e1,000",
        ] {
            assert!(parse_number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn writes_for_readers() {
        assert_eq!(format_number(4165.0, 0), "4165");
        assert_eq!(format_number(46000.0, 1), "46\u{2009}000");
        assert_eq!(format_number(105.5, 2), "105.5");
        assert_eq!(format_number(-0.04, 1), "0");
        assert_eq!(format_number(-3.25, 1), "−3.2");
        assert_eq!(format_number(f64::NAN, 1), "–");
        assert_eq!(format_value(1e9, Lang::Zh), "10亿");
        assert_eq!(
            format_value(1e9, Lang::En),
            "1\u{2009}000\u{2009}000\u{2009}000"
        );
        assert_eq!(format_value(0.305, Lang::Zh), "0.305");
    }
}
