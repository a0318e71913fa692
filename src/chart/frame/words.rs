//! The words of a figure: labels, subtitle, notes, source line, summary.

use std::collections::{BTreeSet, HashSet};

use super::{ChartError, Draft, Frame, Mark, Overlays, Point, Series, overlays};
use crate::chart::spec::{ChartSpec, Missing, Subject};
use crate::dataset::Dataset;
use crate::model::{
    Lang, Metric, MetricKind, Period, Qualifier, Source, SourceId, Status, format_number,
    format_value,
};
use crate::text::{in_brackets, status_text, titled, tr, tr_args};

/// Sources named in the source line; the rest is counted.
const SOURCES_NAMED: usize = 3;
/// Series or rows described one by one in the summary.
pub(super) const DESCRIBED: usize = 8;

/// Qualifier, number and unit: `超6600`, `约1.8万`, `53项`, `79.4%`, `>6600`.
pub(super) fn value_label(
    value: f64,
    qualifier: Qualifier,
    kind: MetricKind,
    unit: &str,
    lang: Lang,
) -> String {
    let mark = qualifier.mark(lang);
    let number = match kind {
        // A year is a name, not an amount.
        MetricKind::Date => format!("{value:.0}"),
        MetricKind::Rank => {
            let place = format_number(value, 0);
            return tr_args(
                lang,
                "chart-rank",
                &[("n", (mark.to_owned() + &place).into())],
            );
        }
        _ => format_value(value, lang),
    };
    let space = match lang {
        Lang::En if !unit.is_empty() && unit != "%" => " ",
        _ => "",
    };
    format!("{mark}{number}{space}{unit}")
}

/// The periods as one: itself when there is one, else the years from first to last.
pub(super) fn period_range(periods: &BTreeSet<Period>, lang: Lang) -> Option<String> {
    let (first, last) = (periods.first()?, periods.last()?);
    if first == last {
        return Some(first.display(lang));
    }
    let (from, to) = (
        periods.iter().map(|p| p.first_year()).min()?,
        periods.iter().map(|p| p.last_year()).max()?,
    );
    Some(match (from == to, lang) {
        (true, _) => Period::year(from).display(lang),
        (false, Lang::Zh) => format!("{from}–{to}年"),
        (false, Lang::En) => format!("{from}–{to}"),
    })
}

/// `label（period）`; `label` alone where there is no period.
pub(crate) fn with_period(label: &str, period: Option<Period>, lang: Lang) -> String {
    with_own(label, ("", period), lang)
}

/// `name（scope，period）`: what is said after a name where others are of another scope or period.
pub(super) fn with_own(name: &str, (scope, period): (&str, Option<Period>), lang: Lang) -> String {
    let period = period.map(|period| period.display(lang));
    in_brackets(name, &[scope, &period.unwrap_or_default()], lang)
}

/// A mark with the name of what it belongs to.
type Named<'a> = (&'a str, &'a Mark);

/// Lowest and highest of named marks; `None` when all are equal.
pub(super) fn spread<'a>(marks: &[Named<'a>]) -> Option<(Named<'a>, Named<'a>)> {
    let by = |a: &&Named<'a>, b: &&Named<'a>| a.1.value.total_cmp(&b.1.value);
    let low = marks.iter().min_by(by)?;
    // Of equals the first.
    let high = marks.iter().rev().max_by(by)?;
    (low.1.value < high.1.value).then_some((*low, *high))
}

/// Lowest and highest as people say it: of ranks (`inverted`) the smallest is the highest.
pub(super) fn turned<T>((low, high): (T, T), inverted: bool) -> (T, T) {
    match inverted {
        true => (high, low),
        false => (low, high),
    }
}

