//! The facets of measures, with how many each choice would leave.

use std::borrow::Cow;

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::super::Ctx;
use crate::analysis::measures::facets::{BOOKMARKED, MeasureFacet};
use crate::app::command::Command;
use crate::app::derived::policies::Found;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{
    caption, facet_more, facet_value, floating_area, link, menu_chip, short_list,
};
use crate::model::{Instrument, Named as _};
use crate::theme::space;

/// Values shown of a long facet until a person asks for more.
const SHORT: usize = 8;
/// Values shown at most: nobody reads on, and a search field is near.
const MOST: usize = 200;

/// The facets beside the list.
pub(super) fn panel_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found) {
    ScrollArea::vertical()
        .id_salt("measure-facets")
        .auto_shrink(false)
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(16, 12))
                .show(ui, |ui| all_ui(ui, ctx, found, false));
        });
}

/// A button that shows the facets where there is no room beside the list. `one`: only those that tell the measures of
/// one document apart.
pub(super) fn button_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found, one: bool) {
    let n = ctx.view.policies.chosen_count();
    let name = match n {
        0 => ctx.tr("facets").into_owned(),
        n => format!("{} {n}", ctx.tr("facets")),
    };
    let button = menu_chip(ui, &name, n > 0);
    let height = (ui.ctx().content_rect().height() - 120.0).clamp(120.0, 480.0);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name)
        .width(248.0)
        .show(|ui| {
            short_list(ui, floating_area(ui, height), |ui| {
                ui.set_width(232.0);
                all_ui(ui, ctx, found, one);
            });
        });
}

fn all_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found, one: bool) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if ctx.view.policies.chosen_count() > 0 {
        if link(ui, &ctx.tr("facets-clear")).clicked() {
            ctx.send(Command::Policies(PoliciesEdit::ClearAll));
        }
        ui.add_space(space::M);
    }
    let mut first = true;
    for facet in MeasureFacet::ALL {
        let of_one = !matches!(facet, MeasureFacet::Document | MeasureFacet::Year);
        let values = found.facets.values(facet);
        if (one && !of_one) || values.len() == 0 {
            continue;
        }
        // The facets that only say yes share a heading.
        let heading = match facet {
            MeasureFacet::Quantity => Some("facet-measure-data"),
            MeasureFacet::Marked if first => Some("facet-measure-data"),
            MeasureFacet::Marked => None,
            MeasureFacet::Instrument => Some("facet-instrument"),
            MeasureFacet::Head => Some("facet-head"),
            MeasureFacet::Target => Some("facet-target"),
            MeasureFacet::Document => Some("facet-document"),
            MeasureFacet::Year => Some("facet-year"),
        };
        if let Some(heading) = heading {
            if !first {
                ui.add_space(space::M);
            }
            caption(ui, &ctx.tr(heading));
        }
        first = false;
        facet_ui(ui, ctx, found, facet, one);
    }
}

/// A value as shown.
pub(super) fn value_text<'a>(ctx: &Ctx<'a>, facet: MeasureFacet, key: &'a str) -> Cow<'a, str> {
    match facet {
        MeasureFacet::Quantity => ctx.tr("facet-quantity"),
        MeasureFacet::Marked if key == BOOKMARKED => ctx.tr("facet-bookmarked"),
        MeasureFacet::Marked => ctx.tr("facet-noted"),
        MeasureFacet::Instrument => {
            let mut all = Instrument::ALL.into_iter();
            let instrument = all.find(|i| format!("{i:?}") == key);
            instrument.map_or(key.into(), |i| i.name(ctx.lang).to_owned().into())
        }
        MeasureFacet::Head => {
            let heads = ctx.data.policies.iter().flat_map(|p| &p.categories);
            let head = heads.into_iter().find(|head| head.title == key);
            head.map_or(key.into(), |head| head.name(ctx.lang).into())
        }
        MeasureFacet::Document => {
            let policy = ctx.data.policy(&key.into());
            policy.map_or(key.into(), |policy| policy.name(ctx.lang).into())
        }
        MeasureFacet::Target | MeasureFacet::Year if key.is_empty() => ctx.tr("unknown"),
        MeasureFacet::Target => ctx.data.term(key, ctx.lang).into(),
        MeasureFacet::Year => key.into(),
    }
}

/// Which values are shown, in order. Of a long facet only what leads anywhere, as of those of `one` document.
fn shown(
    order: &[usize],
    counts: &[usize],
    chosen: impl Fn(usize) -> bool,
    one: bool,
    all: bool,
) -> Vec<usize> {
    let mut order = order.to_vec();
    if one || order.len() > SHORT + 1 {
        order.retain(|i| counts[*i] > 0 || chosen(*i));
    }
    if !all && order.len() > SHORT + 1 {
        let mut room = SHORT;
        order.retain(|i| {
            let fits = room > 0;
            room -= usize::from(fits);
            fits || chosen(*i)
        });
    }
    order.truncate(MOST);
    order
}

fn facet_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found, facet: MeasureFacet, one: bool) {
    let keys: Vec<(&str, usize)> = found.facets.values(facet).collect();
    let counts = found.answer.counts_of(facet);
    let id = egui::Id::unique(("measure-facet-more", facet));
    let all = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let chosen = |i: usize| ctx.view.policies.has_chosen(facet, keys[i].0);
    let order = found.order(facet);
    let every = shown(order, counts, chosen, one, true);
    let few = shown(order, counts, chosen, one, false);
    let hidden = every.len() - few.len();
    for i in if all { every } else { few } {
        let (key, on) = (keys[i].0, chosen(i));
        let name = value_text(ctx, facet, key);
        if facet_value(ui, &name, counts[i], on).clicked() {
            let edit = PoliciesEdit::Toggle(facet, key.to_owned());
            ctx.send(Command::Policies(edit));
        }
    }
    facet_more(ui, id, all, hidden, ctx.lang);
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_long_facet_shows_no_value_that_leads_nowhere() {
        let order: Vec<usize> = (0..14).collect();
        let counts = [3, 0, 2, 2, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0];
        let chosen = |i| i == 13;
        let all = shown(&order, &counts, chosen, false, true);
        assert_eq!(all, [0, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13]);
        let few = shown(&order, &counts, chosen, false, false);
        assert_eq!(few, [0, 2, 3, 5, 6, 7, 8, 9, 13]);
        assert!(shown(&order, &[0; 14], |_| false, false, false).is_empty());
        assert_eq!(
            shown(&order[..3], &[0; 3], |_| false, false, false).len(),
            3
        );
        assert!(shown(&order[..3], &[0; 3], |_| false, true, false).is_empty());
    }
}
