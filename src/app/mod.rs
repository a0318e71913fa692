//! The window: places, commands, state. Knows everything below it.
//!
//! [`Zonescope::logic`] drains jobs and commands, [`Zonescope::ui`] only paints and collects commands. Neither knows
//! eframe, so the whole window also runs headless: for `zonescope view` and for the tests.

mod citation;
pub mod command;
mod derived;
mod export_job;
mod export_preview;
mod focus;
mod history;
mod industry_text;
mod jobs;
mod keeper;
mod kinds;
mod messages;
mod overlay;
mod places;
mod policy_table;
mod policy_work;
mod rehearsal;
mod run;
pub mod session;
mod shell;
pub mod state;
mod take_in;
mod widgets;
pub mod workspace;

use std::path::Path;
use std::sync::Arc;

use egui::{Context, Ui};

use apply::Effect;
use command::{ChartEdit, Command};
use derived::Derived;
use export_preview::Preview;
use jobs::{Jobs, Outcome};
pub use messages::{Level, Messages};
use overlay::{ExportAction, Overlay};
use places::Ctx;
pub use places::metrics::PRESETS;
pub use run::{WindowArgs, run};
use session::Session;
use state::{AppState, Place, View};
pub use take_in::{Packs, read_packs};

use crate::chart::{ChartSpec, Frame};
use crate::dataset::Dataset;
use crate::model::Lang;
use crate::paint::Picture;
use crate::search::SearchIndex;
use crate::text::{tr, tr_args};

mod apply;

/// The window's contents, without the window.
#[derive(Debug)]
pub struct Zonescope {
    data: Arc<Dataset>,
    state: AppState,
    derived: Derived,
    jobs: Jobs,
    messages: Messages,
    commands: Vec<Command>,
    saver: workspace::Saver,
    packs: Packs,
    preview: Preview,
}

impl Zonescope {
    /// A window on `data`, showing what the session last showed.
    pub fn new(data: Arc<Dataset>, session: Session) -> Self {
        let mut view = session.view.unwrap_or_else(|| View::first(&data));
        view.reconcile(&data);
        let state = AppState {
            settings: session.settings,
            view,
            ..AppState::default()
        };
        Self {
            data,
            state,
            derived: Derived::default(),
            jobs: Jobs::default(),
            messages: Messages::default(),
            commands: Vec::new(),
            saver: workspace::Saver::default(),
            packs: Packs::default(),
            preview: Preview::default(),
        }
    }

    /// Fonts, style and theme; call once, before the first frame.
    pub fn set_up(&self, ctx: &Context) {
        crate::theme::install_fonts(ctx);
        crate::theme::apply(ctx);
        // Where the platform does not say, ink on paper.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        ctx.set_theme(self.state.settings.theme.preference());
    }

    /// What the window keeps.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The data shown.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// Whether background work is still to bring something; a dialogue that waits for the person is none.
    pub fn is_working(&self) -> bool {
        self.jobs.are_working()
    }

    /// What it had to say.
    pub fn messages(&mut self) -> &mut Messages {
        &mut self.messages
    }

    /// Sends a command, as a key or a click would.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// The session to save.
    pub fn session(&self) -> Session {
        Session::new(self.state.settings.clone(), self.state.view.clone())
    }

    /// Builds the search index at once instead of in the background: for pictures and tests.
    pub fn build_index(&mut self) {
        self.derived.index = Some(Arc::new(SearchIndex::new(
            &self.data,
            self.state.settings.lang,
        )));
    }

    /// Takes in what jobs brought and carries out the commands. No painting.
    pub fn logic(&mut self, ctx: &Context) {
        for (text, outcome) in self.jobs.drain() {
            self.take_in(ctx, text, outcome);
        }
        for command in std::mem::take(&mut self.commands) {
            self.carry_out(ctx, command);
            ctx.request_repaint();
        }
        self.start_policy_work(ctx);
        self.save_workspace(ctx);
    }

