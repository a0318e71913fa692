//! Who is responsible for a measure: `（责任单位：区科技局、区财政局）` in it or under it, and tables of tasks.

use std::collections::HashSet;
use std::ops::Range;

use super::furniture::squeeze;
use super::marker::blank;

/// Clauses that one piece may have; more are noise, and stay in the text.
const MOST: usize = 64;
/// Characters a clause may have.
const LONGEST: usize = 300;

/// What a body has to do with a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// It is responsible; whether with others or before them is not said.
    #[default]
    Any,
    /// It leads.
    Lead,
    /// It supports those that lead.
    Support,
}

/// What stands before bodies.
const LABELS: [(&str, Part); 16] = [
    ("责任单位", Part::Any),
    ("责任部门", Part::Any),
    ("责任主体", Part::Any),
    ("实施单位", Part::Any),
    ("主管部门", Part::Any),
    ("牵头单位", Part::Lead),
    ("牵头部门", Part::Lead),
    ("主办单位", Part::Lead),
    ("主办部门", Part::Lead),
    ("配合单位", Part::Support),
    ("配合部门", Part::Support),
    ("参与单位", Part::Support),
    ("参与部门", Part::Support),
    ("参加单位", Part::Support),
    ("协办单位", Part::Support),
    ("协办部门", Part::Support),
];

/// What stands after bodies, or in brackets after one; of those that begin alike the longest first.
const WORDS: [(&str, Part); 9] = [
    ("牵头", Part::Lead),
    ("配合", Part::Support),
    ("参与", Part::Support),
    ("协办", Part::Support),
    ("按照职责分工负责", Part::Any),
    ("按职责分工负责", Part::Any),
    ("按职责分工", Part::Any),
    ("分别负责", Part::Any),
    ("负责", Part::Any),
];

/// How the names of bodies end.
const BODIES: [char; 21] = [
    '部', '委', '局', '办', '厅', '院', '署', '会', '室', '处', '司', '行', '府', '区', '省', '市',
    '县', '心', '位', '门', '校',
];

/// The bodies responsible for a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// Those that lead; all, where the text does not tell them apart.
    pub lead: Vec<String>,
    /// Those that support them.
    pub supporting: Vec<String>,
}

impl Bodies {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.supporting.is_empty()
    }
}

/// The label that `text` begins with, and what follows it.
fn label(text: &str) -> Option<(Part, &str)> {
    let mut found = LABELS.iter();
    found.find_map(|(label, part)| Some((*part, text.strip_prefix(label)?)))
}

/// Whether a line, white space taken out, says nothing but who is responsible.
pub(super) fn is_line(plain: &str) -> bool {
    let inner = plain.trim_start_matches(['（', '(', '[', '【']);
    let labelled = label(inner).is_some_and(|(_, rest)| {
        let rest = rest.trim_start_matches(['】', ']']);
        rest.starts_with(['：', ':'])
    });
    let bare = || {
        let inner = plain.trim_end_matches('。').strip_prefix(['（', '(']);
        let inner = inner.and_then(|inner| inner.strip_suffix(['）', ')']));
        inner.is_some_and(tells_shares)
    };
    labelled || bare()
}

/// Whether words in brackets name bodies and what they do: `科技局牵头，财政局配合`.
fn tells_shares(inner: &str) -> bool {
    let plain = squeeze(inner);
    if !WORDS.iter().any(|(word, _)| plain.ends_with(word)) || plain.contains(['（', '(']) {
        return false;
    }
    let Bodies { lead, supporting } = bodies(&plain);
    let is_body = |name: &String| {
        let name = name.trim_end_matches('等');
        (2..=20).contains(&name.chars().count()) && name.ends_with(BODIES)
    };
    let named = lead.len() + supporting.len();
    named > 0 && lead.iter().chain(&supporting).all(is_body)
}

