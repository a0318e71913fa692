//! Parses the arguments, runs, exits with the status.

fn main() -> std::process::ExitCode {
    zonescope::cli::main()
}
