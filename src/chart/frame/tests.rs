//! Frames of made-up figures, and of every chart of the pack.

use super::*;
use crate::chart::fixture::pack;
use crate::chart::spec::{PeriodChoice, Words};
use crate::chart::{ChartSpec, Subject, gallery};
use crate::dataset::{Records, fixture};
use crate::model::{
    Metric, MetricKind, Observation, PackInfo, Place, PlaceKind, Policy, Qualifier, Source,
    SourceKind,
};

fn place(id: &str, name: &str) -> Place {
    Place {
        name_en: id.to_uppercase(),
        kind: PlaceKind::Park,
        ..fixture::place(id, name)
    }
}

pub(super) fn metric(id: &str, unit: &str, kind: MetricKind) -> Metric {
    Metric {
        name: format!("指标{id}"),
        name_en: format!("Metric {id}"),
        unit: unit.to_owned(),
        unit_en: unit.to_owned(),
        kind,
        direction: 0,
        group: String::new(),
        ..fixture::metric(id)
    }
}

/// `entity metric period value`, with a leading `~` for about and a trailing `@s` for another source.
fn row(text: &str) -> Observation {
    let parts: Vec<&str> = text.split(' ').collect();
    let (value, source) = parts[3].split_once('@').unwrap_or((parts[3], "s1"));
    let about = value.starts_with('~');
    Observation {
        period: parts[2].parse().unwrap(),
        qualifier: if about {
            Qualifier::About
        } else {
            Qualifier::Exact
        },
        source: source.into(),
        locator: "a2p3".to_owned(),
        as_printed: value.to_owned(),
        ..fixture::obs(
            parts[0],
            parts[1],
            2000,
            value.trim_start_matches('~').parse().unwrap(),
        )
    }
}

pub(super) fn dataset(rows: &[Observation]) -> Dataset {
    fixture::dataset(records(), rows)
}

/// Three parks, two counts and a rank.
pub(super) fn records() -> Records {
    let source = |id: &str| Source {
        id: id.into(),
        publisher: format!("报社{id}"),
        title: format!("标题{id}"),
        date: Some("2020-09".parse().unwrap()),
        kind: SourceKind::News,
        locator: String::new(),
        authors: Vec::new(),
    };
    Records {
        packs: vec![PackInfo {
            id: "p".into(),
            title: String::new(),
            title_en: String::new(),
            version: "2026.11".to_owned(),
            licence: String::new(),
            coverage: String::new(),
            coverage_en: String::new(),
            schema: 1,
        }],
        places: vec![
            place("alpha", "甲园"),
            place("beta", "乙园"),
            place("gamma", "丙园"),
        ],
        metrics: vec![
            metric("firms", "家", MetricKind::Count),
            metric("people", "人", MetricKind::Count),
            metric("rank", "", MetricKind::Rank),
        ],
        sources: ["s1", "s2", "s3", "s4"].map(source).to_vec(),
        ..Records::default()
    }
}

pub(super) fn spec(kind: ChartKind, metrics: &[&str], entities: &[&str]) -> ChartSpec {
    ChartSpec {
        kind,
        subject: Subject::Metrics {
            metrics: metrics.iter().map(|&m| m.into()).collect(),
            entities: entities.iter().map(|&e| e.into()).collect(),
        },
        ..ChartSpec::default()
    }
}

pub(super) fn rows_of(texts: &[&str]) -> Vec<Observation> {
    texts.iter().map(|text| row(text)).collect()
}

fn line(frame: &Frame) -> &[Series] {
    match &frame.body {
        Body::Lines(lines) => &lines.series,
        _ => panic!("no lines"),
    }
}

fn bars(frame: &Frame) -> Vec<(&str, &str)> {
    match &frame.body {
        Body::Bars(bars) => bars
            .rows
            .iter()
            .map(|r| (r.name.as_str(), r.mark.label.as_str()))
            .collect(),
        _ => panic!("no bars"),
    }
}

