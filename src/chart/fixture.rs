//! The embedded pack's files, read without validation, for tests.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::dataset::{ChartText, Dataset, Records, StoreBuilder};
use crate::model::{Observation, PackInfo};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/pack")
}

fn ron<T: DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let options = ron::Options::default();
    options
        .from_str(&text)
        .unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// One row as the file has it: empty fields are defaults.
#[derive(Deserialize)]
struct RowText {
    entity: String,
    metric: String,
    period: String,
    value: f64,
    qualifier: String,
    status: String,
    definition: String,
    source: String,
    locator: String,
    as_printed: String,
    note: String,
}

fn id<T: DeserializeOwned + Default>(text: &str) -> T {
    match text {
        "" => T::default(),
        text => serde_json::from_value(text.into()).unwrap(),
    }
}

/// The pack with its charts.
pub(crate) fn pack() -> Dataset {
    let info: PackInfo = ron("pack.ron");
    let mut store = StoreBuilder::default();
    let mut rows = csv::Reader::from_path(folder().join("observations.csv")).unwrap();
    for row in rows.deserialize() {
        let row: RowText = row.unwrap();
        let obs = Observation {
            entity: row.entity.into(),
            metric: row.metric.into(),
            period: row.period.parse().unwrap(),
            value: row.value,
            qualifier: id(&row.qualifier),
            status: id(&row.status),
            definition: row.definition,
            source: row.source.into(),
            locator: row.locator,
            as_printed: row.as_printed,
            note: row.note,
        };
        store.push(&info.id, &obs);
    }
    let mut charts: Vec<ChartText> = std::fs::read_dir(folder().join("charts"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            ChartText {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                ron: std::fs::read_to_string(path).unwrap(),
            }
        })
        .collect();
    charts.sort_by(|a, b| a.name.cmp(&b.name));
    let records = Records {
        packs: vec![info],
        zones: ron("zones.ron"),
        places: ron("places.ron"),
        metrics: ron("metrics.ron"),
        sources: ron("sources.ron"),
        policies: ron("policies.ron"),
        industry: ron("industry.ron"),
        charts,
        ..Records::default()
    };
    Dataset::new(records, store.finish())
}
