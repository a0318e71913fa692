//! What the view keeps of the comparison, and the ways a person changes it.

use serde::{Deserialize, Serialize};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareState {}

/// A change of [`CompareState`].
#[derive(Clone, Debug, PartialEq)]
pub enum CompareEdit {}
