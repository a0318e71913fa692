//! Packs of any size, made up: to measure and test the product far beyond the data there is.
//!
//! The same options give the same bytes. Records are written one by one; nothing is kept. Names sound like places,
//! but neither names nor figures mean anything, and the pack says so.

mod words;

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{
    Assigned, Category, Instrument, Location, Measure, Metric, MetricKind, PackInfo, Period, Place,
    PlaceKind, Policy, SCHEMA_VERSION, Source, SourceKind, Zone,
};
use words::{
    FIRST, HEADS, HOW, HOW_EN, INDUSTRIES, MEASURED, PROVINCES, SCOPES, SECOND, WHAT, WHO,
};

/// How large the pack becomes.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Number of zones.
    pub zones: u32,
    /// Number of metrics; each has a figure for every zone and year.
    pub metrics: u32,
    /// Number of years, the last of which is 2024; at most 100.
    pub years: u16,
    /// Number of measures, in documents of about eighty.
    pub measures: u32,
    /// Another seed gives other names and figures.
    pub seed: u64,
}

/// Names of the files [`write_file`] can write, in the order of a pack.
pub const FILES: [&str; 7] = [
    "pack.ron",
    "sources.ron",
    "zones.ron",
    "places.ron",
    "metrics.ron",
    "policies.ron",
    "observations.csv",
];

const LAST_YEAR: i16 = 2024;
const MEASURES_OF_A_DOCUMENT: u32 = 80;
const SOURCE: &str = "synthetic";

/// Writes one of [`FILES`]; any other name writes nothing.
///
/// # Errors
/// When `out` fails.
pub fn write_file(name: &str, size: &Size, out: &mut dyn Write) -> io::Result<()> {
    // Every file draws from numbers of its own, so that one size does not change another file.
    let mut draw = Draw(size.seed.wrapping_add(name.len() as u64) ^ 0x5a6f_6e65);
    match name {
        "pack.ron" => out.write_all(ron(&pack_info())?.as_bytes()),
        "sources.ron" => list(out, std::iter::once(source())),
        "zones.ron" => list(out, (0..size.zones).map(|i| zone(i, &mut draw))),
        "places.ron" => list(out, PROVINCES.iter().map(province)),
        "metrics.ron" => list(out, (0..size.metrics).map(metric)),
        "policies.ron" => {
            let documents = size.measures.div_ceil(MEASURES_OF_A_DOCUMENT);
            list(out, (0..documents).map(|i| policy(i, size, &mut draw)))
        }
        "observations.csv" => observations(size, &mut draw, out),
        _ => Ok(()),
    }
}

/// Numbers that look random: splitmix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn ron(record: &impl Serialize) -> io::Result<String> {
    ron::to_string(record).map_err(io::Error::other)
}

fn list<T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = T>) -> io::Result<()> {
    out.write_all(b"[\n")?;
    for record in records {
        writeln!(out, "{},", ron(&record)?)?;
    }
    out.write_all(b"]\n")
}

fn pack_info() -> PackInfo {
    PackInfo {
        id: "synthetic".into(),
        title: "合成数据（并非真实）".into(),
        title_en: "Synthetic data, not real".into(),
        version: "1".into(),
        licence: "CC0".into(),
        coverage: String::new(),
        coverage_en: String::new(),
        schema: SCHEMA_VERSION,
    }
}

fn source() -> Source {
    Source {
        id: SOURCE.into(),
        publisher: "Zonescope".into(),
        title: "合成数据，仅供测速".into(),
        date: None,
        kind: SourceKind::Other,
        locator: String::new(),
        authors: Vec::new(),
    }
}

fn province(&(id, name, name_en, adcode, tile, _): &words::Province) -> Place {
    Place {
        id: id.into(),
        name: name.into(),
        name_en: name_en.into(),
        kind: PlaceKind::Province,
        parent: None,
        adcode: Some(adcode),
        tile: Some(tile),
        sources: vec![SOURCE.into()],
    }
}

/// Chinese name and pinyin of town `i`: no two alike among the first `30 × 28 × 29`.
fn town(i: u32) -> (String, String) {
    let (a, b) = (FIRST.len(), SECOND.len());
    let i = i as usize;
    let (first, second) = (FIRST[i % a], SECOND[i / a % b]);
    let mut zh = format!("{}{}", first.0, second.0);
    let mut en = format!("{}{}", first.1, second.1);
    if i >= a * b {
        let third = SECOND[(i / (a * b) - 1) % b];
        zh.push_str(third.0);
        en.push_str(third.1);
    }
    if let Some(letter) = en.get_mut(0..1) {
        letter.make_ascii_uppercase();
    }
    (zh, en)
}