/// The periods of `marks`.
pub(super) fn periods(marks: &[Named<'_>]) -> BTreeSet<Period> {
    marks.iter().filter_map(|(_, mark)| mark.period).collect()
}

/// The title with its publisher and date, unless the title says them already.
pub(crate) fn citation(dataset: &Dataset, source: &Source, lang: Lang) -> String {
    let date = source.date.map(|d| d.display(lang));
    let said_by_title = |text: &str| source.title.contains(text);
    let publisher = dataset.term(&source.publisher, lang);
    let publisher = match said_by_title(publisher) {
        true => "",
        false => publisher,
    };
    let zh_date = source.date.map(|d| d.display(Lang::Zh));
    let date = date.filter(|_| !zh_date.is_some_and(|d| said_by_title(&d)));
    let mut text = match lang {
        Lang::En if !publisher.is_empty() => format!("{publisher}, "),
        _ => publisher.to_owned(),
    };
    text += &titled(&source.title, lang);
    if let Some(date) = date {
        text += lang.pick("，", ", ");
        text += &date;
    }
    text
}

/// Article, and first and last paragraph, of a locator such as `a5p3` or `a5p1–p5`.
fn article(locator: &str) -> Option<(u32, Option<(u32, u32)>)> {
    let rest = locator.strip_prefix('a')?;
    let Some((article, paragraphs)) = rest.split_once('p') else {
        return Some((rest.parse().ok()?, None));
    };
    let (first, last) = paragraphs
        .split_once("–p")
        .unwrap_or((paragraphs, paragraphs));
    let paragraphs = (first.parse().ok()?, last.parse().ok()?);
    Some((article.parse().ok()?, Some(paragraphs)))
}

/// A locator as a person reads it: `第5篇第3段`, `第5篇第1–5段`; anything but `aNpM` as the terms have it.
pub fn locator_words(dataset: &Dataset, locator: &str, lang: Lang) -> String {
    let Some((a, paragraphs)) = article(locator) else {
        return dataset.term(locator, lang).to_owned();
    };
    match (paragraphs, lang) {
        (None, Lang::Zh) => format!("第{a}篇"),
        (None, Lang::En) => format!("article {a}"),
        (Some((p, last)), Lang::Zh) if p == last => format!("第{a}篇第{p}段"),
        (Some((p, last)), Lang::En) if p == last => format!("article {a}, paragraph {p}"),
        (Some((p, last)), Lang::Zh) => format!("第{a}篇第{p}–{last}段"),
        (Some((p, last)), Lang::En) => format!("article {a}, paragraphs {p}–{last}"),
    }
}

/// The same where there is little room: `art. 5, para. 3`.
pub fn locator_brief(dataset: &Dataset, locator: &str, lang: Lang) -> String {
    let words = locator_words(dataset, locator, lang);
    match (article(locator), lang) {
        (Some(_), Lang::En) => words
            .replace("article", "art.")
            .replace("paragraphs", "paras.")
            .replace("paragraph", "para."),
        _ => words,
    }
}

/// Publisher and place, for a tooltip.
pub(super) fn short_citation(
    dataset: &Dataset,
    source: &SourceId,
    locator: &str,
    lang: Lang,
) -> String {
    let publisher = dataset.publisher(source, lang);
    let place = locator_words(dataset, locator, lang);
    match place.is_empty() {
        true => publisher.to_owned(),
        false => format!("{publisher}{}{place}", lang.pick("，", ", ")),
    }
}

/// Every source once, each with the articles used; more than a few are counted.
pub(crate) fn source_line(
    dataset: &Dataset,
    cited: &[(SourceId, String)],
    lang: Lang,
) -> (String, Vec<SourceId>) {
    let mut order: Vec<SourceId> = Vec::new();
    for (id, _) in cited {
        if !order.contains(id) {
            order.push(id.clone());
        }
    }
    let named: Vec<String> = order
        .iter()
        .take(SOURCES_NAMED)
        .map(|id| {
            let name = dataset
                .source(id)
                .map_or_else(|| id.to_string(), |s| citation(dataset, s, lang));
            let locators = cited
                .iter()
                .filter(|(i, _)| i == id)
                .map(|(_, l)| dataset.term(l, lang));
            let places = places(locators, lang);
            match (places.is_empty(), lang) {
                (true, _) => name,
                (false, Lang::Zh) if name.ends_with('》') => name + &places,
                (false, Lang::Zh) => format!("{name}，{places}"),
                (false, Lang::En) => format!("{name}, {places}"),
            }
        })
        .collect();
    let mut sources = named.join(lang.pick("；", "; "));
    if order.len() > SOURCES_NAMED {
        let n = order.len().to_string();
        sources += &tr_args(lang, "chart-sources-more", &[("n", n.into())]);
    }
    let line = match sources.is_empty() {
        true => String::new(),
        false => tr_args(lang, "figure-source", &[("sources", sources.into())]),
    };
    (line, order)
}

/// The articles among locators (`第1、5篇`), then the other locators when they are few and short.
fn places<'a>(locators: impl Iterator<Item = &'a str>, lang: Lang) -> String {
    let (mut articles, mut others) = (BTreeSet::new(), Vec::new());
    for locator in locators {
        match article(locator) {
            Some((number, _)) => {
                articles.insert(number);
            }
            None if locator.is_empty() || others.contains(&locator) => {}
            None => others.push(locator),
        }
    }
    let comma = lang.pick("、", ", ");
    let mut parts = Vec::new();
    if !articles.is_empty() {
        let numbers: Vec<String> = articles.iter().map(u32::to_string).collect();
        parts.push(tr_args(
            lang,
            "chart-articles",
            &[("n", numbers.join(comma).into())],
        ));
    }
    // A Chinese letter is as wide as two others.
    let width = |c: char| 1 + usize::from(!c.is_ascii());
    let widths = others.iter().flat_map(|other| other.chars()).map(width);
    if widths.sum::<usize>() <= 48 {
        parts.extend(others.into_iter().map(str::to_owned));
    }
    parts.join(comma)
}

