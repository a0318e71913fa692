//! English for terms the records have in Chinese only.

use serde::{Deserialize, Serialize};

/// A term as sources print it (a city, a demonstration zone, a leading industry) and its English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// As the records have it; unique.
    pub zh: String,
    /// English.
    pub en: String,
}
