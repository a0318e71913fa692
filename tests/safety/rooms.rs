//! The floors, read from the first lines of `src/lib.rs`: a room imports only from floors below its own.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{root, sources};

/// Lines a file may have.
const LONGEST: usize = 500;

/// The floor of every room, ground first.
fn floors() -> BTreeMap<String, usize> {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let line: String = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .skip_while(|line| !line.contains(" → "))
        .take_while(|line| line.contains('`'))
        .collect::<Vec<_>>()
        .join(" ");
    let floors = line.trim_end_matches('.').split(" → ").enumerate();
    let rooms = floors.flat_map(|(floor, rooms)| {
        let names = rooms.split(',').map(|room| room.trim().trim_matches('`'));
        names.map(move |room| (room.to_owned(), floor))
    });
    rooms.collect()
}

/// Code without comments, so that documentation may name any room.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The rooms a text names, by `crate::room` or `use crate::{room …}`.
fn named(text: &str, rooms: &BTreeMap<String, usize>) -> Vec<String> {
    let mut named = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let group = rest.strip_prefix('{');
        let names: Vec<&str> = match group {
            Some(group) => top_level(group),
            None => vec![rest],
        };
        for name in names {
            let word = name
                .trim_start()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            let word = word.into_iter().next().unwrap_or_default();
            if rooms.contains_key(word) {
                named.push(word.to_owned());
            }
        }
    }
    named
}

/// The parts of `a, b::{c, d}, …}`.
fn top_level(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                return parts;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// The room a file belongs to.
fn room(path: &Path) -> String {
    let name = path.components().nth(1).unwrap().as_os_str();
    name.to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_import_only_from_floors_below() {
    let floors = floors();
    assert!(
        floors.len() >= 11,
        "the floors in lib.rs cannot be read: {floors:?}"
    );
    let mut wrong = Vec::new();
    let (mut rooms, mut imports) = (0, 0);
    for (path, text) in sources("src") {
        let room = room(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(floor) = floors.get(&room) else {
            wrong.push(format!(
                "{}: room `{room}` has no floor in lib.rs",
                path.display()
            ));
            continue;
        };
        rooms += 1;
        for other in named(&code(&text), &floors) {
            imports += 1;
            if other != room && floors[&other] >= *floor {
                wrong.push(format!(
                    "{}: `{room}` imports `{other}`, which is not below it",
                    path.display()
                ));
            }
        }
    }
    assert!(rooms > 100 && imports > 300, "nothing was read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reading_of_imports_is_right() {
    let rooms = BTreeMap::from(["model", "app", "chart"].map(|room| (room.to_owned(), 0)));
    let text = "use crate::model::X; // crate::app\nuse crate::{\n    app::{a, b},\n    chart,\n};\nlet x = crate::other::y;";
    assert_eq!(named(&code(text), &rooms), ["model", "app", "chart"]);
}

#[test]
fn places_do_nothing_but_show() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src/app/places") {
        for forbidden in [
            "std::fs",
            "std::net",
            "std::process",
            "std::thread",
            "AppState",
        ] {
            if code(&text).contains(forbidden) {
                wrong.push(format!("{}: {forbidden}", path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "a place sends commands, and leaves the rest to others: {wrong:#?}"
    );
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for folder in ["src", "tests"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            if lines > LONGEST {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "split into a folder of files: {long:#?}");
}

#[test]
fn nothing_of_ours_is_unsafe() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for (path, text) in sources("src") {
        // `forbid` cannot be lifted; this only says so where one would try.
        assert!(!code(&text).contains("unsafe "), "{}", path.display());
    }
}
