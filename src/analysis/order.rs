//! The order of table rows by one column.

use std::cmp::Ordering;

/// What a row is sorted by; a row without one stands last, whichever way the others go.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum SortKey {
    /// A figure.
    Number(f64),
    /// A figure that does not compare with the others, such as one of another year: such rows stand behind, in groups of
    /// this number that keep their order, whichever way the figures in them go.
    Apart(usize, f64),
    /// How a text sounds.
    Text(String),
}

/// Sorts positions into `keys`; rows that are equal keep their order.
pub fn sort_rows(rows: &mut [usize], keys: &[Option<SortKey>], descending: bool) {
    rows.sort_by(|a, b| match (&keys[*a], &keys[*b]) {
        (Some(a), Some(b)) => {
            let group = |key: &SortKey| match key {
                SortKey::Apart(group, _) => *group + 1,
                _ => 0,
            };
            let by_value = a.partial_cmp(b).unwrap_or(Ordering::Equal);
            let by_value = if descending {
                by_value.reverse()
            } else {
                by_value
            };
            group(a).cmp(&group(b)).then(by_value)
        }
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_compared_stands_behind() {
        let number = |n: f64| Some(SortKey::Number(n));
        let keys = [
            None,
            number(2.0),
            Some(SortKey::Apart(1, 9.0)),
            number(3.0),
            number(2.0),
            Some(SortKey::Apart(0, 1.0)),
            Some(SortKey::Apart(1, 10.0)),
        ];
        let mut rows: Vec<usize> = (0..keys.len()).collect();
        sort_rows(&mut rows, &keys, false);
        assert_eq!(rows, [1, 4, 3, 5, 2, 6, 0]);
        sort_rows(&mut rows, &keys, true);
        assert_eq!(rows, [3, 1, 4, 5, 6, 2, 0]);
    }
}
