//! The choices of a chart beside its subject: transforms, axes, small multiples, overlays.

use serde::{Deserialize, Serialize};

use super::{ChartSpec, Words};
use crate::model::{Lang, MetricId, Named, Period, PolicyId};

/// Texts a person may put on one figure.
pub const MAX_ANNOTATIONS: usize = 50;

/// Years a figure may be carried over.
const MAX_CARRY: u8 = 10;

/// What is made of the figures before they are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Transform {
    /// As the sources give them.
    #[default]
    Level,
    /// Change against the same period a year before, %.
    YearOnYear,
    /// The figure of the base period = 100; `None`: the first period that all series have.
    Index(Option<Period>),
    /// Compound annual growth rate from the first to the last figure, % a year.
    Cagr,
    /// Share of the total of all series drawn, in the same period, %.
    Share,
    /// Per unit of another metric of the same entity and period.
    Per(MetricId),
    /// Running total.
    Cumulative,
    /// Place among all series drawn in the same period, 1 for the largest.
    Rank,
}

impl Transform {
    /// Whether a figure carried over can be taken for one of its year: what compares or adds up periods would take it for
    /// a second one.
    pub fn takes_carried(&self) -> bool {
        matches!(self, Self::Level | Self::Share | Self::Rank | Self::Per(_))
    }
}

/// How parts are put on each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stack {
    /// In the unit of the figures.
    #[default]
    Absolute,
    /// As shares of 100 %.
    Percent,
}

/// What happens where a figure is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Missing {
    /// It is a gap.
    #[default]
    Gap,
    /// The last figure before is carried over, for at most so many years; the figure says where.
    Carry(u8),
}

/// An axis of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Axis {
    /// Whether equal steps multiply (needs positive values).
    pub log: bool,
    /// Lowest and highest value shown; `None`: what the data need.
    pub range: Option<(f64, f64)>,
}

/// What the colour of a dot says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColourBy {
    /// Nothing.
    #[default]
    None,
    /// The zone's region (东部 中部 西部 东北).
    Region,
    /// The batch in which the zone was approved.
    Batch,
}

/// What size and colour of a dot say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Encoding {
    /// The metric that the area of a dot stands for.
    pub size: Option<MetricId>,
    /// What its colour says.
    pub colour: ColourBy,
}

/// What small multiples are made by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PanelBy {
    /// One plot per zone or place.
    #[default]
    Entity,
    /// One plot per metric.
    Metric,
}

/// Small multiples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Panels {
    /// What each plot shows.
    pub by: PanelBy,
    /// Whether each plot has a value axis of its own; otherwise all share one.
    pub free: bool,
}

/// Policies whose dates are marked on the time axis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Markers {
    /// None.
    #[default]
    None,
    /// Those of the zones drawn, and the national ones.
    OfZones,
    /// These.
    These(Vec<PolicyId>),
}

/// A line of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reference {
    /// Arithmetic mean of what is drawn, in each period or over all bars.
    Mean,
    /// Median of the same.
    Median,
    /// The nation's figure, where the dataset has it: that of all national zones together, or of the country.
    National,
}

impl Reference {
    /// Every reference, in the order shown.
    pub const ALL: [Self; 3] = [Self::Mean, Self::Median, Self::National];
}

impl Named for Reference {
    fn name(&self, lang: Lang) -> &'static str {
        match self {
            Self::Mean => lang.pick("平均", "Mean"),
            Self::Median => lang.pick("中位数", "Median"),
            Self::National => lang.pick("全国", "China"),
        }
    }
}

/// A text with a leader line to a point of the plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Annotation {
    /// What it says.
    pub text: Words,
    /// The point, in plot coordinates: decimal year or x value, and value; of bars the row from 0 and the value.
    pub at: (f64, f64),
    /// From the point to the middle of the text, in widths and heights of the plot; y grows downwards.
    pub offset: (f32, f32),
}

impl ChartSpec {
    /// What no figure can be among these choices: the field and what is wrong with it.
    pub(super) fn option_problem(&self) -> Option<(&'static str, String)> {
        for (field, axis) in [("x", self.x), ("y", self.y)] {
            if let Some((low, high)) = axis.range {
                if !(low.is_finite() && high.is_finite() && low < high) {
                    let message =
                        format!("range {low} to {high} is empty; give the lower end first");
                    return Some((field, message));
                }
                if axis.log && low <= 0.0 {
                    let message = format!("a log axis starts above 0, not at {low}");
                    return Some((field, message));
                }
            }
        }
        if let Missing::Carry(years) = self.missing
            && !(1..=MAX_CARRY).contains(&years)
        {
            let message = format!("figures are carried over 1 to {MAX_CARRY} years, not {years}");
            return Some(("missing", message));
        }
        if self.annotations.len() > MAX_ANNOTATIONS {
            let message = format!(
                "{} texts; at most {MAX_ANNOTATIONS} fit",
                self.annotations.len()
            );
            return Some(("annotations", message));
        }
        let finite = |a: &Annotation| {
            a.at.0.is_finite()
                && a.at.1.is_finite()
                && a.offset.0.is_finite()
                && a.offset.1.is_finite()
        };
        if let Some(n) = self.annotations.iter().position(|a| !finite(a)) {
            return Some((
                "annotations",
                format!("text {} lies nowhere: give finite numbers", n + 1),
            ));
        }
        None
    }
}
