//! 园区: by keyboard alone, facets, sorting, columns, and the longest names in little room.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::analysis::zone_facets::FacetKind;
use zonescope::app::session::Session;
use zonescope::app::state::zones::{Column, Layout};
use zonescope::app::state::{Settings, View};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::{Window, open, open_with};

fn zone(window: &Window) -> String {
    let zone = window.state().state().view.zone.as_ref();
    zone.map(|id| id.as_str().to_owned()).unwrap_or_default()
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

fn type_letters(window: &mut Window, letters: &str) {
    for letter in letters.chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_ok();
    }
}

fn open_columns(window: &mut Window) {
    window.get_by_label_contains("列 3/5").click();
    window.run_ok();
    window.run_ok();
}

#[test]
fn the_whole_place_by_keyboard() {
    let mut window = open();
    let data = Dataset::embedded();
    let ids: Vec<&str> = data.zones.iter().map(|zone| zone.id.as_str()).collect();

    press(&mut window, Key::Home);
    assert_eq!(zone(&window), ids[0]);
    press(&mut window, Key::PageDown);
    assert_eq!(zone(&window), ids[10.min(ids.len() - 1)]);
    press(&mut window, Key::End);
    assert_eq!(zone(&window), *ids.last().unwrap());
    window.get_by_role_and_label(Role::ListBoxOption, &data.zones.last().unwrap().short_name);
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::PageUp);
    assert_eq!(zone(&window), ids[ids.len().saturating_sub(12)]);

    // Type a name; a pause begins a new one.
    type_letters(&mut window, "wuxi");
    assert_eq!(zone(&window), "wuxi");
    window.run_steps(12);
    type_letters(&mut window, "jini");
    assert_eq!(zone(&window), "jining");

    // Put the page away, walk on, open it again: the focus is on it.
    press(&mut window, Key::Escape);
    assert!(window.state().state().view.zones.wide);
    assert!(window.query_by_label("收起详情").is_none());
    press(&mut window, Key::ArrowDown);
    assert!(window.state().state().view.zones.wide);
    press(&mut window, Key::Enter);
    window.run_ok();
    assert!(!window.state().state().view.zones.wide);
    let close = window.get_by_label("收起详情");
    assert!(close.accesskit_node().is_focused());

    // To the search field; letters go there now, and an input method's keys to nobody else.
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_ok();
    let before = zone(&window);
    type_letters(&mut window, "wx");
    assert_eq!(window.state().state().view.zone_query, "wx");
    assert_eq!(zone(&window), before);
    window.event(egui::Event::Ime(egui::ImeEvent::Preedit {
        text: "无".to_owned(),
        active_range_chars: None,
    }));
    window.key_press(Key::ArrowDown);
    window.run_ok();
    assert_eq!(zone(&window), before, "the input method has the arrows");
    window.event(egui::Event::Ime(egui::ImeEvent::Preedit {
        text: String::new(),
        active_range_chars: None,
    }));
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    assert_ne!(zone(&window), before);
}

#[test]
fn facets_narrow_the_list_and_are_cleared() {
    let mut window = open();
    let data = Dataset::embedded();
    let east = data.zones.iter().filter(|z| z.region == "东部").count();
    window.get_by_label(&format!("东部 {east}")).click();
    window.run_ok();
    window.get_by_label(&format!("{east} 个园区"));
    let centre = data.zones.iter().filter(|z| z.region == "中部").count();
    window.get_by_label(&format!("中部 {centre}")).click();
    window.run_ok();
    window.get_by_label(&format!("{} 个园区", east + centre));
    let stories = window.get_all_by_role(Role::CheckBox).find(|node| {
        node.accesskit_node()
            .label()
            .is_some_and(|l| l.starts_with("在故事中"))
    });
    stories.unwrap().click();
    window.run_ok();
    let view = &window.state().state().view;
    assert!(view.zones.has_chosen(FacetKind::Stories, "yes"));
    window.get_by_label("清除筛选").click();
    window.run_ok();
    window.get_by_label(&format!("{} 个园区", data.zones.len()));
    for _ in 0..4 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_ok();
    }
    assert_eq!(window.state().state().view.zones.chosen_count(), 0);
}

