//! The documents in time, as a figure: the same that is opened in 指标 and saved.

use egui::{CursorIcon, Sense, Ui, UiBuilder};

use super::super::Ctx;
use super::side::{actions_ui, spec};
use crate::app::command::Command;
use crate::app::places::metrics::screen_theme;
use crate::app::widgets::empty;
use crate::chart::draw::{Pointing, figure_ui};
use crate::chart::{ChartKind, Subject};
use crate::theme::space;

/// A lower figure would have no room for its flags: it is scrolled.
const LOWEST: f32 = 690.0;

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let margins = super::margins(ui);
    egui::Frame::new().inner_margin(margins).show(ui, |ui| {
        super::page_head(ui, ctx, "policies-timeline", &ctx.tr("timeline-says"));
        ui.add_space(space::XS);
        let subject = Subject::Policies(Vec::new());
        actions_ui(ui, ctx, ChartKind::Timeline, subject.clone());
        ui.add_space(space::S);
        let spec = spec(ctx, ChartKind::Timeline, subject);
        let frame = ctx.derived.side_chart(ctx.data, &spec);
        match frame.as_ref() {
            Ok(frame) => {
                egui::ScrollArea::vertical()
                    .auto_shrink(false)
                    .show(ui, |ui| {
                        let mut room = ui.available_size();
                        room.y = room.y.max(LOWEST + space::M);
                        let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
                        let figure = rect.with_max_y(rect.bottom() - space::M);
                        let mut inner = ui.new_child(UiBuilder::new().max_rect(figure));
                        let shown =
                            figure_ui(&mut inner, frame, screen_theme(ui), 1.0, Pointing::Own);
                        if let Some(hit) = shown.hit {
                            let response = shown.response.interact(Sense::click());
                            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                                ctx.send(Command::SelectPolicy(hit.id.as_str().into()));
                            }
                        }
                    });
            }
            Err(error) => empty(ui, &ctx.tr("policies-timeline"), &error.message(ctx.lang)),
        }
    });
}
