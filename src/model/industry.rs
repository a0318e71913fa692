//! Clusters, their sub-sectors, the organisations in them and the links between all of these.

use serde::{Deserialize, Serialize};

use super::id::{EntityId, OrgId, SourceId};
use super::text::{Lang, Named};

/// A sub-sector of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubSector {
    /// Unique among clusters, sub-sectors and organisations.
    pub id: OrgId,
    /// Name, Chinese.
    pub name: String,
    /// Name, English.
    pub name_en: String,
}

/// An industrial cluster of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// Unique among clusters, sub-sectors and organisations.
    pub id: OrgId,
    /// The zone.
    pub zone: EntityId,
    /// Name, Chinese.
    pub name: String,
    /// Name, English.
    pub name_en: String,
    /// Sub-sectors in the source's order.
    #[serde(default)]
    pub sub_sectors: Vec<SubSector>,
    /// What the source says of it, in our words.
    #[serde(default)]
    pub note: String,
    /// The note, English.
    #[serde(default)]
    pub note_en: String,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OrganisationKind {
    /// A firm.
    Firm,
    /// A park, incubator or carrier.
    Park,
    /// A fund or investor.
    Fund,
    /// A research or service institution.
    Institution,
    /// A government body.
    Government,
}

/// A named firm, park, fund or institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Unique among clusters, sub-sectors and organisations.
    pub id: OrgId,
    /// The zone; `None` when it is elsewhere.
    #[serde(default)]
    pub zone: Option<EntityId>,
    /// Name as the source prints it.
    pub name: String,
    /// English name; empty when the firm has none we know.
    #[serde(default)]
    pub name_en: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// What the source says of it, in our words.
    #[serde(default)]
    pub note: String,
    /// The note, English.
    #[serde(default)]
    pub note_en: String,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
}

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// `from` belongs to the cluster or sub-sector `to`.
    Member,
    /// `from` supplies `to`.
    Supplies,
    /// `from` is a partner or affiliate that came because of `to`.
    Affiliate,
    /// `from` invested in `to`.
    Invests,
    /// `from` is the next stage after `to`.
    Follows,
    /// `from` is part of `to`.
    PartOf,
    /// `from` builds on the technology of `to`.
    BuildsOn,
}

/// A link between two nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Where it starts.
    pub from: OrgId,
    /// Where it ends.
    pub to: OrgId,
    /// What it says.
    pub kind: LinkKind,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source.
    #[serde(default)]
    pub locator: String,
}

/// `industry.ron`: clusters, organisations and links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Industry {
    /// Clusters.
    pub clusters: Vec<Cluster>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Links.
    pub links: Vec<Link>,
}

impl Named for Cluster {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

impl Named for SubSector {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

impl Named for Organisation {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}
