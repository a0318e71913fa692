//! What records say about each other: ids once, references to something, values that can be.

mod citing;
mod figures;
mod indices;
mod redefined;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::Records;
use super::files::Files;
use super::known::Known;
use super::parsed::{
    CHECKS, EVENTS, INDUSTRY, METRICS, PLACES, POLICIES, Parsed, Places, SOURCES, STORIES, TERMS,
    ZONES,
};
use super::report::{At, Report, nearest};
use super::scan::Step::{self, Field, Item};
use crate::model::{EntityId, Location, Policy, SourceId};
pub(super) use figures::check_figures;
use figures::figures;
pub(super) use redefined::{Added, check_redefined};

type Names<'a> = HashSet<&'a str>;

/// The ids that only records refer to: of the packs loaded before and of this one.
#[derive(Debug, Default)]
struct Ids<'a> {
    orgs: Names<'a>,
    charts: Names<'a>,
}

impl<'a> Ids<'a> {
    fn add(&mut self, records: &'a Records) {
        self.charts
            .extend(records.charts.iter().map(|c| c.name.as_str()));
        for cluster in &records.industry.clusters {
            self.orgs.insert(cluster.id.as_str());
            self.orgs
                .extend(cluster.sub_sectors.iter().map(|s| s.id.as_str()));
        }
        self.orgs
            .extend(records.industry.organisations.iter().map(|o| o.id.as_str()));
    }
}

/// Checks the records of one pack, which may refer to those in `base`; `known` are the ids of both.
pub(super) fn records(
    base: &Records,
    pack: &Parsed,
    known: &Known<'_>,
    files: &Files,
    report: &mut Report,
) {
    let mut ids = Ids::default();
    ids.add(base);
    ids.add(&pack.records);
    let mut checker = Checker {
        known,
        ids,
        pack,
        places: pack.places(),
        files,
        report,
    };
    checker.sources();
    checker.entities(base);
    checker.metrics();
    checker.policies(base);
    checker.indices();
    checker.industry();
    checker.events();
    checker.stories();
    checker.checks();
    checker.terms();
}

struct Checker<'a> {
    known: &'a Known<'a>,
    ids: Ids<'a>,
    pack: &'a Parsed,
    places: Places<'a>,
    files: &'a Files,
    report: &'a mut Report,
}

/// Which ids a reference is looked up in.
#[derive(Clone, Copy)]
enum Kind {
    Entity,
    Metric,
    Source,
    Org,
}

