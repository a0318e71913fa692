//! Values in classes, each a colour: where few values are far above the others, even steps would show only these few.

/// Colours told apart at a glance.
pub const CLASSES: usize = 6;

/// Whether even steps would leave most of the values, given in ascending order, in the lowest third of their span.
pub fn is_skewed(ascending: &[f64]) -> bool {
    let (Some(least), Some(greatest)) = (ascending.first(), ascending.last()) else {
        return false;
    };
    ascending[3 * ascending.len() / 4] < least + (greatest - least) / 3.0
}

/// Least value of each of at most `most` classes, ascending: equal steps, or as many values in each where they are
/// skewed. No class is empty.
pub fn class_bounds(values: &[f64], most: usize) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let n = sorted.len();
    let mut bounds: Vec<f64> = if is_skewed(&sorted) {
        (0..most).map(|k| sorted[k * n / most]).collect()
    } else {
        let step = |k: usize| least + (greatest - least) * k as f64 / most as f64;
        (0..most).map(step).collect()
    };
    // A colour nobody has says nothing: each bound becomes the least value it holds.
    for bound in &mut bounds {
        let from = sorted.partition_point(|value| value < bound);
        *bound = sorted[from.min(n - 1)];
    }
    bounds.dedup();
    bounds
}

/// The class of `value`, from 0: the last whose bound it reaches.
pub fn class_of<'a>(bounds: impl IntoIterator<Item = &'a f64>, value: f64) -> usize {
    let reached = bounds.into_iter().take_while(|bound| **bound <= value);
    reached.count().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn classes_are_ascending_and_each_is_used() {
        let lists: [&[f64]; 6] = [
            &[],
            &[5.0],
            &[3.0, 3.0, 3.0],
            &[1.0, 2.0, 3.0, 18.0],
            &[1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 1000.0],
            &[-5.0, -1.0, 0.0, 2.5, 7.0, 8.0, 9.0, 9.5],
        ];
        for values in lists {
            let bounds = class_bounds(values, CLASSES);
            assert!(bounds.len() <= CLASSES);
            assert!(
                bounds.windows(2).all(|pair| pair[0] < pair[1]),
                "{bounds:?}"
            );
            let used: BTreeSet<usize> = values.iter().map(|v| class_of(&bounds, *v)).collect();
            assert_eq!(used, (0..bounds.len()).collect(), "{values:?} {bounds:?}");
        }
    }
}
