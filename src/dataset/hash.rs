//! A fast hash for the tables of a loading pack: multiply and rotate, as in the Rust compiler.
//!
//! Not safe against keys made to collide; a pack that tries only slows its own loading down.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// For `HashMap`s keyed by short texts and numbers.
pub(super) type FastHash = BuildHasherDefault<FastHasher>;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FastHasher(u64);

impl FastHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            let mut buffer = [0; 8];
            buffer.copy_from_slice(word);
            self.add(u64::from_le_bytes(buffer));
        }
        let rest = words.remainder();
        if !rest.is_empty() {
            let mut buffer = [0; 8];
            buffer[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(buffer));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }

    fn write_u16(&mut self, n: u16) {
        self.add(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    /// Also the way of an enum's variants.
    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes its slot from the low bits, which a product fills least.
        (self.0 ^ (self.0 >> 32))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(26)
    }
}

/// Whether the value that `same` knows has the number `guess` or the next one, which then becomes the guess. It saves
/// the look-up: a column mostly repeats its last value or goes through a cycle, and numbers follow first appearance.
pub(super) fn guessed<T>(values: &[T], guess: &mut u32, same: impl Fn(&T) -> bool) -> bool {
    let near = [*guess, guess.wrapping_add(1)];
    let found = near
        .into_iter()
        .find(|&number| values.get(number as usize).is_some_and(&same));
    *guess = found.unwrap_or(*guess);
    found.is_some()
}

/// The number of `value` among the distinct values, numbered from 0 in order of first appearance, and the number of
/// each; a new one is made by `own`. `guess`: what the row before had; becomes the number.
pub(super) fn number<T, Q>(
    (values, numbers): (&mut Vec<T>, &mut HashMap<T, u32, FastHash>),
    value: &Q,
    own: impl FnOnce(&Q) -> T,
    guess: &mut u32,
) -> u32
where
    T: Borrow<Q> + Clone + Eq + Hash,
    Q: Eq + Hash + ?Sized,
{
    if guessed(values, guess, |known| known.borrow() == value) {
        return *guess;
    }
    *guess = match numbers.get(value) {
        Some(&number) => number,
        None => {
            let number = values.len() as u32;
            let owned = own(value);
            values.push(owned.clone());
            numbers.insert(owned, number);
            number
        }
    };
    *guess
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::BuildHasher as _;

    use super::*;

    #[test]
    fn spreads() {
        let hash = FastHash::default();
        let texts = (0..10_000).map(|i| hash.hash_one(format!("zone-{i}").as_str()));
        assert!(texts.map(|h| h & 0xffff).collect::<HashSet<_>>().len() > 8_000);
        let numbers = (0..10_000u32).map(|i| hash.hash_one([i % 50, i / 50, i % 7, 0, 0]));
        assert!(numbers.map(|h| h & 0xffff).collect::<HashSet<_>>().len() > 8_000);
        let mixed = (0..10_000).map(|i| hash.hash_one((i as i16 % 50, i as usize / 50, i as u8)));
        assert!(mixed.map(|h| h & 0xffff).collect::<HashSet<_>>().len() > 8_000);
    }

    #[test]
    fn guesses_the_same_and_the_next() {
        let (values, mut guess) = (["a", "b", "c"], 0);
        let mut is = |value: &str| (guessed(&values, &mut guess, |v| *v == value), guess);
        assert_eq!(
            [is("a"), is("b"), is("b")],
            [(true, 0), (true, 1), (true, 1)]
        );
        assert_eq!(
            [is("c"), is("a"), is("d")],
            [(true, 2), (false, 2), (false, 2)]
        );
        assert!(!guessed(&[0; 0], &mut 0, |_| true));
    }
}
