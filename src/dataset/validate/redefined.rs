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
use crate::model::{Metric, Source};

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

fn metrics(added: Added<'_>, report: &mut Report) {
    let old = &added.base.metrics;
    let old: HashMap<&str, &Metric> = old.iter().map(|m| (m.id.as_str(), m)).collect();
    let mut changes = Vec::new();
    for (item, new) in added.pack.records.metrics.iter().enumerate() {
        let id = new.id.as_str();
        let Some(old) = old.get(id) else { continue };
        let mut change = |field, was, ron| {
            changes.push(Change {
                item,
                id,
                field,
                was,
                ron,
            });
        };
        if old.unit != new.unit {
            let unit = &old.unit;
            change("unit", format!("counts {unit}"), format!("{unit:?}"));
        }
        if old.kind != new.kind {
            let kind = format!("{:?}", old.kind);
            change("kind", format!("is of the kind {kind}"), kind);
        }
    }
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    let kept = added.builder.kept(added.mark, Under::Metric, &ids);
    changes.retain(|change| kept.contains(change.id));
    let why = "whose figures remain under it";
    refuse(added, METRICS, &changes, ("metric", why), report);
}

fn sources(added: Added<'_>, report: &mut Report) {
    let old = &added.base.sources;
    let old: HashMap<&str, &Source> = old.iter().map(|s| (s.id.as_str(), s)).collect();
    let mut changes = Vec::new();
    for (item, new) in added.pack.records.sources.iter().enumerate() {
        let id = new.id.as_str();
        let Some(old) = old.get(id) else { continue };
        let mut change = |field, was: &str, ron| {
            let was = format!("has the {field} {was}");
            changes.push(Change {
                item,
                id,
                field,
                was,
                ron,
            });
        };
        for (field, old, new) in [
            ("publisher", &old.publisher, &new.publisher),
            ("title", &old.title, &new.title),
        ] {
            if !old.is_empty() && old != new {
                change(field, &format!("“{old}”"), format!("{old:?}"));
            }
        }
        if let (Some(old), Some(new)) = (old.date, new.date) {
            // A day of the same month says the same, only more precisely.
            let inside = old.start() <= new.start() && new.end() <= old.end();
            if !inside {
                change("date", &old.to_string(), format!("Some(\"{old}\")"));
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
