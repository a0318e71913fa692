//! In English everything is English but what is a name: titles as published, what sources print, Chinese names that stand
//! beside the English one.

use std::collections::{BTreeMap, BTreeSet};

use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::tour;

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// What stays Chinese, each on a line, without spaces.
fn allowed(data: &Dataset) -> String {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    // Words our English quotes: typed as an example, misprinted in a source, two names of one firm.
    names.extend([
        "济宁",
        "余",
        "江四",
        "浙汀",
        "四藏",
        "联合资本",
        "星宸科技",
        "联和",
    ]);
    for source in &data.sources {
        names.insert(&source.title);
        names.extend(source.authors.iter().map(String::as_str));
        // A document's number is its name, and so is an address.
        let locator = Some(source.locator.as_str());
        names.extend(locator.filter(|text| text.contains('〔') || text.starts_with("http")));
    }
    for policy in &data.policies {
        names.extend([policy.title.as_str(), &policy.number]);
        // The original is read beside the English.
        names.extend(policy.categories.iter().map(|head| head.title.as_str()));
        for measure in &policy.measures {
            names.insert(&measure.text);
            names.extend(measure.quantities.iter().map(|q| q.as_printed.as_str()));
        }
    }
    names.extend(data.zones.iter().map(|zone| zone.name.as_str()));
    names.extend(
        data.industry
            .organisations
            .iter()
            .map(|org| org.name.as_str()),
    );
    for obs in data.observations().iter() {
        names.insert(obs.as_printed());
        names.extend(Some(obs.locator()).filter(|text| text.contains('〔')));
    }
    names.insert("（目录）");
    let other = zonescope::text::tr(Lang::Zh, "language-short");
    let names: Vec<String> = names.into_iter().map(bare).collect();
    format!("{}\n{other}", names.join("\n"))
}

/// Without what only sets it.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The first piece of Chinese in a text that is no part of a name. Lines of ours cut names anywhere, so parts suffice.
fn left(text: &str, names: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\n' | '\u{2009}'))
        .collect();
    let pieces =
        text.split(|c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '"' | '·' | '…'));
    let mut pieces =
        pieces.map(|piece| piece.trim_matches(|c: char| !is_han(c) && !c.is_ascii_digit()));
    let said = |piece: &str| {
        names.contains(piece)
            || piece
                .split(['《', '》', '；', ':', ';', ',', '、', '(', ')'])
                .all(|part| names.contains(part))
    };
    pieces
        .find(|piece| has_han(piece) && !said(piece))
        .map(str::to_owned)
}

#[test]
fn every_text_of_the_records_has_english() {
    let data = Dataset::embedded();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    for source in &data.sources {
        texts.extend([source.publisher.as_str(), &source.locator]);
    }
    for obs in data.observations().iter() {
        texts.extend([obs.definition(), obs.note(), obs.locator()]);
    }
    for index in &data.indices {
        texts.extend(index.publishers.iter().map(String::as_str));
    }
    texts.extend(data.events.iter().map(|event| event.locator.as_str()));
    let names = allowed(&data);
    fn english<'a>(data: &'a Dataset, text: &'a str) -> &'a str {
        data.term(text, Lang::En)
    }
    let missing: Vec<&str> = texts
        .iter()
        .map(|text| english(&data, text))
        .filter(|text| left(text, &names).is_some())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    // Scopes tell figures apart: two must not have one English name.
    let scopes: BTreeSet<&str> = data
        .observations()
        .iter()
        .map(|obs| obs.definition())
        .collect();
    let in_english: BTreeSet<&str> = scopes.iter().map(|text| english(&data, text)).collect();
    assert_eq!(scopes.len(), in_english.len());
}

#[test]
fn every_view_in_english_is_english() {
    let data = Dataset::embedded();
    let names = allowed(&data);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (name, view) in tour::views() {
        let window = tour::open([1280.0, 3000.0], Lang::En, view);
        let mut texts = tour::painted(&window);
        texts.extend(tour::spoken(&window));
        for text in texts {
            if let Some(rest) = left(&text, &names) {
                found
                    .entry(rest)
                    .or_insert_with(|| format!("{name}: {text}"));
            }
        }
    }
    assert!(found.is_empty(), "{} texts: {found:#?}", found.len());
}
