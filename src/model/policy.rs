//! Policy documents and the measures they contain.

use serde::{Deserialize, Deserializer, Serialize};

use super::id::{EntityId, MeasureId, PolicyId, SourceId};
use super::period::Period;
use super::text::{Lang, Named};

/// The means a measure uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Instrument {
    /// 资金
    Funding,
    /// 土地
    Land,
    /// 人才
    Talent,
    /// 平台
    Platform,
    /// 服务
    Service,
    /// 金融
    Finance,
    /// 采购
    Procurement,
    /// 开放
    Openness,
    /// 组织
    Organisation,
    /// 产业
    Industry,
    /// 企业培育
    Firms,
}

impl Instrument {
    /// Every instrument, in the order shown.
    pub const ALL: [Self; 11] = [
        Self::Platform,
        Self::Talent,
        Self::Firms,
        Self::Industry,
        Self::Funding,
        Self::Finance,
        Self::Land,
        Self::Procurement,
        Self::Service,
        Self::Openness,
        Self::Organisation,
    ];
}

impl Named for Instrument {
    fn name(&self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Funding => ("资金", "Funding"),
            Self::Land => ("土地", "Land"),
            Self::Talent => ("人才", "Talent"),
            Self::Platform => ("平台", "Platforms"),
            Self::Service => ("服务", "Services"),
            Self::Finance => ("金融", "Finance"),
            Self::Procurement => ("采购", "Procurement"),
            Self::Openness => ("开放", "Openness"),
            Self::Organisation => ("组织", "Organisation"),
            Self::Industry => ("产业", "Industry"),
            Self::Firms => ("企业", "Firms"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// Who put a measure under its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Assigned {
    /// The document itself.
    #[default]
    Document,
    /// We did, by content; shown as ours.
    Editor,
    /// The rules of the import did, and nobody has changed it; shown as such.
    Rules,
}

impl Assigned {
    /// Whether we did, and not the document.
    pub fn is_ours(self) -> bool {
        self != Self::Document
    }
}

/// Why a piece of a document's text is neither head nor measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum KeptKind {
    /// Before the first head: letterhead, addressee, preamble.
    Front,
    /// Words between a head and its first measure.
    Intro,
    /// Aims and principles, which no count of measures includes.
    Aim,
    /// A page number.
    PageNumber,
    /// A line that every page repeats.
    RunningHead,
    /// The table of contents.
    Contents,
    /// Coming into force, term, interpretation.
    Closing,
    /// After the date: how it is published, who gets copies.
    Imprint,
    /// An appendix.
    Appendix,
    /// A person set it aside.
    Aside,
}

/// A piece of a document's text that fits no measure, kept where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Why it is no measure.
    pub kind: KeptKind,
    /// The measure it stands after; `None` before the first.
    #[serde(default)]
    pub after: Option<MeasureId>,
    /// Its text.
    pub text: String,
}

/// A head of a document, such as 提升自主创新能力.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Unique within the document.
    pub id: String,
    /// Title, Chinese.
    pub title: String,
    /// Title, English.
    pub title_en: String,
}

/// A quantity a measure names (65 岁, 100 万元).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// What it is, Chinese.
    pub label: String,
    /// What it is, English.
    pub label_en: String,
    /// The number, in `unit`.
    pub value: f64,
    /// Unit, Chinese.
    pub unit: String,
    /// Unit, English, where the term for `unit` does not fit (家 are firms here, zones there).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit_en: String,
    /// As the source prints it.
    pub as_printed: String,
}

/// One measure: in the embedded pack in words of our own, in a document a person took in as that has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Unique within the dataset.
    pub id: MeasureId,
    /// Number in the document; `None` when the source does not give it.
    #[serde(default)]
    pub number: Option<String>,
    /// The [`Category::id`] it stands under.
    pub category: String,
    /// Who put it there.
    #[serde(default)]
    pub assigned: Assigned,
    /// The document's own head, where that is not the title of the category.
    #[serde(default)]
    pub head: String,
    /// Sub-head, where the source names one.
    #[serde(default)]
    pub sub_head: String,
    /// What it provides, Chinese.
    pub text: String,
    /// What it provides, English.
    pub text_en: String,
    /// The means it uses.
    #[serde(default, deserialize_with = "exact")]
    pub instruments: Vec<Instrument>,
    /// Who it is for, Chinese.
    #[serde(default, deserialize_with = "exact")]
    pub targets: Vec<String>,
    /// Quantities it names.
    #[serde(default, deserialize_with = "exact")]
    pub quantities: Vec<Quantity>,
    /// The bodies responsible for it: those that lead (牵头), where the document tells them apart.
    #[serde(default)]
    pub responsible: Vec<String>,
    /// The bodies that support them (配合).
    #[serde(default)]
    pub supporting: Vec<String>,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
    /// Anything else a reader must know, Chinese.
    #[serde(default)]
    pub note: String,
    /// The same, English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_en: String,
}

