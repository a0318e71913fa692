//! `zonescope chart` draws a figure into a file, or all of them into a folder; `zonescope charts` lists the built-in ones.

mod batch;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde::Serialize;

use super::output::{self, at, problem};
use super::{Failure, Global};
use crate::chart::{ChartSpec, FigureTheme, Frame, SIZE_RANGE, Words, nearest};
use crate::dataset::{ChartText, Dataset};
use crate::export::figure::{Choices, FigureFormat, write};
use crate::export::reopen::{may_carry, read_spec};
use crate::export::save;
use crate::export::svg::Letters;
use crate::model::Lang;

/// Arguments of `zonescope chart`.
#[derive(Debug, clap::Args)]
pub struct ChartArgs {
    /// A built-in chart's name, a specification (.ron), or a figure exported before (.png, .svg, .pdf, .xlsx)
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub chart: Option<PathBuf>,
    /// Every built-in chart, into the folder given with --out
    #[arg(long)]
    pub all: bool,
    /// Where it goes: the ending tells the form (.png, .svg, .pdf, .csv, .xlsx); a folder with --all
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// Forms written with --all, such as png,svg
    #[arg(long, value_name = "FORMS", value_delimiter = ',', value_parser = formats(), requires = "all")]
    pub format: Vec<FigureFormat>,
    /// Width and height in pixels at scale 1, such as 1920x1080
    #[arg(long, value_parser = parse_size)]
    pub size: Option<(u32, u32)>,
    /// Pixels per pixel of the size: 2 draws everything twice as fine
    #[arg(long, value_name = "N", default_value = "1", value_parser = parse_scale)]
    pub scale: f32,
    /// Colours
    #[arg(long, value_parser = themes())]
    pub theme: Option<FigureTheme>,
    /// Language of the figure
    #[arg(long, value_parser = langs())]
    pub lang: Option<Lang>,
    /// Letters of an SVG as shapes: they look the same where the font is missing, but are no text any more
    #[arg(long)]
    pub outlines: bool,
    /// Title instead of the specification's
    #[arg(long, conflicts_with = "all")]
    pub title: Option<String>,
    /// Replace the file if there is one
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `zonescope charts`.
#[derive(Debug, clap::Args)]
pub struct ChartsArgs {
    /// text: one line each, name and title; json: an array of records
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
    /// Language of the titles
    #[arg(long, value_parser = langs(), default_value = "zh")]
    pub lang: Lang,
}

pub(super) fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let form = || format!("“{text}” is not a size; write WIDTHxHEIGHT, such as 1920x1080");
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(form)?;
    let side = |text: &str| text.trim().parse::<u32>().map_err(|_err| form());
    let size = (side(width)?, side(height)?);
    match SIZE_RANGE.contains(&size.0) && SIZE_RANGE.contains(&size.1) {
        true => Ok(size),
        false => Err(format!(
            "each side must be {} to {} pixels",
            SIZE_RANGE.start(),
            SIZE_RANGE.end()
        )),
    }
}

pub(super) fn parse_scale(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(scale) if (0.25..=8.0).contains(&scale) => Ok(scale),
        _ => Err("write a number from 0.25 to 8".to_owned()),
    }
}

pub(super) fn themes() -> impl clap::builder::TypedValueParser<Value = FigureTheme> {
    PossibleValuesParser::new(["light", "dark", "print"]).map(|name| match name.as_str() {
        "dark" => FigureTheme::Dark,
        "print" => FigureTheme::Print,
        _ => FigureTheme::Light,
    })
}

fn formats() -> impl clap::builder::TypedValueParser<Value = FigureFormat> {
    PossibleValuesParser::new(FigureFormat::ALL.map(FigureFormat::ext)).map(|ext| {
        let mut all = FigureFormat::ALL.into_iter();
        all.find(|format| format.ext() == ext).unwrap_or_default()
    })
}

pub(super) fn langs() -> impl clap::builder::TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["zh", "en"]).map(|code| match code.as_str() {
        "en" => Lang::En,
        _ => Lang::Zh,
    })
}

