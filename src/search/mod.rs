//! One index over zones, places, policies, measures, metrics, sources and organisations: characters, pinyin, initials.

use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MeasureId, MetricId, OrgId, PolicyId, SourceId};

/// What a hit is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// The index; built once per dataset.
#[derive(Debug)]
pub struct SearchIndex {}

impl SearchIndex {
    /// Builds the index.
    pub fn new(_dataset: &Dataset, _lang: Lang) -> Self {
        Self {}
    }

    /// The best `limit` hits, best first. An empty query finds nothing.
    pub fn search(&self, _query: &str, _limit: usize) -> Vec<Hit> {
        Vec::new()
    }
}
/// x
#[derive(Debug)]
pub struct Matcher {}
impl Matcher {
    /// x
    pub fn new(_q: &str) -> Option<Self> {
        None
    }
    /// x
    pub fn find(&self, _t: &str) -> Option<std::ops::Range<usize>> {
        None
    }
}
