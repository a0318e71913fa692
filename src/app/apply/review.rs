//! Changes of the review of a document being taken in.

use std::sync::Arc;

use super::{Effect, policies};
use crate::app::state::review::{ReviewEdit, ReviewState};
use crate::app::state::{Place, View};
use crate::import::{Draft, Role, Why};
use crate::model::Period;

/// Carries out `edit`.
pub(super) fn apply(view: &mut View, edit: ReviewEdit) -> Option<Effect> {
    let state = &mut view.review;
    match edit {
        ReviewEdit::Open => {
            state.open = true;
            view.place = Place::Policies;
        }
        ReviewEdit::Close => state.open = false,
        ReviewEdit::Show(draft) => {
            *state = ReviewState {
                open: true,
                piece: first_measure(&draft),
                draft: Some(draft),
                caret: None,
            };
            view.place = Place::Policies;
        }
        ReviewEdit::Discard => {
            *state = ReviewState {
                open: state.open,
                ..ReviewState::default()
            };
        }
        // What was made while it was being saved is in no pack yet.
        ReviewEdit::Done(saved, _) if state.draft.as_ref().is_some_and(|now| *now != saved) => {
            return Some(Effect::NewerDraft);
        }
        ReviewEdit::Done(_, policy) => {
            *state = ReviewState::default();
            view.place = Place::Policies;
            policies::select(view, policy);
        }
        ReviewEdit::Select(piece) => {
            state.piece = piece;
            state.caret = None;
        }
        ReviewEdit::Caret(at) => state.caret = Some(at),
        edit => change(state, edit),
    }
    None
}

/// Changes the draft: a new one, so that undo has the old one.
fn change(state: &mut ReviewState, edit: ReviewEdit) {
    let Some(now) = &state.draft else {
        return;
    };
    let mut draft = Draft::clone(now);
    let piece = state.piece;
    match edit {
        ReviewEdit::Split => {
            let role = match draft.pieces.get(piece).map(|piece| piece.role) {
                Some(Role::Head | Role::SubHead) => Role::Kept(Why::Intro),
                Some(Role::Title | Role::Number | Role::Issuer | Role::Date) => {
                    Role::Kept(Why::Front)
                }
                Some(Role::Body | Role::Measure) => Role::Measure,
                Some(role) => role,
                None => return,
            };
            if state.caret.is_none_or(|at| !draft.split(piece, at, role)) {
                return;
            }
            state.piece += 1;
            state.caret = None;
        }
        ReviewEdit::MergeUp => {
            let pieces = draft.pieces.len();
            if !draft.merge_up(piece) {
                return;
            }
            // Joined into the piece above, it is gone.
            if draft.pieces.len() < pieces {
                state.piece -= 1;
            }
            state.caret = None;
        }
        ReviewEdit::Role(role) => draft.set_role(piece, role),
        ReviewEdit::Category(category) => draft.choose(piece, |choice| choice.category = category),
        ReviewEdit::Instruments(list) => draft.choose(piece, |choice| choice.instruments = list),
        ReviewEdit::Targets(list) => draft.choose(piece, |choice| choice.targets = list),
        ReviewEdit::ToggleQuantity(printed) => draft.choose(piece, |choice| {
            let before = choice.refused.len();
            choice.refused.retain(|refused| *refused != printed);
            if choice.refused.len() == before {
                choice.refused.push(printed);
            }
        }),
        edit => facts(&mut draft, edit),
    }
    state.draft = Some(Arc::new(draft));
}

/// What a person says about the document itself.
fn facts(draft: &mut Draft, edit: ReviewEdit) {
    let facts = &mut draft.facts;
    match edit {
        ReviewEdit::Title(title) => facts.title = title,
        ReviewEdit::Number(number) => facts.number = number,
        ReviewEdit::Issuers(names) => {
            facts.issuers = names.split('、').map(str::to_owned).collect();
            if names.is_empty() {
                facts.issuers.clear();
            }
        }
        ReviewEdit::Date(text) => match text.trim() {
            "" => facts.date = None,
            text => facts.date = text.parse::<Period>().ok().or(facts.date),
        },
        ReviewEdit::Declared(text) => match text.trim() {
            "" => facts.declared = None,
            text => facts.declared = text.parse().ok().or(facts.declared),
        },
        ReviewEdit::Zone(zone) => facts.zone = zone,
        _ => {}
    }
}

fn first_measure(draft: &Draft) -> usize {
    let measure = draft
        .pieces
        .iter()
        .position(|piece| piece.role == Role::Measure);
    measure.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read_text;

    fn view(text: &str) -> View {
        let mut view = View::default();
        apply(
            &mut view,
            ReviewEdit::Show(Arc::new(read_text("x.txt", text).unwrap())),
        );
        view
    }

    fn roles(view: &View) -> Vec<Role> {
        view.review
            .draft
            .as_ref()
            .unwrap()
            .pieces
            .iter()
            .map(|piece| piece.role)
            .collect()
    }

    #[test]
    fn pieces_are_cut_joined_and_renamed() {
        let mut view = view("关于支持的措施\n1.甲乙。丙丁。\n2.戊己。\n");
        assert_eq!((view.place, view.review.piece), (Place::Policies, 1));
        let cut = view.review.draft.as_ref().unwrap().cuts(1)[0];
        apply(&mut view, ReviewEdit::Split);
        assert_eq!(roles(&view).len(), 3, "there is no caret to cut at");
        apply(&mut view, ReviewEdit::Caret(cut));
        apply(&mut view, ReviewEdit::Split);
        assert_eq!(
            roles(&view),
            [Role::Title, Role::Measure, Role::Measure, Role::Measure]
        );
        assert_eq!(view.review.piece, 2);
        apply(&mut view, ReviewEdit::MergeUp);
        assert_eq!((roles(&view).len(), view.review.piece), (3, 1));
        apply(&mut view, ReviewEdit::Role(Role::Head));
        assert_eq!(roles(&view)[1], Role::Head);
        apply(&mut view, ReviewEdit::Discard);
        apply(&mut view, ReviewEdit::MergeUp);
        assert!(view.review.open && view.review.draft.is_none());
        let saved = Arc::new(read_text("x.txt", "关于支持的措施\n1.甲。\n").unwrap());
        apply(&mut view, ReviewEdit::Done(saved, "p".into()));
        assert_eq!(view.review, ReviewState::default());
        assert_eq!(view.policy, Some("p".into()));
    }

    #[test]
    fn facts_are_typed_over_what_was_found() {
        let mut view = view("关于支持的措施\n1.甲。\n");
        apply(&mut view, ReviewEdit::Date("2020-08-2".into()));
        apply(&mut view, ReviewEdit::Date("2020-08-27".into()));
        apply(&mut view, ReviewEdit::Declared("x".into()));
        apply(&mut view, ReviewEdit::Declared("77".into()));
        apply(&mut view, ReviewEdit::Issuers("甲局、乙局".into()));
        let facts = &view.review.draft.as_ref().unwrap().facts;
        assert_eq!(facts.date.unwrap().to_string(), "2020-08-27");
        assert_eq!((facts.declared, facts.issuers.len()), (Some(77), 2));
    }
}
