//! The main job: open, find Jining, read Tianjin's measures, plot, switch language and theme, take the chart away.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use zonescope::app::state::{Place, ThemeChoice, ZoneTab};
use zonescope::chart::{ChartKind, ChartSpec, Subject};
use zonescope::export::png::read_meta_file;
use zonescope::model::Lang;

use crate::{open, type_path, wait};

#[test]
fn from_opening_to_the_exported_picture() {
    let mut window = open();

    // Find Jining by its initials and open its page.
    window.get_by_role(Role::TextInput).focus();
    window.run();
    window.get_by_role(Role::TextInput).type_text("jn");
    window.run();
    assert!(
        window
            .query_by_role_and_label(Role::ListBoxOption, "厦门火炬高新区")
            .is_none()
    );
    window
        .get_by_role_and_label(Role::ListBoxOption, "济宁高新区")
        .click();
    window.run();
    assert_eq!(
        window.state().state().view.zone.as_ref().unwrap().as_str(),
        "jining"
    );
    // The place of this name stands left of the tab.
    let named = window.query_all_by_label("产业");
    let tab = named.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left()));
    tab.unwrap().click();
    window.run();
    assert_eq!(window.state().state().view.zone_tab, ZoneTab::Industry);
    window.get_by_label("高端装备制造");

    // Tianjin's measures by head.
    window.get_by_label("政策").click();
    window.run();
    window.get_by_label("12 / 77");
    window.get_by_label("激发企业创新活力");
    window.get_by_label("人才 2").click();
    window.run();
    assert!(
        window.query_by_label("激发企业创新活力").is_none(),
        "heads without hits are folded away"
    );
    window.get_by_label("全部 12").click();
    window.run();

    // Plot Wuxi's index, as a line and as bars.
    window.get_by_label("指标").click();
    window.run();
    window.get_by_label("图库").click();
    window.run();
    window
        .get_by_label("无锡：创新发展指数三年升到105.5")
        .click_accesskit();
    window.run();
    assert_eq!(window.state().state().view.chart.kind, ChartKind::Line);
    window.get_by_label("排名条").click();
    window.run();
    assert_eq!(window.state().state().view.chart.kind, ChartKind::RankedBar);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(window.state().state().view.chart.kind, ChartKind::Line);

    // English, dark.
    window.get_by_label("切换到英文").click();
    window.run();
    assert_eq!(window.state().state().settings.lang, Lang::En);
    window.get_by_role_and_label(Role::Tab, "Metrics");
    window.get_by_label_contains("Switch theme").click();
    window.run();
    window.get_by_label_contains("Switch theme").click();
    window.run();
    assert_eq!(window.state().state().settings.theme, ThemeChoice::Dark);

    // Take the chart away and read it back.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wuxi.png");
    window.get_by_label("Export…").click();
    window.run();
    type_path(&mut window, "File path", &path);
    window.get_by_label("Save").click();
    window.run_ok();
    wait(&mut window, |_| path.exists());
    let meta = read_meta_file(&path).unwrap();
    let spec = ChartSpec::from_ron(&meta.spec).unwrap();
    assert_eq!(spec.lang, Lang::En);
    assert!(
        matches!(&spec.subject, Subject::Metrics { metrics, .. } if metrics[0].as_str() == "innovation_index")
    );
    assert!(meta.title.starts_with("Wuxi"), "{}", meta.title);
    assert!(!meta.source.is_empty() && !meta.data.is_empty());

    // The command line gives the same pixels.
    let spec_file = folder.path().join("wuxi.ron");
    std::fs::write(&spec_file, &meta.spec).unwrap();
    let again = folder.path().join("again.png");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_zonescope"))
        .args([
            "chart",
            spec_file.to_str().unwrap(),
            "--scale",
            "2",
            "-o",
            again.to_str().unwrap(),
        ])
        .status();
    assert!(status.unwrap().success());
    assert_eq!(
        std::fs::read(&path).unwrap(),
        std::fs::read(&again).unwrap()
    );

    // Saving there again asks first.
    window.get_by_label("Export…").click();
    window.run_ok();
    type_path(&mut window, "File path", &path);
    window.get_by_label("Save").click();
    window.run_ok();
    wait(&mut window, |window| {
        window.query_by_label("Overwrite").is_some()
    });
    window.get_by_label("Overwrite").click();
    window.run_ok();
    wait(&mut window, |window| {
        window.query_by_label("Overwrite").is_none()
    });
}

#[test]
fn the_palette_goes_anywhere_by_keyboard() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_ok();
    for (query, check) in [("wxgxq", "wuxi"), ("厦门", "xiamen")] {
        if window.query_by_label("命令").is_none() && window.query_by_label("园区与地方").is_none()
        {
            window.key_press_modifiers(Modifiers::COMMAND, Key::K);
            window.run_ok();
        }
        window.event(egui::Event::Text(query.to_owned()));
        window.run_ok();
        window.key_press(Key::Enter);
        window.run_ok();
        window.run_ok();
        assert_eq!(
            window.state().state().view.zone.as_ref().unwrap().as_str(),
            check
        );
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run_ok();
    assert_eq!(window.state().state().view.place, Place::Policies);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run_ok();
    assert_eq!(window.state().state().view.place, Place::Zones);
    window.key_press(Key::F1);
    window.run_ok();
    assert!(window.query_all_by_label("快捷键").next().is_some());
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(window.query_all_by_label("快捷键").next().is_none());
}

#[test]
fn arrows_walk_through_the_list_and_undo_comes_all_the_way_back() {
    let mut window = open();
    let start = window.state().state().view.clone();
    window.key_press(Key::ArrowDown);
    window.run_ok();
    window.key_press(Key::ArrowDown);
    window.run_ok();
    assert_ne!(window.state().state().view.zone, start.zone);
    window.get_by_label_contains("来源 ").click();
    window.run_ok();
    window.get_by_label("政策").click();
    window.run_ok();
    for _ in 0..5 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_ok();
    }
    assert_eq!(window.state().state().view, start);
}

#[test]
fn a_chart_is_built_from_nothing() {
    let mut window = open();
    window.get_by_label("指标").click();
    window.run_ok();
    window.get_by_label("＋ 添加指标…").click();
    window.run_ok();
    window.run_ok();
    window.event(egui::Event::Text("ruzhu".to_owned()));
    window.run_ok();
    window.get_by_label("入驻企业数").click();
    window.run_ok();
    window.run_ok();
    let Subject::Metrics { metrics, entities } = &window.state().state().view.chart.subject else {
        panic!("still a counted subject");
    };
    assert_eq!((metrics.len(), entities.len()), (1, 0));
    window.get_by_label("移除入驻企业数").click();
    window.run_ok();
    window.run_ok();
    window.get_by_label("画不出这张图");
}

#[test]
fn ctrl_0_is_the_overview_and_ctrl_9_the_actual_size() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run_ok();
    window.run_ok();
    let zoomed = window.ctx.zoom_factor();
    assert!(zoomed > 1.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    window.run_ok();
    window.run_ok();
    assert_eq!(window.state().state().view.place, Place::Overview);
    assert_eq!(window.ctx.zoom_factor(), zoomed);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num9);
    window.run_ok();
    window.run_ok();
    assert_eq!(window.ctx.zoom_factor(), 1.0);
}
