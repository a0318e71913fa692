//! Every view of the window, to look at each in turn.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use zonescope::app::session::Session;
use zonescope::app::state::metrics::FigureTab;
use zonescope::app::state::overview::MapKind;
use zonescope::app::state::policies::{Grouping, PolicyLayout, PolicyPage};
use zonescope::app::state::zones::{Column, Layout};
use zonescope::app::state::{Place, Settings, View, ZoneTab};
use zonescope::chart::gallery;
use zonescope::dataset::Dataset;
use zonescope::model::{EntityId, Lang};

use crate::{Window, open_with};

/// Zones that have something in every tab between them, and the one with the longest name.
fn zones(data: &Dataset) -> Vec<EntityId> {
    let mut zones: Vec<EntityId> = data
        .stories
        .iter()
        .map(|story| story.zone.clone())
        .collect();
    let longest = data.zones.iter().max_by_key(|zone| zone.name_en.len());
    zones.extend(longest.map(|zone| zone.id.clone()));
    zones.extend(["zhongguancun", "hangzhou"].map(Into::into));
    zones
}

/// Every view, with a name for messages.
pub fn views() -> Vec<(String, View)> {
    let data = Dataset::embedded();
    let at = |place| View {
        place,
        ..View::first(&data)
    };
    let mut views: Vec<(String, View)> = Vec::new();
    let mut add = |name: &str, view: View| views.push((name.to_owned(), view));

    for map in MapKind::ALL {
        let mut view = at(Place::Overview);
        view.overview.map = map;
        add(&format!("overview {}", map.id()), view);
    }
    let mut coloured = at(Place::Overview);
    coloured.overview.metric = Some("rd_intensity".into());
    coloured.overview.province = Some("province-shandong".into());
    add("overview by metric", coloured);

    let mut table = at(Place::Zones);
    table.zones.wide = true;
    let metrics = ["rank_national", "gdp", "gross_industrial_output"];
    let metrics = metrics.map(|id| Column::Metric(id.into()));
    table.zones.columns.extend(metrics);
    table.zones.columns.extend([Column::City, Column::Region]);
    add("zones table", table.clone());
    table.zones.layout = Layout::Cards;
    add("zones cards", table.clone());
    table.zone_query = "zzzz".to_owned();
    add("zones empty", table);
    for zone in zones(&data) {
        for zone_tab in ZoneTab::ALL {
            let view = View {
                zone: Some(zone.clone()),
                zone_tab,
                ..at(Place::Zones)
            };
            add(&format!("zone {zone} {}", zone_tab.id()), view);
        }
    }
    for n in [2, 6] {
        let mut view = at(Place::Zones);
        let all = ["wuxi", "xian", "jining", "tianjin", "xiamen", "hangzhou"];
        view.compare.zones = all[..n].iter().map(|id| (*id).into()).collect();
        add(&format!("tray {n}"), view.clone());
        view.compare.open = true;
        add(&format!("compare {n}"), view);
    }

    for page in PolicyPage::ALL {
        let mut view = at(Place::Policies);
        view.policies.page = page;
        add(&format!("policies {}", page.id()), view);
    }
    for policy in &data.policies {
        let mut view = at(Place::Policies);
        view.policy = Some(policy.id.clone());
        view.policies.measure = policy.measures.first().map(|m| m.id.clone());
        view.policies.grouping = Grouping::Instrument;
        add(&format!("policy {}", policy.id), view);
    }
    let mut columns = at(Place::Policies);
    columns.policies.layout = PolicyLayout::Columns;
    add("policies columns", columns);
    let mut review = at(Place::Policies);
    review.review.open = true;
    add("review without a document", review);

    for (name, chart) in gallery(&data) {
        let Ok(chart) = chart else { continue };
        for tab in FigureTab::ALL {
            let mut view = at(Place::Metrics);
            view.chart = chart.clone();
            view.metrics.tab = tab;
            add(&format!("chart {name} {tab:?}"), view);
        }
    }
    let mut shelf = at(Place::Metrics);
    shelf.metrics.shelf = true;
    add("chart shelf", shelf);

    add("industry", at(Place::Industry));
    for zone in ["jining", "xiamen"] {
        let mut view = at(Place::Industry);
        view.industry.zone = Some(zone.into());
        let mut firms = data.industry.organisations.iter();
        let firm = firms.rfind(|org| org.zone.as_ref() == Some(&zone.into()));
        view.industry.selected =
            firm.map(|org| zonescope::analysis::links::NodeId::Org(org.id.clone()));
        add(&format!("industry {zone}"), view);
    }
    views
}

/// Opens a view in a language.
pub fn open(size: [f32; 2], lang: Lang, mut view: View) -> Window {
    view.chart.lang = lang;
    let settings = Settings {
        lang,
        ..Settings::default()
    };
    open_with(size, Session::new(settings, view))
}

/// Every text the window has painted.
pub fn painted(window: &Window) -> Vec<String> {
    fn collect(shape: &egui::Shape, texts: &mut Vec<String>) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
            egui::Shape::Text(text) => texts.push(text.galley.text().to_owned()),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for clipped in &window.output().shapes {
        collect(&clipped.shape, &mut texts);
    }
    texts
}

/// Every text a screen reader can read out.
pub fn spoken(window: &Window) -> Vec<String> {
    let nodes = window.root().children_recursive();
    nodes
        .flat_map(|node| {
            let node = node.accesskit_node();
            let description = node.data().description().map(str::to_owned);
            [node.label(), node.value(), description]
        })
        .flatten()
        .collect()
}

/// What has the focus: its role, name and place.
pub fn focused(window: &Window) -> Option<(Role, String, egui::Rect)> {
    let mut nodes = window.root().children_recursive();
    let node = nodes.find(|node| node.accesskit_node().is_focused())?;
    let data = node.accesskit_node();
    // What is only read has a value.
    let name = data.label().or_else(|| data.value());
    Some((data.role(), name.unwrap_or_default(), node.rect()))
}

/// Presses a key and lets the window come to rest.
pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
    window.run_ok();
}

/// Presses Tab until the focus is on what begins so.
pub fn tab_to(window: &mut Window, name: &str) {
    let mut met = Vec::new();
    for _ in 0..200 {
        press(window, Key::Tab);
        match focused(window) {
            Some((_, label, _)) if label.starts_with(name) => return,
            other => met.extend(other.map(|(_, label, _)| label)),
        }
    }
    panic!("no {name} among {met:#?}");
}
