//! A web page → plain text: blocks become lines, cells of a row are parted by tabs, entities are characters.

use super::encoding::{decode, decode_as};
use super::error::ReadProblem;

/// Elements that start and end a line.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "ul",
    "tr",
];

/// Elements whose contents nobody reads.
const HIDDEN: [&str; 7] = [
    "title", "script", "style", "noscript", "template", "svg", "iframe",
];

/// A list's next number, or none for bullets.
type List = Option<u32>;

/// The text of a page.
pub(super) fn read(bytes: &[u8]) -> Result<String, (ReadProblem, Option<(usize, usize)>)> {
    let source = match declared_encoding(bytes) {
        Some(encoding) if std::str::from_utf8(bytes).is_err() => decode_as(bytes, encoding)?,
        _ => decode(bytes)?,
    };
    let mut page = Page {
        source: &source,
        ..Page::default()
    };
    let mut at = 0;
    while at < source.len() {
        at = page.step(at);
    }
    Ok(page.out)
}

/// The encoding that the first bytes of a page name, unless a mark says it better. Not UTF-8, which a page that is none
/// often claims to be, nor UTF-16, in which nobody could read the claim.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if encoding_rs::Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = start.find("charset=")? + "charset=".len();
    let name = start[at..].trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    let named = encoding_rs::Encoding::for_label(&name.as_bytes()[..end.unwrap_or(name.len())]);
    let unicode = [
        encoding_rs::UTF_8,
        encoding_rs::UTF_16LE,
        encoding_rs::UTF_16BE,
    ];
    named.filter(|encoding| !unicode.contains(encoding))
}

#[derive(Default)]
struct Page<'a> {
    source: &'a str,
    out: String,
    lists: Vec<List>,
    /// Whether the cursor stands in a cell, where blocks do not break the line.
    in_cell: usize,
    /// Whether the row has a cell already.
    row_has_cell: bool,
    preformatted: usize,
}

impl Page<'_> {
    /// Reads a tag, a comment or a run of text at `at`; gives where the next one starts.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            self.text(&rest[..end]);
            return at + end;
        }
        if rest.starts_with("<!--") {
            return at + rest.find("-->").map_or(rest.len(), |end| end + 3);
        }
        let name_at = 1 + usize::from(rest.starts_with("</"));
        let name = &rest[name_at..];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            // A lone `<` is text.
            self.text("<");
            return at + 1;
        }
        let end = tag_end(rest);
        let inside = rest[name_at..end].trim_end_matches('>');
        let stop = inside
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let name = inside[..stop].to_ascii_lowercase();
        if rest.starts_with("</") {
            self.close(&name);
            return at + end;
        }
        if HIDDEN.contains(&name.as_str()) && !inside.ends_with('/') {
            return at + end + hidden_end(&rest[end..], &name);
        }
        self.open(&name, &inside[stop..]);
        at + end
    }

    fn text(&mut self, raw: &str) {
        let text = unescape(raw);
        for c in text.chars() {
            if self.preformatted > 0 && self.in_cell == 0 {
                self.out.push(c);
            } else if c.is_ascii_whitespace() {
                if !self.out.ends_with([' ', '\n', '\t', '\u{c}']) && !self.out.is_empty() {
                    self.out.push(' ');
                }
            } else {
                self.out.push(c);
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => self.line(),
            "td" | "th" => {
                if self.row_has_cell {
                    self.trim_space();
                    self.out.push('\t');
                }
                self.row_has_cell = true;
                self.in_cell += 1;
                return;
            }
            "tr" => {
                self.in_cell = 0;
                self.row_has_cell = false;
            }
            "pre" | "textarea" => self.preformatted += 1,
            _ => {}
        }
        if BLOCKS.contains(&name) || name == "pre" {
            self.line();
        }
        match name {
            // Deeper lists than anybody writes are bullets.
            "ol" if self.lists.len() < 100 => self
                .lists
                .push(Some(attribute(attributes, "start").unwrap_or(1))),
            "ul" if self.lists.len() < 100 => self.lists.push(None),
            "li" => {
                if let Some(Some(next)) = self.lists.last_mut() {
                    let number = attribute(attributes, "value").unwrap_or(*next);
                    *next = number.saturating_add(1);
                    self.out.push_str(&format!("{number}."));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "td" | "th" => {
                self.in_cell = self.in_cell.saturating_sub(1);
                return;
            }
            "ol" | "ul" => {
                self.lists.pop();
            }
            "tr" | "table" => {
                self.in_cell = 0;
                self.row_has_cell = false;
            }
            "pre" | "textarea" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        if BLOCKS.contains(&name) || name == "pre" {
            self.line();
        }
    }

    /// Ends the line, if it has begun; in a cell, a space does.
    fn line(&mut self) {
        self.trim_space();
        if self.in_cell > 0 {
            if !self.out.is_empty() && !self.out.ends_with(['\t', '\n']) {
                self.out.push(' ');
            }
        } else if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn trim_space(&mut self) {
        while self.out.ends_with(' ') {
            self.out.pop();
        }
    }
}

/// Where the tag that `rest` starts with ends; a `>` in quotes is none.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if rest[..at].trim_end().ends_with('=') => quote = Some(c),
            (None, '>') => return at + 1,
            (Some(open), c) if c == open => quote = None,
            // A quote nobody closes would swallow the page.
            (Some(_), '\n') if rest[at..].len() > 4096 && at > 4096 => return at,
            _ => {}
        }
    }
    rest.len()
}

/// How long the contents of a hidden element are, its end tag included.
fn hidden_end(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(next) = rest[at..].find("</") {
        let start = at + next + 2;
        let end = start + name.len();
        let named = bytes
            .get(start..end)
            .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        // `</styles>` ends no `style`.
        if named && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            return rest[end..]
                .find('>')
                .map_or(rest.len(), |close| end + close + 1);
        }
        at = start;
    }
    rest.len()
}

