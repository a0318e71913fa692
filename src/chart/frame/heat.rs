//! Entities × periods, entities × metrics, documents × heads → coloured cells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cross::{
    Section, Stated, better, left_out_note, measured, range_note, scope_notes, unsuited,
};
use super::found::given;
use super::kind::Kind;
use super::ramp::{Ramp, classed};
use super::tracks::{Track, Tracks};
use super::{Body, ChartError, Draft, MAX_BARS, Mark, overlays, words};
use crate::chart::spec::{ChartKind, ChartSpec, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, Metric, MetricId, Period};
use crate::text::{tr, tr_args};

/// Columns a figure holds.
pub const MAX_COLUMNS: usize = 40;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatColumn {
    /// What stands above it.
    pub name: String,
    /// What tells it from the others: a period, a metric, a head.
    pub id: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What stands before it.
    pub name: String,
    /// What tells it from the others: an entity, a metric, a document.
    pub id: String,
    /// Whether it is pointed out; `true` for all when none is.
    pub highlight: bool,
    /// One per column; `None` where there is no figure.
    pub cells: Vec<Option<Stated>>,
}

/// Whose ramp a cell's colour is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RampOf {
    /// All cells share one.
    All,
    /// Each column has its own.
    Column,
    /// Each row has its own.
    Row,
}

/// Coloured cells.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMap {
    /// From the top down.
    pub rows: Vec<HeatRow>,
    /// What the figures of each column are compared with, above the others; no part of the ramps.
    pub references: Vec<HeatRow>,
    /// From the left.
    pub columns: Vec<HeatColumn>,
    /// How values become colours.
    pub ramps: Vec<Ramp>,
    /// Which ramp is whose.
    pub ramp_of: RampOf,
}

impl HeatMap {
    /// How many rows are drawn.
    pub fn height(&self) -> usize {
        self.references.len() + self.rows.len()
    }

    /// Row `k` as drawn: those of comparison stand above the others.
    pub fn row(&self, k: usize) -> &HeatRow {
        match self.references.get(k) {
            Some(row) => row,
            None => &self.rows[k - self.references.len()],
        }
    }

    /// The ramp of a cell.
    pub fn ramp(&self, row: usize, column: usize) -> Option<&Ramp> {
        self.ramps.get(match self.ramp_of {
            RampOf::All => 0,
            RampOf::Column => column,
            RampOf::Row => row,
        })
    }
}

impl Kind for HeatMap {
    /// Every figure with its row's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        self.rows
            .iter()
            .chain(&self.references)
            .flat_map(|row| {
                let cells = row.cells.iter().flatten().flat_map(Stated::marks);
                cells.map(|mark| (row.name.as_str(), mark))
            })
            .collect()
    }

    /// After the row stands the column, unless that is a period.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let mut named = Vec::new();
        for row in self.rows.iter().chain(&self.references) {
            for (cell, column) in row.cells.iter().zip(&self.columns) {
                for mark in cell.iter().flat_map(Stated::marks) {
                    let name = match (self.ramp_of, mark.period) {
                        (RampOf::All | RampOf::Row, Some(_)) => row.name.as_str().into(),
                        _ => format!("{} · {}", row.name, column.name).into(),
                    };
                    named.push((name, mark));
                }
            }
        }
        named
    }

    /// How large, how full, where the extremes are.
    fn says(&self, lang: Lang) -> Vec<String> {
        let cells = || {
            self.rows.iter().flat_map(|row| {
                let columns = row.cells.iter().zip(&self.columns);
                columns.filter_map(move |(cell, column)| Some((row, column, cell.as_ref()?)))
            })
        };
        let args = [
            ("rows", self.rows.len().into()),
            ("columns", self.columns.len().into()),
            ("n", cells().count().into()),
        ];
        let mut said = vec![tr_args(lang, "chart-says-heat", &args)];
        if self.ramp_of == RampOf::All {
            let by = |a: &(&HeatRow, &HeatColumn, &Stated),
                      b: &(&HeatRow, &HeatColumn, &Stated)| {
                a.2.value().total_cmp(&b.2.value())
            };
            if let (Some(low), Some(high)) = (cells().min_by(by), cells().max_by(by)) {
                let inverted = self.ramps.first().is_some_and(|ramp| ramp.inverted);
                let (low, high) = words::turned((low, high), inverted);
                let told = |(row, column, cell): (&HeatRow, &HeatColumn, &Stated)| {
                    format!("{} {} {}", row.name, column.name, cell.mark.label)
                };
                said.push(words::extremes(&told(low), &told(high), lang));
            }
        }
        said
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-cells"
    }
}

