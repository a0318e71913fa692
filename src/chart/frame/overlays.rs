//! What lies over a plot: policy dates, lines of comparison, texts.

use super::found::Found;
use super::tracks::Tracks;
use super::{Body, Change, ChartError, HeatRow, Mark, Point, Series, Stated};
use crate::analysis::transform::Datum;
use crate::chart::nearest;
use crate::chart::spec::{ChartSpec, Markers, Reference, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{
    EntityId, Lang, Metric, MetricId, Named as _, Period, PlaceKind, Policy, Qualifier,
};
use crate::text::tr;

/// Policies of the zones drawn that are marked; the figure would be all dates with more.
const MARKED: usize = 12;

/// A date on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Decimal year.
    pub x: f64,
    /// What happened.
    pub label: String,
    /// Period and full name, for the tooltip.
    pub full: String,
}

/// A text with a leader line.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// What it says.
    pub text: String,
    /// The point, in plot coordinates.
    pub at: (f64, f64),
    /// From the point to the middle of the text, in widths and heights of the plot.
    pub offset: (f32, f32),
}

/// A value to compare all others with.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// What it is.
    pub name: String,
    /// The value.
    pub mark: Mark,
}

/// What lies over the plot whatever the kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlays {
    /// Dates, in order of time.
    pub markers: Vec<Marker>,
    /// Texts, in the specification's order.
    pub callouts: Vec<Callout>,
}

impl Overlays {
    /// Those of `spec`.
    ///
    /// # Errors
    /// When it names a policy the dataset does not have.
    pub(super) fn new(spec: &ChartSpec, dataset: &Dataset) -> Result<Self, ChartError> {
        let callouts = spec.annotations.iter().filter_map(|annotation| {
            Some(Callout {
                text: annotation.text.get(spec.lang)?.to_owned(),
                at: annotation.at,
                offset: annotation.offset,
            })
        });
        let mut markers: Vec<Marker> = policies(spec, dataset)?
            .into_iter()
            .filter_map(|policy| {
                let issued = policy.issued?;
                let name = policy.name(spec.lang);
                Some(Marker {
                    x: issued.start(),
                    label: name.to_owned(),
                    full: format!("{} {name}", issued.display(spec.lang)),
                })
            })
            .collect();
        markers.sort_by(|a, b| a.x.total_cmp(&b.x));
        Ok(Self {
            markers,
            callouts: callouts.collect(),
        })
    }
}

fn policies<'a>(spec: &ChartSpec, dataset: &'a Dataset) -> Result<Vec<&'a Policy>, ChartError> {
    match &spec.markers {
        Markers::None => Ok(Vec::new()),
        Markers::These(ids) => ids
            .iter()
            .map(|id| {
                dataset.policy(id).ok_or_else(|| ChartError::UnknownPolicy {
                    id: id.to_string(),
                    nearest: nearest(id.as_str(), dataset.policies.iter().map(|p| p.id.as_str())),
                })
            })
            .collect(),
        Markers::OfZones => {
            let Subject::Metrics { entities, .. } = &spec.subject else {
                return Ok(Vec::new());
            };
            let of = dataset.policies.iter().filter(|policy| match &policy.zone {
                Some(zone) => entities.contains(zone),
                None => true,
            });
            Ok(of.filter(|p| p.issued.is_some()).take(MARKED).collect())
        }
    }
}

/// The middle of what is drawn, for a reference that is no figure of its own.
fn middle(reference: Reference, values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let value = match reference {
        _ if n < 2 => return None,
        Reference::Mean => sorted.iter().sum::<f64>() / n as f64,
        Reference::Median => 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]),
        Reference::National => return None,
    };
    value.is_finite().then_some(value)
}

/// The nation as an entity: the one that has figures of `metric`, all national zones together before the country.
pub(super) fn nation<'a>(dataset: &'a Dataset, metric: &Metric) -> Option<&'a EntityId> {
    let has = |id: &EntityId| {
        dataset
            .observations()
            .series(id, &metric.id)
            .next()
            .is_some()
    };
    let nations = dataset
        .places
        .iter()
        .filter(|p| p.kind == PlaceKind::Nation);
    let mut found: Vec<&EntityId> = nations.map(|p| &p.id).filter(|id| has(id)).collect();
    found.sort_by_key(|id| id.as_str() != "national-zones");
    found.first().copied()
}

