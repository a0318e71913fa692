//! The measures shown, as a table to take away: grouped as on the page, each with its source.

use super::citation::{self, article};
use super::derived::policies::PoliciesDerived;
use super::places::policies::{coverage_text, listed_in_cell};
use super::state::View;
use super::state::policies::PolicyPage;
use super::widgets::bilingual_gap;
use super::workspace::Made;
use crate::analysis::measures::quantities::{get, unit};
use crate::chart::locator_words;
use crate::dataset::Dataset;
use crate::export::table::{Cell, SourceLine, Table};
use crate::model::{
    Assigned, Lang, Measure, Named as _, Period, Policy, Quantity, SourceId, format_value,
};
use crate::search::Target;
use crate::text::{tr, tr_args};

/// Sources named in the source line.
const NAMED: usize = 4;

/// The table of the page shown; `None` when it shows no measure.
pub fn table(
    data: &Dataset,
    derived: &mut PoliciesDerived,
    view: &View,
    made: &Made,
    lang: Lang,
) -> Option<Table> {
    let about = About { data, made, lang };
    match view.policies.page {
        PolicyPage::Document | PolicyPage::Pair => document(about, derived, view),
        PolicyPage::Quantities => quantities(about, derived, view),
        PolicyPage::Timeline => documents(about),
        PolicyPage::Measures => {
            let found = derived.found(data, view, made)?;
            measures(about, derived, &found.answer.passing)
        }
        PolicyPage::Matrix => {
            let corpus = derived.corpus(data)?;
            let numbers = match listed_in_cell(data, &corpus.measures, view) {
                Some(numbers) => numbers,
                None => (0..corpus.measures.len()).collect(),
            };
            measures(about, derived, &numbers)
        }
    }
}

/// What a table is made from.
#[derive(Clone, Copy)]
struct About<'a> {
    data: &'a Dataset,
    made: &'a Made,
    lang: Lang,
}

/// A line of a table.
enum Line<T> {
    /// Stands above the rows it heads.
    Heading(String),
    /// A row.
    Row(T),
}

