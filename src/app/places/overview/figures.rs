//! Every figure of the country as a whole, those too that are of part of a year and on no line.

use egui::{Id, Ui};

use super::{Ctx, systems};
use crate::app::command::{ChartEdit, Command};
use crate::app::derived::zones::conflicts;
use crate::app::widgets::{FigureColumns, bilingual_gap, figure_row, section};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::PlaceKind;
use crate::theme::space;

/// A nation's figures, metric by metric; with each whether another source gives it differently.
pub(super) fn national(data: &Dataset) -> Vec<(ObsIx, bool)> {
    let nations = data.places.iter().filter(|p| p.kind == PlaceKind::Nation);
    let mut found = Vec::new();
    for nation in nations {
        let mut figures: Vec<Obs<'_>> = data.observations().by_entity(&nation.id).collect();
        // Metrics of one group stand together, in the order in which the groups first come.
        let group = |obs: &Obs<'_>| data.metric(obs.metric()).map(|metric| &metric.group);
        let first = |obs: &Obs<'_>| {
            data.metrics
                .iter()
                .position(|m| Some(&m.group) == group(obs))
        };
        figures.sort_by_cached_key(first);
        found.extend(figures.iter().map(Obs::ix).zip(conflicts(&figures)));
    }
    found
}

pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let figures = ctx.derived.overview.national_figures(ctx.data);
    if figures.is_empty() {
        return;
    }
    let id = Id::unique("overview-all-national");
    let (name, count) = (
        ctx.tr("overview-national-all"),
        ctx.count("overview-national-figures", figures.len()),
    );
    if !systems::opened(ui, id, &name, &count) {
        return;
    }
    ui.scope(|ui| {
        ui.set_max_width(systems::MEASURE.min(ui.available_width()));
        ui.spacing_mut().item_spacing.y = 0.0;
        let columns = FigureColumns::of(ui, &ctx.derived.overview.figure_texts(ctx.data, ctx.lang));
        let mut group = String::new();
        for (ix, conflict) in figures.iter() {
            let obs = ctx.data.observations().get(*ix);
            let metric = ctx.data.metric(obs.metric());
            let of = metric.map_or("", |metric| metric.group(ctx.lang));
            let nation = ctx.data.entity_name(obs.entity(), ctx.lang);
            let heading = bilingual_gap([nation, of]);
            if heading != group {
                section(ui, &heading, None);
                group = heading;
            }
            if figure_row(ui, ctx.data, &obs, ctx.lang, *conflict, columns).clicked() {
                let plot = ChartEdit::Plot(obs.metric().clone(), obs.entity().clone());
                ctx.send(Command::Chart(plot));
            }
        }
        ui.add_space(space::M);
    });
}
