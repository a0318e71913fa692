//! Documents × heads: how many measures each has under each, and which they are.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Color32, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::Ctx;
use super::list::numeral;
use super::measures::row_ui;
use super::rows::{Tops, rows_ui};
use super::side::actions_ui;
use super::{count_text, page_head};
use crate::analysis::measures::Measures;
use crate::analysis::measures::query::Query;
use crate::app::command::Command;
use crate::app::derived::policies::Matrix;
use crate::app::state::View;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{caption, colours, heading, link, one_line};
use crate::chart::{ChartKind, Subject};
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, Policy};
use crate::text::tr_args;
use crate::theme::{Palette, balance_lines, heavy, ink_on, regular, size, space, text_width};

/// Height of a cell with the gap under it.
const CELL: f32 = 30.0;
/// The same where a name has no room on one line: two small ones.
const TALL: f32 = 38.0;
/// Height of a row of the list.
const ROW: f32 = 54.0;
/// Lines of a head's title at most.
const TITLE_LINES: usize = 4;
/// Above the titles and below them.
const TITLE_PAD: f32 = 6.0;
/// Height of a row of the small matrix: two lines of a name.
const SMALL_ROW: f32 = 38.0;
/// Height of its heads.
const SMALL_HEAD: f32 = 26.0;
/// Names measured to know how much room they need.
const MEASURED: usize = 200;
/// A narrower column has no room for a title: its number stands for it.
const TITLED: f32 = 64.0;

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let matrix = ctx.derived.policies.matrix(ctx.data);
    egui::Frame::new()
        .inner_margin(super::margins(ui))
        .show(ui, |ui| {
            page_head(ui, ctx, "policies-matrix", &ctx.tr("matrix-note"));
            ui.add_space(space::XS);
            let subject = Subject::Policies(Vec::new());
            actions_ui(ui, ctx, ChartKind::HeatMap, subject);
            ui.add_space(space::S);
            let n = ctx.data.policies.len();
            let width = ui.available_width() - 8.0;
            let grid = Grid::of(ui, ctx, &matrix, width);
            let titles = Titles::of(ui, ctx.lang, &matrix, &grid);
            let wanted = n as f32 * grid.row + titles.height + 10.0;
            let chosen = ctx.view.policies.cell.is_some();
            let room = ui.available_height();
            let height = if chosen {
                wanted.min((0.55 * room).max(120.0))
            } else {
                wanted.min((room - 24.0).max(1.0))
            };
            ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
                ui.set_height(height);
                table_ui(ui, ctx, &matrix, &grid, titles);
            });
            ui.add_space(space::S);
            cell_ui(ui, ctx, &matrix);
        });
}

/// Widths of the table's parts.
struct Grid {
    name: f32,
    cell: f32,
    total: f32,
    /// Height of a row.
    row: f32,
}

impl Grid {
    /// Names have the room the first of them need, if that is not too much.
    fn of(ui: &Ui, ctx: &Ctx<'_>, matrix: &Matrix, width: f32) -> Self {
        let font = regular(size::BODY);
        let names = ctx.data.policies.iter().take(MEASURED);
        let needed = names.map(|policy| {
            let name = policy.name(ctx.lang);
            text_width(ui, name, &font)
        });
        let needed = needed.fold(0.0, f32::max).ceil() + space::M;
        let name = needed.clamp(96.0, (0.3 * width).max(96.0));
        let total = 36.0;
        let cell = (width - name - total) / matrix.heads.len().max(1) as f32;
        Self {
            name,
            cell: cell.clamp(30.0, 240.0),
            total,
            row: if needed > name { TALL } else { CELL },
        }
    }
}

/// The titles of the heads, laid out.
struct Titles {
    galleys: Vec<Arc<egui::Galley>>,
    height: f32,
}

