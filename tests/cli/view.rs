//! `view`: the window as a picture, here the policy place.

use std::path::Path;

use crate::{bare, status, stderr};

/// A head of the document `tianjin-77`.
const HEAD: &str = "提升自主创新能力";

/// The picture `view policies` makes with `more`, or what it says instead.
fn picture(more: &[&str]) -> Result<Vec<u8>, (i32, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.png");
    let out = file.to_str().unwrap();
    let args = [
        &["view", "policies", "--size", "640x480", "-o", out][..],
        more,
    ];
    let done = bare(&args.concat());
    match status(&done) {
        0 => Ok(std::fs::read(&file).unwrap()),
        code => {
            assert!(!file.exists(), "a refusal leaves no file");
            Err((code, stderr(&done).to_owned()))
        }
    }
}

#[test]
fn every_page_of_policies_is_a_picture_of_its_own() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/policies/paren.txt");
    let options: [&[&str]; 9] = [
        &["--page", "document"],
        &["--policy", "tianjin-77", "--group", "target"],
        &["--policy", "tianjin-77", "--columns"],
        &["--page", "measures", "--facet", "instrument=Talent"],
        &["--page", "matrix"],
        &["--page", "matrix", "--policy", "tianjin-77", "--head", HEAD],
        &["--page", "timeline"],
        &["--page", "quantities", "--sort", "value"],
        &["--document", document.to_str().unwrap()],
    ];
    let pictures: Vec<Vec<u8>> = options.map(|more| picture(more).unwrap()).into();
    for (n, bytes) in pictures.iter().enumerate() {
        assert!(bytes.starts_with(b"\x89PNG"), "{:?}", options[n]);
        assert!(!pictures[..n].contains(bytes), "{:?}", options[n]);
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    for (more, code, says) in [
        (&["--policy", "tianjin-78"][..], 1, "tianjin-77"),
        (&["--page", "martix"], 2, "matrix"),
        (&["--group", "heads"], 2, "sub-head"),
        (&["--facet", "instrument"], 2, "instrument"),
        (&["--facet", "instrument=Talents"], 1, "`Talent`"),
        (
            &["--facet", "target=谁也不是"],
            1,
            "谁也不是: error: no measure has this value",
        ),
        (&["--facet", "marked=bookmarks"], 1, "`bookmark`"),
        (
            &[
                "--policy",
                "tianjin-77",
                "--page",
                "matrix",
                "--head",
                "无此标题",
            ],
            1,
            "无此标题: error: the document has no head of this title",
        ),
        (
            &[
                "--compare",
                "wuxi,xian,chengdu,jining,tianjin,xiamen,nanning",
            ],
            1,
            "nanning: error: at most 6 zones are compared; leave one out",
        ),
        (&["--document", "no such file.txt"], 1, "no such file.txt"),
    ] {
        let (got, said) = picture(more).unwrap_err();
        assert_eq!(got, code, "{more:?}: {said}");
        assert!(said.contains(says), "{more:?}: {said}");
    }
}

#[test]
fn a_picture_is_never_called_something_else() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.jpg", "a.svg", "a"] {
        let file = folder.path().join(name);
        let done = bare(&["view", "overview", "-o", file.to_str().unwrap()]);
        let told = format!("{}: error: the name must end in .png\n", file.display());
        assert_eq!((status(&done), stderr(&done)), (1, told.as_str()));
        assert!(!file.exists(), "{name}");
    }
}

#[test]
fn refusals_say_what_to_type_and_end_where_they_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.png");
    std::fs::write(&file, "mine").unwrap();
    let out = file.to_str().unwrap();
    let taken = bare(&["view", "overview", "--size", "640x480", "-o", out]);
    let told = format!("{out}: error: exists already; give --force to replace it\n");
    assert_eq!((status(&taken), stderr(&taken)), (1, told.as_str()));
    // Nothing is like it, and there are too many to list.
    let (code, said) = picture(&["--zone", "???"]).unwrap_err();
    assert_eq!(
        (code, said.as_str()),
        (1, "???: error: no zone of this id\n")
    );
}
