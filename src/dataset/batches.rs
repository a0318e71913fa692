//! The rows of a table, taken apart and checked on another thread while the caller works on those before.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

use csv::ByteRecord;

use super::known::trimmed;

/// Rows that travel together: enough to make the journey cheap, few enough to stay in the cache.
const ROWS: usize = 512;

/// No row joins a batch of this many bytes: long ones would pile up, and outgrow the numbers of their bounds.
const BYTES: usize = 1 << 20;

/// Batches on the way; they are used again and again.
const BATCHES: usize = 4;

/// A row may have this many bytes; a longer one is a quotation mark that was never closed.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

/// A row: as text, or why it is none; then it is the last one.
pub(super) enum Row<'a> {
    /// Longer than [`LONGEST_ROW`].
    TooLong,
    /// Every field is UTF-8.
    Text(Fields<'a>),
    /// Some field is not; the byte of the row (without commas) that is wrong.
    Bytes(ByteRecord, usize),
}

/// A piece of a batch's text: where it starts and ends.
pub(super) type Piece = (u32, u32);

/// The fields of a row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    /// Those of the whole batch, one after the other.
    text: &'a str,
    /// Where the first starts and where each ends.
    bounds: &'a [u32],
}

impl<'a> Fields<'a> {
    pub(super) fn len(self) -> usize {
        self.bounds.len() - 1
    }

    pub(super) fn get(self, i: usize) -> Option<&'a str> {
        let (start, end) = (self.bounds.get(i)?, self.bounds.get(i + 1)?);
        self.text.get(*start as usize..*end as usize)
    }

    /// Where field `i` stands, without white space around it; empty when there is none.
    pub(super) fn piece(self, i: usize) -> Piece {
        let Some((text, start)) = self.get(i).zip(self.bounds.get(i)) else {
            return (0, 0);
        };
        let plain = trimmed(text);
        let before = match plain.len() == text.len() {
            true => 0,
            false => text.len() - text.trim_start().len(),
        };
        let start = start + before as u32;
        (start, start + plain.len() as u32)
    }

    /// What stands there.
    pub(super) fn text(self, (start, end): Piece) -> &'a str {
        let text = self.text.get(start as usize..end as usize);
        text.unwrap_or_default()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |i| self.get(i))
    }
}

/// What becomes of a row that was looked at.
pub(super) enum Step<K> {
    /// It is handed on as this.
    Keep(K),
    /// Nothing more is done about it.
    Skip,
    /// No further row is wanted.
    Stop,
}

/// Rows in few allocations, which go from one core to the other and back.
struct Batch<K> {
    /// The fields of all rows, one after the other, as they are read.
    bytes: Vec<u8>,
    /// The same once they are known to be text.
    text: String,
    /// 0, then where each field ends.
    bounds: Vec<u32>,
    /// Where in `bounds` each row ends, and the byte of the file it starts at.
    rows: Vec<(u32, u64)>,
    /// The byte of the file where a row starts that is longer than [`LONGEST_ROW`].
    too_long: Option<u64>,
    /// What was made of the rows, and the byte of the file each starts at.
    kept: Vec<(K, u64)>,
}

