//! The selected node: what it is, its links in words, note, source.

use egui::{ScrollArea, Ui};

use crate::analysis::links::{Graph, Index, NodeId, Relation};
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::industry::IndustryEdit;
use crate::app::widgets::{
    bilingual_gap, caption, colours, icon_button, link, paragraph, section, tag,
};
use crate::text::tr_args;
use crate::theme::{Icon, space};

pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &NodeId) {
    let p = colours(ui);
    let edge = ui.max_rect().expand2(egui::vec2(16.0, 12.0));
    ui.painter().hline(
        edge.x_range(),
        edge.top() + 0.5,
        egui::Stroke::new(1.0, p.line),
    );
    ui.painter().vline(
        edge.left() + 0.5,
        edge.y_range(),
        egui::Stroke::new(1.0, p.line),
    );
    let data = ctx.data;
    let Some(record) = Index::new(data).record(id) else {
        return;
    };
    let lang = ctx.lang;
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = (ui.available_width() - 36.0).max(0.0);
                ui.vertical(|ui| {
                    ui.set_width(room);
                    ui.add(
                        egui::Label::new(
                            egui::RichText::new(record.name(lang))
                                .font(crate::theme::heavy(crate::theme::size::HEADING))
                                .color(p.ink),
                        )
                        .wrap(),
                    );
                });
                if icon_button(ui, Icon::Close, &ctx.tr("industry-unselect"), true).clicked() {
                    ctx.send(Command::Industry(IndustryEdit::Select(None)));
                }
            });
            let other = record.name(lang.other());
            if other != record.name(lang) {
                caption(ui, other);
            }
            ui.add_space(space::XS);
            let zone = record.zone().filter(|id| data.zone(id).is_some());
            ui.horizontal_wrapped(|ui| {
                tag(ui, &ctx.tr(record.role().text()), true);
                if zone.is_none() {
                    tag(ui, &ctx.tr("industry-elsewhere"), false);
                }
            });
            if let Some(zone) = zone {
                let name = data.entity_name(zone, lang);
                if link(
                    ui,
                    &tr_args(lang, "industry-open-zone", &[("zone", name.into())]),
                )
                .clicked()
                {
                    ctx.send(Command::Industry(IndustryEdit::OpenZone(zone.clone())));
                }
            }
            let note = record.note(lang);
            if !note.is_empty() {
                ui.add_space(space::S);
                paragraph(ui, note);
            }
            links_ui(ui, ctx, id);
            source_ui(ui, ctx, record.source(), zone);
        });
}

/// Every link in words; a click selects its other end.
fn links_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &NodeId) {
    let zone = ctx.view.industry.zone.as_ref();
    let links = ctx.derived.industry.links(ctx.data, zone, id);
    if links.is_empty() {
        ui.add_space(space::S);
        caption(ui, &ctx.tr("industry-no-links"));
        return;
    }
    section(ui, &ctx.tr("industry-links"), Some(links.len()));
    let index = Index::new(ctx.data);
    for (relation, outward, other) in links.iter() {
        let name = index
            .record(other)
            .map_or(other.as_str(), |record| record.name(ctx.lang));
        let text = tr_args(ctx.lang, relation.said(*outward), &[("name", name.into())]);
        // A long name wraps.
        let response = ui.link(egui::RichText::new(text));
        if response.clicked() {
            ctx.send(Command::Industry(IndustryEdit::Select(Some(other.clone()))));
        }
    }
}

fn source_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    source: Option<(&crate::model::SourceId, &str)>,
    zone: Option<&crate::model::EntityId>,
) {
    let Some((id, locator)) = source else { return };
    section(ui, &ctx.tr("figure-from"), None);
    let source = ctx.data.source(id);
    let title = source.map_or(id.as_str(), |source| source.title.as_str());
    paragraph(ui, title);
    let publisher = ctx.data.publisher(id, ctx.lang);
    let date = source
        .and_then(|s| s.date)
        .map(|d| d.display(ctx.lang))
        .unwrap_or_default();
    caption(
        ui,
        &bilingual_gap([
            publisher,
            &date,
            &crate::chart::locator_words(ctx.data, locator, ctx.lang),
        ]),
    );
    if let Some(zone) = zone
        && link(ui, &ctx.tr("industry-open-sources")).clicked()
    {
        ctx.send(Command::Industry(IndustryEdit::OpenSources(zone.clone())));
    }
}

/// The links of one node, the other ends named.
pub(super) fn links_of(graph: &Graph, id: &NodeId) -> Vec<(Relation, bool, NodeId)> {
    let Some(at) = graph.position(id) else {
        return Vec::new();
    };
    let ends = graph.edges.iter().filter_map(|edge| {
        let (outward, other) = match (edge.from == at, edge.to == at) {
            (true, _) => (true, edge.to),
            (_, true) => (false, edge.from),
            _ => return None,
        };
        Some((edge.relation, outward, graph.nodes[other].id.clone()))
    });
    ends.collect()
}
