//! `view`: the window as a picture, here the policy place.

use std::path::Path;

use crate::{bare, status, stderr};

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
    let options: [&[&str]; 8] = [
        &["--page", "document"],
        &["--policy", "tianjin-77", "--group", "target"],
        &["--policy", "tianjin-77", "--columns"],
        &["--page", "measures", "--facet", "instrument=Talent"],
        &["--page", "matrix"],
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
        (&["--document", "no such file.txt"], 1, "no such file.txt"),
    ] {
        let (got, said) = picture(more).unwrap_err();
        assert_eq!(got, code, "{more:?}: {said}");
        assert!(said.contains(says), "{more:?}: {said}");
    }
}
