//! Two metrics of each entity → dots.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Deref;

use super::cross::{
    Measured, Section, Stated, half_note, measured, range_note, scope_notes, unsuited,
};
use super::groups::Groups;
use super::kind::Kind;
use super::points::extent;
use super::tracks::{Track, Tracks};
use super::words::short_ticks;
use super::{Body, ChartError, Draft, Level, Mark, overlays};
use crate::analysis::correlation::spearman;
use crate::chart::spec::{ChartKind, ChartSpec, Subject, Transform};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, MetricId, Named as _, format_number};
use crate::text::{tr, tr_args};

/// Dots that may ever carry a name.
const MOST_NAMED: usize = 200;

/// One entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// Its id.
    pub entity: EntityId,
    /// What stands across.
    pub x: Stated,
    /// What stands upright.
    pub y: Stated,
    /// What its area stands for; `None` when all are equal, or it has no figure.
    pub size: Option<Stated>,
    /// Index of its colour group.
    pub group: Option<usize>,
    /// Keeps its colour where others are grey; `true` for all when none is pointed out.
    pub highlight: bool,
}

impl Dot {
    /// Hollow: one of its figures is hedged, derived, preliminary or doubtful.
    pub fn approximate(&self) -> bool {
        self.x.mark.approximate || self.y.mark.approximate
    }

    /// All it states.
    pub fn stated(&self) -> impl Iterator<Item = &Stated> {
        [Some(&self.x), Some(&self.y), self.size.as_ref()]
            .into_iter()
            .flatten()
    }
}

/// The numbers of a dot alone: what drawing asks of every one of very many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// What stands across.
    pub x: f64,
    /// What stands upright.
    pub y: f64,
    /// What its area stands for.
    pub size: Option<f64>,
    /// As of [`Dot::highlight`].
    pub highlight: bool,
    /// As of [`Dot::group`]; a group beyond the last colour has none.
    pub group: Option<u16>,
}

/// Spots, and what of all of them an axis or a key asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spots {
    all: Vec<Spot>,
    x: Option<(f64, f64)>,
    y: Option<(f64, f64)>,
    largest: f64,
    pointed: bool,
    digest: u64,
}

impl Spots {
    /// Tells these spots from others in what is drawn of them.
    pub(in crate::chart) fn digest(&self) -> u64 {
        self.digest
    }

    /// Lowest and highest value across and upright; `None` when there is none.
    pub fn spans(&self) -> [Option<(f64, f64)>; 2] {
        [self.x, self.y]
    }

    /// The largest size; 0 when there is none.
    pub fn largest(&self) -> f64 {
        self.largest
    }

    /// Whether some are pointed out of the others.
    pub fn pointed(&self) -> bool {
        self.pointed
    }
}

impl FromIterator<Spot> for Spots {
    fn from_iter<T: IntoIterator<Item = Spot>>(spots: T) -> Self {
        let all: Vec<Spot> = spots.into_iter().collect();
        let sizes = all.iter().filter_map(|spot| spot.size);
        let mut digest = DefaultHasher::new();
        for spot in &all {
            let numbers = [spot.x, spot.y, spot.size.unwrap_or(f64::NAN)];
            (numbers.map(f64::to_bits), spot.highlight, spot.group).hash(&mut digest);
        }
        Self {
            x: extent(all.iter().map(|spot| spot.x)),
            y: extent(all.iter().map(|spot| spot.y)),
            largest: sizes.fold(0.0, f64::max),
            pointed: all.iter().any(|spot| !spot.highlight),
            digest: digest.finish(),
            all,
        }
    }
}

impl Deref for Spots {
    type Target = [Spot];

    fn deref(&self) -> &[Spot] {
        &self.all
    }
}

impl From<&Dot> for Spot {
    fn from(dot: &Dot) -> Self {
        Self {
            x: dot.x.value(),
            y: dot.y.value(),
            size: dot.size.as_ref().map(Stated::value),
            highlight: dot.highlight,
            group: dot.group.and_then(|group| u16::try_from(group).ok()),
        }
    }
}

