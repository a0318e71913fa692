//! What a person types into a search field, as a tree.
//!
//! Words side by side (or with `AND`) must all be there; `OR` or `|` between them asks for either side, and binds
//! less; `-word` or `NOT word` leaves out; quotes of any kind keep spaces and signs; brackets group. Nothing typed is
//! ever refused: what makes no sense is taken as little more than its words.

use super::fold;

/// Brackets deeper than this are passed over.
const DEEPEST: usize = 50;

/// A query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// A text that must occur; folded, never empty.
    Term(String),
    /// All of these; of none: everything.
    All(Vec<Query>),
    /// Any of these.
    Any(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

impl Default for Query {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let tokens = tokens(text);
        let mut parser = Parser {
            tokens: &tokens,
            depth: 0,
        };
        let mut parts = Vec::new();
        while !parser.tokens.is_empty() {
            parts.extend(parser.any());
            // A bracket nobody opened.
            parser.next_if(|token| *token == Token::Close);
        }
        all(parts).unwrap_or_default()
    }

    /// Whether it admits everything.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// Whether `text` (any text, unfolded) satisfies it.
    pub fn admits(&self, text: &str) -> bool {
        let folded: String = text.chars().map(fold).collect();
        self.holds(&mut |term| folded.contains(term))
    }

    /// Whether it holds when `has` says which terms there are.
    pub fn holds(&self, has: &mut impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Term(term) => has(term),
            Self::All(parts) => parts.iter().all(|part| part.holds(has)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(has)),
            Self::Not(part) => !part.holds(has),
        }
    }

    /// The terms that make a hit: those to point out. What is left out is not among them.
    pub fn wanted(&self) -> Vec<&str> {
        let mut terms = Vec::new();
        self.collect(true, &mut terms);
        terms
    }

    fn collect<'a>(&'a self, wanted: bool, into: &mut Vec<&'a str>) {
        match self {
            Self::Term(term) if wanted && !into.contains(&term.as_str()) => into.push(term),
            Self::Term(_) => {}
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.collect(wanted, into));
            }
            Self::Not(part) => part.collect(!wanted, into),
        }
    }

    /// Byte ranges of `text` that contain wanted terms, in order, not overlapping.
    pub fn highlights(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let wanted = self.wanted();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut folded = String::with_capacity(text.len());
        // Where each byte of the folded text comes from; folding may change a character's length.
        let mut from = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let c = fold(c);
            folded.push(c);
            from.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
        from.push(text.len());
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        for term in wanted {
            let hits = folded.match_indices(term);
            found.extend(hits.map(|(at, hit)| from[at]..from[at + hit.len()]));
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<std::ops::Range<usize>> = Vec::new();
        for range in found {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Term(String),
    Open,
    Close,
    And,
    Or,
    Not,
}

/// The closing mark of an opening quote.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '“' => '”',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            rest = after;
        } else if let Some(close) = closing(c) {
            // A quote nobody closed runs to the end.
            let (quoted, left) = after.split_once(close).unwrap_or((after, ""));
            push_term(&mut tokens, quoted);
            rest = left;
        } else if let Some(token) = sign(c, after) {
            tokens.push(token);
            rest = after;
        } else {
            let ends =
                |c: char| c.is_whitespace() || closing(c).is_some() || "()（）|｜".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            match &rest[..end] {
                "AND" => tokens.push(Token::And),
                "OR" => tokens.push(Token::Or),
                "NOT" => tokens.push(Token::Not),
                word => push_term(&mut tokens, word),
            }
            rest = &rest[end..];
        }
    }
    tokens
}

/// A sign that is a token; `-` only before what it leaves out.
fn sign(c: char, after: &str) -> Option<Token> {
    Some(match c {
        '(' | '（' => Token::Open,
        ')' | '）' => Token::Close,
        '|' | '｜' => Token::Or,
        '-' | '－' | '−' if after.starts_with(|c: char| !c.is_whitespace()) => Token::Not,
        _ => return None,
    })
}

fn push_term(tokens: &mut Vec<Token>, term: &str) {
    let folded: String = term.trim().chars().map(fold).collect();
    if !folded.is_empty() {
        tokens.push(Token::Term(folded));
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: usize,
}

impl Parser<'_> {
    fn next_if(&mut self, wanted: impl FnOnce(&Token) -> bool) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if wanted(first) => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    /// Sides of `OR`.
    fn any(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all());
            if !self.next_if(|token| *token == Token::Or) {
                break;
            }
        }
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Query::Any(parts)),
        }
    }

    /// What stands side by side.
    fn all(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            while self.next_if(|token| *token == Token::And) {}
            match self.tokens.first() {
                None | Some(Token::Close | Token::Or) => break,
                _ => parts.extend(self.one()),
            }
        }
        all(parts)
    }

    /// A term or a group, left out or not.
    fn one(&mut self) -> Option<Query> {
        let mut not = false;
        while self.next_if(|token| *token == Token::Not) {
            not = !not;
        }
        let (first, rest) = self.tokens.split_first()?;
        let part = match first {
            Token::Term(term) => {
                self.tokens = rest;
                Some(Query::Term(term.clone()))
            }
            Token::Open => {
                self.tokens = rest;
                self.depth += 1;
                let group = if self.depth <= DEEPEST {
                    self.any()
                } else {
                    None
                };
                self.depth -= 1;
                self.next_if(|token| *token == Token::Close);
                group
            }
            // A sign that stands for nothing here.
            _ => None,
        };
        match part {
            Some(part) if not => Some(Query::Not(Box::new(part))),
            part => part,
        }
    }
}

