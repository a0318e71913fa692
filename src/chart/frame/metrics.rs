//! Observations, found for a chart; and the lines made of them.

use std::collections::{BTreeSet, HashSet};

use super::section::of_one_kind;
use super::words::{self, period_range};
use super::{Body, ChartError, Draft, MAX_SERIES, Mark, Point, Series};
use crate::chart::nearest;
use crate::chart::spec::{ChartSpec, PeriodChoice};
use crate::dataset::{Dataset, Obs};
use crate::model::{EntityId, Lang, Metric, MetricId, MetricKind, Named as _, Period, PeriodKind};
use crate::text::{tr, tr_args};

/// What is asked for, found in the dataset.
pub(super) struct Found<'a> {
    pub(super) metrics: Vec<&'a Metric>,
    /// Entities with at least one figure, in order.
    pub(super) entities: Vec<&'a EntityId>,
    /// Whether the units differ, so that no line can be drawn. Decided by the Chinese units, whatever the language.
    pub(super) mixed: bool,
    /// Whether the units' words differ, so that every label must carry its own.
    pub(super) labelled: bool,
    pub(super) lang: Lang,
    pub(super) dataset: &'a Dataset,
}

impl<'a> Found<'a> {
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
        let mixed = metrics
            .windows(2)
            .any(|pair| pair[0].unit != pair[1].unit || rank(pair[0]) != rank(pair[1]));
        let labelled = mixed
            || metrics
                .windows(2)
                .any(|pair| pair[0].unit(lang) != pair[1].unit(lang));
        Ok(Self {
            metrics,
            entities,
            mixed,
            labelled,
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

    pub(super) fn mark(&self, alike: &[Obs<'a>], metric: &Metric, draft: &mut Cited) -> Mark {
        let obs = alike[0];
        for obs in alike {
            draft.add(obs);
        }
        let unit = match (metric.kind, self.labelled) {
            (MetricKind::Share, _) | (_, true) => metric.unit(self.lang),
            _ => "",
        };
        Mark {
            value: obs.value(),
            label: words::value_label(obs.value(), obs.qualifier(), metric.kind, unit, self.lang),
            as_printed: obs.as_printed().to_owned(),
            period: Some(obs.period()),
            approximate: obs.is_approximate(),
            source: words::short_citation(self.dataset, obs.source(), obs.locator(), self.lang),
            obs: Some(obs.ix()),
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

    /// Entity, metric and unit where there is only one of each.
    pub(super) fn scope(&self) -> Vec<String> {
        let lang = self.lang;
        let mut parts = Vec::new();
        if let [entity] = self.entities[..] {
            parts.push(self.dataset.entity_name(entity, lang).to_owned());
        }
        if let [metric] = self.metrics[..] {
            parts.push(metric.name(lang).to_owned());
        }
        let unit = self.metrics[0].unit(lang);
        if !self.labelled && !unit.is_empty() {
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
        match self.entities[..] {
            [entity] => {
                let name = self.dataset.entity_name(entity, lang);
                let args = [("entity", name.into()), ("metric", metrics.into())];
                tr_args(lang, "chart-title-entity-metric", &args)
            }
            _ => metrics,
        }
    }
}

/// Sources and periods, collected while marks are made.
#[derive(Default)]
pub(super) struct Cited {
    pub(super) sources: Vec<(crate::model::SourceId, String)>,
    pub(super) seen: HashSet<(crate::model::SourceId, String)>,
    pub(super) periods: BTreeSet<Period>,
}

impl Cited {
    fn add(&mut self, obs: &Obs<'_>) {
        self.periods.insert(obs.period());
        let key = (obs.source().clone(), obs.locator().to_owned());
        if self.seen.insert(key.clone()) {
            self.sources.push(key);
        }
    }
}

/// Each once, in order of first appearance.
fn unique<T: std::hash::Hash + Eq>(items: &[T]) -> impl Iterator<Item = &T> {
    let mut seen = HashSet::new();
    items.iter().filter(move |item| seen.insert(*item))
}

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

/// Whether a line may run from `a` to `b`: like periods, without one missing between.
fn follows(a: &Obs<'_>, b: &Obs<'_>) -> bool {
    let (p, q) = (a.period(), b.period());
    let adjacent = match p.kind() {
        // Days are snapshots; none is missing between two of them.
        PeriodKind::Day => true,
        _ => (q.start() - p.end()).abs() < 1e-6,
    };
    let like = p.kind() == q.kind() && (p.kind() != PeriodKind::Range || same_length(p, q));
    like && adjacent && a.definition() == b.definition()
}

fn same_length(p: Period, q: Period) -> bool {
    ((p.end() - p.start()) - (q.end() - q.start())).abs() < 1e-6
}

/// What a reader must be told about lines.
#[derive(Default)]
struct Breaks {
    gap: bool,
    redefined: bool,
    conflict: bool,
}

/// The points of one line.
fn points<'a>(
    found: &Found<'a>,
    metric: &Metric,
    groups: &[Vec<Vec<Obs<'a>>>],
    cited: &mut Cited,
    breaks: &mut Breaks,
) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut before: Option<Obs<'a>> = None;
    for group in groups {
        breaks.conflict |= group.len() > 1;
        for (i, alike) in group.iter().enumerate() {
            let obs = alike[0];
            let joined = i == 0 && before.is_some_and(|b| follows(&b, &obs));
            if let (0, false, Some(before)) = (i, joined, before) {
                let changed = before.definition() != obs.definition();
                breaks.redefined |= changed;
                breaks.gap |= !changed;
            }
            points.push(Point {
                x: obs.period().middle(),
                mark: found.mark(alike, metric, cited),
                joined,
                aside: i > 0,
            });
        }
        before = group.first().and_then(|alike| alike.first()).copied();
    }
    points
}

/// A half-year's sum is no point between those of whole years: where there are two of these, only they stay. Gives
/// whether something was left out.
fn keep_years(groups: &mut Vec<Vec<Vec<Obs<'_>>>>) -> bool {
    let is_year = |group: &Vec<Vec<Obs<'_>>>| group[0][0].period().kind() == PeriodKind::Year;
    let (all, years) = (
        groups.len(),
        groups.iter().filter(|group| is_year(group)).count(),
    );
    if years >= 2 {
        groups.retain(is_year);
    }
    groups.len() < all
}

/// One line per entity and metric.
pub(super) fn lines(
    spec: &ChartSpec,
    dataset: &Dataset,
    metrics: &[MetricId],
    entities: &[EntityId],
) -> Result<Draft, ChartError> {
    let found = Found::new(spec, dataset, metrics, entities)?;
    if found.mixed {
        let mut units: Vec<String> = Vec::new();
        for metric in &found.metrics {
            let unit = match metric.unit(spec.lang) {
                "" => metric.name(spec.lang),
                unit => unit,
            };
            if !units.iter().any(|u| u == unit) {
                units.push(unit.to_owned());
            }
        }
        return Err(ChartError::MixedUnits { units });
    }
    let (mut cited, mut series) = (Cited::default(), Vec::new());
    let mut breaks = Breaks::default();
    let (mut count, mut partial) = (0, false);
    for entity in &found.entities {
        for metric in &found.metrics {
            let mut groups = found.groups(entity, metric, spec.period);
            if spec.period == PeriodChoice::Auto {
                partial |= keep_years(&mut groups);
            }
            count += usize::from(!groups.is_empty());
            if !groups.is_empty() && count <= MAX_SERIES {
                let points = points(&found, metric, &groups, &mut cited, &mut breaks);
                let name = found.name(entity, metric);
                series.push(Series { name, points });
            }
        }
    }
    if count > MAX_SERIES {
        return Err(ChartError::TooManySeries { count });
    }
    if series.is_empty() {
        return Err(found.nothing(spec.period));
    }
    let lang = spec.lang;
    let mut subtitle = found.scope();
    subtitle.extend(period_range(&cited.periods, lang));
    let notes = [
        (breaks.gap, "chart-note-gap"),
        (breaks.redefined, "chart-note-redefined"),
        (breaks.conflict, "chart-note-conflict"),
        (partial, "chart-note-partial"),
    ];
    let base = found
        .metrics
        .iter()
        .all(|m| m.kind == MetricKind::Index)
        .then_some(100.0);
    Ok(Draft {
        title: line_title(&found, &series),
        subtitle,
        notes: picked(&notes, lang),
        cited: cited.sources,
        body: Body::Lines {
            series,
            inverted: found.metrics.iter().all(|m| rank(m)),
            base,
        },
    })
}

/// The finding of a single line: from what to what; otherwise the measure.
fn line_title(found: &Found<'_>, series: &[Series]) -> String {
    let plain = found.plain_title();
    let [only] = series else { return plain };
    let mut main = only.points.iter().filter(|p| !p.aside);
    let (Some(first), Some(last)) = (main.next(), main.next_back()) else {
        return plain;
    };
    let alike = |p: &Point| p.mark.period.map(|p| p.kind());
    if alike(first) != alike(last) {
        return plain;
    }
    let id = match last.mark.value.total_cmp(&first.mark.value) {
        _ if found.metrics.iter().all(|m| rank(m)) => "chart-title-changed",
        std::cmp::Ordering::Greater => "chart-title-rose",
        std::cmp::Ordering::Less => "chart-title-fell",
        std::cmp::Ordering::Equal => "chart-title-same",
    };
    let args = [
        ("what", plain.as_str().into()),
        ("from", first.mark.label.as_str().into()),
        ("to", last.mark.label.as_str().into()),
    ];
    tr_args(found.lang, id, &args)
}

/// Tells rows with different figures for the same thing apart: by scope, else by publisher.
pub(super) fn set_apart(name: &str, obs: &Obs<'_>, dataset: &Dataset, lang: Lang) -> String {
    let by = match obs.definition() {
        "" => dataset
            .source(obs.source())
            .map_or(obs.source().as_str(), |s| s.publisher.as_str()),
        definition => definition,
    };
    match lang {
        Lang::Zh => format!("{name}（{by}）"),
        Lang::En => format!("{name} ({by})"),
    }
}

/// The texts whose condition holds.
pub(super) fn picked(notes: &[(bool, &'static str)], lang: Lang) -> Vec<String> {
    let held = notes.iter().filter(|(holds, _)| *holds);
    held.map(|(_, id)| tr(lang, id).into_owned()).collect()
}
