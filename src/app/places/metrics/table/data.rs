//! The figures of a frame as rows and columns.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use crate::app::state::metrics::{TableColumn, TableSort};
use crate::chart::{ChartSpec, Frame, Mark, Transform};
use crate::dataset::Dataset;
use crate::export::table::flat_cell;
use crate::model::{Lang, MetricKind, Period, format_number, format_value};
use crate::text::{tr, tr_args};

/// What a column shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ColumnKind {
    /// The series or bar.
    Name,
    /// Figures of one period, or the only ones.
    Figure(Option<Period>),
    /// Figures of this one series.
    Of(String),
    /// From the first figure to the last, or from the row before.
    Change,
    /// The same in per cent.
    ChangePercent,
    /// The period of the row's only figure.
    Period,
    /// Who says so.
    Source,
}

/// So many first rows say how wide a column is; of the others only the longest text.
const SAMPLES: usize = 40;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) kind: ColumnKind,
    /// How the view names it when it is sorted by; `None`: it is not.
    pub(super) sort: Option<TableColumn>,
    /// Which of the row's cells it shows.
    cell: Option<usize>,
}

impl Column {
    /// What stands above it.
    pub(super) fn title(&self, lang: Lang) -> Cow<'static, str> {
        match &self.kind {
            ColumnKind::Of(name) => name.clone().into(),
            ColumnKind::Name => tr(lang, "table-name"),
            ColumnKind::Figure(Some(period)) => period.display(lang).into(),
            ColumnKind::Figure(None) => tr(lang, "table-value"),
            ColumnKind::Change => tr(lang, "table-change"),
            ColumnKind::ChangePercent => tr(lang, "table-change-percent"),
            ColumnKind::Period => tr(lang, "table-period"),
            ColumnKind::Source => tr(lang, "table-source"),
        }
    }

    /// Whether it is aligned at the right, as numbers are.
    pub(super) fn right(&self) -> bool {
        !matches!(
            self.kind,
            ColumnKind::Name | ColumnKind::Source | ColumnKind::Period
        )
    }
}

/// A figure, or several that disagree.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The first, to sort and reckon by.
    value: f64,
    /// All of them as a person reads them, hedges included.
    text: String,
    /// Whether any is hedged, derived, preliminary or doubtful.
    pub(super) approximate: bool,
    /// What the tooltip says: as printed and source of each.
    pub(super) told: Vec<String>,
    source: String,
    period: Option<Period>,
    /// By what definition the first is stated, where that is not the metric's own.
    definition: String,
    /// Whether another may be so many per cent of it: of a place or a date none is.
    amount: bool,
}

/// What the figures are of.
#[derive(Clone, Copy)]
struct Of<'a> {
    spec: &'a ChartSpec,
    data: &'a Dataset,
    lang: Lang,
}

impl Of<'_> {
    /// Whether a figure is neither a place nor a date.
    fn is_amount(&self, mark: &Mark) -> bool {
        let obs = mark.obs.or_else(|| mark.cites.first().copied());
        let metric = obs.map(|obs| self.data.observations().get(obs).metric().clone());
        let kind = metric
            .and_then(|id| self.data.metric(&id))
            .map(|metric| metric.kind);
        let ordinal = matches!(kind, Some(MetricKind::Rank | MetricKind::Date));
        !ordinal && self.spec.transform != Transform::Rank
    }
}

/// A series or bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) name: String,
    /// One per period.
    pub(super) cells: Vec<Option<Cell>>,
    change: Option<f64>,
    percent: Option<f64>,
    /// What each column shows.
    texts: Vec<String>,
    /// Which cell each column shows.
    shown: Vec<Option<usize>>,
}

impl Row {
    /// What stands in column `i`; empty for a gap.
    pub(super) fn text(&self, i: usize) -> &str {
        self.texts.get(i).map_or("", String::as_str)
    }

    /// The figure in column `i`.
    pub(super) fn cell(&self, i: usize) -> Option<&Cell> {
        let cell = *self.shown.get(i)?;
        self.cells.get(cell?)?.as_ref()
    }

