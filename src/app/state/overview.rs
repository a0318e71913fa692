//! What the view keeps of 总览, and the ways a person changes it.

use serde::{Deserialize, Serialize};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverviewState {}

/// A change of [`OverviewState`].
#[derive(Clone, Debug, PartialEq)]
pub enum OverviewEdit {}
