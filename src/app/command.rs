//! Every user action once: what it is called, its icon and its shortcut. Menu, palette and shortcut table
//! are made from here; `apply` carries it out.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::state::compare::CompareEdit;
use super::state::industry::IndustryEdit;
pub use super::state::metrics::ChartEdit;
use super::state::metrics::{MetricsEdit, WordsOf};
use super::state::overview::OverviewEdit;
use super::state::policies::PoliciesEdit;
use super::state::review::ReviewEdit;
use super::state::zones::ZonesEdit;
use super::state::{Place, ZoneTab};
use super::workspace::WorkspaceEdit;
use crate::model::{EntityId, PolicyId};
use crate::search::Target;
use crate::theme::Icon;

/// A user action.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// To another place.
    Go(Place),
    /// To the spot visited before.
    Back,
    /// To the spot one came back from.
    Forward,
    /// Take back the last change.
    Undo,
    /// Make it again.
    Redo,
    /// Open a search hit where it belongs.
    Open(Target),

    /// Select a zone.
    SelectZone(EntityId),
    /// Select the zone this many rows further down the list; clamped.
    StepZone(i32),
    /// Show a tab of the zone's page.
    SelectZoneTab(ZoneTab),
    /// Type into the zone list's search field.
    SetZoneQuery(String),

    /// Select a policy document.
    SelectPolicy(PolicyId),
    /// Type into the policy place's search field.
    SetPolicyQuery(String),
    /// Change 政策.
    Policies(PoliciesEdit),
    /// Bookmark the measure that is read, else the document; or no longer.
    BookmarkMeasure,
    /// Put the cursor into the note to the measure that is read.
    WriteNote,
    /// Put the measure that is read on the clipboard, with its citation.
    CopyCitation,
    /// Ask where to save the measures shown.
    ExportMeasures,
    /// Show the zone's longest series with this policy's date on it.
    MarkPolicy(PolicyId),
    /// Compare the two documents side by side again, after a cancel.
    ComparePair,

    /// Change the chart.
    Chart(ChartEdit),
    /// Change what 指标 shows beside the chart.
    Metrics(MetricsEdit),
    /// A drag starts or ends: the next change is a step of undo of its own.
    Settle,
    /// Change 总览.
    Overview(OverviewEdit),
    /// Change 园区's facets, table or cards.
    Zones(ZonesEdit),
    /// Change the comparison.
    Compare(CompareEdit),
    /// Change 产业.
    Industry(IndustryEdit),
    /// Change what the user has made: bookmarks, notes, saved charts.
    Workspace(WorkspaceEdit),
    /// Change the review of a document being taken in.
    Review(ReviewEdit),
    /// Bring a document in, or save the one reviewed.
    TakeIn(TakeIn),

    /// Ask where to save the chart.
    ExportPng,
    /// Ask where to save the comparison.
    ExportComparison,
    /// Put the chart's text summary on the clipboard.
    CopySummary,
    /// Put the chart's picture on the clipboard.
    CopyImage,
    /// Put the chart's figures on the clipboard, as a spreadsheet takes them.
    CopyData,
    /// Put the chart's table on the clipboard, as a spreadsheet takes it.
    CopyTable,

    /// Show the command palette.
    OpenPalette,
    /// Put the cursor into the place's search field.
    FocusSearch,
    /// Show the shortcut table.
    OpenShortcuts,
    /// Show the messages.
    OpenMessages,

    /// Switch to the other language.
    ToggleLang,
    /// System → light → dark → system.
    NextTheme,
    /// Everything in its own size again, after Ctrl + and Ctrl −.
    ResetZoom,
    /// Close the window.
    Quit,
}

/// What is done about a policy document from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeIn {
    /// Ask which file.
    Browse,
    /// Read this file.
    File(std::path::PathBuf),
    /// Ask the system for what is on the clipboard.
    AskPaste,
    /// Read this text.
    Text(String),
    /// Save the document reviewed into the person's own pack.
    Save,
}