impl Titles {
    fn of(ui: &Ui, lang: Lang, matrix: &Matrix, grid: &Grid) -> Self {
        let (painter, font, ink) = (ui.painter(), regular(size::SMALL), colours(ui).ink_soft);
        let galleys = matrix.heads.iter().enumerate().map(|(n, (zh, en))| {
            let text = match grid.cell < TITLED {
                true => numeral(n, lang),
                false => lang.pick(zh, en).to_owned(),
            };
            let lines = painter.fonts_mut(|fonts| {
                let width_of = |c| fonts.glyph_width(&font, c);
                balance_lines(&text, grid.cell - 8.0, TITLE_LINES, width_of)
            });
            painter.layout_no_wrap(lines.join("\n"), font.clone(), ink)
        });
        let galleys: Vec<_> = galleys.collect();
        let highest = galleys.iter().map(|galley| galley.size().y);
        Self {
            height: highest.fold(0.0, f32::max) + 2.0 * TITLE_PAD,
            galleys,
        }
    }
}

fn table_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, matrix: &Arc<Matrix>, grid: &Grid, titles: Titles) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    heads_ui(ui, ctx, matrix, grid, titles);
    let n = ctx.data.policies.len();
    ScrollArea::vertical()
        .id_salt("policy-matrix")
        .auto_shrink(false)
        .show_rows(ui, grid.row, n, |ui, rows| {
            for row in rows {
                document_ui(ui, ctx, matrix, grid, row);
            }
        });
}

fn heads_ui(ui: &mut Ui, ctx: &Ctx<'_>, matrix: &Matrix, grid: &Grid, titles: Titles) {
    let p = colours(ui);
    let height = titles.height;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    for ((n, (zh, en)), galley) in matrix.heads.iter().enumerate().zip(titles.galleys) {
        let left = rect.left() + grid.name + n as f32 * grid.cell;
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(grid.cell, height));
        let title = ctx.lang.pick(zh, en);
        let at = pos2(left + 4.0, cell.bottom() - TITLE_PAD - galley.size().y);
        ui.painter().galley(at, galley, p.ink_soft);
        let id = ui.scope_id().with(("head", n));
        let response = ui.interact(cell, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, title));
        response.on_hover_text(title);
    }
    let all = one_line(
        ui,
        &ctx.tr("matrix-total"),
        regular(size::SMALL),
        p.ink_faint,
        grid.total,
    );
    let x = rect.left() + grid.name + matrix.heads.len() as f32 * grid.cell + grid.total;
    let at = pos2(x - all.size().x, rect.bottom() - TITLE_PAD - all.size().y);
    ui.painter().galley(at, all, p.ink_faint);
}

fn document_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, matrix: &Matrix, grid: &Grid, row: usize) {
    let p = colours(ui);
    let policy = &ctx.data.policies[row];
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), grid.row), Sense::hover());
    let name_rect = Rect::from_min_size(rect.min, vec2(grid.name - space::S, grid.row));
    if name_ui(ui, policy, name_rect, policy.name(ctx.lang)).clicked() {
        ctx.send(Command::SelectPolicy(policy.id.clone()));
    }
    let counts = matrix.counts.get(row).cloned().unwrap_or_default();
    for (n, count) in counts.iter().enumerate() {
        let left = rect.left() + grid.name + n as f32 * grid.cell;
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(grid.cell, grid.row));
        let cell = cell.shrink2(vec2(1.5, 1.5));
        let (zh, en) = &matrix.heads[n];
        let here = (policy.id.clone(), zh.clone());
        let chosen = ctx.view.policies.cell.as_ref() == Some(&here);
        let id = ui.scope_id().with(("cell", row, n));
        let response = ui.interact(cell, id, Sense::click());
        paint_cell(
            ui,
            cell,
            *count,
            matrix.most,
            chosen || response.has_focus(),
        );
        let head = ctx.lang.pick(zh, en);
        let name = format!("{} · {head} {}", policy.name(ctx.lang), count_text(*count));
        response.widget_info(|| WidgetInfo::selected(Role::Cell, true, chosen, &name));
        if response.clicked() {
            let cell = (!chosen).then_some(here);
            ctx.send(Command::Policies(PoliciesEdit::Cell(cell)));
        }
        response.on_hover_text(name);
    }
    let total: usize = counts.iter().flatten().sum();
    let total = (total > 0 || counts.iter().all(Option::is_some)).then_some(total);
    let total = one_line(
        ui,
        &count_text(total),
        regular(size::BODY),
        p.ink_soft,
        grid.total,
    );
    let x = rect.left() + grid.name + counts.len() as f32 * grid.cell + grid.total;
    let at = crate::app::widgets::centred(rect, x - total.size().x, &total);
    ui.painter().galley(at, total, p.ink_soft);
}

