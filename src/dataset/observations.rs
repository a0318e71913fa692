//! `observations.csv`: streamed, validated row by row, pushed into the store.
//!
//! The fast path knows of a field only its bytes; lines and columns are worked out afterwards, in one pass over the
//! file, for the rows that have a problem.

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek};

use super::batches::{Fields, LONGEST_ROW, Piece, Row, Step, each_row};
use super::files::{Files, wrong_encoding};
use super::hash::{FastHash, guessed};
use super::known::{Known, Memo, wrong_unit};
use super::place::{self, Spot};
use super::report::{At, LIMIT, Report, nearest};
use super::store::{MAX_PRINTED, ObsRef, StoreBuilder};
use crate::model::{Period, Qualifier, Status, parse_number};

/// 2 GB; larger tables are refused before they are read. A place in one fits into 32 bits.
const CSV_LIMIT: u64 = 2 << 30;

/// The columns, in the order the product writes them.
pub const COLUMNS: [&str; 11] = [
    "entity",
    "metric",
    "period",
    "value",
    "qualifier",
    "status",
    "definition",
    "source",
    "locator",
    "as_printed",
    "note",
];

const ENTITY: usize = 0;
const METRIC: usize = 1;
const PERIOD: usize = 2;
const VALUE: usize = 3;
const QUALIFIER: usize = 4;
const STATUS: usize = 5;
const DEFINITION: usize = 6;
const SOURCE: usize = 7;
const LOCATOR: usize = 8;
const AS_PRINTED: usize = 9;
const NOTE: usize = 10;

const REQUIRED: [usize; 5] = [ENTITY, METRIC, PERIOD, VALUE, SOURCE];

/// Reads the pack's observations into `builder`; what is wrong goes into `report`.
pub(super) fn read(
    files: &Files,
    name: &str,
    pack: u16,
    known: &Known<'_>,
    builder: &mut StoreBuilder,
    report: &mut Report,
) {
    let shown = files.display(name);
    if let Files::Embedded = files {
        if let Some(text) = super::embedded::text(name) {
            let table = Cursor::new(text.as_bytes());
            read_from(table, &shown, pack, known, builder, report);
        }
        return;
    }
    let split = "split it into several packs";
    if let Some(file) = files.open(name, CSV_LIMIT, split, report) {
        read_from(file, &shown, pack, known, builder, report);
    }
}

/// A problem whose place is still a byte offset.
#[derive(Debug)]
struct Pending {
    spot: Spot,
    message: String,
    remedy: String,
    /// Another row the message ends with, as `… on line N`.
    other: Option<Spot>,
}

fn read_from<R: Read + Seek + Send>(
    mut source: R,
    file: &str,
    pack: u16,
    known: &Known<'_>,
    builder: &mut StoreBuilder,
    report: &mut Report,
) {
    let mark = builder.mark();
    let mut rows = Rows::new(known);
    let mut starts: Vec<u32> = Vec::new();
    let all = each_row(
        &mut source,
        |row, byte| rows.check(row, byte),
        |text, row: ObsRef<Piece>, byte| {
            let obs = row.map(|(start, end)| &text[start as usize..end as usize]);
            builder.push_ref(pack, &obs);
            starts.push(byte as u32);
        },
    );
    if let Err(error) = &all {
        let message = format!("cannot be read: {error}");
        report.error(file, At::FILE, message, "check the disk".into());
    }
    if rows.first && all.is_ok() {
        let header = COLUMNS.join(",");
        report.error(
            file,
            At::FILE,
            "is empty".into(),
            format!("begin with the line {header}"),
        );
    }
    let mut pending = rows.pending;
    let row = |ix: usize| Spot::row(starts[ix].into());
    for (earlier, later) in builder.sort(mark, LIMIT) {
        pending.push(Pending {
            spot: row(later),
            message: "the same entity, metric, period, definition and source stand already".into(),
            remedy: "keep one of the two, or tell them apart by `definition`".into(),
            other: Some(row(earlier)),
        });
    }
    place_all(&mut source, pending, file, report);
}

fn place_all<R: Read + Seek>(
    source: &mut R,
    pending: Vec<Pending>,
    file: &str,
    report: &mut Report,
) {
    let spots = pending
        .iter()
        .flat_map(|p| std::iter::once(p.spot).chain(p.other));
    let places = place::resolve(source, spots.collect());
    let at = |spot: &Spot| places.get(spot).copied().unwrap_or_default();
    for problem in &pending {
        let message = match &problem.other {
            Some(other) => format!("{} on line {}", problem.message, at(other).line),
            None => problem.message.clone(),
        };
        report.error(file, at(&problem.spot), message, problem.remedy.clone());
    }
}

