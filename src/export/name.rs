//! File names that every system takes.

use std::path::{Path, PathBuf};

/// Characters of a suggested name, extension included.
const MAX_CHARS: usize = 80;

/// Its bytes in UTF-8: file systems take 255, and [`free_name`] may add some.
const MAX_BYTES: usize = 230;

/// What a name is when nothing of the title can be kept.
const FALLBACK: &str = "zonescope";

/// A file name made of a title: forbidden on no system, at most 80 characters, never empty.
///
/// `ext` is the extension without its dot; an empty one adds nothing.
pub fn suggested_name(title: &str, ext: &str) -> String {
    let ending = match ext {
        "" => String::new(),
        ext => format!(".{ext}"),
    };
    let mut stem = String::new();
    for c in title.chars().filter(|c| !is_invisible(*c)) {
        match c {
            // Windows forbids these, others two of them.
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
                if !stem.ends_with('-') {
                    stem.push('-');
                }
            }
            c if c.is_whitespace() => {
                if !stem.ends_with(' ') {
                    stem.push(' ');
                }
            }
            c => stem.push(c),
        }
    }
    // A leading dot hides a file, a leading dash looks like an option; Windows drops dots and spaces at the end.
    let trimmed = stem.trim_matches([' ', '.', '-']);
    let mut stem = cut(trimmed, ending.chars().count(), ending.len())
        .trim_end_matches([' ', '.', '-'])
        .to_owned();
    if stem.is_empty() {
        stem.push_str(FALLBACK);
    }
    if is_reserved(&stem) {
        stem.insert(0, '_');
    }
    stem + &ending
}

/// The beginning of `text` that leaves room for an ending and one more character.
fn cut(text: &str, ending_chars: usize, ending_bytes: usize) -> &str {
    let chars = MAX_CHARS.saturating_sub(ending_chars + 1);
    let bytes = MAX_BYTES.saturating_sub(ending_bytes + 1);
    let end = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(chars)
        .take_while(|end| *end <= bytes)
        .last();
    &text[..end.unwrap_or(0)]
}

/// Control characters, and marks that change the direction of text or cannot be seen.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Names of devices on Windows, with any extension.
fn is_reserved(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or(stem).trim_end();
    let base = base.to_ascii_uppercase();
    let numbered = |prefix| {
        base.strip_prefix(prefix).is_some_and(|rest: &str| {
            matches!(rest, "¹" | "²" | "³")
                || (rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
        })
    };
    matches!(
        base.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || numbered("COM")
        || numbered("LPT")
}

/// `dir/name`, or with （2）, （3）… before the extension when it is taken.
///
/// Another program may take the name before it is used; [`super::save`] notices.
pub fn free_name(dir: &Path, name: &str) -> PathBuf {
    let path = dir.join(name);
    let (stem, ending) = match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    };
    let numbered = (2..10_000).map(|n| dir.join(format!("{stem}（{n}）{ending}")));
    // A dangling link counts as taken.
    std::iter::once(path.clone())
        .chain(numbered)
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_names() {
        let cases = [
            (
                "高新区 GDP 排名：2020 年",
                "png",
                "高新区 GDP 排名：2020 年.png",
            ),
            ("a/b\\c:d*e?f", "csv", "a-b-c-d-e-f.csv"),
            ("  ..隐藏.. ", "png", "隐藏.png"),
            ("<<>>", "png", "zonescope.png"),
            ("", "", "zonescope"),
            ("con", "png", "_con.png"),
            ("LPT1.x", "png", "_LPT1.x.png"),
            ("COM²", "", "_COM²"),
            ("console", "png", "console.png"),
            ("一\n二\u{202e}三\u{0}", "png", "一 二三.png"),
            ("--rf", "png", "rf.png"),
        ];
        for (title, ext, expected) in cases {
            assert_eq!(suggested_name(title, ext), expected);
        }
        assert_eq!(suggested_name(&"长".repeat(200), "png").chars().count(), 79);
        assert!(suggested_name(&"𠮷".repeat(200), "png").len() <= MAX_BYTES);
    }

    proptest! {
        #[test]
        fn any_title_becomes_a_name(title in any::<String>()) {
            let name = suggested_name(&title, "png");
            prop_assert!(name.chars().count() <= MAX_CHARS && name.len() <= MAX_BYTES);
            prop_assert!(name.len() > 4 && name.ends_with(".png"));
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n']));
            prop_assert!(!name.starts_with(['.', ' ', '-']));
            prop_assert!(!is_reserved(&name));
        }
    }

    #[test]
    fn taken_names_are_numbered() {
        let dir = tempfile::tempdir().expect("a folder");
        let take = |name: &str| std::fs::write(dir.path().join(name), "").expect("a file");
        assert_eq!(free_name(dir.path(), "图.png"), dir.path().join("图.png"));
        take("图.png");
        assert_eq!(
            free_name(dir.path(), "图.png"),
            dir.path().join("图（2）.png")
        );
        take("图（2）.png");
        assert_eq!(
            free_name(dir.path(), "图.png"),
            dir.path().join("图（3）.png")
        );
        take("表");
        assert_eq!(free_name(dir.path(), "表"), dir.path().join("表（2）"));
    }
}
