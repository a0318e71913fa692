//! What the table makes of figures.

use super::*;
use crate::chart::{Body, ChartKind, Lines, PanelBy, Panels, Point, Series, Subject};

fn spec(kind: ChartKind, metrics: &[&str], entities: &[&str]) -> ChartSpec {
    ChartSpec {
        kind,
        subject: Subject::Metrics {
            metrics: metrics.iter().map(|id| (*id).into()).collect(),
            entities: entities.iter().map(|id| (*id).into()).collect(),
        },
        ..ChartSpec::default()
    }
}

fn table(kind: ChartKind, metrics: &[&str], entities: &[&str]) -> FigureTable {
    table_of(&spec(kind, metrics, entities))
}

fn table_of(spec: &ChartSpec) -> FigureTable {
    let data = Dataset::embedded();
    FigureTable::of(&Frame::build(spec, &data).unwrap(), spec, &data)
}

/// A table of lines with a point in each of two periods, given with their definitions.
fn two_periods(metric: &str, points: [(&str, &str); 2], series: &[&str]) -> FigureTable {
    let data = Dataset::embedded();
    let spec = any_of(metric);
    let mut frame = Frame::build(&spec, &data).unwrap();
    let mark = frame.marks()[0].1.clone();
    let point = |(i, (period, definition)): (usize, &(&str, &str))| Point {
        mark: Mark {
            value: 4.0 - 2.0 * i as f64,
            period: period.parse().ok(),
            definition: (*definition).to_owned(),
            ..mark.clone()
        },
        x: 0.0,
        joined: false,
        redefined: false,
        aside: false,
    };
    let of_one = |name: &&str| Series {
        name: (*name).to_owned(),
        id: String::new(),
        highlight: true,
        points: points.iter().enumerate().map(point).collect(),
    };
    frame.body = Body::Lines(Lines {
        series: series.iter().map(of_one).collect(),
        references: Vec::new(),
        inverted: false,
        base: None,
    });
    FigureTable::of(&frame, &spec, &data)
}

/// A chart of any figures of a metric.
fn any_of(metric: &str) -> ChartSpec {
    spec(ChartKind::RankedBar, &[metric], &[])
}

#[test]
fn what_cannot_be_compared_has_no_change() {
    let data = Dataset::embedded();
    let of_kind = |kind| {
        let mut metrics = data.metrics.iter().filter(|metric| metric.kind == kind);
        let shown = |id: &str| Frame::build(&any_of(id), &data).is_ok();
        metrics.find(|metric| shown(metric.id.as_str())).unwrap()
    };
    let rank = of_kind(MetricKind::Rank).id.as_str();
    let money = of_kind(MetricKind::Money).id.as_str();
    let same = [("2016", "甲"), ("2018", "甲")];
    let other = [("2016", "甲"), ("2018", "乙")];
    let half = [("2016", "甲"), ("2018-H1", "甲")];
    let (change, percent) = (Some(-2.0), Some(-50.0));
    for (metric, points, told) in [
        (money, same, (change, percent)),
        (money, other, (None, None)),
        (money, half, (None, None)),
        (rank, same, (change, None)),
    ] {
        // A column a period, and a row a period.
        let wide = two_periods(metric, points, &["甲区", "乙区"]);
        assert_eq!((wide.rows[0].change, wide.rows[0].percent), told);
        let long = two_periods(metric, points, &["甲区"]);
        assert_eq!((long.rows[1].change, long.rows[1].percent), told);
    }
    // Places among what is drawn are places too.
    let among = ChartSpec {
        transform: Transform::Rank,
        ..spec(
            ChartKind::Line,
            &["operating_revenue"],
            &["national-zones", "zhongguancun"],
        )
    };
    let rows = table_of(&among).rows;
    assert!(rows.iter().any(|row| row.change.is_some()));
    assert!(rows.iter().all(|row| row.percent.is_none()));
}

#[test]
fn a_line_chart_gives_a_column_per_period_and_its_change() {
    let all = ["national-zones", "tianjin"];
    let table = table(ChartKind::Line, &["operating_revenue"], &all);
    // Of all firms at first, of those that report now.
    assert_eq!((table.rows[0].change, table.rows[0].percent), (None, None));
    let row = &table.rows[1];
    let figures: Vec<f64> = row.cells.iter().flatten().map(|c| c.value).collect();
    let (first, last) = (figures[0], figures[figures.len() - 1]);
    assert!((row.change.unwrap() - (last - first)).abs() < 1e-9);
    assert!((row.percent.unwrap() - (last / first - 1.0) * 100.0).abs() < 1e-9);
    assert_eq!(table.columns.len(), 1 + row.cells.len() + 2);
}

