//! Metadata as XMP, the same in SVG and PDF: title, source, version of the data and specification.

use std::borrow::Cow;

use super::png::{MAX_TEXT, PngMeta};

/// The elements, as they are named inside the packet.
const SOURCE: &str = "dc:source";
const DATA: &str = "zs:data";
const SPEC: &str = "zs:spec";

/// The RDF of these metadata.
pub(super) fn packet(meta: &PngMeta) -> String {
    let mut out = String::from(concat!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" "#,
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" "#,
        r#"xmlns:zs="urn:cn.zonescope:figure#"><rdf:Description rdf:about="">"#,
        "<xmp:CreatorTool>Zonescope ",
        env!("CARGO_PKG_VERSION"),
        "</xmp:CreatorTool>"
    ));
    if !meta.title.is_empty() {
        out += r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">"#;
        out += &escape(&meta.title);
        out += "</rdf:li></rdf:Alt></dc:title>";
    }
    for (name, text) in [
        (SOURCE, &meta.source),
        (DATA, &meta.data),
        (SPEC, &meta.spec),
    ] {
        if !text.is_empty() {
            out += &format!("<{name}>{}</{name}>", escape(text));
        }
    }
    out + "</rdf:Description></rdf:RDF>"
}

/// Reads what [`packet`] wrote anywhere in `bytes`; what is missing stays empty.
pub(super) fn read(bytes: &[u8]) -> PngMeta {
    PngMeta {
        title: element(bytes, r#"<rdf:li xml:lang="x-default">"#, "</rdf:li>"),
        source: element(bytes, "<dc:source>", "</dc:source>"),
        data: element(bytes, "<zs:data>", "</zs:data>"),
        spec: element(bytes, "<zs:spec>", "</zs:spec>"),
        dpi: None,
    }
}

/// The text between two tags; empty when there is none or it is too long.
fn element(bytes: &[u8], open: &str, close: &str) -> String {
    let find = memchr::memmem::find;
    let Some(start) = find(bytes, open.as_bytes()).map(|at| at + open.len()) else {
        return String::new();
    };
    let rest = &bytes[start..];
    // Escaped, a text is at most six times as long.
    let rest = &rest[..rest.len().min(6 * MAX_TEXT)];
    let inside = find(rest, close.as_bytes()).map(|end| &rest[..end]);
    let text = inside.and_then(|inside| std::str::from_utf8(inside).ok());
    let text = text.map(unescape).unwrap_or_default();
    if text.len() > MAX_TEXT {
        return String::new();
    }
    text
}

/// A text between tags or in a quoted attribute. Characters XML cannot hold are left out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let special = |c: char| {
        matches!(
            c,
            '&' | '<' | '>' | '"' | '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}'
        )
    };
    if !text.contains(special) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(c),
            '\r' => out += "&#13;",
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out.into()
}

/// The text that was escaped, by us or by another program.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        rest = &rest[at..];
        let name = rest[1..].split(';').next().unwrap_or_default();
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            name if name.len() < 10 => name.strip_prefix('#').and_then(|number| {
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                };
                code.and_then(char::from_u32)
            }),
            _ => None,
        };
        match known {
            Some(c) if rest.as_bytes().get(name.len() + 1) == Some(&b';') => {
                out.push(c);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn meta(spec: &str) -> PngMeta {
        PngMeta {
            title: "高新区 <GDP> & “比较”".to_owned(),
            source: "来源：《导报》".to_owned(),
            data: "数据 7".to_owned(),
            spec: spec.to_owned(),
            dpi: None,
        }
    }

    #[test]
    fn metadata_come_back() {
        let spec = "(\n  title: (zh: \"a < b && c > d\\u{1}\"),\r\n)";
        assert_eq!(read(packet(&meta(spec)).as_bytes()), meta(spec));
        assert_eq!(read(b"<svg/>"), PngMeta::default());
        assert_eq!(
            unescape("&#x56fd;&apos;&#39;&nbsp;& &#0x;&;&amp"),
            "国''&nbsp;& &#0x;&;&amp"
        );
    }

    #[test]
    fn what_is_too_long_is_not_read() {
        let long = format!("<zs:spec>{}</zs:spec>", "x".repeat(MAX_TEXT + 1));
        assert_eq!(read(long.as_bytes()).spec, "");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{fffe}\u{ffff}]*") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }

        #[test]
        fn any_bytes_do_no_harm(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            let bytes = [b"<zs:spec>&#", &noise[..], b"</zs:spec>"].concat();
            prop_assert!(read(&bytes).spec.len() <= MAX_TEXT);
        }
    }
}
