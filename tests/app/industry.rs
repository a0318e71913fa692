//! 产业: filter to a zone, select, walk by keyboard, open as a chart, go to the zone.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::analysis::links::NodeId;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View, ZoneTab};
use zonescope::chart::{ChartKind, Subject};

use crate::{Window, open, open_with};

fn view(window: &Window) -> &View {
    &window.state().state().view
}

fn node(window: &Window, name: &str) -> bool {
    window
        .query_by_role_and_label(Role::ListBoxOption, name)
        .is_some()
}

const KOMATSU: &str = "小松（山东）工程机械公司";

#[test]
fn from_the_clusters_to_the_chart_and_the_zone() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    window.run();
    assert!(node(&window, "联合资本") && node(&window, KOMATSU));
    let rows = window.query_all_by_role_and_label(Role::ListBoxOption, "济宁高新区");
    // The row of the filter stands left of the node.
    let row = rows
        .min_by(|a, b| a.rect().left().total_cmp(&b.rect().left()))
        .unwrap();
    row.click();
    window.run();
    assert_eq!(view(&window).industry.zone, Some("jining".into()));
    assert!(!node(&window, "联合资本"));

    // Kinds of node and text filter further.
    window
        .get_by_role_and_label(Role::CheckBox, "细分方向")
        .click();
    window.run();
    assert!(!node(&window, "生物制药"));
    window.get_by_label("恢复全部显示").click();
    window.run();
    window.get_by_role(Role::TextInput).focus();
    window.run();
    window.get_by_role(Role::TextInput).type_text("xiaosong");
    window.run();
    assert!(node(&window, "胜代机械") && !node(&window, "如意科技"));

    window
        .get_by_role_and_label(Role::ListBoxOption, KOMATSU)
        .click();
    window.run();
    assert_eq!(
        view(&window).industry.selected,
        Some(NodeId::Org("komatsu-shandong".into()))
    );
    window.get_by_label("随同引入：胜代机械");
    window.get_by_label("日本独资；在济宁建有生产基地");

    window.get_by_label("在指标中打开").click();
    window.run();
    let chart = &view(&window).chart;
    assert_eq!(
        (view(&window).place, chart.kind),
        (Place::Metrics, ChartKind::Links)
    );
    assert!(
        matches!(&chart.subject, Subject::Links { focus: Some(id), .. } if id.as_str() == "komatsu-shandong")
    );
    window.get_by_label_contains("关联图，11个节点，10条关联");

    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    window.run();
    window.get_by_label("济宁高新区 · 产业").click();
    window.run();
    assert_eq!(
        (view(&window).place, view(&window).zone_tab),
        (Place::Zones, ZoneTab::Industry)
    );
    assert_eq!(view(&window).zone, Some("jining".into()));
}

#[test]
fn the_palette_opens_a_firm_here_and_arrows_follow_links() {
    let mut window = open();
    let start = view(&window).clone();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_ok();
    window.event(egui::Event::Text("lianhe".to_owned()));
    window.run_ok();
    window
        .get_by_role_and_label(Role::ListBoxOption, "联合资本")
        .click();
    window.run_ok();
    window.run_ok();
    assert_eq!(view(&window).place, Place::Industry);
    assert_eq!(view(&window).industry.zone, Some("xiamen".into()));
    window
        .get_by_role_and_label(Role::ListBoxOption, "联合资本")
        .focus();
    window.run_ok();
    window.key_press(Key::ArrowRight);
    window.run_ok();
    window.run_ok();
    let focused = |window: &Window, name: &str| {
        window
            .get_by_role_and_label(Role::ListBoxOption, name)
            .accesskit_node()
            .is_focused()
    };
    assert!(focused(&window, "明晟鑫邦"));
    window.key_press(Key::ArrowDown);
    window.run_ok();
    window.run_ok();
    assert!(focused(&window, "星宸科技"));
    window.key_press(Key::Enter);
    window.run_ok();
    window.run_ok();
    assert_eq!(
        view(&window).industry.selected,
        Some(NodeId::Org("xingchen-tech".into()))
    );
    window.get_by_label("投资方：联合资本").click();
    window.run_ok();
    assert_eq!(
        view(&window).industry.selected,
        Some(NodeId::Org("lianhe-capital".into()))
    );
    for _ in 0..5 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_ok();
    }
    assert_eq!(*view(&window), start);
}

/// In a small window the details take the diagram's place until they are put away.
#[test]
fn a_small_window_shows_the_details_too() {
    let mut view_now = View {
        place: Place::Industry,
        ..View::first(&zonescope::dataset::Dataset::embedded())
    };
    view_now.industry.selected = Some(NodeId::Org("komatsu-shandong".into()));
    let session = Session::new(Settings::default(), view_now);
    let mut window = open_with([640.0, 400.0], session);
    window.get_by_label("日本独资；在济宁建有生产基地");
    window.get_by_label("取消选中").click();
    window.run();
    assert_eq!(view(&window).industry.selected, None);
    assert!(window.query_by_label("在指标中打开").is_some());
}

#[test]
fn the_diagram_is_told_in_words() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    window.run_ok();
    let told = window.get_by_label_contains("关联图，66个节点");
    assert!(
        told.accesskit_node()
            .label()
            .unwrap()
            .contains("相连最多的是")
    );
}

/// A zone without records, chosen by hand or left over from a pack that is gone, is no dead end.
#[test]
fn a_zone_without_records_says_so_and_leads_to_the_others() {
    let mut view_now = View {
        place: Place::Industry,
        ..View::first(&zonescope::dataset::Dataset::embedded())
    };
    view_now.industry.zone = Some("wuxi".into());
    let session = Session::new(Settings::default(), view_now);
    let mut window = open_with([1280.0, 800.0], session);
    window.get_by_label("无锡高新区没有产业资料");
    assert!(window.query_by_label_contains("--pack").is_none());
    // The filter is there, with the zones that have some.
    assert!(node(&window, "济宁高新区"));
    window.get_by_label("查看全部园区").click();
    window.run();
    assert_eq!(view(&window).industry.zone, None);
    assert!(node(&window, "联合资本"));
}
