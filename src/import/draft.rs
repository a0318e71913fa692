//! A document being taken in: its text cut into pieces, each with a role, and what a person decided about them.
//!
//! The pieces cover the text without gap or overlap, whatever is done to them: so every character stands in exactly
//! one head, measure, or piece that is kept beside them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::marker::blank;
pub use crate::model::KeptKind as Why;
use crate::model::{EntityId, Instrument, Period};

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// The document's title.
    Title,
    /// Its number.
    Number,
    /// Who issued it.
    Issuer,
    /// Its date.
    Date,
    /// A head.
    Head,
    /// A sub-head.
    SubHead,
    /// A measure, from its number on.
    Measure,
    /// More of the measure above, after something that interrupted it.
    Body,
    /// Who is responsible for the measure above.
    Responsible,
    /// Anything else, kept where it stands.
    Kept(Why),
}

/// A piece of the text; it starts where the one before ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where it ends, in bytes.
    pub end: usize,
    /// What it is.
    pub role: Role,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Issuing bodies.
    pub issuers: Vec<String>,
    /// Date of issue.
    pub date: Option<Period>,
    /// How many measures it says it has.
    pub declared: Option<u32>,
    /// The zone it is about.
    pub zone: Option<EntityId>,
}

/// What a person decided about a head or measure, over what the rules propose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The head of the common frame; of a head, for the measures under it.
    pub category: Option<String>,
    /// The instruments.
    pub instruments: Option<Vec<Instrument>>,
    /// The target groups.
    pub targets: Option<Vec<String>>,
    /// Proposed quantities that are none, as printed.
    pub refused: Vec<String>,
}

/// A document being taken in. Cheap to clone but for its pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Name of the file it was read from.
    pub file: String,
    /// The plain text: lines end in `\n`, pages in form feeds, the cells of a table's row are parted by tabs.
    pub text: Arc<str>,
    /// The pieces; the last ends where the text ends.
    pub pieces: Vec<Piece>,
    /// What the document says about itself.
    pub facts: Facts,
    /// Decisions, by the start of the piece they are about.
    #[serde(default)]
    pub choices: BTreeMap<usize, Choice>,
}

impl Draft {
    /// Whether the pieces cover the text: of a draft read from a file, this has to be asked.
    pub fn is_sound(&self) -> bool {
        let mut ends = self.pieces.iter().map(|piece| piece.end);
        let bounds = ends
            .clone()
            .all(|end| end > 0 && self.text.is_char_boundary(end));
        let grows = self.pieces.windows(2).all(|two| two[0].end < two[1].end);
        bounds && grows && ends.next_back().unwrap_or(0) == self.text.len()
    }

