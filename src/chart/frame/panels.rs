//! Small multiples: the same kind of plot once per entity or metric.

use super::found::Found;
use super::kind::{Body, Kind};
use super::line::{self, Lines, Series, marks_of};
use super::tracks::Tracks;
use super::words::described;
use super::{ChartError, Draft, MAX_SERIES, Mark, overlays};
use crate::chart::spec::{ChartKind, ChartSpec, PanelBy, Panels as Choice, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId, Named as _};
use crate::text::tr_args;

/// One plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What stands above it.
    pub name: String,
    /// The id of its entity or metric.
    pub id: String,
    /// What is drawn in it.
    pub body: Body,
}

/// Small multiples.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// In the specification's order.
    pub panels: Vec<Panel>,
    /// Whether each has a value axis of its own.
    pub free: bool,
}

impl Kind for Panels {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let shared = match self.panels.first().map(|panel| &panel.body) {
            Some(Body::Lines(lines)) => &lines.references[..],
            _ => &[],
        };
        let mut marks = Vec::new();
        for (i, panel) in self.panels.iter().enumerate() {
            let named = match &panel.body {
                // What all panels are compared with is told once.
                Body::Lines(lines) if i > 0 && lines.references == shared => {
                    marks_of(&lines.series)
                }
                body => body.kind().marks(),
            };
            let named = named.into_iter();
            // One series in a panel is named by the panel.
            marks.extend(named.map(|(name, mark)| match panel.body.is_single() {
                true => (panel.name.as_str(), mark),
                false => (name, mark),
            }));
        }
        marks
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
    let found = Found::new(spec, dataset, metrics, entities)?;
    if !choice.free {
        found.one_unit()?;
    }
    let count = match choice.by {
        PanelBy::Entity => found.entities.len(),
        PanelBy::Metric => found.metrics.len(),
    };
    if count > MAX_SERIES + 12 {
        return Err(ChartError::TooManySeries { count });
    }
    let (panels, notes) = match (choice.by, spec.kind) {
        (PanelBy::Entity, ChartKind::Line) => lines_by_entity(spec, dataset)?,
        _ => one_by_one(dataset, parts(spec, dataset, &found, choice.by))?,
    };
    Ok(Draft {
        title: found.plain_title(),
        subtitle: match choice.by {
            PanelBy::Entity => found.scope(),
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

/// Name, id and specification of each panel.
fn parts(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
    by: PanelBy,
) -> Vec<(String, String, ChartSpec)> {
    let metrics: Vec<MetricId> = found.metrics.iter().map(|m| m.id.clone()).collect();
    let given = match &spec.subject {
        Subject::Metrics { entities, .. } => entities.clone(),
        _ => Vec::new(),
    };
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
                (name, id.to_string(), one(vec![id], given.clone()))
            });
            metrics.collect()
        }
    }
}

/// A draft for each; what has no figures has no panel, and if none has, the first refusal stands for all.
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
                let body = draft.body;
                panels.push(Panel { name, id, body });
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match panels.is_empty() {
        true => Err(refused.unwrap_or(ChartError::NothingWhole)),
        false => Ok((panels, notes)),
    }
}

impl Body {
    /// Whether all its marks are of one series.
    fn is_single(&self) -> bool {
        match self {
            Self::Lines(lines) => lines.series.len() + lines.references.len() == 1,
            _ => self.matrix().is_some_and(|matrix| matrix.parts.len() == 1),
        }
    }
}
