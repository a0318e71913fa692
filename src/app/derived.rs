//! What is derived from dataset and state, computed when its inputs change and kept until then.

pub mod policies;
pub mod zones;

use std::sync::Arc;

use super::command::Command;
use super::places::compare::{Line, lines};
use super::places::industry::IndustryDerived;
use super::places::metrics::MetricsDerived;
use super::places::overview::OverviewCache;
use super::places::review::ReviewDerived;
use super::state::View;
use crate::analysis::checks::{Outcome, check_all};
use crate::analysis::comparison::Comparison;
use crate::chart::{ChartError, ChartSpec, Frame};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId, Period};
use crate::search::{BuiltOf, Hit, NameList, SearchIndex};
use crate::text::tr;

/// The last result for the last inputs.
#[derive(Debug)]
pub struct Cached<K, V>(Option<(K, Arc<V>)>);

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// The value for `key`, computed only when the key is not the last one.
    pub fn get(&mut self, key: K, compute: impl FnOnce(&K) -> V) -> Arc<V> {
        if let Some((last, value)) = &self.0
            && *last == key
        {
            return Arc::clone(value);
        }
        let value = Arc::new(compute(&key));
        self.0 = Some((key, Arc::clone(&value)));
        value
    }
}

/// Everything derived that more than one frame needs.
#[derive(Debug, Default)]
pub struct Derived {
    /// The search index; `None` until the background job has built it.
    pub index: Option<Arc<SearchIndex>>,
    /// 园区.
    pub zones: zones::ZonesDerived,
    /// What 总览 shows.
    pub overview: OverviewCache,
    /// 政策
    pub policies: policies::PoliciesDerived,
    chart: Cached<(u64, ChartSpec), Result<Frame, ChartError>>,
    side_chart: Cached<(u64, ChartSpec), Result<Frame, ChartError>>,
    checks: Cached<u64, Vec<Outcome>>,
    periods: Cached<(u64, Vec<MetricId>, Vec<EntityId>), Vec<Period>>,
    hits: Cached<(u64, Lang, String, Option<BuiltOf>), Vec<Hit>>,
    gallery: Cached<u64, Vec<(String, ChartSpec)>>,
    commands: [Cached<Lang, NameList>; 2],
    /// 产业
    pub industry: IndustryDerived,
    /// The document being taken in.
    pub review: ReviewDerived,
    /// 指标
    pub metrics: MetricsDerived,
    comparison: Cached<(u64, Lang, Vec<EntityId>), Comparison>,
    compare_lines: Cached<(u64, Lang, Vec<EntityId>, bool), Vec<Line>>,
}

impl Derived {
    /// The zone list for what `view` asks.
    pub fn zone_list(&mut self, data: &Dataset, lang: Lang, view: &View) -> Arc<zones::ZoneList> {
        self.zones.list(data, lang, view, self.index.as_ref())
    }

    /// The main chart's frame.
    pub fn chart(&mut self, data: &Dataset, spec: &ChartSpec) -> Arc<Result<Frame, ChartError>> {
        self.chart
            .get((data.generation(), spec.clone()), |(_, spec)| {
                Frame::build(spec, data)
            })
    }

    /// The frame of a chart beside something else (a zone's page, a policy document).
    pub fn side_chart(
        &mut self,
        data: &Dataset,
        spec: &ChartSpec,
    ) -> Arc<Result<Frame, ChartError>> {
        self.side_chart
            .get((data.generation(), spec.clone()), |(_, spec)| {
                Frame::build(spec, data)
            })
    }

    /// The outcome of every check, in the dataset's order.
    pub fn checks(&mut self, data: &Dataset) -> Arc<Vec<Outcome>> {
        self.checks.get(data.generation(), |_| {
            check_all(data)
                .into_iter()
                .map(|(_, outcome)| outcome)
                .collect()
        })
    }

