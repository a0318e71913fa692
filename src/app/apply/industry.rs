//! Changes of 产业.

use crate::app::state::View;
use crate::app::state::industry::IndustryEdit;
use crate::dataset::Dataset;

/// Carries out `edit`.
pub(super) fn apply(_view: &mut View, _data: &Dataset, edit: IndustryEdit) {
    match edit {}
}