#[test]
fn columns_are_chosen_sorted_by_and_shown_as_cards() {
    let mut window = open();
    open_columns(&mut window);
    window.get_by_role_and_label(Role::CheckBox, "城市").click();
    window.run_ok();
    let columns = |window: &Window| window.state().state().view.zones.columns.clone();
    assert!(columns(&window).contains(&Column::City));
    window.get_by_label("恢复默认列").click();
    window.run_ok();
    assert!(!columns(&window).contains(&Column::City));
    press(&mut window, Key::Escape);
    window.get_by_label("按园区排序").click();
    window.run_ok();
    press(&mut window, Key::Home);
    let data = Dataset::embedded();
    let first = data.zone(&zone(&window).as_str().into()).unwrap();
    assert!(
        ["安", "鞍"].iter().any(|a| first.short_name.starts_with(a)),
        "{}",
        first.short_name
    );
    window.get_by_label("卡片").click();
    window.run_ok();
    assert_eq!(window.state().state().view.zones.layout, Layout::Cards);
    press(&mut window, Key::ArrowDown);
    assert_ne!(zone(&window), first.id.as_str());
}

/// The rows, headers and facets whose names are longest keep inside their panels and off each other.
#[test]
fn longest_names_in_little_room() {
    let data = Dataset::embedded();
    for lang in [Lang::Zh, Lang::En] {
        let longest = data.zones.iter().max_by_key(|zone| match lang {
            Lang::Zh => zone.name.chars().count(),
            Lang::En => zone.name_en.len(),
        });
        let mut view = View {
            zone: longest.map(|zone| zone.id.clone()),
            ..View::default()
        };
        let metric = data
            .metrics
            .iter()
            .max_by_key(|metric| metric.name_en.len());
        let metric = metric.unwrap().id.clone();
        view.zones.columns.push(Column::Metric(metric));
        let settings = Settings {
            lang,
            ..Settings::default()
        };
        let window = open_with([1024.0, 640.0], Session::new(settings, view));
        let rows: Vec<_> = window.get_all_by_role(Role::ListBoxOption).collect();
        assert!(rows.len() > 5);
        let edge = rows[0].rect().right();
        let close = window.get_by_label(match lang {
            Lang::Zh => "收起详情",
            Lang::En => "Put the page away",
        });
        assert!(close.rect().right() <= 1024.0 && close.rect().left() > edge);
        let mut heads: Vec<egui::Rect> = window
            .get_all_by_role(Role::Button)
            .filter(|node| {
                let label = node.accesskit_node().label().unwrap_or_default();
                label.starts_with("按") || label.starts_with("Sort by")
            })
            .map(|node| node.rect())
            .collect();
        heads.sort_by(|a, b| a.left().total_cmp(&b.left()));
        assert!(heads.len() >= 2);
        for pair in heads.windows(2) {
            assert!(pair[0].right() <= pair[1].left());
        }
        assert!(heads.last().unwrap().right() <= edge);
        for tab in window.get_all_by_role(Role::Tab) {
            assert!(tab.rect().right() <= 1024.0);
        }
    }
}

#[test]
fn a_metric_is_found_where_many_zones_are_called_so() {
    let mut window = open();
    open_columns(&mut window);
    window
        .get_by_role_and_label(Role::TextInput, "查找指标")
        .focus();
    window.run_ok();
    type_letters(&mut window, "高新");
    let names = window.query_all_by_role(Role::CheckBox);
    let names: Vec<String> = names
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let found = |name: &&String| name.starts_with("国家高新区综合评价位次");
    assert!(names.iter().any(|name| found(&name)), "{names:?}");
}
