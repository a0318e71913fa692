//! What the view keeps of 园区's facets, table and cards, and the ways a person changes it.

use serde::{Deserialize, Serialize};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZonesState {}

/// A change of [`ZonesState`].
#[derive(Clone, Debug, PartialEq)]
pub enum ZonesEdit {}
