//! What a measure's text suggests: its head in the common frame, instruments, target groups, quantities.
//!
//! The rules are data (`assets/policy/rules.ron`, which says how they are applied). They propose; a person decides.

use std::sync::LazyLock;

use serde::Deserialize;

use super::furniture::squeeze;
use crate::model::{Category, Instrument, Quantity};

/// Quantities one measure may have, and characters around one that say what it is.
const MOST: usize = 40;
const CLAUSE: usize = 60;

/// A text and which characters it has, roughly: most words are ruled out without a search.
struct Plain<'a> {
    text: &'a str,
    present: [u64; 64],
}

impl<'a> Plain<'a> {
    fn new(text: &'a str) -> Self {
        let mut present = [0; 64];
        for c in text.chars() {
            let (word, bit) = Self::place(c);
            present[word] |= bit;
        }
        Self { text, present }
    }

    fn place(c: char) -> (usize, u64) {
        let hash = c as usize % 4096;
        (hash / 64, 1 << (hash % 64))
    }

    /// False only when `word` is certainly not in the text.
    fn may_have(&self, word: &str) -> bool {
        word.chars().all(|c| {
            let (word, bit) = Self::place(c);
            self.present[word] & bit != 0
        })
    }

    fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.text.contains(word)
    }
}

/// A head of the common frame and the words that speak for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRule {
    /// [`Category::id`], the same in every document.
    pub id: String,
    /// Title, Chinese.
    pub title: String,
    /// Title, English.
    pub title_en: String,
    words: Vec<(String, u32)>,
}

impl CategoryRule {
    /// As a document holds it.
    pub fn category(&self) -> Category {
        Category {
            id: self.id.clone(),
            title: self.title.clone(),
            title_en: self.title_en.clone(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentRule {
    instrument: Instrument,
    words: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetRule {
    name: String,
    words: Vec<String>,
}

/// The rule set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The common frame, in order.
    pub categories: Vec<CategoryRule>,
    instruments: Vec<InstrumentRule>,
    targets: Vec<TargetRule>,
    bounds: Vec<String>,
    /// What may follow the unit.
    hedges: Vec<String>,
    units: Vec<String>,
    nouns: Vec<(String, String)>,
}

/// What the rules make of one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The head of the common frame; `None` when no word speaks for any.
    pub category: Option<String>,
    /// Whether the document's own head has the title of that one.
    pub certain: bool,
    /// Instruments, in the order shown.
    pub instruments: Vec<Instrument>,
    /// Target groups.
    pub targets: Vec<String>,
    /// Quantities, in the text's order.
    pub quantities: Vec<Quantity>,
}

impl Rules {
    /// The rules of this build.
    pub fn built_in() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            let text = include_str!("../../assets/policy/rules.ron");
            // A test reads the file; a build without rules proposes nothing.
            ron::from_str(text).unwrap_or_else(|error| {
                log::error!("assets/policy/rules.ron: {error}");
                Rules::default()
            })
        });
        &RULES
    }

    /// The rule of a head of the common frame.
    pub fn category(&self, id: &str) -> Option<&CategoryRule> {
        self.categories.iter().find(|rule| rule.id == id)
    }

    /// The head of the common frame whose title a document's own head has.
    pub fn same_title(&self, head: &str) -> Option<&CategoryRule> {
        let head = squeeze(head);
        let like = |rule: &&CategoryRule| {
            !head.is_empty()
                && (head == rule.title || strsim::normalized_levenshtein(&head, &rule.title) > 0.8)
        };
        self.categories.iter().find(like)
    }

    /// What the rules make of a measure that stands under `head` and `sub_head`.
    pub fn propose(&self, text: &str, head: &str, sub_head: &str) -> Proposal {
        let squeezed = squeeze(text);
        let plain = Plain::new(&squeezed);
        let own = self.same_title(head).map(|rule| rule.id.clone());
        let instruments = Instrument::ALL.into_iter().filter(|instrument| {
            let of = self
                .instruments
                .iter()
                .filter(|rule| rule.instrument == *instrument);
            of.flat_map(|rule| &rule.words).any(|word| plain.has(word))
        });
        Proposal {
            certain: own.is_some(),
            category: own.or_else(|| self.best(&plain, &squeeze(head), &squeeze(sub_head))),
            instruments: instruments.collect(),
            targets: self.targets(&plain),
            quantities: self.quantities(&squeezed),
        }
    }

