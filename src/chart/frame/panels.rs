//! Small multiples: the same kind of plot once per entity or metric.

use super::kind::{Body, Kind};
use super::words::described;
use super::{ChartError, Draft, MAX_SERIES, Mark};
use crate::chart::spec::{ChartKind, ChartSpec, PanelBy, Panels as Choice, Subject};
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _};
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
        let of = |panel: &'_ Panel| panel.body.kind().marks().len();
        let mut marks = Vec::with_capacity(self.panels.iter().map(of).sum());
        for panel in &self.panels {
            let named = panel.body.kind().marks().into_iter();
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
    let found = super::found::Found::new(spec, dataset, metrics, entities)?;
    if !choice.free {
        found.one_unit()?;
    }
    let one = |subject: Subject| ChartSpec {
        subject,
        panels: None,
        ..spec.clone()
    };
    let parts: Vec<(String, String, ChartSpec)> = match choice.by {
        PanelBy::Entity => found
            .entities
            .iter()
            .map(|&id| {
                let subject = Subject::Metrics {
                    metrics: metrics.clone(),
                    entities: vec![id.clone()],
                };
                (
                    dataset.entity_name(id, spec.lang).to_owned(),
                    id.to_string(),
                    one(subject),
                )
            })
            .collect(),
        PanelBy::Metric => found
            .metrics
            .iter()
            .map(|metric| {
                let subject = Subject::Metrics {
                    metrics: vec![metric.id.clone()],
                    entities: entities.clone(),
                };
                (
                    metric.name(spec.lang).to_owned(),
                    metric.id.to_string(),
                    one(subject),
                )
            })
            .collect(),
    };
    if parts.len() > MAX_SERIES + 12 {
        return Err(ChartError::TooManySeries { count: parts.len() });
    }
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
                    name,
                    id,
                    body: draft.body,
                });
            }
            // A zone without figures has no panel; if none has, the first refusal stands for all.
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    if panels.is_empty() {
        return Err(refused.unwrap_or(ChartError::NothingWhole));
    }
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

impl Body {
    /// Whether all its marks are of one series.
    fn is_single(&self) -> bool {
        match self {
            Self::Lines(lines) => lines.series.len() + lines.references.len() == 1,
            Self::Columns(columns) => columns.matrix.parts.len() == 1,
            Self::Areas(areas) => areas.matrix.parts.len() == 1,
            _ => false,
        }
    }
}