fn zone(i: u32, draw: &mut Draw) -> Zone {
    let (town, town_en) = town(i);
    let &(_, province, _, _, (column, row), region) = draw.of(&PROVINCES);
    let year = 1988 + draw.below(36) as i16;
    let month = 1 + draw.below(12);
    let mut industries: Vec<String> = Vec::new();
    for _ in 0..1 + draw.below(3) {
        let industry = (*draw.of(&INDUSTRIES)).to_owned();
        if !industries.contains(&industry) {
            industries.push(industry);
        }
    }
    let near = |draw: &mut Draw, degrees: f64| (draw.part() - 0.5) * degrees;
    let demo = draw.below(20) == 0;
    Zone {
        id: zone_id(i).into(),
        name: format!("{town}高新技术产业开发区"),
        short_name: format!("{town}高新区"),
        name_en: format!("{town_en} High-tech Industrial Development Zone"),
        short_name_en: format!("{town_en} HTZ"),
        province: province.into(),
        city: format!("{town}市"),
        county: String::new(),
        region: region.into(),
        level: if i.is_multiple_of(14) {
            "国家级"
        } else {
            "省级"
        }
        .into(),
        approved: format!("{year}-{month:02}").parse::<Period>().ok(),
        demo_zone: if demo { town.clone() } else { String::new() },
        location: Some(Location {
            lon: round(80.0 + f64::from(column) * 5.8 + near(draw, 5.0), 4),
            lat: round(49.0 - f64::from(row) * 4.1 + near(draw, 3.5), 4),
            level: "prefecture".into(),
            source: SOURCE.into(),
        }),
        // The made-up industries are their own classes.
        industry_groups: industries.clone(),
        industries,
        note: String::new(),
        note_en: String::new(),
        aliases: vec![format!("{town}国家高新区")],
        sources: vec![SOURCE.into()],
    }
}

fn zone_id(i: u32) -> String {
    format!("z{i:05}")
}

fn metric_id(i: u32) -> String {
    format!("m{i:03}")
}

fn metric(i: u32) -> Metric {
    let n = i as usize;
    let (what, scope) = (MEASURED[n % MEASURED.len()], n / MEASURED.len());
    let scope = match SCOPES.get(scope) {
        Some(scope) => (*scope).to_owned(),
        None => format!("口径{scope}"),
    };
    let kind = match n % MEASURED.len() {
        0..=4 | 7 | 10 | 13 => MetricKind::Money,
        14 | 15 => MetricKind::Quantity,
        _ => MetricKind::Count,
    };
    let (unit, unit_en) = match kind {
        MetricKind::Money => ("亿元", "100 m yuan"),
        MetricKind::Quantity => ("万单位", "10 000 units"),
        _ => ("个", ""),
    };
    Metric {
        id: metric_id(i).into(),
        name: format!("{what}（{scope}）"),
        name_en: format!("Synthetic metric {i}"),
        unit: unit.into(),
        unit_en: unit_en.into(),
        kind,
        direction: 1,
        group: scope,
        group_en: format!("Scope {}", n / MEASURED.len()),
        definition: String::new(),
        definition_en: String::new(),
    }
}

fn policy(i: u32, size: &Size, draw: &mut Draw) -> Policy {
    let (town, town_en) = town(i);
    let first = i * MEASURES_OF_A_DOCUMENT;
    let count = MEASURES_OF_A_DOCUMENT.min(size.measures - first);
    let year = 2000 + draw.below(25) as i16;
    Policy {
        id: format!("p{i:05}").into(),
        title: format!("关于促进{town}高新技术产业开发区高质量发展的若干措施"),
        short_title: format!("{town}高新区{count}条"),
        title_en: format!("Measures for the high-quality development of the {town_en} zone"),
        short_title_en: String::new(),
        number: format!("{}政发〔{year}〕{}号", &town, i % 99 + 1),
        issuers: vec![format!("{town}市政府")],
        zone: (size.zones > 0).then(|| zone_id(i % size.zones).into()),
        issued: Some(Period::year(year)),
        declared_measures: Some(count),
        categories: HEADS.iter().enumerate().map(category).collect(),
        measures: (first..first + count).map(|n| measure(n, draw)).collect(),
        kept: Vec::new(),
        sources: vec![SOURCE.into()],
        note: String::new(),
        note_en: String::new(),
    }
}

