//! What a person may choose beside the subject: lines of comparison, ratios, figures carried over, small multiples.

use super::tests::{dataset, records, rows_of, spec};
use super::*;
use crate::chart::ChartSpec;
use crate::chart::fixture::pack;
use crate::chart::spec::{ChartKind, Missing, PanelBy, Panels as Choice, Reference, Transform};
use crate::dataset::fixture;
use crate::model::MetricId;

const TWO_YEARS: [&str; 4] = [
    "alpha firms 2019 10",
    "alpha firms 2020 20",
    "beta firms 2019 30",
    "beta firms 2020 60",
];

fn compared(kind: ChartKind) -> Frame {
    let spec = ChartSpec {
        references: vec![Reference::Mean],
        ..spec(kind, &["firms"], &["alpha", "beta"])
    };
    let frame = Frame::build(&spec, &dataset(&rows_of(&TWO_YEARS))).unwrap();
    assert!(!frame.note.contains("参照线"), "{}", frame.note);
    let mean = frame
        .marks()
        .into_iter()
        .filter(|(name, _)| name.starts_with("平均"));
    assert!(mean.count() > 0, "the table and the exports have it too");
    frame
}

#[test]
fn changes_and_cells_are_compared_with_their_mean() {
    let Body::Slope(slope) = compared(ChartKind::Slope).body else {
        panic!()
    };
    let [mean] = &slope.references[..] else {
        panic!()
    };
    assert_eq!((mean.from.value(), mean.to.value()), (20.0, 40.0));
    let Body::Dumbbell(rows) = compared(ChartKind::Dumbbell).body else {
        panic!()
    };
    let [mean] = &rows.levels[..] else { panic!() };
    assert_eq!(mean.mark.value, 40.0);
    assert!(mean.name.contains("2020"), "{}", mean.name);
    let Body::HeatMap(map) = compared(ChartKind::HeatMap).body else {
        panic!()
    };
    let [mean] = &map.references[..] else {
        panic!()
    };
    let values: Vec<f64> = mean.cells.iter().flatten().map(Stated::value).collect();
    assert_eq!(values, [20.0, 40.0]);
    assert_eq!((map.height(), map.rows.len()), (3, 2));
    // The shades are those of the figures themselves.
    assert_eq!((map.ramps[0].low, map.ramps[0].high), (10.0, 60.0));
}

#[test]
fn the_nation_is_a_slope_of_its_own() {
    let data = pack();
    let chart = data.charts.iter().find(|c| c.name == "rd-intensity-slope");
    let spec = ChartSpec {
        references: vec![Reference::National],
        ..ChartSpec::from_ron(&chart.unwrap().ron).unwrap()
    };
    let Body::Slope(slope) = Frame::build(&spec, &data).unwrap().body else {
        panic!()
    };
    let [nation] = &slope.references[..] else {
        panic!()
    };
    assert_eq!(nation.from.mark.period, slope.lines[0].from.mark.period);
    assert!(!nation.to.mark.cites.is_empty());
}

#[test]
fn a_line_of_comparison_is_called_by_what_it_draws() {
    let data = pack();
    let of = |metric: &str| {
        let metric = data.metric(&metric.into()).unwrap();
        overlays::nation(&data, metric).unwrap()
    };
    let name = |metrics: &[&str]| {
        let metrics: Vec<MetricId> = metrics.iter().map(|id| MetricId::from(*id)).collect();
        [Lang::Zh, Lang::En].map(|l| reference_name(Reference::National, &metrics, &data, l))
    };
    assert_eq!(of("rd_intensity").as_str(), "china");
    assert_eq!(name(&["rd_intensity"]), ["全国", "China"]);
    let zones = data.metrics.iter().find(|metric| {
        overlays::nation(&data, metric).is_some_and(|id| id.as_str() == "national-zones")
    });
    let zones = zones.unwrap().id.as_str();
    let all = ["国家高新区合计", "All national high-tech zones"];
    assert_eq!(name(&[zones]), all);
    // Several figures with several nations have no one name.
    assert_eq!(name(&["rd_intensity", zones]), ["全国", "China"]);
    let mean = reference_name(Reference::Mean, &[], &data, Lang::Zh);
    assert_eq!(mean, "平均");
}

