//! A frame of every place (ui and tessellation, no pixels), with the data there is and with a pack far larger; and the
//! frame after a keystroke in a filter. Beside them a page with one label, and the obvious filter.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::semicolon_if_nothing_returned
)]

mod synthetic;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase,
    Ui, pos2, vec2,
};
use synthetic::Case;
use zonescope::analysis::measures::facets::MeasureFacet;
use zonescope::app::Zonescope;
use zonescope::app::command::Command;
use zonescope::app::session::Session;
use zonescope::app::state::policies::PolicyPage;
use zonescope::app::state::{Place, Settings, View};
use zonescope::chart::draw::{Pointing, figure_ui};
use zonescope::chart::{ChartKind, FigureTheme};
use zonescope::dataset::Dataset;

/// Passes after which a place has settled: fonts laid out, caches filled.
const WARM: usize = 20;

/// Frames of which the slowest of a hundred is told.
const SPREAD: usize = 600;

struct Window {
    context: Context,
    time: f64,
    pointer: Option<Pos2>,
    /// Frames drawn so far; even hundreds of them turn the wheel down, odd ones up.
    frames: usize,
    turning: bool,
}

impl Window {
    fn new() -> Self {
        let context = Context::default();
        zonescope::theme::install_fonts(&context);
        zonescope::theme::apply(&context);
        Self {
            context,
            time: 0.0,
            pointer: None,
            frames: 0,
            turning: false,
        }
    }

    /// Number of primitives, so that nothing is optimised away.
    fn frame(&mut self, ui: impl FnMut(&mut Ui)) -> usize {
        self.time += 1.0 / 60.0;
        self.frames += 1;
        let mut events: Vec<Event> = Vec::from_iter(self.pointer.map(Event::PointerMoved));
        if self.turning {
            let down = (self.frames / 100).is_multiple_of(2);
            events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Line,
                delta: vec2(0.0, if down { -1.0 } else { 1.0 }),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let output = self.context.run_ui(input, ui);
        let points = output.pixels_per_point;
        self.context.tessellate(output.shapes, points).len()
    }

    /// A frame with the pointer in the middle and the wheel turning.
    fn wheel(&mut self, app: &mut Zonescope) -> usize {
        self.pointer = Some(pos2(700.0, 400.0));
        self.turning = true;
        self.app(app)
    }

    fn app(&mut self, app: &mut Zonescope) -> usize {
        self.frame(|ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        })
    }
}

fn app(data: &Arc<Dataset>, place: Place) -> Zonescope {
    let view = View {
        place,
        ..View::first(data)
    };
    let mut app = Zonescope::new(Arc::clone(data), Session::new(Settings::default(), view));
    app.build_index();
    app
}

fn places(criterion: &mut Criterion, name: &str, data: &Arc<Dataset>) {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(2));
    let mut bare = Window::new();
    group.bench_function("one label", |b| {
        b.iter(|| bare.frame(|ui| drop(ui.label("高新图鉴 Zonescope"))));
    });
    for place in Place::ALL {
        let (mut window, mut app) = (Window::new(), app(data, place));
        for _ in 0..WARM {
            window.app(&mut app);
        }
        group.bench_function(place.id(), |b| b.iter(|| window.app(&mut app)));
        spread(place.id(), || window.wheel(&mut app));
    }
    group.finish();
}

/// Prints how long frames take while the wheel is turned down and up again: most, and the slowest of a hundred.
fn spread(name: &str, mut frame: impl FnMut() -> usize) {
    let times = (0..SPREAD).map(|_| {
        let start = Instant::now();
        black_box(frame());
        start.elapsed()
    });
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    let (median, slow) = (times[SPREAD / 2], times[SPREAD * 99 / 100]);
    println!("{name}, scrolling: median {median:?}, 99th percentile {slow:?}");
}

