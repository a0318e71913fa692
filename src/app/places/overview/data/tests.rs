use super::*;
use crate::dataset::{Records, fixture};
use crate::model::{Location, Observation};

fn zone(id: usize, province: &str, approved: Option<&str>) -> Zone {
    let region = if id.is_multiple_of(3) {
        "东部"
    } else {
        "西部"
    };
    let location = Location {
        lon: 100.0,
        lat: 30.0,
        level: "prefecture".into(),
        source: "points".into(),
    };
    Zone {
        name: format!("园区{id}"),
        short_name: format!("园区{id}"),
        name_en: String::new(),
        short_name_en: String::new(),
        province: province.into(),
        region: region.into(),
        approved: approved.map(|text| text.parse().unwrap()),
        location: (!id.is_multiple_of(4)).then_some(location),
        ..fixture::zone(&format!("z{id}"))
    }
}

fn place(id: &str, name: &str, tile: Option<(u8, u8)>) -> Place {
    Place {
        tile,
        ..fixture::place(id, name)
    }
}

fn obs(entity: &str, metric: &str, year: i16, value: f64, source: &str) -> Observation {
    Observation {
        source: source.into(),
        ..fixture::obs(entity, metric, year, value)
    }
}

fn dataset(zones: Vec<Zone>, places: Vec<Place>, figures: &[Observation]) -> Dataset {
    let records = Records {
        zones,
        places,
        metrics: ["firms", "unused", "zone_only"].map(fixture::metric).into(),
        ..Records::default()
    };
    fixture::dataset(records, figures)
}

fn small() -> Dataset {
    let zones = vec![
        zone(0, "甲省", Some("2010-09")),
        zone(1, "甲省", Some("2010-09-26")),
        zone(2, "乙省", Some("2010")),
        zone(3, "没有的省", Some("2013/2014")),
        zone(4, "甲省", None),
        zone(5, "甲省", Some("1991-03")),
    ];
    let places = vec![
        place("a", "甲省", Some((1, 1))),
        place("b", "乙省", Some((2, 1))),
        place("c", "丙省", Some((1, 2))),
        place("d", "丁省", None),
        place("e", "戊省", Some((1, 1))),
    ];
    let figures = [
        obs("a", "firms", 2019, 10.0, "s1"),
        obs("a", "firms", 2020, 20.0, "s1"),
        obs("a", "firms", 2020, 21.0, "s2"),
        obs("c", "firms", 2020, 5.0, "s1"),
        obs("b", "firms", 2019, 7.0, "s1"),
        obs("z1", "zone_only", 2020, 1.0, "s1"),
    ];
    dataset(zones, places, &figures)
}

fn tile<'a>(map: &'a TileMap, id: &str) -> &'a Tile {
    let is = |tile: &&Tile| {
        tile.place
            .as_ref()
            .is_some_and(|place| place.as_str() == id)
    };
    map.tiles.iter().find(is).unwrap()
}

#[test]
fn a_province_without_zones_is_an_empty_tile() {
    let map = TileMap::new(&small(), None, None);
    assert_eq!(map.tiles.len(), 5);
    assert_eq!(tile(&map, "a").value, Some(4.0));
    assert_eq!(tile(&map, "b").value, Some(1.0));
    let empty = tile(&map, "c");
    assert_eq!((empty.value, empty.class), (None, None));
    assert!(empty.zones.is_empty());
    assert_eq!(map.off_map, 1);
}

#[test]
fn no_two_tiles_share_a_place_and_none_is_lost() {
    let map = TileMap::new(&small(), None, None);
    let places: BTreeSet<_> = map.tiles.iter().map(|tile| tile.at).collect();
    assert_eq!(places.len(), map.tiles.len());
    let inside = |at: &(usize, usize)| at.0 < map.size.0 && at.1 < map.size.1;
    assert!(places.iter().all(inside), "{places:?} {:?}", map.size);
    // The first of two that claim a place keeps it.
    assert_eq!(tile(&map, "a").at, (0, 0));
    assert!(tile(&map, "e").at.1 > tile(&map, "c").at.1);
}

