//! The same data as PNG by us and by `plotters`, in one run: a ranking of 30 and 20 lines of 34 years at 3840 × 2160, a
//! line of a million points and 100 000 dots at 1920 × 1080.
//!
//! Ours starts from nothing each time (fonts, layout, pixels, file), is antialiased and has a title, axes, labels and a
//! source; `plotters` draws marks, axes and labels, its bitmap backend antialiases no shape, and its pixels are written
//! with the fast level of the `png` crate.
#![allow(missing_docs, unreachable_pub, clippy::expect_used)]

mod peers_data;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Color32, Pos2, Rect, Stroke, Theme, Ui, pos2, vec2};
use peers_data::{dots, plotters_png, ranking, series, wave};
use zonescope::chart::draw::decimate::{cells, columns};
use zonescope::export::png::{PngMeta, paint};
use zonescope::paint::{Headless, Page};

const HD: Page = Page {
    size: vec2(960.0, 540.0),
    ppp: 2.0,
    theme: Theme::Light,
    background: Color32::WHITE,
};

/// What is painted between title and foot; points of 0..=1 each way.
fn ours(page: Page, mut marks: impl FnMut(&Ui, Rect)) -> usize {
    let mut headless = Headless::new();
    let png = paint(
        &mut headless,
        page,
        |ui| {
            let ink = Color32::from_rgb(30, 34, 40);
            let text = |at: Pos2, size: f32, words: &str| {
                let font = zonescope::theme::regular(size);
                ui.painter()
                    .text(at, egui::Align2::LEFT_TOP, words, font, ink);
            };
            text(pos2(28.0, 24.0), 22.0, "国家高新区：营业收入与工业总产值");
            text(pos2(28.0, 510.0), 12.0, "来源：科学技术部火炬中心");
            marks(
                ui,
                Rect::from_min_max(pos2(120.0, 70.0), pos2(930.0, 490.0)),
            );
        },
        &PngMeta::default(),
    );
    png.expect("a picture").len()
}

fn at(plot: Rect, x: f64, y: f64) -> Pos2 {
    pos2(
        plot.left() + x as f32 * plot.width(),
        plot.bottom() - y as f32 * plot.height(),
    )
}

fn grid(ui: &Ui, plot: Rect) {
    for n in 0..=5 {
        let y = plot.bottom() - 0.2 * n as f32 * plot.height();
        let painter = ui.painter();
        painter.hline(plot.x_range(), y, Stroke::new(1.0, Color32::from_gray(220)));
        let font = zonescope::theme::regular(12.0);
        painter.text(
            pos2(plot.left() - 8.0, y),
            egui::Align2::RIGHT_CENTER,
            format!("{}", n * 200),
            font,
            Color32::GRAY,
        );
    }
}

fn our_ranking(rows: &[(String, f64)]) -> usize {
    ours(Page { ppp: 4.0, ..HD }, |ui, plot| {
        let step = plot.height() / rows.len() as f32;
        for (n, (name, value)) in rows.iter().enumerate() {
            let top = plot.top() + step * n as f32;
            let bar = Rect::from_min_size(
                pos2(plot.left(), top),
                vec2(*value as f32 * plot.width(), 0.7 * step),
            );
            let painter = ui.painter();
            painter.rect_filled(bar, 1.0, Color32::from_rgb(46, 110, 180));
            let font = zonescope::theme::regular(11.0);
            let middle = bar.center().y;
            painter.text(
                pos2(bar.left() - 6.0, middle),
                egui::Align2::RIGHT_CENTER,
                name,
                font.clone(),
                Color32::BLACK,
            );
            painter.text(
                pos2(bar.right() + 6.0, middle),
                egui::Align2::LEFT_CENTER,
                format!("{:.1}", value * 9000.0),
                font,
                Color32::BLACK,
            );
        }
    })
}

fn our_lines(lines: &[Vec<[f64; 2]>]) -> usize {
    ours(Page { ppp: 4.0, ..HD }, |ui, plot| {
        grid(ui, plot);
        for (n, line) in lines.iter().enumerate() {
            let colour = Color32::from_rgb(40 + 10 * n as u8, 110, 220 - 8 * n as u8);
            let points = line.iter().map(|[x, y]| at(plot, *x, *y)).collect();
            ui.painter()
                .add(egui::Shape::line(points, Stroke::new(2.2, colour)));
            let font = zonescope::theme::regular(11.0);
            let end = line.last().map_or(plot.min, |[x, y]| at(plot, *x, *y));
            ui.painter().text(
                end,
                egui::Align2::LEFT_CENTER,
                format!("高新区{n}"),
                font,
                colour,
            );
        }
    })
}

fn our_wave(points: &[[f64; 2]]) -> usize {
    ours(HD, |ui, plot| {
        grid(ui, plot);
        let few = columns(points, 0.0, 1.0, (plot.width() * HD.ppp) as usize);
        let line = few.iter().map(|[x, y]| at(plot, *x, *y)).collect();
        ui.painter().add(egui::Shape::line(
            line,
            Stroke::new(1.0, Color32::from_rgb(46, 110, 180)),
        ));
    })
}

fn our_dots(points: &[[f64; 2]]) -> usize {
    ours(HD, |ui, plot| {
        grid(ui, plot);
        let places: Vec<Pos2> = points.iter().map(|[x, y]| at(plot, *x, *y)).collect();
        let inside: Vec<[f32; 2]> = places
            .iter()
            .map(|p| [p.x - plot.left(), p.y - plot.top()])
            .collect();
        for kept in cells(&inside, [plot.width(), plot.height()], 0.5 / HD.ppp) {
            ui.painter()
                .circle_filled(places[kept], 1.5, Color32::from_rgb(46, 110, 180));
        }
    })
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("peers");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(2));
    let rows = ranking();
    group.bench_function("ranking of 30, ours", |b| {
        b.iter(|| our_ranking(black_box(&rows)));
    });
    group.bench_function("ranking of 30, plotters", |b| {
        b.iter(|| plotters_png::ranking(black_box(&rows)));
    });
    let lines = series();
    group.bench_function("20 series × 34 years, ours", |b| {
        b.iter(|| our_lines(black_box(&lines)));
    });
    group.bench_function("20 series × 34 years, plotters", |b| {
        b.iter(|| plotters_png::lines(black_box(&lines)));
    });
    let points = wave();
    group.bench_function("line of 1 000 000, ours", |b| {
        b.iter(|| our_wave(black_box(&points)));
    });
    group.bench_function("line of 1 000 000, plotters", |b| {
        b.iter(|| plotters_png::wave(black_box(&points)));
    });
    let points = dots();
    group.bench_function("scatter of 100 000, ours", |b| {
        b.iter(|| our_dots(black_box(&points)));
    });
    group.bench_function("scatter of 100 000, plotters", |b| {
        b.iter(|| plotters_png::dots(black_box(&points)));
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
