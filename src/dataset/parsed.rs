//! The RON files of one pack, parsed, with what is needed to say where something stood.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::resume_unwind;

use serde::de::DeserializeOwned;

use super::files::Files;
use super::known::Unsure;
use super::report::{At, Report};
use super::ron_file;
use super::scan::{self, Node, Step};
use super::{ChartText, Records};
use crate::model::{PackInfo, SCHEMA_VERSION};

pub(super) const PACK: &str = "pack.ron";
pub(super) const SOURCES: &str = "sources.ron";
pub(super) const ZONES: &str = "zones.ron";
pub(super) const PLACES: &str = "places.ron";
pub(super) const METRICS: &str = "metrics.ron";
pub(super) const OBSERVATIONS: &str = "observations.csv";
pub(super) const POLICIES: &str = "policies.ron";
pub(super) const INDICES: &str = "indices.ron";
pub(super) const INDUSTRY: &str = "industry.ron";
pub(super) const EVENTS: &str = "events.ron";
pub(super) const STORIES: &str = "stories.ron";
pub(super) const CHECKS: &str = "checks.ron";
pub(super) const TERMS: &str = "terms.ron";

/// Every file a pack may have, charts aside.
pub const PACK_FILES: [&str; 13] = [
    PACK,
    SOURCES,
    ZONES,
    PLACES,
    METRICS,
    OBSERVATIONS,
    POLICIES,
    INDICES,
    INDUSTRY,
    EVENTS,
    STORIES,
    CHECKS,
    TERMS,
];

/// One pack's records, not yet checked against each other.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// `packs` stays empty; see `info`.
    pub(super) records: Records,
    /// `None` when `pack.ron` is missing or broken.
    pub(super) info: Option<PackInfo>,
    /// Kinds of which some records could not be read.
    pub(super) unsure: Unsure,
    texts: HashMap<&'static str, Cow<'static, str>>,
    positions: HashMap<&'static str, Vec<usize>>,
}

impl Parsed {
    /// Reads every RON file of the pack, half of them on a thread of its own: it is most of what a start takes.
    pub(super) fn read(files: &Files, report: &mut Report) -> Self {
        std::thread::scope(|scope| {
            let others = scope.spawn(|| {
                let mut report = Report::default();
                (Self::others(files, &mut report), report)
            });
            let mut parsed = Self::referred_to(files, report);
            let (others, reported) = others.join().unwrap_or_else(|panic| resume_unwind(panic));
            parsed.take_in(others);
            report.take_in(reported);
            parsed
        })
    }

    /// The pack itself and what its other files refer to.
    fn referred_to(files: &Files, report: &mut Report) -> Self {
        let mut parsed = Self::default();
        parsed.info = parsed.pack_info(files, report);
        let p = &mut parsed;
        p.records.sources = p.list(SOURCES, files, report, |u| &mut u.sources);
        p.records.zones = p.list(ZONES, files, report, |u| &mut u.entities);
        p.records.places = p.list(PLACES, files, report, |u| &mut u.entities);
        p.records.metrics = p.list(METRICS, files, report, |u| &mut u.metrics);
        parsed
    }

    /// The rest. But for organisations, nothing refers to the lists, so it does not matter whether they are whole.
    fn others(files: &Files, report: &mut Report) -> Self {
        let mut parsed = Self::default();
        let p = &mut parsed;
        let mut ignored = false;
        p.records.policies = p.list_of(POLICIES, files, report, &mut ignored);
        p.records.indices = p.list_of(INDICES, files, report, &mut ignored);
        p.records.events = p.list_of(EVENTS, files, report, &mut ignored);
        p.records.stories = p.list_of(STORIES, files, report, &mut ignored);
        p.records.checks = p.list_of(CHECKS, files, report, &mut ignored);
        p.records.terms = p.list_of(TERMS, files, report, &mut ignored);
        let mut failed = false;
        if let Some(text) = p.text_of(INDUSTRY, files, report, &mut failed) {
            match ron_file::one(&text, &files.display(INDUSTRY), report) {
                Some(industry) => p.records.industry = industry,
                None => failed = true,
            }
        }
        p.unsure.orgs = failed;
        p.records.charts = Self::charts_of(files, report);
        parsed
    }

    /// Adds what [`Self::others`] read.
    fn take_in(&mut self, others: Self) {
        let referred_to = std::mem::take(&mut self.records);
        self.records = Records {
            sources: referred_to.sources,
            zones: referred_to.zones,
            places: referred_to.places,
            metrics: referred_to.metrics,
            ..others.records
        };
        self.unsure.orgs = others.unsure.orgs;
        self.texts.extend(others.texts);
        self.positions.extend(others.positions);
    }