/// Dots in a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// The dots.
    pub dots: Vec<Dot>,
    /// Their numbers, in the same order.
    pub spots: Spots,
    /// The axis across.
    pub x: Measured,
    /// The upright axis.
    pub y: Measured,
    /// What the area of a dot stands for: metric, unit, period.
    pub size: Option<String>,
    /// Names of the colour groups, in order, each of some dot; empty when colour says nothing.
    pub groups: Vec<String>,
    /// Values to compare with, across and upright.
    pub levels: [Vec<Level>; 2],
    /// Which dots to name first: those pointed out, then the farthest from the middle of all.
    pub telling: Vec<usize>,
}

impl Scatter {
    /// Whether every dot of a group is hollow, so that its key must be.
    pub fn all_hollow(&self, group: usize) -> bool {
        let dots = self.dots.iter().filter(|dot| dot.group == Some(group));
        let mut dots = dots.peekable();
        dots.peek().is_some() && dots.all(Dot::approximate)
    }
}

impl Kind for Scatter {
    /// Every figure with its entity's name.
    fn marks(&self) -> Vec<(&str, &Mark)> {
        let of = |dot: &'_ Dot| dot.stated().map(|s| 1 + s.others.len()).sum::<usize>();
        let mut marks = Vec::with_capacity(self.dots.iter().map(of).sum());
        for dot in &self.dots {
            let all = dot.stated().flat_map(Stated::marks);
            marks.extend(all.map(|mark| (dot.name.as_str(), mark)));
        }
        let levels = self.levels.iter().flatten();
        marks.extend(levels.map(|level| (level.name.as_str(), &level.mark)));
        marks
    }

    /// After the entity stands what is measured.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let full = |name: &str, what: &str| Cow::from(format!("{name} · {what}"));
        let (x, y) = (self.x.name.as_str(), self.y.name.as_str());
        let size = self.size.as_deref().unwrap_or_default();
        let mut named = Vec::new();
        for dot in &self.dots {
            for (stated, what) in [
                (Some(&dot.x), x),
                (Some(&dot.y), y),
                (dot.size.as_ref(), size),
            ] {
                let marks = stated.into_iter().flat_map(Stated::marks);
                named.extend(marks.map(|mark| (full(&dot.name, what), mark)));
            }
        }
        for (levels, what) in self.levels.iter().zip([x, y]) {
            named.extend(levels.iter().map(|l| (full(&l.name, what), &l.mark)));
        }
        named
    }

    /// How many, how they go together, who stands at the ends.
    fn says(&self, lang: Lang) -> Vec<String> {
        let n = self.dots.len();
        let mut said = vec![tr_args(lang, "chart-says-scatter", &[("n", n.into())])];
        let pairs = self.dots.iter().map(|dot| (dot.x.value(), dot.y.value()));
        if let Some(r) = spearman(&pairs.collect::<Vec<_>>()) {
            let args = [("r", format_number(r, 2).into())];
            said.push(tr_args(lang, "chart-says-correlation", &args));
        }
        let x: fn(&Dot) -> &Stated = |dot| &dot.x;
        for (axis, of) in [(&self.x, x), (&self.y, |dot| &dot.y)] {
            let by = |a: &&Dot, b: &&Dot| of(a).value().total_cmp(&of(b).value());
            let ends = (self.dots.iter().min_by(by), self.dots.iter().max_by(by));
            if let (Some(low), Some(high)) = ends {
                let end = |dot: &Dot| format!("{} {}", dot.name, of(dot).mark.label);
                let args = [
                    ("what", axis.name.as_str().into()),
                    ("low", end(low).into()),
                    ("high", end(high).into()),
                ];
                said.push(tr_args(lang, "chart-says-extremes-of", &args));
            }
        }
        said
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-points"
    }
}

