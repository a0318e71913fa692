//! Figures → PNG of 3840 × 2160 in a warm process, beside the same pixels with the PNG encoder's default level. The cold
//! process is measured with hyperfine (README.md).
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::semicolon_if_nothing_returned
)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zonescope::chart::{ChartSpec, Frame, gallery};
use zonescope::dataset::Dataset;
use zonescope::export::figure::{picture, render_png};
use zonescope::paint::Picture;

/// What one gets from the `png` crate without asking for more.
fn default_png(picture: &Picture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&picture.rgba).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

fn bench(criterion: &mut Criterion) {
    let data = Dataset::embedded();
    let mut group = criterion.benchmark_group("export 3840 × 2160");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(2));
    for (name, spec) in gallery(&data) {
        let Ok(spec) = spec else { continue };
        if !["wuxi-index", "tianjin-measures"].contains(&name.as_str()) {
            continue;
        }
        let spec = ChartSpec {
            size: (1920, 1080),
            ..spec
        };
        let frame = Frame::build(&spec, &data).expect("a built-in chart");
        group.bench_function(format!("{name}, default png"), |b| {
            b.iter(|| default_png(&picture(black_box(&spec), &frame, 2.0)));
        });
        group.bench_function(name, |b| {
            b.iter(|| render_png(black_box(&spec), &frame, 2.0))
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
