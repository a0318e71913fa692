//! Which characters the codes of a font stand for, and how wide they are.

use std::collections::HashMap;

use encoding_rs::{GB18030, WINDOWS_1252};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use crate::import::limits::PART_LIMIT;

/// Stands for a code the font does not explain.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// How the bytes of a string become codes, and codes characters where the font has no table of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    /// One byte a character, as in Western Europe.
    Latin,
    /// Two bytes: UTF-16.
    Utf16,
    /// One or two bytes: GB 18030.
    Gb,
    /// Two bytes that only the font's own table explains.
    Cid,
}

/// A font of a page.
#[derive(Debug)]
pub(super) struct Font {
    encoding: Encoding,
    table: Option<CMap>,
    /// Characters of single codes that the font names.
    names: HashMap<u32, char>,
    widths: HashMap<u32, f32>,
    default_width: f32,
}

/// A character or more, and the width of their glyph in thousandths of the size.
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) width: f32,
    /// Whether it is the one-byte space, which word spacing widens.
    pub(super) space: bool,
}

impl Font {
    /// The font that `dict` describes; `room` is how many widths of glyphs it may still name.
    pub(super) fn of(dict: &Dict<'_>, room: &mut usize) -> Self {
        let table = dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| {
            let data = stream.decoded_data().ok()?;
            (data.len() <= PART_LIMIT).then(|| CMap::parse(&data, |_| None))?
        });
        let name = dict
            .get::<Name<'_>>("Encoding")
            .map(|name| name.as_str().to_owned());
        let composite = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Type0");
        let encoding = match name.as_deref() {
            _ if !composite => Encoding::Latin,
            Some(name) if name.contains("UCS2") || name.contains("UTF16") => Encoding::Utf16,
            Some(name) if name.starts_with("GB") => Encoding::Gb,
            _ => Encoding::Cid,
        };
        let mut font = Self {
            encoding,
            table,
            names: HashMap::new(),
            widths: HashMap::new(),
            default_width: if composite { 1000.0 } else { 500.0 },
        };
        match composite {
            true => font.composite(dict, room),
            false => font.simple(dict),
        }
        font
    }

    fn simple(&mut self, dict: &Dict<'_>) {
        let first = dict.get::<u32>("FirstChar").unwrap_or(0).min(255);
        if let Some(widths) = dict.get::<Array<'_>>("Widths") {
            for (code, width) in (first..).zip(widths.iter::<f32>()).take(256) {
                self.widths.insert(code, width);
            }
        }
        let differences = dict
            .get::<Dict<'_>>("Encoding")
            .and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
        let mut code = 0u32;
        for object in differences
            .iter()
            .flat_map(|list| list.iter::<Object<'_>>())
            .take(1000)
        {
            match object {
                Object::Number(number) => code = number.as_f64().clamp(0.0, 255.0) as u32,
                Object::Name(name) => {
                    if let Some(c) = named(name.as_str()) {
                        self.names.insert(code, c);
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }

    fn composite(&mut self, dict: &Dict<'_>, room: &mut usize) {
        let descendants = dict.get::<Array<'_>>("DescendantFonts");
        let Some(font) = descendants.and_then(|list| list.iter::<Dict<'_>>().next()) else {
            return;
        };
        self.default_width = font.get::<f32>("DW").unwrap_or(1000.0);
        // Widths go by glyph; only where codes are glyphs are they of use.
        let Some(widths) = font
            .get::<Array<'_>>("W")
            .filter(|_| self.encoding == Encoding::Cid)
        else {
            return;
        };
        let code = |number: f32| number.clamp(0.0, 65_535.0) as u32;
        let mut numbers: Vec<f32> = Vec::new();
        for object in widths.iter::<Object<'_>>().take(70_000) {
            match object {
                Object::Number(number) => {
                    numbers.push(number.as_f32());
                    if let [first, last, width] = numbers[..] {
                        // Ranges over all codes, again and again, are short to write.
                        let codes = (code(first)..=code(last)).take(*room);
                        *room -= codes.clone().count();
                        self.widths.extend(codes.map(|code| (code, width)));
                        numbers.clear();
                    }
                }
                Object::Array(list) => {
                    let first = code(numbers.pop().unwrap_or(0.0));
                    let list: Vec<f32> = list.iter::<f32>().take(65_536.min(*room)).collect();
                    *room -= list.len();
                    self.widths.extend((first..).zip(list));
                    numbers.clear();
                }
                _ => {}
            }
        }
    }

    /// The glyphs of a string.
    pub(super) fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(bytes.len() / 2);
        let mut rest = bytes;
        while let Some(first) = rest.first().copied() {
            let len = match self.encoding {
                Encoding::Latin => 1,
                Encoding::Utf16 | Encoding::Cid => 2,
                Encoding::Gb if first < 0x80 => 1,
                Encoding::Gb => 2,
            };
            let (code, after) = rest.split_at(len.min(rest.len()));
            rest = after;
            let number = code.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
            let half = self.encoding == Encoding::Gb && len == 1;
            let width = self.widths.get(&number).copied();
            glyphs.push(Glyph {
                text: self.text(number, code),
                width: width.unwrap_or(if half { 500.0 } else { self.default_width }),
                space: code == b" ",
            });
        }
        glyphs
    }

    fn text(&self, number: u32, code: &[u8]) -> String {
        match self
            .table
            .as_ref()
            .and_then(|table| table.lookup_bf_string(number))
        {
            Some(BfString::Char(c)) if c != '\0' => return c.to_string(),
            Some(BfString::String(text)) => return text,
            _ => {}
        }
        if let Some(c) = self.names.get(&number) {
            return c.to_string();
        }
        match self.encoding {
            Encoding::Latin => WINDOWS_1252
                .decode_without_bom_handling(code)
                .0
                .into_owned(),
            Encoding::Gb => GB18030.decode_without_bom_handling(code).0.into_owned(),
            Encoding::Utf16 => char::from_u32(number).unwrap_or(UNKNOWN).to_string(),
            Encoding::Cid => UNKNOWN.to_string(),
        }
    }
}

/// The character of a glyph's name; the few that texts need beside `uni4E00`.
fn named(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    if let Some(hex) = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')) {
        return u32::from_str_radix(hex.get(..hex.len().min(6))?, 16)
            .ok()
            .and_then(char::from_u32);
    }
    const DIGITS: [&str; 10] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    if let Some(digit) = DIGITS.iter().position(|digit| *digit == name) {
        return char::from_digit(digit as u32, 10);
    }
    Some(match name {
        "space" => ' ',
        "period" => '.',
        "comma" => ',',
        "hyphen" => '-',
        "parenleft" => '(',
        "parenright" => ')',
        "colon" => ':',
        "semicolon" => ';',
        "percent" => '%',
        "slash" => '/',
        "quotedblleft" => '“',
        "quotedblright" => '”',
        "quoteleft" => '‘',
        "quoteright" => '’',
        "endash" => '–',
        "emdash" => '—',
        _ => return None,
    })
}