fn name_ui(ui: &Ui, policy: &Policy, rect: Rect, name: &str) -> egui::Response {
    let p = colours(ui);
    let id = ui.scope_id().with(("document", policy.id.as_str()));
    let response = ui.interact(rect, id, Sense::click());
    let lit = response.hovered() || response.has_focus();
    let ink = if lit { p.accent_ink } else { p.ink };
    let (font, lines) = match rect.height() < TALL {
        true => (regular(size::BODY), 1),
        false => (regular(size::SMALL), 2),
    };
    let job = crate::theme::wrap(ui.painter(), name, font, ink, rect.width(), lines);
    let galley = ui.painter().layout_job(job);
    let at = crate::app::widgets::centred(rect, rect.left(), &galley);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    response.on_hover_text(name)
}

/// A cell in the colour of its count, with the number in it; one of none is only framed.
fn paint_cell(ui: &Ui, cell: Rect, count: Option<usize>, most: usize, marked: bool) {
    let p = colours(ui);
    let painter = ui.painter();
    let ink = match count.filter(|n| *n > 0) {
        None => {
            let line = Stroke::new(1.0, p.line);
            painter.rect_stroke(cell, 3.0, line, StrokeKind::Inside);
            p.ink_faint
        }
        Some(n) => {
            let fill = shade(p, n, most);
            painter.rect_filled(cell, 3.0, fill);
            ink_on(fill)
        }
    };
    if count != Some(0) {
        let font = regular(size::SMALL);
        let number = one_line(ui, &count_text(count), font, ink, cell.width());
        let at = cell.center() - 0.5 * number.size();
        painter.galley(at, number, ink);
    }
    if marked {
        // Ink: the accent is one of the ramp's own colours.
        let line = Stroke::new(2.0, p.ink);
        painter.rect_stroke(cell, 3.0, line, StrokeKind::Outside);
    }
}

/// The sequential ramp, from its second step on: nought has none.
fn shade(p: &Palette, count: usize, most: usize) -> Color32 {
    let ramp = &p.sequential;
    let last = ramp.len() - 1;
    let share = (count as f32 / most.max(1) as f32).clamp(0.0, 1.0);
    let at = 1.0_f32.min(last as f32) + share * (last as f32 - 1.0).max(0.0);
    let (low, part) = (at.floor() as usize, at.fract());
    let high = ramp[(low + 1).min(last)];
    ramp[low.min(last)].lerp_to_gamma(high, part)
}

/// The numbers of the measures in the chosen cell.
pub fn listed_in_cell(data: &Dataset, measures: &Measures, view: &View) -> Option<Vec<usize>> {
    let (id, title) = view.policies.cell.as_ref()?;
    let at = data.policies.iter().position(|policy| policy.id == *id)?;
    let policy = &data.policies[at];
    let head = policy.categories.iter().find(|head| head.title == *title)?;
    let first = measures.range(at).start;
    let all = policy.measures.iter().enumerate();
    let own = all.filter(|(_, measure)| measure.category == head.id);
    Some(own.map(|(i, _)| first + i).collect())
}

/// The numbers of the measures in the chosen cell.
pub(super) fn listed(ctx: &mut Ctx<'_>) -> Option<Vec<usize>> {
    let corpus = ctx.derived.policies.corpus(ctx.data)?;
    listed_in_cell(ctx.data, &corpus.measures, ctx.view)
}