#[test]
fn a_missing_year_is_a_gap_and_a_conflict_stands_beside() {
    let data = dataset(&rows_of(&[
        "alpha firms 2015 10",
        "alpha firms 2016 12",
        "alpha firms 2018 ~15",
        "alpha firms 2019 18",
        "alpha firms 2019 20@s2",
        "alpha firms 2019 18@s3",
        "alpha firms 2020-H1 9",
    ]));
    let frame = Frame::build(&spec(ChartKind::Line, &["firms"], &["alpha"]), &data).unwrap();
    let points = &line(&frame)[0].points;
    let joined: Vec<bool> = points.iter().map(|p| p.joined).collect();
    assert_eq!(joined, [false, true, false, true, false]);
    let aside: Vec<f64> = points
        .iter()
        .filter(|p| p.aside)
        .map(|p| p.mark.value)
        .collect();
    assert_eq!(aside, [20.0]);
    let hollow: Vec<&str> = points
        .iter()
        .filter(|p| p.mark.approximate)
        .map(|p| p.mark.label.as_str())
        .collect();
    assert_eq!(hollow, ["约15"]);
    // Only the reason there is.
    for words in ["空心点：约数；", "断开处缺数", "竖条"] {
        assert!(frame.note.contains(words), "{}", frame.note);
    }
    assert!(
        frame.source.contains("《标题s1》") && frame.source.contains("第2篇"),
        "{}",
        frame.source
    );
    assert_eq!(frame.sources.len(), 3);
}

#[test]
fn titles_and_summaries_say_the_finding() {
    let data = dataset(&rows_of(&[
        "alpha firms 2016 10",
        "alpha firms 2017 12",
        "beta firms 2017 7",
    ]));
    let one = spec(ChartKind::Line, &["firms"], &["alpha"]);
    let frame = Frame::build(&one, &data).unwrap();
    assert_eq!(frame.title, "甲园指标firms由10升至12");
    assert_eq!(frame.subtitle, "单位：家 · 2016–2017年");
    assert!(frame.summary.contains("逐期升至12"), "{}", frame.summary);
    let english = ChartSpec {
        lang: Lang::En,
        ..spec(ChartKind::RankedBar, &["firms"], &[])
    };
    let frame = Frame::build(&english, &data).unwrap();
    assert_eq!(frame.title, "Metric firms: ALPHA leads");
    assert!(
        frame.summary.contains("ALPHA 12, BETA 7"),
        "{}",
        frame.summary
    );
    assert_eq!(frame.version, "Zonescope · data p 2026.11");
    let given = ChartSpec {
        title: Words {
            zh: "给定".to_owned(),
            en: String::new(),
        },
        ..one
    };
    assert_eq!(Frame::build(&given, &data).unwrap().title, "给定");
}

#[test]
fn bars_take_the_latest_and_carry_units_when_these_differ() {
    let data = dataset(&rows_of(&[
        "alpha firms 2018 10",
        "alpha firms 2019 ~12",
        "alpha people 2019 500",
        "beta firms 2018 30",
    ]));
    let build = |spec: &ChartSpec| Frame::build(spec, &data).unwrap();
    let frame = build(&spec(ChartKind::RankedBar, &["firms"], &["alpha", "beta"]));
    let own = [("乙园（2018年）", "30"), ("甲园（2019年）", "约12")];
    assert_eq!(bars(&frame), own);
    assert!(frame.note.contains("各取最新"), "{}", frame.note);
    // A ranking of everybody compares one period.
    let frame = build(&spec(ChartKind::RankedBar, &["firms"], &[]));
    assert_eq!(bars(&frame), [("乙园", "30"), ("甲园", "10")]);
    assert!(!frame.note.contains("各取最新"), "{}", frame.note);
    let frame = build(&spec(
        ChartKind::RankedBar,
        &["firms", "people"],
        &["alpha"],
    ));
    assert_eq!(
        bars(&frame),
        [("指标people", "500人"), ("指标firms", "约12家")]
    );
    let frame = build(&spec(
        ChartKind::RankedBar,
        &["people", "firms"],
        &["alpha", "beta"],
    ));
    assert_eq!(bars(&frame)[1], ("乙园 · 指标firms", "30家"));
    let then = ChartSpec {
        period: PeriodChoice::At("2018".parse().unwrap()),
        ..spec(ChartKind::RankedBar, &["firms"], &["alpha"])
    };
    assert_eq!(bars(&build(&then)), [("甲园", "10")]);
}

