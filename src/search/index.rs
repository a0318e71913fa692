//! All searchable texts, and the table that says whose they are.

use std::ops::Range;

use super::Target;
use super::field::{Field, Fit};
use super::pinyin::{Names, Sieve, Term};
use super::query::Needle;

/// What a text is to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The name shown, or a measure's text; one an entry.
    Title,
    /// Another name: longer, in the other language, as people call it.
    Alias,
    /// What is shown under the title is the first; others are only searched.
    Detail,
}

/// One thing that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) target: Target,
    /// Entries of equal worth stand in order of kind.
    pub(super) kind: u8,
    /// Whether pinyin finds its title and aliases.
    pub(super) named: bool,
    /// Whether pinyin is worth as much in an alias as in the title: the name that has pinyin is an alias.
    pub(super) read_by_alias: bool,
    /// Whether Latin letters are found in its details only where a word begins with them.
    pub(super) by_words: bool,
    /// Whether it is only what others are taken from.
    pub(super) cited: bool,
}

/// The texts and their table. Entries are in order of kind, then of the length of their titles: of equally good hits the
/// earlier entry is the better.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) entries: Vec<Entry>,
    pub(super) titles: Field,
    pub(super) aliases: Field,
    pub(super) details: Field,
    /// The entries that pinyin finds.
    named: Vec<u32>,
    names: Names,
    sieve: Sieve,
}

/// How well a term suits an entry; higher is better.
pub(super) type Worth = f32;

/// Worth of a term inside, at the start of and as the whole of a title.
pub(super) const TITLE: [Worth; 3] = [4.0, 5.0, 6.0];
/// A title that reads as the term is worth this, with [`AT_START`] at most.
const SOUND: Worth = 3.0;
pub(super) const ALIAS: [Worth; 3] = [2.0, 2.3, 2.6];
const ALIAS_SOUND: Worth = 1.5;
pub(super) const DETAIL: [Worth; 3] = [1.0; 3];
const AT_START: Worth = 0.5;
/// Pinyin that is the whole name of a place is worth so much more: `xian` is 西安 before 襄阳.
const WHOLE_NAME: Worth = 0.4;
/// The most that pinyin is worth.
pub(super) const BEST_SOUND: Worth = SOUND + AT_START + WHOLE_NAME;
/// All is worth so much less in a record that others are taken from, a source: who looks for a zone or a metric finds it
/// before the pages that name it.
const CITED: Worth = 0.2;

impl Texts {
    /// Starts a new entry.
    pub(super) fn entry(&mut self, target: Target, kind: u8, named: bool) {
        self.entries.push(Entry {
            target,
            kind,
            named,
            read_by_alias: false,
            by_words: false,
            cited: false,
        });
        for field in [&mut self.titles, &mut self.aliases, &mut self.details] {
            field.entry();
        }
    }

    /// Pinyin is worth as much in the aliases of the entry started last as in its title.
    pub(super) fn read_by_alias(&mut self) {
        if let Some(entry) = self.entries.last_mut() {
            entry.read_by_alias = true;
        }
    }

    /// Few letters find nothing in the details of the entry started last, more only where a word begins with them:
    /// anywhere in words they would find nearly all.
    pub(super) fn by_words(&mut self) {
        if let Some(entry) = self.entries.last_mut() {
            entry.by_words = true;
        }
    }

    /// The entry started last is only what others are taken from.
    pub(super) fn cited(&mut self) {
        if let Some(entry) = self.entries.last_mut() {
            entry.cited = true;
        }
    }

    /// Adds a text to the entry started last.
    pub(super) fn add(&mut self, role: Role, text: &str) {
        match role {
            Role::Title => self.titles.add(text),
            Role::Alias => self.aliases.add(text),
            Role::Detail => self.details.add(text),
        }
    }

    /// Prepares for searching, once all is added.
    pub(super) fn finish(mut self) -> Self {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order.sort_by_key(|&entry| {
            let entry = entry as usize;
            (self.entries[entry].kind, self.titles.len_of(entry))
        });
        for field in [&mut self.titles, &mut self.aliases, &mut self.details] {
            *field = field.in_order(&order);
        }
        let mut entries: Vec<Option<Entry>> = self.entries.into_iter().map(Some).collect();
        let entries = order.iter().map(|&entry| entries[entry as usize].take());
        self.entries = entries.flatten().collect();
        self.take_names();
        self
    }

