use proptest::prelude::*;

use super::*;
use crate::dataset::{Records, fixture};
use crate::model::{Category, Measure, Metric, Policy, Source, SourceKind, Zone};

fn zone(id: &str, short: &str, name_en: &str, province: &str, industries: &[&str]) -> Zone {
    Zone {
        name: short.replace("高新区", "高新技术产业开发区"),
        short_name: short.into(),
        name_en: format!("{name_en} Hi-Tech Zone"),
        short_name_en: name_en.into(),
        province: province.into(),
        industries: industries.iter().map(|i| (*i).to_owned()).collect(),
        ..fixture::zone(id)
    }
}

fn metric(id: &str, name: &str) -> Metric {
    Metric {
        name: name.into(),
        group: "企业".into(),
        group_en: "Firms".into(),
        ..fixture::metric(id)
    }
}

fn policy(texts: &[String]) -> Policy {
    let measures = texts.iter().enumerate().map(|(i, text)| Measure {
        id: format!("m{i}").into(),
        number: None,
        category: "c".into(),
        assigned: Default::default(),
        head: String::new(),
        sub_head: String::new(),
        text: text.clone(),
        text_en: String::new(),
        instruments: vec![],
        targets: vec![],
        quantities: vec![],
        responsible: vec![],
        supporting: vec![],
        source: "s".into(),
        locator: String::new(),
        note: String::new(),
        note_en: String::new(),
    });
    Policy {
        id: "p".into(),
        title: "关于人才的若干措施".into(),
        short_title: "人才措施".into(),
        title_en: "Talent".into(),
        short_title_en: String::new(),
        number: String::new(),
        issuers: vec!["管委会".into()],
        zone: None,
        issued: None,
        declared_measures: None,
        categories: vec![Category {
            id: "c".into(),
            title: "人才".into(),
            title_en: String::new(),
        }],
        measures: measures.collect(),
        kept: vec![],
        sources: vec![],
        note: String::new(),
        note_en: String::new(),
    }
}

fn index(measures: &[String]) -> SearchIndex {
    index_in(measures, Lang::Zh)
}

fn index_in(measures: &[String], lang: Lang) -> SearchIndex {
    let records = Records {
        zones: vec![
            zone("jining", "济宁高新区", "Jining", "山东省", &["高端装备"]),
            zone("nanning", "南宁高新区", "Nanning", "广西壮族自治区", &[]),
            zone(
                "chongqing",
                "重庆高新区",
                "Chongqing",
                "重庆市",
                &["人才服务"],
            ),
            zone("xian", "西安高新区", "Xi'an", "陕西省", &[]),
            zone("jingmen", "荆门高新区", "Jingmen", "湖北省", &[]),
        ],
        metrics: vec![metric("talent", "人才"), metric("firms", "高新技术企业")],
        policies: vec![policy(measures)],
        sources: vec![Source {
            id: "yearbook".into(),
            publisher: String::new(),
            title: "济南年鉴".into(),
            date: None,
            kind: SourceKind::Other,
            locator: String::new(),
            authors: vec![],
        }],
        ..Records::default()
    };
    SearchIndex::new(&fixture::dataset(records, []), lang)
}

fn titles(query: &str) -> Vec<String> {
    let hits = index(&["引进人才补贴".into(), "土地优先".into()]).search(query, 20);
    hits.into_iter().map(|hit| hit.title).collect()
}

#[test]
fn a_place_named_in_full_comes_before_what_only_begins_so() {
    let records = Records {
        zones: vec![
            zone("xiangyang", "襄阳高新区", "Xiangyang", "湖北省", &[]),
            zone("xian", "西安高新区", "Xi'an", "陕西省", &[]),
        ],
        sources: vec![Source {
            id: "page".into(),
            publisher: "报社".into(),
            title: "Xian high-tech zone".into(),
            date: None,
            kind: SourceKind::News,
            locator: String::new(),
            authors: vec![],
        }],
        ..Records::default()
    };
    let index = SearchIndex::new(&fixture::dataset(records, []), Lang::Zh);
    let hits = index.search("xian", 9);
    let found: Vec<&Target> = hits.iter().map(|hit| &hit.target).collect();
    let entity = |id: &str| Target::Entity(id.into());
    let page = Target::Source("page".into());
    assert_eq!(found, [&entity("xian"), &entity("xiangyang"), &page]);
}

#[test]
fn by_characters_pinyin_and_english() {
    assert_eq!(titles("济宁")[0], "济宁高新区");
    assert_eq!(titles("jn")[0], "济宁高新区");
    assert_eq!(titles("cq"), ["重庆高新区"]);
    assert_eq!(titles("XI'AN"), ["西安高新区"]);
    assert_eq!(titles("xian"), ["西安高新区"]);
    assert_eq!(titles("NANNING"), ["南宁高新区"]);
    assert_eq!(titles("jining 高端"), ["济宁高新区"]);
    assert_eq!(titles("jining 土地"), [""; 0]);
    assert_eq!(titles(" "), [""; 0]);
}

#[test]
fn best_first() {
    // Exact, prefix, inside, then the aliases and details.
    assert_eq!(
        titles("人才"),
        ["人才", "人才措施", "引进人才补贴", "重庆高新区", "土地优先"]
    );
    // Of equals the shorter title.
    assert_eq!(titles("高新")[0], "高新技术企业");
    assert_eq!(index(&[]).search("高新", 2).len(), 2);
    assert_eq!(index(&[]).search("高新", 0), []);
}