/// Carries out `zonescope chart`.
pub(super) fn run(args: &ChartArgs, global: &Global) -> Result<(), Failure> {
    let dataset = global.dataset()?;
    if args.all {
        return batch::run(args, &dataset, global.quiet);
    }
    chart(args, &dataset).map(|_path| ())
}

/// Carries out `zonescope charts`.
pub(super) fn run_list(args: &ChartsArgs, global: &Global) -> Result<(), Failure> {
    let (list, problems) = charts(args, &*global.dataset()?)?;
    if !list.is_empty() {
        output::write(None, false, |out| Ok(writeln!(out, "{list}")?))?;
    }
    let problems: Vec<String> = problems.iter().map(Failure::to_string).collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::refused(problems.join("\n"))),
    }
}

/// Draws the figure; gives back where it lies.
///
/// # Errors
/// When there is no such chart, it cannot be drawn with this data, or the file cannot be written.
pub fn chart(args: &ChartArgs, dataset: &Dataset) -> Result<PathBuf, Failure> {
    let name = args.chart.as_deref().unwrap_or(Path::new(""));
    let mut spec = args.adapt(find(name, dataset)?);
    let name = &name.display();
    if let Some(title) = &args.title {
        spec.title = Words {
            zh: title.clone(),
            en: title.clone(),
        };
    }
    let Some(format) = FigureFormat::of(&args.out) else {
        let remedy = "end the name in .png, .svg, .pdf, .csv or .xlsx";
        let what = "the name does not say which form to write";
        return Err(problem(args.out.display(), what, remedy));
    };
    let frame = Frame::build(&spec, dataset).map_err(|error| problem(name, error, ""))?;
    let bytes = write(&spec, &frame, dataset, format, args.choices())
        .map_err(|error| problem(name, error, ""))?;
    Ok(save(&args.out, &bytes, args.force.into())?)
}

impl ChartArgs {
    /// The specification with the options of the command line.
    fn adapt(&self, mut spec: ChartSpec) -> ChartSpec {
        spec.size = self.size.unwrap_or(spec.size);
        spec.theme = self.theme.unwrap_or(spec.theme);
        spec.lang = self.lang.unwrap_or(spec.lang);
        spec
    }

    fn choices(&self) -> Choices {
        Choices {
            scale: self.scale,
            letters: match self.outlines {
                true => Letters::Outlines,
                false => Letters::Text,
            },
        }
    }
}

/// A chart in the list.
#[derive(Serialize)]
struct Listed {
    name: String,
    title: String,
}

/// The list of the packs' charts as text, one line each, or as JSON; and what is wrong with those that cannot be read
/// or drawn, which hide no others.
///
/// # Errors
/// When the list cannot be written as JSON.
pub fn charts(args: &ChartsArgs, dataset: &Dataset) -> Result<(String, Vec<Failure>), Failure> {
    let (mut listed, mut problems) = (Vec::new(), Vec::new());
    for chart in &dataset.charts {
        match title(chart, args.lang, dataset) {
            Ok(title) => {
                let name = chart.name.clone();
                listed.push(Listed { name, title });
            }
            Err(error) => problems.push(error),
        }
    }
    if args.format == "json" {
        let json = serde_json::to_string_pretty(&listed);
        let json = json.map_err(|error| problem("charts", error, ""))?;
        return Ok((json, problems));
    }
    let lines = listed.iter().map(|l| format!("{}  {}", l.name, l.title));
    Ok((lines.collect::<Vec<_>>().join("\n"), problems))
}

fn title(chart: &ChartText, lang: Lang, dataset: &Dataset) -> Result<String, Failure> {
    let spec = ChartSpec::from_ron(&chart.ron).map_err(|error| at(&chart.file, &error))?;
    let spec = ChartSpec { lang, ..spec };
    let frame = Frame::build(&spec, dataset);
    let frame = frame.map_err(|error| problem(&chart.file, error, ""))?;
    Ok(frame.title)
}

