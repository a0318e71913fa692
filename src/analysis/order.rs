//! The order of table rows by one column.

use std::cmp::Ordering;

/// What a row is sorted by; a row without one stands last, whichever way the others go.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum SortKey {
    /// A figure.
    Number(f64),
    /// A figure of another scope or length of time: such rows stand behind the others, never among them.
    Apart(f64),
    /// How a text sounds.
    Text(String),
}

/// Sorts positions into `keys`; rows that are equal keep their order.
pub fn sort_rows(rows: &mut [usize], keys: &[Option<SortKey>], descending: bool) {
    rows.sort_by(|a, b| match (&keys[*a], &keys[*b]) {
        (Some(a), Some(b)) => {
            let apart = |key: &SortKey| matches!(key, SortKey::Apart(_));
            let by_value = a.partial_cmp(b).unwrap_or(Ordering::Equal);
            let by_value = if descending {
                by_value.reverse()
            } else {
                by_value
            };
            apart(a).cmp(&apart(b)).then(by_value)
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
            Some(SortKey::Apart(9.0)),
            number(3.0),
            number(2.0),
        ];
        let mut rows: Vec<usize> = (0..keys.len()).collect();
        sort_rows(&mut rows, &keys, false);
        assert_eq!(rows, [1, 4, 3, 2, 0]);
        sort_rows(&mut rows, &keys, true);
        assert_eq!(rows, [3, 1, 4, 2, 0]);
    }
}
