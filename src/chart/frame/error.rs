//! Why a specification cannot be drawn.

use std::fmt;

use super::MAX_SERIES;
use crate::chart::spec::ChartKind;
use crate::model::{Lang, Named as _};
use crate::text::{tr, tr_args};

/// Why a specification cannot be drawn with this dataset. [`Self::message`] says it in either language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// No metric with this id.
    UnknownMetric {
        /// The id asked for.
        id: String,
        /// The nearest ids, best first.
        nearest: Vec<String>,
    },
    /// No zone or place with this id.
    UnknownEntity {
        /// The id asked for.
        id: String,
        /// The nearest ids, best first.
        nearest: Vec<String>,
    },
    /// No policy document with this id.
    UnknownPolicy {
        /// The id asked for.
        id: String,
        /// The nearest ids, best first.
        nearest: Vec<String>,
    },
    /// No organisation with this id.
    UnknownOrganisation {
        /// The id asked for.
        id: String,
        /// The nearest ids, best first.
        nearest: Vec<String>,
    },
    /// The specification names no metric.
    NoMetric,
    /// There are no figures for what is asked; `have` names what has some (may be empty).
    NoFigures {
        /// Names of metrics or zones that do have figures, in the figure's language.
        have: Vec<String>,
    },
    /// There are figures, but none in the periods asked for; these periods have some.
    NoFiguresThen {
        /// Periods as a person reads them.
        have: Vec<String>,
    },
    /// The document, zone or organisation has nothing to count.
    NothingToCount {
        /// Its name.
        name: String,
    },
    /// Lines need one unit.
    MixedUnits {
        /// The units, `–` for none.
        units: Vec<String>,
    },
    /// Counted subjects have no time, so no line can be drawn.
    NoTime,
    /// The subject has no links between nodes, so no link diagram can be drawn.
    NoLinks,
    /// Links between nodes can only be drawn as a link diagram.
    OnlyLinks,
    /// More lines than one figure holds ([`MAX_SERIES`]).
    TooManySeries {
        /// How many there would be.
        count: usize,
    },
    /// More bars than one figure holds.
    TooManyBars {
        /// How many there would be.
        count: usize,
        /// How many one figure of this kind holds.
        max: usize,
    },
    /// Figures that do not add up to anything: shares, ranks, indices, negative ones.
    NotParts,
    /// In every period or zone one of the parts is missing.
    NothingWhole,
    /// The kind has no small multiples.
    NoPanels,
    /// Small multiples of one entity each have no places and shares.
    NotAmong,
    /// The transform makes no sense of figures of this kind: growth of a rank, shares of shares.
    NotTransformable {
        /// Name of the metric.
        metric: String,
    },
    /// No figure has the partner the transform needs: the year before, the whole of which it is a part.
    NothingMade,
    /// No period in which all series have a positive figure, to start an index from.
    NoBase,
    /// None of the entities has figures of the metric to divide by in the same periods.
    NoDivisor {
        /// Name of that metric.
        metric: String,
    },
    /// Every figure to divide by covers something else than the figure divided.
    OtherScope {
        /// Name of the metric to divide by.
        metric: String,
    },
    /// The transform gives one figure per series, which is no course over time.
    OneFigureEach,
    /// A log axis and figures of zero or below.
    NoLog,
    /// The kind lacks what it needs.
    Needs {
        /// The kind.
        kind: ChartKind,
        /// The text that says what it takes.
        needs: &'static str,
    },
    /// More than one figure of the kind holds.
    TooMany {
        /// The kind.
        kind: ChartKind,
        /// How many there would be.
        count: usize,
        /// How many one figure holds.
        max: usize,
    },
    /// The kind does not suit the data; others would.
    Unsuited {
        /// Why not.
        why: Box<Self>,
        /// Kinds that would, the most telling first.
        kinds: Vec<ChartKind>,
    },
}

impl ChartError {
    /// Whether another kind may do, so that it is worth asking which.
    pub(super) fn is_of_kind(&self) -> bool {
        matches!(
            self,
            Self::MixedUnits { .. }
                | Self::NoTime
                | Self::NoLinks
                | Self::OnlyLinks
                | Self::TooManySeries { .. }
                | Self::TooManyBars { .. }
                | Self::OneFigureEach
                | Self::Needs { .. }
                | Self::TooMany { .. }
                | Self::NotParts
        )
    }

