//! How the figures of many entities lie: a strip of dots with a box, and the outliers by name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cross::{
    Measured, Section, Stated, left_out_note, measured, range_note, scope_notes, unsuited,
};
use super::groups::Groups;
use super::kind::Kind;
use super::tracks::{Track, Tracks};
use super::words::short_ticks;
use super::{Body, ChartError, Draft, Level, Mark, overlays};
use crate::chart::spec::{ChartKind, ChartSpec, ColourBy, PeriodChoice};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, Metric, Named as _, Period};
use crate::text::tr_args;

/// Groups a figure holds.
const MAX_GROUPS: usize = 24;
/// Values below which quartiles say nothing.
const LEAST_FOR_BOX: usize = 5;

/// One entity.
#[derive(Clone, Debug, PartialEq)]
pub struct StripDot {
    /// Its name.
    pub name: String,
    /// Its id.
    pub entity: EntityId,
    /// The figure.
    pub stated: Stated,
    /// Whether it lies beyond the whiskers.
    pub outlier: bool,
    /// Keeps its colour where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
}

/// Quartiles, and the farthest values within one and a half boxes of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxOf {
    /// End of the lower whisker.
    pub low: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// End of the upper whisker.
    pub high: f64,
}

impl BoxOf {
    /// Of at least [`LEAST_FOR_BOX`] values, sorted; quartiles by linear interpolation.
    pub(crate) fn of(sorted: &[f64]) -> Option<Self> {
        if sorted.len() < LEAST_FOR_BOX {
            return None;
        }
        let at = |share: f64| {
            let place = share * (sorted.len() - 1) as f64;
            let (below, above) = (place.floor() as usize, place.ceil() as usize);
            sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
        };
        let (q1, median, q3) = (at(0.25), at(0.5), at(0.75));
        let reach = 1.5 * (q3 - q1);
        let within = |v: &&f64| **v >= q1 - reach && **v <= q3 + reach;
        Some(Self {
            low: sorted.iter().find(within).copied()?,
            q1,
            median,
            q3,
            high: sorted.iter().rfind(within).copied()?,
        })
    }
}

/// One strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What stands before it; empty when there is only one.
    pub name: String,
    /// Its dots, lowest first.
    pub dots: Vec<StripDot>,
    /// Its box; `None` of few values.
    pub quartiles: Option<BoxOf>,
    /// The median as a label.
    pub median: String,
}

/// Strips above each other on one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// From the top down.
    pub strips: Vec<Strip>,
    /// Whether each strip is a metric.
    pub metrics: bool,
    /// The axis they share.
    pub axis: Measured,
    /// Values to compare with, where all dots are of one metric and period.
    pub levels: Vec<Level>,
}

impl Kind for Distribution {
    /// Every figure with its entity's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let dots = self.strips.iter().flat_map(|strip| &strip.dots);
        let levels = self.levels.iter().map(|l| (l.name.as_str(), &l.mark));
        dots.flat_map(|dot| dot.stated.marks().map(|mark| (dot.name.as_str(), mark)))
            .chain(levels)
            .collect()
    }

    /// After the dot stands its strip, where that is a metric.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let mut named = Vec::new();
        for strip in &self.strips {
            for dot in &strip.dots {
                let name: Cow<'_, str> = match self.metrics {
                    true => format!("{} · {}", dot.name, strip.name).into(),
                    false => dot.name.as_str().into(),
                };
                named.extend(dot.stated.marks().map(|mark| (name.clone(), mark)));
            }
        }
        let levels = self.levels.iter();
        named.extend(levels.map(|l| (l.name.as_str().into(), &l.mark)));
        named
    }

    /// Strip by strip: how many, median, middle half, ends.
    fn says(&self, lang: Lang) -> Vec<String> {
        let n = self.strips.iter().map(|s| s.dots.len()).sum::<usize>();
        let mut said = vec![tr_args(lang, "chart-says-distribution", &[("n", n.into())])];
        for strip in &self.strips {
            let (Some(low), Some(high)) = (strip.dots.first(), strip.dots.last()) else {
                continue;
            };
            let told = |dot: &StripDot| format!("{} {}", dot.name, dot.stated.mark.label);
            let args = [
                ("name", strip.name.as_str().into()),
                ("n", strip.dots.len().into()),
                ("median", strip.median.as_str().into()),
                ("low", told(low).into()),
                ("high", told(high).into()),
            ];
            let id = match strip.name.is_empty() {
                true => "chart-says-strip",
                false => "chart-says-strip-of",
            };
            said.push(tr_args(lang, id, &args));
        }
        said
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-points"
    }
}