/// Puts the words of a figure together.
///
/// # Errors
/// When an overlay names what the dataset does not have.
pub(super) fn finish(
    spec: &ChartSpec,
    dataset: &Dataset,
    draft: Draft,
) -> Result<Frame, ChartError> {
    let lang = spec.lang;
    let overlays = Overlays::new(spec, dataset)?;
    let kind = draft.body.kind();
    let marks = kind.marks();
    let title = spec.title.get(lang).map_or(draft.title, str::to_owned);
    let subtitle = spec.subtitle.get(lang).map_or_else(
        || {
            let mut parts = draft.subtitle;
            parts.extend(period_range(&periods(&marks), lang));
            parts.retain(|part| !title.contains(part.as_str()));
            parts.join(" · ")
        },
        str::to_owned,
    );
    let mut notes = draft.notes;
    let (approximate, why) = doubts(dataset, &marks);
    if approximate > 0 {
        let id = match why[..] {
            [_] if approximate == marks.len() => "chart-note-all",
            _ => kind.hollow(),
        };
        let why: Vec<String> = why.iter().map(|id| tr(lang, id).to_lowercase()).collect();
        let why = why.join(lang.pick("、", ", "));
        notes.insert(0, tr_args(lang, id, &[("why", why.into())]));
    }
    notes.extend(carried(spec, &marks));
    notes.extend(overlays::undrawn(spec, &draft.body));
    notes.extend(spec.note.get(lang).map(str::to_owned));
    let mut cited = draft.cited;
    cite(&marks, dataset, &mut cited);
    let (source, sources) = source_line(dataset, &cited, lang);
    let version = dataset.version(lang);
    let summary = summary(lang, &title, &subtitle, kind.says(lang), approximate);
    Ok(Frame {
        subtitle,
        note: match notes.is_empty() {
            true => String::new(),
            false => tr_args(
                lang,
                "chart-note",
                &[("note", notes.join(lang.pick("；", "; ")).into())],
            ),
        },
        source,
        version: tr_args(lang, "figure-data", &[("version", version.into())]),
        summary,
        sources,
        lang,
        title,
        body: draft.body,
        y: spec.y,
        x: spec.x,
        short_ticks: short_ticks_of(spec, dataset),
        overlays,
    })
}

/// Whether large ticks of `metrics` are in 万 or 亿: not under a unit such as 万美元, where 5万 would be read as 50 000.
pub(super) fn short_ticks<'m>(lang: Lang, metrics: impl IntoIterator<Item = &'m Metric>) -> bool {
    let large = |metric: &Metric| metric.unit.starts_with(['百', '千', '万', '亿']);
    lang == Lang::Zh && !metrics.into_iter().any(large)
}

/// The same of all metrics of a figure.
pub(super) fn short_ticks_of(spec: &ChartSpec, dataset: &Dataset) -> bool {
    let metrics = match &spec.subject {
        Subject::Metrics { metrics, .. } => &metrics[..],
        _ => &[],
    };
    short_ticks(
        spec.lang,
        metrics.iter().filter_map(|id| dataset.metric(id)),
    )
}

