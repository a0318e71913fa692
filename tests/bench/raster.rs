//! Rasterising and encoding a chart of 3840 × 2160, against the obvious rasteriser in the same run.
#![allow(missing_docs, unreachable_pub)]

mod naive;
mod scene;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{ClippedPrimitive, Color32, Context, Pos2, RawInput, Rect, Theme, ViewportId, vec2};
use naive::Naive;
use zonescope::export::png;
use zonescope::paint::{Headless, Page, Raster};

const PAGE: Page = Page {
    size: vec2(1920.0, 1080.0),
    ppp: 2.0,
    theme: Theme::Light,
    background: Color32::WHITE,
};

/// The figure's triangles, and both rasterisers with its textures.
fn prepared() -> (Vec<ClippedPrimitive>, Raster, Naive) {
    let context = Context::default();
    zonescope::theme::install_fonts(&context);
    zonescope::theme::apply(&context);
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, PAGE.size)),
        ..RawInput::default()
    };
    let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
    viewport.native_pixels_per_point = Some(PAGE.ppp);
    let (mut raster, mut naive) = (Raster::new(), Naive::default());
    let mut output = context.run_ui(input, scene::figure);
    naive.update(&output.textures_delta);
    raster.update(&mut output.textures_delta);
    (context.tessellate(output.shapes, PAGE.ppp), raster, naive)
}

fn bench(criterion: &mut Criterion) {
    let (primitives, raster, naive) = prepared();
    let (size, ground) = (PAGE.size_px(), PAGE.background);
    let picture = raster.render(&primitives, size, PAGE.ppp, ground);
    let mut group = criterion.benchmark_group("chart 3840 × 2160");
    group.sample_size(20);
    group.bench_function("naive rasteriser", |b| {
        b.iter(|| naive.render(black_box(&primitives), size, PAGE.ppp, ground));
    });
    group.bench_function("raster", |b| {
        b.iter(|| raster.render(black_box(&primitives), size, PAGE.ppp, ground));
    });
    group.bench_function("png", |b| {
        b.iter(|| png::encode(black_box(&picture), &png::PngMeta::default()));
    });
    group.bench_function("fonts, passes, triangles, pixels, png", |b| {
        b.iter(|| {
            let picture = Headless::new().render(PAGE, scene::figure);
            png::encode(&picture, &png::PngMeta::default())
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