fn all(mut parts: Vec<Query>) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Query::All(parts)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text)
    }

    #[test]
    fn the_language() {
        let text = "支持高新技术企业 AI-driven 奖100万元";
        for (query, admits) in [
            ("", true),
            ("   ", true),
            ("高新", true),
            ("高新 人才", false),
            ("人才 OR 高新", true),
            ("人才|高新", true),
            ("人才 or 高新", false),
            ("高新 AND 企业", true),
            ("高新 -人才", true),
            ("高新 -企业", false),
            ("NOT 人才", true),
            ("－企业", false),
            ("ai-DRIVEN", true),
            ("-", true),
            ("R&D", false),
            ("\"企业 AI\"", true),
            ("\"企业  AI\"", false),
            ("“企业 ai”", true),
            ("「奖100」", true),
            ("１００万元", true),
            ("(人才 OR 资金) 高新", false),
            ("（人才 OR 企业）-资金", true),
            ("高新 人才 OR 奖", true),
            ("-(人才 OR 资金)", true),
            ("-(人才 OR 企业)", false),
            ("\"企业", true),
            ("企业)", true),
            ("((企业", true),
            ("OR 企业", true),
            ("企业 OR", true),
            ("AND", true),
            ("NOT", true),
        ] {
            assert_eq!(parse(query).admits(text), admits, "{query}");
        }
    }

    #[test]
    fn what_is_left_out_is_not_pointed_out() {
        assert_eq!(parse("a -b (c OR -d)").wanted(), ["a", "c"]);
        assert_eq!(parse("a a A").wanted(), ["a"]);
        let found = parse("企业 高新技术企业 ai").highlights("ＡＩ：高新技术企业与企业");
        let words: Vec<&str> = found
            .iter()
            .map(|range| &"ＡＩ：高新技术企业与企业"[range.clone()])
            .collect();
        assert_eq!(words, ["ＡＩ", "高新技术企业", "企业"]);
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{}企业", "(".repeat(100_000));
        parse(&deep).admits("x");
        parse(&"-".repeat(100_000));
        parse(&"\"".repeat(100_001));
    }

    /// A query over the words a, b, c, and how it is typed.
    fn typed() -> impl Strategy<Value = (Query, String)> {
        let word = prop::sample::select(vec!["a", "b", "c", "甲"]);
        let leaf = word.prop_map(|w| (Query::Term(w.to_owned()), w.to_owned()));
        leaf.prop_recursive(4, 24, 3, |inner| {
            let several = || prop::collection::vec(inner.clone(), 2..4);
            let typed = |parts: &[(Query, String)], between: &str| -> (Vec<Query>, String) {
                let texts: Vec<String> = parts.iter().map(|(_, t)| format!("({t})")).collect();
                let queries = parts.iter().map(|(q, _)| q.clone()).collect();
                (queries, texts.join(between))
            };
            prop_oneof![
                several().prop_map(move |parts| {
                    let (queries, text) = typed(&parts, " ");
                    (Query::All(queries), text)
                }),
                several().prop_map(move |parts| {
                    let (queries, text) = typed(&parts, " OR ");
                    (Query::Any(queries), text)
                }),
                inner.prop_map(|(q, t)| (Query::Not(Box::new(q)), format!("-({t})"))),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_typed_is_what_is_meant((query, text) in typed()) {
            let parsed = parse(&text);
            for mask in 0..16_u32 {
                let words = ["a", "b", "c", "甲"];
                let mut has = |term: &str| words.iter().position(|w| *w == term)
                    .is_some_and(|i| mask >> i & 1 == 1);
                prop_assert_eq!(parsed.holds(&mut has), query.holds(&mut has), "{}", text);
            }
        }

        #[test]
        fn nothing_typed_breaks_it(text in any::<String>(), other in any::<String>()) {
            let query = parse(&text);
            query.admits(&other);
            for range in query.highlights(&other) {
                prop_assert!(other.get(range).is_some_and(|hit| !hit.is_empty()));
            }
        }

        #[test]
        fn signs_in_any_order_break_nothing(text in r#"[ab ()"\-|“”（）]{0,40}|( |OR|AND|NOT|-|a|\(|\)){0,20}"#) {
            let query = parse(&text);
            for term in query.wanted() {
                prop_assert!(!term.is_empty());
            }
            query.admits("a b");
        }
    }
}
