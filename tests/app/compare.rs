//! Zones side by side: chosen, compared, charted, taken away.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::command::Command;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View};
use zonescope::chart::{ChartKind, PeriodChoice, Subject};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::{Window, open, open_with, type_path, wait};

fn chosen(window: &Window) -> Vec<String> {
    let zones = &window.state().state().view.compare.zones;
    zones.iter().map(|id| id.to_string()).collect()
}

/// Chooses a zone on its page.
fn choose(window: &mut Window, id: &str) {
    let select = Command::SelectZone(id.into());
    window.state_mut().send(select);
    window.run_ok();
    window.run_ok();
    window.get_by_label("加入对比").click();
    window.run_ok();
    window.run_ok();
}

#[test]
fn three_zones_are_chosen_compared_charted_and_taken_away() {
    let mut window = open();
    let data = Dataset::embedded();
    assert!(window.query_by_label("对比").is_none());
    for id in ["wuxi", "jining", "xiamen"] {
        choose(&mut window, id);
    }
    assert_eq!(chosen(&window), ["wuxi", "jining", "xiamen"]);
    window.get_by_label("已选 3 个");
    window.get_by_label("移出对比");

    window.get_by_label("对比").click();
    window.run_ok();
    window.run_ok();
    window.get_by_label("对比 3 个园区");
    window.get_by_label_contains("全称：");
    // A fact and a gap are said, not only drawn.
    window.get_by_label_contains("批准时间：");

    // A row becomes a chart of these zones for this period; back leads to the comparison.
    let rows = window.query_all_by_role(Role::Button);
    let row = rows
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.contains("未见") && label.contains('：'))
        .expect("a row of figures");
    window.get_by_label(&row).click();
    window.run_ok();
    let view = window.state().state().view.clone();
    assert_eq!(
        (view.place, view.chart.kind),
        (Place::Metrics, ChartKind::RankedBar)
    );
    assert!(matches!(view.chart.period, PeriodChoice::At(_)));
    let Subject::Metrics { entities, .. } = &view.chart.subject else {
        panic!("not a chart of metrics");
    };
    assert_eq!(entities.len(), 3);
    assert!(window.query_by_label("画不出这张图").is_none());
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run_ok();
    window.run_ok();
    window.get_by_label("对比 3 个园区");

    // Export as Markdown and read it back.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("三区.md");
    window.get_by_label("导出…").click();
    window.run_ok();
    type_path(&mut window, "文件路径", &path);
    window.get_by_label("保存").click();
    window.run_ok();
    wait(&mut window, |_| path.exists());
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# 园区对比："), "{text}");
    for id in ["wuxi", "jining", "xiamen"] {
        let zone = data.zone(&id.into()).unwrap();
        assert!(text.contains(&zone.name) && text.contains(&zone.short_name));
    }
    assert!(text.contains("[^1]: ") && text.contains("| – |"));

    // The workbook is chosen by a click; the path follows.
    window.run_ok();
    window.get_by_label("导出…").click();
    window.run_ok();
    window.get_by_label("PNG").click();
    window.run_ok();
    let field = window.get_by_role_and_label(Role::TextInput, "文件路径");
    assert!(field.value().is_some_and(|path| path.ends_with(".png")));
    window.key_press(Key::Escape);
    window.run_ok();

    // Zones leave one by one; without any the place is as before.
    window.get_by_label("移除济宁高新区").click();
    window.run_ok();
    assert_eq!(chosen(&window), ["wuxi", "xiamen"]);
    window.get_by_label("清空").click();
    window.run_ok();
    window.run_ok();
    assert!(chosen(&window).is_empty() && window.query_by_label("移出对比").is_none());
    assert!(!window.state().state().view.compare.open);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(chosen(&window), ["wuxi", "xiamen"]);
}

#[test]
fn by_keyboard_alone() {
    let mut window = open();
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::D);
        window.run_ok();
        window.key_press(Key::ArrowDown);
        window.run_ok();
    }
    assert_eq!(chosen(&window).len(), 2);
    window.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
    window.run_ok();
    window.run_ok();
    window.get_by_label("对比 2 个园区");
    window.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    window.run_ok();
    window.get_by_role_and_label(Role::Dialog, "导出表格");
}

#[test]
fn six_zones_fit_any_window() {
    let data = Dataset::embedded();
    let mut view = View::first(&data);
    view.compare.zones = data.zones.iter().take(6).map(|z| z.id.clone()).collect();
    for size in [[320.0, 240.0], [480.0, 360.0], [1024.0, 640.0]] {
        for (lang, shared_only) in [(Lang::Zh, false), (Lang::En, true)] {
            for open in [false, true] {
                view.compare.open = open;
                view.compare.shared_only = shared_only;
                let settings = Settings {
                    lang,
                    ..Settings::default()
                };
                open_with(size, Session::new(settings, view.clone()));
            }
        }
    }
}

#[test]
fn names_of_rows_stay_while_zones_scroll_sideways() {
    let mut view = View {
        place: Place::Zones,
        ..View::first(&Dataset::embedded())
    };
    view.compare.open = true;
    view.compare.zones = ["wuxi", "jining", "xiamen", "xian", "nanning", "yantai"]
        .map(Into::into)
        .into();
    let mut window = open_with([1024.0, 640.0], Session::new(Settings::default(), view));
    let row = window.get_by_label_contains("级别：").rect();
    let strip = |window: &mut Window, from: f32, to: f32| {
        let picture = window.render().expect("a picture");
        let (left, width) = ((row.left() + from) as u32, (to - from) as u32);
        let (top, height) = (row.top() as u32, row.height() as u32);
        image::imageops::crop_imm(&picture, left, top, width, height).to_image()
    };
    let (names, cells) = (
        strip(&mut window, 0.0, 120.0),
        strip(&mut window, 220.0, 500.0),
    );
    window.hover_at(row.left_center() + egui::vec2(300.0, 0.0));
    window.event(egui::Event::MouseWheel {
        source: egui::MouseWheelSource::Wheel,
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(-90.0, 0.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
    });
    // No tooltip lies over the names.
    window.event(egui::Event::PointerGone);
    for _ in 0..10 {
        window.run_ok();
    }
    // Compared here, so that a failure does not print pixels.
    let moved = strip(&mut window, 220.0, 500.0) != cells;
    let stayed = strip(&mut window, 0.0, 120.0) == names;
    assert!(
        moved && stayed,
        "zones moved: {moved}, names stayed: {stayed}"
    );
}

#[test]
fn the_name_of_a_row_and_its_cells_have_tooltips_of_their_own() {
    let mut view = View {
        place: Place::Zones,
        ..View::first(&Dataset::embedded())
    };
    view.compare.open = true;
    view.compare.zones = ["wuxi", "xian", "jining"].map(Into::into).into();
    let mut window = open_with([1280.0, 800.0], Session::new(Settings::default(), view));
    let row = window.get_by_label_contains("创新发展指数 2019年").rect();
    let told = |window: &mut Window, across: f32, text: &str| {
        window.hover_at(row.left_center() + egui::vec2(across, 0.0));
        for _ in 0..10 {
            window.run_ok();
        }
        window.query_all_by_label_contains(text).count()
    };
    assert_eq!(told(&mut window, 40.0, "绘图：创新发展指数"), 1);
    assert!(told(&mut window, 350.0, "原文") > 0);
    assert_eq!(told(&mut window, 40.0, "原文"), 0);
}
