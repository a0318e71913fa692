//! A pack is a folder: nothing in it may show or touch what lies outside of it.

use zonescope::dataset::{PackSource, load};

/// A pack whose chart bears this file name.
fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let info = r#"(id: "p", title: "甲", version: "7", licence: "CC0", schema: 1)"#;
    std::fs::write(folder.path().join("pack.ron"), info).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.ron");
    std::fs::write(&secret, "(password: \"hunter2\")").unwrap();
    for name in [
        "zones.ron",
        "observations.csv",
        "industry.ron",
        "charts",
        "charts/a.ron",
    ] {
        let folder = pack();
        let link = folder.path().join(name);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        let target = if name == "charts" {
            outside.path()
        } else {
            &secret
        };
        symlink(target, &link).unwrap();
        let loaded = load(&[PackSource::Folder(folder.path().to_owned())]);
        assert!(loaded.dataset.packs.is_empty(), "{name} was followed");
        let said: String = loaded.diagnostics.iter().map(ToString::to_string).collect();
        assert!(said.contains("leads out of the pack"), "{name}: {said}");
        assert!(
            !said.contains("hunter2") && !said.contains("password"),
            "{said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    // A pipe that nobody writes would be read for ever.
    let folder = pack();
    let pipe = folder.path().join("zones.ron");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let loaded = load(&[PackSource::Folder(folder.path().to_owned())]);
    assert!(loaded.dataset.packs.is_empty() && !loaded.diagnostics.is_empty());
    let chart = folder.path().join("a.ron");
    std::fs::rename(pipe, &chart).unwrap();
    assert!(zonescope::export::reopen::read_spec(&chart).is_err());
}

#[test]
fn names_with_paths_in_them_find_nothing() {
    let folder = pack();
    std::fs::create_dir(folder.path().join("charts")).unwrap();
    let story = r#"[(id: "s", zone: "z", title: "t", title_en: "t", summary: "", summary_en: "", chart: "../../secret", source: "x")]"#;
    std::fs::write(folder.path().join("stories.ron"), story).unwrap();
    let loaded = load(&[PackSource::Folder(folder.path().to_owned())]);
    assert!(
        loaded.dataset.packs.is_empty(),
        "a chart outside of the pack was accepted"
    );
}

#[test]
fn loading_writes_nothing() {
    let folder = pack();
    std::fs::write(folder.path().join("zones.ron"), "[(id: broken").unwrap();
    let listed = || {
        let entries = std::fs::read_dir(folder.path()).unwrap().map(|e| {
            let entry = e.unwrap();
            let meta = entry.metadata().unwrap();
            (entry.file_name(), meta.len(), meta.modified().unwrap())
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort();
        entries
    };
    let before = listed();
    load(&[PackSource::Folder(folder.path().to_owned())]);
    assert_eq!(listed(), before);
}
