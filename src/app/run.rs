//! The window itself: eframe, renderers, log file, session, first frame.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Instant;

use egui::epaint::text::{FallbackRequest, FontProvider as _};
use egui::{IconData, Vec2, ViewportBuilder, vec2};
use egui_system_font_provider::SystemFontProvider;

use super::keeper::Keeper;
use super::rehearsal::{self, rehearse};
use super::session::{self, Restored, Session};
use super::state::Settings;
use super::take_in::{Problems, read_packs};
use super::{Level, Packs, Zonescope};
use crate::dataset::{Dataset, Records, StoreBuilder};
use crate::model::Lang;
use crate::temporary::sweep;
use crate::text::{tr, tr_args};

/// How the window is started.
pub struct WindowArgs {
    /// When the process started.
    pub started: Instant,
    /// The packs; they are read, and the first frame rehearsed, on another thread while the window is being opened.
    pub packs: Packs,
    /// Files to open.
    pub files: Vec<PathBuf>,
    /// Print the milliseconds to the first frame, then close.
    pub exit_after_first_frame: bool,
}

/// What the window will show, and what it takes to get there.
struct Opening {
    packs: Packs,
    restored: Restored,
    files: Vec<PathBuf>,
}

impl Opening {
    /// Reads the data and says what was wrong with packs and session.
    fn finish(self) -> Zonescope {
        // A reader that breaks down must not keep the window from opening: it then shows that there is no data.
        let read = AssertUnwindSafe(|| read_packs(&self.packs.sources));
        let (data, problems) = std::panic::catch_unwind(read).unwrap_or_else(|_panic| {
            log::error!("the data could not be read");
            let nothing = Dataset::new(Records::default(), StoreBuilder::default().finish());
            (Arc::new(nothing), Problems::default())
        });
        let lang = self.restored.session.settings.lang;
        let mut app = Zonescope::new(data, self.restored.session);
        app.set_packs(self.packs);
        if let Some((path, why)) = self.restored.set_aside {
            let path = path.display().to_string();
            let args = [("path", path.into()), ("why", why.into())];
            let text = tr_args(lang, "session-set-aside", &args);
            app.messages().say(Level::Warning, text);
        }
        app.tell_problems(&problems);
        for file in &self.files {
            app.open_file(file);
        }
        app
    }
}

/// Opens the window and runs until it is closed.
pub fn run(args: WindowArgs) -> ExitCode {
    start_log();
    let restored = session::session_file()
        .map(|path| Session::restore(&path))
        .unwrap_or_default();
    let settings = restored.session.settings.clone();
    let opening = Opening {
        packs: args.packs,
        restored,
        files: args.files,
    };
    let context = rehearsal::context();
    let (ctx, size, screen) = (context.clone(), size(&settings), settings.screen);
    let make = move || {
        let mut app = opening.finish();
        if let Some(path) = super::workspace::file::path() {
            app.use_workspace(path);
        }
        set_up(&app, &ctx);
        rehearse(&mut app, &ctx, size, screen);
        // The index takes the processor this thread leaves, until the window is there.
        app.start_index(&ctx);
        app
    };
    let mut last_error = String::new();
    let first_frame = args.exit_after_first_frame.then_some(args.started);
    // eframe takes the app by value, and a renderer may fail after it has; so what makes it waits in a cell.
    let making = Rc::new(RefCell::new(Making::Waiting(Box::new(make))));
    for renderer in renderers() {
        let taken = Rc::clone(&making);
        let creator: eframe::AppCreator<'_> = Box::new(move |_cc| {
            let app = taken.borrow_mut().finish()?;
            sweep_later(&app);
            Ok(Box::new(Window {
                keeper: Keeper::new(session::session_file(), app.session()),
                app,
                started: first_frame,
                drawn: false,
            }))
        });
        let begun = Rc::clone(&making);
        let mut options = options(&settings, renderer);
        // Now, and not before: while the event loop is made, Xlib reads its table of composed letters one by one, and each
        // is locked for as soon as there is another thread.
        options.window_builder = Some(Box::new(move |viewport| {
            begun.borrow_mut().begin();
            viewport
        }));
        match eframe::run_native_ext(crate::APP_ID, options, Some(context.clone()), creator) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => {
                log::error!("renderer {renderer}: {error}");
                last_error = format!("{renderer}: {error}");
            }
        }
        if matches!(*making.borrow(), Making::Over) {
            // The window was up and then failed: a second one would show up unasked.
            break;
        }
    }
    no_window(settings.lang, &last_error);
    ExitCode::FAILURE
}