#[test]
fn one_series_gives_a_row_per_period_and_its_change_against_the_one_before() {
    let table = table(ChartKind::Line, &["innovation_index"], &["wuxi"]);
    let value = |i: usize| table.rows[i].cells[0].as_ref().unwrap().value;
    assert_eq!(table.rows[0].change, None);
    for i in 1..table.rows.len() {
        let change = table.rows[i].change.unwrap();
        assert!((change - (value(i) - value(i - 1))).abs() < 1e-9);
    }
}

#[test]
fn the_first_rows_and_the_longest_text_say_how_wide_a_column_is() {
    let (columns, _) = columns(&[], true);
    let name = |at: usize| if at == 50 { "the longest" } else { "short" };
    let row = |at: usize| finished(name(at), vec![None], (None, None), &columns, Lang::En);
    let rows: Vec<Row> = (0..60).map(row).collect();
    let table = FigureTable::new(rows, columns, Lang::En);
    let measured: Vec<&str> = table.samples(0).collect();
    assert_eq!(measured.len(), SAMPLES + 1);
    assert_eq!(measured[SAMPLES], "the longest");
}

#[test]
fn sorting_turns_round_and_leaves_gaps_at_the_end() {
    let table = table(ChartKind::RankedBar, &["hightech_firms_announced"], &[]);
    let column = TableColumn::Figure(0);
    let value = |i: &usize| table.rows[*i].cells[0].as_ref().map(|c| c.value);
    for descending in [true, false] {
        let order = table.order(Some(TableSort { column, descending }));
        let values: Vec<f64> = order.iter().filter_map(value).collect();
        assert_eq!(values.len(), table.rows.len());
        assert!(values.is_sorted_by(|a, b| if descending { a >= b } else { a <= b }));
    }
    assert_eq!(table.order(None), (0..table.rows.len()).collect::<Vec<_>>());
}

#[test]
fn what_is_copied_is_numbers_a_spreadsheet_reads() {
    let table = table(ChartKind::Line, &["innovation_index"], &["wuxi"]);
    let text = table.tsv(&table.order(None));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + table.rows.len());
    // The first row has nothing to be compared with.
    let fields: Vec<&str> = lines[2].split('\t').collect();
    assert!(
        fields[1..3]
            .iter()
            .all(|field| field.parse::<f64>().is_ok()),
        "{fields:?}"
    );
    assert_eq!(plain(0.1 + 0.2), "0.3");
}

#[test]
fn nothing_that_is_copied_is_a_formula() {
    let (columns, _) = columns(&[], true);
    for name in ["=a\tb", " =1", "＝1", "\t@x", "\u{feff}+1"] {
        let row = finished(name, vec![None], (None, None), &columns, Lang::En);
        let table = FigureTable::new(vec![row], columns.clone(), Lang::En);
        let text = table.tsv(&[0]);
        let copied = text.lines().nth(1).unwrap();
        assert!(copied.starts_with('\''), "{copied:?}");
        assert_eq!(copied.split('\t').count(), columns.len(), "{copied:?}");
    }
}

#[test]
fn figures_of_two_metrics_are_no_disagreement() {
    let both = ["province-beijing", "province-tianjin"];
    let spec = |kind, panels| ChartSpec {
        kind,
        subject: Subject::Metrics {
            metrics: vec!["rd_expenditure".into(), "valid_invention_patents".into()],
            entities: both.map(Into::into).to_vec(),
        },
        panels,
        ..ChartSpec::default()
    };
    let by_metric = Panels {
        by: PanelBy::Metric,
        free: true,
    };
    let data = Dataset::embedded();
    for spec in [
        spec(ChartKind::Line, Some(by_metric)),
        spec(ChartKind::Scatter, None),
        spec(ChartKind::HeatMap, None),
    ] {
        let frame = Frame::build(&spec, &data).unwrap();
        let table = FigureTable::of(&frame, &spec, &data);
        let cells = || table.rows.iter().flat_map(|row| row.cells.iter().flatten());
        assert!(cells().all(|cell| !cell.text.contains(" / ")));
        assert_eq!(cells().count(), frame.marks().len());
    }
}
