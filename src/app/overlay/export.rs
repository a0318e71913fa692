//! Where to save a chart or table: path, form, look, what it will look like and how large it will be, and what went
//! wrong with the last try.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, RichText, TextEdit, Ui, Vec2, vec2};

use super::{ExportState, ExportWhat};
use crate::app::export_preview::{Preview, Shown};
use crate::app::places::Ctx;
use crate::app::widgets::{
    caption, colours, floating_area, heading, link, primary_button, quiet_button, segmented,
    short_list,
};
use crate::chart::FigureTheme;
use crate::export::figure::{FigureFormat, largest_scale};
use crate::export::svg::Letters;
use crate::export::table::Format;
use crate::paint::MAX_SIDE;
use crate::text::tr_args;
use crate::theme::space;

/// Room of the preview, in points.
const PREVIEW: Vec2 = Vec2::new(340.0, 250.0);

/// Scales offered, from 1 on.
const SCALES: u32 = 4;

/// What a person wants of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    /// Nothing yet.
    None,
    /// The platform's own dialog.
    Browse,
    /// Write the file; `overwrite` when the person was asked and agreed.
    Save {
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Put the picture on the clipboard.
    CopyImage,
    /// Put the figures on the clipboard.
    CopyData,
    /// Close the dialog.
    Close,
}

/// Text id of the dialog's title.
pub fn title_text(what: &ExportWhat) -> &'static str {
    match what {
        ExportWhat::Chart => "export-title",
        ExportWhat::Table(_) => "table-export-title",
    }
}

/// A group of choices under its name; gives the one clicked.
fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    name: &'static str,
    now: T,
    choices: &[(T, &str)],
) -> Option<T> {
    ui.add_space(space::S);
    caption(ui, &ctx.tr(name));
    segmented(ui, now, choices)
}

/// The form of a chart; the path's ending follows it.
fn chart_format_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) {
    let forms = FigureFormat::ALL.map(|format| (format, format.name()));
    if let Some(format) = choose(ui, ctx, "export-form", state.figure.format, &forms) {
        state.figure.format = format;
        follow(state, format.ext(), |path| FigureFormat::of(path).is_some());
    }
}

/// The look of a chart.
fn look_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) {
    let figure = &mut state.figure;
    if !figure.format.is_picture() {
        return;
    }
    let names: Vec<_> = crate::app::PRESETS
        .iter()
        .map(|(text, size)| (*size, ctx.tr(text)))
        .collect();
    let mut sizes: Vec<((u32, u32), &str)> = names
        .iter()
        .map(|(size, text)| (*size, text.as_ref()))
        .collect();
    let own = format!("{} × {}", ctx.view.chart.size.0, ctx.view.chart.size.1);
    if sizes.iter().all(|(size, _)| *size != ctx.view.chart.size) {
        sizes.push((ctx.view.chart.size, &own));
    }
    if let Some(size) = choose(ui, ctx, "chart-size", figure.size, &sizes) {
        figure.size = size;
    }
    let names = [
        (FigureTheme::Light, ctx.tr("theme-light")),
        (FigureTheme::Dark, ctx.tr("theme-dark")),
        (FigureTheme::Print, ctx.tr("theme-print")),
    ];
    let themes = names
        .each_ref()
        .map(|(theme, text)| (*theme, text.as_ref()));
    if let Some(theme) = choose(ui, ctx, "chart-theme", figure.theme, &themes) {
        figure.theme = theme;
    }
    if figure.format == FigureFormat::Png {
        let (w, h) = figure.size;
        let most = (largest_scale(figure.size) as u32).max(1);
        figure.scale = figure.scale.min(most);
        let names: Vec<(u32, String)> = (1..=most.min(SCALES))
            .map(|s| (s, format!("{} × {}", w * s, h * s)))
            .collect();
        let scales: Vec<(u32, &str)> = names.iter().map(|(s, text)| (*s, text.as_str())).collect();
        if let Some(scale) = choose(ui, ctx, "export-scale", figure.scale, &scales) {
            figure.scale = scale;
        }
        if most < SCALES {
            let args = [("side", MAX_SIDE.to_string().into())];
            caption(ui, &tr_args(ctx.lang, "export-scale-most", &args));
        }
    }
    if figure.format == FigureFormat::Svg {
        let (text, outlines) = (
            ctx.tr("export-letters-text"),
            ctx.tr("export-letters-outlines"),
        );
        let letters = [
            (Letters::Text, text.as_ref()),
            (Letters::Outlines, outlines.as_ref()),
        ];
        if let Some(letters) = choose(ui, ctx, "export-letters", figure.letters, &letters) {
            figure.letters = letters;
        }
    }
}

