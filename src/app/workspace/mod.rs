//! What a user makes: bookmarks, notes, saved charts. One file in the platform's data folder, shared by every window.
//!
//! Everything is said in [`Change`]s — “this key now holds that, or nothing” — so that undo is a change too, and a file
//! that another window has written meanwhile only takes in what was changed here. To change something, send a
//! [`Command::Workspace`](super::command::Command::Workspace) with a [`WorkspaceEdit`]; to show it, read
//! [`Ctx::made`](super::places::Ctx::made).

pub mod file;
mod saving;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

pub use saving::Saver;

use crate::chart::ChartSpec;
use crate::search::Target;

/// Version of the file's format.
pub const SCHEMA: u32 = 1;

/// Characters a name may have; of a longer one the rest is dropped.
const LONGEST_NAME: usize = 200;

/// Characters a note may have.
pub const LONGEST_NOTE: usize = 20_000;

/// A saved chart's id, unlike any given by another window.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChartId(String);

impl ChartId {
    /// A new one.
    pub fn fresh() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let time = jiff::Timestamp::now().as_nanosecond();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(format!("{time:x}-{:x}-{count:x}", std::process::id()))
    }
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// When it was made, in seconds since 1970.
    pub at: i64,
}

/// A note to something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What it says; never empty.
    pub text: String,
    /// When it was last changed, in seconds since 1970.
    pub at: i64,
}

/// A chart with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedChart {
    /// Its name, as the user gave it.
    pub name: String,
    /// The chart.
    pub spec: ChartSpec,
    /// When it was last changed, in seconds since 1970.
    pub at: i64,
}

/// Everything made, as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// Format version, see [`SCHEMA`].
    pub schema: u32,
    /// What is bookmarked.
    pub bookmarks: BTreeMap<Target, Bookmark>,
    /// What has a note.
    pub notes: BTreeMap<Target, Note>,
    /// The saved charts, in order of making.
    pub charts: BTreeMap<ChartId, SavedChart>,
}

/// One key and what it holds from now on.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A bookmark, or none.
    Bookmark(Target, Option<Bookmark>),
    /// A note, or none.
    Note(Target, Option<Note>),
    /// A saved chart, or none.
    Chart(ChartId, Option<Box<SavedChart>>),
}

/// What a user does.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkspaceEdit {
    /// Bookmark it, or no longer.
    ToggleBookmark(Target),
    /// Write a note to it; an empty one takes the note away.
    Note(Target, String),
    /// Keep a chart under this name.
    SaveChart(String, Box<ChartSpec>),
    /// Put another chart in the place of a saved one.
    ReplaceChart(ChartId, Box<ChartSpec>),
    /// Give a saved chart another name; an empty one is passed over.
    RenameChart(ChartId, String),
    /// Remove a saved chart.
    RemoveChart(ChartId),
}

impl Made {
    /// Whether it is bookmarked.
    pub fn is_bookmarked(&self, of: &Target) -> bool {
        self.bookmarks.contains_key(of)
    }

    /// The note to it; empty when there is none.
    pub fn note(&self, of: &Target) -> &str {
        self.notes.get(of).map_or("", |note| &note.text)
    }

    /// The change that `edit` comes to; `None` when it changes nothing.
    pub fn change(&self, edit: WorkspaceEdit) -> Option<Change> {
        let at = jiff::Timestamp::now().as_second();
        match edit {
            WorkspaceEdit::ToggleBookmark(of) => {
                let now = (!self.is_bookmarked(&of)).then_some(Bookmark { at });
                Some(Change::Bookmark(of, now))
            }
            WorkspaceEdit::Note(of, text) => {
                let text: String = text.chars().take(LONGEST_NOTE).collect();
                let changed = self.note(&of) != text;
                let now = (!text.trim().is_empty()).then_some(Note { text, at });
                let changed = changed && (now.is_some() || self.notes.contains_key(&of));
                changed.then_some(Change::Note(of, now))
            }
            WorkspaceEdit::SaveChart(name, spec) => {
                let name = short(&name).unwrap_or_default();
                let chart = SavedChart {
                    name,
                    spec: *spec,
                    at,
                };
                Some(Change::Chart(ChartId::fresh(), Some(Box::new(chart))))
            }
            WorkspaceEdit::ReplaceChart(id, spec) => {
                let old = self.charts.get(&id).filter(|old| old.spec != *spec)?;
                let name = old.name.clone();
                let chart = SavedChart {
                    name,
                    spec: *spec,
                    at,
                };
                Some(Change::Chart(id, Some(Box::new(chart))))
            }
            WorkspaceEdit::RenameChart(id, name) => {
                let name = short(&name)?;
                let old = self.charts.get(&id).filter(|old| old.name != name)?;
                let chart = SavedChart {
                    name,
                    at,
                    ..old.clone()
                };
                Some(Change::Chart(id, Some(Box::new(chart))))
            }
            WorkspaceEdit::RemoveChart(id) => {
                let known = self.charts.contains_key(&id);
                known.then_some(Change::Chart(id, None))
            }
        }
    }

