//! Plain text → pieces: which line is a head, which a measure, which neither.
//!
//! Measures are the innermost numbered items: articles where there are articles, else `1.`, else `（一）`, else `（1）`,
//! else `一、`. Where a document declares how many measures it has, the reading that gives just this many wins.

use super::cut::cut;
use super::draft::{Draft, Role, Why};
use super::facts::{date_in, declared, document_number, facts, is_issuer, is_title, lone_date};
use super::furniture::{Line, furniture, lines, squeeze};
use super::marker::{Mark, MarkKind, mark};
use super::responsible;

/// Which numbered items are measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    /// The innermost kind that is a measure.
    measure: MarkKind,
    /// Whether a sub-head with no such item under it is a measure as well.
    leaves: bool,
}

/// Reads the structure of `text`.
pub(super) fn structure(file: &str, text: &str) -> Draft {
    let lines = lines(text);
    let page = furniture(&lines);
    let marks: Vec<Option<Mark>> = (lines.iter().zip(&page))
        .map(|(line, why)| mark(line.words).filter(|_| why.is_none()))
        .collect();
    let start = marks
        .iter()
        .position(Option::is_some)
        .unwrap_or(lines.len());
    let count = front_count(&lines, &page, start);
    let reading = choose(&lines, &page, &marks, count);
    let mut roles = Reader::new(&lines, &page, &marks, reading).roles(start);
    join_title(&lines, &mut roles);
    let mut draft = Draft {
        file: file.to_owned(),
        text: text.into(),
        pieces: cut(&lines, &roles, &marks, text),
        facts: facts(&lines, &roles, text),
        ..Draft::default()
    };
    if draft.facts.declared.is_none() {
        draft.facts.declared = count;
    }
    draft
}

/// The declared count, from the lines before the first number; a title counts first.
fn front_count(lines: &[Line<'_>], page: &[Option<Why>], start: usize) -> Option<u32> {
    let front = || {
        lines
            .iter()
            .zip(page)
            .take(start)
            .filter(|(_, why)| why.is_none())
    };
    let titles = front().filter(|(line, _)| is_title(line.words));
    let in_title = titles
        .filter_map(|(line, _)| declared(line.words, true))
        .next();
    in_title.or_else(|| {
        front()
            .filter_map(|(line, _)| declared(line.words, false))
            .next()
    })
}

/// The reading that fits the declared count; without one, the usual.
fn choose(
    lines: &[Line<'_>],
    page: &[Option<Why>],
    marks: &[Option<Mark>],
    count: Option<u32>,
) -> Reading {
    use MarkKind::{Arabic, ArabicParen, Article, Cn, CnParen};
    let of = |kind| {
        marks
            .iter()
            .flatten()
            .filter(|mark| mark.kind == kind)
            .count()
    };
    let usual = if of(Article) > 1 || (of(Article) == 1 && of(Arabic) + of(CnParen) + of(Cn) == 0) {
        Article
    } else if of(Arabic) > 1 || (of(Arabic) == 1 && of(CnParen) == 0) {
        Arabic
    } else if of(CnParen) > 0 {
        CnParen
    } else if of(ArabicParen) > 1 || (of(ArabicParen) == 1 && of(Cn) == 0) {
        ArabicParen
    } else {
        Cn
    };
    let usual = Reading {
        measure: usual,
        leaves: matches!(usual, Arabic | ArabicParen),
    };
    let Some(count) = count else {
        return usual;
    };
    let others = [Arabic, CnParen, Cn, ArabicParen, Article].into_iter();
    let others = others.flat_map(|measure| [false, true].map(|leaves| Reading { measure, leaves }));
    let fits = |reading: &Reading| {
        let roles = Reader::new(lines, page, marks, *reading).roles(0);
        roles.iter().filter(|role| **role == Role::Measure).count() == count as usize
    };
    std::iter::once(usual)
        .chain(others)
        .find(fits)
        .unwrap_or(usual)
}

/// Gives every line its role, from the first to the last.
struct Reader<'a> {
    lines: &'a [Line<'a>],
    page: &'a [Option<Why>],
    marks: &'a [Option<Mark>],
    reading: Reading,
    /// Lines of this many characters are full: the next one goes on where they stop. 0 when paragraphs are lines.
    full: usize,
    has_chapters: bool,
}

/// What the line before was part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Front,
    /// Under a head or sub-head, before its first measure.
    Intro,
    /// Under a head that states aims.
    Aims,
    Measure,
    Closing,
    Imprint,
    Appendix,
}

