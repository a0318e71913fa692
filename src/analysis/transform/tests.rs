//! Known results, and what holds for any series.

use proptest::prelude::*;

use super::*;

fn series(figures: &[(i16, f64)]) -> Vec<Datum<'static>> {
    let datum = |&(year, value): &(i16, f64)| Datum {
        period: Period::year(year),
        value,
        definition: "",
    };
    figures.iter().map(datum).collect()
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-9)
}

#[test]
fn growth_needs_the_year_before_by_the_same_definition() {
    let mut data = series(&[
        (2015, 100.0),
        (2016, 110.0),
        (2018, 120.0),
        (2019, 90.0),
        (2020, 99.0),
    ]);
    let growth = year_on_year(&data);
    assert_eq!((growth[0], growth[2]), (None, None));
    assert!(near(growth[1], 10.0) && near(growth[3], -25.0) && near(growth[4], 10.0));
    assert!(near(difference(&data)[3], -30.0));
    let before = [None, Some(0), None, Some(2), Some(3)];
    assert_eq!(years_before(&data), before);
    data[4].definition = "core";
    assert_eq!(year_on_year(&data)[4], None);
    assert_eq!(years_before(&data)[4], None);
    let halves = ["2018-H1", "2018", "2019-H1", "2019"].map(|period| Datum {
        period: period.parse().unwrap(),
        value: 1.0,
        definition: "",
    });
    assert_eq!(years_before(&halves), [None, None, Some(0), Some(1)]);
    assert_eq!(
        year_on_year(&series(&[
            (2015, 0.0),
            (2016, 3.0),
            (2017, -1.0),
            (2018, 2.0)
        ])),
        [None, None, Some((-1.0 / 3.0 - 1.0) * 100.0), None]
    );
}

#[test]
fn an_index_starts_where_all_have_a_figure() {
    let all = [
        series(&[(2015, 50.0), (2016, 60.0)]),
        series(&[(2016, 5.0), (2017, 10.0)]),
    ];
    let base = common_period(&all).unwrap();
    assert_eq!(base, Period::year(2016));
    assert_eq!(index(&all[1], base), [Some(100.0), Some(200.0)]);
    assert!(near(index(&all[0], base)[0], 50.0 / 60.0 * 100.0));
    assert_eq!(index(&all[0], Period::year(1999)), [None, None]);
    assert_eq!(common_period(&[]), None);
}

#[test]
fn compound_growth_spans_the_gaps_but_not_a_new_definition() {
    let mut data = series(&[(2010, 1.0), (2015, 100.0), (2017, 121.0)]);
    data[0].definition = "old";
    let (first, last, rate) = cagr(&data).unwrap();
    assert!((first, last) == (1, 2) && (rate - 10.0).abs() < 1e-9);
    assert_eq!(cagr(&data[..1]), None);
    assert_eq!(cagr(&[]), None);
}

#[test]
fn shares_need_the_whole() {
    let all = [series(&[(2015, 1.0), (2016, 1.0)]), series(&[(2015, 3.0)])];
    assert_eq!(share(&all), [vec![Some(25.0), None], vec![Some(75.0)]]);
}

#[test]
fn totals_stop_at_a_gap_and_ratios_at_zero() {
    let data = series(&[(2015, 1.0), (2016, 2.0), (2018, 4.0), (2019, 8.0)]);
    assert_eq!(cumulative(&data), [Some(1.0), Some(3.0), None, None]);
    assert_eq!(
        per(&data, &series(&[(2015, 2.0), (2018, 0.0)])),
        [Some((0.5, 0)), None, None, None]
    );
}

#[test]
fn a_zone_is_not_divided_by_its_district() {
    let scoped = |year, value, definition| Datum {
        period: Period::year(year),
        value,
        definition,
    };
    let output = [scoped(2018, 90.0, "core"), scoped(2019, 100.0, "")];
    let people = [
        scoped(2018, 9.0, ""),
        scoped(2019, 50.0, "district"),
        scoped(2019, 20.0, ""),
    ];
    assert_eq!(per(&output, &people), [None, Some((5.0, 2))]);
}

