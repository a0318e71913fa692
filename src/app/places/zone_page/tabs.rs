//! 政策, 产业, 动态 and 来源 of one zone.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use crate::app::command::Command;
use crate::app::derived::zones::{ZonePage, figure_name};
use crate::app::widgets::{
    bilingual_gap, caption, centred, colours, empty, fact_row_at, figure_text, figure_tooltip,
    link, names_width, one_line, paragraph, section, tag,
};
use crate::chart::locator_words;
use crate::dataset::Obs;
use crate::model::{EventKind, Named as _, Status, Zone};
use crate::text::{status_text, tr, tr_args};
use crate::theme::{regular, size, space};

pub(super) fn policies_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &ZonePage) {
    if page.policies.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-policies"),
            &ctx.tr("zone-no-policies-remedy"),
        );
        return;
    }
    // One scale for all of them.
    let counts = page.policies.iter().flat_map(|(_, counts)| counts);
    let most = counts.flatten().copied().max().unwrap_or(0);
    for (at, counts) in &page.policies {
        let policy = &ctx.data.policies[*at];
        section(ui, policy.name(ctx.lang), None);
        let date = policy
            .issued
            .map(|date| date.display(ctx.lang))
            .unwrap_or_default();
        let issuers = ctx.data.terms(&policy.issuers, ctx.lang);
        caption(
            ui,
            &bilingual_gap([policy.number.as_str(), &issuers, &date]),
        );
        ui.add_space(space::S);
        // Where nothing is transcribed, the coverage under it says so once, and there is nothing to read.
        let some = !policy.measures.is_empty();
        for (head, n) in policy.categories.iter().zip(counts).filter(|_| some) {
            head_bar_ui(ui, head.name(ctx.lang), *n, most);
        }
        ui.add_space(space::XS);
        caption(ui, &super::super::policies::coverage_text(policy, ctx.lang));
        if !some {
            continue;
        }
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            if link(ui, &ctx.tr("open-policy")).clicked() {
                ctx.send(Command::SelectPolicy(policy.id.clone()));
            }
            if policy.issued.is_some() && link(ui, &ctx.tr("policy-on-chart")).clicked() {
                ctx.send(Command::MarkPolicy(policy.id.clone()));
            }
        });
    }
}

/// A head with how many of the document's measures stand under it, as number and bar; a dash where nobody knows.
fn head_bar_ui(ui: &mut Ui, name: &str, n: Option<usize>, most: usize) {
    let p = colours(ui);
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 24.0), Sense::hover());
    let bar = (0.3 * width).clamp(48.0, 240.0);
    let room = width - bar - 40.0;
    let said = super::super::policies::count_text(n);
    let n = n.unwrap_or(0);
    let ink = if n == 0 { p.ink_faint } else { p.ink_soft };
    let text = one_line(ui, name, regular(size::BODY), ink, room);
    let painter = ui.painter();
    painter.galley(centred(rect, rect.left(), &text), text, ink);
    let count = one_line(ui, &said, regular(size::BODY), p.ink, 32.0);
    let painter = ui.painter();
    let x = rect.right() - bar - space::S - count.size().x;
    painter.galley(centred(rect, x, &count), count, p.ink);
    let share = n as f32 / most.max(1) as f32;
    let start = pos2(rect.right() - bar, rect.center().y - 4.0);
    let filled = Rect::from_min_size(start, vec2(share * bar, 8.0));
    painter.rect_filled(filled, 2.0, p.accent);
    let spoken = format!("{name} {said}");
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &spoken));
    response.on_hover_text(name);
}

pub(super) fn industry_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone, page: &ZonePage) {
    let lang = ctx.lang;
    let industry = &ctx.data.industry;
    if zone.industries.is_empty() && page.clusters.is_empty() && page.organisations.is_empty() {
        empty(
            ui,
            &tr(lang, "zone-no-industry"),
            &tr(lang, "zone-no-industry-remedy"),
        );
        return;
    }
    if !zone.industries.is_empty() {
        section(
            ui,
            &tr(lang, "zone-industries"),
            Some(zone.industries.len()),
        );
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
            for name in &zone.industries {
                tag(ui, ctx.data.term(name, lang), false);
            }
        });
        if !zone.industry_groups.is_empty() {
            ui.add_space(space::XS);
            let classes = crate::analysis::names::classes_text(lang, zone);
            caption(
                ui,
                &bilingual_gap([&*tr(lang, "zone-industry-classes"), &classes]),
            );
        }
    }
    for cluster in page.clusters.iter().map(|at| &industry.clusters[*at]) {
        section(ui, cluster.name(lang), Some(cluster.sub_sectors.len()));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
            for sub in &cluster.sub_sectors {
                tag(ui, sub.name(lang), false);
            }
        });
        note_ui(ui, lang.pick(&cluster.note, &cluster.note_en));
    }
    if !page.organisations.is_empty() {
        section(
            ui,
            &tr(lang, "industry-organisations"),
            Some(page.organisations.len()),
        );
    }
    for (at, links) in &page.organisations {
        let org = &industry.organisations[*at];
        ui.add_space(space::S);
        heading_small(ui, org.name(lang));
        note_ui(ui, lang.pick(&org.note, &org.note_en));
        for link in links.iter().map(|at| &industry.links[*at]) {
            let outward = link.from == org.id;
            let other = if outward { &link.to } else { &link.from };
            caption(
                ui,
                &crate::app::industry_text::link_text(ctx.data, link.kind, outward, other, lang),
            );
        }
    }
}

