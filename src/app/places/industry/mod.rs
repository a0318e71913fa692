//! 产业: clusters, sub-sectors, organisations and their links as one layered diagram.

mod derived;
mod details;
mod diagram;
mod filter;

use egui::{Panel, Ui};

pub use derived::IndustryDerived;

use super::Ctx;
use crate::analysis::links::NodeId;
use crate::app::command::{ChartEdit, Command};
use crate::app::state::industry::IndustryEdit;
use crate::app::widgets::{
    caption, colours, empty, heading, page_margin, primary_button, quiet_button,
};
use crate::chart::{ChartKind, ChartSpec, Subject};
use crate::model::Named as _;
use crate::theme::space;

/// From this width on, details stand beside the diagram; below, under it.
const SIDE_FROM: f32 = 1080.0;
/// Below this height there is no room for details under the diagram: they take its place.
const FOOT_FROM: f32 = 420.0;

/// Around the details.
const MARGIN: egui::Vec2 = egui::vec2(16.0, 12.0);

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let page = ctx
        .derived
        .industry
        .page(ctx.data, ctx.lang, &ctx.view.industry);
    let (width, height) = (ui.available_width(), ui.available_height());
    if page.all == 0 {
        egui::CentralPanel::no_frame().show(ui, |ui| {
            empty(
                ui,
                &ctx.tr("industry-none"),
                &ctx.tr("industry-none-remedy"),
            );
        });
        return;
    }
    let filter_width = match width < 560.0 {
        true => 0.38 * width,
        false => (0.17 * width).clamp(190.0, 260.0),
    };
    Panel::left("industry-filter")
        .exact_size(filter_width)
        .resizable(false)
        .show_separator_line(false)
        .frame(egui::Frame::new())
        .show(ui, |ui| filter::ui(ui, ctx, &page));
    let selected = ctx.view.industry.selected.clone();
    if let Some(node) = &selected {
        let inner = egui::Frame::new().inner_margin(page_margin(16));
        let line = egui::Stroke::new(1.0, colours(ui).line);
        if width >= SIDE_FROM {
            Panel::right("industry-details")
                .exact_size((0.21 * width).clamp(250.0, 360.0))
                .resizable(false)
                .show_separator_line(false)
                .frame(inner)
                .show(ui, |ui| {
                    let edge = ui.max_rect().expand2(MARGIN);
                    ui.painter().vline(edge.left() + 0.5, edge.y_range(), line);
                    details::ui(ui, ctx, node);
                });
        } else if height >= FOOT_FROM {
            Panel::bottom("industry-details-foot")
                .exact_size((0.34 * height).clamp(140.0, 260.0))
                .resizable(false)
                .show_separator_line(false)
                .frame(inner)
                .show(ui, |ui| {
                    let edge = ui.max_rect().expand2(MARGIN);
                    ui.painter().hline(edge.x_range(), edge.top() + 0.5, line);
                    details::ui(ui, ctx, node);
                });
        } else {
            let panel = egui::CentralPanel::no_frame().frame(inner);
            panel.show(ui, |ui| details::ui(ui, ctx, node));
            return;
        }
    }
    egui::CentralPanel::no_frame().show(ui, |ui| {
        let margin = if ui.available_width() < 420.0 { 8 } else { 16 };
        egui::Frame::new()
            .inner_margin(egui::Margin::symmetric(margin, 12))
            .show(ui, |ui| {
                if page.total == 0 {
                    nothing_ui(ui, ctx);
                    return;
                }
                head_ui(ui, ctx, &page);
                ui.add_space(space::S);
                diagram::ui(ui, ctx, &page);
            });
    });
}

/// The chosen zone has nothing, but others have: it says so and leads to them.
fn nothing_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let zone = ctx.view.industry.zone.as_ref();
    let name = zone.map_or("", |id| ctx.data.entity_name(id, ctx.lang));
    let what = crate::text::tr_args(ctx.lang, "industry-none-here", &[("zone", name.into())]);
    empty(ui, &what, &ctx.tr("industry-none-here-remedy"));
    ui.add_space(space::M);
    ui.vertical_centered(|ui| {
        if primary_button(ui, &ctx.tr("industry-all-zones")).clicked() {
            ctx.send(Command::Industry(IndustryEdit::Zone(None)));
        }
    });
}

/// What is shown, how much of it, and the ways out.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &derived::Page) {
    let zone = ctx
        .view
        .industry
        .zone
        .as_ref()
        .and_then(|id| ctx.data.zone(id));
    let name = zone.map_or_else(
        || ctx.tr("links-all-zones").into_owned(),
        |zone| zone.name(ctx.lang).to_owned(),
    );
    let shown = page.diagram.graph.nodes.len();
    ui.horizontal_wrapped(|ui| {
        heading(ui, &name);
        caption(
            ui,
            &crate::text::tr_args(
                ctx.lang,
                "industry-shown",
                &[
                    ("nodes", shown.into()),
                    ("total", page.total.into()),
                    ("links", page.diagram.graph.edges.len().into()),
                ],
            ),
        );
    });
    ui.horizontal_wrapped(|ui| {
        let spec = spec(ctx);
        let export = primary_button(ui, &ctx.tr("cmd-export-png")).clicked();
        let open = quiet_button(ui, &ctx.tr("open-in-metrics")).clicked();
        if export || open {
            ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
        }
        if export {
            ctx.send(Command::ExportPng);
        }
        diagram::zoom_ui(ui, ctx);
    });
}

/// The diagram as a chart: this zone, and the selected node with what it is linked to. A built-in chart of the same
/// has a better title.
fn spec(ctx: &mut Ctx<'_>) -> ChartSpec {
    let state = &ctx.view.industry;
    let focus = match &state.selected {
        Some(NodeId::Org(id)) => Some(id.clone()),
        _ => None,
    };
    let subject = Subject::Links {
        zone: state.zone.clone(),
        focus,
        filter: state.filter(),
    };
    let gallery = ctx.derived.gallery(ctx.data);
    let built_in = gallery.iter().find(|(_, spec)| spec.subject == subject);
    let last = &ctx.view.chart;
    ChartSpec {
        size: last.size,
        theme: last.theme,
        ..built_in
            .map(|(_, spec)| spec.clone())
            .unwrap_or_else(|| ChartSpec {
                kind: ChartKind::Links,
                subject,
                ..ChartSpec::default()
            })
    }
}
