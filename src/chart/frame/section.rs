//! A ranking of everybody: one period and one definition, so that it compares like with like.

use std::collections::{HashMap, HashSet};

use super::tracks::{Track, Tracks};
use super::{MAX_BARS, Mark, Point, Row};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, Period, PlaceKind};
use crate::text::tr_args;

/// Bars shown of a ranking that has more than a figure holds.
const TOP: usize = MAX_BARS / 2;

/// The period and definition under which most entities have a figure.
pub(super) struct CrossSection {
    /// The period.
    pub(super) period: Period,
    /// The scope tag; empty for the metric's own definition.
    pub(super) definition: String,
    /// Entities that have figures of the metric, but not these.
    left_out: usize,
}

impl CrossSection {
    /// Chooses it; the later period and the metric's own definition win a tie. `None` when nobody has a figure.
    pub(super) fn of(all: &Tracks<'_>) -> Option<Self> {
        let entities: HashSet<&EntityId> = all.tracks.iter().map(|t| t.entity).collect();
        let mut having: HashMap<(Period, &str), HashSet<&EntityId>> = HashMap::new();
        for track in &all.tracks {
            for mark in track.points.iter().map(|p| &p.mark) {
                let Some(period) = mark.period else { continue };
                having
                    .entry((period, mark.definition.as_str()))
                    .or_default()
                    .insert(track.entity);
            }
        }
        let best = having.iter().max_by_key(|((period, definition), who)| {
            (
                who.len(),
                *period,
                definition.is_empty(),
                std::cmp::Reverse(*definition),
            )
        });
        best.map(|((period, definition), who)| Self {
            period: *period,
            definition: (*definition).to_owned(),
            left_out: entities.len() - who.len(),
        })
    }

    /// The figures of `track` in it.
    pub(super) fn points<'t>(&self, track: &'t Track<'_>) -> Vec<&'t Point> {
        let inside =
            |mark: &Mark| mark.period == Some(self.period) && mark.definition == self.definition;
        track.points.iter().filter(|p| inside(&p.mark)).collect()
    }

    /// Cuts `rows` (sorted) to what a figure holds; says so when it had to.
    pub(super) fn cut(rows: &mut Vec<Row>, lang: Lang) -> Option<String> {
        let all = rows.len();
        if all <= MAX_BARS {
            return None;
        }
        rows.truncate(TOP);
        let args = [("shown", TOP.into()), ("n", all.into())];
        Some(tr_args(lang, "chart-note-top", &args))
    }

    /// Cuts `rows` (sorted) to what a figure holds, and says what was chosen and left out.
    pub(super) fn notes(self, rows: &mut Vec<Row>, lang: Lang) -> Vec<String> {
        let mut notes: Vec<String> = Self::cut(rows, lang).into_iter().collect();
        if !self.definition.is_empty() {
            notes.push(tr_args(
                lang,
                "chart-note-scope",
                &[("scope", self.definition.into())],
            ));
        }
        if self.left_out > 0 {
            notes.push(tr_args(
                lang,
                "chart-note-left-out",
                &[("n", self.left_out.into())],
            ));
        }
        notes
    }
}

/// Of `entities`, those of the kind a ranking is about: zones if there are any, else the commonest kind of place. The
/// nation is not ranked among its zones, nor a sum among its parts.
pub(super) fn of_one_kind<'a>(dataset: &Dataset, entities: Vec<&'a EntityId>) -> Vec<&'a EntityId> {
    let kind = |id: &EntityId| dataset.place(id).map(|place| place.kind);
    let kinds = [
        None,
        Some(PlaceKind::Province),
        Some(PlaceKind::Park),
        Some(PlaceKind::Group),
        Some(PlaceKind::Nation),
    ];
    let chosen = kinds
        .into_iter()
        .find(|k| entities.iter().any(|id| kind(id) == *k));
    match chosen {
        Some(chosen) => entities
            .into_iter()
            .filter(|id| kind(id) == chosen)
            .collect(),
        None => entities,
    }
}
