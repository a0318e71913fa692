//! What frames every place: rail, top bar, status bar.

use egui::accesskit::Role;
use egui::{Align, Layout, Panel, Rect, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::command::Command;
use super::history::Can;
use super::industry_text::node_name;
use super::jobs::Jobs;
use super::messages::{Level, Messages};
use super::places::Ctx;
use super::state::policies::PolicyPage;
use super::state::{Place, ThemeChoice};
use super::widgets::{caption, colours, floating_area, focus_ring, icon_button, link, short_list};
use crate::analysis::links::NodeId;
use crate::model::Named as _;
use crate::text::{tr, tr_args};
use crate::theme::{Icon, heavy, regular, size, space};

/// Width of the rail.
const RAIL: f32 = 76.0;

/// The rail: one entry a place, icon and label.
pub fn rail_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    let frame = egui::Frame::new().fill(p.rail);
    Panel::left("rail")
        .exact_size(RAIL)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.add_space(space::M);
            ui.spacing_mut().item_spacing.y = space::XS;
            for place in Place::ALL {
                let selected = ctx.view.place == place;
                let name = ctx.tr(place.text());
                let Some(info) = Command::Go(place).info() else {
                    continue;
                };
                if rail_item(ui, info.icon, &name, selected).clicked() {
                    ctx.send(Command::Go(place));
                }
            }
        });
}

fn rail_item(ui: &mut Ui, icon: Icon, name: &str, selected: bool) -> egui::Response {
    let p = colours(ui);
    let (outer, response) = ui.allocate_exact_size(Vec2::new(RAIL, 56.0), Sense::click());
    let rect = outer.shrink2(Vec2::new(8.0, 1.0));
    let ink = if selected { p.accent_ink } else { p.ink_soft };
    if selected || response.hovered() {
        let fill = if selected { p.accent_soft } else { p.selected };
        ui.painter().rect_filled(rect, 8.0, fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            8.0,
            Stroke::new(1.5, p.accent),
            egui::StrokeKind::Inside,
        );
    }
    let mark = Rect::from_center_size(rect.center_top() + Vec2::new(0.0, 19.0), Vec2::splat(18.0));
    icon.paint(ui.painter(), mark, ink);
    let font = if selected {
        heavy(size::SMALL)
    } else {
        regular(size::SMALL)
    };
    let galley = super::widgets::one_line(ui, name, font, ink, rect.width() - 4.0);
    let at = egui::pos2(
        rect.center().x - galley.size().x / 2.0,
        rect.bottom() - 6.0 - galley.size().y,
    );
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, name));
    response
}

/// The top bar: back and forward, where one is, search, language, theme, menu.
pub fn top_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, can: Can, theme: ThemeChoice) {
    let p = colours(ui);
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8));
    Panel::top("top")
        .exact_size(50.0)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let edge = ui.max_rect().expand2(Vec2::new(16.0, 8.0));
            ui.painter().hline(
                edge.x_range(),
                edge.bottom() - 0.5,
                Stroke::new(1.0, p.line),
            );
            ui.horizontal_centered(|ui| {
                for (command, on) in [(Command::Back, can.back), (Command::Forward, can.forward)] {
                    command_button(ui, ctx, command, on);
                }
                let tools = 108.0;
                let left = ui.available_width() - tools;
                // Where one is comes first: the field gives way down to what its hint needs.
                let search = (left - 320.0).clamp(180.0, 320.0);
                let search = search.min(left - 120.0).max(36.0);
                let room = ui.available_width() - tools - search - space::L;
                crumbs_ui(ui, ctx, room);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    menu_ui(ui, ctx, can);
                    let text = format!("{} · {}", ctx.tr("cmd-next-theme"), ctx.tr(theme.text()));
                    if icon_button(ui, Icon::Theme, &text, true).clicked() {
                        ctx.send(Command::NextTheme);
                    }
                    language_ui(ui, ctx);
                    search_ui(ui, ctx, search);
                });
            });
        });
}

fn command_button(ui: &mut Ui, ctx: &mut Ctx<'_>, command: Command, enabled: bool) {
    let Some(info) = command.info() else { return };
    let name = ctx.tr(info.text);
    let text = match info.shortcut {
        Some(shortcut) => format!("{name} {}", ui.ctx().format_shortcut(&shortcut)),
        None => name.into_owned(),
    };
    if icon_button(ui, info.icon, &text, enabled).clicked() {
        ctx.send(command);
    }
}

