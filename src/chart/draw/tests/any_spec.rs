//! Whatever a person chooses: no panic, no text outside or over another, every mark inside its plot.

use std::sync::LazyLock;

use egui::{Context, Vec2, vec2};
use proptest::prelude::*;

use super::{check, context, shapes, sizes, texts};
use crate::chart::fixture::{many_lines_over, pack};
use crate::chart::{
    Annotation, Axis, Body, ChartKind, ChartSpec, Frame, Markers, Missing, PanelBy, Panels,
    PeriodChoice, Reference, Stack, Subject, Transform, Words,
};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId};

static DATA: LazyLock<Dataset> = LazyLock::new(pack);

/// The metrics with the most figures, and one of each awkward kind.
const METRICS: [&str; 9] = [
    "rd_expenditure",
    "rd_intensity",
    "valid_invention_patents",
    "hightech_firms_announced",
    "operating_revenue",
    "rank_national",
    "innovation_index",
    "zones",
    "gdp_share",
];

const ENTITIES: [&str; 9] = [
    "province-beijing",
    "province-xizang",
    "province-guangdong",
    "province-neimenggu",
    "china",
    "national-zones",
    "zhongguancun",
    "wuxi",
    "shanghai-zizhu",
];

fn transform() -> impl Strategy<Value = Transform> {
    prop_oneof![
        3 => Just(Transform::Level),
        1 => Just(Transform::YearOnYear),
        1 => Just(Transform::Index(None)),
        1 => Just(Transform::Index(Some("2015".parse().unwrap()))),
        1 => Just(Transform::Cagr),
        1 => Just(Transform::Share),
        1 => Just(Transform::Per("valid_invention_patents".into())),
        1 => Just(Transform::Cumulative),
        1 => Just(Transform::Rank),
    ]
}

fn axis() -> impl Strategy<Value = Axis> {
    let range = prop_oneof![
        3 => Just(None),
        1 => (-10.0..2000.0_f64, 1.0..1e5_f64).prop_map(|(low, wide)| Some((low, low + wide))),
        1 => Just(Some((1e-6, 1e15))),
    ];
    (any::<bool>(), range).prop_map(|(log, range)| Axis { log, range })
}

fn period() -> impl Strategy<Value = PeriodChoice> {
    let at = |text: &str| text.parse().unwrap();
    prop_oneof![
        3 => Just(PeriodChoice::Auto),
        1 => Just(PeriodChoice::At(at("2023"))),
        1 => Just(PeriodChoice::Range(at("2015"), at("2021"))),
    ]
}

fn annotation() -> impl Strategy<Value = Annotation> {
    (
        2000.0..2030.0_f64,
        -10.0..1e5_f64,
        -1.0..1.0_f32,
        -1.0..1.0_f32,
    )
        .prop_map(|(x, y, dx, dy)| Annotation {
            text: Words {
                zh: "这一年起统计口径改为入统企业，与此前不可比".to_owned(),
                en: "From here on the statistics count registered firms".to_owned(),
            },
            at: (x, y),
            offset: (dx, dy),
        })
}

