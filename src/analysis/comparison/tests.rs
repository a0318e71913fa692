use super::*;
use crate::dataset::Records;
use crate::dataset::fixture::{self, obs, zone};
use crate::model::Observation;

fn metric(id: &str, kind: MetricKind, direction: i8) -> Metric {
    Metric {
        name_en: String::new(),
        kind,
        direction,
        ..fixture::metric(id)
    }
}

fn compare(rows: &[Observation]) -> Comparison {
    let records = Records {
        zones: ["a", "b", "c"].map(zone).into(),
        metrics: vec![
            metric("firms", MetricKind::Count, 1),
            metric("energy", MetricKind::Quantity, -1),
            metric("rank", MetricKind::Rank, 0),
            metric("area", MetricKind::Quantity, 0),
        ],
        ..Records::default()
    };
    let data = fixture::dataset(records, rows);
    let ids = ["a", "b", "c", "unknown"].map(EntityId::from);
    Comparison::build(&data, &ids, Lang::Zh)
}

use Standing::{Best, Worst};

#[test]
fn a_metric_somebody_lacks_is_a_gap_and_periods_do_not_mix() {
    let found = compare(&[
        obs("a", "firms", 2019, 3.0),
        obs("b", "firms", 2019, 5.0),
        obs("c", "firms", 2018, 9.0),
    ]);
    assert_eq!(found.names, ["a高新区", "b高新区", "c高新区"]);
    assert_eq!(found.figures.len(), 2);
    let latest = &found.figures[0];
    assert_eq!(latest.period, Period::year(2019));
    assert!(latest.is_shared() && latest.cells[2].is_empty());
    assert_eq!(latest.marks, [Some(Worst), Some(Best), None]);
    assert!(!found.figures[1].is_shared());
    assert_eq!(found.figures[1].marks, [None; 3]);
    assert!(found.policies.is_empty());
}

#[test]
fn differing_definitions_never_share_a_row() {
    let core = Observation {
        definition: "核心区".to_owned(),
        ..obs("b", "firms", 2019, 5.0)
    };
    let found = compare(&[obs("a", "firms", 2019, 3.0), core]);
    assert_eq!(found.figures.len(), 2);
    assert!(found.figures.iter().all(|row| !row.is_shared()));
    assert_eq!(found.figures[1].scope, "核心区");
    assert!(found.figures[1].detail(Lang::Zh).contains("核心区"));
}

#[test]
fn ties_ranks_and_directions() {
    let one = |metric: &str, values: [f64; 3]| {
        let rows = ["a", "b", "c"].into_iter().zip(values);
        let rows: Vec<_> = rows.map(|(z, v)| obs(z, metric, 2020, v)).collect();
        compare(&rows).figures[0].marks.clone()
    };
    assert_eq!(
        one("firms", [7.0, 7.0, 2.0]),
        [Some(Best), Some(Best), Some(Worst)]
    );
    assert_eq!(one("firms", [7.0, 7.0, 7.0]), [None; 3]);
    assert_eq!(
        one("energy", [1.0, 2.0, 3.0]),
        [Some(Best), None, Some(Worst)]
    );
    assert_eq!(
        one("rank", [1.0, 12.0, 3.0]),
        [Some(Best), Some(Worst), None]
    );
    assert_eq!(one("area", [1.0, 2.0, 3.0]), [None; 3]);
}

#[test]
fn two_sources_for_one_figure_both_stand() {
    let other = Observation {
        source: "t".into(),
        ..obs("a", "firms", 2019, 8.0)
    };
    let rows = [
        obs("a", "firms", 2019, 3.0),
        other,
        obs("b", "firms", 2019, 5.0),
        obs("c", "firms", 2019, 9.0),
    ];
    let row = &compare(&rows).figures[0];
    let values: Vec<f64> = row.cells[0].iter().map(|figure| figure.value).collect();
    assert_eq!(values, [3.0, 8.0]);
    assert!(row.is_conflict(0) && !row.is_conflict(1) && !row.is_conflict(9));
    // 3 or 8 against 5: only the first place is beyond doubt.
    assert_eq!(row.marks, [None, None, Some(Best)]);
}

#[test]
fn hedges_leave_the_order_open_where_they_do() {
    let over = |value| Observation {
        qualifier: Qualifier::Over,
        ..obs("a", "firms", 2019, value)
    };
    let row = |first: Observation| {
        let rows = [first, obs("b", "firms", 2019, 5.0)];
        compare(&rows).figures[0].clone()
    };
    assert_eq!(row(over(4.0)).marks, [None; 3]);
    assert_eq!(row(over(6.0)).marks, [Some(Best), Some(Worst), None]);
    assert_eq!(row(over(6.0)).cells[0][0].text, "超6");
    let target = Observation {
        status: Status::Preliminary,
        ..obs("a", "firms", 2019, 6.0)
    };
    assert_eq!(row(target).marks, [None; 3]);
}

#[test]
fn the_pack_s_policies_are_counted_and_missing_ones_are_gaps() {
    let data = Dataset::embedded();
    let policy = data.policies.iter().find(|p| p.zone.is_some()).unwrap();
    let with = policy.zone.clone().unwrap();
    let without = data.zones.iter().map(|zone| &zone.id);
    let without = without
        .clone()
        .find(|id| data.policies.iter().all(|p| p.zone.as_ref() != Some(id)))
        .unwrap();
    let found = Comparison::build(&data, &[with, without.clone()], Lang::En);
    assert!(found.policies.len() > 2);
    for row in &found.policies {
        assert!(row.cells[0].is_some() && row.cells[1].is_none(), "{row:?}");
    }
    let none = Comparison::build(&data, std::slice::from_ref(without), Lang::En);
    assert!(none.policies.is_empty());
}