    fn best(&self, text: &Plain<'_>, head: &str, sub_head: &str) -> Option<String> {
        let (head, sub_head) = (Plain::new(head), Plain::new(sub_head));
        let score = |rule: &CategoryRule| -> u32 {
            let of = |(word, weight): &(String, u32)| {
                let found = |place: &Plain<'_>, times: u32| if place.has(word) { times } else { 0 };
                weight * (found(text, 1) + found(&sub_head, 2) + found(&head, 3))
            };
            rule.words.iter().map(of).sum()
        };
        let scored = self.categories.iter().map(|rule| (score(rule), rule));
        // Of equals the first: `max_by_key` would give the last.
        let best = scored.rev().max_by_key(|(score, _)| *score);
        best.filter(|(score, _)| *score > 0)
            .map(|(_, rule)| rule.id.clone())
    }

    fn targets(&self, plain: &Plain<'_>) -> Vec<String> {
        let text = plain.text;
        let words = self.targets.iter().enumerate();
        let mut words: Vec<(usize, &str)> = words
            .flat_map(|(i, rule)| rule.words.iter().map(move |word| (i, word.as_str())))
            .collect();
        words.retain(|(_, word)| plain.may_have(word));
        words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        let mut covered = vec![false; text.len()];
        let mut found = vec![false; self.targets.len()];
        for (i, word) in words {
            for (at, _) in text.match_indices(word) {
                if covered[at..at + word.len()].iter().all(|taken| !taken) {
                    covered[at..at + word.len()].fill(true);
                    found[i] = true;
                }
            }
        }
        let both = self.targets.iter().zip(found);
        both.filter(|(_, found)| *found)
            .map(|(rule, _)| rule.name.clone())
            .collect()
    }

    fn quantities(&self, text: &str) -> Vec<Quantity> {
        let mut quantities: Vec<Quantity> = Vec::new();
        let mut at = 0;
        while quantities.len() < MOST
            && let Some(start) = text[at..]
                .find(|c: char| c.is_ascii_digit())
                .map(|i| at + i)
        {
            let rest = &text[start..];
            let len = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
                .unwrap_or(rest.len());
            at = start + len;
            let digits = rest[..len].trim_end_matches(['.', ',']);
            let Ok(value) = digits.replace(',', "").parse::<f64>() else {
                continue;
            };
            let after = &text[start + digits.len()..];
            // `300余家`
            let counted = after.trim_start_matches(['余', '多']);
            let Some(unit) = self.unit(&text[..start], counted, value) else {
                continue;
            };
            let before = &text[..start];
            let bound = self
                .bounds
                .iter()
                .filter(|bound| before.ends_with(bound.as_str()));
            let bound = bound
                .max_by_key(|bound| bound.len())
                .map_or("", String::as_str);
            let rest = &counted[unit.len()..];
            let hedges = self.hedges.iter();
            let hedge = hedges
                .map(String::as_str)
                .find(|hedge| rest.starts_with(hedge));
            let rest = &rest[hedge.map_or(0, str::len)..];
            let end = text.len() - rest.len();
            let (label, label_en) = self.label(text, start - bound.len(), end);
            let quantity = Quantity {
                label,
                label_en,
                value,
                unit: unit.replace('％', "%"),
                unit_en: String::new(),
                as_printed: text[start - bound.len()..end].to_owned(),
            };
            if !quantities.contains(&quantity) {
                quantities.push(quantity);
            }
            at = at.max(end);
        }
        quantities
    }

