//! Stacked areas over time.

use super::kind::{Body, Kind};
use super::matrix::{self, Matrix};
use super::{ChartError, Draft, Mark};
use crate::analysis::transform::{Datum, follows};
use crate::chart::spec::{ChartSpec, Stack, Transform};
use crate::dataset::Dataset;
use crate::model::Lang;

/// Stacked areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Areas {
    /// The figures; groups are periods.
    pub matrix: Matrix,
    /// Whether they are shares of 100 %.
    pub percent: bool,
    /// For each group whether it joins the one before: all parts there, no period missing between.
    pub joined: Vec<bool>,
}

impl Kind for Areas {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        self.matrix.marks()
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        matrix::says(&self.matrix, "chart-says-areas", false, lang)
    }

    fn hollow(&self) -> &'static str {
        "chart-note-hollow-areas"
    }
}

/// Areas on each other.
pub(super) fn areas(spec: &ChartSpec, dataset: &Dataset) -> Result<Draft, ChartError> {
    if spec.transform == Transform::Cagr {
        return Err(ChartError::OneFigureEach);
    }
    let percent = spec.stack == Stack::Percent;
    let made = matrix::matrix(spec, dataset, Some(percent), true)?;
    let joined = joined(&made.matrix);
    if !joined.contains(&true) {
        return Err(ChartError::OneFigureEach);
    }
    Ok(Draft {
        title: made.title,
        subtitle: made.subtitle,
        notes: made.notes,
        cited: Vec::new(),
        body: Body::Areas(Areas {
            matrix: made.matrix,
            percent,
            joined,
        }),
    })
}

fn joined(matrix: &Matrix) -> Vec<bool> {
    let datum = |i: usize| {
        let period = matrix.groups.get(i)?.period?;
        matrix.sum(i).map(|value| Datum {
            period,
            value,
            definition: "",
        })
    };
    (0..matrix.groups.len())
        .map(|i| {
            let before = i.checked_sub(1).and_then(datum);
            before.zip(datum(i)).is_some_and(|(a, b)| follows(a, b))
        })
        .collect()
}