/// What makes the app.
enum Making {
    /// Not begun.
    Waiting(Box<dyn FnOnce() -> Zonescope + Send>),
    /// At work, on a thread of its own.
    Begun(JoinHandle<Zonescope>),
    /// Given to a window, or failed.
    Over,
}

impl Making {
    fn begin(&mut self) {
        *self = match std::mem::replace(self, Self::Over) {
            Self::Waiting(make) => Self::Begun(std::thread::spawn(make)),
            begun => begun,
        };
    }

    fn finish(&mut self) -> Result<Zonescope, &'static str> {
        self.begin();
        match std::mem::replace(self, Self::Over) {
            Self::Begun(making) => making.join().map_err(|_panic| "the app could not be made"),
            _ => Err("the window was already made"),
        }
    }
}

/// The renderers of this build, best first. OpenGL goes first where it usually works.
fn renderers() -> Vec<eframe::Renderer> {
    #[cfg(target_os = "windows")]
    return vec![eframe::Renderer::Wgpu, eframe::Renderer::Glow];
    #[cfg(all(feature = "wgpu", not(target_os = "windows")))]
    return vec![eframe::Renderer::Glow, eframe::Renderer::Wgpu];
    #[cfg(not(any(feature = "wgpu", target_os = "windows")))]
    vec![eframe::Renderer::Glow]
}

/// Points.
fn size(settings: &Settings) -> Vec2 {
    let size = settings.window_size;
    let size = size.filter(|(width, height)| width.is_finite() && height.is_finite());
    let (width, height) = size.unwrap_or((1280.0, 800.0));
    vec2(width.clamp(320.0, 10_000.0), height.clamp(240.0, 10_000.0))
}

fn options(settings: &Settings, renderer: eframe::Renderer) -> eframe::NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_app_id(crate::APP_ID)
        .with_title("高新图鉴 · Zonescope")
        .with_icon(icon())
        .with_inner_size(size(settings))
        .with_min_inner_size([320.0, 240.0])
        .with_maximized(settings.maximized);
    eframe::NativeOptions {
        viewport,
        renderer,
        // The product's fonts come first; the system's are asked for simplified Chinese only (see `set_up`).
        system_font_fallback: false,
        dithering: false,
        centered: true,
        ..eframe::NativeOptions::default()
    }
}

fn set_up(app: &Zonescope, ctx: &egui::Context) {
    app.set_up(ctx);
    // Listing the system's fonts takes time and memory, so it waits for the first character ours lack.
    let provider = OnceLock::new();
    let lazy = move |request: &FallbackRequest<'_>| {
        let system =
            provider.get_or_init(|| SystemFontProvider::new().with_locale(Some("zh-Hans")));
        // Where the system has no font at all, fontique panics; then ours must do.
        let found = std::panic::catch_unwind(AssertUnwindSafe(|| system.font_for(request)));
        found.unwrap_or_default()
    };
    ctx.add_font_provider(Arc::new(lazy));
}

fn icon() -> IconData {
    // The window waits until it is decoded; only a Mac shows it larger.
    let png: &[u8] = match cfg!(target_os = "macos") {
        true => include_bytes!("../../assets/icon/zonescope-256.png"),
        false => include_bytes!("../../assets/icon/zonescope-128.png"),
    };
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}