/// A column: text id of its name, and its cell for a row whose source has this position.
type Column<'a, T> = (&'static str, fn(About<'a>, T, usize) -> Cell);

/// Columns that are left out where all their cells are empty.
const OPTIONAL: [&str; 2] = ["column-responsible", "role-supporting"];

/// A measure in its document.
type Of<'a> = (&'a Policy, &'a Measure);

/// A document's measures under the titles they stand under on the page.
fn document(about: About<'_>, derived: &mut PoliciesDerived, view: &View) -> Option<Table> {
    let About { data, made, lang } = about;
    let (_, page) = derived.document(data, lang, view, made)?;
    let policy = data.policy(view.policy.as_ref()?)?;
    let mut lines = Vec::new();
    for group in &page.groups {
        if !group.title.is_empty() {
            lines.push(Line::Heading(group.title.clone()));
        }
        let measures = group.measures.iter();
        let measures = measures.filter_map(|i| policy.measures.get(*i));
        lines.extend(measures.map(|measure| Line::Row((policy, measure))));
    }
    let head = citation::document(data, policy, lang);
    let mut notes = vec![head, coverage_text(policy, lang)];
    notes.extend(Some(policy.note(lang).to_owned()).filter(|note| !note.is_empty()));
    let title = lang.pick(&policy.title, &policy.title_en).to_owned();
    let mut columns = measure_columns();
    columns.retain(|(name, _)| *name != "quantity-document");
    about.table(
        title,
        "sheet-measures",
        &lines,
        &columns,
        notes,
        |about, row| about.measure_source(row, None),
    )
}

/// Measures of several documents, document by document.
fn measures(about: About<'_>, derived: &mut PoliciesDerived, numbers: &[usize]) -> Option<Table> {
    let About { data, lang, .. } = about;
    let corpus = derived.corpus(data)?;
    let mut lines: Vec<Line<Of<'_>>> = Vec::new();
    let mut last: Option<&Policy> = None;
    for (policy, measure) in numbers.iter().filter_map(|n| corpus.measures.get(data, *n)) {
        if last.is_none_or(|last| last.id != policy.id) {
            lines.push(Line::Heading(citation::document(data, policy, lang)));
            last = Some(policy);
        }
        lines.push(Line::Row((policy, measure)));
    }
    let title = tr(lang, "policies-measures").into_owned();
    let none = Vec::new();
    about.table(
        title,
        "sheet-measures",
        &lines,
        &measure_columns(),
        none,
        |about, row| about.measure_source(row, None),
    )
}

/// Columns of measures.
fn measure_columns<'a>() -> Vec<Column<'a, Of<'a>>> {
    vec![
        ("column-number", |_, (_, measure), _| {
            Cell::text(measure.number.clone().unwrap_or_default())
        }),
        ("measure-text", |about, (_, measure), _| {
            Cell::text(measure.text(about.lang))
        }),
        ("quantity-document", |about, (policy, _), _| {
            Cell::text(policy.name(about.lang))
        }),
        ("column-head", |about, (policy, measure), _| {
            let head = policy.categories.iter().find(|c| c.id == measure.category);
            Cell::text(head.map_or("", |head| head.name(about.lang)))
        }),
        ("column-sub-head", |about, (_, measure), _| {
            Cell::text(about.data.term(&measure.sub_head, about.lang))
        }),
        ("column-instruments", |about, (_, measure), _| {
            let names = measure.instruments.iter().map(|i| i.name(about.lang));
            about.list(names)
        }),
        ("column-targets", |about, (_, measure), _| {
            Cell::text(about.data.terms(&measure.targets, about.lang))
        }),
        ("column-quantities", |about, (_, measure), _| {
            let quantities = measure.quantities.iter().map(|quantity| {
                let label = about.lang.pick(&quantity.label, &quantity.label_en);
                format!("{label} {}", quantity.as_printed)
            });
            about.list(quantities)
        }),
        ("column-responsible", |about, (_, measure), _| {
            Cell::text(about.data.terms(&measure.responsible, about.lang))
        }),
        ("role-supporting", |about, (_, measure), _| {
            Cell::text(about.data.terms(&measure.supporting, about.lang))
        }),
        ("column-assigned", |about, (_, measure), _| {
            let assigned = match measure.assigned {
                Assigned::Document => "assigned-document",
                Assigned::Editor => "assigned-editor",
                Assigned::Rules => "assigned-rules",
            };
            Cell::text(tr(about.lang, assigned))
        }),
        ("column-source", |about, (_, measure), source| {
            let found = about.data.source(&measure.source);
            let title = found.map_or(measure.source.as_str(), |source| source.title.as_str());
            Cell::Text {
                text: bilingual_gap([
                    title,
                    &locator_words(about.data, &measure.locator, about.lang),
                ]),
                figure: false,
                sources: vec![source],
                standing: None,
            }
        }),
        ("column-note", |about, (_, measure), _| {
            Cell::text(measure.note(about.lang))
        }),
        ("my-note", |about, (_, measure), _| {
            let target = Target::Measure(measure.id.clone());
            Cell::text(about.made.note(&target))
        }),
    ]
}

/// The documents in order of date, those without one last.
fn documents(about: About<'_>) -> Option<Table> {
    let mut policies: Vec<&Policy> = about.data.policies.iter().collect();
    let start = |policy: &Policy| policy.issued.map_or(f64::INFINITY, Period::start);
    policies.sort_by(|a, b| start(a).total_cmp(&start(b)));
    let lines: Vec<_> = policies.into_iter().map(Line::Row).collect();
    let title = tr(about.lang, "policies-timeline").into_owned();
    let columns = document_columns();
    about.table(
        title,
        "policies-document",
        &lines,
        &columns,
        Vec::new(),
        |about, policy| {
            let lang = about.lang;
            let sources = policy.sources.iter().map(|id| about.source_text(id));
            SourceLine {
                entity: policy.name(lang).to_owned(),
                item: lang.pick(&policy.title, &policy.title_en).to_owned(),
                period: date(policy),
                source: sources.collect::<Vec<_>>().join(lang.pick("；", "; ")),
                note: policy.note(lang).to_owned(),
                ..SourceLine::default()
            }
        },
    )
}

