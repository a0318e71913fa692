//! Zones side by side: facts, figures aligned by metric, definition and period, policies counted. Pure.
//!
//! Contract: a row never mixes metrics, definitions or periods; a figure nobody has is a gap, never a zero; two
//! sources for one figure both stand; best and worst are marked only where the printed figures leave no doubt.

use std::collections::HashMap;

use super::names::{
    city_name, classes_text, demo_zone_text, industries_text, level_name, region_name,
};
use crate::dataset::{Dataset, Obs, ObsIx, province_name};
use crate::model::{
    EntityId, Instrument, Lang, Metric, MetricId, MetricKind, Named as _, Period, Policy,
    Qualifier, Status, Zone, format_number, format_value,
};
use crate::text::{tr, tr_args};

/// Zones side by side; every row has one cell for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The zones, in the order asked for; unknown ones are left out.
    pub zones: Vec<EntityId>,
    /// Their names.
    pub names: Vec<String>,
    /// What they are.
    pub facts: Vec<FactRow>,
    /// Their figures: by group and metric in the data's order, then definition, then the latest period first.
    pub figures: Vec<FigureRow>,
    /// Their policies, counted.
    pub policies: Vec<CountRow>,
    /// The language of every text.
    pub lang: Lang,
}

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    /// What it is.
    pub name: String,
    /// One text a zone; empty where no source says.
    pub cells: Vec<String>,
}

/// How many of something each zone has.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRow {
    /// What is counted.
    pub name: String,
    /// One number a zone; `None` where the data have no document of the zone.
    pub cells: Vec<Option<usize>>,
}

/// One metric by one definition for one period.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// The metric.
    pub metric: MetricId,
    /// Its name.
    pub name: String,
    /// The heading it stands under.
    pub group: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Scope that differs from the metric's definition; empty when none.
    pub scope: String,
    /// The period.
    pub period: Period,
    /// One a zone: nothing, a figure, or several that contradict or confirm each other.
    pub cells: Vec<Vec<Figure>>,
    /// Best and worst, one a zone.
    pub marks: Vec<Option<Standing>>,
}

/// One figure as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it lies.
    pub obs: ObsIx,
    /// The value, in the metric's unit.
    pub value: f64,
    /// Hedge and number, without the unit.
    pub text: String,
    /// Hedged, derived, preliminary or doubtful.
    pub approximate: bool,
}

/// Where a zone stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No other zone of the row does better; several may share it.
    Best,
    /// No other zone of the row does worse.
    Worst,
}

impl FigureRow {
    /// Whether the figures of zone `at` contradict each other.
    pub fn is_conflict(&self, at: usize) -> bool {
        let figures = self.cells.get(at).map_or(&[][..], Vec::as_slice);
        figures.windows(2).any(|pair| pair[0].text != pair[1].text)
    }

    /// Whether at least two zones have a figure.
    pub fn is_shared(&self) -> bool {
        self.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2
    }

    /// Period, unit and scope, as they stand under the metric's name.
    pub fn detail(&self, lang: Lang) -> String {
        let mut parts = vec![self.period.display(lang)];
        if !self.unit.is_empty() {
            parts.push(self.unit.clone());
        }
        if !self.scope.is_empty() {
            let scope = self.scope.as_str();
            parts.push(tr_args(lang, "figure-scope", &[("scope", scope.into())]));
        }
        parts.join(" · ")
    }
}

impl Comparison {
    /// Puts `zones` side by side.
    pub fn build(data: &Dataset, zones: &[EntityId], lang: Lang) -> Self {
        let zones: Vec<&Zone> = zones.iter().filter_map(|id| data.zone(id)).collect();
        Self {
            zones: zones.iter().map(|zone| zone.id.clone()).collect(),
            names: zones.iter().map(|z| z.name(lang).to_owned()).collect(),
            facts: facts(data, &zones, lang),
            figures: figures(data, &zones, lang),
            policies: policies(data, &zones, lang),
            lang,
        }
    }
}

