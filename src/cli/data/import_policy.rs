//! `data import-policy`: a policy document's own text into a pack, without a window.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::cli::output::{self, problem};
use crate::cli::{Failure, Global};
use crate::dataset::{Dataset, nearest};
use crate::import::{
    Draft, Issue, IssueKind, Outline, Rules, policy, read_file, save_policy, zone_of,
};
use crate::model::{EntityId, Period};

/// Options of `data import-policy`.
#[derive(Args, Debug)]
pub(super) struct ImportPolicyArgs {
    /// The document: .txt (UTF-8, UTF-16 or GBK), .docx, .html or .pdf with text in it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The pack folder it goes into; made when it is not there
    #[arg(short, long, value_name = "PACK")]
    out: PathBuf,
    /// Title, where the document's own is not found
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Document number, where the document's own is not found
    #[arg(long, value_name = "TEXT")]
    number: Option<String>,
    /// Date of issue, such as 2020-08-27
    #[arg(long, value_name = "DATE")]
    date: Option<Period>,
    /// The zone it is about, by id
    #[arg(long, value_name = "ID")]
    zone: Option<String>,
    /// How many measures it says it has
    #[arg(long, value_name = "N")]
    declared: Option<u32>,
}

pub(super) fn run(args: &ImportPolicyArgs, global: &Global) -> Result<(), Failure> {
    let data = global.dataset()?;
    progress(global, &format!("reading {}", args.file.display()));
    let mut draft = read_file(&args.file).map_err(|error| Failure::refused(error.to_string()))?;
    facts(&mut draft, args, &data)?;
    let outline = Outline::of(&draft, Rules::built_in());
    let shown = args.file.display().to_string();
    if !global.quiet {
        for issue in &outline.issues {
            eprintln!("{}", issue_line(&draft, issue, &shown));
        }
    }
    if let Some(refused) = unfit(&outline) {
        return Err(problem(shown, refused, ""));
    }
    let taken = policy(&draft, &outline, Rules::built_in(), &data);
    progress(global, &format!("saving into {}", args.out.display()));
    let saved = save_policy(&taken, &args.out, &global.sources())
        .map_err(|error| Failure::refused(error.to_string()))?;
    if global.quiet {
        return Ok(());
    }
    output::write(None, false, |out| {
        let policy = &taken.policy;
        let date = policy
            .issued
            .map(|date| date.to_string())
            .unwrap_or_default();
        writeln!(
            out,
            "{}\t{}\t{}\t{date}",
            policy.id, policy.title, policy.number
        )?;
        let declared = policy
            .declared_measures
            .map_or("none".to_owned(), |n| n.to_string());
        let counts = [
            ("heads", outline.heads.len()),
            ("sub-heads", outline.sub_heads.len()),
            ("measures", policy.measures.len()),
            ("kept", policy.kept.len()),
        ];
        for (name, count) in counts {
            writeln!(out, "{name}\t{count}")?;
        }
        writeln!(out, "declared\t{declared}")?;
        for backup in &saved.backups {
            writeln!(out, "backup\t{}", backup.display())?;
        }
        Ok(())
    })
}

fn progress(global: &Global, text: &str) {
    if !global.quiet {
        eprintln!("{text} …");
    }
}

/// What the command line says goes over what the document says.
fn facts(draft: &mut Draft, args: &ImportPolicyArgs, data: &Arc<Dataset>) -> Result<(), Failure> {
    let facts = &mut draft.facts;
    if let Some(title) = &args.title {
        facts.title.clone_from(title);
    }
    if let Some(number) = &args.number {
        facts.number.clone_from(number);
    }
    facts.date = args.date.or(facts.date);
    facts.declared = args.declared.or(facts.declared);
    match &args.zone {
        Some(zone) => {
            let id = EntityId::from(zone.as_str());
            if !data.has_entity(&id) {
                let near = nearest(zone, data.entity_ids().map(EntityId::as_str));
                return Err(problem(zone, "no zone or place of this id", &near));
            }
            draft.facts.zone = Some(id);
        }
        None => draft.facts.zone = zone_of(draft, data),
    }
    Ok(())
}

/// Why there is nothing to save.
fn unfit(outline: &Outline) -> Option<&'static str> {
    let has = |kind: &IssueKind| outline.issues.iter().any(|issue| issue.kind == *kind);
    if has(&IssueKind::NoMeasures) {
        Some(
            "no numbered measures are found; number them (1. or 第一条), or take the text in with the window",
        )
    } else if has(&IssueKind::NoTitle) {
        Some("no title is found; give --title")
    } else {
        None
    }
}

/// `file:line:column: warning: what`, lines counted in the text as read.
fn issue_line(draft: &Draft, issue: &Issue, file: &str) -> String {
    let what = match &issue.kind {
        IssueKind::Missing { from, to } if from == to => {
            format!("number {from} is missing before this")
        }
        IssueKind::Missing { from, to } => {
            format!("numbers {from} to {to} are missing before this")
        }
        IssueKind::Doubled(n) => format!("number {n} stands twice"),
        IssueKind::OutOfOrder(n) => format!("number {n} is out of order"),
        IssueKind::Empty => "the measure has no words".to_owned(),
        IssueKind::NoNumber => "the measure has no number".to_owned(),
        IssueKind::Count { declared, counted } => {
            format!("the document declares {declared} measures, {counted} are found")
        }
        IssueKind::NoMeasures => "no measures are found".to_owned(),
        IssueKind::NoTitle => "no title is found".to_owned(),
    };
    let place = issue.piece.map(|piece| {
        let slice = draft.slice(piece);
        let words = slice.len() - slice.trim_start().len();
        let (line, column) = draft.place(draft.start(piece) + words);
        format!(":{line}:{column}")
    });
    format!("{file}{}: warning: {what}", place.unwrap_or_default())
}
