//! One document: what it is, what of it is shown, and its measures as list or columns.

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui, Vec2};

use super::super::{Ctx, search_field_id};
use super::rows::Scroll;
use super::{columns, coverage_ui, facets, list, margins, search_ui};
use crate::analysis::measures::facets::MeasureFacet;
use crate::app::command::Command;
use crate::app::derived::policies::{DocumentPage, Found};
use crate::app::state::Place;
use crate::app::state::policies::{Grouping, PoliciesEdit, PolicyLayout};
use crate::app::widgets::{
    bilingual_gap, caption, chip, empty, icon_button, link, menu_chip, quiet_button, short_list,
    tag_width, title,
};
use crate::model::{Named as _, Policy};
use crate::search::Target;
use crate::text::tr_args;
use crate::theme::{Icon, space};

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let (data, lang) = (ctx.data, ctx.lang);
    let policy = ctx.view.policy.as_ref().and_then(|id| data.policy(id));
    let shown = ctx
        .derived
        .policies
        .document(data, lang, ctx.view, ctx.made);
    let (Some(policy), Some((found, page))) = (policy, shown) else {
        let remedy = ctx.tr("policies-none-selected-remedy");
        empty(ui, &ctx.tr("policies-none-selected"), &remedy);
        return;
    };
    let height = ui.available_height();
    let id = egui::Id::unique("policy-head");
    let head = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
    let scroll = scroll(height, head);
    let above = egui::Frame::new().inner_margin(margins(ui)).show(ui, |ui| {
        let mut page_ui = |ui: &mut Ui| {
            let top = ui.cursor().top();
            above_ui(ui, ctx, policy, &found, &page);
            let above = ui.cursor().top() - top;
            if page.shown == 0 {
                let none = ["policies-no-measures", "policies-no-measures-remedy"];
                nobody_ui(ui, ctx, none);
                return above;
            }
            match ctx.view.policies.layout {
                PolicyLayout::List => list::ui(ui, ctx, policy, &found, &page, scroll),
                PolicyLayout::Columns => columns::ui(ui, ctx, policy, &found, &page, scroll),
            }
            above
        };
        match scroll {
            Scroll::Own => page_ui(ui),
            Scroll::Page => {
                let area = ScrollArea::vertical().auto_shrink(false);
                let area = area.id_salt(("policy-page", policy.id.as_str()));
                area.show(ui, page_ui).inner
            }
        }
    });
    if (above.inner - head).abs() > 0.1 {
        ui.data_mut(|data| data.insert_temp(id, above.inner));
        // Whether the measures scroll alone is known only now.
        if self::scroll(height, above.inner) != scroll {
            ui.ctx()
                .request_discard("how much stands above the measures");
        }
    }
}

/// What scrolls on a page so high, with so much above the measures: they alone only where they have half of it.
fn scroll(height: f32, above: f32) -> Scroll {
    match height - above < 0.5 * height {
        true => Scroll::Page,
        false => Scroll::Own,
    }
}

/// Everything above the measures.
fn above_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, found: &Found, page: &DocumentPage) {
    head_ui(ui, ctx, policy);
    ui.add_space(space::XS);
    let field = ui.next_widget_position().y;
    search_ui(ui, ctx, "policies-search-hint");
    let focus = ui.ctx().read_response(search_field_id(Place::Policies));
    if focus.is_some_and(|field| field.gained_focus()) {
        let end = ui.next_widget_position().y;
        ui.scroll_to_rect(ui.max_rect().with_min_y(field).with_max_y(end), None);
    }
    ui.add_space(space::XS);
    chips_ui(ui, ctx, policy, page);
    tools_ui(ui, ctx, policy, found, page);
    ui.add_space(space::XS);
    coverage_ui(ui, policy, ctx.lang);
}

fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy) {
    let lang = ctx.lang;
    let target = Target::Policy(policy.id.clone());
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - 36.0).max(1.0);
        ui.allocate_ui(Vec2::new(room, 0.0), |ui| {
            ui.set_width(room);
            title(ui, lang.pick(&policy.title, &policy.title_en));
        });
        bookmark_ui(ui, ctx, target);
    });
    let date = policy.issued.map(|date| date.display(lang));
    let date = date.unwrap_or_default();
    let issuers = ctx.data.terms(&policy.issuers, lang);
    let facts = bilingual_gap([issuers.as_str(), &date, &policy.number]);
    let zone = policy.zone.as_ref().and_then(|id| ctx.data.zone(id));
    let needs = |text: &str| tag_width(ui, text) + space::M;
    let beside = zone.is_none_or(|zone| {
        // The link is in larger letters.
        needs(&facts) + 1.2 * needs(zone.name(lang)) < ui.available_width()
    });
    let mut parts = |ui: &mut Ui| {
        caption(ui, &facts);
        if let Some(zone) = zone
            && link(ui, zone.name(lang)).clicked()
        {
            ctx.send(Command::SelectZone(zone.id.clone()));
        }
    };
    match beside {
        true => ui.horizontal(|ui| parts(ui)).inner,
        false => parts(ui),
    }
}