#[test]
fn parts_of_years_are_no_points_between_years() {
    let data = dataset(&rows_of(&[
        "alpha firms 2018 10",
        "alpha firms 2019 12",
        "alpha firms 2020-H1 5",
        "beta firms 2020-H1 7",
    ]));
    let build =
        |entity: &str| Frame::build(&spec(ChartKind::Line, &["firms"], &[entity]), &data).unwrap();
    let years = build("alpha");
    assert_eq!(line(&years)[0].points.len(), 2);
    assert!(years.note.contains("不足一年"), "{}", years.note);
    assert_eq!(line(&build("beta"))[0].points.len(), 1);
}

#[test]
fn the_first_place_comes_first() {
    let data = dataset(&rows_of(&[
        "alpha rank 2018 3",
        "beta rank 2018 1",
        "alpha rank 2019 2",
    ]));
    let both = spec(ChartKind::RankedBar, &["rank"], &["alpha", "beta"]);
    assert_eq!(
        bars(&Frame::build(&both, &data).unwrap()),
        [("乙园（2018年）", "第1"), ("甲园（2019年）", "第2")]
    );
    let frame = Frame::build(&spec(ChartKind::Line, &["rank"], &["alpha"]), &data).unwrap();
    assert!(matches!(
        frame.body,
        Body::Lines(Lines { inverted: true, .. })
    ));
}

#[test]
fn errors_name_what_there_is() {
    let data = dataset(&rows_of(&["alpha firms 2018 10", "beta people 2018 3"]));
    let error = |spec: &ChartSpec| Frame::build(spec, &data).unwrap_err().message(Lang::Zh);
    let cases = [
        (spec(ChartKind::Line, &["frims"], &[]), "firms"),
        (spec(ChartKind::Line, &["firms"], &["alhpa"]), "alpha"),
        (spec(ChartKind::Line, &[], &[]), "请选一个"),
        (spec(ChartKind::Line, &["firms"], &["beta"]), "甲园"),
        (
            spec(ChartKind::Line, &["firms", "people"], &["alpha"]),
            "家、人",
        ),
        (
            spec(ChartKind::RankedBar, &["rank"], &["alpha"]),
            "指标firms",
        ),
    ];
    for (spec, words) in cases {
        let message = error(&spec);
        assert!(message.contains(words), "{message}");
    }
    let then = ChartSpec {
        period: PeriodChoice::At("2031".parse().unwrap()),
        ..spec(ChartKind::Line, &["firms"], &["alpha"])
    };
    assert!(error(&then).contains("2018年"));
    let policy = ChartSpec {
        subject: Subject::PolicyHeads("none".into()),
        kind: ChartKind::RankedBar,
        ..ChartSpec::default()
    };
    assert!(error(&policy).contains("none"));
}

