//! What figures of several definitions, hedged ones and ones carried over may not be said to show.

use super::tests::{dataset, metric, records, rows_of, spec};
use super::*;
use crate::chart::ChartSpec;
use crate::chart::spec::{
    ChartKind, Missing, PanelBy, Panels as Choice, PeriodChoice, Reference, Transform,
};
use crate::dataset::fixture;
use crate::model::{MetricKind, Observation};

/// Rows as [`rows_of`] reads them; those after a `definition:` are of that one.
fn scoped(texts: &[&str]) -> Dataset {
    let row = |text: &&str| {
        let (definition, plain) = text.split_once(": ").unwrap_or(("", text));
        let mut rows = rows_of(&[plain]);
        rows[0].definition = definition.to_owned();
        rows.remove(0)
    };
    let rows: Vec<Observation> = texts.iter().map(row).collect();
    let mut records = records();
    (records.metrics).push(metric("labs", "家", MetricKind::Count));
    fixture::dataset(records, &rows)
}

fn built(spec: &ChartSpec, data: &Dataset) -> Frame {
    Frame::build(spec, data).unwrap()
}

fn labels(frame: &Frame) -> Vec<&str> {
    frame
        .marks()
        .iter()
        .map(|(_, m)| m.label.as_str())
        .collect()
}

#[test]
fn a_line_across_definitions_neither_rises_nor_falls() {
    let line = spec(ChartKind::Line, &["firms"], &["alpha"]);
    let same = built(
        &line,
        &scoped(&["alpha firms 2018 22", "alpha firms 2019 300"]),
    );
    assert!(same.title.contains("升至"), "{}", same.title);
    assert!(same.summary.contains("逐期升至"), "{}", same.summary);
    let other = built(
        &line,
        &scoped(&["all: alpha firms 2018 22", "alpha firms 2019 300"]),
    );
    assert!(!other.title.contains("升至"), "{}", other.title);
    assert!(other.summary.contains("口径有变"), "{}", other.summary);
}

const SCOPES: [&str; 5] = [
    "alpha firms 2019 10",
    "beta firms 2019 20",
    "all: gamma firms 2019 900",
    "alpha labs 2019 5",
    "all: beta labs 2019 7",
];

#[test]
fn a_ranking_of_everybody_is_of_one_definition_in_any_period() {
    let data = scoped(&SCOPES);
    let year = "2019".parse().unwrap();
    for period in [
        PeriodChoice::Auto,
        PeriodChoice::At(year),
        PeriodChoice::Range(year, year),
    ] {
        let bars = ChartSpec {
            period,
            ..spec(ChartKind::RankedBar, &["firms"], &[])
        };
        let frame = built(&bars, &data);
        assert_eq!(labels(&frame), ["20", "10"]);
        assert!(frame.note.contains("另有1个"), "{}", frame.note);
        assert!(frame.title.contains("乙园居首"), "{}", frame.title);
    }
}

#[test]
fn whoever_is_named_is_shown_with_the_scope_and_nobody_leads() {
    let bars = spec(
        ChartKind::RankedBar,
        &["firms"],
        &["alpha", "beta", "gamma"],
    );
    let frame = built(&bars, &scoped(&SCOPES));
    assert_eq!(frame.marks()[0].0, "丙园（all）");
    assert!(!frame.title.contains("居首"), "{}", frame.title);
    // Nor where one is of a quarter.
    let rows = ["alpha firms 2019 10", "beta firms 2020-Q1 20"];
    let frame = built(&bars, &scoped(&rows));
    let names: Vec<&str> = frame.marks().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["乙园（2020年第1季度）", "甲园（2019年）"]);
    assert!(!frame.title.contains("居首"), "{}", frame.title);
}

