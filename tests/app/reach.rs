//! Every figure of the data stands somewhere a person can reach; nothing of what lies under an overlay stands above it.

use std::collections::HashMap;

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::command::{ChartEdit, Command};
use zonescope::app::session::Session;
use zonescope::app::state::{Settings, View, ZoneTab};
use zonescope::chart::{Body, Frame, Mark};
use zonescope::dataset::{Dataset, Obs};
use zonescope::model::{EntityId, Lang, Named as _, Place, PlaceKind};

use crate::{Window, open_with};

/// The zone on whose page the figures of this zone or park stand.
fn page<'a>(data: &'a Dataset, id: &'a EntityId) -> Option<&'a EntityId> {
    let parent = || data.place(id)?.parent.as_ref();
    let zone = data.zone(id).map(|zone| &zone.id);
    zone.or_else(|| parent().filter(|id| data.zone(id).is_some()))
}

/// How the row of a figure starts when it is read out, and its period.
fn told(data: &Dataset, obs: &Obs<'_>) -> (String, String) {
    let name = data.metric(obs.metric()).unwrap().name(Lang::Zh);
    let start = format!("{name} {} ", obs.definition());
    (start, format!(" {} ", obs.period().display(Lang::Zh)))
}

/// The figures of the kinds a chart of one metric and one entity opens as.
fn marks(body: &Body) -> Vec<&Mark> {
    match body {
        Body::Lines(lines) => {
            let points = lines.series.iter().flat_map(|series| &series.points);
            points.map(|point| &point.mark).collect()
        }
        Body::Bars(bars) => bars.rows.iter().map(|row| &row.mark).collect(),
        other => panic!("another kind: {other:?}"),
    }
}

/// Each of these figures has a row.
fn assert_rows(window: &Window, data: &Dataset, figures: &[Obs<'_>]) {
    let rows: Vec<String> = (window.root().children_recursive())
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let mut wanted: HashMap<(String, String), usize> = HashMap::new();
    for obs in figures {
        *wanted.entry(told(data, obs)).or_default() += 1;
    }
    assert!(!wanted.is_empty());
    for ((start, period), n) in wanted {
        let found = |row: &&String| row.starts_with(&start) && row.contains(&period);
        let found = rows.iter().filter(found).count();
        assert!(found >= n, "{start}{period}: {found} of {n}");
    }
}

#[test]
fn every_figure_of_a_zone_stands_on_its_page() {
    let data = Dataset::embedded();
    let mut of_zone: HashMap<&EntityId, Vec<Obs<'_>>> = HashMap::new();
    for obs in data.observations().iter() {
        if let Some(zone) = page(&data, obs.entity()) {
            of_zone.entry(zone).or_default().push(obs);
        }
    }
    assert!(of_zone.len() > 170);
    let view = View {
        zone_tab: ZoneTab::Figures,
        ..View::default()
    };
    let mut window = open_with([1280.0, 800.0], Session::new(Settings::default(), view));
    for (zone, figures) in of_zone {
        window.state_mut().send(Command::SelectZone(zone.clone()));
        window.run_ok();
        assert_rows(&window, &data, &figures);
    }
}

#[test]
fn every_other_figure_stands_in_the_chart_the_palette_leads_to() {
    let data = Dataset::embedded();
    let mut window = open_with([1280.0, 800.0], Session::default());
    let others: Vec<Obs<'_>> = data
        .observations()
        .iter()
        .filter(|obs| page(&data, obs.entity()).is_none())
        .collect();
    assert!(!others.is_empty());
    let mut nations = Vec::new();
    let mut last = None;
    let mut shown: Vec<zonescope::dataset::ObsIx> = Vec::new();
    for obs in others {
        let pair = (obs.metric().clone(), obs.entity().clone());
        if last.as_ref() != Some(&pair) {
            let plot = ChartEdit::Plot(pair.0.clone(), pair.1.clone());
            window.state_mut().send(Command::Chart(plot));
            let ctx = window.ctx.clone();
            window.state_mut().logic(&ctx);
            let frame = Frame::build(&window.state().state().view.chart, &data).unwrap();
            shown = marks(&frame.body)
                .into_iter()
                .flat_map(|mark| mark.obs.into_iter().chain(mark.cites.iter().copied()))
                .collect();
            last = Some(pair);
        }
        let nation = |place: &Place| place.kind == PlaceKind::Nation;
        if data.place(obs.entity()).is_some_and(nation) {
            nations.push(obs);
        } else {
            let period = obs.period().display(Lang::Zh);
            assert!(shown.contains(&obs.ix()), "{last:?} {period}");
        }
    }
    // Those of the country stand under its lines, for lines leave out part of a year.
    let mut window = open_with([1280.0, 2000.0], Session::default());
    window.get_by_label("全部全国数值").click();
    window.run_ok();
    assert_rows(&window, &data, &nations);
}

#[test]
fn a_tooltip_goes_when_an_overlay_comes() {
    let data = Dataset::embedded();
    let story = &data.stories[1];
    let summary = story.summary.as_str();
    for overlay in [Command::OpenPalette, Command::OpenShortcuts] {
        let mut window = open_with([1280.0, 800.0], Session::default());
        let tooltip = format!("{}\n{summary}", story.name(Lang::Zh));
        let card = window.get_by_label(story.name(Lang::Zh)).rect();
        window.hover_at(card.center());
        window.run_steps(10);
        assert!(window.query_by_label(&tooltip).is_some(), "{summary}");
        window.state_mut().send(overlay);
        window.run_steps(3);
        assert!(window.query_by_label(&tooltip).is_none());
        // Without it tooltips are as ever.
        window.key_press(Key::Escape);
        window.run_ok();
        window.hover_at(card.center() + egui::vec2(4.0, 4.0));
        window.run_steps(10);
        assert!(window.query_by_label(&tooltip).is_some());
    }
}