/// What the file will show and how large it will be.
fn preview_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &ExportState, preview: &Preview) {
    let p = colours(ui);
    let (shown, stale) = preview.shown();
    let width = ui.available_width().min(PREVIEW.x);
    let room = vec2(width, PREVIEW.y * width / PREVIEW.x);
    let name = ctx.tr("export-preview");
    let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
    ui.painter().rect_filled(rect, 6.0, p.ground);
    let tint = if stale { 0.5 } else { 1.0 };
    match shown {
        Some(Shown {
            picture: Some(texture),
            ..
        }) => {
            let size = texture.size_vec2();
            let grow = (rect.width() / size.x).min(rect.height() / size.y);
            let place = egui::Rect::from_center_size(rect.center(), size * grow);
            let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
            let tint = egui::Color32::WHITE.gamma_multiply(tint);
            ui.painter().image(texture.id(), place, whole, tint);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &*name));
        }
        Some(shown) => rows_ui(ui, rect.shrink(space::S), &shown.rows),
        // No spinner: it would repaint the window all the time.
        None => {
            ui.put(
                rect,
                egui::Label::new(RichText::new(name).color(p.ink_faint)),
            );
        }
    }
    ui.add_space(space::XS);
    let size = match shown.map(|shown| &shown.bytes) {
        Some(Err(text)) => {
            ui.add(egui::Label::new(RichText::new(text).color(p.bad)).wrap());
            return;
        }
        Some(Ok(bytes)) if !stale => file_size(*bytes),
        _ => "…".to_owned(),
    };
    let (w, h, s) = (state.figure.size.0, state.figure.size.1, state.figure.scale);
    let text = match state.figure.format {
        FigureFormat::Png => format!("{} × {} · {size}", w * s, h * s),
        _ => size,
    };
    caption(ui, &text);
}

/// The first rows of a table.
fn rows_ui(ui: &mut Ui, rect: egui::Rect, rows: &[Vec<String>]) {
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    let p = colours(ui);
    egui::Grid::new("export-rows")
        .spacing(vec2(space::M, space::XS))
        .show(&mut child, |ui| {
            for (n, row) in rows.iter().enumerate() {
                for cell in row {
                    let ink = if n == 0 { p.ink } else { p.ink_soft };
                    ui.label(
                        RichText::new(cell)
                            .color(ink)
                            .size(crate::theme::size::SMALL),
                    );
                }
                ui.end_row();
            }
        });
}

/// Bytes as a person reads them.
fn file_size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.0} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The form of a table; the path's ending follows it.
fn table_format_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) {
    let forms = Format::ALL.map(|format| (format, format.name()));
    if let Some(format) = choose(ui, ctx, "table-format", state.format, &forms) {
        state.format = format;
        follow(state, format.ext(), |path| Format::of(path).is_some());
    }
}

/// Gives the path the ending of the form, unless a person chose one that names no form.
fn follow(state: &mut ExportState, ext: &str, known: impl Fn(&Path) -> bool) {
    let mut path = PathBuf::from(state.path.trim());
    if known(&path) {
        path.set_extension(ext);
        state.path = path.display().to_string();
    }
    state.confirm = None;
    state.error = None;
}

fn path_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState) -> egui::Response {
    caption(ui, &ctx.tr("export-path"));
    let field = TextEdit::singleline(&mut state.path)
        .desired_width(f32::INFINITY)
        .char_limit(4000);
    let field = ui.add(field).accessible_name(ctx.tr("export-path"));
    if field.changed() {
        state.confirm = None;
        state.error = None;
        state.follow_name();
    }
    field
}

