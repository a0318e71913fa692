//! One kind of text (the titles, say) of every entry, in one buffer.

use super::query::Needle;
use crate::model::Bits;

/// How a term stands in a text; the better the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Anywhere.
    Inside,
    /// The text begins with it.
    Start,
    /// It is the whole text.
    Whole,
}

impl Fit {
    pub(super) const ALL: [Self; 3] = [Self::Inside, Self::Start, Self::Whole];
}

/// The texts and whose they are.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// A line end stands before each text and after the last, so that a term after a line end is found only where a
    /// text begins. ASCII is in lower case once the field is in order.
    text: String,
    /// Where the texts of each entry begin, with their line end; at last where all end.
    first: Vec<u32>,
    /// Which bytes are capitals when shown.
    capitals: Bits,
}

impl Field {
    /// Texts added from now on are of one more entry.
    pub(super) fn entry(&mut self) {
        self.first.push(self.text.len() as u32);
    }

    /// Adds a text to the last entry.
    pub(super) fn add(&mut self, text: &str) {
        // Beyond 4 GB of texts the rest is not found; packs that large do not load.
        if self.text.len() + text.len() + 2 < u32::MAX as usize {
            self.text.push('\n');
            match text.contains('\n') {
                true => self.text.push_str(&text.replace('\n', " ")),
                false => self.text.push_str(text),
            }
        }
    }

    /// Bytes of the texts of `entry`, before or after ordering.
    pub(super) fn len_of(&self, entry: usize) -> usize {
        let end = self.first.get(entry + 1).map(|&end| end as usize);
        end.unwrap_or(self.text.len()) - self.first[entry] as usize
    }

    /// The field once all is added, with the entries in `order`.
    pub(super) fn in_order(&self, order: &[u32]) -> Self {
        let mut field = Self {
            text: String::with_capacity(self.text.len() + 1),
            first: Vec::with_capacity(order.len() + 1),
            capitals: Bits::none(self.text.len() + 1),
        };
        for &entry in order {
            field.entry();
            let start = self.first[entry as usize] as usize;
            let texts = &self.text[start..start + self.len_of(entry as usize)];
            field.text.push_str(texts);
        }
        field.entry();
        field.text.push('\n');
        let capitals = field.text.bytes().enumerate();
        for (at, _) in capitals.filter(|(_, byte)| byte.is_ascii_uppercase()) {
            field.capitals.insert(at);
        }
        field.text.make_ascii_lowercase();
        field
    }

    /// The texts of `entry`, each with a line end before it and one more at last.
    fn lines(&self, entry: u32) -> &str {
        let entry = entry as usize;
        &self.text[self.first[entry] as usize..=self.first[entry + 1] as usize]
    }

    /// The texts of `entry` in lower case.
    pub(super) fn texts(&self, entry: u32) -> impl Iterator<Item = &str> {
        self.lines(entry)[1..].split_terminator('\n')
    }

    /// The first text of `entry` as it is shown.
    pub(super) fn shown(&self, entry: u32) -> String {
        self.shown_at(entry, 0)
    }

    /// Text `n` of `entry` as it is shown.
    pub(super) fn shown_at(&self, entry: u32, n: usize) -> String {
        let before = self.texts(entry).take(n).map(|text| text.len() + 1);
        let start = self.first[entry as usize] as usize + 1 + before.sum::<usize>();
        let text = self.texts(entry).nth(n).unwrap_or_default();
        let chars = text
            .char_indices()
            .map(|(i, c)| match self.capitals.has(start + i) {
                true => c.to_ascii_uppercase(),
                false => c,
            });
        chars.collect()
    }

    /// How the term stands in the text of `entry` that it suits best.
    pub(super) fn fit(&self, entry: u32, needle: &Needle) -> Option<Fit> {
        let lines = self.lines(entry).as_bytes();
        let fits = |fit: &Fit| needle.finder(*fit).find(lines).is_some();
        Fit::ALL.into_iter().take_while(fits).last()
    }

    /// The first entry from `from` on, but before `end`, that has the term, standing so.
    pub(super) fn next(&self, from: u32, end: u32, needle: &Needle, fit: Fit) -> Option<u32> {
        let (start, last) = (self.first[from as usize], self.first[end as usize]);
        let bytes = &self.text.as_bytes()[start as usize..=last as usize];
        let hit = start as usize + needle.finder(fit).find(bytes)?;
        // The line end before a text is its entry's.
        Some(self.entry_at(hit as u32, from))
    }

    /// The entry that byte `at` lies in; not before `from`. Gallops, since hits come in order.
    fn entry_at(&self, at: u32, from: u32) -> u32 {
        let from = from as usize;
        let mut step = 1;
        while self
            .first
            .get(from + step)
            .is_some_and(|&first| first <= at)
        {
            step *= 2;
        }
        let (low, high) = (from + step / 2, (from + step).min(self.first.len()));
        let after = self.first[low..high].partition_point(|&first| first <= at);
        (low + after.max(1) - 1) as u32
    }

    /// How often the term stands in a small part of the texts, to tell rare terms from common ones.
    pub(super) fn sample(&self, needle: &Needle) -> usize {
        const PARTS: usize = 8;
        const BYTES: usize = 4096;
        let bytes = self.text.as_bytes();
        let parts = (0..PARTS).map(|i| {
            let part = &bytes[bytes.len() * i / PARTS..];
            let part = &part[..part.len().min(BYTES)];
            needle.finder(Fit::Inside).find_iter(part).count()
        });
        parts.sum()
    }

    /// Bytes of the texts before `entry`.
    pub(super) fn before(&self, entry: u32) -> usize {
        self.first[entry as usize] as usize
    }
}