    /// The row read out: its name and its figures with their columns.
    pub(super) fn spoken(&self, table: &FigureTable) -> String {
        let cells = table.columns.iter().zip(&self.texts);
        let said = cells
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| match column.kind {
                ColumnKind::Name => text.clone(),
                _ => format!("{} {text}", column.title(table.lang)),
            });
        said.collect::<Vec<_>>().join(table.lang.pick("，", ", "))
    }
}

/// The table of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTable {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// Whether any figure is approximate.
    pub(super) hedged: bool,
    /// The row with the longest text of each column, after the first [`SAMPLES`].
    longest: Vec<Option<usize>>,
    lang: Lang,
}

impl FigureTable {
    /// The table of `frame`, made of `spec` and `data`: a row per series with a column per period; of single figures one
    /// column, with their periods beside them when those differ.
    pub fn of(frame: &Frame, spec: &ChartSpec, data: &Dataset) -> Self {
        let lang = frame.lang;
        let of = Of { spec, data, lang };
        let marks = frame.named();
        let mut periods: Vec<Period> = marks.iter().filter_map(|(_, m)| m.period).collect();
        periods.sort();
        periods.dedup();
        let mut names: Vec<&str> = Vec::new();
        let mut by_name: HashMap<&str, Vec<&Mark>> = HashMap::new();
        for (name, mark) in &marks {
            let of_one = by_name.entry(name).or_default();
            if of_one.is_empty() {
                names.push(name);
            }
            of_one.push(mark);
        }
        if let ([only], true) = (&names[..], periods.len() > 1) {
            return Self::of_one(only, &marks, &periods, of);
        }
        let single = by_name.values().all(|marks| marks.len() == 1);
        let (columns, by_period) = columns(&periods, single);
        let rows = names.iter().map(|name| {
            let marks = by_name.get(name).map_or(&[][..], Vec::as_slice);
            row(name, marks, by_period.then_some(&periods), &columns, of)
        });
        Self::new(rows.collect(), columns, lang)
    }

