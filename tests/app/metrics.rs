//! 指标: build, change kind, transform, annotate, play, zoom, sort the table, and undo to the start.

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::command::{ChartEdit, Command};
use zonescope::app::session::Session;
use zonescope::app::state::metrics::{FigureTab, TableColumn};
use zonescope::app::state::{Place, Settings, View};
use zonescope::chart::{ChartKind, ChartSpec, PeriodChoice, Subject, Transform};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use crate::{Window, open_with};

fn view(window: &Window) -> &View {
    &window.state().state().view
}

fn chart(window: &Window) -> &ChartSpec {
    &view(window).chart
}

fn at_metrics(chart: &str) -> Window {
    let data = Dataset::embedded();
    let gallery = zonescope::chart::gallery(&data);
    let found = gallery.into_iter().find(|(name, _)| name == chart);
    let view = View {
        place: Place::Metrics,
        chart: found.unwrap().1.unwrap(),
        ..View::first(&data)
    };
    open_with([1280.0, 800.0], Session::new(Settings::default(), view))
}

fn with(metrics: &[&str], entities: &[&str], kind: ChartKind) -> Window {
    let subject = Subject::Metrics {
        metrics: metrics.iter().map(|id| (*id).into()).collect(),
        entities: entities.iter().map(|id| (*id).into()).collect(),
    };
    let view = View {
        place: Place::Metrics,
        chart: ChartSpec {
            kind,
            subject,
            ..ChartSpec::default()
        },
        ..View::first(&Dataset::embedded())
    };
    open_with([1280.0, 800.0], Session::new(Settings::default(), view))
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run_ok();
    window.run_ok();
}

fn key(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
    window.run_ok();
}

/// Presses at one point, moves in steps, lets go at another.
fn drag(window: &mut Window, from: Pos2, to: Pos2, button: PointerButton) {
    let press = |pos, pressed| egui::Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(egui::Event::PointerMoved(from));
    window.run_ok();
    window.event(press(from, true));
    window.run_ok();
    for i in 1..=4 {
        let at = from + (to - from) * (i as f32 / 4.0);
        window.event(egui::Event::PointerMoved(at));
        window.run_ok();
    }
    window.event(press(to, false));
    window.run_ok();
    window.run_ok();
}

fn click_at(window: &mut Window, pos: Pos2) {
    window.event(egui::Event::PointerMoved(pos));
    window.run_ok();
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.run_ok();
    }
    window.run_ok();
}

fn undo_all(window: &mut Window) {
    // The keys of the window, not of a field.
    window.key_press(Key::Escape);
    window.run_ok();
    for _ in 0..60 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_ok();
    }
}

