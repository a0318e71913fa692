//! Industry as a layered graph: zones → clusters → sub-sectors → organisations → those linked to them.
//!
//! [`Graph::of`] takes the records of a dataset, [`Graph::retain`] cuts a part out, [`fold::fit`] makes it fit a number
//! of rows, [`layout::Layout`] places it. All of it is pure and deterministic; cycles are fine.

pub mod fold;
mod graph;
pub mod layout;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::model::{
    Cluster, EntityId, Lang, LinkKind, Named as _, OrgId, Organisation, OrganisationKind, SourceId,
    SubSector, Zone,
};
pub use graph::{Edge, Graph, Index, Node};

/// What a node is; also decides its first possible layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is named after what it stands for")]
pub enum Role {
    Zone,
    Cluster,
    SubSector,
    Firm,
    Park,
    Fund,
    Institution,
    Government,
}

impl Role {
    /// Every role, in order of layers.
    pub const ALL: [Self; 8] = [
        Self::Zone,
        Self::Cluster,
        Self::SubSector,
        Self::Firm,
        Self::Park,
        Self::Fund,
        Self::Institution,
        Self::Government,
    ];

    /// The leftmost layer a node of this role may stand in.
    fn layer(self) -> usize {
        match self {
            Self::Zone => 0,
            Self::Cluster => 1,
            Self::SubSector => 2,
            _ => ORGANISATIONS,
        }
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Zone => "links-role-zone",
            Self::Cluster => "links-role-cluster",
            Self::SubSector => "links-role-sub-sector",
            Self::Firm => "links-role-firm",
            Self::Park => "links-role-park",
            Self::Fund => "links-role-fund",
            Self::Institution => "links-role-institution",
            Self::Government => "links-role-government",
        }
    }
}

/// First layer of organisations.
const ORGANISATIONS: usize = 3;

impl From<OrganisationKind> for Role {
    fn from(kind: OrganisationKind) -> Self {
        match kind {
            OrganisationKind::Firm => Self::Firm,
            OrganisationKind::Park => Self::Park,
            OrganisationKind::Fund => Self::Fund,
            OrganisationKind::Institution => Self::Institution,
            OrganisationKind::Government => Self::Government,
        }
    }
}

/// What an edge says: a link of the records, or that a cluster or sub-sector belongs to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `LinkKind`")]
pub enum Relation {
    /// `to` is a cluster of the zone, or a sub-sector of the cluster, `from`.
    Has,
    Member,
    Supplies,
    Affiliate,
    Invests,
    Follows,
    PartOf,
    BuildsOn,
}

/// Which end of an edge carries an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// Neither: belonging has no direction to follow.
    None,
    /// The end it goes to.
    To,
    /// The end it comes from: what follows or builds on something receives from it.
    From,
}

impl Relation {
    /// Every relation, in the legend's order.
    pub const ALL: [Self; 8] = [
        Self::Has,
        Self::Member,
        Self::Supplies,
        Self::Affiliate,
        Self::Invests,
        Self::Follows,
        Self::PartOf,
        Self::BuildsOn,
    ];

    /// Whether `from` stands left of `to`: the anchor left, what depends on it right.
    fn anchor_first(self) -> bool {
        matches!(self, Self::Has | Self::Invests)
    }

    /// Which end carries the arrow.
    pub fn arrow(self) -> Arrow {
        match self {
            Self::Has | Self::Member | Self::PartOf => Arrow::None,
            Self::Supplies | Self::Affiliate | Self::Invests => Arrow::To,
            Self::Follows | Self::BuildsOn => Arrow::From,
        }
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Has => "links-has",
            Self::Member => "links-member",
            Self::Supplies => "links-supplies",
            Self::Affiliate => "links-affiliate",
            Self::Invests => "links-invests",
            Self::Follows => "links-follows",
            Self::PartOf => "links-part-of",
            Self::BuildsOn => "links-builds-on",
        }
    }

    /// Text id of what one end says of the other (`name`); `outward` at the end it comes from.
    pub fn said(self, outward: bool) -> &'static str {
        match (self, outward) {
            (Self::Has, true) | (Self::Member, false) => "link-has-member",
            (Self::Has, false) | (Self::Member, true) => "link-member-of",
            (Self::Supplies, true) => "link-supplies",
            (Self::Supplies, false) => "link-supplied-by",
            (Self::Affiliate, true) => "link-affiliate-of",
            (Self::Affiliate, false) => "link-has-affiliate",
            (Self::Invests, true) => "link-invests",
            (Self::Invests, false) => "link-invested-by",
            (Self::Follows, true) => "link-follows",
            (Self::Follows, false) => "link-followed-by",
            (Self::PartOf, true) => "link-part-of",
            (Self::PartOf, false) => "link-has-part",
            (Self::BuildsOn, true) => "link-builds-on",
            (Self::BuildsOn, false) => "link-base-of",
        }
    }
}

impl From<LinkKind> for Relation {
    fn from(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Member => Self::Member,
            LinkKind::Supplies => Self::Supplies,
            LinkKind::Affiliate => Self::Affiliate,
            LinkKind::Invests => Self::Invests,
            LinkKind::Follows => Self::Follows,
            LinkKind::PartOf => Self::PartOf,
            LinkKind::BuildsOn => Self::BuildsOn,
        }
    }
}

/// Which record a node is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NodeId {
    /// A zone.
    Zone(EntityId),
    /// A cluster, sub-sector or organisation.
    Org(OrgId),
}

impl NodeId {
    /// The id as it stands in the pack.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Zone(id) => id.as_str(),
            Self::Org(id) => id.as_str(),
        }
    }
}

/// The record of a node.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// A zone.
    Zone(&'a Zone),
    /// A cluster.
    Cluster(&'a Cluster),
    /// A sub-sector and its cluster.
    SubSector(&'a SubSector, &'a Cluster),
    /// An organisation.
    Organisation(&'a Organisation),
}

impl<'a> Record<'a> {
    /// What it is.
    pub fn role(self) -> Role {
        match self {
            Self::Zone(_) => Role::Zone,
            Self::Cluster(_) => Role::Cluster,
            Self::SubSector(..) => Role::SubSector,
            Self::Organisation(org) => org.kind.into(),
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> &'a str {
        match self {
            Self::Zone(zone) => zone.name(lang),
            Self::Cluster(cluster) => cluster.name(lang),
            Self::SubSector(sub, _) => sub.name(lang),
            Self::Organisation(org) => org.name(lang),
        }
    }

    /// What the source says of it; may be empty.
    pub fn note(self, lang: Lang) -> &'a str {
        match self {
            Self::Cluster(cluster) => lang.pick(&cluster.note, &cluster.note_en),
            Self::Organisation(org) => lang.pick(&org.note, &org.note_en),
            Self::Zone(_) | Self::SubSector(..) => "",
        }
    }

    /// The zone it lies in or is.
    pub fn zone(self) -> Option<&'a EntityId> {
        match self {
            Self::Zone(zone) => Some(&zone.id),
            Self::Cluster(cluster) | Self::SubSector(_, cluster) => Some(&cluster.zone),
            Self::Organisation(org) => org.zone.as_ref(),
        }
    }

    /// Who says so, and where inside the source; a zone is no statement of industry.
    pub fn source(self) -> Option<(&'a SourceId, &'a str)> {
        match self {
            Self::Zone(_) => None,
            Self::Cluster(cluster) | Self::SubSector(_, cluster) => {
                Some((&cluster.source, &cluster.locator))
            }
            Self::Organisation(org) => Some((&org.source, &org.locator)),
        }
    }
}
