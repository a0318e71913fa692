//! What a document says about itself: title, number, issuer, date, how many measures.

use std::ops::Range;

use super::draft::{Facts, Role};
use super::furniture::{Line, squeeze};
use super::marker::blank;
use super::numeral::{digit, half_width, is_chinese, number};
use crate::model::Period;

/// `津科区〔2020〕91号` in `text`, in brackets of any kind, with or without the spaces of OCR; without them.
pub(super) fn document_number(text: &str) -> Option<String> {
    let text: Vec<char> = squeeze(text).chars().collect();
    for (at, c) in text.iter().enumerate() {
        if !matches!(c, '〔' | '[' | '［' | '【' | '（' | '(' | '﹝' | '{') {
            continue;
        }
        let closes = text
            .get(at + 5)
            .is_some_and(|c| "〕]］】）)﹞}".contains(*c));
        if !closes {
            continue;
        }
        let year: String = text[at + 1..].iter().take(4).collect();
        if !year.starts_with(['1', '2']) || !year.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let rest = text[at + 6..].iter().skip_while(|c| **c == '第');
        let digits: String = rest.clone().take_while(|c| c.is_ascii_digit()).collect();
        let ends = rest.clone().nth(digits.chars().count()) == Some(&'号');
        let han = |c: &&char| ('\u{4e00}'..='\u{9fff}').contains(*c) && !"号：为第".contains(**c);
        let word: String = text[..at].iter().rev().take_while(han).take(14).collect();
        let word: String = word.chars().rev().collect();
        if digits.is_empty() || digits.len() > 5 || !ends || word.is_empty() {
            continue;
        }
        let digits = digits.trim_start_matches('0');
        return Some(format!("{word}〔{year}〕{digits}号"));
    }
    None
}

/// The date that `text` consists of, but for brackets around it and a word before or after.
pub(super) fn lone_date(text: &str) -> Option<Period> {
    let plain = squeeze(text);
    let plain = plain.trim_matches(|c: char| "（）()[]【】".contains(c));
    let (date, range) = date_in(plain)?;
    let rest = plain.len() - range.len();
    let known = |word: &str| plain.contains(word) && rest <= word.len() + 6;
    (rest <= 6 || known("印发") || known("通过") || known("发布")).then_some(date)
}

/// The first full date in `text` and where it stands.
pub(super) fn date_in(text: &str) -> Option<(Period, Range<usize>)> {
    let starts = |c: char| digit(c).is_some() || is_chinese(c);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = starts(c) && !starts(before);
        before = c;
        if begins && let Some((date, len)) = date_at(&text[at..]) {
            return Some((date, at..at + len));
        }
    }
    None
}

fn date_at(text: &str) -> Option<(Period, usize)> {
    let mut at = 0;
    let mut parts = [0u32; 3];
    let ends: [&[char]; 3] = [
        &['年', '-', '.', '/'],
        &['月', '-', '.', '/'],
        &['日', '号'],
    ];
    for (part, ends) in parts.iter_mut().zip(ends) {
        let rest = &text[at..];
        let is = |c: char| digit(c).is_some() || is_chinese(c);
        let len = rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        *part = number(&rest[..len])?;
        at += len;
        match text[at..].chars().next() {
            Some(c) if ends.contains(&c) => at += c.len_utf8(),
            // `2020-08-27` has nothing after its day.
            _ if *part <= 31 && ends.len() == 2 => {}
            _ => return None,
        }
    }
    let [year, month, day] = parts;
    let iso = format!("{year:04}-{month:02}-{day:02}");
    let date = iso.parse().ok()?;
    Some((date, at))
}

/// Whether a line is nothing but the names of public bodies, as under a document or in a letterhead.
pub(super) fn is_issuer(words: &str) -> bool {
    let names = issuers(words);
    !names.is_empty()
        && squeeze(words).chars().count() <= 80
        && names.iter().all(|name| is_body(name))
}

/// Names of bodies on one line: parted by spaces or enumeration commas, `文件` after the last cut off.
pub(super) fn issuers(words: &str) -> Vec<String> {
    let words = words.trim_matches(blank);
    let words = words.strip_suffix("文件").unwrap_or(words);
    let mut names: Vec<String> = (words.split(|c: char| blank(c) || "、，,；;".contains(c)))
        .map(squeeze)
        .filter(|name| !name.is_empty())
        .collect();
    // The spaces of OCR are everywhere; those between names are not.
    if names.len() > 2
        && names.iter().filter(|name| name.chars().count() < 3).count() * 2 > names.len()
    {
        names = vec![squeeze(words)];
    }
    names
}

