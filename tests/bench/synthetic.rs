//! Made-up packs in a temporary folder.

use tempfile::TempDir;
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
