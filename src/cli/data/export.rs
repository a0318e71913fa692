//! `data export`: records of one kind as CSV, JSON or RON, field for field as the packs have them.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::output;
use crate::cli::{Failure, Global};
use crate::dataset::{COLUMNS, Dataset, nearest};
use crate::export::table::safe_cell;
use crate::model::{EntityId, MetricId, Observation, OrgId};

/// Options of `data export`.
#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    /// Which records.
    #[arg(long, value_enum)]
    what: What,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Only records of this zone or place (its id).
    #[arg(long, value_name = "ID")]
    entity: Option<String>,
    /// Only observations of this metric (its id).
    #[arg(long, value_name = "ID")]
    metric: Option<String>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file when it exists.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum What {
    Observations,
    Zones,
    Places,
    Metrics,
    Policies,
    Indices,
    Industry,
    Events,
    Stories,
    Checks,
    Sources,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Json,
    Ron,
}

pub(super) fn run(args: &ExportArgs, global: &Global) -> Result<(), Failure> {
    if args.metric.is_some() && !matches!(args.what, What::Observations | What::Metrics) {
        let message = "--metric goes with --what observations or metrics";
        return Err(Failure::Usage(message.into()));
    }
    let untied = [What::Metrics, What::Checks, What::Sources];
    if args.entity.is_some() && untied.contains(&args.what) {
        let message = "--entity goes with records that belong to a zone or place";
        return Err(Failure::Usage(message.into()));
    }
    let dataset = global.dataset()?;
    let filter = Filter::new(&dataset, args)?;
    output::write(args.output.as_deref(), args.force, |out| {
        records(
            &dataset,
            args.what,
            &filter,
            &mut Writer {
                out,
                format: args.format,
            },
        )
    })
}

struct Filter {
    entity: Option<EntityId>,
    metric: Option<MetricId>,
}

impl Filter {
    fn new(dataset: &Dataset, args: &ExportArgs) -> Result<Self, Failure> {
        let entity = args.entity.as_deref().map(EntityId::from);
        let metric = args.metric.as_deref().map(MetricId::from);
        let unknown = |what: &str, name: &str, near: String| {
            let end = if near.is_empty() {
                String::new()
            } else {
                format!("; {near}")
            };
            Failure::refused(format!("error: unknown {what} `{name}`{end}"))
        };
        if let Some(entity) = entity.as_ref().filter(|entity| !dataset.has_entity(entity)) {
            let near = nearest(entity.as_str(), dataset.entity_ids().map(EntityId::as_str));
            return Err(unknown("zone or place", entity.as_str(), near));
        }
        if let Some(metric) = metric
            .as_ref()
            .filter(|metric| dataset.metric(metric).is_none())
        {
            let near = nearest(
                metric.as_str(),
                dataset.metrics.iter().map(|m| m.id.as_str()),
            );
            return Err(unknown("metric", metric.as_str(), near));
        }
        Ok(Self { entity, metric })
    }

    fn entity(&self, id: &EntityId) -> bool {
        self.entity.as_ref().is_none_or(|entity| entity == id)
    }

    fn maybe_entity(&self, id: Option<&EntityId>) -> bool {
        self.entity.is_none() || id.is_some_and(|id| self.entity(id))
    }

    fn metric(&self, id: &MetricId) -> bool {
        self.metric.as_ref().is_none_or(|metric| metric == id)
    }
}

fn records(
    dataset: &Dataset,
    what: What,
    filter: &Filter,
    writer: &mut Writer<'_>,
) -> Result<(), Failure> {
    let d = dataset;
    match what {
        What::Observations => writer.observations(
            (d.observations().iter())
                .filter(|obs| filter.entity(obs.entity()) && filter.metric(obs.metric()))
                .map(|obs| obs.to_record()),
        ),
        What::Zones => writer.list(d.zones.iter().filter(|z| filter.entity(&z.id))),
        What::Places => writer.list(d.places.iter().filter(|p| filter.entity(&p.id))),
        What::Metrics => writer.list(d.metrics.iter().filter(|m| filter.metric(&m.id))),
        What::Policies => writer.list(
            d.policies
                .iter()
                .filter(|p| filter.maybe_entity(p.zone.as_ref())),
        ),
        What::Indices => writer.list(
            d.indices
                .iter()
                .filter(|i| filter.maybe_entity(i.zone.as_ref())),
        ),
        What::Industry => industry(dataset, filter, writer),
        What::Events => writer.list(d.events.iter().filter(|e| filter.entity(&e.zone))),
        What::Stories => writer.list(d.stories.iter().filter(|s| filter.entity(&s.zone))),
        What::Checks => writer.list(d.checks.iter()),
        What::Sources => writer.list(d.sources.iter()),
    }
}

