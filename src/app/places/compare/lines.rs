//! The lines of the comparison, top to bottom, so that only those in sight are painted.

use crate::analysis::comparison::Comparison;

/// A line; numbers are positions in the [`Comparison`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Heading of the facts.
    Facts,
    /// A fact.
    Fact(usize),
    /// Heading of a group of metrics.
    Group(String),
    /// Figures.
    Figure(usize),
    /// No two zones share a figure.
    NothingShared,
    /// Heading of the policies.
    Policies,
    /// Policies counted.
    Count(usize),
}

/// Every line of the comparison; `shared_only` leaves out figures only one zone has.
pub fn lines(compared: &Comparison, shared_only: bool) -> Vec<Line> {
    let mut lines = vec![Line::Facts];
    lines.extend((0..compared.facts.len()).map(Line::Fact));
    let mut group: Option<&str> = None;
    let rows = compared.figures.iter().enumerate();
    for (at, row) in rows.filter(|(_, row)| !shared_only || row.is_shared()) {
        if group != Some(&row.group) {
            lines.push(Line::Group(row.group.clone()));
            group = Some(&row.group);
        }
        lines.push(Line::Figure(at));
    }
    if group.is_none() {
        lines.push(Line::NothingShared);
    }
    if !compared.policies.is_empty() {
        lines.push(Line::Policies);
        lines.extend((0..compared.policies.len()).map(Line::Count));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Dataset;
    use crate::model::Lang;

    #[test]
    fn every_row_has_a_line_and_shared_ones_only_when_asked() {
        let data = Dataset::embedded();
        let ids: Vec<_> = data.zones.iter().take(6).map(|z| z.id.clone()).collect();
        let compared = Comparison::build(&data, &ids, Lang::Zh);
        let count = |only| {
            let lines = lines(&compared, only);
            let figures = lines.iter().filter(|line| matches!(line, Line::Figure(_)));
            figures.count()
        };
        assert_eq!(count(false), compared.figures.len());
        let shared = compared.figures.iter().filter(|row| row.is_shared());
        assert_eq!(count(true), shared.count());
        assert!(lines(&Comparison::default(), true).contains(&Line::NothingShared));
    }
}
