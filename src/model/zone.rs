//! Zones, the other places that have figures, and metrics.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::id::{EntityId, MetricId, SourceId};
use super::period::Period;
use super::text::{Lang, Named};

/// A point on the globe (WGS 84) that stands for a zone; never a boundary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// What the point is: `prefecture` or `county` seat, or `zone`.
    pub level: String,
    /// Who says so.
    pub source: SourceId,
}

/// A national high-tech zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Unique among zones and places.
    pub id: EntityId,
    /// Full official name, Chinese.
    pub name: String,
    /// Name used in lists and on charts, such as 济宁高新区.
    pub short_name: String,
    /// Full English name.
    pub name_en: String,
    /// Short English name for lists and charts.
    pub short_name_en: String,
    /// Province-level division, full Chinese name (山东省).
    pub province: String,
    /// City, full Chinese name; empty where the source does not say.
    #[serde(default)]
    pub city: String,
    /// County or district, where the zone is named after one.
    #[serde(default)]
    pub county: String,
    /// 东部, 中部, 西部 or 东北; empty when unknown.
    #[serde(default)]
    pub region: String,
    /// Level, such as 国家级.
    pub level: String,
    /// When the State Council approved it; `None` when no source in the packs says.
    #[serde(default)]
    pub approved: Option<Period>,
    /// Demonstration zone it belongs to, with the year as printed.
    #[serde(default)]
    pub demo_zone: String,
    /// Where it is; `None` when unknown.
    #[serde(default)]
    pub location: Option<Location>,
    /// Leading industries, in the source's order.
    #[serde(default)]
    pub industries: Vec<String>,
    /// The classes of ours those industries fall in, Chinese; each once, in order of first mention.
    #[serde(default)]
    pub industry_groups: Vec<String>,
    /// Other names that search must find.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What to beware of in the facts above, such as sources that disagree on the approval; Chinese.
    #[serde(default)]
    pub note: String,
    /// The note, English.
    #[serde(default)]
    pub note_en: String,
    /// Where these facts come from.
    pub sources: Vec<SourceId>,
}

impl Named for Zone {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.short_name, &self.short_name_en)
    }
}

impl Zone {
    /// What to beware of, in `lang`; may be empty.
    pub fn note(&self, lang: Lang) -> &str {
        lang.pick(&self.note, &self.note_en)
    }
}

/// What kind of place a [`Place`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceKind {
    /// The whole country, or all national zones together.
    Nation,
    /// A province-level division.
    Province,
    /// A park inside a zone (`parent` says which).
    Park,
    /// A sum of several zones.
    Group,
}

/// What is not a zone but has figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Unique among zones and places.
    pub id: EntityId,
    /// Name, Chinese.
    pub name: String,
    /// Name, English.
    pub name_en: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The zone a park belongs to.
    #[serde(default)]
    pub parent: Option<EntityId>,
    /// Administrative code (GB/T 2260) of a province.
    #[serde(default)]
    pub adcode: Option<u32>,
    /// Column and row on the tile map.
    #[serde(default)]
    pub tile: Option<(u8, u8)>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

impl Named for Place {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

/// What a metric's numbers are; decides formatting, axes and which charts suit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MetricKind {
    /// A number of things.
    Count,
    /// An amount of money.
    Money,
    /// Per cent.
    Share,
    /// An index with a base period.
    Index,
    /// A position; 1 is the first.
    Rank,
    /// A year or date.
    Date,
    /// A physical quantity: area, time, distance.
    Quantity,
}

/// A metric: what is counted or measured, in what unit, by what definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Unique.
    pub id: MetricId,
    /// Name, Chinese, the field's standard term.
    pub name: String,
    /// Name, English.
    pub name_en: String,
    /// Unit, Chinese (家, 户, 亿元, %); empty for a bare index.
    pub unit: String,
    /// Unit, English.
    pub unit_en: String,
    /// What the numbers are.
    pub kind: MetricKind,
    /// 1 more is better, −1 less is better, 0 neither.
    #[serde(default)]
    pub direction: i8,
    /// Heading it is listed under, Chinese.
    pub group: String,
    /// Heading, English.
    pub group_en: String,
    /// What exactly is counted; two metrics with different definitions are different metrics.
    #[serde(default)]
    pub definition: String,
    /// The definition in English.
    #[serde(default)]
    pub definition_en: String,
}

impl Named for Metric {
    fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

impl Metric {
    /// The unit in `lang`; may be empty.
    pub fn unit(&self, lang: Lang) -> &str {
        lang.pick(&self.unit, &self.unit_en)
    }

