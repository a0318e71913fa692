//! 指标: pick metrics, zones and kind; see the figure, its table and its sources; take it away.

mod annotate;
mod builder;
mod derived;
mod figure;
mod gestures;
mod interact;
mod kinds;
mod options;
mod picker;
mod shelf;
mod sources;
mod subject;
mod table;
mod timeline;
mod words;

use egui::{Panel, RichText, ScrollArea, Ui, Vec2};

pub use derived::MetricsDerived;

use super::Ctx;
use crate::app::command::Command;
use crate::app::kinds::{Handles, handles};
use crate::app::state::metrics::{FigureTab, MetricsEdit};
use crate::app::widgets::{centred, colours, focus_ring, one_line, primary_button, quiet_button};
use crate::chart::{ChartSpec, FigureTheme};
use crate::model::Lang;
use crate::theme::{heavy, regular, size, space, text_width};

/// Sizes offered, in pixels at scale 1 (product.md).
pub const PRESETS: [(&str, (u32, u32)); 5] = [
    ("preset-slide", (1920, 1080)),
    ("preset-a4-half", (1890, 1181)),
    ("preset-a4-full", (2126, 2835)),
    ("preset-wechat", (900, 383)),
    ("preset-square", (1080, 1080)),
];

/// Height of the tabs above the figure, and of the buttons below.
const BAR: f32 = 44.0;

/// The figure's colours on this screen.
pub fn screen_theme(ui: &Ui) -> FigureTheme {
    match ui.theme() {
        egui::Theme::Dark => FigureTheme::Dark,
        egui::Theme::Light => FigureTheme::Light,
    }
}

/// The chart as it is shown and exported: in the window's language.
pub fn shown_spec(spec: &ChartSpec, lang: Lang) -> ChartSpec {
    ChartSpec {
        lang,
        ..spec.clone()
    }
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let width = ui.available_width();
    let side = if width < 560.0 {
        0.4 * width
    } else {
        (0.24 * width).clamp(230.0, 320.0)
    };
    let p = colours(ui);
    Panel::left("metrics-builder")
        .exact_size(side)
        .resizable(false)
        .show_separator_line(false)
        .frame(egui::Frame::new())
        .show(ui, |ui| {
            let line = egui::Stroke::new(1.0, p.line);
            let edge = ui.max_rect();
            ui.painter().vline(edge.right() - 0.5, edge.y_range(), line);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin::symmetric(16, 4))
                    .show(ui, |ui| builder::ui(ui, ctx));
            });
        });
    egui::CentralPanel::no_frame().show(ui, |ui| {
        let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
        egui::Frame::new()
            .inner_margin(egui::Margin {
                left: margin,
                right: margin,
                top: 8,
                bottom: 8,
            })
            .show(ui, |ui| main_ui(ui, ctx));
    });
}

/// Kinds above, the figure, its table or its sources, the timeline, and the ways out below.
fn main_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    kinds::ui(ui, ctx);
    ui.add_space(space::S);
    let spec = shown_spec(&ctx.view.chart, ctx.lang);
    let periods = timeline::periods(ctx);
    let slim = ui.available_height() < 300.0;
    let timeline = handles(spec.kind) != Handles::None && periods.len() > 1 && !slim;
    let foot = match foot_fits(ui, ctx) {
        true => BAR,
        false => 2.0 * BAR,
    };
    let below = foot + if timeline { timeline::HEIGHT } else { 0.0 };
    let mut room = Vec2::new(
        ui.available_width(),
        (ui.available_height() - below).max(120.0),
    );
    if ctx.view.metrics.tab == FigureTab::Chart && ctx.derived.chart(ctx.data, &spec).is_ok() {
        // The timeline stands right under the figure.
        room.y = figure::size(room, &spec).0.y;
    }
    let (rect, _) = ui.allocate_exact_size(room, egui::Sense::hover());
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("figure"));
    match ctx.view.metrics.tab {
        FigureTab::Chart => figure::ui(&mut inner, ctx, &spec),
        FigureTab::Table => table::ui(&mut inner, ctx, &spec),
        FigureTab::Sources => sources::ui(&mut inner, ctx, &spec),
    }
    if timeline {
        timeline::ui(ui, ctx, &periods);
    }
    ui.add_space(space::XS);
    foot_ui(ui, ctx, &spec);
}