/// A specification by name, or out of a file.
pub(super) fn find(chart: &Path, dataset: &Dataset) -> Result<ChartSpec, Failure> {
    if may_carry(chart) {
        return Ok(read_spec(chart)?);
    }
    // No chart of a pack has a name that is no text.
    let chart = &*chart.to_string_lossy();
    let names = || dataset.charts.iter().map(|c| c.name.as_str());
    match dataset.charts.iter().find(|c| c.name == chart) {
        Some(found) => ChartSpec::from_ron(&found.ron).map_err(|error| at(&found.file, &error)),
        None => {
            let near = nearest(chart, names());
            let remedy = match near.is_empty() {
                true => {
                    "`zonescope charts` lists them; a file's name ends in .ron, .png, .svg, .pdf or .xlsx".to_owned()
                }
                false => format!("nearest: {}", near.join(", ")),
            };
            Err(problem(
                chart,
                "there is no built-in chart of this name",
                &remedy,
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_scales_are_bounded() {
        assert_eq!(parse_size("1920x1080"), Ok((1920, 1080)));
        assert_eq!(parse_size("900×383"), Ok((900, 383)));
        for text in ["", "x", "10x10", "1920", "1e3x1e3", "99999x1080", "-5x300"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
        for text in ["0", "NaN", "inf", "9", "two"] {
            assert!(parse_scale(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_name_brings_the_nearest() {
        let error = find(Path::new("wuxi-idnex"), &crate::chart::fixture::pack()).unwrap_err();
        assert!(error.to_string().contains("wuxi-index"), "{error}");
        let error = find(Path::new("nothing.ron"), &crate::chart::fixture::pack()).unwrap_err();
        assert!(
            error.to_string().starts_with("nothing.ron: error: "),
            "{error}"
        );
    }

    #[test]
    fn a_picture_becomes_the_same_picture_again() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a.png"), folder.path().join("b.png"));
        let args = |chart: &str, out: &Path| ChartArgs {
            chart: Some(chart.into()),
            all: false,
            out: out.to_owned(),
            format: Vec::new(),
            outlines: false,
            size: None,
            scale: 0.25,
            theme: None,
            lang: None,
            title: None,
            force: false,
        };
        let dataset = crate::chart::fixture::pack();
        let dark = ChartArgs {
            theme: Some(FigureTheme::Dark),
            lang: Some(Lang::En),
            ..args("wuxi-index", &first)
        };
        chart(&dark, &dataset).unwrap();
        chart(&args(first.to_str().unwrap(), &second), &dataset).unwrap();
        let bytes = |path: &Path| std::fs::read(path).unwrap();
        assert_eq!(bytes(&first), bytes(&second));
        let again = chart(&dark, &dataset).unwrap_err();
        let exists = "a.png: error: exists already; give --force to replace it";
        assert!(again.to_string().ends_with(exists), "{again}");
        let gif = chart(&args("wuxi-index", Path::new("x.gif")), &dataset).unwrap_err();
        assert!(gif.to_string().contains(".svg"));
        for form in ["svg", "pdf", "xlsx"] {
            let (third, fourth) = (first.with_extension(form), second.with_extension("png"));
            chart(&args(first.to_str().unwrap(), &third), &dataset).unwrap();
            let back = ChartArgs {
                force: true,
                ..args(third.to_str().unwrap(), &fourth)
            };
            chart(&back, &dataset).unwrap();
            assert_eq!(bytes(&first), bytes(&fourth), "{form}");
        }
    }

    #[test]
    fn the_list_names_every_chart() {
        let dataset = crate::chart::fixture::pack();
        let list = |format: &str| {
            let args = ChartsArgs {
                format: format.to_owned(),
                lang: Lang::Zh,
            };
            let (list, problems) = charts(&args, &dataset).unwrap();
            assert!(problems.is_empty());
            list
        };
        assert_eq!(list("text").lines().count(), dataset.charts.len());
        let json: serde_json::Value = serde_json::from_str(&list("json")).unwrap();
        assert_eq!(json.as_array().unwrap().len(), dataset.charts.len());
    }
}
