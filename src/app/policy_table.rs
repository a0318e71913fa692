//! The measures shown, as a table to take away: grouped as on the page, each with its source.

use super::citation::article;
use super::derived::policies::PoliciesDerived;
use super::places::policies::{coverage_text, listed_in_cell};
use super::state::View;
use super::state::policies::PolicyPage;
use super::workspace::Made;
use crate::analysis::measures::quantities::get;
use crate::dataset::Dataset;
use crate::export::table::{Cell, SourceLine, Table};
use crate::model::{Assigned, Lang, Measure, Named as _, Policy, Quantity, SourceId};
use crate::search::Target;
use crate::text::{tr, tr_args};

/// The table of the page shown; `None` when it shows no measure.
pub fn table(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    view: &View,
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    match view.policies.page {
        PolicyPage::Document | PolicyPage::Pair => document(data, derived, view, made, lang),
        PolicyPage::Quantities => quantities(data, derived, view, made, lang),
        PolicyPage::Timeline => documents(data, derived, made, lang),
        PolicyPage::Measures => {
            let found = derived.found(data, view, made)?;
            measures(data, derived, &found.answer.passing, made, lang)
        }
        PolicyPage::Matrix => {
            let corpus = derived.corpus(data)?;
            let numbers = match listed_in_cell(data, &corpus.measures, view) {
                Some(numbers) => numbers,
                None => (0..corpus.measures.len()).collect(),
            };
            measures(data, derived, &numbers, made, lang)
        }
    }
}

/// A document's measures under the titles they stand under on the page.
fn document(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    view: &View,
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    let (_, page) = derived.document(data, lang, view, made)?;
    let policy = data.policy(view.policy.as_ref()?)?;
    let title = lang.pick(&policy.title, &policy.title_en).to_owned();
    let mut writer = Writer::new(data, made, lang, title, false);
    for group in &page.groups {
        if !group.title.is_empty() {
            writer.heading(&group.title);
        }
        for measure in group
            .measures
            .iter()
            .filter_map(|i| policy.measures.get(*i))
        {
            writer.measure(policy, measure);
        }
    }
    let about = super::citation::document(policy, lang);
    let mut notes = vec![about, coverage_text(policy, lang)];
    notes.extend(Some(policy.note.clone()).filter(|note| !note.is_empty()));
    writer.finish(notes)
}

/// Measures of several documents, document by document.
fn measures(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    numbers: &[usize],
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    let corpus = derived.corpus(data)?;
    let title = tr(lang, "policies-measures").into_owned();
    let mut writer = Writer::new(data, made, lang, title, true);
    let mut last: Option<&Policy> = None;
    for (policy, measure) in numbers.iter().filter_map(|n| corpus.measures.get(data, *n)) {
        if last.is_none_or(|last| last.id != policy.id) {
            writer.heading(&super::citation::document(policy, lang));
            last = Some(policy);
        }
        writer.measure(policy, measure);
    }
    writer.finish(Vec::new())
}

/// The documents in order of date.
fn documents(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    let title = tr(lang, "policies-timeline").into_owned();
    let mut writer = Writer::new(data, made, lang, title, true);
    let columns = [
        "quantity-date",
        "quantity-document",
        "review-fact-number",
        "review-fact-issuers",
        "review-fact-zone",
        "review-fact-declared",
        "chart-measures-transcribed",
        "column-source",
        "my-note",
    ];
    writer.table.sheet = tr(lang, "policies-document").into_owned();
    writer.table.columns = columns.map(|id| tr(lang, id).into_owned()).into();
    let timeline = derived.timeline(data);
    let policies = timeline.order.iter().filter_map(|i| data.policies.get(*i));
    policies.for_each(|policy| writer.document(policy));
    writer.finish(Vec::new())
}

/// The quantities, as sorted.
fn quantities(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    view: &View,
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    let rows = derived.quantities(data, view, made)?;
    let corpus = derived.corpus(data)?;
    let title = tr(lang, "policies-quantities").into_owned();
    let mut writer = Writer::new(data, made, lang, title, true);
    let columns = [
        "quantity-label",
        "quantity-value",
        "quantity-unit",
        "quantity-printed",
        "quantity-document",
        "column-number",
        "quantity-date",
        "measure-text",
    ];
    writer.table.columns = columns.map(|id| tr(lang, id).into_owned()).into();
    for row in rows.iter() {
        if let Some((policy, measure, quantity)) = get(data, &corpus.measures, *row) {
            writer.quantity(policy, measure, quantity);
        }
    }
    writer.finish(Vec::new())
}

/// Puts rows into a table.
struct Writer<'a> {
    data: &'a Dataset,
    made: &'a Made,
    lang: Lang,
    table: Table,
    /// Rows name their document.
    several: bool,
    rows: usize,
}

