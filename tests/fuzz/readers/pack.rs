//! Files of a pack: each inside an otherwise sound pack, loaded and validated as the product does.

use zonescope::dataset::{PACK_FILES, PackSource, load};

use super::{RON_WORDS, assets};
use crate::bombs;
use crate::run::{Reader, folder};

/// Bytes of a file that are enough to stand for the rest.
const ENOUGH: usize = 3000;

/// A RON file of a pack.
pub fn file(name: &'static str) -> Reader {
    let folder = sound_pack();
    let seeds = match name.strip_prefix("charts/") {
        Some(_) => super::chart::specs(),
        None => vec![slice(name, ENOUGH), slice(name, 300)],
    };
    Reader::new(seeds, RON_WORDS, move |bytes| {
        std::fs::write(folder.join(name), bytes).unwrap();
        check(&folder);
    })
}

/// The table of observations.
pub fn observations() -> Reader {
    let folder = sound_pack();
    let table = slice("observations.csv", ENOUGH);
    let text = String::from_utf8(table.clone()).unwrap();
    let seeds = vec![
        table,
        slice("observations.csv", 300),
        format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
        text.replace(',', "\",\"").into_bytes(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    const WORDS: &[&str] = &[
        ",",
        "\"",
        "\"\"",
        "\n",
        "\r",
        "\u{feff}",
        "entity",
        "metric",
        "period",
        "value",
        "qualifier",
        "source",
        "as_printed",
        "about",
        "at_least",
        "wuxi",
        "innovation_index",
        "1,234",
        "1.2万",
        "—",
        "１２",
        "1e400",
        "2019",
        "2016/2019",
        "2020-H1",
        "2020-Q3",
        "=1+1",
    ];
    let mut reader = Reader::new(seeds, WORDS, move |bytes| {
        std::fs::write(folder.join("observations.csv"), bytes).unwrap();
        check(&folder);
    });
    reader.bombs.extend(bombs::tables());
    reader
}

/// Loads the pack: what was refused has its reason, what was not can be read back.
fn check(folder: &std::path::Path) {
    let loaded = load(&[PackSource::Folder(folder.to_owned())]);
    if loaded.dataset.packs.is_empty() {
        assert!(!loaded.diagnostics.is_empty(), "refused without a reason");
        assert_eq!(
            loaded.dataset.observations().iter().count(),
            0,
            "half a pack"
        );
    }
    for problem in &loaded.diagnostics {
        assert!(problem.to_string().len() < 20_000, "an endless message");
    }
    for obs in loaded.dataset.observations().iter() {
        assert!(
            loaded.dataset.has_entity(obs.entity()),
            "a figure of nobody"
        );
    }
}

/// A folder with a small pack made of the first records of the embedded one.
fn sound_pack() -> std::path::PathBuf {
    let folder = folder();
    std::fs::create_dir_all(folder.join("charts")).unwrap();
    for name in PACK_FILES {
        std::fs::write(folder.join(name), slice(name, ENOUGH)).unwrap();
    }
    folder
}

/// The first records of a file of the embedded pack; whole when it is no list.
fn slice(name: &str, enough: usize) -> Vec<u8> {
    let text = std::fs::read_to_string(assets().join(name)).unwrap();
    if name.ends_with(".csv") {
        let mut end = 0;
        let lines = text.split_inclusive('\n').take_while(|line| {
            end += line.len();
            end <= enough
        });
        return lines.collect::<String>().into_bytes();
    }
    let is_list = text.lines().any(|line| line == "[");
    let ends = text
        .match_indices("\n    ),\n")
        .map(|(at, end)| at + end.len());
    let one_line = text.match_indices("),\n    (").map(|(at, _)| at + 3);
    let mut ends: Vec<usize> = ends.chain(one_line).filter(|end| *end <= enough).collect();
    ends.sort_unstable();
    match ends.last() {
        Some(&end) if is_list => format!("{}]\n", &text[..end]).into_bytes(),
        _ => text.into_bytes(),
    }
}
