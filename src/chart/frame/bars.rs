//! Ranked bars: one figure per entity and metric.

use super::cross::{Section, alike, better, left_out_note, scope_notes, top};
use super::found::{Found, given, picked, set_apart};
use super::kind::{Body, Kind};
use super::tracks::{Track, Tracks};
use super::words::{self, DESCRIBED, periods};
use super::{ChartError, Draft, Level, MAX_BARS, Mark, Point, overlays};
use crate::chart::spec::{ChartSpec, PeriodChoice};
use crate::dataset::Dataset;
use crate::model::Lang;
use crate::text::tr_args;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name before the bar.
    pub name: String,
    /// By which the specification points it out.
    pub id: String,
    /// The figure.
    pub mark: Mark,
    /// Keeps the accent where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
}

/// Bars from zero, ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// From the top down.
    pub rows: Vec<Row>,
    /// Values to compare with.
    pub levels: Vec<Level>,
}

impl Bars {
    /// Bars and nothing to compare them with.
    pub fn of(rows: Vec<Row>) -> Self {
        Self {
            rows,
            levels: Vec::new(),
        }
    }
}

impl Kind for Bars {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let rows = self.rows.iter().map(|r| (r.name.as_str(), &r.mark));
        let levels = self.levels.iter().map(|l| (l.name.as_str(), &l.mark));
        rows.chain(levels).collect()
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        let rows = &self.rows;
        let n = rows.len().to_string();
        let mut parts = vec![tr_args(lang, "chart-says-bars", &[("n", n.into())])];
        let said = |row: &Row| format!("{} {}", row.name, row.mark.label);
        let listed: Vec<String> = rows.iter().take(DESCRIBED).map(said).collect();
        parts.push(listed.join(lang.pick("，", ", ")));
        parts.extend(words::rest(rows.len(), lang));
        // The best stands first, of ranks the smallest.
        if let [first, .., last] = &rows[..]
            && rows.len() > DESCRIBED
            && first.mark.value != last.mark.value
        {
            parts.push(words::extremes(&said(last), &said(first), lang));
        }
        let level = |level: &Level| format!("{} {}", level.name, level.mark.label);
        parts.extend(self.levels.iter().map(level));
        parts
    }
}

/// The figures of the latest period of a track, all that there are.
pub(super) fn latest<'t>(track: &'t Track<'_>) -> Vec<&'t Point> {
    let ends = |p: &&Point| p.mark.period.map(|p| (p.end(), p.start()));
    let newest = track.points.iter().max_by(|a, b| {
        let (a, b) = (ends(a), ends(b));
        a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal)
    });
    let period = newest.map(|p| p.mark.period);
    let same = track
        .points
        .iter()
        .filter(|p| Some(p.mark.period) == period);
    same.collect()
}

/// One bar per entity and metric: the latest figure in the periods asked for.
pub(super) fn bars(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let mut all = Tracks::new(spec, dataset)?;
    let everybody = given(spec).is_empty();
    let section = match (&all.found.metrics[..], everybody) {
        ([metric], true) => Section::of(&all, &metric.id),
        _ => None,
    };
    let lang = spec.lang;
    let (mut rows, mut conflict, mut left_out) = (Vec::new(), false, 0);
    for track in &all.tracks {
        let points: Vec<&Point> = match &section {
            Some(section) => {
                let inside = |p: &&Point| {
                    p.mark.period == Some(section.period) && p.mark.definition == section.definition
                };
                track.points.iter().filter(inside).collect()
            }
            None => latest(track),
        };
        left_out += usize::from(points.is_empty());
        conflict |= points.len() > 1;
        for point in &points {
            let name = match points.len() > 1 {
                true => set_apart(&track.name, &point.mark, dataset, lang),
                false => track.name.clone(),
            };
            rows.push(Row {
                name,
                id: track.id.clone(),
                mark: point.mark.clone(),
                highlight: track.highlight,
            });
        }
    }
    if rows.len() > MAX_BARS && section.is_none() && !spec.fold {
        return Err(ChartError::TooManyBars {
            count: rows.len(),
            max: MAX_BARS,
        });
    }
    if all.found.metrics.len() == 1 {
        set_kinds_apart(&mut rows, lang);
    }
    let ranks = all.found.measure.ranks;
    rows.sort_by(|a, b| better(a.mark.value, b.mark.value, ranks));
    let marks: Vec<&Mark> = rows.iter().map(|r| &r.mark).collect();
    let levels = overlays::levels(spec, dataset, &all.found, all.found.one_metric(), &marks);
    let mut notes: Vec<String> = top(&mut rows, lang).into_iter().collect();
    let scope = section.iter().map(|section| section.definition.as_str());
    notes.extend(scope_notes(scope, lang));
    notes.extend(left_out_note(left_out, lang));
    let bars = Bars { rows, levels };
    let several = periods(&bars.marks()).len() > 1;
    all.said.partial = false;
    let latest = spec.period == PeriodChoice::Auto && several;
    notes.extend(picked(
        &[
            (latest, "chart-note-latest"),
            (conflict, "chart-note-conflict"),
            (all.found.measure.mixed, "chart-note-mixed"),
        ],
        lang,
    ));
    notes.extend(all.notes(spec));
    Ok(Draft {
        title: title(&all.found, &bars.rows),
        subtitle: all.found.scope(),
        notes,
        cited: Vec::new(),
        body: Body::Bars(bars),
    })
}

/// Where the figures of one metric are of several definitions or periods, each bar names its own.
fn set_kinds_apart(rows: &mut [Row], lang: Lang) {
    let [scopes, periods] = alike_in(rows).map(|alike| !alike);
    for row in rows {
        // Figures that sources give differently name their scope already.
        let scope = row.mark.definition.as_str();
        let scope = match scopes && !row.name.contains(scope) {
            true => scope,
            false => "",
        };
        let period = row.mark.period.filter(|_| periods);
        row.name = words::with_own(&row.name, (scope, period), lang);
    }
}

/// Whether all rows are of one definition, and of one period.
fn alike_in(rows: &[Row]) -> [bool; 2] {
    let marks = || rows.iter().map(|row| &row.mark);
    [
        alike(marks().map(|mark| &mark.definition)),
        alike(marks().map(|mark| mark.period)),
    ]
}

/// Who comes first, when that is clear; otherwise the measure.
fn title(found: &Found<'_>, rows: &[Row]) -> String {
    let plain = found.plain_title();
    let clear = match rows {
        [first, second, ..] => {
            first.mark.value != second.mark.value
                && !first.mark.approximate
                && !second.mark.approximate
        }
        _ => false,
    };
    if found.metrics.len() > 1 || !clear || alike_in(rows) != [true; 2] {
        return plain;
    }
    let args = [
        ("what", plain.into()),
        ("first", rows[0].name.as_str().into()),
    ];
    tr_args(found.lang, "chart-title-first", &args)
}
