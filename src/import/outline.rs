//! What a draft says, read off its pieces: the tree, the measures with what is proposed for them, what is odd.

use std::collections::HashMap;

use super::draft::{Choice, Draft, Role, Why};
use super::flow::{flow, tidy};
use super::issues::{Issue, issues};
use super::marker::{Mark, MarkKind, mark};
use super::numeral::to_chinese;
use super::responsible::{self, Bodies};
use super::rules::{Proposal, Rules};
use crate::model::{Instrument, Quantity};

/// What a line of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A head.
    Head,
    /// A sub-head.
    SubHead,
    /// A measure, by its index in [`Outline::measures`].
    Measure(usize),
    /// A piece that is kept.
    Kept(Why),
    /// A fact of the document: title, number, issuer, date.
    Fact(Role),
}

/// A line of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The piece it stands for.
    pub piece: usize,
    /// What it is.
    pub kind: RowKind,
    /// How deep it stands, from 0.
    pub level: usize,
    /// Its number as shown; empty without one.
    pub number: String,
    /// Its words on one line.
    pub text: String,
}

/// A head or sub-head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its piece.
    pub piece: usize,
    /// Its title without the number.
    pub title: String,
    /// Its number as it stands in a locator.
    pub number: String,
}

/// A measure as it would be saved, and what the rules make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its first piece.
    pub piece: usize,
    /// Number in the document.
    pub number: Option<u32>,
    /// Index of its head in [`Outline::heads`].
    pub head: Option<usize>,
    /// Index of its sub-head in [`Outline::sub_heads`].
    pub sub_head: Option<usize>,
    /// Its text without the number and without who is responsible.
    pub text: String,
    /// Where it stands: `一（二）3`.
    pub locator: String,
    /// Who is responsible: those that lead, where the text tells them apart.
    pub responsible: Vec<String>,
    /// Who supports them.
    pub supporting: Vec<String>,
    /// What the rules propose.
    pub proposal: Proposal,
    /// Head of the common frame: chosen, else proposed.
    pub category: Option<String>,
    /// Whether a person chose that head.
    pub chosen: bool,
    /// Instruments: chosen, else proposed.
    pub instruments: Vec<Instrument>,
    /// Whether a person chose the instruments.
    pub instruments_chosen: bool,
    /// Target groups: chosen, else proposed.
    pub targets: Vec<String>,
    /// Whether a person chose the target groups.
    pub targets_chosen: bool,
    /// Quantities that were not refused.
    pub quantities: Vec<Quantity>,
}

/// A piece that is kept, and the measure it stands after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPiece {
    /// Its piece.
    pub piece: usize,
    /// Why.
    pub why: Why,
    /// Index of the measure before it.
    pub after: Option<usize>,
}

/// What a draft says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The tree, line by line.
    pub rows: Vec<Row>,
    /// Heads.
    pub heads: Vec<Heading>,
    /// Sub-heads.
    pub sub_heads: Vec<Heading>,
    /// Measures.
    pub measures: Vec<Item>,
    /// Pieces that are kept.
    pub kept: Vec<KeptPiece>,
    /// What is odd.
    pub issues: Vec<Issue>,
}

impl Outline {
    /// Reads `draft`.
    pub fn of(draft: &Draft, rules: &Rules) -> Self {
        Self::after(draft, rules, None)
    }

    /// Reads `draft`, and takes over what was proposed for measures that `last` has as well: after an edit, nearly all.
    pub fn after(draft: &Draft, rules: &Rules, last: Option<&Self>) -> Self {
        let known = last.map(Self::proposals).unwrap_or_default();
        let mut building = Building::new(draft);
        for piece in 0..draft.pieces.len() {
            building.add(piece);
        }
        let Building {
            mut outline,
            texts,
            named,
            ..
        } = building;
        let tables = task_table(draft, &outline);
        for (i, item) in outline.measures.iter_mut().enumerate() {
            item.text = flow(&texts[i]);
            let mut bodies = responsible::bodies(&named[i]);
            if bodies.is_empty()
                && let Some(listed) = item.number.and_then(|number| tables.get(&number))
            {
                bodies.clone_from(listed);
            }
            item.responsible = bodies.lead;
            item.supporting = bodies.supporting;
            let head = title_of(item.head, &outline.heads);
            let sub_head = title_of(item.sub_head, &outline.sub_heads);
            let place = (item.text.as_str(), head, sub_head);
            item.proposal = match known.get(&place) {
                Some(proposal) => Proposal::clone(proposal),
                None => rules.propose(&item.text, head, sub_head),
            };
            let of_head = item
                .head
                .and_then(|i| outline.heads.get(i))
                .and_then(|h| draft.choice(h.piece));
            decide(item, draft.choice(item.piece), of_head);
        }
        outline.issues = issues(draft, &outline);
        outline
    }

