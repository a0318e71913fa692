//! The kinds of chart: those that suit are offered, the others say why they do not and which would.

use egui::accesskit::Role;
use egui::{Popup, PopupCloseBehavior, Response, RichText, Sense, Ui, Vec2, WidgetInfo};

use super::shown_spec;
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::widgets::{
    caption, centred, chip, colours, floating_area, focus_ring, menu_chip, short_list,
};
use crate::chart::ChartKind;
use crate::chart::draw::thumbnail;
use crate::model::Named as _;
use crate::text::tr_args;
use crate::theme::{regular, size, space};

/// On a narrower stage kinds that do not suit are in a menu.
const NARROW: f32 = 720.0;

/// The chooser, one line where there is room.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let spec = shown_spec(&ctx.view.chart, ctx.lang);
    let suits = ctx.derived.metrics.suits(ctx.data, &spec);
    let fit: Vec<ChartKind> = suits
        .iter()
        .filter(|(_, error)| error.is_none())
        .map(|(kind, _)| *kind)
        .collect();
    let mut chosen = None;
    let narrow = ui.available_width() < NARROW;
    let mut others = Vec::new();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
        for (kind, error) in suits.iter() {
            let name = kind.name(ctx.lang);
            let Some(error) = error else {
                if kind_chip(ui, *kind, name, *kind == spec.kind).clicked() {
                    chosen = Some(*kind);
                }
                continue;
            };
            let why = error.message(ctx.lang);
            let spoken = tr_args(
                ctx.lang,
                "kind-unsuited",
                &[("name", name.into()), ("why", why.as_str().into())],
            );
            if narrow && *kind != spec.kind {
                others.push((name, why, spoken));
                continue;
            }
            let response = dim_chip(ui, name, &spoken, *kind == spec.kind);
            let response = response.on_hover_text(&why);
            Popup::menu(&response)
                .accessible_name(name)
                .width(300.0)
                .show(|ui| {
                    ui.set_max_width(300.0);
                    ui.label(&why);
                    ui.add_space(space::XS);
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
                        for kind in &fit {
                            let args = [("name", kind.name(ctx.lang).into())];
                            if chip(ui, &tr_args(ctx.lang, "kind-instead", &args), false).clicked()
                            {
                                chosen = Some(*kind);
                                ui.close();
                            }
                        }
                    });
                });
        }
        if !others.is_empty() {
            others_ui(ui, ctx, &others);
        }
    });
    if let Some(kind) = chosen.filter(|kind| *kind != spec.kind) {
        ctx.send(Command::Chart(ChartEdit::Kind(kind)));
    }
}

/// The kinds that do not suit, each with why: its name, the reason, both as spoken.
fn others_ui(ui: &mut Ui, ctx: &Ctx<'_>, others: &[(&str, String, String)]) {
    let name = ctx.tr("kinds-more");
    let button = menu_chip(ui, &name, false);
    let height = (ui.ctx().content_rect().height() - 160.0).clamp(120.0, 420.0);
    let width = (ui.ctx().content_rect().width() - 80.0).clamp(120.0, 300.0);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.as_ref())
        .width(width)
        .show(|ui| {
            short_list(ui, floating_area(ui, height), |ui| {
                ui.set_width(width - space::M);
                for (name, why, spoken) in others {
                    let shown = ui.scope(|ui| {
                        let ink = colours(ui).ink_faint;
                        ui.label(RichText::new(*name).color(ink));
                        caption(ui, why);
                    });
                    let told = || WidgetInfo::labeled(Role::Button, false, spoken);
                    shown.response.widget_info(told);
                }
            });
        });
}

/// A chip with the kind's form before its name.
fn kind_chip(ui: &mut Ui, kind: ChartKind, text: &str, selected: bool) -> Response {
    let p = colours(ui);
    let ink = if selected { p.accent_ink } else { p.ink_soft };
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL), ink);
    let room = Vec2::new(galley.size().x + 44.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(room, Sense::click());
    let fill = match (selected, response.hovered()) {
        (true, _) => p.accent_soft,
        (false, true) => p.control_lit,
        (false, false) => p.control,
    };
    ui.painter().rect_filled(rect, 8.0, fill);
    let form = egui::Rect::from_min_size(
        rect.left_center() + Vec2::new(9.0, -8.0),
        Vec2::new(20.0, 16.0),
    );
    thumbnail(ui.painter(), form, kind, p);
    focus_ring(ui, &response, 8.0);
    let at = centred(rect, rect.left() + 35.0, &galley);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, text));
    response
}

/// A chip for what does not suit: only its name, faint, on no ground.
fn dim_chip(ui: &mut Ui, text: &str, spoken: &str, selected: bool) -> Response {
    let p = colours(ui);
    let ink = if selected { p.warn } else { p.ink_faint };
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL), ink);
    let room = Vec2::new(galley.size().x + 20.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(room, Sense::click());
    if response.hovered() || selected {
        ui.painter().rect_filled(rect, 8.0, p.control);
    }
    focus_ring(ui, &response, 8.0);
    let at = centred(rect, rect.left() + 10.0, &galley);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, spoken));
    response
}
