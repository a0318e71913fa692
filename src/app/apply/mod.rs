//! The only place where a [`Command`] changes the [`AppState`]. What reaches outside comes back as an [`Effect`].

mod chart;
mod compare;
mod industry;
mod overview;
pub mod policies;
mod review;
mod sources;
mod zones;

use super::command::{ChartEdit, Command, TakeIn};
use super::overlay::{ExportState, FigureChoice, Overlay, PaletteState};
use super::state::metrics::MetricsState;
use super::state::review::ReviewEdit;
use super::state::{AppState, Place, View};
use super::workspace::WorkspaceEdit;
use crate::chart::{ChartKind, Subject};
use crate::dataset::Dataset;
use crate::model::{EntityId, IndexId, Lang, MeasureId, SourceId};
use crate::search::Target;

/// What a command asks of the world outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The theme changed.
    Theme,
    /// Put the cursor into the place's search field.
    FocusSearch,
    /// Put the cursor into the note to this measure.
    FocusNote(MeasureId),
    /// Put the chart's summary on the clipboard.
    CopySummary,
    /// Put the chart's picture on the clipboard.
    CopyImage,
    /// Put the chart's figures on the clipboard.
    CopyData,
    /// Put the chart's table on the clipboard.
    CopyTable,
    /// Fill in the export dialog's path.
    ProposePath,
    /// Ask where the comparison is to be saved.
    ExportComparison,
    /// Put the measure that is read on the clipboard, with its citation.
    CopyCitation,
    /// Ask where the measures shown are to be saved.
    ExportMeasures,
    /// Compare the two documents side by side again.
    ComparePair,
    /// Bring a document in, or save the one reviewed.
    TakeIn(TakeIn),
    /// Say that a draft was given up, and how to get it back.
    Discarded,
    /// Open the row of a national system in 总览.
    ShowSystem(IndexId),
    /// Say that nothing shown rests on this source.
    NotShown(SourceId),
    /// Say that the figure holds no more texts.
    TextsFull,
    /// Say that the review holds a newer draft than the one that was saved.
    NewerDraft,
    /// Show everything in its own size.
    ResetZoom,
    /// Close the window.
    Quit,
}

