//! One index over zones, places, policies, measures, metrics, sources and organisations: characters, pinyin, initials.

mod build;
mod index;
mod pinyin;
mod sound;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MeasureId, MetricId, OrgId, PolicyId, SourceId};
use index::Match;
pub use sound::Sounds;

/// What a hit is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// A zone or place.
    Entity(EntityId),
    /// A policy document.
    Policy(PolicyId),
    /// A measure.
    Measure(MeasureId),
    /// A metric.
    Metric(MetricId),
    /// A cluster, sub-sector or organisation.
    Organisation(OrgId),
    /// A source.
    Source(SourceId),
}

/// One hit, with what to show for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What was found.
    pub target: Target,
    /// The text that matched, as shown.
    pub title: String,
    /// A second line: where it belongs.
    pub detail: String,
    /// Matched byte ranges of `title`; empty when the match is in an alias or another language.
    pub highlights: Vec<std::ops::Range<usize>>,
    /// Higher is better.
    pub score: f32,
}

/// Worth, kind, length of the title, entry: the best hit is the least.
type Rank = (Reverse<u32>, u8, u32, u32);

/// The index; built once per dataset and language.
#[derive(Debug)]
pub struct SearchIndex {
    texts: index::Texts,
}

impl SearchIndex {
    /// Builds the index.
    pub fn new(dataset: &Dataset, lang: Lang) -> Self {
        let texts = build::texts(dataset, lang);
        Self { texts }
    }

    /// The best `limit` hits, best first. An empty query finds nothing.
    ///
    /// Words are separated by white space and must all match, each in a name, its pinyin, an alias or the detail.
    /// Equally good hits: zones, metrics, policies, measures, organisations, sources; shorter titles first.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let terms = terms(query);
        let hits = least(self.ranked(&terms, self.texts.entries.len()), limit).into_iter();
        hits.map(|(Reverse(worth), _, _, entry)| self.hit(entry, f32::from_bits(worth), &terms))
            .collect()
    }

    /// Every zone and place that [`Self::search`] would find, in the same order; nothing else is looked at.
    pub fn entities(&self, query: &str) -> Vec<EntityId> {
        // They stand first in the index.
        let entity = |entry: &index::Entry| matches!(entry.target, Target::Entity(_));
        let count = self.texts.entries.partition_point(entity);
        let hits = least(self.ranked(&terms(query), count), usize::MAX).into_iter();
        let targets = hits.map(|(.., entry)| &self.texts.entries[entry as usize].target);
        let ids = targets.filter_map(|target| match target {
            Target::Entity(id) => Some(id.clone()),
            _ => None,
        });
        ids.collect()
    }

    /// What has every term among the first `entries`, in order of entry.
    fn ranked(&self, terms: &[String], entries: usize) -> impl ExactSizeIterator<Item = Rank> {
        let mut matches: Option<Vec<Match>> = None;
        for term in terms {
            let found = self.texts.find(term, entries);
            matches = Some(match matches {
                None => found,
                Some(before) => both(&before, &found),
            });
        }
        matches.unwrap_or_default().into_iter().map(|found| {
            let entry = &self.texts.entries[found.entry as usize];
            // Worth is never negative, so its bits are in the order of its values.
            let worth = Reverse(found.worth.to_bits());
            (worth, entry.kind, entry.title_len, found.entry)
        })
    }

    fn hit(&self, entry: u32, score: f32, terms: &[String]) -> Hit {
        let (title, detail) = self.texts.shown(entry);
        Hit {
            target: self.texts.entries[entry as usize].target.clone(),
            title,
            detail,
            highlights: self.texts.highlights(entry, terms),
            score,
        }
    }
}

/// The `limit` least items in order. Of many items nearly all are refused by one comparison.
fn least<T: Ord>(items: impl ExactSizeIterator<Item = T>, limit: usize) -> Vec<T> {
    if items.len() <= limit {
        let mut all: Vec<T> = items.collect();
        all.sort_unstable();
        return all;
    }
    let mut kept = BinaryHeap::with_capacity(limit + 1);
    for item in items {
        if kept.len() < limit {
            kept.push(item);
        } else if let Some(mut greatest) = kept.peek_mut()
            && item < *greatest
        {
            *greatest = item;
        }
    }
    kept.into_sorted_vec()
}

/// A short list of names (commands, menu entries) matched as the index matches: characters, pinyin, initials.
#[derive(Debug)]
pub struct NameList {
    names: Vec<String>,
    pinyin: pinyin::Names,
}

impl NameList {
    /// Takes in the names.
    pub fn new(names: Vec<String>) -> Self {
        let pinyin = pinyin::Names::new(names.iter().map(String::as_str));
        Self { names, pinyin }
    }

    /// The part of name `i` that matches; an empty range for an empty query.
    pub fn find(&self, i: usize, query: &str) -> Option<std::ops::Range<usize>> {
        let name = self.names.get(i)?;
        let query = query.trim().to_ascii_lowercase();
        if let Some(at) = name.to_ascii_lowercase().find(&query) {
            return Some(at..at + query.len());
        }
        self.pinyin.find(name, &pinyin::Term::new(&query)?)
    }
}

/// The words of a query as they are compared: ASCII in lower case, full-width signs as ASCII.
fn terms(query: &str) -> Vec<String> {
    let plain = query.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' if c.is_alphanumeric() => char::from_u32(c as u32 - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        c => c.to_ascii_lowercase(),
    });
    let plain: String = plain.collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Entries in both lists (which are in order of entry); a hit is worth as much as its weaker word.
fn both(a: &[Match], b: &[Match]) -> Vec<Match> {
    let mut rest = b.iter().peekable();
    let mut found = Vec::new();
    for first in a {
        while rest.next_if(|second| second.entry < first.entry).is_some() {}
        if let Some(second) = rest.next_if(|second| second.entry == first.entry) {
            let worth = first.worth.min(second.worth);
            found.push(Match {
                entry: first.entry,
                worth,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests;