/// Where clauses in brackets, or at the end of the text, name who is responsible.
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (label, _) in LABELS {
        for (at, _) in text.match_indices(label) {
            if found.len() == MOST {
                break;
            }
            if found.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let after =
                text[at + label.len()..].trim_start_matches(|c| blank(c) || c == '】' || c == ']');
            if !after.starts_with(['：', ':']) {
                continue;
            }
            let before = text[..at].trim_end_matches(blank);
            let open = before.ends_with(['（', '(', '【', '[']);
            let start = match before.char_indices().next_back() {
                Some((start, _)) if open => start,
                _ => at,
            };
            let end = match close(text, at, open) {
                Some(end) => end,
                None if text.len() - at < 3 * LONGEST => text.len(),
                None => continue,
            };
            found.push(start..end);
        }
    }
    for (at, open) in text.match_indices(['（', '(']) {
        let inside = at + open.len();
        let free = found.len() < MOST && !found.iter().any(|range| range.contains(&at));
        let end = near(&text[inside..], &['）', ')']).filter(|_| free);
        if let Some((end, close)) = end
            && tells_shares(&text[inside..inside + end])
        {
            found.push(at..inside + end + close.len_utf8());
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|b, a| b.start < a.end);
    found
}

/// The first of `marks` in `text`, unless it is too far.
fn near(text: &str, marks: &[char]) -> Option<(usize, char)> {
    let mut near = text.char_indices().take(LONGEST);
    near.find(|(_, c)| marks.contains(c))
}

/// Where a clause whose label stands at `at` ends: with the bracket it stands in, else with its sentence or line.
fn close(text: &str, at: usize, open: bool) -> Option<usize> {
    let rest = &text[at..];
    if open {
        // Brackets inside say what one of the bodies does.
        let mut depth = 1;
        for (end, c) in rest.char_indices().take(LONGEST) {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(at + end + c.len_utf8());
            }
        }
    }
    let (end, c) = near(rest, &['。', '\n', '\u{c}', '\t'])?;
    Some(at + end + if c == '。' { c.len_utf8() } else { 0 })
}

/// How much of the next line belongs to a clause that its own line leaves unfinished: in brackets, or in a list.
pub(super) fn rest(clause: &str, next: &str) -> Option<usize> {
    let said = clause.trim_end_matches(blank);
    if said.chars().count() > LONGEST {
        return None;
    }
    let count = |marks: [char; 2]| said.matches(marks).count();
    let ends: &[char] = if count(['（', '(']) > count(['）', ')']) {
        &['）', ')']
    } else if said.ends_with(['、', '，', '；', '：', ':']) {
        &['。']
    } else {
        return None;
    };
    let found = near(next, ends);
    Some(found.map_or(next.len(), |(at, c)| at + c.len_utf8()))
}

/// The bodies that a clause, line or cell names: `牵头单位：甲局；配合单位：乙局`, `甲局、乙局（牵头）`, `甲局牵头，乙局配合`.
pub fn bodies(text: &str) -> Bodies {
    let (plain, first_leads) = without_rule(squeeze(text));
    let mut reading = Reading::default();
    reading.read(&plain);
    if first_leads && let Some((_, part)) = reading.named.first_mut() {
        *part = Part::Lead;
    }
    reading.told_apart()
}

/// Takes out a remark that who is named first leads: `（列第一位的为牵头单位）`.
fn without_rule(plain: String) -> (String, bool) {
    for (at, open) in plain.match_indices(['（', '(']) {
        let rest = &plain[at + open.len()..];
        let Some((end, close)) = near(rest, &['）', ')']) else {
            continue;
        };
        let inner = &rest[..end];
        let first = inner.contains("第一") || inner.contains("首位");
        if first && inner.contains("为牵头") && !inner.contains(['：', ':']) {
            let after = &rest[end + close.len_utf8()..];
            return (format!("{}{after}", &plain[..at]), true);
        }
    }
    (plain, false)
}

/// The bodies read so far.
#[derive(Default)]
struct Reading {
    named: Vec<(String, Part)>,
    /// The name being read.
    name: String,
    /// What the last label says of those after it.
    part: Part,
    /// The first of those that a word after them speaks of.
    group: usize,
    /// How many were named when the last bracket opened.
    opened: Option<usize>,
}

