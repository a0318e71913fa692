//! What a row of observations may refer to, and what a field may hold.

use std::collections::{HashMap, HashSet};

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

/// Which kinds of record could not be read whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unsure {
    pub(super) entities: bool,
    pub(super) metrics: bool,
    pub(super) sources: bool,
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

/// The text without white space around it; most fields have none, which two bytes show.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// A unit written into a number must suit its metric.
pub(super) fn wrong_unit(text: &str, metric: &Metric) -> Option<(String, String)> {
    let unit = &metric.unit;
    if text.contains(['%', '%']) && metric.kind != MetricKind::Share && !unit.contains('%') {
        let message = format!(
            "“{text}” is a percentage, but `{}` counts {unit}",
            metric.id
        );
        return Some((message, "use a metric of kind Share, or drop the %".into()));
    }
    let factor = ['万', '亿']
        .into_iter()
        .find(|&f| text.contains(f) && unit.contains(f))?;
    let message = format!(
        "“{text}” has {factor}, and so has the unit {unit} of `{}`",
        metric.id
    );
    Some((
        message,
        format!("write the number in {unit}, without {factor}"),
    ))
}