/// Carries out `command`. `zone_list` is the zone list as filtered now, for stepping through it.
pub fn apply(
    state: &mut AppState,
    data: &Dataset,
    zone_list: &[EntityId],
    command: Command,
) -> Option<Effect> {
    match command {
        Command::Undo | Command::Redo => {
            let (view, made) = (&mut state.view, &mut state.workspace);
            match command {
                Command::Undo => state.history.undo(view, made),
                _ => state.history.redo(view, made),
            }
            // An editor that opened again would take the next Ctrl+Z for itself.
            state.view.metrics.annotation = None;
        }
        Command::Back => state.history.back(&mut state.view),
        Command::Forward => state.history.forward(&mut state.view),
        Command::OpenPalette => state.overlay = Overlay::Palette(PaletteState::default()),
        Command::OpenShortcuts => state.overlay = Overlay::Shortcuts,
        Command::OpenMessages => state.overlay = Overlay::Messages,
        Command::ToggleLang => state.settings.lang = state.settings.lang.other(),
        Command::NextTheme => {
            state.settings.theme = state.settings.theme.next();
            return Some(Effect::Theme);
        }
        Command::FocusSearch => {
            // Where there is no list to search the palette is the search field.
            if !searches(&state.view) {
                state.overlay = Overlay::Palette(PaletteState::default());
                return None;
            }
            return Some(Effect::FocusSearch);
        }
        Command::CopySummary => return Some(Effect::CopySummary),
        // While a document is reviewed, saving means that.
        Command::ExportPng if state.view.place == Place::Policies && state.view.review.open => {
            return Some(Effect::TakeIn(TakeIn::Save));
        }
        Command::CopyImage => return Some(Effect::CopyImage),
        Command::CopyData => return Some(Effect::CopyData),
        Command::CopyTable => return Some(Effect::CopyTable),
        Command::Settle => state.history.settle(),
        Command::ExportPng => {
            let chart = &state.view.chart;
            let figure = FigureChoice {
                size: chart.size,
                theme: chart.theme,
                ..FigureChoice::default()
            };
            state.overlay = Overlay::Export(ExportState {
                figure,
                ..ExportState::default()
            });
            return Some(Effect::ProposePath);
        }
        Command::ExportComparison => return Some(Effect::ExportComparison),
        Command::WriteNote => {
            let read = state.view.policies.measure.clone();
            let shown = state.view.place == Place::Policies && !state.view.review.open;
            let read = read.filter(|_| shown);
            return read.map(Effect::FocusNote);
        }
        Command::CopyCitation => return Some(Effect::CopyCitation),
        Command::ExportMeasures => return Some(Effect::ExportMeasures),
        Command::ComparePair => return Some(Effect::ComparePair),
        Command::BookmarkMeasure => {
            if let Some(of) = policies::at_hand(&state.view) {
                let edit = WorkspaceEdit::ToggleBookmark(of);
                return apply(state, data, zone_list, Command::Workspace(edit));
            }
        }
        Command::TakeIn(what) => return Some(Effect::TakeIn(what)),
        Command::Review(edit) if edit.is_fleeting() => return review::apply(&mut state.view, edit),
        Command::ResetZoom => return Some(Effect::ResetZoom),
        Command::Quit => return Some(Effect::Quit),
        Command::Workspace(edit) => {
            let merge = Command::Workspace(edit.clone()).merge();
            if let Some(change) = state.workspace.made().change(edit) {
                let back = state.workspace.apply(change);
                let view = state.view.clone();
                state.history.record(view, &state.view, Some(back), merge);
            }
        }
        command => {
            let before = state.view.clone();
            let merge = command.merge();
            let discards = command == Command::Review(ReviewEdit::Discard);
            let effect = change_view(
                &mut state.view,
                state.settings.lang,
                data,
                zone_list,
                command,
            );
            let discarded = before.review.draft.is_some() && discards;
            state.history.record(before, &state.view, None, merge);
            return match discarded {
                true => Some(Effect::Discarded),
                false => effect,
            };
        }
    }
    None
}

/// Whether what is shown has a search field of its own.
fn searches(view: &View) -> bool {
    match view.place {
        Place::Overview | Place::Metrics => false,
        Place::Zones => !view.compare.open,
        Place::Policies => !view.review.open && view.policies.page.searches(),
        Place::Industry => true,
    }
}

fn change_view(
    view: &mut View,
    lang: Lang,
    data: &Dataset,
    zone_list: &[EntityId],
    command: Command,
) -> Option<Effect> {
    match command {
        Command::Go(place) => view.place = place,
        Command::Open(target) => {
            let effect = open(view, data, target);
            if effect.is_none() {
                // What is opened must be seen.
                view.compare.open = false;
                view.zones.wide &= view.place != Place::Zones;
            }
            return effect;
        }
        Command::SelectZone(zone) => {
            let tab = view.zone_tab;
            zones::open(view, zone, tab);
        }
        Command::StepZone(step) => {
            let now = zone_list
                .iter()
                .position(|id| Some(id) == view.zone.as_ref());
            let last = zone_list.len() as i64 - 1;
            let next = now.map_or(0, |i| (i as i64 + i64::from(step)).clamp(0, last.max(0)));
            if let Some(zone) = zone_list.get(next as usize) {
                view.zone = Some(zone.clone());
            }
        }
        Command::SelectZoneTab(tab) => view.zone_tab = tab,
        Command::SetZoneQuery(query) => view.zone_query = query,
        Command::SelectPolicy(policy) => {
            view.place = Place::Policies;
            policies::select(view, policy);
        }
        Command::SetPolicyQuery(query) => view.policy_query = query,
        Command::Policies(edit) => policies::apply(view, data, edit),
        Command::MarkPolicy(policy) => {
            if let Some(spec) = policies::marked(data, &policy, &view.chart) {
                chart::apply(view, data, lang, ChartEdit::Show(Box::new(spec)));
            }
        }
        Command::Chart(edit) => return chart::apply(view, data, lang, edit),
        Command::Metrics(edit) => chart::apply_metrics(&mut view.metrics, edit),
        Command::Overview(edit) => overview::apply(view, data, edit),
        Command::Zones(edit) => zones::apply(view, data, edit),
        Command::Compare(edit) => compare::apply(view, data, edit),
        Command::Industry(edit) => industry::apply(view, data, edit),
        Command::Review(edit) => return review::apply(view, edit),
        _ => {}
    }
    None
}

