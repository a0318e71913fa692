//! Changes of 园区's facets, table and cards.

use crate::app::state::View;
use crate::app::state::zones::ZonesEdit;
use crate::dataset::Dataset;

/// Carries out `edit`.
pub(super) fn apply(_view: &mut View, _data: &Dataset, edit: ZonesEdit) {
    match edit {}
}
