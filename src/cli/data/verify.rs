//! `data verify`: whether a source really prints the figures the packs say it prints.

use std::path::PathBuf;

use clap::Args;

use crate::cli::output::{self, problem};
use crate::cli::{Failure, Global};
use crate::dataset::nearest;
use crate::model::SourceId;

/// Options of `data verify`.
#[derive(Args, Debug)]
pub(super) struct VerifyArgs {
    /// The source's id.
    #[arg(long, value_name = "ID")]
    source: String,
    /// The text of the source, UTF-8.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
}

pub(super) fn run(args: &VerifyArgs, global: &Global) -> Result<(), Failure> {
    let dataset = global.dataset()?;
    let source = SourceId::from(args.source.as_str());
    if dataset.source(&source).is_none() {
        let near = nearest(
            source.as_str(),
            dataset.sources.iter().map(|s| s.id.as_str()),
        );
        let end = if near.is_empty() {
            String::new()
        } else {
            format!("; {near}")
        };
        return Err(Failure::refused(format!(
            "error: unknown source `{source}`{end}"
        )));
    }
    let shown = args.text.display();
    let bytes = std::fs::read(&args.text)
        .map_err(|error| problem(&shown, format!("cannot be read: {error}"), ""))?;
    let text = String::from_utf8(bytes)
        .map_err(|_error| problem(&shown, "is not UTF-8", "save it as UTF-8"))?;
    let text = squeezed(&text);
    let (mut found, mut missing, mut unprinted) = (0, 0, 0);
    output::write(None, false, |out| {
        for obs in dataset
            .observations()
            .iter()
            .filter(|obs| *obs.source() == source)
        {
            let printed = squeezed(obs.as_printed());
            let verdict = if printed.is_empty() {
                unprinted += 1;
                continue;
            } else if text.contains(&printed) {
                found += 1;
                "found"
            } else {
                missing += 1;
                "missing"
            };
            let period = obs.period();
            let (entity, metric) = (obs.entity(), obs.metric());
            let (locator, printed) = (obs.locator(), obs.as_printed());
            writeln!(
                out,
                "{verdict}\t{entity}\t{metric}\t{period}\t{locator}\t{printed}"
            )?;
        }
        let end = match unprinted {
            0 => String::new(),
            n => format!(", {n} not printed"),
        };
        Ok(writeln!(out, "{found} found, {missing} missing{end}")?)
    })?;
    match missing {
        0 => Ok(()),
        _ => Err(Failure::Refused(None)),
    }
}

/// Without white space: a figure may be broken across lines.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}')
        .collect()
}
