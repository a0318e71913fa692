//! A draft as a policy of a pack.

use std::collections::{HashMap, HashSet};
use std::hash::Hasher as _;

use super::draft::{Draft, Why};
use super::flow::{flow, tidy};
use super::furniture::squeeze;
use super::outline::{Heading, Item, Outline, title_of};
use super::rules::{CategoryRule, Rules};
use crate::dataset::Dataset;
use crate::model::{
    Assigned, Category, EntityId, Kept, Measure, MeasureId, Policy, PolicyId, Source, SourceId,
    SourceKind,
};

/// The category of measures for which neither rules nor a person named a head of the common frame.
pub(super) const OTHER_CATEGORY: &str = "other";

/// A document ready to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The policy.
    pub policy: Policy,
    /// Its own text as a source.
    pub source: Source,
}

/// The document of `data` that has the number or, where there is none, the title of this one.
pub fn existing<'a>(draft: &Draft, data: &'a Dataset) -> Option<&'a Policy> {
    let same = |a: &str, b: &str| {
        let (a, b) = (squeeze(a), squeeze(b));
        !a.is_empty() && a == b
    };
    let by_number = data
        .policies
        .iter()
        .find(|policy| same(&policy.number, &draft.facts.number));
    by_number.or_else(|| {
        let titled = data.policies.iter();
        titled
            .filter(|policy| policy.number.is_empty() || draft.facts.number.is_empty())
            .find(|policy| same(&policy.title, &draft.facts.title))
    })
}

/// The zone that a document's title, or else its issuer, names.
pub fn zone_of(draft: &Draft, data: &Dataset) -> Option<EntityId> {
    let short = |text: &str| {
        let text = squeeze(text).replace("高新技术产业开发区", "高新区");
        text.replace("国家自主创新示范区", "高新区")
            .replace("国家高新区", "高新区")
    };
    let named_in = |text: &str| {
        let text = short(text);
        let names = data.zones.iter().flat_map(|zone| {
            let own = [&zone.name, &zone.short_name]
                .into_iter()
                .chain(&zone.aliases);
            own.map(move |name| (short(name), zone))
        });
        let found =
            names.filter(|(name, _)| name.chars().count() > 3 && text.contains(name.as_str()));
        let best = found.max_by_key(|(name, _)| name.len());
        best.map(|(_, zone)| zone.id.clone())
    };
    named_in(&draft.facts.title).or_else(|| named_in(&draft.facts.issuers.join("")))
}

/// The policy and the source that `draft` stands for. Where `data` has the document already, it keeps its id, its
/// English title and its zone, so that it replaces what is there.
pub fn policy(draft: &Draft, outline: &Outline, rules: &Rules, data: &Dataset) -> Taken {
    let facts = &draft.facts;
    let known = existing(draft, data);
    let id = known.map_or_else(|| new_id(draft), |policy| policy.id.clone());
    let source = source(draft, &id);
    let measures = outline.measures.iter();
    let measures = measures.map(|item| (item.number.map(|n| n.to_string()), item.text.as_str()));
    let ids = measure_ids(&id, measures, known);
    let measures: Vec<Measure> = (outline.measures.iter().zip(&ids))
        .map(|(item, id)| measure(item, outline, rules, id.clone(), &source.id))
        .collect();
    // A head that is neither in the document nor in the frame its measures are put into is not of it.
    let of_it = |rule: &&CategoryRule| {
        let own = |head: &Heading| squeeze(&head.title) == rule.title;
        outline.heads.iter().any(own) || measures.iter().any(|m| m.category == rule.id)
    };
    let categories = rules.categories.iter().filter(of_it);
    let mut categories: Vec<Category> = categories.map(|rule| rule.category()).collect();
    if measures
        .iter()
        .any(|measure| measure.category == OTHER_CATEGORY)
    {
        categories.push(Category {
            id: OTHER_CATEGORY.into(),
            title: "其他".into(),
            title_en: "Other".into(),
        });
    }
    let policy = Policy {
        title: tidy(&facts.title),
        short_title: known.map_or_else(
            || short_title(&facts.title),
            |policy| policy.short_title.clone(),
        ),
        title_en: known.map_or_else(String::new, |policy| policy.title_en.clone()),
        short_title_en: known.map_or_else(String::new, |policy| policy.short_title_en.clone()),
        number: facts.number.clone(),
        issuers: match (known, &facts.issuers[..]) {
            (Some(policy), []) => policy.issuers.clone(),
            _ => facts.issuers.clone(),
        },
        zone: (facts.zone.clone())
            .or_else(|| known.and_then(|policy| policy.zone.clone()))
            .filter(|zone| data.has_entity(zone)),
        issued: facts
            .date
            .or_else(|| known.and_then(|policy| policy.issued)),
        declared_measures: facts
            .declared
            .or_else(|| known.and_then(|policy| policy.declared_measures)),
        categories,
        measures,
        kept: kept(draft, outline, &ids),
        sources: vec![source.id.clone()],
        note: String::new(),
        note_en: String::new(),
        id,
    };
    Taken { policy, source }
}

