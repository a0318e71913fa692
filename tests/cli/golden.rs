//! Figures as text: SVGs of the built-in charts, and one line for every kind × size × theme × language.
//!
//! `ZONESCOPE_GOLDEN=update cargo test --test cli golden` writes them anew; look at the difference before committing it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use zonescope::app::PRESETS;
use zonescope::chart::{ChartKind, ChartSpec, FigureTheme, Frame, gallery};
use zonescope::dataset::Dataset;
use zonescope::export::figure::render_svg;
use zonescope::export::svg::Letters;
use zonescope::model::Lang;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn updating() -> bool {
    std::env::var_os("ZONESCOPE_GOLDEN").is_some_and(|what| what == "update")
}

/// Where two texts part.
fn difference(wanted: &str, found: &str) -> String {
    let mut lines = wanted.lines().zip(found.lines()).zip(1..);
    match lines.find(|((wanted, found), _)| wanted != found) {
        Some(((wanted, found), line)) => format!("line {line}:\n- {wanted}\n+ {found}"),
        None => format!(
            "{} and {} lines",
            wanted.lines().count(),
            found.lines().count()
        ),
    }
}

/// Compares with a golden file, or writes it.
fn check(name: &str, found: &str, wrong: &mut Vec<String>) {
    let path = folder().join(name);
    if updating() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, found).unwrap();
        return;
    }
    match std::fs::read_to_string(&path) {
        Ok(wanted) if wanted == found => {}
        Ok(wanted) => wrong.push(format!("{name}: {}", difference(&wanted, found))),
        Err(error) => wrong.push(format!("{name}: {error}")),
    }
}

/// The drawing without what changes with every version of data and program.
fn bare(svg: &str) -> String {
    let mut lines: Vec<&str> = svg.lines().collect();
    lines.retain(|line| !line.starts_with("<metadata>"));
    lines.join("\n") + "\n"
}

#[test]
fn golden_built_in_charts() {
    let data = Dataset::embedded();
    let mut wrong = Vec::new();
    let mut bytes = 0;
    for (name, spec) in gallery(&data) {
        let spec = spec.unwrap();
        let frame = Frame::build(&spec, &data).unwrap();
        let svg = render_svg(&spec, &frame, Letters::Text);
        assert_eq!(
            svg,
            render_svg(&spec, &frame, Letters::Text),
            "{name} is drawn the same twice"
        );
        let svg = bare(&svg);
        bytes += svg.len();
        check(&format!("{name}.svg"), &svg, &mut wrong);
    }
    assert!(
        bytes < 700_000,
        "{bytes} bytes are too much for a repository"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One chart of every kind the built-in subjects suit.
fn one_of_each_kind(data: &Dataset) -> Vec<(String, ChartSpec)> {
    let charts: Vec<ChartSpec> = gallery(data)
        .into_iter()
        .map(|(_, spec)| spec.unwrap())
        .collect();
    let mut found = Vec::new();
    for &kind in ChartKind::ALL {
        // One made for the kind says more than one that can be shown so.
        let made = charts.iter().filter(|spec| spec.kind == kind);
        let shown = charts.iter().map(|spec| ChartSpec {
            kind,
            ..spec.clone()
        });
        let mut specs = made.cloned().chain(shown);
        let suits = specs.find(|spec| Frame::build(spec, data).is_ok());
        found.extend(suits.map(|spec| (format!("{kind:?}"), spec)));
    }
    found
}

fn line(name: &str, spec: &ChartSpec, data: &Dataset) -> String {
    let frame = Frame::build(spec, data).unwrap();
    let svg = bare(&render_svg(spec, &frame, Letters::Text));
    let count = |tag: &str| svg.matches(&format!("<{tag} ")).count();
    format!(
        "{name} {:016x} text={} path={} rect={} circle={}\n",
        hash(&svg),
        count("text"),
        count("path"),
        count("rect"),
        count("circle")
    )
}

#[test]
fn golden_matrix() {
    let data = Dataset::embedded();
    let mut tasks = Vec::new();
    for (kind, spec) in one_of_each_kind(&data) {
        for (preset, size) in PRESETS {
            for theme in [FigureTheme::Light, FigureTheme::Dark, FigureTheme::Print] {
                for lang in [Lang::Zh, Lang::En] {
                    let spec = ChartSpec {
                        size,
                        theme,
                        lang,
                        ..spec.clone()
                    };
                    tasks.push((format!("{kind} {preset} {theme:?} {lang:?}"), spec));
                }
            }
        }
    }
    let (next, lines) = (
        AtomicUsize::new(0),
        Mutex::new(vec![String::new(); tasks.len()]),
    );
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((name, spec)) = tasks.get(at) else {
                break;
            };
            let line = line(name, spec, &data);
            lines.lock().unwrap()[at] = line;
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let mut wrong = Vec::new();
    check(
        "matrix.txt",
        &lines.into_inner().unwrap().concat(),
        &mut wrong,
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