    /// The table of one series: a row per period, each with its change against the row before.
    fn of_one(name: &str, marks: &[(Cow<'_, str>, &Mark)], periods: &[Period], of: Of<'_>) -> Self {
        let lang = of.lang;
        let column = |kind, sort, cell| Column { kind, sort, cell };
        let columns = vec![
            column(ColumnKind::Period, Some(TableColumn::Period), None),
            column(
                ColumnKind::Of(name.to_owned()),
                Some(TableColumn::Figure(0)),
                Some(0),
            ),
            column(ColumnKind::Change, Some(TableColumn::Change), None),
            column(
                ColumnKind::ChangePercent,
                Some(TableColumn::ChangePercent),
                None,
            ),
            column(ColumnKind::Source, None, None),
        ];
        let mut before: Option<Cell> = None;
        let rows = periods.iter().map(|period| {
            let of_period = marks.iter().map(|(_, mark)| *mark);
            let of_period: Vec<&Mark> = of_period.filter(|m| m.period == Some(*period)).collect();
            let mut cell = None;
            for mark in &of_period {
                add(&mut cell, mark, of);
            }
            let changes = changes(&[before.take(), cell.clone()]);
            before.clone_from(&cell);
            finished(&period.display(lang), vec![cell], changes, &columns, lang)
        });
        Self::new(rows.collect(), columns, lang)
    }

    fn new(rows: Vec<Row>, columns: Vec<Column>, lang: Lang) -> Self {
        let mut cells = rows.iter().flat_map(|row| row.cells.iter().flatten());
        let hedged = cells.any(|cell| cell.approximate);
        let longest = (0..columns.len()).map(|i| {
            // Backwards: of equals the first.
            let others = (SAMPLES..rows.len()).rev();
            others.max_by_key(|row| rows[*row].text(i).chars().count())
        });
        Self {
            hedged,
            longest: longest.collect(),
            rows,
            columns,
            lang,
        }
    }

    /// The texts that say how wide column `i` is: measuring all rows of a long table takes too long.
    pub(super) fn samples(&self, i: usize) -> impl Iterator<Item = &str> {
        let longest = self.longest.get(i).copied().flatten();
        let rows = (0..self.rows.len().min(SAMPLES)).chain(longest);
        rows.map(move |row| self.rows[row].text(i))
    }

    /// The rows' numbers, sorted; gaps come last either way, equals keep the figure's order.
    pub fn order(&self, sort: Option<TableSort>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let Some(TableSort { column, descending }) = sort else {
            return order;
        };
        let directed = |ordering: Ordering| match descending {
            true => ordering.reverse(),
            false => ordering,
        };
        let numbers = |key: &dyn Fn(&Row) -> Option<f64>, a: usize, b: usize| match (
            key(&self.rows[a]),
            key(&self.rows[b]),
        ) {
            (Some(a), Some(b)) => directed(a.total_cmp(&b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        let cell = |row: &Row, i: usize| row.cells.get(i).and_then(Option::as_ref).map(|c| c.value);
        let period = |row: &Row| {
            let first = row.cells.iter().flatten().next();
            first.and_then(|cell| cell.period).map(Period::middle)
        };
        order.sort_by(|&a, &b| match column {
            TableColumn::Name => directed(self.rows[a].name.cmp(&self.rows[b].name)),
            TableColumn::Figure(i) => numbers(&|row| cell(row, i), a, b),
            TableColumn::Change => numbers(&|row| row.change, a, b),
            TableColumn::ChangePercent => numbers(&|row| row.percent, a, b),
            TableColumn::Period => numbers(&period, a, b),
        });
        order
    }

    /// The table as tab-separated values in this order of rows: plain numbers, and a last column that says which
    /// of them are hedged and how.
    pub fn tsv(&self, order: &[usize]) -> String {
        let mut lines = Vec::with_capacity(order.len() + 1);
        let mut head: Vec<String> = self
            .columns
            .iter()
            .map(|c| flat_cell(&c.title(self.lang)))
            .collect();
        if self.hedged {
            head.push(tr(self.lang, "table-hedges").into_owned());
        }
        lines.push(head.join("\t"));
        for row in order.iter().filter_map(|i| self.rows.get(*i)) {
            let fields = self
                .columns
                .iter()
                .enumerate()
                .map(|(i, column)| match column.kind {
                    ColumnKind::Figure(_) | ColumnKind::Of(_) => {
                        row.cell(i).map_or(String::new(), |c| plain(c.value))
                    }
                    ColumnKind::Change => row.change.map(plain).unwrap_or_default(),
                    ColumnKind::ChangePercent => row.percent.map(plain).unwrap_or_default(),
                    _ => flat_cell(row.text(i)),
                });
            let mut fields: Vec<String> = fields.collect();
            if self.hedged {
                let notes = row.cells.iter().flatten().filter(|c| c.approximate);
                let notes: Vec<&str> = notes.map(|c| c.text.as_str()).collect();
                fields.push(flat_cell(&notes.join(self.lang.pick("；", "; "))));
            }
            lines.push(fields.join("\t"));
        }
        lines.join("\n") + "\n"
    }
}

/// The columns, and whether there is one per period.
fn columns(periods: &[Period], single: bool) -> (Vec<Column>, bool) {
    let column = |kind, sort, cell| Column { kind, sort, cell };
    let mut columns = vec![column(ColumnKind::Name, Some(TableColumn::Name), None)];
    if periods.len() < 2 || single {
        let period = match periods {
            [only] => Some(*only),
            _ => None,
        };
        let sort = Some(TableColumn::Figure(0));
        columns.push(column(ColumnKind::Figure(period), sort, Some(0)));
        if periods.len() > 1 {
            let sort = Some(TableColumn::Period);
            columns.push(column(ColumnKind::Period, sort, None));
        }
        columns.push(column(ColumnKind::Source, None, None));
        return (columns, false);
    }
    for (i, period) in periods.iter().enumerate() {
        let sort = Some(TableColumn::Figure(i));
        columns.push(column(ColumnKind::Figure(Some(*period)), sort, Some(i)));
    }
    columns.push(column(ColumnKind::Change, Some(TableColumn::Change), None));
    let sort = Some(TableColumn::ChangePercent);
    columns.push(column(ColumnKind::ChangePercent, sort, None));
    (columns, true)
}

fn row(
    name: &str,
    marks: &[&Mark],
    periods: Option<&Vec<Period>>,
    columns: &[Column],
    of: Of<'_>,
) -> Row {
    let mut cells: Vec<Option<Cell>> = vec![None; periods.map_or(1, Vec::len)];
    for mark in marks {
        let at = match (periods, mark.period) {
            (Some(periods), Some(period)) => periods.binary_search(&period).unwrap_or(0),
            _ => 0,
        };
        add(&mut cells[at], mark, of);
    }
    let changes = match periods {
        Some(_) => changes(&cells),
        None => (None, None),
    };
    finished(name, cells, changes, columns, of.lang)
}

/// A row with what each of its columns shows.
fn finished(
    name: &str,
    cells: Vec<Option<Cell>>,
    (change, percent): (Option<f64>, Option<f64>),
    columns: &[Column],
    lang: Lang,
) -> Row {
    let first = cells.iter().flatten().next();
    let text = |column: &Column| match column.kind {
        ColumnKind::Name => name.to_owned(),
        ColumnKind::Change => change.map_or(String::new(), |v| signed(format_value(v, lang), v)),
        ColumnKind::ChangePercent => percent.map_or(String::new(), |v| {
            signed(format!("{}%", format_number(v, 1)), v)
        }),
        ColumnKind::Figure(_) | ColumnKind::Of(_) => column
            .cell
            .and_then(|i| cells[i].as_ref())
            .map_or(String::new(), |cell| cell.text.clone()),
        ColumnKind::Period => first
            .and_then(|cell| cell.period)
            .map_or(String::new(), |period| period.display(lang)),
        ColumnKind::Source => first.map_or(String::new(), |cell| cell.source.clone()),
    };
    Row {
        name: name.to_owned(),
        texts: columns.iter().map(text).collect(),
        shown: columns.iter().map(|column| column.cell).collect(),
        change,
        percent,
        cells,
    }
}

/// Puts a figure into its cell; a second one of the same period stands beside the first.
fn add(cell: &mut Option<Cell>, mark: &Mark, of: Of<'_>) {
    let mut told = vec![mark.label.clone()];
    if !mark.as_printed.is_empty() {
        let args = [("text", mark.as_printed.as_str().into())];
        told.push(tr_args(of.lang, "chart-as-printed", &args));
    }
    if !mark.source.is_empty() {
        told.push(mark.source.clone());
    }
    match cell {
        Some(cell) => {
            cell.text += " / ";
            cell.text += &mark.label;
            cell.approximate |= mark.approximate;
            cell.told.extend(told);
        }
        None => {
            *cell = Some(Cell {
                value: mark.value,
                text: mark.label.clone(),
                approximate: mark.approximate,
                told,
                source: mark.source.clone(),
                period: mark.period,
                definition: mark.definition.clone(),
                amount: of.is_amount(mark),
            });
        }
    }
}

/// From the first figure to the last, absolute and in per cent of the first; `None` where there is only one, or they are
/// of different definitions or of a year and a part of one; and no per cent of a place, a date, nought or a loss.
fn changes(cells: &[Option<Cell>]) -> (Option<f64>, Option<f64>) {
    let mut figures = cells.iter().flatten();
    let (Some(first), Some(last)) = (figures.next(), figures.next_back()) else {
        return (None, None);
    };
    let kind = |cell: &Cell| cell.period.map(Period::kind);
    if first.definition != last.definition || kind(first) != kind(last) {
        return (None, None);
    }
    let change = last.value - first.value;
    let percent = (first.amount && first.value > 0.0).then(|| change / first.value * 100.0);
    (Some(change), percent)
}

fn signed(text: String, value: f64) -> String {
    match value > 0.0 {
        true => format!("+{text}"),
        false => text,
    }
}

/// A number as a spreadsheet reads it: no rounding dust of binary fractions.
fn plain(value: f64) -> String {
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