#[test]
fn what_is_compared_with_is_of_the_same_period_and_definition() {
    let mean = |rows: &[&str], kind| {
        let bars = ChartSpec {
            references: vec![Reference::Mean],
            ..spec(kind, &["firms"], &["alpha", "beta", "gamma"])
        };
        let frame = built(&bars, &scoped(rows));
        let mean = frame.marks().into_iter().find(|(name, _)| *name == "平均");
        let mean = mean.map(|(_, mark)| (mark.label.clone(), mark.approximate));
        (mean, frame.note.contains("参照线未画"))
    };
    let bars = ChartKind::RankedBar;
    let same = ["alpha firms 2019 10", "beta firms 2019 ~30"];
    let about = Some(("约20".to_owned(), true));
    assert_eq!(mean(&same, bars), (about.clone(), false));
    assert_eq!(mean(&same, ChartKind::Line), (about, false));
    for other in ["all: gamma firms 2019 900", "gamma firms 2018 900"] {
        assert_eq!(mean(&[same[0], same[1], other], bars), (None, true));
    }
    let other = [same[0], "all: beta firms 2019 30"];
    assert_eq!(mean(&other, ChartKind::Line), (None, true));
}

#[test]
fn nothing_is_stacked_on_what_is_of_another_period_or_definition() {
    let stack = spec(
        ChartKind::StackedBar,
        &["firms", "labs"],
        &["alpha", "beta"],
    );
    let alike = ["alpha firms 2019 10", "alpha labs 2019 5"];
    for other in ["all: beta labs 2019 7", "beta labs 2018 7"] {
        let frame = built(
            &stack,
            &scoped(&[alike[0], alike[1], "beta firms 2019 20", other]),
        );
        assert_eq!(labels(&frame), ["10", "5"]);
        assert!(frame.note.contains("1组"), "{}", frame.note);
    }
}

