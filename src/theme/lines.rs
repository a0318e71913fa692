//! Lines that break where Chinese and English readers expect: no opening bracket at a line's end, no closing
//! punctuation at its start (UAX #14), and an ellipsis where the room ends.

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// As English dates are written.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Breaks `text` into at most `max_lines` lines of at most `max_width`; the last ends in `…` when something is left out.
///
/// `width_of` measures one character. Trailing spaces are dropped; a `\n` always breaks.
pub fn wrap_lines(
    text: &str,
    max_width: f32,
    max_lines: usize,
    mut width_of: impl FnMut(char) -> f32,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let mut from = 0;
    let mut overflow = false;
    for (to, opportunity) in linebreaks(text) {
        let mandatory = opportunity == BreakOpportunity::Mandatory;
        if !mandatory && held_together(text, to) {
            continue;
        }
        let part = text[from..to].trim_end_matches(['\n', '\r']);
        from = to;
        let width: f32 = part.trim_end().chars().map(&mut width_of).sum();
        if !line.is_empty() && used + width > max_width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        for c in part.chars() {
            let w = width_of(c);
            // A single word wider than the line breaks anywhere; the space after it begins none.
            let full = width > max_width && used + w > max_width && !line.is_empty();
            if full && !c.is_whitespace() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += w;
        }
        if mandatory {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if lines.len() > max_lines {
            overflow = true;
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    overflow |= lines.len() > max_lines;
    lines.truncate(max_lines);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    if overflow && let Some(last) = lines.last_mut() {
        elide(last, max_width, &mut width_of);
    }
    lines
}

/// Like [`wrap_lines`], but lines come out about equally long, so that a title never leaves one character alone.
pub fn balance_lines(
    text: &str,
    max_width: f32,
    max_lines: usize,
    mut width_of: impl FnMut(char) -> f32,
) -> Vec<String> {
    let greedy = wrap_lines(text, max_width, max_lines, &mut width_of);
    let elided = greedy.last().is_some_and(|line| line.ends_with('…')) && !text.ends_with('…');
    if greedy.len() < 2 || elided {
        return greedy;
    }
    let mut best = greedy;
    // No word is broken that fits a line of the greatest width.
    let word = widest_word(text, &mut width_of);
    let least = if word <= max_width { word } else { 0.0 };
    for step in 1..10 {
        let narrower = max_width * (1.0 - 0.05 * step as f32);
        if narrower < least {
            break;
        }
        let lines = wrap_lines(text, narrower, max_lines + 1, &mut width_of);
        if lines.len() > best.len() {
            break;
        }
        best = lines;
    }
    best
}

/// Width of the widest part of `text` that holds no break.
pub fn widest_word(text: &str, mut width_of: impl FnMut(char) -> f32) -> f32 {
    let mut from = 0;
    let mut widest = 0.0_f32;
    for (to, _) in linebreaks(text).filter(|(to, _)| !held_together(text, *to)) {
        let width = text[from..to].trim_end().chars().map(&mut width_of).sum();
        widest = widest.max(width);
        from = to;
    }
    widest
}

/// Shortens `line` until it and `…` fit.
fn elide(line: &mut String, max_width: f32, width_of: &mut impl FnMut(char) -> f32) {
    let room = max_width - width_of('…');
    let mut used: f32 = line.chars().map(&mut *width_of).sum();
    while used > room
        || line.ends_with(|c: char| {
            c.is_whitespace() || "(\u{ff08}[《“‘,\u{ff0c}、;\u{ff1b}:\u{ff1a}·".contains(c)
        })
    {
        match line.pop() {
            Some(c) => used -= width_of(c),
            None => break,
        }
    }
    line.push('…');
}

/// Whether nobody expects a break at byte `at`, though UAX #14 allows it.
fn held_together(text: &str, at: usize) -> bool {
    inside_number(text, at)
        || inside_date(text, at)
        || inside_document_number(text, at)
        || text[at..].starts_with("· ")
}

/// Whether a break at byte `at` would split a date: 2020年8月27日, 27 Aug 2020.
fn inside_date(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        return after.starts_with(['年', '月', '日']);
    }
    if before.ends_with(['年', '月']) {
        let unit = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = after.len() - unit.len();
        return (1..=2).contains(&digits) && unit.starts_with(['月', '日']);
    }
    let Some(word) = before.strip_suffix(' ') else {
        return false;
    };
    let is_month = |text: &str| MONTHS.iter().any(|month| text.ends_with(month));
    let day = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let month = after.split(' ').next().unwrap_or_default();
    let of_a_month = (1..=2).contains(&(word.len() - day.len())) && MONTHS.contains(&month);
    let year = after.bytes().take_while(u8::is_ascii_digit).count() == 4;
    of_a_month || (year && is_month(word))
}

/// Characters before the year of a document number that belong to it, at most: 国发, 津高新区管发.
const ISSUER: usize = 8;

/// Whether a break at byte `at` would split the number of a document or of a part of it: 津科区〔2020〕91号, 第6条.
fn inside_document_number(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    if before.ends_with(['〕', '第']) && digits(after) > 0 {
        return true;
    }
    let serial = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if serial.len() < before.len() {
        return serial.ends_with('第') || (serial.ends_with('〕') && after.starts_with('号'));
    }
    if !before.ends_with(char::is_alphabetic) {
        return false;
    }
    let mut chars = after.chars();
    // No farther: there is a break after each letter of a long text.
    let next = chars.by_ref().take(ISSUER).find(|c| !c.is_alphabetic());
    let year = chars.as_str();
    next == Some('〔')
        && year
            .get(digits(year)..)
            .is_some_and(|y| y.starts_with('〕'))
}

/// Whether a break at byte `at` would split digits from their thousands separator.
fn inside_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    before.next() == Some('\u{2009}')
        && before.next().is_some_and(|c| c.is_ascii_digit())
        && text[at..].starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chinese characters are two wide, all others one.
    fn cells(c: char) -> f32 {
        if c.is_ascii() { 1.0 } else { 2.0 }
    }

    #[test]
    fn brackets_and_punctuation_stay_with_their_words() {
        let text = "厦门软件园(一期)聚集人才1.8万余名,《规划》发布后增长";
        for width in 6..60 {
            for line in wrap_lines(text, width as f32, 20, cells) {
                assert!(!line.ends_with(['(', '《']), "{width}: {line}");
                let lone = line.chars().count() == 1;
                assert!(
                    lone || !line.starts_with([')', ',', '》']),
                    "{width}: {line}"
                );
            }
        }
    }

    #[test]
    fn a_broken_word_leaves_no_empty_line() {
        assert_eq!(wrap_lines("abcd ef", 2.0, 9, cells), ["ab", "cd", "ef"]);
    }

    #[test]
    fn balancing_breaks_no_word() {
        assert_eq!(widest_word("Lingyang Huaxin 中", cells), 8.0);
        let lines = balance_lines("Lingyang Huaxin", 14.0, 2, cells);
        assert_eq!(lines, ["Lingyang", "Huaxin"]);
    }

    #[test]
    fn nothing_is_lost_or_too_wide() {
        let text = "Supercalifragilistic expialidocious 高新技术产业开发区 1\u{2009}234\u{2009}567";
        for width in 4..50 {
            let lines = wrap_lines(text, width as f32, 100, cells);
            assert!(
                lines
                    .iter()
                    .all(|l| l.chars().map(cells).sum::<f32>() <= width as f32)
            );
            let squeezed = |s: &str| s.replace([' ', '\u{2009}'], "");
            assert_eq!(squeezed(&lines.concat()), squeezed(text));
        }
        let lines = wrap_lines(text, 12.0, 100, cells);
        assert!(!lines.iter().any(|l| l.ends_with('\u{2009}')), "{lines:?}");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap_lines("国家高新技术产业开发区(一期)企业", 22.0, 1, cells);
        assert_eq!(lines, ["国家高新技术产业开发…"]);
        assert_eq!(wrap_lines("高新区(一期)企业", 9.0, 1, cells), ["高新区…"]);
        assert_eq!(wrap_lines("", 10.0, 2, cells), Vec::<String>::new());
        assert_eq!(wrap_lines("高新", 1.0, 1, cells), ["…"]);
    }

    #[test]
    fn dates_stay_whole_and_dots_with_what_they_follow() {
        let text = "天津市滨海新区人民政府 · 2020年8月27日 · 津科区〔2020〕91号";
        for width in 15..60 {
            let lines = wrap_lines(text, width as f32, 20, |c| {
                if c == '·' { 1.0 } else { cells(c) }
            });
            assert!(lines.iter().all(|l| !l.starts_with('·')), "{lines:?}");
            let whole = |l: &String| l.contains("2020年8月27日");
            assert!(lines.iter().any(whole), "{width}: {lines:?}");
        }
        let text = "Tianjin Binhai New Area Government · 27 Aug 2020 · in May 2021";
        for width in 14..60 {
            let lines = wrap_lines(text, width as f32, 20, cells);
            assert!(lines.iter().all(|l| !l.starts_with('·')), "{lines:?}");
            let whole = |date: &str| lines.iter().any(|l| l.contains(date));
            assert!(whole("27 Aug 2020") && whole("May 2021"), "{lines:?}");
        }
    }

    #[test]
    fn the_number_of_a_document_stays_whole() {
        for text in [
            "2020-08-27 · 津科区〔2020〕91号",
            "《关于促进高质量发展的具体落实举措》（津科区〔2020〕91号），天津市科学技术局第61条",
        ] {
            for width in 24..80 {
                let lines = wrap_lines(text, width as f32, 20, cells);
                let whole = |l: &String| l.contains("津科区〔2020〕91号");
                assert!(lines.iter().any(whole), "{width}: {lines:?}");
                let parted = |l: &String| l.ends_with(['第', '6', '1']);
                assert!(!lines.iter().any(parted), "{width}: {lines:?}");
            }
        }
        // What only looks like one is broken as ever.
        let lines = wrap_lines("提升自主创新能力〔略〕激发企业创新活力", 12.0, 20, cells);
        assert!(lines.iter().all(|l| l.chars().count() <= 6), "{lines:?}");
    }

    #[test]
    fn a_balanced_title_leaves_no_orphan() {
        let lines = balance_lines("无锡高新区创新发展总指数连续三年上升", 34.0, 2, cells);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].chars().count() >= 6, "{lines:?}");
    }
}