#[test]
fn equal_figures_share_a_place() {
    let all = [
        series(&[(2015, 5.0)]),
        series(&[(2015, 9.0)]),
        series(&[(2015, 5.0), (2016, 1.0)]),
        series(&[(2015, 2.0)]),
    ];
    let places: Vec<Option<f64>> = rank(&all).iter().map(|s| s[0]).collect();
    assert_eq!(places, [Some(2.0), Some(1.0), Some(2.0), Some(4.0)]);
    assert_eq!(rank(&all)[2][1], None, "nothing is first alone");
}

#[test]
fn places_and_shares_are_among_figures_of_one_definition() {
    let mut all = [
        series(&[(2015, 5.0)]),
        series(&[(2015, 9.0)]),
        series(&[(2015, 3.0)]),
    ];
    assert!(near(share(&all)[1][0], 9.0 / 17.0 * 100.0));
    all[1][0].definition = "core";
    let places: Vec<Option<f64>> = rank(&all).iter().map(|s| s[0]).collect();
    assert_eq!(places, [Some(1.0), None, Some(2.0)]);
    assert_eq!(share(&all), [[None], [None], [None]]);
}

#[test]
fn figures_are_carried_within_the_tolerance() {
    let data = series(&[(2010, 1.0), (2012, 2.0), (2016, 3.0)]);
    let filled: Vec<(i16, usize)> = carried(&data, 2, 2017)
        .iter()
        .map(|(p, i)| (p.first_year(), *i))
        .collect();
    assert_eq!(filled, [(2011, 0), (2013, 1), (2014, 1), (2017, 2)]);
}

/// Series of some of the years 2000–2033, with a change of definition somewhere.
fn any_series() -> impl Strategy<Value = Vec<Datum<'static>>> {
    let value = prop_oneof![
        Just(0.0),
        -1e12..1e12_f64,
        0.0..1e3_f64,
        Just(f64::MAX),
        Just(5e-324)
    ];
    proptest::collection::btree_map(2000_i16..2034, (value, 0_u8..8), 0..34).prop_map(|years| {
        let datum = |(year, (value, scope)): (i16, (f64, u8))| Datum {
            period: Period::year(year),
            value,
            definition: if scope == 0 { "core" } else { "" },
        };
        years.into_iter().map(datum).collect()
    })
}

proptest! {
    #[test]
    fn no_gap_becomes_a_number(all in proptest::collection::vec(any_series(), 0..6), base in 2000_i16..2034) {
        let has = |series: &[Datum<'_>], year: i16| series.iter().any(|d| d.period == Period::year(year));
        for series in &all {
            let year = |i: usize| series[i].period.first_year();
            let results = [
                year_on_year(series), difference(series), index(series, Period::year(base)), cumulative(series),
                per(series, all.last().unwrap()).into_iter().map(|ratio| ratio.map(|(value, _)| value)).collect(),
            ];
            for result in &results {
                prop_assert_eq!(result.len(), series.len());
                prop_assert!(result.iter().flatten().all(|v| v.is_finite()));
            }
            #[expect(clippy::needless_range_loop, reason = "five results are looked at side by side")]
            for i in 0..series.len() {
                prop_assert!(results[0][i].is_none() || has(series, year(i) - 1));
                prop_assert!(results[1][i].is_none() || has(series, year(i) - 1));
                prop_assert!(results[2][i].is_none() || has(series, base));
                prop_assert!(results[3][i].is_none() || (year(0)..=year(i)).all(|y| has(series, y)));
                prop_assert!(results[4][i].is_none() || has(all.last().unwrap(), year(i)));
            }
            prop_assert!(cagr(series).is_none_or(|(first, last, rate)| first < last && rate.is_finite()));
            for (period, from) in carried(series, 3, 2033) {
                prop_assert!(!series.iter().any(|d| d.period == period));
                prop_assert!((1..=3).contains(&(period.first_year() - year(from))));
            }
        }
        for (series, shares) in all.iter().zip(share(&all)) {
            prop_assert_eq!(shares.len(), series.len());
            for (datum, share) in series.iter().zip(shares) {
                let whole = all.iter().all(|s| s.iter().any(|d| d.period == datum.period));
                prop_assert!(share.is_none_or(|s| whole && (0.0..=100.0 + 1e-9).contains(&s)));
            }
        }
        for (series, places) in all.iter().zip(rank(&all)) {
            prop_assert_eq!(places.len(), series.len());
            prop_assert!(places.iter().flatten().all(|p| *p >= 1.0 && *p <= all.len() as f64));
        }
    }
}