#[test]
fn a_metric_is_shown_for_one_period_only() {
    let data = small();
    let metric: MetricId = "firms".into();
    let latest = TileMap::new(&data, Some(&metric), None);
    assert_eq!(latest.period, Some(Period::year(2020)));
    assert_eq!(tile(&latest, "a").value, Some(20.0));
    assert_eq!(tile(&latest, "a").figures.len(), 2, "both sources are kept");
    assert_eq!(
        tile(&latest, "b").value,
        None,
        "2019 is no substitute for 2020"
    );
    assert_eq!(tile(&latest, "c").value, Some(5.0));
    let earlier = TileMap::new(&data, Some(&metric), Some(Period::year(2019)));
    assert_eq!(tile(&earlier, "b").value, Some(7.0));
    assert_eq!(earlier.periods.len(), 2);
    let unknown = TileMap::new(&data, Some(&metric), Some(Period::year(1950)));
    assert_eq!(unknown.period, Some(Period::year(2020)));
    assert_eq!(OverviewData::new(&data).metrics, [metric]);
}

#[test]
fn a_metric_is_shown_by_one_definition_only() {
    let scoped = |entity: &str, value: f64| Observation {
        definition: "规模以上".to_owned(),
        ..obs(entity, "firms", 2020, value, "s")
    };
    let places = || {
        vec![
            place("a", "甲省", Some((0, 0))),
            place("b", "乙省", Some((1, 0))),
        ]
    };
    let metric: MetricId = "firms".into();
    let figures = [
        scoped("a", 1.0),
        obs("a", "firms", 2020, 2.0, "s"),
        scoped("b", 3.0),
    ];
    let own = TileMap::new(
        &dataset(Vec::new(), places(), &figures),
        Some(&metric),
        None,
    );
    assert_eq!(tile(&own, "a").value, Some(2.0));
    assert_eq!(tile(&own, "b").value, None);
    let figures = [scoped("a", 1.0), scoped("b", 3.0)];
    let scope = TileMap::new(
        &dataset(Vec::new(), places(), &figures),
        Some(&metric),
        None,
    );
    assert_eq!(tile(&scope, "b").value, Some(3.0));
}

#[test]
fn approvals_by_year_and_month() {
    let timeline = OverviewData::new(&small()).timeline;
    let years: Vec<_> = timeline
        .years
        .iter()
        .map(|year| (year.year, year.count, year.total, year.without_month()))
        .collect();
    assert_eq!(years, [(1991, 1, 1, 0), (2010, 3, 4, 1)]);
    assert_eq!(timeline.years[1].months, BTreeMap::from([(9, 2)]));
    assert_eq!(timeline.undated, 2);
    for month in 1..=12_u8 {
        for text in [format!("2019-{month:02}"), format!("2019-{month:02}-28")] {
            assert_eq!(month_of(text.parse().unwrap()), Some(month), "{text}");
        }
    }
    assert_eq!(month_of("2019-Q1".parse().unwrap()), None);
}

#[test]
fn counts_of_the_embedded_pack_against_brute_force() {
    let data = Dataset::embedded();
    let facts = OverviewData::new(&data);
    let counts = &facts.counts;
    assert_eq!(counts.zones, data.zones.len());
    let provinces: BTreeSet<&str> = data.zones.iter().map(|z| z.province.as_str()).collect();
    assert_eq!(counts.provinces, provinces.len());
    let metrics: BTreeSet<String> = data
        .observations()
        .iter()
        .map(|obs| obs.metric().to_string())
        .collect();
    assert_eq!(counts.metrics, metrics.len());
    assert_eq!(counts.figures, data.observations().iter().count());
    let regions: usize = counts.regions.iter().map(|(_, n)| n).sum();
    let with_region = data.zones.iter().filter(|z| !z.region.is_empty());
    assert_eq!(regions, with_region.count());
    let dated: usize = facts.timeline.years.iter().map(|year| year.count).sum();
    assert_eq!(dated + facts.timeline.undated, data.zones.len());
    let map = TileMap::new(&data, None, None);
    let on_map: usize = map.tiles.iter().map(|tile| tile.zones.len()).sum();
    assert_eq!(on_map + map.off_map, data.zones.len());
    let located = data.zones.iter().filter(|z| z.location.is_some()).count();
    assert_eq!(facts.located.len(), located);
}

#[test]
fn nothing_at_all_is_nothing() {
    let data = dataset(Vec::new(), Vec::new(), &[]);
    let facts = OverviewData::new(&data);
    assert_eq!(facts.counts.years, None);
    assert!(facts.timeline.years.is_empty() && facts.located.is_empty());
    let map = TileMap::new(&data, None, None);
    assert!(map.tiles.is_empty() && map.bounds.is_empty());
}
