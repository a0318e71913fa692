//! Undo and redo of views and of what the user makes; back and forward between places visited.

use super::command::Merge;
use super::state::{Place, View, ZoneTab};
use super::workspace::{Change, Workspace};
use crate::model::{EntityId, PolicyId};

/// Steps kept; a view is some kilobytes at most, as a draft is shared.
const DEPTH: usize = 500;

/// Where one is: what back and forward go between.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    place: Place,
    zone: Option<EntityId>,
    zone_tab: ZoneTab,
    policy: Option<PolicyId>,
    comparing: bool,
}

impl Spot {
    fn of(view: &View) -> Self {
        Self {
            place: view.place,
            zone: view.zone.clone(),
            zone_tab: view.zone_tab,
            policy: view.policy.clone(),
            comparing: view.compare.open,
        }
    }

    fn restore(self, view: &mut View) {
        let Self {
            place,
            zone,
            zone_tab,
            policy,
            comparing,
        } = self;
        view.place = place;
        view.zone = zone;
        view.zone_tab = zone_tab;
        view.policy = policy;
        view.compare.open = comparing && !view.compare.zones.is_empty();
    }
}

/// A view to go to, and what to change in the workspace on the way.
#[derive(Debug)]
struct Step {
    view: View,
    change: Option<Change>,
}

impl Step {
    /// Goes there, and gives the step that comes back.
    fn take(self, now: &mut View, workspace: &mut Workspace) -> Self {
        Self {
            view: std::mem::replace(now, self.view),
            change: self.change.map(|change| workspace.apply(change)),
        }
    }
}

/// Earlier and later views and spots.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// What the last change may be merged with, so that typing a word is one step.
    merge: Option<Merge>,
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

impl History {
    /// Notes that `before` became `after`, and that `back` takes back what was changed in the workspace; a change of
    /// the same kind as the last one is merged with it.
    pub fn record(
        &mut self,
        before: View,
        after: &View,
        back: Option<Change>,
        merge: Option<Merge>,
    ) {
        if before == *after && back.is_none() {
            return;
        }
        let merged = merge.is_some() && merge == self.merge;
        let (from, to) = (Spot::of(&before), Spot::of(after));
        if from != to {
            // Walking through a list is one way, with no stop at every row.
            if !merged {
                push(&mut self.back, from);
            }
            self.forward.clear();
        }
        if !merged {
            push(
                &mut self.undo,
                Step {
                    view: before,
                    change: back,
                },
            );
        }
        self.merge = merge;
        self.redo.clear();
    }

    /// Ends a run of merged changes: the next one is a step of its own.
    pub fn settle(&mut self) {
        self.merge = None;
    }

    /// The view and the workspace before the last change.
    pub fn undo(&mut self, now: &mut View, workspace: &mut Workspace) {
        if let Some(step) = self.undo.pop() {
            push(&mut self.redo, step.take(now, workspace));
            self.merge = None;
        }
    }

    /// The view and the workspace that were last undone.
    pub fn redo(&mut self, now: &mut View, workspace: &mut Workspace) {
        if let Some(step) = self.redo.pop() {
            push(&mut self.undo, step.take(now, workspace));
            self.merge = None;
        }
    }

    /// The spot visited before; itself a change that can be undone.
    pub fn back(&mut self, now: &mut View) {
        let Self { back, forward, .. } = self;
        step(back, forward, &mut self.undo, now);
        self.redo.clear();
        self.merge = None;
    }

    /// The spot one came back from.
    pub fn forward(&mut self, now: &mut View) {
        let Self { back, forward, .. } = self;
        step(forward, back, &mut self.undo, now);
        self.redo.clear();
        self.merge = None;
    }

    /// Whether there is something to undo, redo, go back to, go forward to.
    pub fn can(&self) -> Can {
        Can {
            undo: !self.undo.is_empty(),
            redo: !self.redo.is_empty(),
            back: !self.back.is_empty(),
            forward: !self.forward.is_empty(),
        }
    }
}

