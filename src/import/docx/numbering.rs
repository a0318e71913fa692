//! Numbers Word makes itself (`word/numbering.xml`): `一、`, `（一）`, `1.`, `第一条` before paragraphs of a list.

use std::collections::HashMap;

use super::{Xml, attribute, each};
use crate::import::error::ReadProblem;
use crate::import::numeral::to_chinese;

/// How one level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1.` with a place for the number of each level.
    text: String,
}

/// Levels a list may have; Word has nine.
const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list and level.
    levels: HashMap<(String, usize), Level>,
    /// Abstract list of each list.
    lists: HashMap<String, String>,
    /// Where a list starts anew, by list and level.
    starts: HashMap<(String, usize), u32>,
    /// What styles say of their paragraphs.
    styles: HashMap<String, Style>,
}

/// What a style says of its paragraphs; the rest is as in the style it is based on.
#[derive(Debug, Default)]
struct Style {
    list: Option<String>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// How many styles are followed, each to the one it is based on: a broken file may lead round and round.
const BASES: usize = 32;

impl Numbering {
    /// Reads both parts; either may be empty.
    pub(super) fn read(numbering: &str, styles: &str) -> Result<Self, ReadProblem> {
        let mut found = Self::default();
        found.lists(numbering)?;
        found.styles(styles)?;
        Ok(found)
    }

    fn lists(&mut self, xml: &str) -> Result<(), ReadProblem> {
        let (mut list, mut in_abstract, mut at) = (String::new(), false, 0usize);
        // An abstract list may only name a list style; the levels are those of the list that style is defined by.
        let (mut named, mut whole) = (HashMap::new(), HashMap::new());
        each(xml, |event| {
            let Xml::Open(start) = event else {
                return Ok(());
            };
            let value = || attribute(start, "w:val").unwrap_or_default();
            match start.name().as_ref() {
                b"w:abstractNum" => {
                    list = attribute(start, "w:abstractNumId").unwrap_or_default();
                    in_abstract = true;
                }
                b"w:num" => {
                    list = attribute(start, "w:numId").unwrap_or_default();
                    in_abstract = false;
                }
                b"w:numStyleLink" if in_abstract => {
                    named.insert(list.clone(), value());
                }
                b"w:styleLink" if in_abstract => {
                    whole.insert(value(), list.clone());
                }
                b"w:abstractNumId" => {
                    self.lists.insert(list.clone(), value());
                }
                b"w:lvl" | b"w:lvlOverride" => {
                    at = attribute(start, "w:ilvl")
                        .and_then(|level| level.parse().ok())
                        .unwrap_or(0);
                    if in_abstract && at < LEVELS {
                        let level = Level {
                            start: 1,
                            format: "decimal".into(),
                            text: String::new(),
                        };
                        self.levels.insert((list.clone(), at), level);
                    }
                }
                b"w:startOverride" => {
                    self.starts
                        .insert((list.clone(), at), value().parse().unwrap_or(1));
                }
                b"w:start" | b"w:numFmt" | b"w:lvlText" if in_abstract => {
                    if let Some(level) = self.levels.get_mut(&(list.clone(), at)) {
                        match start.name().as_ref() {
                            b"w:start" => level.start = value().parse().unwrap_or(1),
                            b"w:numFmt" => level.format = value(),
                            _ => level.text = value(),
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        for shape in self.lists.values_mut() {
            if let Some(written) = named.get(&*shape).and_then(|style| whole.get(style)) {
                shape.clone_from(written);
            }
        }
        Ok(())
    }

    fn styles(&mut self, xml: &str) -> Result<(), ReadProblem> {
        let mut id = String::new();
        each(xml, |event| {
            let Xml::Open(start) = event else {
                return Ok(());
            };
            let name = start.name();
            if name.as_ref() == b"w:style" {
                id = attribute(start, "w:styleId").unwrap_or_default();
            }
            let value = || attribute(start, "w:val");
            let said = matches!(name.as_ref(), b"w:basedOn" | b"w:ilvl" | b"w:numId");
            if !said {
                return Ok(());
            }
            let style = self.styles.entry(id.clone()).or_default();
            match name.as_ref() {
                b"w:basedOn" => style.based_on = value(),
                b"w:ilvl" => style.level = value().and_then(|level| level.parse().ok()),
                _ => style.list = value(),
            }
            Ok(())
        })
    }

    /// List and level of paragraphs in a style: its own, else those of the style it is based on.
    fn of_style(&self, id: &str) -> Option<(&str, usize)> {
        let (mut style, mut level) = (self.styles.get(id)?, None);
        for _ in 0..BASES {
            level = level.or(style.level);
            if let Some(list) = &style.list {
                return Some((list, level.unwrap_or(0)));
            }
            style = self.styles.get(style.based_on.as_ref()?)?;
        }
        None
    }

    /// List and level of a paragraph: its own, else its style's.
    pub(super) fn of(
        &self,
        list: Option<&str>,
        style: Option<&str>,
        level: Option<usize>,
    ) -> Option<(String, usize)> {
        match list {
            // List 0 takes a paragraph out of its style's list.
            Some("0") => None,
            Some(list) => Some((list.to_owned(), level.unwrap_or(0))),
            None => {
                let (list, of_style) = self.of_style(style?)?;
                (list != "0").then(|| (list.to_owned(), level.unwrap_or(of_style)))
            }
        }
    }
}

/// How far every list has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose override has been used.
    started: HashMap<(String, usize), ()>,
}

impl Counters {
    /// The number of the next paragraph of a list; `None` for bullets and unknown lists.
    pub(super) fn next(
        &mut self,
        numbering: &Numbering,
        list: &str,
        level: usize,
    ) -> Option<String> {
        let shape = numbering.lists.get(list)?;
        let of = |level: usize| numbering.levels.get(&(shape.clone(), level));
        let own = of(level)?;
        let counts = self.counts.entry(shape.clone()).or_default();
        let key = (list.to_owned(), level);
        let anew = numbering
            .starts
            .get(&key)
            .filter(|_| self.started.insert(key.clone(), ()).is_none());
        let count = match (anew, counts.get(level).copied().flatten()) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        *counts.get_mut(level)? = Some(count);
        // What stands deeper starts again.
        counts[level + 1..].fill(None);
        if own.format == "bullet" || own.format == "none" {
            return None;
        }
        let mut text = own.text.clone();
        for (deeper, count) in counts.iter().enumerate().take(level + 1) {
            let place = format!("%{}", deeper + 1);
            if text.contains(&place) {
                let start = of(deeper).map_or(1, |level| level.start);
                let format = of(deeper).map_or("decimal", |level| level.format.as_str());
                text = text.replace(&place, &written(count.unwrap_or(start), format));
            }
        }
        (!text.trim().is_empty()).then_some(text)
    }
}

/// A number in one of Word's formats.
fn written(n: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "chineseLegalSimplified" => to_chinese(n),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32('①' as u32 + n - 1).map_or_else(|| n.to_string(), String::from)
        }
        "lowerLetter" if (1..=26).contains(&n) => char::from(b'a' + (n - 1) as u8).to_string(),
        "upperLetter" if (1..=26).contains(&n) => char::from(b'A' + (n - 1) as u8).to_string(),
        _ => n.to_string(),
    }
}