    /// Carries out `change` and gives the one that takes it back.
    pub fn apply(&mut self, change: Change) -> Change {
        match change {
            Change::Bookmark(of, now) => {
                let before = set(&mut self.bookmarks, of.clone(), now);
                Change::Bookmark(of, before)
            }
            Change::Note(of, now) => {
                let before = set(&mut self.notes, of.clone(), now);
                Change::Note(of, before)
            }
            Change::Chart(id, now) => {
                let before = set(&mut self.charts, id.clone(), now.map(|chart| *chart));
                Change::Chart(id, before.map(Box::new))
            }
        }
    }
}

/// A name without white space around it, not too long; `None` when nothing is left.
fn short(name: &str) -> Option<String> {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    (!name.is_empty()).then_some(name)
}

fn set<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    }
}

/// What is made, with the changes that are not in the file yet.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    made: Made,
    unsaved: Vec<Change>,
}

impl Workspace {
    /// What the file holds.
    pub fn new(made: Made) -> Self {
        Self {
            made,
            unsaved: Vec::new(),
        }
    }

    /// Everything made.
    pub fn made(&self) -> &Made {
        &self.made
    }

    /// Carries out `change` and gives the one that takes it back.
    pub fn apply(&mut self, change: Change) -> Change {
        self.unsaved.push(change.clone());
        self.made.apply(change)
    }

    /// The changes that are not in the file yet, oldest first.
    pub fn unsaved(&self) -> &[Change] {
        &self.unsaved
    }

    /// Takes in the file's contents after its first `saved` unsaved changes were written there.
    pub fn saved(&mut self, written: Made, saved: usize) {
        self.unsaved.drain(..saved.min(self.unsaved.len()));
        self.made = written;
        for change in &self.unsaved {
            self.made.apply(change.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(id: &str) -> Target {
        Target::Measure(id.into())
    }

    fn edit(workspace: &mut Workspace, edit: WorkspaceEdit) -> Option<Change> {
        let change = workspace.made().change(edit)?;
        Some(workspace.apply(change))
    }

    #[test]
    fn every_change_is_taken_back_by_the_one_it_gives() {
        let mut workspace = Workspace::default();
        let spec = || Box::new(ChartSpec::default());
        let mut back = Vec::new();
        let mut states = vec![workspace.made().clone()];
        let mut go = |w: &mut Workspace, e: WorkspaceEdit| {
            back.push(edit(w, e).unwrap());
            states.push(w.made().clone());
        };
        go(&mut workspace, WorkspaceEdit::ToggleBookmark(measure("a")));
        go(
            &mut workspace,
            WorkspaceEdit::Note(measure("a"), "甲".into()),
        );
        go(
            &mut workspace,
            WorkspaceEdit::Note(measure("a"), "乙".into()),
        );
        go(
            &mut workspace,
            WorkspaceEdit::SaveChart(" 图 ".into(), spec()),
        );
        let id = workspace.made().charts.keys().next().unwrap().clone();
        assert_eq!(workspace.made().charts[&id].name, "图");
        go(
            &mut workspace,
            WorkspaceEdit::RenameChart(id.clone(), "新".into()),
        );
        let other = Box::new(ChartSpec {
            size: (900, 383),
            ..ChartSpec::default()
        });
        go(
            &mut workspace,
            WorkspaceEdit::ReplaceChart(id.clone(), other),
        );
        assert_eq!(workspace.made().charts[&id].name, "新");
        go(&mut workspace, WorkspaceEdit::RemoveChart(id));
        go(&mut workspace, WorkspaceEdit::ToggleBookmark(measure("a")));
        go(
            &mut workspace,
            WorkspaceEdit::Note(measure("a"), "  ".into()),
        );
        assert_eq!(*workspace.made(), Made::default());
        for change in back.into_iter().rev() {
            assert_eq!(*workspace.made(), states.pop().unwrap());
            workspace.apply(change);
        }
        assert_eq!(*workspace.made(), states.pop().unwrap());
    }

    #[test]
    fn what_changes_nothing_is_no_change() {
        let made = Made::default();
        let nobody = ChartId::fresh();
        for edit in [
            WorkspaceEdit::Note(measure("a"), String::new()),
            WorkspaceEdit::RenameChart(nobody.clone(), "名".into()),
            WorkspaceEdit::RemoveChart(nobody.clone()),
            WorkspaceEdit::ReplaceChart(nobody, Box::default()),
        ] {
            assert_eq!(made.change(edit), None);
        }
        assert_ne!(ChartId::fresh(), ChartId::fresh());
    }

    #[test]
    fn changes_made_while_writing_stay() {
        let mut workspace = Workspace::default();
        edit(&mut workspace, WorkspaceEdit::ToggleBookmark(measure("a")));
        edit(&mut workspace, WorkspaceEdit::ToggleBookmark(measure("b")));
        // The first was being written when the second was made; another window has made a third.
        let mut written = Made::default();
        for id in ["a", "c"] {
            written.bookmarks.insert(measure(id), Bookmark { at: 1 });
        }
        workspace.saved(written, 1);
        assert_eq!(workspace.unsaved().len(), 1);
        for id in ["a", "b", "c"] {
            assert!(workspace.made().is_bookmarked(&measure(id)), "{id}");
        }
    }
}