/// How wide a button with this text is, and the gap after it.
fn button_width(ui: &Ui, text: &str, font: egui::FontId) -> f32 {
    text_width(ui, text, &font) + 2.0 * ui.spacing().button_padding.x + space::S
}

/// How wide the tabs are together, whichever is shown.
fn tabs_width(ui: &Ui, ctx: &Ctx<'_>) -> f32 {
    let texts = FigureTab::ALL.map(|tab| text_width(ui, &ctx.tr(tab.text()), &heavy(size::BODY)));
    texts.iter().sum::<f32>() + space::L * (texts.len() - 1) as f32
}

/// Whether the tabs have room beside the button that exports; else they stand above it.
fn foot_fits(ui: &Ui, ctx: &Ctx<'_>) -> bool {
    let export = button_width(ui, &ctx.tr("export-png"), heavy(size::BODY));
    export + tabs_width(ui, ctx) <= ui.available_width()
}

/// Export at the left, tabs at the right. What has no room between them is left out; the menu has it too.
fn foot_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, spec: &ChartSpec) {
    let frame = ctx.derived.chart(ctx.data, spec);
    let beside = foot_fits(ui, ctx);
    if !beside {
        ui.horizontal(|ui| tabs_ui(ui, ctx));
        ui.add_space(space::XS);
    }
    let taken = if beside { tabs_width(ui, ctx) } else { 0.0 };
    let fits = |ui: &Ui, text: &str| {
        let button = button_width(ui, text, regular(size::BODY));
        button + taken <= ui.available_width()
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if let Ok(frame) = frame.as_ref() {
            if primary_button(ui, &ctx.tr("export-png")).clicked() {
                ctx.send(Command::ExportPng);
            }
            let tab = ctx.view.metrics.tab;
            match tab {
                FigureTab::Chart => {
                    let text = ctx.tr("cmd-copy-summary");
                    if fits(ui, &text) {
                        let button = quiet_button(ui, &text);
                        if button.on_hover_text(&frame.summary).clicked() {
                            ctx.send(Command::CopySummary);
                        }
                    }
                }
                FigureTab::Table => {
                    let text = ctx.tr("cmd-copy-table");
                    if fits(ui, &text) && quiet_button(ui, &text).clicked() {
                        ctx.send(Command::CopyTable);
                    }
                }
                FigureTab::Sources => {}
            }
            let (width, height) = spec.size;
            if tab == FigureTab::Chart && ui.available_width() > taken + 160.0 {
                let text = format!("{width} × {height}");
                let text = RichText::new(text)
                    .size(size::SMALL)
                    .color(colours(ui).ink_faint);
                ui.label(text);
            }
        }
        if beside {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                tabs_ui(ui, ctx);
            });
        }
    });
}

/// Chart, table, sources, whichever side they are laid out from.
fn tabs_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    // Where not even they have room, the gaps and then the texts give way.
    let gaps = (FigureTab::ALL.len() - 1) as f32;
    let spare = ui.available_width() - tabs_width(ui, ctx);
    let gap = (space::L + (spare / gaps).min(0.0)).max(space::S);
    let most = (ui.available_width() - gap * gaps) / FigureTab::ALL.len() as f32;
    let most = if spare < 0.0 {
        most.max(16.0)
    } else {
        f32::INFINITY
    };
    ui.spacing_mut().item_spacing.x = gap;
    let mut tabs = FigureTab::ALL;
    if ui.layout().prefer_right_to_left() {
        tabs.reverse();
    }
    for tab in tabs {
        let text = ctx.tr(tab.text());
        let selected = ctx.view.metrics.tab == tab;
        let (font, ink) = match selected {
            true => (heavy(size::BODY), p.ink),
            false => (regular(size::BODY), p.ink_soft),
        };
        let galley = one_line(ui, &text, font, ink, most);
        let room = Vec2::new(galley.size().x, 32.0);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::click());
        if selected || response.hovered() {
            let colour = if selected { p.accent } else { p.ink_faint };
            let line = egui::Stroke::new(2.0, colour);
            ui.painter()
                .hline(rect.x_range(), rect.bottom() - 2.0, line);
        }
        focus_ring(ui, &response, 4.0);
        let at = centred(rect, rect.left(), &galley);
        ui.painter().galley(at, galley, ink);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, selected, text.as_ref())
        });
        if response.clicked() {
            ctx.send(Command::Metrics(MetricsEdit::Tab(tab)));
        }
    }
}
