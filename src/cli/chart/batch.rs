//! `zonescope chart --all`: every built-in chart, several at a time.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{ChartArgs, Failure};
use crate::chart::{ChartSpec, Frame};
use crate::cli::output::{at, exists, problem};
use crate::dataset::{ChartText, Dataset};
use crate::export::figure::{FigureFormat, write_with};
use crate::export::save;
use crate::paint::Headless;

/// Width of the bar, in characters.
const BAR: usize = 30;

/// One chart and where its files go.
struct Task<'a> {
    chart: &'a ChartText,
    files: Vec<(FigureFormat, PathBuf)>,
}

/// Draws them all; what cannot be drawn is told at the end, the others are there.
pub(super) fn run(args: &ChartArgs, dataset: &Dataset, quiet: bool) -> Result<(), Failure> {
    let formats = match args.format.as_slice() {
        [] => &[FigureFormat::Png],
        formats => formats,
    };
    let shown = args.out.display();
    std::fs::create_dir_all(&args.out)
        .map_err(|error| problem(shown, format!("no folder: {error}"), ""))?;
    let charts = dataset.charts.iter().map(|chart| {
        let file = |format: &FigureFormat| {
            let name = format!("{}.{}", chart.name, format.ext());
            (*format, args.out.join(name))
        };
        let files = formats.iter().map(file).collect();
        Task { chart, files }
    });
    let tasks: Vec<Task<'_>> = charts.collect();
    // Asked before the first one is written: half a folder of new charts among old ones helps nobody.
    let taken = tasks
        .iter()
        .flat_map(|task| &task.files)
        .find(|(_, file)| file.exists());
    if let (Some((_, file)), false) = (taken, args.force) {
        return Err(exists(file));
    }
    let bar = Bar::new(tasks.len(), quiet);
    let problems = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut headless = Headless::with_threads(1);
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = draw(args, dataset, &mut headless, task) {
                let mut problems = problems.lock().unwrap_or_else(PoisonError::into_inner);
                problems.push(error.to_string());
            }
            bar.step(&task.chart.name);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(tasks.len()) {
            scope.spawn(work);
        }
        work();
    });
    bar.end();
    let mut problems = problems
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    problems.sort();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::refused(problems.join("\n"))),
    }
}

fn draw(
    args: &ChartArgs,
    dataset: &Dataset,
    headless: &mut Headless,
    task: &Task<'_>,
) -> Result<(), Failure> {
    let file = &task.chart.file;
    let spec = ChartSpec::from_ron(&task.chart.ron).map_err(|error| at(file, &error))?;
    let spec = args.adapt(spec);
    let frame = Frame::build(&spec, dataset).map_err(|error| problem(file, error, ""))?;
    for (format, to) in &task.files {
        let bytes = write_with(headless, &spec, &frame, dataset, *format, args.choices())
            .map_err(|error| problem(&task.chart.name, error, ""))?;
        save(to, &bytes, args.force.into())?;
    }
    Ok(())
}

/// The progress bar; nothing where nobody looks.
struct Bar {
    all: usize,
    done: Mutex<usize>,
    shown: bool,
}

impl Bar {
    fn new(all: usize, quiet: bool) -> Self {
        Self {
            all,
            done: Mutex::new(0),
            shown: !quiet && std::io::stderr().is_terminal(),
        }
    }

    fn step(&self, name: &str) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += 1;
        if self.shown {
            let line = line(*done, self.all, name);
            // A terminal that went away is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{line}\x1b[K");
        }
    }

    fn end(&self) {
        if self.shown {
            let _ = writeln!(std::io::stderr());
        }
    }
}

fn line(done: usize, all: usize, name: &str) -> String {
    let full = BAR * done / all.max(1);
    format!(
        "{}{} {done}/{all} {name}",
        "█".repeat(full),
        "░".repeat(BAR - full)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;

    #[test]
    fn every_chart_is_written_once() {
        let dataset = pack();
        let folder = tempfile::tempdir().unwrap();
        let args = ChartArgs {
            chart: None,
            all: true,
            out: folder.path().join("a/b"),
            format: vec![FigureFormat::Svg, FigureFormat::Csv],
            outlines: false,
            size: None,
            scale: 0.25,
            theme: None,
            lang: None,
            title: None,
            force: false,
        };
        run(&args, &dataset, true).unwrap();
        let files = || std::fs::read_dir(&args.out).unwrap().count();
        assert_eq!(files(), 2 * dataset.charts.len());
        let again = run(&args, &dataset, true).unwrap_err();
        assert!(again.to_string().contains("--force"), "{again}");
        let force = ChartArgs {
            force: true,
            ..args
        };
        run(&force, &dataset, true).unwrap();
    }

    #[test]
    fn a_bar_grows() {
        assert_eq!(
            line(1, 2, "x"),
            format!("{}{} 1/2 x", "█".repeat(15), "░".repeat(15))
        );
        assert!(line(2, 2, "x").starts_with(&"█".repeat(30)));
        assert!(!line(0, 0, "").contains('█'));
    }
}
