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

    /// Adds item `i`, which must be below the number of items; whether it is new.
    pub fn insert(&mut self, i: usize) -> bool {
        let Some(word) = self.0.get_mut(i / 64) else {
            return false;
        };
        let bit = 1 << (i % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether item `i` is in it.
    pub fn has(&self, i: usize) -> bool {
        self.0
            .get(i / 64)
            .is_some_and(|word| word >> (i % 64) & 1 == 1)
    }

    /// The items, in order.
    pub fn items(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(word, bits)| ones(*bits).map(move |bit| 64 * word + bit))
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

/// The places of the bits that are set, from 0, in order.
pub fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(place)
    })
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

        #[test]
        fn what_was_put_in_comes_out_in_order(put in proptest::collection::vec(0_usize..300, 0..50)) {
            let mut bits = Bits::none(300);
            let mut set = std::collections::BTreeSet::new();
            for item in put {
                prop_assert_eq!(bits.insert(item), set.insert(item));
            }
            prop_assert!(bits.items().eq(set));
        }
    }
}
