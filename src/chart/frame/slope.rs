//! One metric in two periods → slopes.

use std::collections::HashMap;

use super::cross::{Pair, Stated, better, half_note, range_note, scope_notes, unsuited};
use super::kind::Kind;
use super::tracks::Tracks;
use super::{Body, ChartError, Draft, MAX_BARS, Mark, overlays};
use crate::chart::spec::{ChartKind, ChartSpec, PeriodChoice};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId};
use crate::text::tr_args;

/// One entity or metric, then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// Id of the entity.
    pub entity: EntityId,
    /// Id of the metric.
    pub metric: MetricId,
    /// The first figure.
    pub from: Stated,
    /// The second.
    pub to: Stated,
    /// Keeps its colour where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
}

impl Change {
    /// By how much the value differs.
    pub fn difference(&self) -> f64 {
        self.to.value() - self.from.value()
    }

    /// By how much it rose; of ranks (`inverted`) a smaller number is a rise.
    pub fn rise(&self, inverted: bool) -> f64 {
        match inverted {
            true => -self.difference(),
            false => self.difference(),
        }
    }

    /// Both figures in words.
    fn told(&self) -> String {
        let (from, to) = (&self.from.mark.label, &self.to.mark.label);
        format!("{} {from} → {to}", self.name)
    }

    /// Every figure with the name.
    pub(super) fn marks(&self) -> impl Iterator<Item = (&str, &Mark)> {
        let marks = self.from.marks().chain(self.to.marks());
        marks.map(|mark| (self.name.as_str(), mark))
    }
}

/// Lines from one period to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// What stands above the two ends.
    pub ends: [String; 2],
    /// The lines, highest at the second end first, of ranks the smallest.
    pub lines: Vec<Change>,
    /// Lines of comparison, drawn dashed.
    pub references: Vec<Change>,
    /// Whether small values stand on top (ranks).
    pub inverted: bool,
    /// Whether equal steps multiply.
    pub log: bool,
}

impl Kind for Slope {
    /// Every figure with its line's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let all = self.lines.iter().chain(&self.references);
        all.flat_map(Change::marks).collect()
    }

    /// How many rose and fell, and who most.
    fn says(&self, lang: Lang) -> Vec<String> {
        let said = tr_args(lang, "chart-says-slope", &[("n", self.lines.len().into())]);
        let mut said = vec![said];
        said.extend(changes_in_words(
            &self.lines,
            &self.ends,
            self.inverted,
            lang,
        ));
        said.extend(self.references.iter().map(Change::told));
        said
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-points"
    }
}

/// How many rose and fell, and who most.
pub(super) fn changes_in_words(
    changes: &[Change],
    ends: &[String; 2],
    inverted: bool,
    lang: Lang,
) -> Vec<String> {
    let (up, down) = moved(changes, inverted);
    let args = [
        ("from", ends[0].as_str().into()),
        ("to", ends[1].as_str().into()),
        ("up", up.into()),
        ("down", down.into()),
    ];
    let mut said = vec![tr_args(lang, "chart-says-moved", &args)];
    let by = |a: &&Change, b: &&Change| a.rise(inverted).total_cmp(&b.rise(inverted));
    let (least, most) = (changes.iter().min_by(by), changes.iter().max_by(by));
    if let (Some(least), Some(most), true) = (least, most, changes.len() > 1) {
        let args = [("most", most.told().into()), ("least", least.told().into())];
        said.push(tr_args(lang, "chart-says-most-moved", &args));
    }
    said
}

/// How many rose, how many fell.
pub(super) fn moved(changes: &[Change], inverted: bool) -> (usize, usize) {
    let count = |way: fn(f64) -> bool| changes.iter().filter(|c| way(c.rise(inverted))).count();
    (count(|d| d > 0.0), count(|d| d < 0.0))
}

/// What was found in two periods.
pub(super) struct Changes<'a> {
    pub(super) tracks: Tracks<'a>,
    pub(super) ends: [String; 2],
    pub(super) changes: Vec<Change>,
    pub(super) notes: Vec<String>,
}

