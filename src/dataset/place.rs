//! From byte offsets of CSV rows to lines and columns, in one pass over the file.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use super::report::{At, characters};

/// How much of a row is looked at to find a field in it.
const ROW_BYTES: usize = 1 << 16;

/// A row, or a field in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Where the row starts (blank lines before it may be included).
    byte: u64,
    field: Option<usize>,
}

impl Spot {
    pub(super) fn row(byte: u64) -> Self {
        Self { byte, field: None }
    }

    pub(super) fn field(byte: u64, field: usize) -> Self {
        let field = Some(field);
        Self { byte, field }
    }
}

/// Line and column of every spot; fewer when the file can no longer be read.
pub(super) fn resolve<R: Read + Seek>(source: &mut R, mut spots: Vec<Spot>) -> HashMap<Spot, At> {
    spots.sort_unstable();
    spots.dedup();
    let mut places = HashMap::new();
    let mut lines = Lines {
        byte: 0,
        newlines: 0,
    };
    let mut row = Vec::new();
    let mut row_at = None;
    for spot in spots {
        if row_at != Some(spot.byte) {
            if lines.advance(source, spot.byte).is_err() {
                break;
            }
            row.clear();
            if source.take(ROW_BYTES as u64).read_to_end(&mut row).is_err() {
                break;
            }
            row_at = Some(spot.byte);
        }
        let (line, column) = locate(&row, spot.field, spot.byte == 0);
        places.insert(spot, At::new(lines.newlines + 1 + line, column));
    }
    places
}

/// Counts the line ends before a byte.
struct Lines {
    byte: u64,
    newlines: usize,
}

impl Lines {
    /// Counts up to `byte` and leaves `source` there.
    fn advance<R: Read + Seek>(&mut self, source: &mut R, byte: u64) -> std::io::Result<()> {
        source.seek(SeekFrom::Start(self.byte))?;
        let mut buffer = vec![0; 1 << 16];
        while self.byte < byte {
            let want = buffer.len().min((byte - self.byte) as usize);
            let got = source.read(&mut buffer[..want])?;
            if got == 0 {
                break;
            }
            self.newlines += buffer[..got].iter().filter(|&&b| b == b'\n').count();
            self.byte += got as u64;
        }
        Ok(())
    }
}

/// Where a field of the row at the start of `bytes` begins: line ends before it, and its column from 1. A quoted
/// field begins at its quotation mark.
fn locate(bytes: &[u8], field: Option<usize>, first: bool) -> (usize, usize) {
    let mut i = 0;
    if first && bytes.starts_with(b"\xef\xbb\xbf") {
        i = 3;
    }
    let mut lines = 0;
    // Blank lines are no rows.
    while let Some(b'\r' | b'\n') = bytes.get(i) {
        lines += usize::from(bytes[i] == b'\n');
        i += 1;
    }
    let mut line_start = i;
    for _ in 0..field.unwrap_or(0) {
        let opened = bytes.get(i) == Some(&b'"');
        let mut quoted = opened;
        i += usize::from(opened);
        loop {
            match bytes.get(i) {
                None => return (lines, 0),
                // A doubled quotation mark closes and opens again, which comes to the same.
                Some(b'"') if opened => quoted = !quoted,
                Some(b',') if !quoted => break,
                Some(b'\n') if quoted => {
                    lines += 1;
                    line_start = i + 1;
                }
                Some(b'\n' | b'\r') => return (lines, 0),
                Some(_) => {}
            }
            i += 1;
        }
        i += 1;
    }
    (lines, characters(&bytes[line_start..i]) + 1)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn fields_of_a_row() {
        let row = "济宁,\"a, \"\"b\"\"\",x\n".as_bytes();
        assert_eq!(locate(row, None, false), (0, 1));
        assert_eq!(locate(row, Some(1), false), (0, 4));
        assert_eq!(locate(row, Some(2), false), (0, 15));
        assert_eq!(locate(row, Some(3), false), (0, 0));
        assert_eq!(locate(b"5\" pipe,b", Some(1), false), (0, 9));
        assert_eq!(locate(b"\n\r\na,b", Some(1), false), (2, 3));
        assert_eq!(locate(b"\"a\nb\",c", Some(1), false), (1, 4));
        assert_eq!(locate(b"\xef\xbb\xbfa,b", Some(1), true), (0, 3));
    }

    #[test]
    fn lines_of_a_file() {
        let mut text = Cursor::new(b"h,i\na,b\n\nc,d\n".as_slice());
        let spots = vec![Spot::field(8, 1), Spot::row(0), Spot::field(4, 0)];
        let places = resolve(&mut text, spots);
        assert_eq!(places[&Spot::row(0)], At::new(1, 1));
        assert_eq!(places[&Spot::field(4, 0)], At::new(2, 1));
        assert_eq!(places[&Spot::field(8, 1)], At::new(4, 3));
    }
}
