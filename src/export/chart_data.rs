//! The figures a chart shows, as tables: one line a figure with its source (CSV), and a grid to calculate with (XLSX,
//! clipboard). Made of the frame's marks, so every kind of chart has both.

use std::collections::HashMap;

use super::comparison::observation_source;
use super::table::{GAP, SourceLine, flat_cell, neutral};
use crate::chart::{Body, ChartSpec, Frame, Group, Mark, Matrix, Timeline};
use crate::dataset::Dataset;
use crate::model::{Lang, Period};
use crate::text::tr;

/// A chart's figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// Title of the chart.
    pub title: String,
    /// What stands under it.
    pub subtitle: String,
    /// What a reader must know.
    pub note: String,
    /// The source line.
    pub source: String,
    /// Version of the data.
    pub version: String,
    /// Language of all these texts.
    pub lang: Lang,
    /// Every figure, in the order drawn.
    pub figures: Vec<Figure>,
    /// Links, for a chart that shows no figures: from, to, what is said, who says so.
    pub links: Vec<[String; 4]>,
    /// The figures to calculate with.
    pub grid: Grid,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Series or row it belongs to.
    pub series: String,
    /// The value drawn; `None` where a dash stands for it.
    pub value: Option<f64>,
    /// As it is written beside the mark.
    pub label: String,
    /// Who says so; its value is the one reported, before any transformation.
    pub source: SourceLine,
}

/// Figures in rows and columns. What no source gives is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Heading of the first column: periods or names.
    pub corner: String,
    /// Headings of the others.
    pub columns: Vec<String>,
    /// Name and figures of each row.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
    /// Whether the rows are periods.
    pub timed: bool,
}

impl ChartData {
    /// The figures of a frame.
    pub fn new(frame: &Frame, dataset: &Dataset) -> Self {
        let lang = frame.lang;
        let figures = frame.named().into_iter().map(|(series, mark)| {
            let series = series.into_owned();
            let mut source = match mark.obs {
                Some(obs) => observation_source(dataset, &dataset.observations().get(obs), lang),
                None => SourceLine {
                    entity: series.clone(),
                    as_printed: mark.as_printed.clone(),
                    // What is counted out of records has no source of its own but the chart's.
                    source: match mark.source.as_str() {
                        "" => frame.source.clone(),
                        source => source.to_owned(),
                    },
                    ..SourceLine::default()
                },
            };
            // How a transformed figure came about is worth more than a remark on one of its observations.
            if !mark.basis.is_empty() {
                source.note.clone_from(&mark.basis);
            }
            if let (true, Some(period)) = (source.period.is_empty(), mark.period) {
                source.period = period.display(lang);
            }
            Figure {
                series,
                value: known(mark),
                label: mark.label.clone(),
                source,
            }
        });
        Self {
            title: frame.title.clone(),
            subtitle: frame.subtitle.clone(),
            note: frame.note.clone(),
            source: frame.source.clone(),
            version: frame.version.clone(),
            lang,
            figures: figures.collect(),
            links: links(frame),
            grid: Grid::new(frame),
        }
    }