/// What a reader must know of the transcription.
fn note_ui(ui: &mut Ui, ctx: &Ctx<'_>, policy: &Policy) {
    if policy.note.is_empty() {
        return;
    }
    let name = ctx.tr("policy-note");
    let button = menu_chip(ui, &name, false);
    let width = (ui.ctx().content_rect().width() - 120.0).clamp(160.0, 360.0);
    let popup = Popup::menu(&button).accessible_name(name);
    popup.width(width).show(|ui| {
        ui.set_width(width);
        crate::app::widgets::paragraph(ui, policy.note(ctx.lang));
    });
}

/// Bookmarks it, or no longer.
pub(super) fn bookmark_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, target: Target) {
    let marked = ctx.made.is_bookmarked(&target);
    let (icon, name) = match marked {
        true => (Icon::BookmarkFilled, "bookmark-remove"),
        false => (Icon::Bookmark, "bookmark-add"),
    };
    if icon_button(ui, icon, &ctx.tr(name), true).clicked() {
        let edit = crate::app::workspace::WorkspaceEdit::ToggleBookmark(target);
        ctx.send(Command::Workspace(edit));
    }
}

/// All, and each instrument with how many measures it has.
fn chips_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, page: &DocumentPage) {
    let facet = MeasureFacet::Instrument;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        let all = format!("{} {}", ctx.tr("all"), policy.measures.len());
        let none = !ctx.view.policies.chosen.contains_key(&facet);
        if chip(ui, &all, none).clicked() {
            ctx.send(Command::Policies(PoliciesEdit::Clear(facet)));
        }
        for (instrument, n) in &page.instruments {
            let key = format!("{instrument:?}");
            let selected = ctx.view.policies.has_chosen(facet, &key);
            let name = format!("{} {n}", instrument.name(ctx.lang));
            if chip(ui, &name, selected).clicked() {
                ctx.send(Command::Policies(PoliciesEdit::Toggle(facet, key)));
            }
        }
    });
}

/// Grouping, layout, filter, export.
fn tools_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, found: &Found, page: &DocumentPage) {
    let filtered = ctx.view.policies.chosen_count() > 0 || !ctx.view.policy_query.trim().is_empty();
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        group_ui(ui, ctx);
        for (layout, text) in [
            (PolicyLayout::List, "layout-list"),
            (PolicyLayout::Columns, "layout-columns"),
        ] {
            if chip(ui, &ctx.tr(text), ctx.view.policies.layout == layout).clicked() {
                ctx.send(Command::Policies(PoliciesEdit::Layout(layout)));
            }
        }
        facets::button_ui(ui, ctx, found, true);
        if chip(ui, &ctx.tr("policies-export"), false).clicked() {
            ctx.send(Command::ExportMeasures);
        }
        if policy.issued.is_some() && chip(ui, &ctx.tr("policy-on-chart"), false).clicked() {
            ctx.send(Command::MarkPolicy(policy.id.clone()));
        }
        note_ui(ui, ctx, policy);
        if filtered {
            caption(ui, &ctx.count("policies-shown", page.shown));
        }
    });
}

/// What measures are put under.
fn group_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let now = ctx.view.policies.grouping;
    let name = tr_args(
        ctx.lang,
        "group-by",
        &[("name", ctx.tr(now.text()).as_ref().into())],
    );
    let button = menu_chip(ui, &name, false);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(name)
        .show(|ui| {
            for grouping in Grouping::ALL {
                if ui
                    .selectable_label(now == grouping, ctx.tr(grouping.text()))
                    .clicked()
                {
                    ctx.send(Command::Policies(PoliciesEdit::Grouping(grouping)));
                }
            }
        });
}

/// Why no measure is shown, and the way out.
pub(super) fn nobody_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, none: [&'static str; 2]) {
    let asked = !ctx.view.policy_query.is_empty() || ctx.view.policies.chosen_count() > 0;
    short_list(ui, ScrollArea::vertical().id_salt("nobody"), |ui| {
        if !asked {
            let [what, remedy] = none.map(|id| ctx.tr(id));
            empty(ui, &what, &remedy);
            return;
        }
        let remedy = ctx.tr("policies-no-match-remedy");
        empty(ui, &ctx.tr("policies-no-match"), &remedy);
        ui.add_space(space::M);
        ui.vertical_centered(|ui| {
            if quiet_button(ui, &ctx.tr("facets-clear")).clicked() {
                ctx.send(Command::Policies(PoliciesEdit::ClearAll));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_scroll_alone_only_where_they_have_half_the_page() {
        assert_eq!(scroll(510.0, 200.0), Scroll::Own);
        assert_eq!(scroll(510.0, 400.0), Scroll::Page);
        assert_eq!(scroll(300.0, 400.0), Scroll::Page);
    }
}
