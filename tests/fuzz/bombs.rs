//! Files made to blow up: nesting, counts, lengths, compression.

use crate::readers::chart::with_checksums;
use crate::run::long_run;

/// Bytes of a bomb: what the promise is made for in a long run, less where every second counts.
fn size() -> usize {
    if long_run() { 900_000 } else { 90_000 }
}

/// Deeply nested texts, and texts that are one long piece.
pub fn nesting() -> Vec<Vec<u8>> {
    let mut bombs = Vec::new();
    for open in [
        "[",
        "(",
        "{",
        "Some(",
        "(a:",
        "[(id:",
        "(subject: Metrics(metrics: [",
        "/*",
        "r#",
        "\"\\",
        "<a>",
        "<<",
    ] {
        bombs.push(open.repeat(size() / open.len()).into_bytes());
    }
    let deep = size() / 9;
    for (open, close) in [("[", "]"), ("(", ")"), ("Some(", ")"), ("{1:", "}")] {
        bombs.push(format!("{}{}", open.repeat(deep), close.repeat(deep)).into_bytes());
        bombs.push(
            format!(
                "(view: Some((chart: (title: {}1{})))",
                open.repeat(deep),
                close.repeat(deep)
            )
            .into_bytes(),
        );
    }
    bombs.push(format!("(id: \"{}\")", "长".repeat(size() / 3)).into_bytes());
    bombs.push(format!("(id: {})", "9".repeat(size())).into_bytes());
    bombs.push(format!("[{}]", "(),".repeat(size() / 3)).into_bytes());
    bombs.push(format!("[{}]", "(id: \"a\"),".repeat(size() / 11)).into_bytes());
    bombs.push(vec![0; size()]);
    bombs.push(vec![0xff; size()]);
    bombs.push(b"\n".repeat(size()));
    bombs.push("\u{feff}".repeat(size() / 3).into_bytes());
    bombs
}

/// Tables with too many of everything.
pub fn tables() -> Vec<Vec<u8>> {
    let header = "entity,metric,period,value,source\n";
    let mut bombs = vec![
        ",".repeat(900_000),
        format!("{header}{}", ",".repeat(900_000)),
        format!("{header}\"{}", "\"\"".repeat(400_000)),
        format!("{header}{}", "\"\n".repeat(400_000)),
        format!("{header}{}", ",,,,\n".repeat(150_000)),
        format!(
            "{header}{}",
            "wuxi,innovation_index,2019,1,wuxi-2020\n".repeat(20_000)
        ),
        format!(
            "{},entity\n",
            (0..90_000)
                .map(|i| format!("c{i}"))
                .collect::<Vec<_>>()
                .join(",")
        ),
    ];
    let many = (0..18_000).map(|i| format!("zone{i},metric{i},2019,1,source{i}\n"));
    bombs.push(format!("{header}{}", many.collect::<String>()));
    bombs
        .into_iter()
        .map(String::into_bytes)
        .map(|mut bomb| {
            bomb.truncate(999_999);
            bomb
        })
        .collect()
}

/// Pictures that are little but say that they are much.
pub fn pngs() -> Vec<Vec<u8>> {
    let head = |width: u32, height: u32| {
        let mut data = [width.to_be_bytes(), height.to_be_bytes()].concat();
        data.extend([8, 6, 0, 0, 0]);
        chunk(b"IHDR", &data)
    };
    let picture =
        |chunks: &[Vec<u8>]| with_checksums([&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat());
    // Zeros, deflated by a table of fixed codes: one bit for 258 of them.
    let text = |method: &[u8], zeros: usize| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer
            .start_file("a", zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut writer, &vec![b'0'; zeros]).unwrap();
        let zip = writer.finish().unwrap().into_inner();
        // The deflated bytes stand behind the local header of 30 bytes and the name.
        let end = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        [b"zonescope:spec\0", method, &[0x78, 0x9c], &zip[31..end]].concat()
    };
    let iend = chunk(b"IEND", b"");
    vec![
        picture(&[head(u32::MAX, u32::MAX), iend.clone()]),
        picture(&[
            head(0x7fff_ffff, 0x7fff_ffff),
            chunk(b"IDAT", &[0; 100]),
            iend.clone(),
        ]),
        picture(&[
            head(1, 1),
            chunk(b"iTXt", &text(b"\x01\x00\0\0", 64 << 20)),
            chunk(b"IDAT", &[0]),
            iend.clone(),
        ]),
        picture(&[
            head(1, 1),
            chunk(b"zTXt", &text(b"\0", 64 << 20)),
            chunk(b"IDAT", &[0]),
            iend.clone(),
        ]),
        picture(&[
            [head(1, 1)].concat(),
            chunk(b"tEXt", b"a\0b").repeat(60_000),
            chunk(b"IDAT", &[0]),
            iend.clone(),
        ]),
        picture(&[head(1, 1), [&[0xff; 4][..], b"iTXt"].concat(), iend]),
    ]
}

/// Workbooks and archives that unfold without end.
pub fn packed() -> Vec<Vec<u8>> {
    let pack = |names: &[&str], bytes: &[u8]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            writer
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
            std::io::Write::write_all(&mut writer, bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let parts = [
        "[Content_Types].xml",
        "docProps/custom.xml",
        "docProps/core.xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
    ];
    vec![
        pack(&["docProps/custom.xml"], &vec![b' '; 90 << 20]),
        pack(&parts, &vec![b'<'; 16 << 20]),
        pack(&parts, "<a>".repeat(4_000_000).as_bytes()),
    ]
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u32).to_be_bytes();
    [&length[..], kind, data, &[0; 4]].concat()
}
