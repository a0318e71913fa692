//! A few pictures, looked at: places in both themes and languages, a figure. `UPDATE_SNAPSHOTS=1` makes them anew.

use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, ThemeChoice, View, ZoneTab};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::open_with;

fn view(place: Place, zone: &str, tab: ZoneTab) -> View {
    View {
        place,
        zone: Some(zone.into()),
        zone_tab: tab,
        ..View::first(&Dataset::embedded())
    }
}

#[test]
fn places() {
    let shots = [
        (
            "zones-light-zh",
            ThemeChoice::Light,
            Lang::Zh,
            view(Place::Zones, "wuxi", ZoneTab::Figures),
        ),
        (
            "policies-dark-en",
            ThemeChoice::Dark,
            Lang::En,
            view(Place::Policies, "tianjin", ZoneTab::Overview),
        ),
        (
            "metrics-light-zh",
            ThemeChoice::Light,
            Lang::Zh,
            view(Place::Metrics, "wuxi", ZoneTab::Overview),
        ),
    ];
    let mut results = egui_kittest::SnapshotResults::new();
    for (name, theme, lang, view) in shots {
        let settings = Settings {
            theme,
            lang,
            ..Settings::default()
        };
        let mut window = open_with([1024.0, 640.0], Session::new(settings, view));
        window.snapshot(name);
        results.extend_harness(&mut window);
    }
}
