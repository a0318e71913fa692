use crate::{ROWS, pack, status, stdout, zonescope};

#[test]
fn text_and_json() {
    let pack = pack(ROWS);
    let output = zonescope(pack.path(), &["search", "jn"]);
    assert_eq!(
        stdout(&output).lines().next(),
        Some("entity\tjining\t济宁高新区\t山东省")
    );
    let json = zonescope(
        pack.path(),
        &["search", "济宁", "--format", "json", "--limit", "1"],
    );
    let hits: serde_json::Value = serde_json::from_str(stdout(&json)).unwrap();
    assert_eq!(hits.as_array().unwrap().len(), 1);
    assert_eq!(
        (&hits[0]["id"], &hits[0]["highlights"][0]["end"]),
        (&"jining".into(), &6.into())
    );
    let none = zonescope(pack.path(), &["search", "没有的"]);
    assert_eq!((status(&none), stdout(&none)), (0, ""));
}
