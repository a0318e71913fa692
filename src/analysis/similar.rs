//! Zones like another one, and why.

use std::cmp::Reverse;

use crate::dataset::Dataset;
use crate::model::{EntityId, Zone};

/// Why a zone is like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The same province.
    Province,
    /// Approved in the same month, or year where the month is not known.
    Batch,
    /// The same demonstration zone.
    Demo,
    /// A class of industry both lead in.
    Industry(String),
}

/// A zone like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The zone.
    pub zone: EntityId,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
}

/// The zones that have most in common with `zone`, at most `limit`: at least two reasons each, industries counting
/// twice; equally like ones in the dataset's order.
pub fn similar(data: &Dataset, zone: &Zone, limit: usize) -> Vec<Similar> {
    let others = data.zones.iter().filter(|other| other.id != zone.id);
    let mut found: Vec<(Reverse<usize>, Similar)> = others
        .filter_map(|other| {
            let reasons = reasons(zone, other);
            let worth: usize = reasons.iter().map(worth).sum();
            let similar = Similar {
                zone: other.id.clone(),
                reasons,
            };
            (similar.reasons.len() >= 2).then_some((Reverse(worth), similar))
        })
        .collect();
    found.sort_by_key(|(worth, _)| *worth);
    found.truncate(limit);
    found.into_iter().map(|(_, similar)| similar).collect()
}

fn worth(reason: &Reason) -> usize {
    match reason {
        Reason::Industry(_) => 2,
        Reason::Province | Reason::Batch | Reason::Demo => 1,
    }
}

fn reasons(a: &Zone, b: &Zone) -> Vec<Reason> {
    let same = |a: &str, b: &str| !a.is_empty() && a == b;
    let mut reasons = Vec::new();
    if same(&a.province, &b.province) {
        reasons.push(Reason::Province);
    }
    if a.approved.is_some() && a.approved == b.approved {
        reasons.push(Reason::Batch);
    }
    if same(&a.demo_zone, &b.demo_zone) {
        reasons.push(Reason::Demo);
    }
    let shared = a.industry_groups.iter();
    let shared = shared.filter(|group| b.industry_groups.contains(group));
    reasons.extend(shared.cloned().map(Reason::Industry));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_be_shared_is_shared() {
        let data = Dataset::embedded();
        let mut any = false;
        for zone in &data.zones {
            let found = similar(&data, zone, 6);
            assert!(found.len() <= 6);
            let worths = found
                .iter()
                .map(|s| s.reasons.iter().map(worth).sum::<usize>());
            assert!(worths.collect::<Vec<_>>().is_sorted_by(|a, b| a >= b));
            for like in found {
                any = true;
                let other = data.zone(&like.zone).unwrap();
                assert_ne!(other.id, zone.id);
                for reason in like.reasons {
                    let holds = match reason {
                        Reason::Province => other.province == zone.province,
                        Reason::Batch => other.approved == zone.approved,
                        Reason::Demo => other.demo_zone == zone.demo_zone,
                        Reason::Industry(group) => {
                            zone.industry_groups.contains(&group)
                                && other.industry_groups.contains(&group)
                        }
                    };
                    assert!(holds, "{} and {}", zone.id, other.id);
                }
            }
        }
        assert!(any);
    }
}