    fn pack_info(&mut self, files: &Files, report: &mut Report) -> Option<PackInfo> {
        let mut failed = false;
        let shown = files.display(PACK);
        let before = report.errors();
        let Some(text) = self.text_of(PACK, files, report, &mut failed) else {
            if report.errors() == before {
                let remedy =
                    "every pack has one: (id: …, title: …, version: …, licence: …, schema: 1)";
                report.error(
                    &shown,
                    At::FILE,
                    "there is no pack.ron".into(),
                    remedy.into(),
                );
            }
            return None;
        };
        // A newer format may have fields this build does not know: say what matters, not that.
        let tree = scan::tree(&text);
        let at = tree.offset(&[Step::Field("schema")]);
        let digits: String = text[at..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let schema = digits.parse::<u64>().unwrap_or(0);
        if schema > u64::from(SCHEMA_VERSION) {
            let message =
                format!("schema {schema} is newer than this build reads ({SCHEMA_VERSION})");
            let remedy = "get a newer Zonescope, or a pack made for this one".into();
            report.error(&shown, At::of(text.as_bytes(), at), message, remedy);
            return None;
        }
        let info: Option<PackInfo> = ron_file::one(&text, &shown, report);
        if info.as_ref().is_some_and(|info| info.schema == 0) {
            let message = "there is no schema 0".into();
            let remedy = format!("write schema: {SCHEMA_VERSION}");
            report.error(&shown, At::of(text.as_bytes(), at), message, remedy);
        }
        info
    }

    fn list<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        files: &Files,
        report: &mut Report,
        unsure: fn(&mut Unsure) -> &mut bool,
    ) -> Vec<T> {
        let mut failed = false;
        let records = self.list_of(name, files, report, &mut failed);
        *unsure(&mut self.unsure) |= failed;
        records
    }

    fn list_of<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        files: &Files,
        report: &mut Report,
        failed: &mut bool,
    ) -> Vec<T> {
        let Some(text) = self.text_of(name, files, report, failed) else {
            return Vec::new();
        };
        let listed = ron_file::list(&text, &files.display(name), report);
        if let Some(positions) = listed.positions {
            *failed = true;
            self.positions.insert(name, positions);
        }
        listed.records
    }

    /// The text of a file, remembered for placing problems; `failed` when there is one but it cannot be read.
    fn text_of(
        &mut self,
        name: &'static str,
        files: &Files,
        report: &mut Report,
        failed: &mut bool,
    ) -> Option<Cow<'static, str>> {
        let before = report.errors();
        let text = files.text(name, report);
        *failed |= report.errors() > before;
        if let Some(text) = &text {
            self.texts.insert(name, text.clone());
        }
        text
    }

    /// The charts of the pack that are RON.
    pub(super) fn charts_of(files: &Files, report: &mut Report) -> Vec<ChartText> {
        let names = files.chart_names().into_iter();
        let charts = names.filter_map(|name| {
            let path = format!("charts/{name}.ron");
            let file = files.display(&path);
            chart_text(files, &path, (name, file), report)
        });
        charts.collect()
    }

    /// A way to say where values stood.
    pub(super) fn places(&self) -> Places<'_> {
        Places {
            parsed: self,
            trees: RefCell::default(),
        }
    }
}

/// The chart in the file at `path`, if it is RON, with its name and that of its file.
pub(super) fn chart_text(
    files: &Files,
    path: &str,
    (name, file): (String, String),
    report: &mut Report,
) -> Option<ChartText> {
    let ron = files.text(path, report)?.into_owned();
    // The chart room knows the fields; here only the form is checked.
    ron_file::one::<ron::Value>(&ron, &file, report)?;
    Some(ChartText { name, ron, file })
}

/// Finds the places of values in the texts of a pack; scans a text only when something in it is wrong.
#[derive(Debug)]
pub(super) struct Places<'a> {
    parsed: &'a Parsed,
    trees: RefCell<HashMap<&'static str, Node<'a>>>,
}

impl Places<'_> {
    /// Where the value at `path` stands in `file`; for lists of records the path starts with the record's index
    /// among those that parsed.
    pub(super) fn at(&self, file: &'static str, path: &[Step]) -> At {
        let Some(text) = self.parsed.texts.get(file) else {
            return At::FILE;
        };
        let mut path = path.to_vec();
        if let (Some(Step::Item(item)), Some(positions)) =
            (path.first_mut(), self.parsed.positions.get(file))
        {
            *item = positions.get(*item).copied().unwrap_or(*item);
        }
        let mut trees = self.trees.borrow_mut();
        let tree = trees.entry(file).or_insert_with(|| scan::tree(text));
        At::of(text.as_bytes(), tree.offset(&path))
    }
}
