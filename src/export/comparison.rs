//! A comparison of zones → a [`Table`] to take away.

use super::table::{Cell, SourceLine, Table};
use crate::analysis::comparison::{Comparison, CountRow, Figure, FigureRow};
use crate::chart::{citation, locator_words, source_line};
use crate::dataset::{Dataset, Obs};
use crate::model::{Lang, Qualifier, SourceId, Status};
use crate::text::{in_brackets, qualifier_text, status_text, tr, tr_args};

/// The source line of one observation, for any table that shows it.
pub fn observation_source(data: &Dataset, obs: &Obs<'_>, lang: Lang) -> SourceLine {
    use crate::model::Named as _;
    let metric = data.metric(obs.metric());
    let source = data.source(obs.source());
    let hedge = match obs.qualifier() {
        Qualifier::Exact => String::new(),
        qualifier => tr(lang, qualifier_text(qualifier)).into_owned(),
    };
    let status = match obs.status() {
        Status::Reported => String::new(),
        status => tr(lang, status_text(status)).into_owned(),
    };
    SourceLine {
        entity: data.entity_name(obs.entity(), lang).to_owned(),
        item: metric
            .map_or(obs.metric().as_str(), |m| m.name(lang))
            .to_owned(),
        period: obs.period().display(lang),
        scope: data.term(obs.definition(), lang).to_owned(),
        value: Some(obs.value()),
        unit: metric.map_or("", |m| m.unit(lang)).to_owned(),
        as_printed: obs.as_printed().to_owned(),
        qualifier: hedge,
        status,
        source: source.map_or_else(|| obs.source().to_string(), |s| citation(data, s, lang)),
        locator: locator_words(data, obs.locator(), lang),
        note: data.term(obs.note(), lang).to_owned(),
    }
}

/// The table being put together.
struct Draft<'a> {
    data: &'a Dataset,
    lang: Lang,
    scoped: bool,
    table: Table,
    cited: Vec<(SourceId, String)>,
}

/// The comparison as a table; `shared_only` leaves out the figures only one zone has.
pub fn comparison_table(data: &Dataset, compared: &Comparison, shared_only: bool) -> Table {
    let lang = compared.lang;
    let rows = || {
        compared
            .figures
            .iter()
            .filter(|row| !shared_only || row.is_shared())
    };
    let scoped = rows().any(|row| !row.scope.is_empty());
    let mut draft = Draft {
        data,
        lang,
        scoped,
        table: head(data, compared, scoped),
        cited: Vec::new(),
    };
    draft.facts(compared);
    let mut group = None;
    for row in rows() {
        if group != Some(&row.group) {
            draft
                .table
                .rows
                .push(vec![Cell::Heading(row.group.clone())]);
            group = Some(&row.group);
        }
        draft.figures(row);
    }
    if !compared.policies.is_empty() {
        let head = Cell::Heading(tr(lang, "compare-policies").into_owned());
        draft.table.rows.push(vec![head]);
    }
    for row in &compared.policies {
        draft.counts(row);
    }
    let Draft {
        mut table, cited, ..
    } = draft;
    table.source = source_line(data, &cited, lang).0;
    table
}

fn head(data: &Dataset, compared: &Comparison, scoped: bool) -> Table {
    let lang = compared.lang;
    let names = compared.names.join(lang.pick("、", ", "));
    let mut columns = vec!["table-item", "table-period", "table-unit"];
    if scoped {
        columns.push("table-scope");
    }
    let lead = columns.len();
    let columns = columns.into_iter().map(|id| tr(lang, id).into_owned());
    let notes = [
        "table-gaps",
        "table-standing",
        "table-hedged",
        "table-conflict",
    ];
    let notes = notes.map(|id| tr(lang, id).into_owned());
    let note = notes.join(lang.pick("；", "; "));
    Table {
        title: tr_args(lang, "compare-figure-title", &[("names", names.into())]),
        sheet: tr(lang, "compare-open").into_owned(),
        columns: columns.chain(compared.names.iter().cloned()).collect(),
        lead,
        notes: vec![tr_args(lang, "chart-note", &[("note", note.into())])],
        version: tr_args(
            lang,
            "figure-data",
            &[("version", data.version(lang).into())],
        ),
        lang,
        ..Table::default()
    }
}

