//! Two periods of one metric, or two metrics of one unit, per entity → dumbbells.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cross::{Section, better, half_note, range_note, scope_notes, top, unsuited};
use super::kind::Kind;
use super::slope::{Change, change_title, changes, changes_in_words};
use super::tracks::{Track, Tracks};
use super::{Body, ChartError, Draft, Level, Mark, overlays};
use crate::chart::spec::{ChartKind, ChartSpec, Subject};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, Metric, Named as _};
use crate::text::tr_args;

/// Two dots and what lies between, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Dumbbell {
    /// What the two dots are.
    pub ends: [String; 2],
    /// Whether they are two metrics rather than two periods.
    pub metrics: bool,
    /// From the top down: the highest second figure first, of ranks the lowest.
    pub rows: Vec<Change>,
    /// Values to compare the second figures with.
    pub levels: Vec<Level>,
    /// Whether small values are the better ones (ranks).
    pub inverted: bool,
    /// Whether equal steps multiply.
    pub log: bool,
    /// Lowest and highest value shown; `None`: what the data need.
    pub range: Option<(f64, f64)>,
}

impl Kind for Dumbbell {
    /// Every figure with its line's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let rows = self.rows.iter().flat_map(Change::marks);
        let levels = self.levels.iter().map(|l| (l.name.as_str(), &l.mark));
        rows.chain(levels).collect()
    }

    /// After the row stands the metric, where there are two.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let mut named = Vec::new();
        for row in &self.rows {
            for (stated, end) in [&row.from, &row.to].into_iter().zip(&self.ends) {
                let name: Cow<'_, str> = match self.metrics {
                    true => format!("{} · {end}", row.name).into(),
                    false => row.name.as_str().into(),
                };
                named.extend(stated.marks().map(|mark| (name.clone(), mark)));
            }
        }
        let levels = self.levels.iter();
        named.extend(levels.map(|l| (l.name.as_str().into(), &l.mark)));
        named
    }

    /// How many rose and fell, and who most.
    fn says(&self, lang: Lang) -> Vec<String> {
        let said = tr_args(
            lang,
            "chart-says-dumbbell",
            &[("n", self.rows.len().into())],
        );
        let mut said = vec![said];
        said.extend(changes_in_words(
            &self.rows,
            &self.ends,
            self.inverted,
            lang,
        ));
        let level = |level: &Level| format!("{} {}", level.name, level.mark.label);
        said.extend(self.levels.iter().map(level));
        said
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-points"
    }
}

/// One row per entity that has both figures.
pub(super) fn dumbbell(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    match &spec.subject {
        Subject::Metrics { metrics, .. } if metrics.len() == 2 => of_metrics(spec, dataset),
        Subject::Metrics { metrics, .. } if metrics.len() > 2 => Err(unsuited(
            ChartKind::Dumbbell,
            "chart-needs-one-or-two-metrics",
        )),
        _ => of_periods(spec, dataset),
    }
}

fn of_periods(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let found = changes(spec, dataset, ChartKind::Dumbbell)?;
    let subtitle = found.tracks.found.scope();
    let plain = found.tracks.found.plain_title();
    let inverted = found.tracks.found.measure.ranks;
    let title = change_title(&plain, &found.changes, &found.ends, inverted, lang);
    let metric = found.tracks.found.one_metric();
    let levels = levels(spec, dataset, &found.tracks, metric, &found.changes);
    let (body, mut notes) = body(spec, found.changes, levels, found.ends, inverted);
    notes.extend(found.notes);
    Ok(Draft {
        title,
        subtitle,
        notes,
        cited: Vec::new(),
        body,
    })
}

fn of_metrics(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let refuse = |needs| unsuited(ChartKind::Dumbbell, needs);
    let tracks = Tracks::new(spec, dataset)?;
    let [first, second] = tracks.found.metrics[..] else {
        return Err(refuse("chart-needs-one-or-two-metrics"));
    };
    if tracks.found.measure.mixed {
        return Err(refuse("chart-needs-one-unit"));
    }
    let both = || refuse("chart-needs-both");
    let section = |metric: &Metric| Section::of(&tracks, &metric.id).ok_or_else(both);
    let sections = [section(first)?, section(second)?];
    let all = || tracks.tracks.iter();
    let seconds: HashMap<&EntityId, &Track<'_>> = all()
        .filter(|t| t.metric.id == second.id)
        .map(|t| (t.entity, t))
        .collect();
    let (mut rows, mut half) = (Vec::new(), 0);
    for track in all().filter(|t| t.metric.id == first.id) {
        let other = seconds
            .get(track.entity)
            .and_then(|t| sections[1].stated(t));
        let (Some(from), Some(to)) = (sections[0].stated(track), other) else {
            half += 1;
            continue;
        };
        rows.push(Change {
            name: dataset.entity_name(track.entity, lang).to_owned(),
            entity: track.entity.clone(),
            metric: second.id.clone(),
            from,
            to,
            highlight: track.highlight,
        });
    }
    if rows.is_empty() {
        return Err(both());
    }
    // Where the metrics' periods differ, each end says its own.
    let differ = sections[0].period != sections[1].period;
    let end = |metric: &Metric, section: &Section| match differ {
        true => format!("{} {}", metric.name(lang), section.period.display(lang)),
        false => metric.name(lang).to_owned(),
    };
    let ends = [end(first, &sections[0]), end(second, &sections[1])];
    let subtitle = tracks.found.scope();
    let levels = levels(spec, dataset, &tracks, Some(second), &rows);
    let inverted = tracks.found.measure.ranks;
    let (body, mut notes) = body(spec, rows, levels, ends, inverted);
    notes.extend(scope_notes(
        sections.iter().map(|s| s.definition.as_str()),
        lang,
    ));
    notes.extend(half_note(half, lang));
    Ok(Draft {
        title: tracks.found.plain_title(),
        subtitle,
        notes,
        cited: Vec::new(),
        body,
    })
}

/// What the second figures of all rows are compared with.
fn levels(
    spec: &ChartSpec,
    dataset: &Dataset,
    tracks: &Tracks<'_>,
    metric: Option<&Metric>,
    rows: &[Change],
) -> Vec<Level> {
    let marks: Vec<&Mark> = rows.iter().map(|row| &row.to.mark).collect();
    overlays::levels(spec, dataset, &tracks.found, metric, &marks)
}

/// Sorts the rows and cuts them to what a figure holds.
fn body(
    spec: &ChartSpec,
    mut rows: Vec<Change>,
    mut levels: Vec<Level>,
    ends: [String; 2],
    inverted: bool,
) -> (Body, Vec<String>) {
    for level in &mut levels {
        level.name = format!("{} · {}", level.name, ends[1]);
    }
    rows.sort_by(|a, b| better(a.to.value(), b.to.value(), inverted));
    let mut notes: Vec<String> = top(&mut rows, spec.lang).into_iter().collect();
    notes.extend(range_note(
        rows.iter().flat_map(|c| [&c.from, &c.to]),
        spec.lang,
    ));
    let positive = rows
        .iter()
        .all(|c| c.from.value() > 0.0 && c.to.value() > 0.0);
    let positive = positive && levels.iter().all(|level| level.mark.value > 0.0);
    let body = Body::Dumbbell(Dumbbell {
        ends,
        metrics: matches!(&spec.subject, Subject::Metrics { metrics, .. } if metrics.len() == 2),
        rows,
        levels,
        inverted,
        log: spec.y.log && positive,
        range: spec.y.range,
    });
    (body, notes)
}
