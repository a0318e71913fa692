//! Sets of item numbers.

/// A set of item numbers below a fixed number of items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// No item of `items`.
    pub fn none(items: usize) -> Self {
        Self(vec![0; items.div_ceil(64)])
    }

    /// All of `items`.
    pub fn all(items: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; items.div_ceil(64)]);
        if let (Some(last), rest @ 1..) = (bits.0.last_mut(), items % 64) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Adds item `i`; one beyond the number of items is ignored.
    pub fn insert(&mut self, i: usize) {
        if let Some(word) = self.0.get_mut(i / 64) {
            *word |= 1 << (i % 64);
        }
    }

    /// Whether item `i` is in it.
    pub fn has(&self, i: usize) -> bool {
        self.0
            .get(i / 64)
            .is_some_and(|word| word >> (i % 64) & 1 == 1)
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Leaves only those that are in `other` too.
    pub fn keep(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b;
        }
    }

    /// Takes out those that are in `other`.
    pub fn remove(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= !b;
        }
    }

    /// Adds those of `other`.
    pub fn add(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_is_all(items in 0_usize..300) {
            prop_assert_eq!(Bits::all(items).count(), items);
            prop_assert!(!Bits::all(items).has(items));
        }
    }
}
