//! The rows of a table, taken apart on another thread while the caller works on those before.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use csv::ByteRecord;

/// Rows that travel together: enough to make the journey cheap, few enough to stay in the cache.
const ROWS: usize = 512;

/// No row joins a batch of this many bytes: long ones would pile up, and outgrow the numbers of their bounds.
const BYTES: usize = 1 << 20;

/// Batches on the way; they are used again and again.
const BATCHES: usize = 4;

/// A row may have this many bytes; a longer one is a quotation mark that was never closed.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

/// A row: as text, or as bytes that are no UTF-8 and where they stop being it.
pub(super) enum Row<'a> {
    /// Longer than [`LONGEST_ROW`]; the last one that is given.
    TooLong,
    /// Every field is UTF-8.
    Text(Fields<'a>),
    /// Some field is not; the byte of the row (without commas) that is wrong.
    Bytes(ByteRecord, usize),
}

/// The fields of a row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    /// One after the other.
    text: &'a str,
    /// Where the first starts and where each ends, in the batch.
    bounds: &'a [u32],
}

impl<'a> Fields<'a> {
    pub(super) fn len(self) -> usize {
        self.bounds.len() - 1
    }

    pub(super) fn get(self, i: usize) -> Option<&'a str> {
        let first = self.bounds.first()?;
        let (start, end) = (self.bounds.get(i)?, self.bounds.get(i + 1)?);
        self.text
            .get((start - first) as usize..(end - first) as usize)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |i| self.get(i))
    }
}

/// Rows in few allocations, which go from one core to the other and back.
#[derive(Default)]
struct Batch {
    /// The fields of all rows, one after the other.
    bytes: Vec<u8>,
    /// 0, then where each field ends.
    bounds: Vec<u32>,
    /// Where in `bounds` each row ends, and the byte of the file it starts at.
    rows: Vec<(u32, u64)>,
    /// The byte of the file where a row starts that is longer than [`LONGEST_ROW`].
    too_long: Option<u64>,
}

impl Batch {
    fn clear(&mut self) {
        self.bytes.clear();
        self.bounds.clear();
        self.bounds.push(0);
        self.rows.clear();
        self.too_long = None;
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

    /// Gives every row to `take`; false when that has seen enough.
    fn each(&self, take: &mut impl FnMut(&Row<'_>, u64) -> bool) -> bool {
        let all = text(&self.bytes, &self.bounds);
        let mut first = 0;
        let more = self.rows.iter().all(|&(last, byte)| {
            let bounds = &self.bounds[first..=last as usize];
            first = last as usize;
            take(&self.row(all, bounds), byte)
        });
        more && self.too_long.is_none_or(|byte| take(&Row::TooLong, byte))
    }

    /// `all`: the batch as text, if it is text.
    fn row<'a>(&'a self, all: Option<&'a str>, bounds: &'a [u32]) -> Row<'a> {
        let range = bounds[0] as usize..bounds[bounds.len() - 1] as usize;
        let text = match all {
            Some(all) => all.get(range),
            None => text(&self.bytes[range], bounds),
        };
        if let Some(text) = text {
            return Row::Text(Fields { text, bounds });
        }
        let ends = bounds.windows(2).map(|b| (b[0] as usize, b[1] as usize));
        let fields = ends.map(|(start, end)| (start, &self.bytes[start..end]));
        let wrong = fields.clone().find_map(|(start, field)| {
            let error = std::str::from_utf8(field).err()?;
            Some(start - bounds[0] as usize + error.valid_up_to())
        });
        let record = fields.map(|(_, field)| field).collect();
        Row::Bytes(record, wrong.unwrap_or_default())
    }
}

/// The text, if it is UTF-8 and no field ends inside a character. All at once, since field by field takes far longer.
fn text<'a>(bytes: &'a [u8], bounds: &[u32]) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = bounds.first()?;
    bounds
        .iter()
        .all(|bound| text.is_char_boundary((bound - start) as usize))
        .then_some(text)
}

/// Gives every row of the table in order to `take`, until it says that it has seen enough.
///
/// # Errors
/// When the source cannot be read, or no thread be had. What was read before has been taken.
pub(super) fn each_row<R: Read + Send>(
    source: R,
    mut take: impl FnMut(&Row<'_>, u64) -> bool,
) -> io::Result<()> {
    let (full_sender, full) = sync_channel(BATCHES);
    let (empty_sender, empty) = channel();
    for _ in 0..BATCHES {
        // The receiver is right here.
        let _kept = empty_sender.send(Batch::default());
    }
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new()
            .name("csv".into())
            .spawn_scoped(scope, move || read(source, &empty, &full_sender))?;
        take_all(full, &empty_sender, &mut take);
        drop(empty_sender);
        let lost = |_panic| Err(io::Error::other("the reading thread was lost"));
        reading.join().unwrap_or_else(lost)
    })
}

fn take_all(
    full: Receiver<Batch>,
    empty: &Sender<Batch>,
    take: &mut impl FnMut(&Row<'_>, u64) -> bool,
) {
    for batch in full {
        if !batch.each(take) {
            return;
        }
        // At the end of the table nobody needs it any more.
        let _ended = empty.send(batch);
    }
}

fn read(source: impl Read, empty: &Receiver<Batch>, full: &SyncSender<Batch>) -> io::Result<()> {
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
    // The caller hangs up when it has seen enough.
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
        let hung_up = full.send(batch).is_err();
        if hung_up || ended? {
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
        each_row(bytes, |row, byte| {
            starts.push(byte);
            texts.push(match row {
                Row::Text(record) => record.iter().collect::<Vec<_>>().join("|"),
                Row::Bytes(_, at) => format!("wrong at {at}"),
                Row::TooLong => "too long".to_owned(),
            });
            texts.len() < enough
        })
        .unwrap();
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
    fn what_is_no_text_spoils_no_other_row() {
        let table = b"\xe9\xab\x98,,a\nb,\xe9\xab\x98,\xe9\xab\n\x98,c\n\xe9\xab\x98,d\n";
        let (texts, starts) = rows(table, 9);
        assert_eq!(texts, ["高||a", "wrong at 4", "wrong at 0", "高|d"]);
        assert_eq!(starts, [0, 7, 16, 20]);
    }

    #[test]
    fn an_endless_row_ends_the_reading() {
        let endless = std::io::Read::chain(&b"a,b\n1,\""[..], std::io::repeat(b'\n'));
        let mut last = String::new();
        each_row(endless, |row, byte| {
            if matches!(row, Row::TooLong) {
                last = format!("too long from {byte}");
            }
            true
        })
        .unwrap();
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
        let error = each_row(Broken, |_, _| true).unwrap_err();
        assert!(error.to_string().contains("broken"));
    }
}
