//! The list as a table: a header that stays, rows painted only where they show.

use egui::accesskit::Role;
use egui::{Rect, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::super::Ctx;
use super::columns::{METRIC_PARTS, Placed, place, title};
use super::scroll;
use crate::analysis::names::{industries_text, place_name, region_name, short_province};
use crate::app::command::Command;
use crate::app::derived::zones::{MetricCell, ZoneFacts, ZoneList};
use crate::app::state::zones::{Column, ZonesEdit};
use crate::app::widgets::{
    bilingual_gap, caption, centred, colours, figure_tooltip, list_row, one_line, value_text,
};
use crate::dataset::{Dataset, Obs};
use crate::model::{Lang, MetricKind, Named as _, Period, Status, Zone};
use crate::text::{tr, tr_args};
use crate::theme::{heavy, regular, size, space};

const ROW: f32 = 36.0;
const INSET: f32 = space::L;

/// Cells of the metric columns, by column of the table.
type Metrics = Vec<Option<std::rc::Rc<Vec<Option<MetricCell>>>>>;

/// The table.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    let state = &ctx.view.zones;
    let room = ui.available_width() - 2.0 * INSET;
    let placed = place(room, &state.columns, state.sort.as_ref(), ctx.lang);
    ui.spacing_mut().item_spacing.y = 0.0;
    header_ui(ui, ctx, &placed);
    let facts = ctx.derived.zones.facts(ctx.data);
    let metrics: Metrics = placed
        .iter()
        .map(|placed| match &placed.column {
            Column::Metric(id) => Some(ctx.derived.zones.column(ctx.data, id)),
            _ => None,
        })
        .collect();
    let id = egui::Id::unique("zones-table");
    let zone = ctx.view.zone.as_ref();
    let selected = list.position(ctx.data, zone);
    let n = list.rows.len();
    let mut area = egui::ScrollArea::vertical()
        .id_salt("zones-table")
        .auto_shrink(false);
    if let Some(offset) = scroll::to_selected(ui, id, zone, n, selected, ROW) {
        area = area.vertical_scroll_offset(offset);
    }
    let out = area.show_rows(ui, ROW, n, |ui, rows| {
        for row in &list.rows[rows] {
            row_ui(ui, ctx, *row, &placed, &metrics, &facts);
        }
    });
    scroll::remember(ui, id, zone, n, out.state.clamped_offset().y);
}

