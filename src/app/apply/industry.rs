//! Changes of 产业.

use super::zones;
use crate::analysis::links::{Graph, Index, NodeId};
use crate::app::state::industry::{IndustryEdit, ZOOM};
use crate::app::state::{Place, View, ZoneTab};
use crate::dataset::Dataset;
use crate::model::OrgId;

/// Carries out `edit`.
pub(super) fn apply(view: &mut View, data: &Dataset, edit: IndustryEdit) {
    let state = &mut view.industry;
    match edit {
        IndustryEdit::Zone(zone) => {
            // A selection outside the zone would be out of sight.
            let graph = Graph::of(data, zone.as_ref());
            state.selected.take_if(|id| graph.position(id).is_none());
            state.zone = zone;
        }
        IndustryEdit::ToggleRole(role) => toggle(&mut state.hidden_roles, role),
        IndustryEdit::ToggleRelation(relation) => toggle(&mut state.hidden_relations, relation),
        IndustryEdit::Query(query) => state.query = query,
        IndustryEdit::Select(node) => state.selected = node,
        IndustryEdit::Zoom(zoom) => state.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end()),
        IndustryEdit::ShowAll => {
            state.hidden_roles.clear();
            state.hidden_relations.clear();
            state.query.clear();
        }
        IndustryEdit::OpenZone(zone) => zones::open(view, zone, ZoneTab::Industry),
        IndustryEdit::OpenSources(zone) => zones::open(view, zone, ZoneTab::Sources),
    }
}

/// Shows a cluster, sub-sector or organisation: its zone, nothing filtered, itself selected.
pub(super) fn open(view: &mut View, data: &Dataset, id: &OrgId) {
    let node = NodeId::Org(id.clone());
    let Some(record) = Index::new(data).record(&node) else {
        return;
    };
    view.place = Place::Industry;
    view.industry.zone = record.zone().filter(|id| data.zone(id).is_some()).cloned();
    view.industry.selected = Some(node);
    apply(view, data, IndustryEdit::ShowAll);
}

fn toggle<T: PartialEq>(hidden: &mut Vec<T>, kind: T) {
    match hidden.iter().position(|h| *h == kind) {
        Some(at) => {
            hidden.remove(at);
        }
        None => hidden.push(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityId;

    #[test]
    fn the_page_of_a_zone_is_seen() {
        let data = Dataset::embedded();
        let zone: EntityId = "jining".into();
        for edit in [IndustryEdit::OpenZone, IndustryEdit::OpenSources] {
            let mut view = View::first(&data);
            view.zones.wide = true;
            view.compare.open = true;
            apply(&mut view, &data, edit(zone.clone()));
            assert_eq!(view.zone.as_ref(), Some(&zone));
            assert!(view.place == Place::Zones && !view.zones.wide && !view.compare.open);
        }
    }
}