/// What a line of comparison is called for figures of `metrics`: the nation's has the name of what it draws, the country
/// or all national zones together.
pub fn reference_name(
    reference: Reference,
    metrics: &[MetricId],
    dataset: &Dataset,
    lang: Lang,
) -> String {
    let metrics = metrics.iter().filter_map(|id| dataset.metric(id));
    let mut nations: Vec<&EntityId> = metrics.filter_map(|m| nation(dataset, m)).collect();
    nations.sort_unstable();
    nations.dedup();
    let name = match (reference, &nations[..]) {
        (Reference::National, [one]) => dataset.entity_name(one, lang),
        _ => reference.name(lang),
    };
    name.to_owned()
}

/// The reference lines over time for what `all` draws; those without figures are left out.
pub(super) fn lines(spec: &ChartSpec, dataset: &Dataset, all: &Tracks<'_>) -> Vec<Series> {
    let mut found = Vec::new();
    for reference in &spec.references {
        let series = match reference {
            Reference::National => national(spec, dataset, &all.found, all.found.one_metric()),
            _ => over_time(*reference, all),
        };
        found.extend(series);
    }
    found
}

/// Mean or median of the periods in which every track has a figure.
fn over_time(reference: Reference, all: &Tracks<'_>) -> Option<Series> {
    let data: Vec<Vec<Datum<'_>>> = all.tracks.iter().map(|t| t.data()).collect();
    let mut points: Vec<Point> = Vec::new();
    for first in data.first()? {
        let period = &first.period;
        let like = |d: &&Datum<'_>| d.period == *period && d.definition == first.definition;
        let of = |series: &Vec<Datum<'_>>| series.iter().find(like).map(|d| d.value);
        let values: Option<Vec<f64>> = data.iter().map(of).collect();
        let Some(value) = values.and_then(|values| middle(reference, &values)) else {
            continue;
        };
        let joined = points
            .last()
            .and_then(|p| p.mark.period)
            .is_some_and(|before| {
                let datum = |period: Period| Datum {
                    period,
                    value: 0.0,
                    definition: "",
                };
                crate::analysis::transform::follows(datum(before), datum(*period))
            });
        let here = all.tracks.iter().flat_map(|track| &track.points);
        let here = here.map(|p| &p.mark).filter(|m| m.period == Some(*period));
        let hedge = all.found.hedge(here);
        let label = all.found.computed_label(value, hedge);
        points.push(Point {
            x: period.middle(),
            mark: computed(value, label, hedge, Some(*period)),
            joined,
            redefined: false,
            aside: false,
        });
    }
    (!points.is_empty()).then(|| Series {
        name: reference.name(all.found.lang).to_owned(),
        id: String::new(),
        highlight: true,
        points: points.into(),
    })
}

fn computed(value: f64, label: String, hedge: Qualifier, period: Option<Period>) -> Mark {
    Mark {
        value,
        label,
        period,
        approximate: hedge != Qualifier::Exact,
        ..Mark::default()
    }
}

/// The nation's own figures, through the same pipeline. It has no share and no place among its parts; an index of it starts
/// where theirs do.
fn national(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
    metric: Option<&Metric>,
) -> Option<Series> {
    let metric = metric?;
    let id = nation(dataset, metric).filter(|id| !found.entities.contains(id))?;
    let transform = match (&spec.transform, found.measure.base) {
        (Transform::Share | Transform::Rank, _) => return None,
        (Transform::Index(_), Some(base)) => Transform::Index(Some(base)),
        (same, _) => same.clone(),
    };
    let spec = ChartSpec {
        transform,
        subject: Subject::Metrics {
            metrics: vec![metric.id.clone()],
            entities: vec![id.clone()],
        },
        ..spec.clone()
    };
    let mut track = Tracks::new(&spec, dataset).ok()?.tracks.pop()?;
    track.points.retain(|p| !p.aside);
    Some(Series {
        name: dataset.entity_name(id, spec.lang).to_owned(),
        id: id.to_string(),
        highlight: true,
        points: track.points.into(),
    })
}

