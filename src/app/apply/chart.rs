//! Changes of the chart, and the kind and periods that go with what is plotted.

use std::collections::{HashMap, HashSet};

use super::Effect;
use crate::app::kinds::along_time;
use crate::app::state::metrics::{
    AxisOf, ChartEdit, FigureTab, MetricsEdit, MetricsState, TableSort, WordsOf, Zoom,
};
use crate::app::state::{Place, View};
use crate::chart::{
    Axis, ChartKind, ChartSpec, Frame, MAX_ANNOTATIONS, MAX_BARS, MAX_SERIES, PeriodChoice,
    SIZE_RANGE, Subject, Transform, Words,
};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId, Period};

/// Carries out `edit`.
pub(super) fn apply(
    view: &mut View,
    data: &Dataset,
    lang: Lang,
    edit: ChartEdit,
) -> Option<Effect> {
    let chart = &mut view.chart;
    match edit {
        ChartEdit::Show(spec) => {
            // Who leafs through the gallery goes on there.
            let shelf = view.metrics.shelf && view.place == Place::Metrics;
            view.metrics = MetricsState {
                shelf,
                ..MetricsState::default()
            };
            view.place = Place::Metrics;
            *chart = *spec;
        }
        ChartEdit::Plot(metric, entity) => {
            view.place = Place::Metrics;
            view.metrics = MetricsState::default();
            let subject = Subject::Metrics {
                metrics: vec![metric],
                entities: vec![entity],
            };
            *chart = fresh(chart, ChartKind::Line, subject);
            chart.kind = sensible(chart, data);
        }
        ChartEdit::Kind(kind) => set_kind(chart, data, kind),
        // A chart with more could be saved and never be opened again.
        ChartEdit::Annotate(_) if chart.annotations.len() >= MAX_ANNOTATIONS => {
            return Some(Effect::TextsFull);
        }
        ChartEdit::Annotate(annotation) => {
            chart.annotations.push(annotation);
            view.metrics.annotation = Some(chart.annotations.len() - 1);
        }
        ChartEdit::RemoveAnnotation(n) => {
            if n < chart.annotations.len() {
                chart.annotations.remove(n);
            }
            view.metrics.annotation = None;
        }
        edit @ (ChartEdit::AddMetric(_)
        | ChartEdit::RemoveMetric(_)
        | ChartEdit::AddEntities(_)
        | ChartEdit::RemoveEntity(_)
        | ChartEdit::ClearEntities) => {
            edit_subject(chart, data, edit);
            view.metrics.sort = None;
            view.metrics.annotation = None;
        }
        edit => edit_options(chart, lang, edit),
    }
    None
}

/// Carries out `edit`.
pub(super) fn apply_metrics(state: &mut MetricsState, edit: MetricsEdit) {
    match edit {
        MetricsEdit::Tab(tab) => state.tab = tab,
        MetricsEdit::Shelf(shelf) => state.shelf = shelf,
        MetricsEdit::SortBy(column) => {
            state.sort = match state.sort {
                Some(sort) if sort.column == column && sort.descending => Some(TableSort {
                    column,
                    descending: false,
                }),
                Some(sort) if sort.column == column => None,
                _ => Some(TableSort {
                    column,
                    descending: true,
                }),
            };
        }
        MetricsEdit::Annotation(n) => {
            state.annotation = n;
            state.tab = FigureTab::Chart;
        }
    }
}

/// A new chart that keeps the size and colours of the last one, and none of its words.
pub(super) fn fresh(last: &ChartSpec, kind: ChartKind, subject: Subject) -> ChartSpec {
    ChartSpec {
        kind,
        subject,
        size: last.size,
        theme: last.theme,
        ..ChartSpec::default()
    }
}

