//! Made-up packs in a temporary folder, and charts of their figures.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::fmt::Write as _;

use tempfile::TempDir;
use zonescope::chart::{ChartKind, ChartSpec, Frame, Subject};
use zonescope::dataset::synth::{FILES, Size, write_file};
use zonescope::dataset::{Dataset, PackSource, load};

/// 2 543 zones × 50 metrics × 35 years and 100 000 measures.
pub const LARGE: Size = Size {
    zones: 2543,
    metrics: 50,
    years: 35,
    measures: 100_000,
    seed: 1,
};

/// Writes the pack; it goes away with the value.
pub fn written(size: &Size) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in FILES {
        let file = std::fs::File::create(folder.path().join(name)).expect("a file");
        let mut out = std::io::BufWriter::new(file);
        write_file(name, size, &mut out).expect("room on the disk");
    }
    folder
}

/// Loads it.
pub fn loaded(folder: &TempDir) -> Dataset {
    let loaded = load(&[PackSource::Folder(folder.path().to_owned())]);
    assert!(loaded.diagnostics.is_empty(), "the pack is sound");
    loaded.dataset
}

/// A chart of made-up figures.
pub struct Case {
    /// What it draws.
    pub spec: ChartSpec,
    /// What it draws from.
    pub data: Dataset,
}

impl Case {
    /// `size.zones` × `size.years` figures of each of the first metrics the kind takes.
    pub fn new(kind: ChartKind, metrics: u32, zones: u32, years: u16) -> Self {
        let size = Size {
            zones,
            metrics,
            years,
            measures: 0,
            seed: 1,
        };
        Self::of(kind, loaded(&written(&size)))
    }

    /// Fourteen lines of 71 429 days each: a million points and six.
    pub fn million() -> Self {
        const ZONES: u32 = 14;
        let size = Size {
            zones: ZONES,
            metrics: 1,
            years: 1,
            measures: 0,
            seed: 1,
        };
        let folder = written(&size);
        let path = folder.path().join("observations.csv");
        let sample = std::fs::read_to_string(&path).expect("a table");
        let mut lines = sample.lines();
        let mut out = format!("{}\n", lines.next().expect("a head"));
        let mut state = 1_u32;
        for (zone, line) in lines.enumerate() {
            let cells: Vec<&str> = line.split(',').collect();
            let mut day: jiff::civil::Date = jiff::civil::date(1901, 1, 1);
            for n in 0..71_429 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let noise = f64::from(state >> 8) / f64::from(1 << 24);
                let wave = (f64::from(n) / 6000.0 + zone as f64).sin();
                let value = 1000.0 + 300.0 * wave + 40.0 * (noise + zone as f64);
                let (zone, metric, source) = (cells[0], cells[1], cells[7]);
                writeln!(out, "{zone},{metric},{day},{value:.1},exact,,,{source},,,")
                    .expect("room");
                day = day.tomorrow().expect("a day");
            }
        }
        std::fs::write(&path, out).expect("room on the disk");
        Self::of(ChartKind::Line, loaded(&folder))
    }

    fn of(kind: ChartKind, data: Dataset) -> Self {
        let spec = ChartSpec {
            kind,
            subject: Subject::Metrics {
                metrics: data.metrics.iter().map(|m| m.id.clone()).collect(),
                entities: Vec::new(),
            },
            size: (960, 540),
            ..ChartSpec::default()
        };
        Self { spec, data }
    }

    /// The chart, ready to draw.
    pub fn frame(&self) -> Frame {
        Frame::build(&self.spec, &self.data).expect("a chart")
    }
}
