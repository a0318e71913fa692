//! Chart specifications, and the pictures that carry them.

use zonescope::chart::{ChartSpec, Frame};
use zonescope::dataset::Dataset;
use zonescope::export::figure::{self, Choices, FigureFormat};
use zonescope::export::png::{self, PngMeta};
use zonescope::export::reopen::read_spec;
use zonescope::model::Lang;
use zonescope::paint::Picture;

use super::assets;
use crate::bombs;
use crate::run::{Reader, folder};

/// The charts of the embedded pack.
pub fn specs() -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(assets().join("charts"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let mut specs: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    // Every field at once.
    specs.push(ChartSpec::default().to_ron().into_bytes());
    specs
}

/// A specification, read and made into a frame.
pub fn spec() -> Reader {
    let data = Dataset::embedded();
    const WORDS: &[&str] = &[
        "Line",
        "RankedBar",
        "Links",
        "Metrics(",
        "PolicyHeads(",
        "ClusterSectors(",
        "LinksInto(",
        "metrics: [",
        "entities: [",
        "Range(",
        "At(",
        "Auto",
        "highlight: [",
        "size: (200, 8000)",
        "theme: Print",
        "lang: En",
        "title: (zh: \"",
        "\"innovation_index\"",
        "\"wuxi\"",
        "\"tianjin-77\"",
        "\"jining\"",
        "(",
        ")",
        "[",
        "]",
        ",",
    ];
    Reader::new(specs(), WORDS, move |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return;
        };
        match ChartSpec::from_ron(text) {
            Ok(spec) => {
                assert_eq!(
                    ChartSpec::from_ron(&spec.to_ron()),
                    Ok(spec.clone()),
                    "does not survive being saved"
                );
                if let Err(error) = Frame::build(&spec, &data) {
                    assert!(!error.message(Lang::Zh).is_empty());
                }
            }
            Err(error) => assert!(error.line > 0 && !error.message.is_empty(), "{error:?}"),
        }
    })
}

/// A picture of ours, opened as a chart.
pub fn png() -> Reader {
    let picture = Picture {
        width: 8,
        height: 8,
        rgba: vec![200; 8 * 8 * 4],
    };
    let seed = |spec: &[u8]| {
        let meta = PngMeta {
            title: "工业总产值".to_owned(),
            source: "a source".to_owned(),
            data: "7".to_owned(),
            spec: String::from_utf8(spec.to_vec()).unwrap(),
            dpi: Some(300),
        };
        png::encode(&picture, &meta).unwrap()
    };
    let seeds = specs().iter().map(|spec| seed(spec)).collect();
    const WORDS: &[&str] = &[
        "IHDR",
        "IDAT",
        "IEND",
        "iTXt",
        "zTXt",
        "tEXt",
        "PLTE",
        "iCCP",
        "pHYs",
        "acTL",
        "zonescope:spec",
    ];
    let path = folder().join("a.png");
    let mut reader = Reader::new(seeds, WORDS, move |bytes| {
        std::fs::write(&path, bytes).unwrap();
        if let Ok(meta) = png::read_meta(bytes) {
            assert!(meta.spec.len() <= png::MAX_TEXT);
        }
        let _chart_or_reason = read_spec(&path);
    });
    reader.wrap = with_checksums;
    reader.bombs.extend(bombs::pngs());
    reader
}

/// A figure of ours in another form, opened as a chart.
pub fn figure(format: FigureFormat) -> Reader {
    let data = Dataset::embedded();
    let specs = specs()
        .into_iter()
        .take(3)
        .map(|ron| String::from_utf8(ron).unwrap());
    let figures = specs.map(|ron| {
        let spec = ChartSpec {
            size: (400, 300),
            ..ChartSpec::from_ron(&ron).unwrap()
        };
        let frame = Frame::build(&spec, &data).unwrap();
        figure::write(&spec, &frame, &data, format, Choices::default()).unwrap()
    });
    const WORDS: &[&str] = &[
        "<metadata>",
        "</metadata>",
        "zonescope",
        "<![CDATA[",
        "]]>",
        "<!ENTITY a \"&a;\">",
        "&lt;",
        "&#x0;",
        "<rdf:RDF>",
        "<x:xmpmeta>",
        "stream",
        "endstream",
        "/Metadata",
        "/Length 99999999999",
        "PK\u{3}\u{4}",
        "PK\u{1}\u{2}",
        "docProps/custom.xml",
        "<property>",
    ];
    let path = folder().join("a").with_extension(format.ext());
    let mut reader = Reader::new(figures.collect(), WORDS, move |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let _chart_or_reason = read_spec(&path);
    });
    // A bomb for one is plain damage to the others.
    reader.bombs.extend(bombs::packed());
    reader
}

/// Makes every chunk's checksum right, so that damage is not noticed there already.
pub fn with_checksums(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes(head.try_into().unwrap()) as usize;
        let end = at.saturating_add(8).saturating_add(length);
        let Some(chunk) = bytes.get(at + 4..end) else {
            break;
        };
        let sum = crc32(chunk).to_be_bytes();
        let Some(place) = bytes.get_mut(end..end + 4) else {
            break;
        };
        place.copy_from_slice(&sum);
        at = end + 4;
    }
    bytes
}

/// The checksum of PNG.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
