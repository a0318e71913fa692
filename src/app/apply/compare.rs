//! Changes of the comparison.

use crate::app::state::View;
use crate::app::state::compare::CompareEdit;
use crate::dataset::Dataset;

/// Carries out `edit`.
pub(super) fn apply(_view: &mut View, _data: &Dataset, edit: CompareEdit) {
    match edit {}
}
