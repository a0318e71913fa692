//! Where things stand in a RON text: a tolerant scanner that only knows brackets, strings and comments.
//!
//! `ron` says what a text means but not where each value stood; problems found after parsing (an unknown zone, a
//! location out of range) are placed with this. Never fails: what it cannot follow, it stops at.

use std::ops::Range;

/// Deeper texts are refused by `ron` before anybody asks for a place in them.
const MAX_DEPTH: usize = 200;

/// One step from a value to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The field of a struct.
    Field(&'static str),
    /// The element of a list.
    Item(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Colon,
    Comma,
    Text,
    Word,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    at: Range<usize>,
}

#[derive(Debug)]
enum Inside<'a> {
    Nothing,
    Items(Vec<Node<'a>>),
    Fields(Vec<(&'a str, Node<'a>)>),
}

/// A value and where it starts.
#[derive(Debug)]
pub(super) struct Node<'a> {
    start: usize,
    inside: Inside<'a>,
}

impl Node<'_> {
    /// Byte offset of the value at the end of `path`, or of the nearest value around it that is there.
    pub(super) fn offset(&self, path: &[Step]) -> usize {
        let mut node = self;
        for step in path {
            let next = match (step, &node.inside) {
                (Step::Item(index), Inside::Items(items)) => items.get(*index),
                (Step::Field(name), Inside::Fields(fields)) => {
                    (fields.iter()).find_map(|(field, node)| (field == name).then_some(node))
                }
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.start
    }
}

/// The tree of a whole RON text.
pub(super) fn tree(text: &str) -> Node<'_> {
    let tokens = tokens(text);
    value(text, &tokens, &mut 0, 0)
}

/// The elements of the list that a text consists of, each as the range of its text; `None` when it is no list
/// or never ends.
pub(super) fn elements(text: &str) -> Option<Vec<Range<usize>>> {
    let tokens = tokens(text);
    let first = tokens.first()?;
    if &text[first.at.clone()] != "[" {
        return None;
    }
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = None;
    let mut end = 0;
    for token in &tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.checked_sub(1)?,
            _ => {}
        }
        let at_top = depth == 1 && matches!(token.kind, Kind::Comma) || depth == 0;
        if at_top {
            found.extend(start.take().map(|start| start..end));
        } else if !(depth == 1 && token.kind == Kind::Open && token.at.start == first.at.start) {
            start.get_or_insert(token.at.start);
            end = token.at.end;
        }
        if depth == 0 {
            return Some(found);
        }
    }
    None
}

fn value<'a>(text: &'a str, tokens: &[Token], next: &mut usize, depth: usize) -> Node<'a> {
    let Some(token) = tokens.get(*next) else {
        return leaf(text.len());
    };
    let start = token.at.start;
    *next += 1;
    let name = match token.kind {
        Kind::Open => {
            return Node {
                start,
                inside: inside(text, tokens, next, depth),
            };
        }
        Kind::Word => &text[token.at.clone()],
        _ => return leaf(start),
    };
    // `Name(…)`: a struct, an enum variant or `Some`.
    match tokens.get(*next) {
        Some(open) if open.kind == Kind::Open => {
            *next += 1;
            match inside(text, tokens, next, depth) {
                Inside::Items(mut items) if name == "Some" && items.len() == 1 => {
                    items.pop().unwrap_or_else(|| leaf(start))
                }
                inside => Node { start, inside },
            }
        }
        _ => leaf(start),
    }
}

fn leaf(start: usize) -> Node<'static> {
    Node {
        start,
        inside: Inside::Nothing,
    }
}

/// What stands between an opening bracket (already taken) and its closing one.
fn inside<'a>(text: &'a str, tokens: &[Token], next: &mut usize, depth: usize) -> Inside<'a> {
    if depth >= MAX_DEPTH {
        *next = tokens.len();
        return Inside::Nothing;
    }
    let (mut items, mut fields) = (Vec::new(), Vec::new());
    while let Some(token) = tokens.get(*next) {
        match token.kind {
            Kind::Close => {
                *next += 1;
                break;
            }
            Kind::Comma | Kind::Colon => *next += 1,
            Kind::Word | Kind::Text
                if tokens.get(*next + 1).is_some_and(|t| t.kind == Kind::Colon) =>
            {
                let name = &text[token.at.clone()];
                *next += 2;
                fields.push((name, value(text, tokens, next, depth + 1)));
            }
            _ => items.push(value(text, tokens, next, depth + 1)),
        }
    }
    match fields.is_empty() {
        true => Inside::Items(items),
        false => Inside::Fields(fields),
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let start = i;
        let kind = match bytes[i] {
            b if b.is_ascii_whitespace() => {
                i += 1;
                continue;
            }
            b'/' if matches!(bytes.get(i + 1), Some(b'/' | b'*')) => {
                i = comment_end(bytes, i);
                continue;
            }
            b'#' if bytes.get(i + 1) == Some(&b'!') => {
                // `#![enable(…)]`
                i = find(bytes, i, b"]");
                continue;
            }
            b'(' | b'[' | b'{' => Kind::Open,
            b')' | b']' | b'}' => Kind::Close,
            b':' => Kind::Colon,
            b',' => Kind::Comma,
            _ => {
                let (kind, end) = word(bytes, i);
                i = end - 1;
                kind
            }
        };
        i += 1;
        found.push(Token { kind, at: start..i });
    }
    found
}

