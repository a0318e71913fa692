//! What the place derives from data and chart, kept until its inputs change.

use std::sync::Arc;

use super::sources::SourceList;
use super::table::FigureTable;
use crate::app::derived::Cached;
use crate::app::state::metrics::TableSort;
use crate::chart::{ChartError, ChartKind, ChartSpec, Frame, PeriodChoice, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId};
use crate::search::{BuiltOf, SearchIndex};

use super::picker::{Choice, GroupKind, entity_choices, group_choices, metric_choices};

/// Whether each kind suits the chart, with the reason where it does not.
pub type Suits = Vec<(ChartKind, Option<ChartError>)>;

/// One way out of a chart that cannot be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum WayOut {
    /// Another kind.
    Kind(ChartKind),
    /// All periods.
    AllPeriods,
    /// The figures as they are.
    Level,
    /// One plot.
    OnePlot,
    /// The rest put together.
    Fold,
}

/// What a search in the pickers depends on: data, language, query, and what the index was built of.
type Query = (u64, Lang, String, Option<BuiltOf>);

/// What a list of groups depends on: data, language, kind of group, metrics and entities chosen.
type GroupQuery = (u64, Lang, GroupKind, Vec<MetricId>, Vec<EntityId>);

/// Cached lists of the place.
#[derive(Debug, Default)]
pub struct MetricsDerived {
    suits: Cached<(u64, ChartSpec), Suits>,
    ways: Cached<(u64, ChartSpec), Vec<WayOut>>,
    table: Cached<(u64, ChartSpec), FigureTable>,
    order: Cached<(u64, ChartSpec, Option<TableSort>), Vec<usize>>,
    sources: Cached<(u64, ChartSpec), SourceList>,
    titles: Cached<(u64, Lang), Vec<String>>,
    metrics: Cached<(Query, Vec<EntityId>), Vec<Choice<MetricId>>>,
    entities: Cached<(Query, Vec<MetricId>), Vec<Choice<EntityId>>>,
    groups: Cached<GroupQuery, Vec<Choice<Vec<EntityId>>>>,
}

/// The chart without what decides neither kind nor periods.
fn bare(spec: &ChartSpec) -> ChartSpec {
    ChartSpec {
        kind: ChartKind::default(),
        subject: spec.subject.clone(),
        period: spec.period,
        transform: spec.transform.clone(),
        panels: spec.panels,
        fold: spec.fold,
        missing: spec.missing,
        lang: spec.lang,
        ..ChartSpec::default()
    }
}

impl MetricsDerived {
    /// Whether each kind suits `spec`.
    pub fn suits(&mut self, data: &Dataset, spec: &ChartSpec) -> Arc<Suits> {
        self.suits
            .get((data.generation(), bare(spec)), |(_, bare)| {
                let kinds = ChartKind::ALL.iter().copied();
                kinds
                    .map(|kind| {
                        let spec = ChartSpec {
                            kind,
                            ..bare.clone()
                        };
                        (kind, Frame::build(&spec, data).err())
                    })
                    .collect()
            })
    }

    /// What would make a chart of `spec` that can be drawn.
    pub fn ways_out(&mut self, data: &Dataset, spec: &ChartSpec) -> Arc<Vec<WayOut>> {
        let suits = self.suits(data, spec);
        self.ways
            .get((data.generation(), spec.clone()), |(_, spec)| {
                let mut ways = Vec::new();
                let mut offer = |way: WayOut, change: &dyn Fn(&mut ChartSpec)| {
                    let mut changed = spec.clone();
                    change(&mut changed);
                    if changed != *spec && Frame::build(&changed, data).is_ok() {
                        ways.push(way);
                    }
                };
                offer(WayOut::AllPeriods, &|s| s.period = PeriodChoice::Auto);
                offer(WayOut::Level, &|s| s.transform = Transform::Level);
                offer(WayOut::OnePlot, &|s| s.panels = None);
                offer(WayOut::Fold, &|s| s.fold = true);
                let kinds = suits.iter().filter(|(_, error)| error.is_none());
                ways.extend(kinds.map(|(kind, _)| WayOut::Kind(*kind)));
                if ways.is_empty() {
                    // Choosing a kind drops the options it cannot do with, see `apply`.
                    let plain = ChartSpec {
                        period: PeriodChoice::Auto,
                        ..spec.clone()
                    };
                    let builds = |kind: &ChartKind| {
                        let kind = *kind;
                        let spec = ChartSpec {
                            kind,
                            ..plain.clone()
                        };
                        Frame::build(&spec, data).is_ok()
                    };
                    let kinds = ChartKind::ALL.iter().copied().filter(builds);
                    ways.extend(kinds.map(WayOut::Kind));
                }
                ways
            })
    }