fn chart_ui(ui: &mut Ui, ctx: &Ctx<'_>, state: &mut ExportState, preview: &Preview) {
    let wide = ui.available_width() > 600.0;
    if !wide {
        chart_format_ui(ui, ctx, state);
        look_ui(ui, ctx, state);
        ui.add_space(space::S);
        preview_ui(ui, ctx, state, preview);
        return;
    }
    ui.horizontal_top(|ui| {
        let left = ui.available_width() - PREVIEW.x - space::L;
        ui.vertical(|ui| {
            ui.set_width(left);
            chart_format_ui(ui, ctx, state);
            look_ui(ui, ctx, state);
        });
        ui.add_space(space::M);
        ui.vertical(|ui| {
            ui.add_space(space::M);
            preview_ui(ui, ctx, state, preview);
        });
    });
}

/// The dialog.
pub fn export_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    state: &mut ExportState,
    busy: bool,
    preview: &Preview,
) -> ExportAction {
    let mut action = ExportAction::None;
    let p = colours(ui);
    let is_chart = state.what == ExportWhat::Chart;
    let window = ui.ctx().content_rect();
    let most = if is_chart { 760.0 } else { 560.0 };
    let width = (window.width() - 64.0).clamp(180.0, most);
    let title = ctx.tr(title_text(&state.what));
    let response = super::modal("export", &title, false)
        .frame(super::card(ui, 20.0))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            heading(ui, &title);
            let high = (window.height() - 220.0).max(120.0);
            let area = floating_area(ui, high);
            short_list(ui, area, |ui| match state.what {
                ExportWhat::Chart => chart_ui(ui, ctx, state, preview),
                ExportWhat::Table(_) => table_format_ui(ui, ctx, state),
            });
            ui.add_space(space::S);
            let field = path_ui(ui, ctx, state);
            if let Some(path) = &state.confirm {
                ui.add_space(space::S);
                let path = path.display().to_string();
                let text = tr_args(ctx.lang, "export-exists", &[("path", path.into())]);
                ui.add(egui::Label::new(RichText::new(text).color(p.warn)).wrap());
            }
            if let Some(error) = &state.error {
                ui.add_space(space::S);
                ui.add(egui::Label::new(RichText::new(error).color(p.bad)).wrap());
            }
            ui.add_space(space::M);
            let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            action = buttons_ui(ui, ctx, state, busy, enter);
        });
    let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if response.should_close() || escape {
        action = ExportAction::Close;
    }
    action
}

fn buttons_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    state: &ExportState,
    busy: bool,
    enter: bool,
) -> ExportAction {
    let mut action = ExportAction::None;
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(!busy && !state.path.trim().is_empty(), |ui| {
            let overwrite = state.confirm.is_some();
            let text = if overwrite {
                "export-overwrite"
            } else {
                "export-save"
            };
            if primary_button(ui, &ctx.tr(text)).clicked()
                || (enter && !overwrite && ui.is_enabled())
            {
                action = ExportAction::Save { overwrite };
            }
        });
        ui.add_enabled_ui(!busy, |ui| {
            if quiet_button(ui, &ctx.tr("export-browse")).clicked() {
                action = ExportAction::Browse;
            }
        });
        if quiet_button(ui, &ctx.tr("cancel")).clicked() {
            action = ExportAction::Close;
        }
        if state.what == ExportWhat::Chart {
            ui.add_space(space::M);
            if link(ui, &ctx.tr("cmd-copy-image")).clicked() {
                action = ExportAction::CopyImage;
            }
            ui.add_space(space::S);
            if link(ui, &ctx.tr("cmd-copy-data")).clicked() {
                action = ExportAction::CopyData;
            }
        }
    });
    action
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let sizes = [999, 1000, 147_400, 1_250_000].map(file_size);
        assert_eq!(sizes, ["999 B", "1 KB", "147 KB", "1.2 MB"]);
    }

    #[test]
    fn the_ending_follows_the_form() {
        let mut state = ExportState {
            path: "/a/图.png".to_owned(),
            ..ExportState::default()
        };
        let known = |path: &Path| FigureFormat::of(path).is_some();
        follow(&mut state, "svg", known);
        assert_eq!(state.path, "/a/图.svg");
        state.path = "/a/2020.1".to_owned();
        follow(&mut state, "pdf", known);
        assert_eq!(state.path, "/a/2020.1");
    }
}
