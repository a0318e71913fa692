//! No text of the data becomes a formula in a spreadsheet, whatever it begins with and wherever it stands.

use std::io::{Cursor, Read as _};
use std::process::Command;

use proptest::prelude::*;
use zonescope::chart::FigureTheme;
use zonescope::export::table::{Cell, Format, SourceLine, Table, safe_cell};

/// Texts that look like formulas, and some that do not.
fn text() -> impl Strategy<Value = String> {
    "[ \t\r\n\u{a0}\u{feff}\u{0}\u{3000}]{0,2}[-=+@＝＋－＠|%a高1']{0,2}[ -~高新]{0,12}"
}

/// Whether a spreadsheet would take it for a formula.
fn is_formula(text: &str) -> bool {
    let seen =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err()
}

fn table(text: &str) -> Table {
    let line = SourceLine {
        entity: text.to_owned(),
        item: text.to_owned(),
        period: text.to_owned(),
        scope: text.to_owned(),
        value: Some(-1.5),
        unit: text.to_owned(),
        as_printed: text.to_owned(),
        qualifier: text.to_owned(),
        status: text.to_owned(),
        source: text.to_owned(),
        locator: text.to_owned(),
        note: text.to_owned(),
    };
    Table {
        title: text.to_owned(),
        sheet: "对比".to_owned(),
        columns: vec![text.to_owned(), text.to_owned()],
        lead: 1,
        rows: vec![
            vec![Cell::Heading(text.to_owned())],
            vec![Cell::text(text), Cell::text(text)],
        ],
        notes: vec![text.to_owned()],
        sources: vec![line],
        source: text.to_owned(),
        version: text.to_owned(),
        ..Table::default()
    }
}

/// Every text of a workbook, and whether some cell holds a formula.
fn workbook(bytes: &[u8]) -> (Vec<String>, bool) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let (mut texts, mut formula) = (Vec::new(), false);
    for name in names.iter().filter(|name| name.ends_with(".xml")) {
        let mut xml = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        formula |= xml.contains("<f>") || xml.contains("<f ");
        for part in xml.split("<t").skip(1) {
            if let Some((_, rest)) = part.split_once('>')
                && let Some((text, _)) = rest.split_once("</t>")
            {
                let text = text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"");
                texts.push(text.replace("&apos;", "'").replace("&amp;", "&"));
            }
        }
    }
    (texts, formula)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_a_workbook(text in text()) {
        let bytes = table(&text).render(Format::Xlsx, FigureTheme::Light, 1.0).unwrap();
        let (texts, formula) = workbook(&bytes);
        prop_assert!(!formula && texts.len() > 5, "{} texts", texts.len());
        for text in texts {
            prop_assert!(!is_formula(&text), "{text:?}");
        }
    }

    #[test]
    fn no_cell_of_a_csv(text in text()) {
        prop_assert!(!is_formula(&safe_cell(&text)), "{text:?}");
    }
}

#[test]
fn no_cell_of_an_exported_pack() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "pack.ron",
        r#"(id: "p", title: "=1", version: "7", licence: "@a", schema: 1)"#,
    );
    write(
        "sources.ron",
        r#"[(id: "s1", publisher: " =1+1", title: "+1", kind: News, locator: "-a")]"#,
    );
    write(
        "zones.ron",
        r#"[(id: "z", name: "=1", short_name: "@x", name_en: "\t=cmd", short_name_en: "＝1", province: "-1-1",
            level: "+x", aliases: ["=HYPERLINK()", "b"], sources: ["s1"])]"#,
    );
    write(
        "metrics.ron",
        r#"[(id: "m", name: "=a", name_en: "-b", unit: "+", unit_en: "@", kind: Count, group: "=", group_en: "")]"#,
    );
    write(
        "observations.csv",
        "entity,metric,period,value,source,as_printed,note,locator,definition\nz,m,2019,-5,s1, =1,=1+1,@a,\"\n=2\"\n",
    );
    for what in ["observations", "zones", "metrics", "sources"] {
        let output = Command::new(env!("CARGO_BIN_EXE_zonescope"))
            .args([
                "data",
                "export",
                "--what",
                what,
                "--format",
                "csv",
                "--no-embedded",
                "--pack",
            ])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&output.stdout[..]);
        let mut cells = 0;
        for row in rows.records() {
            for cell in &row.unwrap() {
                cells += 1;
                assert!(!is_formula(cell), "{what}: {cell:?}");
            }
        }
        assert!(cells > 10, "{what}: nothing was exported");
    }
}
