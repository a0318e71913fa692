//! Periods: a year, half-year, quarter, month, day, or a range between two of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text::Lang;

/// How long one end of a [`Period`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    /// `2019`
    Year,
    /// `2020-H1`
    Half,
    /// `2020-Q3`
    Quarter,
    /// `2020-09`
    Month,
    /// `2020-09-07`
    Day,
    /// `2016/2019`: first and last part included
    Range,
}

/// One calendar unit: its kind, year and number within the year (day of month for days).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Unit {
    year: i16,
    month: u8,
    day: u8,
    kind: PeriodKind,
}

/// A period of time, written `2019`, `2020-H1`, `2020-Q3`, `2020-09`, `2020-09-07` or `2016/2019`.
///
/// Ordered by first day, then last day. Years 1900–2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: Unit,
    /// Equal to `first` unless this is a range.
    last: Unit,
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not one of the known forms.
    #[error(
        "“{0}” is not a period; write 2019, 2020-H1, 2020-Q3, 2020-09, 2020-09-07 or 2016/2019"
    )]
    Form(String),
    /// The right form, but no such date.
    #[error("“{0}” is not a date of the calendar (years 1900 to 2100)")]
    Date(String),
    /// A range that ends before it starts.
    #[error("“{0}” ends before it starts")]
    Backwards(String),
}

