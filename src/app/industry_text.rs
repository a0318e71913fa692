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
    relation_text(
        Relation::from(kind),
        outward,
        node_name(data, other, lang),
        lang,
    )
}

/// The same with the name of the other end, as a line of its own.
pub fn relation_text(relation: Relation, outward: bool, other: &str, lang: Lang) -> String {
    let text = tr_args(lang, relation.said(outward), &[("name", other.into())]);
    // A chart has the words inside a sentence, so they begin small.
    let mut rest = text.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.clone()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_its_own_begins_large() {
        let text = |outward, lang| relation_text(Relation::Affiliate, outward, "A", lang);
        for outward in [true, false] {
            assert!(text(outward, Lang::En).starts_with(char::is_uppercase));
            assert!(text(outward, Lang::Zh).contains("引入"));
        }
    }
}
