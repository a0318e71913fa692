//! What 政策 asks of the world outside the frame: numbering a large dataset's measures, comparing two documents, the
//! clipboard, and the table to save.

use std::sync::Arc;

use super::apply::policies::against;
use super::derived::policies::{Corpus, PairKey, PairState, is_large};
use super::jobs::Outcome;
use super::state::Place;
use super::state::policies::PolicyPage;
use super::{Level, Zonescope, citation, policy_table};
use crate::analysis::measures::similarity::{Counterparts, counterparts};
use crate::dataset::Dataset;
use crate::text::tr;

/// Text id of the job that compares two documents.
const PAIR: &str = "job-pair";
/// Text id of the job that numbers the measures.
const CORPUS: &str = "job-measures";

impl Zonescope {
    /// Starts what the place needs and nobody has started.
    pub(super) fn start_policy_work(&mut self, ctx: &egui::Context) {
        if self.state.view.place != Place::Policies {
            return;
        }
        let running = |text| self.jobs.running().iter().any(|job| job.text == text);
        if is_large(&self.data)
            && !running(CORPUS)
            && self.derived.policies.corpus(&self.data).is_none()
        {
            let data = Arc::clone(&self.data);
            self.jobs.start(ctx, CORPUS, None, move |_progress| {
                Outcome::Corpus(Arc::new(Corpus::new(&data)))
            });
        }
        let wanted = self.wanted_pair();
        if let Some(key) = wanted.filter(|key| self.derived.policies.pair(key).is_none()) {
            self.start_pair(ctx, key);
        }
    }

    /// The two documents that stand side by side.
    fn wanted_pair(&self) -> Option<PairKey> {
        let view = &self.state.view;
        if view.place != Place::Policies || view.policies.page != PolicyPage::Pair {
            return None;
        }
        let other = against(view, &self.data)?;
        Some((self.data.generation(), view.policy.clone()?, other))
    }

    fn start_pair(&mut self, ctx: &egui::Context, key: PairKey) {
        // The last two are no longer looked at.
        for job in self.jobs.running().iter().filter(|job| job.text == PAIR) {
            job.progress.cancel();
        }
        self.derived
            .policies
            .set_pair(key.clone(), PairState::Running);
        let data = Arc::clone(&self.data);
        self.jobs.start(ctx, PAIR, None, move |progress| {
            let found = compare(&data, &key, |share| {
                progress.set(share);
                !progress.is_cancelled()
            });
            Outcome::Pair(key, found.map(Arc::new))
        });
    }

    /// Compares the two documents again, after a cancel.
    pub(super) fn compare_pair(&mut self, ctx: &egui::Context) {
        if let Some(key) = self.wanted_pair() {
            self.start_pair(ctx, key);
        }
    }

    /// What comparing two documents came to; `None` when it was cancelled.
    pub(super) fn pair_compared(&mut self, key: PairKey, found: Option<Arc<Counterparts>>) {
        // Of other documents by now: nobody waits for it.
        if self.derived.policies.pair(&key).is_some() {
            let state = found.map_or(PairState::Cancelled, PairState::Done);
            self.derived.policies.set_pair(key, state);
        }
    }

    /// Does at once what else runs in the background: for pictures and tests.
    pub fn finish_policy_work(&mut self) {
        let corpus = Corpus::new(&self.data);
        self.derived.policies.set_corpus(Arc::new(corpus));
        if let Some(key) = self.wanted_pair() {
            let found = compare(&self.data, &key, |_| true).unwrap_or_default();
            let state = PairState::Done(Arc::new(found));
            self.derived.policies.set_pair(key, state);
        }
    }

    /// Puts the measure that is read on the clipboard, with its citation.
    pub(super) fn copy_citation(&mut self, ctx: &egui::Context) {
        let lang = self.state.settings.lang;
        let measure = self.state.view.policies.measure.as_ref();
        if let Some((policy, measure)) = measure.and_then(|id| self.data.measure(id)) {
            ctx.copy_text(citation::citation(&self.data, policy, measure, lang));
            let text = tr(lang, "citation-copied");
            self.messages.say(Level::Info, text);
        }
    }

    /// Asks where the measures shown are to be saved.
    pub(super) fn ask_measures(&mut self) {
        let (view, lang) = (&self.state.view, self.state.settings.lang);
        if view.place != Place::Policies {
            return;
        }
        let made = self.state.workspace.made();
        let table = policy_table::table(&self.data, &mut self.derived.policies, view, made, lang);
        match table {
            Some(table) => self.ask_table(table),
            None => {
                let text = tr(lang, "measures-none-to-export");
                self.messages.say(Level::Warning, text);
            }
        }
    }
}

/// The closest counterparts, by the Chinese texts in either language.
fn compare(
    data: &Dataset,
    (_, first, second): &PairKey,
    step: impl FnMut(f32) -> bool,
) -> Option<Counterparts> {
    let texts = |id| -> Vec<&str> {
        let policy = data.policy(id);
        let measures = policy.map_or(&[][..], |policy| &policy.measures);
        measures.iter().map(|m| m.text.as_str()).collect()
    };
    counterparts(&texts(first), &texts(second), step)
}
