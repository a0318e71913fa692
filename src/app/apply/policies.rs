//! Changes of 政策.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::state::policies::{PoliciesEdit, PolicyPage, THRESHOLD};
use crate::app::state::{Place, View};
use crate::chart::{ChartSpec, Markers, Subject};
use crate::dataset::Dataset;
use crate::model::{EntityId, MeasureId, MetricId, PlaceKind, PolicyId};
use crate::search::Target;

/// Carries out `edit`.
pub fn apply(view: &mut View, data: &Dataset, edit: PoliciesEdit) {
    let state = &mut view.policies;
    match edit {
        PoliciesEdit::Page(page) => {
            if state.page != page {
                state.measure = None;
            }
            state.page = page;
        }
        PoliciesEdit::Grouping(grouping) => state.grouping = grouping,
        PoliciesEdit::Layout(layout) => state.layout = layout,
        PoliciesEdit::Read(measure) => {
            state.measure = measure.filter(|id| data.measure(id).is_some());
        }
        PoliciesEdit::Toggle(facet, key) => {
            let keys = state.chosen.entry(facet).or_default();
            if !keys.remove(&key) {
                keys.insert(key);
            }
            state.chosen.retain(|_, keys| !keys.is_empty());
        }
        PoliciesEdit::Clear(facet) => {
            state.chosen.remove(&facet);
        }
        PoliciesEdit::ClearAll => {
            state.chosen.clear();
            view.policy_query.clear();
        }
        PoliciesEdit::Cell(cell) => {
            state.cell = cell.filter(|(id, _)| data.policy(id).is_some());
            state.measure = None;
        }
        PoliciesEdit::Against(policy) => {
            // The same document twice: the two change places.
            if view.policy.as_ref() == Some(&policy) {
                view.policy = against(view, data);
            }
            view.policies.against = data.policy(&policy).map(|policy| policy.id.clone());
            view.policies.measure = None;
        }
        PoliciesEdit::Swap => {
            let other = against(view, data);
            if other.is_some() {
                view.policies.against = std::mem::replace(&mut view.policy, other);
                view.policies.measure = None;
            }
        }
        PoliciesEdit::Threshold(percent) => {
            state.threshold = percent.clamp(*THRESHOLD.start(), *THRESHOLD.end());
        }
        PoliciesEdit::SortBy(column) => {
            state.descending = state.sort == column && !state.descending;
            state.sort = column;
        }
        PoliciesEdit::StepDocument(step) => step_document(view, data, step),
    }
}

/// The document the selected one stands beside: the one chosen, else the next one, else the one before.
pub fn against(view: &View, data: &Dataset) -> Option<PolicyId> {
    let other = |id: &&PolicyId| Some(*id) != view.policy.as_ref();
    let chosen = view.policies.against.as_ref().filter(other);
    if let Some(chosen) = chosen.filter(|id| data.policy(id).is_some()) {
        return Some(chosen.clone());
    }
    let ids = || data.policies.iter().map(|policy| &policy.id);
    let at = ids().position(|id| Some(id) == view.policy.as_ref())?;
    let next = ids().nth(at + 1).or_else(|| ids().nth(at.checked_sub(1)?));
    next.cloned()
}

/// Shows a document where documents are shown.
pub(super) fn select(view: &mut View, policy: PolicyId) {
    // The review would hide it; its draft stays.
    view.review.open = false;
    let state = &mut view.policies;
    if !matches!(state.page, PolicyPage::Document | PolicyPage::Pair) {
        state.page = PolicyPage::Document;
    }
    if view.policy.as_ref() != Some(&policy) {
        state.measure = None;
        // What was sorted out of one document says little about another.
        state.chosen.clear();
    }
    view.policy = Some(policy);
}

/// Opens a measure in its document, with nothing filtered away.
pub(super) fn open(view: &mut View, policy: PolicyId, measure: Option<MeasureId>) {
    view.review.open = false;
    view.policies.page = PolicyPage::Document;
    view.policies.chosen.clear();
    view.policy_query.clear();
    view.policies.measure = measure;
    view.policy = Some(policy);
}

/// The longest series of the policy's zone (of the nation, where it has no zone or the zone no series) with the policy's
/// date on it; sized and coloured as `last`.
pub(super) fn marked(data: &Dataset, policy: &PolicyId, last: &ChartSpec) -> Option<ChartSpec> {
    let policy = data.policy(policy)?;
    let nation = data.places.iter().find(|p| p.kind == PlaceKind::Nation);
    let entities = [policy.zone.as_ref(), nation.map(|place| &place.id)];
    let mut entities = entities.into_iter().flatten();
    let (entity, metric) = entities.find_map(|id| Some((id, longest_series(data, id)?)))?;
    Some(ChartSpec {
        subject: Subject::Metrics {
            metrics: vec![metric],
            entities: vec![entity.clone()],
        },
        markers: Markers::These(vec![policy.id.clone()]),
        size: last.size,
        theme: last.theme,
        ..ChartSpec::default()
    })
}

