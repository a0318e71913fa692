//! The search: entries that may hold the rarest word are looked up, each is asked for the other words, the best are kept.
//!
//! Worth falls from titles to pinyin to aliases to details, and among equals the earlier entry is better. So once
//! `limit` hits stand, only better places of the word are still looked for, in the end none: a common word is done
//! after a few texts, and a rare one costs one pass over memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::panic::resume_unwind;

use memchr::memmem::Finder;

use super::field::{Field, Fit};
use super::index::{ALIAS, BEST_SOUND, DETAIL, TITLE, Texts, Worth};
use super::pinyin::Term;
use crate::model::Bits;

/// A word of the query, made ready.
#[derive(Debug)]
pub(super) struct Needle {
    finders: [Finder<'static>; 3],
    sound: Option<Term>,
    latin: bool,
}

/// So many letters may begin a word of a text that is searched by words; fewer begin too many.
const LEAST_LETTERS: usize = 3;

impl Needle {
    /// `term` has ASCII in lower case and no white space.
    pub(super) fn new(term: &str) -> Self {
        let finder = |text: String| Finder::new(&text).into_owned();
        Self {
            finders: [
                finder(term.to_owned()),
                finder(format!("\n{term}")),
                finder(format!("\n{term}\n")),
            ],
            sound: Term::new(term),
            latin: term.starts_with(|c: char| c.is_ascii_alphabetic()),
        }
    }

    /// Finds it where it stands so in lines with line ends around them.
    pub(super) fn finder(&self, fit: Fit) -> &Finder<'static> {
        &self.finders[fit as usize]
    }

    /// Whether a word in one of the texts begins with it; anything but Latin letters may stand anywhere.
    pub(super) fn begins_word<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        let finder = self.finder(Fit::Inside);
        let enough = finder.needle().len() >= LEAST_LETTERS;
        let begins = |text: &str| {
            let text = text.as_bytes();
            let mut hits = finder.find_iter(text);
            hits.any(|at| at == 0 || !text[at - 1].is_ascii_alphanumeric())
        };
        !self.latin || (enough && texts.any(begins))
    }

    /// It as pinyin, when it may be.
    pub(super) fn sound(&self) -> Option<&Term> {
        self.sound.as_ref()
    }
}

/// Worth (never negative, so its bits are in the order of its values), then entry: the best hit is the least.
pub(super) type Rank = (Reverse<u32>, u32);

/// The best `limit` of `entries` that have every term, best first.
pub(super) fn best(
    texts: &Texts,
    terms: &[String],
    entries: Range<u32>,
    limit: usize,
) -> Vec<Rank> {
    let mut needles: Vec<Needle> = terms.iter().map(|term| Needle::new(term)).collect();
    // Each but the first is only looked for where the first is found.
    needles.sort_by_cached_key(|needle| {
        let fields = [&texts.titles, &texts.aliases, &texts.details];
        fields
            .map(|field| field.sample(needle))
            .iter()
            .sum::<usize>()
    });
    if needles.is_empty() || limit == 0 {
        return Vec::new();
    }
    let pass = |entries: Range<u32>| {
        let pass = Pass {
            texts,
            needles: &needles,
            limit,
            kept: BinaryHeap::new(),
            seen: Bits::none(entries.len()),
            entries,
        };
        pass.run()
    };
    let Some(middle) = middle(texts, &entries) else {
        return pass(entries);
    };
    let mut found = std::thread::scope(|scope| {
        let later = scope.spawn(|| pass(middle..entries.end));
        let mut found = pass(entries.start..middle);
        found.extend(later.join().unwrap_or_else(|panic| resume_unwind(panic)));
        found
    });
    found.sort_unstable();
    found.truncate(limit);
    found
}

/// Where to cut the entries so that two threads have the same number of bytes to look through; `None` when there are
/// too few bytes for that: starting a thread takes as long as looking through half a megabyte.
fn middle(texts: &Texts, entries: &Range<u32>) -> Option<u32> {
    const LEAST: usize = 2 << 20;
    let (start, end) = (texts.before(entries.start), texts.before(entries.end));
    if end - start < LEAST {
        return None;
    }
    let (mut low, mut high) = (entries.start, entries.end);
    while low < high {
        let entry = low + (high - low) / 2;
        match texts.before(entry) < start + (end - start) / 2 {
            true => low = entry + 1,
            false => high = entry,
        }
    }
    Some(low)
}

/// A search in some of the entries.
struct Pass<'a> {
    texts: &'a Texts,
    needles: &'a [Needle],
    entries: Range<u32>,
    limit: usize,
    kept: BinaryHeap<Rank>,
    /// Entries that need not be looked at again.
    seen: Bits,
}

impl Pass<'_> {
    fn run(mut self) -> Vec<Rank> {
        self.scan(&self.texts.titles, TITLE);
        self.by_sound();
        self.scan(&self.texts.aliases, ALIAS);
        self.scan(&self.texts.details, DETAIL);
        self.kept.into_sorted_vec()
    }

    fn scan(&mut self, field: &Field, worths: [Worth; 3]) {
        let Range { mut start, end } = self.entries;
        // The least fit that a later entry must have to be kept.
        let wanted = |pass: &Self, start| {
            let mut fits = Fit::ALL.into_iter();
            fits.find(|fit| pass.hopes(worths[*fit as usize], start))
        };
        while start < end
            && let Some(fit) = wanted(self, start)
            && let Some(entry) = field.next(start, end, &self.needles[0], fit)
        {
            self.consider(entry);
            start = entry + 1;
        }
    }

    fn by_sound(&mut self) {
        let Some(term) = self.needles[0].sound() else {
            return;
        };
        for entry in self.texts.may_sound(term) {
            if !self.entries.contains(&entry) {
                continue;
            }
            if !self.hopes(BEST_SOUND, entry) {
                return;
            }
            if self.texts.sounds(entry, term) {
                self.consider(entry);
            }
        }
    }

    /// Whether a hit of this worth, in this entry or a later one, would be kept.
    fn hopes(&self, worth: Worth, entry: u32) -> bool {
        let worst = self.kept.peek().filter(|_| self.kept.len() == self.limit);
        worst.is_none_or(|worst| rank(worth, entry) < *worst)
    }

    /// Keeps the entry if it has every word and is good enough.
    fn consider(&mut self, entry: u32) {
        if !self.seen.insert((entry - self.entries.start) as usize) {
            return;
        }
        // A hit is worth as much as its weakest word.
        let mut worth = Worth::INFINITY;
        for needle in self.needles {
            match self.texts.worth(entry, needle) {
                Some(one) => worth = worth.min(one),
                None => return,
            }
        }
        if self.kept.len() < self.limit {
            self.kept.push(rank(worth, entry));
        } else if let Some(mut worst) = self.kept.peek_mut()
            && rank(worth, entry) < *worst
        {
            *worst = rank(worth, entry);
        }
    }
}

fn rank(worth: Worth, entry: u32) -> Rank {
    (Reverse(worth.to_bits()), entry)
}
