//! `data synth`: a made-up pack of any size, to measure with.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Failure;
use crate::cli::output::{self, problem};
use crate::dataset::synth::{FILES, Size, write_file};

/// Options of `data synth`.
#[derive(Args, Debug)]
pub(super) struct SynthArgs {
    /// The folder to write the pack into; made when it is not there
    #[arg(short, long, value_name = "FOLDER")]
    out: PathBuf,
    /// Number of zones
    #[arg(long, default_value_t = 2543, value_parser = clap::value_parser!(u32).range(..=20_000))]
    zones: u32,
    /// Number of metrics
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(..=1000))]
    metrics: u32,
    /// Number of years up to 2024
    #[arg(long, default_value_t = 35, value_parser = clap::value_parser!(u16).range(..=100))]
    years: u16,
    /// Number of policy measures
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    measures: u32,
    /// Another seed, other names and figures
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replace files that exist
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &SynthArgs) -> Result<(), Failure> {
    let size = Size {
        zones: args.zones,
        metrics: args.metrics,
        years: args.years,
        measures: args.measures,
        seed: args.seed,
    };
    let shown = args.out.display();
    std::fs::create_dir_all(&args.out)
        .map_err(|error| problem(&shown, format!("cannot be made: {error}"), ""))?;
    for name in FILES {
        output::write(Some(&args.out.join(name)), args.force, |out| {
            Ok(write_file(name, &size, out)?)
        })?;
    }
    output::write(None, false, |out| Ok(writeln!(out, "{shown}")?))
}
