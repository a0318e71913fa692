//! 总览, 园区, a zone's page, 对比 and 产业 by keyboard alone.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use zonescope::analysis::links::NodeId;
use zonescope::app::state::overview::MapKind;
use zonescope::app::state::{Place, View, ZoneTab};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::tour::{focused, press, tab_to};
use crate::{Window, tour};

fn at(place: Place) -> Window {
    let view = View {
        place,
        ..View::first(&Dataset::embedded())
    };
    tour::open([1280.0, 800.0], Lang::Zh, view)
}

fn view(window: &Window) -> &View {
    &window.state().state().view
}

fn back(window: &mut Window) {
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run_ok();
    window.run_ok();
}

fn name(window: &Window) -> String {
    focused(window).map(|(_, name, _)| name).unwrap_or_default()
}

#[test]
fn the_overview() {
    let mut window = at(Place::Overview);
    tab_to(&mut window, "江苏省，");
    press(&mut window, Key::ArrowRight);
    assert!(name(&window).starts_with("上海市"), "{}", name(&window));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Enter);
    let province = view(&window).overview.province.as_ref();
    assert_eq!(province.map(|id| id.as_str()), Some("province-jiangsu"));
    tab_to(&mut window, "无锡高新区");
    tab_to(&mut window, "在园区中列出");
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Zones);
    back(&mut window);

    for (chip, kind) in [("点位", MapKind::Dots), ("列表", MapKind::List)] {
        tab_to(&mut window, chip);
        press(&mut window, Key::Enter);
        assert_eq!(view(&window).overview.map, kind);
    }
    // One row of the list is on Tab's way; arrows go on from there.
    tab_to(&mut window, "中关村 ");
    press(&mut window, Key::End);
    press(&mut window, Key::ArrowUp);
    let second_last = name(&window);
    press(&mut window, Key::ArrowDown);
    assert_ne!(name(&window), second_last);
    press(&mut window, Key::Home);
    press(&mut window, Key::ArrowDown);
    assert!(
        name(&window).starts_with("天津滨海高新区 "),
        "{}",
        name(&window)
    );
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Zones);
    assert_eq!(view(&window).zone, Some("tianjin".into()));
    back(&mut window);

    // A year of the timeline can be read, a story's chart and a national series opened.
    tab_to(&mut window, "1992年");
    tab_to(&mut window, "无锡：");
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Metrics);
    back(&mut window);
    tab_to(&mut window, "营业收入");
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Metrics);
}

#[test]
fn the_page_of_a_zone() {
    let mut window = at(Place::Zones);
    // Into the list, to a zone by its sound, and over to its page.
    for letter in "tjbh".chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_ok();
    }
    assert_eq!(view(&window).zone, Some("tianjin".into()));
    tab_to(&mut window, "天津滨海高新区");
    press(&mut window, Key::ArrowDown);
    assert_eq!(view(&window).zone, Some("shijiazhuang".into()));
    assert_eq!(name(&window), "石家庄高新区");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Enter);
    assert_eq!(name(&window), "收起详情");
    for (tab, text) in [
        (ZoneTab::Figures, "数值 "),
        (ZoneTab::Policies, "政策 "),
        (ZoneTab::Industry, "产业"),
        (ZoneTab::Events, "动态 "),
        (ZoneTab::Sources, "来源 "),
        (ZoneTab::Overview, "概况"),
    ] {
        tab_to(&mut window, text);
        press(&mut window, Key::Enter);
        assert_eq!(view(&window).zone_tab, tab);
    }
    tab_to(&mut window, "政策 ");
    press(&mut window, Key::Enter);
    // Of three documents one has no measure to read.
    assert_eq!(window.get_all_by_label("查看措施").count(), 2);
    tab_to(&mut window, "查看措施");
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Policies);
    back(&mut window);
    tab_to(&mut window, "数值 ");
    press(&mut window, Key::Enter);
    // The first figure is plotted.
    press(&mut window, Key::Tab);
    while focused(&window).is_some_and(|(role, ..)| role == egui::accesskit::Role::Tab) {
        press(&mut window, Key::Tab);
    }
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Metrics);
    back(&mut window);
    press(&mut window, Key::Escape);
    assert!(view(&window).zones.wide);
}

#[test]
fn the_comparison() {
    let mut window = at(Place::Zones);
    for id in ["wuxi", "xian"] {
        let select = zonescope::app::command::Command::SelectZone(id.into());
        window.state_mut().send(select);
        window.run_ok();
        window.run_ok();
        tab_to(&mut window, "加入对比");
        press(&mut window, Key::Enter);
    }
    tab_to(&mut window, "对比");
    press(&mut window, Key::Enter);
    assert!(view(&window).compare.open);
    tab_to(&mut window, "至少两区有");
    press(&mut window, Key::Enter);
    assert!(view(&window).compare.shared_only);
    // A zone's name leads to its page, a row to its chart.
    tab_to(&mut window, "西安高新区");
    tab_to(&mut window, "移除西安高新区");
    press(&mut window, Key::Tab);
    assert!(name(&window).contains("无锡高新区"), "{}", name(&window));
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).place, Place::Metrics);
    back(&mut window);
    assert!(view(&window).compare.open);
    tab_to(&mut window, "返回");
    press(&mut window, Key::Enter);
    assert!(!view(&window).compare.open);
}

#[test]
fn the_industry_diagram() {
    let mut window = at(Place::Industry);
    tab_to(&mut window, "济宁高新区");
    press(&mut window, Key::Enter);
    assert_eq!(view(&window).industry.zone, Some("jining".into()));
    tab_to(&mut window, "高端装备制造");
    press(&mut window, Key::ArrowRight);
    let first = name(&window);
    press(&mut window, Key::ArrowDown);
    assert_ne!(name(&window), first);
    press(&mut window, Key::Enter);
    assert!(matches!(
        view(&window).industry.selected,
        Some(NodeId::Org(_))
    ));
    tab_to(&mut window, "企业");
    press(&mut window, Key::Space);
    assert_eq!(view(&window).industry.hidden_roles.len(), 1);
}
