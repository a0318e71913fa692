use super::*;

fn obs(entity: &str, metric: &str, year: i16, value: f64) -> Observation {
    Observation {
        entity: entity.into(),
        metric: metric.into(),
        period: Period::year(year),
        value,
        qualifier: Qualifier::Exact,
        status: Status::Reported,
        definition: String::new(),
        source: "s".into(),
        locator: String::new(),
        as_printed: value.to_string(),
        note: String::new(),
    }
}

#[test]
fn finds_by_metric_entity_and_both() {
    let mut builder = StoreBuilder::default();
    for row in [
        obs("b", "m", 2019, 4.0),
        obs("a", "m", 2018, 1.0),
        obs("a", "n", 2018, 9.0),
        obs("b", "m", 2018, 3.0),
    ] {
        builder.push(&"p".into(), &row);
    }
    let store = builder.finish();
    let values = |it: &mut dyn Iterator<Item = Obs<'_>>| it.map(|o| o.value()).collect::<Vec<_>>();
    assert_eq!(
        values(&mut store.series(&"b".into(), &"m".into())),
        [3.0, 4.0]
    );
    assert_eq!(values(&mut store.by_entity(&"a".into())), [1.0, 9.0]);
    assert_eq!(store.by_metric(&"m".into()).count(), 3);
    assert_eq!(store.by_metric(&"unknown".into()).count(), 0);
    assert_eq!(store.series(&"a".into(), &"unknown".into()).count(), 0);
    assert_eq!(
        store
            .get(store.iter().next().unwrap().ix())
            .to_record()
            .as_printed,
        "4".replace('4', "3")
    );
}

#[test]
fn later_packs_replace_the_same_statement_only() {
    let mut builder = StoreBuilder::default();
    builder.push(&"p".into(), &obs("a", "m", 2018, 1.0));
    let mark = builder.mark();
    let mut other_source = obs("a", "m", 2018, 5.0);
    other_source.source = "t".into();
    builder.push(&"q".into(), &other_source);
    builder.push(&"q".into(), &obs("a", "m", 2018, 2.0));
    assert_eq!(builder.sort(mark, 9), []);
    builder.push(&"q".into(), &obs("a", "m", 2018, 2.5));
    assert_eq!(builder.sort(mark, 9), [(1, 2)]);
    builder.rollback(mark);
    builder.push(&"q".into(), &other_source);
    builder.push(&"q".into(), &obs("a", "m", 2018, 2.0));
    let wanted = [
        ("a", "m", Period::year(2018)),
        ("a", "m", Period::year(2019)),
    ];
    assert_eq!(builder.present(wanted.into_iter()).len(), 1);
    let store = builder.finish();
    let found: Vec<_> = (store.series(&"a".into(), &"m".into()))
        .map(|o| (o.value(), o.pack().as_str(), o.as_printed()))
        .collect();
    assert_eq!(found, [(2.0, "q", "2"), (5.0, "q", "5")]);
}

#[test]
fn sorts_any_order() {
    let mut builder = StoreBuilder::default();
    for i in 0..500i16 {
        let n = i * 37 % 500;
        let entity = format!("e{}", n % 7);
        builder.push(&"p".into(), &obs(&entity, "m", 1900 + n / 7, f64::from(n)));
    }
    let store = builder.finish();
    assert_eq!(store.len(), 500);
    for e in 0..7 {
        let entity = format!("e{e}").as_str().into();
        let years: Vec<_> = (store.series(&entity, &"m".into()))
            .map(|o| o.period())
            .collect();
        assert!(years.is_sorted() && years.len() >= 71);
        assert_eq!(store.by_entity(&entity).count(), years.len());
    }
}

#[test]
fn figures_as_printed_of_every_length() {
    let lengths = [0, 1, 127, 128, 2047, 2048, MAX_PRINTED];
    let mut builder = StoreBuilder::default();
    for (i, length) in lengths.into_iter().enumerate() {
        let mut row = obs("a", &format!("m{}", i % 2), 2000 + i as i16, 1.0);
        row.as_printed = "x".repeat(length);
        builder.push(&"p".into(), &row);
    }
    let store = builder.finish();
    for obs in store.iter() {
        let i = usize::from(obs.period().first_year() as u16 - 2000);
        assert_eq!(obs.as_printed().len(), lengths[i]);
        assert_eq!(obs.metric().as_str(), format!("m{}", i % 2));
    }
}