    /// The unit after a number, if it is one of a quantity.
    fn unit<'a>(&'a self, before: &str, after: &str, value: f64) -> Option<&'a str> {
        if before.ends_with(['第', '〔', '[', '-', '/', '〕'])
            || before.ends_with(|c: char| c.is_ascii_alphabetic())
        {
            return None;
        }
        let unit = self
            .units
            .iter()
            .map(String::as_str)
            .find(|unit| after.starts_with(unit))?;
        // A year, not a term of years.
        let year = unit == "年" && (1900.0..2200.0).contains(&value);
        (!year).then_some(unit)
    }

    /// What a quantity is: the nearest noun of its clause, else the words before it.
    fn label(&self, text: &str, start: usize, end: usize) -> (String, String) {
        let stops = [
            '。', '；', '，', '、', '：', '！', ';', ',', '（', '）', '(', ')',
        ];
        let before = text[..start].char_indices().rev().take(CLAUSE);
        let before = before.take_while(|(_, c)| !stops.contains(c));
        let clause = before.last().map_or(start, |(at, _)| at);
        let after = text[end..].char_indices().take(CLAUSE);
        let after = after.take_while(|(_, c)| !stops.contains(c)).last();
        let stop = after.map_or(end, |(at, c)| end + at + c.len_utf8());
        let (left, right) = (&text[clause..start], &text[end..stop]);
        let nearest = self.nouns.iter().filter_map(|(noun, en)| {
            let after = right.find(noun.as_str());
            let ahead = left
                .rfind(noun.as_str())
                .map(|at| left.len() - at - noun.len());
            Some((after.into_iter().chain(ahead).min()?, noun, en))
        });
        if let Some((_, noun, en)) =
            nearest.min_by_key(|(distance, noun, _)| (*distance, noun.len()))
        {
            return (noun.clone(), en.clone());
        }
        let count = left.chars().count();
        let words: String = left.chars().skip(count.saturating_sub(12)).collect();
        (words, String::new())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules() -> Rules {
        ron::from_str(include_str!("../../assets/policy/rules.ron")).unwrap()
    }

    #[test]
    fn the_frame_is_that_of_the_embedded_documents() {
        let data = crate::dataset::Dataset::embedded();
        let tianjin = data.policy(&"tianjin-77".into()).unwrap();
        let frame: Vec<_> = rules()
            .categories
            .iter()
            .map(CategoryRule::category)
            .collect();
        assert_eq!(frame, tianjin.categories);
    }

    #[test]
    fn heads_are_proposed_by_words_and_taken_by_title() {
        let rules = rules();
        for (text, head, category, certain) in [
            (
                "组建国家重点实验室，开展关键核心技术攻关。",
                "",
                Some("innovation"),
                false,
            ),
            ("对新认定的瞪羚企业给予奖励。", "", Some("firms"), false),
            (
                "围绕产业链布局工业互联网应用场景。",
                "",
                Some("industry"),
                false,
            ),
            ("建设海外离岸创新基地。", "", Some("openness"), false),
            (
                "深化放管服改革，压缩审批时间。",
                "",
                Some("environment"),
                false,
            ),
            ("完善考核评价与管理体制。", "", Some("organisation"), false),
            ("随便说说。", "", None, false),
            (
                "深化放管服改革。",
                "提升自主创新能力",
                Some("innovation"),
                true,
            ),
            ("给予支持。", "优化营商环境", Some("environment"), false),
        ] {
            let proposal = rules.propose(text, head, "");
            assert_eq!(proposal.category.as_deref(), category, "{text}");
            assert_eq!(proposal.certain, certain, "{text}");
        }
    }

    #[test]
    fn longer_targets_cover_shorter_ones() {
        let rules = rules();
        assert_eq!(
            rules.targets(&Plain::new("支持高新技术企业")),
            ["高新技术企业"]
        );
        assert_eq!(
            rules.targets(&Plain::new("高新技术企业和其他企业")),
            ["高新技术企业", "企业"]
        );
        assert_eq!(rules.targets(&Plain::new("境外高端人才")), ["境外人才"]);
    }

    #[test]
    fn quantities_with_bounds_units_and_labels() {
        let rules = rules();
        let of = |text: &str| -> Vec<(String, f64, String, String)> {
            let found = rules.quantities(&squeeze(text));
            found
                .into_iter()
                .map(|q| (q.label, q.value, q.unit, q.as_printed))
                .collect()
        };
        let q = |label: &str, value, unit: &str, printed: &str| {
            (label.into(), value, unit.into(), printed.into())
        };
        assert_eq!(
            of("工作许可年龄放宽到65岁"),
            [q("年龄", 65.0, "岁", "放宽到65岁")]
        );
        assert_eq!(
            of("给予最高１００万元奖励"),
            [q("奖励", 100.0, "万元", "最高100万元")]
        );
        assert_eq!(
            of("按投入的30%给予补助，不超过1,000.5万元"),
            [
                q("补助", 30.0, "%", "30%"),
                q("", 1000.5, "万元", "不超过1,000.5万元")
            ]
        );
        assert_eq!(
            of("设立规模10亿元的基金"),
            [q("基金", 10.0, "亿元", "10亿元")]
        );
        assert_eq!(
            of("培育企业300余家，其中2家以上上市，产值近5亿元"),
            [
                q("企业", 300.0, "家", "300余家"),
                q("其中", 2.0, "家", "2家以上"),
                q("产值", 5.0, "亿元", "近5亿元")
            ]
        );
        assert!(of("自2020年8月27日起，依据津科区〔2020〕91号第3条").is_empty());
        assert_eq!(of("有效期5年"), [q("有效期", 5.0, "年", "5年")]);
    }

    proptest! {
        #[test]
        fn never_panics(text in "[0-9.,万元亿年岁第条最高不超过奖励，。企业a]{0,40}") {
            let _ignored = rules().propose(&text, &text, &text);
        }
    }
}