/// The value as a person reads it, hedge included, without the unit: `约1.8万`, `第1`, `2020-09-07`.
pub fn value_text(obs: &Obs<'_>, metric: Option<&Metric>, lang: Lang) -> String {
    let mark = obs.qualifier().mark(lang);
    match metric.map(|metric| metric.kind) {
        // A year is a name, not an amount.
        Some(MetricKind::Date) => format!("{mark}{}", format_number(obs.value(), 4)),
        Some(MetricKind::Rank) => {
            let place = format!("{mark}{}", format_number(obs.value(), 0));
            tr_args(lang, "chart-rank", &[("n", place.into())])
        }
        _ => format!("{mark}{}", format_value(obs.value(), lang)),
    }
}

fn facts(data: &Dataset, zones: &[&Zone], lang: Lang) -> Vec<FactRow> {
    let row = |id: &'static str, value: &dyn Fn(&Zone) -> String| FactRow {
        name: tr(lang, id).into_owned(),
        cells: zones.iter().map(|zone| value(zone)).collect(),
    };
    let rows = [
        row("compare-name", &|z| {
            lang.pick(&z.name, &z.name_en).to_owned()
        }),
        row("zone-level", &|z| level_name(lang, &z.level).into_owned()),
        row("compare-province", &|z| {
            province_name(data, lang, &z.province).to_owned()
        }),
        row("compare-city", &|z| city_name(data, lang, z)),
        row("zone-region", &|z| {
            region_name(lang, &z.region).into_owned()
        }),
        row("zone-approved", &|z| {
            z.approved.map(|p| p.display(lang)).unwrap_or_default()
        }),
        row("zone-demo", &|z| demo_zone_text(data, lang, &z.demo_zone)),
        row("zone-industries", &|z| industries_text(data, lang, z)),
        row("compare-industry-groups", &|z| classes_text(lang, z)),
        row("compare-note", &|z| z.note(lang).to_owned()),
    ];
    // A fact no source gives for any of them says nothing.
    rows.into_iter()
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
        .collect()
}

fn figures(data: &Dataset, zones: &[&Zone], lang: Lang) -> Vec<FigureRow> {
    let mut found: HashMap<(&MetricId, &str, Period), Vec<Vec<Obs<'_>>>> = HashMap::new();
    for (at, zone) in zones.iter().enumerate() {
        for obs in data.observations().by_entity(&zone.id) {
            let key = (obs.metric(), obs.definition(), obs.period());
            let cells = found
                .entry(key)
                .or_insert_with(|| vec![Vec::new(); zones.len()]);
            cells[at].push(obs);
        }
    }
    let mut order: HashMap<&MetricId, (usize, usize)> = HashMap::new();
    let mut groups: Vec<&str> = Vec::new();
    for (at, metric) in data.metrics.iter().enumerate() {
        let group = groups.iter().position(|group| *group == metric.group);
        let group = group.unwrap_or_else(|| {
            groups.push(&metric.group);
            groups.len() - 1
        });
        order.insert(&metric.id, (group, at));
    }
    let mut rows: Vec<_> = found.into_iter().collect();
    rows.sort_by(|((ma, da, pa), _), ((mb, db, pb), _)| {
        let place = |id: &MetricId| order.get(id).copied().unwrap_or((usize::MAX, usize::MAX));
        let metric = place(ma).cmp(&place(mb)).then_with(|| ma.cmp(mb));
        metric.then_with(|| da.cmp(db)).then_with(|| pb.cmp(pa))
    });
    rows.into_iter()
        .map(|((id, scope, period), cells)| figure_row(data, id, scope, period, &cells, lang))
        .collect()
}

fn figure_row(
    data: &Dataset,
    id: &MetricId,
    scope: &str,
    period: Period,
    cells: &[Vec<Obs<'_>>],
    lang: Lang,
) -> FigureRow {
    let metric = data.metric(id);
    let figure = |obs: &Obs<'_>| Figure {
        obs: obs.ix(),
        value: obs.value(),
        text: value_text(obs, metric, lang),
        approximate: obs.is_approximate(),
    };
    FigureRow {
        metric: id.clone(),
        name: metric.map_or(id.as_str(), |m| m.name(lang)).to_owned(),
        group: metric.map_or("", |m| m.group(lang)).to_owned(),
        unit: metric.map_or("", |m| m.unit(lang)).to_owned(),
        scope: data.term(scope, lang).to_owned(),
        period,
        cells: cells
            .iter()
            .map(|cell| cell.iter().map(figure).collect())
            .collect(),
        marks: standings(direction(metric), cells),
    }
}

