//! For tests: records with nothing in them but what a test names, and datasets of them.

use super::{Dataset, Records, StoreBuilder};
use crate::model::{
    EntityId, Metric, MetricKind, Observation, Period, Place, PlaceKind, Qualifier, Status, Zone,
};

/// A zone; read as a pack is, so that a field more in [`Zone`] changes nothing here.
pub(crate) fn zone(id: &str) -> Zone {
    let text = format!(
        r#"(id: "{id}", name: "{id}高新技术产业开发区", short_name: "{id}高新区", name_en: "{id} Zone",
        short_name_en: "{id}", province: "某省", level: "国家级", sources: [])"#
    );
    ron::from_str(&text).unwrap()
}

/// A province.
pub(crate) fn place(id: &str, name: &str) -> Place {
    Place {
        id: id.into(),
        name: name.into(),
        name_en: id.into(),
        kind: PlaceKind::Province,
        parent: None,
        adcode: None,
        tile: None,
        sources: Vec::new(),
    }
}

/// A count.
pub(crate) fn metric(id: &str) -> Metric {
    Metric {
        id: id.into(),
        name: id.into(),
        name_en: id.into(),
        unit: "家".into(),
        unit_en: String::new(),
        kind: MetricKind::Count,
        direction: 1,
        group: "组".into(),
        group_en: String::new(),
        definition: String::new(),
        definition_en: String::new(),
    }
}

/// An exact figure of a year.
pub(crate) fn obs(entity: &str, metric: &str, year: i16, value: f64) -> Observation {
    Observation {
        entity: EntityId::from(entity),
        metric: metric.into(),
        period: Period::year(year),
        value,
        qualifier: Qualifier::Exact,
        status: Status::Reported,
        definition: String::new(),
        source: "s".into(),
        locator: "a1p1".into(),
        as_printed: value.to_string(),
        note: String::new(),
    }
}

/// The records with these figures, all of a pack `p`.
pub(crate) fn dataset<'a>(
    records: Records,
    figures: impl IntoIterator<Item = &'a Observation>,
) -> Dataset {
    let mut store = StoreBuilder::default();
    for figure in figures {
        store.push(&"p".into(), figure);
    }
    Dataset::new(records, store.finish())
}
