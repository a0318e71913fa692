//! How much a document may ask for. A file under 1 MB must not take more than 512 MB or two seconds.

use std::time::{Duration, Instant};

use super::error::ReadProblem;

/// Files larger than this are not documents; 64 MB.
pub(super) const FILE_LIMIT: u64 = 64 << 20;
/// What one part of a packed file may unfold to; 64 MB.
pub(super) const PART_LIMIT: usize = 64 << 20;
/// The longest text that is read; 16 MB are eight million characters.
pub(super) const TEXT_LIMIT: usize = 16 << 20;
/// Elements deeper than this are refused.
pub(super) const DEPTH_LIMIT: usize = 256;

/// How long reading may take: a second and a half for the first megabyte, a second for each one more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn for_size(bytes: usize) -> Self {
        let more = bytes.saturating_sub(1 << 20) as f64 / f64::from(1 << 20);
        Self(Instant::now() + Duration::from_secs_f64(1.5 + more))
    }

    pub(super) fn check(self) -> Result<(), ReadProblem> {
        match Instant::now() > self.0 {
            true => Err(ReadProblem::TooSlow),
            false => Ok(()),
        }
    }
}