/// 1 when more is better, −1 when less is, 0 when neither. The first place is always the best.
fn direction(metric: Option<&Metric>) -> i8 {
    match metric {
        Some(metric) if metric.kind == MetricKind::Rank => -1,
        Some(metric) => metric.direction.signum(),
        None => 0,
    }
}

/// What the printed figures of a cell leave possible, lowest and highest; `None` where they settle nothing.
fn range(cell: &[Obs<'_>]) -> Option<(f64, f64)> {
    cell.iter()
        .map(|obs| match (obs.status(), obs.qualifier()) {
            // A target or a doubtful figure is no result to be ranked.
            (Status::Preliminary | Status::Doubtful, _) => None,
            (_, Qualifier::Over | Qualifier::AtLeast) => Some((obs.value(), f64::INFINITY)),
            (_, Qualifier::Nearly | Qualifier::UpTo) => Some((f64::NEG_INFINITY, obs.value())),
            (_, Qualifier::Exact | Qualifier::About) => Some((obs.value(), obs.value())),
        })
        .reduce(|a, b| a.zip(b).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1))))
        .flatten()
}

/// Marks those that are certainly not beaten, and those that certainly beat nobody.
fn standings(direction: i8, cells: &[Vec<Obs<'_>>]) -> Vec<Option<Standing>> {
    let none = vec![None; cells.len()];
    let present = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty());
    // One cell that settles nothing leaves the whole order open.
    let Some(ranges) = present
        .map(|(at, cell)| range(cell).map(|range| (at, range)))
        .collect::<Option<Vec<_>>>()
    else {
        return none;
    };
    let all_equal = ranges.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if direction == 0 || ranges.len() < 2 || all_equal {
        return none;
    }
    let mut marks = none;
    for &(at, (low, high)) in &ranges {
        let others = || ranges.iter().filter(move |(other, _)| *other != at);
        let highest = others().all(|(_, (_, other_high))| low >= *other_high);
        let lowest = others().all(|(_, (other_low, _))| high <= *other_low);
        marks[at] = match (highest, lowest, direction > 0) {
            (true, false, true) | (false, true, false) => Some(Standing::Best),
            (true, false, false) | (false, true, true) => Some(Standing::Worst),
            _ => None,
        };
    }
    marks
}

fn policies(data: &Dataset, zones: &[&Zone], lang: Lang) -> Vec<CountRow> {
    let documents: Vec<Vec<&Policy>> = zones
        .iter()
        .map(|zone| {
            let policies = data.policies.iter();
            policies
                .filter(|policy| policy.zone.as_ref() == Some(&zone.id))
                .collect()
        })
        .collect();
    if documents.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let row = |name: String, count: &dyn Fn(&[&Policy]) -> Option<usize>| CountRow {
        name,
        cells: documents
            .iter()
            .map(|of_zone| (!of_zone.is_empty()).then(|| count(of_zone)).flatten())
            .collect(),
    };
    let text = |id: &'static str| tr(lang, id).into_owned();
    let mut rows = vec![
        row(text("compare-documents"), &|d| Some(d.len())),
        row(text("compare-declared"), &|d| {
            let declared = d.iter().filter_map(|policy| policy.declared_measures);
            declared.map(|n| n as usize).reduce(|a, b| a + b)
        }),
        row(text("compare-measures"), &|d| {
            Some(d.iter().map(|policy| policy.measures.len()).sum())
        }),
    ];
    for instrument in Instrument::ALL {
        rows.push(row(instrument.name(lang).to_owned(), &|d| {
            let measures = d.iter().flat_map(|policy| &policy.measures);
            let with = measures.filter(|m| m.instruments.contains(&instrument));
            Some(with.count())
        }));
    }
    rows.retain(|row| row.cells.iter().flatten().any(|n| *n > 0));
    rows
}

#[cfg(test)]
mod tests;
