//! For tests: the embedded pack's files, read without validation; frames with the longest names and the most marks.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::analysis::links::Graph;
use crate::chart::{Axis, Bars, Body, Frame, Lines, Mark, Overlays, Point, Row, Series, diagram};
use crate::dataset::{ChartText, Dataset, Records, StoreBuilder};
use crate::model::{
    Cluster, EntityId, Industry, Lang, Link, LinkKind, Observation, Organisation, OrganisationKind,
    PackInfo, Period,
};

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
                ron: std::fs::read_to_string(&path).unwrap(),
                file: path.display().to_string(),
            }
        })
        .collect();
    charts.sort_by(|a, b| a.name.cmp(&b.name));
    let records = Records {
        embedded: Some(info.id.clone()),
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

pub(super) fn mark(value: f64, year: i16) -> Mark {
    Mark {
        value,
        label: format!("约{value}"),
        as_printed: format!("{value}余家"),
        period: Some(Period::year(year)),
        approximate: value as i64 % 2 == 0,
        source: "报社，第2篇第3段".to_owned(),
        ..Mark::default()
    }
}

pub(super) fn frame(body: Body) -> Frame {
    let long = "厦门火炬高技术产业开发区软件园（一期）入驻企业总数与“三高”企业数的比较".to_owned();
    Frame {
        title: format!("{long}，{long}"),
        subtitle: format!("{long} · 单位：家"),
        note: format!("注：{long}；{long}；{long}"),
        source: format!("来源：《{long}》；《{long}》；《{long}》"),
        version: "高新图鉴 · 数据 2026.11".to_owned(),
        summary: "摘要".to_owned(),
        sources: Vec::new(),
        lang: Lang::Zh,
        y: Axis::default(),
        x: Axis::default(),
        short_ticks: true,
        overlays: Overlays::default(),
        body,
    }
}

/// `n` lines with gaps, hollow points and long names.
pub(crate) fn many_lines(n: usize) -> Frame {
    many_lines_over(n, 2010..=2020)
}

/// The same over other years.
pub(crate) fn many_lines_over(n: usize, years: std::ops::RangeInclusive<i16>) -> Frame {
    let series = (0..n).map(|i| Series {
        name: format!("第{i}个名字很长的国家高新技术产业开发区"),
        id: format!("z{i}"),
        highlight: true,
        points: years
            .clone()
            .map(|year| Point {
                mark: mark(1000.0 + (i * 7 % 5) as f64 + f64::from(year % 4), year),
                x: Period::year(year).middle(),
                joined: year != *years.start() && year != 2015,
                aside: false,
                redefined: false,
            })
            .collect(),
    });
    frame(Body::Lines(Lines {
        series: series.collect(),
        references: Vec::new(),
        inverted: false,
        base: None,
    }))
}

/// `n` bars, some negative, some approximate, with long names.
pub(crate) fn many_bars(n: usize) -> Frame {
    let rows = (0..n).map(|i| Row {
        name: format!("第{i}个名字很长的国家高新技术产业开发区 · 高新技术企业数"),
        id: format!("z{i}"),
        mark: mark(1234.5 - 40.0 * i as f64, 2020),
        highlight: i % 3 == 0,
    });
    frame(Body::Bars(Bars::of(rows.collect())))
}

/// `n` organisations with long names around one cluster, each linked to an earlier one.
pub(crate) fn many_links(n: usize) -> Frame {
    let zone = EntityId::from("jining");
    let organisation = |i: usize| Organisation {
        id: format!("o{i}").into(),
        zone: (!i.is_multiple_of(5)).then(|| zone.clone()),
        name: format!("第{i}家名字很长的高端装备与新材料制造有限公司"),
        name_en: String::new(),
        kind: [OrganisationKind::Firm, OrganisationKind::Fund][i % 2],
        note: "说明".to_owned(),
        note_en: String::new(),
        source: "daobao-2020-09".into(),
        locator: "a1p4".to_owned(),
    };
    let link = |i: usize| Link {
        from: format!("o{i}").into(),
        to: if i == 0 {
            "c".into()
        } else {
            format!("o{}", i / 7).into()
        },
        kind: [LinkKind::Supplies, LinkKind::Affiliate, LinkKind::PartOf][i % 3],
        source: "daobao-2020-09".into(),
        locator: "a1p4".to_owned(),
    };
    let cluster = Cluster {
        id: "c".into(),
        zone: zone.clone(),
        name: "名字很长的新一代信息技术与智能装备产业集群".to_owned(),
        name_en: String::new(),
        sub_sectors: Vec::new(),
        note: String::new(),
        note_en: String::new(),
        source: "daobao-2020-09".into(),
        locator: String::new(),
    };
    let industry = Industry {
        clusters: vec![cluster],
        organisations: (0..n).map(organisation).collect(),
        links: (0..n).map(link).collect(),
    };
    let records = Records {
        zones: ron("zones.ron"),
        industry,
        ..Records::default()
    };
    let data = Dataset::new(records, StoreBuilder::default().finish());
    frame(Body::Links(diagram(
        Graph::of(&data, None),
        &data,
        Lang::Zh,
    )))
}
