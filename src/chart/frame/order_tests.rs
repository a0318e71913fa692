//! Who comes first, who is left out, and what is refused.

use super::tests::{dataset, records, rows_of, spec};
use super::*;
use crate::chart::ChartSpec;
use crate::chart::spec::{PanelBy, Panels as Choice, Transform};
use crate::dataset::fixture;

/// Rows as [`rows_of`] reads them, of 25 places.
fn data(rows: impl Iterator<Item = String>) -> Dataset {
    let rows: Vec<String> = rows.collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let names = (0..25).map(|i| format!("z{i}"));
    let mut records = records();
    (records.places).extend(names.map(|name| fixture::place(&name, &name)));
    fixture::dataset(records, &rows_of(&rows))
}

fn groups(body: &Body) -> Vec<&str> {
    let groups = &body.matrix().unwrap().groups;
    groups.iter().map(|group| group.name.as_str()).collect()
}

#[test]
fn the_first_places_of_everybody_are_the_first_shown() {
    let data = data((0..25).flat_map(|i| {
        let firms = format!("z{i} firms 2019 {}", 1000 + i);
        [firms, format!("z{i} people 2019 {}", 10 + i)]
    }));
    let ranked = ChartSpec {
        transform: Transform::Rank,
        ..spec(ChartKind::GroupedBar, &["firms", "people"], &[])
    };
    let frame = Frame::build(&ranked, &data).unwrap();
    assert_eq!(groups(&frame.body)[..2], ["z24", "z23"]);
    assert!(frame.note.contains("列前20"), "{}", frame.note);
    let ends = ChartSpec {
        kind: ChartKind::Dumbbell,
        ..ranked
    };
    let Body::Dumbbell(rows) = Frame::build(&ends, &data).unwrap().body else {
        panic!()
    };
    assert!(rows.rows.is_sorted_by_key(|row| row.to.value()));
    assert_eq!(rows.rows[0].name, "z24");
}

fn by_metric(transform: Transform) -> ChartSpec {
    ChartSpec {
        transform,
        panels: Some(Choice {
            by: PanelBy::Metric,
            free: true,
        }),
        ..spec(ChartKind::GroupedBar, &["firms", "people"], &[])
    }
}

/// The groups of each panel.
fn panels(frame: &Frame) -> Vec<Vec<&str>> {
    let Body::Panels(all) = &frame.body else {
        panic!()
    };
    all.panels.iter().map(|p| groups(&p.body)).collect()
}

#[test]
fn small_multiples_of_everybody_have_one_order() {
    let many = data((0..25).flat_map(|i| {
        let last = [("firms", 100 + i), ("people", 200 - i)];
        last.into_iter().flat_map(move |(metric, last)| {
            let first = format!("z{i} {metric} 2019 100");
            [first, format!("z{i} {metric} 2020 {last}")]
        })
    }));
    let frame = Frame::build(&by_metric(Transform::Cagr), &many).unwrap();
    let all = panels(&frame);
    assert_eq!((all[0].len(), all[0][0]), (20, "z24"));
    assert_eq!(all[0], all[1]);
    assert_eq!(frame.note.matches("列前20").count(), 1, "{}", frame.note);
    // Who has only the second metric comes last; nobody is left out.
    let few = [
        "alpha firms 2019 10",
        "alpha firms 2020 11",
        "beta firms 2019 10",
        "beta firms 2020 20",
        "beta people 2019 10",
        "beta people 2020 11",
        "gamma people 2019 10",
        "gamma people 2020 30",
    ];
    let few = dataset(&rows_of(&few));
    let frame = Frame::build(&by_metric(Transform::Cagr), &few).unwrap();
    assert_eq!(panels(&frame), [["乙园", "甲园"], ["乙园", "丙园"]]);
    assert!(!frame.note.contains("列前"), "{}", frame.note);
}

#[test]
fn a_panel_is_left_out_only_for_want_of_figures() {
    let rows = ["alpha firms 2019 10", "alpha firms 2020 12"];
    let log = ChartSpec {
        kind: ChartKind::Line,
        y: Axis {
            log: true,
            range: None,
        },
        ..by_metric(Transform::Level)
    };
    let frame = Frame::build(&log, &dataset(&rows_of(&rows))).unwrap();
    assert!(matches!(&frame.body, Body::Panels(all) if all.panels.len() == 1));
    let rows = [rows[0], rows[1], "alpha people 2020 0"];
    let refused = Frame::build(&log, &dataset(&rows_of(&rows)));
    assert_eq!(refused, Err(ChartError::NoLog));
}
