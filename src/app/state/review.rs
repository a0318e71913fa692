//! The review of a document being taken in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::import::{Draft, Role};
use crate::model::{EntityId, Instrument, PolicyId};

/// What the review shows. The draft outlives a closed review and a closed window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewState {
    /// Whether the review has the policy place.
    pub open: bool,
    /// The document; `None` as long as none was read.
    pub draft: Option<Arc<Draft>>,
    /// The selected piece.
    pub piece: usize,
    /// Where the selected piece would be cut, in bytes of the text.
    pub caret: Option<usize>,
}

/// A change of the review.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewEdit {
    /// Show the review; without a draft it asks for a document.
    Open,
    /// Leave it; the draft stays.
    Close,
    /// Begin with this document.
    Show(Arc<Draft>),
    /// Give the draft up.
    Discard,
    /// This draft is saved as that policy: leave the review for it, unless there is another draft by now.
    Done(Arc<Draft>, PolicyId),
    /// Select a piece.
    Select(usize),
    /// Put the caret at this byte.
    Caret(usize),
    /// Cut the selected piece at the caret.
    Split,
    /// Join the selected piece with what is above it.
    MergeUp,
    /// Make the selected piece something else.
    Role(Role),
    /// Head of the common frame for the selected measure, or for the measures under the selected head; `None` leaves it
    /// to the rules.
    Category(Option<String>),
    /// The instruments of the selected measure; `None` leaves them to the rules.
    Instruments(Option<Vec<Instrument>>),
    /// The target groups of the selected measure; `None` leaves them to the rules.
    Targets(Option<Vec<String>>),
    /// Refuse a proposed quantity, as printed, or take it after all.
    ToggleQuantity(String),
    /// The document's title.
    Title(String),
    /// Its number.
    Number(String),
    /// Its issuing bodies, parted by `、`.
    Issuers(String),
    /// Its date as typed; taken over when it is one, or empty.
    Date(String),
    /// How many measures it says it has, as typed; taken over when it is a number, or empty.
    Declared(String),
    /// The zone it is about.
    Zone(Option<EntityId>),
}

impl ReviewEdit {
    /// The fact that is being typed, if the change is a step of that.
    pub fn fact(&self) -> Option<&'static str> {
        Some(match self {
            Self::Title(_) => "title",
            Self::Number(_) => "number",
            Self::Issuers(_) => "issuers",
            Self::Date(_) => "date",
            Self::Declared(_) => "declared",
            _ => return None,
        })
    }

    /// Whether the change is one of looking only, which undo does not count.
    pub fn is_fleeting(&self) -> bool {
        matches!(self, Self::Select(_) | Self::Caret(_))
    }
}

impl ReviewState {
    /// Drops what cannot be shown: a draft of another version, a selection outside of it.
    pub fn reconcile(&mut self) {
        self.draft.take_if(|draft| !draft.is_sound());
        let pieces = self.draft.as_ref().map_or(0, |draft| draft.pieces.len());
        self.piece = self.piece.min(pieces.saturating_sub(1));
        self.caret = None;
    }
}