/// Columns of documents.
fn document_columns<'a>() -> Vec<Column<'a, &'a Policy>> {
    vec![
        ("quantity-date", |_, policy, _| Cell::text(date(policy))),
        ("quantity-document", |about, policy, _| {
            Cell::text(about.lang.pick(&policy.title, &policy.title_en))
        }),
        ("review-fact-number", |_, policy, _| {
            Cell::text(policy.number.as_str())
        }),
        ("review-fact-issuers", |about, policy, _| {
            Cell::text(about.data.terms(&policy.issuers, about.lang))
        }),
        ("review-fact-zone", |about, policy, _| {
            let zone = policy.zone.as_ref();
            Cell::text(zone.map_or("", |id| about.data.entity_name(id, about.lang)))
        }),
        ("review-fact-declared", |about, policy, source| {
            let declared = policy.declared_measures;
            declared.map_or(Cell::text(""), |n| about.number(f64::from(n), source))
        }),
        ("chart-measures-transcribed", |about, policy, source| {
            about.number(policy.transcribed() as f64, source)
        }),
        ("column-source", |about, policy, _| {
            let sources = policy.sources.iter();
            let sources = sources.filter_map(|id| about.data.source(id));
            let titles: Vec<_> = sources.map(|source| source.title.as_str()).collect();
            Cell::text(titles.join(about.lang.pick("；", "; ")))
        }),
        ("my-note", |about, policy, _| {
            let target = Target::Policy(policy.id.clone());
            Cell::text(about.made.note(&target))
        }),
    ]
}

/// The quantities, as sorted.
fn quantities(about: About<'_>, derived: &mut PoliciesDerived, view: &View) -> Option<Table> {
    let About { data, made, lang } = about;
    let rows = derived.quantities(data, lang, view, made)?;
    let corpus = derived.corpus(data)?;
    let rows = rows.iter();
    let rows = rows.filter_map(|row| get(data, &corpus.measures, *row));
    let lines: Vec<_> = rows.map(Line::Row).collect();
    let title = tr(lang, "policies-quantities").into_owned();
    let columns = quantity_columns();
    about.table(
        title,
        "sheet-measures",
        &lines,
        &columns,
        Vec::new(),
        |about, row| {
            let (policy, measure, quantity) = row;
            about.measure_source((policy, measure), Some(quantity))
        },
    )
}

/// Columns of quantities.
fn quantity_columns<'a>() -> Vec<Column<'a, (&'a Policy, &'a Measure, &'a Quantity)>> {
    vec![
        ("quantity-label", |about, (.., quantity), _| {
            Cell::text(about.lang.pick(&quantity.label, &quantity.label_en))
        }),
        ("quantity-value", |about, (.., quantity), source| {
            about.number(quantity.value, source)
        }),
        ("quantity-unit", |about, (.., quantity), _| {
            Cell::text(unit(about.data, quantity, about.lang))
        }),
        ("quantity-printed", |_, (.., quantity), _| {
            Cell::text(quantity.as_printed.as_str())
        }),
        ("quantity-document", |about, (policy, ..), _| {
            Cell::text(policy.name(about.lang))
        }),
        ("column-number", |_, (_, measure, _), _| {
            Cell::text(measure.number.clone().unwrap_or_default())
        }),
        ("quantity-date", |_, (policy, ..), _| {
            Cell::text(date(policy))
        }),
        ("measure-text", |about, (_, measure, _), _| {
            Cell::text(measure.text(about.lang))
        }),
    ]
}

/// A document's date of issue, as a spreadsheet sorts it; empty without one.
fn date(policy: &Policy) -> String {
    policy.issued.map_or(String::new(), |date| date.to_string())
}

