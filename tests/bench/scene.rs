//! A chart-like figure: thirty bars with Chinese labels, a grid, and four antialiased lines of fifty points.

use egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

/// Fills a page of 1920 × 1080 points.
pub fn figure(ui: &mut Ui) {
    let painter = ui.painter();
    let text = |at: Pos2, align, size, words: &str| {
        let ink = Color32::from_rgb(30, 34, 40);
        painter.text(at, align, words, FontId::proportional(size), ink);
    };
    painter.rect_filled(ui.max_rect(), 0.0, Color32::from_rgb(252, 252, 250));
    text(
        pos2(60.0, 40.0),
        Align2::LEFT_TOP,
        44.0,
        "国家高新区工业总产值排名（二〇二〇年）",
    );
    text(
        pos2(60.0, 104.0),
        Align2::LEFT_TOP,
        24.0,
        "单位：亿元；营业收入、净利润、上缴税费与出口总额",
    );
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
    for i in 0..30 {
        let y = 160.0 + i as f32 * 28.0;
        let length = 1350.0 * (0.94_f32).powi(i);
        let bar = Rect::from_min_size(pos2(300.0, y), vec2(length, 20.3));
        painter.rect_filled(bar, 2.0, Color32::from_rgb(46, 110, 180));
        let middle = y + 10.0;
        let name = format!("{} {}", names[i as usize % 10], i + 1);
        text(pos2(288.0, middle), Align2::RIGHT_CENTER, 20.0, &name);
        let value = format!("{:.1}", length * 13.7);
        text(
            pos2(312.0 + length, middle),
            Align2::LEFT_CENTER,
            20.0,
            &value,
        );
    }
    for i in 0..8 {
        let x = 300.0 + i as f32 * 200.0;
        let grid = Stroke::new(1.0, Color32::from_black_alpha(24));
        painter.line_segment([pos2(x, 150.0), pos2(x, 1010.0)], grid);
        text(
            pos2(x, 1016.0),
            Align2::CENTER_TOP,
            18.0,
            &format!("{}", i * 2000),
        );
    }
    for line in 0..4 {
        let at = |i: i32| {
            let wave = (i as f32 * 0.3 + line as f32).sin();
            pos2(
                1000.0 + i as f32 * 17.0,
                700.0 + line as f32 * 60.0 + wave * 40.0,
            )
        };
        let colour = Color32::from_rgb(200, 80 + line * 30, 60);
        painter.add(Shape::line(
            (0..50).map(at).collect(),
            Stroke::new(2.5, colour),
        ));
        for i in 0..50 {
            painter.circle_filled(at(i), 4.0, colour);
        }
    }
    text(
        pos2(60.0, 1050.0),
        Align2::LEFT_TOP,
        16.0,
        "来源：科学技术部火炬中心。高新图鉴",
    );
}
