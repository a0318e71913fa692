use proptest::prelude::*;

use super::*;
use crate::import::{IssueKind, Outline, RowKind, Rules, read_text};

/// A document under `tests/data/policies`, all of them written for these tests.
macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../../tests/data/policies/", $name, ".txt"))
    };
}

fn read(text: &str) -> (Draft, Outline) {
    let draft = read_text("x.txt", text).unwrap();
    assert!(draft.is_sound());
    let outline = Outline::of(&draft, Rules::built_in());
    (draft, outline)
}

fn kinds(outline: &Outline) -> Vec<IssueKind> {
    outline
        .issues
        .iter()
        .map(|issue| issue.kind.clone())
        .collect()
}

fn numbers(outline: &Outline) -> Vec<u32> {
    outline
        .measures
        .iter()
        .filter_map(|item| item.number)
        .collect()
}

#[test]
fn seventy_seven_numbered_through_under_six_heads() {
    let (draft, outline) = read(document!("through-77"));
    assert_eq!(kinds(&outline), []);
    assert_eq!((outline.heads.len(), outline.sub_heads.len()), (6, 15));
    assert_eq!(numbers(&outline), (1..=77).collect::<Vec<_>>());
    let facts = &draft.facts;
    assert_eq!(
        facts.title,
        "关于促进示例高新技术产业开发区高质量发展的若干措施"
    );
    assert_eq!(facts.number, "示科发〔2021〕15号");
    assert_eq!(facts.issuers, ["示例市科学技术局", "示例区人民政府"]);
    assert_eq!(facts.date.unwrap().to_string(), "2021-03-18");
    assert_eq!(facts.declared, Some(77));
    // Every head is one of the common frame, by its title.
    assert!(
        outline
            .measures
            .iter()
            .all(|item| item.proposal.certain && !item.responsible.is_empty())
    );
    let twelfth = &outline.measures[11];
    assert!(
        twelfth.text.ends_with("（2）共建实习基地。"),
        "{}",
        twelfth.text
    );
    assert_eq!(twelfth.locator, "一（三）12");
    let whys: Vec<Why> = outline.kept.iter().map(|kept| kept.why).collect();
    assert!(
        whys.contains(&Why::Closing) && whys.contains(&Why::Appendix) && whys.contains(&Why::Front)
    );
}

#[test]
fn numbered_per_head() {
    let (draft, outline) = read(document!("per-head"));
    assert_eq!(kinds(&outline), []);
    assert_eq!(numbers(&outline), [1, 2, 3, 4].repeat(3));
    assert_eq!(outline.measures[4].locator, "二1");
    assert_eq!(draft.facts.number, "示高新发〔2022〕8号");
    assert_eq!(draft.facts.issuers, ["示例高新区管委会"]);
    assert_eq!(draft.facts.date.unwrap().to_string(), "2022-05-06");
    assert_eq!(draft.facts.declared, Some(12));
}

#[test]
fn by_article() {
    let (draft, outline) = read(document!("articles"));
    assert_eq!(kinds(&outline), []);
    let heads: Vec<&str> = outline
        .heads
        .iter()
        .map(|head| head.title.as_str())
        .collect();
    assert_eq!(heads, ["总则", "支持范围和标准", "申报和审批", "附则"]);
    assert_eq!(numbers(&outline), (1..=16).collect::<Vec<_>>());
    // An article it refers to is no article.
    assert!(
        outline.measures[12]
            .text
            .contains("（三）第一条规定的证明材料。")
    );
    assert_eq!(outline.measures[12].locator, "第十三条");
    assert_eq!(draft.facts.title, "示例高新区科技创新专项资金管理办法");
}