impl Unit {
    fn parse(text: &str) -> Result<Self, PeriodError> {
        let form = || PeriodError::Form(text.to_owned());
        let date = || PeriodError::Date(text.to_owned());
        let number = |part: &str, len: usize| -> Result<i16, PeriodError> {
            if part.len() == len && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_err| form())
            } else {
                Err(form())
            }
        };
        let mut parts = text.split('-');
        let year = number(parts.next().ok_or_else(form)?, 4)?;
        let second = parts.next();
        let third = parts.next();
        if parts.next().is_some() {
            return Err(form());
        }
        if !(1900..=2100).contains(&year) {
            return Err(date());
        }
        let unit = |kind, month: i16, day: i16| Self {
            year,
            month: month as u8,
            day: day as u8,
            kind,
        };
        let within = |n: i16, max: i16| {
            if (1..=max).contains(&n) {
                Ok(n)
            } else {
                Err(date())
            }
        };
        match (second, third) {
            (None, None) => Ok(unit(PeriodKind::Year, 1, 1)),
            (Some(part), None) => {
                if let Some(half) = part.strip_prefix('H') {
                    let half = within(number(half, 1)?, 2)?;
                    Ok(unit(PeriodKind::Half, half * 6 - 5, 1))
                } else if let Some(quarter) = part.strip_prefix('Q') {
                    let quarter = within(number(quarter, 1)?, 4)?;
                    Ok(unit(PeriodKind::Quarter, quarter * 3 - 2, 1))
                } else {
                    Ok(unit(PeriodKind::Month, within(number(part, 2)?, 12)?, 1))
                }
            }
            (Some(month), Some(day)) => {
                let month = within(number(month, 2)?, 12)?;
                let days = days_in_month(year, month as u8);
                let day = within(number(day, 2)?, i16::from(days))?;
                Ok(unit(PeriodKind::Day, month, day))
            }
            (None, Some(_)) => Err(form()),
        }
    }

    fn months(self) -> u8 {
        match self.kind {
            PeriodKind::Year | PeriodKind::Range => 12,
            PeriodKind::Half => 6,
            PeriodKind::Quarter => 3,
            PeriodKind::Month | PeriodKind::Day => 1,
        }
    }

    /// First day, as a fraction of the year.
    fn start(self) -> f64 {
        let day = match self.kind {
            PeriodKind::Day => {
                f64::from(self.day - 1) / f64::from(days_in_month(self.year, self.month))
            }
            _ => 0.0,
        };
        f64::from(self.year) + (f64::from(self.month - 1) + day) / 12.0
    }

    fn end(self) -> f64 {
        match self.kind {
            PeriodKind::Day => {
                self.start() + 1.0 / 12.0 / f64::from(days_in_month(self.year, self.month))
            }
            _ => self.start() + f64::from(self.months()) / 12.0,
        }
    }

    fn display(self, lang: Lang) -> String {
        let Self {
            year, month, day, ..
        } = self;
        match (lang, self.kind) {
            (Lang::Zh, PeriodKind::Half) => {
                format!("{year}年{}半年", if month == 1 { "上" } else { "下" })
            }
            (Lang::Zh, PeriodKind::Quarter) => format!("{year}年第{}季度", month.div_ceil(3)),
            (Lang::Zh, PeriodKind::Month) => format!("{year}年{month}月"),
            (Lang::Zh, PeriodKind::Day) => format!("{year}年{month}月{day}日"),
            (Lang::Zh, _) => format!("{year}年"),
            (Lang::En, PeriodKind::Half) => format!("H{} {year}", month.div_ceil(6)),
            (Lang::En, PeriodKind::Quarter) => format!("Q{} {year}", month.div_ceil(3)),
            (Lang::En, PeriodKind::Month) => format!("{} {year}", MONTHS[usize::from(month - 1)]),
            (Lang::En, PeriodKind::Day) => {
                format!("{day} {} {year}", MONTHS[usize::from(month - 1)])
            }
            (Lang::En, _) => year.to_string(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Period {
    /// A whole year. Years outside 1900–2100 are clamped.
    pub fn year(year: i16) -> Self {
        let unit = Unit {
            year: year.clamp(1900, 2100),
            month: 1,
            day: 1,
            kind: PeriodKind::Year,
        };
        Self {
            first: unit,
            last: unit,
        }
    }

    /// The kind; [`PeriodKind::Range`] for a range.
    pub fn kind(self) -> PeriodKind {
        if self.first == self.last {
            self.first.kind
        } else {
            PeriodKind::Range
        }
    }

    /// The calendar year of the first day.
    pub fn first_year(self) -> i16 {
        self.first.year
    }

    /// The calendar year of the last day.
    pub fn last_year(self) -> i16 {
        self.last.year
    }

    /// First day as a decimal year: `2020-H2` starts at 2020.5.
    pub fn start(self) -> f64 {
        self.first.start()
    }

    /// The day after the last as a decimal year: `2019` ends at 2020.0.
    pub fn end(self) -> f64 {
        self.last.end()
    }

    /// The middle as a decimal year, where a chart puts its point: `2019` → 2019.5.
    pub fn middle(self) -> f64 {
        0.5 * (self.start() + self.end())
    }

    /// The same period `years` before; `None` before 1900 and for a 29 February that year does not have.
    pub fn years_earlier(self, years: i16) -> Option<Self> {
        let shift = |unit: Unit| {
            let year = unit.year.checked_sub(years)?;
            let exists =
                unit.kind != PeriodKind::Day || unit.day <= days_in_month(year, unit.month);
            ((1900..=2100).contains(&year) && exists).then_some(Unit { year, ..unit })
        };
        Some(Self {
            first: shift(self.first)?,
            last: shift(self.last)?,
        })
    }

    /// As a person reads it: `2020年上半年`, `H1 2020`, `2016–2019年`.
    pub fn display(self, lang: Lang) -> String {
        if self.kind() != PeriodKind::Range {
            return self.first.display(lang);
        }
        let (first, last) = (self.first.display(lang), self.last.display(lang));
        match (self.first.kind, self.last.kind) {
            (PeriodKind::Month, PeriodKind::Month) if self.first.year == self.last.year => {
                let Unit {
                    year, month: from, ..
                } = self.first;
                let to = self.last.month;
                match lang {
                    Lang::Zh => format!("{year}年{from}–{to}月"),
                    Lang::En => format!("{}–{last}", MONTHS[usize::from(from - 1)]),
                }
            }
            (PeriodKind::Year, PeriodKind::Year) => {
                format!("{}–{last}", self.first.year)
            }
            _ => format!("{first}–{last}"),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start().total_cmp(&other.start()))
            .then(self.end().total_cmp(&other.end()))
            .then(self.first.cmp(&other.first))
            .then(self.last.cmp(&other.last))
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        let (first, last) = match text.split_once('/') {
            Some((first, last)) => (Unit::parse(first)?, Unit::parse(last)?),
            None => {
                let unit = Unit::parse(text)?;
                (unit, unit)
            }
        };
        if last.end() <= first.start() {
            return Err(PeriodError::Backwards(text.to_owned()));
        }
        Ok(Self { first, last })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year, month, day, ..
        } = self;
        match self.kind {
            PeriodKind::Year | PeriodKind::Range => write!(f, "{year}"),
            PeriodKind::Half => write!(f, "{year}-H{}", month.div_ceil(6)),
            PeriodKind::Quarter => write!(f, "{year}-Q{}", month.div_ceil(3)),
            PeriodKind::Month => write!(f, "{year}-{month:02}"),
            PeriodKind::Day => write!(f, "{year}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Display for Period {
    /// The form the pack files use; parsing it gives the same period back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            self.first.fmt(f)
        } else {
            write!(f, "{}/{}", self.first, self.last)
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_survive_a_round_trip() {
        for text in [
            "2019",
            "2020-H1",
            "2020-Q3",
            "2020-09",
            "2020-09-07",
            "2016/2019",
            "2015-01/2015-10",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2021-02-29",
            "2020-13",
            "2020-H3",
            "2020-Q0",
            "1492",
            "20",
            "2020-9",
            "",
            "2020/",
            "abc",
            "2019/2016",
            "+020",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert!("2020-02-29".parse::<Period>().is_ok());
    }

    #[test]
    fn order_and_middle() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert!(period("2019") < period("2020-H1"));
        assert!(period("2020-H1") < period("2020"));
        assert!(period("2020-Q3") < period("2020-09"));
        assert_eq!(period("2019").middle(), 2019.5);
        assert_eq!(period("2020-H2").start(), 2020.5);
    }

    #[test]
    fn a_year_earlier_is_the_same_part_of_the_year() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert_eq!(period("2020-Q3").years_earlier(1), Some(period("2019-Q3")));
        assert_eq!(
            period("2016/2019").years_earlier(4),
            Some(period("2012/2015"))
        );
        assert_eq!(period("2020-02-29").years_earlier(1), None);
        assert_eq!(period("1900").years_earlier(1), None);
    }

    #[test]
    fn reads_as_people_write() {
        let zh = |text: &str| text.parse::<Period>().unwrap().display(Lang::Zh);
        assert_eq!(zh("2020-H1"), "2020年上半年");
        assert_eq!(zh("2020-09-07"), "2020年9月7日");
        assert_eq!(zh("2016/2019"), "2016–2019年");
        assert_eq!(zh("2015-01/2015-10"), "2015年1–10月");
        let en = "2015-01/2015-10"
            .parse::<Period>()
            .unwrap()
            .display(Lang::En);
        assert_eq!(en, "Jan–Oct 2015");
        assert_eq!(
            "2020-Q3".parse::<Period>().unwrap().display(Lang::En),
            "Q3 2020"
        );
    }
}
