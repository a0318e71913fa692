//! Which kinds suit a subject, for the chooser.

use std::collections::HashMap;

use super::{ChartError, Frame};
use crate::chart::spec::{ChartKind, ChartSpec, Subject};
use crate::dataset::Dataset;

/// The kinds that can draw `spec`'s subject and periods with this dataset, the most telling first.
///
/// Builds each kind's frame, so call it when the specification changes, not every frame.
pub fn suits(spec: &ChartSpec, dataset: &Dataset) -> Vec<ChartKind> {
    let mut kinds: Vec<ChartKind> = ChartKind::ALL
        .iter()
        .copied()
        .filter(|&kind| {
            let spec = ChartSpec {
                kind,
                ..spec.clone()
            };
            Frame::unadvised(&spec, dataset).is_ok()
        })
        .collect();
    if let Subject::Metrics { .. } = spec.subject
        && !has_time(&spec.subject, dataset)
    {
        // One point per line says less than a bar.
        kinds.sort_by_key(|kind| *kind == ChartKind::Line);
    }
    kinds
}

/// Adds the kinds that would suit to an error about the kind; others stay as they are.
pub(super) fn advise(error: ChartError, spec: &ChartSpec, dataset: &Dataset) -> ChartError {
    if !error.is_of_kind() {
        return error;
    }
    let kinds = suits(spec, dataset);
    match kinds.is_empty() {
        true => error,
        false => ChartError::Unsuited {
            why: Box::new(error),
            kinds,
        },
    }
}

/// Whether any entity has figures of more than one period.
fn has_time(subject: &Subject, dataset: &Dataset) -> bool {
    let Subject::Metrics { metrics, entities } = subject else {
        return false;
    };
    metrics.iter().any(|metric| {
        let mut first = HashMap::new();
        dataset
            .observations()
            .by_metric(metric)
            .filter(|obs| entities.is_empty() || entities.contains(obs.entity()))
            .any(|obs| *first.entry(obs.entity()).or_insert(obs.period()) != obs.period())
    })
}
