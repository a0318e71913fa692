//! What the view keeps of 产业, and the ways a person changes it.

use serde::{Deserialize, Serialize};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndustryState {}

/// A change of [`IndustryState`].
#[derive(Clone, Debug, PartialEq)]
pub enum IndustryEdit {}
