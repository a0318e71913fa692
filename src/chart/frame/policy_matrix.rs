//! Policy documents × the heads they share → a heat map of transcribed measures.

use std::collections::BTreeSet;

use super::cross::Stated;
use super::heat::{HeatColumn, HeatMap, HeatRow, RampOf, draft, limit};
use super::ramp::ramp;
use super::words::locator_words;
use super::{ChartError, Draft, Mark};
use crate::chart::nearest;
use crate::chart::spec::ChartSpec;
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, Policy, PolicyId, SourceId, format_number};
use crate::text::{tr, tr_args, with_aims};

/// One row per document, one column per head; heads are the same when their ids are.
pub(super) fn policy_matrix(
    spec: &ChartSpec,
    dataset: &Dataset,
    ids: &[PolicyId],
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let mut policies = documents(dataset, ids)?;
    policies.retain(|policy| !policy.categories.is_empty());
    if policies.is_empty() {
        let name = ids.first().map(ToString::to_string).unwrap_or_default();
        return Err(ChartError::NothingToCount { name });
    }
    let mut columns: Vec<HeatColumn> = Vec::new();
    for category in policies.iter().flat_map(|p| &p.categories) {
        if !columns.iter().any(|column| column.id == category.id) {
            columns.push(HeatColumn {
                name: category.name(lang).to_owned(),
                id: category.id.clone(),
            });
        }
    }
    limit(policies.len(), columns.len())?;
    let rows: Vec<HeatRow> = policies
        .iter()
        .map(|policy| HeatRow {
            name: row_name(policy, lang),
            id: policy.id.to_string(),
            highlight: spec.highlight.is_empty()
                || spec.highlight.iter().any(|id| id == policy.id.as_str()),
            cells: columns
                .iter()
                .map(|column| cell(policy, &column.id, dataset, lang))
                .collect(),
        })
        .collect();
    let unit = tr_args(
        lang,
        "chart-unit",
        &[("unit", tr(lang, "chart-unit-measures").into())],
    );
    let cells = rows.iter().flat_map(|row| row.cells.iter().flatten());
    let ramps = ramp(
        cells,
        tr(lang, "chart-measures-transcribed").into_owned(),
        false,
        false,
    );
    // What the cells add up to: aims stand under their heads, too.
    let measures: usize = policies.iter().map(|p| p.measures.len()).sum();
    let args = [("policies", policies.len().into()), ("n", measures.into())];
    let mut notes = vec![tr(lang, "chart-note-matrix").into_owned()];
    if policies.iter().any(|p| p.declared_more().is_some()) {
        notes.push(tr(lang, "chart-note-declared").into_owned());
    }
    let drafted = draft(
        tr_args(lang, "chart-title-matrix", &args),
        vec![unit],
        notes,
        HeatMap {
            rows,
            references: Vec::new(),
            columns,
            ramps: ramps.into_iter().collect(),
            ramp_of: RampOf::All,
        },
        lang,
    );
    // Measures are records, not observations: they name their sources themselves.
    let measures = policies.iter().flat_map(|p| &p.measures);
    let mut cited: Vec<(SourceId, String)> = Vec::new();
    let own = policies.iter().flat_map(|p| &p.sources);
    for source in measures.map(|m| &m.source).chain(own) {
        if !cited.iter().any(|(id, _)| id == source) {
            cited.push((source.clone(), String::new()));
        }
    }
    Ok(Draft { cited, ..drafted })
}

/// The documents asked for, each once, or all.
pub(super) fn documents<'a>(
    dataset: &'a Dataset,
    ids: &[PolicyId],
) -> Result<Vec<&'a Policy>, ChartError> {
    let mut seen = BTreeSet::new();
    match ids {
        [] => Ok(dataset.policies.iter().collect()),
        ids => ids
            .iter()
            .filter(|id| seen.insert((*id).clone()))
            .map(|id| {
                dataset.policy(id).ok_or_else(|| ChartError::UnknownPolicy {
                    id: id.to_string(),
                    nearest: nearest(id.as_str(), dataset.policies.iter().map(|p| p.id.as_str())),
                })
            })
            .collect(),
    }
}

/// The document; how many measures it declares where fewer are transcribed.
fn row_name(policy: &Policy, lang: Lang) -> String {
    let name = policy.name(lang);
    let Some(declared) = policy.declared_more() else {
        return name.to_owned();
    };
    let count = format!(
        "{}{}{declared}",
        policy.transcribed(),
        lang.pick("/", " of ")
    );
    let args = [
        ("name", name.into()),
        ("count", with_aims(count, policy.aims(), lang).into()),
    ];
    tr_args(lang, "chart-of-declared", &args)
}

/// Measures under one head; `None` when the document has no such head, or nobody knows what is under it.
fn cell(policy: &Policy, head: &str, dataset: &Dataset, lang: Lang) -> Option<Stated> {
    policy.categories.iter().find(|c| c.id == head)?;
    let (mut count, mut said) = (0_usize, Vec::<String>::new());
    for measure in policy.measures_in(head) {
        count += 1;
        let publisher = dataset.publisher(&measure.source, lang);
        let place = format!(
            "{publisher} {}",
            locator_words(dataset, &measure.locator, lang)
        );
        if !said.contains(&place) && said.len() < 4 {
            said.push(place);
        }
    }
    let count = policy.known(count)? as f64;
    Some(Stated {
        mark: Mark {
            value: count,
            label: format_number(count, 0),
            source: said.join(lang.pick("；", "; ")),
            ..Mark::default()
        },
        others: Vec::new(),
    })
}
