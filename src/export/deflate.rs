//! zlib streams: whole, or in parts that are compressed apart from each other, on as many cores as there are.

use std::cell::RefCell;

use zlib_rs::adler32::{adler32, adler32_combine};
use zlib_rs::{Deflate, DeflateConfig, DeflateFlush, compress_bound, compress_slice};

/// Charts are flat, long runs repeat the byte or the row before: looking further for repetitions takes time and saves
/// little.
const LEVEL_OF_PARTS: i32 = 2;

/// Adler-32 of nothing.
const NOTHING: u32 = 1;

/// A part of a stream: compressed on its own, to be joined in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Whole bytes of deflate blocks, none of them the last.
    pub bytes: Vec<u8>,
    checksum: u32,
    /// How many bytes it was.
    len: u64,
}

/// A zlib stream of all of `bytes`.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0; compress_bound(bytes.len())];
    let (packed, _) = compress_slice(&mut out, bytes, DeflateConfig::default());
    let length = packed.len();
    out.truncate(length);
    out
}

/// What a stream of parts begins with.
pub const HEADER: [u8; 2] = [0x78, 0x01];

/// What a stream of these parts ends with.
pub fn tail<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Vec<u8> {
    let sum = parts.into_iter().fold(NOTHING, |sum, part| {
        adler32_combine(sum, part.checksum, part.len)
    });
    // The last block is an empty stored one.
    let mut out = vec![1, 0, 0, 0xff, 0xff];
    out.extend(sum.to_be_bytes());
    out
}

thread_local! {
    /// New ones want new memory, and that costs more than what they do with it.
    static STREAM: RefCell<Deflate> = RefCell::new(Deflate::new(LEVEL_OF_PARTS, false, 15));
}

/// Compresses one part.
pub fn compress(bytes: &[u8]) -> Part {
    STREAM.with_borrow_mut(|stream| {
        stream.reset();
        flushed(stream, bytes)
    })
}

fn flushed(stream: &mut Deflate, bytes: &[u8]) -> Part {
    let mut out = vec![0; bytes.len() / 16 + 64];
    loop {
        let (read, written) = (stream.total_in() as usize, stream.total_out() as usize);
        // The flush ends on a whole byte, where the next part can begin.
        let done = stream.compress(&bytes[read..], &mut out[written..], DeflateFlush::SyncFlush);
        let written = stream.total_out() as usize;
        if done.is_err() || written < out.len() {
            out.truncate(written);
            break;
        }
        out.resize(2 * out.len(), 0);
    }
    Part {
        bytes: out,
        checksum: adler32(NOTHING, bytes),
        len: bytes.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inflate(zlib: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(zlib), &mut out)
            .expect("a zlib stream");
        out
    }

    fn joined(parts: &[Part]) -> Vec<u8> {
        let mut stream = HEADER.to_vec();
        for part in parts {
            stream.extend_from_slice(&part.bytes);
        }
        stream.extend(tail(parts));
        stream
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
            text.into_bytes(),
            (0..=255).cycle().take(300_000).collect(),
        ];
        for bytes in cases {
            for packed in [zlib(&bytes), joined(&[compress(&bytes)])] {
                assert!(inflate(&packed) == bytes);
                let most = bytes.len() + bytes.len() / 500 + 200;
                assert!(packed.len() <= most, "{} {}", packed.len(), bytes.len());
            }
        }
    }

    proptest! {
        #[test]
        fn parts_join(parts in prop::collection::vec(prop::collection::vec(0..6_u8, 0..4000), 0..6)) {
            let packed: Vec<Part> = parts.iter().map(|bytes| compress(bytes)).collect();
            prop_assert_eq!(inflate(&joined(&packed)), parts.concat());
        }
    }
}