#[test]
fn too_many_are_refused_with_the_limit() {
    let mut data = Vec::new();
    for i in 0..70 {
        data.push(row(&format!("z{i} firms 2019 {}", i + 1)));
    }
    let places = (0..70).map(|i| fixture::place(&format!("z{i}"), "某园"));
    let mut records = records();
    records.places.extend(places);
    let data = fixture::dataset(records, &data);
    let build = |kind| Frame::build(&spec(kind, &["firms"], &[]), &data);
    let names: Vec<String> = (0..70).map(|i| format!("z{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let then = spec(ChartKind::RankedBar, &["firms"], &names);
    let many = ChartError::TooManyBars {
        count: 70,
        max: MAX_BARS,
    };
    assert_eq!(
        Frame::build(&then, &data),
        Err(ChartError::Unsuited {
            why: Box::new(many),
            kinds: vec![ChartKind::Distribution],
        })
    );
    // A ranking of everybody shows its head and says so.
    let ranking = build(ChartKind::RankedBar).unwrap();
    assert_eq!(bars(&ranking).len(), 30);
    assert_eq!(bars(&ranking)[0].1, "70");
    assert!(ranking.note.contains("70"), "{}", ranking.note);
    assert_eq!(
        build(ChartKind::Line),
        Err(ChartError::Unsuited {
            why: Box::new(ChartError::TooManySeries { count: 70 }),
            kinds: vec![ChartKind::RankedBar, ChartKind::Distribution],
        })
    );
    let folded = ChartSpec {
        fold: true,
        ..spec(ChartKind::Line, &["firms"], &[])
    };
    let folded = Frame::build(&folded, &data).unwrap();
    assert_eq!(line(&folded).len(), MAX_SERIES);
    assert!(folded.note.contains("70"), "{}", folded.note);
}

#[test]
fn every_chart_of_the_pack_is_drawn_in_both_languages() {
    let data = pack();
    let charts = gallery(&data);
    assert!(charts.len() >= 8);
    for (name, spec) in charts {
        let spec = spec.unwrap_or_else(|e| panic!("{name}: {e}"));
        for lang in [Lang::Zh, Lang::En] {
            let spec = ChartSpec {
                lang,
                ..spec.clone()
            };
            let frame = Frame::build(&spec, &data).unwrap_or_else(|e| panic!("{name}: {e}"));
            let drawn = match &frame.body {
                Body::Links(diagram) => diagram.graph.edges.len(),
                _ => frame.marks().len(),
            };
            assert!(drawn >= 2, "{name}");
            assert!(
                !frame.source.is_empty() && frame.summary.contains(&frame.title),
                "{name}"
            );
        }
    }
    let story_charts = [
        "wuxi-index",
        "tianjin-measures",
        "jining-clusters",
        "nanning-services",
    ];
    for name in story_charts {
        assert!(data.charts.iter().any(|c| c.name == name), "{name}");
    }
}

#[test]
fn heads_of_which_no_source_tells_stay_with_a_dash() {
    let data = pack();
    let charts = gallery(&data);
    let (_, spec) = charts
        .iter()
        .find(|(name, _)| name == "tianjin-measures")
        .unwrap();
    let frame = Frame::build(spec.as_ref().unwrap(), &data).unwrap();
    let rows = bars(&frame);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows.iter().filter(|(_, label)| *label == "–").count(), 3);
    for said in ["77", "12", "–"] {
        assert!(frame.note.contains(said), "{}", frame.note);
    }
    // Where all it declares is transcribed, a head without any has none.
    let mut records = crate::dataset::Records::default();
    let whole = Policy {
        declared_measures: Some(12),
        ..data.policies[0].clone()
    };
    records.policies = vec![whole];
    let store = crate::dataset::StoreBuilder::default().finish();
    let whole = Dataset::new(records, store);
    let frame = Frame::build(spec.as_ref().unwrap(), &whole).unwrap();
    let zeros = bars(&frame).iter().filter(|(_, l)| *l == "0").count();
    assert_eq!(zeros, 3);
    assert!(!frame.note.contains('–'), "{}", frame.note);
}

#[test]
fn kinds_are_offered_where_they_suit() {
    let data = pack();
    let of = |name: &str| {
        let charts = gallery(&data);
        let (_, spec) = charts.into_iter().find(|(n, _)| n == name).unwrap();
        suits(&spec.unwrap(), &data)
    };
    assert_eq!(
        of("wuxi-index")[..2],
        [ChartKind::Line, ChartKind::RankedBar]
    );
    assert_eq!(of("tianjin-measures"), [ChartKind::RankedBar]);
    assert_eq!(of("yantai-fair"), [ChartKind::RankedBar]);
}

#[test]
fn places_in_a_source_are_told_in_words() {
    let data = pack();
    for (locator, zh, en) in [
        ("a7", "第7篇", "article 7"),
        ("a7p2", "第7篇第2段", "article 7, paragraph 2"),
        ("a5p1–p5", "第5篇第1–5段", "article 5, paragraphs 1–5"),
        ("a7p", "a7p", "a7p"),
        ("前言第2段", "前言第2段", "前言第2段"),
    ] {
        assert_eq!(locator_words(&data, locator, Lang::Zh), zh);
        assert_eq!(locator_words(&data, locator, Lang::En), en);
        assert_eq!(locator_brief(&data, locator, Lang::Zh), zh);
        let brief = locator_brief(&data, locator, Lang::En);
        assert!(brief.len() <= en.len() && !brief.contains("article"));
    }
}
