//! What both libraries draw, and how `plotters` draws it.

/// Thirty names and values of 0..=1, falling.
pub fn ranking() -> Vec<(String, f64)> {
    let names = [
        "中关村",
        "上海张江",
        "深圳",
        "武汉东湖",
        "西安",
        "广州",
        "成都",
        "南京",
        "杭州",
        "苏州",
    ];
    (0..30)
        .map(|n| {
            (
                format!("{} {}", names[n % 10], n + 1),
                0.94_f64.powi(n as i32),
            )
        })
        .collect()
}

/// Twenty lines of thirty-four years.
pub fn series() -> Vec<Vec<[f64; 2]>> {
    let line = |n: usize| {
        let height = move |x: f64| 0.04 * n as f64 + 0.2 * x + 0.03 * (x * 9.0 + n as f64).sin();
        (0..34).map(move |year| {
            let x = f64::from(year) / 33.0;
            [x, height(x).clamp(0.0, 1.0)]
        })
    };
    (0..20).map(|n| line(n).collect()).collect()
}

fn noise() -> impl Iterator<Item = f64> {
    let mut state = 1_u32;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 24)
    })
}

/// A noisy line of a million points.
pub fn wave() -> Vec<[f64; 2]> {
    let points = noise().take(1_000_000).enumerate();
    points
        .map(|(n, noise)| {
            let x = n as f64 / 1e6;
            [x, 0.5 + 0.3 * (x * 12.0).sin() + 0.15 * (noise - 0.5)]
        })
        .collect()
}

/// A hundred thousand dots around a rising line.
pub fn dots() -> Vec<[f64; 2]> {
    let noise: Vec<f64> = noise().take(300_000).collect();
    let dot = |three: &[f64]| {
        let spread = three[1] + three[2] - 1.0;
        [
            three[0],
            (0.2 + 0.6 * three[0] + 0.4 * spread).clamp(0.0, 1.0),
        ]
    };
    noise.chunks_exact(3).map(dot).collect()
}

/// The same with plotters.
pub mod plotters_png {
    use std::sync::Once;

    use plotters::prelude::*;
    use plotters::style::register_font;

    const BLUE: RGBColor = RGBColor(46, 110, 180);

    /// Draws into a bitmap and writes it as PNG; gives the file's size.
    fn file(
        size: (u32, u32),
        draw: impl FnOnce(&DrawingArea<BitMapBackend<'_>, plotters::coord::Shift>),
    ) -> usize {
        static FONT: Once = Once::new();
        FONT.call_once(|| {
            let regular = zonescope::theme::font_file(zonescope::theme::FontFile::Regular);
            assert!(register_font("sans-serif", FontStyle::Normal, regular).is_ok());
        });
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

    fn plane<'a>(
        root: &DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>,
        high: f64,
        scale: u32,
    ) -> Plane<'a> {
        let mut chart = ChartBuilder::on(root)
            .caption(
                "国家高新区：营业收入与工业总产值",
                ("sans-serif", 22 * scale),
            )
            .margin(14 * scale)
            .x_label_area_size(20 * scale)
            .y_label_area_size(60 * scale)
            .build_cartesian_2d(0.0..1.15, 0.0..high)
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
    pub fn ranking(rows: &[(String, f64)]) -> usize {
        file((3840, 2160), |root| {
            let count = rows.len() as f64;
            let mut chart = plane(root, count, 4);
            let bars = rows.iter().enumerate().map(|(n, (_, value))| {
                let low = count - n as f64 - 0.85;
                Rectangle::new([(0.0, low), (*value, low + 0.7)], BLUE.filled())
            });
            chart.draw_series(bars).expect("bars");
            let font = ("sans-serif", 44).into_font();
            let texts = rows.iter().enumerate().map(|(n, (name, value))| {
                let text = format!("{name} {:.1}", value * 9000.0);
                Text::new(text, (*value + 0.01, count - n as f64 - 0.3), font.clone())
            });
            chart.draw_series(texts).expect("labels");
        })
    }

    /// Lines with their names.
    pub fn lines(lines: &[Vec<[f64; 2]>]) -> usize {
        file((3840, 2160), |root| {
            let mut chart = plane(root, 1.2, 4);
            let font = ("sans-serif", 44).into_font();
            for (n, line) in lines.iter().enumerate() {
                let colour = RGBColor(40 + 10 * n as u8, 110, 220 - 8 * n as u8);
                let points = line.iter().map(|[x, y]| (*x, *y));
                let series = LineSeries::new(points, colour.stroke_width(9));
                chart.draw_series(series).expect("a line");
                let end = line.last().map_or((1.0, 0.0), |[x, y]| (*x, *y));
                let text = Text::new(format!("高新区{n}"), end, font.clone());
                chart.draw_series(std::iter::once(text)).expect("a label");
            }
        })
    }

    /// One line of very many points.
    pub fn wave(points: &[[f64; 2]]) -> usize {
        file((1920, 1080), |root| {
            let mut chart = plane(root, 1.0, 2);
            let points = points.iter().map(|[x, y]| (*x, *y));
            chart
                .draw_series(LineSeries::new(points, BLUE.stroke_width(2)))
                .expect("a line");
        })
    }

    /// Very many dots.
    pub fn dots(points: &[[f64; 2]]) -> usize {
        file((1920, 1080), |root| {
            let mut chart = plane(root, 1.0, 2);
            let dots = points
                .iter()
                .map(|[x, y]| Circle::new((*x, *y), 3, BLUE.filled()));
            chart.draw_series(dots).expect("dots");
        })
    }
}
