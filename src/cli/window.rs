//! No verb: the window.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Global, REFUSED};

/// Options of the window.
#[derive(Args, Clone, Debug, Default)]
pub struct WindowArgs {
    /// Packs, chart specifications or exported pictures to open in the window.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Leave again after the first frame; for measuring.
    #[arg(long, hide = true)]
    pub exit_after_first_frame: bool,
}

/// Opens the window and waits until it is closed.
pub(super) fn window(_args: WindowArgs, _global: Global) -> ExitCode {
    eprintln!("error: this build has no window; try 'zonescope --help'");
    ExitCode::from(REFUSED)
}
