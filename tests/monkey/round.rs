//! One round: a window, events, and what must hold after them.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use egui_kittest::Harness;
use zonescope::app::command::Command;
use zonescope::app::session::Session;
use zonescope::app::state::View;
use zonescope::app::workspace::Made;
use zonescope::app::{Packs, Zonescope};
use zonescope::dataset::{Dataset, PackSource};

use crate::event::{self, Plan};
use crate::files::Files;
use crate::rng::Rng;

/// The window.
pub type Window = Harness<'static, Zonescope>;

/// Frames after which a window that nobody touches must be still.
const STILL: u64 = 100;

/// Steps of undo that are kept.
const UNDO: usize = 500;

/// What went wrong, and what had been done.
pub struct Failure {
    /// The broken promise.
    pub what: String,
    /// The events, described.
    pub played: Vec<String>,
}

/// Plays the events on a window that opens with this session; the session it leaves.
pub fn play(
    seed: u64,
    numbers: &[u64],
    session: &Session,
    files: &Files,
) -> Result<Session, Failure> {
    note_panics();
    let played = RefCell::new(Vec::new());
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let mut window = open(session);
        window.state_mut().set_packs(Packs {
            sources: vec![PackSource::Embedded],
            own: Some(files.folder().join("my-data")),
        });
        window
            .state_mut()
            .use_workspace(files.folder().join("data/workspace.ron"));
        let start = kept(&window);
        for number in numbers {
            let mut rng = Rng::of(seed, *number);
            event::keep_paths_inside(&mut window, files);
            let plan = Plan::new(&mut rng, &window, files);
            played.borrow_mut().push(format!("{number}: {plan}"));
            plan.carry_out(&mut window);
            if rng.one_in(16) {
                names(&mut window);
            }
        }
        settle(&mut window);
        names(&mut window);
        undo(&mut window, &start);
        save(&window, files)
    }));
    ended.map_err(|panic| {
        let message = LAST_PANIC.take();
        drop(panic);
        Failure {
            what: message,
            played: played.take(),
        }
    })
}

fn open(session: &Session) -> Window {
    let mut app = Zonescope::new(Dataset::embedded(), session.clone());
    app.build_index();
    let preference = app.state().settings.theme.preference();
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(STILL)
        .with_step_dt(0.1)
        .allow_missing_glyphs()
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
        )
}

/// What undo brings back: the view, and what the user made.
fn kept(window: &Window) -> (View, Made) {
    let state = window.state().state();
    // The schema is the file's, not the user's.
    let made = Made {
        schema: 0,
        ..state.workspace.made().clone()
    };
    // Where one reads in a review, and which text is being written, is no change to be undone; undo and redo close the
    // editor, see `undo`.
    let mut view = state.view.clone();
    view.metrics.annotation = None;
    (view.review.piece, view.review.caret) = (0, None);
    (view, made)
}

/// Nothing repaints when nothing changes. What background work brings later would be a change after undo.
fn settle(window: &mut Window) {
    window.set_size(egui::vec2(1280.0, 800.0));
    window.event(egui::Event::PointerGone);
    // Five minutes: a large picture is long in the making where other work has the processors.
    for _ in 0..15_000 {
        if window.run_ok().is_some() && !window.state().is_working() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("repaints for ever: {:#?}", window.ctx.repaint_causes());
}

/// Every widget has a name.
fn names(window: &mut Window) {
    // The first pass of a grid only measures.
    window.step();
    let unnamed = window.unnamed_widgets();
    assert!(unnamed.is_empty(), "widgets without a name: {unnamed:#?}");
}

/// Undo comes all the way back, redo all the way forth.
fn undo(window: &mut Window, start: &(View, Made)) {
    let end = kept(window);
    let editor = |window: &Window| window.state().state().view.metrics.annotation;
    let mut steps = 0;
    while window.state().state().history.can().undo {
        window.state_mut().send(Command::Undo);
        let ctx = window.ctx.clone();
        window.state_mut().logic(&ctx);
        steps += 1;
    }
    if steps < UNDO {
        assert_eq!(kept(window), *start, "undo ends elsewhere");
    }
    if steps > 0 {
        assert_eq!(editor(window), None, "an editor opened again");
    }
    window.step();
    for _ in 0..steps {
        window.state_mut().send(Command::Redo);
        let ctx = window.ctx.clone();
        window.state_mut().logic(&ctx);
    }
    assert_eq!(kept(window), end, "redo ends elsewhere");
    if steps > 0 {
        assert_eq!(editor(window), None, "an editor opened again");
    }
    window.step();
}

/// The session survives the window.
fn save(window: &Window, files: &Files) -> Session {
    let path = files.folder().join("session/session.ron");
    let session = window.state().session();
    session.save(&path).unwrap();
    let restored = Session::restore(&path);
    assert!(restored.set_aside.is_none(), "{:?}", restored.set_aside);
    assert_eq!(restored.session, session, "the session comes back changed");
    session
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whether panics say where they began; it takes a second each.
static TRACED: AtomicBool = AtomicBool::new(false);

/// From now on panics say where in our code they began.
pub fn trace_panics() {
    TRACED.store(true, Ordering::Relaxed);
}

/// The message of a panic is the failure's; it is printed once, with the events.
fn note_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let traced = TRACED.load(Ordering::Relaxed);
            let ours = if traced {
                crate::trace::ours()
            } else {
                String::new()
            };
            let before = LAST_PANIC.replace(format!("{info}\n{ours}"));
            if !before.is_empty() {
                // One more while the first unwinds ends the process, and nobody would tell the first.
                eprintln!("{before}\nand meanwhile {info}");
            }
            if std::thread::current()
                .name()
                .is_none_or(|name| !name.starts_with("monkey"))
                || info.to_string().contains("these events lead there")
            {
                usual(info);
            }
        }));
    });
}
