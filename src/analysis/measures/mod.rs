//! Questions about measures: which contain a text, which pass a choice, which are alike, what they name and count.
//!
//! Measures are numbered through all documents in the dataset's order; see [`Measures`].

pub mod facets;
pub mod mentions;
pub mod quantities;
pub mod query;
pub mod similarity;
pub mod texts;

use std::ops::Range;

use crate::dataset::Dataset;
use crate::model::{Measure, Policy};

/// Where each document's measures stand in the numbering.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    /// The number of each document's first measure, and at the end how many there are.
    starts: Vec<usize>,
}

impl Measures {
    /// Numbers the measures of `data`.
    pub fn of(data: &Dataset) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for policy in &data.policies {
            end += policy.measures.len();
            starts.push(end);
        }
        Self { starts }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numbers of a document's measures.
    pub fn range(&self, document: usize) -> Range<usize> {
        match self.starts.get(document..document + 2) {
            Some(&[start, end]) => start..end,
            _ => 0..0,
        }
    }

    /// The document of measure `n`.
    pub fn document(&self, n: usize) -> usize {
        self.starts.partition_point(|start| *start <= n) - 1
    }

    /// Measure `n` and its document.
    pub fn get<'a>(&self, data: &'a Dataset, n: usize) -> Option<(&'a Policy, &'a Measure)> {
        if n >= self.len() {
            return None;
        }
        let document = self.document(n);
        let policy = data.policies.get(document)?;
        Some((policy, policy.measures.get(n - self.starts[document])?))
    }
}

/// Texts as they are compared: ASCII in lower case, full-width signs as ASCII.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\u{3000}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_number() {
        let data = Dataset::embedded();
        let measures = Measures::of(&data);
        let all: Vec<_> = data
            .policies
            .iter()
            .flat_map(|policy| policy.measures.iter().map(move |m| (&policy.id, &m.id)))
            .collect();
        assert_eq!(measures.len(), all.len());
        for (n, (policy, measure)) in all.into_iter().enumerate() {
            let (p, m) = measures.get(&data, n).unwrap();
            assert_eq!((&p.id, &m.id), (policy, measure));
            assert!(measures.range(measures.document(n)).contains(&n));
        }
        assert!(measures.get(&data, measures.len()).is_none());
        assert_eq!(measures.range(data.policies.len()), 0..0);
    }
}
