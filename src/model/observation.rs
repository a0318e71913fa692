//! One figure with everything that says where it comes from, and the checks figures must satisfy.

use serde::{Deserialize, Serialize};

use super::id::{CheckId, EntityId, MetricId, SourceId};
use super::period::Period;
use super::text::Lang;

/// How the source hedges its figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// No hedge.
    #[default]
    Exact,
    /// 约, 左右
    About,
    /// 超过, 余, 多
    Over,
    /// 近
    Nearly,
    /// 以上, 至少
    AtLeast,
    /// 至多, 以内
    UpTo,
}

impl Qualifier {
    /// Every qualifier, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Exact,
        Self::About,
        Self::Over,
        Self::Nearly,
        Self::AtLeast,
        Self::UpTo,
    ];

    /// The id used in `observations.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Over => "over",
            Self::Nearly => "nearly",
            Self::AtLeast => "at_least",
            Self::UpTo => "up_to",
        }
    }

    /// What stands before the number (约, 超, 近, ≥, ≤); empty when exact.
    pub fn mark(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Exact, _) => "",
            (Self::About, Lang::Zh) => "约",
            (Self::Over, Lang::Zh) => "超",
            (Self::Nearly, Lang::Zh) => "近",
            (Self::About, Lang::En) => "~",
            (Self::Over, Lang::En) => ">",
            (Self::Nearly, Lang::En) => "nearly ",
            (Self::AtLeast, _) => "≥",
            (Self::UpTo, _) => "≤",
        }
    }

    /// The hedge of a figure as printed, by its words; [`Self::Exact`] where it has none of them.
    pub fn of_printed(text: &str) -> Self {
        // A longer word stands before those that are part of it.
        const WORDS: [(Qualifier, &[&str]); 5] = [
            (
                Qualifier::UpTo,
                &[
                    "不超过",
                    "不高于",
                    "不多于",
                    "至多",
                    "最高",
                    "最多",
                    "以内",
                    "以下",
                    "up to",
                    "at most",
                    "no more than",
                ],
            ),
            (
                Qualifier::AtLeast,
                &[
                    "不低于",
                    "不少于",
                    "至少",
                    "最低",
                    "以上",
                    "at least",
                    "no less than",
                    "or more",
                ],
            ),
            (Qualifier::About, &["左右", "约", "上下", "about", "around"]),
            (
                Qualifier::Over,
                &["超", "突破", "逾", "高于", "余", "多", "over ", "more than"],
            ),
            (Qualifier::Nearly, &["近", "nearly", "almost"]),
        ];
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let found = WORDS.into_iter().find(|(_, words)| has(words));
        found.map_or(Self::Exact, |(qualifier, _)| qualifier)
    }
}

/// How the figure came about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The source prints it.
    #[default]
    Reported,
    /// Calculated from printed figures; the note says how.
    Derived,
    /// A forecast, target or preliminary figure.
    Preliminary,
    /// Something in the source or beside it makes it doubtful; the note says what.
    Doubtful,
}

impl Status {
    /// Every status, in the order shown.
    pub const ALL: [Self; 4] = [
        Self::Reported,
        Self::Derived,
        Self::Preliminary,
        Self::Doubtful,
    ];

    /// The id used in `observations.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Derived => "derived",
            Self::Preliminary => "preliminary",
            Self::Doubtful => "doubtful",
        }
    }
}

/// One figure: entity × metric × period × value, and who says so.
///
/// A row of `observations.csv`:
/// `entity,metric,period,value,qualifier,status,definition,source,locator,as_printed,note`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// The zone or place.
    pub entity: EntityId,
    /// The metric.
    pub metric: MetricId,
    /// The period it is about.
    pub period: Period,
    /// The value, in the metric's unit; always finite.
    pub value: f64,
    /// How the source hedges it.
    #[serde(default)]
    pub qualifier: Qualifier,
    /// How it came about.
    #[serde(default)]
    pub status: Status,
    /// Scope that differs from the metric's definition (core zone, whole district, …); empty when none.
    #[serde(default)]
    pub definition: String,
    /// Who says so.
    pub source: SourceId,
    /// Where inside the source: `a4p3` = article 4, paragraph 3.
    #[serde(default)]
    pub locator: String,
    /// The figure exactly as the source prints it (`4165户`, `1.8万余`).
    #[serde(default)]
    pub as_printed: String,
    /// Anything else a reader must know.
    #[serde(default)]
    pub note: String,
}

/// Points at one figure, for checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ref {
    /// The zone or place.
    pub entity: EntityId,
    /// The metric.
    pub metric: MetricId,
    /// The period.
    pub period: Period,
}

/// What printed figures must satisfy among themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CheckRule {
    /// `part ÷ whole × 100 = printed`, rounded to `decimals`.
    Ratio {
        /// The part.
        part: Ref,
        /// The whole.
        whole: Ref,
        /// The printed share, per cent.
        printed: Ref,
        /// Decimals printed.
        decimals: u8,
    },
    /// The parts add up to the total.
    Sum {
        /// The parts.
        parts: Vec<Ref>,
        /// The total.
        total: Ref,
    },
    /// `later − earlier = printed`, rounded to `decimals`.
    Difference {
        /// The later figure.
        later: Ref,
        /// The earlier figure.
        earlier: Ref,
        /// The printed difference.
        printed: Ref,
        /// Decimals printed.
        decimals: u8,
    },
    /// Each figure is at least as large as the next.
    Order {
        /// From the largest down.
        descending: Vec<Ref>,
    },
}

impl CheckRule {
    /// Every figure the rule names.
    pub fn refs(&self) -> Vec<&Ref> {
        match self {
            Self::Ratio {
                part,
                whole,
                printed,
                ..
            } => vec![part, whole, printed],
            Self::Sum { parts, total } => parts.iter().chain([total]).collect(),
            Self::Difference {
                later,
                earlier,
                printed,
                ..
            } => vec![later, earlier, printed],
            Self::Order { descending } => descending.iter().collect(),
        }
    }
}

/// A statement that printed figures must satisfy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Unique.
    pub id: CheckId,
    /// What is claimed, Chinese.
    pub title: String,
    /// What is claimed, English.
    pub title_en: String,
    /// The rule.
    pub rule: CheckRule,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_are_read_from_what_is_printed() {
        for (printed, hedge) in [
            ("105.5", Qualifier::Exact),
            ("220家左右", Qualifier::About),
            ("300余家", Qualifier::Over),
            ("200多家", Qualifier::Over),
            ("约300余家", Qualifier::About),
            ("不超过100万元", Qualifier::UpTo),
            ("最高100万元", Qualifier::UpTo),
            ("最多3次", Qualifier::UpTo),
            ("超过25家", Qualifier::Over),
            ("突破7800家", Qualifier::Over),
            ("接近8%", Qualifier::Nearly),
            ("15个以上", Qualifier::AtLeast),
            ("不低于3%", Qualifier::AtLeast),
            ("No more than 3", Qualifier::UpTo),
            ("more than 3", Qualifier::Over),
        ] {
            assert_eq!(Qualifier::of_printed(printed), hedge, "{printed}");
        }
    }
}
