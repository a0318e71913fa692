//! One event of the random user: chosen with the window in sight, then carried out.

use std::fmt;
use std::path::PathBuf;

use egui::accesskit::{Action, Role};
use egui::{
    Event, ImeEvent, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2,
    TouchPhase, Vec2,
};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zonescope::app::command::Command;

use crate::files::Files;
use crate::rng::Rng;
use crate::round::Window;

/// What people type, and what they should not.
const TEXTS: [&str; 23] = [
    "济宁",
    "jn",
    "wxgxq",
    "xiamen",
    "人才",
    "rencai",
    "高新技术产业开发区",
    "1",
    " ",
    "\t",
    "é",
    "e\u{301}\u{302}",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "\u{202e}abc",
    "\u{200b}",
    // No Hebrew and no Arabic: epaint 0.37 counts their characters wrongly, and a debug build stops at a word's end.
    "ไทย",
    "=1+1",
    "\"",
    "\\",
    "{$path}",
    "a\nb",
    "长长长长长长长长长长长长长长长长长长长长",
];

/// Keys with a meaning somewhere.
const KEYS: [Key; 30] = [
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Space,
    Key::Backspace,
    Key::Delete,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F1,
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::K,
    Key::F,
    Key::S,
    Key::Z,
    Key::D,
    Key::L,
    Key::O,
    Key::A,
    Key::Plus,
];

/// Sizes of the window, in points.
const SIZES: [[f32; 2]; 10] = [
    [1.0, 1.0],
    [1280.0, 800.0],
    [1920.0, 1080.0],
    [320.0, 240.0],
    [640.0, 480.0],
    [1024.0, 640.0],
    [3000.0, 300.0],
    [300.0, 3000.0],
    [900.0, 20.0],
    [1280.0, 800.0],
];

/// The path field of the export dialog, in both languages.
const PATH_FIELDS: [&str; 2] = ["文件路径", "File path"];

/// Buttons that open a dialog of the platform: nobody would close it.
const BROWSE: [&str; 4] = ["浏览…", "Browse…", "打开文件…", "Open a file…"];

/// An event, decided.
pub struct Plan {
    words: String,
    doing: Doing,
}

enum Doing {
    /// Events, one frame each or all in one.
    Events {
        events: Vec<Event>,
        at_once: bool,
    },
    Resize(Vec2),
    Scale(f32),
    Drop(PathBuf),
    Send(Command),
    Wait,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Plan {
    /// Decides what to do next.
    pub fn new(rng: &mut Rng, window: &Window, files: &Files) -> Self {
        match rng.below(100) {
            0..50 => click(rng, window).unwrap_or_else(|| key(rng)),
            50..65 => key(rng),
            65..75 => text(rng, window),
            75..81 => scroll(rng, window),
            81..85 => drag(rng, window),
            85..88 => resize(rng),
            88..90 => drop_file(rng, files),
            90..94 => menu(rng),
            94..96 => ime(rng),
            96..98 => anywhere(rng, window),
            _ => Self {
                words: "wait".to_owned(),
                doing: Doing::Wait,
            },
        }
    }

    /// Does it.
    pub fn carry_out(self, window: &mut Window) {
        match self.doing {
            Doing::Events {
                events,
                at_once: true,
            } => {
                window.input_mut().events.extend(events);
                window.step();
            }
            Doing::Events {
                events,
                at_once: false,
            } => {
                for event in events {
                    window.event(event);
                }
                window.step();
            }
            Doing::Resize(size) => {
                window.set_size(size);
                window.step();
            }
            Doing::Scale(scale) => {
                window.set_pixels_per_point(scale);
                window.step();
            }
            Doing::Drop(path) => {
                window.state_mut().open_file(&path);
                window.step();
            }
            Doing::Send(command) => {
                window.state_mut().send(command);
                window.step();
            }
            Doing::Wait => window.run_steps(3),
        }
    }

    fn events(words: String, events: Vec<Event>, rng: &mut Rng) -> Self {
        let at_once = rng.one_in(2);
        Self {
            words,
            doing: Doing::Events { events, at_once },
        }
    }
}

/// The export dialog must not write outside of the test's folder.
pub fn keep_paths_inside(window: &mut Window, files: &Files) {
    let folder = files.folder().display().to_string();
    for name in PATH_FIELDS {
        let outside = window
            .query_by_role_and_label(Role::TextInput, name)
            .filter(|field| {
                field
                    .value()
                    .is_none_or(|path| !path.starts_with(&folder) || path.contains(".."))
            });
        if let Some(field) = outside {
            field.set_text_value_accesskit(&format!("{folder}/a.png"));
            window.step();
            return;
        }
    }
}

/// What can be clicked, but for what opens dialogs of the platform.
fn targets<'w>(window: &'w Window) -> Vec<Node<'w>> {
    let nodes = window.root().children_recursive();
    nodes
        .filter(|node| {
            let node = node.accesskit_node();
            node.data().supports_action(Action::Click)
                && !node.is_disabled()
                && !node.is_hidden()
                && node.bounding_box().is_some()
                && !node
                    .label()
                    .is_some_and(|label| BROWSE.contains(&label.as_str()))
        })
        .collect()
}