    /// Where piece `index` starts.
    pub fn start(&self, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(before) => self.pieces.get(before).map_or(0, |piece| piece.end),
            None => 0,
        }
    }

    /// Where piece `index` stands in the text.
    pub fn range(&self, index: usize) -> Range<usize> {
        let end = self.pieces.get(index).map_or(0, |piece| piece.end);
        self.start(index).min(end)..end
    }

    /// The text of piece `index`, as it stands.
    pub fn slice(&self, index: usize) -> &str {
        self.text.get(self.range(index)).unwrap_or("")
    }

    /// Line and column, from 1, of the byte at `at`.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or("");
        let start = before.rfind(['\n', '\u{c}']).map_or(0, |i| i + 1);
        let line = before.matches(['\n', '\u{c}']).count() + 1;
        (line, before[start..].chars().count() + 1)
    }

    /// Makes piece `index` something else.
    pub fn set_role(&mut self, index: usize, role: Role) {
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.role = role;
        }
    }

    /// Cuts piece `index` at the byte `at` of the text; the second part becomes `role`. False when that is no place
    /// to cut at.
    pub fn split(&mut self, index: usize, at: usize, role: Role) -> bool {
        let range = self.range(index);
        let slice = self.slice(index);
        // A part of nothing but white space would be a piece nobody can see.
        let (before, after) = match at
            .checked_sub(range.start)
            .and_then(|n| slice.split_at_checked(n))
        {
            Some(parts) => parts,
            None => return false,
        };
        if before.chars().all(blank) || after.chars().all(blank) {
            return false;
        }
        let first = Piece {
            end: at,
            role: self.pieces[index].role,
        };
        self.pieces.insert(index, first);
        self.pieces[index + 1].role = role;
        true
    }

    /// Joins piece `index` with the one above it. A page number or other kept piece between a measure and the rest of
    /// it stays kept. False when there is nothing to join with.
    pub fn merge_up(&mut self, index: usize) -> bool {
        let Some(above) = index.checked_sub(1) else {
            return false;
        };
        let (Some(before), Some(now)) = (self.pieces.get(above), self.pieces.get(index)) else {
            return false;
        };
        let of_measure =
            |role: Role| matches!(role, Role::Measure | Role::Body | Role::Responsible);
        let interrupted = matches!(before.role, Role::Kept(_) | Role::Responsible)
            && now.role == Role::Measure
            && self.pieces[..above]
                .iter()
                .any(|piece| of_measure(piece.role));
        self.choices.remove(&self.start(index));
        if interrupted {
            self.pieces[index].role = Role::Body;
        } else {
            self.pieces[above].end = self.pieces[index].end;
            self.pieces.remove(index);
        }
        true
    }

    /// Changes the decisions about piece `index`.
    pub fn choose(&mut self, index: usize, change: impl FnOnce(&mut Choice)) {
        let start = self.start(index);
        let choice = self.choices.entry(start).or_default();
        change(choice);
        if *choice == Choice::default() {
            self.choices.remove(&start);
        }
    }

    /// The decisions about piece `index`.
    pub fn choice(&self, index: usize) -> Option<&Choice> {
        self.choices.get(&self.start(index))
    }

    /// Where piece `index` may be cut: after every mark that ends a clause.
    pub fn cuts(&self, index: usize) -> Vec<usize> {
        let range = self.range(index);
        let slice = self.slice(index);
        let mut cuts = Vec::new();
        let mut ended = false;
        let mut words = false;
        for (at, c) in slice.char_indices() {
            let ends = matches!(
                c,
                '。' | '；' | '：' | '，' | '！' | '？' | ';' | '\n' | '\t' | '\u{c}'
            );
            if ended && !ends && !blank(c) && !matches!(c, '”' | '’' | '）' | '》' | ')') {
                if words {
                    cuts.push(range.start + at);
                }
                ended = false;
            }
            ended |= ends;
            words |= !ends && !blank(c);
        }
        cuts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(text: &str, ends: &[(usize, Role)]) -> Draft {
        let pieces = ends.iter().map(|(end, role)| Piece {
            end: *end,
            role: *role,
        });
        Draft {
            text: text.into(),
            pieces: pieces.collect(),
            ..Draft::default()
        }
    }

    #[test]
    fn cutting_and_joining() {
        let text = "1.甲。2.乙。\n";
        let mut draft = draft(text, &[(text.len(), Role::Measure)]);
        assert_eq!(draft.cuts(0), [8]);
        assert!(!draft.split(0, 7, Role::Measure), "inside a character");
        assert!(
            !draft.split(0, text.len() - 1, Role::Measure),
            "only a line's end is left"
        );
        assert!(draft.split(0, 8, Role::Measure));
        assert_eq!((draft.slice(0), draft.slice(1)), ("1.甲。", "2.乙。\n"));
        assert!(draft.is_sound());
        assert_eq!(draft.place(10), (1, 7));
        assert!(draft.merge_up(1) && !draft.merge_up(0));
        assert_eq!(draft.pieces.len(), 1);
        assert!(draft.is_sound());
    }

    #[test]
    fn joining_over_a_page_number_keeps_it() {
        let mut draft = draft(
            "ab3cd",
            &[
                (2, Role::Measure),
                (3, Role::Kept(Why::PageNumber)),
                (5, Role::Measure),
            ],
        );
        assert!(draft.merge_up(2));
        assert_eq!(draft.pieces[2].role, Role::Body);
        assert_eq!(draft.pieces.len(), 3);
    }

    proptest! {
        #[test]
        fn edits_keep_the_cover(
            text in "[甲乙。；1.\n\t ]{1,60}",
            edits in proptest::collection::vec((0usize..8, 0usize..200, 0u8..3), 0..20),
        ) {
            let mut draft = draft(&text, &[(text.len(), Role::Measure)]);
            for (index, at, what) in edits {
                match what {
                    0 => { draft.split(index, at, Role::Measure); }
                    1 => { draft.merge_up(index); }
                    _ => draft.set_role(index, Role::Kept(Why::Aside)),
                }
                prop_assert!(draft.is_sound());
            }
        }
    }
}
