//! The page of one zone: what it is, its figures, policies, industry, events and sources.

mod figures;
mod overview;
mod tabs;

use egui::{ScrollArea, Ui};

use super::{Ctx, margins};
use crate::analysis::names::{demo_zone_text, level_name};
use crate::app::command::Command;
use crate::app::state::ZoneTab;
use crate::app::state::zones::ZonesEdit;
use crate::app::widgets::{bilingual_gap, caption, icon_button, tab_bar, tag, title};
use crate::dataset::place_name;
use crate::model::{EntityId, Zone};
use crate::theme::{Icon, space};

pub use overview::figure_card;

/// Width kept free right of the title for what can be done with the page: all of it, or closing it only.
const ACTIONS: [f32; 2] = [176.0, 36.0];
/// Where the wish for the keyboard's focus is kept until the page is painted.
const FOCUS: &str = "zone-page-focus";

/// The page.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &EntityId) {
    let Some(zone) = ctx.data.zone(id) else {
        return;
    };
    let page = ctx.derived.zones.page(ctx.data, ctx.lang, zone);
    egui::Frame::new().inner_margin(margins(ui)).show(ui, |ui| {
        head_ui(ui, ctx, zone);
        ui.add_space(space::XS);
        let tabs: Vec<_> = ZoneTab::ALL
            .into_iter()
            .map(|tab| {
                let name = ctx.tr(tab.text());
                let count = page.count(tab);
                let text = count.map_or_else(|| name.to_string(), |n| format!("{name} {n}"));
                (tab, text)
            })
            .collect();
        if let Some(tab) = tab_bar(ui, ctx.view.zone_tab, &tabs) {
            ctx.send(Command::SelectZoneTab(tab));
        }
        ScrollArea::vertical()
            .id_salt((id, ctx.view.zone_tab))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(860.0));
                match ctx.view.zone_tab {
                    ZoneTab::Overview => overview::overview_ui(ui, ctx, zone, &page),
                    ZoneTab::Figures => figures::figures_ui(ui, ctx, zone, &page),
                    ZoneTab::Policies => tabs::policies_ui(ui, ctx, &page),
                    ZoneTab::Industry => tabs::industry_ui(ui, ctx, zone, &page),
                    ZoneTab::Events => tabs::events_ui(ui, ctx, &page),
                    ZoneTab::Sources => tabs::sources_ui(ui, ctx, zone, &page),
                }
                ui.add_space(space::XL);
            });
    });
}

/// What can be done with the page, from the right.
fn actions_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, wide: bool) {
    let close = icon_button(ui, Icon::Close, &ctx.tr("zone-put-away"), true);
    let id = egui::Id::unique(FOCUS);
    if ui.data_mut(|data| data.remove_temp::<bool>(id)).is_some() {
        close.request_focus();
    }
    if close.clicked() {
        ctx.send(Command::Zones(ZonesEdit::Wide(true)));
    }
    if wide {
        super::compare::toggle_ui(ui, ctx, &zone.id);
    }
}

/// Puts the keyboard on the page's first button when it is painted next.
pub fn request_focus(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(egui::Id::unique(FOCUS), true));
}

fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let wide = ui.available_width() > 420.0;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - ACTIONS[usize::from(!wide)];
        ui.allocate_ui_with_layout(
            egui::vec2(room.max(24.0), 0.0),
            egui::Layout::top_down(egui::Align::Min),
            |ui| title(ui, lang.pick(&zone.name, &zone.name_en)),
        );
        let right = egui::Layout::right_to_left(egui::Align::Min);
        ui.with_layout(right, |ui| actions_ui(ui, ctx, zone, wide));
    });
    ui.horizontal_wrapped(|ui| {
        if !zone.demo_zone.is_empty() {
            tag(ui, &demo_zone_text(ctx.data, lang, &zone.demo_zone), true);
        }
        tag(ui, &level_name(lang, &zone.level), false);
        if let Some(approved) = zone.approved {
            let period = approved.display(lang);
            tag(
                ui,
                &crate::text::tr_args(lang, "zone-approved-in", &[("period", period.into())]),
                false,
            );
        }
    });
    // On a line of its own: a long name would break among the tags.
    let place = place_name(ctx.data, lang, zone);
    caption(
        ui,
        &bilingual_gap([place.as_str(), lang.other().pick(&zone.name, &zone.name_en)]),
    );
    if !wide {
        super::compare::toggle_ui(ui, ctx, &zone.id);
    }
}
