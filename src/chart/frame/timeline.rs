//! Policy documents → points in time.

use std::borrow::Cow;

use super::cross::unsuited;
use super::kind::Kind;
use super::policy_matrix::documents;
use super::words::{citation, described};
use super::{Body, ChartError, Draft, Mark};
use crate::chart::spec::{ChartKind, ChartSpec};
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, Period, Policy, PolicyId};
use crate::text::{in_brackets, tr, tr_args, with_aims};

/// Documents a figure holds.
const MAX_EVENTS: usize = 200;

/// A date is a span rather than a point from this many years on: a month, not a day.
const SPAN: f64 = 0.05;

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its short title.
    pub name: String,
    /// Its title as published, and its number where it has one.
    pub full: String,
    /// Who issued it.
    pub by: String,
    /// Its id.
    pub policy: PolicyId,
    /// From the first to the last moment of its date, in decimal years.
    pub span: (f64, f64),
    /// Measures transcribed, and of how many declared; its period is the date of issue.
    pub mark: Mark,
    /// Keeps its colour where others are grey.
    pub highlight: bool,
}

/// Documents in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// In order of the middle of their dates.
    pub events: Vec<Event>,
}

impl Event {
    /// The middle of its date, in decimal years.
    pub fn middle(&self) -> f64 {
        0.5 * (self.span.0 + self.span.1)
    }

    /// Whether only year or month are known.
    pub fn is_span(&self) -> bool {
        self.span.1 - self.span.0 > SPAN
    }

    /// Its short title and who issued it.
    pub fn with_issuer(&self) -> Cow<'_, str> {
        match self.by.as_str() {
            "" => self.name.as_str().into(),
            by => format!("{} · {by}", self.name).into(),
        }
    }
}

impl Kind for Timeline {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let events = self.events.iter();
        events.map(|e| (e.name.as_str(), &e.mark)).collect()
    }

    /// After the title stands the issuer.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let events = self.events.iter();
        events.map(|e| (e.with_issuer(), &e.mark)).collect()
    }

    /// How many, then each with date, issuer and number of measures.
    fn says(&self, lang: Lang) -> Vec<String> {
        let args = [("n", self.events.len().into())];
        let mut said = vec![tr_args(lang, "chart-says-timeline", &args)];
        said.extend(described(self.events.len(), lang, |i| {
            let event = &self.events[i];
            let date = event.mark.period.map_or(String::new(), |p| p.display(lang));
            let parts = [&date, &event.name, &event.by, &event.mark.label];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.map(String::as_str).collect();
            parts.join(lang.pick("，", ", "))
        }));
        said
    }
}

/// What has no documents has no timeline.
pub(super) fn refused() -> ChartError {
    unsuited(ChartKind::Timeline, "chart-needs-documents")
}

/// One point per document that has a date within the periods asked for.
pub(super) fn timeline(
    spec: &ChartSpec,
    dataset: &Dataset,
    ids: &[PolicyId],
) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let all = documents(dataset, ids)?;
    let undated = all.iter().filter(|p| p.issued.is_none()).count();
    let dated = all
        .iter()
        .filter_map(|policy| Some((*policy, policy.issued?)));
    let mut shown: Vec<(&Policy, Period)> = dated.filter(|(_, p)| spec.period.admits(*p)).collect();
    if shown.is_empty() {
        return Err(unsuited(ChartKind::Timeline, "chart-needs-dates"));
    }
    let mut notes = Vec::new();
    if shown.len() > MAX_EVENTS {
        let args = [("shown", MAX_EVENTS.into()), ("n", shown.len().into())];
        notes.push(tr_args(lang, "chart-note-most-measures", &args));
        shown.sort_by_key(|(policy, _)| std::cmp::Reverse(policy.measures.len()));
        shown.truncate(MAX_EVENTS);
    }
    shown.sort_by(|a, b| a.1.middle().total_cmp(&b.1.middle()));
    let events: Vec<Event> = shown
        .iter()
        .map(|(policy, issued)| event(policy, *issued, spec, dataset))
        .collect();
    if (shown.iter()).any(|(policy, _)| policy.declared_more().is_some()) {
        notes.push(tr(lang, "chart-note-of-declared").into_owned());
    }
    if events.iter().any(Event::is_span) {
        notes.push(tr(lang, "chart-note-span").into_owned());
    }
    if events.iter().any(|event| event.mark.value == 0.0) {
        notes.push(tr(lang, "chart-note-hollow").into_owned());
    }
    if undated > 0 {
        let args = [("n", undated.into())];
        notes.push(tr_args(lang, "chart-note-undated", &args));
    }
    let sources = shown.iter().flat_map(|(policy, _)| &policy.sources);
    Ok(Draft {
        title: tr(lang, "chart-title-timeline").into_owned(),
        subtitle: vec![tr(lang, "chart-timeline-flags").into_owned()],
        notes,
        cited: sources.map(|id| (id.clone(), String::new())).collect(),
        body: Body::Timeline(Timeline { events }),
    })
}

