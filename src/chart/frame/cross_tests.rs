//! Frames of the kinds that compare entities: like with like, and a word where it cannot be.

use super::tests::{dataset, rows_of, spec};
use super::*;
use crate::chart::fixture::pack;
use crate::chart::spec::{Axis, ChartKind, ColourBy, Encoding, PeriodChoice, Transform};
use crate::chart::{ChartSpec, Subject};
use crate::model::Lang;

fn build(spec: &ChartSpec, rows: &[&str]) -> Result<Frame, ChartError> {
    Frame::build(spec, &dataset(&rows_of(rows)))
}

fn needs(error: &ChartError) -> &'static str {
    match error {
        ChartError::Needs { needs, .. } => needs,
        ChartError::Unsuited { why, .. } => self::needs(why),
        _ => "",
    }
}

const BOTH: [&str; 7] = [
    "alpha firms 2019 10",
    "alpha firms 2020 12",
    "alpha people 2020 100",
    "beta firms 2020 20",
    "beta people 2020 ~300",
    "gamma firms 2019 7",
    "gamma people 2020 50",
];

#[test]
fn a_dot_has_both_figures_of_the_period_most_have() {
    let frame = build(&spec(ChartKind::Scatter, &["firms", "people"], &[]), &BOTH).unwrap();
    let Body::Scatter(scatter) = &frame.body else {
        panic!()
    };
    let dots: Vec<(&str, f64, f64, bool)> = scatter
        .dots
        .iter()
        .map(|d| (d.name.as_str(), d.x.value(), d.y.value(), d.approximate()))
        .collect();
    // 2019 and 2020 both have two; the later wins, and gamma's figure of 2019 is not mixed in.
    assert_eq!(
        dots,
        [("甲园", 12.0, 100.0, false), ("乙园", 20.0, 300.0, true)]
    );
    assert!(frame.note.contains("另有1个"), "{}", frame.note);
    assert!(scatter.x.name.contains("2020年"), "{}", scatter.x.name);
    assert!(frame.marks().len() == 4);
}

#[test]
fn where_all_figures_share_a_reason_it_is_said_once_and_keys_are_hollow() {
    let rows = [
        "alpha firms 2020 ~12",
        "alpha people 2020 ~100",
        "beta firms 2020 ~20",
        "beta people 2020 ~300",
    ];
    let mut spec = spec(ChartKind::Scatter, &["firms", "people"], &[]);
    spec.encoding.colour = ColourBy::Region;
    let hollow = |rows: &[&str]| {
        let frame = build(&spec, rows).unwrap();
        let Body::Scatter(scatter) = &frame.body else {
            panic!()
        };
        let groups = 0..scatter.groups.len();
        let hollow: Vec<bool> = groups.map(|i| scatter.all_hollow(i)).collect();
        (frame.note, hollow)
    };
    let (note, keys) = hollow(&rows);
    assert!(note.contains("全部数字：约数"), "{note}");
    assert!(!keys.is_empty() && keys.iter().all(|key| *key), "{keys:?}");
    let some = [
        rows[0],
        rows[1],
        "beta firms 2020 20",
        "beta people 2020 300",
    ];
    let (note, keys) = hollow(&some);
    assert!(note.contains("空心点：约数"), "{note}");
    assert!(keys.contains(&false), "{keys:?}");
}

#[test]
fn a_group_without_a_dot_has_no_key() {
    let mut records = super::tests::records();
    records.zones = ["east", "west"].map(crate::dataset::fixture::zone).to_vec();
    records.zones[0].region = "东部".to_owned();
    records.zones[1].region = "西部".to_owned();
    // Of the east only one of the two.
    let rows = [
        "east firms 2020 ~12",
        "west firms 2020 20",
        "west people 2020 300",
    ];
    let data = crate::dataset::fixture::dataset(records, &rows_of(&rows));
    let mut spec = spec(ChartKind::Scatter, &["firms", "people"], &[]);
    spec.encoding.colour = ColourBy::Region;
    let Body::Scatter(mut scatter) = Frame::build(&spec, &data).unwrap().body else {
        panic!()
    };
    assert_eq!(scatter.groups, ["西部"]);
    scatter.dots.clear();
    assert!(!scatter.all_hollow(0));
}