    /// The figures of a frame as a table.
    pub fn table(&mut self, data: &Dataset, spec: &ChartSpec, frame: &Frame) -> Arc<FigureTable> {
        self.table
            .get((data.generation(), spec.clone()), |(_, spec)| {
                FigureTable::of(frame, spec, data)
            })
    }

    /// The rows of that table in order.
    pub fn order(
        &mut self,
        data: &Dataset,
        spec: &ChartSpec,
        table: &FigureTable,
        sort: Option<TableSort>,
    ) -> Arc<Vec<usize>> {
        let key = (data.generation(), spec.clone(), sort);
        self.order.get(key, |(_, _, sort)| table.order(*sort))
    }

    /// The sources of a frame, each with what it supports.
    pub fn sources(&mut self, data: &Dataset, spec: &ChartSpec, frame: &Frame) -> Arc<SourceList> {
        self.sources.get((data.generation(), spec.clone()), |_| {
            SourceList::of(data, frame)
        })
    }

    /// The titles of the built-in charts, in their order; automatic where a chart has none of its own.
    pub fn titles(
        &mut self,
        data: &Dataset,
        lang: Lang,
        gallery: &[(String, ChartSpec)],
    ) -> Arc<Vec<String>> {
        self.titles.get((data.generation(), lang), |(_, lang)| {
            let title = |(name, spec): &(String, ChartSpec)| {
                if let Some(title) = spec.title.get(*lang) {
                    return title.to_owned();
                }
                let spec = super::shown_spec(spec, *lang);
                Frame::build(&spec, data).map_or_else(|_| name.clone(), |frame| frame.title)
            };
            gallery.iter().map(title).collect()
        })
    }

    /// Metrics to add: those that have figures of `entities` (of any, when there is none) first.
    pub fn metrics(
        &mut self,
        data: &Dataset,
        index: Option<&Arc<SearchIndex>>,
        lang: Lang,
        query: &str,
        entities: &[EntityId],
    ) -> Arc<Vec<Choice<MetricId>>> {
        let query = query.trim().to_owned();
        let of = index.map(|index| index.of());
        let key = ((data.generation(), lang, query, of), entities.to_vec());
        self.metrics.get(key, |((_, _, query, _), entities)| {
            metric_choices(data, index, lang, query, entities)
        })
    }

    /// Zones and places to add: those that have figures of `metrics`.
    pub fn entities(
        &mut self,
        data: &Dataset,
        index: Option<&Arc<SearchIndex>>,
        lang: Lang,
        query: &str,
        metrics: &[MetricId],
    ) -> Arc<Vec<Choice<EntityId>>> {
        let query = query.trim().to_owned();
        let of = index.map(|index| index.of());
        let key = ((data.generation(), lang, query, of), metrics.to_vec());
        self.entities.get(key, |((_, _, query, _), metrics)| {
            entity_choices(data, index, lang, query, metrics)
        })
    }

    /// Groups of zones to add, each with its zones that have figures of the chart's metrics.
    pub fn groups(
        &mut self,
        data: &Dataset,
        lang: Lang,
        kind: GroupKind,
        subject: &Subject,
    ) -> Arc<Vec<Choice<Vec<EntityId>>>> {
        let (metrics, chosen) = match subject {
            Subject::Metrics { metrics, entities } => (metrics.clone(), entities.clone()),
            _ => (Vec::new(), Vec::new()),
        };
        // Only what is like the chosen ones depends on them.
        let chosen = match kind {
            GroupKind::Similar => chosen,
            _ => Vec::new(),
        };
        let key = (data.generation(), lang, kind, metrics, chosen);
        self.groups.get(key, |(_, lang, kind, metrics, chosen)| {
            group_choices(data, *lang, *kind, metrics, chosen)
        })
    }
}
