//! Where windows break: tiny, huge, odd sessions, bad files, nothing to show.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View, ZoneTab};
use zonescope::app::{ViewOptions, picture};
use zonescope::dataset::{Dataset, Records, StoreBuilder};
use zonescope::model::Lang;

use crate::{open, open_with, type_path, wait};

#[test]
fn every_size_down_to_nothing() {
    for size in [
        [1.0, 1.0],
        [120.0, 90.0],
        [320.0, 240.0],
        [640.0, 480.0],
        [1024.0, 640.0],
        [3000.0, 400.0],
    ] {
        for place in Place::ALL {
            let view = View {
                place,
                ..View::first(&Dataset::embedded())
            };
            let mut window = open_with(size, Session::new(Settings::default(), view));
            window.key_press_modifiers(Modifiers::COMMAND, Key::K);
            window.run_ok();
        }
    }
}

#[test]
fn every_tab_of_every_zone_in_both_languages() {
    let data = Dataset::embedded();
    for lang in [Lang::Zh, Lang::En] {
        let told =
            |id: &zonescope::model::EntityId| data.stories.iter().any(|story| story.zone == *id);
        let zones = data.zones.iter().enumerate();
        for (_, zone) in zones.filter(|(i, zone)| i % 40 == 0 || told(&zone.id)) {
            for zone_tab in ZoneTab::ALL {
                let view = View {
                    zone: Some(zone.id.clone()),
                    zone_tab,
                    ..View::default()
                };
                let settings = Settings {
                    lang,
                    ..Settings::default()
                };
                open_with([1024.0, 640.0], Session::new(settings, view));
            }
        }
    }
}

#[test]
fn a_session_of_other_packs_still_opens() {
    let view = View {
        zone: Some("atlantis".into()),
        policy: Some("lost".into()),
        chart: zonescope::chart::ChartSpec::from_ron(
            "(subject: Metrics(metrics: [\"unheard_of\"], entities: [\"atlantis\"]))",
        )
        .unwrap(),
        ..View::default()
    };
    let window = open_with([1280.0, 800.0], Session::new(Settings::default(), view));
    let data = Dataset::embedded();
    assert!(
        data.zone(window.state().state().view.zone.as_ref().unwrap())
            .is_some()
    );
}

#[test]
fn no_data_at_all_says_what_to_do() {
    let data = Arc::new(Dataset::new(
        Records::default(),
        StoreBuilder::default().finish(),
    ));
    for place in Place::ALL {
        let options = ViewOptions {
            view: View {
                place,
                ..View::default()
            },
            lang: Lang::Zh,
            theme: egui::Theme::Light,
            size: egui::vec2(800.0, 600.0),
            scale: 1.0,
            palette: None,
        };
        let picture = picture(Arc::clone(&data), &options);
        assert_eq!((picture.width, picture.height), (800, 600));
    }
}

#[test]
fn without_documents_one_can_be_taken_in() {
    let data = Arc::new(Dataset::new(
        Records::default(),
        StoreBuilder::default().finish(),
    ));
    let view = View {
        place: Place::Policies,
        ..View::default()
    };
    let session = Session::new(Settings::default(), view);
    let mut window = crate::open_on(data, [800.0, 600.0], session);
    window.get_by_label("录入政策文件…").click();
    window.run_ok();
    window.run_ok();
    assert!(window.state().state().view.review.open);
}

#[test]
fn the_palette_has_room_for_its_results_after_a_query_without_any() {
    let mut window = open();
    let height = |window: &mut crate::Window| {
        window.run_ok();
        window.run_ok();
        let palette = egui::Id::unique("palette");
        let place = window.ctx.memory(|memory| memory.area_rect(palette));
        place.unwrap().height()
    };
    let palette = |window: &mut crate::Window| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::K);
        height(window)
    };
    let first = palette(&mut window);
    assert!(first > 300.0, "{first}");
    window.event(egui::Event::Text("zzzz".to_owned()));
    assert!(height(&mut window) < 150.0);
    window.key_press(Key::Escape);
    window.run_ok();
    assert_eq!(palette(&mut window), first);
    window.event(egui::Event::Text("无锡".to_owned()));
    assert!(height(&mut window) > 200.0);
}

