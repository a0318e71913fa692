//! What is plotted: metrics, and zones and places.

use egui::accesskit::Role;
use egui::{Color32, Sense, Ui, Vec2, WidgetInfo};

use super::builder::label;
use super::picker::{self, GroupKind};
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::widgets::{caption, centred, colours, icon_button, link, one_line};
use crate::chart::Subject;
use crate::chart::draw::Swatches;
use crate::model::{EntityId, MetricId, Named as _};
use crate::text::tr_args;
use crate::theme::{Icon, regular, size, space};

/// Chosen zones that are listed before the rest are only counted.
const LISTED: usize = 12;

/// Metrics and places, each with what adds more.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let chart = &ctx.view.chart;
    let none = (Vec::new(), Vec::new());
    let (metrics, entities) = match &chart.subject {
        Subject::Metrics { metrics, entities } => (metrics.clone(), entities.clone()),
        _ => none,
    };
    let counted = !matches!(chart.subject, Subject::Metrics { .. });
    label(ui, ctx, "chart-metrics");
    if counted {
        caption(ui, &ctx.tr("chart-counted-subject"));
    }
    let spec = super::shown_spec(&ctx.view.chart, ctx.lang);
    let frame = ctx.derived.chart(ctx.data, &spec);
    let swatches =
        (frame.as_ref().as_ref().ok()).map(|frame| Swatches::new(&frame.body, spec.theme));
    let colour = |id: &str| swatches.as_ref()?.of(id);
    for id in &metrics {
        let metric = ctx.data.metric(id);
        let name = metric.map_or(id.as_str(), |metric| metric.name(ctx.lang));
        if item_ui(ui, ctx, name, colour(id.as_str())) {
            ctx.send(Command::Chart(ChartEdit::RemoveMetric(id.clone())));
        }
    }
    add_metric_ui(ui, ctx, &metrics, &entities);
    if counted || metrics.is_empty() {
        return;
    }
    label(ui, ctx, "chart-entities");
    if entities.is_empty() {
        caption(ui, &ctx.tr("chart-all-entities"));
    }
    for id in entities.iter().take(LISTED) {
        let name = ctx.data.entity_name(id, ctx.lang).to_owned();
        if item_ui(ui, ctx, &name, colour(id.as_str())) {
            ctx.send(Command::Chart(ChartEdit::RemoveEntity(id.clone())));
        }
    }
    if entities.len() > LISTED {
        let more = ctx.count("chart-more-entities", entities.len() - LISTED);
        caption(ui, &more);
    }
    add_entities_ui(ui, ctx, &metrics, &entities);
    if entities.len() > 1 && link(ui, &ctx.tr("chart-clear-entities")).clicked() {
        ctx.send(Command::Chart(ChartEdit::ClearEntities));
    }
}

/// A chosen thing, its colour in the figure, if it has one, and a button that removes it. Gives whether that was clicked.
fn item_ui(ui: &mut Ui, ctx: &Ctx<'_>, name: &str, colour: Option<Color32>) -> bool {
    let p = colours(ui);
    let mut remove = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let room = (ui.available_width() - 32.0).max(24.0);
        let (rect, response) = ui.allocate_exact_size(Vec2::new(room, 28.0), Sense::hover());
        let mut left = rect.left();
        if let Some(colour) = colour {
            let square = egui::Rect::from_center_size(
                egui::pos2(left + 5.0, rect.center().y),
                Vec2::splat(10.0),
            );
            ui.painter().rect_filled(square, 2.0, colour);
            left += 18.0;
        }
        let galley = one_line(ui, name, regular(size::BODY), p.ink, rect.right() - left);
        let cut = galley.elided;
        ui.painter()
            .galley(centred(rect, left, &galley), galley, p.ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        if cut {
            response.on_hover_text(name);
        }
        let text = tr_args(ctx.lang, "remove-item", &[("name", name.to_owned().into())]);
        remove = icon_button(ui, Icon::Close, &text, true).clicked();
    });
    remove
}

fn add_metric_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, chosen: &[MetricId], entities: &[EntityId]) {
    let text = ctx.tr("chart-add-metric");
    picker::popup(ui, ctx, &text, |ui, ctx, query, enter| {
        let index = ctx.derived.index.clone();
        let choices =
            ctx.derived
                .metrics
                .metrics(ctx.data, index.as_ref(), ctx.lang, query, entities);
        let clicked = picker::list(ui, ctx, &choices, |id| chosen.contains(id));
        let first = (enter && !query.is_empty()).then_some(0);
        if let Some(choice) = clicked.or(first).and_then(|i| choices.get(i)) {
            let id = choice.value.clone();
            let edit = match chosen.contains(&id) {
                true => ChartEdit::RemoveMetric(id),
                false => ChartEdit::AddMetric(id),
            };
            ctx.send(Command::Chart(edit));
        }
    });
}

fn add_entities_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, metrics: &[MetricId], chosen: &[EntityId]) {
    // Of everybody it takes the others away.
    let text = ctx.tr(match chosen {
        [] => "chart-only-entities",
        _ => "chart-add-entity",
    });
    picker::popup(ui, ctx, &text, |ui, ctx, query, enter| {
        let zones = chosen.iter().any(|id| ctx.data.zone(id).is_some());
        let kind = match query.is_empty() {
            true => picker::group_tabs(ui, ctx, zones),
            false => GroupKind::Single,
        };
        if kind != GroupKind::Single {
            groups_ui(ui, ctx, kind, chosen);
            return;
        }
        let index = ctx.derived.index.clone();
        let choices =
            ctx.derived
                .metrics
                .entities(ctx.data, index.as_ref(), ctx.lang, query, metrics);
        let clicked = picker::list(ui, ctx, &choices, |id| chosen.contains(id));
        let first = (enter && !query.is_empty()).then_some(0);
        if let Some(choice) = clicked.or(first).and_then(|i| choices.get(i)) {
            let id = choice.value.clone();
            let edit = match chosen.contains(&id) {
                true => ChartEdit::RemoveEntity(id),
                false => ChartEdit::AddEntities(vec![id]),
            };
            ctx.send(Command::Chart(edit));
        }
    });
}

/// Whole groups: one click adds all zones of a group.
fn groups_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, kind: GroupKind, chosen: &[EntityId]) {
    let groups = ctx
        .derived
        .metrics
        .groups(ctx.data, ctx.lang, kind, &ctx.view.chart.subject);
    if kind == GroupKind::Similar && groups.len() > 1 {
        let all: Vec<EntityId> = groups
            .iter()
            .flat_map(|g| g.value.iter().cloned())
            .collect();
        if link(ui, &ctx.count("pick-all-similar", all.len())).clicked() {
            ctx.send(Command::Chart(ChartEdit::AddEntities(all)));
        }
        ui.add_space(space::XS);
    }
    let has = |zones: &Vec<EntityId>| zones.iter().all(|id| chosen.contains(id));
    let clicked = picker::list(ui, ctx, &groups, has);
    if let Some(group) = clicked.and_then(|i| groups.get(i)) {
        ctx.send(Command::Chart(ChartEdit::AddEntities(group.value.clone())));
    }
}