/// One dot per entity that has a figure of both metrics.
pub(super) fn scatter(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let lang = spec.lang;
    let refuse = |needs| unsuited(ChartKind::Scatter, needs);
    let [first, second] = pair(spec)?;
    let tracks = Tracks::new(spec, dataset)?;
    let section = |metric| {
        let section = Section::of(&tracks, metric);
        section.ok_or_else(|| refuse("chart-needs-both"))
    };
    let (across, upright) = (section(first)?, section(second)?);
    let axis = |metric: &MetricId, section: &Section, axis| {
        let metric = tracks.found.metrics.iter().find(|m| &m.id == metric);
        let name = metric.map(|m| measured(&tracks, m, Some(section.period)));
        Measured {
            name: name.unwrap_or_default(),
            axis,
            short_ticks: short_ticks(lang, metric.copied()),
        }
    };
    let (x, y) = (axis(first, &across, spec.x), axis(second, &upright, spec.y));
    let sizes = Sizes::new(spec, dataset)?;
    let mut uprights: HashMap<&EntityId, &Track<'_>> = HashMap::new();
    for track in tracks.tracks.iter().filter(|t| &t.metric.id == second) {
        uprights.insert(track.entity, track);
    }
    let (mut placed, mut half, mut off) = (Vec::new(), 0, 0);
    for track in tracks.tracks.iter().filter(|t| &t.metric.id == first) {
        let other = uprights.get(track.entity).and_then(|t| upright.stated(t));
        let (Some(at_x), Some(at_y)) = (across.stated(track), other) else {
            half += 1;
            continue;
        };
        if !x.admits(at_x.value()) || !y.admits(at_y.value()) {
            off += 1;
            continue;
        }
        placed.push((track, at_x, at_y));
    }
    if placed.is_empty() {
        let needs = if off > 0 {
            "chart-needs-positive"
        } else {
            "chart-needs-both"
        };
        return Err(refuse(needs));
    }
    let entities = placed.iter().map(|(track, ..)| track.entity);
    let groups = Groups::new(spec.encoding.colour, dataset, entities, lang);
    let dots = placed.into_iter().map(|(track, x, y)| Dot {
        name: dataset.entity_name(track.entity, lang).to_owned(),
        entity: track.entity.clone(),
        x,
        y,
        size: sizes.of.get(track.entity).cloned(),
        group: groups.of(track.entity),
        highlight: track.highlight,
    });
    let dots: Vec<Dot> = dots.collect();
    let levels = [(first, true), (second, false)].map(|(id, across)| {
        let metric = tracks.found.metrics.iter().find(|m| &m.id == id);
        let at = dots.iter().map(|dot| if across { &dot.x } else { &dot.y });
        let marks: Vec<&Mark> = at.map(|stated| &stated.mark).collect();
        overlays::levels(spec, dataset, &tracks.found, metric.copied(), &marks)
    });
    let telling = telling(&dots, (x.axis.log, y.axis.log), !spec.highlight.is_empty());
    let scopes = [&across.definition, &upright.definition];
    let mut notes = scope_notes(scopes.into_iter().map(String::as_str), lang);
    notes.extend(half_note(half, lang));
    if off > 0 {
        notes.push(tr_args(lang, "chart-note-not-on-log", &[("n", off.into())]));
    }
    if sizes.name.is_some() && dots.iter().any(|dot| dot.size.is_none()) {
        notes.push(tr(lang, "chart-note-no-size").into_owned());
    }
    notes.extend(range_note(dots.iter().flat_map(|d| [&d.x, &d.y]), lang));
    let name = |id: &MetricId| dataset.metric(id).map_or("", |m| m.name(lang)).to_owned();
    let names = [("x", name(first).into()), ("y", name(second).into())];
    Ok(Draft {
        title: tr_args(lang, "chart-title-scatter", &names),
        subtitle: vec![tr_args(lang, "chart-dots", &[("n", dots.len().into())])],
        notes,
        cited: Vec::new(),
        body: Body::Scatter(Box::new(Scatter {
            spots: dots.iter().map(Spot::from).collect(),
            dots,
            x,
            y,
            size: sizes.name,
            groups: groups.names(),
            levels,
            telling,
        })),
    })
}