impl Draft<'_> {
    /// The cells that name a row.
    fn lead(&self, name: &str, period: &str, unit: &str, scope: &str) -> Vec<Cell> {
        let mut cells = vec![Cell::text(name), Cell::text(period), Cell::text(unit)];
        if self.scoped {
            cells.push(Cell::text(scope));
        }
        cells
    }

    fn facts(&mut self, compared: &Comparison) {
        let head = tr(self.lang, "compare-facts").into_owned();
        self.table.rows.push(vec![Cell::Heading(head.clone())]);
        for (at, row) in compared.facts.iter().enumerate() {
            let mut cells = self.lead(&row.name, "", "", "");
            for (zone, text) in row.cells.iter().enumerate() {
                // The zone's sources stand once, at its first fact.
                let sources = match at {
                    0 => self.cite_zone(compared, zone, &head),
                    _ => Vec::new(),
                };
                cells.push(match text.is_empty() {
                    true => Cell::Gap,
                    false => Cell::Text {
                        text: text.clone(),
                        figure: false,
                        sources,
                        standing: None,
                    },
                });
            }
            self.table.rows.push(cells);
        }
    }

    fn cite_zone(&mut self, compared: &Comparison, zone: usize, item: &str) -> Vec<usize> {
        let (data, lang) = (self.data, self.lang);
        let ids = compared.zones.get(zone).and_then(|id| data.zone(id));
        let ids = ids.map_or(&[][..], |zone| &zone.sources);
        let first = self.table.sources.len();
        for id in ids {
            self.cited.push((id.clone(), String::new()));
            self.table.sources.push(SourceLine {
                entity: compared.names.get(zone).cloned().unwrap_or_default(),
                item: item.to_owned(),
                source: data
                    .source(id)
                    .map_or_else(|| id.to_string(), |s| citation(data, s, lang)),
                locator: data
                    .source(id)
                    .map(|s| data.term(&s.locator, lang).to_owned())
                    .unwrap_or_default(),
                ..SourceLine::default()
            });
        }
        (first..self.table.sources.len()).collect()
    }

    fn figures(&mut self, row: &FigureRow) {
        let period = row.period.display(self.lang);
        let mut cells = self.lead(&row.name, &period, &row.unit, &row.scope);
        for (figures, standing) in row.cells.iter().zip(&row.marks) {
            let sources: Vec<usize> = figures.iter().map(|figure| self.cite(figure)).collect();
            cells.push(match figures.as_slice() {
                [] => Cell::Gap,
                // Sources that agree on an exact figure leave it a number.
                [one, rest @ ..]
                    if !one.approximate
                        && rest.iter().all(|f| !f.approximate && f.value == one.value) =>
                {
                    Cell::Number {
                        value: one.value,
                        text: one.text.clone(),
                        sources,
                        standing: *standing,
                    }
                }
                several => Cell::Text {
                    text: figures_text(several, self.data, self.lang),
                    figure: true,
                    sources,
                    standing: *standing,
                },
            });
        }
        self.table.rows.push(cells);
    }

    fn cite(&mut self, figure: &Figure) -> usize {
        let obs = self.data.observations().get(figure.obs);
        self.cited
            .push((obs.source().clone(), obs.locator().to_owned()));
        let line = observation_source(self.data, &obs, self.lang);
        self.table.sources.push(line);
        self.table.sources.len() - 1
    }

    fn counts(&mut self, row: &CountRow) {
        let mut cells = self.lead(&row.name, "", "", "");
        cells.extend(row.cells.iter().map(|count| match count {
            None => Cell::Gap,
            Some(n) => Cell::Number {
                value: *n as f64,
                text: n.to_string(),
                sources: Vec::new(),
                standing: None,
            },
        }));
        self.table.rows.push(cells);
    }
}

/// Figures of one cell, each with its status where it is not simply reported: `约1.8万`, `6（推算）`, `4165 / 4200`.
pub fn figures_text(figures: &[Figure], data: &Dataset, lang: Lang) -> String {
    let texts = figures.iter().map(|figure| {
        let status = data.observations().get(figure.obs).status();
        match status {
            Status::Reported => figure.text.clone(),
            status => in_brackets(&figure.text, &[&tr(lang, status_text(status))], lang),
        }
    });
    let mut texts: Vec<String> = texts.collect();
    // Sources that agree are named on hover and in the notes, not twice in the cell.
    texts.dedup();
    texts.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::table::Format;

    #[test]
    fn the_pack_s_zones_become_tables_in_every_form() {
        let data = Dataset::embedded();
        for lang in [Lang::Zh, Lang::En] {
            let ids: Vec<_> = data.zones.iter().take(6).map(|z| z.id.clone()).collect();
            let compared = Comparison::build(&data, &ids, lang);
            let table = comparison_table(&data, &compared, false);
            let figures: usize = compared
                .figures
                .iter()
                .flat_map(|row| &row.cells)
                .map(Vec::len)
                .sum();
            let valued = table.sources.iter().filter(|line| line.value.is_some());
            assert_eq!(valued.count(), figures, "every figure has its source");
            let width = table.columns.len();
            assert_eq!(width, table.lead + ids.len());
            for row in &table.rows {
                assert!(row.len() == width || matches!(row[..], [Cell::Heading(_)]));
            }
            assert!(!table.source.is_empty());
            for format in Format::ALL {
                let bytes = table.render(format, crate::chart::FigureTheme::Light, 1.0);
                let bytes = bytes.unwrap();
                assert!(bytes.len() > 1000);
                if let Some(folder) = std::env::var_os("ZONESCOPE_SHOTS") {
                    let name = format!("compare-{}.{}", lang.code(), format.ext());
                    std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
                }
            }
            let shared = comparison_table(&data, &compared, true);
            assert!(shared.rows.len() <= table.rows.len());
        }
    }

    #[test]
    fn hedged_and_derived_figures_are_never_bare_numbers() {
        let data = Dataset::embedded();
        let ids: Vec<_> = data.zones.iter().map(|z| z.id.clone()).collect();
        let compared = Comparison::build(&data, &ids, Lang::Zh);
        let table = comparison_table(&data, &compared, false);
        let mut hedged = 0;
        for cell in table.rows.iter().flatten() {
            let lines = cell.sources().iter().map(|&at| &table.sources[at]);
            let plain = lines
                .filter(|line| line.value.is_some())
                .all(|line| line.qualifier.is_empty() && line.status.is_empty());
            hedged += usize::from(!plain);
            assert!(plain || matches!(cell, Cell::Text { .. }), "{cell:?}");
        }
        assert!(hedged > 0);
    }
}