/// A strip before its statistics, with what its dots are figures of.
type Group<'a> = (&'a Metric, String, Vec<StripDot>);

/// Strips by colour group, by metric, or by period.
pub(super) fn distribution(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let refuse = |needs| unsuited(ChartKind::Distribution, needs);
    let tracks = Tracks::new(spec, dataset)?;
    if tracks.found.measure.mixed {
        return Err(refuse("chart-needs-one-unit"));
    }
    let metrics: Vec<&Metric> = tracks.found.metrics.clone();
    let periods = match (&metrics[..], spec.encoding.colour, spec.period) {
        ([metric], ColourBy::None, PeriodChoice::Range(..)) => periods_of(&tracks, metric),
        _ => Vec::new(),
    };
    let sections: Vec<(&Metric, Section)> = match periods.len() {
        0 | 1 => metrics
            .iter()
            .filter_map(|m| Some((*m, Section::of(&tracks, &m.id)?)))
            .collect(),
        _ => periods
            .into_iter()
            .map(|section| (metrics[0], section))
            .collect(),
    };
    let entities = tracks.tracks.iter().map(|t| t.entity);
    let colours = Groups::new(spec.encoding.colour, dataset, entities, lang);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let (mut left_out, mut off) = (0, 0);
    let axis = axis(spec, &tracks, &sections);
    let several = sections.len() > 1;
    let names = colours.names();
    for (metric, section) in &sections {
        let base = groups.len();
        let name = match (several, metrics.len() > 1) {
            (false, _) => String::new(),
            (true, true) => metric.name(lang).to_owned(),
            (true, false) => section.period.display(lang),
        };
        // With several strips already, colour would make strips of strips.
        let split = !several && !names.is_empty();
        match split {
            true => groups.extend(names.iter().map(|name| (*metric, name.clone(), Vec::new()))),
            false => groups.push((*metric, name, Vec::new())),
        }
        for track in tracks.tracks.iter().filter(|t| t.metric.id == metric.id) {
            let Some(stated) = section.stated(track) else {
                left_out += 1;
                continue;
            };
            if !axis.admits(stated.value()) {
                off += 1;
                continue;
            }
            let at = if split {
                colours.of(track.entity).unwrap_or(0)
            } else {
                0
            };
            groups[base + at].2.push(dot(track, stated, dataset, lang));
        }
    }
    groups.retain(|(.., dots)| !dots.is_empty());
    let most = groups.iter().map(|(.., dots)| dots.len()).max();
    match most {
        None if off > 0 => return Err(refuse("chart-needs-positive")),
        Some(n) if n >= 3 => {}
        _ => return Err(refuse("chart-needs-several")),
    }
    if groups.len() > MAX_GROUPS {
        return Err(ChartError::TooMany {
            kind: ChartKind::Distribution,
            count: groups.len(),
            max: MAX_GROUPS,
        });
    }
    let strips: Vec<Strip> = groups
        .into_iter()
        .map(|group| strip(group, &tracks))
        .collect();
    let mut notes = vec![crate::text::tr(lang, "chart-note-box").into_owned()];
    notes.retain(|_| strips.iter().any(|s| s.quartiles.is_some()));
    notes.extend(scope_notes(
        sections.iter().map(|(_, s)| s.definition.as_str()),
        lang,
    ));
    notes.extend(left_out_note(left_out, lang));
    if off > 0 {
        notes.push(tr_args(lang, "chart-note-not-on-log", &[("n", off.into())]));
    }
    let dots = || strips.iter().flat_map(|s| &s.dots);
    notes.extend(range_note(dots().map(|d| &d.stated), lang));
    let mut subtitle = tracks.found.scope();
    subtitle.push(tr_args(lang, "chart-dots", &[("n", dots().count().into())]));
    let levels = match sections[..] {
        [(metric, _)] => {
            let marks: Vec<&Mark> = dots().map(|d| &d.stated.mark).collect();
            overlays::levels(spec, dataset, &tracks.found, Some(metric), &marks)
        }
        _ => Vec::new(),
    };
    let body = Body::Distribution(Distribution {
        levels,
        strips,
        metrics: several && metrics.len() > 1,
        axis,
    });
    Ok(Draft {
        title: title(&tracks, &body, lang),
        subtitle,
        notes,
        cited: Vec::new(),
        body,
    })
}

