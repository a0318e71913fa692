use std::io::Read as _;

use zonescope::export::table::Format;

use crate::{bare, status, stderr, stdout};

/// A file inside a workbook.
fn part(path: &std::path::Path, name: &str) -> String {
    let file = std::fs::File::open(path).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_workbook_has_numbers_and_sources() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("对比.xlsx");
    let out = path.to_str().unwrap();
    let args = ["compare", "jining", "无锡高新区", "xiamen", "-o", out];
    let output = bare(&args);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let book = part(&path, "xl/workbook.xml");
    assert!(book.contains("name=\"对比\"") && book.contains("name=\"来源\""));
    let strings = part(&path, "xl/sharedStrings.xml");
    assert!(strings.contains("济宁高新技术产业开发区") && strings.contains("12家"));
    // 日资外协企业: 12, exact, so a number in both sheets.
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        assert!(part(&path, sheet).contains("<v>12</v>"), "{sheet}");
    }
    assert!(part(&path, "xl/worksheets/sheet1.xml").contains("state=\"frozen\""));

    let again = bare(&args);
    assert_eq!(status(&again), 1);
    assert!(
        stderr(&again).ends_with("对比.xlsx: error: exists already; give --force to replace it\n"),
        "{}",
        stderr(&again)
    );
    assert_eq!(status(&bare(&[&args[..], &["--force"]].concat())), 0);
}

#[test]
fn text_and_picture() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.md");
    let output = bare(&[
        "compare",
        "jining",
        "wuxi",
        "--lang",
        "en",
        "-o",
        text.to_str().unwrap(),
    ]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let text = std::fs::read_to_string(text).unwrap();
    assert!(text.starts_with("# Zones compared: Jining"), "{text}");
    let picture = folder.path().join("a.png");
    let path = picture.to_str().unwrap();
    let output = bare(&["compare", "jining", "wuxi", "--scale", "1", "-o", path]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let meta = zonescope::export::png::read_meta_file(&picture).unwrap();
    assert!(
        meta.title.starts_with("园区对比：济宁高新区、"),
        "{}",
        meta.title
    );
    assert!(meta.source.starts_with("来源：") && !meta.data.is_empty());
}

#[test]
fn unknown_zones_wrong_names_and_wrong_counts() {
    let unknown = bare(&["compare", "jinning", "wuxi", "-o", "x.xlsx"]);
    assert_eq!(status(&unknown), 1);
    assert!(stderr(&unknown).contains("jining"), "{}", stderr(&unknown));
    let ending = bare(&["compare", "jining", "wuxi", "-o", "x.gif"]);
    assert_eq!(status(&ending), 1);
    let help = bare(&["compare", "--help"]);
    for ext in Format::ALL.map(|format| format!(".{}", format.ext())) {
        assert!(stderr(&ending).contains(&ext), "{}", stderr(&ending));
        assert!(stdout(&help).contains(&ext), "{}", stdout(&help));
    }
    let twice = bare(&["compare", "jining", "济宁高新区", "-o", "x.md"]);
    assert_eq!(status(&twice), 1);
    assert!(stderr(&twice).contains("twice"), "{}", stderr(&twice));
    assert_eq!(status(&bare(&["compare", "jining", "-o", "x.md"])), 2);
}
