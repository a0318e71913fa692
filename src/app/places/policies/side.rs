//! Beside a document's text: its measures by head, and all documents by head.

use egui::{ScrollArea, Ui};

use super::super::Ctx;
use super::matrix;
use crate::app::command::{ChartEdit, Command};
use crate::app::state::policies::{PoliciesEdit, PolicyPage};
use crate::app::widgets::{caption, heading, quiet_button};
use crate::chart::{ChartKind, ChartSpec, Subject};
use crate::model::PolicyId;
use crate::theme::space;

/// Documents shown in the small matrix.
const DOCUMENTS: usize = 8;

/// The charts.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let Some(policy) = ctx.view.policy.clone() else {
        return;
    };
    ScrollArea::vertical()
        .id_salt("policy-charts")
        .auto_shrink(false)
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(20, 16))
                .show(ui, |ui| {
                    heads_ui(ui, ctx, &policy);
                    ui.add_space(space::XL);
                    heading(ui, &ctx.tr("policies-matrix"));
                    caption(ui, &ctx.tr("matrix-says"));
                    ui.add_space(space::S);
                    matrix::small_ui(ui, ctx, DOCUMENTS);
                    ui.add_space(space::S);
                    if quiet_button(ui, &ctx.tr("matrix-open")).clicked() {
                        let edit = PoliciesEdit::Page(PolicyPage::Matrix);
                        ctx.send(Command::Policies(edit));
                    }
                });
        });
}

fn heads_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &PolicyId) {
    let spec = heads_spec(ctx, policy);
    let frame = ctx.derived.side_chart(ctx.data, &spec);
    match frame.as_ref() {
        Ok(frame) => {
            super::super::zone_page::figure_card(ui, frame, 1.0);
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| {
                let open = quiet_button(ui, &ctx.tr("open-in-metrics")).clicked();
                let export = quiet_button(ui, &ctx.tr("export-chart")).clicked();
                show(ctx, &spec, open, export);
            });
        }
        Err(error) => {
            caption(ui, &error.message(ctx.lang));
        }
    }
}

/// Goes to 指标 with `spec`; `export` asks there how to save it.
pub(super) fn show(ctx: &mut Ctx<'_>, spec: &ChartSpec, open: bool, export: bool) {
    if open || export {
        let edit = ChartEdit::Show(Box::new(spec.clone()));
        ctx.send(Command::Chart(edit));
    }
    if export {
        ctx.send(Command::ExportPng);
    }
}

/// A built-in chart of this document has a better title than an automatic one.
fn heads_spec(ctx: &mut Ctx<'_>, policy: &PolicyId) -> ChartSpec {
    let subject = Subject::PolicyHeads(policy.clone());
    let gallery = ctx.derived.gallery(ctx.data);
    let built_in = gallery.iter().find(|(_, spec)| spec.subject == subject);
    let built_in = built_in.map(|(_, spec)| spec.clone());
    ChartSpec {
        lang: ctx.lang,
        ..built_in.unwrap_or_else(|| ChartSpec {
            kind: ChartKind::RankedBar,
            subject,
            ..ChartSpec::default()
        })
    }
}