#[test]
fn a_chart_is_built_changed_and_taken_back_to_the_start() {
    let mut window = at_metrics("wuxi-index");
    let start = view(&window).clone();

    // Another zone with the same metric, found by initials; it stays open for more.
    click(&mut window, "＋ 添加指标…");
    window.event(egui::Event::Text("gyzcz".to_owned()));
    window.run_ok();
    window
        .get_by_role_and_label(Role::CheckBox, "工业总产值")
        .click();
    window.run_ok();
    window.run_ok();
    let Subject::Metrics { metrics, .. } = &chart(&window).subject else {
        panic!("not a chart of metrics");
    };
    assert_eq!(metrics.len(), 2);
    key(&mut window, Key::Escape);
    click(&mut window, "移除创新发展指数");
    assert!(
        chart(&window).title.zh.is_empty(),
        "the old title described other figures"
    );

    // Kind and transform.
    click(&mut window, "＋ 添加园区…");
    click(&mut window, "按省");
    window
        .get_all_by_role(Role::CheckBox)
        .next()
        .unwrap()
        .click();
    window.run_ok();
    key(&mut window, Key::Escape);
    let Subject::Metrics { entities, .. } = &chart(&window).subject else {
        panic!("not a chart of metrics");
    };
    assert!(entities.len() > 1);

    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn transforms_and_kinds_change_the_figure_and_come_back() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let start = view(&window).clone();
    let level = window
        .get_by_label_contains("折线图")
        .accesskit_node()
        .label();
    click(&mut window, "基期 = 100");
    assert_eq!(chart(&window).transform, Transform::Index(None));
    let index = window
        .get_by_label_contains("折线图")
        .accesskit_node()
        .label();
    assert_ne!(level, index);
    click(&mut window, "对数");
    assert!(chart(&window).y.log);
    click(&mut window, "排名条");
    assert_eq!(chart(&window).kind, ChartKind::RankedBar);
    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn a_kind_that_does_not_suit_says_why_and_what_would() {
    let mut window = at_metrics("tianjin-measures");
    window.get_by_label_contains("折线（不适用").click();
    window.run_ok();
    window.run_ok();
    click(&mut window, "改用排名条");
    assert_eq!(chart(&window).kind, ChartKind::RankedBar);
}

#[test]
fn the_timeline_is_worked_by_keys_steps_and_play() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let start = view(&window).clone();
    let knob = window.get_all_by_role(Role::Slider).next_back().unwrap();
    knob.focus();
    window.run_ok();
    key(&mut window, Key::ArrowLeft);
    key(&mut window, Key::ArrowLeft);
    let PeriodChoice::Range(first, last) = chart(&window).period else {
        panic!("no range: {:?}", chart(&window).period);
    };
    assert!(first < last);
    click(&mut window, "下一期");
    assert_ne!(chart(&window).period, PeriodChoice::Range(first, last));
    click(&mut window, "全部");
    assert_eq!(chart(&window).period, PeriodChoice::Auto);

    // Playing moves on by itself and ends with everything shown; then nothing repaints.
    click(&mut window, "播放");
    let mut seen = Vec::new();
    for _ in 0..600 {
        window.step();
        if seen.last() != Some(&chart(&window).period) {
            seen.push(chart(&window).period);
        }
        if window.query_by_label("播放").is_some() {
            break;
        }
    }
    assert!(seen.len() > 3, "{seen:?}");
    assert_eq!(chart(&window).period, PeriodChoice::Auto);
    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn the_figure_zooms_by_keys_frame_and_button_and_shows_all_again() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let start = view(&window).clone();
    let figure = window.get_by_label_contains("图：点系列突出");
    let rect = figure.rect();
    figure.focus();
    window.run_ok();
    key(&mut window, Key::Plus);
    assert!(chart(&window).y.range.is_some());
    key(&mut window, Key::Num0);
    assert_eq!(
        (chart(&window).y.range, chart(&window).period),
        (None, PeriodChoice::Auto)
    );

    let centre = rect.center();
    let (from, to) = (centre - vec2(120.0, 60.0), centre + vec2(120.0, 60.0));
    drag(&mut window, from, to, PointerButton::Primary);
    let framed = chart(&window).y.range.expect("a frame zooms");
    assert!(framed.0 < framed.1);
    assert!(matches!(chart(&window).period, PeriodChoice::Range(..)));
    // One drag of the plot is one step of undo.
    drag(&mut window, from, to, PointerButton::Middle);
    assert_ne!(chart(&window).y.range, Some(framed));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(chart(&window).y.range, Some(framed));
    click(&mut window, "恢复全图");
    assert_eq!(chart(&window).y.range, None);
    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn a_text_is_placed_written_moved_and_removed() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let start = view(&window).clone();
    let centre = window
        .get_by_label_contains("图：点系列突出")
        .rect()
        .center();
    click(&mut window, "添加标注");
    click_at(&mut window, centre);
    assert_eq!(chart(&window).annotations.len(), 1);
    window.event(egui::Event::Text("入世".to_owned()));
    window.run_ok();
    key(&mut window, Key::Enter);
    assert_eq!(chart(&window).annotations[0].text.zh, "入世");
    assert_eq!(view(&window).metrics.annotation, None);
    let offset = chart(&window).annotations[0].offset;
    window.get_by_label("标注：入世").focus();
    window.run_ok();
    key(&mut window, Key::ArrowLeft);
    assert!(chart(&window).annotations[0].offset.0 < offset.0);
    let at = window.get_by_label("标注：入世").rect().center();
    drag(
        &mut window,
        at,
        at + vec2(40.0, 30.0),
        PointerButton::Primary,
    );
    assert!(chart(&window).annotations[0].offset.1 > offset.1);
    window.get_by_label("标注：入世").focus();
    window.run_ok();
    key(&mut window, Key::Delete);
    assert!(chart(&window).annotations.is_empty());
    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn a_text_is_waited_for_only_where_it_applies_and_until_escape() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let line = chart(&window).clone();
    let gallery = zonescope::chart::gallery(&Dataset::embedded());
    let mut gallery = gallery.into_iter();
    let heat = gallery.find(|(name, _)| name == "rd-intensity-heat");
    let heat = heat.unwrap().1.unwrap();
    let at = window
        .get_by_label_contains("图：点系列突出")
        .rect()
        .center();
    click(&mut window, "添加标注");
    for spec in [heat, line] {
        let show = Command::Chart(ChartEdit::Show(Box::new(spec)));
        window.state_mut().send(show);
        window.run_ok();
        window.run_ok();
    }
    click_at(&mut window, at);
    assert!(chart(&window).annotations.is_empty());

    click(&mut window, "添加标注");
    key(&mut window, Key::Escape);
    click_at(&mut window, at);
    assert!(chart(&window).annotations.is_empty());

    click(&mut window, "添加标注");
    click_at(&mut window, at);
    assert_eq!(chart(&window).annotations.len(), 1);
}

