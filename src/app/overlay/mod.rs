//! What floats above the places: palette, export dialog, shortcut table, messages. At most one at a time.

mod export;
mod palette;
mod tables;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chart::FigureTheme;
use crate::export::figure::FigureFormat;
use crate::export::svg::Letters;
use crate::export::table::{Format, Table};

pub use export::{ExportAction, export_ui, title_text};
pub use palette::palette_ui;
pub use tables::{messages_ui, shortcuts_ui};

/// A dialog in the middle of the window (or at its top), on a ground that is dimmed a little. `name` is its accessible
/// name.
fn modal(id: &'static str, name: &str, top: bool) -> egui::Modal {
    let id = egui::Id::unique(id);
    let mut area = egui::Modal::default_area(id).accessible_name(name);
    if top {
        area = area.anchor(egui::Align2::CENTER_TOP, [0.0, 72.0]);
    }
    egui::Modal::new(id)
        .area(area)
        .backdrop_color(egui::Color32::from_black_alpha(64))
}

/// Paints what lies under an overlay, without the pointer while one floats.
///
/// egui keeps a tooltip that was open when a dialog came up, above the dialog, for as long as the pointer rests on its
/// widget. Without a pointer it goes; the dialog, painted after this, has the pointer as ever.
pub fn under(ui: &mut egui::Ui, floating: bool, paint: impl FnOnce(&mut egui::Ui)) {
    if !floating {
        return paint(ui);
    }
    let ctx = ui.ctx().clone();
    let pointer = ctx.input_mut(|input| std::mem::take(&mut input.pointer));
    paint(ui);
    ctx.input_mut(|input| input.pointer = pointer);
}

/// The dialog's card.
fn card(ui: &egui::Ui, margin: f32) -> egui::Frame {
    egui::Frame::popup(ui.style())
        .corner_radius(10.0)
        .inner_margin(margin)
}

/// What floats.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The command palette.
    Palette(PaletteState),
    /// Where to save the chart.
    Export(ExportState),
    /// The shortcut table.
    Shortcuts,
    /// The messages.
    Messages,
}

/// The palette's field and selection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaletteState {
    /// What is typed.
    pub query: String,
    /// The selected row.
    pub selected: usize,
}

/// What the export dialog writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ExportWhat {
    /// The chart of the metrics place, in the form chosen.
    #[default]
    Chart,
    /// A table, in the form chosen.
    Table(Arc<Table>),
}

/// How a chart is written. It changes the file, not the chart in the place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureChoice {
    /// The form.
    pub format: FigureFormat,
    /// Width and height in pixels at scale 1.
    pub size: (u32, u32),
    /// Colours.
    pub theme: FigureTheme,
    /// Factor on a PNG's pixels, 1–4.
    pub scale: u32,
    /// How an SVG writes letters.
    pub letters: Letters,
}

impl Default for FigureChoice {
    fn default() -> Self {
        Self {
            format: FigureFormat::default(),
            size: (1920, 1080),
            theme: FigureTheme::default(),
            scale: 2,
            letters: Letters::default(),
        }
    }
}

/// The export dialog's fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportState {
    /// What is written.
    pub what: ExportWhat,
    /// The form of a table.
    pub format: Format,
    /// Form and look of a chart.
    pub figure: FigureChoice,
    /// Path of the file.
    pub path: String,
    /// Set when the file exists: saving again overwrites it.
    pub confirm: Option<PathBuf>,
    /// What went wrong with the last try.
    pub error: Option<String>,
}

impl ExportState {
    /// The name decides the form; an ending that names none leaves it as chosen.
    pub fn follow_name(&mut self) {
        let path = Path::new(self.path.trim());
        self.format = Format::of(path).unwrap_or(self.format);
        self.figure.format = FigureFormat::of(path).unwrap_or(self.figure.format);
    }
}