struct Rows<'a> {
    known: &'a Known<'a>,
    /// Where each of [`COLUMNS`] stands in the file.
    columns: [Option<usize>; COLUMNS.len()],
    width: usize,
    /// The periods read so far as they are written, and the number of each text.
    periods: Vec<(String, Period)>,
    period_numbers: HashMap<String, u32, FastHash>,
    last_period: u32,
    entity: Memo,
    metric: Memo,
    source: Memo,
    pending: Vec<Pending>,
    /// No row has been seen.
    first: bool,
}

impl<'k> Rows<'k> {
    fn new(known: &'k Known<'k>) -> Self {
        Self {
            known,
            columns: [None; COLUMNS.len()],
            width: 0,
            periods: Vec::new(),
            period_numbers: HashMap::default(),
            last_period: 0,
            entity: Memo::default(),
            metric: Memo::default(),
            source: Memo::default(),
            pending: Vec::new(),
            first: true,
        }
    }

    fn check(&mut self, row: &Row<'_>, byte: u64) -> Step<ObsRef<Piece>> {
        let first = std::mem::replace(&mut self.first, false);
        let step = match row {
            Row::TooLong => {
                self.too_long(byte);
                Step::Stop
            }
            // The text is in another encoding: every further row would say so again.
            Row::Bytes(record, wrong) => {
                self.wrong_encoding(record, byte, *wrong);
                Step::Stop
            }
            Row::Text(fields) if first => match self.header(*fields, byte) {
                true => Step::Skip,
                false => Step::Stop,
            },
            Row::Text(fields) => self.row(*fields, byte).map_or(Step::Skip, Step::Keep),
        };
        match self.pending.len() > LIMIT {
            true => Step::Stop,
            false => step,
        }
    }

    fn problem(&mut self, spot: Spot, message: String, remedy: String) {
        self.pending.push(Pending {
            spot,
            message,
            remedy,
            other: None,
        });
    }

    fn too_long(&mut self, byte: u64) {
        let message = format!("the row is longer than {} MB", LONGEST_ROW >> 20);
        let remedy = "a quotation mark may be missing".into();
        self.problem(Spot::row(byte), message, remedy);
    }

    /// Reads the names of the columns; false when the rows cannot be read.
    fn header(&mut self, record: Fields<'_>, byte: u64) -> bool {
        self.width = record.len();
        for (i, name) in record.iter().enumerate() {
            if self.pending.len() > LIMIT {
                return false;
            }
            let name = name.trim();
            let spot = Spot::field(byte, i);
            match COLUMNS.iter().position(|column| *column == name) {
                Some(column) if self.columns[column].is_some() => {
                    let message = format!("column `{name}` stands twice");
                    self.problem(spot, message, "keep one of them".into());
                }
                Some(column) => self.columns[column] = Some(i),
                None => {
                    let message = format!("unknown column `{name}`");
                    self.problem(spot, message, nearest(name, COLUMNS));
                }
            }
        }
        for column in REQUIRED {
            if self.columns[column].is_none() {
                let message = format!("column `{}` is missing", COLUMNS[column]);
                let remedy = format!(
                    "the first line must name the columns: {}",
                    COLUMNS.join(",")
                );
                self.problem(Spot::row(byte), message, remedy);
            }
        }
        REQUIRED
            .iter()
            .all(|&column| self.columns[column].is_some())
    }

    /// One row; `None` when it was refused.
    fn row(&mut self, record: Fields<'_>, byte: u64) -> Option<ObsRef<Piece>> {
        if record.len() != self.width {
            let message = format!("{} fields, but {} columns", record.len(), self.width);
            let remedy = "the row may be cut off, or a comma or quotation mark be missing";
            self.problem(Spot::row(byte), message, remedy.into());
            return None;
        }
        // Trimmed once: this runs for every row of millions.
        let pieces = self.columns.map(|i| i.map_or((0, 0), |i| record.piece(i)));
        let field = |column: usize| record.text(pieces[column]);
        let before = self.pending.len();
        let metric = self.references(&field, byte);
        let period = self.period(field(PERIOD), byte);
        let value = self.value(field(VALUE), metric, byte);
        let qualifier = self.word(
            QUALIFIER,
            field(QUALIFIER),
            byte,
            &Qualifier::ALL,
            Qualifier::id,
        );
        let status = self.word(STATUS, field(STATUS), byte, &Status::ALL, Status::id);
        let printed = field(AS_PRINTED);
        if printed.len() > MAX_PRINTED {
            let message = format!("`as_printed` has {} bytes", printed.len());
            let remedy = "keep the figure alone; the rest belongs in `note`";
            self.problem(self.spot(AS_PRINTED, byte), message, remedy.into());
        }
        if self.pending.len() > before {
            return None;
        }
        Some(ObsRef {
            entity: pieces[ENTITY],
            metric: pieces[METRIC],
            period: period?,
            value: value?,
            qualifier: qualifier.unwrap_or_default(),
            status: status.unwrap_or_default(),
            definition: pieces[DEFINITION],
            source: pieces[SOURCE],
            locator: pieces[LOCATOR],
            as_printed: pieces[AS_PRINTED],
            note: pieces[NOTE],
        })
    }

