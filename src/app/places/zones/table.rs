//! The list as a table: a header that stays, rows painted only where they show.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Rect, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::super::Ctx;
use super::columns::{METRIC_PARTS, Placed, place, title};
use super::scroll;
use crate::analysis::names::{industries_text, region_name, short_province};
use crate::app::command::Command;
use crate::app::derived::zones::{MetricCell, MetricColumn, ZoneFacts, ZoneList};
use crate::app::state::zones::{Column, ZonesEdit};
use crate::app::widgets::{
    Roving, bilingual_gap, caption, centred, colours, figure_text, figure_tooltip, one_line,
    sensing_row, sort_mark, value_text,
};
use crate::dataset::{Dataset, Obs, place_name};
use crate::model::{Lang, MetricId, MetricKind, Named as _, Period, Status, Zone};
use crate::text::{tr, tr_args};
use crate::theme::{heavy, regular, size, space};

const ROW: f32 = 36.0;
const INSET: f32 = space::L;

/// The metrics' columns, by column of the table.
type Metrics = Vec<Option<Arc<MetricColumn>>>;

/// The table.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    let state = &ctx.view.zones;
    let room = ui.available_width() - 2.0 * INSET;
    let placed = place(room, &state.columns, state.sort.as_ref(), ctx.lang);
    ui.spacing_mut().item_spacing.y = 0.0;
    let facts = ctx.derived.zones.facts(ctx.data);
    let metrics: Metrics = placed
        .iter()
        .map(|placed| match &placed.column {
            Column::Metric(id) => Some(ctx.derived.zones.column(ctx.data, id)),
            _ => None,
        })
        .collect();
    header_ui(ui, ctx, &placed, &metrics);
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
        let roving = Roving::new(ui, super::list_id(), selected, &rows);
        for row in rows {
            let at = list.rows[row];
            row_ui(ui, ctx, (row, at), roving, &placed, &metrics, &facts);
        }
    });
    scroll::remember(ui, id, zone, n, out.state.clamped_offset().y);
}

fn header_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, placed: &[Placed], metrics: &Metrics) {
    let p = colours(ui);
    let metric = placed.iter().any(|c| matches!(c.column, Column::Metric(_)));
    let height = if metric { 44.0 } else { 30.0 };
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    for (column, metric) in placed.iter().zip(metrics) {
        let min = rect.min + Vec2::new(INSET + column.x, 0.0);
        let cell = Rect::from_min_size(min, Vec2::new(column.width, height));
        if head_cell_ui(ui, ctx, column, metric.as_deref(), cell).clicked() {
            ctx.send(Command::Zones(ZonesEdit::SortBy(column.column.clone())));
        }
    }
    let line = Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn head_cell_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    column: &Placed,
    metric: Option<&MetricColumn>,
    cell: Rect,
) -> egui::Response {
    let p = colours(ui);
    let (name, unit) = title(ctx, &column.column);
    let of = metric.and_then(|metric| metric.of.as_ref());
    let (period, scope) = of.map_or((String::new(), ""), |(period, scope)| {
        (period.display(ctx.lang), ctx.data.term(scope, ctx.lang))
    });
    let under = bilingual_gap([period.as_str(), &unit, scope]);
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
    if !under.is_empty() {
        let under = one_line(ui, &under, regular(size::SMALL), p.ink_faint, cell.width());
        ui.painter()
            .galley(egui::pos2(cell.left(), y), under, p.ink_faint);
        y -= line;
    }
    let x = if column.right() {
        cell.right() - text.size().x - if sort.is_some() { 12.0 } else { 0.0 }
    } else {
        cell.left()
    };
    if let Some(sort) = sort {
        let centre = egui::pos2(x + text.size().x + 7.0, y + 0.5 * line);
        sort_mark(ui, centre, sort.descending);
    }
    ui.painter().galley(egui::pos2(x, y), text, ink);
    if response.has_focus() {
        let ring = Stroke::new(1.5, p.accent);
        let outer = cell.expand2(Vec2::new(4.0, 0.0));
        ui.painter()
            .rect_stroke(outer, 4.0, ring, egui::StrokeKind::Inside);
    }
    let spoken = tr_args(ctx.lang, "sort-by", &[("name", name.as_str().into())]);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, bilingual_gap([spoken.as_str(), &under]))
    });
    let metric_counts = metric.map(MetricColumn::counts);
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(&spoken);
        if let Column::Metric(id) = &column.column
            && let Some(metric) = ctx.data.metric(id)
        {
            caption(ui, ctx.lang.pick(&metric.definition, &metric.definition_en));
            ui.label(&under);
            let (inside, apart) = metric_counts.unwrap_or_default();
            caption(ui, &ctx.count("column-metric-has", inside));
            if apart > 0 {
                caption(ui, &ctx.count("column-metric-apart", apart));
            }
        }
    })
}

