//! Records counted under their heads: measures of a document, sub-sectors of clusters, links into an organisation.

use super::words::locator_words;
use super::{Bars, Body, ChartError, Draft, MAX_BARS, Mark, Row};
use crate::chart::nearest;
use crate::chart::spec::ChartSpec;
use crate::dataset::Dataset;
use crate::model::{
    EntityId, GAP, Lang, LinkKind, Named as _, OrgId, PolicyId, SourceId, format_number,
};
use crate::text::{tr, tr_args, with_aims};

/// A head with what is counted under it.
struct Head<'a> {
    id: &'a str,
    name: String,
    /// Source and locator of each thing counted.
    counted: Vec<(&'a SourceId, &'a str)>,
}

/// Heads → bars, longest first; equal ones keep their order. `none` stands where nothing is counted.
fn bars(
    spec: &ChartSpec,
    dataset: &Dataset,
    heads: Vec<Head<'_>>,
    none: &str,
) -> Result<(Body, Vec<(SourceId, String)>), ChartError> {
    if heads.len() > MAX_BARS {
        return Err(ChartError::TooManyBars {
            count: heads.len(),
            max: MAX_BARS,
        });
    }
    let mut cited: Vec<(SourceId, String)> = Vec::new();
    let mut rows = Vec::new();
    for head in heads {
        let mut said: Vec<String> = Vec::new();
        for (source, locator) in &head.counted {
            let key = ((*source).clone(), (*locator).to_owned());
            if !cited.contains(&key) {
                cited.push(key);
            }
            let publisher = dataset.publisher(source, spec.lang);
            let text = format!("{publisher} {}", locator_words(dataset, locator, spec.lang));
            if !said.contains(&text) {
                said.push(text);
            }
        }
        let count = head.counted.len() as f64;
        rows.push(Row {
            name: head.name,
            mark: Mark {
                value: count,
                label: match head.counted.is_empty() {
                    true => none.to_owned(),
                    false => format_number(count, 0),
                },
                source: said.join(spec.lang.pick("；", "; ")),
                ..Mark::default()
            },
            id: head.id.to_owned(),
            highlight: spec.highlight.is_empty() || spec.highlight.iter().any(|h| h == head.id),
        });
    }
    rows.sort_by(|a, b| b.mark.value.total_cmp(&a.mark.value));
    Ok((Body::Bars(Bars::of(rows)), cited))
}

fn unit(lang: Lang, id: &'static str) -> String {
    tr_args(lang, "chart-unit", &[("unit", tr(lang, id).into())])
}

/// Transcribed measures by head; heads without any stay, with a dash where it is not known that there are none.
pub(super) fn policy_heads(
    spec: &ChartSpec,
    dataset: &Dataset,
    id: &PolicyId,
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let policy = dataset
        .policy(id)
        .ok_or_else(|| ChartError::UnknownPolicy {
            id: id.to_string(),
            nearest: nearest(id.as_str(), dataset.policies.iter().map(|p| p.id.as_str())),
        })?;
    let heads: Vec<Head<'_>> = policy
        .categories
        .iter()
        .map(|category| Head {
            id: &category.id,
            name: category.name(lang).to_owned(),
            counted: policy
                .measures_in(&category.id)
                .map(|m| (&m.source, m.locator.as_str()))
                .collect(),
        })
        .collect();
    if heads.is_empty() {
        let name = policy.name(lang).to_owned();
        return Err(ChartError::NothingToCount { name });
    }
    let unknown = policy.known(0).is_none();
    let dashed = unknown && heads.iter().any(|head| head.counted.is_empty());
    let none = if unknown { GAP } else { "0" };
    let (body, mut cited) = bars(spec, dataset, heads, none)?;
    for source in &policy.sources {
        if !cited.iter().any(|(id, _)| id == source) {
            cited.push((source.clone(), String::new()));
        }
    }
    let transcribed = policy.transcribed().to_string();
    let coverage = match policy.declared_measures {
        Some(declared) => {
            let args = [
                ("declared", declared.to_string().into()),
                ("transcribed", transcribed.into()),
                ("aims", with_aims(String::new(), policy.aims(), lang).into()),
            ];
            tr_args(lang, "chart-note-coverage", &args)
        }
        None => tr_args(
            lang,
            "chart-note-transcribed",
            &[("transcribed", transcribed.into())],
        ),
    };
    let mut notes = vec![coverage];
    if dashed {
        notes.push(tr(lang, "chart-note-dash").into_owned());
    }
    let mut subtitle = vec![unit(lang, "chart-unit-measures")];
    subtitle.extend(policy.issued.map(|p| p.display(lang)));
    Ok(Draft {
        body,
        title: tr_args(
            lang,
            "chart-title-heads",
            &[("policy", policy.name(lang).into())],
        ),
        subtitle,
        notes,
        cited,
    })
}