#[test]
fn sorts_metrics_apart_and_keeps_the_order_of_what_conflicts() {
    let mut builder = StoreBuilder::default();
    let mark = builder.mark();
    // Where each entity comes first.
    let places = [0, 3, 1, 4, 2];
    let mut wanted = Vec::new();
    for i in 0..600i16 {
        let n = i * 37 % 600;
        let (entity, metric, year) = (n % 5, n % 3, 2000 + n % 8);
        let (e, m) = (format!("e{entity}"), format!("m{metric}"));
        let mut row = obs(&e, &m, year, f64::from(n));
        row.source = format!("s{i}").as_str().into();
        builder.push(&"p".into(), &row);
        wanted.push((metric, places[entity as usize], year, i, row));
        if i % 250 == 0 {
            assert_eq!(builder.sort(mark, 9), []);
        }
    }
    wanted.sort_by_key(|&(metric, entity, year, i, _)| (metric, entity, year, i));
    let wanted: Vec<_> = wanted.into_iter().map(|(.., row)| row).collect();
    let store = builder.finish();
    let found: Vec<_> = store.iter().map(|o| o.to_record()).collect();
    assert_eq!(found, wanted);
    for e in 0..5 {
        let entity = format!("e{e}").as_str().into();
        let found = store.by_entity(&entity).map(|o| o.value());
        let wanted = wanted.iter().filter(|row| row.entity == entity);
        assert!(found.eq(wanted.map(|row| row.value)));
    }
    for m in 0..3 {
        let metric = format!("m{m}").as_str().into();
        assert!(store.by_metric(&metric).all(|o| *o.metric() == metric));
        assert_eq!(store.by_metric(&metric).count(), 200);
    }
}

#[test]
fn duplicates_are_counted_from_the_mark_and_taken_back() {
    for full in [false, true] {
        let mut builder = StoreBuilder::default();
        builder.push(&"p".into(), &obs("a", "m", 2018, 1.0));
        if full {
            builder.fill();
        }
        let mark = builder.mark();
        for (entity, metric, year) in [
            ("b", "n", 2019),
            ("a", "m", 2018),
            ("b", "n", 2018),
            ("b", "n", 2019),
            ("a", "m", 2018),
            ("a", "n", 2018),
            ("b", "n", 2019),
        ] {
            builder.push(&"q".into(), &obs(entity, metric, year, 2.0));
        }
        assert_eq!(builder.sort(mark, 9), [(0, 3), (1, 4), (0, 6)]);
        assert_eq!(builder.sort(mark, 2), [(0, 3), (1, 4)]);
        builder.rollback(mark);
        assert_eq!(builder.sort(mark, 9), []);
        builder.push(&"q".into(), &obs("b", "n", 2018, 3.0));
        assert_eq!(builder.sort(mark, 9), []);
        let store = builder.finish();
        let found: Vec<_> = store.iter().map(|o| (o.value(), o.as_printed())).collect();
        assert_eq!(found, [(1.0, "1"), (3.0, if full { "" } else { "3" })]);
    }
}

#[test]
fn the_last_of_many_packs_takes_the_place_of_the_first() {
    let mut builder = StoreBuilder::default();
    for (pack, entity, source, year, value) in [
        ("p", "a", "s", 2019, 9.0),
        ("p", "a", "s", 2018, 1.0),
        ("p", "b", "s", 2018, 8.0),
        ("p", "a", "t", 2018, 2.0),
        ("q", "a", "t", 2018, 3.0),
        ("q", "a", "s", 2018, 4.0),
        ("r", "a", "s", 2018, 5.0),
        // One pack twice: not for the store to judge.
        ("p", "a", "u", 2018, 6.0),
        ("p", "a", "u", 2018, 7.0),
    ] {
        let mut row = obs(entity, "m", year, value);
        row.source = source.into();
        builder.push(&pack.into(), &row);
    }
    builder.push(&"q".into(), &obs("b", "n", 2018, 10.0));
    let store = builder.finish();
    let values =
        |rows: &mut dyn Iterator<Item = Obs<'_>>| rows.map(|o| o.value()).collect::<Vec<_>>();
    assert_eq!(
        values(&mut store.iter()),
        [5.0, 3.0, 6.0, 7.0, 9.0, 8.0, 10.0]
    );
    assert_eq!(values(&mut store.by_entity(&"b".into())), [8.0, 10.0]);
    assert_eq!(values(&mut store.by_metric(&"n".into())), [10.0]);
}