    /// Prepares for pinyin.
    fn take_names(&mut self) {
        let named = (0..self.entries.len() as u32).filter(|&e| self.entries[e as usize].named);
        let named: Vec<u32> = named.collect();
        let names = named.iter().flat_map(|&entry| self.names_of(entry));
        self.names = Names::new(names);
        self.sieve = Sieve::new(&self.names, named.iter().map(|&entry| self.names_of(entry)));
        self.named = named;
    }

    fn names_of(&self, entry: u32) -> impl Iterator<Item = &str> {
        self.titles.texts(entry).chain(self.aliases.texts(entry))
    }

    /// How well `needle` suits an entry.
    pub(super) fn worth(&self, entry: u32, needle: &Needle) -> Option<Worth> {
        let worth = self.worth_itself(entry, needle)?;
        Some(match self.entries[entry as usize].cited {
            true => CITED * worth,
            false => worth,
        })
    }

    fn worth_itself(&self, entry: u32, needle: &Needle) -> Option<Worth> {
        if let Some(fit) = self.titles.fit(entry, needle) {
            return Some(TITLE[fit as usize]);
        }
        let term = needle
            .sound()
            .filter(|_| self.entries[entry as usize].named);
        let sound = |field: &Field, worth: Worth| {
            let term = term?;
            let places = field
                .texts(entry)
                .filter_map(|text| self.names.find(text, term));
            let worths = places.map(|at| {
                if at.start == 0 {
                    worth + AT_START
                } else {
                    worth
                }
            });
            worths.max_by(Worth::total_cmp)
        };
        let fit = |field: &Field, worths: [Worth; 3]| {
            let fit: Option<Fit> = field.fit(entry, needle);
            fit.map(|fit| worths[fit as usize])
        };
        let read = self.entries[entry as usize].read_by_alias;
        let as_title = || match read {
            true => sound(&self.aliases, SOUND),
            false => None,
        };
        let whole = |worth: Worth| {
            let name = term.is_some_and(|term| self.names_of(entry).any(|name| term.is_name(name)));
            if name {
                SOUND + AT_START + WHOLE_NAME
            } else {
                worth
            }
        };
        sound(&self.titles, SOUND)
            .or_else(as_title)
            .map(whole)
            .or_else(|| fit(&self.aliases, ALIAS))
            .or_else(|| sound(&self.aliases, ALIAS_SOUND))
            .or_else(|| {
                let by_words = self.entries[entry as usize].by_words;
                let found = fit(&self.details, DETAIL);
                found.filter(|_| !by_words || needle.begins_word(self.details.texts(entry)))
            })
    }

    /// Bytes of the texts before `entry`.
    pub(super) fn before(&self, entry: u32) -> usize {
        let fields = [&self.titles, &self.aliases, &self.details];
        fields.map(|field| field.before(entry)).iter().sum()
    }

    /// The entries that may have a name that reads as the term.
    pub(super) fn may_sound(&self, term: &Term) -> impl Iterator<Item = u32> {
        let places = self.sieve.may_find(term).into_iter();
        places.map(|place| self.named[place])
    }

    /// Whether a name of the entry reads as the term.
    pub(super) fn sounds(&self, entry: u32, term: &Term) -> bool {
        let mut names = self.names_of(entry);
        names.any(|name| self.names.find(name, term).is_some())
    }

    /// Which bytes of the entry's title are the terms; empty when they stand elsewhere.
    pub(super) fn highlights(&self, entry: u32, terms: &[String]) -> Vec<Range<usize>> {
        match self.titles.texts(entry).next() {
            Some(title) => self.marks(entry, title, terms),
            None => Vec::new(),
        }
    }

    /// The first alias that has a term, and which of its bytes are the terms.
    pub(super) fn alias(
        &self,
        entry: u32,
        terms: &[String],
    ) -> Option<(String, Vec<Range<usize>>)> {
        let named = self.entries[entry as usize].named;
        let aliases = self.aliases.texts(entry).enumerate().filter(|_| named);
        let mut marked = aliases.map(|(n, alias)| (n, self.marks(entry, alias, terms)));
        let (n, marks) = marked.find(|(_, marks)| !marks.is_empty())?;
        Some((self.aliases.shown_at(entry, n), marks))
    }

    /// Which bytes of a name of the entry, in lower case, are the terms.
    fn marks(&self, entry: u32, lower: &str, terms: &[String]) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
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
        let mut merged: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            match merged.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => merged.push(mark),
            }
        }
        merged
    }
}
