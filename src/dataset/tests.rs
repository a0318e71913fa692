//! Whole packs, sound and broken.

use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::model::{Lang, Period};

const FILES: &[(&str, &str)] = &[
    (
        "pack.ron",
        r#"(id: "p", title: "甲", version: "1", licence: "CC0", schema: 1)"#,
    ),
    (
        "sources.ron",
        r#"[
    (id: "s1", publisher: "导报", title: "一", kind: News),
    (id: "s2", publisher: "局", title: "二", kind: Official),
]"#,
    ),
    (
        "zones.ron",
        r#"[
    (
        id: "jining", name: "济宁高新技术产业开发区", short_name: "济宁高新区", name_en: "Jining",
        short_name_en: "Jining", province: "山东省", level: "国家级",
        location: (lon: 116.6, lat: 35.4, level: "prefecture", source: "s1"), sources: ["s1"],
    ),
]"#,
    ),
    (
        "places.ron",
        r#"[(id: "cn", name: "全国", name_en: "China", kind: Nation)]"#,
    ),
    (
        "metrics.ron",
        r#"[
    (id: "firms", name: "企业", name_en: "Firms", unit: "家", unit_en: "", kind: Count, group: "企业", group_en: "Firms"),
    (id: "gdp", name: "产值", name_en: "GDP", unit: "亿元", unit_en: "", kind: Money, group: "产出", group_en: "Output"),
]"#,
    ),
    (
        "observations.csv",
        "entity,metric,period,value,qualifier,status,definition,source,locator,as_printed,note\n\
         jining,firms,2019,4165,exact,,,s1,a1,4165户,\n\
         jining,firms,2020,\"5,000\",over,,,s1,a1,5000余,\n\
         cn,gdp,2019,1.5,,,,s2,,,\n",
    ),
    (
        "policies.ron",
        r#"[(
    id: "p1", title: "若干措施", short_title: "措施", title_en: "Measures", issuers: ["管委会"],
    zone: Some("jining"), declared_measures: 3, sources: ["s1"],
    categories: [(id: "talent", title: "人才", title_en: "Talent")],
    measures: [(id: "m1", category: "talent", text: "补贴", text_en: "Grants", source: "s1")],
)]"#,
    ),
    (
        "industry.ron",
        r#"(
    clusters: [(id: "c1", zone: "jining", name: "装备", name_en: "Machines", source: "s1")],
    organisations: [(id: "o1", name: "山推", kind: Firm, source: "s1")],
    links: [(from: "o1", to: "c1", kind: Member, source: "s1")],
)"#,
    ),
    (
        "checks.ron",
        r#"[(id: "k1", title: "增", title_en: "Grows", rule: Order(descending: [
    (entity: "jining", metric: "firms", period: "2020"),
    (entity: "jining", metric: "firms", period: "2019"),
]))]"#,
    ),
];