fn category((i, head): (usize, &&str)) -> Category {
    Category {
        id: format!("h{i}"),
        title: (*head).into(),
        title_en: format!("Head {}", i + 1),
    }
}

fn measure(i: u32, draw: &mut Draw) -> Measure {
    let (who, what, how) = (*draw.of(&WHO), *draw.of(&WHAT), draw.below(HOW.len()));
    let (second, amount) = (*draw.of(&WHAT), (1 + draw.below(100)) * 10);
    let number = i % MEASURES_OF_A_DOCUMENT + 1;
    let (gives, gives_en) = (HOW[how], HOW_EN[how]);
    Measure {
        id: format!("m{i:06}").into(),
        number: Some(number.to_string()),
        category: format!("h{}", draw.below(HEADS.len())),
        assigned: Assigned::Document,
        head: String::new(),
        sub_head: String::new(),
        text: format!("对{who}的{what}与{second}{gives}，每年最高{amount}万元"),
        text_en: format!("{gives_en} for firms and bodies, up to {amount} × 10 000 yuan a year"),
        instruments: vec![*draw.of(&Instrument::ALL)],
        targets: vec![who.into()],
        quantities: Vec::new(),
        responsible: Vec::new(),
        supporting: Vec::new(),
        source: SOURCE.into(),
        locator: format!("第{number}条"),
        note: String::new(),
        note_en: String::new(),
    }
}

/// Zone by zone, metric by metric, year by year; each series grows by a rate of its own, with some noise.
fn observations(size: &Size, draw: &mut Draw, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(super::COLUMNS.join(",").as_bytes())?;
    out.write_all(b"\n")?;
    let years = size.years.min(100) as i16;
    for zone in 0..size.zones {
        let zone = zone_id(zone);
        for metric in 0..size.metrics {
            let metric = metric_id(metric);
            let mut value = 10_f64.powf(1.0 + 3.0 * draw.part());
            let growth = 1.02 + 0.16 * draw.part();
            for year in LAST_YEAR - years + 1..=LAST_YEAR {
                value = round(value * growth * (0.95 + 0.1 * draw.part()), 2);
                let (qualifier, status) = match draw.below(40) {
                    0 => ("about", ""),
                    1 => ("", "preliminary"),
                    _ => ("exact", ""),
                };
                let page = year % 300 + 1;
                writeln!(
                    out,
                    "{zone},{metric},{year},{value},{qualifier},{status},,{SOURCE},第{page}页,{value},"
                )?;
            }
        }
    }
    Ok(())
}

fn round(value: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (value * factor).round() / factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{PackSource, load};

    const SIZE: Size = Size {
        zones: 40,
        metrics: 3,
        years: 4,
        measures: 170,
        seed: 1,
    };

    fn text(name: &str, size: &Size) -> String {
        let mut bytes = Vec::new();
        write_file(name, size, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_pack_is_sound_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        for name in FILES {
            std::fs::write(folder.path().join(name), text(name, &SIZE)).unwrap();
        }
        let loaded = load(&[PackSource::Folder(folder.path().to_owned())]);
        assert_eq!(loaded.diagnostics, []);
        let data = loaded.dataset;
        assert_eq!((data.zones.len(), data.metrics.len()), (40, 3));
        assert_eq!(data.observations().len(), 40 * 3 * 4);
        let measures = data.policies.iter().map(|policy| policy.measures.len());
        assert_eq!(measures.collect::<Vec<_>>(), [80, 80, 10]);
    }

    #[test]
    fn the_seed_decides_every_byte() {
        for name in FILES {
            assert_eq!(text(name, &SIZE), text(name, &SIZE), "{name}");
        }
        let other = Size { seed: 2, ..SIZE };
        assert_ne!(text("zones.ron", &SIZE), text("zones.ron", &other));
        assert_ne!(
            text("observations.csv", &SIZE),
            text("observations.csv", &other)
        );
    }

    #[test]
    fn names_differ() {
        let names: std::collections::HashSet<_> = (0..20_000).map(|i| town(i).0).collect();
        assert!(names.len() > 19_000, "{}", names.len());
    }
}
