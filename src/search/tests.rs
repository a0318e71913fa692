use proptest::prelude::*;

use super::*;
use crate::dataset::{Records, fixture};
use crate::model::{Category, Measure, Metric, Policy, Zone};

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
        ..Records::default()
    };
    SearchIndex::new(&fixture::dataset(records, []), Lang::Zh)
}

fn titles(query: &str) -> Vec<String> {
    let hits = index(&["引进人才补贴".into(), "土地优先".into()]).search(query, 20);
    hits.into_iter().map(|hit| hit.title).collect()
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

proptest! {
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