/// Changes of one kind that follow each other are one step of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Typing into the zone list's search field.
    ZoneQuery,
    /// Typing into the policy place's search field.
    PolicyQuery,
    /// Walking through the zone list with the arrows.
    ZoneStep,
    /// Typing one of the chart's texts.
    Words(WordsOf),
    /// Moving through the chart's periods.
    Period,
    /// Zooming and panning the chart.
    ChartZoom,
    /// Typing the text of an annotation, or moving it.
    Annotation(usize),
    /// Dragging or typing the figure's size.
    Size,
    /// Typing into the industry place's search field.
    IndustryQuery,
    /// Zooming the link diagram.
    IndustryZoom,
    /// Typing a note.
    Note,
    /// Going from one measure to the next.
    Reading,
    /// Moving the threshold of likeness.
    Threshold,
    /// Typing one of the facts a document states about itself.
    ReviewFact(&'static str),
}

/// How a command is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Info {
    /// Text id of its name.
    pub text: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Its shortcut.
    pub shortcut: Option<KeyboardShortcut>,
}

const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn ctrl_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(
        Modifiers::COMMAND.plus(Modifiers::SHIFT),
        key,
    ))
}

impl Command {
    /// The commands that need no argument from elsewhere, in menu order, grouped.
    pub fn menu() -> [Vec<Self>; 4] {
        [
            Place::ALL.into_iter().map(Self::Go).collect(),
            vec![Self::Back, Self::Forward, Self::Undo, Self::Redo],
            vec![
                Self::OpenPalette,
                Self::FocusSearch,
                Self::ExportPng,
                Self::CopySummary,
                Self::CopyImage,
                Self::CopyData,
                Self::CopyTable,
                Self::Compare(CompareEdit::ToggleSelected),
                Self::Compare(CompareEdit::Open(true)),
                Self::Compare(CompareEdit::Clear),
                Self::ExportComparison,
                Self::BookmarkMeasure,
                Self::WriteNote,
                Self::CopyCitation,
                Self::ExportMeasures,
                Self::Review(ReviewEdit::Open),
            ],
            vec![
                Self::ToggleLang,
                Self::NextTheme,
                Self::ResetZoom,
                Self::OpenMessages,
                Self::OpenShortcuts,
                Self::Quit,
            ],
        ]
    }

