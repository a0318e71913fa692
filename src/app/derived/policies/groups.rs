//! A document's measures under heads, sub-heads, instruments, targets, or in order of number.

use std::collections::HashSet;

use super::Found;
use crate::analysis::measures::facets::MeasureFacet;
use crate::app::state::policies::Grouping;
use crate::dataset::Dataset;
use crate::model::{Instrument, Lang, Measure, Named as _, Policy};
use crate::text::tr;

/// Measures under one title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The title.
    pub title: String,
    /// Its place in the document, from 0, when it is a head.
    pub head: Option<usize>,
    /// Positions in the document's measures.
    pub measures: Vec<usize>,
    /// How many of them we put there, not the document.
    pub ours: usize,
}

/// A document's measures that pass, in groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentPage {
    /// The groups, empty heads included when nothing is filtered.
    pub groups: Vec<Group>,
    /// The measures in the order of the groups, each once.
    pub order: Vec<usize>,
    /// How many measures pass; each once, under however many groups it stands.
    pub shown: usize,
    /// Instruments with how many measures choosing each would leave.
    pub instruments: Vec<(Instrument, usize)>,
}

/// The page of `policy`, whose first measure has the number `first`.
pub(super) fn page(
    data: &Dataset,
    (policy, first): (&Policy, usize),
    found: &Found,
    grouping: Grouping,
    lang: Lang,
) -> DocumentPage {
    let answer = &found.answer;
    let passing: Vec<usize> = answer.passing.iter().map(|n| n - first).collect();
    let filtered = passing.len() != policy.measures.len();
    let mut groups = match grouping {
        Grouping::Head => heads(policy, &passing, lang),
        Grouping::SubHead => sub_heads(data, policy, &passing, lang),
        Grouping::Instrument => instruments(policy, &passing, lang),
        Grouping::Target => targets(data, policy, &passing, lang),
        Grouping::Number => vec![numbered(policy, &passing)],
    };
    if filtered || grouping != Grouping::Head {
        groups.retain(|group| !group.measures.is_empty());
    }
    let keys = found.facets.values(MeasureFacet::Instrument);
    let counted: Vec<(&str, usize)> = keys
        .zip(answer.counts_of(MeasureFacet::Instrument))
        .map(|((key, _), n)| (key, *n))
        .collect();
    let has = |i: &Instrument| policy.measures.iter().any(|m| m.instruments.contains(i));
    let count = |i: Instrument| {
        let key = format!("{i:?}");
        let found = counted.iter().find(|(k, _)| *k == key);
        (i, found.map_or(0, |(_, n)| *n))
    };
    let mut seen = HashSet::new();
    let listed = groups
        .iter()
        .flat_map(|group| group.measures.iter().copied());
    DocumentPage {
        order: listed.filter(|i| seen.insert(*i)).collect(),
        groups,
        shown: passing.len(),
        instruments: Instrument::ALL.into_iter().filter(has).map(count).collect(),
    }
}

fn group(policy: &Policy, title: &str, head: Option<usize>, measures: Vec<usize>) -> Group {
    let ours = |i: &&usize| policy.measures[**i].assigned.is_ours();
    Group {
        title: title.to_owned(),
        head,
        ours: measures.iter().filter(ours).count(),
        measures,
    }
}

/// Those of `passing` that `has` says yes to.
fn those(policy: &Policy, passing: &[usize], has: impl Fn(&Measure) -> bool) -> Vec<usize> {
    let passing = passing.iter().copied();
    passing.filter(|i| has(&policy.measures[*i])).collect()
}

fn heads(policy: &Policy, passing: &[usize], lang: Lang) -> Vec<Group> {
    let heads = policy.categories.iter().enumerate();
    heads
        .map(|(n, head)| {
            let own = those(policy, passing, |m| m.category == head.id);
            group(policy, head.name(lang), Some(n), own)
        })
        .collect()
}

fn sub_heads(data: &Dataset, policy: &Policy, passing: &[usize], lang: Lang) -> Vec<Group> {
    let mut groups = Vec::new();
    for (n, head) in policy.categories.iter().enumerate() {
        let own = those(policy, passing, |m| m.category == head.id);
        let mut titles: Vec<&str> = Vec::new();
        for i in &own {
            let title = policy.measures[*i].sub_head.as_str();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        for title in titles {
            let under = those(policy, &own, |m| m.sub_head == title);
            let title = match title {
                "" => head.name(lang).to_owned(),
                title => format!("{} · {}", head.name(lang), data.term(title, lang)),
            };
            groups.push(group(policy, &title, Some(n), under));
        }
    }
    groups
}

fn instruments(policy: &Policy, passing: &[usize], lang: Lang) -> Vec<Group> {
    let named = Instrument::ALL.into_iter().map(|i| {
        let own = those(policy, passing, |m| m.instruments.contains(&i));
        group(policy, i.name(lang), None, own)
    });
    let none = those(policy, passing, |m| m.instruments.is_empty());
    let rest = group(policy, &tr(lang, "group-no-instrument"), None, none);
    named.chain([rest]).collect()
}

fn targets(data: &Dataset, policy: &Policy, passing: &[usize], lang: Lang) -> Vec<Group> {
    let mut titles: Vec<&String> = Vec::new();
    for i in passing {
        for target in &policy.measures[*i].targets {
            if !titles.contains(&target) {
                titles.push(target);
            }
        }
    }
    let mut groups: Vec<Group> = titles
        .into_iter()
        .map(|title| {
            let own = those(policy, passing, |m| m.targets.contains(title));
            group(policy, data.term(title, lang), None, own)
        })
        .collect();
    // Those most is done for first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.measures.len()));
    let none = those(policy, passing, |m| m.targets.is_empty());
    groups.push(group(policy, &tr(lang, "group-no-target"), None, none));
    groups
}

/// In order of number; those without one after them, as the document has them.
fn numbered(policy: &Policy, passing: &[usize]) -> Group {
    let mut order = passing.to_vec();
    let number = |i: &usize| {
        let number = policy.measures[*i].number.as_deref();
        number.and_then(|text| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u64>().ok()
        })
    };
    order.sort_by_key(|i| (number(i).is_none(), number(i)));
    group(policy, "", None, order)
}
