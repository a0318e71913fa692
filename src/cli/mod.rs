//! The command line: one file per verb, no logic of its own.
//!
//! Exit status: 0 done, 1 the input was refused (one line `file:line:column: error: …` each on standard error), 2
//! wrong usage. A reader that goes away (`| head`) ends the work quietly.

// The one place where printing is the product's work.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod chart;
mod compare;
mod data;
mod output;
mod search;
mod view;
mod window;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::dataset::{Dataset, PackSource, Severity, load};
use crate::model::Lang;

/// Done.
pub const DONE: u8 = 0;
/// The input was refused.
pub const REFUSED: u8 = 1;
/// Wrong usage.
pub const USAGE: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  zonescope                                  open the window
  zonescope my-pack chart.ron figure.png     open the window with these
  zonescope chart wuxi-index -o wuxi.svg     a built-in chart, a specification or an exported figure as PNG, SVG, PDF, CSV, XLSX
  zonescope chart --all -o charts            every built-in chart into a folder
  zonescope view zones --zone jining -o v.png
  zonescope compare jining wuxi -o two.xlsx  zones side by side; also .csv, .md, .pdf, .png
  zonescope search 济宁                      find by characters, pinyin or initials
  zonescope data export --what observations --entity jining --format csv -o jining.csv
  zonescope data check my-pack               every problem, with its place
  zonescope data import-policy 77.docx -o my-pack  a policy document's own text into a pack

Exit status: 0 done, 1 the input was refused, 2 wrong usage.";

/// Zonescope · 高新图鉴: explore China's national high-tech zones.
#[derive(Debug, Parser)]
#[command(name = "zonescope", after_help = EXAMPLES, args_conflicts_with_subcommands = false)]
#[command(subcommand_precedence_over_arg = true)]
pub struct Cli {
    /// What to do; without a verb the window opens.
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    window: window::WindowArgs,
    #[command(flatten)]
    global: Global,
}

/// Options of every verb and of the window.
#[derive(Args, Clone, Debug, Default)]
pub struct Global {
    /// Add a data pack (a folder) for this run; may be given several times, later packs override earlier ones.
    #[arg(long = "pack", value_name = "PATH", global = true)]
    pub packs: Vec<PathBuf>,
    /// Leave the embedded data pack out.
    #[arg(long, global = true)]
    pub no_embedded: bool,
    /// Print no progress and no warnings.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The verbs. A new one is a line here, an arm in [`run`] and a file beside this one.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Draw a figure into a PNG, SVG, PDF, CSV or XLSX file.
    Chart(chart::ChartArgs),
    /// List the built-in charts.
    Charts(chart::ChartsArgs),
    /// Put two to six zones side by side in an XLSX, CSV, Markdown, PDF or PNG file.
    Compare(compare::CompareArgs),
    /// List, export and check the data.
    Data(data::DataArgs),
    /// Render a place of the window into a PNG file, without a display.
    View(Box<view::ViewArgs>),
    /// Find zones, metrics, policies, measures, organisations and sources.
    Search(search::SearchArgs),
}

impl Global {
    /// The packs of this run, in order.
    pub fn sources(&self) -> Vec<PackSource> {
        let embedded = (!self.no_embedded).then_some(PackSource::Embedded);
        let folders = self.packs.iter().cloned().map(PackSource::Folder);
        embedded.into_iter().chain(folders).collect()
    }

    /// Loads the packs of this run; problems go to standard error.
    ///
    /// # Errors
    /// [`Failure::Refused`] when a pack has an error: a script must not go on with half of its data.
    pub fn dataset(&self) -> Result<Arc<Dataset>, Failure> {
        if self.packs.is_empty() && !self.no_embedded {
            return Ok(Dataset::embedded());
        }
        let loaded = load(&self.sources());
        let mut refused = false;
        for problem in &loaded.diagnostics {
            let is_error = problem.severity == Severity::Error;
            refused |= is_error;
            if is_error || !self.quiet {
                eprintln!("{problem}");
            }
        }
        match refused {
            true => Err(Failure::Refused(None)),
            false => Ok(Arc::new(loaded.dataset)),
        }
    }
}