    /// What is wrong and how to mend it, in `lang`.
    pub fn message(&self, lang: Lang) -> String {
        let unknown = |id, what: &str, nearest: &[String]| {
            let first = tr_args(lang, id, &[("id", what.into())]);
            match nearest.is_empty() {
                true => first,
                false => {
                    let names = nearest.join(lang.pick("、", ", "));
                    first + &tr_args(lang, "chart-error-nearest", &[("names", names.into())])
                }
            }
        };
        let listed = |names: &[String]| -> String {
            const SHOWN: usize = 8;
            let text = names[..names.len().min(SHOWN)].join(lang.pick("、", ", "));
            if names.len() > SHOWN {
                text + "…"
            } else {
                text
            }
        };
        let counted = |id, count: usize, max: usize| {
            let args = [
                ("count", count.to_string().into()),
                ("max", max.to_string().into()),
            ];
            tr_args(lang, id, &args)
        };
        match self {
            Self::UnknownMetric { id, nearest } => unknown("chart-error-metric", id, nearest),
            Self::UnknownEntity { id, nearest } => unknown("chart-error-entity", id, nearest),
            Self::UnknownPolicy { id, nearest } => unknown("chart-error-policy", id, nearest),
            Self::UnknownOrganisation { id, nearest } => unknown("chart-error-org", id, nearest),
            Self::NoMetric => tr(lang, "chart-error-no-metric").into_owned(),
            Self::NoFigures { have } if have.is_empty() => {
                tr(lang, "chart-error-no-figures").into_owned()
            }
            Self::NoFigures { have } => tr_args(
                lang,
                "chart-error-no-figures-have",
                &[("names", listed(have).into())],
            ),
            Self::NoFiguresThen { have } => tr_args(
                lang,
                "chart-error-no-figures-then",
                &[("periods", listed(have).into())],
            ),
            Self::NothingToCount { name } => tr_args(
                lang,
                "chart-error-nothing-to-count",
                &[("name", name.as_str().into())],
            ),
            Self::MixedUnits { units } => tr_args(
                lang,
                "chart-error-units",
                &[("units", listed(units).into())],
            ),
            Self::NoTime => tr(lang, "chart-error-no-time").into_owned(),
            Self::NoLinks => tr(lang, "chart-error-no-links").into_owned(),
            Self::OnlyLinks => tr(lang, "chart-error-only-links").into_owned(),
            Self::TooManySeries { count } => counted("chart-error-series", *count, MAX_SERIES),
            Self::TooManyBars { count, max } => counted("chart-error-bars", *count, *max),
            Self::NotParts => tr(lang, "chart-error-not-parts").into_owned(),
            Self::NothingWhole => tr(lang, "chart-error-nothing-whole").into_owned(),
            Self::NoPanels => tr(lang, "chart-error-no-panels").into_owned(),
            Self::NotAmong => tr(lang, "chart-error-not-among").into_owned(),
            Self::NotTransformable { metric } => {
                let args = [("metric", metric.as_str().into())];
                tr_args(lang, "chart-error-transform", &args)
            }
            Self::NothingMade => tr(lang, "chart-error-nothing-made").into_owned(),
            Self::NoBase => tr(lang, "chart-error-no-base").into_owned(),
            Self::NoDivisor { metric } => {
                let args = [("metric", metric.as_str().into())];
                tr_args(lang, "chart-error-no-divisor", &args)
            }
            Self::OtherScope { metric } => {
                let args = [("metric", metric.as_str().into())];
                tr_args(lang, "chart-error-other-scope", &args)
            }
            Self::OneFigureEach => tr(lang, "chart-error-one-figure").into_owned(),
            Self::NoLog => tr(lang, "chart-error-no-log").into_owned(),
            Self::Needs { kind, needs } => {
                let args = [
                    ("kind", kind.name(lang).into()),
                    ("needs", tr(lang, needs).into()),
                ];
                tr_args(lang, "chart-error-needs", &args)
            }
            Self::TooMany { kind, count, max } => {
                let args = [
                    ("kind", kind.name(lang).into()),
                    ("count", (*count).into()),
                    ("max", (*max).into()),
                ];
                tr_args(lang, "chart-error-too-many", &args)
            }
            Self::Unsuited { why, kinds } => {
                let names: Vec<&str> = kinds.iter().map(|k| k.name(lang)).collect();
                let args = [("kinds", names.join(lang.pick("、", ", ")).into())];
                why.message(lang) + &tr_args(lang, "chart-error-suited", &args)
            }
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ChartError {}