/// A pack folder in which `find` of `file` is replaced.
fn pack_with(file: &str, find: &str, replacement: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        let text = match *name == file {
            true => {
                assert!(text.contains(find), "{find} in {name}");
                text.replacen(find, replacement, 1)
            }
            false => (*text).to_owned(),
        };
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn pack() -> TempDir {
    pack_with("", "", "")
}

fn load_folder(folder: &Path) -> Loaded {
    load(&[PackSource::Folder(folder.to_owned())])
}

/// The problems of a pack, paths shortened.
fn problems(folder: &Path) -> Vec<String> {
    let root = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    let problems = check_path_on(folder, &[]);
    problems
        .iter()
        .map(|p| p.to_string().replace(&root, ""))
        .collect()
}

/// The one problem that a replacement makes; the pack must be left out.
fn problem(file: &str, find: &str, replacement: &str) -> String {
    let folder = pack_with(file, find, replacement);
    let loaded = load_folder(folder.path());
    assert_eq!(
        (
            loaded.dataset.zones.len(),
            loaded.dataset.observations().len()
        ),
        (0, 0)
    );
    let problems = problems(folder.path());
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

#[test]
fn a_sound_pack_loads() {
    let folder = pack();
    let loaded = load_folder(folder.path());
    assert_eq!(loaded.diagnostics, []);
    let data = &loaded.dataset;
    assert_eq!(
        (
            data.zones.len(),
            data.observations().len(),
            data.version(Lang::Zh).as_str()
        ),
        (1, 3, "甲 1")
    );
    let values: Vec<_> = data
        .observations()
        .series(&"jining".into(), &"firms".into())
        .map(|o| o.value())
        .collect();
    assert_eq!(values, [4165.0, 5000.0]);
    assert_eq!(
        data.observations().iter().next().unwrap().pack().as_str(),
        "p"
    );
}

#[test]
fn the_embedded_pack_is_sound() {
    let loaded = load(&[PackSource::Embedded]);
    let embedded = !super::embedded::FILES.is_empty();
    let errors = loaded
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let errors: Vec<_> = errors.map(Diagnostic::to_string).collect();
    assert!(!embedded || errors.is_empty(), "{errors:#?}");
    assert_eq!(loaded.dataset.packs.len(), usize::from(embedded));
}

#[test]
fn references_are_placed_and_mended() {
    let cases = [
        (
            "observations.csv",
            "cn,gdp",
            "cm,gdp",
            "observations.csv:4:1: error: unknown zone or place `cm`; did you mean `cn`?",
        ),
        (
            "observations.csv",
            "firms,2020",
            "firma,2020",
            "observations.csv:3:8: error: unknown metric `firma`; did you mean `firms`?",
        ),
        (
            "observations.csv",
            ",s2,",
            ",s3,",
            "observations.csv:4:20: error: unknown source `s3`; did you mean `s1`, `s2`?",
        ),
        (
            "zones.ron",
            "sources: [\"s1\"]",
            "sources: [\"s1\", \"x9\"]",
            "zones.ron:5:95: error: unknown source `x9`; known: `s1`, `s2`",
        ),
        (
            "zones.ron",
            "lon: 116.6",
            "lon: 216.6",
            "zones.ron:5:25: error: lon 216.6 is not on the globe; write degrees from −180 to 180",
        ),
        (
            "policies.ron",
            "category: \"talent\"",
            "category: \"talents\"",
            "policies.ron:5:37: error: unknown category `talents`; did you mean `talent`?",
        ),
        (
            "industry.ron",
            "from: \"o1\"",
            "from: \"o2\"",
            "industry.ron:4:20: error: unknown cluster or organisation `o2`; did you mean `o1`?",
        ),
        ("places.ron", "id: \"cn\"", "id: \"CN\"", ""),
    ];
    for (file, find, replacement, expected) in cases {
        if expected.is_empty() {
            let folder = pack_with(file, find, replacement);
            let all = problems(folder.path());
            assert!(
                all[0].starts_with("places.ron:1:7: error: `CN` cannot be an id"),
                "{all:?}"
            );
            continue;
        }
        assert_eq!(problem(file, find, replacement), expected);
    }
}

#[test]
fn values_are_checked() {
    let row = |find: &str, replacement: &str| problem("observations.csv", find, replacement);
    assert!(
        row("4165,exact", "abc,exact")
            .starts_with("observations.csv:2:19: error: “abc” is not a number")
    );
    assert!(
        row("4165,exact", ",exact").starts_with("observations.csv:2:19: error: `value` is empty")
    );
    assert!(
        row("4165,exact", "—,exact").starts_with("observations.csv:2:19: error: `value` is empty")
    );
    assert!(row("4165,exact", "12%,exact").contains("is a percentage"));
    assert!(row("2019,1.5", "2019,1.5亿").contains("has 亿, but `gdp` counts 亿元"));
    assert!(
        row("firms,2019", "firms,2019-13").starts_with("observations.csv:2:14: error: “2019-13”")
    );
    assert!(row(",over,", ",ovre,").contains("unknown qualifier `ovre`"));
    assert!(row("4165户,\n", "4165户\n").contains("10 fields, but 11 columns"));
    assert!(
        row(",as_printed", ",as_printd")
            .contains("unknown column `as_printd`; did you mean `as_printed`")
    );
}

#[test]
fn duplicates_name_the_first() {
    let twice = "jining,firms,2019,4165,exact,,,s1,a1,4165户,\n\njining,firms,2019,7,,,,s1,,,\n";
    let found = problem(
        "observations.csv",
        "jining,firms,2019,4165,exact,,,s1,a1,4165户,\n",
        twice,
    );
    assert!(
        found.starts_with("observations.csv:4:1: error: the same entity"),
        "{found}"
    );
    assert!(found.contains("on line 2;"), "{found}");
    let ids = problems(pack_with("places.ron", "\"cn\"", "\"jining\"").path());
    assert!(
        ids[0].starts_with("places.ron:1:7: error: the id `jining` stands twice"),
        "{ids:?}"
    );
}

#[test]
fn forms_are_checked() {
    let newer = problem("pack.ron", "schema: 1)", "schema: 9, colour: \"red\")");
    assert!(
        newer.starts_with("pack.ron:1:61: error: schema 9 is newer"),
        "{newer}"
    );
    let field = problem("sources.ron", "publisher: \"局\"", "publishr: \"局\"");
    assert!(field.contains("unknown field `publishr`"), "{field}");
    let cut = problem(
        "policies.ron",
        "text_en: \"Grants\", source: \"s1\")],\n)]",
        "text_en: \"Gra",
    );
    assert!(cut.contains("truncated"), "{cut}");
    let date = problem(
        "zones.ron",
        "level: \"国家级\",",
        "level: \"国家级\", approved: \"2010-02-30\",",
    );
    assert!(
        date.starts_with("zones.ron:4:") && date.contains("2010-02-30"),
        "{date}"
    );
}

#[test]
fn one_mistake_hides_no_other() {
    let folder = pack_with("sources.ron", "publisher: \"局\"", "publishr: \"局\"");
    std::fs::write(
        folder.path().join("events.ron"),
        r#"[(id: "e", zone: "nowhere", kind: Plan, title: "", title_en: "", source: "s2")]"#,
    )
    .unwrap();
    let all = problems(folder.path());
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all[1].starts_with("events.ron:1:18: error: unknown zone or place `nowhere`"),
        "{all:?}"
    );
}

#[test]
fn warnings_refuse_nothing() {
    let folder = pack_with("checks.ron", "period: \"2020\"", "period: \"2018\"");
    let loaded = load_folder(folder.path());
    assert_eq!(loaded.dataset.zones.len(), 1);
    assert_eq!(loaded.diagnostics.len(), 1);
    let text = loaded.diagnostics[0].to_string();
    assert!(
        text.contains("checks.ron:2:5: warning: no figure of `firms` for `jining` in 2018"),
        "{text}"
    );
}

#[test]
fn wrong_encodings() {
    let folder = pack();
    let gbk = b"[(id: \"cn\", name: \"\xc8\xab\xb9\xfa\", name_en: \"China\", kind: Nation)]";
    std::fs::write(folder.path().join("places.ron"), gbk).unwrap();
    let all = problems(folder.path());
    assert_eq!(
        all,
        [
            "places.ron:1:20: error: is not UTF-8; it looks like GBK; save it as UTF-8 (Excel: “CSV UTF-8”)"
        ]
    );
    let folder = pack();
    let mut csv = std::fs::read(folder.path().join("observations.csv")).unwrap();
    csv.extend_from_slice(b"jining,firms,2021,5,,,\xb8\xdf\xd0\xc2,s1,,,\n");
    csv.extend_from_slice(b"jining,firms,2022,5,,,\xb8\xdf\xd0\xc2,s1,,,\n");
    std::fs::write(folder.path().join("observations.csv"), csv).unwrap();
    let all = problems(folder.path());
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(
        all[0].starts_with("observations.csv:5:23: error: is not UTF-8; it looks like GBK"),
        "{all:?}"
    );
}

#[test]
fn later_packs_add_and_override() {
    let first = pack();
    let second = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(second.path().join(name), text).unwrap();
    write(
        "pack.ron",
        r#"(id: "q", title: "乙", version: "2", licence: "CC0", schema: 1)"#,
    );
    write(
        "places.ron",
        r#"[(id: "cn", name: "中国", name_en: "China", kind: Nation), (id: "new", name: "新", name_en: "New", kind: Group)]"#,
    );
    write(
        "observations.csv",
        "metric,entity,period,value,source\nfirms,jining,2019,1,s1\nfirms,jining,2019,2,s2\nfirms,new,2019,3,s1\n",
    );
    let sources = [first.path(), second.path()].map(|path| PackSource::Folder(path.to_owned()));
    let loaded = load(&sources);
    assert_eq!(loaded.diagnostics, []);
    let data = loaded.dataset;
    assert_eq!(data.version(Lang::Zh), "甲 1 + 乙 2");
    assert_eq!(data.embedded, None);
    assert_eq!(data.place(&"cn".into()).unwrap().name, "中国");
    assert_eq!(data.places.len(), 2);
    let series = data
        .observations()
        .series(&"jining".into(), &"firms".into());
    let found: Vec<_> = series
        .filter(|o| o.period() == Period::year(2019))
        .map(|o| (o.value(), o.pack().as_str().to_owned()))
        .collect();
    assert_eq!(found, [(1.0, "q".to_owned()), (2.0, "q".to_owned())]);

    // A broken second pack leaves the first as it was.
    write(
        "observations.csv",
        "metric,entity,period,value,source\nfirms,jining,2019,1,s1\nfirms,new,2019,x,s1\n",
    );
    let loaded = load(&sources);
    assert_eq!(loaded.diagnostics.len(), 1);
    assert_eq!(
        (
            loaded.dataset.packs.len(),
            loaded.dataset.observations().len()
        ),
        (1, 3)
    );
    assert_eq!(loaded.dataset.place(&"cn".into()).unwrap().name, "全国");

    // The same pack twice is refused once.
    let loaded = load(&[sources[0].clone(), sources[0].clone()]);
    assert!(loaded.diagnostics[0].message.contains("loaded already"));
    assert_eq!(loaded.dataset.packs.len(), 1);
}

#[test]
fn single_files_and_what_is_none() {
    let folder = pack_with("observations.csv", "cn,gdp", "cm,gdp");
    let one = check_path_on(&folder.path().join("observations.csv"), &[]);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].line, 4);
    assert_eq!(check_path_on(&folder.path().join("zones.ron"), &[]), []);
    std::fs::write(folder.path().join("zone.ron"), "[]").unwrap();
    let wrong = check_path_on(&folder.path().join("zone.ron"), &[]);
    assert!(wrong[0].to_string().contains("did you mean `zones.ron`"));
    assert_eq!(check_path_on(&folder.path().join("none"), &[]).len(), 1);
    std::fs::create_dir(folder.path().join("charts")).unwrap();
    let chart = folder.path().join("charts/c.ron");
    std::fs::write(
        &chart,
        r#"(kind: Bar(mode: Stacked), title: Some("x"), metrics: ["a"], size: (1, 2))"#,
    )
    .unwrap();
    assert_eq!(check_path_on(&chart, &[]), []);
    std::fs::write(&chart, "(kind: Bar").unwrap();
    assert_eq!(check_path_on(&chart, &[]).len(), 1);
    assert_eq!(
        load(&[PackSource::Folder("/nowhere/at/all".into())])
            .diagnostics
            .len(),
        1
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(file in 0..FILES.len(), bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..200usize) {
        let folder = pack();
        let path = folder.path().join(FILES[file].0);
        let mut text = std::fs::read(&path).unwrap();
        let at = at.min(text.len());
        text.splice(at..(at + bytes.len() / 2).min(text.len()), bytes);
        std::fs::write(&path, text).unwrap();
        let _problems = check_path_on(folder.path(), &[]);
    }

    #[test]
    fn no_csv_panics(rows in r#"[a-z,"0-9\n高\r]{0,120}"#) {
        let folder = pack();
        let text = format!("entity,metric,period,value,source\n{rows}");
        std::fs::write(folder.path().join("observations.csv"), text).unwrap();
        let _problems = check_path_on(folder.path(), &[]);
    }

    #[test]
    fn numbers_and_periods_never_panic(text in any::<String>(), like in "[0-9,.万亿%eE+ H Q/-]{0,14}") {
        for text in [text, like] {
            let _number = crate::model::parse_number(&text);
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            }
        }
    }
}

#[test]
fn what_the_packs_documents_say_in_chinese_has_english() {
    let data = Dataset::embedded();
    let measures = || data.policies.iter().flat_map(|policy| &policy.measures);
    let issuers = data.policies.iter().flat_map(|policy| &policy.issuers);
    let sub_heads = measures().map(|measure| &measure.sub_head);
    let targets = measures().flat_map(|measure| &measure.targets);
    let units = measures().flat_map(|measure| measure.quantities.iter().map(|q| &q.unit));
    for term in issuers.chain(sub_heads).chain(targets).chain(units) {
        let english = data.term(term, Lang::En);
        assert!(english.is_ascii() || english.contains('–'), "{term}");
    }
}