    /// What is proposed, by text, head and sub-head.
    fn proposals(&self) -> HashMap<(&str, &str, &str), &Proposal> {
        let all = self.measures.iter().map(|item| {
            let head = title_of(item.head, &self.heads);
            let sub_head = title_of(item.sub_head, &self.sub_heads);
            ((item.text.as_str(), head, sub_head), &item.proposal)
        });
        all.collect()
    }

    /// The row of the tree that stands for `piece`: its own, else that of the measure it belongs to.
    pub fn row_of(&self, piece: usize) -> Option<usize> {
        let after = self.rows.partition_point(|row| row.piece <= piece);
        after.checked_sub(1)
    }
}

/// The title of a heading; empty without one.
pub(super) fn title_of(heading: Option<usize>, list: &[Heading]) -> &str {
    heading
        .and_then(|i| list.get(i))
        .map_or("", |heading| heading.title.as_str())
}

/// What a person chose goes over what is proposed; of the head, over what is proposed by words.
fn decide(item: &mut Item, choice: Option<&Choice>, of_head: Option<&Choice>) {
    let own = choice.and_then(|choice| choice.category.clone());
    let of_head = of_head.and_then(|choice| choice.category.clone());
    item.chosen = own.is_some() || of_head.is_some();
    item.category = own.or(of_head).or_else(|| item.proposal.category.clone());
    let instruments = choice.and_then(|choice| choice.instruments.clone());
    item.instruments_chosen = instruments.is_some();
    item.instruments = instruments.unwrap_or_else(|| item.proposal.instruments.clone());
    let targets = choice.and_then(|choice| choice.targets.clone());
    item.targets_chosen = targets.is_some();
    item.targets = targets.unwrap_or_else(|| item.proposal.targets.clone());
    item.quantities.clone_from(&item.proposal.quantities);
    if let Some(choice) = choice {
        item.quantities
            .retain(|quantity| !choice.refused.contains(&quantity.as_printed));
    }
}

/// Bodies by number of measure, where a table of tasks names them and every number stands for one measure.
fn task_table(draft: &Draft, outline: &Outline) -> HashMap<u32, Bodies> {
    let mut seen = HashMap::new();
    for number in outline.measures.iter().filter_map(|item| item.number) {
        *seen.entry(number).or_insert(0) += 1;
    }
    if seen.values().any(|count| *count > 1) || !draft.text.contains('\t') {
        return HashMap::new();
    }
    let rows = responsible::table(&draft.text).into_iter();
    rows.filter_map(|(number, bodies)| Some((number.parse().ok()?, bodies)))
        .collect()
}

/// The number of a piece and its words after it.
pub(super) fn numbered(slice: &str) -> (Option<Mark>, &str) {
    let words = slice.trim_start_matches(super::marker::blank);
    match mark(words.split(['\n', '\u{c}']).next().unwrap_or(words)) {
        Some(mark) => (Some(mark), &words[mark.end.min(words.len())..]),
        None => (None, words),
    }
}

/// A number as locators and the tree write it.
fn mark_text(mark: Mark) -> String {
    let n = mark.number;
    match mark.kind {
        MarkKind::Chapter => format!("第{}章", to_chinese(n)),
        MarkKind::Section => format!("第{}节", to_chinese(n)),
        MarkKind::Article => format!("第{}条", to_chinese(n)),
        MarkKind::Cn => to_chinese(n),
        MarkKind::CnParen => format!("（{}）", to_chinese(n)),
        MarkKind::Arabic | MarkKind::Circled => n.to_string(),
        MarkKind::ArabicParen => format!("（{n}）"),
    }
}

/// The outline so far, with the raw text of every measure and of its clauses about who is responsible.
struct Building<'a> {
    draft: &'a Draft,
    outline: Outline,
    texts: Vec<String>,
    named: Vec<String>,
    head: Option<usize>,
    sub_head: Option<usize>,
}