/// A table of what is asked for: what varies against what.
pub(super) fn heat(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let tracks = Tracks::new(spec, dataset)?;
    match (tracks.found.metrics.len(), tracks.found.entities.len()) {
        (1, _) | (_, 1) => over_time(spec, &tracks),
        _ => by_metric(spec, dataset, &tracks),
    }
}

/// Refuses a table too large for a figure.
pub(super) fn limit(rows: usize, columns: usize) -> Result<(), ChartError> {
    let limits = [(rows, MAX_BARS), (columns, MAX_COLUMNS)];
    match limits.into_iter().find(|(count, max)| count > max) {
        Some((count, max)) => Err(ChartError::TooMany {
            kind: ChartKind::HeatMap,
            count,
            max,
        }),
        None => Ok(()),
    }
}

/// Refuses a table too large for a figure, or too small to be one.
fn check(rows: usize, columns: usize) -> Result<(), ChartError> {
    limit(rows, columns)?;
    match columns < 2 {
        true => Err(unsuited(ChartKind::HeatMap, "chart-needs-table")),
        false => Ok(()),
    }
}

/// The definition of each metric with most figures.
fn definitions<'t>(tracks: &'t Tracks<'_>) -> HashMap<&'t MetricId, &'t str> {
    let mut count: BTreeMap<(&MetricId, &str), usize> = BTreeMap::new();
    for track in &tracks.tracks {
        for (_, definition) in track.places() {
            *count.entry((&track.metric.id, definition)).or_default() += 1;
        }
    }
    let mut best: HashMap<&MetricId, (usize, &str)> = HashMap::new();
    for ((metric, definition), n) in count {
        let kept = best.entry(metric).or_insert((n, definition));
        if n > kept.0 {
            *kept = (n, definition);
        }
    }
    best.into_iter()
        .map(|(metric, (_, definition))| (metric, definition))
        .collect()
}

/// One metric of several entities, or several metrics of one, period by period.
fn over_time(spec: &ChartSpec, tracks: &Tracks<'_>) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let definitions = definitions(tracks);
    let own = |track: &Track<'_>| {
        definitions
            .get(&track.metric.id)
            .copied()
            .unwrap_or_default()
    };
    let mut periods: BTreeSet<Period> = BTreeSet::new();
    for track in &tracks.tracks {
        let own = own(track);
        periods.extend(track.places().filter(|(_, d)| *d == own).map(|(p, _)| p));
    }
    let rows = tracks.tracks.iter().map(|track| HeatRow {
        name: track.name.clone(),
        id: track.id.clone(),
        highlight: track.highlight,
        cells: periods
            .iter()
            .map(|period| track.stated(*period, own(track)))
            .collect(),
    });
    let mut rows: Vec<HeatRow> = rows.collect();
    let before = rows.len();
    rows.retain(|row| row.cells.iter().any(Option::is_some));
    let several = tracks.found.metrics.len() > 1;
    check(rows.len(), periods.len())?;
    let ranks = tracks.found.measure.ranks;
    if !several && given(spec).is_empty() {
        by_last(&mut rows, ranks);
    }
    let (ramps, ramp_of) = match several {
        false => {
            let cells = rows.iter().flat_map(|row| row.cells.iter().flatten());
            // The subtitle says what is measured.
            let name = String::new();
            (
                classed(cells, name, ranks, spec.y.log)
                    .into_iter()
                    .collect(),
                RampOf::All,
            )
        }
        true => {
            let of = |row: &HeatRow| {
                let rank = tracks
                    .found
                    .metrics
                    .iter()
                    .any(|m| m.id.as_str() == row.id && super::found::rank(m));
                classed(
                    row.cells.iter().flatten(),
                    row.name.clone(),
                    rank,
                    spec.y.log,
                )
            };
            (rows.iter().filter_map(of).collect(), RampOf::Row)
        }
    };
    let references = match tracks.found.one_metric() {
        Some(metric) => overlays::rows(spec, &tracks.found, &rows, std::iter::repeat(metric)),
        None => Vec::new(),
    };
    let subtitle = tracks.found.scope();
    let mut notes = scope_notes(definitions.values().copied(), lang);
    notes.extend(left_out_note(before - rows.len(), lang));
    notes.extend(several.then(|| tr(lang, "chart-note-own-ramp").into_owned()));
    let columns = periods.iter().map(|period| HeatColumn {
        name: short(*period, lang),
        id: period.to_string(),
    });
    Ok(draft(
        tracks.found.plain_title(),
        subtitle,
        notes,
        HeatMap {
            columns: columns.collect(),
            rows,
            references,
            ramps,
            ramp_of,
        },
        lang,
    ))
}

