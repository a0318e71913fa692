//! 指标: the zone's figures by group, the indices it publishes, and whether the figures agree.

use egui::Ui;

use super::super::Ctx;
use crate::app::command::{ChartEdit, Command};
use crate::app::derived::zones::ZonePage;
use crate::app::widgets::{
    FigureColumns, caption, colours, empty, figure_row, index_facts, index_tree, section,
};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{IndexDefinition, Lang, Named as _, Zone};
use crate::theme::{Icon, space};

/// Rows of figures; each with whether another source gives it differently.
pub(super) fn figure_rows(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    figures: &[(ObsIx, bool)],
    columns: FigureColumns,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let store = ctx.data.observations();
    let rows = figures.iter();
    for (obs, conflict) in rows.map(|(ix, conflict)| (store.get(*ix), *conflict)) {
        let response = figure_row(ui, ctx.data, &obs, ctx.lang, conflict, columns);
        if response.clicked() {
            ctx.send(Command::Chart(ChartEdit::Plot(
                obs.metric().clone(),
                obs.entity().clone(),
            )));
        }
    }
    ui.spacing_mut().item_spacing.y = space::XS;
}

pub(super) fn figures_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, page: &ZonePage) {
    if page.figures.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-figures"),
            &ctx.tr("zone-no-figures-remedy"),
        );
        return;
    }
    ui.add_space(space::S);
    caption(ui, &ctx.tr("zone-figures-hint"));
    let columns = FigureColumns::of(ui, &page.texts);
    for (group, figures) in &page.groups {
        section(ui, group, Some(figures.len()));
        figure_rows(ui, ctx, figures, columns);
    }
    indices_ui(ui, ctx, zone);
    checks_ui(ui, ctx, zone);
}

/// Do the printed figures follow from one another?
fn checks_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let outcomes = ctx.derived.checks(ctx.data);
    let of_zone: Vec<_> = ctx
        .data
        .checks
        .iter()
        .zip(outcomes.iter())
        .filter(|(check, _)| check.rule.refs().iter().any(|r| r.entity == zone.id))
        .collect();
    if of_zone.is_empty() {
        return;
    }
    section(ui, &ctx.tr("zone-checks"), Some(of_zone.len()));
    let p = colours(ui);
    for (check, outcome) in of_zone {
        ui.horizontal_wrapped(|ui| {
            let (icon, ink) = match outcome.holds {
                Some(true) => (Icon::Check, p.good),
                Some(false) => (Icon::Warning, p.warn),
                None => (Icon::Info, p.ink_faint),
            };
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
            icon.paint(ui.painter(), rect.shrink(2.0), ink);
            ui.label(ctx.lang.pick(&check.title, &check.title_en));
            ui.label(egui::RichText::new(&outcome.formula).color(ink));
        });
    }
}

/// The indices published for the zone: who compiles them, their levels and heads.
fn indices_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    for index in ctx
        .data
        .indices
        .iter()
        .filter(|index| index.zone.as_ref() == Some(&zone.id))
    {
        index_ui(ui, ctx.data, index, ctx.lang);
    }
}

fn index_ui(ui: &mut Ui, data: &Dataset, index: &IndexDefinition, lang: Lang) {
    section(ui, index.name(lang), None);
    caption(ui, &index_facts(data, index, lang));
    ui.add_space(space::S);
    index_tree(ui, index, lang);
}