impl<'a> Reader<'a> {
    fn new(
        lines: &'a [Line<'a>],
        page: &'a [Option<Why>],
        marks: &'a [Option<Mark>],
        reading: Reading,
    ) -> Self {
        Self {
            lines,
            page,
            marks,
            reading,
            full: full_width(lines),
            has_chapters: marks
                .iter()
                .flatten()
                .any(|mark| mark.kind == MarkKind::Chapter),
        }
    }

    fn roles(&self, start: usize) -> Vec<Role> {
        let mut roles = Vec::with_capacity(self.lines.len());
        let (mut at, mut aims, mut dated) = (At::Front, false, false);
        let mut seen = Vec::new();
        for (i, line) in self.lines.iter().enumerate() {
            if let Some(why) = self.page[i] {
                roles.push(Role::Kept(why));
                continue;
            }
            let role = match self.marks[i] {
                Some(_) if at == At::Appendix => Role::Kept(Why::Appendix),
                Some(mark) => self.numbered(i, mark, &mut at, &mut aims),
                None if i < start || at == At::Front => front_role(line.words, &mut seen),
                None => self.unnumbered(i, &roles, &mut at, &mut dated),
            };
            roles.push(role);
        }
        roles
    }

    /// A line that starts with a number.
    fn numbered(&self, i: usize, mark: Mark, at: &mut At, aims: &mut bool) -> Role {
        let measure = self.reading.measure;
        if mark.kind < measure && !(measure == MarkKind::Article && mark.kind == MarkKind::Section)
        {
            if mark.kind == MarkKind::Section || mark.kind == MarkKind::CnParen {
                return self.sub_head(i, at, *aims);
            }
            if measure != MarkKind::Article && mark.kind == MarkKind::Article {
                return self.go_on(at);
            }
            *aims = is_aims(&self.lines[i].words[mark.end..]);
            *at = if *aims { At::Aims } else { At::Intro };
            return Role::Head;
        }
        if mark.kind == MarkKind::Section {
            return self.sub_head(i, at, *aims);
        }
        // In a document of articles `一、` is a head as long as no article has begun under a chapter.
        if measure == MarkKind::Article && mark.kind == MarkKind::Cn && self.heads_articles(i) {
            *at = At::Intro;
            return Role::Head;
        }
        if mark.kind == measure && !*aims {
            *at = At::Measure;
            return Role::Measure;
        }
        self.go_on(at)
    }

    fn sub_head(&self, i: usize, at: &mut At, aims: bool) -> Role {
        if aims {
            *at = At::Aims;
            return Role::Kept(Why::Aim);
        }
        let has_measures = self.has_measures(i);
        if !has_measures && self.reading.leaves {
            *at = At::Measure;
            return Role::Measure;
        }
        *at = At::Intro;
        Role::SubHead
    }

    /// A number that counts nothing of ours: part of whatever goes on.
    fn go_on(&self, at: &mut At) -> Role {
        match at {
            At::Measure => Role::Body,
            At::Aims => Role::Kept(Why::Aim),
            At::Closing => Role::Kept(Why::Closing),
            At::Imprint => Role::Kept(Why::Imprint),
            At::Front => Role::Kept(Why::Front),
            At::Intro => Role::Kept(Why::Intro),
            At::Appendix => Role::Kept(Why::Appendix),
        }
    }

    /// Whether a measure follows the sub-head at `i` before the next head or sub-head.
    fn has_measures(&self, i: usize) -> bool {
        let kind = self.marks[i].map(|mark| mark.kind);
        let after = self.marks[i + 1..].iter().flatten();
        let mut under = after.take_while(|mark| kind.is_none_or(|kind| mark.kind > kind));
        under.any(|mark| mark.kind == self.reading.measure)
    }

    /// Whether the next number of rank after the `一、` at `i` is an article: then it is a head, else part of one.
    fn heads_articles(&self, i: usize) -> bool {
        let next = self.marks[i + 1..].iter().flatten().next();
        next.is_some_and(|mark| mark.kind == MarkKind::Article) && !self.has_chapters
    }

    /// A line without a number, after the first head or measure.
    fn unnumbered(&self, i: usize, roles: &[Role], at: &mut At, dated: &mut bool) -> Role {
        let words = self.lines[i].words;
        let plain = squeeze(words);
        let before = roles.last().copied();
        if self.wraps(i, before) {
            return before.unwrap_or(Role::Kept(Why::Intro));
        }
        if !*dated && lone_date(words).is_some() {
            *dated = true;
            if *at != At::Appendix {
                *at = At::Imprint;
            }
            return Role::Date;
        }
        if !*dated && is_issuer(words) && self.signs(i) {
            return Role::Issuer;
        }
        if is_appendix(&plain) && *at != At::Front {
            *at = At::Appendix;
        } else if is_imprint(&plain) && *at != At::Appendix {
            *at = At::Imprint;
        } else if is_closing(&plain) && matches!(at, At::Measure | At::Closing) {
            *at = At::Closing;
        }
        if *at == At::Measure && responsible::is_line(&plain) {
            return Role::Responsible;
        }
        self.go_on(at)
    }

    /// Whether line `i` goes on with the head, sub-head or title that the full line before it began.
    fn wraps(&self, i: usize, before: Option<Role>) -> bool {
        let Some(last) = i.checked_sub(1).map(|i| self.lines[i].words) else {
            return false;
        };
        let heads = matches!(before, Some(Role::Head | Role::SubHead));
        let full = self.full > 0 && last.chars().count() + 1 >= self.full;
        heads && full && !ends_sentence(last)
    }

    /// Whether a date follows the name of a body at `i`, maybe after more names.
    fn signs(&self, i: usize) -> bool {
        let next = self.lines[i + 1..].iter().take(6);
        next.clone()
            .find(|line| !is_issuer(line.words))
            .is_some_and(|line| lone_date(line.words).is_some())
    }
}

