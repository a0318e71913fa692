//! `search`: the index of the window, in the terminal.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::chart::langs;
use super::{Failure, Global, output};
use crate::model::Lang;
use crate::search::{Hit, SearchIndex, Target};

/// Options of `search`.
#[derive(Args, Debug)]
pub(super) struct SearchArgs {
    /// Words that must all match: characters, pinyin, initials or English.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How to print the hits.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// At most so many hits.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Language of names.
    #[arg(long, value_parser = langs(), default_value = "zh")]
    lang: Lang,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    kind: &'static str,
    id: &'a str,
    title: &'a str,
    detail: &'a str,
    highlights: &'a [std::ops::Range<usize>],
    score: f32,
}

fn record(hit: &Hit) -> HitRecord<'_> {
    let (kind, id) = match &hit.target {
        Target::Entity(id) => ("entity", id.as_str()),
        Target::Policy(id) => ("policy", id.as_str()),
        Target::Measure(id) => ("measure", id.as_str()),
        Target::Metric(id) => ("metric", id.as_str()),
        Target::Organisation(id) => ("organisation", id.as_str()),
        Target::Source(id) => ("source", id.as_str()),
    };
    HitRecord {
        kind,
        id,
        title: &hit.title,
        detail: &hit.detail,
        highlights: &hit.highlights,
        score: hit.score,
    }
}

pub(super) fn run(args: &SearchArgs, global: &Global) -> Result<(), Failure> {
    let dataset = global.dataset()?;
    let hits = SearchIndex::new(&dataset, args.lang).search(&args.query.join(" "), args.limit);
    let records: Vec<_> = hits.iter().map(record).collect();
    output::write(None, false, |out| {
        match args.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &records).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            Format::Text => {
                for hit in &records {
                    // One line a hit, whatever the texts hold.
                    let line = [hit.kind, hit.id, hit.title, hit.detail].join("\t");
                    writeln!(out, "{}", line.replace(['\n', '\r'], " ").trim_end())?;
                }
            }
        }
        Ok(())
    })
}
