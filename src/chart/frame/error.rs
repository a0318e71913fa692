//! Why a specification cannot be drawn.

use std::fmt;

use super::{MAX_BARS, MAX_SERIES};
use crate::model::Lang;
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
    /// More bars than one figure holds ([`MAX_BARS`]).
    TooManyBars {
        /// How many there would be.
        count: usize,
    },
}

impl ChartError {
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
            Self::TooManyBars { count } => counted("chart-error-bars", *count, MAX_BARS),
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ChartError {}