impl<'a> Writer<'a> {
    fn new(data: &'a Dataset, made: &'a Made, lang: Lang, title: String, several: bool) -> Self {
        let mut columns = vec!["column-number", "measure-text"];
        if several {
            columns.push("quantity-document");
        }
        columns.extend([
            "column-head",
            "column-sub-head",
            "column-instruments",
            "column-targets",
            "column-quantities",
            "column-assigned",
            "column-source",
            "column-note",
            "my-note",
        ]);
        let columns = columns.into_iter().map(|id| tr(lang, id).into_owned());
        let table = Table {
            title,
            sheet: tr(lang, "sheet-measures").into_owned(),
            columns: columns.collect(),
            lead: 1,
            version: tr_args(lang, "figure-data", &[("version", data.version().into())]),
            lang,
            ..Table::default()
        };
        Self {
            data,
            made,
            lang,
            table,
            several,
            rows: 0,
        }
    }

    fn heading(&mut self, text: &str) {
        self.table.rows.push(vec![Cell::Heading(text.to_owned())]);
    }

    fn measure(&mut self, policy: &Policy, measure: &Measure) {
        let lang = self.lang;
        let between = lang.pick("、", ", ");
        let source = self.source(policy, measure, None);
        let head = policy.categories.iter().find(|c| c.id == measure.category);
        let instruments = measure.instruments.iter().map(|i| i.name(lang));
        let targets = measure.targets.iter().map(|t| self.data.term(t, lang));
        let quantities = measure.quantities.iter().map(|q| {
            let label = lang.pick(&q.label, &q.label_en);
            format!("{label} {}", q.as_printed)
        });
        let assigned = match measure.assigned {
            Assigned::Document => "assigned-document",
            Assigned::Editor => "assigned-editor",
            Assigned::Rules => "assigned-rules",
        };
        let number = measure.number.clone().unwrap_or_default();
        let mut cells = vec![Cell::text(number), Cell::text(measure.text(lang))];
        if self.several {
            cells.push(Cell::text(policy.name(lang)));
        }
        let target = Target::Measure(measure.id.clone());
        cells.extend([
            Cell::text(head.map_or("", |head| head.name(lang))),
            Cell::text(self.data.term(&measure.sub_head, lang)),
            Cell::text(instruments.collect::<Vec<_>>().join(between)),
            Cell::text(targets.collect::<Vec<_>>().join(between)),
            Cell::text(quantities.collect::<Vec<_>>().join(between)),
            Cell::text(tr(lang, assigned)),
            self.source_cell(measure, source),
            Cell::text(measure.note.as_str()),
            Cell::text(self.made.note(&target)),
        ]);
        self.table.rows.push(cells);
        self.rows += 1;
    }

    fn document(&mut self, policy: &Policy) {
        let (data, lang) = (self.data, self.lang);
        let period = policy.issued.map(|date| date.to_string());
        let period = period.unwrap_or_default();
        let sources = policy.sources.iter().map(|id| source_text(data, id, lang));
        let line = SourceLine {
            entity: policy.name(lang).to_owned(),
            item: lang.pick(&policy.title, &policy.title_en).to_owned(),
            period: period.clone(),
            source: sources.collect::<Vec<_>>().join(lang.pick("；", "; ")),
            note: policy.note.clone(),
            ..SourceLine::default()
        };
        let titles = policy.sources.iter().filter_map(|id| data.source(id));
        let titles: Vec<_> = titles.map(|source| source.title.as_str()).collect();
        let sources = vec![self.table.sources.len()];
        let zone = policy.zone.as_ref();
        let target = Target::Policy(policy.id.clone());
        let count = |n: f64| Cell::Number {
            value: n,
            text: crate::model::format_value(n, lang),
            sources: sources.clone(),
            standing: None,
        };
        let cells = vec![
            Cell::text(period),
            Cell::text(lang.pick(&policy.title, &policy.title_en)),
            Cell::text(policy.number.as_str()),
            Cell::text(policy.issuers.join(lang.pick("、", ", "))),
            Cell::text(zone.map_or("", |id| data.entity_name(id, lang))),
            match policy.declared_measures {
                Some(declared) => count(f64::from(declared)),
                None => Cell::text(""),
            },
            count(policy.transcribed() as f64),
            Cell::text(titles.join(lang.pick("；", "; "))),
            Cell::text(self.made.note(&target)),
        ];
        self.table.rows.push(cells);
        self.table.sources.push(line);
        self.rows += 1;
    }

    fn quantity(&mut self, policy: &Policy, measure: &Measure, quantity: &Quantity) {
        let lang = self.lang;
        let source = self.source(policy, measure, Some(quantity));
        let date = policy.issued.map(|date| date.to_string());
        let number = Cell::Number {
            value: quantity.value,
            text: crate::model::format_value(quantity.value, lang),
            sources: vec![source],
            standing: None,
        };
        self.table.rows.push(vec![
            Cell::text(lang.pick(&quantity.label, &quantity.label_en)),
            number,
            Cell::text(self.data.term(&quantity.unit, lang)),
            Cell::text(quantity.as_printed.as_str()),
            Cell::text(policy.name(lang)),
            Cell::text(measure.number.clone().unwrap_or_default()),
            Cell::text(date.unwrap_or_default()),
            Cell::text(measure.text(lang)),
        ]);
        self.rows += 1;
    }