/// Several metrics of several entities, each metric in the period that most have.
fn by_metric(
    spec: &ChartSpec,
    dataset: &Dataset,
    tracks: &Tracks<'_>,
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let metrics: Vec<(&Metric, Section)> = tracks
        .found
        .metrics
        .iter()
        .filter_map(|m| Some((*m, Section::of(tracks, &m.id)?)))
        .collect();
    let mut cells: HashMap<(&EntityId, &MetricId), Stated> = HashMap::new();
    let (mut rows, mut half) = (Vec::<HeatRow>::new(), 0);
    for track in &tracks.tracks {
        let section = metrics.iter().find(|(m, _)| m.id == track.metric.id);
        match section.and_then(|(_, section)| section.stated(track)) {
            Some(stated) => drop(cells.insert((track.entity, &track.metric.id), stated)),
            None => half += 1,
        }
    }
    for entity in &tracks.found.entities {
        let cells: Vec<Option<Stated>> = metrics
            .iter()
            .map(|(m, _)| cells.remove(&(*entity, &m.id)))
            .collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        rows.push(HeatRow {
            name: dataset.entity_name(entity, lang).to_owned(),
            id: entity.to_string(),
            highlight: tracks.found.pointed_out(spec, entity, metrics[0].0),
            cells,
        });
    }
    if given(spec).is_empty() {
        rows.sort_by_key(|row| row.cells.iter().filter(|cell| cell.is_none()).count());
    }
    check(rows.len(), metrics.len())?;
    let ramps = metrics
        .iter()
        .enumerate()
        .filter_map(|(k, (metric, section))| {
            let column = rows.iter().filter_map(|row| row.cells[k].as_ref());
            let rank = super::found::rank(metric) || spec.transform == Transform::Rank;
            let name = measured(tracks, metric, Some(section.period));
            classed(column, name, rank, spec.y.log)
        });
    let ramps: Vec<Ramp> = ramps.collect();
    let references = overlays::rows(spec, &tracks.found, &rows, metrics.iter().map(|(m, _)| *m));
    // A period all share stands in the subtitle.
    let alike = metrics.windows(2).all(|w| w[0].1.period == w[1].1.period);
    let columns = metrics.iter().map(|(metric, section)| HeatColumn {
        name: measured(tracks, metric, (!alike).then_some(section.period)),
        id: metric.id.to_string(),
    });
    let mut notes = vec![tr(lang, "chart-note-own-ramp").into_owned()];
    notes.extend(scope_notes(
        metrics.iter().map(|(_, s)| s.definition.as_str()),
        lang,
    ));
    notes.extend(left_out_note(half, lang));
    Ok(draft(
        tracks.found.plain_title(),
        Vec::new(),
        notes,
        HeatMap {
            columns: columns.collect(),
            rows,
            references,
            ramps,
            ramp_of: RampOf::Column,
        },
        lang,
    ))
}

/// The largest in the last column first (of ranks the smallest); rows without a figure there by their last one, below.
fn by_last(rows: &mut [HeatRow], ranks: bool) {
    let last = |row: &HeatRow| {
        let at = row.cells.iter().rposition(Option::is_some)?;
        Some((at, row.cells[at].as_ref()?.value()))
    };
    rows.sort_by(|a, b| {
        let (Some(a), Some(b)) = (last(a), last(b)) else {
            return std::cmp::Ordering::Equal;
        };
        b.0.cmp(&a.0).then(better(a.1, b.1, ranks))
    });
}

/// A year without 年: there are many side by side.
fn short(period: Period, lang: Lang) -> String {
    match period.kind() {
        crate::model::PeriodKind::Year => period.first_year().to_string(),
        _ => period.display(lang),
    }
}

pub(super) fn draft(
    title: String,
    subtitle: Vec<String>,
    mut notes: Vec<String>,
    map: HeatMap,
    lang: Lang,
) -> Draft {
    let cells = || map.rows.iter().flat_map(|row| &row.cells);
    if cells().any(Option::is_none) {
        notes.push(tr(lang, "chart-note-empty-cells").into_owned());
    }
    notes.extend(range_note(cells().flatten(), lang));
    Draft {
        title,
        subtitle,
        notes,
        cited: Vec::new(),
        body: Body::HeatMap(map),
    }
}
