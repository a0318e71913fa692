//! Whether the streams of a PDF would unfold to more than a document needs. Counted before anything keeps them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::import::limits::PART_LIMIT;

/// What all streams together may unfold to.
const TOTAL: usize = 4 * PART_LIMIT;
/// LZW unfolds up to 1 : 1400 and is not counted here; no document has this much of it.
const LZW: usize = 100 << 10;

pub(super) fn unfolds_too_far(bytes: &[u8]) -> bool {
    let mut total = 0;
    let mut buffer = vec![0; 1 << 16];
    let mut before = 0;
    let mut lzw = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let dict = &bytes[before.max(at.saturating_sub(2000))..at];
        before = at;
        let count = |name: &[u8]| memmem::find_iter(dict, name).count();
        // A stream packed twice unfolds twice, and only once is counted.
        if count(b"FlateDecode") + count(b"/Fl ") + count(b"LZWDecode") + count(b"/LZW ") > 1 {
            return true;
        }
        let data = bytes[at + b"stream".len()..].trim_ascii_start();
        if count(b"LZW") > 0 {
            lzw += memmem::find(data, b"endstream").unwrap_or(data.len());
        }
        // Not every stream is packed; what is not, unfolds to nothing.
        let mut decoder = ZlibDecoder::new(data);
        let mut one = 0;
        while let Ok(read) = decoder.read(&mut buffer) {
            if read == 0 {
                break;
            }
            one += read;
            if one > PART_LIMIT {
                return true;
            }
        }
        total += one;
        if total > TOTAL || lzw > LZW {
            return true;
        }
    }
    false
}