/// The two metrics.
fn pair(spec: &ChartSpec) -> Result<[&MetricId; 2], ChartError> {
    match &spec.subject {
        Subject::Metrics { metrics, .. } => match &metrics[..] {
            [first, second] if first != second => Ok([first, second]),
            [] => Err(ChartError::NoMetric),
            _ => Err(unsuited(ChartKind::Scatter, "chart-needs-two-metrics")),
        },
        _ => Err(ChartError::NoTime),
    }
}

/// What the areas of dots stand for.
#[derive(Default)]
struct Sizes {
    name: Option<String>,
    of: HashMap<EntityId, Stated>,
}

impl Sizes {
    fn new(spec: &ChartSpec, dataset: &Dataset) -> Result<Self, ChartError> {
        let (Some(metric), Subject::Metrics { entities, .. }) =
            (&spec.encoding.size, &spec.subject)
        else {
            return Ok(Self::default());
        };
        let own = ChartSpec {
            subject: Subject::Metrics {
                metrics: vec![metric.clone()],
                entities: entities.clone(),
            },
            transform: Transform::Level,
            ..spec.clone()
        };
        let tracks = Tracks::new(&own, dataset)?;
        let Some(section) = Section::of(&tracks, metric) else {
            return Ok(Self::default());
        };
        let of = tracks
            .tracks
            .iter()
            .filter_map(|track| {
                let stated = section.stated(track)?;
                // A negative amount has no area.
                (stated.value() >= 0.0).then(|| (track.entity.clone(), stated))
            })
            .collect();
        let metric = tracks.found.metrics.first();
        Ok(Self {
            name: metric.map(|m| measured(&tracks, m, Some(section.period))),
            of,
        })
    }
}

/// Dots in the order in which they deserve a name.
fn telling(dots: &[Dot], (log_x, log_y): (bool, bool), pointed: bool) -> Vec<usize> {
    let scaled = |log: bool, value: f64| if log { value.ln() } else { value };
    let places: Vec<[f64; 3]> = dots
        .iter()
        .map(|dot| {
            let size = dot.size.as_ref().map_or(0.0, |s| s.value().sqrt());
            [
                scaled(log_x, dot.x.value()),
                scaled(log_y, dot.y.value()),
                size,
            ]
        })
        .collect();
    let spread = [0, 1, 2].map(|k| {
        let (mut low, mut high, mut sum) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
        for place in &places {
            (low, high, sum) = (low.min(place[k]), high.max(place[k]), sum + place[k]);
        }
        let n = places.len().max(1) as f64;
        (sum / n, (high - low).max(f64::MIN_POSITIVE))
    });
    let score = |place: &[f64; 3]| {
        let off = |k: usize| (place[k] - spread[k].0) / spread[k].1;
        off(0).hypot(off(1)) + 0.6 * off(2).max(0.0)
    };
    let mut order: Vec<(bool, f64, usize)> = places
        .iter()
        .zip(dots)
        .enumerate()
        .map(|(i, (place, dot))| (pointed && dot.highlight, score(place), i))
        .collect();
    let by = |a: &(bool, f64, usize), b: &(bool, f64, usize)| {
        (b.0.cmp(&a.0))
            .then(b.1.total_cmp(&a.1))
            .then(a.2.cmp(&b.2))
    };
    if order.len() > MOST_NAMED {
        order.select_nth_unstable_by(MOST_NAMED, by);
        order.truncate(MOST_NAMED);
    }
    order.sort_by(by);
    order.into_iter().map(|(_, _, i)| i).collect()
}
