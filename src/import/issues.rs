//! What is odd about a draft: numbers missing, doubled or out of order, a count that differs from the declared one.

use std::collections::BTreeMap;

use super::draft::{Draft, Role, Why};
use super::marker::{MarkKind, blank};
use super::outline::{Outline, numbered};

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The piece it is about; of missing numbers, the one after the gap. `None` for the whole document.
    pub piece: Option<usize>,
    /// What it is.
    pub kind: IssueKind,
}

/// What is odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// Numbers that nothing has.
    Missing {
        /// The first.
        from: u32,
        /// The last.
        to: u32,
    },
    /// A number that stands twice.
    Doubled(u32),
    /// A number smaller than the one before it, or far too large.
    OutOfOrder(u32),
    /// A measure without words.
    Empty,
    /// A measure without a number among those that have one.
    NoNumber,
    /// The document says it has another number of measures.
    Count {
        /// What it says.
        declared: u32,
        /// What there is.
        counted: u32,
    },
    /// There is no measure.
    NoMeasures,
    /// Nothing says what the document is called.
    NoTitle,
}

/// Numbering of one form.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    last: u32,
    /// Whether something of higher rank came since.
    may_restart: bool,
    /// Whether it ever started again.
    restarts: bool,
}

pub(super) fn issues(draft: &Draft, outline: &Outline) -> Vec<Issue> {
    let mut found = Vec::new();
    let counted = outline.measures.len() as u32;
    if draft.facts.title.trim().is_empty() {
        found.push(whole(IssueKind::NoTitle));
    }
    match draft.facts.declared {
        _ if counted == 0 => found.push(whole(IssueKind::NoMeasures)),
        Some(declared) if declared != counted => {
            found.push(whole(IssueKind::Count { declared, counted }));
        }
        _ => {}
    }
    let numbers: Vec<(usize, MarkKind, u32)> = (0..draft.pieces.len())
        .filter(|i| {
            matches!(
                draft.pieces[*i].role,
                Role::Head | Role::SubHead | Role::Measure | Role::Kept(Why::Aim)
            )
        })
        .filter_map(|i| {
            numbered(draft.slice(i))
                .0
                .map(|mark| (i, mark.kind, mark.number))
        })
        .collect();
    sequence(&numbers, &mut found);
    let any_number = outline.measures.iter().any(|item| item.number.is_some());
    for item in &outline.measures {
        let piece = Some(item.piece);
        if item.text.chars().all(blank) {
            found.push(Issue {
                piece,
                kind: IssueKind::Empty,
            });
        } else if item.number.is_none() && any_number {
            found.push(Issue {
                piece,
                kind: IssueKind::NoNumber,
            });
        }
    }
    found.sort_by_key(|issue| issue.piece);
    found
}

fn whole(kind: IssueKind) -> Issue {
    Issue { piece: None, kind }
}

fn sequence(numbers: &[(usize, MarkKind, u32)], found: &mut Vec<Issue>) {
    let mut runs: BTreeMap<MarkKind, Run> = BTreeMap::new();
    for (i, (piece, kind, number)) in numbers.iter().copied().enumerate() {
        let following = numbers[i + 1..]
            .iter()
            .find(|next| next.1 == kind)
            .map(|next| next.2);
        let run = runs.entry(kind).or_default();
        let expected = run.last + 1;
        let mut say = |kind| {
            found.push(Issue {
                piece: Some(piece),
                kind,
            });
        };
        if number == expected {
            run.last = number;
        } else if run.may_restart && (number == 1 || (run.restarts && number <= run.last)) {
            if number > 1 {
                say(IssueKind::Missing {
                    from: 1,
                    to: number - 1,
                });
            }
            run.restarts = true;
            run.last = number;
        } else if number > expected && following == Some(expected + 1) {
            // The next one goes on as if this were right: a misprint, not a gap.
            say(IssueKind::OutOfOrder(number));
            run.last = expected;
        } else if number > expected {
            let from = if run.may_restart && run.restarts {
                1
            } else {
                expected
            };
            say(IssueKind::Missing {
                from,
                to: number - 1,
            });
            run.last = number;
        } else if number == run.last {
            say(IssueKind::Doubled(number));
        } else {
            say(IssueKind::OutOfOrder(number));
            if following == Some(expected + 1) {
                run.last = expected;
            }
        }
        run.may_restart = false;
        for (other, run) in &mut runs {
            run.may_restart |= *other > kind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[(MarkKind, u32)]) -> Vec<(usize, IssueKind)> {
        let numbers: Vec<_> = numbers
            .iter()
            .enumerate()
            .map(|(i, (kind, n))| (i, *kind, *n))
            .collect();
        let mut found = Vec::new();
        sequence(&numbers, &mut found);
        found
            .into_iter()
            .map(|issue| (issue.piece.unwrap(), issue.kind))
            .collect()
    }

    #[test]
    fn gaps_doubles_and_misprints() {
        use MarkKind::{Arabic as A, Cn as C};
        let plain = |list: &[u32]| of(&list.iter().map(|n| (A, *n)).collect::<Vec<_>>());
        assert_eq!(plain(&[1, 2, 3]), []);
        assert_eq!(
            plain(&[1, 2, 5, 6]),
            [(2, IssueKind::Missing { from: 3, to: 4 })]
        );
        assert_eq!(plain(&[1, 2, 2, 3]), [(2, IssueKind::Doubled(2))]);
        assert_eq!(plain(&[1, 2, 8, 4, 5]), [(2, IssueKind::OutOfOrder(8))]);
        assert_eq!(plain(&[1, 2, 1, 4]), [(2, IssueKind::OutOfOrder(1))]);
        assert_eq!(plain(&[3]), [(0, IssueKind::Missing { from: 1, to: 2 })]);
        // Through heads, and per head.
        assert_eq!(of(&[(C, 1), (A, 1), (C, 2), (A, 2)]), []);
        assert_eq!(of(&[(C, 1), (A, 1), (A, 2), (C, 2), (A, 1)]), []);
        let per_head = [(C, 1), (A, 1), (C, 2), (A, 1), (A, 2), (C, 3), (A, 2)];
        assert_eq!(of(&per_head), [(6, IssueKind::Missing { from: 1, to: 1 })]);
    }
}
