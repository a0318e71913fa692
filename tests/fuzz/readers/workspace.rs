//! The file of bookmarks, notes and saved charts: read, changed, written, read again.

use zonescope::app::workspace::file::{read, write};
use zonescope::app::workspace::{Bookmark, Change, Note};
use zonescope::search::Target;

use super::RON_WORDS;
use crate::run::{Reader, folder};

/// `workspace.ron`
pub fn workspace() -> Reader {
    let folder = folder();
    let path = folder.join("workspace.ron");
    let bookmark = Change::Bookmark(
        Target::Policy("tianjin-77".into()),
        Some(Bookmark { at: 1_700_000_000 }),
    );
    let note = Note {
        text: "“下周”\n跟进".to_owned(),
        at: -1,
    };
    let changes = [
        bookmark.clone(),
        Change::Note(Target::Entity("wuxi".into()), Some(note)),
    ];
    write(&path, &changes).unwrap();
    let seed = std::fs::read_to_string(&path).unwrap();
    let chart = format!(
        "charts: {{(\"1a-2b-0\"): (name: \"图\", spec: {}, at: 3)}}",
        zonescope::chart::ChartSpec::default().to_ron()
    );
    let seeds = vec![
        seed.into_bytes(),
        format!("(schema: 1, {chart})").into_bytes(),
        b"()".to_vec(),
    ];
    Reader::new(seeds, RON_WORDS, move |bytes| {
        for entry in std::fs::read_dir(&folder).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        std::fs::write(&path, bytes).unwrap();
        // Later versions' files and unreadable ones are refused and left alone.
        let Ok(before) = read(&path) else {
            assert_eq!(
                std::fs::read(&path).unwrap(),
                bytes,
                "a refused file was touched"
            );
            return;
        };
        if let Some((kept, why)) = &before.set_aside {
            assert!(!why.is_empty());
            assert_eq!(
                std::fs::read(kept).unwrap(),
                bytes,
                "what was set aside is not what was there"
            );
        }
        let written = write(&path, std::slice::from_ref(&bookmark)).unwrap();
        let again = read(&path).unwrap();
        assert!(
            again.set_aside.is_none(),
            "cannot read back what it wrote: {:?}",
            again.set_aside
        );
        assert_eq!(again.made, written.made);
        assert!(
            before
                .made
                .notes
                .iter()
                .all(|note| written.made.notes.get(note.0) == Some(note.1)),
            "a note is lost"
        );
    })
}
