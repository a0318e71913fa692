//! Every text of the interface and of the embedded data has its glyphs in our own fonts.

use std::collections::BTreeSet;

use egui_kittest::Harness;
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

/// Every string inside a JSON value.
fn strings(value: &serde_json::Value, into: &mut BTreeSet<char>) {
    match value {
        serde_json::Value::String(text) => into.extend(text.chars()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| strings(field, into)),
        _ => {}
    }
}

#[test]
fn every_text_has_glyphs() {
    let data = Dataset::embedded();
    let mut characters = BTreeSet::new();
    for lang in [Lang::Zh, Lang::En] {
        characters.extend(
            zonescope::text::all(lang)
                .iter()
                .flat_map(|(_, text)| text.chars()),
        );
    }
    let records = [
        serde_json::to_value(&data.packs),
        serde_json::to_value(&data.zones),
        serde_json::to_value(&data.places),
        serde_json::to_value(&data.metrics),
        serde_json::to_value(&data.sources),
        serde_json::to_value(&data.policies),
        serde_json::to_value(&data.indices),
        serde_json::to_value(&data.industry),
        serde_json::to_value(&data.events),
        serde_json::to_value(&data.stories),
        serde_json::to_value(&data.checks),
        serde_json::to_value(&data.terms),
        serde_json::to_value(
            data.observations()
                .iter()
                .map(|obs| obs.to_record())
                .collect::<Vec<_>>(),
        ),
    ];
    for value in records {
        strings(&value.unwrap(), &mut characters);
    }
    characters.extend(data.charts.iter().flat_map(|chart| chart.ron.chars()));
    characters.retain(|c| !c.is_control());
    assert!(
        characters.len() > 800,
        "only {} characters: nothing was read",
        characters.len()
    );
    let text: String = characters.into_iter().collect();
    // The harness panics on a missing glyph.
    let mut harness = Harness::builder()
        .with_context_setup(zonescope::theme::install_fonts)
        .build_ui(move |ui| {
            ui.label(egui::RichText::new(&text).font(zonescope::theme::regular(12.0)));
            ui.label(egui::RichText::new(&text).font(zonescope::theme::heavy(12.0)));
        });
    harness.run();
}

#[test]
fn both_languages_say_the_same_things() {
    let ids = |lang| -> BTreeSet<String> {
        zonescope::text::all(lang)
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    };
    let (zh, en) = (ids(Lang::Zh), ids(Lang::En));
    assert_eq!(zh, en);
    // Arguments too.
    let args = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .map(|a| a.trim().to_owned())
            .filter(|a| a.starts_with('$'))
            .collect()
    };
    let texts = |lang| -> std::collections::BTreeMap<String, String> {
        zonescope::text::all(lang).into_iter().collect()
    };
    let english = texts(Lang::En);
    for (id, zh) in texts(Lang::Zh) {
        assert_eq!(args(&zh), args(&english[&id]), "arguments of {id}");
    }
}

#[test]
fn every_text_id_in_the_code_exists_and_every_text_is_used() {
    let known: BTreeSet<String> = zonescope::text::all(Lang::Zh)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut code = String::new();
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                code.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let unused: Vec<&String> = known
        .iter()
        .filter(|id| !code.contains(&format!("\"{id}\"")))
        .collect();
    assert!(unused.is_empty(), "texts nobody uses: {unused:?}");
    for call in [
        " tr(\"",
        "(tr(\"",
        "&tr(\"",
        ".tr(\"",
        "tr(lang, \"",
        "tr(ctx.lang, \"",
        "ctx.count(\"",
        "tr_args(lang, \"",
    ] {
        for part in code.split(call).skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(known.contains(id), "no text {id:?}");
        }
    }
}
