//! 录入: open a document, look through it, put it right by keyboard, save it, and find it in 政策.

use std::path::Path;

use egui::accesskit::Role as Access;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use zonescope::app::Packs;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View};
use zonescope::dataset::{Dataset, PackSource};
use zonescope::import::{Draft, Outline, Role, Rules, Why};

use crate::{Window, open, open_with, wait};

fn document(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/policies")
        .join(name)
}

/// Opens a document as if it were dropped on the window.
fn drop_file(window: &mut Window, name: &str) {
    window.state_mut().open_file(&document(name));
    window.run_ok();
    wait(window, |window| {
        window.state().state().view.review.draft.is_some()
    });
    window.run_ok();
}

fn draft(window: &Window) -> &Draft {
    window.state().state().view.review.draft.as_ref().unwrap()
}

fn outline(window: &Window) -> Outline {
    Outline::of(draft(window), Rules::built_in())
}

fn press(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.key_press(*key);
        window.run_ok();
    }
}

#[test]
fn from_a_dropped_file_to_the_saved_policy() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open();
    window.state_mut().set_packs(Packs {
        sources: vec![PackSource::Embedded],
        own: Some(folder.path().join("my-data")),
    });
    window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    window.run_ok();
    window.get_by_label("把官方文本拖到这里");
    window.get_by_label("打开文件…");
    drop_file(&mut window, "through-77.txt");
    assert_eq!(window.state().state().view.place, Place::Policies);
    window.get_by_label("77 / 77 ✓");
    window.get_by_label("编号连贯");

    // Cut a measure at its first clause, then join it again.
    press(&mut window, &[Key::ArrowRight, Key::S]);
    window.get_by_label("78 / 77");
    window.get_by_label("2 处待看");
    press(&mut window, &[Key::M]);
    window.get_by_label("77 / 77 ✓");

    // A head becomes what is kept, and comes back by undo.
    press(&mut window, &[Key::ArrowUp, Key::ArrowUp, Key::L]);
    assert_eq!(outline(&window).heads.len(), 5);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(outline(&window).heads.len(), 6);

    // Another category for one measure; the proposal is one click away.
    press(&mut window, &[Key::End, Key::Home]);
    window
        .get_by_role_and_label(
            Access::ListBoxOption,
            "1 引进境外高端人才，工作许可年龄放宽到60岁，并提供住房和子女入学服务。",
        )
        .click();
    window.run_ok();
    press(&mut window, &[Key::Num4]);
    let chosen = |window: &Window| outline(window).measures[0].category.clone();
    assert_eq!(chosen(&window).as_deref(), Some("openness"));
    window.get_by_label("还原建议").click();
    window.run_ok();
    assert_eq!(chosen(&window).as_deref(), Some("innovation"));
    window.get_by_label("人才").click();
    window.run_ok();
    assert!(outline(&window).measures[0].instruments_chosen);

    // Put away and taken up again, then saved.
    window.get_by_label("稍后再校").click();
    window.run_ok();
    assert!(!window.state().state().view.review.open);
    window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    window.run_ok();
    window.get_by_label("77 / 77 ✓");
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run_ok();
    wait(&mut window, |window| {
        window.state().state().view.review.draft.is_none()
    });
    window.run_ok();
    let data = window.state().data().clone();
    let policy = data
        .policies
        .iter()
        .find(|policy| policy.number == "示科发〔2021〕15号")
        .unwrap();
    assert_eq!((policy.transcribed(), policy.measures.len()), (77, 77));
    assert_eq!(
        window.state().state().view.policy.as_ref(),
        Some(&policy.id)
    );
    assert!(folder.path().join("my-data/policies.ron").is_file());
    assert_eq!(zonescope::app::session::packs_in(folder.path()).len(), 1);
}

#[test]
fn what_is_odd_is_found_by_keyboard() {
    let mut window = open();
    drop_file(&mut window, "damaged.txt");
    window.get_by_label("11 / 12");
    window.get_by_label("4 处待看");
    press(&mut window, &[Key::N]);
    window.get_by_label("前面缺第 4 号");
    press(&mut window, &[Key::N]);
    window.get_by_label("第 7 号重复");
    // Typing a number of one's own settles what the document should have.
    let field = window.get_by_role_and_label(Access::TextInput, "文件自称的条数");
    field.set_text_value_accesskit("11");
    window.run_ok();
    assert_eq!(draft(&window).facts.declared, Some(11));
}