/// Sub-sectors by cluster.
pub(super) fn cluster_sectors(
    spec: &ChartSpec,
    dataset: &Dataset,
    zone: &EntityId,
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    if !dataset.has_entity(zone) {
        return Err(ChartError::UnknownEntity {
            id: zone.to_string(),
            nearest: nearest(zone.as_str(), dataset.entity_ids().map(EntityId::as_str)),
        });
    }
    let clusters = dataset.industry.clusters.iter().filter(|c| &c.zone == zone);
    let heads: Vec<Head<'_>> = clusters
        .map(|cluster| Head {
            id: cluster.id.as_str(),
            name: cluster.name(lang).to_owned(),
            counted: vec![(&cluster.source, cluster.locator.as_str()); cluster.sub_sectors.len()],
        })
        .collect();
    let name = dataset.entity_name(zone, lang);
    if heads.is_empty() {
        let name = name.to_owned();
        return Err(ChartError::NothingToCount { name });
    }
    let (body, cited) = bars(spec, dataset, heads, "0")?;
    Ok(Draft {
        body,
        title: tr_args(lang, "chart-title-clusters", &[("zone", name.into())]),
        subtitle: vec![name.to_owned(), unit(lang, "chart-unit-sectors")],
        notes: vec![tr(lang, "chart-note-named").into_owned()],
        cited,
    })
}

/// Links into one organisation by kind.
pub(super) fn links_into(
    spec: &ChartSpec,
    dataset: &Dataset,
    org: &OrgId,
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let industry = &dataset.industry;
    let organisation = industry.organisations.iter().find(|o| &o.id == org);
    let name = organisation
        .map(|o| o.name(lang))
        .or_else(|| {
            let cluster = industry.clusters.iter().find(|c| &c.id == org);
            cluster.map(|c| c.name(lang))
        })
        .ok_or_else(|| ChartError::UnknownOrganisation {
            id: org.to_string(),
            nearest: nearest(
                org.as_str(),
                industry.organisations.iter().map(|o| o.id.as_str()),
            ),
        })?;
    let mut heads: Vec<(LinkKind, Head<'_>)> = Vec::new();
    for link in industry.links.iter().filter(|link| &link.to == org) {
        let counted = (&link.source, link.locator.as_str());
        match heads.iter_mut().find(|(kind, _)| *kind == link.kind) {
            Some((_, head)) => head.counted.push(counted),
            None => {
                let (id, text) = link_words(link.kind);
                let head = Head {
                    id,
                    name: tr(lang, text).into_owned(),
                    counted: vec![counted],
                };
                heads.push((link.kind, head));
            }
        }
    }
    if heads.is_empty() {
        let name = name.to_owned();
        return Err(ChartError::NothingToCount { name });
    }
    let heads = heads.into_iter().map(|(_, h)| h).collect();
    let (body, cited) = bars(spec, dataset, heads, "0")?;
    Ok(Draft {
        body,
        title: tr_args(lang, "chart-title-links", &[("org", name.into())]),
        subtitle: vec![unit(lang, "chart-unit-organisations")],
        notes: vec![tr(lang, "chart-note-named").into_owned()],
        cited,
    })
}

/// The id a specification highlights a kind of link by, and its text.
fn link_words(kind: LinkKind) -> (&'static str, &'static str) {
    match kind {
        LinkKind::Member => ("member", "chart-link-member"),
        LinkKind::Supplies => ("supplies", "chart-link-supplies"),
        LinkKind::Affiliate => ("affiliate", "chart-link-affiliate"),
        LinkKind::Invests => ("invests", "chart-link-invests"),
        LinkKind::Follows => ("follows", "chart-link-follows"),
        LinkKind::PartOf => ("part-of", "chart-link-part-of"),
        LinkKind::BuildsOn => ("builds-on", "chart-link-builds-on"),
    }
}