#[test]
fn the_last_of_the_menu_can_be_reached_in_any_window() {
    for size in [[1280.0, 800.0], [640.0, 400.0], [320.0, 240.0]] {
        let view = View {
            place: Place::Zones,
            ..View::first(&Dataset::embedded())
        };
        let mut window = open_with(size, Session::new(Settings::default(), view));
        window.get_by_label("菜单").click();
        window.run_ok();
        window.run_ok();
        let last = "退出";
        let top = window.get_by_label_contains("总览 ").rect();
        assert!(top.top() > 0.0);
        window.hover_at(egui::pos2(size[0] - 60.0, size[1] - 60.0));
        window.run_ok();
        window.event(egui::Event::MouseWheel {
            source: egui::MouseWheelSource::Wheel,
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -4000.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        window.run_steps(20);
        let place = window.get_by_label_contains(last).rect();
        assert!(place.bottom() < size[1], "{size:?}: {place:?}");
        window.get_by_label_contains(last).hover();
    }
}

#[test]
fn the_foot_of_a_chart_overlaps_nowhere() {
    for (size, lang) in [
        ([1280.0, 800.0], Lang::En),
        ([640.0, 480.0], Lang::En),
        ([640.0, 400.0], Lang::Zh),
        ([480.0, 400.0], Lang::En),
        ([320.0, 240.0], Lang::En),
    ] {
        let view = View {
            place: Place::Metrics,
            ..View::first(&Dataset::embedded())
        };
        let settings = Settings {
            lang,
            ..Settings::default()
        };
        let window = open_with(size, Session::new(settings, view));
        let names: [&str; 5] = match lang {
            Lang::En => ["Export…", "Copy text summary", "Chart", "Table", "Sources"],
            Lang::Zh => ["导出…", "复制说明文字", "图", "表", "来源"],
        };
        let places: Vec<egui::Rect> = names
            .iter()
            .flat_map(|name| window.query_all_by_label(name))
            .filter(|node| matches!(node.accesskit_node().role(), Role::Button | Role::Tab))
            .map(|node| node.rect())
            .collect();
        assert!(places.len() >= 4, "{size:?}: {places:?}");
        for (at, place) in places.iter().enumerate() {
            assert!(place.right() <= size[0], "{size:?}: {place:?}");
            for other in &places[at + 1..] {
                let common = place.intersect(*other);
                assert!(!common.is_positive(), "{size:?}: {place:?} {other:?}");
            }
        }
    }
}

#[test]
fn a_search_without_hits_says_so_and_is_cleared_by_a_click() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_ok();
    window.event(egui::Event::Text("没有这个".to_owned()));
    window.run_ok();
    window.run_ok();
    window.get_by_label("没有园区符合“没有这个”");
    window.get_by_label("清空").click();
    window.run_ok();
    window.run_ok();
    window.get_by_label("174 个园区");
}

#[test]
fn an_unwritable_path_is_explained_in_the_dialog() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run_ok();
    window.run_ok();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let path = file.join("inside.png");
    type_path(&mut window, "文件路径", &path);
    window.get_by_label("保存").click();
    window.run_ok();
    let text = path.display().to_string();
    wait(&mut window, |window| {
        let mut nodes = window.query_all_by_label_contains(&text);
        nodes.any(|node| node.accesskit_node().role() == Role::Label)
    });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn files_that_are_no_charts_are_refused_with_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open();
    for (name, bytes) in [
        ("a.png", &b"not a png"[..]),
        ("b.ron", b"(kind: Pie)"),
        // A .txt would be taken in as a policy document.
        ("c.dat", b"?"),
        ("d.ron", b"\xff"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        window.state_mut().open_file(&path);
        window.run_ok();
        let said = window
            .state_mut()
            .messages()
            .all()
            .last()
            .unwrap()
            .text
            .clone();
        let place = said.split_once(name).unwrap().1;
        assert!(place.contains('：') && !place.contains("error:"), "{said}");
        // Of a file of no kind read here: all that can be opened.
        assert_eq!(name == "c.dat", place.contains(".docx"), "{said}");
    }
    window.state_mut().open_file(folder.path());
    let said = window.state_mut().messages().all().last().unwrap();
    assert!(said.text.contains("这是文件夹"), "{}", said.text);
}