/// Why a verb did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input was refused; a message unless it has been printed already.
    #[error("{}", .0.as_deref().unwrap_or("refused"))]
    Refused(Option<String>),
    /// The command line was wrong.
    #[error("{0}")]
    Usage(String),
    /// Standard output was closed by whoever reads it; nothing is wrong.
    #[error("nobody reads the output")]
    Closed,
}

impl Failure {
    /// A refusal with its message.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::Refused(Some(message.into()))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::refused(format!("error: {error}")),
        }
    }
}

/// Parses the arguments and runs the verb; without one, the window.
pub fn main() -> ExitCode {
    // The first thing a process of ours does: the first frame is timed from here.
    let started = std::time::Instant::now();
    match parse(std::env::args_os().collect()) {
        Ok(cli) => run(cli, started),
        Err(code) => code,
    }
}

fn run(cli: Cli, started: std::time::Instant) -> ExitCode {
    let done = match cli.verb {
        None => return window::window(cli.window, &cli.global, started),
        Some(Verb::Chart(args)) => chart::run(&args, &cli.global),
        Some(Verb::Charts(args)) => chart::run_list(&args, &cli.global),
        Some(Verb::Compare(args)) => compare::run(&args, &cli.global),
        Some(Verb::View(args)) => view::run(&args, &cli.global),
        Some(Verb::Data(args)) => data::run(args, &cli.global),
        Some(Verb::Search(args)) => search::run(&args, &cli.global),
    };
    match done {
        Ok(()) | Err(Failure::Closed) => ExitCode::from(DONE),
        Err(Failure::Refused(message)) => {
            message.inspect(|message| eprintln!("{message}"));
            ExitCode::from(REFUSED)
        }
        Err(Failure::Usage(message)) => {
            eprintln!("error: {message}\n\nFor more information, try '--help'.");
            ExitCode::from(USAGE)
        }
    }
}

fn parse(mut args: Vec<std::ffi::OsString>) -> Result<Cli, ExitCode> {
    let command = Cli::command().version(env!("CARGO_PKG_VERSION"));
    if args.is_empty() {
        args.push("zonescope".into());
    }
    if let Some(word) = unknown_verb(&args) {
        let verbs = command
            .get_subcommands()
            .map(|verb| verb.get_name().to_owned());
        let verbs: Vec<_> = verbs.collect();
        let near = crate::dataset::nearest(&word, verbs.iter().map(String::as_str));
        let hint = if near.is_empty() {
            format!("verbs: {}", verbs.join(", "))
        } else {
            near
        };
        eprintln!(
            "error: no verb and no file `{word}`; {hint}\n\nFor more information, try '--help'."
        );
        return Err(ExitCode::from(USAGE));
    }
    let parsed = command
        .try_get_matches_from(args)
        .and_then(|found| Cli::from_arg_matches(&found));
    parsed.map_err(|error| {
        // Help and version go to standard output; a closed pipe there is nobody's fault.
        if error.kind() == clap::error::ErrorKind::DisplayVersion {
            // The data's version is worked out only when it is asked for.
            let data = Dataset::embedded().version(Lang::En);
            let data = if data.is_empty() { "none" } else { &data };
            let version = env!("CARGO_PKG_VERSION");
            let _closed = writeln!(std::io::stdout(), "zonescope {version} (data {data})");
            return ExitCode::from(DONE);
        }
        let _closed = error.print();
        ExitCode::from(if error.use_stderr() { USAGE } else { DONE })
    })
}

/// The first argument when it is neither a verb nor an option nor a file.
fn unknown_verb(args: &[std::ffi::OsString]) -> Option<String> {
    let word = args.get(1)?;
    let text = word.to_str()?;
    let command = Cli::command();
    let is_verb = text == "help"
        || command
            .get_subcommands()
            .any(|verb| verb.get_name() == text);
    // A path with an ending or a separator is meant as a file, even when it is not there: the window says so.
    let like_file = text.contains(['.', '/', '\\']) || std::path::Path::new(word).exists();
    (!is_verb && !text.starts_with('-') && !like_file).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn files_are_no_verbs() {
        let args = |word: &str| vec!["zonescope".into(), word.into()];
        assert_eq!(unknown_verb(&args("serach")).as_deref(), Some("serach"));
        for word in ["search", "a.png", "./pack", "--pack", "src"] {
            assert_eq!(unknown_verb(&args(word)), None, "{word}");
        }
    }
}
