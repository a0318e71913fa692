//! The whole window, driven by accessible names, rendered on our own rasteriser.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod access;
mod compare;
mod edges;
mod english;
mod export;
mod glyphs;
mod industry;
mod keyboard;
mod metrics;
mod overview;
mod pictures;
mod policies;
mod reach;
mod renderer;
mod review;
mod tour;
mod walk;
mod zones;

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use zonescope::app::Zonescope;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, View};
use zonescope::dataset::Dataset;

/// A window as it opens the first time.
pub type Window = Harness<'static, Zonescope>;

/// Opens the window at this size on the embedded data, with the session given.
pub fn open_with(size: [f32; 2], session: Session) -> Window {
    open_on(Dataset::embedded(), size, session)
}

/// Puts a path into the text field with this name.
pub fn type_path(window: &mut Window, field: &str, path: &std::path::Path) {
    window
        .get_by_role_and_label(egui::accesskit::Role::TextInput, field)
        .set_text_value_accesskit(path.to_str().unwrap());
    window.run_ok();
}

/// Opens the window at this size on these data, with the session given.
pub fn open_on(data: Arc<Dataset>, size: [f32; 2], session: Session) -> Window {
    let mut app = Zonescope::new(data, session);
    app.build_index();
    let theme = match app.state().settings.theme {
        zonescope::app::state::ThemeChoice::Dark => egui::Theme::Dark,
        _ => egui::Theme::Light,
    };
    let preference = app.state().settings.theme.preference();
    let mut window = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(20)
        .with_step_dt(0.1)
        .renderer(renderer::Cpu::default())
        .with_context_setup(move |ctx| {
            zonescope::theme::install_fonts(ctx);
            zonescope::theme::apply(ctx);
            ctx.set_theme(preference);
        })
        .build_ui_state(
            |ui, app: &mut Zonescope| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    window.run();
    window
}

/// Opens the window as it opens the first time, but at 园区.
pub fn open() -> Window {
    let view = View {
        place: Place::Zones,
        ..View::first(&Dataset::embedded())
    };
    open_with([1280.0, 800.0], Session::new(Settings::default(), view))
}

/// Runs frames until `done`, as background work needs real time.
pub fn wait(window: &mut Window, done: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !done(window) {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "waited a minute in vain"
        );
        std::thread::sleep(Duration::from_millis(5));
        window.run_ok();
    }
}
