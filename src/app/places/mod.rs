//! The places of the window. A place reads its [`Ctx`], paints, and sends commands; it changes nothing itself.

pub mod compare;
pub mod industry;
pub mod metrics;
pub mod overview;
pub mod policies;
pub mod review;
pub mod zone_page;
pub mod zones;

use std::borrow::Cow;

use egui::{Margin, Ui};

use super::command::Command;
use super::derived::Derived;
use super::state::View;
use super::widgets::page_margin;
use super::workspace::Made;
use crate::dataset::Dataset;
use crate::model::Lang;
use crate::text::{FluentValue, tr, tr_args};

/// What a place reads, and where it sends its commands.
pub struct Ctx<'a> {
    /// The data.
    pub data: &'a Dataset,
    /// What is shown.
    pub view: &'a View,
    /// What the user has made: bookmarks, notes, saved charts.
    pub made: &'a Made,
    /// The language.
    pub lang: Lang,
    /// Derived data, cached.
    pub derived: &'a mut Derived,
    /// Commands of this frame, applied after it.
    pub commands: &'a mut Vec<Command>,
}

impl Ctx<'_> {
    /// Sends a command.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// An interface text.
    pub fn tr(&self, id: &'static str) -> Cow<'static, str> {
        tr(self.lang, id)
    }

    /// An interface text with a number in it.
    pub fn count(&self, id: &'static str, n: usize) -> String {
        tr_args(self.lang, id, &[("n", FluentValue::from(n))])
    }
}

/// The margins of a page; where there is little room, narrow ones.
fn margins(ui: &Ui) -> Margin {
    page_margin(if ui.available_width() < 420.0 { 12 } else { 24 })
}

/// The id of a place's search field, for the shortcut that goes there.
pub fn search_field_id(place: super::state::Place) -> egui::Id {
    egui::Id::unique(("search-field", place.id()))
}
