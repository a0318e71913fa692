//! What the view keeps of 政策, and the ways a person changes it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::measures::facets::{Chosen, MeasureFacet};
use crate::analysis::measures::quantities::QuantityColumn;
use crate::dataset::Dataset;
use crate::model::{MeasureId, PolicyId};

/// Likeness from which two measures count as counterparts, in per cent: the smallest and largest one may choose.
pub const THRESHOLD: std::ops::RangeInclusive<u8> = 5..=95;

/// What the place shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PolicyPage {
    /// One document.
    #[default]
    Document,
    /// Measures of all documents.
    Measures,
    /// Documents × heads.
    Matrix,
    /// Two documents side by side.
    Pair,
    /// Documents in time.
    Timeline,
    /// Quantities in a table.
    Quantities,
}

impl PolicyPage {
    /// Every page, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Document,
        Self::Measures,
        Self::Matrix,
        Self::Pair,
        Self::Timeline,
        Self::Quantities,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Measures => "measures",
            Self::Matrix => "matrix",
            Self::Pair => "pair",
            Self::Timeline => "timeline",
            Self::Quantities => "quantities",
        }
    }

    /// The page with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.id() == id)
    }

    /// Whether it has a search field.
    pub fn searches(self) -> bool {
        matches!(self, Self::Document | Self::Measures | Self::Quantities)
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Document => "policies-document",
            Self::Measures => "policies-measures",
            Self::Matrix => "policies-matrix",
            Self::Pair => "policies-pair",
            Self::Timeline => "policies-timeline",
            Self::Quantities => "policies-quantities",
        }
    }
}

/// What measures are put under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grouping {
    /// Heads.
    #[default]
    Head,
    /// Sub-heads within heads.
    SubHead,
    /// Instruments; a measure may stand under several.
    Instrument,
    /// Target groups; a measure may stand under several.
    Target,
    /// Nothing: in order of number.
    Number,
}

impl Grouping {
    /// Every grouping, in the order shown.
    pub const ALL: [Self; 5] = [
        Self::Head,
        Self::SubHead,
        Self::Instrument,
        Self::Target,
        Self::Number,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::SubHead => "sub-head",
            Self::Instrument => "instrument",
            Self::Target => "target",
            Self::Number => "number",
        }
    }

    /// The grouping with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }

    /// Text id of its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Head => "group-by-head",
            Self::SubHead => "group-by-sub-head",
            Self::Instrument => "group-by-instrument",
            Self::Target => "group-by-target",
            Self::Number => "group-by-number",
        }
    }
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PolicyLayout {
    /// One list.
    #[default]
    List,
    /// A column for each group.
    Columns,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PoliciesState {
    /// The page.
    pub page: PolicyPage,
    /// What a document's measures are put under.
    pub grouping: Grouping,
    /// List or columns.
    pub layout: PolicyLayout,
    /// The measure that is read.
    pub measure: Option<MeasureId>,
    /// Values chosen, by facet.
    pub chosen: Chosen,
    /// The cell of the matrix whose measures are listed: a document and the title of a head.
    pub cell: Option<(PolicyId, String)>,
    /// The document the selected one is put beside; `None`: the next one.
    pub against: Option<PolicyId>,
    /// Likeness from which two measures count as counterparts, in per cent.
    pub threshold: u8,
    /// By which column the quantities are sorted.
    pub sort: QuantityColumn,
    /// From the largest down.
    pub descending: bool,
}

impl Default for PoliciesState {
    fn default() -> Self {
        Self {
            page: PolicyPage::default(),
            grouping: Grouping::default(),
            layout: PolicyLayout::default(),
            measure: None,
            chosen: Chosen::new(),
            cell: None,
            against: None,
            threshold: 25,
            sort: QuantityColumn::default(),
            descending: false,
        }
    }
}

impl PoliciesState {
    /// How many values are chosen.
    pub fn chosen_count(&self) -> usize {
        self.chosen.values().map(BTreeSet::len).sum()
    }

    /// Whether `key` is chosen.
    pub fn has_chosen(&self, facet: MeasureFacet, key: &str) -> bool {
        let keys = self.chosen.get(&facet);
        keys.is_some_and(|keys| keys.contains(key))
    }

    /// Drops what the dataset does not have.
    pub fn reconcile(&mut self, data: &Dataset) {
        let measure = self.measure.take();
        self.measure = measure.filter(|id| data.measure(id).is_some());
        let against = self.against.take();
        self.against = against.filter(|id| data.policy(id).is_some());
        let cell = self.cell.take();
        self.cell = cell.filter(|(id, _)| data.policy(id).is_some());
        self.threshold = self.threshold.clamp(*THRESHOLD.start(), *THRESHOLD.end());
    }
}

/// A change of [`PoliciesState`].
#[derive(Clone, Debug, PartialEq)]
pub enum PoliciesEdit {
    /// Show a page.
    Page(PolicyPage),
    /// Put the document's measures under something else.
    Grouping(Grouping),
    /// List or columns.
    Layout(PolicyLayout),
    /// Read a measure where it is listed; `None` puts it away.
    Read(Option<MeasureId>),
    /// Choose a value of a facet, or no longer.
    Toggle(MeasureFacet, String),
    /// Choose nothing in this facet.
    Clear(MeasureFacet),
    /// Choose nothing in any facet, and empty the search field.
    ClearAll,
    /// List the measures of a cell of the matrix; `None` for none.
    Cell(Option<(PolicyId, String)>),
    /// Put the selected document beside this one.
    Against(PolicyId),
    /// Change places of the two documents side by side.
    Swap,
    /// Likeness from which two measures count as counterparts, in per cent.
    Threshold(u8),
    /// Sort the quantities by this column; again: the other way round.
    SortBy(QuantityColumn),
    /// Select the document this many further down the list; clamped.
    StepDocument(i32),
}
