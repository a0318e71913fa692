//! Plain types of the domain: ids, periods, qualifiers, records and how numbers are written.
//!
//! Ground floor: knows nobody else in the crate, does no I/O. Every record derives serde and is what
//! the pack files (`assets/pack/*.ron`, `observations.csv`) hold, field for field.

mod bits;
mod event;
mod id;
mod index;
mod industry;
mod number;
mod observation;
mod pack;
mod period;
mod policy;
mod term;
mod text;
mod zone;

pub use bits::{Bits, ones};
pub use event::{Event, EventKind, Story};
pub use id::{
    CheckId, EntityId, EventId, IndexId, MeasureId, MetricId, OrgId, PackId, PolicyId, SourceId,
    StoryId,
};
pub use index::{IndexDefinition, IndexNode};
pub use industry::{Cluster, Industry, Link, LinkKind, Organisation, OrganisationKind, SubSector};
pub use number::{GAP, NumberError, format_number, format_value, parse_number};
pub use observation::{Check, CheckRule, Observation, Qualifier, Ref, Status};
pub use pack::{PackInfo, SCHEMA_VERSION, Source, SourceKind};
pub use period::{Period, PeriodError, PeriodKind};
pub use policy::{Assigned, Category, Instrument, Kept, KeptKind, Measure, Policy, Quantity};
pub use term::Term;
pub use text::{Lang, Named};
pub use zone::{Location, Metric, MetricKind, Place, PlaceKind, Zone};
