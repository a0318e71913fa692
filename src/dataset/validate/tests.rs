//! What is worked out of a problem, and what is not any more.

use super::*;
use crate::dataset::report::LIMIT;

#[test]
fn problems_that_are_not_listed_are_only_counted() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(METRICS), "[\n(id: 1)]").unwrap();
    let files = Files::Folder(folder.path().to_owned());
    let pack = Parsed::read(&files, &mut Report::default());
    let known = Known::default();
    let mut report = Report::default();
    let mut checker = Checker {
        known: &known,
        ids: Ids::default(),
        pack: &pack,
        places: pack.places(),
        files: &files,
        report: &mut report,
    };
    let path = [Item(0)];
    assert_eq!(checker.at(METRICS, &path), At::new(2, 1));
    assert_eq!(checker.nearest(METRICS, "x", ["y"]), "known: `y`");
    for _ in 0..LIMIT + 9 {
        checker.reference(METRICS, &path, Kind::Source, "nobody");
    }
    assert!(checker.is_full(METRICS) && !checker.is_full(ZONES));
    assert_eq!(checker.at(METRICS, &path), At::FILE);
    assert_eq!(checker.nearest(METRICS, "x", ["y"]), "");
    assert_eq!(report.errors(), LIMIT + 9);
}
