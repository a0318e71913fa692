//! The export dialog's live preview: made off the paint thread once the choices have stood still, given up when they
//! change again. It writes the whole file, so the size shown is the size the file will have.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use super::Zonescope;
use super::jobs::Progress;
use super::overlay::{ExportWhat, FigureChoice, Overlay};
use crate::chart::{ChartSpec, Frame};
use crate::dataset::Dataset;
use crate::export::chart_data::ChartData;
use crate::export::figure::{Choices, picture, write};
use crate::model::Lang;

/// Choices that change faster than this are not drawn.
const STILL: Duration = Duration::from_millis(120);

/// Most pixels of the preview, each way: two a point, so that halving them averages.
const PIXELS: (f32, f32) = (680.0, 500.0);

/// Rows and columns shown of a table.
const CELLS: (usize, usize) = (9, 4);

/// What the preview depends on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    spec: ChartSpec,
    choice: FigureChoice,
    generation: u64,
}

/// What a thread made.
struct Made {
    picture: Option<ColorImage>,
    rows: Vec<Vec<String>>,
    bytes: Result<usize, String>,
}

struct Running {
    key: Key,
    progress: Progress,
    result: Receiver<Option<Made>>,
}

/// What the dialog shows.
pub struct Shown {
    key: Key,
    /// The figure; `None` for a form that only holds its data.
    pub picture: Option<TextureHandle>,
    /// The first rows of the data.
    pub rows: Vec<Vec<String>>,
    /// Bytes of the file, or why there will be none.
    pub bytes: Result<usize, String>,
}

/// The preview and what is being made for it.
#[derive(Default)]
pub struct Preview {
    /// The choices as they were last seen, and since when.
    wanted: Option<(Key, Instant)>,
    running: Option<Running>,
    shown: Option<Shown>,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview")
            .field("running", &self.running.is_some())
            .field("shown", &self.shown.is_some())
            .finish()
    }
}

impl Preview {
    /// What there is to show, and whether something newer is being made.
    pub fn shown(&self) -> (Option<&Shown>, bool) {
        let stale = match (&self.wanted, &self.shown) {
            (Some((key, _)), Some(shown)) => *key != shown.key,
            _ => true,
        };
        (self.shown.as_ref(), stale)
    }

    fn clear(&mut self) {
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
        *self = Self::default();
    }

    /// Takes over what a thread has made.
    fn take(&mut self, ctx: &Context) {
        let Some(running) = &self.running else { return };
        let made = match running.result.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => None,
            Ok(made) => made,
        };
        let Some(Running { key, .. }) = self.running.take() else {
            return;
        };
        if let Some(made) = made {
            let load = |image| ctx.load_texture("export-preview", image, TextureOptions::LINEAR);
            self.shown = Some(Shown {
                key,
                picture: made.picture.map(load),
                rows: made.rows,
                bytes: made.bytes,
            });
        }
    }
}

impl Zonescope {
    /// The chart as the open dialog will write it, else as it is shown.
    pub(super) fn chosen_spec(&self) -> ChartSpec {
        let spec = self.shown_spec();
        match &self.state.overlay {
            Overlay::Export(state) if state.what == ExportWhat::Chart => ChartSpec {
                size: state.figure.size,
                theme: state.figure.theme,
                ..spec
            },
            _ => spec,
        }
    }

    /// Keeps the preview up with the dialog; call once a frame.
    pub(super) fn preview_export(&mut self, ctx: &Context) {
        let choice = match &self.state.overlay {
            Overlay::Export(state) if state.what == ExportWhat::Chart => state.figure,
            _ => return self.preview.clear(),
        };
        let key = Key {
            spec: self.chosen_spec(),
            choice,
            generation: self.data.generation(),
        };
        let preview = &mut self.preview;
        preview.take(ctx);
        let first = preview.wanted.is_none();
        if preview
            .wanted
            .as_ref()
            .is_none_or(|(wanted, _)| *wanted != key)
        {
            preview.wanted = Some((key.clone(), Instant::now()));
        }
        let there = preview.shown.as_ref().is_some_and(|shown| shown.key == key);
        let coming = preview
            .running
            .as_ref()
            .is_some_and(|running| running.key == key);
        if there || coming {
            return;
        }
        if let Some(old) = &preview.running {
            old.progress.cancel();
        }
        let since = preview
            .wanted
            .as_ref()
            .map_or(STILL, |(_, since)| since.elapsed());
        if !first && since < STILL {
            ctx.request_repaint_after(STILL - since);
            return;
        }
        preview.running = start(ctx, key, Arc::clone(&self.data));
    }
}

fn start(ctx: &Context, key: Key, data: Arc<Dataset>) -> Option<Running> {
    let progress = Progress::default();
    let (sender, result) = channel();
    let (cancel, wake, spec, choice) =
        (progress.clone(), ctx.clone(), key.spec.clone(), key.choice);
    let spawned = std::thread::Builder::new()
        .name("export-preview".to_owned())
        .spawn(move || {
            // Nobody waits when the dialog was closed.
            let _ = sender.send(make(&spec, choice, &data, &cancel));
            wake.request_repaint();
        });
    if let Err(error) = spawned {
        log::error!("cannot start a thread for the preview: {error}");
        return None;
    }
    Some(Running {
        key,
        progress,
        result,
    })
}

/// `None` when it was cancelled.
fn make(spec: &ChartSpec, choice: FigureChoice, data: &Dataset, cancel: &Progress) -> Option<Made> {
    let lang: Lang = spec.lang;
    let failed = |text: String| Made {
        picture: None,
        rows: Vec::new(),
        bytes: Err(text),
    };
    let frame = match Frame::build(spec, data) {
        Ok(frame) => frame,
        Err(error) => return Some(failed(error.message(lang))),
    };
    let (mut image, mut rows) = (None, Vec::new());
    if choice.format.is_picture() {
        let (width, height) = (spec.size.0 as f32, spec.size.1 as f32);
        let scale = (PIXELS.0 / width).min(PIXELS.1 / height).min(1.0);
        image = Some(picture(spec, &frame, scale).to_color_image());
    } else {
        rows = ChartData::new(&frame, data).head(CELLS.0, CELLS.1);
    }
    if cancel.is_cancelled() {
        return None;
    }
    let bytes = write(spec, &frame, data, choice.format, choice.choices());
    Some(Made {
        picture: image,
        rows,
        bytes: bytes
            .map(|bytes| bytes.len())
            .map_err(|error| error.message(lang)),
    })
    .filter(|_| !cancel.is_cancelled())
}

impl FigureChoice {
    /// What the writer is told.
    pub fn choices(self) -> Choices {
        Choices {
            scale: self.scale.clamp(1, 4) as f32,
            letters: self.letters,
        }
    }
}
