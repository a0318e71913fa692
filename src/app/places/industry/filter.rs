//! The filter: text, zone, kinds of node, kinds of link; the kinds are the legend too.

use egui::accesskit::Role as AccessRole;
use egui::{Rect, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::derived::Page;
use crate::app::command::Command;
use crate::app::places::{Ctx, metrics::screen_theme, search_field_id};
use crate::app::state::Place;
use crate::app::state::industry::IndustryEdit;
use crate::app::widgets::{
    caption, centred, colours, filter_field, link, list_row, one_line, page_margin,
};
use crate::chart::draw::links::marks;
use crate::theme::{heavy, regular, size, space};

pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &Page) {
    let p = colours(ui);
    let edge = ui.max_rect();
    ui.painter()
        .vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, p.line));
    let margin = if edge.width() < 180.0 { 8 } else { 16 };
    egui::Frame::new()
        .inner_margin(page_margin(margin))
        .show(ui, |ui| {
            let hint = ctx.tr("industry-search-hint");
            let id = search_field_id(Place::Industry);
            if let Some(query) =
                filter_field(ui, id, &ctx.view.industry.query, &hint, &ctx.tr("clear"))
            {
                ctx.send(Command::Industry(IndustryEdit::Query(query)));
            }
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                zones_ui(ui, ctx, page);
                kinds_ui(ui, ctx, page);
                if ctx.view.industry.filtered() {
                    ui.add_space(space::S);
                    if link(ui, &ctx.tr("industry-show-all")).clicked() {
                        ctx.send(Command::Industry(IndustryEdit::ShowAll));
                    }
                }
                ui.add_space(space::L);
            });
        });
}

fn label(ui: &mut Ui, ctx: &Ctx<'_>, id: &'static str) {
    ui.add_space(space::M);
    caption(ui, &ctx.tr(id));
}

fn zones_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &Page) {
    label(ui, ctx, "place-zones");
    ui.spacing_mut().item_spacing.y = 0.0;
    let all = (
        None,
        ctx.tr("all").into_owned(),
        page.zones.iter().map(|(_, n)| n).sum(),
    );
    let zones = page.zones.iter().map(|(id, n)| {
        (
            Some(id.clone()),
            ctx.data.entity_name(id, ctx.lang).to_owned(),
            *n,
        )
    });
    for (zone, name, n) in std::iter::once(all).chain(zones).collect::<Vec<_>>() {
        let selected = ctx.view.industry.zone == zone;
        if row_ui(ui, &name, n, selected).clicked() {
            ctx.send(Command::Industry(IndustryEdit::Zone(zone)));
        }
    }
}

fn row_ui(ui: &mut Ui, name: &str, n: usize, selected: bool) -> egui::Response {
    let p = colours(ui);
    let font = if selected {
        heavy(size::BODY)
    } else {
        regular(size::BODY)
    };
    let response = list_row(ui, name, selected, space::ROW, space::S, |row| {
        let count = one_line(
            row.ui,
            &n.to_string(),
            regular(size::SMALL),
            p.ink_faint,
            48.0,
        );
        let room = row.rect.width() - count.size().x - space::S;
        let text = one_line(row.ui, name, font, p.ink, room);
        let painter = row.ui.painter();
        painter.galley(centred(row.rect, row.rect.left(), &text), text, p.ink);
        let x = row.rect.right() - count.size().x;
        painter.galley(centred(row.rect, x, &count), count, p.ink_faint);
    });
    response.on_hover_text(name)
}

fn kinds_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &Page) {
    if page.roles.is_empty() {
        return;
    }
    let p = colours(ui);
    label(ui, ctx, "industry-nodes");
    for (role, n) in &page.roles {
        let on = !ctx.view.industry.hidden_roles.contains(role);
        let clicked = kind_ui(ui, &ctx.tr(role.text()), *n, on, |ui, rect, strength| {
            marks::node(ui.painter(), rect.center(), 5.0, *role, p, strength);
        });
        if clicked {
            ctx.send(Command::Industry(IndustryEdit::ToggleRole(*role)));
        }
    }
    if page.relations.is_empty() {
        return;
    }
    label(ui, ctx, "industry-links");
    let theme = screen_theme(ui);
    for (relation, n) in &page.relations {
        let on = !ctx.view.industry.hidden_relations.contains(relation);
        let clicked = kind_ui(ui, &ctx.tr(relation.text()), *n, on, |ui, rect, _| {
            let pen = marks::Pen::of(*relation, p, theme, 1.6);
            if on {
                pen.sample(
                    ui.painter(),
                    pos2(rect.left(), rect.center().y),
                    rect.width(),
                );
            }
        });
        if clicked {
            ctx.send(Command::Industry(IndustryEdit::ToggleRelation(*relation)));
        }
    }
}

/// A kind that is shown or not: its sample, name and number. Gives whether it was clicked.
fn kind_ui(
    ui: &mut Ui,
    name: &str,
    n: usize,
    on: bool,
    sample: impl FnOnce(&Ui, Rect, f32),
) -> bool {
    let p = colours(ui);
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, p.control);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.5, p.accent);
        ui.painter()
            .rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
    }
    let place = Rect::from_min_size(rect.min + vec2(space::S, 0.0), vec2(24.0, rect.height()));
    sample(ui, place, if on { 1.0 } else { 0.25 });
    let ink = if on { p.ink } else { p.ink_faint };
    let count = one_line(ui, &n.to_string(), regular(size::SMALL), p.ink_faint, 40.0);
    let left = place.right() + space::S;
    let room = rect.right() - left - count.size().x - 2.0 * space::S;
    let text = one_line(ui, name, regular(size::BODY), ink, room);
    let at = centred(rect, left, &text);
    let end = pos2(at.x + text.size().x, rect.center().y);
    ui.painter().galley(at, text, ink);
    if !on {
        // Struck out, so that being off is not told by colour alone.
        ui.painter()
            .hline(at.x..=end.x, end.y, Stroke::new(1.0, ink));
    }
    let x = rect.right() - space::S - count.size().x;
    ui.painter()
        .galley(centred(rect, x, &count), count, p.ink_faint);
    response.widget_info(|| WidgetInfo::selected(AccessRole::CheckBox, true, on, name));
    response.clicked()
}