/// A policy document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Unique.
    pub id: PolicyId,
    /// Title as published.
    pub title: String,
    /// Short title for lists.
    pub short_title: String,
    /// Title, English.
    pub title_en: String,
    /// Short title for lists, English; empty when the title is short enough.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short_title_en: String,
    /// Document number (津科区〔2020〕91号); empty when unknown.
    #[serde(default)]
    pub number: String,
    /// Issuing bodies.
    pub issuers: Vec<String>,
    /// The zone it is about; `None` for national and provincial documents.
    #[serde(default)]
    pub zone: Option<EntityId>,
    /// Date of issue; `None` when no source says.
    #[serde(default)]
    pub issued: Option<Period>,
    /// How many measures the document says it has; `None` when it does not say.
    #[serde(default)]
    pub declared_measures: Option<u32>,
    /// Its heads, in order.
    pub categories: Vec<Category>,
    /// The measures its sources spell out; never padded to the declared number.
    #[serde(deserialize_with = "exact")]
    pub measures: Vec<Measure>,
    /// What else its text holds, where that was taken in whole; nothing of it is lost.
    #[serde(default)]
    pub kept: Vec<Kept>,
    /// Where the document's own facts come from.
    pub sources: Vec<SourceId>,
    /// Anything else a reader must know, Chinese.
    #[serde(default)]
    pub note: String,
    /// The same, English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_en: String,
}

/// A list without room to spare: there may be hundreds of thousands of measures, and hardly any grows.
fn exact<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let mut list = Vec::deserialize(from)?;
    list.shrink_to_fit();
    Ok(list)
}

impl Policy {
    /// How many of its measures are transcribed: what [`Self::declared_measures`] is compared with. Aims (sub-head 目标)
    /// are no measures of the document's own count; where it declares none, every record counts.
    pub fn transcribed(&self) -> usize {
        let counts = |m: &&Measure| self.declared_measures.is_none() || m.sub_head != "目标";
        self.measures.iter().filter(counts).count()
    }

    /// How many aims it has beside the measures of its own count.
    pub fn aims(&self) -> usize {
        self.measures.len() - self.transcribed()
    }

    /// How many measures a head has of which `transcribed` are; `None` where it may well have some: all that tells is
    /// the number a document declares.
    pub fn known(&self, transcribed: usize) -> Option<usize> {
        let whole = |declared| self.transcribed() >= declared as usize;
        let known = transcribed > 0 || self.declared_measures.is_some_and(whole);
        known.then_some(transcribed)
    }

    /// The declared number, where fewer measures are transcribed.
    pub fn declared_more(&self) -> Option<u32> {
        let done = self.transcribed();
        self.declared_measures.filter(|n| *n as usize > done)
    }

    /// Anything else a reader must know, in `lang`.
    pub fn note(&self, lang: Lang) -> &str {
        lang.pick(&self.note, &self.note_en)
    }

    /// The measures under one head, in order.
    pub fn measures_in<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Measure> {
        self.measures.iter().filter(move |m| m.category == category)
    }
}

impl Named for Policy {
    fn name(&self, lang: Lang) -> &str {
        let en = match self.short_title_en.as_str() {
            "" => &self.title_en,
            short => short,
        };
        lang.pick(&self.short_title, en)
    }
}

impl Named for Category {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_en)
    }
}

impl Measure {
    /// What it provides, in `lang`.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.text, &self.text_en)
    }

    /// Anything else a reader must know, in `lang`.
    pub fn note(&self, lang: Lang) -> &str {
        lang.pick(&self.note, &self.note_en)
    }
}
