//! Parses the arguments, runs, exits with the status.

// A double click on Windows must not open a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    zonescope::cli::main()
}