impl<K> Batch<K> {
    fn new() -> Self {
        Self {
            bytes: Vec::new(),
            text: String::new(),
            bounds: Vec::new(),
            rows: Vec::new(),
            too_long: None,
            kept: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.bytes = std::mem::take(&mut self.text).into_bytes();
        self.bytes.clear();
        self.bounds.clear();
        self.bounds.push(0);
        self.rows.clear();
        self.too_long = None;
        self.kept.clear();
    }

    fn push(&mut self, record: &ByteRecord, byte: u64) {
        let mut end = self.bytes.len() as u32;
        self.bytes.extend_from_slice(record.as_slice());
        self.bounds.extend(record.iter().map(|field| {
            end += field.len() as u32;
            end
        }));
        self.rows.push((self.bounds.len() as u32 - 1, byte));
    }

    /// Has every row looked at; false when no further one is wanted.
    fn judge(&mut self, check: &mut impl FnMut(&Row<'_>, u64) -> Step<K>) -> bool {
        let bytes = self.become_text();
        let mut first = 0;
        for &(last, byte) in &self.rows {
            let bounds = &self.bounds[first..=last as usize];
            first = last as usize;
            if !is_text(&self.text, bounds) {
                // All of it may be text, and only the end of a field inside a character.
                let bytes = match bytes.is_empty() {
                    true => self.text.as_bytes(),
                    false => &bytes,
                };
                check(&no_text(bytes, bounds), byte);
                return false;
            }
            let text = &self.text;
            match check(&Row::Text(Fields { text, bounds }), byte) {
                Step::Keep(kept) => self.kept.push((kept, byte)),
                Step::Skip => {}
                Step::Stop => return false,
            }
        }
        if let Some(byte) = self.too_long {
            check(&Row::TooLong, byte);
        }
        self.too_long.is_none()
    }

    /// Turns the bytes into text, all at once, since field by field takes far longer; where that fails, those before
    /// what is no text. Then gives the bytes.
    fn become_text(&mut self) -> Vec<u8> {
        match String::from_utf8(std::mem::take(&mut self.bytes)) {
            Ok(text) => {
                self.text = text;
                Vec::new()
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                self.text = String::from_utf8_lossy(&bytes[..valid]).into_owned();
                bytes
            }
        }
    }
}

/// Whether fields with these bounds are text: none ends outside it or inside a character.
fn is_text(text: &str, bounds: &[u32]) -> bool {
    let mut bounds = bounds.iter();
    bounds.all(|bound| text.is_char_boundary(*bound as usize))
}

/// A row some field of which is not UTF-8, and where that is.
fn no_text<'a>(bytes: &[u8], bounds: &[u32]) -> Row<'a> {
    let ends = bounds.windows(2).map(|b| (b[0] as usize, b[1] as usize));
    let fields = ends.map(|(start, end)| (start, bytes.get(start..end).unwrap_or_default()));
    let wrong = fields.clone().find_map(|(start, field)| {
        let error = std::str::from_utf8(field).err()?;
        Some(start - bounds[0] as usize + error.valid_up_to())
    });
    let record = fields.map(|(_, field)| field).collect();
    Row::Bytes(record, wrong.unwrap_or_default())
}

/// Reads a table on another thread: every row in order goes to `check` there, and what that keeps to `take` here, with
/// the text of its batch and the byte of the file where the row starts.
///
/// # Errors
/// When the source cannot be read, or no thread be had. What was read before has been taken.
pub(super) fn each_row<R: Read + Send, K: Send>(
    source: R,
    mut check: impl FnMut(&Row<'_>, u64) -> Step<K> + Send,
    mut take: impl FnMut(&str, K, u64),
) -> io::Result<()> {
    let (full_sender, full) = sync_channel::<Batch<K>>(BATCHES);
    let (empty_sender, empty) = channel();
    for _ in 0..BATCHES {
        // The receiver is right here.
        let _kept = empty_sender.send(Batch::new());
    }
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new()
            .name("csv".into())
            .spawn_scoped(scope, move || {
                read(source, &empty, &full_sender, &mut check)
            })?;
        for mut batch in full {
            for (kept, byte) in batch.kept.drain(..) {
                take(&batch.text, kept, byte);
            }
            // At the end of the table nobody needs it any more.
            let _ended = empty_sender.send(batch);
        }
        let lost = |_panic| Err(io::Error::other("the reading thread was lost"));
        reading.join().unwrap_or_else(lost)
    })
}

fn read<K>(
    source: impl Read,
    empty: &Receiver<Batch<K>>,
    full: &SyncSender<Batch<K>>,
    check: &mut impl FnMut(&Row<'_>, u64) -> Step<K>,
) -> io::Result<()> {
    let meter = Rc::default();
    let metered = Metered {
        source,
        read: Rc::clone(&meter),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 18)
        .from_reader(metered);
    let mut record = ByteRecord::new();
    while let Ok(mut batch) = empty.recv() {
        batch.clear();
        let mut ended = Ok(false);
        while batch.rows.len() < ROWS && batch.bytes.len() < BYTES {
            let byte = reader.position().byte();
            match reader.read_byte_record(&mut record) {
                Ok(true) => batch.push(&record, byte),
                Ok(false) => ended = Ok(true),
                Err(_) if meter.get() > LONGEST_ROW => {
                    batch.too_long = Some(byte);
                    ended = Ok(true);
                }
                Err(error) => ended = Err(io::Error::from(error)),
            }
            meter.set(0);
            if !matches!(ended, Ok(false)) {
                break;
            }
        }
        let more = batch.judge(check);
        // Nobody takes what is kept only when the caller has panicked.
        let lost = full.send(batch).is_err();
        if ended? || !more || lost {
            break;
        }
    }
    Ok(())
}

/// A source that fails when a single row takes too much of it.
struct Metered<R> {
    source: R,
    /// Bytes read since the last row.
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.get() > LONGEST_ROW {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.source.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8], enough: usize) -> (Vec<String>, Vec<u64>) {
        let (mut texts, mut starts) = (Vec::new(), Vec::new());
        let mut seen = 0;
        let mut last = None;
        each_row(
            bytes,
            |row, byte| {
                seen += 1;
                match row {
                    _ if seen > enough => return Step::Stop,
                    Row::Text(fields) => {
                        let pieces: Vec<Piece> =
                            (0..fields.len()).map(|i| fields.piece(i)).collect();
                        return Step::Keep(pieces);
                    }
                    Row::Bytes(_, at) => last = Some((format!("wrong at {at}"), byte)),
                    Row::TooLong => last = Some(("too long".to_owned(), byte)),
                }
                Step::Skip
            },
            |text, pieces: Vec<Piece>, byte| {
                let fields = pieces.iter().map(|&(a, b)| &text[a as usize..b as usize]);
                texts.push(fields.collect::<Vec<_>>().join("|"));
                starts.push(byte);
            },
        )
        .unwrap();
        if let Some((text, byte)) = last {
            texts.push(text);
            starts.push(byte);
        }
        (texts, starts)
    }

    #[test]
    fn rows_come_in_order_with_their_places() {
        let table: String = (0..3000).map(|i| format!("{i},高\n")).collect();
        let (texts, starts) = rows(table.as_bytes(), usize::MAX);
        assert_eq!(texts.len(), 3000);
        for (i, (text, start)) in texts.iter().zip(starts).enumerate() {
            assert_eq!(text, &format!("{i}|高"));
            assert!(table[start as usize..].starts_with(&format!("{i},")));
        }
        assert_eq!(rows(table.as_bytes(), 700).0.len(), 700);
        assert!(rows(b"", 9).0.is_empty());
    }

    #[test]
    fn what_is_no_text_says_where() {
        assert_eq!(rows(b"ab,c\xff\n", 9).0, ["wrong at 3"]);
        // The halves of a character in two fields are not one character.
        assert_eq!(rows(b"\xe9\xab,\x98\n", 9).0, ["wrong at 0"]);
    }

    #[test]
    fn what_is_no_text_spoils_no_row_before_it() {
        let table = b"\xe9\xab\x98,,a\nb,\xe9\xab\x98,\xe9\xab\n\x98,c\n\xe9\xab\x98,d\n";
        let (texts, starts) = rows(table, 9);
        assert_eq!(texts, ["高||a", "wrong at 4"]);
        assert_eq!(starts, [0, 7]);
    }

    #[test]
    fn white_space_around_fields_is_left_out() {
        assert_eq!(
            rows(" a ,\u{3000}高　,\t,b c\n".as_bytes(), 9).0,
            ["a|高||b c"]
        );
    }

    #[test]
    fn an_endless_row_ends_the_reading() {
        let endless = std::io::Read::chain(&b"a,b\n1,\""[..], std::io::repeat(b'\n'));
        let mut last = String::new();
        let check = |row: &Row<'_>, byte| {
            if matches!(row, Row::TooLong) {
                last = format!("too long from {byte}");
            }
            Step::<()>::Skip
        };
        each_row(endless, check, |_, (), _| {}).unwrap();
        assert_eq!(last, "too long from 4");
        // Many rows may be longer together than one may be.
        let table = format!("{}\n", "x".repeat(1 << 20)).repeat(40);
        let (texts, starts) = rows(table.as_bytes(), 99);
        assert!(texts.len() == 40 && texts.iter().all(|text| text.len() == 1 << 20));
        let wanted: Vec<u64> = (0..40).map(|i| i * ((1 << 20) + 1)).collect();
        assert_eq!(starts, wanted);
    }

    #[test]
    fn a_broken_disk_is_an_error() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let error = each_row(Broken, |_, _| Step::<()>::Skip, |_, (), _| {}).unwrap_err();
        assert!(error.to_string().contains("broken"));
    }
}