impl Reading {
    fn read(&mut self, plain: &str) {
        let mut rest = plain;
        while let Some(c) = rest.chars().next() {
            let word = || {
                let mut words = WORDS.iter();
                words.find_map(|(word, part)| Some((*part, rest.strip_prefix(word)?)))
            };
            if let Some((part, after)) = label(rest) {
                self.end();
                self.part = part;
                rest = after;
            } else if let Some((part, after)) = word() {
                self.push();
                match after.starts_with(['：', ':']) {
                    true => self.part = part,
                    false => self.say(part),
                }
                self.group = self.named.len();
                rest = after;
            } else if let Some(after) = rest.strip_prefix("会同") {
                self.push();
                self.say(Part::Lead);
                self.end();
                self.part = Part::Support;
                rest = after;
            } else {
                self.take(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        self.end();
    }

    fn take(&mut self, c: char) {
        match c {
            '、' => self.push(),
            '，' | ',' | '；' | ';' | '：' | ':' | '。' => self.end(),
            '（' | '(' | '【' | '[' => {
                self.push();
                self.opened = Some(self.named.len());
            }
            '）' | ')' | '】' | ']' => {
                self.push();
                self.opened = None;
            }
            c => self.name.push(c),
        }
    }

    /// Ends the name being read.
    fn push(&mut self) {
        let name = std::mem::take(&mut self.name);
        let name = name.strip_prefix('由').unwrap_or(&name);
        if !name.is_empty() {
            self.named.push((name.to_owned(), self.part));
        }
    }

    /// Ends it, and with it those that a word may speak of.
    fn end(&mut self) {
        self.push();
        self.group = self.named.len();
    }

    /// What a word says: alone in brackets of the body before them, else of all since the last comma.
    fn say(&mut self, part: Part) {
        let n = self.named.len();
        let first = match self.opened == Some(n) {
            true => n.saturating_sub(1),
            false => self.group,
        };
        if part != Part::Any {
            for (_, own) in self.named.iter_mut().skip(first) {
                *own = part;
            }
        }
    }

    /// Where some lead, those of whom nothing is said support them.
    fn told_apart(self) -> Bodies {
        let leads = self.named.iter().any(|(_, part)| *part == Part::Lead);
        let supports = |part: Part| part == Part::Support || (leads && part == Part::Any);
        let mut seen = HashSet::new();
        let mut those = |supporting: bool| -> Vec<String> {
            let own = self
                .named
                .iter()
                .filter(|(_, p)| supports(*p) == supporting);
            let new = own.filter(|(name, _)| seen.insert(name.clone()));
            new.map(|(name, _)| name.clone()).collect()
        };
        Bodies {
            lead: those(false),
            supporting: those(true),
        }
    }
}

/// A table of tasks in `text`: numbers of measures with the bodies its row names. Cells are parted by tabs.
pub fn table(text: &str) -> Vec<(String, Bodies)> {
    let mut rows = Vec::new();
    let mut columns: Option<(usize, Vec<(usize, String)>)> = None;
    let mut last = Bodies::default();
    for line in text.split(['\n', '\u{c}']) {
        let cells: Vec<String> = line.split('\t').map(squeeze).collect();
        if cells.len() < 2 {
            columns = None;
            continue;
        }
        let named = |cell: &String| LABELS.iter().any(|(label, _)| cell.contains(label));
        if cells.iter().any(named) {
            let number = cells
                .iter()
                .position(|cell| matches!(cell.as_str(), "序号" | "条号" | "编号" | "条款"));
            let bodies = cells
                .into_iter()
                .enumerate()
                .filter(|(_, cell)| named(cell));
            columns = Some((number.unwrap_or(0), bodies.collect()));
            continue;
        }
        let Some((number, wanted)) = &columns else {
            continue;
        };
        let digits = |c: char| !c.is_ascii_digit();
        let number = cells
            .get(*number)
            .map(|cell| cell.trim_matches(digits).to_owned());
        let Some(number) = number.filter(|number| !number.is_empty()) else {
            continue;
        };
        // A cell is read under its column's head, as if that were its label.
        let labelled = wanted
            .iter()
            .filter_map(|(i, head)| Some(format!("{head}：{}；", cells.get(*i)?)));
        let mut named = bodies(&labelled.collect::<String>());
        // A cell that spans rows is empty in all but the first.
        if named.lead.is_empty() {
            named.lead.clone_from(&last.lead);
            if named.supporting.is_empty() {
                named.supporting.clone_from(&last.supporting);
            }
        }
        last.clone_from(&named);
        rows.push((number, named));
    }
    rows
}

#[cfg(test)]
#[path = "responsible_tests.rs"]
mod tests;