/// One letter more or less in the zones' filter, and everything until the frame after it is ready to be drawn.
fn keystrokes(criterion: &mut Criterion, name: &str, data: &Arc<Dataset>) {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(3));
    for query in ["高", "dong"] {
        let needle = query.to_lowercase();
        group.bench_function(format!("plain filter, {query}"), |b| {
            b.iter(|| {
                let zones = data.zones.iter();
                let has = |text: &String| text.to_lowercase().contains(&needle);
                zones.filter(|z| has(&z.name) || has(&z.name_en)).count()
            });
        });
        let (mut window, mut app) = (Window::new(), app(data, Place::Zones));
        for _ in 0..WARM {
            window.app(&mut app);
        }
        let mut on = false;
        group.bench_function(format!("keystroke and frame, {query}"), |b| {
            b.iter(|| {
                on = !on;
                let text = if on { query } else { &query[..0] };
                app.send(Command::SetZoneQuery(text.to_owned()));
                black_box(window.app(&mut app))
            });
        });
    }
    group.finish();
}

/// The pages of the policy place that hold all measures, and one letter more or less in their search field.
fn measures(criterion: &mut Criterion, name: &str, data: &Arc<Dataset>) {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(2));
    let open = |page: PolicyPage, query: &str, chosen: &[(MeasureFacet, &str)]| {
        let mut view = View {
            place: Place::Policies,
            policy_query: query.to_owned(),
            ..View::first(data)
        };
        view.policies.page = page;
        for (facet, key) in chosen {
            let keys = view.policies.chosen.entry(*facet).or_default();
            keys.insert((*key).to_owned());
        }
        let session = Session::new(Settings::default(), view);
        let mut app = Zonescope::new(Arc::clone(data), session);
        app.build_index();
        app.finish_policy_work();
        let mut window = Window::new();
        for _ in 0..WARM {
            window.app(&mut app);
        }
        (window, app)
    };
    let facet = [(MeasureFacet::Instrument, "Talent")];
    for (name, page, query, chosen) in [
        ("all measures", PolicyPage::Measures, "", &[][..]),
        ("query and facet", PolicyPage::Measures, "人才 补助", &facet),
        ("documents by heads", PolicyPage::Matrix, "", &[]),
        ("timeline", PolicyPage::Timeline, "", &[]),
        ("quantities", PolicyPage::Quantities, "", &[]),
    ] {
        let (mut window, mut app) = open(page, query, chosen);
        group.bench_function(name, |b| b.iter(|| window.app(&mut app)));
    }
    for query in ["万元", "人才 补助", "-企业"] {
        let (mut window, mut app) = open(PolicyPage::Measures, "", &facet);
        let mut on = false;
        group.bench_function(format!("keystroke and frame, {query}"), |b| {
            b.iter(|| {
                on = !on;
                let text = if on { query } else { &query[..0] };
                app.send(Command::SetPolicyQuery(text.to_owned()));
                black_box(window.app(&mut app))
            });
        });
    }
    group.finish();
}

/// The frame of one large figure that fills the window: at rest, and with the pointer on it.
fn figures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame, large figures");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(2));
    for (name, case) in [
        ("1 000 006 points", Case::million()),
        ("100 000 dots", Case::new(ChartKind::Scatter, 2, 100_000, 1)),
    ] {
        let figure = case.frame();
        let mut window = Window::new();
        let mut show = |pointer: Option<Pos2>| {
            window.pointer = pointer;
            window.frame(|ui| {
                drop(figure_ui(
                    ui,
                    &figure,
                    FigureTheme::Light,
                    1.0,
                    Pointing::Own,
                ))
            })
        };
        show(None);
        group.bench_function(name, |b| b.iter(|| show(None)));
        let mut along = 0.0;
        group.bench_function(format!("{name}, pointer moving"), |b| {
            b.iter(|| {
                along = (along + 7.0) % 900.0;
                show(Some(pos2(150.0 + along, 400.0)))
            });
        });
    }
    group.finish();
}

fn bench(criterion: &mut Criterion) {
    figures(criterion);
    places(criterion, "frame, embedded pack", &Dataset::embedded());
    let folder = synthetic::written(&synthetic::LARGE);
    let large = Arc::new(synthetic::loaded(&folder));
    places(criterion, "frame, 2 543 zones", &large);
    keystrokes(criterion, "filter, 2 543 zones", &large);
    measures(criterion, "policies, 100 000 measures", &large);
}

criterion_group!(benches, bench);
criterion_main!(benches);
