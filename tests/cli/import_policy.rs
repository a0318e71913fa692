//! `data import-policy`: documents into a pack, and what is said about those that are damaged.

use std::path::{Path, PathBuf};

use zonescope::export::table::safe_cell;

use crate::{bare, pack, status, stderr, stdout};

fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/policies")
        .join(name)
}

fn import(file: &Path, out: &Path, more: &[&str]) -> std::process::Output {
    let args = [
        "data",
        "import-policy",
        file.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
    ];
    bare(&[&args[..], more].concat())
}

#[test]
fn a_document_goes_into_a_new_pack_and_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine");
    let done = import(&document("through-77.txt"), &out, &["--zone", "jining"]);
    assert_eq!(status(&done), 0, "{}", stderr(&done));
    let lines: Vec<&str> = stdout(&done).lines().collect();
    assert!(
        lines[0].contains("示科发〔2021〕15号\t2021-03-18"),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"measures\t77")
            && lines.contains(&"declared\t77")
            && lines.contains(&"heads\t6")
    );
    assert!(stderr(&done).contains("reading"));
    let check = bare(&["data", "check", out.to_str().unwrap()]);
    assert_eq!(
        stdout(&check),
        "0 errors, 0 warnings\n",
        "{}",
        stderr(&check)
    );
    let args = [
        "data",
        "export",
        "--what",
        "policies",
        "--format",
        "json",
        "--pack",
        out.to_str().unwrap(),
    ];
    let json: serde_json::Value = serde_json::from_str(stdout(&bare(&args))).unwrap();
    let taken = json
        .as_array()
        .unwrap()
        .iter()
        .find(|policy| policy["number"] == "示科发〔2021〕15号")
        .unwrap();
    assert_eq!(taken["zone"], "jining");
    assert_eq!(taken["measures"].as_array().unwrap().len(), 77);
    assert!(!taken["kept"].as_array().unwrap().is_empty());
    // A table has every field of every document in its place, whichever a document leaves out.
    let mut table = args;
    table[5] = "csv";
    let table = bare(&table);
    assert_eq!(status(&table), 0, "{}", stderr(&table));
    let mut table = csv::Reader::from_reader(table.stdout.as_slice());
    let names = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let records = json.as_array().unwrap();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(records) {
        for (name, cell) in names.iter().zip(row) {
            if let Some(text) = record.get(name).unwrap_or(&"".into()).as_str() {
                assert_eq!(cell, safe_cell(text), "{} {name}", record["id"]);
            }
        }
    }
    // Once more, in silence: replaced, with a copy of what was there.
    let again = import(&document("through-77.txt"), &out, &["-q"]);
    assert_eq!(
        (status(&again), stdout(&again), stderr(&again)),
        (0, "", "")
    );
    assert_eq!(std::fs::read_dir(out.join("backup")).unwrap().count(), 2);
}

#[test]
fn damage_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine");
    let file = document("damaged.txt");
    let done = import(&file, &out, &[]);
    assert_eq!(status(&done), 0, "{}", stderr(&done));
    let told = stderr(&done);
    let shown = file.display();
    for line in [
        format!("{shown}: warning: the document declares 12 measures, 11 are found"),
        format!("{shown}:8:1: warning: number 4 is missing before this"),
    ] {
        assert!(told.contains(&line), "{told}");
    }
    assert!(told.contains("warning: number 7 stands twice"), "{told}");
}

#[test]
fn what_cannot_be_read_or_saved_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine");
    let file = folder.path().join("a.txt");
    let refused = |name: &str, bytes: &[u8], told: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let done = import(&file, &out, &[]);
        assert_eq!(status(&done), 1);
        let line = format!("{}{told}", file.display());
        assert!(stderr(&done).contains(&line), "{} / {line}", stderr(&done));
        assert!(!out.exists());
    };
    refused(
        "a.txt",
        "没有编号".as_bytes(),
        ": error: no numbered measures",
    );
    refused(
        "a.txt",
        "甲\n1.乙\u{0}\n".as_bytes(),
        ": error: is of no format",
    );
    refused(
        "b.txt",
        "1.支持。\n2.支持。\n".as_bytes(),
        ": error: no title is found; give --title",
    );
    refused(
        "c.txt",
        "1.支持\n"
            .as_bytes()
            .iter()
            .copied()
            .chain([0xff, 0xff])
            .collect::<Vec<_>>()
            .as_slice(),
        ":2:1: error: is neither",
    );
    refused("d.pdf", b"x", ": error: is damaged");
    refused("e.doc", b"\xd0\xcf\x11\xe0", ": error: is an old Word");
    std::fs::write(&file, "1.支持。\n").unwrap();
    let wrong = import(&file, &out, &["--title", "措施", "--zone", "jinning"]);
    assert!(
        status(&wrong) == 1 && stderr(&wrong).contains("did you mean `jining`"),
        "{}",
        stderr(&wrong)
    );
    let unlike = import(&file, &out, &["-q", "--title", "措施", "--zone", "???"]);
    assert_eq!(stderr(&unlike), "???: error: no zone or place of this id\n");
    assert_eq!(
        status(&import(&file, &out, &["--title", "措施", "--date", "soon"])),
        2
    );
    // A folder of something else, and a pack that is broken already.
    let other = import(&file, folder.path(), &["--title", "措施"]);
    assert!(
        status(&other) == 1 && stderr(&other).contains("is not a pack"),
        "{}",
        stderr(&other)
    );
    let broken = pack("");
    std::fs::write(broken.path().join("policies.ron"), "[(id: 1)]").unwrap();
    let done = import(&file, broken.path(), &["--title", "措施"]);
    assert!(
        status(&done) == 1 && stderr(&done).contains("policies.ron:1:"),
        "{}",
        stderr(&done)
    );
    assert_eq!(
        std::fs::read(broken.path().join("policies.ron")).unwrap(),
        b"[(id: 1)]"
    );
    assert!(!broken.path().join("backup").exists());
}
