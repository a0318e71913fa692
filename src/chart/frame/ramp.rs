//! How values become colours: from the lowest to the highest, or class by class.

use super::cross::Stated;
use crate::analysis::classes::{CLASSES, class_bounds, class_of, is_skewed};

/// How values become colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Ramp {
    /// Measure, unit and period.
    pub name: String,
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
    /// What stands at the ends of its legend.
    pub ends: [String; 2],
    /// Whether the small values are the strong ones (ranks).
    pub inverted: bool,
    /// Whether values lie on both sides of zero, so that zero is the middle.
    pub diverging: bool,
    /// Whether equal steps multiply.
    pub log: bool,
    /// Where few values are far above the others, the least of each class, ascending, and its label: a class has one
    /// colour. Else empty.
    pub classes: Vec<(f64, String)>,
}

impl Ramp {
    /// Where `value` lies: 0 the weakest colour, 1 the strongest.
    pub fn at(&self, value: f64) -> f64 {
        if self.classes.len() > 1 {
            let class = class_of(self.classes.iter().map(|(bound, _)| bound), value);
            let at = class as f64 / (self.classes.len() - 1) as f64;
            return if self.inverted { 1.0 - at } else { at };
        }
        let scaled = |v: f64| if self.log { v.ln() } else { v };
        let (low, high) = match self.diverging {
            true => {
                let most = self.low.abs().max(self.high.abs());
                (-most, most)
            }
            false => (scaled(self.low), scaled(self.high)),
        };
        let at = match high > low {
            true => (scaled(value) - low) / (high - low),
            false => 0.5,
        };
        let at = if at.is_finite() {
            at.clamp(0.0, 1.0)
        } else {
            0.5
        };
        if self.inverted { 1.0 - at } else { at }
    }
}

/// The ramp of `stated` with its name, and whether small values are strong.
pub(super) fn ramp<'s>(
    stated: impl Iterator<Item = &'s Stated>,
    name: String,
    inverted: bool,
    log: bool,
) -> Option<Ramp> {
    even(&ascending(stated), name, inverted, log)
}

/// The same; in classes where the values are skewed: on an even ramp most would be of one colour.
pub(super) fn classed<'s>(
    stated: impl Iterator<Item = &'s Stated>,
    name: String,
    inverted: bool,
    log: bool,
) -> Option<Ramp> {
    let stated = ascending(stated);
    let mut ramp = even(&stated, name, inverted, log)?;
    let values: Vec<f64> = stated.iter().map(|stated| stated.value()).collect();
    if !ramp.diverging && !ramp.log && is_skewed(&values) {
        let label = |bound: f64| {
            let first = values.partition_point(|value| *value < bound);
            (bound, stated[first].mark.label.clone())
        };
        let bounds = class_bounds(&values, CLASSES).into_iter();
        ramp.classes = bounds.map(label).collect();
    }
    Some(ramp)
}

/// Those with a finite value, from the lowest on.
fn ascending<'s>(stated: impl Iterator<Item = &'s Stated>) -> Vec<&'s Stated> {
    let mut all: Vec<&Stated> = stated.filter(|s| s.value().is_finite()).collect();
    all.sort_by(|a, b| a.value().total_cmp(&b.value()));
    all
}

fn even(ascending: &[&Stated], name: String, inverted: bool, log: bool) -> Option<Ramp> {
    let (lowest, highest) = (ascending.first()?, ascending.last()?);
    let (low, high) = (lowest.value(), highest.value());
    Some(Ramp {
        name,
        low,
        high,
        ends: [lowest.mark.label.clone(), highest.mark.label.clone()],
        inverted,
        diverging: low < 0.0 && high > 0.0,
        log: log && low > 0.0,
        classes: Vec::new(),
    })
}
