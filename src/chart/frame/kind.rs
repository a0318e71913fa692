//! The kinds of plot, and what each must say of itself.

use std::borrow::Cow;

use super::{
    Areas, Bars, Columns, Diagram, Distribution, Dumbbell, Funnel, HeatMap, Lines, Mark, Matrix,
    Panels, Scatter, Slope, Timeline, Waterfall,
};
use crate::model::Lang;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Lines over time.
    Lines(Lines),
    /// Bars from zero, ranked.
    Bars(Bars),
    /// Grouped or stacked bars.
    Columns(Columns),
    /// Stacked areas over time.
    Areas(Areas),
    /// Small multiples.
    Panels(Panels),
    /// Dots of two metrics, with areas and colours.
    Scatter(Box<Scatter>),
    /// Lines from one period to another.
    Slope(Slope),
    /// Two periods or two metrics per row.
    Dumbbell(Dumbbell),
    /// Coloured cells: entities × periods, entities × metrics, documents × heads.
    HeatMap(HeatMap),
    /// How the figures of many lie: strips of dots with boxes.
    Distribution(Distribution),
    /// Stages of one entity, each a part of the one before.
    Funnel(Funnel),
    /// From the first figure, rise by rise, to the last.
    Waterfall(Waterfall),
    /// Nodes in layers and the links between them.
    Links(Diagram),
    /// Documents on an axis of time.
    Timeline(Timeline),
}

/// What every kind can say of itself: the table, the summary, the notes and the exports need no more.
pub(super) trait Kind {
    /// Every figure drawn, with the name of its series or row, in the order drawn.
    fn marks(&self) -> Vec<(&str, &Mark)>;

    /// [`Self::marks`], each with a name it shares with no figure of another metric or plot.
    fn named(&self) -> Vec<(Cow<'_, str>, &Mark)> {
        borrowed(self.marks())
    }

    /// What it shows, in sentences without full stops: kind and number, then the findings.
    fn says(&self, lang: Lang) -> Vec<String>;

    /// The note that explains how approximate figures are drawn.
    fn hollow(&self) -> &'static str {
        "chart-note-hollow-bars"
    }
}

/// Names that stand as they are.
pub(super) fn borrowed<'a>(marks: Vec<(&'a str, &'a Mark)>) -> Vec<(Cow<'a, str>, &'a Mark)> {
    let marks = marks.into_iter();
    marks.map(|(name, mark)| (name.into(), mark)).collect()
}

impl Body {
    /// The kind, as what all have in common.
    pub(super) fn kind(&self) -> &dyn Kind {
        match self {
            Self::Lines(lines) => lines,
            Self::Bars(bars) => bars,
            Self::Columns(columns) => columns,
            Self::Areas(areas) => areas,
            Self::Panels(panels) => panels,
            Self::Scatter(body) => &**body,
            Self::Slope(body) => body,
            Self::Dumbbell(body) => body,
            Self::HeatMap(body) => body,
            Self::Distribution(body) => body,
            Self::Funnel(body) => body,
            Self::Waterfall(body) => body,
            Self::Links(diagram) => diagram,
            Self::Timeline(body) => body,
        }
    }

    /// What grouped and stacked bars and areas are made of; `None` of other kinds.
    pub fn matrix(&self) -> Option<&Matrix> {
        match self {
            Self::Columns(columns) => Some(&columns.matrix),
            Self::Areas(areas) => Some(&areas.matrix),
            _ => None,
        }
    }
}

impl Kind for Diagram {
    fn marks(&self) -> Vec<(&str, &Mark)> {
        Vec::new()
    }

    fn says(&self, lang: Lang) -> Vec<String> {
        Diagram::says(self, lang)
    }
}
