//! 政策: by names and by keyboard alone, from an empty document to one of 500 measures.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::analysis::measures::facets::MeasureFacet;
use zonescope::app::command::Command;
use zonescope::app::session::Session;
use zonescope::app::state::policies::{Grouping, PolicyLayout, PolicyPage};
use zonescope::app::state::{Place, Settings, View};
use zonescope::chart::{ChartKind, Frame, Subject};
use zonescope::dataset::{Dataset, Records, StoreBuilder};
use zonescope::model::{Lang, Measure, Policy};
use zonescope::search::Target;

use crate::{Window, open_on, open_with, wait};

fn open_place() -> Window {
    let view = View {
        place: Place::Policies,
        ..View::first(&Dataset::embedded())
    };
    open_with([1280.0, 800.0], Session::new(Settings::default(), view))
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

fn read(window: &Window) -> Option<String> {
    let measure = window.state().state().view.policies.measure.as_ref();
    measure.map(|id| id.as_str().to_owned())
}

/// One document with this many measures.
fn document(measures: usize) -> Arc<Dataset> {
    let embedded = Dataset::embedded();
    let model = &embedded.policies[0];
    let measure = |n: usize| Measure {
        id: format!("m{n}").as_str().into(),
        number: Some((n + 1).to_string()),
        category: model.categories[n % 6].id.clone(),
        text: format!(
            "第{n}项：{}",
            "支持企业（含高校）建设创新平台，".repeat(1 + n % 4)
        ),
        text_en: String::new(),
        ..model.measures[n % 12].clone()
    };
    let policy = Policy {
        declared_measures: Some(77),
        measures: (0..measures).map(measure).collect(),
        ..model.clone()
    };
    let records = Records {
        policies: vec![policy],
        ..Records::default()
    };
    Arc::new(Dataset::new(records, StoreBuilder::default().finish()))
}

#[test]
fn every_page_by_its_name() {
    let mut window = open_place();
    for (name, page) in [
        ("全部措施", PolicyPage::Measures),
        ("文件 × 方面", PolicyPage::Matrix),
        ("两份对读", PolicyPage::Pair),
        ("时间线", PolicyPage::Timeline),
        ("数量对照", PolicyPage::Quantities),
    ] {
        window.get_by_role_and_label(Role::Tab, name).click();
        window.run_ok();
        assert_eq!(window.state().state().view.policies.page, page);
    }
    // From a quantity to its measure, and from there to its document.
    let query = "工作许可".to_owned();
    window.state_mut().send(Command::SetPolicyQuery(query));
    window.run_ok();
    window.run_ok();
    window
        .get_by_label("工作许可年龄上限 65岁 天津滨海高新区77条")
        .click();
    window.run_ok();
    assert_eq!(read(&window).as_deref(), Some("tj77-06"));
    window
        .get_by_role_and_label(Role::Link, "天津滨海高新区77条")
        .click();
    window.run_ok();
    let state = &window.state().state().view.policies;
    assert_eq!(state.page, PolicyPage::Document);
    assert_eq!(read(&window).as_deref(), Some("tj77-06"));
    // The metric it names.
    window
        .get_by_role_and_label(Role::Link, "指标：工作许可年龄上限")
        .click();
    window.run_ok();
    assert_eq!(window.state().state().view.place, Place::Metrics);
}

#[test]
fn searched_filtered_bookmarked_noted_and_taken_back() {
    let mut window = open_place();
    let start = window.state().state().view.clone();
    window.get_by_role_and_label(Role::Tab, "全部措施").click();
    window.run_ok();
    window.get_by_role(Role::TextInput).focus();
    window.run_ok();
    window.event(egui::Event::Text("瞪羚 -高校".to_owned()));
    window.run_ok();
    let rows = |window: &Window| window.get_all_by_role(Role::ListBoxOption).count();
    let documents = Dataset::embedded().policies.len();
    assert!(rows(&window) <= documents + 3, "few measures are left");
    press(&mut window, Key::ArrowDown);
    let id = read(&window).expect("the first hit is read");
    window.key_press_modifiers(Modifiers::COMMAND, Key::B);
    window.run_ok();
    let target = Target::Measure(id.as_str().into());
    assert!(
        window
            .state()
            .state()
            .workspace
            .made()
            .is_bookmarked(&target)
    );
    window
        .get_by_role_and_label(Role::MultilineTextInput, "我的笔记")
        .focus();
    window.run_ok();
    for letter in ["比", "较"] {
        window.event(egui::Event::Text(letter.to_owned()));
        window.run_ok();
    }
    assert_eq!(
        window.state().state().workspace.made().note(&target),
        "比较"
    );
    // The facet that asks for marks finds it among all.
    press(&mut window, Key::Tab);
    window.get_by_label("清空").click();
    window.run_ok();
    // Beside the measure read there is no room for the facets: they are behind a button.
    window.get_by_label("筛选").click();
    window.run_ok();
    window
        .get_by_role_and_label(Role::CheckBox, "已收藏 1")
        .click();
    window.run_ok();
    let view = &window.state().state().view;
    assert!(view.policies.has_chosen(MeasureFacet::Marked, "bookmark"));
    let all: usize = Dataset::embedded()
        .policies
        .iter()
        .map(|p| p.measures.len())
        .sum();
    window.get_by_label(&format!("1 / {all} 条"));
    // All the way back: the note letter by letter is one step.
    window.get_by_role_and_label(Role::Tab, "政策").focus();
    window.run_ok();
    for _ in 0..12 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_ok();
    }
    let state = window.state().state();
    assert_eq!(state.view, start);
    assert!(state.workspace.made().bookmarks.is_empty() && state.workspace.made().notes.is_empty());
}

