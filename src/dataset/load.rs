//! Reads packs (folders or the embedded one), validates and merges them.

use std::path::{Path, PathBuf};

use super::{Dataset, Diagnostic, Records, StoreBuilder};

/// Where a pack comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackSource {
    /// The pack built into the binary.
    Embedded,
    /// A pack folder.
    Folder(PathBuf),
}

/// What [`load`] gives back.
#[derive(Debug)]
pub struct Loaded {
    /// The packs that were sound, merged.
    pub dataset: Dataset,
    /// Every problem found, in all packs.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads packs in order; later ones add to and override earlier ones. A pack with an error is left out whole.
pub fn load(_packs: &[PackSource]) -> Loaded {
    Loaded {
        dataset: Dataset::new(Records::default(), StoreBuilder::default().finish()),
        diagnostics: Vec::new(),
    }
}

/// Every problem of the pack folder or pack file at `path`.
pub fn check_path(_path: &Path) -> Vec<Diagnostic> {
    Vec::new()
}