/// The metric with figures of most years; of several the first. `None` when none has two.
fn longest_series(data: &Dataset, entity: &EntityId) -> Option<MetricId> {
    let mut years: BTreeMap<&MetricId, BTreeSet<i16>> = BTreeMap::new();
    for obs in data.observations().by_entity(entity) {
        let known = years.entry(obs.metric()).or_default();
        known.insert(obs.period().first_year());
    }
    let longest = data.metrics.iter().filter_map(|metric| {
        let n = years.get(&metric.id)?.len();
        (n > 1).then_some((n, &metric.id))
    });
    // The last of equals would win.
    let longest = longest.rev().max_by_key(|(n, _)| *n);
    longest.map(|(_, id)| id.clone())
}

/// The measure that is read, else the document shown; nothing in other places.
pub(super) fn at_hand(view: &View) -> Option<Target> {
    if view.place != Place::Policies {
        return None;
    }
    let measure = view.policies.measure.clone().map(Target::Measure);
    measure.or_else(|| {
        let shown = view.policies.page == PolicyPage::Document;
        let policy = view.policy.clone().filter(|_| shown);
        policy.map(Target::Policy)
    })
}

fn step_document(view: &mut View, data: &Dataset, step: i32) {
    let Some(last) = data.policies.len().checked_sub(1) else {
        return;
    };
    let mut ids = data.policies.iter().map(|policy| Some(&policy.id));
    let now = ids.position(|id| id == view.policy.as_ref());
    let next = now.map_or(0, |now| {
        (now as i64 + i64::from(step)).clamp(0, last as i64) as usize
    });
    select(view, data.policies[next].id.clone());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::measures::facets::MeasureFacet;
    use crate::analysis::measures::quantities::QuantityColumn;
    use crate::app::state::policies::PoliciesState;

    #[test]
    fn two_documents_are_never_the_same_one() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        let ids: Vec<PolicyId> = data.policies.iter().map(|p| p.id.clone()).collect();
        assert_eq!(against(&view, &data).as_ref(), Some(&ids[1]));
        apply(&mut view, &data, PoliciesEdit::Swap);
        assert_eq!(view.policy.as_ref(), Some(&ids[1]));
        assert_eq!(against(&view, &data).as_ref(), Some(&ids[0]));
        apply(&mut view, &data, PoliciesEdit::Against(ids[1].clone()));
        assert_eq!(view.policy.as_ref(), Some(&ids[0]));
        assert_eq!(against(&view, &data).as_ref(), Some(&ids[1]));
        apply(&mut view, &data, PoliciesEdit::StepDocument(i32::MAX));
        assert_eq!(view.policy.as_ref(), ids.last());
        apply(&mut view, &data, PoliciesEdit::Against("none".into()));
        let before_last = &ids[ids.len() - 2];
        assert_eq!(against(&view, &data).as_ref(), Some(before_last));
    }

    #[test]
    fn an_opened_document_is_seen_and_the_draft_stays() {
        let data = Dataset::embedded();
        let draft = crate::import::read_text("x.txt", "1.甲。\n").unwrap();
        let policy = &data.policies[1];
        let measure = policy.measures.first().map(|measure| measure.id.clone());
        let selected = |view: &mut View| select(view, policy.id.clone());
        let opened = |view: &mut View| open(view, policy.id.clone(), measure.clone());
        for way in [&selected as &dyn Fn(&mut View), &opened] {
            let mut view = View::first(&data);
            view.review.open = true;
            view.review.draft = Some(draft.clone().into());
            way(&mut view);
            assert!(!view.review.open && view.review.draft.is_some());
            assert_eq!(view.policy.as_ref(), Some(&policy.id));
        }
    }

    #[test]
    fn a_policy_s_date_stands_on_a_series() {
        let data = Dataset::embedded();
        let mut marked_all = 0;
        for policy in &data.policies {
            let Some(spec) = marked(&data, &policy.id, &ChartSpec::default()) else {
                continue;
            };
            marked_all += 1;
            assert_eq!(spec.markers, Markers::These(vec![policy.id.clone()]));
            assert!(
                crate::chart::Frame::build(&spec, &data).is_ok(),
                "{}",
                policy.id
            );
        }
        assert_eq!(marked_all, data.policies.len());
    }

    #[test]
    fn the_state_survives_a_session_and_other_packs() {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        let measure = data.policies[0].measures[3].id.clone();
        let target = "瞪羚企业".to_owned();
        for edit in [
            PoliciesEdit::Read(Some(measure.clone())),
            PoliciesEdit::Toggle(MeasureFacet::Target, target),
            PoliciesEdit::SortBy(QuantityColumn::Value),
            PoliciesEdit::SortBy(QuantityColumn::Value),
            PoliciesEdit::Threshold(200),
            PoliciesEdit::Cell(Some((data.policies[1].id.clone(), "x".to_owned()))),
        ] {
            apply(&mut view, &data, edit);
        }
        assert!(view.policies.descending && view.policies.threshold == 95);
        apply(&mut view, &data, PoliciesEdit::Read(Some(measure)));
        let text = ron::to_string(&view.policies).unwrap();
        let mut read: PoliciesState = ron::from_str(&text).unwrap();
        assert_eq!(read, view.policies);
        read.measure = Some("gone".into());
        read.reconcile(&data);
        assert_eq!(read.measure, None);
        apply(&mut view, &data, PoliciesEdit::ClearAll);
        assert_eq!(view.policies.chosen_count(), 0);
    }
}