/// How many characters the full lines of a hard-wrapped text have; 0 when its lines are paragraphs.
fn full_width(lines: &[Line<'_>]) -> usize {
    let mut open: Vec<usize> = (lines.iter())
        .filter(|line| !ends_sentence(line.words))
        .map(|line| line.words.chars().count())
        .filter(|count| *count >= 18)
        .collect();
    open.sort_unstable();
    let Some(median) = open.get(open.len() / 2).copied() else {
        return 0;
    };
    let like = open
        .iter()
        .filter(|count| count.abs_diff(median) <= 2)
        .count();
    match open.len() > 5 && like * 3 > open.len() * 2 {
        true => median.saturating_sub(1),
        false => 0,
    }
}

pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with([
        '。', '；', '：', '！', '？', ';', ':', '）', ')', '”', '》', '】',
    ])
}

/// The role of a line before the first number. Of every fact the first line that states it counts; `seen` has these.
fn front_role(words: &str, seen: &mut Vec<Role>) -> Role {
    let plain = squeeze(words);
    let role = if plain.contains(['：', ':']) || words.contains('\t') {
        Role::Kept(Why::Front)
    } else if document_number(words).is_some() && plain.chars().count() <= 24 {
        Role::Number
    } else if lone_date(words).is_some() {
        Role::Date
    } else if is_issuer(words) {
        Role::Issuer
    } else if is_title(words) {
        Role::Title
    } else {
        Role::Kept(Why::Front)
    };
    if seen.contains(&role) {
        return Role::Kept(Why::Front);
    }
    if !matches!(role, Role::Kept(_)) {
        seen.push(role);
    }
    role
}

/// A title set on several lines: those before its last are titles too when one of them has the `关于` it lacks.
fn join_title(lines: &[Line<'_>], roles: &mut [Role]) {
    let Some(last) = roles.iter().position(|role| *role == Role::Title) else {
        return;
    };
    if lines[last].words.contains("关于") {
        return;
    }
    for above in (last.saturating_sub(2)..last).rev() {
        let plain = squeeze(lines[above].words);
        if roles[above] != Role::Kept(Why::Front) || plain.contains(['：', ':', '。', '，']) {
            return;
        }
        if plain.contains("关于") {
            roles[above..last].fill(Role::Title);
            return;
        }
    }
}

/// Heads under which aims stand, which no document counts as measures.
fn is_aims(title: &str) -> bool {
    const AIMS: [&str; 9] = [
        "总体要求",
        "总体目标",
        "工作目标",
        "发展目标",
        "主要目标",
        "指导思想",
        "基本原则",
        "总体思路",
        "目标要求",
    ];
    let plain = squeeze(title);
    AIMS.iter().any(|word| plain.starts_with(word))
}

/// `附件`, `附件1`, `附件：…`; not a sentence that starts with the word.
fn is_appendix(plain: &str) -> bool {
    let rest = (["附件", "附表", "附录"].iter()).find_map(|word| plain.strip_prefix(word));
    let rest = rest.map(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || super::numeral::is_chinese(c))
    });
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':', '.', '．', '、']))
}

fn is_imprint(plain: &str) -> bool {
    const STARTS: [&str; 9] = [
        "抄送",
        "主送",
        "（此件",
        "(此件",
        "（信息公开",
        "信息公开",
        "（联系人",
        "联系人：",
        "（公开",
    ];
    STARTS.iter().any(|word| plain.starts_with(word))
        || (plain.ends_with("印发") && date_in(plain).is_some())
}

/// Sentences about the document itself, after its last measure.
fn is_closing(plain: &str) -> bool {
    const SUBJECTS: [&str; 16] = [
        "本措施",
        "本举措",
        "本政策",
        "本意见",
        "本办法",
        "本通知",
        "本规定",
        "本方案",
        "本细则",
        "本若干",
        "以上措施",
        "以上政策",
        "上述政策",
        "上述措施",
        "此前",
        "各项措施",
    ];
    const VERBS: [&str; 8] = [
        "施行",
        "实施",
        "执行",
        "有效期",
        "解释",
        "生效",
        "为准",
        "废止",
    ];
    plain.chars().count() < 140
        && SUBJECTS.iter().any(|word| plain.starts_with(word))
        && VERBS.iter().any(|word| plain.contains(word))
}

#[cfg(test)]
#[path = "structure_tests.rs"]
mod tests;