/// `industry.ron` is one record of three lists; as a table it is its links.
fn industry(dataset: &Dataset, filter: &Filter, writer: &mut Writer<'_>) -> Result<(), Failure> {
    let mut industry = dataset.industry.clone();
    if filter.entity.is_some() {
        industry
            .clusters
            .retain(|cluster| filter.entity(&cluster.zone));
        industry
            .organisations
            .retain(|org| filter.maybe_entity(org.zone.as_ref()));
        let kept = |id: &OrgId| {
            let clusters = industry.clusters.iter();
            let nodes = clusters
                .flat_map(|c| std::iter::once(&c.id).chain(c.sub_sectors.iter().map(|s| &s.id)));
            nodes
                .chain(industry.organisations.iter().map(|o| &o.id))
                .any(|node| node == id)
        };
        industry
            .links
            .retain(|link| kept(&link.from) || kept(&link.to));
    }
    match writer.format {
        Format::Csv => writer.list(industry.links.iter()),
        Format::Json => writer.json(&industry),
        Format::Ron => writer.ron(&industry),
    }
}

struct Writer<'a> {
    out: &'a mut dyn Write,
    format: Format,
}

impl Writer<'_> {
    fn list<T: Serialize>(&mut self, records: impl Iterator<Item = T>) -> Result<(), Failure> {
        let records: Vec<T> = records.collect();
        match self.format {
            Format::Json => self.json(&records),
            Format::Ron => self.ron(&records),
            Format::Csv => self.table(&records),
        }
    }

    /// Row by row: there may be millions.
    fn observations(&mut self, rows: impl Iterator<Item = Observation>) -> Result<(), Failure> {
        if !matches!(self.format, Format::Csv) {
            return self.list(rows);
        }
        let mut csv = csv::Writer::from_writer(&mut *self.out);
        csv.write_record(COLUMNS).map_err(csv_error)?;
        for row in rows {
            let cells = [
                safe_cell(row.entity.as_str()),
                safe_cell(row.metric.as_str()),
                row.period.to_string(),
                row.value.to_string(),
                row.qualifier.id().to_owned(),
                row.status.id().to_owned(),
                safe_cell(&row.definition),
                safe_cell(row.source.as_str()),
                safe_cell(&row.locator),
                safe_cell(&row.as_printed),
                safe_cell(&row.note),
            ];
            csv.write_record(cells).map_err(csv_error)?;
        }
        Ok(csv.flush()?)
    }

    fn json<T: Serialize>(&mut self, records: &T) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut *self.out, records).map_err(std::io::Error::from)?;
        Ok(writeln!(self.out)?)
    }

    fn ron<T: Serialize>(&mut self, records: &T) -> Result<(), Failure> {
        let text = ron::ser::to_string_pretty(records, ron::ser::PrettyConfig::default());
        let text = text.map_err(|error| Failure::refused(format!("error: {error}")))?;
        Ok(writeln!(self.out, "{text}")?)
    }

    /// A column per field; lists of plain values joined with `;`, anything deeper as JSON.
    fn table<T: Serialize>(&mut self, records: &[T]) -> Result<(), Failure> {
        let rows = records.iter().map(|record| {
            let text = serde_json::to_string(record)?;
            serde_json::from_str::<Fields>(&text)
        });
        let rows = rows
            .collect::<Result<Vec<_>, _>>()
            .map_err(std::io::Error::from)?;
        let mut csv = csv::Writer::from_writer(&mut *self.out);
        let names = names(&rows);
        if !rows.is_empty() {
            csv.write_record(&names).map_err(csv_error)?;
        }
        for Fields(fields) in &rows {
            let cells = names.iter().map(|name| {
                let field = fields.iter().find(|(known, _)| known == name);
                field.map_or(String::new(), |(_, value)| cell(value))
            });
            csv.write_record(cells).map_err(csv_error)?;
        }
        Ok(csv.flush()?)
    }
}

/// The fields of a record in the order of its type, which `serde_json::Map` does not keep.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> serde::de::Visitor<'de> for Pairs {
            type Value = Fields;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a record")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// The names of every row's fields, each after the one before it in its row: a row leaves out some that are empty.
fn names(rows: &[Fields]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for Fields(fields) in rows {
        let mut next = 0;
        for (name, _) in fields {
            next = match names.iter().position(|known| known == name) {
                Some(at) => at + 1,
                None => {
                    names.insert(next, name);
                    next + 1
                }
            };
        }
    }
    names
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe_cell(text),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_array() && !item.is_object()) =>
        {
            let items = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            safe_cell(&items.collect::<Vec<_>>().join(";"))
        }
        other => safe_cell(&other.to_string()),
    }
}

fn csv_error(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Failure::refused(format!("error: {other:?}")),
    }
}