fn open(view: &mut View, data: &Dataset, target: Target) -> Option<Effect> {
    match target {
        Target::Entity(id) => {
            let parent = data.place(&id).and_then(|place| place.parent.clone());
            if let Some(zone) = data.zone(&id).map(|zone| zone.id.clone()).or(parent) {
                view.place = Place::Zones;
                view.zone = Some(zone);
            } else {
                let metric = data
                    .observations()
                    .by_entity(&id)
                    .next()
                    .map(|obs| obs.metric().clone());
                if let Some(metric) = metric {
                    chart::apply(view, data, Lang::Zh, ChartEdit::Plot(metric, id));
                }
            }
        }
        Target::Policy(id) => {
            view.place = Place::Policies;
            policies::open(view, id, None);
        }
        Target::Measure(id) => {
            if let Some((policy, measure)) = data.measure(&id) {
                view.place = Place::Policies;
                policies::open(view, policy.id.clone(), Some(measure.id.clone()));
            }
        }
        Target::Metric(id) => {
            let subject = Subject::Metrics {
                metrics: vec![id],
                entities: Vec::new(),
            };
            view.place = Place::Metrics;
            view.metrics = MetricsState::default();
            view.chart = chart::fresh(&view.chart, ChartKind::RankedBar, subject);
        }
        Target::Organisation(id) => industry::open(view, data, &id),
        Target::Source(id) => return sources::open(view, data, &id),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::policies::PolicyPage;

    #[test]
    fn where_no_field_is_the_palette_searches() {
        let data = Dataset::embedded();
        let asked = |place, change: fn(&mut View)| {
            let mut view = View {
                place,
                ..View::first(&data)
            };
            view.policies.page = PolicyPage::Measures;
            change(&mut view);
            let mut state = AppState {
                view,
                ..AppState::default()
            };
            let effect = apply(&mut state, &data, &[], Command::FocusSearch);
            let palette = matches!(state.overlay, Overlay::Palette(_));
            assert_eq!(effect, (!palette).then_some(Effect::FocusSearch));
            palette
        };
        for place in [Place::Zones, Place::Policies, Place::Industry] {
            assert!(!asked(place, |_| {}), "{place:?}");
        }
        assert!(asked(Place::Zones, |view| view.compare.open = true));
        assert!(asked(Place::Policies, |view| view.review.open = true));
    }

    #[test]
    fn what_nothing_shows_leaves_the_comparison_open() {
        let data = Dataset::embedded();
        let mut state = AppState {
            view: View::first(&data),
            ..AppState::default()
        };
        state.view.compare.open = true;
        let open = Command::Open(Target::Source("none".into()));
        let effect = apply(&mut state, &data, &[], open);
        assert_eq!(effect, Some(Effect::NotShown("none".into())));
        assert!(state.view.compare.open && !state.history.can().undo);
        let open = Command::Open(Target::Entity("wuxi".into()));
        assert_eq!(apply(&mut state, &data, &[], open), None);
        assert!(!state.view.compare.open);
    }
}
