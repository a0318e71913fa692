use std::collections::BTreeSet;

use super::*;
use crate::analysis::zone_facets::FacetKind;
use crate::model::Period;

fn list(view: &View) -> (Arc<Dataset>, Arc<ZoneList>, ZonesDerived) {
    let data = Dataset::embedded();
    let index = Arc::new(SearchIndex::new(&data, Lang::Zh));
    let mut derived = ZonesDerived::default();
    let list = derived.list(&data, Lang::Zh, view, Some(&index));
    (data, list, derived)
}

fn sorted_by(column: Column, descending: bool) -> View {
    let mut view = View::default();
    view.zones.sort = Some(Sort { column, descending });
    view
}

#[test]
fn facets_and_query_combine() {
    let mut view = View::default();
    let east = BTreeSet::from(["东部".to_owned()]);
    view.zones.chosen.insert(FacetKind::Region, east);
    let (data, all, _) = list(&view);
    assert!(all.rows.iter().all(|row| data.zones[*row].region == "东部"));
    view.zone_query = "jn".to_owned();
    let (_, found, _) = list(&view);
    assert!(found.rows.len() < all.rows.len());
    let jining = data.zones.iter().position(|z| z.id.as_str() == "jining");
    assert!(found.rows.contains(&jining.unwrap()));
}

#[test]
fn one_query_finds_the_same_zones_in_both_languages() {
    let data = Dataset::embedded();
    let found = |query: &str, lang| {
        let index = Arc::new(SearchIndex::new(&data, lang));
        let view = View {
            zone_query: query.to_owned(),
            ..View::default()
        };
        let list = ZonesDerived::default().list(&data, lang, &view, Some(&index));
        let rows: BTreeSet<usize> = list.rows.iter().copied().collect();
        rows
    };
    for query in [
        "ma",
        "en",
        "山东",
        "sd",
        "Shandong",
        "jining",
        "新材料",
        "New materials",
    ] {
        let zh = found(query, Lang::Zh);
        assert_eq!(zh, found(query, Lang::En), "{query}");
        assert!(!zh.is_empty() && zh.len() < data.zones.len(), "{query}");
    }
    // Neither "materials" nor "manufacturing": a short query is one for names.
    assert!(found("ma", Lang::Zh).len() < 15);
    assert!(found("en", Lang::Zh).len() < 60);
    assert!(found("shand", Lang::Zh).len() > 10);
    assert!(found("mater", Lang::Zh).len() > found("aterials", Lang::Zh).len());
}

#[test]
fn approval_sorts_by_time_and_stably() {
    for descending in [false, true] {
        let (data, list, _) = list(&sorted_by(Column::Approved, descending));
        assert_eq!(list.rows.len(), data.zones.len());
        for pair in list.rows.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(|row| data.zones[row].approved.map(Period::start));
            match (a, b) {
                (Some(a), Some(b)) if a == b => assert!(pair[0] < pair[1]),
                (Some(a), Some(b)) => assert_eq!(a > b, descending),
                (None, Some(_)) => panic!("unknown before known"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_metric_column_is_of_one_period_and_scope_and_marks_the_rest() {
    let (data, _, mut derived) = list(&View::default());
    let metrics = derived.metrics(&data);
    assert!(!metrics.is_empty());
    let (mut trends, mut apart) = (0, 0);
    for (metric, zones) in metrics.iter() {
        let column = derived.column(&data, metric);
        let (period, scope) = column.of.clone().unwrap();
        let (inside, outside) = column.counts();
        assert_eq!(inside + outside, *zones, "{metric}");
        assert!(inside > 0);
        for (row, cell) in column.cells.iter().enumerate() {
            let series = || data.observations().series(&data.zones[row].id, metric);
            let own =
                |obs: &crate::dataset::Obs<'_>| obs.period() == period && obs.definition() == scope;
            let Some(cell) = cell else {
                assert_eq!(series().count(), 0);
                continue;
            };
            let shown = data.observations().get(cell.shown);
            assert_eq!(shown.entity(), &data.zones[row].id);
            assert_eq!(shown.metric(), metric);
            assert_eq!(cell.apart, !own(&shown), "{metric}");
            assert_eq!(cell.apart, !series().any(|obs| own(&obs)), "{metric}");
            assert_eq!(cell.scoped, shown.definition() != scope);
            apart += usize::from(cell.apart);
            let share = 0.0..=1.0;
            let within = |(x, y): &(f32, f32)| share.contains(x) && share.contains(y);
            assert!(cell.trend.iter().all(within));
            assert!(cell.trend.is_empty() || cell.here < cell.trend.len());
            trends += usize::from(cell.trend.len() >= 2);
        }
    }
    assert!(trends > 0 && apart > 0);
}

/// Whichever way it is sorted, figures of another period or scope stand behind, each period and scope by itself.
#[test]
fn a_ranking_never_mixes_periods_or_scopes() {
    let (data, _, mut derived) = list(&View::default());
    for (metric, _) in derived.metrics(&data).iter() {
        for descending in [false, true] {
            let column = Column::Metric(metric.clone());
            let list = derived.list(&data, Lang::Zh, &sorted_by(column, descending), None);
            let column = derived.column(&data, metric);
            let mut shown = Vec::new();
            for row in &list.rows {
                let cell = column.cells[*row].as_ref();
                shown.push(cell.map(|cell| data.observations().get(cell.shown)));
            }
            let first_gap = shown.iter().position(Option::is_none);
            let first_gap = first_gap.unwrap_or(shown.len());
            assert!(shown[first_gap..].iter().all(Option::is_none));
            let figures: Vec<_> = shown.into_iter().flatten().collect();
            let key = |obs: &crate::dataset::Obs<'_>| (obs.period(), obs.definition().to_owned());
            assert_eq!(column.of, Some(key(&figures[0])), "{metric}");
            let mut groups: Vec<_> = figures.iter().map(key).collect();
            groups.dedup();
            let all = groups.len();
            groups.sort();
            groups.dedup();
            assert_eq!(groups.len(), all, "{metric} stands in pieces");
            for pair in figures
                .windows(2)
                .filter(|pair| key(&pair[0]) == key(&pair[1]))
            {
                let (a, b) = (pair[0].value(), pair[1].value());
                assert!(if descending { a >= b } else { a <= b }, "{metric}");
            }
        }
    }
}

#[test]
fn typing_jumps_by_initials_pinyin_and_characters() {
    let (data, list, mut derived) = list(&sorted_by(Column::Name, false));
    let mut jump = |typed: &str| {
        let from = EntityId::from("jining");
        let zone = derived.type_ahead(&data, &list, Some(&from), typed);
        zone.map(|id| id.as_str().to_owned())
    };
    for typed in ["jn", "jining", "济", "Jining"] {
        assert_eq!(jump(typed).as_deref(), Some("jining"), "{typed}");
    }
    assert_eq!(jump("wuxi").as_deref(), Some("wuxi"));
    assert_eq!(jump("wx").map(|id| id.starts_with('w')), Some(true));
    assert_eq!(jump("qqqq"), None);
}