    /// Name, icon and shortcut; `None` for commands that only widgets send.
    pub fn info(&self) -> Option<Info> {
        let info = |text, icon, shortcut| {
            Some(Info {
                text,
                icon,
                shortcut,
            })
        };
        match self {
            Self::Go(Place::Overview) => info("place-overview", Icon::Overview, ctrl(Key::Num0)),
            Self::Go(Place::Zones) => info("place-zones", Icon::Zones, ctrl(Key::Num1)),
            Self::Go(Place::Policies) => info("place-policies", Icon::Policies, ctrl(Key::Num2)),
            Self::Go(Place::Metrics) => info("place-metrics", Icon::Metrics, ctrl(Key::Num3)),
            Self::Go(Place::Industry) => info("place-industry", Icon::Industry, ctrl(Key::Num5)),
            Self::Back => info(
                "cmd-back",
                Icon::Back,
                Some(KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)),
            ),
            Self::Forward => {
                let shortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowRight);
                info("cmd-forward", Icon::Forward, Some(shortcut))
            }
            Self::Undo => info("cmd-undo", Icon::Undo, ctrl(Key::Z)),
            Self::Redo => info("cmd-redo", Icon::Redo, ctrl_shift(Key::Z)),
            Self::OpenPalette => info("cmd-palette", Icon::Search, ctrl(Key::K)),
            Self::FocusSearch => info("cmd-focus-search", Icon::Search, ctrl(Key::F)),
            Self::ExportPng => info("cmd-export-png", Icon::Download, ctrl(Key::S)),
            Self::Compare(CompareEdit::ToggleSelected) => {
                info("cmd-compare-toggle", Icon::Plus, ctrl(Key::D))
            }
            Self::Compare(CompareEdit::Open(true)) => {
                info("cmd-compare-open", Icon::Bars, ctrl_shift(Key::O))
            }
            Self::Compare(CompareEdit::Clear) => info("cmd-compare-clear", Icon::Close, None),
            Self::ExportComparison => {
                info("cmd-compare-export", Icon::Download, ctrl_shift(Key::S))
            }
            Self::BookmarkMeasure => info("cmd-bookmark", Icon::Bookmark, ctrl(Key::B)),
            Self::WriteNote => info("cmd-write-note", Icon::Note, ctrl(Key::M)),
            Self::CopyCitation => info("cmd-copy-citation", Icon::Copy, ctrl_shift(Key::X)),
            Self::ExportMeasures => info("cmd-export-measures", Icon::Download, ctrl_shift(Key::E)),
            Self::Review(ReviewEdit::Open) => info("cmd-take-in", Icon::Open, ctrl(Key::I)),
            Self::CopySummary => info("cmd-copy-summary", Icon::Copy, ctrl_shift(Key::C)),
            Self::CopyImage => info("cmd-copy-image", Icon::Copy, ctrl_shift(Key::I)),
            Self::CopyData => info("cmd-copy-data", Icon::Copy, ctrl_shift(Key::T)),
            Self::CopyTable => info("cmd-copy-table", Icon::Copy, None),
            Self::ToggleLang => info("cmd-toggle-lang", Icon::Language, ctrl_shift(Key::L)),
            Self::NextTheme => info("cmd-next-theme", Icon::Theme, ctrl_shift(Key::D)),
            // Ctrl+0 is 总览.
            Self::ResetZoom => info("cmd-reset-zoom", Icon::Search, ctrl(Key::Num9)),
            Self::OpenMessages => info("cmd-messages", Icon::Info, ctrl_shift(Key::M)),
            Self::OpenShortcuts => info(
                "cmd-shortcuts",
                Icon::Info,
                Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
            ),
            Self::Quit => info("cmd-quit", Icon::Close, ctrl(Key::Q)),
            _ => None,
        }
    }

    /// What a change by this command may be merged with.
    pub fn merge(&self) -> Option<Merge> {
        match self {
            Self::SetZoneQuery(_) => Some(Merge::ZoneQuery),
            Self::SetPolicyQuery(_) => Some(Merge::PolicyQuery),
            Self::Policies(PoliciesEdit::Read(Some(_))) => Some(Merge::Reading),
            Self::Policies(PoliciesEdit::Threshold(_)) => Some(Merge::Threshold),
            Self::StepZone(_) | Self::Zones(ZonesEdit::Point(_)) => Some(Merge::ZoneStep),
            Self::Chart(ChartEdit::Words(which, _)) => Some(Merge::Words(*which)),
            Self::Chart(ChartEdit::Period(_)) => Some(Merge::Period),
            Self::Chart(ChartEdit::Zoom(_)) => Some(Merge::ChartZoom),
            Self::Chart(ChartEdit::Reannotate(n, _)) => Some(Merge::Annotation(*n)),
            Self::Chart(ChartEdit::Size(..)) => Some(Merge::Size),
            Self::Industry(IndustryEdit::Query(_)) => Some(Merge::IndustryQuery),
            Self::Industry(IndustryEdit::Zoom(_)) => Some(Merge::IndustryZoom),
            Self::Workspace(WorkspaceEdit::Note(..)) => Some(Merge::Note),
            Self::Review(edit) => edit.fact().map(Merge::ReviewFact),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn every_menu_command_has_a_name_and_no_two_share_a_shortcut() {
        let mut seen = Vec::new();
        for command in Command::menu().into_iter().flatten() {
            let info = command
                .info()
                .unwrap_or_else(|| panic!("{command:?} has no name"));
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(crate::text::tr(lang, info.text), info.text, "{command:?}");
            }
            if let Some(shortcut) = info.shortcut {
                assert!(!seen.contains(&shortcut), "{command:?} shares its shortcut");
                seen.push(shortcut);
            }
        }
    }
}