/// The measures of the chosen cell.
fn cell_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, matrix: &Matrix) {
    let data = ctx.data;
    let (Some((id, title)), Some(numbers)) = (ctx.view.policies.cell.clone(), listed(ctx)) else {
        caption(ui, &ctx.tr("matrix-choose"));
        return;
    };
    let Some((policy, corpus)) = data.policy(&id).zip(ctx.derived.policies.corpus(data)) else {
        return;
    };
    let head = matrix.heads.iter().find(|(zh, _)| *zh == title);
    let head = head.map_or(title.as_str(), |(zh, en)| ctx.lang.pick(zh, en));
    ui.horizontal_wrapped(|ui| {
        heading(ui, head);
        caption(ui, &ctx.count("measures-count", numbers.len()));
        let name = policy.name(ctx.lang);
        let text = tr_args(ctx.lang, "matrix-open-document", &[("name", name.into())]);
        if link(ui, &text).clicked() {
            ctx.send(Command::SelectPolicy(id.clone()));
        }
    });
    if numbers.is_empty() {
        caption(ui, &ctx.tr("policies-head-empty"));
        return;
    }
    let read = ctx.view.policies.measure.as_ref();
    let read = read.and_then(|id| corpus.number(id));
    let selected = read.and_then(|n| numbers.iter().position(|m| *m == n));
    let id = egui::Id::unique("matrix-measures");
    let query = Query::default();
    rows_ui(
        ui,
        id,
        &Tops::even(ROW, numbers.len()),
        selected,
        |ui, row| {
            let number = numbers.get(row);
            if let Some((policy, measure)) = number.and_then(|n| corpus.measures.get(data, *n)) {
                row_ui(ui, ctx, policy, measure, &query);
            }
        },
    );
}

/// The first documents, small, as a way to the page: the heads' numbers above, their titles below.
pub(super) fn small_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, documents: usize) {
    let matrix = ctx.derived.policies.matrix(ctx.data);
    let p = colours(ui);
    let width = ui.available_width();
    let heads = matrix.heads.len().max(1);
    let name = (0.42 * width).min(150.0);
    let cell = ((width - name) / heads as f32).min(44.0);
    let height = SMALL_ROW;
    let data = ctx.data;
    let shown: Vec<usize> = shown_rows(ctx, documents);
    let all = vec2(width, SMALL_HEAD + height * shown.len() as f32);
    let (rect, _) = ui.allocate_exact_size(all, Sense::hover());
    for n in 0..matrix.heads.len() {
        let x = rect.left() + name + (n as f32 + 0.5) * cell;
        let text = numeral(n, ctx.lang);
        let text = one_line(ui, &text, regular(size::SMALL), p.ink_faint, cell);
        let at = pos2(x - 0.5 * text.size().x, rect.top() + 4.0);
        ui.painter().galley(at, text, p.ink_faint);
    }
    for (row, document) in shown.into_iter().enumerate() {
        let policy = &data.policies[document];
        let top = rect.top() + SMALL_HEAD + height * row as f32;
        let line = Rect::from_min_size(pos2(rect.left(), top), vec2(width, height));
        let here = ctx.view.policy.as_ref() == Some(&policy.id);
        let font = if here {
            heavy(size::SMALL)
        } else {
            regular(size::SMALL)
        };
        let room = name - space::S;
        let job = crate::theme::wrap(ui.painter(), policy.name(ctx.lang), font, p.ink, room, 2);
        let text = ui.painter().layout_job(job);
        let at = crate::app::widgets::centred(line, line.left(), &text);
        ui.painter().galley(at, text, p.ink);
        for (n, count) in matrix.counts[document].iter().enumerate() {
            let left = rect.left() + name + n as f32 * cell;
            let square = Rect::from_min_size(pos2(left, top), vec2(cell, height));
            paint_cell(ui, square.shrink(1.0), *count, matrix.most, false);
        }
    }
    ui.add_space(space::XS);
    for (n, (zh, en)) in matrix.heads.iter().enumerate() {
        let key = format!("{}  {}", numeral(n, ctx.lang), ctx.lang.pick(zh, en));
        caption(ui, &key);
    }
    if data.policies.len() > documents {
        caption(
            ui,
            &ctx.count("matrix-more", data.policies.len() - documents),
        );
    }
}

/// The first documents; the one shown is among them.
fn shown_rows(ctx: &Ctx<'_>, most: usize) -> Vec<usize> {
    let n = ctx.data.policies.len();
    let mut rows: Vec<usize> = (0..n.min(most)).collect();
    let mut policies = ctx.data.policies.iter();
    let shown = policies.position(|policy| Some(&policy.id) == ctx.view.policy.as_ref());
    if let (Some(shown), Some(last)) = (shown, rows.last_mut())
        && shown > *last
    {
        *last = shown;
    }
    rows
}
