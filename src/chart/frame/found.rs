//! Observations, found for a chart, and the words for what they measure.

use std::collections::{BTreeSet, HashSet};

use super::measure::Measure;
use super::section::of_one_kind;
use super::{ChartError, Mark, words};
use crate::chart::nearest;
use crate::chart::spec::{ChartKind, ChartSpec, PeriodChoice, Subject};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::{EntityId, Lang, Metric, MetricId, MetricKind, Named as _, Qualifier};
use crate::text::{in_brackets, tr, tr_args};

/// What is asked for, found in the dataset.
pub(super) struct Found<'a> {
    pub(super) metrics: Vec<&'a Metric>,
    /// Entities with at least one figure, in order.
    pub(super) entities: Vec<&'a EntityId>,
    /// What is made of the figures, and its units.
    pub(super) measure: Measure<'a>,
    pub(super) lang: Lang,
    pub(super) dataset: &'a Dataset,
}

impl<'a> Found<'a> {
    /// The metric, when there is only one.
    pub(super) fn one_metric(&self) -> Option<&'a Metric> {
        match self.metrics[..] {
            [metric] => Some(metric),
            _ => None,
        }
    }

    pub(super) fn new(
        spec: &ChartSpec,
        dataset: &'a Dataset,
        metrics: &'a [MetricId],
        entities: &'a [EntityId],
    ) -> Result<Self, ChartError> {
        if metrics.is_empty() {
            return Err(ChartError::NoMetric);
        }
        let metrics = unique(metrics)
            .map(|id| {
                dataset.metric(id).ok_or_else(|| ChartError::UnknownMetric {
                    id: id.to_string(),
                    nearest: nearest(id.as_str(), dataset.metrics.iter().map(|m| m.id.as_str())),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let entities: Vec<&EntityId> = if entities.is_empty() {
            let all = metrics
                .iter()
                .flat_map(|m| dataset.observations().by_metric(&m.id));
            let mut seen = HashSet::new();
            let all = all.map(|obs| obs.entity()).filter(|e| seen.insert(*e));
            of_one_kind(dataset, all.collect())
        } else {
            if let Some(id) = entities.iter().find(|id| !dataset.has_entity(id)) {
                return Err(ChartError::UnknownEntity {
                    id: id.to_string(),
                    nearest: nearest(id.as_str(), dataset.entity_ids().map(EntityId::as_str)),
                });
            }
            unique(entities).collect()
        };
        let lang = spec.lang;
        let mut measure = Measure::new(spec, dataset, &metrics)?;
        // Above each column of such a table stands its unit.
        measure.labelled &= spec.kind != ChartKind::HeatMap || entities.len() == 1;
        Ok(Self {
            metrics,
            entities,
            measure,
            lang,
            dataset,
        })
    }

    /// The figures of one entity and metric in the periods asked for, grouped by period: in each group the distinct
    /// figures, each with all that say the same.
    pub(super) fn groups(
        &self,
        entity: &EntityId,
        metric: &Metric,
        choice: PeriodChoice,
    ) -> Vec<Vec<Vec<Obs<'a>>>> {
        let mut groups: Vec<Vec<Vec<Obs<'a>>>> = Vec::new();
        let series = self.dataset.observations().series(entity, &metric.id);
        for obs in series.filter(|obs| choice.admits(obs.period())) {
            match groups.last_mut() {
                Some(group) if group[0][0].period() == obs.period() => {
                    let same = group.iter_mut().find(|alike| agree(&alike[0], &obs));
                    match same {
                        Some(alike) => alike.push(obs),
                        None => group.push(vec![obs]),
                    }
                }
                _ => groups.push(vec![vec![obs]]),
            }
        }
        groups
    }

    /// The name of one combination: whatever varies.
    pub(super) fn name(&self, entity: &EntityId, metric: &Metric) -> String {
        let place = self.dataset.entity_name(entity, self.lang);
        match (self.entities.len() > 1, self.metrics.len() > 1) {
            (false, true) => metric.name(self.lang).to_owned(),
            (true, true) => format!("{place} · {}", metric.name(self.lang)),
            _ => place.to_owned(),
        }
    }

    /// The figure as the sources give it.
    pub(super) fn mark(&self, alike: &[Obs<'a>], metric: &Metric) -> Mark {
        let obs = alike[0];
        let unit = match (metric.kind, self.measure.labelled) {
            (MetricKind::Share, _) | (_, true) => metric.unit_beside(obs.value(), self.lang),
            _ => "".into(),
        };
        Mark {
            value: obs.value(),
            label: words::value_label(obs.value(), obs.qualifier(), metric.kind, &unit, self.lang),
            as_printed: obs.as_printed().to_owned(),
            period: Some(obs.period()),
            approximate: obs.is_approximate(),
            carried: false,
            source: words::short_citation(self.dataset, obs.source(), obs.locator(), self.lang),
            obs: Some(obs.ix()),
            definition: self.dataset.term(obs.definition(), self.lang).to_owned(),
            basis: String::new(),
            cites: alike.iter().map(|obs| obs.ix()).collect(),
        }
    }

    /// The label of what is computed of all metrics, which share an axis: without a unit where theirs differ in words.
    pub(super) fn computed_label(&self, value: f64, hedge: Qualifier) -> String {
        let first = self.metrics[0];
        match self.measure.labelled {
            true => self.measure.label_in("", value, hedge, first),
            false => self.measure.label(value, hedge, first),
        }
    }

    /// How what is made of `marks` is hedged: as about, where one of them is, or is carried over.
    pub(super) fn hedge<'m>(&self, marks: impl IntoIterator<Item = &'m Mark>) -> Qualifier {
        let store = self.dataset.observations();
        let exact = |obs: &ObsIx| store.get(*obs).qualifier() == Qualifier::Exact;
        let sure = |mark: &Mark| !mark.carried && mark.cites.iter().all(exact);
        match marks.into_iter().all(sure) {
            true => Qualifier::Exact,
            false => Qualifier::About,
        }
    }

    /// Why nothing was found, and what there is instead.
    pub(super) fn nothing(&self, choice: PeriodChoice) -> ChartError {
        let store = self.dataset.observations();
        let mut periods = BTreeSet::new();
        let mut elsewhere = Vec::new();
        let mut seen = HashSet::new();
        for metric in &self.metrics {
            for obs in store.by_metric(&metric.id) {
                if self.entities.contains(&obs.entity()) {
                    periods.insert(obs.period());
                } else if seen.insert(obs.entity()) {
                    elsewhere.push(self.dataset.entity_name(obs.entity(), self.lang).to_owned());
                }
            }
        }
        if choice != PeriodChoice::Auto && !periods.is_empty() {
            let have = periods.into_iter().map(|p| p.display(self.lang)).collect();
            return ChartError::NoFiguresThen { have };
        }
        if elsewhere.is_empty() {
            let mut seen = HashSet::new();
            let of_entities = self.entities.iter().flat_map(|e| store.by_entity(e));
            let metrics = of_entities
                .map(|obs| obs.metric())
                .filter(|m| seen.insert(*m));
            let names = metrics.filter_map(|m| self.dataset.metric(m));
            elsewhere = names.map(|m| m.name(self.lang).to_owned()).collect();
        }
        ChartError::NoFigures { have: elsewhere }
    }

    /// Entity, measure and unit where there is only one of each.
    pub(super) fn scope(&self) -> Vec<String> {
        let lang = self.lang;
        let mut parts = Vec::new();
        if let [entity] = self.entities[..] {
            parts.push(self.dataset.entity_name(entity, lang).to_owned());
        }
        if let [metric] = self.metrics[..] {
            parts.push(self.measure.of(metric.name(lang)));
        }
        let unit = self.measure.unit(self.metrics[0]);
        if !self.measure.labelled && !unit.is_empty() {
            parts.push(tr_args(lang, "chart-unit", &[("unit", unit.into())]));
        }
        parts
    }

    /// The measure in words, without a finding.
    pub(super) fn plain_title(&self) -> String {
        let lang = self.lang;
        let metrics: Vec<&str> = self.metrics.iter().map(|m| m.name(lang)).collect();
        let metrics = match metrics.len() {
            1..=3 => metrics.join(lang.pick("、", ", ")),
            n => tr_args(lang, "chart-title-metrics", &[("n", n.to_string().into())]),
        };
        let metrics = self.measure.of(&metrics);
        match self.entities[..] {
            [entity] => {
                let name = self.dataset.entity_name(entity, lang);
                let args = [("entity", name.into()), ("metric", metrics.into())];
                tr_args(lang, "chart-title-entity-metric", &args)
            }
            _ => metrics,
        }
    }

    /// Error unless all figures share one unit, as one axis needs.
    pub(super) fn one_unit(&self) -> Result<(), ChartError> {
        if !self.measure.mixed {
            return Ok(());
        }
        let mut units: Vec<String> = Vec::new();
        for metric in &self.metrics {
            let unit = match metric.unit(self.lang) {
                "" => metric.name(self.lang),
                unit => unit,
            };
            if !units.iter().any(|u| u == unit) {
                units.push(unit.to_owned());
            }
        }
        Err(ChartError::MixedUnits { units })
    }

    /// Whether the specification points `entity` or `metric` out; `true` for all when it points out nothing.
    pub(super) fn pointed_out(&self, spec: &ChartSpec, entity: &EntityId, metric: &Metric) -> bool {
        let wanted = |id: &str| spec.highlight.iter().any(|h| h == id);
        spec.highlight.is_empty() || wanted(entity.as_str()) || wanted(metric.id.as_str())
    }

    /// The id by which one combination is pointed out: what varies, the entity first.
    pub(super) fn id(&self, entity: &EntityId, metric: &Metric) -> String {
        match self.entities.len() == 1 && self.metrics.len() > 1 {
            true => metric.id.to_string(),
            false => entity.to_string(),
        }
    }
}

/// The entities named by the specification; none where it is of everybody.
pub(super) fn given(spec: &ChartSpec) -> &[EntityId] {
    match &spec.subject {
        Subject::Metrics { entities, .. } => entities,
        _ => &[],
    }
}

/// Each once, in order of first appearance.
fn unique<T: std::hash::Hash + Eq>(items: &[T]) -> impl Iterator<Item = &T> {
    let mut seen = HashSet::new();
    items.iter().filter(move |item| seen.insert(*item))
}

/// Whether small figures of this metric are the better ones.
pub(super) fn rank(metric: &Metric) -> bool {
    metric.kind == MetricKind::Rank
}

/// Whether two figures for the same period say the same.
fn agree(a: &Obs<'_>, b: &Obs<'_>) -> bool {
    a.value() == b.value()
        && a.qualifier() == b.qualifier()
        && a.definition() == b.definition()
        && a.status() == b.status()
}

/// Tells marks with different figures for the same thing apart: by scope, else by publisher.
pub(super) fn set_apart(name: &str, mark: &Mark, dataset: &Dataset, lang: Lang) -> String {
    let publisher = || {
        let source = dataset.observations().get(mark.obs?).source();
        Some(dataset.publisher(source, lang))
    };
    let by = match mark.definition.as_str() {
        "" => publisher().unwrap_or_default(),
        definition => definition,
    };
    in_brackets(name, &[by], lang)
}

/// The texts whose condition holds.
pub(super) fn picked(notes: &[(bool, &'static str)], lang: Lang) -> Vec<String> {
    let held = notes.iter().filter(|(holds, _)| *holds);
    held.map(|(_, id)| tr(lang, id).into_owned()).collect()
}
