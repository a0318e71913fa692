//! `zonescope compare`: zones side by side, as a workbook, text, pages or picture.

use std::path::PathBuf;

use clap::Args;

use super::chart::{langs, parse_scale, themes};
use super::output::problem;
use super::{Failure, Global};
use crate::analysis::comparison::Comparison;
use crate::app::state::compare::MOST;
use crate::chart::FigureTheme;
use crate::dataset::{Dataset, nearest};
use crate::export::comparison::comparison_table;
use crate::export::save;
use crate::export::table::Format;
use crate::model::{EntityId, Lang};

/// Arguments of `zonescope compare`.
#[derive(Args, Debug)]
pub(super) struct CompareArgs {
    /// Two to six zones, by id or name
    #[arg(required = true, num_args = 2..=MOST, value_name = "ZONE")]
    zones: Vec<String>,
    /// Where the comparison goes: the ending tells the form (.xlsx, .csv, .md, .pdf, .png)
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Leave out the figures only one zone has
    #[arg(long)]
    shared: bool,
    /// Language of the texts
    #[arg(long, default_value = "zh", value_parser = langs())]
    lang: Lang,
    /// Colours of a picture
    #[arg(long, default_value = "light", value_parser = themes())]
    theme: FigureTheme,
    /// Pixels per point of a picture
    #[arg(long, value_name = "N", default_value = "2", value_parser = parse_scale)]
    scale: f32,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
}

/// Writes the comparison.
pub(super) fn run(args: &CompareArgs, global: &Global) -> Result<(), Failure> {
    let out = args.out.display();
    let Some(format) = Format::of(&args.out) else {
        let what = "the name must end in .xlsx, .csv, .md, .pdf or .png";
        return Err(problem(out, what, ""));
    };
    let data = global.dataset()?;
    let mut zones: Vec<EntityId> = Vec::new();
    for name in &args.zones {
        let zone = zone(&data, name).map_err(Failure::refused)?;
        if zones.contains(&zone) {
            let what = "this zone is given twice";
            return Err(problem(name, what, "name another one"));
        }
        zones.push(zone);
    }
    let compared = Comparison::build(&data, &zones, args.lang);
    let table = comparison_table(&data, &compared, args.shared);
    let bytes = table.render(format, args.theme, args.scale);
    let bytes = bytes.map_err(|error| problem(out, error, ""))?;
    save(&args.out, &bytes, args.force.into())?;
    Ok(())
}

/// The zone of this id or name.
pub(super) fn zone(data: &Dataset, name: &str) -> Result<EntityId, String> {
    let name = name.trim();
    let lower = name.to_lowercase();
    let found = data.zones.iter().find(|zone| {
        let names = [
            zone.id.as_str(),
            &zone.name,
            &zone.short_name,
            &zone.name_en,
            &zone.short_name_en,
        ];
        names.into_iter().any(|known| known.to_lowercase() == lower)
    });
    found.map(|zone| zone.id.clone()).ok_or_else(|| {
        // Of ids when it looks like one, of names when it does not.
        let near = match name.is_ascii() {
            true => nearest(name, data.zones.iter().map(|zone| zone.id.as_str())),
            false => nearest(name, data.zones.iter().map(|zone| zone.short_name.as_str())),
        };
        let near = match near.is_empty() {
            true => "`zonescope data export --what zones` lists them".to_owned(),
            false => near,
        };
        format!("{name}: error: no zone of this id or name; {near}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_id_and_name_and_others_bring_the_nearest() {
        let data = Dataset::embedded();
        for name in ["jining", "济宁高新区", " JINING "] {
            assert_eq!(zone(&data, name).unwrap().as_str(), "jining");
        }
        let error = zone(&data, "jinning").unwrap_err();
        assert!(
            error.contains("did you mean") && error.contains("jining"),
            "{error}"
        );
        let error = zone(&data, "济宁高薪区").unwrap_err();
        assert!(error.contains("济宁高新区"), "{error}");
    }
}
