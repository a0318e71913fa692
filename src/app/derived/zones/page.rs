//! What the page of one zone lists: figures, documents, industry, events, sources. The tabs count what they list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::app::state::ZoneTab;
use crate::app::widgets::{FigureTexts, bilingual_gap, extent};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::{EntityId, Lang, Named as _, SourceId, Zone};

/// What the page of one zone lists.
#[derive(Debug, Default)]
pub struct ZonePage {
    /// Figures of the zone, then of the parks inside it; each with whether another source gives it differently.
    pub figures: Vec<(ObsIx, bool)>,
    /// The same by heading, in the order in which the headings first come.
    pub groups: Vec<(String, Vec<(ObsIx, bool)>)>,
    /// Positions in the dataset's policies, each with how many measures stand under each of its heads; `None` where
    /// nobody knows.
    pub policies: Vec<(usize, Vec<Option<usize>>)>,
    /// Positions in the dataset's clusters.
    pub clusters: Vec<usize>,
    /// Positions in the dataset's organisations, each with those of its links.
    pub organisations: Vec<(usize, Vec<usize>)>,
    /// Positions in the dataset's events, by kind, then date.
    pub events: Vec<usize>,
    /// Every source of the zone with the places in it that are used, and the figures it supports.
    pub sources: Vec<(SourceId, Vec<ObsIx>)>,
    /// The longest texts of the figures, of which their columns are made.
    pub texts: FigureTexts,
    /// The longest names of what the sources support: one of them is the widest.
    pub names: Vec<String>,
}

/// How many of the longest names are measured.
const LONGEST: usize = 12;

impl ZonePage {
    pub(super) fn new(data: &Dataset, lang: Lang, zone: &Zone) -> Self {
        let entities = entities(data, zone);
        let figures = entities.iter().copied();
        let figures = figures.flat_map(|id| data.observations().by_entity(id));
        let figures: Vec<Obs<'_>> = figures.collect();
        let flagged = figures.iter().map(Obs::ix).zip(conflicts(&figures));
        let flagged: Vec<(ObsIx, bool)> = flagged.collect();
        let of_zone = |id: &Option<EntityId>| id.as_ref() == Some(&zone.id);
        let industry = &data.industry;
        let links = |at: usize| {
            let id = &industry.organisations[at].id;
            positions(&industry.links, |link| link.from == *id || link.to == *id)
        };
        let organisations = positions(&industry.organisations, |org| of_zone(&org.zone));
        let organisations = organisations.into_iter().map(|at| (at, links(at)));
        let heads = |at: usize| {
            let policy = &data.policies[at];
            let heads = policy.categories.iter();
            let counts = heads.map(|head| policy.known(policy.measures_in(&head.id).count()));
            counts.collect()
        };
        let policies = positions(&data.policies, |policy| of_zone(&policy.zone)).into_iter();
        let mut events = positions(&data.events, |event| entities.contains(&&event.zone));
        events.sort_by_key(|at| (data.events[*at].kind, data.events[*at].date));
        let mut page = Self {
            groups: groups(data, lang, zone, &flagged),
            texts: FigureTexts::of(data, &flagged, lang),
            names: longest_names(data, lang, zone, &figures),
            figures: flagged,
            policies: policies.map(|at| (at, heads(at))).collect(),
            clusters: positions(&industry.clusters, |cluster| cluster.zone == zone.id),
            organisations: organisations.collect(),
            events,
            sources: Vec::new(),
        };
        page.sources = page.sources(data, zone, &figures);
        page
    }

    /// How many entries a tab lists; `None` where they are of no one kind.
    pub fn count(&self, tab: ZoneTab) -> Option<usize> {
        match tab {
            ZoneTab::Overview | ZoneTab::Industry => None,
            ZoneTab::Figures => Some(self.figures.len()),
            ZoneTab::Policies => Some(self.policies.len()),
            ZoneTab::Events => Some(self.events.len()),
            ZoneTab::Sources => Some(self.sources.len()),
        }
    }