fn edit_options(chart: &mut ChartSpec, lang: Lang, edit: ChartEdit) {
    match edit {
        ChartEdit::Period(period) => chart.period = period,
        ChartEdit::Transform(transform) => {
            // Another unit: what was zoomed and annotated means nothing in it.
            if chart.transform != transform {
                forget_places(chart);
            }
            chart.transform = transform;
        }
        ChartEdit::Stack(stack) => {
            forget_places(chart);
            chart.stack = stack;
        }
        ChartEdit::Missing(missing) => chart.missing = missing,
        ChartEdit::Log(axis, log) => {
            let axis = match axis {
                AxisOf::X => &mut chart.x,
                AxisOf::Y => &mut chart.y,
            };
            axis.log = log;
            axis.range.take_if(|range| log && range.0 <= 0.0);
        }
        ChartEdit::Zoom(zoom) => set_zoom(chart, zoom),
        ChartEdit::ResetZoom => {
            chart.x.range = None;
            chart.y.range = None;
            if matches!(chart.period, PeriodChoice::Range(..)) {
                chart.period = PeriodChoice::Auto;
            }
        }
        ChartEdit::Encoding(encoding) => chart.encoding = encoding,
        ChartEdit::Panels(panels) => chart.panels = panels,
        ChartEdit::Fold(fold) => chart.fold = fold,
        ChartEdit::Markers(markers) => chart.markers = markers,
        ChartEdit::ToggleReference(reference) => {
            match chart.references.iter().position(|r| *r == reference) {
                Some(at) => drop(chart.references.remove(at)),
                None => chart.references.push(reference),
            }
        }
        ChartEdit::Reannotate(n, annotation) => {
            if let Some(place) = chart.annotations.get_mut(n) {
                *place = annotation;
            }
        }
        ChartEdit::ToggleHighlight(id) => match chart.highlight.iter().position(|h| *h == id) {
            Some(at) => drop(chart.highlight.remove(at)),
            None => chart.highlight.push(id),
        },
        ChartEdit::ClearHighlight => chart.highlight.clear(),
        ChartEdit::Words(which, text) => {
            let words = match which {
                WordsOf::Title => &mut chart.title,
                WordsOf::Subtitle => &mut chart.subtitle,
                WordsOf::Note => &mut chart.note,
            };
            match lang {
                Lang::Zh => words.zh = text,
                Lang::En => words.en = text,
            }
        }
        ChartEdit::Size(width, height) => {
            let within = |n: u32| n.clamp(*SIZE_RANGE.start(), *SIZE_RANGE.end());
            chart.size = (within(width), within(height));
        }
        ChartEdit::Theme(theme) => chart.theme = theme,
        _ => {}
    }
}

/// Ranges that are none are refused, so that a gesture never makes a chart that cannot be drawn.
fn set_zoom(chart: &mut ChartSpec, zoom: Zoom) {
    let set = |axis: &mut Axis, range: Option<(f64, f64)>| {
        let sound = |(low, high): &(f64, f64)| {
            low.is_finite() && high.is_finite() && low < high && !(axis.log && *low <= 0.0)
        };
        if let Some(range) = range.filter(sound) {
            axis.range = Some(range);
        }
    };
    set(&mut chart.x, zoom.x);
    set(&mut chart.y, zoom.y);
    if let Some(period) = zoom.period {
        chart.period = period;
    }
}

/// Forgets what is placed in the units of the axes.
fn forget_places(chart: &mut ChartSpec) {
    chart.x.range = None;
    chart.y.range = None;
    chart.annotations.clear();
}

/// Another kind; a single period says nothing along a time axis, and other axes mean other places.
fn set_kind(chart: &mut ChartSpec, data: &Dataset, kind: ChartKind) {
    if chart.kind == kind {
        return;
    }
    chart.kind = kind;
    chart.x.range = None;
    chart.y.range = None;
    chart.annotations.clear();
    if along_time(kind) && matches!(chart.period, PeriodChoice::At(_)) {
        chart.period = PeriodChoice::Auto;
    }
    if Frame::build(chart, data).is_ok() {
        return;
    }
    // What the new kind cannot do with its options it does without them.
    for strip in [
        |chart: &mut ChartSpec| chart.panels = None,
        |chart: &mut ChartSpec| chart.transform = Transform::Level,
        |chart: &mut ChartSpec| chart.period = PeriodChoice::Auto,
    ] {
        let mut simpler = chart.clone();
        strip(&mut simpler);
        if Frame::build(&simpler, data).is_ok() {
            *chart = simpler;
            return;
        }
    }
}

/// Changes what is plotted. The old words described the old numbers, so they become automatic again; kind and periods
/// follow the numbers.
fn edit_subject(chart: &mut ChartSpec, data: &Dataset, edit: ChartEdit) {
    let before = chart.subject.clone();
    if !matches!(chart.subject, Subject::Metrics { .. }) {
        chart.subject = Subject::default();
    }
    let Subject::Metrics { metrics, entities } = &mut chart.subject else {
        return;
    };
    let was = metrics.clone();
    match edit {
        ChartEdit::AddMetric(id) if !metrics.contains(&id) => metrics.push(id),
        ChartEdit::RemoveMetric(id) => metrics.retain(|m| *m != id),
        ChartEdit::AddEntities(ids) => {
            for id in ids {
                if !entities.contains(&id) {
                    entities.push(id);
                }
            }
        }
        ChartEdit::RemoveEntity(id) => {
            entities.retain(|e| *e != id);
            chart.highlight.retain(|h| h != id.as_str());
        }
        ChartEdit::ClearEntities => entities.clear(),
        _ => {}
    }
    if *metrics != was {
        // The periods of one metric need not be those of another.
        chart.period = PeriodChoice::Auto;
        chart.transform = Transform::Level;
    }
    if chart.subject == before {
        return;
    }
    chart.title = Words::default();
    chart.subtitle = Words::default();
    chart.note = Words::default();
    forget_places(chart);
    chart.kind = sensible(chart, data);
}