/// The reference values for marks of one cross-section, all of one metric; none where these are of several periods or
/// definitions, which have neither a middle nor one figure of the nation beside them.
pub(super) fn levels(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
    metric: Option<&Metric>,
    marks: &[&Mark],
) -> Vec<Level> {
    let Some(metric) = metric else {
        return Vec::new();
    };
    let Some(first) = marks.first() else {
        return Vec::new();
    };
    let like = |mark: &Mark| mark.period == first.period && mark.definition == first.definition;
    if !marks.iter().all(|mark| like(mark)) {
        return Vec::new();
    }
    let values: Vec<f64> = marks.iter().map(|m| m.value).collect();
    let level = |reference: &Reference| match reference {
        Reference::National => {
            let series = national(spec, dataset, found, Some(metric))?;
            let point = series.points.into_iter().rev().find(|p| like(&p.mark))?;
            Some(Level {
                name: series.name,
                mark: point.mark,
            })
        }
        _ => {
            let value = middle(*reference, &values)?;
            let hedge = found.hedge(marks.iter().copied());
            let label = found.measure.label(value, hedge, metric);
            Some(Level {
                name: reference.name(spec.lang).to_owned(),
                mark: computed(value, label, hedge, first.period),
            })
        }
    };
    spec.references.iter().filter_map(level).collect()
}

/// What changes are compared with: each reference that has a figure at both ends.
pub(super) fn changes(
    spec: &ChartSpec,
    dataset: &Dataset,
    found: &Found<'_>,
    drawn: &[Change],
) -> Vec<Change> {
    let Some(metric) = found.one_metric() else {
        return Vec::new();
    };
    let at = |end: fn(&Change) -> &Stated| {
        let marks: Vec<&Mark> = drawn.iter().map(|change| &end(change).mark).collect();
        levels(spec, dataset, found, Some(metric), &marks)
    };
    let (first, mut last) = (at(|change| &change.from), at(|change| &change.to));
    let stated = |mark| Stated {
        mark,
        others: Vec::new(),
    };
    let both = first.into_iter().filter_map(|Level { name, mark }| {
        let other = last.iter().position(|level| level.name == name)?;
        Some(Change {
            name,
            entity: EntityId::from(""),
            metric: metric.id.clone(),
            from: stated(mark),
            to: stated(last.swap_remove(other).mark),
            highlight: true,
        })
    });
    both.collect()
}

/// The figures each column is compared with, row by row.
pub(super) fn rows<'t>(
    spec: &ChartSpec,
    found: &Found<'_>,
    rows: &[HeatRow],
    metrics: impl Iterator<Item = &'t Metric>,
) -> Vec<HeatRow> {
    let columns = rows.first().map_or(0, |row| row.cells.len());
    let mut compared: Vec<HeatRow> = Vec::new();
    for (k, metric) in (0..columns).zip(metrics) {
        let cells = rows.iter().filter_map(|row| row.cells[k].as_ref());
        let marks: Vec<&Mark> = cells.map(|cell| &cell.mark).collect();
        for Level { name, mark } in levels(spec, found.dataset, found, Some(metric), &marks) {
            let at = compared.iter().position(|row| row.name == name);
            let at = at.unwrap_or_else(|| {
                compared.push(HeatRow {
                    name,
                    id: String::new(),
                    highlight: false,
                    cells: vec![None; columns],
                });
                compared.len() - 1
            });
            let others = Vec::new();
            compared[at].cells[k] = Some(Stated { mark, others });
        }
    }
    compared
}

/// A word on lines of comparison that are wished for but not drawn.
pub(super) fn undrawn(spec: &ChartSpec, body: &Body) -> Option<String> {
    let wished = spec.references.len();
    match compared(body) {
        _ if wished == 0 => None,
        None => Some(tr(spec.lang, "chart-note-no-references").into_owned()),
        Some(drawn) if drawn < wished => {
            Some(tr(spec.lang, "chart-note-references-missing").into_owned())
        }
        Some(_) => None,
    }
}

/// How many lines of comparison are drawn; `None` of a kind that draws none.
fn compared(body: &Body) -> Option<usize> {
    match body {
        Body::Lines(lines) => Some(lines.references.len()),
        Body::Bars(bars) => Some(bars.levels.len()),
        Body::Scatter(scatter) => Some(scatter.levels[0].len().min(scatter.levels[1].len())),
        Body::Distribution(all) => Some(all.levels.len()),
        Body::Slope(slope) => Some(slope.references.len()),
        Body::Dumbbell(all) => Some(all.levels.len()),
        Body::HeatMap(map) => Some(map.references.len()),
        Body::Panels(all) => all.panels.iter().filter_map(|p| compared(&p.body)).max(),
        _ => None,
    }
}
