//! One metric of one entity over time → from the first figure, by its rises and falls, to the last.

use std::collections::BTreeMap;

use super::cross::{Stated, range_note, scope_notes, unsuited};
use super::kind::Kind;
use super::tracks::{Track, Tracks};
use super::{Body, ChartError, Draft, Mark};
use crate::chart::spec::{ChartKind, ChartSpec};
use crate::dataset::Dataset;
use crate::model::{Lang, MetricKind, Period, PeriodKind, format_value};
use crate::text::{tr, tr_args};

/// Steps a figure holds.
const MAX_STEPS: usize = 40;

/// One figure, and how it was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its period as a person reads it.
    pub period: String,
    /// The figure.
    pub stated: Stated,
    /// Difference to the figure before; `None` of the first.
    pub change: Option<f64>,
    /// The difference in words: `+1.6`.
    pub label: String,
    /// Whether periods are missing between this figure and the one before.
    pub after_gap: bool,
}

/// From the first figure to the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// In order of time; at least two.
    pub steps: Vec<Step>,
    /// Name of the entity, for tables.
    pub name: String,
}

impl Kind for Waterfall {
    /// Every figure with the entity's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        self.steps
            .iter()
            .flat_map(|s| s.stated.marks().map(|mark| (self.name.as_str(), mark)))
            .collect()
    }

    /// From where to where, by which steps.
    fn says(&self, lang: Lang) -> Vec<String> {
        let mut said = vec![tr_args(
            lang,
            "chart-says-waterfall",
            &[("n", self.steps.len().saturating_sub(1).into())],
        )];
        let steps = self.steps.iter().map(|step| match step.change {
            None => format!("{} {}", step.period, step.stated.mark.label),
            Some(_) => format!(
                "{} {} → {}",
                step.period, step.label, step.stated.mark.label
            ),
        });
        said.push(steps.collect::<Vec<_>>().join(lang.pick("，", ", ")));
        said
    }
}

/// The kind of period and definition with most figures, and its periods.
fn basis<'t>(track: &'t Track<'_>) -> Option<(Vec<Period>, &'t str)> {
    let mut having: BTreeMap<(PeriodKind, &str), Vec<Period>> = BTreeMap::new();
    for (period, definition) in track.places() {
        let periods = having.entry((period.kind(), definition)).or_default();
        if periods.last() != Some(&period) {
            periods.push(period);
        }
    }
    let best = having
        .into_iter()
        .max_by_key(|((kind, definition), periods)| {
            let plain = (definition.is_empty(), *kind == PeriodKind::Year);
            (periods.len(), plain)
        });
    best.map(|((_, definition), periods)| (periods, definition))
}

/// From the first figure of one metric to its last.
pub(super) fn waterfall(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let refuse = |needs| unsuited(ChartKind::Waterfall, needs);
    let tracks = Tracks::new(spec, dataset)?;
    let [track] = &tracks.tracks[..] else {
        return Err(refuse("chart-needs-one-series"));
    };
    if tracks.found.measure.ranks || track.metric.kind == MetricKind::Date {
        return Err(refuse("chart-needs-amounts"));
    }
    let (periods, definition) = basis(track).unwrap_or_default();
    if periods.len() < 2 {
        return Err(refuse("chart-needs-two-periods"));
    }
    if periods.len() > MAX_STEPS {
        return Err(ChartError::TooMany {
            kind: ChartKind::Waterfall,
            count: periods.len(),
            max: MAX_STEPS,
        });
    }
    let mut steps = Vec::<Step>::new();
    let mut before: Option<Period> = None;
    for period in periods {
        let Some(stated) = track.stated(period, definition) else {
            continue;
        };
        let change = steps.last().map(|s| stated.value() - s.stated.value());
        let day = period.kind() == PeriodKind::Day;
        steps.push(Step {
            period: period.display(lang),
            label: change.map_or_else(String::new, |change| signed(change, lang)),
            change,
            after_gap: !day && before.is_some_and(|b| (period.start() - b.end()).abs() > 1e-6),
            stated,
        });
        before = Some(period);
    }
    let subtitle = tracks.found.scope();
    let mut notes = scope_notes(std::iter::once(definition), lang);
    if steps.iter().any(|s| s.after_gap) {
        notes.push(tr(lang, "chart-note-step-over-gap").into_owned());
    }
    notes.extend(range_note(steps.iter().map(|s| &s.stated), lang));
    let plain = tracks.found.plain_title();
    Ok(Draft {
        title: title(&plain, &steps, lang),
        subtitle,
        notes,
        cited: Vec::new(),
        body: Body::Waterfall(Waterfall {
            steps,
            name: track.name.clone(),
        }),
    })
}

/// `+1.6`, `−0.3`: no more decimals than the figures need.
fn signed(change: f64, lang: Lang) -> String {
    // Differences of decimals carry dust: 105.5 − 103.9.
    let clean = (change * 1e6).round() / 1e6;
    let plain = format_value(clean.abs(), lang);
    match clean.total_cmp(&0.0) {
        std::cmp::Ordering::Greater => format!("+{plain}"),
        std::cmp::Ordering::Less => format!("−{plain}"),
        std::cmp::Ordering::Equal => format!("±{plain}"),
    }
}

/// The finding: from what to what.
fn title(plain: &str, steps: &[Step], lang: Lang) -> String {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return plain.to_owned();
    };
    let id = match last.stated.value().total_cmp(&first.stated.value()) {
        std::cmp::Ordering::Greater => "chart-title-rose",
        std::cmp::Ordering::Less => "chart-title-fell",
        std::cmp::Ordering::Equal => "chart-title-same",
    };
    let args = [
        ("what", plain.into()),
        ("from", first.stated.mark.label.as_str().into()),
        ("to", last.stated.mark.label.as_str().into()),
    ];
    tr_args(lang, id, &args)
}
