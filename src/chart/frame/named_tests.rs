//! Every figure has a name that tells it from those of other metrics and plots.

use std::collections::HashSet;

use super::tests::{dataset, rows_of, spec};
use super::*;
use crate::chart::ChartSpec;
use crate::chart::fixture::pack;
use crate::chart::spec::{Encoding, PanelBy, Panels as Choice, PeriodChoice, Reference, Transform};

/// Two metrics of two entities in two years, a third in one.
const ROWS: [&str; 10] = [
    "alpha firms 2019 10",
    "alpha firms 2020 20",
    "alpha people 2019 30",
    "alpha people 2020 60",
    "beta firms 2019 11",
    "beta firms 2020 21",
    "beta people 2019 31",
    "beta people 2020 61",
    "alpha rank 2020 1",
    "beta rank 2020 2",
];

const BOTH: [&str; 2] = ["firms", "people"];
const ENTITIES: [&str; 2] = ["alpha", "beta"];

/// The names of a frame's figures; none of them may share one with another of the same period.
fn names(spec: &ChartSpec) -> Vec<String> {
    names_of(&Frame::build(spec, &dataset(&rows_of(&ROWS))).unwrap())
}

fn names_of(frame: &Frame) -> Vec<String> {
    let named = frame.named();
    assert_eq!(named.len(), frame.marks().len());
    let mut seen = HashSet::new();
    for (name, mark) in &named {
        assert!(seen.insert((name.clone(), mark.period)), "{name} twice");
    }
    let mut names: Vec<String> = named.iter().map(|(name, _)| name.to_string()).collect();
    names.dedup();
    names
}

fn panels(kind: ChartKind, by: PanelBy) -> ChartSpec {
    ChartSpec {
        // Of one unit, whatever the metrics.
        transform: Transform::Index(None),
        panels: Some(Choice { by, free: true }),
        ..spec(kind, &BOTH, &ENTITIES)
    }
}

#[test]
fn small_multiples_say_which() {
    let by_metric = names(&panels(ChartKind::Line, PanelBy::Metric));
    assert_eq!(by_metric[..2], ["指标firms · 甲园", "指标firms · 乙园"]);
    let by_entity = names(&panels(ChartKind::Line, PanelBy::Entity));
    assert_eq!(by_entity[..2], ["甲园 · 指标firms", "甲园 · 指标people"]);
    names(&panels(ChartKind::GroupedBar, PanelBy::Metric));
    names(&panels(ChartKind::GroupedBar, PanelBy::Entity));
    names(&panels(ChartKind::RankedBar, PanelBy::Metric));
    names(&panels(ChartKind::RankedBar, PanelBy::Entity));
    // Zones in groups: the panel is the metric, which the bars say already.
    let grown = ChartSpec {
        transform: Transform::Cagr,
        ..panels(ChartKind::GroupedBar, PanelBy::Metric)
    };
    assert_eq!(names(&grown)[..2], ["甲园 · 指标firms", "乙园 · 指标firms"]);
    let then = ChartSpec {
        period: PeriodChoice::At("2020".parse().unwrap()),
        transform: Transform::Level,
        ..panels(ChartKind::RankedBar, PanelBy::Entity)
    };
    assert_eq!(names(&then)[..2], ["甲园 · 指标people", "甲园 · 指标firms"]);
}

#[test]
fn one_series_in_a_panel_is_named_by_the_panel() {
    let one = ChartSpec {
        subject: spec(ChartKind::Line, &["firms"], &ENTITIES).subject,
        references: vec![Reference::Mean],
        ..panels(ChartKind::Line, PanelBy::Entity)
    };
    // What all are compared with is told once.
    assert_eq!(names(&one), ["甲园", "平均", "乙园"]);
    let alone = ChartSpec {
        subject: spec(ChartKind::Line, &BOTH, &["alpha"]).subject,
        ..panels(ChartKind::Line, PanelBy::Metric)
    };
    assert_eq!(names(&alone), ["指标firms", "指标people"]);
    // Of two metrics one zone has only one.
    let some = Frame::build(
        &panels(ChartKind::Line, PanelBy::Entity),
        &dataset(&rows_of(&ROWS[..6])),
    );
    assert_eq!(names_of(&some.unwrap())[2], "乙园 · 指标firms");
    // Each metric has a mean of its own.
    let compared = ChartSpec {
        references: vec![Reference::Mean],
        transform: Transform::Level,
        ..panels(ChartKind::Line, PanelBy::Metric)
    };
    assert_eq!(names(&compared)[2], "指标firms · 平均");
    assert_eq!(names(&compared)[5], "指标people · 平均");
}

#[test]
fn figures_of_two_metrics_of_one_row_say_which() {
    let scatter = ChartSpec {
        references: vec![Reference::Mean],
        encoding: Encoding {
            size: Some("rank".into()),
            ..Encoding::default()
        },
        ..spec(ChartKind::Scatter, &BOTH, &ENTITIES)
    };
    let said = names(&scatter);
    assert_eq!(said[0], "甲园 · 指标firms（家，2020年）");
    assert_eq!(said.len(), 2 * 3 + 2, "{said:?}");
    let dumbbell = ChartSpec {
        transform: Transform::Rank,
        ..spec(ChartKind::Dumbbell, &BOTH, &ENTITIES)
    };
    assert_eq!(
        names(&dumbbell)[..2],
        ["乙园 · 指标firms", "乙园 · 指标people"]
    );
    // Two periods need no more than the row.
    let periods = spec(ChartKind::Dumbbell, &["firms"], &ENTITIES);
    assert_eq!(names(&periods), ["乙园", "甲园"]);
    let three = ["alpha", "beta", "gamma"];
    let rows: Vec<&str> = (ROWS.into_iter())
        .chain(["gamma firms 2020 22", "gamma people 2020 62"])
        .collect();
    let strips =
        |spec: ChartSpec| names_of(&Frame::build(&spec, &dataset(&rows_of(&rows))).unwrap());
    let distribution = ChartSpec {
        transform: Transform::Rank,
        ..spec(ChartKind::Distribution, &BOTH, &three)
    };
    let said = strips(distribution);
    assert_eq!(said.len(), 6, "{said:?}");
    assert_eq!(said[0], "丙园 · 指标firms");
    assert_eq!(said[3], "丙园 · 指标people");
    // Of one metric a dot needs no more than its name, and what it is compared with has its own.
    let alone = ChartSpec {
        references: vec![Reference::Mean],
        ..spec(ChartKind::Distribution, &["firms"], &three)
    };
    assert_eq!(strips(alone), ["甲园", "乙园", "丙园", "平均"]);
    let heat = spec(ChartKind::HeatMap, &["firms", "people", "rank"], &ENTITIES);
    assert_eq!(names(&heat).len(), 6);
    let heat = spec(ChartKind::HeatMap, &["firms"], &ENTITIES);
    assert_eq!(names(&heat).len(), 2);
    let grouped = spec(ChartKind::GroupedBar, &BOTH, &ENTITIES);
    let grouped = ChartSpec {
        transform: Transform::Cagr,
        ..grouped
    };
    assert_eq!(names(&grouped)[0], "甲园 · 指标firms");
}

#[test]
fn documents_say_their_issuers_and_cells_their_heads() {
    let data = pack();
    for kind in [ChartKind::Timeline, ChartKind::HeatMap] {
        let spec = ChartSpec {
            kind,
            subject: Subject::Policies(Vec::new()),
            ..ChartSpec::default()
        };
        names_of(&Frame::build(&spec, &data).unwrap());
    }
}
