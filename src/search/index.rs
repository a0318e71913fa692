//! All searchable texts in one buffer, and the table that says whose they are.

use memchr::memmem::Finder;

use super::Target;
use super::pinyin::{Names, Term};

/// What a text is to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The name shown, or a measure's text.
    Title,
    /// Another name: longer, in the other language, as people call it.
    Alias,
    /// What is shown under the title.
    Detail,
}

/// One thing that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) target: Target,
    /// Texts of this entry: `segments[first..]` up to the next entry's.
    pub(super) first: u32,
    /// Entries of equal worth stand in order of kind.
    pub(super) kind: u8,
    /// Bytes of its title; of equals the shorter comes first.
    pub(super) title_len: u32,
    /// Whether pinyin finds its title and aliases.
    pub(super) named: bool,
}

#[derive(Debug)]
struct Segment {
    start: u32,
    entry: u32,
    role: Role,
}

/// The buffer and its table.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) entries: Vec<Entry>,
    segments: Vec<Segment>,
    /// With ASCII in lower case; segments end with a line end, which no term contains.
    lower: String,
    /// Which bytes are capitals when shown, one bit each.
    capitals: Vec<u64>,
    names: Names,
}

/// How well a term suits an entry; higher is better.
pub(super) type Worth = f32;

/// An entry that has the term, and how well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) entry: u32,
    pub(super) worth: Worth,
}

const EXACT: Worth = 6.0;
const PREFIX: Worth = 5.0;
const SUBSTRING: Worth = 4.0;
const PINYIN: Worth = 3.0;
const ALIAS: Worth = 2.0;
const DETAIL: Worth = 1.0;

impl Texts {
    /// Starts a new entry.
    pub(super) fn entry(&mut self, target: Target, kind: u8, named: bool) {
        let first = self.segments.len() as u32;
        self.entries.push(Entry {
            target,
            first,
            kind,
            title_len: 0,
            named,
        });
    }

