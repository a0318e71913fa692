use std::time::Instant;

use super::*;
use crate::app::apply::policies::apply;
use crate::app::state::policies::PoliciesEdit;
use crate::app::workspace::WorkspaceEdit;
use crate::dataset::{Records, StoreBuilder};
use crate::model::{Measure, Policy};

/// Documents of eighty measures.
fn many(measures: usize) -> Dataset {
    let embedded = Dataset::embedded();
    let model = &embedded.policies[0];
    let (what, who) = (["创新平台", "瞪羚企业", "科技金融"], ["高校", "龙头企业"]);
    let measure = |n: usize| Measure {
        id: format!("m{n}").as_str().into(),
        number: Some((n % 80 + 1).to_string()),
        category: model.categories[n % 6].id.clone(),
        text: format!(
            "支持{}建设{}，给予{}万元奖励",
            who[n % 2],
            what[n % 3],
            n % 500
        ),
        targets: vec![who[n % 2].to_owned()],
        ..model.measures[0].clone()
    };
    let policies = (0..measures.div_ceil(80)).map(|document| Policy {
        id: format!("p{document}").as_str().into(),
        declared_measures: None,
        measures: (document * 80..(document * 80 + 80).min(measures))
            .map(measure)
            .collect(),
        ..model.clone()
    });
    let records = Records {
        policies: policies.collect(),
        ..Records::default()
    };
    Dataset::new(records, StoreBuilder::default().finish())
}

#[test]
fn a_page_has_every_measure_once_whatever_it_is_grouped_by() {
    let data = Dataset::embedded();
    let mut derived = PoliciesDerived::default();
    let mut view = View::first(&data);
    for policy in &data.policies {
        view.policy = Some(policy.id.clone());
        for grouping in Grouping::ALL {
            view.policies.grouping = grouping;
            for lang in [Lang::Zh, Lang::En] {
                let (found, page) = derived
                    .document(&data, lang, &view, &Made::default())
                    .unwrap();
                let mut order = page.order.clone();
                order.sort_unstable();
                let all: Vec<usize> = (0..policy.measures.len()).collect();
                assert_eq!(order, all, "{grouping:?}");
                assert_eq!(page.shown, found.answer.passing.len());
                if grouping == Grouping::Head {
                    assert_eq!(
                        page.groups.len(),
                        policy.categories.len(),
                        "empty heads stay"
                    );
                }
            }
        }
    }
    // Tianjin's are by the document, the plan's by us.
    view.policies.grouping = Grouping::Head;
    for (policy, ours) in [("tianjin-77", 0), ("plan-145", 14)] {
        view.policy = Some(policy.into());
        let page = derived.document(&data, Lang::Zh, &view, &Made::default());
        let page = page.unwrap().1;
        assert_eq!(page.groups.iter().map(|g| g.ours).sum::<usize>(), ours);
    }
}

#[test]
fn query_facets_and_marks_combine() {
    let data = Dataset::embedded();
    let mut derived = PoliciesDerived::default();
    let mut view = View::first(&data);
    let mut made = Made::default();
    let id = data.policies[0].measures[7].id.clone();
    let change = made.change(WorkspaceEdit::ToggleBookmark(Target::Measure(id.clone())));
    made.apply(change.unwrap());
    view.policy_query = "企业 -高校".to_owned();
    let all = derived.found(&data, &view, &made).unwrap();
    for (facet, key) in [
        (MeasureFacet::Marked, BOOKMARKED),
        (MeasureFacet::Document, "tianjin-77"),
        (MeasureFacet::Instrument, "Firms"),
    ] {
        apply(
            &mut view,
            &data,
            PoliciesEdit::Toggle(facet, key.to_owned()),
        );
    }
    let found = derived.found(&data, &view, &made).unwrap();
    let corpus = derived.corpus(&data).unwrap();
    assert_eq!(found.answer.passing, [corpus.number(&id).unwrap()]);
    assert!(all.answer.passing.len() > 5);
    // One document's page passes over what would only empty it.
    view.policy = Some("plan-145".into());
    apply(&mut view, &data, PoliciesEdit::Clear(MeasureFacet::Marked));
    view.policy_query.clear();
    let page = derived.document(&data, Lang::Zh, &view, &made).unwrap().1;
    assert!(page.shown > 0 && page.shown < 14);
}

#[test]
fn a_hundred_thousand_measures() {
    let data = many(100_000);
    assert!(is_large(&data));
    let mut derived = PoliciesDerived::default();
    let mut view = View {
        policy: Some("p3".into()),
        ..View::default()
    };
    let made = Made::default();
    assert!(
        derived.found(&data, &view, &made).is_none(),
        "still being numbered"
    );
    derived.set_corpus(Arc::new(Corpus::new(&data)));
    let corpus = derived.corpus(&data).unwrap();
    let n = |found: &Found| found.answer.passing.len();
    for (query, count) in [
        ("", 100_000),
        ("高校 瞪羚企业", 16_666),
        ("“给予499万元” OR 没有", 200),
        ("-高校 -龙头企业", 0),
    ] {
        view.policy_query = query.to_owned();
        let found = derived.found(&data, &view, &made).unwrap();
        assert_eq!(n(&found), count, "{query}");
        let bits = corpus.texts.find(&found.query);
        assert!(bits.items().eq(found.answer.passing.iter().copied()));
        // What is asked again is not looked for again.
        let started = Instant::now();
        for _ in 0..100 {
            derived.found(&data, &view, &made).unwrap();
        }
        assert!(started.elapsed().as_millis() < 100);
    }
    let head = data.policies[0].categories[0].title.clone();
    view.policy_query.clear();
    apply(
        &mut view,
        &data,
        PoliciesEdit::Toggle(MeasureFacet::Head, head),
    );
    let found = derived.found(&data, &view, &made).unwrap();
    assert_eq!(n(&found), 16_667);
}

#[test]
fn the_matrix_counts_every_measure() {
    let data = Dataset::embedded();
    let matrix = Matrix::of(&data);
    assert_eq!(matrix.heads.len(), 6);
    for (policy, counts) in data.policies.iter().zip(&matrix.counts) {
        assert_eq!(
            counts.iter().flatten().sum::<usize>(),
            policy.measures.len()
        );
    }
    // Of 77 measures 12 are transcribed: nobody knows how many the other heads have.
    let known = [Some(6), Some(3), Some(3), None, None, None];
    assert_eq!(matrix.counts[0], known);
}
