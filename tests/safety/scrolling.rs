//! egui 0.37 fails when the bar of a scroll area is clicked while it fades and the area has become shorter than the bar's
//! handle: so none of ours may.

use crate::sources;

/// What shows an area that shrinks but never so far.
const GUARD: &str = "short_list(ui,";

/// Areas of rows higher than a handle, which always have one; the file each stands in.
const ROWS: [&str; 4] = [
    // Columns side by side scroll sideways, the page itself up and down; a column is wider than a handle.
    "src/app/places/policies/columns.rs",
    // Says that nothing was found instead of showing an empty list.
    "src/app/places/metrics/picker.rs",
    // Without a zone whose place is known there is no list.
    "src/app/places/overview/dots.rs",
    // Of all documents: without two there is no such page.
    "src/app/places/policies/pair.rs",
];

/// The areas in a text that may become too short: each as it begins.
fn unguarded(text: &str) -> Vec<String> {
    let dense: String = text.split_whitespace().collect();
    let areas = dense.match_indices("ScrollArea::");
    let open = areas.filter(|(at, _)| {
        let before = dense[..*at].trim_end_matches("egui::");
        let chain = &dense[*at..];
        let end = chain.find(".show").into_iter().chain(chain.find(';')).min();
        let chain = &chain[..end.unwrap_or(chain.len())];
        let next = dense[*at..].split_once(';').map(|(_, next)| next);
        let named = next.is_some_and(|next| next.starts_with("short_list(ui,area,"));
        !(before.ends_with(GUARD) || named || chain.contains(".auto_shrink(false)"))
    });
    open.map(|(at, _)| dense[at..].chars().take(60).collect())
        .collect()
}

#[test]
fn no_scroll_area_shrinks_to_less_than_the_handle_of_its_bar() {
    let mut wrong = Vec::new();
    let mut areas = 0;
    for (path, text) in sources("src/app") {
        let name = path.to_string_lossy().replace('\\', "/");
        // Where the guard itself stands, with its test.
        if name == "src/app/widgets/list.rs" {
            continue;
        }
        areas += text.matches("ScrollArea::").count();
        let found = unguarded(&text);
        let allowed = usize::from(ROWS.contains(&name.as_str()));
        if found.len() > allowed {
            wrong.push(format!("{name}: {found:?}"));
        }
    }
    assert!(areas > 20, "nothing was read");
    assert!(
        wrong.is_empty(),
        "say `auto_shrink(false)`, or show it by `widgets::short_list`: {wrong:#?}"
    );
}

#[test]
fn the_reading_of_scroll_areas_is_right() {
    for safe in [
        "ScrollArea::vertical()\n    .id_salt(1)\n    .auto_shrink(false)\n    .show(ui, |_| ());",
        "let mut area = egui::ScrollArea::vertical().auto_shrink(false);",
        "short_list(ui, ScrollArea::vertical().max_height(9.0), |_| ());",
        "short_list(\n    ui,\n    egui::ScrollArea::vertical(),\n    |_| (),\n);",
        "let area = ScrollArea::vertical();\nshort_list(ui, area, |_| ());",
    ] {
        assert!(unguarded(safe).is_empty(), "{safe}");
    }
    for open in [
        "ScrollArea::vertical().show(ui, |ui| other.auto_shrink(false));",
        "let area = ScrollArea::vertical();\narea.show(ui, |_| ());",
        "ScrollArea::vertical().auto_shrink([false, true]).show(ui, |_| ());",
    ] {
        assert_eq!(unguarded(open).len(), 1, "{open}");
    }
}