    /// Adds who says so, and gives its position.
    fn source(&mut self, policy: &Policy, measure: &Measure, quantity: Option<&Quantity>) -> usize {
        let lang = self.lang;
        let source = source_text(self.data, &measure.source, lang);
        let line = SourceLine {
            entity: policy.name(lang).to_owned(),
            item: match quantity {
                Some(quantity) => lang.pick(&quantity.label, &quantity.label_en).to_owned(),
                None => article(measure, lang),
            },
            period: policy.issued.map(|d| d.to_string()).unwrap_or_default(),
            value: quantity.map(|quantity| quantity.value),
            unit: quantity.map_or(String::new(), |quantity| quantity.unit.clone()),
            as_printed: quantity.map_or(String::new(), |q| q.as_printed.clone()),
            source,
            locator: measure.locator.clone(),
            note: measure.note.clone(),
            ..SourceLine::default()
        };
        self.table.sources.push(line);
        self.table.sources.len() - 1
    }

    fn source_cell(&self, measure: &Measure, position: usize) -> Cell {
        let source = self.data.source(&measure.source);
        let title = source.map_or(measure.source.as_str(), |source| source.title.as_str());
        Cell::Text {
            text: super::widgets::bilingual_gap([title, &measure.locator]),
            sources: vec![position],
            standing: None,
        }
    }

    /// The table, unless it has no row.
    fn finish(mut self, notes: Vec<String>) -> Option<Table> {
        if self.rows == 0 {
            return None;
        }
        let mut titles: Vec<&str> = Vec::new();
        for line in &self.table.sources {
            if !titles.contains(&line.source.as_str()) {
                titles.push(&line.source);
            }
        }
        let most = 4;
        let mut text = titles.iter().take(most).copied().collect::<Vec<_>>();
        let more = tr_args(
            self.lang,
            "sources-more",
            &[("n", titles.len().saturating_sub(most).into())],
        );
        if titles.len() > most {
            text.push(&more);
        }
        let joined = text.join(self.lang.pick("；", "; "));
        let args = [("sources", joined.into())];
        self.table.source = tr_args(self.lang, "measures-sources", &args);
        self.table.notes = notes;
        self.table
            .notes
            .push(tr(self.lang, "measure-our-words").into_owned());
        Some(self.table)
    }
}

/// Publisher, title and date of a source.
fn source_text(data: &Dataset, id: &SourceId, lang: Lang) -> String {
    data.source(id).map_or_else(
        || id.to_string(),
        |source| {
            let date = source.date.map(|d| d.display(lang)).unwrap_or_default();
            let parts = [source.publisher.as_str(), source.title.as_str(), &date];
            super::widgets::bilingual_gap(parts)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::policies::PoliciesEdit;

    fn table_of(edits: &[PoliciesEdit], query: &str, lang: Lang) -> Option<Table> {
        let data = Dataset::embedded();
        let mut view = View::first(&data);
        for edit in edits {
            crate::app::apply::policies::apply(&mut view, &data, edit.clone());
        }
        view.policy_query = query.to_owned();
        let mut derived = PoliciesDerived::default();
        table(&data, &mut derived, &view, &Made::default(), lang)
    }

    #[test]
    fn every_page_has_its_rows_each_with_a_source() {
        let data = Dataset::embedded();
        let all: usize = data.policies.iter().map(|p| p.measures.len()).sum();
        for lang in [Lang::Zh, Lang::En] {
            for page in PolicyPage::ALL {
                let table = table_of(&[PoliciesEdit::Page(page)], "", lang).unwrap();
                let rows = table.rows.iter().filter(|row| row.len() > 1);
                let n = rows.clone().count();
                match page {
                    PolicyPage::Document | PolicyPage::Pair => assert_eq!(n, 12),
                    PolicyPage::Quantities => assert!(n > 10),
                    PolicyPage::Timeline => assert_eq!(n, data.policies.len()),
                    _ => assert_eq!(n, all),
                }
                assert_eq!(table.sources.len(), n);
                for row in rows {
                    assert_eq!(row.len(), table.columns.len(), "{page:?}");
                    assert!(row.iter().any(|cell| !cell.sources().is_empty()));
                }
            }
        }
    }

    #[test]
    fn what_is_filtered_away_is_not_in_it() {
        let page = PoliciesEdit::Page(PolicyPage::Measures);
        let table = table_of(std::slice::from_ref(&page), "瞪羚", Lang::Zh).unwrap();
        let rows = table.rows.iter().filter(|row| row.len() > 1).count();
        assert!((1..5).contains(&rows));
        assert!(table_of(&[page], "没有的词", Lang::Zh).is_none());
    }
}
