//! Metrics and sources of earlier packs that a later pack says something else of, while what stands under them stays:
//! the figure of one source would be shown in the unit or under the name of another.

use std::collections::HashMap;

use super::citing::cited;
use crate::dataset::files::Files;
use crate::dataset::parsed::{METRICS, Parsed, SOURCES};
use crate::dataset::report::Report;
use crate::dataset::scan::Step::{Field, Item};
use crate::dataset::store::{Mark, Under};
use crate::dataset::{Records, StoreBuilder};

/// Something a record of the pack says otherwise than the record of an earlier pack with the same id.
struct Change<'a> {
    /// Which of the pack's records.
    item: usize,
    id: &'a str,
    field: &'static str,
    /// What the earlier pack says, in words.
    was: String,
    /// The same as RON.
    ron: String,
}

impl<'a> Change<'a> {
    fn new((item, id): (usize, &'a str), field: &'static str, was: String, ron: String) -> Self {
        Self {
            item,
            id,
            field,
            was,
            ron,
        }
    }
}

/// The pack being added and what was there before it.
#[derive(Clone, Copy)]
pub(in crate::dataset) struct Added<'a> {
    pub(in crate::dataset) base: &'a Records,
    pub(in crate::dataset) pack: &'a Parsed,
    pub(in crate::dataset) files: &'a Files,
    /// The observations of both; those of the pack came after `mark`.
    pub(in crate::dataset) builder: &'a StoreBuilder,
    pub(in crate::dataset) mark: Mark,
}

/// Refuses other units and kinds of metrics, and other publishers, titles and dates of sources, where figures or
/// records of earlier packs would change with them.
pub(in crate::dataset) fn check_redefined(added: Added<'_>, report: &mut Report) {
    metrics(added, report);
    sources(added, report);
}

/// The records with an id that an earlier pack has: which of the pack's, the id, what was said of it and what is.
fn again<'a, T>(
    old: &'a [T],
    new: &'a [T],
    id: fn(&T) -> &str,
) -> impl Iterator<Item = ((usize, &'a str), &'a T, &'a T)> {
    let known: HashMap<&str, &T> = old.iter().map(|old| (id(old), old)).collect();
    let new = new.iter().enumerate();
    new.filter_map(move |(item, new)| Some(((item, id(new)), *known.get(id(new))?, new)))
}

fn metrics(added: Added<'_>, report: &mut Report) {
    let (old, new) = (&added.base.metrics, &added.pack.records.metrics);
    let mut changes = Vec::new();
    for (of, old, new) in again(old, new, |metric| metric.id.as_str()) {
        if old.unit != new.unit {
            let unit = &old.unit;
            let (was, ron) = (format!("counts {unit}"), format!("{unit:?}"));
            changes.push(Change::new(of, "unit", was, ron));
        }
        if old.kind != new.kind {
            let kind = format!("{:?}", old.kind);
            let was = format!("is of the kind {kind}");
            changes.push(Change::new(of, "kind", was, kind));
        }
    }
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    let kept = added.builder.kept(added.mark, Under::Metric, &ids);
    changes.retain(|change| kept.contains(change.id));
    let why = "whose figures remain under it";
    refuse(added, METRICS, &changes, ("metric", why), report);
}

fn sources(added: Added<'_>, report: &mut Report) {
    let (old, new) = (&added.base.sources, &added.pack.records.sources);
    let mut changes = Vec::new();
    for (of, old, new) in again(old, new, |source| source.id.as_str()) {
        for (field, old, new) in [
            ("publisher", &old.publisher, &new.publisher),
            ("title", &old.title, &new.title),
        ] {
            if !old.is_empty() && old != new {
                let was = format!("has the {field} “{old}”");
                changes.push(Change::new(of, field, was, format!("{old:?}")));
            }
        }
        if let (Some(old), Some(new)) = (old.date, new.date) {
            // A day of the same month says the same, only more precisely.
            let inside = old.start() <= new.start() && new.end() <= old.end();
            if !inside {
                let (was, ron) = (format!("has the date {old}"), format!("Some(\"{old}\")"));
                changes.push(Change::new(of, "date", was, ron));
            }
        }
    }
    if changes.is_empty() {
        return;
    }
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    let kept = added.builder.kept(added.mark, Under::Source, &ids);
    let cited = cited(added.base, &added.pack.records);
    changes.retain(|change| kept.contains(change.id) || cited.contains(change.id));
    let why = "whose figures or records still cite it";
    refuse(added, SOURCES, &changes, ("source", why), report);
}

fn refuse(
    added: Added<'_>,
    name: &'static str,
    changes: &[Change<'_>],
    (what, why): (&str, &str),
    report: &mut Report,
) {
    let file = added.files.display(name);
    let places = added.pack.places();
    for change in changes {
        if report.is_full(&file) {
            return;
        }
        let Change {
            id,
            field,
            was,
            ron,
            ..
        } = change;
        let at = places.at(name, &[Item(change.item), Field(field)]);
        let message = format!("`{id}` {was} in an earlier pack, {why}");
        let remedy = format!("give the {what} an id of its own, or write {field}: {ron}");
        report.error(&file, at, message, remedy);
    }
}

#[cfg(test)]
mod tests;