    /// The sources of the zone and of all that is listed; those there is no record of are left out.
    fn sources(
        &self,
        data: &Dataset,
        zone: &Zone,
        figures: &[Obs<'_>],
    ) -> Vec<(SourceId, Vec<ObsIx>)> {
        let indices = data.indices.iter();
        let indices = indices.filter(|index| index.zone.as_ref() == Some(&zone.id));
        let indices =
            indices.flat_map(|index| std::iter::once(&index.source).chain(&index.sources));
        let events = self.events.iter().map(|at| &data.events[*at].source);
        let policies = self.policies.iter();
        let policies = policies.flat_map(|(at, _)| &data.policies[*at].sources);
        let industry = &data.industry;
        let clusters = self.clusters.iter();
        let clusters = clusters.map(|at| &industry.clusters[*at].source);
        let firms = self.organisations.iter();
        let firms = firms.map(|(at, _)| &industry.organisations[*at].source);
        let named = zone.sources.iter().chain(events).chain(indices);
        let named = named.chain(policies).chain(clusters).chain(firms);
        let mut found: BTreeMap<&SourceId, Vec<ObsIx>> = named.map(|id| (id, vec![])).collect();
        for obs in figures {
            found.entry(obs.source()).or_default().push(obs.ix());
        }
        let found = found
            .into_iter()
            .filter(|(id, _)| data.source(id).is_some());
        found.map(|(id, figures)| (id.clone(), figures)).collect()
    }
}

/// The metric; of a park inside the zone, the park first.
pub fn figure_name(data: &Dataset, lang: Lang, zone: &Zone, obs: &Obs<'_>) -> String {
    let metric = data.metric(obs.metric());
    let name = metric.map_or(obs.metric().as_str(), |metric| metric.name(lang));
    let park = if *obs.entity() == zone.id {
        ""
    } else {
        data.entity_name(obs.entity(), lang)
    };
    bilingual_gap([park, name])
}

fn longest_names(data: &Dataset, lang: Lang, zone: &Zone, figures: &[Obs<'_>]) -> Vec<String> {
    let cited = figures.iter();
    let cited = cited.filter(|obs| data.source(obs.source()).is_some());
    let names: BTreeSet<String> = cited
        .map(|obs| figure_name(data, lang, zone, obs))
        .collect();
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_cached_key(|name| std::cmp::Reverse(extent(name)));
    names.truncate(LONGEST);
    names
}

/// The zone and the parks inside it: whoever has figures.
fn entities<'a>(data: &'a Dataset, zone: &'a Zone) -> Vec<&'a EntityId> {
    let parks = data.places.iter();
    let parks = parks.filter(|place| place.parent.as_ref() == Some(&zone.id));
    std::iter::once(&zone.id)
        .chain(parks.map(|park| &park.id))
        .collect()
}

/// Where those stand that are of the zone.
fn positions<T>(records: &[T], of_zone: impl Fn(&T) -> bool) -> Vec<usize> {
    let found = records.iter().enumerate();
    let found = found.filter(|(_, record)| of_zone(record));
    found.map(|(at, _)| at).collect()
}

/// Of each figure, whether another source gives it differently.
pub fn conflicts<'a>(figures: &[Obs<'a>]) -> Vec<bool> {
    let key = |obs: &Obs<'a>| (obs.entity(), obs.metric(), obs.period(), obs.definition());
    // The first value, and whether another is not the same.
    let mut values: HashMap<_, (f64, bool)> = HashMap::new();
    for obs in figures {
        let (first, differ) = values.entry(key(obs)).or_insert((obs.value(), false));
        *differ |= *first != obs.value();
    }
    figures.iter().map(|obs| values[&key(obs)].1).collect()
}

/// The figures by group of metrics; those of a park stand under its name.
fn groups(
    data: &Dataset,
    lang: Lang,
    zone: &Zone,
    figures: &[(ObsIx, bool)],
) -> Vec<(String, Vec<(ObsIx, bool)>)> {
    let mut groups: Vec<(String, Vec<(ObsIx, bool)>)> = Vec::new();
    for figure in figures {
        let obs = data.observations().get(figure.0);
        let metric = data.metric(obs.metric());
        let mut name = metric.map_or("", |metric| metric.group(lang)).to_owned();
        if *obs.entity() != zone.id {
            name = format!("{} · {name}", data.entity_name(obs.entity(), lang));
        }
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, list)) => list.push(*figure),
            None => groups.push((name, vec![*figure])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_those_of_comparing_every_pair() {
        let data = Dataset::embedded();
        let mut found = 0;
        for id in data.entity_ids() {
            let figures: Vec<Obs<'_>> = data.observations().by_entity(id).collect();
            let same = |a: &Obs<'_>, b: &Obs<'_>| {
                let of = |obs: &Obs<'_>| (obs.metric().clone(), obs.period());
                of(a) == of(b) && a.definition() == b.definition()
            };
            let differs = |a: &Obs<'_>, b: &Obs<'_>| same(a, b) && a.value() != b.value();
            let pairs = figures.iter();
            let pairs = pairs.map(|obs| figures.iter().any(|other| differs(obs, other)));
            let pairs: Vec<bool> = pairs.collect();
            assert_eq!(conflicts(&figures), pairs, "{id}");
            found += pairs.iter().filter(|differ| **differ).count();
        }
        assert!(found > 0);
    }

    #[test]
    fn tabs_count_what_they_list() {
        let data = Dataset::embedded();
        let (mut of_parks, mut listed) = (0, [0; 6]);
        for zone in &data.zones {
            let page = ZonePage::new(&data, Lang::Zh, zone);
            let inside = |id: &EntityId| {
                let parent = || data.place(id)?.parent.as_ref();
                *id == zone.id || parent() == Some(&zone.id)
            };
            let own = |id: &Option<EntityId>| id.as_ref() == Some(&zone.id);
            let figures = data.observations().iter().filter(|o| inside(o.entity()));
            let figures: Vec<Obs<'_>> = figures.collect();
            of_parks += figures.iter().filter(|o| *o.entity() != zone.id).count();
            let expected = [
                None,
                Some(figures.len()),
                Some(data.policies.iter().filter(|p| own(&p.zone)).count()),
                None,
                Some(data.events.iter().filter(|e| inside(&e.zone)).count()),
                Some(page.sources.len()),
            ];
            let counts = ZoneTab::ALL.map(|tab| page.count(tab));
            assert_eq!(counts, expected, "{}", zone.id);
            for (sum, n) in listed.iter_mut().zip(counts) {
                *sum += n.unwrap_or_default();
            }
            // Headings and sources share out the figures, none twice.
            let mut all: Vec<ObsIx> = figures.iter().map(Obs::ix).collect();
            all.sort();
            let grouped = page.groups.iter().flat_map(|(_, figures)| figures);
            let mut grouped: Vec<ObsIx> = grouped.map(|(ix, _)| *ix).collect();
            grouped.sort();
            assert_eq!(grouped, all);
            let cited = page.sources.iter().flat_map(|(_, figures)| figures);
            let mut cited: Vec<ObsIx> = cited.copied().collect();
            cited.sort();
            assert_eq!(cited, all);
            for (id, figures) in &page.sources {
                let of = |ix: &ObsIx| data.observations().get(*ix).source() == id;
                assert!(data.source(id).is_some() && figures.iter().all(of));
            }
        }
        assert!(of_parks > 0);
        assert_eq!(
            listed.map(|n| n > 0),
            [false, true, true, false, true, true]
        );
    }
}
