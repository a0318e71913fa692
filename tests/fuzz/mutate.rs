//! Small and large damage to a file: bytes, words, numbers, lines, nesting, repetition.

use crate::rng::Rng;

/// Inputs stay below this, in bytes: the promise about memory is made for files under 1 MB.
pub const MAX_INPUT: usize = 1_000_000;

/// What numbers are replaced with.
const NUMBERS: [&str; 18] = [
    "0",
    "-1",
    "1",
    "127",
    "255",
    "256",
    "32768",
    "65535",
    "65536",
    "2147483647",
    "4294967295",
    "9223372036854775807",
    "18446744073709551615",
    "340282366920938463463374607431768211456",
    "1e308",
    "1e999",
    "-0.0000000000000000000000000001",
    "NaN",
];

/// Texts that trip programs up.
const TEXTS: [&str; 16] = [
    "",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{200d}",
    "e\u{301}\u{301}\u{301}",
    "👨‍👩‍👧‍👦",
    "高新技术产业开发区",
    "１２３４５",
    "１．８万余",
    "=1+1",
    "../../../etc/passwd",
    "\r\n",
    "\"",
    "'",
    "\\",
];

/// Byte values at the edges.
const BYTES: [u8; 10] = [0, 1, 9, 10, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff];

/// Damages `bytes` one to six times; `others` are files to steal from, `words` what the format is made of.
pub fn mutate(bytes: &mut Vec<u8>, others: &[Vec<u8>], words: &[&str], rng: &mut Rng) {
    for _ in 0..=rng.below(6) {
        once(bytes, others, words, rng);
        bytes.truncate(MAX_INPUT - 1);
    }
}

fn once(bytes: &mut Vec<u8>, others: &[Vec<u8>], words: &[&str], rng: &mut Rng) {
    let len = bytes.len();
    match rng.below(15) {
        0 => {
            if let Some(byte) = bytes.get_mut(rng.below(len)) {
                *byte ^= 1 << rng.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(rng.below(len)) {
                *byte = *rng.pick(&BYTES);
            }
        }
        2 => {
            let noise: Vec<u8> = (0..=rng.below(8)).map(|_| rng.next() as u8).collect();
            insert(bytes, rng.below(len + 1), &noise);
        }
        3 => {
            let range = range(len, 64, rng);
            bytes.drain(range);
        }
        4 => {
            let range = range(len, 512, rng);
            bytes.drain(range);
        }
        5 => bytes.truncate(rng.below(len + 1)),
        6 => {
            let piece = bytes[range(len, 256, rng)].to_vec();
            insert(bytes, rng.below(bytes.len() + 1), &piece);
        }
        7 => {
            // A piece again and again: huge counts, long lines, many records.
            let piece = bytes[range(len, 128, rng)].to_vec();
            let most = if rng.one_in(20) { 200_000 } else { 2000 };
            let times = (1 << rng.below(13)).min(most / piece.len().max(1));
            insert(bytes, rng.below(bytes.len() + 1), &piece.repeat(times));
        }
        8 => {
            let other = rng.pick(others).clone();
            let piece = &other[range(other.len(), 512, rng)];
            insert(bytes, rng.below(len + 1), piece);
        }
        9 => number(bytes, rng),
        10 => quoted(bytes, rng),
        11 if !words.is_empty() => {
            let word = rng.pick(words);
            insert(bytes, rng.below(len + 1), word.as_bytes());
        }
        12 if !words.is_empty() => word_for_word(bytes, words, rng),
        13 => swap_lines(bytes, rng),
        _ => {
            let open = *rng.pick(&["[", "(", "{", "Some(", "<w:p>", "<<", "[[", "/*"]);
            let times = 1 << small(4, rng);
            insert(bytes, rng.below(len + 1), open.repeat(times).as_bytes());
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    if bytes.len() + piece.len() < MAX_INPUT {
        bytes.splice(at..at, piece.iter().copied());
    }
}

fn range(len: usize, longest: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = rng.below(len);
    start..(start + 1 + rng.below(longest)).min(len)
}

/// Puts an odd number where a number stands.
fn number(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let from = rng.below(bytes.len());
    let digit = |b: &u8| b.is_ascii_digit();
    let Some(start) = bytes[from..].iter().position(digit).map(|at| from + at) else {
        return;
    };
    let rest = bytes[start..].iter();
    let count = rest.take_while(|b| digit(b)).count();
    let number = rng.pick(&NUMBERS).as_bytes();
    bytes.splice(start..start + count, number.iter().copied());
}

/// Puts an odd text between quotation marks.
fn quoted(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let from = rng.below(bytes.len());
    let quote = |rest: &[u8]| rest.iter().position(|&b| b == b'"');
    let Some(start) = quote(&bytes[from..]).map(|at| from + at + 1) else {
        return;
    };
    let Some(end) = quote(&bytes[start..]).map(|at| start + at) else {
        return;
    };
    let times = 1 << small(3, rng);
    let text = rng.pick(&TEXTS).repeat(times);
    if bytes.len() + text.len() < MAX_INPUT {
        bytes.splice(start..end, text.bytes());
    }
}

/// Puts a word of the format where another one stands.
fn word_for_word(bytes: &mut Vec<u8>, words: &[&str], rng: &mut Rng) {
    let word = rng.pick(words).as_bytes();
    let from = rng.below(bytes.len());
    let mut windows = bytes[from..].windows(word.len().max(1));
    if let Some(at) = windows.position(|window| window == word) {
        let other = rng.pick(words).as_bytes();
        let start = from + at;
        bytes.splice(start..start + word.len(), other.iter().copied());
    }
}

fn swap_lines(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&b| b == b'\n').collect();
    let (a, b) = (rng.below(lines.len()), rng.below(lines.len()));
    if a < lines.len() && b < lines.len() {
        lines.swap(a, b);
        *bytes = lines.concat();
    }
}

/// An exponent: mostly below `usual`, sometimes up to 12.
fn small(usual: usize, rng: &mut Rng) -> usize {
    let most = if rng.one_in(10) { 12 } else { usual };
    rng.below(most)
}
