//! Which kinds suit a subject, for the chooser.

use std::collections::HashMap;

use super::Frame;
use crate::chart::spec::{ChartKind, ChartSpec, Subject};
use crate::dataset::Dataset;

/// The kinds that can draw `spec`'s subject and periods with this dataset, the most telling first.
///
/// Builds each kind's frame, so call it when the specification changes, not every frame.
pub fn suits(spec: &ChartSpec, dataset: &Dataset) -> Vec<ChartKind> {
    let mut kinds: Vec<ChartKind> = ChartKind::ALL
        .into_iter()
        .filter(|&kind| {
            let spec = ChartSpec {
                kind,
                ..spec.clone()
            };
            Frame::build(&spec, dataset).is_ok()
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
