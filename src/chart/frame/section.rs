//! A ranking of everybody: one period and one definition, so that it compares like with like.

use std::collections::{HashMap, HashSet};

use super::metrics::Found;
use super::{MAX_BARS, Row};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, Metric, Period, PlaceKind};
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
    pub(super) fn of(found: &Found<'_>, metric: &Metric) -> Option<Self> {
        let entities: HashSet<&EntityId> = found.entities.iter().copied().collect();
        let mut having: HashMap<(Period, &str), HashSet<&EntityId>> = HashMap::new();
        for obs in found.dataset.observations().by_metric(&metric.id) {
            if entities.contains(obs.entity()) {
                having
                    .entry((obs.period(), obs.definition()))
                    .or_default()
                    .insert(obs.entity());
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

    /// Cuts `rows` (sorted) to what a figure holds, and says what was chosen and left out.
    pub(super) fn notes(self, rows: &mut Vec<Row>, lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        let all = rows.len();
        if all > MAX_BARS {
            rows.truncate(TOP);
            let args = [("shown", TOP.into()), ("n", all.into())];
            notes.push(tr_args(lang, "chart-note-top", &args));
        }
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