/// One change per entity and metric that has figures of one definition in both periods.
pub(super) fn changes<'a>(
    spec: &'a ChartSpec,
    dataset: &'a Dataset,
    kind: ChartKind,
) -> Result<Changes<'a>, ChartError> {
    let lang = spec.lang;
    let tracks = Tracks::new(spec, dataset)?;
    if tracks.found.measure.mixed {
        return Err(unsuited(kind, "chart-needs-one-unit"));
    }
    let two = || unsuited(kind, "chart-needs-two-periods");
    let metrics = &tracks.found.metrics;
    let pair = metrics
        .iter()
        .find_map(|m| Pair::of(&tracks, &m.id, spec.period))
        .ok_or_else(two)?;
    // Each metric has definitions of its own; the two periods are those of the first that has two.
    let same = PeriodChoice::Range(pair.first, pair.last);
    let own: HashMap<&MetricId, Pair> = metrics
        .iter()
        .filter_map(|m| Some((&m.id, Pair::of(&tracks, &m.id, same)?)))
        .filter(|(_, own)| (own.first, own.last) == (pair.first, pair.last))
        .collect();
    let (mut changes, mut half) = (Vec::new(), 0);
    for track in &tracks.tracks {
        let own = own.get(&track.metric.id);
        let at = |period| track.stated(period, &own?.definition);
        let (Some(from), Some(to)) = (at(pair.first), at(pair.last)) else {
            half += 1;
            continue;
        };
        changes.push(Change {
            name: track.name.clone(),
            entity: track.entity.clone(),
            metric: track.metric.id.clone(),
            from,
            to,
            highlight: track.highlight,
        });
    }
    if changes.is_empty() {
        return Err(two());
    }
    let mut notes = scope_notes(own.values().map(|own| own.definition.as_str()), lang);
    notes.extend(half_note(half, lang));
    notes.extend(range_note(
        changes.iter().flat_map(|c| [&c.from, &c.to]),
        lang,
    ));
    Ok(Changes {
        ends: [pair.first.display(lang), pair.last.display(lang)],
        changes,
        notes,
        tracks,
    })
}

/// Lines from one period to another.
pub(super) fn slope(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let found = changes(spec, dataset, ChartKind::Slope)?;
    let mut lines = found.changes;
    if lines.len() > MAX_BARS {
        let count = lines.len();
        return Err(ChartError::TooMany {
            kind: ChartKind::Slope,
            count,
            max: MAX_BARS,
        });
    }
    let references = overlays::changes(spec, dataset, &found.tracks.found, &lines);
    let log = spec.y.log
        && lines
            .iter()
            .chain(&references)
            .all(|c| c.from.value() > 0.0 && c.to.value() > 0.0);
    let inverted = found.tracks.found.measure.ranks;
    lines.sort_by(|a, b| better(a.to.value(), b.to.value(), inverted));
    let subtitle = found.tracks.found.scope();
    let plain = found.tracks.found.plain_title();
    Ok(Draft {
        title: change_title(&plain, &lines, &found.ends, inverted, lang),
        subtitle,
        notes: found.notes,
        cited: Vec::new(),
        body: Body::Slope(Slope {
            ends: found.ends,
            lines,
            references,
            inverted,
            log,
        }),
    })
}

/// The measure, and how many of all rose.
pub(super) fn change_title(
    plain: &str,
    changes: &[Change],
    ends: &[String; 2],
    inverted: bool,
    lang: Lang,
) -> String {
    let (up, down) = moved(changes, inverted);
    let n = changes.len();
    let (id, moved) = if up >= down {
        ("chart-title-up", up)
    } else {
        ("chart-title-down", down)
    };
    if n < 2 {
        return plain.to_owned();
    }
    let args = [
        ("what", plain.into()),
        ("from", ends[0].as_str().into()),
        ("to", ends[1].as_str().into()),
        ("n", n.into()),
        ("moved", moved.into()),
    ];
    tr_args(lang, id, &args)
}
