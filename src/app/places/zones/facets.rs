//! The facets: what zones can be sorted out by, with how many each choice would leave.

use std::borrow::Cow;
use std::cmp::Reverse;

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::super::Ctx;
use crate::analysis::names::{demo_zone, industry_group_name, region_name};
use crate::analysis::zone_facets::FacetKind;
use crate::app::command::Command;
use crate::app::derived::zones::ZoneList;
use crate::app::state::zones::ZonesEdit;
use crate::app::widgets::{
    caption, facet_more, facet_value, floating_area, link, menu_chip, short_list,
};
use crate::dataset::province_name;
use crate::theme::space;

/// Values shown of a long facet until a person asks for more.
const SHORT: usize = 6;

/// The facets beside the list.
pub(super) fn panel_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    ScrollArea::vertical()
        .id_salt("facets")
        .auto_shrink(false)
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(16, 12))
                .show(ui, |ui| all_ui(ui, ctx, list));
        });
}

/// A button that shows the facets where there is no room beside the list.
pub(super) fn button_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    let n = ctx.view.zones.chosen_count();
    let name = match n {
        0 => ctx.tr("facets").into_owned(),
        n => format!("{} {n}", ctx.tr("facets")),
    };
    let button = menu_chip(ui, &name, n > 0);
    let height = (ui.ctx().content_rect().height() - 120.0).clamp(120.0, 420.0);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name)
        .width(220.0)
        .show(|ui| {
            short_list(ui, floating_area(ui, height), |ui| {
                ui.set_width(208.0);
                all_ui(ui, ctx, list);
            });
        });
}

fn all_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, list: &ZoneList) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if ctx.view.zones.chosen_count() > 0 {
        if link(ui, &ctx.tr("facets-clear")).clicked() {
            ctx.send(Command::Zones(ZonesEdit::ClearAll));
        }
        ui.add_space(space::M);
    }
    let facts = ctx.derived.zones.facts(ctx.data);
    let mut last = None;
    for (kind, counts) in &list.counts {
        let values: Vec<(&str, usize)> = facts.facets.values(*kind).collect();
        let chosen = |i: usize| ctx.view.zones.has_chosen(*kind, values[i].0);
        let every = every(*kind, counts, chosen);
        if every.is_empty() {
            continue;
        }
        let title = title(*kind);
        if last != Some(title) {
            if last.is_some() {
                ui.add_space(space::M);
            }
            caption(ui, &ctx.tr(title));
            last = Some(title);
        }
        facet_ui(ui, ctx, *kind, &values, (counts, every));
    }
}

/// Text id of the heading; the facets that only say yes share one.
fn title(kind: FacetKind) -> &'static str {
    match kind {
        FacetKind::Region => "facet-region",
        FacetKind::Province => "facet-province",
        FacetKind::Batch => "facet-batch",
        FacetKind::Industry => "facet-industry",
        FacetKind::Demo => "facet-demo",
        FacetKind::Figures | FacetKind::Policies | FacetKind::Stories => "facet-data",
    }
}

/// A value as shown.
fn value_text<'a>(ctx: &Ctx<'a>, kind: FacetKind, key: &'a str) -> Cow<'a, str> {
    match kind {
        FacetKind::Figures => ctx.tr("facet-figures"),
        FacetKind::Policies => ctx.tr("facet-policies"),
        FacetKind::Stories => ctx.tr("facet-stories"),
        _ if key.is_empty() => ctx.tr("unknown"),
        FacetKind::Region => region_name(ctx.lang, key),
        FacetKind::Province => Cow::Borrowed(province_name(ctx.data, ctx.lang, key)),
        // Our classes; in packs without them, what the sources say.
        FacetKind::Industry => match industry_group_name(ctx.lang, key) {
            Cow::Borrowed(same) if same == key => Cow::Borrowed(ctx.data.term(key, ctx.lang)),
            class => class,
        },
        // The heading says what they are.
        FacetKind::Demo => Cow::Borrowed(demo_zone(ctx.data, ctx.lang, key).0),
        FacetKind::Batch => Cow::Borrowed(key),
    }
}

/// The values there are to show, in order. Time and regions keep theirs; else those with most zones come first.
fn every(kind: FacetKind, counts: &[usize], chosen: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    if !matches!(kind, FacetKind::Region | FacetKind::Batch) {
        order.sort_by_key(|i| Reverse(counts[*i]));
    }
    // Of a long facet only what leads anywhere.
    if is_long(counts) {
        order.retain(|i| counts[*i] > 0 || chosen(*i));
    }
    order
}

/// Those of them shown until a person asks for more.
fn few(every: &[usize], counts: &[usize], chosen: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut few = every.to_vec();
    if is_long(counts) {
        let mut room = SHORT;
        few.retain(|i| {
            let fits = counts[*i] > 0 && room > 0;
            room -= usize::from(fits);
            fits || chosen(*i)
        });
    }
    few
}

fn is_long(counts: &[usize]) -> bool {
    counts.len() > SHORT + 1
}

fn facet_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    kind: FacetKind,
    values: &[(&str, usize)],
    (counts, every): (&[usize], Vec<usize>),
) {
    let id = egui::Id::unique(("facet-more", kind));
    let all = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let state = &ctx.view.zones;
    let chosen = |i: usize| state.has_chosen(kind, values[i].0);
    let few = few(&every, counts, chosen);
    let hidden = every.len() - few.len();
    for i in if all { every } else { few } {
        let (key, on) = (values[i].0, chosen(i));
        let name = value_text(ctx, kind, key);
        if facet_value(ui, &name, counts[i], on).clicked() {
            let edit = ZonesEdit::Toggle(kind, key.to_owned());
            ctx.send(Command::Zones(edit));
        }
    }
    facet_more(ui, id, all, hidden, ctx.lang);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_facet_shows_the_fullest_and_what_is_chosen() {
        let counts = [0, 1, 9, 2, 8, 3, 7, 4, 0];
        let chosen = |i| i == 8;
        let of = |kind| every(kind, &counts, chosen);
        let short = few(&of(FacetKind::Province), &counts, chosen);
        assert_eq!(short, [2, 4, 6, 7, 5, 3, 8]);
        let by_time = few(&of(FacetKind::Batch), &counts, chosen);
        assert_eq!(by_time, [1, 2, 3, 4, 5, 6, 8]);
        let all = of(FacetKind::Batch);
        assert_eq!(all, [1, 2, 3, 4, 5, 6, 7, 8], "nothing empty");
        let short = |kind, counts: &[usize]| {
            let nothing = |_| false;
            few(&every(kind, counts, nothing), counts, nothing)
        };
        assert!(short(FacetKind::Province, &[0; 9]).is_empty());
        assert_eq!(short(FacetKind::Region, &[0; 7]).len(), 7);
    }
}
