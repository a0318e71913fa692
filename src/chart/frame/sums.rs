//! What is made of several figures: shares of a whole, running totals.

use std::collections::HashSet;

use super::tracks::{Made, Track, Tracks, alone};
use crate::analysis::transform::{Datum, cumulative, share};
use crate::model::{Period, Qualifier};

impl Tracks<'_> {
    /// A share is hedged as much as the whole it is of.
    pub(super) fn shares(&self, all: &[Vec<Datum<'_>>]) -> Vec<Vec<Made>> {
        let marks = || self.tracks.iter().flat_map(|t| &t.points).map(|p| &p.mark);
        let hedged = marks().filter(|mark| self.found.hedge([*mark]) != Qualifier::Exact);
        let hedged: HashSet<Option<Period>> = hedged.map(|mark| mark.period).collect();
        let shares = share(all).into_iter().zip(all).map(|(values, data)| {
            let mut shares = alone(values);
            for made in &mut shares {
                made.hedged = hedged.contains(&Some(data[made.of].period));
            }
            shares
        });
        shares.collect()
    }

    /// A total is hedged as much as any of the figures up to it; the last of all cites every one.
    pub(super) fn totals(&self, track: &Track<'_>, data: &[Datum<'_>]) -> Vec<Made> {
        let mut totals = alone(cumulative(data));
        let mut hedged = false;
        for made in &mut totals {
            hedged |= self.found.hedge([&track.points[made.of].mark]) != Qualifier::Exact;
            made.hedged = hedged;
        }
        if let Some(last) = totals.last_mut() {
            let before = track.points[..last.of].iter();
            last.cites = before.flat_map(|p| &p.mark.cites).copied().collect();
        }
        totals
    }
}
