//! What happened in a zone, what it offers, and the stories told about it.

use serde::{Deserialize, Serialize};

use super::id::{EntityId, EventId, SourceId, StoryId};
use super::period::Period;
use super::text::{Lang, Named};

/// What an [`Event`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// Something that took place.
    Event,
    /// A service offered to firms or people.
    Service,
    /// A project being built or run.
    Project,
    /// A platform or carrier.
    Platform,
    /// A plan or aim.
    Plan,
    /// A statement about the zone: honour, evaluation, position.
    Statement,
}

/// An event, service, project, platform, plan or statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Unique.
    pub id: EventId,
    /// The zone or place.
    pub zone: EntityId,
    /// What it is.
    pub kind: EventKind,
    /// When; `None` when the source does not say.
    #[serde(default)]
    pub date: Option<Period>,
    /// Title, Chinese.
    pub title: String,
    /// Title, English.
    pub title_en: String,
    /// What the source says, in our words; Chinese.
    #[serde(default)]
    pub summary: String,
    /// The same, English.
    #[serde(default)]
    pub summary_en: String,
    /// Parts it consists of (channels, fields, districts), Chinese.
    #[serde(default)]
    pub items: Vec<String>,
    /// The same parts, English; as many as `items`, or none.
    #[serde(default)]
    pub items_en: Vec<String>,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
}

impl Named for Event {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_en)
    }
}

impl Event {
    /// What the source says, in `lang`.
    pub fn summary(&self, lang: Lang) -> &str {
        lang.pick(&self.summary, &self.summary_en)
    }

    /// Its parts, in `lang`.
    pub fn items(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En if self.items_en.len() == self.items.len() => &self.items_en,
            _ => &self.items,
        }
    }
}

/// A story: one article about one zone, with a finding of our own and a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Unique.
    pub id: StoryId,
    /// The zone.
    pub zone: EntityId,
    /// The finding, Chinese.
    pub title: String,
    /// The finding, English.
    pub title_en: String,
    /// One line more, Chinese.
    #[serde(default)]
    pub summary: String,
    /// One line more, English.
    #[serde(default)]
    pub summary_en: String,
    /// Name of the built-in chart.
    pub chart: String,
    /// Who says so.
    pub source: SourceId,
    /// The article, such as `a5`.
    pub locator: String,
}

impl Named for Story {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_en)
    }
}
