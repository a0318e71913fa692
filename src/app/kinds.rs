//! What applies to each kind of chart: only that is shown in the builder.

use crate::chart::{ChartKind, Subject};

/// How periods are chosen for a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handles {
    /// Not at all.
    None,
    /// One period.
    One,
    /// From one to another.
    Two,
}

/// An option of the builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Transforms.
    Transform,
    /// A logarithmic upright axis.
    LogY,
    /// A logarithmic axis across.
    LogX,
    /// Absolute or 100 %.
    Stack,
    /// What happens in gaps.
    Missing,
    /// Size and colour of dots.
    Encoding,
    /// Small multiples.
    Panels,
    /// The rest as 其他.
    Fold,
    /// Dates of policies.
    Markers,
    /// Lines of comparison.
    References,
    /// Zooming and panning.
    Zoom,
    /// Texts with leader lines.
    Annotations,
}

/// Whether the kind needs figures of several periods.
pub fn along_time(kind: ChartKind) -> bool {
    handles(kind) == Handles::Two
}

/// How periods are chosen for `kind`.
pub fn handles(kind: ChartKind) -> Handles {
    match kind {
        ChartKind::Line
        | ChartKind::GroupedBar
        | ChartKind::StackedBar
        | ChartKind::StackedArea
        | ChartKind::Slope
        | ChartKind::Dumbbell
        | ChartKind::HeatMap
        | ChartKind::Waterfall => Handles::Two,
        ChartKind::RankedBar | ChartKind::Scatter | ChartKind::Distribution | ChartKind::Funnel => {
            Handles::One
        }
        ChartKind::Links | ChartKind::Timeline => Handles::None,
    }
}

/// Whether `option` applies to `kind` of a chart of this subject.
pub fn applies(option: Applies, kind: ChartKind, subject: &Subject) -> bool {
    use Applies as A;
    if !matches!(subject, Subject::Metrics { .. }) {
        return false;
    }
    let kinds: &[ChartKind] = match option {
        A::Transform => &[
            ChartKind::Line,
            ChartKind::RankedBar,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
            ChartKind::Scatter,
            ChartKind::Slope,
            ChartKind::Dumbbell,
            ChartKind::HeatMap,
            ChartKind::Distribution,
        ],
        A::LogY => &[
            ChartKind::Line,
            ChartKind::Scatter,
            ChartKind::Slope,
            ChartKind::Dumbbell,
            ChartKind::Distribution,
        ],
        A::LogX | A::Encoding => &[ChartKind::Scatter],
        A::Stack => &[ChartKind::StackedBar, ChartKind::StackedArea],
        A::Missing => &[
            ChartKind::Line,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
        ],
        A::Panels => &[
            ChartKind::Line,
            ChartKind::RankedBar,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
        ],
        A::Fold => &[
            ChartKind::Line,
            ChartKind::RankedBar,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
        ],
        A::Markers => &[
            ChartKind::Line,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
        ],
        A::References => &[
            ChartKind::Line,
            ChartKind::RankedBar,
            ChartKind::Scatter,
            ChartKind::Slope,
            ChartKind::Dumbbell,
            ChartKind::HeatMap,
            ChartKind::Distribution,
        ],
        A::Zoom => &[ChartKind::Line, ChartKind::StackedArea, ChartKind::Scatter],
        A::Annotations => &[
            ChartKind::Line,
            ChartKind::RankedBar,
            ChartKind::GroupedBar,
            ChartKind::StackedBar,
            ChartKind::StackedArea,
            ChartKind::Scatter,
            ChartKind::Slope,
            ChartKind::Dumbbell,
            ChartKind::Distribution,
            ChartKind::Waterfall,
        ],
    };
    kinds.contains(&kind)
}