#[test]
fn the_matrix_opens_as_a_chart_and_its_measures_are_exported() {
    let mut window = open_place();
    window
        .get_by_role_and_label(Role::Tab, "文件 × 方面")
        .click();
    window.run_ok();
    window.get_by_label("导出…").click();
    window.run_ok();
    window.get_by_label("取消").click();
    window.run_ok();
    window.get_by_label("在指标中打开").click();
    window.run_ok();
    let view = &window.state().state().view;
    assert_eq!(view.place, Place::Metrics);
    let spec = &view.chart;
    assert_eq!(spec.subject, Subject::Policies(Vec::new()));
    let frame = Frame::build(spec, window.state().data()).unwrap();
    let policies = &window.state().data().policies;
    let measures: usize = policies.iter().map(|policy| policy.measures.len()).sum();
    let drawn: f64 = frame.marks().iter().map(|(_, mark)| mark.value).sum();
    assert_eq!(drawn, measures as f64);
}

#[test]
fn the_timeline_is_a_figure_like_every_other() {
    let mut window = open_place();
    window.get_by_role_and_label(Role::Tab, "时间线").click();
    window.run_ok();
    // It says in words what it shows.
    let policies = window.state().data().policies.len();
    let said = window
        .query_all_by_role(Role::Image)
        .find_map(|node| node.accesskit_node().label())
        .expect("a figure");
    assert!(said.contains(&format!("{policies}份文件")), "{said}");
    assert!(said.contains("天津市科学技术局"), "{said}");
    // A flag opens its document.
    let size = window.ctx.content_rect().size();
    let opened =
        |window: &Window| window.state().state().view.policies.page == PolicyPage::Document;
    let steps = (10..30).flat_map(|y| (15..40).map(move |x| (x, y)));
    for (x, y) in steps {
        let at = egui::pos2(size.x * x as f32 / 40.0, size.y * y as f32 / 40.0);
        if y < 12 || opened(&window) {
            continue;
        }
        window.hover_at(at);
        window.run_ok();
        for pressed in [true, false] {
            window.event(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        window.run_ok();
    }
    assert!(opened(&window), "no flag was hit");
    window.get_by_role_and_label(Role::Tab, "时间线").click();
    window.run_ok();
    window.get_by_label("在指标中打开").click();
    window.run_ok();
    let view = &window.state().state().view;
    assert_eq!(view.place, Place::Metrics);
    assert_eq!(view.chart.kind, ChartKind::Timeline);
    assert_eq!(view.chart.subject, Subject::Policies(Vec::new()));
    // The documents have two kinds of figure; the other one is near.
    window.get_by_label("热力图").click();
    window.run_ok();
    assert_eq!(window.state().state().view.chart.kind, ChartKind::HeatMap);
}

#[test]
fn found_read_marked_noted_and_cited_by_keyboard_alone() {
    let mut window = open_with([1280.0, 800.0], Session::default());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run_ok();
    // To the page of all measures with Tab and Space.
    let named = |window: &Window, name: &str| {
        let mut tabs = window.query_all_by_role_and_label(Role::Tab, name);
        tabs.any(|node| node.accesskit_node().is_focused())
    };
    for _ in 0..60 {
        if named(&window, "全部措施") {
            break;
        }
        press(&mut window, Key::Tab);
    }
    press(&mut window, Key::Space);
    assert_eq!(
        window.state().state().view.policies.page,
        PolicyPage::Measures
    );
    // What is asked for: one of two words, a phrase, and not another.
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_ok();
    let query = "(瞪羚 OR \"工作许可\") -独角兽";
    window.event(egui::Event::Text(query.to_owned()));
    window.run_ok();
    assert_eq!(window.state().state().view.policy_query, query);
    press(&mut window, Key::ArrowDown);
    let text = |window: &Window| {
        let id = read(window).expect("one is read");
        let data = window.state().data();
        let (_, measure) = data.measure(&id.as_str().into()).unwrap();
        measure.text.clone()
    };
    let first = text(&window);
    assert!(
        first.contains("瞪羚") || first.contains("工作许可"),
        "{first}"
    );
    assert!(!first.contains("独角兽"), "{first}");
    press(&mut window, Key::ArrowDown);
    assert_ne!(text(&window), first);
    press(&mut window, Key::ArrowUp);
    assert_eq!(text(&window), first);
    // Bookmark, note, citation; each control has its name.
    let id = Target::Measure(read(&window).unwrap().as_str().into());
    window.get_by_role_and_label(Role::Button, "收藏");
    window.key_press_modifiers(Modifiers::COMMAND, Key::B);
    window.run_ok();
    window.get_by_role_and_label(Role::Button, "取消收藏");
    window.key_press_modifiers(Modifiers::COMMAND, Key::M);
    window.run_ok();
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "我的笔记");
    assert!(field.accesskit_node().is_focused());
    window.event(egui::Event::Text("再看".to_owned()));
    window.run_ok();
    let made = window.state().state().workspace.made();
    assert!(made.is_bookmarked(&id) && made.note(&id) == "再看");
    for name in ["上一条", "下一条", "复制并附出处", "收起"] {
        window.get_by_role_and_label(Role::Button, name);
    }
    press(&mut window, Key::Escape);
    // Put in by hand: what a queued key copies is gone with its own frame.
    window.input_mut().events.push(egui::Event::Key {
        key: Key::X,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT),
    });
    let mut copied: Vec<String> = Vec::new();
    for _ in 0..4 {
        window.step();
        let commands = &window.output().platform_output.commands;
        copied.extend(commands.iter().filter_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    let [copied] = &copied[..] else {
        panic!("{copied:?}")
    };
    let data = window.state().data();
    let Target::Measure(id) = &id else { panic!() };
    let (policy, measure) = data.measure(id).unwrap();
    let date = policy.issued.unwrap().display(Lang::Zh);
    let number = measure.number.clone().unwrap_or_default();
    for part in [&policy.title, &policy.number, &number, &date, &measure.text] {
        assert!(copied.contains(part.as_str()), "{part} is not in {copied}");
    }
    window.run_ok();
    press(&mut window, Key::Escape);
    assert_eq!(read(&window), None);
}

#[test]
fn from_measure_to_measure_by_keyboard() {
    let mut window = open_place();
    let ids: Vec<String> = Dataset::embedded().policies[0]
        .measures
        .iter()
        .map(|m| m.id.as_str().to_owned())
        .collect();
    press(&mut window, Key::ArrowDown);
    assert_eq!(read(&window), Some(ids[0].clone()));
    press(&mut window, Key::ArrowDown);
    assert_eq!(read(&window), Some(ids[1].clone()));
    press(&mut window, Key::End);
    assert_eq!(read(&window), ids.last().cloned());
    window.get_by_label("12 / 12");
    window.get_by_label("上一条").click();
    window.run_ok();
    assert_eq!(read(&window), Some(ids[10].clone()));
    press(&mut window, Key::PageUp);
    assert_eq!(read(&window), Some(ids[0].clone()));
    press(&mut window, Key::Escape);
    assert_eq!(read(&window), None);
    window.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
    window.run_ok();
    let second = &Dataset::embedded().policies[1].id;
    assert_eq!(window.state().state().view.policy.as_ref(), Some(second));
}

#[test]
fn two_documents_are_compared_in_the_background() {
    let mut window = open_place();
    window.get_by_role_and_label(Role::Tab, "两份对读").click();
    window.run_ok();
    wait(&mut window, |window| {
        window.query_by_label_contains("对相近").is_some()
    });
    window.get_by_label("对调").click();
    window.run_ok();
    wait(&mut window, |window| {
        window.query_by_label_contains("对相近").is_some()
    });
    let view = &window.state().state().view;
    let ids = &Dataset::embedded().policies;
    assert_eq!(view.policy.as_ref(), Some(&ids[1].id));
    assert_eq!(view.policies.against.as_ref(), Some(&ids[0].id));
}

#[test]
fn an_empty_document_one_of_one_and_one_of_five_hundred() {
    for n in [0, 1, 500] {
        let data = document(n);
        for lang in [Lang::Zh, Lang::En] {
            for size in [[1920.0, 1080.0], [1024.0, 640.0], [320.0, 240.0]] {
                for page in PolicyPage::ALL {
                    let mut view = View {
                        place: Place::Policies,
                        ..View::first(&data)
                    };
                    view.policies.page = page;
                    let settings = Settings {
                        lang,
                        ..Settings::default()
                    };
                    let session = Session::new(settings, view);
                    open_on(Arc::clone(&data), size, session);
                }
            }
        }
        let mut view = View {
            place: Place::Policies,
            ..View::first(&data)
        };
        for (layout, grouping) in [
            (PolicyLayout::Columns, Grouping::Head),
            (PolicyLayout::Columns, Grouping::Target),
            (PolicyLayout::List, Grouping::Number),
        ] {
            view.policies.layout = layout;
            view.policies.grouping = grouping;
            let session = Session::new(Settings::default(), view.clone());
            let mut window = open_on(Arc::clone(&data), [1280.0, 800.0], session);
            press(&mut window, Key::End);
            let last = data.policies[0].measures.last();
            if grouping != Grouping::Target {
                let last = last.map(|m| m.id.as_str().to_owned());
                assert_eq!(read(&window).is_some(), last.is_some(), "{n} {layout:?}");
            }
            // The one read has been scrolled into sight.
            if let Some(id) = read(&window) {
                let (_, measure) = data.measure(&id.as_str().into()).unwrap();
                let number = measure.number.clone().unwrap();
                let name = format!("{number} {}", measure.text);
                let mut rows = window.query_all_by_role_and_label(Role::ListBoxOption, &name);
                assert!(rows.next().is_some(), "{name}");
            }
        }
    }
}
