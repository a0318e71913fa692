//! The kinds that compare entities, at every shape: texts inside and apart, marks inside, the pointer told.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{check, context, shapes, sizes, texts};
use crate::chart::fixture::pack;
use crate::chart::fixture_cross::{
    many_cells, many_documents, many_dots, many_dumbbells, many_slopes, many_stages, many_steps,
    many_strips,
};
use crate::chart::{
    Axis, Body, ChartKind, ChartSpec, ColourBy, Encoding, Frame, PeriodChoice, Subject, Transform,
};
use crate::model::{EntityId, Lang, MetricId};
use egui::{Shape, vec2};

#[test]
fn the_longest_and_the_most_fit() {
    let ctx = context();
    for size in sizes() {
        for n in [1, 3, 40, 170] {
            check(&ctx, &many_dots(n), size, &format!("{n} dots"));
        }
        for n in [1, 5, 24, 60] {
            for pointed in [false, true] {
                check(
                    &ctx,
                    &many_slopes(n, pointed),
                    size,
                    &format!("{n} slopes {pointed}"),
                );
            }
            check(&ctx, &many_dumbbells(n), size, &format!("{n} dumbbells"));
        }
        for (rows, columns) in [(1, 2), (12, 6), (31, 13), (60, 40)] {
            let what = format!("{rows} × {columns} cells");
            check(&ctx, &many_cells(rows, columns), size, &what);
        }
        for (strips, n) in [(1, 12), (4, 40), (24, 20)] {
            check(
                &ctx,
                &many_strips(strips, n),
                size,
                &format!("{strips} strips"),
            );
        }
        for n in [1, 11, 60, 200] {
            check(&ctx, &many_documents(n), size, &format!("{n} documents"));
        }
        for n in [2, 5, 12] {
            check(&ctx, &many_stages(n), size, &format!("{n} stages"));
        }
        for (n, high) in [(2, true), (4, false), (34, true)] {
            check(
                &ctx,
                &many_steps(n, high),
                size,
                &format!("{n} steps {high}"),
            );
        }
    }
}

#[test]
fn no_size_is_too_small_to_survive() {
    let ctx = context();
    for size in [
        vec2(1.0, 1.0),
        vec2(30.0, 500.0),
        vec2(500.0, 30.0),
        vec2(100.0, 80.0),
    ] {
        for frame in all() {
            shapes(&ctx, &frame, size, None);
        }
    }
}

#[test]
fn the_text_of_a_full_table_can_be_read() {
    let ctx = context();
    let size = vec2(960.0, 540.0);
    for (rows, columns) in [(12, 13), (31, 13), (60, 40)] {
        let shapes = shapes(&ctx, &many_cells(rows, columns), size, None);
        let sizes = shapes.iter().filter_map(|s| match &s.shape {
            Shape::Text(text) => Some(text.galley.job.sections[0].format.font_id.size),
            _ => None,
        });
        let least = sizes.fold(f32::INFINITY, f32::min);
        assert!(least >= 9.0, "{rows} × {columns}: {least}");
    }
}

#[test]
fn a_small_table_has_its_values_in_the_smallest_text_that_can_be_read() {
    let ctx = context();
    let frame = many_cells(6, 4);
    let Body::HeatMap(map) = &frame.body else {
        panic!()
    };
    let written: BTreeSet<String> = texts(&shapes(&ctx, &frame, vec2(470.0, 282.0), None))
        .into_iter()
        // Thin spaces part Chinese and digits.
        .map(|(text, _)| text.replace('\u{2009}', ""))
        .collect();
    for cell in map.rows.iter().flat_map(|row| row.cells.iter().flatten()) {
        assert!(written.contains(&cell.mark.label), "{}", cell.mark.label);
    }
}

fn all() -> Vec<Frame> {
    vec![
        many_dots(60),
        many_slopes(9, false),
        many_dumbbells(12),
        many_cells(8, 4),
        many_strips(3, 20),
        many_stages(4),
        many_steps(6, true),
        many_documents(11),
    ]
}

#[test]
fn marks_lie_inside_the_figure() {
    let ctx = context();
    for size in sizes() {
        let page = egui::Rect::from_min_size(egui::Pos2::ZERO, size).expand(0.5);
        for frame in all() {
            for clipped in shapes(&ctx, &frame, size, None) {
                let place = clipped.shape.visual_bounding_rect();
                if place.is_finite() && place.is_positive() {
                    assert!(
                        page.contains_rect(place),
                        "{size}: {place} {:?}",
                        frame.body
                    );
                }
            }
        }
    }
}

#[test]
fn somewhere_the_pointer_is_told_value_and_source() {
    let ctx = context();
    let size = vec2(960.0, 540.0);
    for frame in all() {
        let told = |x: f32, y: f32| {
            let at = egui::pos2(x * size.x, y * size.y);
            let texts = texts(&shapes(&ctx, &frame, size, Some(at)));
            texts.iter().any(|(text, _)| text.contains("原文“"))
        };
        let steps = || (2..19).map(|i| 0.05 * i as f32);
        let found = steps().any(|y| steps().any(|x| told(x, y)));
        assert!(found, "{:?}", frame.body);
    }
}

