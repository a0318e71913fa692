//! The panel at the left: what is plotted, and how.

use egui::{Ui, Vec2};

use super::{options, shelf, subject, words};
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::metrics::MetricsEdit;
use crate::app::widgets::{caption, chip, segmented, tab_bar};
use crate::theme::space;

/// All of it; only what applies to the kind.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let shelf = ctx.view.metrics.shelf;
    let tabs = [(false, "metrics-build"), (true, "metrics-shelf")];
    let tabs = tabs.map(|(on, text)| (on, ctx.tr(text).into_owned()));
    if let Some(on) = tab_bar(ui, shelf, &tabs).filter(|on| *on != shelf) {
        ctx.send(Command::Metrics(MetricsEdit::Shelf(on)));
    }
    if shelf {
        shelf::ui(ui, ctx);
        return;
    }
    subject::ui(ui, ctx);
    options::ui(ui, ctx);
    words::ui(ui, ctx);
    options::look_ui(ui, ctx);
    ui.add_space(space::L);
}

/// The heading of a group of controls.
pub(super) fn label(ui: &mut Ui, ctx: &Ctx<'_>, id: &'static str) {
    ui.add_space(space::M);
    caption(ui, &ctx.tr(id));
}

/// A line of chips of which one is on, by text ids. Gives the one clicked when it is another.
pub(super) fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    now: T,
    choices: &[(T, &'static str)],
) -> Option<T> {
    let names: Vec<_> = choices.iter().map(|(v, id)| (*v, ctx.tr(id))).collect();
    let shown: Vec<_> = names.iter().map(|(v, text)| (*v, text.as_ref())).collect();
    segmented(ui, now, &shown).filter(|value| *value != now)
}

/// A line of chips each of which is on or off. Gives the number of the one clicked.
pub(super) fn toggles(ui: &mut Ui, chips: &[(String, bool)]) -> Option<usize> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
        for (i, (text, on)) in chips.iter().enumerate() {
            if chip(ui, text, *on).clicked() {
                clicked = Some(i);
            }
        }
    });
    clicked
}
