//! Which sources the records of earlier packs cite.

use std::collections::HashSet;
use std::hash::Hash;

use crate::dataset::Records;
use crate::model::{Link, SourceId};

/// The sources that records of `base` cite which `pack` does not put others in the place of. Figures aside.
pub(super) fn cited<'a>(base: &'a Records, pack: &Records) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut cite = |source: &'a SourceId| {
        found.insert(source.as_str());
    };
    for zone in stay(&base.zones, &pack.zones, |zone| &zone.id) {
        zone.sources.iter().for_each(&mut cite);
        zone.location.iter().for_each(|at| cite(&at.source));
    }
    for place in stay(&base.places, &pack.places, |place| &place.id) {
        place.sources.iter().for_each(&mut cite);
    }
    for policy in stay(&base.policies, &pack.policies, |policy| &policy.id) {
        policy.sources.iter().for_each(&mut cite);
        let measures = policy.measures.iter();
        measures.for_each(|measure| cite(&measure.source));
    }
    for index in stay(&base.indices, &pack.indices, |index| &index.id) {
        cite(&index.source);
        index.sources.iter().for_each(&mut cite);
    }
    for event in stay(&base.events, &pack.events, |event| &event.id) {
        cite(&event.source);
    }
    for story in stay(&base.stories, &pack.stories, |story| &story.id) {
        cite(&story.source);
    }
    let (old, new) = (&base.industry, &pack.industry);
    for cluster in stay(&old.clusters, &new.clusters, |cluster| &cluster.id) {
        cite(&cluster.source);
    }
    for org in stay(&old.organisations, &new.organisations, |org| &org.id) {
        cite(&org.source);
    }
    // A link has no id: one that the pack states again is the same in all it says.
    let again: HashSet<_> = new.links.iter().map(said).collect();
    for old in old.links.iter().filter(|old| !again.contains(&said(old))) {
        cite(&old.source);
    }
    found
}

/// All that a link says.
fn said(link: &Link) -> impl Hash + Eq + '_ {
    let kind = std::mem::discriminant(&link.kind);
    (&link.from, &link.to, kind, &link.source, &link.locator)
}

/// The records of an earlier pack that none of `new` takes the place of.
fn stay<'a, 'b: 'a, T, K: Hash + Eq + 'b>(
    old: &'b [T],
    new: &'a [T],
    id: fn(&T) -> &K,
) -> impl Iterator<Item = &'b T> + use<'a, 'b, T, K> {
    let again: HashSet<&K> = new.iter().map(id).collect();
    old.iter().filter(move |old| !again.contains(id(old)))
}
