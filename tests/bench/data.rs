//! Loading: the embedded pack, and a million rows beside the obvious reader. Searching 100 000 measures beside a plain
//! scan of the same texts, with the 99th percentile printed.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::semicolon_if_nothing_returned
)]

mod synthetic;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use zonescope::analysis::measures::facets::{Chosen, MeasureFacet, MeasureFacets};
use zonescope::analysis::measures::query::Query;
use zonescope::analysis::measures::texts::Texts;
use zonescope::analysis::order::{SortKey, sort_rows};
use zonescope::dataset::synth::Size;
use zonescope::dataset::{Dataset, PackSource, load};
use zonescope::model::Lang;
use zonescope::search::{SearchIndex, Sounds};

/// 1 000 000 rows.
const MILLION: Size = Size {
    zones: 1000,
    metrics: 50,
    years: 20,
    measures: 0,
    seed: 1,
};

/// Rows as owned texts in a table by entity, metric and year; ids checked, values read. No places of mistakes.
fn naive(path: &Path, zones: &HashSet<String>) -> HashMap<(String, String, String), f64> {
    let mut table = HashMap::new();
    let mut reader = csv::Reader::from_path(path).expect("a table");
    for row in reader.records() {
        let row = row.expect("a row");
        assert!(zones.contains(&row[0]), "a known zone");
        let key = (row[0].to_owned(), row[1].to_owned(), row[2].to_owned());
        table.insert(key, row[3].parse().expect("a number"));
    }
    table
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(5));
    group.bench_function("embedded", |b| b.iter(|| load(&[PackSource::Embedded])));
    let folder = synthetic::written(&MILLION);
    let zones = synthetic::loaded(&folder)
        .zones
        .iter()
        .map(|z| z.id.to_string())
        .collect();
    let table = folder.path().join("observations.csv");
    group.bench_function("1 M rows, csv and HashMap", |b| {
        b.iter(|| naive(&table, &zones))
    });
    group.bench_function("1 M rows, validated and indexed", |b| {
        b.iter(|| synthetic::loaded(&folder))
    });
    group.finish();
}

/// What a plain scan looks through: title, English and targets of every measure.
fn plain(data: &Dataset) -> Vec<String> {
    let measures = data.policies.iter().flat_map(|policy| &policy.measures);
    let texts = measures.map(|m| format!("{}\n{}\n{}", m.text, m.text_en, m.targets.join("\n")));
    texts.collect()
}

fn percentiles(mut work: impl FnMut()) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Sorting 2 543 zones by name (as they sound) and by a number, beside a sort that asks the names each time.
fn sorting(criterion: &mut Criterion) {
    let size = Size {
        years: 0,
        measures: 0,
        ..synthetic::LARGE
    };
    let data = synthetic::loaded(&synthetic::written(&size));
    let sounds = Sounds::default();
    let names = || {
        data.zones
            .iter()
            .map(|zone| Some(SortKey::Text(sounds.of(&zone.name))))
    };
    let dates = data
        .zones
        .iter()
        .map(|zone| Some(SortKey::Number(zone.approved?.start())));
    let (by_name, by_date): (Vec<_>, Vec<_>) = (names().collect(), dates.collect());
    let mut group = criterion.benchmark_group("sort, 2 543 zones");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(1));
    let rows: Vec<usize> = (0..data.zones.len()).collect();
    group.bench_function("plain sort by name", |b| {
        b.iter(|| {
            let mut rows = rows.clone();
            rows.sort_by_key(|row| sounds.of(&data.zones[*row].name));
            rows
        })
    });
    group.bench_function("keys of names", |b| b.iter(|| names().collect::<Vec<_>>()));
    for (name, keys) in [("name", by_name), ("date", by_date)] {
        group.bench_function(format!("sort by {name}"), |b| {
            b.iter(|| {
                let mut rows = rows.clone();
                sort_rows(&mut rows, &keys, true);
                rows
            })
        });
    }
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let size = Size {
        years: 0,
        ..synthetic::LARGE
    };
    let data = synthetic::loaded(&synthetic::written(&size));
    let start = Instant::now();
    let index = SearchIndex::new(&data, Lang::Zh);
    println!("index built in {:?}", start.elapsed());
    let texts = plain(&data);
    let mut group = criterion.benchmark_group("search, 100 000 measures");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(1));
    group.warm_up_time(Duration::from_millis(300));
    for query in [
        "万元",
        "人才",
        "孵化器",
        "dj",
        "up to",
        "不在这里",
        "人才 补助",
        "人才 不在这里",
        "m0 5",
    ] {
        // The quietest of several rounds: other work on the machine only ever adds time.
        let rounds = (0..5).map(|_| percentiles(|| drop(black_box(index.search(query, 60)))));
        let Some((worst, median)) = rounds.map(|(median, worst)| (worst, median)).min() else {
            continue;
        };
        println!("{query}: median {median:?}, 99th percentile {worst:?}");
        group.bench_function(format!("plain scan, {query}"), |b| {
            b.iter(|| texts.iter().filter(|text| text.contains(query)).count());
        });
        group.bench_function(format!("index, {query}"), |b| {
            b.iter(|| index.search(query, 60))
        });
    }
    group.finish();
}

/// The policy place's own questions, as after a keystroke: who passes the query, then who passes the choice and how many
/// each further choice would leave. Beside them the same words sought by a plain scan.
fn measures(criterion: &mut Criterion) {
    let size = Size {
        years: 0,
        ..synthetic::LARGE
    };
    let data = synthetic::loaded(&synthetic::written(&size));
    let texts = Texts::of(&data);
    let facets = MeasureFacets::of(&data, |_| Vec::new());
    let plain = plain(&data);
    let keys = BTreeSet::from(["Talent".to_owned()]);
    let chosen: Chosen = [(MeasureFacet::Instrument, keys)].into();
    let mut group = criterion.benchmark_group("policies, 100 000 measures");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(1));
    for query in ["万元", "人才 补助", "-企业"] {
        group.bench_function(format!("plain scan, {query}"), |b| {
            let (word, without) = match query.strip_prefix('-') {
                Some(word) => (word, true),
                None => (query, false),
            };
            let has = |text: &&String| word.split(' ').all(|word| text.contains(word)) != without;
            b.iter(|| plain.iter().filter(has).count());
        });
        let parsed = Query::parse(query);
        group.bench_function(format!("find, {query}"), |b| b.iter(|| texts.find(&parsed)));
        let found = texts.find(&parsed);
        group.bench_function(format!("facets, {query}"), |b| {
            b.iter(|| facets.answer(&found, &chosen))
        });
    }
    group.finish();
}

criterion_group!(benches, loading, sorting, searching, measures);
criterion_main!(benches);
