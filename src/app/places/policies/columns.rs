//! A document's groups as columns that scroll together: what each head holds, side by side.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::Ctx;
use super::list::{LINE, group_count, marks, numeral};
use super::rows::{LaidFor, Scroll, Tops, choice, scrolled, spoken};
use super::text::{Setting, lay_out, line_count};
use crate::analysis::measures::query::Query;
use crate::app::derived::Cached;
use crate::app::derived::policies::{DocumentPage, Found};
use crate::app::state::policies::Grouping;
use crate::app::widgets::{colours, focus_ring, one_line};
use crate::model::{Measure, Named as _, Policy};
use crate::theme::{heavy, regular, size, space};

/// A column is no narrower.
const NARROWEST: f32 = 132.0;
/// Between columns.
const GAP: f32 = space::M;
/// Inside a card.
const PAD: f32 = 10.0;
/// Between cards.
const BETWEEN: f32 = space::S;
/// A card's last line: number and instruments.
const FOOT: f32 = 20.0;
/// The heading of a column.
const HEAD: f32 = 66.0;
/// With more measures than these, cards have four lines at most.
const EXACT: usize = 600;
/// Lines of a card among many.
const SHORT: usize = 4;

/// Where the cards stand.
#[derive(Debug)]
pub struct Layout {
    column: f32,
    tops: Vec<Tops>,
    /// Lines of a card at most.
    lines: usize,
}

/// The last layout.
pub type ColumnsCache = Cached<LaidFor<Arc<DocumentPage>>, Layout>;

/// The columns.
pub(super) fn ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    policy: &Policy,
    found: &Found,
    page: &Arc<DocumentPage>,
    scroll: Scroll,
) {
    let layout = layout(ui, ctx, policy, page);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let n = layout.tops.len();
    let all = n as f32 * (layout.column + GAP) - GAP;
    ScrollArea::horizontal()
        .id_salt("policy-columns-across")
        .auto_shrink([false, scroll == Scroll::Page])
        .show(ui, |ui| {
            ui.set_width(all.max(1.0));
            heads_ui(ui, ctx, policy, page, &layout);
            cards_ui(ui, ctx, policy, (found, page), (&layout, scroll));
        });
}

fn heads_ui(ui: &mut Ui, ctx: &Ctx<'_>, policy: &Policy, page: &DocumentPage, layout: &Layout) {
    let p = colours(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for (n, group) in page.groups.iter().enumerate() {
        let left = rect.left() + n as f32 * (layout.column + GAP);
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(layout.column, HEAD));
        let painter = ui.painter();
        let title = match (ctx.view.policies.grouping, group.head) {
            (Grouping::Head, Some(head)) => format!("{}  {}", numeral(head, ctx.lang), group.title),
            _ => group.title.clone(),
        };
        let font = heavy(size::BODY);
        let job = crate::theme::wrap(painter, &title, font, p.ink, layout.column - 4.0, 2);
        let galley = painter.layout_job(job);
        painter.galley(cell.min + vec2(0.0, 4.0), galley, p.ink);
        let count = group_count(ctx, policy, group);
        let count = one_line(ui, &count, regular(size::SMALL), p.ink_faint, layout.column);
        let at = pos2(left, cell.bottom() - 6.0 - count.size().y);
        painter.galley(at, count, p.ink_faint);
        let line = Stroke::new(1.0, p.line);
        painter.hline(cell.x_range(), cell.bottom() - 1.0, line);
        let id = ui.scope_id().with(("head", n));
        let response = ui.interact(cell, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &group.title));
        response.on_hover_text(&group.title);
    }
}

fn cards_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    policy: &Policy,
    (found, page): (&Found, &DocumentPage),
    (layout, scroll): (&Layout, Scroll),
) {
    let id = egui::Id::unique(("policy-columns", policy.id.as_str()));
    let read = ctx.view.policies.measure.clone();
    let place = |id| position(policy, page, id);
    let selected = read.as_ref().and_then(place);
    // The card read is kept in sight whichever column it is in.
    let in_column = selected.and_then(|(n, at)| Some((layout.tops.get(n)?, at)));
    let column_of = |all: Rect, n: usize| {
        let left = all.left() + n as f32 * (layout.column + GAP);
        all.with_min_x(left).with_max_x(left + layout.column)
    };
    let column = |all| column_of(all, selected.map_or(0, |(n, _)| n));
    let height = layout.tops.iter().map(Tops::height).fold(0.0, f32::max) + space::XL;
    let cards = |ui: &mut Ui, all: Rect, seen: egui::Rangef| {
        for (n, tops) in layout.tops.iter().enumerate() {
            let column = column_of(all, n);
            if tops.len() == 0 {
                empty_ui(ui, ctx, column);
            }
            for at in tops.between(seen.min, seen.max) {
                let Some((top, bottom)) = tops.span(at) else {
                    continue;
                };
                let rect = Rect::from_min_max(
                    pos2(column.left(), all.top() + top + BETWEEN),
                    pos2(column.right(), all.top() + bottom),
                );
                let group = page.groups.get(n);
                let i = group.and_then(|group| group.measures.get(at));
                if let Some(measure) = i.and_then(|i| policy.measures.get(*i)) {
                    let builder = UiBuilder::new().max_rect(rect).id_salt((n, at));
                    ui.scope_builder(builder, |ui| {
                        card_ui(ui, ctx, measure, &found.query, layout.lines);
                    });
                }
            }
        }
    };
    scrolled(ui, id, scroll, height, in_column, column, cards);
}

