//! The figure itself, and what the mouse and the keys do to it.

use egui::{Rect, Ui, Vec2};

use super::derived::WayOut;
use super::interact;
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::widgets::{chip, empty};
use crate::chart::{ChartError, ChartSpec, PeriodChoice, Transform, draw};
use crate::model::Named as _;
use crate::text::tr_args;
use crate::theme::space;

/// The figure in its shape, as large as there is room.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, spec: &ChartSpec) {
    let frame = ctx.derived.chart(ctx.data, spec);
    let frame = match frame.as_ref() {
        Ok(frame) => frame,
        Err(error) => {
            cannot_ui(ui, ctx, spec, error);
            return;
        }
    };
    let (rect, zoom) = place(ui, spec);
    let palette = crate::chart::style::figure_palette(spec.theme);
    ui.painter().rect_filled(rect, 8.0, palette.raised);
    let response = interact::sense(ui, ctx, rect);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let pointing = draw::Pointing::Of(&response);
    let shown = draw::figure_ui(&mut child, frame, spec.theme, zoom, pointing);
    let pointed = shown.pointed().map_or(0, |(plot, _)| plot);
    let stage = interact::Stage {
        rect,
        area: shown.plots.get(pointed).copied(),
        hit: shown.hit,
        spec,
        zoom,
    };
    interact::ui(ui, ctx, &stage, &response);
}

/// The figure's size in `room`, and the size of its layout points there.
pub(super) fn size(room: Vec2, spec: &ChartSpec) -> (Vec2, f32) {
    let (layout, _) = crate::chart::style::layout(spec.size);
    let zoom = (room.x / layout.x).min(room.y / layout.y);
    // Sizes in steps of ten points of width, so that dragging the window's edge does not fill the glyph atlas with every
    // size in between.
    let zoom = ((zoom * 96.0).floor() / 96.0).clamp(0.25, 3.0);
    ((layout * zoom).min(room), zoom)
}

/// Where the figure lies, and its zoom.
fn place(ui: &Ui, spec: &ChartSpec) -> (Rect, f32) {
    let room = ui.available_size();
    let (size, zoom) = size(room, spec);
    // At the left, under the kinds and over the buttons.
    (Rect::from_min_size(ui.max_rect().min, size), zoom)
}

/// Why there is no figure, and the ways to one.
pub(super) fn cannot_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, spec: &ChartSpec, error: &ChartError) {
    empty(ui, &ctx.tr("chart-cannot"), &error.message(ctx.lang));
    let ways = ctx.derived.metrics.ways_out(ctx.data, spec);
    if ways.is_empty() {
        return;
    }
    ui.add_space(space::M);
    let text = |way: &WayOut| match way {
        WayOut::Kind(kind) => tr_args(
            ctx.lang,
            "kind-instead",
            &[("name", kind.name(ctx.lang).into())],
        ),
        WayOut::AllPeriods => ctx.tr("way-all-periods").into_owned(),
        WayOut::Level => ctx.tr("way-level").into_owned(),
        WayOut::OnePlot => ctx.tr("way-one-plot").into_owned(),
        WayOut::Fold => ctx.tr("way-fold").into_owned(),
    };
    let texts: Vec<String> = ways.iter().map(text).collect();
    let mut chosen = None;
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (way, text) in ways.iter().zip(&texts) {
            if chip(ui, text, false).clicked() {
                chosen = Some(way.clone());
            }
        }
    });
    if let Some(way) = chosen {
        ctx.send(Command::Chart(match way {
            WayOut::Kind(kind) => ChartEdit::Kind(kind),
            WayOut::AllPeriods => ChartEdit::Period(PeriodChoice::Auto),
            WayOut::Level => ChartEdit::Transform(Transform::Level),
            WayOut::OnePlot => ChartEdit::Panels(None),
            WayOut::Fold => ChartEdit::Fold(true),
        }));
    }
}
