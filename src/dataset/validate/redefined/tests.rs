//! What a later pack may say of an earlier one's metrics and sources.

use tempfile::TempDir;

use crate::dataset::{PackSource, check_path_on, load};

const METRIC: &str = r#"[(id: "gdp", name: "产值", name_en: "GDP", unit: "亿元", unit_en: "", kind: Money, group: "产出", group_en: "")]"#;
const SOURCE: &str =
    r#"[(id: "s", publisher: "导报", title: "专题", date: Some("2019"), kind: News)]"#;
const ROWS: &str = "entity,metric,period,value,source\ncn,gdp,2019,1.5,s\n";

/// A pack folder with this id and these files.
fn pack(id: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let info = format!(r#"(id: "{id}", title: "甲", version: "1", licence: "CC0", schema: 1)"#);
    std::fs::write(folder.path().join("pack.ron"), info).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The earlier pack, with figures and an event that cite its source.
fn first() -> TempDir {
    pack(
        "first",
        &[
            (
                "places.ron",
                r#"[(id: "cn", name: "全国", name_en: "China", kind: Nation)]"#,
            ),
            ("metrics.ron", METRIC),
            ("sources.ron", SOURCE),
            ("observations.csv", ROWS),
        ],
    )
}

/// The problems of a pack with these files after `first`; checked and loaded, they must be the same.
fn problems(first: &TempDir, files: &[(&str, &str)]) -> Vec<String> {
    let second = pack("second", files);
    let sources = [first, &second].map(|folder| PackSource::Folder(folder.path().to_owned()));
    let checked = check_path_on(second.path(), &sources[..1]);
    let loaded = load(&sources);
    assert_eq!(checked, loaded.diagnostics);
    let root = format!("{}{}", second.path().display(), std::path::MAIN_SEPARATOR);
    let texts = checked.iter().map(|p| p.to_string().replace(&root, ""));
    let texts: Vec<String> = texts.collect();
    let packs = if texts.is_empty() { 2 } else { 1 };
    assert_eq!(loaded.dataset.packs.len(), packs, "{texts:?}");
    texts
}

#[test]
fn a_metric_keeps_its_unit_while_earlier_figures_stand_under_it() {
    let first = first();
    let other = METRIC.replace("亿元", "万元");
    assert_eq!(
        problems(&first, &[("metrics.ron", &other)]),
        [
            "metrics.ron:1:48: error: `gdp` counts 亿元 in an earlier pack, whose figures remain under it; give the metric an id of its own, or write unit: \"亿元\""
        ]
    );
    let other = METRIC.replace("Money", "Count");
    let told = problems(&first, &[("metrics.ron", &other)]);
    assert!(
        told[0].contains("error: `gdp` is of the kind Money in an earlier pack")
            && told[0].ends_with("or write kind: Money"),
        "{told:?}"
    );
    // Everything else about it may be said anew.
    let other = METRIC.replace("产值", "总产值");
    assert!(problems(&first, &[("metrics.ron", &other)]).is_empty());
}

#[test]
fn a_metric_whose_figures_are_all_stated_again_may_change() {
    let first = first();
    let other = METRIC.replace("亿元", "万元");
    let again = "entity,metric,period,value,source\ncn,gdp,2019,15000,s\n";
    let files = [("metrics.ron", other.as_str()), ("observations.csv", again)];
    assert!(problems(&first, &files).is_empty());
    // Another year is no restatement.
    let later = again.replace("2019", "2020");
    let files = [
        ("metrics.ron", other.as_str()),
        ("observations.csv", &later),
    ];
    assert_eq!(problems(&first, &files).len(), 1);
}

#[test]
fn a_source_stays_what_earlier_figures_cite() {
    let first = first();
    for (from, to, field) in [
        ("导报", "日报", "publisher: \"导报\""),
        ("专题", "别的", "title: \"专题\""),
        ("2019", "2018", "date: Some(\"2019\")"),
    ] {
        let told = problems(&first, &[("sources.ron", &SOURCE.replace(from, to))]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("sources.ron:1:"), "{told:?}");
        assert!(
            told[0].contains(" in an earlier pack, whose figures or records still cite it; give the source an id of its own, or write ")
                && told[0].ends_with(field),
            "{told:?}"
        );
    }
    // The same, or said more fully.
    for (from, to) in [
        ("News", "News"),
        ("News", "News, locator: \"第3版\""),
        ("2019", "2019-05-06"),
        ("News", "Official"),
    ] {
        let files = [("sources.ron", &*SOURCE.replace(from, to))];
        assert!(problems(&first, &files).is_empty(), "{to}");
    }
}

#[test]
fn records_cite_sources_too_until_they_are_stated_again() {
    let first = first();
    let place = r#"[(id: "cn", name: "全国", name_en: "China", kind: Nation, sources: ["s"])]"#;
    std::fs::write(first.path().join("places.ron"), place).unwrap();
    std::fs::remove_file(first.path().join("observations.csv")).unwrap();
    let other = SOURCE.replace("导报", "日报");
    assert_eq!(problems(&first, &[("sources.ron", &other)]).len(), 1);
    let files = [("sources.ron", other.as_str()), ("places.ron", place)];
    assert!(problems(&first, &files).is_empty());
}

#[test]
fn the_embedded_pack_as_a_folder_says_nothing_new() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pack");
    let copy = pack("copy", &[]);
    for name in ["sources.ron", "metrics.ron"] {
        std::fs::copy(folder.join(name), copy.path().join(name)).unwrap();
    }
    let base = [PackSource::Embedded];
    assert_eq!(check_path_on(copy.path(), &base), []);
    assert_eq!(check_path_on(&folder, &base), []);
}