/// The eframe side of the window.
struct Window {
    app: Zonescope,
    keeper: Keeper,
    /// Set while the first frame is waited for.
    started: Option<Instant>,
    /// Whether a frame has been shown.
    drawn: bool,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        for file in &dropped {
            self.app.open_file(file.path());
        }
        ctx.input(|input| self.app.note_window(input));
        self.keeper.look(&self.app, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        // The first frame has been drawn and handed to the screen when the second one starts.
        match self.started {
            Some(started) if self.drawn => {
                println_first_frame(started);
                self.started = None;
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Some(_) => ui.ctx().request_repaint(),
            None => {}
        }
        self.drawn = true;
        self.app.ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keeper.finish(self.app.session());
        self.app.finish_workspace();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Takes away what killed saves and exports left behind, where they were made.
fn sweep_later(app: &Zonescope) {
    let folders = saved_in(app);
    std::thread::spawn(move || {
        for folder in folders {
            sweep(&folder);
        }
    });
}

/// The folders that saves and exports go to.
fn saved_in(app: &Zonescope) -> Vec<PathBuf> {
    let files = [session::session_file(), super::workspace::file::path()];
    let folders = files.map(|file| Some(file?.parent()?.to_path_buf()));
    let others = [
        app.packs.own.clone(),
        app.state().settings.export_folder.clone(),
        Some(session::pictures_folder()),
    ];
    folders.into_iter().chain(others).flatten().collect()
}

#[expect(clippy::print_stdout, reason = "what --exit-after-first-frame is for")]
fn println_first_frame(started: Instant) {
    println!("{:.1}", started.elapsed().as_secs_f64() * 1e3);
}

/// Says that there is no window, why, and where the log is.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn no_window(lang: Lang, why: &str) {
    let log = session::log_file()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let text = tr_args(
        lang,
        "no-renderer",
        &[
            ("why", why.trim_end_matches('.').to_owned().into()),
            ("log", log.into()),
        ],
    );
    eprintln!("{text}");
    // Started by a double click, standard error goes nowhere: try the platform's message box. It needs a display,
    // which on Linux is just what may be missing.
    if cfg!(any(target_os = "windows", target_os = "macos"))
        || std::env::var_os("DISPLAY").is_some()
    {
        let dialog = rfd::AsyncMessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title(tr(lang, "app-name"))
            .set_description(&text)
            .show();
        let (done, wait) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            pollster::block_on(dialog);
            let _ = done.send(());
        });
        let _ = wait.recv_timeout(std::time::Duration::from_secs(60));
    }
}

/// Warnings and errors of the whole process go to the log file, the last 1 MB of it.
fn start_log() {
    let Some(path) = session::log_file() else {
        return;
    };
    let opened = path.parent().map(std::fs::create_dir_all).transpose();
    if std::fs::metadata(&path).is_ok_and(|meta| meta.len() > 1_000_000) {
        // One old log is kept; failing to move it only means the file grows.
        let _ = std::fs::rename(&path, path.with_extension("old.log"));
    }
    let file = match opened.and_then(|_| fern::log_file(&path)) {
        Ok(file) => file,
        Err(_) => return, // A read-only home is no reason not to start.
    };
    let dispatch = fern::Dispatch::new()
        .format(|out, message, record| {
            let now = jiff::Timestamp::now();
            out.finish(format_args!(
                "{now:.0} {} {} {message}",
                record.level(),
                record.target()
            ));
        })
        .level(log::LevelFilter::Warn)
        .level_for("zonescope", log::LevelFilter::Info)
        .chain(file);
    // Only a test harness has set a logger before.
    let _ = dispatch.apply();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::PackSource;

    #[test]
    fn a_bad_pack_of_the_person_is_left_out_with_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let bad = folder.path().join("my-data");
        std::fs::create_dir(&bad).unwrap();
        let pack = r#"(id: "mine", title: "我的", version: "1", licence: "", schema: 1)"#;
        std::fs::write(bad.join("pack.ron"), pack).unwrap();
        std::fs::write(bad.join("policies.ron"), "[(id: \"x\",,]").unwrap();
        std::fs::write(bad.join("zones.ron"), "?").unwrap();
        let packs = Packs {
            sources: vec![PackSource::Embedded, PackSource::Folder(bad.clone())],
            own: Some(bad.clone()),
        };
        let opening = Opening {
            packs,
            restored: Restored::default(),
            files: Vec::new(),
        };
        let mut app = opening.finish();
        assert!(saved_in(&app).contains(&bad));
        assert_eq!(app.data().zones.len(), Dataset::embedded().zones.len());
        assert_eq!(app.data().policies, Dataset::embedded().policies);
        let errors = app.messages().all().iter();
        let mut errors = errors.filter(|message| message.level == Level::Error);
        let said = &errors.next().expect("the pack is named").text;
        // That it is left out, how much is wrong, and the first of it only.
        assert!(
            said.starts_with("数据包“my-data”没有载入，有 2 处错误"),
            "{said}"
        );
        assert_eq!(said.matches(".ron:1:").count(), 1, "{said}");
        assert!(errors.next().is_none());
        assert_eq!(
            std::fs::read(bad.join("policies.ron")).unwrap(),
            b"[(id: \"x\",,]"
        );
    }
}