#[test]
fn pasted_text_is_a_document_and_drafts_outlive_the_window() {
    let mut window = open();
    window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    window.run_ok();
    window.event(Event::Paste(
        "关于支持的2条措施\n1.支持平台。\n说明文字。\n2.支持人才。\n".to_owned(),
    ));
    window.run_ok();
    wait(&mut window, |window| {
        window.state().state().view.review.draft.is_some()
    });
    window.run_ok();
    window.get_by_label("2 / 2 ✓");
    press(&mut window, &[Key::J]);
    let before = window.state().state().view.review.clone();
    let session = window.state().session();
    let text = ron::to_string(&session).unwrap();
    let again: Session = ron::from_str(&text).unwrap();
    let mut window = open_with([1280.0, 800.0], again);
    assert_eq!(window.state().state().view.review.draft, before.draft);
    window.get_by_label("放弃").click();
    window.run_ok();
    window.get_by_label("把官方文本拖到这里");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(window.state().state().view.review.draft, before.draft);
}

#[test]
fn a_bad_file_says_why_and_leaves_the_draft_alone() {
    let mut window = open();
    drop_file(&mut window, "articles.txt");
    let before = window.state().state().view.review.draft.clone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("扫描.pdf");
    std::fs::write(&path, "%PDF-1.4").unwrap();
    window.state_mut().open_file(&path);
    window.run_ok();
    wait(&mut window, |window| {
        window.query_by_label_contains("扫描.pdf").is_some()
    });
    assert_eq!(window.state().state().view.review.draft, before);
}

#[test]
fn none_one_and_five_hundred_measures() {
    let many: String = (1..=500)
        .map(|n| format!("{n}.支持第{n}类企业，给予最高{n}万元奖励。\n"))
        .collect();
    for (text, count) in [
        ("没有编号的文字。".to_owned(), 0),
        ("关于支持的措施\n1.支持。\n".to_owned(), 1),
        (format!("关于支持的500条措施\n{many}"), 500),
    ] {
        for size in [[1280.0, 800.0], [1024.0, 640.0], [640.0, 480.0]] {
            let mut view = View::first(&Dataset::embedded());
            view.place = Place::Policies;
            view.review.open = true;
            view.review.draft = Some(zonescope::import::read_text("x.txt", &text).unwrap().into());
            let mut window = open_with(size, Session::new(Settings::default(), view));
            assert_eq!(outline(&window).measures.len(), count);
            press(
                &mut window,
                &[Key::End, Key::PageUp, Key::ArrowRight, Key::K],
            );
            let last = draft(&window).pieces.last().unwrap().role;
            assert!(!matches!(last, Role::Kept(Why::Aside)));
        }
    }
}

#[test]
fn a_target_nobody_proposed_is_typed() {
    let mut window = open();
    drop_file(&mut window, "through-77.txt");
    let targets = |window: &Window| {
        let outline = outline(window);
        let piece = window.state().state().view.review.piece;
        let item = outline.measures.iter().find(|item| item.piece == piece);
        item.unwrap().targets.clone()
    };
    let before = targets(&window);
    for typed in ["留学人员", "  ", "留学人员"] {
        window
            .get_by_role_and_label(Access::TextInput, "另加对象，回车添加")
            .focus();
        window.run_ok();
        window.event(Event::Text(typed.to_owned()));
        window.run_ok();
        press(&mut window, &[Key::Enter]);
    }
    let with = [&before[..], &["留学人员".to_owned()]].concat();
    assert_eq!(targets(&window), with);
    // It is a chip like those proposed: one click takes it out again.
    window
        .get_by_role_and_label(Access::Button, "留学人员")
        .click_accesskit();
    window.run_ok();
    assert_eq!(targets(&window), before);
}

#[test]
fn a_narrow_window_leaves_the_tree_half_of_it() {
    let mut view = View::first(&Dataset::embedded());
    view.place = Place::Policies;
    view.review.open = true;
    let text = "关于支持的措施\n1.支持。\n";
    view.review.draft = Some(zonescope::import::read_text("x.txt", text).unwrap().into());
    let window = open_with([480.0, 480.0], Session::new(Settings::default(), view));
    let rows = window.get_all_by_role(Access::ListBoxOption);
    let widest = rows.map(|row| row.rect().width()).fold(0.0, f32::max);
    assert!(widest > 180.0, "{widest}");
}