#[test]
fn groups_of_zones_keep_to_one_definition_or_say_that_they_do_not() {
    let metrics = ["firms", "labs"];
    let data = scoped(&SCOPES);
    let everybody = built(&spec(ChartKind::GroupedBar, &metrics, &[]), &data);
    let groups = |frame: &Frame| {
        let groups = &frame.body.matrix().unwrap().groups;
        groups.iter().map(|g| g.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(groups(&everybody), ["乙园", "甲园"]);
    // Beta has labs of another definition, gamma has nothing else.
    assert!(everybody.note.contains("另有2个"), "{}", everybody.note);
    assert!(!everybody.note.contains("各取最新"), "{}", everybody.note);
    assert!(!everybody.note.contains("口径不一"), "{}", everybody.note);
    let named = spec(ChartKind::GroupedBar, &metrics, &["alpha", "beta", "gamma"]);
    let named = built(&named, &data);
    assert_eq!(groups(&named).len(), 3);
    assert!(named.note.contains("口径不一"), "{}", named.note);
}

#[test]
fn what_stands_side_by_side_says_that_scopes_differ() {
    let over_time = |kind, rows: &[&str]| {
        let spec = spec(kind, &["firms"], &["alpha", "beta"]);
        built(&spec, &scoped(rows)).note.contains("口径不一")
    };
    let same = [
        "alpha firms 2019 10",
        "alpha firms 2020 11",
        "beta firms 2019 20",
    ];
    for kind in [ChartKind::Line, ChartKind::GroupedBar] {
        assert!(!over_time(kind, &same));
        assert!(over_time(
            kind,
            &[same[0], same[1], "all: beta firms 2019 20"]
        ));
    }
    // Of everybody each metric is of its own period, and says which.
    let rows = [
        "alpha firms 2019 10",
        "beta firms 2019 20",
        "alpha labs 2020 5",
    ];
    let frame = built(
        &spec(ChartKind::GroupedBar, &["firms", "labs"], &[]),
        &scoped(&rows),
    );
    let parts = &frame.body.matrix().unwrap().parts;
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["指标firms（2019年）", "指标labs（2020年）"]);
}

#[test]
fn nobody_is_ranked_against_nobody() {
    let data = dataset(&rows_of(&["alpha firms 2019 10", "beta firms 2019 20"]));
    for transform in [Transform::Rank, Transform::Share] {
        let of = |kind| ChartSpec {
            transform: transform.clone(),
            panels: Some(Choice {
                by: PanelBy::Entity,
                free: false,
            }),
            ..spec(kind, &["firms"], &["alpha", "beta"])
        };
        assert!(Frame::build(&of(ChartKind::Line), &data).is_ok());
        for kind in [ChartKind::RankedBar, ChartKind::GroupedBar] {
            let refused = Frame::build(&of(kind), &data)
                .unwrap_err()
                .message(Lang::Zh);
            assert!(refused.contains("每图只有一家"), "{refused}");
        }
    }
}

#[test]
fn a_figure_carried_over_is_no_second_one() {
    let data = dataset(&rows_of(&["alpha firms 2015 10", "alpha firms 2017 12"]));
    let made = |transform| {
        let line = ChartSpec {
            transform,
            missing: Missing::Carry(1),
            ..spec(ChartKind::Line, &["firms"], &["alpha"])
        };
        Frame::build(&line, &data).map(|frame| frame.marks().len())
    };
    assert_eq!(made(Transform::Level), Ok(3));
    assert!(
        made(Transform::YearOnYear).is_err(),
        "two years' growth is no year's"
    );
    assert_eq!(made(Transform::Cumulative), Ok(1), "nothing is added twice");
}

#[test]
fn small_multiples_of_an_index_say_what_is_100() {
    let rows = [
        "alpha firms 2018 10",
        "alpha firms 2019 20",
        "alpha people 2019 5",
        "alpha people 2020 6",
    ];
    let index = |rows: &[&str], by| {
        let line = ChartSpec {
            transform: Transform::Index(None),
            panels: Some(Choice { by, free: true }),
            ..spec(ChartKind::Line, &["firms", "people"], &["alpha"])
        };
        built(&line, &dataset(&rows_of(rows)))
    };
    for by in [PanelBy::Entity, PanelBy::Metric] {
        let frame = index(&rows, by);
        assert!(frame.subtitle.contains("2019"), "{}", frame.subtitle);
        let base = frame.marks().into_iter().filter(|(_, m)| m.value == 100.0);
        assert!(base.count() == 2, "{by:?}");
    }
    // Without a period they share, each panel says its own.
    let frame = index(&[rows[0], "alpha firms 2019 20", rows[3]], PanelBy::Metric);
    let Body::Panels(panels) = &frame.body else {
        panic!()
    };
    let names: Vec<&str> = panels.panels.iter().map(|p| p.name.as_str()).collect();
    assert!(
        names[0].contains("2018") && names[1].contains("2020"),
        "{names:?}"
    );
}

#[test]
fn what_is_made_of_hedged_figures_is_hedged_and_cites_them_all() {
    let data = dataset(&rows_of(&[
        "alpha firms 2018 ~10@s2",
        "alpha firms 2019 20",
        "beta firms 2018 30",
        "beta firms 2019 40",
        "alpha people 2019 ~4@s3",
    ]));
    let of = |transform, kind, entities: &[&str]| {
        let spec = ChartSpec {
            transform,
            ..spec(kind, &["firms"], entities)
        };
        built(&spec, &data)
    };
    let total = of(Transform::Cumulative, ChartKind::RankedBar, &["alpha"]);
    assert_eq!(labels(&total), ["约30"]);
    assert_eq!(total.sources.len(), 2, "{:?}", total.sources);
    let ratio = of(
        Transform::Per("people".into()),
        ChartKind::RankedBar,
        &["alpha"],
    );
    assert!(labels(&ratio)[0].starts_with('约'), "{:?}", labels(&ratio));
    assert_eq!(ratio.sources.len(), 2, "{:?}", ratio.sources);
    let shares = of(Transform::Share, ChartKind::Line, &["alpha", "beta"]);
    assert_eq!(labels(&shares), ["约25%", "33.3%", "约75%", "66.7%"]);
    // Stacked: the sum over its parts, and the parts of a hundred per cent.
    let stack = of(Transform::Level, ChartKind::StackedBar, &["alpha", "beta"]);
    let Body::Columns(columns) = &stack.body else {
        panic!()
    };
    let sums: Vec<_> = columns.totals.iter().flatten().map(|m| &*m.label).collect();
    assert_eq!(sums, ["约40", "60"]);
}