/// Everything that is in no measure: pieces that are kept, and heads that no measure stands under.
fn kept(draft: &Draft, outline: &Outline, ids: &[MeasureId]) -> Vec<Kept> {
    let after = |piece: usize| {
        outline
            .measures
            .partition_point(|item| item.piece < piece)
            .checked_sub(1)
    };
    let used: HashSet<usize> = outline
        .measures
        .iter()
        .filter_map(|item| item.head)
        .collect();
    let used_subs: HashSet<usize> = outline
        .measures
        .iter()
        .filter_map(|item| item.sub_head)
        .collect();
    let bare = |list: &'_ [Heading], used: &HashSet<usize>| -> Vec<(usize, Why)> {
        let unused = list.iter().enumerate().filter(|(i, _)| !used.contains(i));
        unused
            .map(|(_, heading)| (heading.piece, Why::Intro))
            .collect()
    };
    let heads = bare(&outline.heads, &used);
    let sub_heads = bare(&outline.sub_heads, &used_subs);
    let pieces = outline.kept.iter().map(|kept| (kept.piece, kept.why));
    let mut all: Vec<(usize, Why)> = pieces.chain(heads).chain(sub_heads).collect();
    all.sort_by_key(|(piece, _)| *piece);
    let all = all.into_iter().map(|(piece, kind)| Kept {
        kind,
        after: after(piece).and_then(|i| ids.get(i).cloned()),
        text: flow(draft.slice(piece)),
    });
    all.collect()
}

/// The ids of the measures, given by number and text: notes and bookmarks hang on them. One that `known` has word for
/// word keeps its id, then one of the same number and nearly the same words; any other gets an id of its own words, which
/// never was that of others. Only a new document's are its places.
fn measure_ids<'t>(
    policy: &PolicyId,
    measures: impl Iterator<Item = (Option<String>, &'t str)>,
    known: Option<&Policy>,
) -> Vec<MeasureId> {
    let Some(known) = known else {
        let places = measures.zip(1..);
        let ids = places.map(|(_, n)| format!("{policy}-{n:03}").into());
        return ids.collect();
    };
    let measures: Vec<(Option<String>, String)> = measures
        .map(|(number, text)| (number, squeeze(text)))
        .collect();
    let old = known.measures.iter();
    let mut left: Vec<(&Measure, String)> = old.map(|m| (m, squeeze(&m.text))).collect();
    let mut take = |same: &dyn Fn(&Measure, &str) -> bool| {
        let at = left.iter().position(|(old, words)| same(old, words))?;
        Some(left.remove(at).0.id.clone())
    };
    // All that stand word for word first: a corrected one must not take the id of one that has moved.
    let mut ids: Vec<Option<MeasureId>> = measures
        .iter()
        .map(|(_, words)| take(&|_, old| old == words))
        .collect();
    for (id, (number, words)) in ids.iter_mut().zip(&measures) {
        if id.is_none() && number.is_some() {
            *id = take(&|old, text| old.number == *number && nearly(text, words));
        }
    }
    let mut taken: HashSet<MeasureId> = known.measures.iter().map(|m| m.id.clone()).collect();
    let mut fresh = |words: &str| {
        let mut hash = Fnv::new();
        hash.write(words.as_bytes());
        loop {
            let id: MeasureId = format!("{policy}-{:08x}", hash.finish() as u32).into();
            if taken.insert(id.clone()) {
                return id;
            }
            hash.write(b"+");
        }
    };
    let ids = ids.into_iter().zip(&measures);
    ids.map(|(id, (_, words))| id.unwrap_or_else(|| fresh(words)))
        .collect()
}

