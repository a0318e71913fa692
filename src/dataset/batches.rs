//! The rows of a table, taken apart on another thread while the caller works on those before.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use csv::{ByteRecord, StringRecord};

/// Rows that travel together: enough to make the journey cheap, few enough to stay in the cache.
const ROWS: usize = 512;

/// Batches on the way; they are used again and again.
const BATCHES: usize = 4;

/// A row may have this many bytes; a longer one is a quotation mark that was never closed.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

/// A row: as text, or as bytes that are no UTF-8 and where they stop being it.
pub(super) enum Row {
    /// Longer than [`LONGEST_ROW`]; the last one that is given.
    TooLong,
    /// Every field is UTF-8.
    Text(StringRecord),
    /// Some field is not; the byte of the row (without commas) that is wrong.
    Bytes(ByteRecord, usize),
}

#[derive(Default)]
struct Batch {
    /// Every row with the byte of the file it starts at.
    rows: Vec<(Row, u64)>,
    /// Rows to be filled again.
    spare: Vec<ByteRecord>,
}

/// Gives every row of the table in order to `take`, until it says that it has seen enough.
///
/// # Errors
/// When the source cannot be read, or no thread be had. What was read before has been taken.
pub(super) fn each_row<R: Read + Send>(
    source: R,
    mut take: impl FnMut(&Row, u64) -> bool,
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
    take: &mut impl FnMut(&Row, u64) -> bool,
) {
    for mut batch in full {
        if !batch.rows.iter().all(|(row, byte)| take(row, *byte)) {
            return;
        }
        batch
            .spare
            .extend(batch.rows.drain(..).filter_map(|(row, _)| match row {
                Row::Text(record) => Some(record.into_byte_record()),
                Row::Bytes(record, _) => Some(record),
                Row::TooLong => None,
            }));
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
    // The caller hangs up when it has seen enough.
    while let Ok(mut batch) = empty.recv() {
        let mut ended = Ok(false);
        while batch.rows.len() < ROWS {
            let byte = reader.position().byte();
            let mut record = batch.spare.pop().unwrap_or_default();
            match reader.read_byte_record(&mut record) {
                Ok(true) => batch.rows.push((row(record), byte)),
                Ok(false) => ended = Ok(true),
                Err(_) if meter.get() > LONGEST_ROW => {
                    batch.rows.push((Row::TooLong, byte));
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

fn row(record: ByteRecord) -> Row {
    StringRecord::from_byte_record(record).map_or_else(
        |error| {
            let at = error.utf8_error();
            let (field, inside) = (at.field(), at.valid_up_to());
            let record = error.into_byte_record();
            let start = record.range(field).map_or(0, |range| range.start);
            Row::Bytes(record, start + inside)
        },
        Row::Text,
    )
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
        assert_eq!(rows(table.as_bytes(), 99).0.len(), 40);
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