/// Place › selection.
fn crumbs_ui(ui: &mut Ui, ctx: &Ctx<'_>, room: f32) {
    let p = colours(ui);
    let place = ctx.tr(ctx.view.place.text());
    let data = ctx.data;
    let comparing = ctx.tr("compare-open");
    let reviewing = ctx.tr("review-title");
    let page = ctx.view.policies.page;
    let page_name = ctx.tr(page.text());
    let selection = match ctx.view.place {
        Place::Overview => None,
        Place::Zones if ctx.view.compare.open => Some(comparing.as_ref()),
        Place::Zones => ctx
            .view
            .zone
            .as_ref()
            .and_then(|id| data.zone(id))
            .map(|z| z.name(ctx.lang)),
        Place::Policies if ctx.view.review.open => Some(reviewing.as_ref()),
        Place::Policies if page != PolicyPage::Document => Some(page_name.as_ref()),
        Place::Policies => ctx
            .view
            .policy
            .as_ref()
            .and_then(|id| data.policy(id))
            .map(|p| p.name(ctx.lang)),
        Place::Metrics => ctx.view.chart.title.get(ctx.lang),
        Place::Industry => {
            let zone = ctx.view.industry.zone.as_ref();
            let zone = zone.and_then(|id| data.zone(id)).map(|z| z.name(ctx.lang));
            match &ctx.view.industry.selected {
                Some(NodeId::Zone(id)) => Some(data.entity_name(id, ctx.lang)),
                Some(NodeId::Org(id)) => Some(node_name(data, id, ctx.lang)),
                None => zone,
            }
        }
    };
    let place =
        super::widgets::one_line(ui, &place, regular(size::BODY), p.ink_soft, room.max(0.0));
    let left = room - place.size().x - 28.0;
    ui.label(place);
    if let Some(selection) = selection
        && left > 40.0
    {
        ui.label(RichText::new("›").color(p.ink_faint));
        let text = super::widgets::one_line(ui, selection, heavy(size::BODY), p.ink, left);
        ui.label(text);
    }
}

/// A field that opens the palette.
fn search_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, width: f32) {
    let p = colours(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 32.0), Sense::click());
    let (fill, faint) = match response.hovered() {
        true => (p.control_lit, p.ink_soft),
        false => (p.control, p.ink_faint),
    };
    ui.painter().rect_filled(rect, 8.0, fill);
    focus_ring(ui, &response, 8.0);
    let icon = Rect::from_center_size(rect.left_center() + Vec2::new(18.0, 0.0), Vec2::splat(14.0));
    Icon::Search.paint(ui.painter(), icon, faint);
    let name = ctx.tr("search-everything");
    if width > 120.0 {
        let keys = Command::OpenPalette.info().and_then(|info| info.shortcut);
        let keys = keys
            .map(|keys| ui.ctx().format_shortcut(&keys))
            .unwrap_or_default();
        let keys = super::widgets::one_line(ui, &keys, regular(size::SMALL), faint, 80.0);
        let left = rect.left() + 34.0;
        let room = rect.right() - 20.0 - keys.size().x - left;
        let hint = super::widgets::one_line(ui, &name, regular(size::SMALL), faint, room);
        ui.painter()
            .galley(super::widgets::centred(rect, left, &hint), hint, faint);
        let x = rect.right() - 10.0 - keys.size().x;
        ui.painter()
            .galley(super::widgets::centred(rect, x, &keys), keys, faint);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        ctx.send(Command::OpenPalette);
    }
}

fn language_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    let name = ctx.tr("cmd-toggle-lang");
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, p.selected);
    }
    // The other language, in that language.
    let text = tr(ctx.lang.other(), "language-short");
    let galley = ui
        .painter()
        .layout_no_wrap(text.into_owned(), regular(size::BODY), p.ink_soft);
    ui.painter()
        .galley(rect.center() - 0.5 * galley.size(), galley, p.ink_soft);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.on_hover_text(name.as_ref()).clicked() {
        ctx.send(Command::ToggleLang);
    }
}