#[test]
fn in_a_small_window_the_table_stays_above_the_buttons() {
    let data = Dataset::embedded();
    let gallery = zonescope::chart::gallery(&data);
    let found = gallery
        .into_iter()
        .find(|(name, _)| name == "hightech-announced");
    let mut view = View {
        place: Place::Metrics,
        chart: found.unwrap().1.unwrap(),
        ..View::first(&data)
    };
    view.metrics.tab = FigureTab::Table;
    let mut window = open_with([640.0, 400.0], Session::new(Settings::default(), view));
    window.run_ok();
    let tab = window.get_by_role_and_label(Role::Tab, "表").rect();
    let rows = window.get_all_by_role(Role::Row).map(|row| row.rect());
    let rows: Vec<_> = rows.collect();
    assert!(rows.len() >= 2, "{rows:?}");
    assert!(
        rows.iter().all(|row| row.top() < tab.top()),
        "{rows:?} {tab}"
    );
}

#[test]
fn the_table_sorts_and_is_copied() {
    let mut window = with(&["hightech_firms_announced"], &[], ChartKind::RankedBar);
    let start = view(&window).clone();
    window.get_by_role_and_label(Role::Tab, "表").click();
    window.run_ok();
    window.run_ok();
    assert_eq!(view(&window).metrics.tab, FigureTab::Table);
    let first = |window: &Window| {
        window
            .get_all_by_role(Role::Row)
            .next()
            .unwrap()
            .accesskit_node()
            .label()
            .unwrap()
    };
    let as_drawn = first(&window);
    let head = window
        .get_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.contains("排序") && !label.contains("名称"))
        .unwrap();
    click(&mut window, &head);
    assert_eq!(
        view(&window).metrics.sort.unwrap().column,
        TableColumn::Figure(0)
    );
    click(&mut window, &head);
    let ascending = first(&window);
    assert_ne!(as_drawn, ascending);
    window.get_by_role_and_label(Role::Tab, "来源").click();
    window.run_ok();
    window.run_ok();
    let source = window.get_all_by_role(Role::Row).next().unwrap();
    let told = source.accesskit_node().label().unwrap();
    assert!(told.contains("支持"), "{told}");
    assert!(window.query_by_label("复制表格").is_none());
    window.get_by_role_and_label(Role::Tab, "表").click();
    window.run_ok();
    window.run_ok();
    click(&mut window, "复制表格");
    assert!(
        window
            .query_all_by_label_contains("行表格")
            .next()
            .is_some()
    );
    undo_all(&mut window);
    assert_eq!(*view(&window), start);
}

#[test]
fn a_chart_is_saved_copied_renamed_and_deleted_and_all_of_it_is_undone() {
    let mut window = with(&["operating_revenue"], &["national-zones"], ChartKind::Line);
    let start = view(&window).clone();
    let count = |window: &Window| window.state().state().workspace.made().charts.len();
    click(&mut window, "图库");
    assert_eq!(count(&window), 0);
    click(&mut window, "＋ 保存这张图");
    assert_eq!(count(&window), 1);
    let more = |window: &Window| {
        let buttons = window.get_all_by_role(Role::Button);
        let mut names = buttons.filter_map(|node| node.accesskit_node().label());
        names.find(|name| name.contains("更多操作")).unwrap()
    };
    let name = more(&window);
    click(&mut window, &name);
    click(&mut window, "复制一份");
    assert_eq!(count(&window), 2);
    let name = more(&window);
    click(&mut window, &name);
    click(&mut window, "删除");
    assert_eq!(count(&window), 1);
    undo_all(&mut window);
    assert_eq!(count(&window), 0);
    assert_eq!(*view(&window), start);
}

#[test]
fn what_is_plotted_is_read_out() {
    let window = with(&["operating_revenue"], &["wuxi"], ChartKind::Line);
    let data = Dataset::embedded();
    let zone = "wuxi".into();
    for name in ["营业收入", data.entity_name(&zone, Lang::Zh)] {
        let mut labels = window.query_all_by_role_and_label(Role::Label, name);
        assert!(labels.next().is_some(), "{name}");
    }
}

#[test]
fn the_figure_tells_what_the_pointer_is_on_and_a_click_points_it_out() {
    let places = ["province-beijing", "province-shanghai", "province-tianjin"];
    let mut window = with(&["rd_intensity"], &places, ChartKind::RankedBar);
    let figure = window.get_by_label_contains("图：点系列").rect();
    let told = |window: &Window| window.query_all_by_label_contains("北京市").count();
    let before = told(&window);
    // Down the figure, until the pointer is on the first bar.
    let downwards = (1..40).map(|k| figure.lerp_inside(vec2(0.3, k as f32 / 40.0)));
    let bar = downwards.into_iter().find(|at| {
        window.hover_at(*at);
        window.run_ok();
        window.run_ok();
        told(&window) > before
    });
    let bar = bar.expect("no tooltip over any bar");
    let click_at = |window: &mut Window, at: Pos2| {
        window.drag_at(at);
        window.drop_at(at);
        window.run_ok();
        window.run_ok();
    };
    click_at(&mut window, bar);
    assert_eq!(chart(&window).highlight, ["province-beijing"]);
    click_at(&mut window, bar);
    assert!(chart(&window).highlight.is_empty());
}
