//! Small multiples: the same kind of plot once per entity or metric.

use std::borrow::Cow;

use super::cross::alike;
use super::found::{Found, given};
use super::kind::{Body, Kind, borrowed};
use super::line::{self, Lines, Series, marks_of};
use super::tracks::Tracks;
use super::words::{described, short_ticks_of};
use super::{ChartError, Draft, MAX_SERIES, Mark, matrix, overlays};
use crate::chart::spec::{ChartKind, ChartSpec, PanelBy, Panels as Choice, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId, Named as _};
use crate::text::{in_brackets, tr_args};

/// Plots a figure holds.
const MAX_PANELS: usize = 36;

/// One plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What stands above it.
    pub name: String,
    /// The id of its entity or metric.
    pub id: String,
    /// What is drawn in it.
    pub body: Body,
    /// As of [`super::Frame::short_ticks`], for this plot.
    pub short_ticks: bool,
}

/// Small multiples.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// In the specification's order.
    pub panels: Vec<Panel>,
    /// Whether each has a value axis of its own.
    pub free: bool,
}

impl Panel {
    /// What it is compared with.
    fn references(&self) -> &[Series] {
        match &self.body {
            Body::Lines(lines) => &lines.references,
            _ => &[],
        }
    }

    /// `name` after its own, unless that is said already.
    fn full<'a>(&self, name: Cow<'a, str>) -> Cow<'a, str> {
        let said = name.split(" · ").any(|part| part == self.name);
        match said {
            true => name,
            false => format!("{} · {name}", self.name).into(),
        }
    }
}

impl Panels {
    /// What all panels are compared with; empty where each is compared with something of its own.
    fn shared(&self) -> &[Series] {
        let first = self.panels.first().map_or(&[][..], Panel::references);
        match self.panels.iter().all(|panel| panel.references() == first) {
            true => first,
            false => &[],
        }
    }
}

impl Kind for Panels {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let shared = self.shared();
        let own = self.panels.iter().enumerate();
        let own = own.flat_map(|(i, panel)| match &panel.body {
            // What all panels are compared with is told once.
            Body::Lines(lines) if i > 0 && !shared.is_empty() => marks_of(&lines.series),
            body => body.kind().marks(),
        });
        own.collect()
    }

    /// Before the series stands the panel, which says enough where there is only one series.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let shared = self.shared();
        let own = self.panels.iter().map(|panel| match &panel.body {
            Body::Lines(lines) if !shared.is_empty() => borrowed(marks_of(&lines.series)),
            body => body.kind().named(),
        });
        let own: Vec<Vec<(Cow<'_, str>, &Mark)>> = own.collect();
        let one = alike(own.iter().flatten().map(|(name, _)| name));
        let mut named = Vec::new();
        for (i, (panel, own)) in self.panels.iter().zip(own).enumerate() {
            named.extend(own.into_iter().map(|(name, mark)| match one {
                true => (panel.name.as_str().into(), mark),
                false => (panel.full(name), mark),
            }));
            if i == 0 {
                named.extend(borrowed(marks_of(shared)));
            }
        }
        named
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        let n = self.panels.len().to_string();
        let mut said = vec![tr_args(lang, "chart-says-panels", &[("n", n.into())])];
        let colon = lang.pick("：", ": ");
        let comma = lang.pick("，", ", ");
        said.extend(described(self.panels.len(), lang, |i| {
            let panel = &self.panels[i];
            format!(
                "{}{colon}{}",
                panel.name,
                panel.body.kind().says(lang).join(comma)
            )
        }));
        said
    }

    fn hollow(&self) -> &'static str {
        self.panels
            .first()
            .map_or("chart-note-hollow-bars", |p| p.body.kind().hollow())
    }
}

/// Builds one plot per entity or metric.
pub(super) fn panels(
    spec: &ChartSpec,
    dataset: &Dataset,
    choice: Choice,
) -> Result<Draft, ChartError> {
    let Subject::Metrics { metrics, entities } = &spec.subject else {
        return Err(ChartError::NoTime);
    };
    if !matches!(
        spec.kind,
        ChartKind::Line
            | ChartKind::RankedBar
            | ChartKind::GroupedBar
            | ChartKind::StackedBar
            | ChartKind::StackedArea
    ) {
        return Err(ChartError::NoPanels);
    }
    // One entity has no place among others, and is the whole of itself; lines are made together.
    let among = matches!(spec.transform, Transform::Rank | Transform::Share);
    if among && choice.by == PanelBy::Entity && spec.kind != ChartKind::Line {
        return Err(ChartError::NotAmong);
    }
    let mut found = Found::new(spec, dataset, metrics, entities)?;
    if !choice.free {
        found.one_unit()?;
    }
    let count = match choice.by {
        PanelBy::Entity => found.entities.len(),
        PanelBy::Metric => found.metrics.len(),
    };
    if count > MAX_PANELS {
        return Err(ChartError::TooMany {
            kind: spec.kind,
            count,
            max: MAX_PANELS,
        });
    }
    // One base for all panels, where there is a period they share.
    let mut spec = Cow::Borrowed(spec);
    if spec.transform == Transform::Index(None) {
        let all = Tracks::new(&spec, dataset).ok();
        found.measure.base = all.and_then(|all| all.found.measure.base);
        spec.to_mut().transform = Transform::Index(found.measure.base);
    }
    let spec = spec.as_ref();
    let (panels, notes) = match (choice.by, spec.kind) {
        (PanelBy::Entity, ChartKind::Line) => lines_by_entity(spec, dataset)?,
        (by, _) => {
            let (order, left_out) = match ranks_everybody(spec, by) {
                true => matrix::order(spec, dataset, &found),
                false => (Vec::new(), None),
            };
            let parts = parts(spec, dataset, &found, by, &order);
            let (panels, notes) = one_by_one(dataset, parts)?;
            (panels, left_out.into_iter().chain(notes).collect())
        }
    };
    Ok(Draft {
        title: found.plain_title(),
        subtitle: match choice.by {
            PanelBy::Entity => found.scope(),
            // The units of several metrics differ, their base does not.
            PanelBy::Metric if found.measure.base.is_some() => found.scope(),
            PanelBy::Metric => found.scope().into_iter().take(1).collect(),
        },
        notes,
        cited: Vec::new(),
        body: Body::Panels(Panels {
            panels,
            free: choice.free,
        }),
    })
}

