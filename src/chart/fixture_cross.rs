//! For tests: figures of the kinds that compare entities, with the longest names and the most marks.

use super::fixture::{frame, mark};
use super::frame::{
    BoxOf, Change, Distribution, Dot, Dumbbell, Event, Funnel, HeatColumn, HeatMap, HeatRow, Level,
    Measured, Ramp, RampOf, Scatter, Slope, Spot, Stage, Stated, Step, Strip, StripDot, Timeline,
    Waterfall,
};
use super::spec::Axis;
use super::{Body, Frame};

fn stated(value: f64, year: i16) -> Stated {
    let others = match value as i64 % 11 {
        0 => vec![mark(0.8 * value, year)],
        _ => Vec::new(),
    };
    Stated {
        mark: mark(value, year),
        others,
    }
}

fn name(i: usize) -> String {
    format!("第{i}个名字很长的国家高新技术产业开发区")
}

fn measured(what: &str, log: bool) -> Measured {
    Measured {
        name: format!("{what}单位面积土地上的高新技术企业营业收入（万元每平方公里，2020年）"),
        axis: Axis { log, range: None },
        short_ticks: true,
    }
}

/// Numbers from 0 to 1 in no order, always the same.
fn scattered(i: usize) -> f64 {
    (i as f64 * 0.618_033_988_75).fract()
}

/// `n` dots in four groups, with sizes, on two log axes.
pub(crate) fn many_dots(n: usize) -> Frame {
    let dots = (0..n).map(|i| {
        let (a, b) = (scattered(i), scattered(7 * i + 3));
        Dot {
            name: name(i),
            entity: format!("z{i}").into(),
            x: stated(10_f64.powf(1.0 + 3.0 * a), 2020),
            y: stated(10_f64.powf(2.0 + 2.0 * (0.4 * a + 0.6 * b)), 2020),
            size: (i % 9 != 0).then(|| stated(1000.0 * b, 2020)),
            group: Some(i % 4),
            highlight: true,
        }
    });
    let dots: Vec<Dot> = dots.collect();
    frame(Body::Scatter(Box::new(Scatter {
        telling: (0..dots.len().min(200)).collect(),
        spots: dots.iter().map(Spot::from).collect(),
        dots,
        x: measured("横轴", true),
        y: measured("纵轴", true),
        levels: [levels(), levels()],
        size: Some("点的面积所代表的指标名字也很长（亿元，2020年）".to_owned()),
        groups: ["东部地区", "中部地区", "西部地区", "东北地区"]
            .map(str::to_owned)
            .to_vec(),
    })))
}

fn changes(n: usize, pointed: bool) -> Vec<Change> {
    (0..n)
        .map(|i| Change {
            name: name(i),
            entity: format!("z{i}").into(),
            metric: "m".into(),
            from: stated(100.0 + 50.0 * scattered(i), 2010),
            to: stated(110.0 + 90.0 * scattered(5 * i + 1), 2020),
            highlight: !pointed || i % 5 == 0,
        })
        .collect()
}

fn ends() -> [String; 2] {
    ["2010年上半年".to_owned(), "2020年上半年".to_owned()]
}

/// `n` slopes, all pointed out or every fifth.
pub(crate) fn many_slopes(n: usize, pointed: bool) -> Frame {
    frame(Body::Slope(Slope {
        ends: ends(),
        lines: changes(n, pointed),
        references: changes(n.min(3), false),
        inverted: pointed,
        log: !pointed,
    }))
}

/// `n` dumbbells.
pub(crate) fn many_dumbbells(n: usize) -> Frame {
    frame(Body::Dumbbell(Dumbbell {
        ends: ends(),
        metrics: false,
        rows: changes(n, n.is_multiple_of(2)),
        levels: if n.is_multiple_of(3) {
            levels()
        } else {
            Vec::new()
        },
        inverted: false,
        log: false,
        range: None,
    }))
}

