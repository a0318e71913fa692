//! Where a source is shown that a person looks for.

use super::{Effect, chart, industry, policies, zones};
use crate::app::state::metrics::{ChartEdit, FigureTab};
use crate::app::state::{Place, View, ZoneTab};
use crate::chart::{ChartKind, Frame, PeriodChoice};
use crate::dataset::{Dataset, Obs};
use crate::model::{EntityId, IndexDefinition, Lang, MeasureId, OrgId, PolicyId, SourceId};

/// Opens what rests on the source: a zone, a document, a figure, an event, an organisation, a story. What the view
/// cannot show comes back: the row of a national system, or that nothing rests on it.
pub(super) fn open(view: &mut View, data: &Dataset, id: &SourceId) -> Option<Effect> {
    if let Some(zone) = described(data, id) {
        zones::open(view, zone.clone(), ZoneTab::Sources);
    } else if let Some((policy, measure)) = document(data, id) {
        view.place = Place::Policies;
        policies::open(view, policy.clone(), measure.cloned());
    } else if let Some(obs) = data.observations().iter().find(|obs| obs.source() == id) {
        plot(view, data, obs);
    } else if let Some(zone) = told_of(data, id) {
        zones::open(view, zone.clone(), ZoneTab::Sources);
    } else if let Some(org) = organisation(data, id) {
        industry::open(view, data, org);
    } else if let Some(story) = data.stories.iter().find(|story| story.source == *id) {
        zones::open(view, story.zone.clone(), ZoneTab::Overview);
    } else if let Some(index) = data.indices.iter().find(|index| rests_on(index, id)) {
        view.place = Place::Overview;
        return Some(Effect::ShowSystem(index.id.clone()));
    } else {
        return Some(Effect::NotShown(id.clone()));
    }
    None
}

/// The zone whose facts or figures are from it.
fn described<'a>(data: &'a Dataset, id: &SourceId) -> Option<&'a EntityId> {
    let mut zones = data.zones.iter().map(|zone| (&zone.id, &zone.sources));
    let zone = zones.find(|(zone, sources)| {
        let mut figures = data.observations().by_entity(zone);
        sources.contains(id) || figures.any(|obs| obs.source() == id)
    });
    zone.map(|(zone, _)| zone)
}

/// The document that is known from it, else the measure.
fn document<'a>(data: &'a Dataset, id: &SourceId) -> Option<(&'a PolicyId, Option<&'a MeasureId>)> {
    let mut policies = data.policies.iter();
    if let Some(policy) = policies.find(|policy| policy.sources.contains(id)) {
        return Some((&policy.id, None));
    }
    data.policies.iter().find_map(|policy| {
        let mut measures = policy.measures.iter();
        let measure = measures.find(|measure| measure.source == *id)?;
        Some((&policy.id, Some(&measure.id)))
    })
}

/// Plots the figure among those of its series; alone where these leave it out, as whole years do with half a one.
fn plot(view: &mut View, data: &Dataset, obs: Obs<'_>) {
    let edit = ChartEdit::Plot(obs.metric().clone(), obs.entity().clone());
    chart::apply(view, data, Lang::Zh, edit);
    let cited =
        Frame::build(&view.chart, data).is_ok_and(|frame| frame.sources.contains(obs.source()));
    if !cited {
        view.chart.kind = ChartKind::RankedBar;
        view.chart.period = PeriodChoice::At(obs.period());
    }
    view.metrics.tab = FigureTab::Sources;
}

/// The zone whose page lists it for an event or an index.
fn told_of<'a>(data: &'a Dataset, id: &SourceId) -> Option<&'a EntityId> {
    let events = data.events.iter().filter(|event| event.source == *id);
    let indices = data.indices.iter().filter(|index| rests_on(index, id));
    let of_indices = indices.filter_map(|index| index.zone.as_ref());
    let mut zones = events.map(|event| &event.zone).chain(of_indices).map(|of| {
        // What happens in a park stands on its zone's page.
        let park = data.place(of).and_then(|place| place.parent.as_ref());
        park.unwrap_or(of)
    });
    zones.find(|zone| data.zone(zone).is_some())
}

/// The cluster or organisation that is known from it, else one that is linked by it.
fn organisation<'a>(data: &'a Dataset, id: &SourceId) -> Option<&'a OrgId> {
    let industry = &data.industry;
    let clusters = industry.clusters.iter().map(|of| (&of.id, &of.source));
    let firms = industry.organisations.iter().map(|of| (&of.id, &of.source));
    let links = industry.links.iter().map(|of| (&of.from, &of.source));
    let mut all = clusters.chain(firms).chain(links);
    all.find(|(_, source)| *source == id).map(|(org, _)| org)
}

fn rests_on(index: &IndexDefinition, id: &SourceId) -> bool {
    index.source == *id || index.sources.contains(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_leads_somewhere() {
        let data = Dataset::embedded();
        let first = View::first(&data);
        let mut not_shown = Vec::new();
        for source in &data.sources {
            let (mut view, id) = (first.clone(), &source.id);
            match open(&mut view, &data, id) {
                None => assert_ne!(view, first, "{id}"),
                Some(Effect::ShowSystem(index)) => {
                    let index = data.indices.iter().find(|of| of.id == index).unwrap();
                    assert!(index.zone.is_none() && rests_on(index, id), "{id}");
                }
                effect => {
                    assert_eq!(effect, Some(Effect::NotShown(id.clone())));
                    assert_eq!(view, first);
                    not_shown.push(id.as_str());
                }
            }
            if view.place == Place::Metrics {
                let frame = Frame::build(&view.chart, &data).unwrap();
                assert!(frame.sources.contains(id), "{id} is not cited");
                assert_eq!(view.metrics.tab, FigureTab::Sources);
            }
        }
        // Only the provinces' codes are from it.
        assert_eq!(not_shown, ["gbt-2260"]);
    }
}
