//! Changes of 园区's facets, table and cards.

use crate::app::state::zones::{Sort, ZonesEdit, ZonesState};
use crate::app::state::{Place, View, ZoneTab};
use crate::dataset::Dataset;
use crate::model::EntityId;

/// Shows a tab of a zone's page, where nothing hides it.
pub(super) fn open(view: &mut View, zone: EntityId, tab: ZoneTab) {
    view.place = Place::Zones;
    view.zone = Some(zone);
    view.zone_tab = tab;
    view.zones.wide = false;
    view.compare.open = false;
}

/// Carries out `edit`.
pub(super) fn apply(view: &mut View, data: &Dataset, edit: ZonesEdit) {
    let state = &mut view.zones;
    match edit {
        ZonesEdit::Toggle(kind, key) => {
            let keys = state.chosen.entry(kind).or_default();
            if !keys.remove(&key) {
                keys.insert(key);
            }
            state.chosen.retain(|_, keys| !keys.is_empty());
        }
        ZonesEdit::ClearAll => {
            state.chosen.clear();
            view.zone_query.clear();
        }
        ZonesEdit::SortBy(column) => {
            state.sort = match state.sort.take() {
                Some(sort) if sort.column == column && sort.descending => None,
                Some(sort) if sort.column == column => Some(Sort {
                    column,
                    descending: true,
                }),
                _ => Some(Sort {
                    column,
                    descending: false,
                }),
            };
        }
        ZonesEdit::ToggleColumn(column) => {
            if let Some(at) = state.columns.iter().position(|c| *c == column) {
                state.columns.remove(at);
                state.sort = state.sort.take().filter(|sort| sort.column != column);
            } else {
                state.columns.push(column);
            }
        }
        ZonesEdit::ResetColumns => state.columns = ZonesState::default().columns,
        ZonesEdit::Layout(layout) => state.layout = layout,
        ZonesEdit::Wide(wide) => state.wide = wide,
        ZonesEdit::Point(zone) => {
            if data.zone(&zone).is_some() {
                view.zone = Some(zone);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::zone_facets::FacetKind;
    use crate::app::state::zones::Column;

    #[test]
    fn a_header_sorts_both_ways_then_not_at_all() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        let mut directions = Vec::new();
        for _ in 0..3 {
            apply(&mut view, &data, ZonesEdit::SortBy(Column::Approved));
            directions.push(view.zones.sort.as_ref().map(|sort| sort.descending));
        }
        assert_eq!(directions, [Some(false), Some(true), None]);
    }

    #[test]
    fn a_column_taken_away_sorts_no_longer_and_toggles_come_back() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        let first = view.clone();
        apply(&mut view, &data, ZonesEdit::SortBy(Column::Province));
        apply(&mut view, &data, ZonesEdit::ToggleColumn(Column::Province));
        assert_eq!(view.zones.sort, None);
        apply(&mut view, &data, ZonesEdit::ResetColumns);
        let east = || ZonesEdit::Toggle(FacetKind::Region, "东部".to_owned());
        apply(&mut view, &data, east());
        assert_eq!(view.zones.chosen_count(), 1);
        apply(&mut view, &data, east());
        assert_eq!(view, first);
    }

    #[test]
    fn the_state_survives_a_session() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        for edit in [
            ZonesEdit::Toggle(FacetKind::Batch, "1991".to_owned()),
            ZonesEdit::ToggleColumn(Column::Metric("gdp".into())),
            ZonesEdit::SortBy(Column::Metric("gdp".into())),
        ] {
            apply(&mut view, &data, edit);
        }
        let text = ron::to_string(&view.zones).unwrap();
        assert_eq!(ron::from_str::<ZonesState>(&text).unwrap(), view.zones);
    }
}
