//! Bytes → text: UTF-8, UTF-16 with its mark, else GB18030 (which GBK and GB 2312 are part of).

use encoding_rs::{DecoderResult, Encoding};

use super::error::ReadProblem;

/// The text of `bytes`, or where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, (ReadProblem, Option<(usize, usize)>)> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest);
    }
    for (mark, encoding) in [
        (b"\xff\xfe", encoding_rs::UTF_16LE),
        (b"\xfe\xff", encoding_rs::UTF_16BE),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            let text = text.ok_or((ReadProblem::Encoding, None))?;
            return Ok(unix(&text));
        }
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return utf8(bytes);
    };
    if is_cut(&bytes[..error.valid_up_to()]) {
        return utf8(bytes);
    }
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if plausible(&text) => Ok(unix(&text)),
        _ => utf8(bytes),
    }
}

/// The text of `bytes` in the encoding it names, or where they are none.
pub(super) fn decode_as(
    bytes: &[u8],
    encoding: &'static Encoding,
) -> Result<String, (ReadProblem, Option<(usize, usize)>)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or_default());
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(unix(&text)),
        _ => Err((ReadProblem::Encoding, Some(end_of(&text)))),
    }
}

/// Whether `before`, which is UTF-8, has so much Chinese that what follows is damage and no other encoding: GB18030
/// would make other characters of it without a word. Text in GB18030 hardly ever starts with this much UTF-8.
fn is_cut(before: &[u8]) -> bool {
    let starts = before.iter().filter(|byte| **byte >= 0xc0);
    starts.count() >= 8
}

fn utf8(bytes: &[u8]) -> Result<String, (ReadProblem, Option<(usize, usize)>)> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(unix(text)),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Err((ReadProblem::Encoding, Some(end_of(&before))))
        }
    }
}

/// Line and column of what follows `before`.
fn end_of(before: &str) -> (usize, usize) {
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}

/// Bytes of another kind often pass for GB18030, but give characters nobody writes.
fn plausible(text: &str) -> bool {
    let (mut odd, mut all) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        odd += usize::from(control || private);
    }
    odd * 50 <= all
}

/// Lines that end in `\n`, whatever they ended in before.
pub(super) fn unix(text: &str) -> String {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn encodings() {
        let text = "一、提升\n1.支持";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(
            decode(&[b"\xef\xbb\xbf", text.as_bytes()].concat()).unwrap(),
            text
        );
        assert_eq!(decode(&gbk).unwrap(), text);
        assert_eq!(decode(&[b"\xff\xfe", &le[..]].concat()).unwrap(), text);
        assert_eq!(decode(&[b"\xfe\xff", &be[..]].concat()).unwrap(), text);
        assert_eq!(decode(b"a\r\nb\rc").unwrap(), "a\nb\nc");
        let broken = [text.as_bytes(), b"\xff\xff"].concat();
        assert_eq!(decode(&broken), Err((ReadProblem::Encoding, Some((2, 5)))));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ignored = decode(&bytes);
        }
    }
}
