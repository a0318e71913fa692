//! What 总览 counts and classes, from the dataset alone: no egui, no language. Computed once, kept by
//! [`super::OverviewCache`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis::classes::{CLASSES, class_bounds, class_of};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{EntityId, MetricId, Period, PeriodKind, Place, PlaceKind, SourceId, Zone};

/// Zones approved in one month (or in one year whose month is unknown) make a batch from this many on.
pub(super) const BATCH: usize = 5;

/// What does not depend on any choice.
#[derive(Debug, Default)]
pub struct OverviewData {
    /// The numbers at the top.
    pub counts: Counts,
    /// When the zones were approved.
    pub timeline: Timeline,
    /// Metrics that province-level divisions have figures of, in the dataset's order.
    pub metrics: Vec<MetricId>,
    /// Positions in `Dataset::zones` of the zones that have coordinates.
    pub located: Vec<usize>,
    /// Sources of the coordinates.
    pub location_sources: Vec<SourceId>,
}

/// The numbers at the top.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Zones.
    pub zones: usize,
    /// Whether all of them are national ones.
    pub only_national: bool,
    /// First and last year of approval known.
    pub years: Option<(i16, i16)>,
    /// Province-level divisions with a zone.
    pub provinces: usize,
    /// Zones by region, most first; zones without one are left out.
    pub regions: Vec<(String, usize)>,
    /// Policy documents.
    pub documents: usize,
    /// Measures transcribed from them.
    pub measures: usize,
    /// Metrics that have figures.
    pub metrics: usize,
    /// Figures; every one has a source.
    pub figures: usize,
    /// Sources.
    pub sources: usize,
}

/// Zones approved in one year.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Zones approved in it.
    pub count: usize,
    /// By month, 1 to 12.
    pub months: BTreeMap<u8, usize>,
    /// Zones approved up to its end.
    pub total: usize,
}

impl Year {
    /// Zones of which only the year is known.
    pub fn without_month(&self) -> usize {
        self.count - self.months.values().sum::<usize>()
    }
}

/// When the zones were approved.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Years with an approval, in order.
    pub years: Vec<Year>,
    /// Zones whose year is unknown, or a span of several.
    pub undated: usize,
    /// Months (or years without a month) with at least [`BATCH`] approvals, in order.
    pub batches: Vec<(Period, usize)>,
}

/// One province-level division on the map.
#[derive(Debug, Default, PartialEq)]
pub struct Tile {
    /// The place.
    pub place: Option<EntityId>,
    /// Column and row.
    pub at: (usize, usize),
    /// Its zones: positions in `Dataset::zones`.
    pub zones: Vec<usize>,
    /// The value that colours it; `None` leaves it empty.
    pub value: Option<f64>,
    /// The figures behind the value; several when sources differ, the first is shown.
    pub figures: Vec<ObsIx>,
    /// Which colour.
    pub class: Option<usize>,
}

/// The tile map for one choice of metric and period.
#[derive(Debug, Default)]
pub struct TileMap {
    /// The tiles, by row, then column; no two at one place.
    pub tiles: Vec<Tile>,
    /// Columns and rows.
    pub size: (usize, usize),
    /// Least value of each colour, ascending.
    pub bounds: Vec<f64>,
    /// The greatest value.
    pub greatest: f64,
    /// The period shown; `None` for the number of zones.
    pub period: Option<Period>,
    /// Every period the metric has.
    pub periods: Vec<Period>,
    /// Zones of provinces that have no tile.
    pub off_map: usize,
}

impl OverviewData {
    /// Counts once through the dataset.
    pub fn new(data: &Dataset) -> Self {
        let located: Vec<usize> = (0..data.zones.len())
            .filter(|&i| data.zones[i].location.is_some())
            .collect();
        let mut location_sources: Vec<SourceId> = Vec::new();
        for zone in &data.zones {
            if let Some(at) = &zone.location
                && !location_sources.contains(&at.source)
            {
                location_sources.push(at.source.clone());
            }
        }
        let with_figures: BTreeSet<&MetricId> = provinces(data)
            .flat_map(|place| data.observations().by_entity(&place.id))
            .map(|obs| obs.metric())
            .collect();
        let metrics = data.metrics.iter().map(|metric| &metric.id);
        Self {
            counts: Counts::new(data),
            timeline: Timeline::new(&data.zones),
            metrics: metrics
                .filter(|id| with_figures.contains(id))
                .cloned()
                .collect(),
            located,
            location_sources,
        }
    }
}

