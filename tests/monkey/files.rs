//! Files to drop on the window, good and bad.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zonescope::chart::{ChartSpec, Frame, gallery};
use zonescope::dataset::Dataset;
use zonescope::export::figure::render_png;

/// A folder of its own with files in it.
pub struct Files {
    folder: TempDir,
    paths: Vec<PathBuf>,
}

impl Files {
    /// Writes them.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = Dataset::embedded();
        let mut paths = Vec::new();
        let mut put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            paths.push(path);
        };
        for (name, spec) in gallery(&data).into_iter().take(6) {
            // Small, so that exporting it again costs little.
            let spec = ChartSpec {
                size: (400, 300),
                ..spec.unwrap()
            };
            put(&format!("{name}.ron"), spec.to_ron().as_bytes());
            if let Ok(frame) = Frame::build(&spec, &data) {
                put(
                    &format!("{name}.png"),
                    &render_png(&spec, &frame, 1.0).unwrap(),
                );
            }
        }
        put("empty.png", b"");
        put("bad.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        put("bad.ron", b"(kind: Pie, size: (1, 1))");
        put("deep.ron", "[".repeat(100_000).as_bytes());
        put(
            "nobody.ron",
            b"(subject: Metrics(metrics: [\"no_such\"], entities: [\"nobody\"]))",
        );
        put("nothing.ron", b"()");
        put(
            "tall.ron",
            b"(size: (200, 8000), title: (zh: \"\xe9\x95\xbf\"))",
        );
        put("text.txt", "高新区".as_bytes());
        put("bytes", &[0xff; 1000]);
        let document = include_bytes!("../data/policies/articles.txt");
        put("articles.txt", document);
        put("bad.docx", b"PK\x03\x04 and no more");
        put("bad.pdf", b"%PDF-1.4\n1 0 obj << /Type /Catalog");
        paths.push(folder.path().join("not-there.ron"));
        paths.push(folder.path().to_owned());
        Self { folder, paths }
    }

    /// Where they are, and where exports go.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every file.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }
}