/// The periods of a range under the definition most have, as sections.
fn periods_of(tracks: &Tracks<'_>, metric: &Metric) -> Vec<Section> {
    let Some(section) = Section::of(tracks, &metric.id) else {
        return Vec::new();
    };
    let mut count: BTreeMap<Period, usize> = BTreeMap::new();
    for track in &tracks.tracks {
        let own = track.places().filter(|(_, d)| *d == section.definition);
        for (period, _) in own.filter(|(p, _)| p.kind() == section.period.kind()) {
            *count.entry(period).or_default() += 1;
        }
    }
    count
        .into_iter()
        .filter(|(_, n)| *n >= 3)
        .map(|(period, _)| Section {
            period,
            definition: section.definition.clone(),
        })
        .collect()
}

fn axis(spec: &ChartSpec, tracks: &Tracks<'_>, sections: &[(&Metric, Section)]) -> Measured {
    let name = match sections {
        [(metric, section)] => measured(tracks, metric, Some(section.period)),
        [(metric, _), ..] if tracks.found.metrics.len() == 1 => measured(tracks, metric, None),
        [(metric, _), ..] => tracks.found.measure.unit(metric),
        [] => String::new(),
    };
    Measured {
        name,
        axis: spec.y,
        short_ticks: short_ticks(spec.lang, tracks.found.metrics.iter().copied()),
    }
}

fn dot(track: &Track<'_>, stated: Stated, dataset: &Dataset, lang: Lang) -> StripDot {
    StripDot {
        name: dataset.entity_name(track.entity, lang).to_owned(),
        entity: track.entity.clone(),
        stated,
        outlier: false,
        highlight: track.highlight,
    }
}

/// Sorts the dots, and says which lie beyond the whiskers.
fn strip((metric, name, mut dots): Group<'_>, tracks: &Tracks<'_>) -> Strip {
    dots.sort_by(|a, b| a.stated.value().total_cmp(&b.stated.value()));
    let values: Vec<f64> = dots.iter().map(|d| d.stated.value()).collect();
    let quartiles = BoxOf::of(&values);
    if let Some(quartiles) = quartiles {
        for dot in &mut dots {
            let value = dot.stated.value();
            dot.outlier = value < quartiles.low || value > quartiles.high;
        }
    }
    let n = values.len();
    let median = 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    let exact = crate::model::Qualifier::Exact;
    let median = tracks.found.measure.label(median, exact, metric);
    Strip {
        name,
        dots,
        quartiles,
        median,
    }
}

/// The measure, and its median where there is one strip.
fn title(tracks: &Tracks<'_>, body: &Body, lang: Lang) -> String {
    let plain = tracks.found.plain_title();
    match body {
        Body::Distribution(Distribution { strips, .. }) if strips.len() == 1 => {
            let args = [
                ("what", plain.into()),
                ("median", strips[0].median.as_str().into()),
            ];
            tr_args(lang, "chart-title-median", &args)
        }
        _ => plain,
    }
}