fn any_spec() -> impl Strategy<Value = ChartSpec> {
    let metrics = proptest::sample::subsequence(METRICS.to_vec(), 1..3);
    let entities = proptest::sample::subsequence(ENTITIES.to_vec(), 0..6);
    let panels = (0_u8..4, any::<bool>()).prop_map(|(by, free)| match by {
        0 => Some(Panels {
            by: PanelBy::Entity,
            free,
        }),
        1 => Some(Panels {
            by: PanelBy::Metric,
            free,
        }),
        _ => None,
    });
    let choices = (
        transform(),
        axis(),
        period(),
        panels,
        0_u8..3,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    let extras = (
        proptest::collection::vec(annotation(), 0..4),
        any::<bool>(),
        any::<bool>(),
    );
    let kinds = proptest::sample::select(ChartKind::ALL.to_vec());
    (kinds, metrics, entities, choices, extras).prop_map(
        |(kind, metrics, entities, choices, extras)| {
            let (transform, y, period, panels, carry, percent, fold, english) = choices;
            let (annotations, references, markers) = extras;
            ChartSpec {
                kind,
                subject: Subject::Metrics {
                    metrics: metrics.into_iter().map(MetricId::from).collect(),
                    entities: entities.into_iter().map(EntityId::from).collect(),
                },
                transform,
                y,
                period,
                panels,
                missing: if carry == 0 {
                    Missing::Gap
                } else {
                    Missing::Carry(carry)
                },
                stack: if percent {
                    Stack::Percent
                } else {
                    Stack::Absolute
                },
                fold,
                lang: if english { Lang::En } else { Lang::Zh },
                annotations,
                references: if references {
                    Reference::ALL.to_vec()
                } else {
                    Vec::new()
                },
                markers: if markers {
                    Markers::OfZones
                } else {
                    Markers::None
                },
                ..ChartSpec::default()
            }
        },
    )
}

/// Every point the axes show lies inside the plot.
fn marks_lie_inside(ctx: &Context, frame: &Frame, size: Vec2, what: &str) {
    let mut plots = Vec::new();
    let output = ctx.run_ui(
        egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..egui::RawInput::default()
        },
        |ui| {
            plots = super::figure_ui(
                ui,
                frame,
                crate::chart::FigureTheme::Light,
                1.0,
                super::Pointing::Off,
            )
            .plots;
        },
    );
    output.drop_without_applying_deltas();
    let page = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
    for plot in &plots {
        assert!(
            page.contains_rect(plot.rect),
            "{what}: plot {} outside {size}",
            plot.rect
        );
    }
    if let (Body::Lines(lines), [plot]) = (&frame.body, &plots[..]) {
        for point in lines.series.iter().flat_map(|s| &s.points) {
            let at = plot.position(point.x, point.mark.value);
            let shown = plot.shows(point.x, point.mark.value);
            assert!(
                !shown || plot.rect.expand(0.5).contains(at),
                "{what}: {at} outside {}",
                plot.rect
            );
            // Without a chosen range the axes show everything.
            assert!(
                shown || frame.y.range.is_some() || frame.x.range.is_some(),
                "{what}: {at} not shown"
            );
        }
    }
}

proptest! {
    // Other cases every time; more with PROPTEST_CASES, the same again with PROPTEST_RNG_SEED.
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn any_specification_is_drawn_or_refused_in_words(spec in any_spec(), size in proptest::sample::select(sizes())) {
        thread_local! {
            static CTX: Context = context();
        }
        match Frame::build(&spec, &DATA) {
            Ok(frame) => CTX.with(|ctx| {
                let what = spec.to_ron();
                check(ctx, &frame, size, &what);
                marks_lie_inside(ctx, &frame, size, &what);
            }),
            Err(error) => prop_assert!(!error.message(spec.lang).is_empty()),
        }
    }
}

#[test]
fn twenty_series_over_thirty_four_years_keep_all_their_names() {
    let ctx = context();
    let frame = Frame {
        title: "二十个园区，三十四年".to_owned(),
        subtitle: "单位：家".to_owned(),
        note: String::new(),
        source: "来源：《年鉴》".to_owned(),
        ..many_lines_over(20, 1990..=2023)
    };
    for size in [
        vec2(960.0, 540.0),
        vec2(720.0, 720.0),
        crate::chart::style::layout((900, 383)).0,
    ] {
        check(&ctx, &frame, size, "20 × 34");
        let texts = texts(&shapes(&ctx, &frame, size, None));
        for i in 0..20 {
            let name = format!("第{i}个");
            let airy = |text: &str| text.replace('\u{2009}', "").starts_with(&name);
            assert!(
                texts.iter().any(|(text, _)| airy(text)),
                "{size}: no {name}"
            );
        }
    }
}