/// What [`History`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Can {
    /// Something to undo.
    pub undo: bool,
    /// Something to redo.
    pub redo: bool,
    /// A spot to go back to.
    pub back: bool,
    /// A spot to go forward to.
    pub forward: bool,
}

fn push<T>(stack: &mut Vec<T>, item: T) {
    if stack.len() == DEPTH {
        stack.remove(0);
    }
    stack.push(item);
}

fn step(from: &mut Vec<Spot>, to: &mut Vec<Spot>, undo: &mut Vec<Step>, now: &mut View) {
    if let Some(spot) = from.pop() {
        push(to, Spot::of(now));
        let view = now.clone();
        push(undo, Step { view, change: None });
        spot.restore(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::workspace::WorkspaceEdit;
    use crate::search::Target;

    fn view(place: Place, query: &str) -> View {
        View {
            place,
            zone_query: query.to_owned(),
            ..View::default()
        }
    }

    #[test]
    fn typing_is_one_step_and_undo_reaches_the_start() {
        let mut history = History::default();
        let start = view(Place::Zones, "");
        let mut now = start.clone();
        for text in ["j", "jn"] {
            let before = std::mem::replace(&mut now, view(Place::Zones, text));
            history.record(before, &now, None, Some(Merge::ZoneQuery));
        }
        let before = std::mem::replace(&mut now, view(Place::Metrics, "jn"));
        history.record(before, &now, None, None);
        let end = now.clone();
        let nothing = &mut Workspace::default();
        history.undo(&mut now, nothing);
        assert_eq!(now, view(Place::Zones, "jn"));
        history.undo(&mut now, nothing);
        assert_eq!(now, start);
        assert!(!history.can().undo);
        history.redo(&mut now, nothing);
        history.redo(&mut now, nothing);
        assert_eq!(now, end);
    }

    #[test]
    fn back_and_forward_keep_what_was_typed() {
        let mut history = History::default();
        let mut now = view(Place::Zones, "");
        let before = std::mem::replace(&mut now, view(Place::Policies, "x"));
        history.record(before, &now, None, None);
        history.back(&mut now);
        assert_eq!(now, view(Place::Zones, "x"));
        history.forward(&mut now);
        assert_eq!(now, view(Place::Policies, "x"));
        assert!(!history.can().forward);
        let before = now.clone();
        history.forward(&mut now);
        assert_eq!(now, before);
    }

    #[test]
    fn a_walk_through_the_list_is_one_stop() {
        let mut history = History::default();
        let start = view(Place::Zones, "");
        let mut now = start.clone();
        for zone in ["a", "b", "c"] {
            let before = now.clone();
            now.zone = Some(zone.into());
            history.record(before, &now, None, Some(Merge::ZoneStep));
        }
        let end = now.clone();
        history.back(&mut now);
        assert_eq!(now, start);
        assert!(!history.can().back);
        history.forward(&mut now);
        assert_eq!(now, end);
        // Another walk is another stop, and ends the way forward.
        history.back(&mut now);
        let before = now.clone();
        now.zone = Some("d".into());
        history.record(before, &now, None, Some(Merge::ZoneStep));
        assert!(history.can().back && !history.can().forward);
    }

    #[test]
    fn a_note_typed_is_one_step_and_comes_back() {
        let mut history = History::default();
        let mut workspace = Workspace::default();
        let mut now = view(Place::Policies, "");
        let of = Target::Measure("m".into());
        for text in ["甲", "甲乙"] {
            let edit = WorkspaceEdit::Note(of.clone(), text.to_owned());
            let change = workspace.made().change(edit).unwrap();
            let back = workspace.apply(change);
            history.record(now.clone(), &now, Some(back), Some(Merge::Note));
        }
        history.undo(&mut now, &mut workspace);
        assert_eq!(workspace.made().note(&of), "");
        assert!(!history.can().undo);
        history.redo(&mut now, &mut workspace);
        assert_eq!(workspace.made().note(&of), "甲乙");
        // Each step is a change the file will learn of.
        assert_eq!(workspace.unsaved().len(), 4);
    }
}
