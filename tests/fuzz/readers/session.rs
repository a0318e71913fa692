//! The session file: restored, opened as a window, painted, saved again.

use std::path::Path;
use std::sync::Arc;

use zonescope::app::Zonescope;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Screen, Settings, ThemeChoice, View};
use zonescope::dataset::Dataset;
use zonescope::model::Lang;

use super::RON_WORDS;
use crate::run::{Reader, folder};

/// Settings and view.
pub fn session() -> Reader {
    let folder = folder();
    let path = folder.join("session.ron");
    let data = Dataset::embedded();
    let mut seeds = Vec::new();
    for place in Place::ALL {
        let settings = Settings {
            lang: Lang::En,
            theme: ThemeChoice::Dark,
            window_size: Some((1280.0, 800.0)),
            maximized: true,
            screen: Screen::default(),
            export_folder: Some("/tmp".into()),
        };
        let view = View {
            place,
            ..View::first(&data)
        };
        Session::new(settings, view).save(&path).unwrap();
        seeds.push(std::fs::read(&path).unwrap());
    }
    let ctx = egui::Context::default();
    Zonescope::new(data.clone(), Session::default()).set_up(&ctx);
    Reader::new(seeds, RON_WORDS, move |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let restored = Session::restore(&path);
        match restored.set_aside {
            Some((kept, why)) => {
                assert!(!why.is_empty());
                assert_eq!(
                    std::fs::read(&kept).unwrap(),
                    bytes,
                    "what was set aside is not what was there"
                );
                std::fs::remove_file(kept).unwrap();
            }
            None => open(&ctx, &data, restored.session, &path),
        }
    })
}

/// Whatever a session says, the window opens, paints and can save again.
fn open(ctx: &egui::Context, data: &Arc<Dataset>, session: Session, path: &Path) {
    let mut app = Zonescope::new(data.clone(), session);
    let rect = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0));
    let input = egui::RawInput {
        screen_rect: Some(rect),
        ..egui::RawInput::default()
    };
    let mut painted = ctx.run_ui(input, |ui| app.ui(ui));
    painted.textures_delta.clear();
    let session = app.session();
    session.save(path).unwrap();
    let again = Session::restore(path);
    assert!(
        again.set_aside.is_none(),
        "cannot read back what it saved: {:?}",
        again.set_aside
    );
}
