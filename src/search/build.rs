//! What of each record is searched, and what is shown of it.

use super::Target;
use super::index::{Role, Texts};
use crate::dataset::{Dataset, place_name};
use crate::model::{EntityId, Lang, Named, Policy, Zone};

/// Kinds in the order that breaks ties.
const ZONE: u8 = 0;
const METRIC: u8 = 1;
const POLICY: u8 = 2;
const MEASURE: u8 = 3;
const ORGANISATION: u8 = 4;
const SOURCE: u8 = 5;

/// Every record of the dataset.
pub(super) fn texts(dataset: &Dataset, lang: Lang) -> Texts {
    let mut builder = Builder {
        dataset,
        lang,
        texts: Texts::default(),
    };
    builder.entities();
    builder.metrics();
    builder.policies();
    builder.organisations();
    builder.sources();
    builder.texts.finish()
}

struct Builder<'a> {
    dataset: &'a Dataset,
    lang: Lang,
    texts: Texts,
}

impl Builder<'_> {
    fn named(&mut self, target: Target, kind: u8, title: &str, detail: &str, aliases: &[&str]) {
        self.texts.entry(target, kind, kind != MEASURE);
        self.texts.add(Role::Title, title);
        self.texts.add(Role::Detail, detail);
        for (i, alias) in aliases.iter().enumerate() {
            if !alias.is_empty() && *alias != title && !aliases[..i].contains(alias) {
                self.texts.add(Role::Alias, alias);
            }
        }
    }

    fn entities(&mut self) {
        for zone in &self.dataset.zones {
            let detail = self.zone_detail(zone, self.lang);
            let mut aliases = vec![zone.short_name.as_str(), &zone.name, &zone.short_name_en];
            aliases.extend(zone.aliases.iter().map(String::as_str));
            let target = Target::Entity(zone.id.clone());
            self.named(target, ZONE, zone.name(self.lang), &detail, &aliases);
            if self.lang != Lang::Zh {
                self.texts.read_by_alias();
            }
            self.texts.by_words();
            // The same words find it in either language.
            let detail = self.zone_detail(zone, self.lang.other());
            self.texts.add(Role::Detail, &detail);
            // No alias: "Development" and what else all of them have would be found inside.
            self.texts.add(Role::Detail, &zone.name_en);
        }
        for place in &self.dataset.places {
            let detail = place
                .parent
                .as_ref()
                .map_or("", |parent| self.entity(parent))
                .to_owned();
            let target = Target::Entity(place.id.clone());
            let aliases = [place.name.as_str(), &place.name_en];
            self.named(target, ZONE, place.name(self.lang), &detail, &aliases);
        }
    }

    fn entity<'b>(&'b self, id: &'b EntityId) -> &'b str {
        self.dataset.entity_name(id, self.lang)
    }

    /// Where it lies, then the leading industries.
    fn zone_detail(&self, zone: &Zone, lang: Lang) -> String {
        let place = place_name(self.dataset, lang, zone);
        let industries = self.dataset.terms(&zone.industries, lang);
        joined(&[&place, &industries], " · ")
    }

    fn metrics(&mut self) {
        for metric in &self.dataset.metrics {
            let detail = joined(&[metric.group(self.lang), metric.unit(self.lang)], " · ");
            let aliases = [metric.name.as_str(), &metric.name_en];
            let target = Target::Metric(metric.id.clone());
            self.named(target, METRIC, metric.name(self.lang), &detail, &aliases);
            for definition in [&metric.definition, &metric.definition_en] {
                if !definition.is_empty() {
                    self.texts.add(Role::Detail, definition);
                }
            }
        }
    }

    fn policies(&mut self) {
        for policy in &self.dataset.policies {
            let issued = policy
                .issued
                .map_or(String::new(), |p| p.display(self.lang));
            let issuers = self.dataset.terms(&policy.issuers, self.lang);
            let detail = joined(&[&issuers, &issued, &policy.number], " · ");
            let aliases = [
                policy.title.as_str(),
                &policy.short_title,
                &policy.title_en,
                &policy.short_title_en,
            ];
            let target = Target::Policy(policy.id.clone());
            self.named(target, POLICY, policy.name(self.lang), &detail, &aliases);
            self.measures(policy);
        }
    }

    fn measures(&mut self, policy: &Policy) {
        for measure in &policy.measures {
            let category = policy.categories.iter().find(|c| c.id == measure.category);
            let category = category.map_or("", |category| category.name(self.lang));
            let number = measure.number.as_deref().unwrap_or("");
            let detail = joined(
                &[policy.name(self.lang), category, &measure.sub_head, number],
                " · ",
            );
            let mut aliases = vec![measure.text.as_str(), &measure.text_en];
            aliases.extend(measure.targets.iter().map(String::as_str));
            let target = Target::Measure(measure.id.clone());
            self.named(target, MEASURE, measure.text(self.lang), &detail, &aliases);
        }
    }

    fn organisations(&mut self) {
        let industry = &self.dataset.industry;
        for cluster in &industry.clusters {
            let zone = self.entity(&cluster.zone).to_owned();
            let note = self.lang.pick(&cluster.note, &cluster.note_en);
            let detail = joined(&[&zone, note], " · ");
            let aliases = [cluster.name.as_str(), &cluster.name_en];
            let target = Target::Organisation(cluster.id.clone());
            self.named(
                target,
                ORGANISATION,
                cluster.name(self.lang),
                &detail,
                &aliases,
            );
            for sub in &cluster.sub_sectors {
                let detail = joined(&[&zone, cluster.name(self.lang)], " · ");
                let aliases = [sub.name.as_str(), &sub.name_en];
                let target = Target::Organisation(sub.id.clone());
                self.named(target, ORGANISATION, sub.name(self.lang), &detail, &aliases);
            }
        }
        for org in &industry.organisations {
            let zone = org
                .zone
                .as_ref()
                .map_or("", |zone| self.entity(zone))
                .to_owned();
            let detail = joined(&[&zone, self.lang.pick(&org.note, &org.note_en)], " · ");
            let aliases = [org.name.as_str(), &org.name_en];
            let target = Target::Organisation(org.id.clone());
            self.named(target, ORGANISATION, org.name(self.lang), &detail, &aliases);
        }
    }

    fn sources(&mut self) {
        for source in &self.dataset.sources {
            let date = source
                .date
                .map_or(String::new(), |date| date.display(self.lang));
            let authors = self.dataset.terms(&source.authors, self.lang);
            let publisher = self.dataset.term(&source.publisher, self.lang);
            let detail = joined(&[publisher, &date, &authors], " · ");
            let target = Target::Source(source.id.clone());
            self.named(target, SOURCE, &source.title, &detail, &[]);
            self.texts.cited();
            if self.lang != Lang::Zh {
                self.texts.add(Role::Detail, &source.publisher);
            }
        }
    }
}

/// The parts that are not empty.
fn joined(parts: &[&str], between: &str) -> String {
    let parts: Vec<_> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(between)
}
