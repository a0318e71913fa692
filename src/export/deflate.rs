//! zlib streams in parts that are compressed apart from each other, on as many cores as there are.
//!
//! Charts are flat: long runs repeat the byte, the pixel or the row before. So only few matches are looked for (one
//! earlier place per hash), and every part has Huffman codes of its own. Deterministic.

mod huffman;

use huffman::{BitWriter, Codes, canonical, lengths};

/// Shortest and longest repetition the format knows.
const MIN_MATCH: usize = 4;
const MAX_MATCH: usize = 258;
/// How far back a repetition may lie.
const WINDOW: usize = 32 * 1024;
const HASH_BITS: u32 = 13;
/// Tokens of a block: enough to pay for its codes, few enough to fit their text.
const BLOCK_TOKENS: usize = 1 << 15;

/// End of a block among the literals.
const END: usize = 256;
const LITERALS: usize = 286;
const DISTANCES: usize = 30;

/// Largest number of bytes whose sums stay in 32 bits, of zlib.
const ADLER_RUN: usize = 5552;
const ADLER: u32 = 65_521;

/// A part of a stream: compressed on its own, to be joined in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Whole bytes of deflate blocks, none of them the last.
    pub bytes: Vec<u8>,
    checksum: Checksum,
}

/// Adler-32 of some bytes, and how many they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Checksum {
    a: u32,
    b: u32,
    len: u64,
}

impl Default for Checksum {
    fn default() -> Self {
        Self { a: 1, b: 0, len: 0 }
    }
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        for run in bytes.chunks(ADLER_RUN) {
            // Of runs of equal rows, filtered, most is zeros: they only carry `a` along.
            if run.iter().all(|byte| *byte == 0) {
                self.b = ((u64::from(self.b) + u64::from(self.a) * run.len() as u64)
                    % u64::from(ADLER)) as u32;
                continue;
            }
            let (mut a, mut b) = (self.a, self.b);
            for byte in run {
                a += u32::from(*byte);
                b += a;
            }
            self.a = a % ADLER;
            self.b = b % ADLER;
        }
        self.len += bytes.len() as u64;
    }

    /// The sum of these bytes and then those of `next`.
    fn then(self, next: Self) -> Self {
        let m = u64::from(ADLER);
        let (a, b, len) = (u64::from(self.a), u64::from(self.b), next.len % m);
        // `next` began with a = 1 where it should have begun with this `a`.
        Self {
            a: ((a + u64::from(next.a) + m - 1) % m) as u32,
            b: ((b + u64::from(next.b) + (a + m - 1) % m * len) % m) as u32,
            len: self.len + next.len,
        }
    }
}

/// A zlib stream of all of `bytes`.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let part = compress(bytes);
    let mut out = HEADER.to_vec();
    out.extend_from_slice(&part.bytes);
    out.extend(tail([&part]));
    out
}

/// What a stream begins with.
pub const HEADER: [u8; 2] = [0x78, 0x01];

/// What a stream of these parts ends with.
pub fn tail<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Vec<u8> {
    let sum = parts
        .into_iter()
        .fold(Checksum::default(), |sum, part| sum.then(part.checksum));
    // The last block is an empty stored one.
    let mut out = vec![1, 0, 0, 0xff, 0xff];
    out.extend((sum.b << 16 | sum.a).to_be_bytes());
    out
}

/// A literal byte, or a repetition: its length in the upper half, its distance in the lower one.
type Token = u32;

/// Compresses one part.
pub fn compress(bytes: &[u8]) -> Part {
    let mut checksum = Checksum::default();
    checksum.add(bytes);
    let mut out = BitWriter::default();
    let mut tokens = Vec::with_capacity(BLOCK_TOKENS.min(bytes.len()));
    let mut heads = vec![u32::MAX; 1 << HASH_BITS];
    let mut at = 0;
    while at < bytes.len() {
        let (length, distance) = repetition(bytes, at, &mut heads);
        if length >= MIN_MATCH {
            tokens.push((length as u32) << 16 | distance as u32);
            at += length;
        } else {
            tokens.push(u32::from(bytes[at]));
            at += 1;
        }
        if tokens.len() >= BLOCK_TOKENS {
            block(&mut out, &tokens);
            tokens.clear();
        }
    }
    if !tokens.is_empty() {
        block(&mut out, &tokens);
    }
    // An empty stored block fills the last byte, so that the next part begins with a whole one.
    out.push(0, 3);
    out.align();
    out.bytes.extend([0, 0, 0xff, 0xff]);
    Part {
        bytes: out.bytes,
        checksum,
    }
}

