//! Who is responsible, in clauses, lines and tables written for these tests.

use super::*;

/// `甲、乙 | 丙`: those that lead, those that support.
fn read(text: &str) -> String {
    let Bodies { lead, supporting } = bodies(text);
    match supporting.is_empty() {
        true => lead.join("、"),
        false => format!("{} | {}", lead.join("、"), supporting.join("、")),
    }
}

#[test]
fn clauses_in_and_under_measures() {
    let text = "支持平台。（责任单位：区科技局、区财政局）";
    let found = clauses(text);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].clone()], "（责任单位：区科技局、区财政局）");
    assert_eq!(read(&text[found[0].clone()]), "区科技局、区财政局");
    let text = "支持。牵头单位：科技局；配合单位：财政局。再支持。";
    let found = clauses(text);
    assert_eq!(
        &text[found[0].clone()],
        "牵头单位：科技局；配合单位：财政局。"
    );
    assert_eq!(read(&text[found[0].clone()]), "科技局 | 财政局");
    let text = "支持平台（含中试平台）建设。（责任单位：区科技局（牵头）、区财政局）再支持。";
    let found = clauses(text);
    assert_eq!(found.len(), 1);
    assert_eq!(
        &text[found[0].clone()],
        "（责任单位：区科技局（牵头）、区财政局）"
    );
    assert!(clauses("压实责任单位的任务。").is_empty());
    assert!(
        is_line("责任单位：科技局")
            && is_line("【责任部门】：科技局")
            && !is_line("责任单位要落实")
    );
}

#[test]
fn who_leads_and_who_supports() {
    for (text, wanted) in [
        ("责任单位：区科技局、区财政局", "区科技局、区财政局"),
        (
            "牵头单位：市科技局；配合单位：市财政局、市人社局",
            "市科技局 | 市财政局、市人社局",
        ),
        (
            "责任单位：市科技局、市发改委（牵头）",
            "市发改委 | 市科技局",
        ),
        (
            "责任单位：市科技局（牵头）、市财政局（配合）",
            "市科技局 | 市财政局",
        ),
        (
            "（责任单位：市科技局、市工信局牵头，市财政局配合）",
            "市科技局、市工信局 | 市财政局",
        ),
        (
            "（科技局牵头，财政局、人社局按职责分工负责）",
            "科技局 | 财政局、人社局",
        ),
        ("牵头：市科技局，配合：市财政局", "市科技局 | 市财政局"),
        (
            "由市科技局牵头会同市财政局、市审计局负责",
            "市科技局 | 市财政局、市审计局",
        ),
        (
            "牵头单位：市科技局、责任单位：市科技局、市商务局",
            "市科技局 | 市商务局",
        ),
        (
            "责任单位：市科技局、市财政局、各区（列第一位的为牵头单位）",
            "市科技局 | 市财政局、各区",
        ),
        ("（科技部、财政部等按职责分工负责）", "科技部、财政部等"),
        (
            "牵 头 单 位 ： 市科技局\n配合单位：市财政局",
            "市科技局 | 市财政局",
        ),
        ("牵头单位：市科技局", "市科技局"),
        ("配合单位：市财政局", " | 市财政局"),
        ("责任单位：", ""),
        ("（（）、（牵头）", ""),
    ] {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn shares_without_a_label() {
    let text = "引进高层次人才。（人社局牵头，科技局、财政局配合）完善住房保障。（住建局负责）";
    let found = clauses(text);
    let told: Vec<&str> = found.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(
        told,
        ["（人社局牵头，科技局、财政局配合）", "（住建局负责）"]
    );
    assert!(is_line("（人社局牵头，科技局配合）") && is_line("（科技局负责）。"));
    // Brackets that say something else.
    for text in [
        "费用（保险由企业负责）另计。",
        "支持产业链（龙头企业牵头）协作。",
        "（一）加强配合",
        "鼓励（校企）参与",
    ] {
        assert!(clauses(text).is_empty(), "{text}");
        assert!(!is_line(text), "{text}");
    }
}

#[test]
fn tables_of_tasks() {
    let text = "任务分工表\n序号\t任务\t责任单位\n1\t平台\t科技局、财政局\n2\t人才\t\n第3条\t开放\t商务局\n说明\n4\t无\t无\n";
    let rows = table(text);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1].0, "2");
    assert_eq!(rows[1].1.lead, ["科技局", "财政局"]);
    assert_eq!(rows[2].1.lead, ["商务局"]);
    let text = "序号\t任务\t牵头单位\t配合单位\n1\t平台\t科技局\t财政局、人社局\n2\t人才\t\t教育局\n3\t开放\t商务局\t\n";
    let told: Vec<_> = table(text)
        .into_iter()
        .map(|(_, b)| (b.lead.join("、"), b.supporting.join("、")))
        .collect();
    let wanted = [
        ("科技局", "财政局、人社局"),
        ("科技局", "教育局"),
        ("商务局", ""),
    ];
    assert_eq!(told, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}