/// Every command with its shortcut.
fn menu_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, can: Can) {
    let name = ctx.tr("menu");
    let button = icon_button(ui, Icon::Menu, &name, true);
    // What the window leaves below the button, without the menu's own margins.
    let room = ui.ctx().content_rect().bottom() - button.rect.bottom() - space::XL;
    egui::Popup::menu(&button)
        // A click on the bar does not close it.
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.as_ref())
        .show(|ui| {
            let area = floating_area(ui, room);
            short_list(ui, area, |ui| {
                // The bar has room of its own.
                let margin = egui::Margin {
                    right: 8,
                    ..egui::Margin::ZERO
                };
                let frame = egui::Frame::new().inner_margin(margin);
                frame.show(ui, |ui| menu_rows(ui, ctx, can));
            });
        });
}

fn menu_rows(ui: &mut Ui, ctx: &mut Ctx<'_>, can: Can) {
    ui.set_min_width(240.0);
    for (n, group) in Command::menu().into_iter().enumerate() {
        if n > 0 {
            ui.separator();
        }
        for command in group {
            let Some(info) = command.info() else { continue };
            let enabled = match command {
                Command::Back => can.back,
                Command::Forward => can.forward,
                Command::Undo => can.undo,
                Command::Redo => can.redo,
                _ => true,
            };
            let mut item =
                egui::Button::new(ctx.tr(info.text).into_owned()).frame_when_inactive(false);
            if let Some(shortcut) = info.shortcut {
                item = item.shortcut_text(ui.ctx().format_shortcut(&shortcut));
            }
            if ui.add_enabled(enabled, item).clicked() {
                ctx.send(command);
                ui.close();
            }
        }
    }
}

/// The status bar: packs and counts, what runs, what went wrong.
pub fn status_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, jobs: &Jobs, messages: &Messages) {
    let p = colours(ui);
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 2));
    Panel::bottom("status")
        .exact_size(28.0)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let edge = ui.max_rect().expand2(Vec2::new(16.0, 2.0));
            ui.painter()
                .hline(edge.x_range(), edge.top() + 0.5, Stroke::new(1.0, p.line));
            ui.horizontal_centered(|ui| {
                let right = right_text(ctx, jobs, messages);
                let small = regular(size::SMALL);
                let font = regular(size::BODY);
                let end = super::widgets::one_line(ui, &right, font, p.ink, f32::INFINITY);
                // Beside what runs: its bar and the way to stop it.
                let tools = match jobs.running().last() {
                    Some(_) => 108.0 + 2.0 * space::S,
                    None => 0.0,
                };
                let room = ui.available_width() - end.size().x - tools - space::L;
                let data = ctx.data;
                let told = match data.embedded {
                    Some(_) => "status-data",
                    None => "status-data-own",
                };
                let text = tr_args(
                    ctx.lang,
                    told,
                    &[
                        ("version", data.version(ctx.lang).into()),
                        ("zones", data.zones.len().into()),
                        (
                            "measures",
                            data.policies
                                .iter()
                                .map(|p| p.measures.len())
                                .sum::<usize>()
                                .into(),
                        ),
                        ("figures", data.observations().len().into()),
                        ("sources", data.sources.len().into()),
                    ],
                );
                let text = super::widgets::one_line(ui, &text, small, p.ink_faint, room.max(20.0));
                ui.label(text);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if let Some(job) = jobs.running().last() {
                        if icon_button(ui, Icon::Close, &ctx.tr("job-cancel"), true).clicked() {
                            job.progress.cancel();
                        }
                        let bar = egui::ProgressBar::new(job.progress.get()).desired_width(80.0);
                        let bar = ui.add(bar.desired_height(6.0).fill(p.accent));
                        let name = caption(ui, &right);
                        bar.labelled_by(name.id);
                    } else if link_or_caption(ui, &right, messages.worst()) {
                        ctx.send(Command::OpenMessages);
                    }
                });
            });
        });
}

fn right_text(ctx: &Ctx<'_>, jobs: &Jobs, messages: &Messages) -> String {
    if let Some(job) = jobs.running().last() {
        return ctx.tr(job.text).into_owned();
    }
    match messages.worst() {
        Some(Level::Error) => ctx.count("status-errors", messages.count(Level::Error)),
        Some(Level::Warning) => ctx.count("status-warnings", messages.count(Level::Warning)),
        _ => ctx.tr("status-ready").into_owned(),
    }
}

fn link_or_caption(ui: &mut Ui, text: &str, worst: Option<Level>) -> bool {
    match worst {
        Some(Level::Error | Level::Warning) => link(ui, text).clicked(),
        _ => {
            caption(ui, text);
            false
        }
    }
}
