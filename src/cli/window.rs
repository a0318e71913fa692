//! No verb: the window.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::Global;
use crate::dataset::{Dataset, PackSource, load};

/// Options of the window.
#[derive(Args, Clone, Debug, Default)]
pub struct WindowArgs {
    /// Packs, chart specifications or exported pictures to open in the window.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Leave again after the first frame and print how many milliseconds it took; for measuring.
    #[arg(long, hide = true)]
    pub exit_after_first_frame: bool,
}

/// Opens the window and waits until it is closed. A pack with errors is left out and the window says so.
pub(super) fn window(args: WindowArgs, global: &Global, started: Instant) -> ExitCode {
    let (packs, files): (Vec<_>, Vec<_>) = args.files.into_iter().partition(|path| path.is_dir());
    let mut sources = global.sources();
    sources.extend(packs.into_iter().map(PackSource::Folder));
    let load = move || {
        if sources == [PackSource::Embedded] {
            return (Dataset::embedded(), Vec::new());
        }
        let loaded = load(&sources);
        (Arc::new(loaded.dataset), loaded.diagnostics)
    };
    crate::app::run(crate::app::WindowArgs {
        started,
        load: Box::new(load),
        files,
        exit_after_first_frame: args.exit_after_first_frame,
    })
}
