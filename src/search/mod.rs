//! One index over zones, places, policies, measures, metrics, sources and organisations: characters, pinyin, initials.

mod build;
mod field;
mod index;
mod pinyin;
mod query;
mod sound;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MeasureId, MetricId, OrgId, PolicyId, SourceId};
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
    /// The alias that matched, with its matched byte ranges, where the title does not.
    pub alias: Option<(String, Vec<std::ops::Range<usize>>)>,
    /// Higher is better.
    pub score: f32,
}

/// The [`Dataset::generation`] and the language that an index was built of.
pub type BuiltOf = (u64, Lang);

/// The index; built once per dataset and language.
#[derive(Debug)]
pub struct SearchIndex {
    of: BuiltOf,
    texts: index::Texts,
}

impl SearchIndex {
    /// Builds the index.
    pub fn new(dataset: &Dataset, lang: Lang) -> Self {
        Self {
            of: (dataset.generation(), lang),
            texts: build::texts(dataset, lang),
        }
    }

    /// What it was built of: a part of the key of whatever it finds.
    pub fn of(&self) -> BuiltOf {
        self.of
    }

    /// The best `limit` hits, best first. An empty query finds nothing.
    ///
    /// Words are separated by white space and must all match, each in a name, its pinyin, an alias or the detail.
    /// Equally good hits: zones, metrics, policies, measures, organisations, sources; shorter titles first.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let terms = terms(query);
        let hits = query::best(
            &self.texts,
            &terms,
            0..self.texts.entries.len() as u32,
            limit,
        );
        let hits = hits.into_iter();
        hits.map(|(Reverse(worth), entry)| self.hit(entry, f32::from_bits(worth), &terms))
            .collect()
    }

    /// Every zone and place that [`Self::search`] would find, in the same order; nothing else is looked at.
    pub fn entities(&self, query: &str) -> Vec<EntityId> {
        // They stand first in the index.
        let entity = |entry: &index::Entry| matches!(entry.target, Target::Entity(_));
        let count = self.texts.entries.partition_point(entity);
        let hits = query::best(&self.texts, &terms(query), 0..count as u32, usize::MAX);
        let hits = hits.into_iter();
        let targets = hits.map(|(_, entry)| &self.texts.entries[entry as usize].target);
        let ids = targets.filter_map(|target| match target {
            Target::Entity(id) => Some(id.clone()),
            _ => None,
        });
        ids.collect()
    }

    fn hit(&self, entry: u32, score: f32, terms: &[String]) -> Hit {
        let highlights = self.texts.highlights(entry, terms);
        let hidden = highlights.is_empty();
        Hit {
            target: self.texts.entries[entry as usize].target.clone(),
            title: self.texts.titles.shown(entry),
            detail: self.texts.details.shown(entry),
            highlights,
            alias: hidden.then(|| self.texts.alias(entry, terms)).flatten(),
            score,
        }
    }
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

#[cfg(test)]
mod tests;