/// Whether a name ends as those of public bodies do.
fn is_body(name: &str) -> bool {
    const ENDS: [&str; 20] = [
        "局",
        "委",
        "委员会",
        "政府",
        "办公室",
        "办公厅",
        "管委会",
        "厅",
        "部",
        "国务院",
        "科学院",
        "工程院",
        "中心",
        "领导小组",
        "法院",
        "检察院",
        "银行",
        "监管局",
        "协会",
        "商会",
    ];
    let count = name.chars().count();
    let plain = |c: char| !"。：:！？《》“”0123456789".contains(c);
    (3..=30).contains(&count)
        && name.chars().all(plain)
        && ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a line may be (part of) a title.
pub(super) fn is_title(words: &str) -> bool {
    const NOUNS: [&str; 21] = [
        "措施", "举措", "意见", "办法", "通知", "规划", "方案", "规定", "决定", "条例", "细则",
        "政策", "计划", "要点", "条", "纲要", "通告", "公告", "批复", "指南", "清单",
    ];
    let plain = squeeze(words);
    let inner = plain.trim_end_matches(|c: char| "》）)”".contains(c));
    let count = plain.chars().count();
    let ends = NOUNS.iter().any(|noun| inner.ends_with(noun))
        || ["试行", "暂行", "修订", "修订版", "征求意见稿"]
            .iter()
            .any(|word| inner.ends_with(word));
    (5..=90).contains(&count)
        && ends
        && !plain.contains(['。', '；', '！'])
        && document_number(&plain).is_none_or(|_| count > 24)
}

/// The document a notice is about: `关于印发《X》的通知` → `X`; anything else as it is.
pub(super) fn plain_title(title: &str) -> String {
    let title = squeeze(title);
    if let (Some(start), Some(end)) = (title.find('《'), title.rfind('》'))
        && start < end
        && title[..start].contains("印发")
        && title[end..].contains("通知")
    {
        return title[start + '《'.len_utf8()..end].to_owned();
    }
    title
}

/// The bodies named at the start of a title: `国务院关于…` → `国务院`.
pub(super) fn title_issuers(title: &str) -> Vec<String> {
    let Some((before, _)) = title.split_once("关于") else {
        return Vec::new();
    };
    match is_issuer(before) {
        true => issuers(before),
        false => Vec::new(),
    }
}

/// What stands after one of `labels` on the same line or in the next cell: `成文日期：2020年8月27日`.
pub(super) fn labelled<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    for line in text.split(['\n', '\u{c}']) {
        // Letters of a label may be spread apart (`标　　题`).
        let mut seen = String::new();
        for (at, c) in line.char_indices() {
            if matches!(c, '：' | ':' | '\t') && labels.iter().any(|label| seen.ends_with(label)) {
                let rest = line[at + c.len_utf8()..].trim_matches(|c| blank(c) || c == '：');
                let rest = rest.split('\t').next().unwrap_or(rest).trim_matches(blank);
                if !rest.is_empty() {
                    return Some(rest);
                }
            }
            if !blank(c) {
                seen.push(c);
            }
        }
    }
    None
}

/// How many measures a text says there are: `77条`, `十九项措施`. In a title the bare count is enough.
pub(super) fn declared(text: &str, in_title: bool) -> Option<u32> {
    const NOUNS: [&str; 6] = ["措施", "举措", "政策", "意见", "具体", "支持"];
    let plain: Vec<char> = squeeze(text).chars().map(half_width).collect();
    for (at, c) in plain.iter().enumerate() {
        let measure = match c {
            '条' => true,
            '项' | '个' => false,
            _ => continue,
        };
        let is = |c: &&char| c.is_ascii_digit() || is_chinese(**c);
        let digits: String = plain[..at].iter().rev().take_while(is).collect();
        let digits: String = digits.chars().rev().collect();
        let before = plain[..at].len() - digits.chars().count();
        let ordinal = before > 0 && matches!(plain[before - 1], '第' | '前' | '每' | '.');
        let Some(value) = number(&digits).filter(|n| (2..1000).contains(n)) else {
            continue;
        };
        if ordinal {
            continue;
        }
        let after: String = plain[at + 1..].iter().take(12).collect();
        let near = NOUNS.iter().any(|noun| {
            let between = after.find(noun).map(|place| &after[..place]);
            between.is_some_and(|words| {
                words.chars().count() <= 4 && !words.contains(['。', '，', '、', '；', '方'])
            })
        });
        let of_all = plain[..before].ends_with(&['共']) || plain[..before].ends_with(&['出', '台']);
        if near || (measure && (in_title || of_all)) {
            return Some(value);
        }
    }
    None
}