/// The lines of each entity, all made together: a share, a place or a mean is one among all panels.
fn lines_by_entity(
    spec: &ChartSpec,
    dataset: &Dataset,
) -> Result<(Vec<Panel>, Vec<String>), ChartError> {
    if spec.transform == Transform::Cagr {
        return Err(ChartError::OneFigureEach);
    }
    let all = Tracks::new(spec, dataset)?;
    all.found.one_unit()?;
    let count = all.found.metrics.len();
    if count > MAX_SERIES {
        return Err(ChartError::TooManySeries { count });
    }
    line::check_log(spec, &all.tracks)?;
    let mut notes = all.break_notes(spec);
    notes.extend(all.notes(spec));
    let references = overlays::lines(spec, dataset, &all);
    let Tracks { found, tracks, .. } = all;
    let mut panels: Vec<Panel> = Vec::new();
    for mut track in tracks {
        let id = track.entity.to_string();
        if found.metrics.len() > 1 {
            track.name = track.metric.name(spec.lang).to_owned();
            track.id = track.metric.id.to_string();
        }
        let place = dataset.entity_name(track.entity, spec.lang).to_owned();
        let series = Series::of(track);
        match panels.last_mut() {
            Some(Panel {
                id: last,
                body: Body::Lines(lines),
                ..
            }) if *last == id => lines.series.push(series),
            _ => panels.push(Panel {
                name: place,
                id,
                short_ticks: short_ticks_of(spec, dataset),
                body: Body::Lines(Lines {
                    series: vec![series],
                    references: references.clone(),
                    inverted: found.measure.ranks,
                    base: line::base(&found),
                }),
            }),
        }
    }
    Ok((panels, notes))
}

/// Whether each panel would rank everybody for itself: the only groups of one metric that are zones.
fn ranks_everybody(spec: &ChartSpec, by: PanelBy) -> bool {
    let by_zone = spec.kind == ChartKind::GroupedBar && spec.transform == Transform::Cagr;
    given(spec).is_empty() && by_zone && by == PanelBy::Metric
}

/// Name, id and specification of each panel; who is in `order` stands in that order.
fn parts(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
    by: PanelBy,
    order: &[EntityId],
) -> Vec<(String, String, ChartSpec)> {
    let metrics: Vec<MetricId> = found.metrics.iter().map(|m| m.id.clone()).collect();
    let one = |metrics: Vec<MetricId>, entities: Vec<EntityId>| ChartSpec {
        subject: Subject::Metrics { metrics, entities },
        panels: None,
        ..spec.clone()
    };
    match by {
        PanelBy::Entity => {
            let entities = found.entities.iter().map(|&id| {
                let name = dataset.entity_name(id, spec.lang).to_owned();
                (name, id.to_string(), one(metrics.clone(), vec![id.clone()]))
            });
            entities.collect()
        }
        PanelBy::Metric => {
            let metrics = found.metrics.iter().map(|metric| {
                let name = metric.name(spec.lang).to_owned();
                let id = metric.id.clone();
                let has = |e: &EntityId| dataset.observations().series(e, &id).next().is_some();
                let entities = match order.iter().any(has) {
                    true => order.to_vec(),
                    false => given(spec).to_vec(),
                };
                (name, id.to_string(), one(vec![id], entities))
            });
            metrics.collect()
        }
    }
}

/// Where the panels share no base, each says its own.
fn with_base(name: String, spec: &ChartSpec, dataset: &Dataset) -> String {
    let Transform::Index(None) = spec.transform else {
        return name;
    };
    let base = Tracks::new(spec, dataset).ok();
    let base = base.map(|all| all.found.measure.unit(all.found.metrics[0]));
    in_brackets(&name, &[&base.unwrap_or_default()], spec.lang)
}

/// A draft for each; what has no figures has no panel, and if none has, the first refusal stands for all. Any other
/// refusal does so at once.
fn one_by_one(
    dataset: &Dataset,
    parts: Vec<(String, String, ChartSpec)>,
) -> Result<(Vec<Panel>, Vec<String>), ChartError> {
    let (mut panels, mut notes, mut refused) = (Vec::new(), Vec::<String>::new(), None);
    for (name, id, spec) in parts {
        match super::draft(&spec, dataset) {
            Ok(draft) => {
                for note in draft.notes {
                    if !notes.contains(&note) {
                        notes.push(note);
                    }
                }
                panels.push(Panel {
                    name: with_base(name, &spec, dataset),
                    id,
                    short_ticks: short_ticks_of(&spec, dataset),
                    body: draft.body,
                });
            }
            Err(
                error @ (ChartError::NoFigures { .. }
                | ChartError::NoFiguresThen { .. }
                | ChartError::NothingMade
                | ChartError::NothingWhole
                | ChartError::NoBase
                | ChartError::NoDivisor { .. }
                | ChartError::OtherScope { .. }
                | ChartError::OneFigureEach),
            ) => refused = refused.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    match panels.is_empty() {
        true => Err(refused.unwrap_or(ChartError::NothingWhole)),
        false => Ok((panels, notes)),
    }
}
