//! What the view keeps of 园区's facets, table and cards, and the ways a person changes it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::facets::Chosen;
use crate::analysis::zone_facets::FacetKind;
use crate::dataset::Dataset;
use crate::model::{EntityId, MetricId};

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The zone's name; always the first column.
    Name,
    /// Province-level division.
    Province,
    /// City.
    City,
    /// When it was approved.
    Approved,
    /// 东部, 中部, 西部 or 东北.
    Region,
    /// Leading industries.
    Industries,
    /// How many figures there are.
    Figures,
    /// How many policy documents there are.
    Policies,
    /// One metric: figures of the period and scope that most zones have one for.
    Metric(MetricId),
}

impl Column {
    /// The columns a person may choose besides metrics, in the order offered.
    pub const CHOICE: [Self; 7] = [
        Self::Province,
        Self::City,
        Self::Approved,
        Self::Region,
        Self::Industries,
        Self::Figures,
        Self::Policies,
    ];
}

/// By which column the list is sorted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// From the largest down.
    pub descending: bool,
}

/// How the list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Layout {
    /// 表
    #[default]
    Table,
    /// 卡片
    Cards,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZonesState {
    /// Values chosen, by facet.
    pub chosen: Chosen<FacetKind>,
    /// `None` for the pack's order, or the search's when there is a query.
    pub sort: Option<Sort>,
    /// Columns after the name.
    pub columns: Vec<Column>,
    /// Table or cards.
    pub layout: Layout,
    /// The list has the place to itself; the selected zone's page is put away.
    pub wide: bool,
}

impl Default for ZonesState {
    fn default() -> Self {
        Self {
            chosen: Chosen::new(),
            sort: None,
            columns: vec![
                Column::Province,
                Column::Approved,
                Column::Industries,
                Column::Policies,
                Column::Figures,
            ],
            layout: Layout::Table,
            wide: false,
        }
    }
}

impl ZonesState {
    /// How many values are chosen.
    pub fn chosen_count(&self) -> usize {
        self.chosen.values().map(BTreeSet::len).sum()
    }

    /// Drops the columns of metrics the dataset does not have.
    pub(super) fn reconcile(&mut self, data: &Dataset) {
        let known = |column: &Column| match column {
            Column::Metric(id) => data.metric(id).is_some(),
            _ => true,
        };
        self.columns.retain(known);
        self.sort = self.sort.take().filter(|sort| known(&sort.column));
    }

    /// Whether `key` is chosen.
    pub fn has_chosen(&self, kind: FacetKind, key: &str) -> bool {
        self.chosen
            .get(&kind)
            .is_some_and(|keys| keys.contains(key))
    }
}

/// A change of [`ZonesState`].
#[derive(Clone, Debug, PartialEq)]
pub enum ZonesEdit {
    /// Choose a value of a facet, or no longer.
    Toggle(FacetKind, String),
    /// Choose nothing in any facet, and empty the search field.
    ClearAll,
    /// Sort by this column; again: the other way round; a third time: no longer.
    SortBy(Column),
    /// Show this column, or no longer.
    ToggleColumn(Column),
    /// The columns as at first.
    ResetColumns,
    /// Table or cards.
    Layout(Layout),
    /// Put the selected zone's page away, or show it again.
    Wide(bool),
    /// Select a zone and leave the layout as it is.
    Point(EntityId),
}