/// What decides the kind: how much there is to draw.
struct Extent {
    metrics: usize,
    entities: usize,
    /// Most periods of one series.
    longest: usize,
    mixed_units: bool,
}

impl Extent {
    fn of(data: &Dataset, metrics: &[MetricId], entities: &[EntityId]) -> Self {
        let mut series: HashMap<(&MetricId, &EntityId), HashSet<Period>> = HashMap::new();
        let mut places: HashSet<&EntityId> = HashSet::new();
        let wanted: HashSet<&EntityId> = entities.iter().collect();
        for metric in metrics {
            for obs in data.observations().by_metric(metric) {
                if wanted.is_empty() || wanted.contains(obs.entity()) {
                    places.insert(obs.entity());
                    let of_one = series.entry((metric, obs.entity())).or_default();
                    of_one.insert(obs.period());
                }
            }
        }
        let units = metrics.iter().filter_map(|id| data.metric(id));
        let units: HashSet<&str> = units.map(|metric| metric.unit.as_str()).collect();
        Self {
            metrics: metrics.len(),
            entities: places.len(),
            longest: series.values().map(HashSet::len).max().unwrap_or(0),
            mixed_units: units.len() > 1,
        }
    }
}

/// The kind for what is plotted now: the present one while it still says something, else the most telling.
fn sensible(chart: &ChartSpec, data: &Dataset) -> ChartKind {
    let Subject::Metrics { metrics, entities } = &chart.subject else {
        return chart.kind;
    };
    if metrics.is_empty() {
        return match chart.kind {
            // Figures have neither links nor dates to draw.
            ChartKind::Links | ChartKind::Timeline => ChartKind::RankedBar,
            kind => kind,
        };
    }
    let extent = Extent::of(data, metrics, entities);
    let builds = |kind: ChartKind| {
        let spec = ChartSpec {
            kind,
            ..chart.clone()
        };
        Frame::build(&spec, data).is_ok()
    };
    let telling = |kind: ChartKind| match along_time(kind) {
        true => extent.longest > 1,
        // Bars say little of one place over many years.
        false => extent.longest < 3 || extent.entities > 1 || extent.metrics > 1,
    };
    let wanted = wanted(&extent);
    if telling(chart.kind) && builds(chart.kind) {
        return chart.kind;
    }
    let others = ChartKind::ALL.iter().copied();
    let mut found = wanted.into_iter().chain(others).filter(|k| builds(*k));
    found.next().unwrap_or(match chart.kind {
        ChartKind::Links | ChartKind::Timeline => ChartKind::RankedBar,
        kind => kind,
    })
}

/// Kinds for so much to draw, the most telling first.
fn wanted(extent: &Extent) -> Vec<ChartKind> {
    use ChartKind as K;
    match extent {
        // Two measures of many places: how they go together.
        Extent {
            metrics: 2,
            mixed_units: true,
            entities: 5..,
            ..
        } => vec![K::Scatter, K::RankedBar],
        Extent {
            longest: 0 | 1,
            metrics: 1,
            entities: MAX_BARS..,
            ..
        } => vec![K::Distribution, K::RankedBar],
        Extent {
            longest: 0 | 1,
            metrics: 2..,
            mixed_units: false,
            ..
        } => vec![K::GroupedBar, K::RankedBar],
        Extent { longest: 0 | 1, .. } => vec![K::RankedBar],
        Extent {
            mixed_units: true, ..
        } => vec![K::RankedBar, K::HeatMap, K::Line],
        Extent {
            longest: 2,
            metrics: 1,
            entities: 2..,
            ..
        } => vec![K::Slope, K::Dumbbell, K::RankedBar],
        extent if extent.entities * extent.metrics > MAX_SERIES => {
            vec![K::RankedBar, K::HeatMap, K::Line]
        }
        _ => vec![K::Line, K::RankedBar],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Annotation;

    #[test]
    fn a_chart_takes_no_more_texts_than_can_be_read_again() {
        let data = Dataset::embedded();
        let mut view = View::default();
        let mut annotate = || {
            let edit = ChartEdit::Annotate(Annotation::default());
            apply(&mut view, &data, Lang::Zh, edit)
        };
        for _ in 0..MAX_ANNOTATIONS {
            assert_eq!(annotate(), None);
        }
        assert_eq!(annotate(), Some(Effect::TextsFull));
        assert_eq!(view.metrics.annotation, Some(MAX_ANNOTATIONS - 1));
        let again = ChartSpec::from_ron(&view.chart.to_ron()).unwrap();
        assert_eq!(again.annotations.len(), MAX_ANNOTATIONS);
    }
}