impl<'a> About<'a> {
    /// The table, unless it has no row.
    fn table<T: Copy>(
        self,
        title: String,
        sheet: &'static str,
        lines: &[Line<T>],
        columns: &[Column<'a, T>],
        notes: Vec<String>,
        source: impl Fn(Self, T) -> SourceLine,
    ) -> Option<Table> {
        let lang = self.lang;
        let mut sources: Vec<SourceLine> = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for line in lines {
            rows.push(match line {
                Line::Heading(text) => vec![Cell::Heading(text.clone())],
                Line::Row(row) => {
                    sources.push(source(self, *row));
                    let cells = columns.iter();
                    let cells = cells.map(|(_, cell)| cell(self, *row, sources.len() - 1));
                    cells.collect()
                }
            });
        }
        if sources.is_empty() {
            return None;
        }
        let mut names: Vec<&'static str> = columns.iter().map(|(name, _)| *name).collect();
        for optional in OPTIONAL {
            let Some(at) = names.iter().position(|name| *name == optional) else {
                continue;
            };
            let cells = || rows.iter().filter_map(|row| row.get(at));
            if cells().all(|cell| cell.shown().is_empty()) {
                names.remove(at);
                let full = rows.iter_mut().filter(|row| row.len() > 1);
                full.for_each(|row| drop(row.remove(at)));
            }
        }
        Some(Table {
            title,
            sheet: tr(lang, sheet).into_owned(),
            columns: names.iter().map(|id| tr(lang, id).into_owned()).collect(),
            lead: 1,
            rows,
            notes: notes
                .into_iter()
                .chain([tr(lang, "measure-our-words").into_owned()])
                .collect(),
            source: self.source_line(&sources),
            sources,
            version: tr_args(
                lang,
                "figure-data",
                &[("version", self.data.version(lang).into())],
            ),
            lang,
        })
    }

    /// The first sources, and how many more.
    fn source_line(self, sources: &[SourceLine]) -> String {
        let mut titles: Vec<&str> = Vec::new();
        for line in sources {
            if !titles.contains(&line.source.as_str()) {
                titles.push(&line.source);
            }
        }
        let more = titles.len().saturating_sub(NAMED);
        titles.truncate(NAMED);
        let more = (more > 0).then(|| tr_args(self.lang, "sources-more", &[("n", more.into())]));
        titles.extend(more.as_deref());
        let joined = titles.join(self.lang.pick("；", "; "));
        tr_args(self.lang, "measures-sources", &[("sources", joined.into())])
    }

    fn list<S: AsRef<str>>(self, parts: impl Iterator<Item = S>) -> Cell {
        let parts: Vec<S> = parts.collect();
        let parts: Vec<&str> = parts.iter().map(S::as_ref).collect();
        Cell::text(parts.join(self.lang.pick("、", ", ")))
    }

    fn number(self, value: f64, source: usize) -> Cell {
        Cell::Number {
            value,
            text: format_value(value, self.lang),
            sources: vec![source],
            standing: None,
        }
    }

    /// Who says what a measure provides, or a quantity in it.
    fn measure_source(self, (policy, measure): Of<'_>, quantity: Option<&Quantity>) -> SourceLine {
        let lang = self.lang;
        SourceLine {
            entity: policy.name(lang).to_owned(),
            item: match quantity {
                Some(quantity) => lang.pick(&quantity.label, &quantity.label_en).to_owned(),
                None => article(measure, lang),
            },
            period: date(policy),
            value: quantity.map(|quantity| quantity.value),
            unit: quantity.map_or(String::new(), |q| unit(self.data, q, lang).to_owned()),
            as_printed: quantity.map_or(String::new(), |q| q.as_printed.clone()),
            source: self.source_text(&measure.source),
            locator: locator_words(self.data, &measure.locator, lang),
            note: measure.note(lang).to_owned(),
            ..SourceLine::default()
        }
    }

    /// Publisher, title and date of a source.
    fn source_text(self, id: &SourceId) -> String {
        self.data.source(id).map_or_else(
            || id.to_string(),
            |source| {
                let date = source.date.map(|d| d.display(self.lang));
                let date = date.unwrap_or_default();
                let publisher = self.data.term(&source.publisher, self.lang);
                bilingual_gap([publisher, source.title.as_str(), &date])
            },
        )
    }
}

#[cfg(test)]
mod tests;