fn click(rng: &mut Rng, window: &Window) -> Option<Plan> {
    let targets = targets(window);
    // Every role has its turn, however many there are of one.
    let mut roles: Vec<Role> = targets
        .iter()
        .map(|node| node.accesskit_node().role())
        .collect();
    roles.dedup();
    roles.sort_by_key(|role| format!("{role:?}"));
    roles.dedup();
    if roles.is_empty() {
        return None;
    }
    let role = *rng.pick(&roles);
    let of_role: Vec<_> = targets
        .iter()
        .filter(|node| node.accesskit_node().role() == role)
        .collect();
    let node = rng.pick(&of_role);
    let name = node.accesskit_node().label().unwrap_or_default();
    let words = format!("click {role:?} {name:?}");
    if rng.one_in(4) {
        // As a screen reader does; also what lies outside of the window.
        let (target_node, target_tree) = node.accesskit_node().locate();
        let action = if rng.one_in(3) {
            Action::Focus
        } else {
            Action::Click
        };
        let request = egui::accesskit::ActionRequest {
            target_node,
            target_tree,
            action,
            data: None,
        };
        return Some(Plan::events(
            format!("{words} by {action:?}"),
            vec![Event::AccessKitActionRequest(request)],
            rng,
        ));
    }
    let button = if rng.one_in(12) {
        PointerButton::Secondary
    } else {
        PointerButton::Primary
    };
    let modifiers = *rng.pick(&[
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::COMMAND,
        Modifiers::SHIFT,
    ]);
    let times = if rng.one_in(10) { 2 } else { 1 };
    let events = pointer(node.rect().center(), button, modifiers, times);
    Some(Plan::events(
        format!("{words} × {times} {button:?} {modifiers:?}"),
        events,
        rng,
    ))
}

fn pointer(pos: Pos2, button: PointerButton, modifiers: Modifiers, times: usize) -> Vec<Event> {
    let press = |pressed| Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers,
    };
    let mut events = vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(pos)];
    for _ in 0..times {
        events.extend([press(true), press(false)]);
    }
    events.push(Event::ModifiersChanged(Modifiers::NONE));
    events
}

fn key(rng: &mut Rng) -> Plan {
    let key = *rng.pick(&KEYS);
    let modifiers = *rng.pick(&[
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::COMMAND,
        Modifiers::SHIFT,
        Modifiers::ALT,
        Modifiers::COMMAND.plus(Modifiers::SHIFT),
    ]);
    let times = if rng.one_in(4) { 1 + rng.below(12) } else { 1 };
    let press = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    let mut events = vec![Event::ModifiersChanged(modifiers)];
    for _ in 0..times {
        events.extend([press(true), press(false)]);
    }
    events.push(Event::ModifiersChanged(Modifiers::NONE));
    Plan::events(format!("key {modifiers:?} {key:?} × {times}"), events, rng)
}

/// Types, pastes, cuts; half of the time into a field.
fn text(rng: &mut Rng, window: &Window) -> Plan {
    let mut events = Vec::new();
    let fields: Vec<_> = window.query_all_by_role(Role::TextInput).collect();
    if rng.one_in(2) && !fields.is_empty() {
        let pos = rng.pick(&fields).rect().center();
        events = pointer(pos, PointerButton::Primary, Modifiers::NONE, 1);
    }
    let mut typed = String::new();
    for _ in 0..=rng.below(3) {
        let text: &&str = rng.pick(&TEXTS);
        typed.push_str(text);
    }
    let event = match rng.below(10) {
        0 => Event::Paste(typed.repeat(100)),
        1 => Event::Cut,
        2 => Event::Copy,
        3 => Event::Paste(typed),
        _ => Event::Text(typed),
    };
    let words = format!("{event:?}");
    events.push(event);
    Plan::events(words.chars().take(120).collect(), events, rng)
}