/// A frame of slopes or dumbbells as one of places: in number from 3 to 10, or back.
fn places(mut frame: Frame, (from, to): (f64, f64), ranks: bool) -> Frame {
    let changes = match &mut frame.body {
        Body::Slope(slope) => {
            (slope.inverted, slope.log) = (ranks, false);
            slope.references.clear();
            &mut slope.lines
        }
        Body::Dumbbell(dumbbell) => {
            dumbbell.inverted = ranks;
            &mut dumbbell.rows
        }
        _ => panic!(),
    };
    for change in changes {
        (change.from.mark.value, change.to.mark.value) = (from, to);
        change.from.others.clear();
        change.to.others.clear();
    }
    frame
}

#[test]
fn a_rise_in_places_has_the_colour_of_a_rise() {
    let ctx = context();
    let colours = |ends, ranks| {
        let slopes = places(many_slopes(1, false), ends, ranks);
        let shapes = shapes(&ctx, &slopes, vec2(960.0, 540.0), None);
        let lines = shapes.iter().filter_map(|s| match &s.shape {
            Shape::LineSegment { stroke, .. } => Some(stroke.color.to_array()),
            _ => None,
        });
        lines.collect::<BTreeSet<_>>()
    };
    assert_eq!(colours((10.0, 3.0), true), colours((3.0, 10.0), false));
    assert_eq!(colours((3.0, 10.0), true), colours((10.0, 3.0), false));
    assert_ne!(colours((3.0, 10.0), true), colours((3.0, 10.0), false));
    assert_eq!(colours((3.0, 3.0), true), colours((3.0, 3.0), false));
}

#[test]
fn places_differ_by_no_per_cent() {
    let ctx = context();
    let size = vec2(960.0, 540.0);
    for frame in [many_slopes(1, false), many_dumbbells(1)] {
        let told = |ranks| {
            let frame = places(frame.clone(), (10.0, 3.0), ranks);
            let steps = || (2..19).map(|i| 0.05 * i as f32);
            let points = steps().flat_map(|y| steps().map(move |x| vec2(x, y)));
            let mut all = points.map(|at| {
                let at = (at * size).to_pos2();
                let texts = texts(&shapes(&ctx, &frame, size, Some(at)));
                texts.into_iter().map(|(text, _)| text).collect::<String>()
            });
            all.find(|text| text.contains("原文“")).unwrap()
        };
        assert!(told(false).contains("相差"));
        assert!(!told(true).contains("相差"));
    }
}

#[test]
fn a_hundred_thousand_dots_stay_few_shapes() {
    let ctx = context();
    let frame = many_dots(100_000);
    let shapes = shapes(&ctx, &frame, vec2(960.0, 540.0), None);
    assert!(shapes.len() < 2000, "{}", shapes.len());
}

const METRICS: [&str; 8] = [
    "rd_intensity",
    "rd_expenditure",
    "approved_area_ha",
    "population_5km",
    "rank_national",
    "innovation_index",
    "indicators_grew",
    "operating_revenue",
];
const ENTITIES: [&str; 5] = [
    "wuxi",
    "province-beijing",
    "province-qinghai",
    "china",
    "jining",
];

fn spec() -> impl Strategy<Value = ChartSpec> {
    let kinds = [
        ChartKind::Scatter,
        ChartKind::Slope,
        ChartKind::Dumbbell,
        ChartKind::HeatMap,
        ChartKind::Distribution,
        ChartKind::Funnel,
        ChartKind::Waterfall,
    ];
    let metrics = proptest::sample::subsequence(METRICS.to_vec(), 0..4);
    let entities = proptest::sample::subsequence(ENTITIES.to_vec(), 0..4);
    let transforms = vec![
        Transform::Level,
        Transform::YearOnYear,
        Transform::Index(None),
        Transform::Cagr,
        Transform::Share,
        Transform::Cumulative,
        Transform::Rank,
        Transform::Per("population_5km".into()),
    ];
    let periods = vec![
        PeriodChoice::Auto,
        PeriodChoice::Range("2011".parse().unwrap(), "2023".parse().unwrap()),
        PeriodChoice::At("2020".parse().unwrap()),
    ];
    let look = (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_usize);
    (
        proptest::sample::select(kinds.to_vec()),
        metrics,
        entities,
        proptest::sample::select(transforms),
        proptest::sample::select(periods),
        look,
    )
        .prop_map(
            |(kind, metrics, entities, transform, period, look)| ChartSpec {
                kind,
                subject: Subject::Metrics {
                    metrics: metrics.into_iter().map(MetricId::from).collect(),
                    entities: entities.into_iter().map(EntityId::from).collect(),
                },
                transform,
                period,
                x: Axis {
                    log: look.0,
                    range: None,
                },
                y: Axis {
                    log: look.1,
                    range: None,
                },
                encoding: Encoding {
                    size: look.2.then(|| "population_5km".into()),
                    colour: [ColourBy::None, ColourBy::Region, ColourBy::Batch][look.3],
                },
                highlight: if look.2 {
                    vec!["wuxi".to_owned()]
                } else {
                    Vec::new()
                },
                lang: if look.0 { Lang::Zh } else { Lang::En },
                ..ChartSpec::default()
            },
        )
}

#[test]
fn no_specification_panics_and_what_is_drawn_fits() {
    let (ctx, data) = (context(), pack());
    let config = ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(spec in spec(), shape in 0..7_usize)| {
        match Frame::build(&spec, &data) {
            Ok(frame) => {
                prop_assert!(!frame.marks().is_empty());
                prop_assert!(!frame.summary.is_empty());
                check(&ctx, &frame, sizes()[shape], &format!("{spec:?}"));
            }
            Err(error) => prop_assert!(!error.message(spec.lang).is_empty()),
        }
    });
}
