//! What a row of observations may refer to, and what a field may hold.

use std::collections::{HashMap, HashSet};

use super::Records;
use super::hash::FastHash;
use crate::model::{Metric, MetricKind};

/// What the rows may refer to.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    pub(super) entities: HashSet<&'a str, FastHash>,
    pub(super) metrics: HashMap<&'a str, &'a Metric, FastHash>,
    pub(super) sources: HashSet<&'a str, FastHash>,
    /// Kinds whose file is broken: a reference that is not found may well be there.
    pub(super) unsure: Unsure,
}

impl<'a> Known<'a> {
    /// What a pack with these records may refer to: its own and those of the packs before.
    pub(super) fn of(base: &'a Records, pack: &'a Records, unsure: Unsure) -> Self {
        let mut known = Self {
            unsure,
            ..Self::default()
        };
        for records in [base, pack] {
            let (zones, places) = (records.zones.iter(), records.places.iter());
            known.entities.extend(zones.map(|z| z.id.as_str()));
            known.entities.extend(places.map(|p| p.id.as_str()));
            let metrics = records.metrics.iter();
            known.metrics.extend(metrics.map(|m| (m.id.as_str(), m)));
            let sources = records.sources.iter();
            known.sources.extend(sources.map(|s| s.id.as_str()));
        }
        known
    }
}

/// Which kinds of record could not be read whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unsure {
    pub(super) entities: bool,
    pub(super) metrics: bool,
    pub(super) sources: bool,
    /// Clusters and organisations.
    pub(super) orgs: bool,
}

/// Whether the last text looked up was known: tables are mostly sorted.
#[derive(Debug, Default)]
pub(super) struct Memo {
    last: String,
}

impl Memo {
    pub(super) fn is_known(&mut self, text: &str, known: impl Fn(&str) -> bool) -> bool {
        if self.last == text {
            return true;
        }
        let found = known(text);
        if found {
            self.last.clear();
            self.last.push_str(text);
        }
        found
    }
}

/// The text without white space around it; most fields have none, which a byte at either end shows.
pub(super) fn trimmed(text: &str) -> &str {
    // The first byte of a character of three or four that is no white space: all of that lie below U+4000.
    let far = |byte: &u8| *byte >= 0xe4;
    match text.as_bytes() {
        [] => text,
        [first, .., last]
            if (first.is_ascii_graphic() || far(first))
                && (last.is_ascii_graphic()
                    || text.as_bytes().iter().nth_back(2).is_some_and(far)) =>
        {
            text
        }
        _ => text.trim(),
    }
}

/// A unit written into a number must suit its metric.
pub(super) fn wrong_unit(text: &str, metric: &Metric) -> Option<(String, String)> {
    let unit = &metric.unit;
    let per_cent = ['%', '％'];
    if text.contains(per_cent) && metric.kind != MetricKind::Share && !unit.contains(per_cent) {
        let message = format!(
            "“{text}” is a percentage, but `{}` counts {unit}",
            metric.id
        );
        return Some((message, "use a metric of kind Share, or drop the %".into()));
    }
    let factors = ['万', '亿'];
    if !unit.contains(factors) {
        return None;
    }
    let factor = text.chars().find(|c| factors.contains(c))?;
    let message = format!("“{text}” has {factor}, but `{}` counts {unit}", metric.id);
    Some((
        message,
        format!("write the number in {unit}, without {factor}"),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::fixture;

    proptest! {
        #[test]
        fn trimming_is_trimming(text in "[a高😀\u{85}\u{a0}\u{2003}\u{2028}\u{3000}\u{4000}\t ]{0,6}") {
            prop_assert_eq!(trimmed(&text), text.trim());
        }
    }

    #[test]
    fn units_are_not_counted_twice() {
        let in_unit = |unit: &str| Metric {
            unit: unit.into(),
            ..fixture::metric("m")
        };
        for (text, unit) in [
            ("12%", "家"),
            ("12％", "家"),
            ("1.5亿", "亿元"),
            ("15000万", "亿元"),
            ("1.5亿", "万元"),
            ("2万亿", "万亿元"),
        ] {
            assert!(wrong_unit(text, &in_unit(unit)).is_some(), "{text} {unit}");
        }
        for (text, unit) in [
            ("12％", "%"),
            ("12%", "％"),
            ("1.5亿", "元"),
            ("15", "亿元"),
        ] {
            assert_eq!(wrong_unit(text, &in_unit(unit)), None, "{text} {unit}");
        }
    }
}