fn note_ui(ui: &mut Ui, note: &str) {
    if !note.is_empty() {
        ui.add_space(space::XS);
        paragraph(ui, note);
    }
}

pub(super) fn events_ui(ui: &mut Ui, ctx: &Ctx<'_>, page: &ZonePage) {
    let lang = ctx.lang;
    if page.events.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-events"),
            &ctx.tr("zone-no-events-remedy"),
        );
        return;
    }
    let mut last: Option<EventKind> = None;
    for event in page.events.iter().map(|at| &ctx.data.events[*at]) {
        if last != Some(event.kind) {
            section(ui, &tr(lang, event_kind_text(event.kind)), None);
            last = Some(event.kind);
        }
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            heading_small(ui, event.name(lang));
            let date = event
                .date
                .map(|date| date.display(lang))
                .unwrap_or_default();
            let place = locator_words(ctx.data, &event.locator, lang);
            caption(ui, &bilingual_gap([date.as_str(), &place]));
        });
        let summary = event.summary(lang);
        if !summary.is_empty() {
            paragraph(ui, summary);
        }
        let items = event.items(lang);
        if !items.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
                for item in items {
                    tag(ui, item, false);
                }
            });
        }
    }
}

fn heading_small(ui: &mut Ui, text: &str) {
    let text = egui::RichText::new(text).font(crate::theme::heavy(crate::theme::size::BODY));
    ui.label(text.color(colours(ui).ink));
}

fn event_kind_text(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Event => "event-kind-event",
        EventKind::Service => "event-kind-service",
        EventKind::Project => "event-kind-project",
        EventKind::Platform => "event-kind-platform",
        EventKind::Plan => "event-kind-plan",
        EventKind::Statement => "event-kind-statement",
    }
}

pub(super) fn sources_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, page: &ZonePage) {
    let lang = ctx.lang;
    let width = names_width(ui, page.names.iter().map(String::as_str));
    for (id, figures) in &page.sources {
        let Some(source) = ctx.data.source(id) else {
            continue;
        };
        section(ui, &source.title, None);
        let date = source
            .date
            .map(|date| date.display(lang))
            .unwrap_or_default();
        let authors = source.authors.join(lang.pick("、", ", "));
        caption(
            ui,
            &bilingual_gap([
                ctx.data.term(&source.publisher, lang),
                &date,
                &authors,
                ctx.data.term(&source.locator, lang),
            ]),
        );
        if !figures.is_empty() {
            caption(ui, &ctx.count("source-supports", figures.len()));
        }
        for ix in figures {
            figure_ui(ui, ctx, zone, &ctx.data.observations().get(*ix), width);
        }
    }
}

/// A figure as its source has it: value, hedge, status, scope, the printed words and where they stand.
fn figure_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone, obs: &Obs<'_>, width: f32) {
    let lang = ctx.lang;
    let metric = ctx.data.metric(obs.metric());
    let value = figure_text(obs, metric, lang);
    let printed = match obs.as_printed() {
        "" => String::new(),
        text => tr_args(lang, "chart-as-printed", &[("text", text.into())]),
    };
    let scope = match ctx.data.term(obs.definition(), lang) {
        "" => String::new(),
        scope => tr_args(lang, "figure-scope", &[("scope", scope.into())]),
    };
    let status = match obs.status() {
        Status::Reported => Cow::Borrowed(""),
        status => tr(lang, status_text(status)),
    };
    let period = obs.period().display(lang);
    let parts = [
        value.as_str(),
        &period,
        &scope,
        &status,
        &printed,
        &locator_words(ctx.data, obs.locator(), lang),
    ];
    let name = figure_name(ctx.data, lang, zone, obs);
    let row = fact_row_at(ui, width, &name, &bilingual_gap(parts));
    row.on_hover_ui(|ui| figure_tooltip(ui, ctx.data, obs, lang));
}
