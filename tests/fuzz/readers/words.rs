//! What people and tables write: numbers, periods, queries.

use zonescope::dataset::Dataset;
use zonescope::model::{Lang, Period, format_number, format_value, parse_number};
use zonescope::search::SearchIndex;

use crate::run::Reader;

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Numbers and periods, written and read.
pub fn values() -> Reader {
    let texts = seeds(&[
        "1,234.5",
        "1.8万余",
        "１２３４",
        "-5",
        "—",
        "4165户",
        "3.2亿元",
        "79.4%",
        "1e308",
        "2019",
        "2020-H1",
        "2020-Q3",
        "2020-02-29",
        "2016/2019",
        "2019-12-31/2020-01-01",
        "",
    ]);
    const WORDS: &[&str] = &[
        "万", "亿", "%", ",", ".", "-", "−", "/", "H1", "Q4", "W53", "余", "约", "0000", "9999",
        "e", "E+",
    ];
    Reader::new(texts, WORDS, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(Some(number)) = parse_number(&text) {
            assert!(number.is_finite(), "{number}");
            for decimals in 0..4 {
                assert!(!format_number(number, decimals).is_empty());
            }
            assert!(!format_value(number, Lang::Zh).is_empty());
        }
        if let Ok(period) = text.parse::<Period>() {
            assert_eq!(
                period.to_string().parse::<Period>().as_ref(),
                Ok(&period),
                "does not survive being written"
            );
            assert!(period.start() < period.end(), "{period}");
            assert!(!period.display(Lang::Zh).is_empty());
        }
    })
}

/// What is typed into the search fields.
pub fn queries() -> Reader {
    let data = Dataset::embedded();
    let indices = [Lang::Zh, Lang::En].map(|lang| SearchIndex::new(&data, lang));
    let texts = seeds(&[
        "济宁",
        "jn",
        "jining",
        "wxgxq",
        "人才 天津",
        "Komatsu",
        "“高新”",
        "é",
        "👨‍👩‍👧",
        " \t",
    ]);
    const WORDS: &[&str] = &[
        "济", "宁", "zh", "ch", "lv", "ü", "'", "\"", "*", "\\", "(", ".", "\u{200B}", "\u{301}",
    ];
    Reader::new(texts, WORDS, move |bytes| {
        // The fields take no more than 200 characters.
        let text: String = String::from_utf8_lossy(bytes).chars().take(200).collect();
        for index in &indices {
            for hit in index.search(&text, 50) {
                for range in &hit.highlights {
                    assert!(
                        hit.title.get(range.clone()).is_some(),
                        "{text:?}: {range:?} of {}",
                        hit.title
                    );
                }
            }
            index.entities(&text);
        }
    })
}