#[test]
fn a_log_axis_leaves_out_what_it_cannot_show_and_says_so() {
    let rows = [
        "alpha firms 2020 0",
        "alpha people 2020 5",
        "beta firms 2020 3",
        "beta people 2020 6",
    ];
    let mut spec = spec(ChartKind::Scatter, &["firms", "people"], &[]);
    spec.x = Axis {
        log: true,
        range: None,
    };
    let frame = build(&spec, &rows).unwrap();
    assert_eq!(frame.marks().len(), 2);
    assert!(frame.note.contains("对数轴"), "{}", frame.note);
}

#[test]
fn a_scatter_takes_two_metrics() {
    let error = build(&spec(ChartKind::Scatter, &["firms"], &[]), &BOTH).unwrap_err();
    assert_eq!(needs(&error), "chart-needs-two-metrics");
    let ChartError::Unsuited { kinds, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(!kinds.contains(&ChartKind::Scatter) && !kinds.is_empty());
    for lang in [Lang::Zh, Lang::En] {
        assert!(
            error
                .message(lang)
                .contains(crate::model::Named::name(&kinds[0], lang))
        );
    }
}

#[test]
fn conflicting_sources_are_one_dot_with_a_range() {
    let rows = [
        "alpha firms 2020 10",
        "alpha firms 2020 14@s2",
        "alpha people 2020 5",
        "beta firms 2020 1",
        "beta people 2020 2",
    ];
    let frame = build(&spec(ChartKind::Scatter, &["firms", "people"], &[]), &rows).unwrap();
    let Body::Scatter(scatter) = &frame.body else {
        panic!()
    };
    assert_eq!(scatter.dots[0].x.range(), Some((10.0, 14.0)));
    assert_eq!(scatter.dots[1].x.range(), None);
    assert_eq!(frame.marks().len(), 5);
    assert!(frame.note.contains("来源不一处"), "{}", frame.note);
    assert_eq!(frame.sources.len(), 2);
}

#[test]
fn a_slope_joins_two_like_periods_and_leaves_out_who_has_one() {
    let rows = [
        "alpha firms 2010 10",
        "alpha firms 2015 5",
        "alpha firms 2020 30",
        "beta firms 2010 20",
        "beta firms 2020 15",
        "beta firms 2020-H1 7",
        "gamma firms 2020 9",
    ];
    let frame = build(&spec(ChartKind::Slope, &["firms"], &[]), &rows).unwrap();
    let Body::Slope(slope) = &frame.body else {
        panic!()
    };
    let lines: Vec<(&str, f64)> = slope
        .lines
        .iter()
        .map(|l| (l.name.as_str(), l.difference()))
        .collect();
    assert_eq!(slope.ends, ["2010年", "2020年"]);
    assert_eq!(lines, [("甲园", 20.0), ("乙园", -5.0)]);
    assert!(frame.note.contains("1个"), "{}", frame.note);
    let one = build(&spec(ChartKind::Slope, &["firms"], &["gamma"]), &rows).unwrap_err();
    assert_eq!(needs(&one), "chart-needs-two-periods");
}

#[test]
fn a_dumbbell_takes_two_periods_or_two_metrics_of_one_unit() {
    let frame = build(
        &spec(ChartKind::Dumbbell, &["firms"], &[]),
        &["alpha firms 2019 3", "alpha firms 2020 4"],
    )
    .unwrap();
    let Body::Dumbbell(dumbbell) = &frame.body else {
        panic!()
    };
    assert_eq!(
        (dumbbell.rows.len(), dumbbell.rows[0].difference()),
        (1, 1.0)
    );
    let error = build(&spec(ChartKind::Dumbbell, &["firms", "people"], &[]), &BOTH).unwrap_err();
    assert_eq!(needs(&error), "chart-needs-one-unit");
}

#[test]
fn a_heat_map_keeps_gaps_and_sorts_by_the_last_period() {
    let rows = [
        "alpha firms 2018 10",
        "alpha firms 2020 3",
        "beta firms 2018 4",
        "beta firms 2019 5",
        "beta firms 2020 8",
    ];
    let frame = build(&spec(ChartKind::HeatMap, &["firms"], &[]), &rows).unwrap();
    let Body::HeatMap(map) = &frame.body else {
        panic!()
    };
    let cells: Vec<Vec<Option<f64>>> = map
        .rows
        .iter()
        .map(|r| {
            r.cells
                .iter()
                .map(|c| c.as_ref().map(Stated::value))
                .collect()
        })
        .collect();
    assert_eq!(
        map.columns
            .iter()
            .map(|c| c.name.as_str())
            .collect::<Vec<_>>(),
        ["2018", "2019", "2020"]
    );
    assert_eq!(
        cells,
        [
            vec![Some(4.0), Some(5.0), Some(8.0)],
            vec![Some(10.0), None, Some(3.0)]
        ]
    );
    assert_eq!((map.ramps[0].at(3.0), map.ramps[0].at(10.0)), (0.0, 1.0));
    assert_eq!(map.ramp_of, RampOf::All);
}

#[test]
fn metrics_of_a_heat_map_have_ramps_of_their_own() {
    let frame = build(&spec(ChartKind::HeatMap, &["firms", "people"], &[]), &BOTH).unwrap();
    let Body::HeatMap(map) = &frame.body else {
        panic!()
    };
    assert_eq!(
        (map.ramp_of, map.ramps.len(), map.rows.len()),
        (RampOf::Column, 2, 3)
    );
    // gamma has no figure of 2020.
    assert!(
        map.rows
            .iter()
            .any(|r| r.id == "gamma" && r.cells[0].is_none() && r.cells[1].is_some())
    );
}

#[test]
fn ranks_and_changes_turn_the_ramp() {
    let ramp = |low: f64, high: f64, inverted, diverging| Ramp {
        name: String::new(),
        low,
        high,
        ends: Default::default(),
        inverted,
        diverging,
        log: false,
        classes: Vec::new(),
    };
    assert_eq!(ramp(1.0, 9.0, true, false).at(1.0), 1.0);
    assert_eq!(ramp(-2.0, 8.0, false, true).at(0.0), 0.5);
    assert_eq!(ramp(-2.0, 8.0, false, true).at(8.0), 1.0);
    assert_eq!(ramp(5.0, 5.0, false, false).at(5.0), 0.5);
    let classes = [1.0, 2.0, 4.0].map(|bound| (bound, String::new()));
    let classed = Ramp {
        classes: classes.into(),
        ..ramp(1.0, 90.0, false, false)
    };
    let at = [1.0, 1.9, 2.0, 4.0, 90.0].map(|value| classed.at(value));
    assert_eq!(at, [0.0, 0.0, 0.5, 1.0, 1.0]);
}

#[test]
fn quartiles_whiskers_and_outliers() {
    let values: Vec<f64> = (1..=9).map(f64::from).chain([40.0]).collect();
    let of = BoxOf::of(&values).unwrap();
    assert_eq!(
        (of.q1, of.median, of.q3, of.low, of.high),
        (3.25, 5.5, 7.75, 1.0, 9.0)
    );
    assert_eq!(BoxOf::of(&values[..4]), None);
}

#[test]
fn a_distribution_of_the_pack_by_region_names_its_outliers() {
    let mut spec = spec(ChartKind::Distribution, &["approved_area_ha"], &[]);
    spec.encoding = Encoding {
        size: None,
        colour: ColourBy::Region,
    };
    let frame = Frame::build(&spec, &pack()).unwrap();
    let Body::Distribution(all) = &frame.body else {
        panic!()
    };
    assert_eq!(
        all.strips
            .iter()
            .map(|s| s.name.as_str())
            .collect::<Vec<_>>(),
        ["东部", "中部", "西部", "东北"]
    );
    assert_eq!(all.strips.iter().map(|s| s.dots.len()).sum::<usize>(), 171);
    let east = &all.strips[0];
    assert!(
        east.dots
            .last()
            .is_some_and(|d| d.name == "中关村" && d.outlier)
    );
    let few = build(
        &super::tests::spec(ChartKind::Distribution, &["firms"], &[]),
        &["alpha firms 2020 1", "beta firms 2020 2"],
    );
    assert_eq!(needs(&few.unwrap_err()), "chart-needs-several");
}

fn wuxi(metrics: &[&str]) -> ChartSpec {
    super::tests::spec(ChartKind::Funnel, metrics, &["wuxi"])
}

#[test]
fn a_funnel_gives_shares_of_the_first_and_of_the_one_before() {
    let spec = wuxi(&[
        "innovation_indicators_l3",
        "indicators_grew",
        "indicators_grew_every_year",
    ]);
    let frame = Frame::build(&spec, &pack()).unwrap();
    let Body::Funnel(funnel) = &frame.body else {
        panic!()
    };
    let shares: Vec<(f64, Option<&str>, Option<&str>)> = funnel
        .stages
        .iter()
        .map(|s| {
            (
                s.stated.value(),
                s.of_first.as_deref(),
                s.of_before.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        shares,
        [
            (34.0, None, None),
            (27.0, Some("79.4%"), Some("79.4%")),
            (11.0, Some("32.4%"), Some("40.7%"))
        ]
    );
    let backwards = wuxi(&["indicators_grew", "innovation_indicators_l3"]);
    let error = Frame::build(&backwards, &pack()).unwrap_err();
    assert_eq!(needs(&error), "chart-needs-falling-stages");
}

#[test]
fn a_waterfall_adds_up_and_marks_what_is_missing_between() {
    let rows = [
        "alpha firms 2016 100",
        "alpha firms 2017 101.9",
        "alpha firms 2019 99.9",
        "alpha firms 2019-H1 5",
    ];
    let frame = build(&spec(ChartKind::Waterfall, &["firms"], &["alpha"]), &rows).unwrap();
    let Body::Waterfall(fall) = &frame.body else {
        panic!()
    };
    let steps: Vec<(&str, bool)> = fall
        .steps
        .iter()
        .map(|s| (s.label.as_str(), s.after_gap))
        .collect();
    assert_eq!(steps, [("", false), ("+1.9", false), ("−2", true)]);
    let sum: f64 = fall.steps.iter().filter_map(|s| s.change).sum();
    assert!((100.0 + sum - 99.9).abs() < 1e-9);
    let two = build(
        &spec(ChartKind::Waterfall, &["firms"], &[]),
        &["alpha firms 2016 1", "beta firms 2017 2"],
    );
    assert_eq!(needs(&two.unwrap_err()), "chart-needs-one-series");
}

#[test]
fn documents_and_heads_are_counted_as_transcribed() {
    let data = pack();
    let spec = ChartSpec {
        kind: ChartKind::HeatMap,
        subject: Subject::Policies(Vec::new()),
        ..ChartSpec::default()
    };
    let frame = Frame::build(&spec, &data).unwrap();
    let Body::HeatMap(map) = &frame.body else {
        panic!()
    };
    let counted: f64 = map
        .rows
        .iter()
        .flat_map(|r| r.cells.iter().flatten())
        .map(Stated::value)
        .sum();
    let measures: usize = data.policies.iter().map(|p| p.measures.len()).sum();
    assert_eq!(
        (map.rows.len(), counted as usize),
        (data.policies.len(), measures)
    );
    assert_eq!(map.columns.len(), 6);
    // Nobody knows what is under the other heads of the 77 measures.
    let known = map.rows[0].cells.iter().flatten().count();
    assert_eq!((known, map.rows[0].name.contains("12/77")), (3, true));
    let unknown = Subject::Policies(vec!["tianjin-78".into()]);
    let error = Frame::build(
        &ChartSpec {
            subject: unknown,
            ..spec
        },
        &data,
    )
    .unwrap_err();
    assert!(error.message(Lang::En).contains("tianjin-77"), "{error}");
}

#[test]
fn transforms_reach_these_kinds_too() {
    let mut spec = spec(
        ChartKind::HeatMap,
        &["rd_intensity"],
        &["province-beijing", "province-qinghai"],
    );
    spec.transform = Transform::Rank;
    spec.period = PeriodChoice::Range("2020".parse().unwrap(), "2023".parse().unwrap());
    let frame = Frame::build(&spec, &pack()).unwrap();
    let Body::HeatMap(map) = &frame.body else {
        panic!()
    };
    assert!(map.ramps[0].inverted);
    assert_eq!(map.rows[0].cells[0].as_ref().map(Stated::value), Some(1.0));
}
