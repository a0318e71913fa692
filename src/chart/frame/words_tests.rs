//! What figures say of themselves: who rises in a ranking, units, brackets, notes, limits.

use super::tests::{dataset, metric, records, rows_of, spec};
use super::*;
use crate::chart::fixture::pack;
use crate::chart::spec::{Missing, PanelBy, Panels as Choice, Reference};
use crate::dataset::{Records, fixture};
use crate::model::{Category, Metric, MetricKind, Policy};

const PLACES: [&str; 6] = [
    "alpha rank 2019 10",
    "alpha rank 2020 3",
    "beta rank 2019 4",
    "beta rank 2020 9",
    "gamma rank 2019 8",
    "gamma rank 2020 2",
];

fn build(spec: &ChartSpec, rows: &[&str]) -> Frame {
    Frame::build(spec, &dataset(&rows_of(rows))).unwrap()
}

/// Firms and laboratories: one unit in Chinese, two in English.
fn two_words(spec: ChartSpec, rows: &[&str]) -> Frame {
    let counted = |id: &str, unit: &str| Metric {
        unit_en: unit.to_owned(),
        ..metric(id, "家", MetricKind::Count)
    };
    let records = Records {
        metrics: vec![counted("firms", "firms"), counted("labs", "laboratories")],
        ..records()
    };
    let spec = ChartSpec {
        lang: Lang::En,
        ..spec
    };
    Frame::build(&spec, &fixture::dataset(records, &rows_of(rows))).unwrap()
}

#[test]
fn a_place_nearer_the_first_has_risen() {
    for kind in [ChartKind::Slope, ChartKind::Dumbbell] {
        let frame = build(&spec(kind, &["rank"], &[]), &PLACES);
        assert!(frame.title.contains("3个中2个上升"), "{}", frame.title);
        for words in [
            "2个上升，1个下降",
            "升幅最大或降幅最小：甲园 第10 → 第3；升幅最小或降幅最大：乙园 第4 → 第9",
        ] {
            assert!(frame.summary.contains(words), "{}", frame.summary);
        }
    }
    let Body::Slope(slope) = build(&spec(ChartKind::Slope, &["rank"], &["alpha"]), &PLACES).body
    else {
        panic!()
    };
    assert_eq!(slope.lines[0].rise(slope.inverted), 7.0);
}

