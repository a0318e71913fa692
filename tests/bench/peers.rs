//! The same figures as PNG by us and by `plotters`, in one run: a ranking of 30 and 20 lines of 34 years at 3840 × 2160;
//! lines of a million points and 100 000 dots at 1920 × 1080.
//!
//! Ours is what the product exports: laid out from nothing each time (fonts, texts, pixels, file), antialiased, with
//! title, axes, labels, notes and source. `plotters` draws marks, axes and labels; its bitmap backend antialiases no
//! shape, and its pixels are written with the fast level of the `png` crate. Beside them how long our figure takes to be
//! made out of the dataset, which the window does once, in the background.
#![allow(missing_docs, unreachable_pub, clippy::expect_used, clippy::panic)]

mod plotters_png;
mod synthetic;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use synthetic::Case;
use zonescope::chart::{Body, ChartKind, Frame};
use zonescope::export::figure::render_png;

/// The same by `plotters`; the size of the file.
fn theirs(frame: &Frame, scale: u32) -> usize {
    match &frame.body {
        Body::Bars(bars) => {
            let rows = bars.rows.iter();
            let rows: Vec<_> = rows
                .map(|row| (row.name.as_str(), row.mark.value))
                .collect();
            plotters_png::ranking(&rows, scale)
        }
        Body::Lines(lines) => {
            let lines = lines.series.iter().map(|series| {
                let points = series.points.iter();
                let points: Vec<_> = points.map(|p| (p.x, p.mark.value)).collect();
                (series.name.as_str(), points)
            });
            plotters_png::lines(&lines.collect::<Vec<_>>(), scale)
        }
        Body::Scatter(scatter) => {
            let dots: Vec<_> = scatter.spots.iter().map(|spot| (spot.x, spot.y)).collect();
            plotters_png::dots(&dots, scale)
        }
        _ => panic!("no such figure here"),
    }
}

fn bench(criterion: &mut Criterion) {
    for (name, scale, case) in [
        (
            "ranking of 30",
            4,
            Case::new(ChartKind::RankedBar, 1, 30, 1),
        ),
        (
            "20 lines of 34 years",
            4,
            Case::new(ChartKind::Line, 1, 20, 34),
        ),
        ("14 lines, 1 000 006 points", 2, Case::million()),
        (
            "100 000 dots",
            2,
            Case::new(ChartKind::Scatter, 2, 100_000, 1),
        ),
    ] {
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(2));
        group.bench_function("made", |b| b.iter(|| case.frame()));
        let frame = case.frame();
        group.bench_function("ours", |b| {
            b.iter(|| render_png(&case.spec, black_box(&frame), scale as f32).expect("a picture"));
        });
        group.bench_function("plotters", |b| b.iter(|| theirs(black_box(&frame), scale)));
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
