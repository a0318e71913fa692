//! Changes of 总览.

use crate::app::state::View;
use crate::app::state::overview::OverviewEdit;
use crate::dataset::Dataset;

/// Carries out `edit`.
pub(super) fn apply(_view: &mut View, _data: &Dataset, edit: OverviewEdit) {
    match edit {}
}
