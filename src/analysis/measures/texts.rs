//! Every measure's text in one buffer, scanned in memory: all of 100 000 measures within a frame, every hit found.

use memchr::memmem::Finder;

use super::fold;
use super::query::Query;
use crate::dataset::Dataset;
use crate::model::{Bits, Measure};

/// The texts of all measures.
#[derive(Debug, Default)]
pub struct Texts {
    /// Folded; each measure ends with a line end, which no term contains.
    buffer: String,
    /// Where each measure's text ends.
    ends: Vec<usize>,
}

impl Texts {
    /// The texts of the dataset's measures.
    pub fn of(data: &Dataset) -> Self {
        let mut texts = Self::default();
        for policy in &data.policies {
            for measure in &policy.measures {
                texts.add(parts(measure));
            }
        }
        texts.buffer.shrink_to_fit();
        texts
    }

    fn add<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        for part in parts.filter(|part| !part.is_empty()) {
            let folded = part.chars().map(fold);
            self.buffer
                .extend(folded.map(|c| if c == '\n' { ' ' } else { c }));
            // Between parts: no term crosses from one into the next.
            self.buffer.push('\r');
        }
        self.buffer.push('\n');
        self.ends.push(self.buffer.len());
    }

    /// Who satisfies `query`.
    pub fn find(&self, query: &Query) -> Bits {
        let n = self.ends.len();
        match query {
            Query::Term(term) => self.with(term),
            Query::All(parts) => {
                let mut found = Bits::all(n);
                for part in parts {
                    found.keep(&self.find(part));
                }
                found
            }
            Query::Any(parts) => {
                let mut found = Bits::none(n);
                for part in parts {
                    found.add(&self.find(part));
                }
                found
            }
            Query::Not(part) => {
                let mut found = Bits::all(n);
                found.remove(&self.find(part));
                found
            }
        }
    }

    /// Who has this term.
    fn with(&self, term: &str) -> Bits {
        let mut found = Bits::none(self.ends.len());
        let finder = Finder::new(term.as_bytes());
        let bytes = self.buffer.as_bytes();
        let (mut from, mut measure) = (0, 0);
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            // Hits come in order, so the measure is seldom far.
            measure = self.measure_at(measure, at);
            found.insert(measure);
            from = self.ends[measure];
        }
        found
    }

    /// The measure that byte `at` belongs to, from `measure` on: steps that double, then halves.
    fn measure_at(&self, measure: usize, at: usize) -> usize {
        let (mut low, mut step) = (measure, 1);
        while self.ends.get(low + step).is_some_and(|end| *end <= at) {
            low += step;
            step *= 2;
        }
        let high = (low + step + 1).min(self.ends.len());
        low + self.ends[low..high].partition_point(|end| *end <= at)
    }
}

/// Everything of a measure that is searched.
pub fn parts(measure: &Measure) -> impl Iterator<Item = &str> {
    let whole = [&measure.text, &measure.text_en, &measure.sub_head];
    let targets = measure.targets.iter();
    let quantities = measure.quantities.iter();
    let quantities = quantities.flat_map(|q| [&q.label, &q.label_en, &q.as_printed]);
    let all = whole.into_iter().chain(targets).chain(quantities);
    all.chain([&measure.note]).map(String::as_str)
}

/// Who satisfies `query`, one measure after the other: what [`Texts::find`] is tested against.
#[cfg(test)]
pub(super) fn brute_force(data: &Dataset, query: &Query) -> Vec<usize> {
    let measures = super::Measures::of(data);
    let has = |n: &usize| {
        let (_, measure) = measures.get(data, *n).unwrap();
        let texts: Vec<String> = parts(measure)
            .map(|part| part.chars().map(fold).collect())
            .collect();
        query.holds(&mut |term| texts.iter().any(|text| text.contains(term)))
    };
    (0..measures.len()).filter(has).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn as_one_after_the_other_finds_them() {
        let data = Dataset::embedded();
        let texts = Texts::of(&data);
        for query in [
            "企业",
            "企业 -高新",
            "人才 OR 平台",
            "R&D",
            "\"到2025年\"",
            "２０２５",
            "zzz",
            "",
            "-企业",
            "a",
            "年",
        ] {
            let query = Query::parse(query);
            let found: Vec<usize> = texts.find(&query).items().collect();
            assert_eq!(found, brute_force(&data, &query), "{query:?}");
        }
        assert!(!brute_force(&data, &Query::parse("企业")).is_empty());
    }

    proptest! {
        #[test]
        fn any_texts_any_terms(
            texts in prop::collection::vec("[abc\n甲]{0,6}", 0..40),
            query in "[abc甲 |-]{0,8}",
        ) {
            let query = Query::parse(&query);
            let mut all = Texts::default();
            texts.iter().for_each(|text| all.add(std::iter::once(text.as_str())));
            let found = all.find(&query);
            for (i, text) in texts.iter().enumerate() {
                let text = text.replace('\n', " ");
                prop_assert_eq!(found.has(i), query.admits(&text));
            }
        }
    }
}