    fn spot(&self, column: usize, byte: u64) -> Spot {
        match self.columns[column] {
            Some(i) => Spot::field(byte, i),
            None => Spot::row(byte),
        }
    }

    /// Checks entity, metric and source; gives the metric where it is known and its numbers have a kind to check.
    fn references<'r>(&mut self, field: &impl Fn(usize) -> &'r str, byte: u64) -> Option<&'r str> {
        let known = self.known;
        let (entity, metric, source) = (field(ENTITY), field(METRIC), field(SOURCE));
        let entity_known = self.entity.is_known(entity, |e| known.entities.contains(e));
        if !entity_known && (entity.is_empty() || !known.unsure.entities) {
            let names = known.entities.iter().copied();
            self.unknown(ENTITY, "zone or place", entity, byte, names);
        }
        let metric_known = self
            .metric
            .is_known(metric, |m| known.metrics.contains_key(m));
        if !metric_known && (metric.is_empty() || !known.unsure.metrics) {
            let names = known.metrics.keys().copied();
            self.unknown(METRIC, "metric", metric, byte, names);
        }
        let source_known = self.source.is_known(source, |s| known.sources.contains(s));
        if !source_known && (source.is_empty() || !known.unsure.sources) {
            let names = known.sources.iter().copied();
            self.unknown(SOURCE, "source", source, byte, names);
        }
        metric_known.then_some(metric)
    }

    fn unknown<'n>(
        &mut self,
        column: usize,
        what: &str,
        name: &str,
        byte: u64,
        names: impl Iterator<Item = &'n str>,
    ) {
        let spot = self.spot(column, byte);
        if name.is_empty() {
            self.problem(
                spot,
                format!("`{}` is empty", COLUMNS[column]),
                format!("name a {what}"),
            );
            return;
        }
        self.problem(
            spot,
            format!("unknown {what} `{name}`"),
            nearest(name, names),
        );
    }

    fn period(&mut self, text: &str, byte: u64) -> Option<Period> {
        let last = &mut self.last_period;
        if guessed(&self.periods, last, |(known, _)| known == text) {
            return Some(self.periods[*last as usize].1);
        }
        if let Some(&number) = self.period_numbers.get(text) {
            *last = number;
            return Some(self.periods[number as usize].1);
        }
        match text.parse::<Period>() {
            Ok(period) => {
                *last = self.periods.len() as u32;
                self.period_numbers.insert(text.to_owned(), *last);
                self.periods.push((text.to_owned(), period));
                Some(period)
            }
            Err(error) => {
                self.problem(self.spot(PERIOD, byte), error.to_string(), String::new());
                None
            }
        }
    }

    fn value(&mut self, text: &str, metric: Option<&str>, byte: u64) -> Option<f64> {
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        if plain
            && let Ok(value) = text.parse::<f64>()
            && value.is_finite()
        {
            return Some(value);
        }
        let spot = self.spot(VALUE, byte);
        match parse_number(text) {
            Ok(Some(value)) => {
                let metric = metric.and_then(|metric| self.known.metrics.get(metric));
                if let Some((message, remedy)) = metric.and_then(|m| wrong_unit(text, m)) {
                    self.problem(spot, message, remedy);
                    return None;
                }
                Some(value)
            }
            Ok(None) => {
                let remedy = "leave the whole row out where there is no figure";
                self.problem(spot, "`value` is empty".into(), remedy.into());
                None
            }
            Err(error) => {
                self.problem(spot, error.to_string(), String::new());
                None
            }
        }
    }

    /// A qualifier or status; an empty field means the first of `all`.
    fn word<T: Copy>(
        &mut self,
        column: usize,
        text: &str,
        byte: u64,
        all: &[T],
        id: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let found = all.iter().copied().find(|&word| id(word) == text);
        if found.is_none() {
            let names = all.iter().map(|&word| id(word));
            let remedy = format!("known: {}", names.collect::<Vec<_>>().join(", "));
            let message = format!("unknown {} `{text}`", COLUMNS[column]);
            self.problem(self.spot(column, byte), message, remedy);
        }
        found
    }

    fn wrong_encoding(&mut self, record: &csv::ByteRecord, byte: u64, wrong: usize) {
        let (bad, message, remedy) = wrong_encoding(record.as_slice(), wrong);
        let field = (0..record.len()).find(|&i| record.range(i).is_some_and(|r| r.contains(&bad)));
        let spot = field.map_or(Spot::row(byte), |field| Spot::field(byte, field));
        self.problem(spot, message, remedy);
    }
}
