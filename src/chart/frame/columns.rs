//! Grouped and stacked bars: columns over time, or a row of bars per zone when several metrics are compared.

use std::borrow::Cow;

use super::kind::{Body, Kind};
use super::matrix::{self, Made, Matrix};
use super::{ChartError, Draft, Mark};
use crate::chart::spec::{ChartSpec, Stack};
use crate::dataset::Dataset;
use crate::model::Lang;

/// How the parts of a group lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arranged {
    /// Side by side.
    Beside,
    /// On each other.
    Stacked,
    /// On each other, as shares of 100 %.
    Percent,
}

/// Grouped or stacked bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// The figures.
    pub matrix: Matrix,
    /// Sum of each group, where that makes sense.
    pub totals: Vec<Option<Mark>>,
    /// How the parts lie to each other.
    pub arranged: Arranged,
    /// Whether the groups are periods: upright columns instead of lying bars.
    pub time: bool,
    /// Whether small values are the better ones (ranks).
    pub inverted: bool,
}

impl Kind for Columns {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        self.matrix.marks()
    }

    /// Before the part stands the group, unless that is a period.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        let mut named = Vec::new();
        for part in &self.matrix.parts {
            for (group, mark) in self.matrix.groups.iter().zip(&part.marks) {
                let name = match self.time {
                    true => part.name.as_str().into(),
                    false => format!("{} · {}", group.name, part.name).into(),
                };
                named.extend(mark.as_ref().map(|mark| (name, mark)));
            }
        }
        named
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        let id = match self.arranged {
            Arranged::Beside => "chart-says-grouped",
            Arranged::Stacked | Arranged::Percent => "chart-says-stacked",
        };
        matrix::says(&self.matrix, id, self.inverted, lang)
    }
}

/// Bars side by side.
pub(super) fn grouped(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let made = matrix::matrix(spec, dataset, None, false)?;
    Ok(draft(made, Arranged::Beside))
}

/// Bars on each other.
pub(super) fn stacked(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    let percent = spec.stack == Stack::Percent;
    let made = matrix::matrix(spec, dataset, Some(percent), false)?;
    Ok(draft(
        made,
        match percent {
            true => Arranged::Percent,
            false => Arranged::Stacked,
        },
    ))
}

fn draft(made: Made, arranged: Arranged) -> Draft {
    Draft {
        title: made.title,
        subtitle: made.subtitle,
        notes: made.notes,
        cited: Vec::new(),
        body: Body::Columns(Columns {
            matrix: made.matrix,
            totals: made.totals,
            arranged,
            time: made.time,
            inverted: made.ranks,
        }),
    }
}