    /// The unit as it stands beside `value`: one of what is counted is English singular, and a unit that begins with a
    /// digit is multiplied by, lest two numbers stand side by side.
    pub fn unit_beside(&self, value: f64, lang: Lang) -> Cow<'_, str> {
        let unit = self.unit(lang);
        if lang == Lang::En && unit.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("× {unit}").into();
        }
        if lang != Lang::En || self.kind != MetricKind::Count || value != 1.0 {
            return unit.into();
        }
        match (unit, unit.strip_suffix("ies")) {
            ("people", _) => "person".into(),
            (_, Some(stem)) => format!("{stem}y").into(),
            _ if unit.ends_with("ss") => unit.into(),
            _ => unit.strip_suffix('s').unwrap_or(unit).into(),
        }
    }

    /// An amount in a unit that counts ten thousands or hundred millions, as people say it: `101.2` and `billion yuan` for
    /// 1012 of 100 million yuan, `55.98` and `万亿元` for 559 800 of 亿元. `None` where it is said as it stands.
    pub fn in_words(&self, value: f64, lang: Lang) -> Option<(f64, String)> {
        if lang == Lang::Zh {
            let unit = self.unit.strip_prefix('亿').map(|of| format!("万亿{of}"));
            let unit = unit.or_else(|| Some(format!("亿{}", self.unit.strip_prefix('万')?)));
            let large = value.is_finite() && value.abs() >= 1e4;
            return unit.filter(|_| large).map(|unit| (value / 1e4, unit));
        }
        let counted = [("10 000 ", 4), ("100 million ", 8)];
        let (of, power) = counted
            .iter()
            .find_map(|(count, power)| Some((self.unit(lang).strip_prefix(count)?, *power)))?;
        let amount = value.abs() * 10_f64.powi(power);
        if !amount.is_finite() {
            return None;
        }
        let words = [(12, "trillion "), (9, "billion "), (6, "million "), (0, "")];
        let (shift, word) = words
            .into_iter()
            .find(|(shift, _)| amount >= 10_f64.powi(*shift))
            .unwrap_or((0, ""));
        // Divided rather than multiplied where it can be, so that no digit is made up.
        let value = match shift > power {
            true => value / 10_f64.powi(shift - power),
            false => value * 10_f64.powi(power - shift),
        };
        Some((value, format!("{word}{of}")))
    }

    /// The heading in `lang`.
    pub fn group(&self, lang: Lang) -> &str {
        lang.pick(&self.group, &self.group_en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(unit_en: &str, kind: MetricKind) -> Metric {
        Metric {
            id: "m".into(),
            name: String::new(),
            name_en: String::new(),
            unit: "家".into(),
            unit_en: unit_en.into(),
            kind,
            direction: 0,
            group: String::new(),
            group_en: String::new(),
            definition: String::new(),
            definition_en: String::new(),
        }
    }

    fn one(unit_en: &str, kind: MetricKind, value: f64, lang: Lang) -> String {
        let metric = metric(unit_en, kind);
        metric.unit_beside(value, lang).into_owned()
    }

    #[test]
    fn one_of_what_is_counted_is_singular_in_english() {
        let count = |unit, value| one(unit, MetricKind::Count, value, Lang::En);
        for (unit, singular) in [
            ("firms", "firm"),
            ("entities", "entity"),
            ("people", "person"),
            ("business", "business"),
            ("listing", "listing"),
        ] {
            assert_eq!(count(unit, 1.0), singular);
            assert_eq!(count(unit, 1.5), unit);
        }
        assert_eq!(one("firms", MetricKind::Count, 1.0, Lang::Zh), "家");
        assert_eq!(
            one("minutes", MetricKind::Quantity, 1.0, Lang::En),
            "minutes"
        );
    }

    #[test]
    fn ten_thousands_and_hundred_millions_are_said_in_english_words() {
        let words = |unit: &str, value: f64| {
            let (value, unit) = metric(unit, MetricKind::Money).in_words(value, Lang::En)?;
            Some(format!("{} {unit}", crate::model::format_number(value, 6)))
        };
        for (unit, value, said) in [
            ("100 million yuan", 559_755.3, "55.97553 trillion yuan"),
            ("100 million yuan", 1012.35, "101.235 billion yuan"),
            ("100 million yuan", -0.5, "−50 million yuan"),
            ("100 million US dollars", 0.0, "0 US dollars"),
            ("10 000 people", 130.2, "1.302 million people"),
            ("10 000 people", 3.02, "30\u{2009}200 people"),
        ] {
            assert_eq!(words(unit, value).as_deref(), Some(said));
        }
        assert_eq!(words("firms", 5.0), None);
        assert_eq!(words("100 million yuan", f64::INFINITY), None);
        let yuan = Metric {
            unit: "亿元".into(),
            ..metric("100 million yuan", MetricKind::Money)
        };
        assert_eq!(yuan.in_words(9999.0, Lang::Zh), None);
        let trillions = yuan.in_words(559_755.0, Lang::Zh);
        assert_eq!(trillions, Some((55.9755, "万亿元".to_owned())));
        let people = Metric {
            unit: "万人".into(),
            ..yuan
        };
        let many = people.in_words(12_000.0, Lang::Zh);
        assert_eq!(many, Some((1.2, "亿人".to_owned())));
    }

    #[test]
    fn a_unit_that_begins_with_a_number_is_multiplied_by_in_english() {
        for (unit, kind) in [
            ("10 000 people", MetricKind::Count),
            ("100 million yuan", MetricKind::Money),
        ] {
            for value in [1.0, 559_755.0] {
                assert_eq!(one(unit, kind, value, Lang::En), format!("× {unit}"));
                assert_eq!(one(unit, kind, value, Lang::Zh), "家");
            }
        }
    }
}
