//! 总览: what one sees first; from there to a province, a zone, a chart.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use zonescope::app::command::Command;
use zonescope::app::session::Session;
use zonescope::app::state::overview::MapKind;
use zonescope::app::state::{Place, Settings, View};
use zonescope::chart::ChartSpec;
use zonescope::dataset::Dataset;
use zonescope::model::{Named as _, PlaceKind};
use zonescope::search::Target;

use crate::open_with;

#[test]
fn the_first_start_shows_the_overview_and_leads_on() {
    let mut window = open_with([1280.0, 1400.0], Session::default());
    let data = Dataset::embedded();
    assert_eq!(window.state().state().view.place, Place::Overview);

    // A tile picks its province and lists its zones.
    let province = data.places.iter().find(|place| {
        let inside = data.zones.iter().any(|zone| zone.province == place.name);
        place.kind == PlaceKind::Province && inside
    });
    if let Some(province) = province {
        window
            .get_by_label_contains(&format!("{}，", province.name))
            .click();
        window.run();
        let view = &window.state().state().view;
        assert_eq!(view.overview.province.as_ref(), Some(&province.id));
        let here = data
            .zones
            .iter()
            .filter(|zone| zone.province == province.name);
        for zone in here {
            let links = window.query_all_by_role_and_label(Role::Link, &zone.short_name);
            assert!(links.count() > 0, "{}", zone.short_name);
        }
        window.get_by_label("在园区中列出").click();
        window.run();
        let view = &window.state().state().view;
        assert_eq!(view.place, Place::Zones);
        assert!(province.name.starts_with(&view.zone_query));
        window.get_by_label("总览").click();
        window.run();
    }

    // Points and list.
    window.get_by_label("点位").click();
    window.run();
    assert_eq!(window.state().state().view.overview.map, MapKind::Dots);
    window.get_by_label_contains("GeoNames (CC BY 4.0)");
    window.get_by_label("列表").click();
    window.run();
    let first = data
        .zones
        .iter()
        .find(|zone| zone.location.is_some())
        .unwrap();
    window
        .get_by_label_contains(&format!("{} ", first.short_name))
        .click();
    window.run();
    assert_eq!(window.state().state().view.place, Place::Zones);
    assert_eq!(window.state().state().view.zone.as_ref(), Some(&first.id));

    // A story opens its chart.
    window.get_by_label("总览").click();
    window.run();
    let story = data.stories.last().unwrap();
    window
        .get_by_role_and_label(Role::Button, story.name(zonescope::model::Lang::Zh))
        .click();
    window.run();
    let view = &window.state().state().view;
    assert_eq!(view.place, Place::Metrics);
    let chart = data.charts.iter().find(|chart| chart.name == story.chart);
    let chart = ChartSpec::from_ron(&chart.unwrap().ron).unwrap();
    assert_eq!(view.chart.subject, chart.subject);
}

#[test]
fn the_source_of_a_national_system_is_read_in_its_row() {
    let data = Dataset::embedded();
    let source = data.source(&"saidi-2022-system".into()).unwrap();
    let mut window = open_with([1280.0, 800.0], Session::default());
    assert!(window.query_by_label_contains(&source.title).is_none());
    let open = Command::Open(Target::Source(source.id.clone()));
    window.state_mut().send(open);
    for _ in 0..10 {
        window.run_ok();
    }
    let rect = window.get_by_label_contains(&source.title).rect();
    assert!(rect.top() > 0.0 && rect.bottom() < 800.0, "{rect:?}");
}

#[test]
fn packs_with_less_still_have_an_overview() {
    use std::sync::Arc;
    use zonescope::app::{ViewOptions, picture};
    use zonescope::dataset::{Records, StoreBuilder};

    let full = Dataset::embedded();
    let mut bare = full.zones.clone();
    for zone in &mut bare {
        zone.location = None;
        zone.approved = None;
    }
    for zones in [bare, full.zones[..1].to_vec()] {
        let records = Records {
            zones,
            ..Records::default()
        };
        let data = Arc::new(Dataset::new(records, StoreBuilder::default().finish()));
        for map in MapKind::ALL {
            let mut view = View::first(&data);
            view.overview.map = map;
            view.overview.metric = Some("unheard_of".into());
            view.overview.province = Some("atlantis".into());
            let options = ViewOptions {
                view,
                lang: Settings::default().lang,
                theme: egui::Theme::Light,
                size: egui::vec2(480.0, 360.0),
                scale: 1.0,
                palette: None,
            };
            let picture = picture(Arc::clone(&data), &options);
            assert_eq!((picture.width, picture.height), (480, 360));
        }
    }
}
