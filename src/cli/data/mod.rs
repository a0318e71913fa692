//! `data list|export|check|verify|import-policy`, and `synth`, which help does not show.

mod export;
mod import_policy;
mod synth;
mod verify;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, Global, output};
use crate::chart::ChartSpec;
use crate::dataset::{Diagnostic, Severity, chart_texts, check_path_on};

/// `data …`
#[derive(Args, Debug)]
pub(super) struct DataArgs {
    #[command(subcommand)]
    verb: DataVerb,
}

#[derive(Debug, Subcommand)]
enum DataVerb {
    /// Packs with their versions, and how much of everything there is; one item a line, id first.
    List,
    /// Write records of one kind as a table or a list.
    Export(export::ExportArgs),
    /// Report every problem of a pack folder or a file of one.
    Check {
        /// Pack folders, or single files of a pack.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Find the figures of a source, as printed, in the text of that source.
    Verify(verify::VerifyArgs),
    /// Take a policy document's own text into a pack: heads, sub-heads, measures, and everything else kept.
    ImportPolicy(import_policy::ImportPolicyArgs),
    /// Write a made-up pack, to measure the product with.
    #[command(hide = true)]
    Synth(synth::SynthArgs),
}

pub(super) fn run(args: DataArgs, global: &Global) -> Result<(), Failure> {
    match args.verb {
        DataVerb::List => list(global),
        DataVerb::Export(args) => export::run(&args, global),
        DataVerb::Check { paths } => check(&paths, global),
        DataVerb::Verify(args) => verify::run(&args, global),
        DataVerb::ImportPolicy(args) => import_policy::run(&args, global),
        DataVerb::Synth(args) => synth::run(&args),
    }
}

fn list(global: &Global) -> Result<(), Failure> {
    let dataset = global.dataset()?;
    let measures = dataset.policies.iter().map(|policy| policy.measures.len());
    let counts = [
        ("zones", dataset.zones.len()),
        ("places", dataset.places.len()),
        ("metrics", dataset.metrics.len()),
        ("observations", dataset.observations().len()),
        ("policies", dataset.policies.len()),
        ("measures", measures.sum()),
        ("indices", dataset.indices.len()),
        ("clusters", dataset.industry.clusters.len()),
        ("organisations", dataset.industry.organisations.len()),
        ("links", dataset.industry.links.len()),
        ("events", dataset.events.len()),
        ("stories", dataset.stories.len()),
        ("checks", dataset.checks.len()),
        ("sources", dataset.sources.len()),
        ("terms", dataset.terms.len()),
        ("charts", dataset.charts.len()),
    ];
    output::write(None, false, |out| {
        for pack in &dataset.packs {
            let texts = [pack.id.as_str(), &pack.version, &pack.title, &pack.licence];
            writeln!(out, "{}", texts.join("\t"))?;
            if !pack.coverage.is_empty() {
                writeln!(out, "coverage\t{}", pack.coverage)?;
            }
        }
        for (name, count) in counts {
            writeln!(out, "{name}\t{count}")?;
        }
        Ok(())
    })
}

fn check(paths: &[PathBuf], global: &Global) -> Result<(), Failure> {
    let base = global.sources();
    let (mut errors, mut warnings) = (0, 0);
    for path in paths {
        let problems = check_path_on(path, &base).into_iter();
        for problem in problems.chain(unreadable_charts(path)) {
            match problem.severity {
                Severity::Error => errors += 1,
                Severity::Warning => warnings += 1,
            }
            if problem.severity == Severity::Error || !global.quiet {
                eprintln!("{problem}");
            }
        }
    }
    if !global.quiet {
        output::write(None, false, |out| {
            Ok(writeln!(out, "{errors} errors, {warnings} warnings")?)
        })?;
    }
    match errors {
        0 => Ok(()),
        _ => Err(Failure::Refused(None)),
    }
}

/// The charts of a pack that are RON but say what no chart can be.
fn unreadable_charts(path: &Path) -> impl Iterator<Item = Diagnostic> {
    let charts = chart_texts(path).into_iter();
    charts.filter_map(|chart| {
        let error = ChartSpec::from_ron(&chart.ron).err()?;
        Some(Diagnostic {
            severity: Severity::Error,
            file: chart.file,
            line: error.line,
            column: error.column,
            message: error.message,
            remedy: String::new(),
        })
    })
}
