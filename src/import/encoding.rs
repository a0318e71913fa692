//! Bytes → text: UTF-8, UTF-16 with its mark, else GB18030 (which GBK and GB 2312 are part of).

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
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if plausible(&text) => Ok(unix(&text)),
        _ => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let start = before
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(0, |at| at + 1);
            let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
            Err((ReadProblem::Encoding, Some((line, column))))
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<String, (ReadProblem, Option<(usize, usize)>)> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(unix(text)),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let place = (
                before.matches('\n').count() + 1,
                before[start..].chars().count() + 1,
            );
            Err((ReadProblem::Encoding, Some(place)))
        }
    }
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