    /// One line a figure, as a spreadsheet reads it: UTF-8 with its mark, nothing taken for a formula.
    pub fn to_csv(&self) -> Vec<u8> {
        let text = |id: &'static str| tr(self.lang, id).into_owned();
        let mut lines: Vec<Vec<String>> = Vec::new();
        if self.figures.is_empty() {
            lines.push(LINK_COLUMNS.map(text).to_vec());
            let safe = |text: &String| neutral(text).into_owned();
            let links = self.links.iter();
            lines.extend(links.map(|link| link.each_ref().map(safe).to_vec()));
        } else {
            lines.push(FIGURE_COLUMNS.map(text).to_vec());
            lines.extend(self.figures.iter().map(|figure| figure.cells().to_vec()));
        }
        let mut out = b"\xef\xbb\xbf".to_vec();
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut out);
        for line in lines {
            // A vector takes everything.
            let _ = writer.write_record(line);
        }
        let _ = writer.flush();
        drop(writer);
        out
    }

    /// The first rows and columns of the grid, headings included.
    pub fn head(&self, rows: usize, columns: usize) -> Vec<Vec<String>> {
        let text = self.to_tsv();
        let lines = text.lines().take(rows);
        lines
            .map(|line| line.split('\t').take(columns).map(str::to_owned).collect())
            .collect()
    }

    /// The grid with tabs between its cells, to be pasted into a spreadsheet.
    pub fn to_tsv(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        if self.figures.is_empty() {
            let head = LINK_COLUMNS.map(|id| tr(self.lang, id).into_owned());
            lines.push(head.join("\t"));
            let links = self.links.iter();
            lines.extend(links.map(|link| link.each_ref().map(|t| flat_cell(t)).join("\t")));
        } else {
            let head = std::iter::once(&self.grid.corner).chain(&self.grid.columns);
            lines.push(head.map(|t| flat_cell(t)).collect::<Vec<_>>().join("\t"));
            for (name, cells) in &self.grid.rows {
                let cells = cells
                    .iter()
                    .map(|cell| cell.map_or(String::new(), |v| v.to_string()));
                let cells: Vec<String> = std::iter::once(flat_cell(name)).chain(cells).collect();
                lines.push(cells.join("\t"));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// Text ids of the columns of [`Figure::cells`].
const FIGURE_COLUMNS: [&str; 13] = [
    "data-series",
    "table-period",
    "table-scope",
    "table-value",
    "data-label",
    "data-reported",
    "table-unit",
    "figure-as-printed",
    "figure-qualifier",
    "table-status",
    "table-source",
    "table-locator",
    "figure-note",
];

/// Text ids of the columns of [`ChartData::links`].
pub(super) const LINK_COLUMNS: [&str; 4] = ["data-from", "data-to", "data-said", "table-source"];

impl Figure {
    fn cells(&self) -> [String; 13] {
        let source = &self.source;
        let safe = |text: &str| neutral(text).into_owned();
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        [
            safe(&self.series),
            safe(&source.period),
            safe(&source.scope),
            number(self.value),
            safe(&self.label),
            number(source.value),
            safe(&source.unit),
            safe(&source.as_printed),
            safe(&source.qualifier),
            safe(&source.status),
            safe(&source.source),
            safe(&source.locator),
            safe(&source.note),
        ]
    }
}

impl Grid {
    /// Periods down and series across where there is more than one period, else one row a name.
    fn new(frame: &Frame) -> Self {
        match &frame.body {
            Body::Columns(columns) => return Self::of_matrix(&columns.matrix, frame.lang),
            Body::Areas(areas) => return Self::of_matrix(&areas.matrix, frame.lang),
            Body::Timeline(timeline) => return Self::of_documents(timeline, frame.lang),
            _ => {}
        }
        let marks = frame.named();
        let text = |id: &'static str| tr(frame.lang, id).into_owned();
        let mut periods: Vec<Period> = marks.iter().filter_map(|(_, mark)| mark.period).collect();
        periods.sort();
        periods.dedup();
        let mut names: Vec<&str> = Vec::new();
        let mut column: HashMap<&str, usize> = HashMap::new();
        for (name, _) in &marks {
            column.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            });
        }
        let all_dated = marks.iter().all(|(_, mark)| mark.period.is_some());
        let timed = all_dated && periods.len() > 1 && names.len() < marks.len();
        if !timed {
            let rows = marks
                .iter()
                .map(|(name, mark)| (name.to_string(), vec![known(mark)]));
            return Self {
                corner: text("data-series"),
                columns: vec![text("table-value")],
                rows: rows.collect(),
                timed,
            };
        }
        let mut rows: Vec<(String, Vec<Option<f64>>)> = periods
            .iter()
            .map(|period| (period.display(frame.lang), vec![None; names.len()]))
            .collect();
        for (name, mark) in &marks {
            let row = mark
                .period
                .and_then(|period| periods.binary_search(&period).ok());
            let cell = row.and_then(|row| rows[row].1.get_mut(column[&**name]));
            // Of two figures for one period the first is the line's.
            if let Some(cell) = cell.filter(|cell| cell.is_none()) {
                *cell = finite(mark.value);
            }
        }
        Self {
            corner: text("table-period"),
            columns: names.into_iter().map(str::to_owned).collect(),
            rows,
            timed,
        }
    }
}

impl Grid {
    /// Documents down, each with its date and its issuer; how many measures.
    fn of_documents(timeline: &Timeline, lang: Lang) -> Self {
        let rows = timeline.events.iter().map(|event| {
            let date = event.mark.period.map(|period| period.display(lang));
            let name = format!("{} {}", date.unwrap_or_default(), event.with_issuer());
            (name, vec![finite(event.mark.value)])
        });
        Self {
            corner: tr(lang, "quantity-document").into_owned(),
            columns: vec![tr(lang, "chart-measures-transcribed").into_owned()],
            rows: rows.collect(),
            timed: false,
        }
    }

    /// Groups down and parts across.
    fn of_matrix(matrix: &Matrix, lang: Lang) -> Self {
        let timed = matrix.groups.iter().all(|group| group.period.is_some());
        let row = |(at, group): (usize, &Group)| {
            let cells = matrix
                .group(at)
                .map(|mark| mark.and_then(|mark| finite(mark.value)));
            (group.name.clone(), cells.collect())
        };
        let corner = if timed { "table-period" } else { "data-series" };
        Self {
            corner: tr(lang, corner).into_owned(),
            columns: matrix.parts.iter().map(|part| part.name.clone()).collect(),
            rows: matrix.groups.iter().enumerate().map(row).collect(),
            timed,
        }
    }
}

/// The value of a mark, unless a dash says that there is none.
fn known(mark: &Mark) -> Option<f64> {
    finite(mark.value).filter(|_| mark.label != GAP)
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn links(frame: &Frame) -> Vec<[String; 4]> {
    let Body::Links(diagram) = &frame.body else {
        return Vec::new();
    };
    let edges = diagram.graph.edges.iter().zip(&diagram.edges);
    let name = |node: usize| diagram.names.get(node).cloned().unwrap_or_default();
    edges
        .map(|(edge, lines)| {
            let (said, by) = lines
                .split_first()
                .map_or((String::new(), String::new()), |(said, by)| {
                    (said.clone(), by.join(frame.lang.pick("；", "; ")))
                });
            [name(edge.from), name(edge.to), said, by]
        })
        .collect()
}

/// What a workbook needs to know beside the data.
pub(super) struct Drawn<'a> {
    pub(super) data: &'a ChartData,
    pub(super) spec: &'a ChartSpec,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::gallery;

    #[test]
    fn every_chart_has_its_data_with_sources() {
        let dataset = pack();
        for (name, spec) in gallery(&dataset) {
            let frame = Frame::build(&spec.unwrap(), &dataset).unwrap();
            let data = ChartData::new(&frame, &dataset);
            assert_eq!(data.figures.is_empty(), !data.links.is_empty(), "{name}");
            let csv = String::from_utf8(data.to_csv()).unwrap();
            let lines = csv.lines().count();
            assert!(
                csv.starts_with('\u{feff}') && lines > data.figures.len().max(data.links.len()),
                "{name}"
            );
            let sourced = |figure: &Figure| !figure.source.source.is_empty();
            assert!(data.figures.iter().all(sourced), "{name}");
            let tsv = data.to_tsv();
            let tabs = |line: &str| line.matches('\t').count();
            let columns = tabs(tsv.lines().next().unwrap());
            assert!(
                columns > 0 && tsv.lines().all(|line| tabs(line) == columns),
                "{name}: {tsv}"
            );
        }
    }

    #[test]
    fn what_no_source_tells_is_no_nought() {
        let dataset = pack();
        let charts = gallery(&dataset).into_iter();
        let mut charts = charts.filter(|(name, _)| name == "tianjin-measures");
        let spec = charts.next().unwrap().1.unwrap();
        let data = ChartData::new(&Frame::build(&spec, &dataset).unwrap(), &dataset);
        let known = [Some(6.0), Some(3.0), Some(3.0), None, None, None];
        assert!(data.grid.rows.iter().map(|(_, cells)| cells[0]).eq(known));
        assert!(data.figures.iter().map(|figure| figure.value).eq(known));
    }

    #[test]
    fn no_figure_is_lost_where_metrics_stand_side_by_side() {
        use crate::chart::{ChartKind, Encoding, PanelBy, Panels, Subject, Transform};
        let dataset = pack();
        let spec = |kind, entities: &[&str]| ChartSpec {
            kind,
            subject: Subject::Metrics {
                metrics: vec!["rd_expenditure".into(), "valid_invention_patents".into()],
                entities: entities.iter().map(|id| (*id).into()).collect(),
            },
            // Of one unit, whatever the metrics.
            transform: Transform::Index(None),
            ..ChartSpec::default()
        };
        let both = ["province-beijing", "province-tianjin"];
        let panels = |kind, by| ChartSpec {
            panels: Some(Panels { by, free: true }),
            ..spec(kind, &both)
        };
        let mut heat = spec(ChartKind::HeatMap, &both);
        let Subject::Metrics { metrics, .. } = &mut heat.subject else {
            panic!()
        };
        metrics.push("hightech_firms_announced".into());
        heat.transform = Transform::Level;
        let scatter = ChartSpec {
            encoding: Encoding {
                size: Some("hightech_firms_announced".into()),
                ..Encoding::default()
            },
            transform: Transform::Level,
            ..spec(ChartKind::Scatter, &both)
        };
        let grown = ChartSpec {
            transform: Transform::Cagr,
            ..panels(ChartKind::GroupedBar, PanelBy::Metric)
        };
        let specs = [
            panels(ChartKind::Line, PanelBy::Metric),
            panels(ChartKind::Line, PanelBy::Entity),
            panels(ChartKind::GroupedBar, PanelBy::Entity),
            panels(ChartKind::RankedBar, PanelBy::Metric),
            grown,
            heat,
            scatter,
            spec(ChartKind::Dumbbell, &both),
            spec(ChartKind::GroupedBar, &both),
        ];
        for spec in specs {
            let frame = Frame::build(&spec, &dataset).unwrap();
            let data = ChartData::new(&frame, &dataset);
            let n = frame.marks().len();
            let cells = data.grid.rows.iter().flat_map(|(_, cells)| cells.iter());
            assert_eq!(cells.flatten().count(), n, "{:?}", spec.kind);
            let named = data.figures.iter().map(|f| (&f.series, &f.source.period));
            let named: std::collections::HashSet<_> = named.collect();
            assert_eq!((named.len(), data.figures.len()), (n, n), "{:?}", spec.kind);
        }
    }

    #[test]
    fn a_figure_of_another_scope_says_so() {
        let mut data = ChartData::default();
        data.figures.push(Figure::default());
        data.figures[0].source.scope = "核心区".to_owned();
        let csv = String::from_utf8(data.to_csv()).unwrap();
        assert!(csv.contains(",口径,") && csv.contains(",核心区,"), "{csv}");
    }

    #[test]
    fn a_grid_keeps_gaps_and_no_cell_is_a_formula() {
        let dataset = pack();
        let (_, spec) = gallery(&dataset).swap_remove(0);
        let mut frame = Frame::build(&spec.unwrap(), &dataset).unwrap();
        let period = |text: &str| text.parse::<Period>().ok();
        let mark = frame.marks()[0].1.clone();
        let point = |value: f64, at: &str| crate::chart::Point {
            mark: crate::chart::Mark {
                value,
                period: period(at),
                obs: None,
                ..mark.clone()
            },
            x: 0.0,
            joined: false,
            redefined: false,
            aside: false,
        };
        let series = |name: &str, points: Vec<crate::chart::Point>| crate::chart::Series {
            name: name.to_owned(),
            id: String::new(),
            highlight: true,
            points: points.into(),
        };
        frame.body = Body::Lines(crate::chart::Lines {
            series: vec![
                series("=1+1\t", vec![point(-1.5, "2016"), point(2.0, "2018")]),
                series("乙", vec![point(3.0, "2017"), point(9.0, "2017")]),
            ],
            references: Vec::new(),
            inverted: false,
            base: None,
        });
        let data = ChartData::new(&frame, &dataset);
        let cells: Vec<&[Option<f64>]> =
            data.grid.rows.iter().map(|row| row.1.as_slice()).collect();
        assert_eq!(
            cells,
            [[Some(-1.5), None], [None, Some(3.0)], [Some(2.0), None]]
        );
        assert!(
            data.to_tsv().starts_with("时段\t'=1+1 \t乙\n"),
            "{}",
            data.to_tsv()
        );
        let csv = String::from_utf8(data.to_csv()).unwrap();
        assert!(
            csv.contains("'=1+1") && csv.contains(",-1.5,") && csv.lines().count() == 5,
            "{csv}"
        );
    }
}
