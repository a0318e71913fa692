//! Every figure at every shape: no text outside, no text over another, none lost to a missing glyph.

mod any_spec;

use egui::epaint::ClippedShape;
use egui::{Context, Event, Pos2, RawInput, Rect, Shape, Vec2, vec2};

use super::{Pointing, figure_ui};
use crate::chart::fixture::{many_bars, many_lines, many_links, pack};
use crate::chart::style::layout;
use crate::chart::{Body, ChartSpec, FigureTheme, Frame, Subject, gallery};
use crate::model::Lang;

pub(super) fn context() -> Context {
    let ctx = Context::default();
    crate::theme::install_fonts(&ctx);
    crate::theme::apply(&ctx);
    ctx
}

/// The shapes of the third pass; by then tooltips stand.
pub(super) fn shapes(
    ctx: &Context,
    frame: &Frame,
    size: Vec2,
    pointer: Option<Pos2>,
) -> Vec<ClippedShape> {
    let mut shapes = Vec::new();
    for _ in 0..3 {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(ctx.input(|i| i.time) + 0.1),
            events: pointer.map(Event::PointerMoved).into_iter().collect(),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| {
            let pointing = pointer.map_or(Pointing::Off, |_| Pointing::Own);
            figure_ui(ui, frame, FigureTheme::Light, 1.0, pointing);
        });
        shapes = std::mem::take(&mut output.shapes);
        output.drop_without_applying_deltas();
    }
    shapes
}

pub(super) fn texts(shapes: &[ClippedShape]) -> Vec<(String, Rect)> {
    fn collect(shape: &Shape, into: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Text(text) => {
                into.push((text.galley.text().to_owned(), text.visual_bounding_rect()));
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, into)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

pub(super) fn check(ctx: &Context, frame: &Frame, size: Vec2, what: &str) {
    let texts = texts(&shapes(ctx, frame, size, None));
    let page = Rect::from_min_size(Pos2::ZERO, size).expand(0.5);
    for (i, (text, rect)) in texts.iter().enumerate() {
        assert!(
            page.contains_rect(*rect),
            "{what} {size}: “{text}” outside at {rect}"
        );
        for (other, place) in &texts[..i] {
            let overlap = rect.shrink(1.0).intersects(place.shrink(1.0));
            assert!(
                !overlap,
                "{what} {size}: “{text}” {rect} over “{other}” {place}"
            );
        }
    }
    assert!(
        texts.iter().any(|(t, _)| t.contains("2026.11")),
        "{what} {size}: no version"
    );
}

pub(super) fn sizes() -> Vec<Vec2> {
    let layouts = [(1920, 1080), (900, 383), (1080, 1080), (800, 2400)].map(|s| layout(s).0);
    let mut sizes = layouts.to_vec();
    sizes.extend([vec2(360.0, 240.0), vec2(300.0, 500.0), vec2(520.0, 220.0)]);
    sizes
}

#[test]
fn charts_of_the_pack_fit_every_shape() {
    let (ctx, data) = (context(), pack());
    for (name, spec) in gallery(&data) {
        let spec = spec.unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let spec = ChartSpec {
                lang,
                ..spec.clone()
            };
            let frame = Frame::build(&spec, &data).unwrap();
            for size in sizes() {
                check(&ctx, &frame, size, &name);
            }
        }
    }
}

#[test]
fn the_longest_and_the_most_fit_too() {
    let ctx = context();
    for size in sizes() {
        for n in [1, 2, 5, 12, 24] {
            check(&ctx, &many_lines(n), size, &format!("{n} lines"));
        }
        for n in [1, 4, 20, 60] {
            check(&ctx, &many_bars(n), size, &format!("{n} bars"));
        }
        for n in [0, 1, 12, 500] {
            check(&ctx, &many_links(n), size, &format!("{n} links"));
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
        for frame in [many_lines(3), many_bars(9), many_links(40)] {
            shapes(&ctx, &frame, size, None);
        }
    }
}

#[test]
fn hover_tells_period_value_source_and_is_never_exported() {
    let ctx = context();
    let size = vec2(960.0, 540.0);
    for frame in [many_lines(2), many_bars(4)] {
        let at = Some(size.to_pos2() * 0.5);
        let told = |pointer| {
            let texts = texts(&shapes(&ctx, &frame, size, pointer));
            texts.iter().any(|(text, _)| text.contains("原文“"))
        };
        assert!(told(at));
        assert!(!told(None));
    }
}

#[test]
fn a_value_carried_over_is_not_written_again() {
    let ctx = context();
    let written = |carried: bool| {
        let mut frame = many_lines(1);
        let Body::Lines(lines) = &mut frame.body else {
            panic!()
        };
        let mut points = lines.series[0].points.to_vec();
        for point in &mut points[1..] {
            "沿用值".clone_into(&mut point.mark.label);
            point.mark.value = 1002.0;
            point.mark.carried = carried;
        }
        lines.series[0].points = points.into();
        let texts = texts(&shapes(&ctx, &frame, vec2(960.0, 540.0), None));
        texts.iter().filter(|(text, _)| text == "沿用值").count()
    };
    assert!(written(false) > 1);
    assert_eq!(written(true), 0);
}

#[test]
fn dates_in_small_multiples_are_numbered_and_named_above() {
    let (ctx, data) = (context(), pack());
    let text = "(kind: Line, subject: Metrics(metrics: [\"rd_intensity\"], entities: [\"province-tianjin\", \"province-beijing\"]), markers: OfZones, references: [Mean], panels: Some((by: Entity)))";
    let spec = ChartSpec::from_ron(text).unwrap();
    let frame = Frame::build(&spec, &data).unwrap();
    let shown = frame
        .overlays
        .markers
        .iter()
        .filter(|m| m.x > 2000.0)
        .count();
    assert!(shown > 0);
    for size in sizes() {
        check(&ctx, &frame, size, "panels with dates");
    }
    let texts = texts(&shapes(&ctx, &frame, vec2(960.0, 540.0), None));
    let count = |wanted: &str| texts.iter().filter(|(text, _)| text == wanted).count();
    // Above, and over each of the two plots.
    assert_eq!(count("1"), 3, "{texts:?}");
    assert_eq!(count("平均"), 1);
}

#[test]
fn a_screen_reader_is_told_the_summary() {
    let ctx = context();
    ctx.enable_accesskit();
    let frame = many_bars(3);
    let mut output = ctx.run_ui(RawInput::default(), |ui| {
        figure_ui(ui, &frame, FigureTheme::Print, 1.0, Pointing::Off);
    });
    let update = output.platform_output.accesskit_update.take().unwrap();
    output.drop_without_applying_deltas();
    let told = |node: &egui::accesskit::Node| {
        node.role() == egui::Role::Image && node.label() == Some(frame.summary.as_str())
    };
    assert!(update.nodes.iter().any(|(_, node)| told(node)));
}

#[test]
fn a_line_that_ends_early_says_when() {
    let spec = ChartSpec {
        subject: Subject::Metrics {
            metrics: vec!["gdp".into()],
            entities: vec!["suzhou".into(), "wuxi".into()],
        },
        ..ChartSpec::default()
    };
    let frame = Frame::build(&spec, &pack()).unwrap();
    let ctx = context();
    let texts = texts(&shapes(&ctx, &frame, vec2(960.0, 540.0), None));
    let of = |name: &str| texts.iter().find(|(text, _)| text.starts_with(name));
    assert!(
        of("苏州高新区").unwrap().0.ends_with("（2002年）"),
        "{texts:?}"
    );
    assert!(!of("无锡高新区").unwrap().0.contains('年'), "{texts:?}");
}