#[test]
fn capitals_are_shown_as_written() {
    let text = "Subsidies for AI and İstanbul 高新 XY";
    let hit = index(&[text.into()]).search("ai and", 1).remove(0);
    assert_eq!(hit.title, text);
    let marks: Vec<_> = hit
        .highlights
        .iter()
        .map(|mark| &hit.title[mark.clone()])
        .collect();
    assert_eq!(marks, ["AI", "and"]);
}

#[test]
fn marks_what_matched() {
    let index = index(&[]);
    let marks = |query: &str| {
        let hit = index.search(query, 1).remove(0);
        let marks = hit
            .highlights
            .iter()
            .map(|mark| hit.title[mark.clone()].to_owned());
        marks.collect::<Vec<_>>()
    };
    assert_eq!(marks("济宁 区"), ["济宁", "区"]);
    assert_eq!(marks("jngx"), ["济宁高新"]);
    assert_eq!(marks("济宁 宁高"), ["济宁高"]);
    assert_eq!(marks("xi'an"), ["西安"]);
    assert!(marks("山东").is_empty());
}

#[test]
fn pinyin_of_the_chinese_name_finds_zones_first_in_english_too() {
    let index = index_in(&[], Lang::En);
    let hit = index.search("jn", 1).remove(0);
    assert_eq!(hit.title, "Jining");
    assert!(hit.highlights.is_empty());
    let (alias, marks) = hit.alias.unwrap();
    assert_eq!(alias, "济宁高新区");
    assert!(marks.len() == 1 && marks[0] == (0.."济宁".len()));
    let titles: Vec<_> = index.search("jn", 9).into_iter().map(|h| h.title).collect();
    assert_eq!(titles.last().unwrap(), "济南年鉴");
    // Where the title has it, no alias is told.
    let hit = index.search("jini", 1).remove(0);
    assert_eq!((hit.title.as_str(), hit.alias), ("Jining", None));
}

#[test]
fn a_place_is_named_as_everywhere() {
    let zone = Zone {
        city: "济宁市".into(),
        ..zone("jining", "济宁高新区", "Jining", "山东省", &["高端装备"])
    };
    let detail = |lang| {
        let records = Records {
            zones: vec![zone.clone()],
            ..Records::default()
        };
        let data = fixture::dataset(records, []);
        SearchIndex::new(&data, lang)
            .search("济宁", 1)
            .remove(0)
            .detail
    };
    assert_eq!(detail(Lang::Zh), "山东省 济宁市 · 高端装备");
    assert_eq!(detail(Lang::En), "济宁市, 山东省 · 高端装备");
}

proptest! {
    #[test]
    fn few_are_the_first_of_all_in_english(
        query in "[a-z]{1,4}|[济宁人才高新]{1,2}( [a-zJ]{1,2})?",
    ) {
        let index = index_in(&["人才 Jinan".into(), "talent".into()], Lang::En);
        let found = index.search(&query, usize::MAX);
        for limit in [1, 3, 9] {
            prop_assert_eq!(&index.search(&query, limit)[..], &found[..found.len().min(limit)]);
        }
        for hit in found {
            let (alias, marks) = hit.alias.unwrap_or_default();
            for mark in marks {
                prop_assert!(alias.get(mark).is_some());
            }
        }
    }

    #[test]
    fn every_substring_is_found(
        texts in proptest::collection::vec("[人才土地ab补贴 C]{0,12}", 0..40),
        query in "[人才土ab贴Cj]{1,3}( [人才土abn]{1,2})?",
    ) {
        let index = index(&texts);
        let found: Vec<Target> = index.search(&query, usize::MAX).into_iter().map(|h| h.target).collect();
        let entities: Vec<Target> = index.entities(&query).into_iter().map(Target::Entity).collect();
        let all: Vec<Target> = found.iter().filter(|t| matches!(t, Target::Entity(_))).cloned().collect();
        prop_assert_eq!(entities, all);
        for limit in [1, 3, 9] {
            let few: Vec<Target> = index.search(&query, limit).into_iter().map(|h| h.target).collect();
            prop_assert_eq!(&few[..], &found[..found.len().min(limit)]);
        }
        let lower = query.to_ascii_lowercase();
        for (i, text) in texts.iter().enumerate() {
            let text = text.to_ascii_lowercase();
            if lower.split(' ').all(|word| text.contains(word)) {
                prop_assert!(found.contains(&Target::Measure(format!("m{i}").into())), "{query} in {text}");
            }
        }
    }

    #[test]
    fn never_panics(query in any::<String>(), limit in 0..9usize) {
        let index = index(&["土地 Land".into()]);
        for hit in index.search(&query, limit) {
            for mark in hit.highlights {
                prop_assert!(hit.title.get(mark).is_some());
            }
        }
    }

    #[test]
    fn never_panics_on_likely_queries(query in "[a-z'济宁重西 0-9İßa]{0,20}") {
        let index = index(&["İstanbul ß".into()]);
        for hit in index.search(&query, 9) {
            for mark in hit.highlights {
                prop_assert!(hit.title.get(mark).is_some());
            }
        }
    }
}
