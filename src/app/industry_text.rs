//! Links between organisations in words.

use crate::analysis::links::Relation;
use crate::dataset::Dataset;
use crate::model::{Lang, LinkKind, Named as _, OrgId};
use crate::text::tr_args;

/// What one end of a link says of the other: `outward` when the link starts here.
pub fn link_text(
    data: &Dataset,
    kind: LinkKind,
    outward: bool,
    other: &OrgId,
    lang: Lang,
) -> String {
    let id = Relation::from(kind).said(outward);
    tr_args(lang, id, &[("name", node_name(data, other, lang).into())])
}

/// The name of a cluster, sub-sector or organisation; the id itself when unknown.
pub fn node_name<'a>(data: &'a Dataset, id: &'a OrgId, lang: Lang) -> &'a str {
    let industry = &data.industry;
    if let Some(org) = industry.organisations.iter().find(|org| org.id == *id) {
        return org.name(lang);
    }
    for cluster in &industry.clusters {
        if cluster.id == *id {
            return cluster.name(lang);
        }
        if let Some(sub) = cluster.sub_sectors.iter().find(|sub| sub.id == *id) {
            return sub.name(lang);
        }
    }
    id.as_str()
}
