//! The selected node: what it is, its links in words, note, source.

use egui::{ScrollArea, Ui};

use crate::analysis::links::{Graph, Index, NodeId, Relation, Role};
use crate::app::command::Command;
use crate::app::industry_text::relation_text;
use crate::app::places::Ctx;
use crate::app::state::industry::IndustryEdit;
use crate::app::widgets::{
    bilingual_gap, caption, colours, icon_button, link, paragraph, section, tag,
};
use crate::dataset::Dataset;
use crate::model::{EntityId, Lang, SourceId};
use crate::text::tr_args;
use crate::theme::{Icon, space};

/// What is said of a node, in one language.
#[derive(Debug)]
pub struct Details {
    name: String,
    /// The name in the other language.
    other: String,
    role: Role,
    /// The zone it lies in or is, if the dataset has it.
    zone: Option<EntityId>,
    note: String,
    source: Option<(SourceId, String)>,
    links: Vec<Link>,
}

/// A link of the node: what it says, whether it starts here, the other end and its name.
type Link = (Relation, bool, NodeId, String);

impl Details {
    /// Of this node, with its links inside `zone`, or all of them; `None` without a record of it.
    pub(super) fn of(
        data: &Dataset,
        lang: Lang,
        zone: Option<&EntityId>,
        id: &NodeId,
    ) -> Option<Self> {
        let index = Index::new(data);
        let record = index.record(id)?;
        let links = links_of(&Graph::of(data, zone), id).into_iter();
        let links = links.map(|(relation, outward, other)| {
            let name = index.record(&other).map(|record| record.name(lang));
            let name = name.unwrap_or(other.as_str()).to_owned();
            (relation, outward, other, name)
        });
        let source = record.source();
        Some(Self {
            name: record.name(lang).to_owned(),
            other: record.name(lang.other()).to_owned(),
            role: record.role(),
            zone: record.zone().filter(|id| data.zone(id).is_some()).cloned(),
            note: record.note(lang).to_owned(),
            source: source.map(|(id, locator)| (id.clone(), locator.to_owned())),
            links: links.collect(),
        })
    }
}

pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &NodeId) {
    let p = colours(ui);
    let (data, lang) = (ctx.data, ctx.lang);
    let within = ctx.view.industry.zone.as_ref();
    let details = ctx.derived.industry.details(data, lang, within, id);
    let Some(details) = details.as_ref() else {
        return;
    };
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
                            egui::RichText::new(&details.name)
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
            if details.other != details.name {
                caption(ui, &details.other);
            }
            ui.add_space(space::XS);
            let zone = details.zone.as_ref();
            ui.horizontal_wrapped(|ui| {
                tag(ui, &ctx.tr(details.role.text()), true);
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
            if !details.note.is_empty() {
                ui.add_space(space::S);
                paragraph(ui, &details.note);
            }
            links_ui(ui, ctx, &details.links);
            source_ui(ui, ctx, details.source.as_ref(), zone);
            ui.add_space(space::L);
        });
}

/// Every link in words; a click selects its other end.
fn links_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, links: &[Link]) {
    if links.is_empty() {
        ui.add_space(space::S);
        caption(ui, &ctx.tr("industry-no-links"));
        return;
    }
    section(ui, &ctx.tr("industry-links"), Some(links.len()));
    for (relation, outward, other, name) in links {
        let text = relation_text(*relation, *outward, name, ctx.lang);
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
    source: Option<&(SourceId, String)>,
    zone: Option<&EntityId>,
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

/// The links of one node: relation, whether it starts here, the other end.
fn links_of(graph: &Graph, id: &NodeId) -> Vec<(Relation, bool, NodeId)> {
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