fn row_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    (row, at): (usize, usize),
    roving: Roving,
    placed: &[Placed],
    metrics: &Metrics,
    facts: &ZoneFacts,
) {
    let data = ctx.data;
    let zone = &data.zones[at];
    let selected = ctx.view.zone.as_ref() == Some(&zone.id);
    let name = zone.name(ctx.lang);
    let cell_of = |i: usize| {
        metrics[i]
            .as_ref()
            .and_then(|column| column.cells[at].as_ref())
    };
    let mut left = 0.0;
    let sense = roving.sense(row);
    let response = sensing_row(ui, sense, name, selected, ROW, INSET, |row| {
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
    roving.follow(ui, row, &response);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(told(ctx, zone, at, placed, metrics, facts));
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

/// What a row says besides its name, for those who cannot see it.
fn told(
    ctx: &Ctx<'_>,
    zone: &Zone,
    at: usize,
    placed: &[Placed],
    metrics: &Metrics,
    facts: &ZoneFacts,
) -> String {
    let cells = placed.iter().zip(metrics).skip(1).map(|(column, metric)| {
        let (name, _) = title(ctx, &column.column);
        let text = match metric.as_ref().and_then(|metric| metric.cells[at].as_ref()) {
            Some(cell) => {
                let obs = ctx.data.observations().get(cell.shown);
                let value = figure_text(&obs, ctx.data.metric(obs.metric()), ctx.lang);
                let period = obs.period().display(ctx.lang);
                let marks = marks(&obs, cell, ctx.lang);
                format!("{value} {period} {marks}")
            }
            None => cell_text(ctx, zone, at, &column.column, facts),
        };
        let text = match text.trim() {
            "" => ctx.tr("unknown").into_owned(),
            text => text.to_owned(),
        };
        format!("{name} {text}")
    });
    cells.collect::<Vec<_>>().join(ctx.lang.pick("；", "; "))
}

fn cell_text(ctx: &Ctx<'_>, zone: &Zone, at: usize, column: &Column, facts: &ZoneFacts) -> String {
    let lang = ctx.lang;
    match column {
        Column::Name => zone.name(lang).to_owned(),
        Column::Province => short_province(ctx.data, lang, &zone.province).to_owned(),
        Column::City => ctx.data.term(&zone.city, lang).to_owned(),
        Column::Approved => zone.approved.map(|p| p.to_string()).unwrap_or_default(),
        Column::Region => region_name(lang, &zone.region).into_owned(),
        Column::Industries => industries_text(ctx.data, lang, zone),
        Column::Figures => facts.figures[at].to_string(),
        Column::Policies => facts.policies[at].to_string(),
        Column::Metric(_) => String::new(),
    }
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
    let text = cell_text(ctx, zone, at, &column.column, facts);
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

/// A metric's figure with its name, on a card: what, how much, when.
pub(super) fn metric_line(
    ui: &Ui,
    data: &Dataset,
    metric: &MetricId,
    cell: Option<&MetricCell>,
    rect: Rect,
    lang: Lang,
) {
    let p = colours(ui);
    let about = data.metric(metric);
    let name = about.map_or(metric.as_str(), |metric| metric.name(lang));
    let figure = cell.map(|cell| {
        let obs = data.observations().get(cell.shown);
        let period = period_text(obs.period(), &marks(&obs, cell, lang));
        bilingual_gap([figure_text(&obs, about, lang).as_str(), &period])
    });
    let figure = figure.as_deref().unwrap_or("–");
    let figure = one_line(ui, figure, regular(size::SMALL), p.ink, 0.7 * rect.width());
    let room = rect.width() - figure.size().x - space::S;
    let name = one_line(ui, name, regular(size::SMALL), p.ink_faint, room);
    let x = rect.right() - figure.size().x;
    let painter = ui.painter();
    painter.galley(centred(rect, rect.left(), &name), name, p.ink_faint);
    painter.galley(centred(rect, x, &figure), figure, p.ink);
}

/// The small line, the number at the right of its part, then its marks, after its period where it is not the column's.
fn metric_cell(ui: &Ui, data: &Dataset, cell: &MetricCell, rect: Rect, lang: Lang) {
    let p = colours(ui);
    let [line_width, number_width, period_width] = METRIC_PARTS;
    let line = Rect::from_min_size(rect.min, Vec2::new(line_width, rect.height()));
    let obs = data.observations().get(cell.shown);
    let metric = data.metric(obs.metric());
    // The first place is the top.
    let rank = metric.is_some_and(|metric| metric.kind == MetricKind::Rank);
    let line = line.shrink2(Vec2::new(2.0, 10.0));
    sparkline(ui, cell, line, rank);
    let value = value_text(&obs, metric, lang);
    let marks = marks(&obs, cell, lang);
    let ink = match (cell.apart, marks.is_empty()) {
        (true, _) => p.ink_faint,
        (false, false) => p.ink_soft,
        (false, true) => p.ink,
    };
    let number = one_line(ui, &value, regular(size::BODY), ink, number_width);
    let right = rect.left() + line_width + 4.0 + number_width;
    let period = match cell.apart {
        true => period_text(obs.period(), &marks),
        false => marks,
    };
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
    let conflict = (!cell.others.is_empty()).then_some("mark-conflict");
    let marks = [status, scope, conflict].into_iter().flatten();
    let marks: Vec<_> = marks.map(|id| tr(lang, id)).collect();
    marks.join(" ")
}

/// The way the figure went, with a point where the one shown stands.
fn sparkline(ui: &Ui, cell: &MetricCell, rect: Rect, downward: bool) {
    let p = colours(ui);
    let points = cell.trend.iter().map(|(x, y)| {
        let level = if downward { *y } else { 1.0 - y };
        rect.min + Vec2::new(x * rect.width(), level * rect.height())
    });
    let points: Vec<egui::Pos2> = points.collect();
    let Some(shown) = points.get(cell.here).copied() else {
        return;
    };
    let stroke = Stroke::new(1.25, p.ink_faint);
    ui.painter().add(Shape::line(points, stroke));
    ui.painter().circle_filled(shown, 2.0, p.accent);
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
