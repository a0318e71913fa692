//! What is derived from dataset and state, computed when its inputs change and kept until then.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::command::Command;
use super::state::View;
use crate::analysis::checks::{Outcome, check_all};
use crate::chart::{ChartError, ChartSpec, Frame};
use crate::dataset::Dataset;
use crate::model::{EntityId, Instrument, Lang, Measure, PolicyId};
use crate::search::{Hit, NameList, SearchIndex};
use crate::text::tr;

/// The last result for the last inputs.
#[derive(Debug)]
pub struct Cached<K, V>(Option<(K, Rc<V>)>);

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// The value for `key`, computed only when the key is not the last one.
    pub fn get(&mut self, key: K, compute: impl FnOnce(&K) -> V) -> Rc<V> {
        if let Some((last, value)) = &self.0
            && *last == key
        {
            return Rc::clone(value);
        }
        let value = Rc::new(compute(&key));
        self.0 = Some((key, Rc::clone(&value)));
        value
    }
}

/// Measures of one document that pass the filter, by head.
#[derive(Debug, Default)]
pub struct PolicyPage {
    /// Positions of measures, one list per head of the document.
    pub by_head: Vec<Vec<usize>>,
    /// How many pass.
    pub shown: usize,
    /// Instruments of the document with how many measures have each.
    pub instruments: Vec<(Instrument, usize)>,
}

/// Everything derived that more than one frame needs.
#[derive(Debug, Default)]
pub struct Derived {
    /// The search index; `None` until the background job has built it.
    pub index: Option<Arc<SearchIndex>>,
    zones: Cached<(u64, Lang, String, bool), Vec<EntityId>>,
    policy: Cached<(u64, PolicyId, String, Option<Instrument>), PolicyPage>,
    chart: Cached<(u64, ChartSpec), Result<Frame, ChartError>>,
    side_chart: Cached<(u64, ChartSpec), Result<Frame, ChartError>>,
    checks: Cached<u64, Vec<Outcome>>,
    hits: Cached<(u64, Lang, String, bool), Vec<Hit>>,
    gallery: Cached<u64, Vec<(String, ChartSpec)>>,
    commands: [Cached<Lang, NameList>; 2],
}

impl Derived {
    /// Zones that match the query, best first; all in the pack's order when there is none.
    pub fn zones(&mut self, data: &Dataset, lang: Lang, query: &str) -> Rc<Vec<EntityId>> {
        let index = self.index.clone();
        let key = (
            data.generation(),
            lang,
            query.trim().to_owned(),
            index.is_some(),
        );
        self.zones.get(key, |(_, _, query, _)| {
            let all = || data.zones.iter().map(|zone| zone.id.clone()).collect();
            let (Some(index), false) = (index, query.is_empty()) else {
                return all();
            };
            let mut found: Vec<EntityId> = Vec::new();
            let mut seen = HashSet::new();
            for id in index.entities(query) {
                let parent = data.place(&id).and_then(|place| place.parent.clone());
                let zone = data.zone(&id).map(|zone| zone.id.clone()).or(parent);
                if let Some(zone) = zone
                    && seen.insert(zone.clone())
                {
                    found.push(zone);
                }
            }
            found
        })
    }

    /// The measures of `policy` that match query and instrument.
    pub fn policy(&mut self, data: &Dataset, policy: &PolicyId, view: &View) -> Rc<PolicyPage> {
        let query = view.policy_query.trim().to_lowercase();
        let key = (data.generation(), policy.clone(), query, view.instrument);
        self.policy.get(key, |(_, id, query, instrument)| {
            let Some(policy) = data.policy(id) else {
                return PolicyPage::default();
            };
            let passes = |m: &Measure| {
                instrument.is_none_or(|i| m.instruments.contains(&i))
                    && (query.is_empty() || matches_text(m, query))
            };
            let by_head: Vec<Vec<usize>> = policy
                .categories
                .iter()
                .map(|head| {
                    let measures = policy.measures.iter().enumerate();
                    measures
                        .filter(|(_, m)| m.category == head.id && passes(m))
                        .map(|(i, _)| i)
                        .collect()
                })
                .collect();
            let count = |i: Instrument| {
                policy
                    .measures
                    .iter()
                    .filter(|m| m.instruments.contains(&i))
                    .count()
            };
            let instruments = Instrument::ALL.into_iter().map(|i| (i, count(i)));
            PolicyPage {
                shown: by_head.iter().map(Vec::len).sum(),
                instruments: instruments.filter(|(_, n)| *n > 0).collect(),
                by_head,
            }
        })
    }

    /// The main chart's frame.
    pub fn chart(&mut self, data: &Dataset, spec: &ChartSpec) -> Rc<Result<Frame, ChartError>> {
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
    ) -> Rc<Result<Frame, ChartError>> {
        self.side_chart
            .get((data.generation(), spec.clone()), |(_, spec)| {
                Frame::build(spec, data)
            })
    }

    /// The outcome of every check, in the dataset's order.
    pub fn checks(&mut self, data: &Dataset) -> Rc<Vec<Outcome>> {
        self.checks.get(data.generation(), |_| {
            check_all(data)
                .into_iter()
                .map(|(_, outcome)| outcome)
                .collect()
        })
    }

    /// Search hits for the palette.
    pub fn hits(&mut self, data: &Dataset, lang: Lang, query: &str) -> Rc<Vec<Hit>> {
        let index = self.index.clone();
        let key = (
            data.generation(),
            lang,
            query.trim().to_owned(),
            index.is_some(),
        );
        self.hits.get(key, |(_, _, query, _)| {
            index.map_or_else(Vec::new, |index| index.search(query, 60))
        })
    }

    /// The built-in charts that parse.
    pub fn gallery(&mut self, data: &Dataset) -> Rc<Vec<(String, ChartSpec)>> {
        self.gallery.get(data.generation(), |_| {
            let charts = crate::chart::gallery(data).into_iter();
            charts
                .filter_map(|(name, spec)| Some((name, spec.ok()?)))
                .collect()
        })
    }

    /// Names of the menu's commands, for the palette.
    pub fn command_names(&mut self, lang: Lang) -> Rc<NameList> {
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

fn matches_text(measure: &Measure, query: &str) -> bool {
    query.split_whitespace().all(|word| {
        let has = |text: &str| text.to_lowercase().contains(word);
        has(&measure.text)
            || has(&measure.text_en)
            || has(&measure.sub_head)
            || measure.targets.iter().any(|target| has(target))
    })
}