/// A table of `rows` × `columns` with gaps; each column its own ramp when there are few.
pub(crate) fn many_cells(rows: usize, columns: usize) -> Frame {
    let ramp = Ramp {
        name: "每平方公里高新技术企业数（家）".to_owned(),
        low: -20.0,
        high: 1000.0,
        ends: ["−20".to_owned(), "1000".to_owned()],
        inverted: false,
        diverging: rows.is_multiple_of(2),
        log: false,
        classes: Vec::new(),
    };
    let own = columns <= 6;
    let cells = |i: usize| {
        let cell = |k: usize| {
            (scattered(i * columns + k) > 0.2)
                .then(|| stated((1000.0 * scattered(i + 3 * k)).round(), 2020))
        };
        (0..columns).map(cell).collect()
    };
    let row = |i: usize| HeatRow {
        name: name(i),
        id: format!("z{i}"),
        highlight: i % 7 != 1,
        cells: cells(i),
    };
    frame(Body::HeatMap(HeatMap {
        rows: (0..rows).map(row).collect(),
        references: (0..rows % 4).map(row).collect(),
        columns: (0..columns)
            .map(|k| HeatColumn {
                name: match own {
                    true => format!("第{k}项名字很长的指标（亿元，2020年）"),
                    false => (1990 + k).to_string(),
                },
                id: k.to_string(),
            })
            .collect(),
        ramps: if own { vec![ramp; columns] } else { vec![ramp] },
        ramp_of: if own { RampOf::Column } else { RampOf::All },
    }))
}

/// `strips` strips of `n` dots each, with outliers.
pub(crate) fn many_strips(strips: usize, n: usize) -> Frame {
    let strip = |k: usize| {
        let mut values: Vec<f64> = (0..n).map(|i| 100.0 + 40.0 * scattered(i + k)).collect();
        values.extend([300.0, 420.0 + k as f64]);
        values.sort_by(f64::total_cmp);
        let quartiles = BoxOf::of(&values);
        let dot = |(i, value): (usize, &f64)| StripDot {
            name: name(i),
            entity: format!("z{i}").into(),
            stated: stated(*value, 2020),
            outlier: *value > 200.0,
            highlight: true,
        };
        Strip {
            name: if strips > 1 { name(k) } else { String::new() },
            dots: values.iter().enumerate().map(dot).collect(),
            quartiles,
            median: "119.8".to_owned(),
        }
    };
    frame(Body::Distribution(Distribution {
        levels: levels(),
        strips: (0..strips).map(strip).collect(),
        metrics: false,
        axis: measured("数轴", strips % 2 == 1),
    }))
}

/// `n` stages.
pub(crate) fn many_stages(n: usize) -> Frame {
    let stage = |i: usize| Stage {
        name: format!("第{i}级名字很长的指标：经认定的高新技术企业"),
        metric: format!("m{i}").into(),
        stated: stated(1000.0 * 0.6_f64.powi(i as i32), 2020),
        of_first: (i > 0).then(|| "约45.4%".to_owned()),
        of_before: (i > 1).then(|| "约60%".to_owned()),
        highlight: true,
    };
    frame(Body::Funnel(Funnel {
        stages: (0..n).map(stage).collect(),
    }))
}

/// Two values to compare with, near each other.
fn levels() -> Vec<Level> {
    [("平均", 400.0), ("全国各级高新技术产业开发区", 520.0)]
        .map(|(name, value)| Level {
            name: name.to_owned(),
            mark: stated(value, 2020).mark,
        })
        .to_vec()
}

/// `n` steps above zero or far above it.
pub(crate) fn many_steps(n: usize, high: bool) -> Frame {
    let value = |i: usize| 60.0 * scattered(i) + if high { 1000.0 } else { 0.0 };
    let step = |i: usize| {
        let change = (i > 0).then(|| value(i) - value(i - 1));
        Step {
            period: format!("{}年上半年", 1990 + i),
            stated: stated(value(i), 1990 + i as i16),
            label: change.map_or_else(String::new, |c| format!("{c:+.1}")),
            change,
            after_gap: i % 4 == 3,
        }
    };
    frame(Body::Waterfall(Waterfall {
        steps: (0..n).map(step).collect(),
        name: name(0),
    }))
}

/// `n` documents crowded into few years, every third known by its year only, every fifth without a measure.
pub(crate) fn many_documents(n: usize) -> Frame {
    let event = |i: usize| {
        let year = 2018.0 + (6.0 * scattered(i)).floor();
        let span = match i % 3 {
            0 => (year, year + 1.0),
            _ => (year + 0.3, year + 0.302),
        };
        let mark = super::frame::Mark {
            label: "12 / 77条".to_owned(),
            ..mark(if i % 5 == 4 { 0.0 } else { i as f64 }, year as i16)
        };
        Event {
            name: name(i),
            full: format!("关于促进{}高质量发展的若干措施", name(i)),
            by: "示例市科学技术局、示例市发展和改革委员会、示例市财政局".to_owned(),
            policy: format!("p{i}").as_str().into(),
            span,
            mark,
            highlight: true,
        }
    };
    let mut events: Vec<Event> = (0..n).map(event).collect();
    events.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    frame(Body::Timeline(Timeline { events }))
}
