//! Changes of 总览.

use crate::analysis::names::without_rank;
use crate::analysis::zone_facets::FacetKind;
use crate::app::state::overview::OverviewEdit;
use crate::app::state::{Place, View};
use crate::dataset::Dataset;

/// Carries out `edit`.
pub(super) fn apply(view: &mut View, data: &Dataset, edit: OverviewEdit) {
    let state = &mut view.overview;
    match edit {
        OverviewEdit::Map(map) => state.map = map,
        OverviewEdit::Metric(metric) => {
            if state.metric != metric {
                state.period = None;
            }
            state.metric = metric;
        }
        OverviewEdit::Period(period) => state.period = period,
        OverviewEdit::Province(id) => {
            state.province = (state.province.as_ref() != Some(&id)).then_some(id);
        }
        OverviewEdit::ShowZones(id) => {
            if let Some(place) = data.place(&id) {
                // The facet, where zones write the province as the place does; else words to search for.
                view.zone_query.clear();
                view.zones.chosen.clear();
                if data.zones.iter().any(|zone| zone.province == place.name) {
                    let province = [place.name.clone()].into();
                    view.zones.chosen.insert(FacetKind::Province, province);
                } else {
                    view.zone_query = without_rank(&place.name).to_owned();
                }
                view.zones.wide = true;
                view.compare.open = false;
                view.place = Place::Zones;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_of_a_province_are_listed_instead_of_a_comparison() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        view.compare.open = true;
        let edit = OverviewEdit::ShowZones("province-jiangsu".into());
        apply(&mut view, &data, edit);
        assert!(view.place == Place::Zones && view.zones.wide && !view.compare.open);
    }
}
