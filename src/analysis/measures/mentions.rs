//! What a measure names that the dataset knows: zones, industries, firms, metrics.

use crate::dataset::Dataset;
use crate::model::{EntityId, Measure, MetricId, OrgId};

/// Something a measure names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A zone or place.
    Entity(EntityId),
    /// A cluster, sub-sector or organisation.
    Organisation(OrgId),
    /// A metric.
    Metric(MetricId),
}

/// A name of fewer characters is too common to mean the thing.
const SHORTEST: usize = 3;

/// Mentions shown at most.
const MOST: usize = 12;

/// What `measure` names, the longest names first; a name inside a longer one that was found is passed over.
pub fn mentions(data: &Dataset, measure: &Measure) -> Vec<Mention> {
    let text = measure.text.as_str();
    let mut found: Vec<(usize, usize, Mention)> = Vec::new();
    let mut look = |name: &str, mention: &dyn Fn() -> Mention| {
        if name.chars().count() < SHORTEST {
            return;
        }
        if let Some(at) = text.find(name) {
            found.push((at, at + name.len(), mention()));
        }
    };
    for zone in &data.zones {
        let names = [&zone.name, &zone.short_name].into_iter();
        for name in names.chain(&zone.aliases) {
            look(name, &|| Mention::Entity(zone.id.clone()));
        }
    }
    for place in data.places.iter().filter(|place| place.parent.is_some()) {
        look(&place.name, &|| Mention::Entity(place.id.clone()));
    }
    let industry = &data.industry;
    for cluster in &industry.clusters {
        look(&cluster.name, &|| Mention::Organisation(cluster.id.clone()));
        for sub in &cluster.sub_sectors {
            look(&sub.name, &|| Mention::Organisation(sub.id.clone()));
        }
    }
    for org in &industry.organisations {
        look(&org.name, &|| Mention::Organisation(org.id.clone()));
    }
    for metric in &data.metrics {
        look(stem(&metric.name), &|| Mention::Metric(metric.id.clone()));
    }
    // Longest first; of equally long names the one met first.
    found.sort_by_key(|(start, end, _)| (start.abs_diff(*end) as isize).wrapping_neg());
    let mut kept: Vec<(usize, usize, Mention)> = Vec::new();
    for (start, end, mention) in found {
        let inside = kept.iter().any(|(s, e, _)| *s <= start && end <= *e);
        let again = kept.iter().any(|(_, _, other)| *other == mention);
        if !inside && !again && kept.len() < MOST {
            kept.push((start, end, mention));
        }
    }
    kept.sort_by_key(|(start, ..)| *start);
    kept.into_iter().map(|(_, _, mention)| mention).collect()
}

/// A metric's name as a text names what it counts: 高新技术企业 for 高新技术企业数.
fn stem(name: &str) -> &str {
    name.strip_suffix('数').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<Mention> {
        let data = Dataset::embedded();
        let measure = Measure {
            text: text.to_owned(),
            ..data.policies[0].measures[0].clone()
        };
        mentions(&data, &measure)
    }

    #[test]
    fn what_is_named_is_found_once_and_the_longest_wins() {
        assert_eq!(names(""), []);
        assert_eq!(names("优化营商环境"), []);
        let found = names("支持西安高新区培育高新技术企业、瞪羚企业，推进中国信创谷与高新技术企业");
        assert!(
            matches!(&found[0], Mention::Entity(id) if id.as_str() == "xian"),
            "{found:?}"
        );
        let metrics = found.iter().filter(|m| matches!(m, Mention::Metric(_)));
        assert_eq!(metrics.count(), 2);
        let firms = found
            .iter()
            .filter(|m| matches!(m, Mention::Organisation(_)));
        assert_eq!(firms.count(), 1);
    }

    #[test]
    fn never_more_than_can_be_shown() {
        let data = Dataset::embedded();
        let all: String = data.zones.iter().map(|z| z.short_name.as_str()).collect();
        assert_eq!(names(&all).len(), MOST);
    }
}