#[test]
fn aims_are_no_measures() {
    let (draft, outline) = read(document!("paren"));
    assert_eq!(numbers(&outline), [4, 5, 6, 7, 8, 9]);
    let aims = outline
        .kept
        .iter()
        .filter(|kept| kept.why == Why::Aim)
        .count();
    assert!(aims > 0);
    // The numbers of the aims are there, though they are no measures: nothing is missing.
    assert_eq!(kinds(&outline), []);
    assert_eq!(
        draft.facts.title,
        "示例省人民政府关于促进高新区高质量发展的实施意见"
    );
    assert_eq!(draft.facts.number, "示政发〔2020〕7号");
    assert_eq!(draft.facts.date.unwrap().to_string(), "2020-07-13");
    assert_eq!(draft.facts.issuers, ["示例省人民政府"]);
}

#[test]
fn damaged_by_recognition() {
    let (draft, outline) = read(document!("damaged"));
    assert_eq!(numbers(&outline), [1, 2, 3, 5, 6, 7, 7, 8, 10, 11, 12]);
    let found = kinds(&outline);
    let wanted = [
        IssueKind::Count {
            declared: 12,
            counted: 11,
        },
        IssueKind::Missing { from: 4, to: 4 },
        IssueKind::Doubled(7),
        IssueKind::Missing { from: 9, to: 9 },
    ];
    assert_eq!(found, wanted);
    assert_eq!(draft.facts.number, "示高管〔2021〕3号");
    assert_eq!(draft.facts.date.unwrap().to_string(), "2021-06-01");
    assert_eq!(outline.heads[1].title, "推动区域协同");
    // A measure goes on over a page's end; number and running head of the page are kept apart.
    assert_eq!(outline.measures[9].text, "支持共享平台建设。");
    let of = |why| outline.kept.iter().filter(|kept| kept.why == why).count();
    assert_eq!((of(Why::PageNumber), of(Why::RunningHead)), (3, 2));
}

#[test]
fn a_notice_with_attachments_and_a_table_of_tasks() {
    let (draft, outline) = read(document!("attachments"));
    assert_eq!(kinds(&outline), []);
    assert_eq!(draft.facts.title, "示例区人才引进若干措施");
    assert_eq!(draft.facts.issuers, ["示例区人力资源和社会保障局"]);
    let bodies: Vec<_> = outline
        .measures
        .iter()
        .map(|item| item.responsible.join("、"))
        .collect();
    assert_eq!(bodies, ["区人社局、区财政局", "区科技局", "区科技局"]);
    let quantities = &outline.measures[2].quantities;
    let printed: Vec<&str> = quantities.iter().map(|q| q.as_printed.as_str()).collect();
    assert_eq!(printed, ["3年", "不超过1500元"]);
}

#[test]
fn who_leads_and_who_supports_each_measure() {
    let (draft, outline) = read(document!("shares"));
    assert_eq!(kinds(&outline), []);
    assert_eq!(draft.facts.declared, Some(8));
    let told = outline.measures.iter().map(|item| {
        let lists = [&item.responsible, &item.supporting];
        lists.map(|list| list.join("、")).join(" | ")
    });
    let wanted = [
        "市科技局 | 市财政局、市教育局",
        "市工业和信息化局 | 市科技局、示例高新区管委会",
        "市人力资源社会保障局 | 市科技局、市公安局、市教育局",
        "市自然资源局 | 市生态环境局、示例高新区管委会",
        "市地方金融监管局 | 市财政局等",
        "示例高新区管委会 | ",
        "市商务局 | 市外办、市科技局",
        "市商务局 | 市贸促会",
    ];
    assert_eq!(told.collect::<Vec<_>>(), wanted);
    // Nothing of it stays in a measure's own text.
    let texts = || outline.measures.iter().map(|item| item.text.as_str());
    assert!(texts().all(|text| !text.contains("单位") && !text.ends_with('）')));
    assert_eq!(texts().nth(3), Some("保障重大项目（含技术改造项目）用地。"));
}