/// Why a column has no card.
fn empty_ui(ui: &Ui, ctx: &Ctx<'_>, column: Rect) {
    let ink = colours(ui).ink_faint;
    let text = ctx.tr("policies-head-empty");
    let font = regular(size::SMALL);
    let job = crate::theme::wrap(ui.painter(), &text, font, ink, column.width() - 4.0, 6);
    let galley = ui.painter().layout_job(job);
    let at = pos2(column.left(), column.top() + BETWEEN);
    ui.painter().galley(at, galley, ink);
}

/// The column and place of a measure; the first where it stands in several.
fn position(
    policy: &Policy,
    page: &DocumentPage,
    id: &crate::model::MeasureId,
) -> Option<(usize, usize)> {
    let groups = page.groups.iter().enumerate();
    groups
        .filter_map(|(n, group)| {
            let mut measures = group.measures.iter();
            let at = measures.position(|i| policy.measures.get(*i).is_some_and(|m| m.id == *id))?;
            Some((n, at))
        })
        .next()
}

fn setting(ui: &Ui, column: f32, lines: usize) -> Setting {
    Setting {
        font: regular(size::BODY),
        ink: colours(ui).ink,
        width: column - 2.0 * PAD,
        lines,
        line_height: LINE,
    }
}

fn layout(ui: &Ui, ctx: &mut Ctx<'_>, policy: &Policy, page: &Arc<DocumentPage>) -> Arc<Layout> {
    let (width, lang) = (ui.available_width(), ctx.lang);
    let made_for = LaidFor(Arc::clone(page), width, lang);
    let cache = &mut ctx.derived.policies.columns;
    cache.get(made_for, |_| {
        let n = page.groups.len().max(1) as f32;
        let column = ((width - (n - 1.0) * GAP) / n).clamp(NARROWEST, 420.0);
        let exact = page.shown <= EXACT;
        let lines = if exact { usize::MAX } else { SHORT };
        let setting = setting(ui, column, lines);
        let height = |i: &usize| {
            let n = match policy.measures.get(*i) {
                Some(measure) if exact => line_count(ui.painter(), measure.text(lang), &setting),
                _ => SHORT,
            };
            n as f32 * LINE + 2.0 * PAD + FOOT + BETWEEN
        };
        let groups = page.groups.iter();
        let tops = groups.map(|group| Tops::new(group.measures.iter().map(height)));
        Layout {
            tops: tops.collect(),
            column,
            lines,
        }
    })
}

fn card_ui(ui: &Ui, ctx: &mut Ctx<'_>, measure: &Measure, query: &Query, lines: usize) {
    let p = colours(ui);
    let lang = ctx.lang;
    let rect = ui.max_rect();
    let (response, selected) = choice(ui, ctx, rect, measure, &spoken(measure, lang));
    let fill = match (selected, response.hovered()) {
        (true, _) => p.selected,
        (false, true) => p.control,
        (false, false) => p.raised,
    };
    let edge = Stroke::new(1.0, if selected { p.accent } else { p.line });
    ui.painter().rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    focus_ring(ui, &response, 6.0);
    let inner = rect.shrink(PAD);
    let setting = setting(ui, rect.width(), lines);
    let job = lay_out(ui.painter(), p, measure.text(lang), query, &setting);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(inner.min, galley, p.ink);
    let number = measure.number.as_deref().unwrap_or("–");
    let instruments = measure.instruments.iter().map(|i| i.name(lang));
    let instruments: Vec<&str> = instruments.collect();
    let between = lang.pick("、", ", ");
    let foot = format!("{number}   {}", instruments.join(between));
    let room = inner.width() - 28.0;
    let foot = one_line(ui, &foot, regular(size::SMALL), p.ink_faint, room);
    let at = pos2(inner.left(), inner.bottom() - foot.size().y + 2.0);
    ui.painter().galley(at, foot, p.ink_faint);
    marks(
        ui,
        ctx,
        measure,
        pos2(inner.right() - 5.0, inner.bottom() - 6.0),
    );
}