    /// Paints the window and collects commands for the next [`Self::logic`].
    pub fn ui(&mut self, ui: &mut Ui) {
        self.shortcuts(ui);
        focus::follow(ui.ctx());
        let mut commands = std::mem::take(&mut self.commands);
        let mut overlay = std::mem::take(&mut self.state.overlay);
        let data = Arc::clone(&self.data);
        let mut ctx = Ctx {
            data: &data,
            view: &self.state.view,
            made: self.state.workspace.made(),
            lang: self.state.settings.lang,
            derived: &mut self.derived,
            commands: &mut commands,
        };
        let floating = !matches!(overlay, Overlay::None);
        let paint = |ui: &mut Ui| {
            shell::rail_ui(ui, &mut ctx);
            shell::top_ui(
                ui,
                &mut ctx,
                self.state.history.can(),
                self.state.settings.theme,
            );
            shell::status_ui(ui, &mut ctx, &self.jobs, &self.messages);
            let panel = egui::CentralPanel::no_frame();
            panel.show(ui, |ui| match ctx.view.place {
                Place::Overview => places::overview::ui(ui, &mut ctx),
                Place::Zones => places::zones::ui(ui, &mut ctx),
                Place::Policies if ctx.view.review.open => places::review::ui(ui, &mut ctx),
                Place::Policies => places::policies::ui(ui, &mut ctx),
                Place::Metrics => places::metrics::ui(ui, &mut ctx),
                Place::Industry => places::industry::ui(ui, &mut ctx),
            });
        };
        overlay::under(ui, floating, |ui| widgets::on_ground(ui, paint));
        let busy = !self.jobs.running().is_empty();
        let mut action = ExportAction::None;
        let close = match &mut overlay {
            Overlay::None => false,
            Overlay::Palette(state) => overlay::palette_ui(ui, &mut ctx, state),
            Overlay::Export(state) => {
                action = overlay::export_ui(ui, &ctx, state, busy, &self.preview);
                false
            }
            Overlay::Shortcuts => overlay::shortcuts_ui(ui, &ctx),
            Overlay::Messages => overlay::messages_ui(ui, &ctx, &self.messages),
        };
        self.commands = commands;
        self.state.overlay = if close { Overlay::None } else { overlay };
        let close_text = tr(self.state.settings.lang, "close");
        self.messages.toasts_ui(ui, &close_text);
        self.export_action(ui.ctx(), action);
        self.preview_export(ui.ctx());
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Keys that are commands. Those with Shift first: egui's Ctrl+Z also matches Ctrl+Shift+Z.
    fn shortcuts(&mut self, ui: &Ui) {
        let floating = !matches!(self.state.overlay, Overlay::None);
        let typing = ui.ctx().text_edit_focused();
        let mut commands: Vec<_> = Command::menu()
            .into_iter()
            .flatten()
            .filter_map(|command| Some((command.info()?.shortcut?, command)))
            .collect();
        commands.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
        for (shortcut, command) in commands {
            // A text field has an undo of its own, and the arrows with Alt move its cursor.
            let of_the_field = matches!(
                command,
                Command::Undo | Command::Redo | Command::Back | Command::Forward
            );
            let blocked = floating && !matches!(command, Command::Quit | Command::OpenPalette);
            if (typing && of_the_field) || blocked {
                continue;
            }
            if ui.input_mut(|input| input.consume_shortcut(&shortcut)) {
                self.commands.push(command);
            }
        }
    }

    fn start_index(&mut self, ctx: &Context) {
        let data = Arc::clone(&self.data);
        let lang = self.state.settings.lang;
        self.jobs.start(ctx, "job-index", None, move |_progress| {
            Outcome::Index(Arc::new(SearchIndex::new(&data, lang)))
        });
    }

    fn carry_out(&mut self, ctx: &Context, command: Command) {
        let lang = self.state.settings.lang;
        let zones = match command {
            Command::StepZone(_) => {
                let list = self.derived.zone_list(&self.data, lang, &self.state.view);
                let rows = list.rows.iter();
                rows.map(|row| self.data.zones[*row].id.clone()).collect()
            }
            _ => Vec::new(),
        };
        let effect = apply::apply(&mut self.state, &self.data, &zones, command);
        match effect {
            None => {}
            Some(Effect::Theme) => ctx.set_theme(self.state.settings.theme.preference()),
            Some(Effect::FocusSearch) => {
                let id = places::search_field_id(self.state.view.place);
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
            Some(Effect::FocusNote(measure)) => {
                let id = places::policies::note_field_id(&measure);
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
            Some(Effect::CopySummary) => {
                if let Ok(frame) = self.frame().as_ref() {
                    ctx.copy_text(frame.summary.clone());
                    self.messages.say(Level::Info, tr(lang, "copied-summary"));
                }
            }
            Some(Effect::CopyImage) => self.copy_image(ctx),
            Some(Effect::CopyData) => self.copy_data(ctx),
            Some(Effect::CopyTable) => self.copy_table(ctx),
            Some(Effect::ProposePath) => self.propose_path(),
            Some(Effect::ExportComparison) => self.ask_comparison(),
            Some(Effect::CopyCitation) => self.copy_citation(ctx),
            Some(Effect::ExportMeasures) => self.ask_measures(),
            Some(Effect::ComparePair) => self.compare_pair(ctx),
            Some(Effect::TakeIn(what)) => self.take_in_document(ctx, what),
            Some(Effect::Discarded) => {
                self.messages.say(Level::Info, tr(lang, "review-discarded"));
            }
            Some(Effect::ShowSystem(index)) => places::overview::show_system(ctx, &index),
            Some(Effect::NotShown(source)) => {
                let title = self.data.source(&source).map(|source| &source.title);
                let args = [("title", title.cloned().unwrap_or_default().into())];
                self.messages
                    .say(Level::Info, tr_args(lang, "source-not-shown", &args));
            }
            Some(Effect::TextsFull) => {
                let most = [("n", crate::chart::MAX_ANNOTATIONS.into())];
                let text = tr_args(lang, "annotation-full", &most);
                self.messages.say(Level::Warning, text);
            }
            Some(Effect::NewerDraft) => {
                let text = tr(lang, "review-newer-kept");
                self.messages.say(Level::Warning, text);
            }
            Some(Effect::ResetZoom) => ctx.set_zoom_factor(1.0),
            Some(Effect::Quit) => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
        if self.state.settings.lang != lang {
            self.start_index(ctx);
        }
    }

    fn take_in(&mut self, ctx: &Context, text: &'static str, outcome: Outcome) {
        let lang = self.state.settings.lang;
        match outcome {
            Outcome::Index(index) if index.of() == (self.data.generation(), lang) => {
                self.derived.index = Some(index);
            }
            // Of data or a language no longer shown.
            Outcome::Index(_) => {}
            Outcome::Picked(path) => self.path_picked(path),
            Outcome::Exported(Ok(path)) => self.exported(&path),
            Outcome::Exported(Err(error)) => self.export_failed(error),
            Outcome::Corpus(corpus) => self.derived.policies.set_corpus(corpus),
            Outcome::Pair(key, found) => self.pair_compared(key, found),
            Outcome::Workspace(result) => self.workspace_written(*result),
            Outcome::PickedDocument(path) => {
                if let Some(path) = path {
                    self.take_in_document(ctx, command::TakeIn::File(path));
                }
            }
            Outcome::Document(draft) => self.document_read(draft),
            Outcome::DocumentSaved(taken) => self.document_saved(ctx, taken),
            Outcome::Cancelled => {}
            Outcome::Image(Ok(image)) => {
                ctx.copy_image(image);
                self.messages.say(Level::Info, tr(lang, "copied-image"));
            }
            Outcome::Image(Err(text)) => self.messages.say(Level::Error, text),
            Outcome::Lost => {
                self.workspace_lost(text);
                let name = tr(lang, text).into_owned();
                self.messages.say(
                    Level::Error,
                    tr_args(lang, "job-lost", &[("name", name.into())]),
                );
            }
        }
        ctx.request_repaint();
    }

    /// The chart as shown.
    fn frame(&mut self) -> std::sync::Arc<Result<Frame, crate::chart::ChartError>> {
        let spec = self.shown_spec();
        self.derived.chart(&self.data, &spec)
    }

    /// What that chart is of, in the window's language.
    fn shown_spec(&self) -> ChartSpec {
        places::metrics::shown_spec(&self.state.view.chart, self.state.settings.lang)
    }

    fn copy_table(&mut self, ctx: &Context) {
        let lang = self.state.settings.lang;
        let frame = self.frame();
        let Ok(frame) = frame.as_ref() else {
            return;
        };
        let spec = self.shown_spec();
        let derived = &mut self.derived.metrics;
        let table = derived.table(&self.data, &spec, frame);
        let sort = self.state.view.metrics.sort;
        let order = derived.order(&self.data, &spec, &table, sort);
        ctx.copy_text(table.tsv(&order));
        let said = tr_args(lang, "copied-table", &[("n", order.len().into())]);
        self.messages.say(Level::Info, said);
    }

    /// Opens files given on the command line or dropped on the window: figures of ours, chart specifications and policy
    /// documents. A PDF may be either of the first and the last.
    pub fn open_file(&mut self, path: &Path) {
        use crate::export::reopen::{ReopenProblem, read_spec};
        match read_spec(path) {
            Err(_) if crate::import::is_document(path) => {
                self.send(Command::TakeIn(command::TakeIn::File(path.to_owned())));
            }
            Ok(spec) => self.send(Command::Chart(ChartEdit::Show(Box::new(spec)))),
            Err(error) => {
                let lang = self.state.settings.lang;
                let id = match error.problem {
                    ReopenProblem::NotChart => "open-unknown",
                    ReopenProblem::NotFile if path.is_dir() => "open-folder",
                    _ => return self.messages.say(Level::Error, error.message(lang)),
                };
                let args = [("path", path.display().to_string().into())];
                self.messages.say(Level::Error, tr_args(lang, id, &args));
            }
        }
    }
}

/// What a picture of the window shows.
#[derive(Clone, Debug)]
pub struct ViewOptions {
    /// What is shown.
    pub view: View,
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: egui::Theme,
    /// Size in points.
    pub size: egui::Vec2,
    /// Pixels per point.
    pub scale: f32,
    /// Whether the palette is open, and with what query.
    pub palette: Option<String>,
}

/// Renders the window without a display.
pub fn picture(data: Arc<Dataset>, options: &ViewOptions) -> Picture {
    let theme = match options.theme {
        egui::Theme::Dark => state::ThemeChoice::Dark,
        egui::Theme::Light => state::ThemeChoice::Light,
    };
    let settings = state::Settings {
        lang: options.lang,
        theme,
        ..state::Settings::default()
    };
    let mut app = Zonescope::new(data, Session::new(settings, options.view.clone()));
    app.build_index();
    app.finish_policy_work();
    if let Some(query) = &options.palette {
        app.state.overlay = Overlay::Palette(overlay::PaletteState {
            query: query.clone(),
            selected: 0,
        });
    }
    let page = crate::paint::Page {
        size: options.size,
        ppp: options.scale,
        theme: options.theme,
        background: crate::theme::palette(options.theme).ground,
    };
    crate::paint::render(page, |ui| app.ui(ui))
}

impl Zonescope {
    /// Notes the window's size and screen, to open so next time.
    fn note_window(&mut self, input: &egui::InputState) {
        let viewport = input.viewport();
        let settings = &mut self.state.settings;
        settings.maximized = viewport.maximized.unwrap_or(false);
        if !settings.maximized
            && let Some(rect) = viewport.inner_rect
        {
            settings.window_size = Some((rect.width(), rect.height()));
        }
        settings.screen = state::Screen {
            scale: viewport.native_pixels_per_point.unwrap_or(1.0),
            texture_side: input.max_texture_side,
            dark: input.raw.system_theme == Some(egui::Theme::Dark),
        };
    }
}