fn event(policy: &Policy, issued: Period, spec: &ChartSpec, dataset: &Dataset) -> Event {
    let lang = spec.lang;
    let done = policy.transcribed();
    let said = match policy.declared_more() {
        Some(declared) => {
            let args = [("n", done.into()), ("declared", declared.into())];
            tr_args(lang, "chart-measures-of", &args)
        }
        None => tr_args(lang, "chart-measures", &[("n", done.into())]),
    };
    let label = with_aims(said, policy.aims(), lang);
    let sources = policy.sources.iter().filter_map(|id| dataset.source(id));
    let sources: Vec<String> = sources
        .map(|source| citation(dataset, source, lang))
        .collect();
    let title = lang.pick(&policy.title, &policy.title_en);
    Event {
        name: policy.name(lang).to_owned(),
        full: in_brackets(title, &[&policy.number], lang),
        by: dataset.terms(&policy.issuers, lang),
        policy: policy.id.clone(),
        span: (issued.start(), issued.end()),
        mark: Mark {
            value: done as f64,
            label,
            period: Some(issued),
            source: sources.join(lang.pick("；", "; ")),
            ..Mark::default()
        },
        highlight: spec.highlight.is_empty()
            || spec.highlight.iter().any(|id| id == policy.id.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Frame, suits};
    use super::*;
    use crate::chart::Subject;
    use crate::chart::fixture::pack;
    use crate::chart::spec::PeriodChoice;

    fn needs(error: &ChartError) -> &'static str {
        match error {
            ChartError::Needs { needs, .. } => needs,
            ChartError::Unsuited { why, .. } => self::needs(why),
            _ => "",
        }
    }

    #[test]
    fn documents_stand_on_their_dates() {
        let data = pack();
        let spec = ChartSpec {
            kind: ChartKind::Timeline,
            subject: Subject::Policies(Vec::new()),
            ..ChartSpec::default()
        };
        let frame = Frame::build(&spec, &data).unwrap();
        let Body::Timeline(all) = &frame.body else {
            panic!()
        };
        assert_eq!(all.events.len(), data.policies.len());
        assert!(all.events.is_sorted_by(|a, b| a.middle() <= b.middle()));
        for event in &all.events {
            let policy = data.policy(&event.policy).unwrap();
            let issued = policy.issued.unwrap();
            assert_eq!(event.span, (issued.start(), issued.end()));
            assert_eq!(event.mark.value, policy.transcribed() as f64);
            assert_eq!(event.by, policy.issuers.join("、"));
            assert!(!event.mark.source.is_empty());
            assert_eq!(event.is_span(), issued.to_string().len() < 10);
        }
        assert!(frame.note.contains("77") && frame.summary.contains("天津市科学技术局"));
        // Only some of them, only some years, one pointed out, in English.
        let ids = || vec!["tianjin-77".into(), "plan-145".into(), "tianjin-77".into()];
        let some = ChartSpec {
            subject: Subject::Policies(ids()),
            highlight: vec!["plan-145".into()],
            lang: Lang::En,
            ..spec.clone()
        };
        let Body::Timeline(two) = Frame::build(&some, &data).unwrap().body else {
            panic!()
        };
        let told: Vec<_> = two
            .events
            .iter()
            .map(|e| (e.highlight, e.mark.label.as_str()))
            .collect();
        assert_eq!(told[0], (false, "12 of 77 transcribed"));
        assert!(told[1].0 && two.events.len() == 2);
        // Aims are told beside the measures, and what a hollow point means.
        let label = |id: &str| {
            let of = |event: &&Event| event.policy.as_str() == id;
            all.events.iter().find(of).unwrap().mark.label.as_str()
        };
        assert_eq!(label("shaanxi-2021"), "已录1 / 17条，另 4 项目标");
        assert!(frame.note.contains("空心点"), "{}", frame.note);
        let early = ChartSpec {
            period: PeriodChoice::Range("2020".parse().unwrap(), "2020".parse().unwrap()),
            ..spec.clone()
        };
        assert_eq!(Frame::build(&early, &data).unwrap().marks().len(), 3);
        let before = ChartSpec {
            period: PeriodChoice::Range("1990".parse().unwrap(), "1999".parse().unwrap()),
            ..spec.clone()
        };
        assert_eq!(
            needs(&Frame::build(&before, &data).unwrap_err()),
            "chart-needs-dates"
        );
        // Figures have no date of issue; documents have two kinds of figure.
        let figures = super::super::tests::spec(ChartKind::Timeline, &["rd_intensity"], &[]);
        assert_eq!(
            needs(&Frame::build(&figures, &data).unwrap_err()),
            "chart-needs-documents"
        );
        assert_eq!(
            suits(&spec, &data),
            [ChartKind::HeatMap, ChartKind::Timeline]
        );
        // A specification written when the heat map was the only one.
        let old =
            ChartSpec::from_ron("(kind: HeatMap, subject: PolicyMatrix([\"plan-145\"]))").unwrap();
        assert_eq!(old.subject, Subject::Policies(vec!["plan-145".into()]));
    }

    #[test]
    fn a_document_transcribed_in_whole_tells_its_aims_too() {
        let policy = pack().policy(&"shaanxi-2021".into()).cloned().unwrap();
        let whole = Policy {
            declared_measures: Some(1),
            ..policy
        };
        let records = crate::dataset::Records {
            policies: vec![whole],
            ..crate::dataset::Records::default()
        };
        let store = crate::dataset::StoreBuilder::default().finish();
        let spec = ChartSpec {
            kind: ChartKind::Timeline,
            subject: Subject::Policies(Vec::new()),
            ..ChartSpec::default()
        };
        let frame = Frame::build(&spec, &Dataset::new(records, store)).unwrap();
        assert_eq!(frame.marks()[0].1.label, "已录1条，另 4 项目标");
    }

    #[test]
    fn too_many_documents_are_cut_to_those_with_the_most_measures() {
        let mut records = crate::dataset::Records::default();
        let model = pack().policies[0].clone();
        records.policies = (0..300)
            .map(|i| Policy {
                id: format!("p{i}").as_str().into(),
                issued: (i % 10 > 0).then(|| Period::year(2000 + i % 20)),
                measures: model.measures[..(i % 12) as usize].to_vec(),
                ..model.clone()
            })
            .collect();
        let store = crate::dataset::StoreBuilder::default().finish();
        let data = Dataset::new(records, store);
        let spec = ChartSpec {
            kind: ChartKind::Timeline,
            subject: Subject::Policies(Vec::new()),
            ..ChartSpec::default()
        };
        let frame = Frame::build(&spec, &data).unwrap();
        assert_eq!(frame.marks().len(), 200);
        assert!(
            frame.note.contains("270") && frame.note.contains("30"),
            "{}",
            frame.note
        );
        let least = frame
            .marks()
            .iter()
            .map(|(_, mark)| mark.value as usize)
            .min();
        assert!(least > Some(2), "{least:?}");
    }
}