fn ime(rng: &mut Rng) -> Plan {
    let text = (*rng.pick(&TEXTS)).to_owned();
    let preedit = |text: &str| {
        let active_range_chars = rng_range(text);
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars,
        })
    };
    let mut events = vec![preedit("ji"), preedit("jin"), preedit("jin'ing")];
    events.push(match rng.below(3) {
        0 => preedit(""),
        1 => Event::Ime(ImeEvent::DeleteSurrounding {
            before_chars: rng.below(9),
            after_chars: rng.below(9),
        }),
        _ => Event::Ime(ImeEvent::Commit(text.clone())),
    });
    Plan::events(format!("compose {text:?}"), events, rng)
}

fn rng_range(text: &str) -> Option<std::ops::Range<usize>> {
    (!text.is_empty()).then(|| 0..text.chars().count())
}

fn scroll(rng: &mut Rng, window: &Window) -> Plan {
    let pos = place(rng, window);
    let amount = *rng.pick(&[-10_000.0, -300.0, -20.0, 20.0, 300.0, 10_000.0]);
    let delta = if rng.one_in(5) {
        egui::vec2(amount, 0.0)
    } else {
        egui::vec2(0.0, amount)
    };
    let modifiers = *rng.pick(&[
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::COMMAND,
        Modifiers::SHIFT,
    ]);
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        modifiers,
        source: MouseWheelSource::Wheel,
    };
    let events = vec![Event::PointerMoved(pos), wheel];
    Plan::events(
        format!("scroll {delta:?} {modifiers:?} at {pos:?}"),
        events,
        rng,
    )
}

fn drag(rng: &mut Rng, window: &Window) -> Plan {
    let (from, to) = (place(rng, window), place(rng, window));
    let button = *rng.pick(&[
        PointerButton::Primary,
        PointerButton::Primary,
        PointerButton::Middle,
    ]);
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let mut events = vec![Event::PointerMoved(from), press(from, true)];
    events.extend((1..=4).map(|i| Event::PointerMoved(from.lerp(to, i as f32 / 4.0))));
    if rng.one_in(8) {
        events.push(Event::PointerGone);
    } else {
        events.push(press(to, false));
    }
    let mut plan = Plan::events(format!("drag {from:?} to {to:?}"), events, rng);
    if let Doing::Events { at_once, .. } = &mut plan.doing {
        *at_once = false;
    }
    plan
}

/// A click on whatever is there.
fn anywhere(rng: &mut Rng, window: &Window) -> Plan {
    let pos = place(rng, window);
    let events = pointer(pos, PointerButton::Primary, Modifiers::NONE, 1);
    Plan::events(format!("click at {pos:?}"), events, rng)
}

fn place(rng: &mut Rng, window: &Window) -> Pos2 {
    let size = window.ctx.content_rect().size();
    egui::pos2(
        rng.below(size.x as usize) as f32,
        rng.below(size.y as usize) as f32,
    )
}

fn resize(rng: &mut Rng) -> Plan {
    if rng.one_in(4) {
        let scale = *rng.pick(&[1.0, 1.0, 1.25, 2.0, 0.5]);
        return Plan {
            words: format!("{scale} pixels per point"),
            doing: Doing::Scale(scale),
        };
    }
    let size = Vec2::from(*rng.pick(&SIZES));
    Plan {
        words: format!("resize to {size:?}"),
        doing: Doing::Resize(size),
    }
}

fn drop_file(rng: &mut Rng, files: &Files) -> Plan {
    let path = rng.pick(files.paths()).clone();
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Plan {
        words: format!("drop {name}"),
        doing: Doing::Drop(path),
    }
}

/// Any command of the menu: theme, language, places, undo, redo, back …
fn menu(rng: &mut Rng) -> Plan {
    let commands: Vec<Command> = Command::menu().into_iter().flatten().collect();
    let command = rng.pick(&commands).clone();
    Plan {
        words: format!("{command:?}"),
        doing: Doing::Send(command),
    }
}
