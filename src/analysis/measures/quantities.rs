//! Every quantity the measures name, as rows to compare.

use serde::{Deserialize, Serialize};

use super::Measures;
use crate::analysis::order::{SortKey, sort_rows};
use crate::dataset::Dataset;
use crate::model::{Lang, Measure, Named as _, Policy, Qualifier, Quantity, format_value};

/// A quantity and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The measure's number, see [`Measures`].
    pub measure: usize,
    /// Its place among the measure's quantities.
    pub quantity: usize,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuantityColumn {
    /// The document, then its order.
    #[default]
    Document,
    /// What it is.
    Label,
    /// The number, within a unit: years never stand among sums of money.
    Value,
    /// The unit.
    Unit,
    /// The date of issue.
    Date,
}

impl QuantityColumn {
    /// Every column, in the order shown.
    pub const ALL: [Self; 5] = [
        Self::Label,
        Self::Value,
        Self::Unit,
        Self::Document,
        Self::Date,
    ];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Label => "label",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Date => "date",
        }
    }

    /// The column with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.id() == id)
    }
}

type Found<'a> = (&'a Policy, &'a Measure, &'a Quantity);

/// The quantity of a row.
pub fn get<'a>(data: &'a Dataset, measures: &Measures, row: Row) -> Option<Found<'a>> {
    let (policy, measure) = measures.get(data, row.measure)?;
    Some((policy, measure, measure.quantities.get(row.quantity)?))
}

/// What a quantity is counted in.
pub fn unit<'a>(data: &'a Dataset, quantity: &'a Quantity, lang: Lang) -> &'a str {
    match lang {
        Lang::En if !quantity.unit_en.is_empty() => &quantity.unit_en,
        _ => data.term(&quantity.unit, lang),
    }
}

/// The number of a quantity, with how its source hedges it: `约220`.
pub fn value(quantity: &Quantity, lang: Lang) -> String {
    let hedge = Qualifier::of_printed(&quantity.as_printed).mark(lang);
    format!("{hedge}{}", format_value(quantity.value, lang))
}

/// The quantities of the measures in `among`, sorted; equal ones stay in the documents' order. Names go by what `sound`
/// makes of them in `lang`.
pub fn rows(
    data: &Dataset,
    measures: &Measures,
    among: &[usize],
    (column, descending): (QuantityColumn, bool),
    (lang, sound): (Lang, impl Fn(&str) -> String),
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for &measure in among {
        let n = measures
            .get(data, measure)
            .map_or(0, |(_, m)| m.quantities.len());
        rows.extend((0..n).map(|quantity| Row { measure, quantity }));
    }
    let found = || rows.iter().map(|row| get(data, measures, *row));
    let units = found().flatten().map(|(.., quantity)| &*quantity.unit);
    let mut units: Vec<&str> = units.collect();
    units.sort_unstable();
    units.dedup();
    let key = |(policy, _, quantity): Found<'_>| match column {
        QuantityColumn::Document => Some(SortKey::Text(sound(policy.name(lang)))),
        QuantityColumn::Label => {
            let label = lang.pick(&quantity.label, &quantity.label_en);
            Some(SortKey::Text(sound(label)))
        }
        QuantityColumn::Value => {
            let unit = units.partition_point(|unit| *unit < &*quantity.unit);
            let value = Some(quantity.value).filter(|value| !value.is_nan())?;
            Some(SortKey::Apart(unit, value))
        }
        QuantityColumn::Unit => Some(SortKey::Text(quantity.unit.clone())),
        QuantityColumn::Date => policy.issued.map(|date| SortKey::Number(date.start())),
    };
    let keys: Vec<Option<SortKey>> = found().map(|found| key(found?)).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    sort_rows(&mut order, &keys, descending);
    order.into_iter().map(|place| rows[place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_once_and_in_order() {
        let data = Dataset::embedded();
        let measures = Measures::of(&data);
        let all: Vec<usize> = (0..measures.len()).collect();
        let quantities = data.policies.iter().flat_map(|p| &p.measures);
        let n: usize = quantities.map(|m| m.quantities.len()).sum();
        assert!(n > 10);
        for column in QuantityColumn::ALL {
            assert_eq!(QuantityColumn::from_id(column.id()), Some(column));
            for descending in [false, true] {
                let sort = (column, descending);
                let rows = rows(&data, &measures, &all, sort, (Lang::Zh, str::to_owned));
                assert_eq!(rows.len(), n);
                for pair in rows.windows(2) {
                    let [a, b] = [pair[0], pair[1]].map(|row| get(&data, &measures, row).unwrap());
                    let by_unit = a.2.unit.cmp(&b.2.unit);
                    let sound = match column {
                        QuantityColumn::Value if descending => {
                            by_unit.is_lt() || a.2.value >= b.2.value
                        }
                        QuantityColumn::Value => by_unit.is_lt() || a.2.value <= b.2.value,
                        QuantityColumn::Unit if descending => by_unit.is_ge(),
                        QuantityColumn::Unit => by_unit.is_le(),
                        _ => true,
                    };
                    assert!(sound, "{column:?} {a:?} {b:?}");
                }
            }
        }
        let sort = (QuantityColumn::Value, true);
        let two = rows(&data, &measures, &[0, 5], sort, (Lang::Zh, str::to_owned));
        assert!(
            two.iter().all(|row| row.measure == 5),
            "only of those asked for"
        );
    }

    #[test]
    fn names_go_by_their_sound() {
        let data = Dataset::embedded();
        let measures = Measures::of(&data);
        let all: Vec<usize> = (0..measures.len()).collect();
        let backwards = |name: &str| name.chars().rev().collect::<String>();
        for lang in [Lang::Zh, Lang::En] {
            let sort = (QuantityColumn::Document, false);
            let rows = rows(&data, &measures, &all, sort, (lang, backwards));
            let names = rows.iter().map(|row| get(&data, &measures, *row).unwrap());
            let names = names.map(|(policy, ..)| backwards(policy.name(lang)));
            assert!(names.is_sorted());
        }
    }
}
