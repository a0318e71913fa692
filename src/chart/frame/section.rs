//! Whom a figure is about when nobody is named.

use crate::dataset::Dataset;
use crate::model::{EntityId, PlaceKind};

/// Of `entities`, those of the kind a ranking is about: zones if there are any, else the commonest kind of place. The
/// nation is not ranked among its zones, nor a sum among its parts.
pub(super) fn of_one_kind<'a>(dataset: &Dataset, entities: Vec<&'a EntityId>) -> Vec<&'a EntityId> {
    let kind = |id: &EntityId| dataset.place(id).map(|place| place.kind);
    let kinds = [
        None,
        Some(PlaceKind::Province),
        Some(PlaceKind::Park),
        Some(PlaceKind::Group),
        Some(PlaceKind::Nation),
    ];
    let chosen = kinds
        .into_iter()
        .find(|k| entities.iter().any(|id| kind(id) == *k));
    match chosen {
        Some(chosen) => entities
            .into_iter()
            .filter(|id| kind(id) == chosen)
            .collect(),
        None => entities,
    }
}
