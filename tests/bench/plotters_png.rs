//! How `plotters` draws the figures.

use std::sync::Once;

use plotters::prelude::*;
use plotters::style::register_font;

const BLUE: RGBColor = RGBColor(46, 110, 180);

/// Draws into a bitmap of `scale` × 960 × 540 pixels and writes it as PNG; gives the file's size.
fn file(
    scale: u32,
    draw: impl FnOnce(&DrawingArea<BitMapBackend<'_>, plotters::coord::Shift>),
) -> usize {
    static FONT: Once = Once::new();
    FONT.call_once(|| {
        let regular = zonescope::theme::font_file(zonescope::theme::FontFile::Regular);
        assert!(register_font("sans-serif", FontStyle::Normal, regular).is_ok());
    });
    let size = (960 * scale, 540 * scale);
    let mut rgb = vec![0; size.0 as usize * size.1 as usize * 3];
    {
        let root = BitMapBackend::with_buffer(&mut rgb, size).into_drawing_area();
        root.fill(&WHITE).expect("a ground");
        draw(&root);
        root.present().expect("a picture");
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&rgb).expect("pixels");
    writer.finish().expect("an end");
    bytes.len()
}

type Plane<'a> = ChartContext<
    'a,
    BitMapBackend<'a>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

/// Axes around `points`, with `more` of their width left at the right.
fn plane<'a>(
    root: &DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>,
    points: impl Iterator<Item = (f64, f64)>,
    more: f64,
    scale: u32,
) -> Plane<'a> {
    let none = [
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ];
    let [left, right, low, high] = points.fold(none, |[l, r, b, t], (x, y)| {
        [l.min(x), r.max(x), b.min(y), t.max(y)]
    });
    let mut chart = ChartBuilder::on(root)
        .caption(
            "国家高新区：营业收入与工业总产值",
            ("sans-serif", 22 * scale),
        )
        .margin(14 * scale)
        .x_label_area_size(20 * scale)
        .y_label_area_size(60 * scale)
        .build_cartesian_2d(left..right + more * (right - left), low..high)
        .expect("a plane");
    chart
        .configure_mesh()
        .label_style(("sans-serif", 12 * scale))
        .disable_x_mesh()
        .draw()
        .expect("axes");
    chart
}

/// Bars with their names and values.
pub fn ranking(rows: &[(&str, f64)], scale: u32) -> usize {
    file(scale, |root| {
        let count = rows.len() as f64;
        let most = rows.iter().map(|row| row.1).fold(0.0, f64::max);
        let corners = [(0.0, 0.0), (most, count)];
        let mut chart = plane(root, corners.into_iter(), 0.15, scale);
        let bars = rows.iter().enumerate().map(|(n, (_, value))| {
            let low = count - n as f64 - 0.85;
            Rectangle::new([(0.0, low), (*value, low + 0.7)], BLUE.filled())
        });
        chart.draw_series(bars).expect("bars");
        let font = ("sans-serif", 11 * scale).into_font();
        let texts = rows.iter().enumerate().map(|(n, (name, value))| {
            let at = (value + 0.01 * most, count - n as f64 - 0.3);
            Text::new(format!("{name} {value:.1}"), at, font.clone())
        });
        chart.draw_series(texts).expect("labels");
    })
}

/// Lines with their names.
pub fn lines(lines: &[(&str, Vec<(f64, f64)>)], scale: u32) -> usize {
    file(scale, |root| {
        let points = lines.iter().flat_map(|(_, points)| points).copied();
        let mut chart = plane(root, points, 0.15, scale);
        let font = ("sans-serif", 11 * scale).into_font();
        for (n, (name, line)) in lines.iter().enumerate() {
            let colour = RGBColor(40 + 10 * n as u8, 110, 220 - 8 * n as u8);
            let points = line.iter().copied();
            let series = LineSeries::new(points, colour.stroke_width(2 * scale));
            chart.draw_series(series).expect("a line");
            let end = line.last().copied().unwrap_or_default();
            let text = Text::new((*name).to_owned(), end, font.clone());
            chart.draw_series(std::iter::once(text)).expect("a label");
        }
    })
}

/// Dots.
pub fn dots(dots: &[(f64, f64)], scale: u32) -> usize {
    file(scale, |root| {
        let mut chart = plane(root, dots.iter().copied(), 0.0, scale);
        let dots = dots.iter();
        let dots = dots.map(|at| Circle::new(*at, 3 * scale / 2, BLUE.filled()));
        chart.draw_series(dots).expect("dots");
    })
}
