//! Lines with roles → pieces that cover the text.

use std::ops::Range;

use super::draft::{Piece, Role, Why};
use super::furniture::Line;
use super::marker::{Mark, blank};
use super::responsible;

/// Lines → pieces. What goes on with the piece before becomes part of it; a head's own words are cut from the
/// sentences after them; a clause that names who is responsible is cut from its measure.
pub(super) fn cut(
    lines: &[Line<'_>],
    roles: &[Role],
    marks: &[Option<Mark>],
    text: &str,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(lines.len());
    for ((line, role), mark) in lines.iter().zip(roles).zip(marks) {
        let numbered = mark.is_some()
            && matches!(
                role,
                Role::Head | Role::SubHead | Role::Measure | Role::Kept(Why::Aim)
            );
        let rest = match (*role, mark) {
            (Role::Body, None) => rest_of_clause(&pieces, line, text),
            _ => None,
        };
        if let (Some(end), Some(last)) = (rest, pieces.last_mut()) {
            match last.role {
                Role::Responsible => last.end = end,
                // A page ends inside the clause.
                _ => pieces.push(Piece {
                    end,
                    role: Role::Responsible,
                }),
            }
        }
        let from = rest.unwrap_or(line.range.start);
        if from == line.range.end {
            continue;
        }
        for (end, role) in parts(from..line.range.end, *role, text) {
            let joins = match (pieces.last().map(|piece| piece.role), role) {
                (Some(Role::Measure | Role::Body), Role::Body) => true,
                // Who leads and who supports may stand on lines of their own.
                (_, Role::Responsible) => false,
                (Some(last), now) => last == now && !numbered,
                (None, _) => false,
            };
            match pieces.last_mut() {
                Some(last) if joins => last.end = end,
                _ => pieces.push(Piece { end, role }),
            }
        }
    }
    if pieces.is_empty() && !text.is_empty() {
        pieces.push(Piece {
            end: text.len(),
            role: Role::Kept(Why::Front),
        });
    }
    pieces
}

/// Where the clause about who is responsible ends that the line before left unfinished, or the page before.
fn rest_of_clause(pieces: &[Piece], line: &Line<'_>, text: &str) -> Option<usize> {
    let of_page =
        |piece: &&Piece| matches!(piece.role, Role::Kept(Why::PageNumber | Why::RunningHead));
    let between = pieces.iter().rev().take_while(of_page).count();
    let (last, before) = pieces[..pieces.len() - between].split_last()?;
    if last.role != Role::Responsible {
        return None;
    }
    let start = before.last().map_or(0, |piece| piece.end);
    let end = responsible::rest(&text[start..last.end], &text[line.range.clone()])?;
    let end = line.range.start + end;
    // White space after the clause belongs to it.
    let blank = text[end..line.range.end].chars().all(blank);
    Some(if blank { line.range.end } else { end })
}

/// The parts of one line: where each ends and what it is.
fn parts(range: Range<usize>, role: Role, text: &str) -> Vec<(usize, Role)> {
    let mut parts = Vec::new();
    let mut from = range.start;
    match role {
        Role::Head | Role::SubHead => {
            let slice = &text[range.clone()];
            let stop = slice.find(['。', '：']).map(|at| at + '。'.len_utf8());
            if let Some(stop) = stop.filter(|stop| !slice[*stop..].trim_matches(blank).is_empty()) {
                parts.push((range.start + stop, role));
                parts.push((range.end, Role::Kept(Why::Intro)));
                return parts;
            }
        }
        Role::Measure | Role::Body => {
            for clause in responsible::clauses(&text[range.clone()]) {
                if range.start + clause.start > from {
                    let role = if from == range.start {
                        role
                    } else {
                        Role::Body
                    };
                    parts.push((range.start + clause.start, role));
                }
                from = range.start + clause.end;
                parts.push((from, Role::Responsible));
            }
            let rest = &text[from..range.end];
            if from > range.start && rest.chars().all(blank) {
                // White space after the clause belongs to it.
                if let Some(last) = parts.last_mut() {
                    last.0 = range.end;
                }
                return parts;
            }
            if from > range.start {
                parts.push((range.end, Role::Body));
                return parts;
            }
        }
        _ => {}
    }
    parts.push((range.end, role));
    parts
}
