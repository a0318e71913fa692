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

#[test]
fn english_tables_are_in_english_units_and_places() {
    let han = |text: &str| text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let page = PoliciesEdit::Page(PolicyPage::Quantities);
    let table = table_of(&[page], "", Lang::En).unwrap();
    assert!(table.sources.iter().any(|line| !line.unit.is_empty()));
    for line in &table.sources {
        assert!(!han(&line.unit), "{}", line.unit);
    }
    let page = PoliciesEdit::Page(PolicyPage::Measures);
    let table = table_of(&[page], "", Lang::En).unwrap();
    let places: Vec<&str> = table.sources.iter().map(|s| s.locator.as_str()).collect();
    for rest in places.iter().filter_map(|place| place.strip_prefix('a')) {
        assert!(!rest.starts_with(|c: char| c.is_ascii_digit()), "a{rest}");
    }
}