fn header_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, placed: &[Placed]) {
    let p = colours(ui);
    let metric = placed.iter().any(|c| matches!(c.column, Column::Metric(_)));
    let height = if metric { 44.0 } else { 30.0 };
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    for column in placed {
        let min = rect.min + Vec2::new(INSET + column.x, 0.0);
        let cell = Rect::from_min_size(min, Vec2::new(column.width, height));
        if head_cell_ui(ui, ctx, column, cell).clicked() {
            ctx.send(Command::Zones(ZonesEdit::SortBy(column.column.clone())));
        }
    }
    let line = Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn head_cell_ui(ui: &mut Ui, ctx: &Ctx<'_>, column: &Placed, cell: Rect) -> egui::Response {
    let p = colours(ui);
    let (name, unit) = title(ctx, &column.column);
    let id = ui.scope_id().with(("sort", &column.column));
    let response = ui.interact(cell, id, Sense::click());
    let sort = ctx.view.zones.sort.as_ref();
    let sort = sort.filter(|sort| sort.column == column.column);
    let ink = match (sort.is_some(), response.hovered() || response.has_focus()) {
        (true, _) => p.ink,
        (false, true) => p.ink_soft,
        (false, false) => p.ink_faint,
    };
    let room = cell.width() - if sort.is_some() { 12.0 } else { 0.0 };
    let text = one_line(ui, &name, regular(size::SMALL), ink, room);
    let line = text.size().y;
    let mut y = cell.bottom() - 8.0 - line;
    if !unit.is_empty() {
        let unit = one_line(ui, &unit, regular(size::SMALL), p.ink_faint, cell.width());
        ui.painter()
            .galley(egui::pos2(cell.left(), y), unit, p.ink_faint);
        y -= line;
    }
    let x = if column.right() {
        cell.right() - text.size().x - if sort.is_some() { 12.0 } else { 0.0 }
    } else {
        cell.left()
    };
    if let Some(sort) = sort {
        let centre = egui::pos2(x + text.size().x + 7.0, y + 0.5 * line);
        let tip = if sort.descending { 3.0 } else { -3.0 };
        let corners = [(-3.5, -tip), (3.5, -tip), (0.0, tip)];
        let corners = corners.map(|(dx, dy)| centre + Vec2::new(dx, dy)).to_vec();
        ui.painter()
            .add(Shape::convex_polygon(corners, p.accent, Stroke::NONE));
    }
    ui.painter().galley(egui::pos2(x, y), text, ink);
    if response.has_focus() {
        let ring = Stroke::new(1.5, p.accent);
        let outer = cell.expand2(Vec2::new(4.0, 0.0));
        ui.painter()
            .rect_stroke(outer, 4.0, ring, egui::StrokeKind::Inside);
    }
    let spoken = tr_args(ctx.lang, "sort-by", &[("name", name.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(&spoken);
        if let Column::Metric(id) = &column.column
            && let Some(metric) = ctx.data.metric(id)
        {
            caption(ui, ctx.lang.pick(&metric.definition, &metric.definition_en));
            caption(ui, &ctx.tr("column-metric-says"));
        }
    })
}

fn row_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    at: usize,
    placed: &[Placed],
    metrics: &Metrics,
    facts: &ZoneFacts,
) {
    let data = ctx.data;
    let zone = &data.zones[at];
    let selected = ctx.view.zone.as_ref() == Some(&zone.id);
    let name = zone.name(ctx.lang);
    let cell_of = |i: usize| metrics[i].as_ref().and_then(|cells| cells[at].as_ref());
    let mut left = 0.0;
    let response = list_row(ui, name, selected, ROW, INSET, |row| {
        left = row.rect.left();
        for (i, column) in placed.iter().enumerate() {
            let min = egui::pos2(left + column.x, row.rect.top());
            let rect = Rect::from_min_size(min, Vec2::new(column.width, ROW));
            match (&column.column, cell_of(i)) {
                (Column::Metric(_), Some(cell)) => {
                    metric_cell(row.ui, data, cell, rect, ctx.lang);
                }
                (Column::Metric(_), None) => no_figure(row.ui, rect),
                _ => text_cell(row.ui, ctx, zone, at, column, facts, rect, row.selected),
            }
        }
    });
    if response.clicked() {
        ctx.send(Command::SelectZone(zone.id.clone()));
    }
    if !response.hovered() {
        return;
    }
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let x = pointer.map_or(-1.0, |at| at.x - left);
    let under = placed
        .iter()
        .position(|c| (c.x..c.x + c.width).contains(&x))
        .and_then(cell_of);
    response.on_hover_ui(|ui| match under {
        Some(cell) => metric_tooltip(ui, data, cell, ctx.lang),
        None => zone_tooltip(ui, data, zone, ctx.lang),
    });
}

/// The figure shown, why it is marked, and those that disagree.
pub(super) fn metric_tooltip(ui: &mut Ui, data: &Dataset, cell: &MetricCell, lang: Lang) {
    figure_tooltip(ui, data, &data.observations().get(cell.shown), lang);
    if !cell.others.is_empty() {
        ui.add_space(space::S);
        caption(ui, &tr(lang, "cell-conflict"));
    }
    for other in &cell.others {
        figure_tooltip(ui, data, &data.observations().get(*other), lang);
    }
}

fn zone_tooltip(ui: &mut Ui, data: &Dataset, zone: &Zone, lang: Lang) {
    ui.set_max_width(320.0);
    ui.label(lang.pick(&zone.name, &zone.name_en));
    let place = place_name(data, lang, zone);
    caption(ui, &place);
    caption(ui, &industries_text(data, lang, zone));
}

#[expect(clippy::too_many_arguments, reason = "all of them make one cell")]
fn text_cell(
    ui: &Ui,
    ctx: &Ctx<'_>,
    zone: &Zone,
    at: usize,
    column: &Placed,
    facts: &ZoneFacts,
    rect: Rect,
    selected: bool,
) {
    let p = colours(ui);
    let lang = ctx.lang;
    let text = match &column.column {
        Column::Name => zone.name(lang).to_owned(),
        Column::Province => short_province(ctx.data, lang, &zone.province).to_owned(),
        Column::City => ctx.data.term(&zone.city, lang).to_owned(),
        Column::Approved => zone.approved.map(|p| p.to_string()).unwrap_or_default(),
        Column::Region => region_name(lang, &zone.region).into_owned(),
        Column::Industries => industries_text(ctx.data, lang, zone),
        Column::Figures => facts.figures[at].to_string(),
        Column::Policies => facts.policies[at].to_string(),
        Column::Metric(_) => String::new(),
    };
    // Nothing known is a dash, none counted a faint nought.
    let (text, ink) = match (&column.column, text.as_str()) {
        (_, "") => ("–".to_owned(), p.ink_faint),
        (Column::Figures | Column::Policies, "0") => (text, p.ink_faint),
        (Column::Name | Column::Figures, _) => (text, p.ink),
        _ => (text, p.ink_soft),
    };
    let font = if selected && column.column == Column::Name {
        heavy(size::BODY)
    } else {
        regular(size::BODY)
    };
    let galley = one_line(ui, &text, font, ink, rect.width());
    let x = if column.right() {
        rect.right() - galley.size().x
    } else {
        rect.left()
    };
    ui.painter().galley(centred(rect, x, &galley), galley, ink);
}

/// The small line, the number at the right of its part, then the period with its marks.
pub(super) fn metric_cell(ui: &Ui, data: &Dataset, cell: &MetricCell, rect: Rect, lang: Lang) {
    let p = colours(ui);
    let [line_width, number_width, period_width] = METRIC_PARTS;
    let line = Rect::from_min_size(rect.min, Vec2::new(line_width, rect.height()));
    let obs = data.observations().get(cell.shown);
    let metric = data.metric(obs.metric());
    // The first place is the top.
    let rank = metric.is_some_and(|metric| metric.kind == MetricKind::Rank);
    let line = line.shrink2(Vec2::new(2.0, 10.0));
    sparkline(ui, &cell.trend, line, rank);
    let value = value_text(&obs, metric, lang);
    let marks = marks(&obs, cell, lang);
    let ink = if marks.is_empty() { p.ink } else { p.ink_soft };
    let number = one_line(ui, &value, regular(size::BODY), ink, number_width);
    let right = rect.left() + line_width + 4.0 + number_width;
    let period = period_text(obs.period(), &marks);
    let period = one_line(ui, &period, regular(size::SMALL), p.ink_faint, period_width);
    let painter = ui.painter();
    let x = right - number.size().x;
    painter.galley(centred(rect, x, &number), number, ink);
    painter.galley(centred(rect, right + 4.0, &period), period, p.ink_faint);
}

/// A dash where the number would end.
fn no_figure(ui: &Ui, rect: Rect) {
    let ink = colours(ui).ink_faint;
    let dash = one_line(ui, "–", regular(size::BODY), ink, 20.0);
    let right = rect.left() + METRIC_PARTS[0] + 4.0 + METRIC_PARTS[1];
    let at = centred(rect, right - dash.size().x, &dash);
    ui.painter().galley(at, dash, ink);
}

/// A period as short as a column needs it, with its marks: `2019`, `2021-01…09 段`.
fn period_text(period: Period, marks: &str) -> String {
    let text = period.to_string();
    let text = match text.split_once('/') {
        Some((first, last)) if period.first_year() == period.last_year() => {
            let last = last.get(5..).unwrap_or(last);
            format!("{first}…{last}")
        }
        Some((first, last)) => format!(
            "{}…{}",
            &first[..4.min(first.len())],
            &last[..4.min(last.len())]
        ),
        None => text,
    };
    [text.as_str(), marks].join(" ").trim_end().to_owned()
}

/// Short marks of what keeps a figure from standing beside the others as it is.
fn marks(obs: &Obs<'_>, cell: &MetricCell, lang: Lang) -> String {
    let status = match obs.status() {
        Status::Reported => None,
        Status::Derived => Some("mark-derived"),
        Status::Preliminary => Some("mark-preliminary"),
        Status::Doubtful => Some("mark-doubtful"),
    };
    let scope = cell.scoped.then_some("mark-scoped");
    let partial = cell.partial.then_some("mark-partial");
    let conflict = (!cell.others.is_empty()).then_some("mark-conflict");
    let marks = [status, scope, partial, conflict].into_iter().flatten();
    let marks: Vec<_> = marks.map(|id| tr(lang, id)).collect();
    marks.join(" ")
}

/// The way the figure went, with a point at its end.
fn sparkline(ui: &Ui, trend: &[(f32, f32)], rect: Rect, downward: bool) {
    let p = colours(ui);
    let points = trend.iter().map(|(x, y)| {
        let level = if downward { *y } else { 1.0 - y };
        rect.min + Vec2::new(x * rect.width(), level * rect.height())
    });
    let points: Vec<egui::Pos2> = points.collect();
    let Some(last) = points.last().copied() else {
        return;
    };
    let stroke = Stroke::new(1.25, p.ink_faint);
    ui.painter().add(Shape::line(points, stroke));
    ui.painter().circle_filled(last, 2.0, p.accent);
}

/// Facts of a zone on one line.
pub(super) fn facts_line(ctx: &Ctx<'_>, zone: &Zone) -> String {
    let province = short_province(ctx.data, ctx.lang, &zone.province);
    let approved = zone.approved.map(|p| p.to_string()).unwrap_or_default();
    bilingual_gap([province, &approved])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_short_and_keep_both_ends() {
        for (period, text) in [
            ("2019", "2019"),
            ("2020-Q1", "2020-Q1"),
            ("2021-01/2021-09", "2021-01…09"),
            ("2016/2019", "2016…2019"),
            ("2024-01/2025-04", "2024…2025"),
        ] {
            assert_eq!(period_text(period.parse().unwrap(), ""), text);
        }
        assert_eq!(period_text("2019".parse().unwrap(), "预"), "2019 预");
    }
}
