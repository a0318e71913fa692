//! The command line: one file per verb, no logic of its own.

pub mod chart;

use std::process::ExitCode;

/// Parses the arguments and runs the verb; without one, the window.
///
/// Exit status: 0 done, 1 the input was refused, 2 wrong usage.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