impl<'a> Building<'a> {
    fn new(draft: &'a Draft) -> Self {
        Self {
            draft,
            outline: Outline::default(),
            texts: Vec::new(),
            named: Vec::new(),
            head: None,
            sub_head: None,
        }
    }

    fn add(&mut self, piece: usize) {
        let slice = self.draft.slice(piece);
        let (mark, words) = numbered(slice);
        let number = mark.map(mark_text).unwrap_or_default();
        match self.draft.pieces[piece].role {
            Role::Head => {
                let title = heading(words);
                self.row(piece, RowKind::Head, 0, &number, &title);
                self.head = Some(self.outline.heads.len());
                self.sub_head = None;
                self.outline.heads.push(Heading {
                    piece,
                    title,
                    number,
                });
            }
            Role::SubHead => {
                let title = heading(words);
                self.row(piece, RowKind::SubHead, 1, &number, &title);
                self.sub_head = Some(self.outline.sub_heads.len());
                self.outline.sub_heads.push(Heading {
                    piece,
                    title,
                    number,
                });
            }
            Role::Measure => self.measure(piece, mark, &number, words),
            Role::Body if !self.texts.is_empty() => self.more(slice),
            Role::Responsible if !self.named.is_empty() => {
                if let Some(named) = self.named.last_mut() {
                    // A clause that a page number interrupts goes on, maybe inside a name.
                    if responsible::rest(named, slice).is_none() {
                        named.push('、');
                    }
                    named.push_str(slice);
                }
            }
            Role::Body | Role::Responsible => self.kept(piece, Why::Aside, slice),
            Role::Kept(why) => self.kept(piece, why, slice),
            role @ (Role::Title | Role::Number | Role::Issuer | Role::Date) => {
                self.row(piece, RowKind::Fact(role), 0, "", &tidy(slice));
            }
        }
    }

    /// More of the last measure: what interrupted it stood inside a sentence, or between two.
    fn more(&mut self, slice: &str) {
        if let Some(text) = self.texts.last_mut() {
            text.push('\n');
            text.push_str(slice);
        }
    }

    fn measure(&mut self, piece: usize, mark: Option<Mark>, number: &str, words: &str) {
        let level = usize::from(self.head.is_some()) + usize::from(self.sub_head.is_some());
        let index = self.outline.measures.len();
        self.row(piece, RowKind::Measure(index), level, number, &tidy(words));
        let of = |index: Option<usize>, list: &[Heading]| {
            index
                .and_then(|i| list.get(i))
                .map_or("", |heading| heading.number.as_str())
                .to_owned()
        };
        let head = of(self.head, &self.outline.heads);
        let sub_head = of(self.sub_head, &self.outline.sub_heads);
        // An article is cited by its number alone.
        let locator = match mark.is_some_and(|mark| mark.kind == MarkKind::Article) {
            true => number.to_owned(),
            false => format!("{head}{sub_head}{number}"),
        };
        self.texts.push(words.to_owned());
        self.named.push(String::new());
        self.outline.measures.push(Item {
            piece,
            number: mark.map(|mark| mark.number),
            head: self.head,
            sub_head: self.sub_head,
            text: String::new(),
            locator,
            responsible: Vec::new(),
            supporting: Vec::new(),
            proposal: Proposal::default(),
            category: None,
            chosen: false,
            instruments: Vec::new(),
            instruments_chosen: false,
            targets: Vec::new(),
            targets_chosen: false,
            quantities: Vec::new(),
        });
    }

    fn kept(&mut self, piece: usize, why: Why, slice: &str) {
        let level = usize::from(self.head.is_some());
        self.row(piece, RowKind::Kept(why), level, "", &tidy(slice));
        let after = self.outline.measures.len().checked_sub(1);
        self.outline.kept.push(KeptPiece { piece, why, after });
    }

    fn row(&mut self, piece: usize, kind: RowKind, level: usize, number: &str, text: &str) {
        self.outline.rows.push(Row {
            piece,
            kind,
            level,
            number: number.to_owned(),
            text: text.chars().take(120).collect(),
        });
    }
}

/// A head's title: its words without the mark at their end.
fn heading(words: &str) -> String {
    let title = flow(words).replace('\n', "");
    title.trim_end_matches(['。', '：', ':', '；']).to_owned()
}
