use std::collections::BTreeSet;

use super::*;
use crate::analysis::zone_facets::FacetKind;

fn list(view: &View) -> (Arc<Dataset>, Rc<ZoneList>, ZonesDerived) {
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
fn missing_figures_and_those_apart_come_last_either_way() {
    let keys = [
        Some(SortKey::Number(2.0)),
        None,
        Some(SortKey::Apart(9.0)),
        Some(SortKey::Number(1.0)),
        Some(SortKey::Number(2.0)),
        Some(SortKey::Apart(3.0)),
    ];
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    sort_rows(&mut rows, &keys, false);
    assert_eq!(rows, [3, 0, 4, 5, 2, 1]);
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    sort_rows(&mut rows, &keys, true);
    assert_eq!(rows, [0, 4, 3, 2, 5, 1]);
}

#[test]
fn every_metric_column_shows_the_latest_of_one_scope() {
    let (data, _, mut derived) = list(&View::default());
    let metrics = derived.metrics(&data);
    assert!(!metrics.is_empty());
    let mut trends = 0;
    for (metric, zones) in metrics.iter() {
        let cells = derived.column(&data, metric);
        assert_eq!(cells.iter().flatten().count(), *zones, "{metric}");
        for (row, cell) in cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let shown = data.observations().get(cell.shown);
            assert_eq!(shown.entity(), &data.zones[row].id);
            assert_eq!(shown.metric(), metric);
            assert_eq!(cell.scoped, !shown.definition().is_empty());
            let series = data.observations().series(shown.entity(), metric);
            let later = series.filter(|obs| {
                obs.definition() == shown.definition()
                    && obs.status() != Status::Preliminary
                    && matches!(
                        obs.period().kind(),
                        PeriodKind::Year | PeriodKind::Month | PeriodKind::Day
                    )
                    && obs.period().end() > shown.period().end()
            });
            assert_eq!(later.count(), 0, "{metric} of {}", shown.entity());
            assert!(
                cell.trend
                    .iter()
                    .all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y))
            );
            trends += usize::from(cell.trend.len() >= 2);
        }
    }
    assert!(trends > 0);
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