#[test]
fn the_first_place_is_the_highest() {
    let line = build(&spec(ChartKind::Line, &["rank"], &["alpha"]), &PLACES);
    for words in [
        "由第10（2019年）逐期升至第3（2020年）",
        "最高第3（2020年），最低第10（2019年）",
    ] {
        assert!(line.summary.contains(words), "{}", line.summary);
    }
    let heat = build(&spec(ChartKind::HeatMap, &["rank"], &[]), &PLACES);
    let words = "最高丙园 2020 第2，最低甲园 2019 第10";
    assert!(heat.summary.contains(words), "{}", heat.summary);
    let grouped = build(
        &spec(ChartKind::GroupedBar, &["rank"], &["alpha", "gamma"]),
        &PLACES,
    );
    let words = "最高丙园 第2（2020年），最低甲园 第10（2019年）";
    assert!(grouped.summary.contains(words), "{}", grouped.summary);
    let rows: Vec<String> = (1..=10).map(|i| format!("z{i} rank 2019 {i}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let bars = build(&spec(ChartKind::RankedBar, &["rank"], &[]), &rows);
    let words = "最高z1 第1，最低z10 第10";
    assert!(bars.summary.contains(words), "{}", bars.summary);
}

#[test]
fn brackets_are_of_the_language() {
    let period = Some(Period::year(2023));
    let of = |period, lang| words::with_period("第2", period, lang);
    assert_eq!(of(period, Lang::Zh), "第2（2023年）");
    assert_eq!(of(period, Lang::En), "第2 (2023)");
    assert_eq!(of(None, Lang::Zh), "第2");
    for kind in [ChartKind::Line, ChartKind::GroupedBar] {
        let frame = build(&spec(kind, &["rank"], &["alpha", "beta"]), &PLACES);
        assert!(frame.summary.contains("（2020年）"), "{}", frame.summary);
        assert!(!frame.summary.contains('('), "{}", frame.summary);
    }
}

#[test]
fn every_kind_says_what_it_carried_over() {
    let rows = [
        "alpha firms 2015 10",
        "beta firms 2015 5",
        "beta firms 2016 6",
        "gamma firms 2015 1",
        "gamma firms 2016 2",
    ];
    for kind in [
        ChartKind::Line,
        ChartKind::RankedBar,
        ChartKind::Slope,
        ChartKind::Dumbbell,
        ChartKind::HeatMap,
        ChartKind::Distribution,
    ] {
        let spec = ChartSpec {
            missing: Missing::Carry(1),
            ..spec(kind, &["firms"], &["alpha", "beta", "gamma"])
        };
        let note = build(&spec, &rows).note;
        assert_eq!(
            note.matches("1处缺数沿用前值").count(),
            1,
            "{kind:?} {note}"
        );
        // Sources that hedge nothing are not said to.
        assert!(!note.contains("约数"), "{kind:?} {note}");
    }
    let spec = ChartSpec {
        missing: Missing::Carry(1),
        ..spec(ChartKind::Line, &["firms"], &["alpha", "beta"])
    };
    let frame = build(&spec, &[rows[0], rows[1], "beta firms 2016 ~6"]);
    let note = &frame.note;
    assert!(note.contains("空心点：约数；"), "{note}");
    assert!(frame.summary.contains("其中1个是"), "{}", frame.summary);
}

#[test]
fn ticks_are_short_where_no_unit_counts_in_large_numbers() {
    let rows = [
        "alpha firms 2019 100000",
        "alpha firms 2020 190000",
        "alpha people 2019 100000",
        "alpha people 2020 190000",
    ];
    let build = |unit: &str, spec: ChartSpec| {
        let mut records = records();
        records.metrics[0].unit = unit.to_owned();
        Frame::build(&spec, &fixture::dataset(records, &rows_of(&rows))).unwrap()
    };
    let short = |unit: &str, lang: Lang| {
        let spec = ChartSpec {
            lang,
            ..spec(ChartKind::Line, &["firms"], &["alpha"])
        };
        build(unit, spec).short_ticks
    };
    assert!(short("元", Lang::Zh) && !short("元", Lang::En));
    assert!(!short("万美元", Lang::Zh) && !short("亿元", Lang::Zh));
    // Each axis for itself.
    let both = |kind| spec(kind, &["firms", "people"], &["alpha"]);
    let Body::Scatter(all) = build("万美元", both(ChartKind::Scatter)).body else {
        panic!()
    };
    assert_eq!((all.x.short_ticks, all.y.short_ticks), (false, true));
    let panels = ChartSpec {
        panels: Some(Choice {
            by: PanelBy::Metric,
            free: true,
        }),
        ..both(ChartKind::Line)
    };
    let Body::Panels(all) = build("万美元", panels).body else {
        panic!()
    };
    let short: Vec<bool> = all.panels.iter().map(|p| p.short_ticks).collect();
    assert_eq!(short, [false, true]);
}

#[test]
fn what_is_computed_of_several_units_carries_none_of_them() {
    let rows = [
        "alpha firms 2019 10",
        "alpha firms 2020 12",
        "alpha labs 2019 4",
        "alpha labs 2020 5",
    ];
    let both = |kind| spec(kind, &["firms", "labs"], &["alpha"]);
    let Body::Columns(columns) = two_words(both(ChartKind::StackedBar), &rows).body else {
        panic!()
    };
    let totals = columns.totals.iter().flatten().map(|m| m.label.as_str());
    assert_eq!(totals.collect::<Vec<_>>(), ["14", "17"]);
    let first = columns.matrix.parts[0].marks[0].as_ref();
    assert_eq!(first.map(|m| m.label.as_str()), Some("10 firms"));
    let mean = ChartSpec {
        references: vec![Reference::Mean],
        ..both(ChartKind::Line)
    };
    let Body::Lines(lines) = two_words(mean, &rows).body else {
        panic!()
    };
    let mean = &lines.references[0].points;
    let labels = mean.iter().map(|p| p.mark.label.as_str());
    assert_eq!(labels.collect::<Vec<_>>(), ["7", "8.5"]);
    let rows = [
        "alpha firms 2020 10",
        "beta firms 2020 20",
        "gamma firms 2020 30",
        "alpha labs 2020 1",
        "beta labs 2020 1",
        "gamma labs 2020 4",
    ];
    let strips = spec(ChartKind::Distribution, &["firms", "labs"], &[]);
    let Body::Distribution(all) = two_words(strips, &rows).body else {
        panic!()
    };
    let medians: Vec<&str> = all.strips.iter().map(|s| s.median.as_str()).collect();
    assert_eq!(medians, ["20 firms", "1 laboratory"]);
}

#[test]
fn one_of_what_is_counted_is_singular() {
    let rows = ["alpha firms 2020 1", "alpha labs 2020 2"];
    let bars = spec(ChartKind::RankedBar, &["firms", "labs"], &["alpha"]);
    let frame = two_words(bars, &rows);
    let labels: Vec<&str> = frame
        .marks()
        .iter()
        .map(|(_, m)| m.label.as_str())
        .collect();
    assert_eq!(labels, ["2 laboratories", "1 firm"]);
}

#[test]
fn every_unit_of_the_pack_has_a_singular() {
    const SINGULARS: [&str; 27] = [
        "carrier",
        "case",
        "channel",
        "cluster",
        "desk",
        "district",
        "entity",
        "fair",
        "field",
        "firm",
        "head",
        "incubator",
        "indicator",
        "institute",
        "item",
        "listing",
        "measure",
        "patent",
        "person",
        "platform",
        "post",
        "project",
        "service",
        "space",
        "task",
        "trade",
        "zone",
    ];
    for metric in pack()
        .metrics
        .iter()
        .filter(|m| m.kind == MetricKind::Count)
    {
        let (unit, one) = (metric.unit(Lang::En), metric.unit_beside(1.0, Lang::En));
        let many = metric.unit_beside(2.0, Lang::En);
        match unit.starts_with(char::is_numeric) {
            true => assert_eq!((one.as_ref(), many), (&*format!("× {unit}"), one.clone())),
            false => {
                assert!(SINGULARS.contains(&one.as_ref()), "{unit}: {one}");
                assert_eq!(many, unit);
            }
        }
        assert_eq!(metric.unit_beside(1.0, Lang::Zh), metric.unit);
    }
}

#[test]
fn bars_by_zone_say_that_sources_differ() {
    let rows = [
        "alpha firms 2019 10",
        "alpha firms 2019 12@s2",
        "alpha labs 2019 4",
        "beta firms 2019 1",
        "beta labs 2019 2",
    ];
    let bars = spec(
        ChartKind::GroupedBar,
        &["firms", "labs"],
        &["alpha", "beta"],
    );
    let note = two_words(bars, &rows).note;
    assert!(note.contains("the first source counts"), "{note}");
}

fn too_many(spec: &ChartSpec, data: &Dataset) -> (usize, usize) {
    let error = match Frame::build(spec, data).unwrap_err() {
        ChartError::Unsuited { why, .. } => *why,
        error => error,
    };
    match error {
        ChartError::TooMany { count, max, kind } if kind == spec.kind => (count, max),
        error => panic!("{error:?}"),
    }
}

#[test]
fn refusals_name_the_limit_that_was_passed() {
    let rows: Vec<String> = (0..37).map(|i| format!("z{i} firms 2019 {i}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let panels = ChartSpec {
        panels: Some(Choice {
            by: PanelBy::Entity,
            free: false,
        }),
        ..spec(ChartKind::Line, &["firms"], &[])
    };
    assert_eq!(too_many(&panels, &dataset(&rows_of(&rows))), (37, 36));

    let documents = ChartSpec {
        kind: ChartKind::HeatMap,
        subject: Subject::Policies(Vec::new()),
        ..ChartSpec::default()
    };
    let pack = pack();
    let with_heads = pack.policies.iter().find(|p| !p.categories.is_empty());
    let with_heads = with_heads.unwrap();
    let refused = |policies: Vec<Policy>| {
        let records = Records {
            policies,
            ..records()
        };
        too_many(&documents, &fixture::dataset(records, &[]))
    };
    let many = (0..61).map(|i| Policy {
        id: format!("p{i}").as_str().into(),
        ..with_heads.clone()
    });
    assert_eq!(refused(many.collect()), (61, 60));
    let mut wide = with_heads.clone();
    let head = wide.categories[0].clone();
    wide.categories = (0..41)
        .map(|i| Category {
            id: format!("h{i}"),
            ..head.clone()
        })
        .collect();
    assert_eq!(refused(vec![wide]), (41, 40));
}
