//! Changes of the comparison.

use crate::app::state::compare::{CompareEdit, MOST};
use crate::app::state::{Place, View};
use crate::dataset::Dataset;
use crate::model::EntityId;

/// Carries out `edit`.
pub(super) fn apply(view: &mut View, data: &Dataset, edit: CompareEdit) {
    match edit {
        CompareEdit::Toggle(zone) => toggle(view, data, &zone),
        CompareEdit::ToggleSelected => {
            if let Some(zone) = view.zone.clone() {
                toggle(view, data, &zone);
            }
        }
        CompareEdit::Remove(zone) => view.compare.zones.retain(|id| *id != zone),
        CompareEdit::Clear => view.compare.zones.clear(),
        CompareEdit::Open(open) => {
            if open {
                view.place = Place::Zones;
            }
            view.compare.open = open;
        }
        CompareEdit::SharedOnly(only) => view.compare.shared_only = only,
    }
    // Without a zone there is nothing to be in.
    view.compare.open &= !view.compare.zones.is_empty();
}

fn toggle(view: &mut View, data: &Dataset, zone: &EntityId) {
    let zones = &mut view.compare.zones;
    if let Some(at) = zones.iter().position(|id| id == zone) {
        zones.remove(at);
    } else if zones.len() < MOST && data.zone(zone).is_some() {
        zones.push(zone.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::compare::CompareState;

    #[test]
    fn zones_are_chosen_once_and_six_at_most() {
        let data = crate::dataset::load(&[crate::dataset::PackSource::Embedded]).dataset;
        let mut view = View::first(&data);
        let ids: Vec<EntityId> = data.zones.iter().map(|zone| zone.id.clone()).collect();
        for id in &ids {
            apply(&mut view, &data, CompareEdit::Toggle(id.clone()));
        }
        apply(&mut view, &data, CompareEdit::Toggle("nowhere".into()));
        assert_eq!(view.compare.zones, ids[..MOST.min(ids.len())]);
        apply(&mut view, &data, CompareEdit::Toggle(ids[0].clone()));
        assert!(!view.compare.has(&ids[0]));
        view.place = Place::Metrics;
        apply(&mut view, &data, CompareEdit::Open(true));
        assert_eq!((view.place, view.compare.open), (Place::Zones, true));
        apply(&mut view, &data, CompareEdit::Clear);
        assert_eq!(view.compare, CompareState::default());
        apply(&mut view, &data, CompareEdit::Open(true));
        assert!(!view.compare.open);
    }
}
