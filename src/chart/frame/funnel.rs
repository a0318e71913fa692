//! Stages of one entity, each a part of the one before → a funnel.

use super::cross::{Stated, scope_notes, unsuited};
use super::kind::Kind;
use super::tracks::{Track, Tracks};
use super::{Body, ChartError, Draft, Mark};
use crate::chart::spec::{ChartKind, ChartSpec};
use crate::dataset::Dataset;
use crate::model::{Lang, MetricId, Named as _, Period, Qualifier, format_number};
use crate::text::{in_brackets, tr, tr_args};

/// Stages a figure holds.
const MAX_STAGES: usize = 12;

/// One stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What is counted.
    pub name: String,
    /// Id of the metric.
    pub metric: MetricId,
    /// How many.
    pub stated: Stated,
    /// Share of the first stage, %; `None` of the first itself.
    pub of_first: Option<String>,
    /// Share of the stage before, %; `None` of the first.
    pub of_before: Option<String>,
    /// Keeps its colour where others are grey.
    pub highlight: bool,
}

/// Stages from the first to the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// In the specification's order.
    pub stages: Vec<Stage>,
}

impl Kind for Funnel {
    /// Every figure with its stage's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        self.stages
            .iter()
            .flat_map(|s| s.stated.marks().map(|mark| (s.name.as_str(), mark)))
            .collect()
    }

    /// Stage by stage.
    fn says(&self, lang: Lang) -> Vec<String> {
        let mut said = vec![tr_args(
            lang,
            "chart-says-funnel",
            &[("n", self.stages.len().into())],
        )];
        let stages = self.stages.iter().map(|stage| {
            let share = stage.of_first.as_deref();
            let first = share.map(|s| tr_args(lang, "chart-of-first", &[("share", s.into())]));
            let said = format!("{} {}", stage.name, stage.stated.mark.label);
            in_brackets(&said, &[&first.unwrap_or_default()], lang)
        });
        said.push(stages.collect::<Vec<_>>().join(lang.pick("，", ", ")));
        said
    }
}

/// One stage per metric, in order.
pub(super) fn funnel(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let refuse = |needs| unsuited(ChartKind::Funnel, needs);
    let tracks = Tracks::new(spec, dataset)?;
    let found = &tracks.found;
    if found.metrics.len() < 2 {
        return Err(refuse("chart-needs-stages"));
    }
    if found.metrics.len() > MAX_STAGES {
        return Err(ChartError::TooMany {
            kind: ChartKind::Funnel,
            count: found.metrics.len(),
            max: MAX_STAGES,
        });
    }
    let entity = tracks.tracks[0].entity;
    if tracks.tracks.iter().any(|track| track.entity != entity) {
        return Err(refuse("chart-needs-one-entity"));
    }
    if found.measure.mixed {
        return Err(refuse("chart-needs-one-unit"));
    }
    // Stages of other periods are no stages; a metric without a figure is none either.
    let period = common_period(&tracks)
        .filter(|_| tracks.tracks.len() == found.metrics.len())
        .ok_or_else(|| refuse("chart-needs-one-period"))?;
    let (mut stages, mut definitions) = (Vec::<Stage>::new(), Vec::new());
    for track in &tracks.tracks {
        let own = track.places().filter(|(p, _)| *p == period);
        let definition = own
            .map(|(_, definition)| definition)
            .min()
            .unwrap_or_default();
        let Some(stated) = track.stated(period, definition) else {
            continue;
        };
        definitions.push(definition);
        let share = |of: Option<&Stage>| of.and_then(|of| share(&stated, &of.stated, lang));
        stages.push(Stage {
            name: found.measure.of(track.metric.name(lang)),
            metric: track.metric.id.clone(),
            of_first: share(stages.first()),
            of_before: share(stages.last()),
            stated,
            highlight: track.highlight,
        });
    }
    let values = || stages.iter().map(|s| s.stated.value());
    if values().any(|v| v < 0.0) || !values().next().is_some_and(|v| v > 0.0) {
        return Err(refuse("chart-needs-positive"));
    }
    if stages
        .windows(2)
        .any(|w| w[1].stated.value() > w[0].stated.value())
    {
        return Err(refuse("chart-needs-falling-stages"));
    }
    let mut subtitle = found.scope();
    subtitle.insert(0, dataset.entity_name(entity, lang).to_owned());
    subtitle.dedup();
    let mut notes = scope_notes(definitions.into_iter(), lang);
    notes.push(tr(lang, "chart-note-funnel").into_owned());
    Ok(Draft {
        title: title(dataset.entity_name(entity, lang), &stages, lang),
        subtitle,
        notes,
        cited: Vec::new(),
        body: Body::Funnel(Funnel { stages }),
    })
}

/// The latest period of which every track has a figure.
fn common_period(tracks: &Tracks<'_>) -> Option<Period> {
    let (first, rest) = tracks.tracks.split_first()?;
    let has = |track: &Track<'_>, period| track.places().any(|(p, _)| p == period);
    let periods = first.places().map(|(period, _)| period);
    periods
        .filter(|period| rest.iter().all(|track| has(track, *period)))
        .max()
}

/// `79.4%`, with 约 when one of the two is approximate.
fn share(part: &Stated, whole: &Stated, lang: Lang) -> Option<String> {
    if whole.value() <= 0.0 {
        return None;
    }
    let about = match part.mark.approximate || whole.mark.approximate {
        true => Qualifier::About.mark(lang),
        false => "",
    };
    let share = format_number(100.0 * part.value() / whole.value(), 1);
    Some(format!("{about}{share}%"))
}

/// What becomes of the first stage.
fn title(entity: &str, stages: &[Stage], lang: Lang) -> String {
    let (Some(first), Some(last)) = (stages.first(), stages.last()) else {
        return entity.to_owned();
    };
    let args = [
        ("entity", entity.into()),
        ("first", first.name.as_str().into()),
        ("a", first.stated.mark.label.as_str().into()),
        ("last", last.name.as_str().into()),
        ("b", last.stated.mark.label.as_str().into()),
    ];
    tr_args(lang, "chart-title-funnel", &args)
}