/// How many marks are hollow for what the sources say, and the reasons there are. A figure carried over is none for that
/// alone: it has a note of its own.
fn doubts(dataset: &Dataset, marks: &[Named<'_>]) -> (usize, Vec<&'static str>) {
    // `None` is hedged; else how the figure came about.
    let (mut hollow, mut why) = (0, BTreeSet::new());
    for (_, mark) in marks.iter().filter(|(_, mark)| mark.approximate) {
        let cites = mark.cites.iter();
        let reasons = cites.flat_map(|obs| {
            let obs = dataset.observations().get(*obs);
            let hedged = (obs.qualifier() != Qualifier::Exact).then_some(None);
            let status = (obs.status() != Status::Reported).then_some(Some(obs.status()));
            hedged.into_iter().chain(status)
        });
        let reasons: Vec<Option<Status>> = reasons.collect();
        hollow += usize::from(!reasons.is_empty());
        why.extend(reasons);
    }
    let id = |why: Option<Status>| why.map_or("chart-hedged", status_text);
    (hollow, why.into_iter().map(id).collect())
}

/// What is said of figures carried over.
fn carried(spec: &ChartSpec, marks: &[Named<'_>]) -> Option<String> {
    let Missing::Carry(years) = spec.missing else {
        return None;
    };
    let n = marks.iter().filter(|(_, mark)| mark.carried).count();
    let args = [("n", n.into()), ("years", years.into())];
    (n > 0).then(|| tr_args(spec.lang, "chart-note-carried", &args))
}

/// Adds source and locator of every observation behind `marks`, each once.
fn cite(marks: &[Named<'_>], dataset: &Dataset, cited: &mut Vec<(SourceId, String)>) {
    let mut seen: HashSet<(&SourceId, &str)> = HashSet::new();
    for ix in marks.iter().flat_map(|(_, mark)| &mark.cites) {
        let obs = dataset.observations().get(*ix);
        if seen.insert((obs.source(), obs.locator())) {
            cited.push((obs.source().clone(), obs.locator().to_owned()));
        }
    }
}

/// What, range, highest, lowest, trend.
fn summary(
    lang: Lang,
    title: &str,
    subtitle: &str,
    says: Vec<String>,
    approximate: usize,
) -> String {
    let mut parts = vec![title.to_owned()];
    if !subtitle.is_empty() {
        parts.push(subtitle.to_owned());
    }
    parts.extend(says);
    if approximate > 0 {
        let n = approximate.to_string();
        parts.push(tr_args(lang, "chart-says-approximate", &[("n", n.into())]));
    }
    let (stop, end) = (lang.pick("。", ". "), lang.pick("。", "."));
    parts.join(stop) + end
}

/// The first few of `count` things one by one, and how many more there are.
pub(super) fn described(count: usize, lang: Lang, say: impl Fn(usize) -> String) -> Vec<String> {
    let mut said: Vec<String> = (0..count.min(DESCRIBED)).map(say).collect();
    said.extend(rest(count, lang));
    said
}

pub(super) fn rest(count: usize, lang: Lang) -> Option<String> {
    let n = count.checked_sub(DESCRIBED).filter(|&n| n > 0)?;
    let args = [("n", n.to_string().into())];
    Some(tr_args(lang, "chart-says-more", &args))
}

/// Both ends of a spread.
pub(super) fn extremes(low: &str, high: &str, lang: Lang) -> String {
    let args = [("low", low.into()), ("high", high.into())];
    tr_args(lang, "chart-says-extremes", &args)
}

/// How one series runs: from, to, and whether without a turn, where its definition does not change. `inverted`: who falls
/// in number rises (ranks).
pub(super) fn trend(series: &Series, inverted: bool, lang: Lang) -> String {
    let main: Vec<&Point> = series.main().collect();
    let said = |p: &Point| with_period(&p.mark.label, p.mark.period, lang);
    let name = series.name.as_str();
    let (Some(first), Some(last)) = (main.first(), main.last()) else {
        return name.to_owned();
    };
    if main.len() == 1 {
        return format!("{name}{}{}", lang.pick("：", ": "), said(first));
    }
    let up = if inverted { -1.0 } else { 1.0 };
    let steps = || {
        let pairs = main.windows(2);
        pairs.map(|w| up * (w[1].mark.value - w[0].mark.value))
    };
    let id = if series.is_redefined() {
        "chart-says-redefined"
    } else if steps().all(|d| d > 0.0) {
        "chart-says-always-up"
    } else if steps().all(|d| d < 0.0) {
        "chart-says-always-down"
    } else if steps().all(|d| d == 0.0) {
        "chart-says-flat"
    } else {
        "chart-says-from-to"
    };
    let args = [
        ("name", name.into()),
        ("from", said(first).into()),
        ("to", said(last).into()),
    ];
    tr_args(lang, id, &args)
}
