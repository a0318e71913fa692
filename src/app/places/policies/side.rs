//! Beside a document's text: its measures by head, and all documents by head; the figures of the place's pages.

use egui::{ScrollArea, Ui, Vec2};

use super::super::Ctx;
use super::matrix;
use crate::app::command::{ChartEdit, Command};
use crate::app::state::policies::{PoliciesEdit, PolicyPage};
use crate::app::widgets::{caption, chip, heading, quiet_button};
use crate::chart::{ChartKind, ChartSpec, Subject};
use crate::model::PolicyId;
use crate::theme::space;

/// Documents shown in the small matrix.
const DOCUMENTS: usize = 12;

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
    let subject = Subject::PolicyHeads(policy.clone());
    let spec = spec(ctx, ChartKind::RankedBar, subject);
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
fn show(ctx: &mut Ctx<'_>, spec: &ChartSpec, open: bool, export: bool) {
    if open || export {
        let edit = ChartEdit::Show(Box::new(spec.clone()));
        ctx.send(Command::Chart(edit));
    }
    if export {
        ctx.send(Command::ExportPng);
    }
}

/// The figure of `subject` as `kind`: a built-in one has a better title than an automatic one.
pub(super) fn spec(ctx: &mut Ctx<'_>, kind: ChartKind, subject: Subject) -> ChartSpec {
    let gallery = ctx.derived.gallery(ctx.data);
    let mut built_in = gallery.iter().map(|(_, spec)| spec);
    let built_in = built_in.find(|spec| spec.kind == kind && spec.subject == subject);
    ChartSpec {
        lang: ctx.lang,
        ..built_in.cloned().unwrap_or_else(|| ChartSpec {
            kind,
            subject,
            ..ChartSpec::default()
        })
    }
}

/// A page's figure in 指标 or as a file, its rows as a table.
pub(super) fn actions_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, kind: ChartKind, subject: Subject) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        let open = chip(ui, &ctx.tr("open-in-metrics"), false).clicked();
        let export = chip(ui, &ctx.tr("export-chart"), false).clicked();
        if open || export {
            let spec = spec(ctx, kind, subject);
            show(ctx, &spec, open, export);
        }
        if chip(ui, &ctx.tr("policies-export"), false).clicked() {
            ctx.send(Command::ExportMeasures);
        }
    });
}