impl Counts {
    /// The text `national` where all zones are national ones, else `all`.
    pub fn pick(&self, national: &'static str, all: &'static str) -> &'static str {
        match self.only_national {
            true => national,
            false => all,
        }
    }

    fn new(data: &Dataset) -> Self {
        let approved = || data.zones.iter().filter_map(|zone| zone.approved);
        let first = approved().map(Period::first_year).min();
        let last = approved().map(Period::last_year).max();
        let named = |text: fn(&Zone) -> &String| {
            let mut counts: Vec<(String, usize)> = Vec::new();
            let mut at: HashMap<&str, usize> = HashMap::new();
            for zone in &data.zones {
                let name = text(zone);
                if !name.is_empty() {
                    let i = *at.entry(name).or_insert_with(|| {
                        counts.push((name.clone(), 0));
                        counts.len() - 1
                    });
                    counts[i].1 += 1;
                }
            }
            counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            counts
        };
        let national = |zone: &Zone| matches!(zone.level.as_str(), "国家级" | "");
        let has_figures = |id: &MetricId| data.observations().by_metric(id).next().is_some();
        Self {
            zones: data.zones.len(),
            only_national: data.zones.iter().all(national),
            years: first.zip(last),
            provinces: named(|zone| &zone.province).len(),
            regions: named(|zone| &zone.region),
            documents: data.policies.len(),
            measures: data.policies.iter().map(|p| p.measures.len()).sum(),
            metrics: data.metrics.iter().filter(|m| has_figures(&m.id)).count(),
            figures: data.observations().len(),
            sources: data.sources.len(),
        }
    }
}

impl Timeline {
    fn new(zones: &[Zone]) -> Self {
        let mut years: BTreeMap<i16, Year> = BTreeMap::new();
        let mut undated = 0;
        for zone in zones {
            let one_year = |p: &Period| p.first_year() == p.last_year();
            let Some(period) = zone.approved.filter(one_year) else {
                undated += 1;
                continue;
            };
            let year = years.entry(period.first_year()).or_default();
            year.year = period.first_year();
            year.count += 1;
            if let Some(month) = month_of(period) {
                *year.months.entry(month).or_default() += 1;
            }
        }
        let mut years: Vec<Year> = years.into_values().collect();
        let mut total = 0;
        let mut batches = Vec::new();
        for year in &mut years {
            total += year.count;
            year.total = total;
            for (month, n) in &year.months {
                let period = format!("{}-{month:02}", year.year).parse::<Period>();
                batches.extend(period.ok().map(|period| (period, *n)));
            }
            batches.push((Period::year(year.year), year.without_month()));
        }
        batches.retain(|(_, n)| *n >= BATCH);
        Self {
            years,
            undated,
            batches,
        }
    }
}

/// The month of a month or a day, 1 to 12.
fn month_of(period: Period) -> Option<u8> {
    let exact = matches!(period.kind(), PeriodKind::Month | PeriodKind::Day);
    // The end of a day or month lies past its start, so rounding cannot fall into the month before.
    let within = period.middle() - f64::from(period.first_year());
    exact.then(|| ((within * 12.0).floor() as u8 + 1).min(12))
}

fn provinces(data: &Dataset) -> impl Iterator<Item = &Place> {
    let places = data.places.iter();
    places.filter(|place| place.kind == PlaceKind::Province)
}

