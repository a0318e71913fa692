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
