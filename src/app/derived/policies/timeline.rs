//! The documents in order of date.

use crate::dataset::Dataset;
use crate::model::Period;

/// The documents in time.
#[derive(Debug, Default)]
pub struct Timeline {
    /// Their places in the dataset, by date; those without one come last.
    pub order: Vec<usize>,
    /// First and last year shown: whole years around every date. `None` when no document has one.
    pub years: Option<(i16, i16)>,
}

impl Timeline {
    pub(super) fn of(data: &Dataset) -> Self {
        let mut order: Vec<usize> = (0..data.policies.len()).collect();
        let start = |i: &usize| data.policies[*i].issued.map(Period::start);
        order.sort_by(|a, b| match (start(a), start(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        let dates = || data.policies.iter().filter_map(|policy| policy.issued);
        let first = dates().map(Period::first_year).min();
        let last = dates().map(Period::last_year).max();
        Self {
            order,
            years: first.zip(last).map(|(first, last)| (first, last + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_of_date_the_undated_last() {
        let data = Dataset::embedded();
        let timeline = Timeline::of(&data);
        assert_eq!(timeline.order.len(), data.policies.len());
        let dates = timeline.order.iter().map(|i| data.policies[*i].issued);
        let dates: Vec<_> = dates.collect();
        for pair in dates.windows(2) {
            if let [Some(a), Some(b)] = pair {
                assert!(a.start() <= b.start());
            } else {
                assert!(pair[1].is_none());
            }
        }
        let (first, last) = timeline.years.unwrap();
        for date in dates.into_iter().flatten() {
            assert!(date.start() >= f64::from(first) && date.end() <= f64::from(last));
        }
    }
}