impl TileMap {
    /// The map coloured by `metric` in `period` (its latest when `None`), or by the number of zones.
    pub fn new(data: &Dataset, metric: Option<&MetricId>, period: Option<Period>) -> Self {
        let mut map = Self::placed(data);
        if let Some(metric) = metric {
            map.colour_by_metric(data, metric, period);
        } else {
            for tile in &mut map.tiles {
                tile.value = (!tile.zones.is_empty()).then_some(tile.zones.len() as f64);
            }
        }
        let values: Vec<f64> = map.tiles.iter().filter_map(|tile| tile.value).collect();
        map.bounds = class_bounds(&values, CLASSES);
        map.greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for tile in &mut map.tiles {
            tile.class = tile.value.map(|value| class_of(&map.bounds, value));
        }
        map
    }

    /// The tiles with their zones. A province without a place on the map, or whose place is taken, goes to a row of its
    /// own below it.
    fn placed(data: &Dataset) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, zone) in data.zones.iter().enumerate() {
            by_name.entry(&zone.province).or_default().push(i);
        }
        let mut taken = BTreeSet::new();
        let mut tiles = Vec::new();
        let mut late = Vec::new();
        for place in provinces(data) {
            let zones = by_name.remove(place.name.as_str()).unwrap_or_default();
            let tile = Tile {
                place: Some(place.id.clone()),
                zones,
                ..Tile::default()
            };
            let at = place.tile.map(|(x, y)| (usize::from(x), usize::from(y)));
            match at.filter(|at| taken.insert(*at)) {
                Some(at) => tiles.push(Tile { at, ..tile }),
                None => late.push(tile),
            }
        }
        // Nothing before the first column and row.
        let left = tiles.iter().map(|tile| tile.at.0).min().unwrap_or(0);
        let top = tiles.iter().map(|tile| tile.at.1).min().unwrap_or(0);
        for tile in &mut tiles {
            tile.at = (tile.at.0 - left, tile.at.1 - top);
        }
        let columns = tiles.iter().map(|tile| tile.at.0 + 1).max().unwrap_or(0);
        let columns = columns.max(late.len().min(9));
        let rows = tiles.iter().map(|tile| tile.at.1 + 1).max().unwrap_or(0);
        for (i, tile) in late.into_iter().enumerate() {
            let at = (i % columns, rows + i / columns);
            tiles.push(Tile { at, ..tile });
        }
        tiles.sort_by_key(|tile| (tile.at.1, tile.at.0));
        Self {
            size: (columns, tiles.last().map_or(0, |tile| tile.at.1 + 1)),
            tiles,
            off_map: by_name.values().map(Vec::len).sum(),
            ..Self::default()
        }
    }

    /// All tiles show one and the same period and definition: values of others would not compare. The metric's own
    /// definition comes before the scopes, of these the one most divisions have.
    fn colour_by_metric(&mut self, data: &Dataset, metric: &MetricId, period: Option<Period>) {
        let figures = |tile: &Tile| {
            let place = tile.place.as_ref();
            place.map(|place| data.observations().series(place, metric))
        };
        let periods: BTreeSet<Period> = self
            .tiles
            .iter()
            .filter_map(figures)
            .flatten()
            .map(|obs| obs.period())
            .collect();
        self.periods = periods.into_iter().collect();
        let known = period.filter(|period| self.periods.contains(period));
        self.period = known.or(self.periods.last().copied());
        let Some(shown) = self.period else { return };
        let mut scopes: BTreeMap<&str, usize> = BTreeMap::new();
        let of_tiles = self.tiles.iter().filter_map(figures).flatten();
        for obs in of_tiles.filter(|obs| obs.period() == shown) {
            *scopes.entry(obs.definition()).or_default() += 1;
        }
        let order = |(scope, n): &(&str, usize)| (scope.is_empty(), *n);
        let Some((scope, _)) = scopes.into_iter().max_by_key(order) else {
            return;
        };
        for tile in &mut self.tiles {
            let all = figures(tile).into_iter().flatten();
            let of_period: Vec<_> = all
                .filter(|obs| obs.period() == shown && obs.definition() == scope)
                .collect();
            tile.value = of_period.first().map(|obs| obs.value());
            tile.figures = of_period.iter().map(|obs| obs.ix()).collect();
        }
    }
}

#[cfg(test)]
mod tests;
