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

/// Values of a ramp, its name, and whether small ones are strong.
pub(super) fn ramp<'s>(
    stated: impl Iterator<Item = &'s Stated>,
    name: String,
    inverted: bool,
    log: bool,
) -> Option<Ramp> {
    let by = |a: &&Stated, b: &&Stated| a.value().total_cmp(&b.value());
    let all: Vec<&Stated> = stated.filter(|s| s.value().is_finite()).collect();
    let (low, high) = (
        all.iter().copied().min_by(by)?,
        all.iter().copied().max_by(by)?,
    );
    Some(Ramp {
        name,
        low: low.value(),
        high: high.value(),
        ends: [low.mark.label.clone(), high.mark.label.clone()],
        inverted,
        diverging: low.value() < 0.0 && high.value() > 0.0,
        log: log && low.value() > 0.0,
        classes: Vec::new(),
    })
}

/// The same; in classes where the values are skewed: on an even ramp most would be of one colour.
pub(super) fn classed<'s>(
    stated: impl Iterator<Item = &'s Stated> + Clone,
    name: String,
    inverted: bool,
    log: bool,
) -> Option<Ramp> {
    let mut ramp = ramp(stated.clone(), name, inverted, log)?;
    let finite = stated
        .clone()
        .map(Stated::value)
        .filter(|value| value.is_finite());
    let mut values: Vec<f64> = finite.collect();
    values.sort_by(f64::total_cmp);
    if !ramp.diverging && !ramp.log && is_skewed(&values) {
        let label = |bound: f64| {
            let mut all = stated.clone();
            let first = all.find(|stated| stated.value() == bound)?;
            Some((bound, first.mark.label.clone()))
        };
        let bounds = class_bounds(&values, CLASSES).into_iter();
        ramp.classes = bounds.filter_map(label).collect();
    }
    Some(ramp)
}