/// Whether two texts are the same from both ends for more than half of the longer.
fn nearly(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let after = (a[before..].iter().rev().zip(b[before..].iter().rev()))
        .take_while(|(a, b)| a == b)
        .count();
    2 * (before + after) > a.len().max(b.len())
}

/// `policy` with the ids that its measures have in `old`, the record it is to replace: what is shown may be older than
/// that, or of other packs.
pub(super) fn over(policy: &Policy, old: &Policy) -> Policy {
    let mut policy = policy.clone();
    let measures = policy.measures.iter();
    let measures = measures.map(|measure| (measure.number.clone(), measure.text.as_str()));
    let ids = measure_ids(&policy.id, measures, Some(old));
    let renamed: HashMap<MeasureId, MeasureId> = (policy.measures.iter_mut().zip(ids))
        .map(|(measure, id)| (std::mem::replace(&mut measure.id, id.clone()), id))
        .collect();
    for after in policy
        .kept
        .iter_mut()
        .filter_map(|kept| kept.after.as_mut())
    {
        if let Some(id) = renamed.get(after) {
            after.clone_from(id);
        }
    }
    policy
}

fn measure(
    item: &Item,
    outline: &Outline,
    rules: &Rules,
    id: MeasureId,
    source: &SourceId,
) -> Measure {
    let head = title_of(item.head, &outline.heads).to_owned();
    let category = item
        .category
        .clone()
        .unwrap_or_else(|| OTHER_CATEGORY.into());
    let own = rules
        .category(&category)
        .is_some_and(|rule| rule.title == squeeze(&head));
    Measure {
        id,
        number: item.number.map(|number| number.to_string()),
        assigned: match (item.chosen, item.proposal.certain) {
            (true, _) if !own => Assigned::Editor,
            (false, false) => Assigned::Rules,
            _ => Assigned::Document,
        },
        category,
        head: if own { String::new() } else { head },
        sub_head: title_of(item.sub_head, &outline.sub_heads).to_owned(),
        text: item.text.clone(),
        text_en: String::new(),
        instruments: item.instruments.clone(),
        targets: item.targets.clone(),
        quantities: item.quantities.clone(),
        responsible: item.responsible.clone(),
        supporting: item.supporting.clone(),
        source: source.clone(),
        locator: item.locator.clone(),
        note: String::new(),
        note_en: String::new(),
    }
}

fn source(draft: &Draft, policy: &PolicyId) -> Source {
    let facts = &draft.facts;
    Source {
        id: format!("text-{policy}").into(),
        publisher: facts.issuers.join("、"),
        title: tidy(&facts.title),
        date: facts.date,
        kind: SourceKind::Official,
        locator: draft.file.clone(),
        authors: Vec::new(),
    }
}

/// An id made of the year and of what the document is called: the same document gets the same id again.
fn new_id(draft: &Draft) -> PolicyId {
    let mut hash = Fnv::new();
    hash.write(squeeze(&draft.facts.number).as_bytes());
    hash.write(squeeze(&draft.facts.title).as_bytes());
    let year = draft.facts.date.map(|date| date.to_string());
    let year = year
        .and_then(|date| Some(format!("{}-", date.get(..4)?)))
        .unwrap_or_default();
    format!("doc-{year}{:08x}", hash.finish() as u32).into()
}

/// The hash of ids: it must be the same in every build.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A title for lists: without the issuer and `关于`, and not too long.
fn short_title(title: &str) -> String {
    let title = tidy(title);
    let rest = title
        .split_once("关于")
        .map_or(title.as_str(), |(_, rest)| rest);
    let rest = if rest.is_empty() { &title } else { rest };
    match rest.chars().count() {
        0..=24 => rest.to_owned(),
        _ => rest.chars().take(23).chain(['…']).collect(),
    }
}
