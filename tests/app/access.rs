//! What a screen reader meets: everything one can act on has a name and says what it is; charts are told in words.

use std::collections::BTreeSet;

use egui::accesskit::{Action, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::Level;
use zonescope::app::command::Command;
use zonescope::model::Lang;

use crate::{Window, tour};

/// What can be acted on but has no name, or does not say what it is.
fn nameless(window: &Window) -> BTreeSet<String> {
    let nodes = window.root().children_recursive();
    let acted_on = nodes.filter_map(|node| {
        let node = node.accesskit_node();
        let data = node.data();
        let acts = data.supports_action(Action::Click) || data.supports_action(Action::Focus);
        // Labels have a value; the bars are egui's own. Below the window egui leaves out what a widget says.
        let other = matches!(node.role(), Role::Label | Role::ScrollBar | Role::TextRun);
        let outside = node.raw_bounds().is_none_or(|bounds| bounds.y0 > 800.0);
        let dumb = matches!(node.role(), Role::Unknown | Role::GenericContainer);
        let named = node.label().is_some_and(|label| !label.trim().is_empty());
        let hint = data
            .placeholder()
            .is_some_and(|hint| !hint.trim().is_empty());
        (acts && !other && !outside && (dumb || !(named || hint))).then(|| {
            let bounds = node.raw_bounds();
            format!("{:?} {:?} at {bounds:?}", node.role(), node.label())
        })
    });
    acted_on.collect()
}

/// The tree as lines, to be read by a person: `ZONESCOPE_TREES=FOLDER` writes those of every view.
fn tree(window: &Window) -> String {
    let mut lines = String::new();
    let mut nodes: Vec<(usize, _)> = vec![(0, window.root())];
    while let Some((depth, node)) = nodes.pop() {
        let data = node.accesskit_node();
        let value = match data.role() {
            Role::Label => None,
            _ => data.value(),
        };
        let parts = [
            data.label(),
            value,
            data.data().description().map(str::to_owned),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let sign = if data.data().supports_action(Action::Click) {
            "*"
        } else {
            ""
        };
        lines += &format!(
            "{}{:?}{sign} {}\n",
            "  ".repeat(depth),
            data.role(),
            parts.join(" | ")
        );
        let children: Vec<_> = node.children().collect();
        nodes.extend(children.into_iter().rev().map(|child| (depth + 1, child)));
    }
    lines
}

#[test]
fn everything_one_can_act_on_has_a_name() {
    let folder = std::env::var_os("ZONESCOPE_TREES").map(std::path::PathBuf::from);
    let mut found = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for (name, view) in tour::views() {
            let window = tour::open([1280.0, 800.0], lang, view);
            if let Some(folder) = &folder {
                let file = format!("{} {}.txt", name, lang.pick("zh", "en"));
                std::fs::write(folder.join(file), tree(&window)).unwrap();
            }
            found.extend(
                nameless(&window)
                    .into_iter()
                    .map(|node| format!("{name}: {node}")),
            );
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Tab goes round every view; wherever it stands, it is seen.
#[test]
fn what_has_the_focus_is_in_sight() {
    let size = egui::vec2(1024.0, 640.0);
    // Between the top bar and the status bar, give or take a margin.
    let sight = egui::Rect::from_min_max(egui::Pos2::ZERO, size.to_pos2()).expand(1.0);
    let places = [
        "overview tiles",
        "zones table",
        "zones cards",
        "zone jining overview",
        "zone tianjin policies",
        "zone xiamen industry",
        "compare 6",
        "metrics",
        "industry",
    ];
    let mut lost = Vec::new();
    for (name, view) in tour::views() {
        if !places.contains(&name.as_str()) {
            continue;
        }
        let mut window = tour::open(size.into(), Lang::En, view);
        let mut seen = BTreeSet::new();
        for _ in 0..160 {
            tour::press(&mut window, egui::Key::Tab);
            let Some((role, label, rect)) = tour::focused(&window) else {
                continue;
            };
            if !sight.contains_rect(rect) && rect.height() < size.y && rect.width() < size.x {
                lost.push(format!("{name}: {role:?} {label:?} at {rect:?}"));
            }
            seen.insert((label, rect.min.round().x as i32));
        }
        assert!(seen.len() > 12, "{name}: {seen:?}");
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn what_floats_and_what_searches_say_what_they_are() {
    let mut window = crate::open();
    window.get_by_role_and_label(Role::TextInput, "名称、地点、拼音、首字母");
    window.state_mut().messages().say(Level::Error, "没有存下");
    window.run_ok();
    window.get_by_role(Role::Alert);
    for (command, name) in [
        (Command::OpenShortcuts, "快捷键"),
        (Command::OpenMessages, "消息"),
        (Command::OpenPalette, "搜索或输入命令"),
    ] {
        tour::press(&mut window, egui::Key::Escape);
        window.state_mut().send(command);
        window.run_ok();
        window.run_ok();
        window.get_by_role_and_label(Role::Dialog, name);
    }
    window.get_by_role_and_label(Role::TextInput, "搜索或输入命令");
}