#[test]
fn the_nation_is_transformed_as_what_it_is_compared_with() {
    let nation = crate::model::Place {
        kind: crate::model::PlaceKind::Nation,
        ..fixture::place("national-zones", "全国")
    };
    let mut records = records();
    records.places.push(nation);
    let mut rows = rows_of(&TWO_YEARS);
    rows.extend(rows_of(&[
        "national-zones firms 2018 50",
        "national-zones firms 2019 100",
        "national-zones firms 2020 150",
    ]));
    let data = fixture::dataset(records, &rows);
    let build = |transform| {
        let spec = ChartSpec {
            transform,
            references: vec![Reference::National],
            ..spec(ChartKind::Line, &["firms"], &["alpha", "beta"])
        };
        let frame = Frame::build(&spec, &data).unwrap();
        let Body::Lines(lines) = frame.body else {
            panic!()
        };
        (lines.references, frame.note)
    };
    let (index, _) = build(Transform::Index(None));
    let values = index[0].points.iter().map(|p| p.mark.value);
    assert_eq!(values.collect::<Vec<_>>(), [50.0, 100.0, 150.0]);
    for transform in [Transform::Share, Transform::Rank] {
        let (none, note) = build(transform);
        assert!(none.is_empty() && note.contains("参照线"), "{note}");
    }
}

#[test]
fn a_figure_is_divided_only_by_one_of_its_own_scope() {
    let mut rows = rows_of(&[
        "alpha firms 2019 10",
        "alpha firms 2020 20",
        "alpha people 2019 5",
        "alpha people 2020 4",
    ]);
    rows[0].definition = "核心区".to_owned();
    let spec = ChartSpec {
        transform: Transform::Per("people".into()),
        ..spec(ChartKind::Line, &["firms"], &["alpha"])
    };
    let frame = Frame::build(&spec, &dataset(&rows)).unwrap();
    let values: Vec<f64> = frame.marks().iter().map(|(_, mark)| mark.value).collect();
    assert_eq!(values, [5.0]);
    assert!(frame.note.contains("口径"), "{}", frame.note);
    rows[1].definition = "全区".to_owned();
    let error = Frame::build(&spec, &dataset(&rows)).unwrap_err();
    assert!(matches!(error, ChartError::OtherScope { .. }), "{error:?}");
    // A second figure of the right scope is found behind one of another.
    rows[3].definition = "核心区".to_owned();
    rows.extend(rows_of(&["alpha people 2020 2@s2"]));
    rows[4].definition = "全区".to_owned();
    let frame = Frame::build(&spec, &dataset(&rows)).unwrap();
    assert_eq!(frame.marks()[0].1.value, 10.0);
}

#[test]
fn a_figure_carried_over_says_so() {
    let spec = ChartSpec {
        missing: Missing::Carry(1),
        ..spec(ChartKind::Line, &["firms"], &["alpha"])
    };
    let rows = ["alpha firms 2015 10", "alpha firms 2017 12"];
    let frame = Frame::build(&spec, &dataset(&rows_of(&rows))).unwrap();
    let carried: Vec<bool> = frame.marks().iter().map(|(_, mark)| mark.carried).collect();
    assert_eq!(carried, [false, true, false]);
}

#[test]
fn small_multiples_rank_and_compare_among_each_other() {
    let panels = |transform| {
        let spec = ChartSpec {
            transform,
            references: vec![Reference::Mean],
            panels: Some(Choice {
                by: PanelBy::Entity,
                free: false,
            }),
            ..spec(ChartKind::Line, &["firms"], &["alpha", "beta"])
        };
        let frame = Frame::build(&spec, &dataset(&rows_of(&TWO_YEARS))).unwrap();
        let n = frame.marks().len();
        let Body::Panels(all) = frame.body else {
            panic!()
        };
        let lines = all.panels.into_iter().map(|panel| match panel.body {
            Body::Lines(lines) => (panel.name, lines),
            _ => panic!(),
        });
        (lines.collect::<Vec<_>>(), n)
    };
    let (level, marks) = panels(Transform::Level);
    let means = level.iter().map(|(_, lines)| {
        let mean = &lines.references[0].points;
        mean.iter().map(|p| p.mark.value).collect::<Vec<_>>()
    });
    assert_eq!(means.collect::<Vec<_>>(), [[20.0, 40.0], [20.0, 40.0]]);
    assert_eq!(marks, 6, "the mean is told once");
    let (rank, _) = panels(Transform::Rank);
    let last = rank
        .iter()
        .map(|(name, lines)| (name.as_str(), lines.series[0].points[1].mark.value));
    assert_eq!(last.collect::<Vec<_>>(), [("甲园", 2.0), ("乙园", 1.0)]);
}