/// A number among a tag's attributes.
fn attribute(attributes: &str, name: &str) -> Option<u32> {
    let at = attributes.find(name)? + name.len();
    let value = attributes[at..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    value[..end].parse().ok()
}

/// Entities as characters; what is none stays as it is.
pub(super) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|b| b == b';');
        let name = end.and_then(|end| rest.get(1..end));
        match name.and_then(entity) {
            Some(text) => {
                out.push_str(&text);
                rest = &rest[end.unwrap_or(0) + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code)
            .filter(|c| *c != '\0')
            .map(String::from);
    }
    quick_xml::escape::resolve_html5_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(html: &str) -> String {
        read(html.as_bytes()).unwrap()
    }

    #[test]
    fn blocks_lists_tables_entities() {
        assert_eq!(
            text(
                "<html><head><title>x</title></head><p>一、&ldquo;创新&rdquo;&#12289;&nbsp;A&amp;B</p>\n<p>二<br>三</p>"
            ),
            "一、“创新”、\u{a0}A&B\n二\n三\n"
        );
        assert_eq!(
            text("<ol start=3><li>甲<li value=9>乙</ol><ul><li>丙</ul>"),
            "3.甲\n9.乙\n丙\n"
        );
        assert_eq!(
            text(
                "<table><tr><th>序号<th>责任单位</tr><tr><td><p>1</p></td><td><p>科技局</p><p>财政局</p></td></tr></table>尾"
            ),
            "序号\t责任单位\n1\t科技局 财政局\n尾"
        );
        assert_eq!(
            text("a<script>if (a</b) '<p>'</script>b<!-- <p> -->c < d"),
            "abc < d"
        );
        assert_eq!(
            text("<p title=\"a>b\">甲</p>&unknown;&#0;"),
            "甲\n&unknown;&#0;"
        );
    }

    #[test]
    fn a_head_need_not_end() {
        let head = "<head><meta charset=utf-8><TITLE>甲</TITLE><style>p{}</style>";
        assert_eq!(text(&format!("<html>{head}<body><p>一</p>")), "一\n");
        assert_eq!(
            text(&format!(
                "{head}<header>二</header><p>三</p></head><p>四</p>"
            )),
            "二\n三\n四\n"
        );
        assert_eq!(text("<style>a</styles>b</style>c"), "c");
    }

    #[test]
    fn pages_in_gbk() {
        let (bytes, _, _) = encoding_rs::GBK.encode("<meta charset=\"gb2312\"><p>高新区</p>");
        assert_eq!(read(&bytes).unwrap(), "高新区\n");
    }

    #[test]
    fn pages_that_claim_another_encoding() {
        let (bytes, _, _) = encoding_rs::GBK.encode("<meta charset=\"utf-8\"><p>高新区</p>");
        assert_eq!(read(&bytes).unwrap(), "高新区\n");
        let page = "<meta charset=utf-8>\n<p>支持高新区企业创新发展</p>";
        let broken = [page.as_bytes(), b"\xe9\xab"].concat();
        assert_eq!(read(&broken), Err((ReadProblem::Encoding, Some((2, 19)))));
        // No character is left out in silence.
        let (gbk, _, _) = encoding_rs::GBK.encode("<meta charset=gb2312>\n<p>高新");
        let broken = [&gbk[..], b"\xff</p>"].concat();
        assert_eq!(read(&broken), Err((ReadProblem::Encoding, Some((2, 6)))));
    }

    #[test]
    fn nesting_and_size_do_no_harm() {
        let start = std::time::Instant::now();
        for piece in [
            "<div>",
            "<ol><li>",
            "<table><tr><td>",
            "</",
            "<!--",
            "<p a=\"",
            "&#x",
            "<script>",
            "<",
        ] {
            let _text = text(&piece.repeat(150_000 / piece.len()));
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<(/?)(p|td|tr|ol|li|script|a b='|!--)>?|[&#x1;一 \"']){0,30}") {
            let _ignored = text(&html);
        }
    }
}