    /// Adds a text to the entry started last; the first two must be its title and its detail.
    pub(super) fn add(&mut self, role: Role, text: &str) {
        // Beyond 4 GB of texts the rest is not found; packs that large do not load.
        if self.lower.len() + text.len() >= u32::MAX as usize {
            return;
        }
        if let (Role::Title, Some(entry)) = (role, self.entries.last_mut()) {
            entry.title_len = text.len() as u32;
        }
        self.segments.push(Segment {
            start: self.lower.len() as u32,
            entry: (self.entries.len() as u32).saturating_sub(1),
            role,
        });
        let start = self.lower.len();
        self.lower.push_str(text);
        self.lower.push('\n');
        self.lower[start..].make_ascii_lowercase();
        self.capitals.resize(self.lower.len().div_ceil(64), 0);
        let capitals = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| b.is_ascii_uppercase());
        for at in capitals.map(|(i, _)| start + i) {
            self.capitals[at / 64] |= 1 << (at % 64);
        }
    }

    /// Prepares for searching, once all is added.
    pub(super) fn finish(&mut self) {
        self.lower.shrink_to_fit();
        self.capitals.shrink_to_fit();
        self.segments.shrink_to_fit();
        self.entries.shrink_to_fit();
        let named = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.named);
        let segments = named
            .flat_map(|(i, _)| self.range(i))
            .filter(|&s| self.segments[s].role != Role::Detail);
        self.names = Names::new(segments.map(|s| self.text(s)));
    }

    /// Title and detail of an entry.
    pub(super) fn shown(&self, entry: u32) -> (String, String) {
        let mut texts = self.range(entry as usize).map(|segment| {
            let start = self.bounds(segment).start;
            let chars = self.text(segment).char_indices();
            let chars = chars.map(|(i, c)| match self.is_capital(start + i) {
                true => c.to_ascii_uppercase(),
                false => c,
            });
            chars.collect()
        });
        (
            texts.next().unwrap_or_default(),
            texts.next().unwrap_or_default(),
        )
    }

    fn is_capital(&self, byte: usize) -> bool {
        let word = self.capitals.get(byte / 64);
        word.is_some_and(|word| word >> (byte % 64) & 1 == 1)
    }

    fn range(&self, entry: usize) -> std::ops::Range<usize> {
        let first = self.entries[entry].first as usize;
        let next = self.entries.get(entry + 1);
        first..next.map_or(self.segments.len(), |next| next.first as usize)
    }

    fn bounds(&self, segment: usize) -> std::ops::Range<usize> {
        let next = self.segments.get(segment + 1);
        let end = next.map_or(self.lower.len(), |next| next.start as usize);
        self.segments[segment].start as usize..end - 1
    }

    /// In lower case.
    fn text(&self, segment: usize) -> &str {
        &self.lower[self.bounds(segment)]
    }

    /// Every entry among the first `entries` that has `term` (ASCII in lower case, without white space), in order.
    pub(super) fn find(&self, term: &str, entries: usize) -> Vec<Match> {
        let mut found = self.scan(term, entries);
        if let Some(pinyin) = Term::new(term) {
            let by_sound = self.by_sound(&pinyin, entries);
            if !by_sound.is_empty() {
                found.extend(by_sound);
                found.sort_by(|a, b| a.entry.cmp(&b.entry).then(b.worth.total_cmp(&a.worth)));
                found.dedup_by_key(|m| m.entry);
            }
        }
        found
    }

    fn scan(&self, term: &str, entries: usize) -> Vec<Match> {
        let end = entries
            .checked_sub(1)
            .map_or(0, |last| self.end_of(last as u32));
        let bytes = &self.lower.as_bytes()[..end];
        let finder = Finder::new(term);
        let mut found: Vec<Match> = Vec::new();
        let (mut at, mut segment) = (0, 0);
        while let Some(hit) = finder.find(&bytes[at..]) {
            let hit = at + hit;
            segment = self.segment_of(hit, segment);
            let bounds = self.bounds(segment);
            let Segment { entry, role, .. } = self.segments[segment];
            let worth = match role {
                Role::Title if hit == bounds.start && term.len() == bounds.len() => EXACT,
                Role::Title if hit == bounds.start => PREFIX,
                Role::Title => SUBSTRING,
                Role::Alias if hit == bounds.start && term.len() == bounds.len() => ALIAS + 0.6,
                Role::Alias if hit == bounds.start => ALIAS + 0.3,
                Role::Alias => ALIAS,
                Role::Detail => DETAIL,
            };
            match found.last_mut() {
                Some(last) if last.entry == entry => last.worth = last.worth.max(worth),
                _ => found.push(Match { entry, worth }),
            }
            // Nothing in the rest of this text is worth more, and after a title nothing in the rest of the entry.
            at = match role {
                Role::Title => self.end_of(entry),
                Role::Alias | Role::Detail => bounds.end,
            };
        }
        found
    }

    /// Where the texts of an entry end and those of the next begin.
    fn end_of(&self, entry: u32) -> usize {
        let next = self.range(entry as usize).end;
        let next = self.segments.get(next);
        next.map_or(self.lower.len(), |next| next.start as usize)
    }

    /// The segment that byte `at` lies in; not before `from`. Gallops, since hits come in order.
    fn segment_of(&self, at: usize, from: usize) -> usize {
        let mut step = 1;
        let starts_after = |s: usize| self.segments.get(s).is_none_or(|s| s.start as usize > at);
        while !starts_after(from + step) {
            step *= 2;
        }
        let (low, high) = (from + step / 2, (from + step).min(self.segments.len()));
        let after = self.segments[low..high].partition_point(|s| s.start as usize <= at);
        low + after.max(1) - 1
    }

    fn by_sound(&self, term: &Term, entries: usize) -> Vec<Match> {
        let mut found = Vec::new();
        for (i, _) in self
            .entries
            .iter()
            .enumerate()
            .take(entries)
            .filter(|(_, entry)| entry.named)
        {
            let worths = self.range(i).filter_map(|segment| {
                let base = match self.segments[segment].role {
                    Role::Title => PINYIN,
                    Role::Alias => ALIAS - 0.5,
                    Role::Detail => return None,
                };
                let range = self.names.find(self.text(segment), term)?;
                Some(if range.start == 0 { base + 0.5 } else { base })
            });
            if let Some(worth) = worths.max_by(Worth::total_cmp) {
                found.push(Match {
                    entry: i as u32,
                    worth,
                });
            }
        }
        found
    }

    /// Which bytes of the entry's title are the terms; empty when they stand elsewhere.
    pub(super) fn highlights(&self, entry: u32, terms: &[String]) -> Vec<std::ops::Range<usize>> {
        let Some(title) = self.range(entry as usize).next() else {
            return Vec::new();
        };
        let lower = self.text(title);
        let mut marks: Vec<std::ops::Range<usize>> = Vec::new();
        for term in terms {
            let before = marks.len();
            marks.extend(
                lower
                    .match_indices(term.as_str())
                    .map(|(i, hit)| i..i + hit.len()),
            );
            if marks.len() == before && self.entries[entry as usize].named {
                let sound = Term::new(term).and_then(|term| self.names.find(lower, &term));
                marks.extend(sound);
            }
        }
        marks.sort_by_key(|mark| mark.start);
        let mut merged: Vec<std::ops::Range<usize>> = Vec::new();
        for mark in marks {
            match merged.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => merged.push(mark),
            }
        }
        merged
    }
}
