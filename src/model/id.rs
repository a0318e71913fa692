//! Identifiers. Each kind of record has its own type, so a metric's id cannot be passed for a zone's.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        ///
        /// Lower-case ASCII letters, digits, `_` and `-`; cheap to clone.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it stands in the pack.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A zone or a place: whatever may have figures.
    EntityId,
    /// A metric.
    MetricId,
    /// A source.
    SourceId,
    /// A policy document.
    PolicyId,
    /// A measure inside a policy document; unique within the whole dataset.
    MeasureId,
    /// A composite index.
    IndexId,
    /// An event, service, project or plan.
    EventId,
    /// A consistency check.
    CheckId,
    /// An organisation, cluster or sub-sector (they are nodes of one diagram).
    OrgId,
    /// One of the stories.
    StoryId,
    /// A data pack.
    PackId,
}