impl Checker<'_> {
    fn error(&mut self, file: &'static str, path: &[Step], message: String, remedy: String) {
        let at = self.at(file, path);
        self.report
            .error(&self.files.display(file), at, message, remedy);
    }

    fn warning(&mut self, file: &'static str, path: &[Step], message: String, remedy: String) {
        let at = self.at(file, path);
        self.report
            .warning(&self.files.display(file), at, message, remedy);
    }

    /// Whether further problems of the file are only counted: their places and remedies need not be worked out.
    fn is_full(&self, file: &str) -> bool {
        self.report.is_full(&self.files.display(file))
    }

    fn at(&self, file: &'static str, path: &[Step]) -> At {
        match self.is_full(file) {
            true => At::FILE,
            false => self.places.at(file, path),
        }
    }

    fn nearest<'n>(
        &self,
        file: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> String {
        match self.is_full(file) {
            true => String::new(),
            false => nearest(name, known),
        }
    }

    /// Refuses an id that is malformed or stands already in `seen`.
    fn id(&mut self, file: &'static str, path: &[Step], id: &str, seen: &mut HashSet<String>) {
        let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        if id.is_empty() || !id.bytes().all(sound) {
            let remedy = "write lower-case ASCII letters, digits, `_` and `-`";
            self.error(file, path, format!("`{id}` cannot be an id"), remedy.into());
        }
        if !seen.insert(id.to_owned()) {
            let remedy = "give one of the two another id";
            self.error(
                file,
                path,
                format!("the id `{id}` stands twice"),
                remedy.into(),
            );
        }
    }

    fn reference(&mut self, file: &'static str, path: &[Step], kind: Kind, name: &str) {
        let (known, orgs) = (self.known, &self.ids.orgs);
        let (there, unsure) = match kind {
            Kind::Entity => (known.entities.contains(name), known.unsure.entities),
            Kind::Metric => (known.metrics.contains_key(name), known.unsure.metrics),
            Kind::Source => (known.sources.contains(name), known.unsure.sources),
            Kind::Org => (orgs.contains(name), known.unsure.orgs),
        };
        if there || unsure {
            return;
        }
        let (what, remedy) = match kind {
            Kind::Entity => {
                let names = known.entities.iter().copied();
                ("zone or place", self.nearest(file, name, names))
            }
            Kind::Metric => {
                let names = known.metrics.keys().copied();
                ("metric", self.nearest(file, name, names))
            }
            Kind::Source => {
                let names = known.sources.iter().copied();
                ("source", self.nearest(file, name, names))
            }
            Kind::Org => {
                let names = orgs.iter().copied();
                ("cluster or organisation", self.nearest(file, name, names))
            }
        };
        self.error(file, path, format!("unknown {what} `{name}`"), remedy);
    }

    /// The zone or place that a record may name.
    fn entity(&mut self, file: &'static str, path: &[Step], id: Option<&EntityId>) {
        if let Some(id) = id {
            self.reference(file, path, Kind::Entity, id.as_str());
        }
    }

    /// The sources that a record lists.
    fn cited(&mut self, file: &'static str, item: usize, sources: &[SourceId]) {
        for (i, source) in sources.iter().enumerate() {
            let path = [Item(item), Field("sources"), Item(i)];
            self.reference(file, &path, Kind::Source, source.as_str());
        }
    }

    /// The sources that a record must list.
    fn source_list(&mut self, file: &'static str, item: usize, sources: &[SourceId]) {
        self.cited(file, item, sources);
        if sources.is_empty() {
            let remedy = "say who states these facts";
            self.warning(file, &[Item(item)], "names no source".into(), remedy.into());
        }
    }

    fn sources(&mut self) {
        let mut seen = HashSet::new();
        for (i, source) in self.pack.records.sources.iter().enumerate() {
            self.id(
                SOURCES,
                &[Item(i), Field("id")],
                source.id.as_str(),
                &mut seen,
            );
        }
    }

    fn entities(&mut self, base: &Records) {
        let mut seen = HashSet::new();
        for (i, zone) in self.pack.records.zones.iter().enumerate() {
            let path = [Item(i), Field("id")];
            self.id(ZONES, &path, zone.id.as_str(), &mut seen);
            if base.places.iter().any(|place| place.id == zone.id) {
                let message = format!("`{}` is a place in an earlier pack", zone.id);
                self.error(ZONES, &path, message, "give the zone another id".into());
            }
            self.source_list(ZONES, i, &zone.sources);
            if let Some(location) = &zone.location {
                self.location(i, location);
            }
        }
        for (i, place) in self.pack.records.places.iter().enumerate() {
            let path = [Item(i), Field("id")];
            self.id(PLACES, &path, place.id.as_str(), &mut seen);
            if base.zones.iter().any(|zone| zone.id == place.id) {
                let message = format!("`{}` is a zone in an earlier pack", place.id);
                self.error(PLACES, &path, message, "give the place another id".into());
            }
            let path = [Item(i), Field("parent")];
            self.entity(PLACES, &path, place.parent.as_ref());
            self.cited(PLACES, i, &place.sources);
        }
    }

    fn location(&mut self, item: usize, location: &Location) {
        let mut range = |field: &'static str, value: f64, limit: f64| {
            // Written so that NaN is refused too.
            if !(-limit..=limit).contains(&value) {
                let path = [Item(item), Field("location"), Field(field)];
                let message = format!("{field} {value} is not on the globe");
                let remedy = format!("write degrees from −{limit} to {limit}");
                self.error(ZONES, &path, message, remedy);
            }
        };
        range("lon", location.lon, 180.0);
        range("lat", location.lat, 90.0);
        let path = [Item(item), Field("location"), Field("source")];
        self.reference(ZONES, &path, Kind::Source, location.source.as_str());
    }

    fn metrics(&mut self) {
        let mut seen = HashSet::new();
        for (i, metric) in self.pack.records.metrics.iter().enumerate() {
            self.id(
                METRICS,
                &[Item(i), Field("id")],
                metric.id.as_str(),
                &mut seen,
            );
            if !(-1..=1).contains(&metric.direction) {
                let message = format!("direction {} means nothing", metric.direction);
                let remedy = "write 1 (more is better), -1 (less is better) or 0";
                self.error(
                    METRICS,
                    &[Item(i), Field("direction")],
                    message,
                    remedy.into(),
                );
            }
        }
    }

    fn policies(&mut self, base: &Records) {
        let (mut seen, mut measures) = (HashSet::new(), HashSet::new());
        let replaced: Names<'_> = (self.pack.records.policies.iter())
            .map(|p| p.id.as_str())
            .collect();
        for policy in base
            .policies
            .iter()
            .filter(|p| !replaced.contains(p.id.as_str()))
        {
            measures.extend(policy.measures.iter().map(|m| m.id.as_str().to_owned()));
        }
        for (i, policy) in self.pack.records.policies.iter().enumerate() {
            self.id(
                POLICIES,
                &[Item(i), Field("id")],
                policy.id.as_str(),
                &mut seen,
            );
            let path = [Item(i), Field("zone")];
            self.entity(POLICIES, &path, policy.zone.as_ref());
            self.source_list(POLICIES, i, &policy.sources);
            self.measures(i, policy, &mut measures);
        }
    }

    fn measures(&mut self, item: usize, policy: &Policy, seen: &mut HashSet<String>) {
        let mut categories = HashSet::new();
        for (j, category) in policy.categories.iter().enumerate() {
            let path = [Item(item), Field("categories"), Item(j), Field("id")];
            self.id(POLICIES, &path, &category.id, &mut categories);
        }
        for (j, measure) in policy.measures.iter().enumerate() {
            let path = |field| [Item(item), Field("measures"), Item(j), Field(field)];
            self.id(POLICIES, &path("id"), measure.id.as_str(), seen);
            if !categories.contains(&measure.category) {
                let message = format!("unknown category `{}`", measure.category);
                let known = categories.iter().map(String::as_str);
                let remedy = self.nearest(POLICIES, &measure.category, known);
                self.error(POLICIES, &path("category"), message, remedy);
            }
            let source = measure.source.as_str();
            self.reference(POLICIES, &path("source"), Kind::Source, source);
        }
        let transcribed = policy.transcribed();
        if let Some(declared) = policy.declared_measures
            && transcribed > declared as usize
        {
            let path = [Item(item), Field("declared_measures")];
            let message = format!("{transcribed} measures, but the document declares {declared}");
            self.warning(POLICIES, &path, message, "count them again".into());
        }
    }

    fn industry(&mut self) {
        let industry = &self.pack.records.industry;
        let mut seen = HashSet::new();
        for (i, cluster) in industry.clusters.iter().enumerate() {
            let path = |field| [Field("clusters"), Item(i), Field(field)];
            self.id(INDUSTRY, &path("id"), cluster.id.as_str(), &mut seen);
            self.reference(INDUSTRY, &path("zone"), Kind::Entity, cluster.zone.as_str());
            self.reference(
                INDUSTRY,
                &path("source"),
                Kind::Source,
                cluster.source.as_str(),
            );
            for (j, sub) in cluster.sub_sectors.iter().enumerate() {
                let path = [
                    Field("clusters"),
                    Item(i),
                    Field("sub_sectors"),
                    Item(j),
                    Field("id"),
                ];
                self.id(INDUSTRY, &path, sub.id.as_str(), &mut seen);
            }
        }
        for (i, org) in industry.organisations.iter().enumerate() {
            let path = |field| [Field("organisations"), Item(i), Field(field)];
            self.id(INDUSTRY, &path("id"), org.id.as_str(), &mut seen);
            self.entity(INDUSTRY, &path("zone"), org.zone.as_ref());
            self.reference(INDUSTRY, &path("source"), Kind::Source, org.source.as_str());
        }
        for (i, link) in industry.links.iter().enumerate() {
            let path = |field| [Field("links"), Item(i), Field(field)];
            self.reference(INDUSTRY, &path("from"), Kind::Org, link.from.as_str());
            self.reference(INDUSTRY, &path("to"), Kind::Org, link.to.as_str());
            self.reference(
                INDUSTRY,
                &path("source"),
                Kind::Source,
                link.source.as_str(),
            );
        }
    }

    fn events(&mut self) {
        let mut seen = HashSet::new();
        for (i, event) in self.pack.records.events.iter().enumerate() {
            let path = |field| [Item(i), Field(field)];
            self.id(EVENTS, &path("id"), event.id.as_str(), &mut seen);
            self.reference(EVENTS, &path("zone"), Kind::Entity, event.zone.as_str());
            self.reference(EVENTS, &path("source"), Kind::Source, event.source.as_str());
            if !event.items_en.is_empty() && event.items_en.len() != event.items.len() {
                let (zh, en) = (event.items.len(), event.items_en.len());
                let message = format!("{zh} items, but {en} items_en");
                let remedy = "translate all or none";
                self.warning(EVENTS, &path("items_en"), message, remedy.into());
            }
        }
    }

    fn stories(&mut self) {
        let mut seen = HashSet::new();
        for (i, story) in self.pack.records.stories.iter().enumerate() {
            let path = |field| [Item(i), Field(field)];
            self.id(STORIES, &path("id"), story.id.as_str(), &mut seen);
            self.reference(STORIES, &path("zone"), Kind::Entity, story.zone.as_str());
            self.reference(
                STORIES,
                &path("source"),
                Kind::Source,
                story.source.as_str(),
            );
            if !self.ids.charts.contains(story.chart.as_str()) {
                let message = format!("there is no chart `{}`", story.chart);
                let known = self.ids.charts.iter().copied();
                let remedy = self.nearest(STORIES, &story.chart, known);
                self.warning(STORIES, &path("chart"), message, remedy);
            }
        }
    }

    fn terms(&mut self) {
        let mut seen = HashSet::new();
        for (i, term) in self.pack.records.terms.iter().enumerate() {
            let path = |field| [Item(i), Field(field)];
            if term.zh.is_empty() || !seen.insert(term.zh.as_str()) {
                let message = format!("the term `{}` stands twice or is empty", term.zh);
                let remedy = "write each term once";
                self.error(TERMS, &path("zh"), message, remedy.into());
            }
            if term.en.trim().is_empty() {
                let message = format!("no English for `{}`", term.zh);
                let remedy = "translate it, or leave the term out";
                self.error(TERMS, &path("en"), message, remedy.into());
            }
        }
    }

    fn checks(&mut self) {
        let mut seen = HashSet::new();
        for (i, check) in self.pack.records.checks.iter().enumerate() {
            self.id(
                CHECKS,
                &[Item(i), Field("id")],
                check.id.as_str(),
                &mut seen,
            );
            for (mut path, figure) in figures(&check.rule) {
                path.splice(0..0, [Item(i), Field("rule")]);
                path.push(Field("entity"));
                self.reference(CHECKS, &path, Kind::Entity, figure.entity.as_str());
                path.pop();
                path.push(Field("metric"));
                self.reference(CHECKS, &path, Kind::Metric, figure.metric.as_str());
            }
        }
    }
}