/// What the lines say about the document.
pub(super) fn facts(lines: &[Line<'_>], roles: &[Role], text: &str) -> Facts {
    let of = |wanted: Role| {
        let both = lines.iter().zip(roles);
        both.filter(move |(_, role)| **role == wanted)
            .map(|(line, _)| line.words)
    };
    let start = roles
        .iter()
        .position(|role| matches!(role, Role::Head | Role::Measure));
    let front = start
        .and_then(|start| lines.get(start))
        .map_or(text.len(), |line| line.range.start);
    let front = &text[..front];
    let titles: String = of(Role::Title).collect();
    let title = labelled(front, &["标题", "名称"])
        .map(plain_title)
        .unwrap_or_else(|| plain_title(&titles));
    let number = of(Role::Number)
        .chain(labelled(front, &["发文字号", "文号"]))
        .find_map(document_number);
    let number = number
        .or_else(|| document_number(front))
        .unwrap_or_default();
    let mut names: Vec<String> = match labelled(front, &["发文机关", "发布机构", "制发机关"])
    {
        Some(names) => issuers(names),
        None => of(Role::Issuer).flat_map(issuers).collect(),
    };
    if names.is_empty() {
        names = title_issuers(&title);
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    let date = labelled(front, &["成文日期", "发文日期"])
        .and_then(|text| Some(date_in(&squeeze(text))?.0));
    let date = date.or_else(|| of(Role::Date).filter_map(lone_date).next_back());
    // `（津科区〔2020〕91号，2020年8月27日）` under the title.
    let bracketed = || {
        let lines = front.split(['\n', '\u{c}']).map(squeeze);
        let mut under =
            lines.filter(|line| line.starts_with(['（', '(']) && line.chars().count() < 60);
        under.find_map(|line| Some(date_in(&line)?.0))
    };
    let date = date.or_else(bracketed);
    let published = || {
        labelled(front, &["发布日期", "发布时间"]).and_then(|text| Some(date_in(&squeeze(text))?.0))
    };
    Facts {
        declared: of(Role::Title).find_map(|title| declared(title, true)),
        date: date.or_else(published),
        issuers: names,
        number,
        title,
        zone: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents() {
        for (text, number) in [
            ("津科区〔2020〕91号", Some("津科区〔2020〕91号")),
            ("津 科 区 ［ 2 0 2 0 ］ 91 号", Some("津科区〔2020〕91号")),
            ("（国发[2020]7号）", Some("国发〔2020〕7号")),
            (
                "发文字号：川府发(２０２１)第28号",
                Some("川府发〔2021〕28号"),
            ),
            ("（2020）第3号", None),
            ("津科区2020 91号", None),
        ] {
            assert_eq!(document_number(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn dates_and_bodies() {
        let date = |text| lone_date(text).map(|date| date.to_string());
        for text in [
            "2020年8月27日",
            "２０２０年８月２７日",
            "二〇二〇年八月二十七日",
            "（2020年8月27日）",
            "2020-08-27",
            "2020 年 8 月 27 日印发",
        ] {
            assert_eq!(date(text).as_deref(), Some("2020-08-27"), "{text}");
        }
        assert_eq!(date("自2020年8月27日起施行，有效期五年"), None);
        assert_eq!(date("2020年2月30日"), None);
        assert!(is_issuer("天津市科学技术局  滨海新区人民政府"));
        assert!(is_issuer("天 津 市 科 学 技 术 局"));
        assert!(!is_issuer("支持企业设立研发中心。"));
        assert_eq!(
            issuers("某市科技局、某市财政局文件"),
            ["某市科技局", "某市财政局"]
        );
        assert_eq!(title_issuers("国务院关于促进发展的意见"), ["国务院"]);
        assert!(title_issuers("关于促进发展的意见").is_empty());
    }

    #[test]
    fn titles_and_counts() {
        assert!(is_title("关于促进高新区发展的若干措施") && is_title("支持办法（试行）"));
        assert!(!is_title("现将有关措施通知如下。") && !is_title("津科区〔2020〕91号"));
        assert_eq!(plain_title("关于印发《若干措施》的通知"), "若干措施");
        for (text, in_title, count) in [
            ("促进高质量发展的77条具体落实举措", true, Some(77)),
            ("科创三十条", true, Some(30)),
            ("提出六个方面、77条具体措施。", false, Some(77)),
            ("制定如下十九项措施：", false, Some(19)),
            ("根据条例第十五条规定", false, None),
            ("共18条。", false, Some(18)),
            ("建成3条生产线", false, None),
            ("七 十 七 条 措 施", false, Some(77)),
        ] {
            assert_eq!(declared(text, in_title), count, "{text}");
        }
    }

    #[test]
    fn labels_of_portals() {
        let text = "索 引 号：000\n标　　题：关于X的意见\t发文机关：某局\n成文日期\t2020年8月27日";
        assert_eq!(labelled(text, &["标题"]), Some("关于X的意见"));
        assert_eq!(labelled(text, &["发文机关"]), Some("某局"));
        assert_eq!(labelled(text, &["成文日期"]), Some("2020年8月27日"));
        assert_eq!(labelled(text, &["题注"]), None);
    }
}