#[test]
fn a_page_may_end_inside_who_is_responsible() {
    let text = "关于示例的若干措施\n1.支持企业。（牵头单位：区科技局；配合单位：区财\n— 3 —\n政局、区人社局）给予补助。\n2.建设平台。\n\
                责任单位：甲局、\n— 4 —\u{c}乙局。\n3.引进人才。";
    let (draft, outline) = read(text);
    assert_eq!(outline.measures.len(), 3);
    let [first, second, _] = &outline.measures[..] else {
        panic!("three measures");
    };
    assert_eq!(first.responsible, ["区科技局"]);
    assert_eq!(first.supporting, ["区财政局", "区人社局"]);
    assert_eq!(first.text, "支持企业。\n给予补助。");
    assert_eq!(second.responsible, ["甲局", "乙局"]);
    assert_eq!(second.text, "建设平台。");
    let numbers = draft.pieces.iter();
    let numbers = numbers.filter(|piece| piece.role == Role::Kept(Why::PageNumber));
    assert_eq!(numbers.count(), 2);
}

#[test]
fn the_reading_that_fits_the_declared_count_wins() {
    // Items under measures look like measures until one counts.
    let text = "关于支持创业的2条措施\n（一）支持平台。\n1.建设；\n2.运营。\n（二）支持人才。\n1.引进；\n2.培养。\n";
    let (_, outline) = read(text);
    assert_eq!(outline.measures.len(), 2);
    let (_, outline) = read(&text.replace("2条", "4条"));
    assert_eq!(outline.measures.len(), 4);
}

#[test]
fn odd_texts() {
    for (text, measures) in [
        ("没有编号的文字。", 0),
        ("1.只有一条", 1),
        ("一、甲\n二、乙\n三、丙", 3),
        ("\u{feff}\n\n\t", 0),
    ] {
        if let Ok(draft) = read_text("x", text) {
            let outline = Outline::of(&draft, Rules::built_in());
            assert_eq!(outline.measures.len(), measures, "{text}");
            let shown = outline
                .rows
                .iter()
                .filter(|row| matches!(row.kind, RowKind::Measure(_)))
                .count();
            assert_eq!(shown, measures);
        }
    }
}

#[test]
fn long_texts_are_read_fast() {
    let start = std::time::Instant::now();
    for line in [
        "1.支持企业。\n",
        "（责任单位：",
        "一、",
        "2020年",
        "\n",
        "第一条 第二条\n",
        "责任单位：甲\t乙\n",
        "1.责任单位：",
        "一、1元",
    ] {
        let text = line.repeat((48 << 10) / line.len());
        if let Ok(draft) = read_text("x", &text) {
            let _outline = Outline::of(&draft, Rules::built_in());
        }
    }
    // Unoptimised, nine texts of 48 KB.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn every_character_stands_in_one_place(
        lines in proptest::collection::vec(
            "(一、|（[一二]）|[1-9０-９]{1,2}[.、．]|（1）|第[一二3]条 |第一章|附件|责任单位：|目录|— 2 —|[〔 ]|\t)?[支持企业奖励万元局2020年8月。，；：《》（） \t]{0,12}",
            0..14,
        ),
        breaks in proptest::collection::vec(prop_oneof![Just("\n"), Just("\u{c}"), Just("\r\n"), Just("\n\n")], 14),
    ) {
        let text: String = lines.iter().zip(breaks).flat_map(|(line, end)| [line.as_str(), end]).collect();
        if let Ok(draft) = read_text("x", &text) {
            prop_assert!(draft.is_sound());
            let whole: String = (0..draft.pieces.len()).map(|i| draft.slice(i)).collect();
            prop_assert_eq!(&whole[..], &draft.text[..]);
            let outline = Outline::of(&draft, Rules::built_in());
            // Heads, measures with what belongs to them, facts, and kept pieces are all pieces there are.
            for piece in 0..draft.pieces.len() {
                prop_assert!(outline.row_of(piece).is_some() || piece == 0);
            }
            let kept = |piece: usize| outline.kept.iter().any(|kept| kept.piece == piece);
            for (piece, role) in draft.pieces.iter().map(|piece| piece.role).enumerate() {
                let is_kept = matches!(role, Role::Kept(_));
                prop_assert!(!is_kept || kept(piece));
            }
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        if let Ok(draft) = read_text("x", &text) {
            prop_assert!(draft.is_sound());
            let _outline = Outline::of(&draft, Rules::built_in());
        }
    }
}
