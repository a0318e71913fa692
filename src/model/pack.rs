//! A pack's own description and the sources it draws on.

use serde::{Deserialize, Serialize};

use super::id::{PackId, SourceId};
use super::period::Period;

/// The pack format this build writes, and the newest it reads.
pub const SCHEMA_VERSION: u32 = 1;

/// `pack.ron`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackInfo {
    /// Unique among the packs loaded together.
    pub id: PackId,
    /// Title, Chinese.
    pub title: String,
    /// Title, English.
    #[serde(default)]
    pub title_en: String,
    /// Version of the data, such as `2026.11`.
    pub version: String,
    /// Licence of the data.
    pub licence: String,
    /// What it covers and what it leaves out, Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub coverage: String,
    /// The same, English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub coverage_en: String,
    /// Format version; see [`SCHEMA_VERSION`].
    pub schema: u32,
}

/// What kind of publication a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// A newspaper or news site.
    News,
    /// A document of a government body.
    Official,
    /// Statistics of a government body.
    Statistics,
    /// Research, a think tank, a consultancy.
    Research,
    /// A database or gazetteer.
    Dataset,
    /// A copy of something published elsewhere.
    Mirror,
    /// Anything else.
    Other,
}

/// Where figures and facts come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Unique.
    pub id: SourceId,
    /// Who published it.
    pub publisher: String,
    /// Title as published.
    pub title: String,
    /// When; `None` when unknown.
    #[serde(default)]
    pub date: Option<Period>,
    /// What it is.
    pub kind: SourceKind,
    /// Page, issue, or address, where worth showing.
    #[serde(default)]
    pub locator: String,
    /// Authors, as printed.
    #[serde(default)]
    pub authors: Vec<String>,
}