    /// The periods in which these metrics have figures of these entities (of any, when there is none).
    pub fn periods(
        &mut self,
        data: &Dataset,
        metrics: &[MetricId],
        entities: &[EntityId],
    ) -> Arc<Vec<Period>> {
        let key = (data.generation(), metrics.to_vec(), entities.to_vec());
        self.periods.get(key, |(_, metrics, entities)| {
            let figures = metrics
                .iter()
                .flat_map(|id| data.observations().by_metric(id));
            let figures =
                figures.filter(|obs| entities.is_empty() || entities.contains(obs.entity()));
            let mut periods: Vec<Period> = figures.map(|obs| obs.period()).collect();
            periods.sort();
            periods.dedup();
            periods
        })
    }

    /// Search hits for the palette.
    pub fn hits(&mut self, data: &Dataset, lang: Lang, query: &str) -> Arc<Vec<Hit>> {
        let index = self.index.clone();
        let key = (
            data.generation(),
            lang,
            query.trim().to_owned(),
            index.as_ref().map(|index| index.of()),
        );
        self.hits.get(key, |(_, _, query, _)| {
            index.map_or_else(Vec::new, |index| index.search(query, 60))
        })
    }

    /// The zones chosen, side by side.
    pub fn comparison(
        &mut self,
        data: &Dataset,
        lang: Lang,
        zones: &[EntityId],
    ) -> Arc<Comparison> {
        let key = (data.generation(), lang, zones.to_vec());
        self.comparison.get(key, |(_, lang, zones)| {
            Comparison::build(data, zones, *lang)
        })
    }

    /// The lines of the comparison, headings included.
    pub fn compare_lines(
        &mut self,
        data: &Dataset,
        lang: Lang,
        zones: &[EntityId],
        shared_only: bool,
    ) -> Arc<Vec<Line>> {
        let compared = self.comparison(data, lang, zones);
        let key = (data.generation(), lang, zones.to_vec(), shared_only);
        self.compare_lines
            .get(key, |_| lines(&compared, shared_only))
    }

    /// The built-in charts that parse.
    pub fn gallery(&mut self, data: &Dataset) -> Arc<Vec<(String, ChartSpec)>> {
        self.gallery.get(data.generation(), |_| {
            let charts = crate::chart::gallery(data).into_iter();
            charts
                .filter_map(|(name, spec)| Some((name, spec.ok()?)))
                .collect()
        })
    }

    /// Names of the menu's commands, for the palette.
    pub fn command_names(&mut self, lang: Lang) -> Arc<NameList> {
        self.commands[lang as usize].get(lang, |lang| {
            let infos = Command::menu()
                .into_iter()
                .flatten()
                .filter_map(|command| command.info());
            NameList::new(
                infos
                    .map(|info| tr(*lang, info.text).into_owned())
                    .collect(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Zonescope;
    use super::super::jobs::Outcome as Job;
    use super::super::session::Session;
    use super::*;

    fn index(data: &Dataset, lang: Lang) -> Arc<SearchIndex> {
        Arc::new(SearchIndex::new(data, lang))
    }

    #[test]
    fn what_the_index_of_another_language_found_is_not_kept() {
        let data = Dataset::embedded();
        let mut derived = Derived::default();
        let mut first = |of| {
            derived.index = Some(index(&data, of));
            let hits = derived.hits(&data, Lang::En, "jining");
            hits.first().unwrap().title.clone()
        };
        // The window is English already; its index comes later.
        assert_ne!(first(Lang::Zh), first(Lang::En));
    }

    #[test]
    fn an_index_that_comes_too_late_is_dropped() {
        let data = Dataset::embedded();
        let mut app = Zonescope::new(Arc::clone(&data), Session::default());
        let lang = app.state().settings.lang;
        for of in [lang, lang.other()] {
            let job = Job::Index(index(&data, of));
            app.take_in(&egui::Context::default(), "job-index", job);
        }
        let of = app.derived.index.as_ref().map(|index| index.of());
        assert_eq!(of, Some((data.generation(), lang)));
    }
}