/// End of the string, character or bare word at `i`; always past `i` and on a character boundary.
fn word(bytes: &[u8], i: usize) -> (Kind, usize) {
    match bytes[i] {
        b'"' => return (Kind::Text, quoted(bytes, i + 1, b'"')),
        b'\'' => return (Kind::Text, quoted(bytes, i + 1, b'\'')),
        b'b' if bytes.get(i + 1) == Some(&b'"') => return (Kind::Text, quoted(bytes, i + 2, b'"')),
        b'r' => {
            let hashes = bytes[i + 1..].iter().take_while(|&&b| b == b'#').count();
            if bytes.get(i + 1 + hashes) == Some(&b'"') {
                let mut close = vec![b'"'];
                close.resize(hashes + 1, b'#');
                return (Kind::Text, find(bytes, i + 2 + hashes, &close));
            }
        }
        _ => {}
    }
    let ends = |b: &u8| b.is_ascii_whitespace() || b"()[]{}:,\"'".contains(b);
    let length = bytes[i + 1..].iter().position(ends);
    (
        Kind::Word,
        length.map_or(bytes.len(), |length| i + 1 + length),
    )
}

fn quoted(bytes: &[u8], mut i: usize, quote: u8) -> usize {
    while i < bytes.len() && bytes[i] != quote {
        i += if bytes[i] == b'\\' { 2 } else { 1 };
    }
    (i + 1).min(bytes.len())
}

/// Block comments nest.
fn comment_end(bytes: &[u8], i: usize) -> usize {
    if bytes[i + 1] == b'/' {
        return find(bytes, i, b"\n");
    }
    let mut depth = 0usize;
    let mut i = i;
    while i < bytes.len() {
        let step = match &bytes[i..(i + 2).min(bytes.len())] {
            b"/*" => {
                depth += 1;
                2
            }
            b"*/" => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        i += step;
        if depth == 0 {
            break;
        }
    }
    i
}

/// Past the next `what` from `i` on; the end of the text when there is none.
fn find(bytes: &[u8], i: usize, what: &[u8]) -> usize {
    let rest = bytes.get(i..).unwrap_or_default();
    let found = rest.windows(what.len()).position(|window| window == what);
    found.map_or(bytes.len(), |found| i + found + what.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Step::{Field, Item};
    use super::*;

    const TEXT: &str = r##"#![enable(implicit_some)]
// id: "no", not this one
[
    Zone(id: "a", name: "济宁", tags: ["x", "y"]), /* ( */
    (
        id: "b", name: r#"a " ("#,
        location: Some((lon: 200.0, lat: 35)),
        rule: Sum(parts: [(entity: "a"), (entity: "zz")]),
    ),
]
"##;

    #[test]
    fn follows_paths() {
        let tree = tree(TEXT);
        let rest = |path: &[Step]| &TEXT[tree.offset(path)..];
        assert!(rest(&[Item(0), Field("id")]).starts_with("\"a\""));
        assert!(rest(&[Item(0), Field("tags"), Item(1)]).starts_with("\"y\""));
        assert!(rest(&[Item(1), Field("id")]).starts_with("\"b\""));
        assert!(rest(&[Item(1), Field("location"), Field("lon")]).starts_with("200.0"));
        let path = [
            Item(1),
            Field("rule"),
            Field("parts"),
            Item(1),
            Field("entity"),
        ];
        assert!(rest(&path).starts_with("\"zz\""));
        // What is not there leads to what is around it.
        assert!(rest(&[Item(0), Field("city")]).starts_with("Zone"));
        assert!(rest(&[Item(9)]).starts_with('['));
    }

    #[test]
    fn splits_the_list() {
        let parts = elements(TEXT).unwrap();
        assert_eq!(parts.len(), 2);
        assert!(
            TEXT[parts[0].clone()].starts_with("Zone(") && TEXT[parts[0].clone()].ends_with(')')
        );
        assert!(TEXT[parts[1].clone()].starts_with('(') && TEXT[parts[1].clone()].ends_with(')'));
        assert!(elements("[]").unwrap().is_empty());
        assert_eq!(elements("[(a: 1), (b"), None);
        assert_eq!(elements("(a: [1])"), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in r#"[\[\](){}:,"'/*\\r#b!a高 \n-]{0,60}"#) {
            let _places = elements(&text);
            let at = tree(&text).offset(&[Item(0), Field("a"), Item(1)]);
            prop_assert!(text.is_char_boundary(at));
        }
    }

    #[test]
    fn deep_texts_do_not_overflow() {
        for open in ["[", "(a:", "Some("] {
            let deep = open.repeat(100_000);
            assert_eq!(elements(&deep), None);
            tree(&deep);
        }
    }
}
