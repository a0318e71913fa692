//! Groups that are zones: several metrics of each.

use std::collections::{HashMap, HashSet};

use super::Mark;
use super::bars::latest;
use super::cross::{Section, alike, left_out_note};
use super::found::{given, picked};
use super::matrix::{Group, Matrix, Part};
use super::tracks::{Track, Tracks};
use super::words;
use crate::chart::spec::ChartSpec;
use crate::dataset::Dataset;
use crate::model::{EntityId, Metric, MetricId, Named as _};

impl Matrix {
    /// The figures of each entity: of everybody those of one period and definition, else each one's latest. Also gives
    /// what is to be noted.
    pub(super) fn by_entity(
        all: &Tracks<'_>,
        spec: &ChartSpec,
        dataset: &Dataset,
    ) -> (Self, Vec<String>) {
        let found = &all.found;
        let sections: Vec<Option<Section>> = match given(spec) {
            [] => found
                .metrics
                .iter()
                .map(|m| Section::of(all, &m.id))
                .collect(),
            _ => vec![None; found.metrics.len()],
        };
        let mark = |track: &Track<'_>| {
            let metric = found.metrics.iter().position(|m| m.id == track.metric.id)?;
            match &sections[metric] {
                Some(section) => section.stated(track).map(|stated| stated.mark),
                None => latest(track).first().map(|p| p.mark.clone()),
            }
        };
        let marks: HashMap<(&EntityId, &MetricId), Mark> = all
            .tracks
            .iter()
            .filter_map(|track| Some(((track.entity, &track.metric.id), mark(track)?)))
            .collect();
        let (mut entities, mut left_out) = (Vec::new(), HashSet::new());
        for track in &all.tracks {
            if !marks.contains_key(&(track.entity, &track.metric.id)) {
                left_out.insert(track.entity);
            } else if entities.last() != Some(&track.entity) {
                // The tracks of an entity stand together.
                entities.push(track.entity);
            }
        }
        let mut notes: Vec<String> = left_out_note(left_out.len(), spec.lang)
            .into_iter()
            .collect();
        let wanted = |id: &str| spec.highlight.is_empty() || spec.highlight.iter().any(|h| h == id);
        // The bars of each metric may be of another period and definition.
        let one = alike(sections.iter().flatten().map(|section| section.period));
        let named = |metric: &Metric, section: &Option<Section>| {
            let own = section.as_ref().map_or(("", None), |section| {
                (
                    section.definition.as_str(),
                    (!one).then_some(section.period),
                )
            });
            words::with_own(metric.name(spec.lang), own, spec.lang)
        };
        let parts = found
            .metrics
            .iter()
            .zip(&sections)
            .map(|(metric, section)| Part {
                name: named(metric, section),
                id: metric.id.to_string(),
                highlight: wanted(metric.id.as_str())
                    || !found.metrics.iter().any(|m| wanted(m.id.as_str())),
                marks: (entities.iter())
                    .map(|&entity| marks.get(&(entity, &metric.id)).cloned())
                    .collect(),
            });
        let parts: Vec<Part> = parts.collect();
        notes.extend(picked(
            &[(parts.iter().any(Part::is_of_scopes), "chart-note-scopes")],
            spec.lang,
        ));
        let matrix = Self {
            parts,
            groups: entities
                .iter()
                .map(|e| Group {
                    name: dataset.entity_name(e, spec.lang).to_owned(),
                    period: None,
                })
                .collect(),
        };
        (matrix, notes)
    }
}