/// The best repetition at `at` among the byte before and the last place with the same four bytes.
fn repetition(bytes: &[u8], at: usize, heads: &mut [u32]) -> (usize, usize) {
    let Some(next) = bytes.get(at..at + 4).and_then(|next| next.as_array::<4>()) else {
        return (0, 0);
    };
    let word = u32::from_le_bytes(*next);
    let slot = (word.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize;
    let seen = std::mem::replace(&mut heads[slot], at as u32) as usize;
    if at > 0 && bytes[at - 1] == next[0] && word == u32::from(next[0]) * 0x0101_0101 {
        return (common(bytes, at - 1, at), 1);
    }
    if seen < at && at - seen <= WINDOW {
        return (common(bytes, seen, at), at - seen);
    }
    (0, 0)
}

/// How many bytes at `early` and `late` agree, at most [`MAX_MATCH`].
fn common(bytes: &[u8], early: usize, late: usize) -> usize {
    let most = MAX_MATCH.min(bytes.len() - late);
    let (a, b) = (&bytes[early..early + most], &bytes[late..late + most]);
    let mut same = 0;
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        let differ = u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
        if differ != 0 {
            return same + differ.trailing_zeros() as usize / 8;
        }
        same += 8;
    }
    same + a[same..]
        .iter()
        .zip(&b[same..])
        .take_while(|(a, b)| a == b)
        .count()
}

/// The symbol, extra bits and their number of a length or distance above `base` steps of which `per` share a size.
fn bucket(value: u32, per: u32) -> (usize, u32, u32) {
    // Both tables double their steps after every `per` symbols.
    let shift = per.trailing_zeros();
    if value < 2 * per {
        return (value as usize, 0, 0);
    }
    let extra = value.ilog2() - shift;
    let symbol = (extra << shift) + (value >> extra);
    (symbol as usize, value & ((1 << extra) - 1), extra)
}

fn length_symbol(length: u32) -> (usize, u32, u32) {
    match length {
        258 => (285, 0, 0),
        _ => {
            let (symbol, bits, count) = bucket(length - 3, 4);
            (257 + symbol, bits, count)
        }
    }
}

fn distance_symbol(distance: u32) -> (usize, u32, u32) {
    bucket(distance - 1, 2)
}

/// One block with its own codes.
fn block(out: &mut BitWriter, tokens: &[Token]) {
    let (mut literals, mut distances) = ([0_u32; LITERALS], [0_u32; DISTANCES]);
    literals[END] = 1;
    for token in tokens {
        match token >> 16 {
            0 => literals[*token as usize] += 1,
            length => {
                literals[length_symbol(length).0] += 1;
                distances[distance_symbol(token & 0xffff).0] += 1;
            }
        }
    }
    let literal_lengths = lengths(&literals, 15);
    let mut distance_lengths = lengths(&distances, 15);
    if distance_lengths.iter().all(|length| *length == 0) {
        // A block without repetitions still has to name one distance.
        distance_lengths[0] = 1;
    }
    out.push(0b100, 3);
    huffman::write_lengths(out, &literal_lengths, &distance_lengths);
    let (literals, distances) = (canonical(&literal_lengths), canonical(&distance_lengths));
    for token in tokens {
        write_token(out, *token, &literals, &distances);
    }
    out.code(&literals, END);
}

fn write_token(out: &mut BitWriter, token: Token, literals: &Codes, distances: &Codes) {
    match token >> 16 {
        0 => out.code(literals, token as usize),
        length => {
            let (symbol, bits, count) = length_symbol(length);
            out.code(literals, symbol);
            out.push(bits, count);
            let (symbol, bits, count) = distance_symbol(token & 0xffff);
            out.code(distances, symbol);
            out.push(bits, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Unpacked by the zip reader's inflater.
    fn inflate(zlib: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(zlib), &mut out)
            .expect("a zlib stream");
        out
    }

    fn noise(n: usize, values: u32) -> Vec<u8> {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 16) % values) as u8
        };
        (0..n).map(|_| next()).collect()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let text = "国家高新区工业总产值，国家高新区营业收入；".repeat(300);
        let cases = [
            Vec::new(),
            vec![7],
            vec![0; 1_000_000],
            noise(100_000, 256),
            noise(100_000, 3),
            noise(70_000, 1),
            text.into_bytes(),
            (0..=255).cycle().take(300_000).collect(),
        ];
        for bytes in cases {
            let packed = zlib(&bytes);
            assert_eq!(inflate(&packed), bytes);
            assert!(
                packed.len() <= bytes.len() + bytes.len() / 500 + 200,
                "{} {}",
                packed.len(),
                bytes.len()
            );
        }
        assert!(zlib(&vec![0; 1_000_000]).len() < 3000);
    }

    proptest! {
        #[test]
        fn parts_join(parts in prop::collection::vec(prop::collection::vec(0..6_u8, 0..4000), 0..6)) {
            let packed: Vec<Part> = parts.iter().map(|bytes| compress(bytes)).collect();
            let mut stream = HEADER.to_vec();
            for part in &packed {
                stream.extend_from_slice(&part.bytes);
            }
            stream.extend(tail(&packed));
            prop_assert_eq!(inflate(&stream), parts.concat());
        }

        #[test]
        fn every_length_and_distance_has_its_symbol(length in 3..=258_u32, distance in 1..=32_768_u32) {
            let (symbol, bits, count) = length_symbol(length);
            prop_assert!((257..=285).contains(&symbol) && bits < 1 << count && count <= 5);
            let (symbol, bits, count) = distance_symbol(distance);
            prop_assert!(symbol < DISTANCES && bits < 1 << count && count <= 13);
        }
    }
}
