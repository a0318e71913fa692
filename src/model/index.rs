//! Composite indices as their publishers define them. Values are observations; nodes point at their metric.

use serde::{Deserialize, Serialize};

use super::id::{EntityId, IndexId, MetricId, SourceId};
use super::period::Period;
use super::text::{Lang, Named};

/// One node of an index's tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexNode {
    /// Unique within the index.
    pub id: String,
    /// Parent node; `None` for the total.
    #[serde(default)]
    pub parent: Option<String>,
    /// Name, Chinese.
    pub name: String,
    /// Name, English.
    pub name_en: String,
    /// Weight in per cent of the whole; `None` when not published.
    #[serde(default)]
    pub weight: Option<f64>,
    /// The metric that holds its published values; `None` when none are published.
    #[serde(default)]
    pub metric: Option<MetricId>,
    /// What the source says of its course, in our words.
    #[serde(default)]
    pub remark: String,
    /// The remark, English.
    #[serde(default)]
    pub remark_en: String,
}

/// A composite index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexDefinition {
    /// Unique.
    pub id: IndexId,
    /// Title, Chinese.
    pub title: String,
    /// Title, English.
    pub title_en: String,
    /// Who compiles it.
    pub publishers: Vec<String>,
    /// The zone it is about; `None` for national systems.
    #[serde(default)]
    pub zone: Option<EntityId>,
    /// Edition as printed.
    #[serde(default)]
    pub edition: String,
    /// The period set to `base_value`.
    #[serde(default)]
    pub base_period: Option<Period>,
    /// Value of the base period, usually 100.
    #[serde(default)]
    pub base_value: Option<f64>,
    /// Declared number of indicators per level, from the first (5, 14, 34).
    #[serde(default)]
    pub declared_levels: Vec<u32>,
    /// The tree, as far as published.
    pub nodes: Vec<IndexNode>,
    /// Who says so.
    pub source: SourceId,
    /// Further sources: of other editions, of the weights, of the names.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
    /// Anything else a reader must know.
    #[serde(default)]
    pub note: String,
    /// The note, English.
    #[serde(default)]
    pub note_en: String,
}

impl Named for IndexDefinition {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_en)
    }
}

impl Named for IndexNode {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}
