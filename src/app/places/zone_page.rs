//! The page of one zone: what it is, its figures, policies, industry, events and sources.

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use super::Ctx;
use crate::app::command::{ChartEdit, Command};
use crate::app::state::ZoneTab;
use crate::app::widgets::{
    bilingual_gap, caption, colours, empty, fact_row, figure_row, link, paragraph, section,
    tab_bar, tag, title,
};
use crate::chart::{ChartSpec, Frame, draw};
use crate::dataset::Obs;
use crate::model::{EntityId, Event, EventKind, Lang, Named as _, SourceId, Story, Zone};
use crate::text::tr;
use crate::theme::{Icon, space};

/// The page.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &EntityId) {
    let Some(zone) = ctx.data.zone(id) else {
        return;
    };
    let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(margin, 12))
        .show(ui, |ui| {
            head_ui(ui, ctx, zone);
            ui.add_space(space::XS);
            let tabs: Vec<_> = ZoneTab::ALL
                .into_iter()
                .map(|tab| {
                    let name = ctx.tr(tab.text());
                    let count = count(ctx, zone, tab);
                    let text = count.map_or_else(|| name.to_string(), |n| format!("{name} {n}"));
                    (tab, text)
                })
                .collect();
            if let Some(tab) = tab_bar(ui, ctx.view.zone_tab, &tabs) {
                ctx.send(Command::SelectZoneTab(tab));
            }
            ScrollArea::vertical()
                .id_salt((id, ctx.view.zone_tab))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_max_width(ui.available_width().min(860.0));
                    match ctx.view.zone_tab {
                        ZoneTab::Overview => overview_ui(ui, ctx, zone),
                        ZoneTab::Figures => figures_ui(ui, ctx, zone),
                        ZoneTab::Policies => policies_ui(ui, ctx, zone),
                        ZoneTab::Industry => industry_ui(ui, ctx, zone),
                        ZoneTab::Events => events_ui(ui, ctx, zone),
                        ZoneTab::Sources => sources_ui(ui, ctx, zone),
                    }
                    ui.add_space(space::XL);
                });
        });
}

fn head_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    title(ui, lang.pick(&zone.name, &zone.name_en));
    ui.horizontal_wrapped(|ui| {
        if !zone.demo_zone.is_empty() {
            tag(ui, &zone.demo_zone, true);
        }
        tag(ui, &zone.level, false);
        if let Some(approved) = zone.approved {
            let period = approved.display(lang);
            tag(
                ui,
                &crate::text::tr_args(lang, "zone-approved-in", &[("period", period.into())]),
                false,
            );
        }
        let place = format!("{} {} {}", zone.province, zone.city, zone.county);
        caption(
            ui,
            &bilingual_gap([place.trim(), lang.other().pick(&zone.name, &zone.name_en)]),
        );
    });
}

/// The zone and the parks inside it: whoever has figures.
fn entities<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<&'a EntityId> {
    let data = ctx.data;
    let parks = data
        .places
        .iter()
        .filter(|place| place.parent.as_ref() == Some(&zone.id));
    std::iter::once(&zone.id)
        .chain(parks.map(|park| &park.id))
        .collect()
}

fn observations<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<Obs<'a>> {
    let data = ctx.data;
    entities(ctx, zone)
        .into_iter()
        .flat_map(|id| data.observations().by_entity(id))
        .collect()
}

fn events<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> Vec<&'a Event> {
    let entities = entities(ctx, zone);
    ctx.data
        .events
        .iter()
        .filter(|event| entities.contains(&&event.zone))
        .collect()
}

fn count(ctx: &Ctx<'_>, zone: &Zone, tab: ZoneTab) -> Option<usize> {
    match tab {
        ZoneTab::Overview => None,
        ZoneTab::Figures => Some(observations(ctx, zone).len()),
        ZoneTab::Policies => Some(
            ctx.data
                .policies
                .iter()
                .filter(|p| p.zone.as_ref() == Some(&zone.id))
                .count(),
        ),
        ZoneTab::Industry => {
            let industry = &ctx.data.industry;
            let clusters = industry
                .clusters
                .iter()
                .filter(|cluster| cluster.zone == zone.id)
                .count();
            let firms = industry
                .organisations
                .iter()
                .filter(|org| org.zone.as_ref() == Some(&zone.id))
                .count();
            Some(clusters + firms)
        }
        ZoneTab::Events => Some(events(ctx, zone).len()),
        ZoneTab::Sources => Some(sources(ctx, zone).len()),
    }
}

fn overview_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let stories: Vec<&Story> = ctx
        .data
        .stories
        .iter()
        .filter(|story| story.zone == zone.id)
        .collect();
    for story in stories {
        section(ui, story.name(lang), None);
        let summary = lang.pick(&story.summary, &story.summary_en);
        if !summary.is_empty() {
            paragraph(ui, summary);
        }
        ui.add_space(space::S);
        chart_ui(ui, ctx, &story.chart);
    }
    section(ui, &ctx.tr("zone-facts"), None);
    facts_ui(ui, ctx, zone);
    let figures = observations(ctx, zone);
    if !figures.is_empty() {
        section(ui, &ctx.tr("zone-key-figures"), None);
        figure_rows(ui, ctx, figures.iter().take(6));
        if figures.len() > 6 {
            ui.add_space(space::S);
            if link(ui, &ctx.count("zone-all-figures", figures.len())).clicked() {
                ctx.send(Command::SelectZoneTab(ZoneTab::Figures));
            }
        }
    }
}

fn facts_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let unknown = tr(lang, "unknown");
    let mut row = |id: &'static str, value: &str| {
        fact_row(
            ui,
            &tr(lang, id),
            if value.is_empty() { &unknown } else { value },
        );
    };
    row("zone-name", &zone.name);
    row("zone-name-en", &zone.name_en);
    row("zone-level", &zone.level);
    row(
        "zone-province",
        &format!("{} {} {}", zone.province, zone.city, zone.county),
    );
    row("zone-region", &zone.region);
    row(
        "zone-approved",
        &zone
            .approved
            .map(|period| period.display(lang))
            .unwrap_or_default(),
    );
    row("zone-demo", &zone.demo_zone);
    row(
        "zone-industries",
        &zone
            .industries
            .join(if lang == Lang::Zh { "、" } else { ", " }),
    );
    let place = zone.location.as_ref().map(|at| {
        let (east, north) = (at.lon, at.lat);
        crate::text::tr_args(
            lang,
            "zone-location-value",
            &[
                ("lon", format!("{east:.3}").into()),
                ("lat", format!("{north:.3}").into()),
            ],
        )
    });
    row("zone-location", &place.unwrap_or_default());
}

/// A built-in chart in a card, with the way to the chart builder.
fn chart_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, name: &str) {
    let gallery = ctx.derived.gallery(ctx.data);
    let Some((_, spec)) = gallery.iter().find(|(chart, _)| chart == name) else {
        return;
    };
    let spec = ChartSpec {
        lang: ctx.lang,
        ..spec.clone()
    };
    let frame = ctx.derived.side_chart(ctx.data, &spec);
    match frame.as_ref() {
        Ok(frame) => {
            figure_card(ui, frame, 0.46);
            ui.add_space(space::XS);
            if link(ui, &ctx.tr("open-in-metrics")).clicked() {
                ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
            }
        }
        Err(error) => {
            caption(ui, &error.message(ctx.lang));
        }
    }
}

/// A figure on a raised card as wide as the page, `aspect` times as high.
pub fn figure_card(ui: &mut Ui, frame: &Frame, aspect: f32) {
    let theme = super::metrics::screen_theme(ui);
    let width = ui.available_width();
    let height = (aspect * width).clamp(180.0, 420.0);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, height), egui::Sense::hover());
    ui.painter().rect_filled(rect, 8.0, colours(ui).raised);
    let zoom = (width / 760.0).clamp(0.7, 1.0);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    draw::figure_ui(&mut inner, frame, theme, zoom, true);
}

fn figure_rows<'a>(ui: &mut Ui, ctx: &mut Ctx<'_>, figures: impl IntoIterator<Item = &'a Obs<'a>>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for obs in figures {
        let response = figure_row(ui, ctx.data, obs, ctx.lang, false);
        if response.clicked() {
            ctx.send(Command::Chart(ChartEdit::Plot(
                obs.metric().clone(),
                obs.entity().clone(),
            )));
        }
    }
    ui.spacing_mut().item_spacing.y = space::XS;
}

fn figures_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let figures = observations(ctx, zone);
    if figures.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-figures"),
            &ctx.tr("zone-no-figures-remedy"),
        );
        return;
    }
    ui.add_space(space::S);
    caption(ui, &ctx.tr("zone-figures-hint"));
    let mut groups: Vec<(String, Vec<Obs<'_>>)> = Vec::new();
    for obs in figures {
        let metric = ctx.data.metric(obs.metric());
        let mut name = metric
            .map_or("", |metric| metric.group(ctx.lang))
            .to_owned();
        if *obs.entity() != zone.id {
            name = format!("{} · {name}", ctx.data.entity_name(obs.entity(), ctx.lang));
        }
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, list)) => list.push(obs),
            None => groups.push((name, vec![obs])),
        }
    }
    for (group, figures) in groups {
        section(ui, &group, Some(figures.len()));
        figure_rows(ui, ctx, &figures);
    }
    checks_ui(ui, ctx, zone);
}

/// Do the printed figures follow from one another?
fn checks_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let outcomes = ctx.derived.checks(ctx.data);
    let of_zone: Vec<_> = ctx
        .data
        .checks
        .iter()
        .zip(outcomes.iter())
        .filter(|(check, _)| check.rule.refs().iter().any(|r| r.entity == zone.id))
        .collect();
    if of_zone.is_empty() {
        return;
    }
    section(ui, &ctx.tr("zone-checks"), Some(of_zone.len()));
    let p = colours(ui);
    for (check, outcome) in of_zone {
        ui.horizontal_wrapped(|ui| {
            let (icon, ink) = match outcome.holds {
                Some(true) => (Icon::Check, p.good),
                Some(false) => (Icon::Warning, p.warn),
                None => (Icon::Info, p.ink_faint),
            };
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
            icon.paint(ui.painter(), rect.shrink(2.0), ink);
            ui.label(ctx.lang.pick(&check.title, &check.title_en));
            ui.label(egui::RichText::new(&outcome.formula).color(ink));
        });
    }
}

fn policies_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let data = ctx.data;
    let policies: Vec<_> = data
        .policies
        .iter()
        .filter(|p| p.zone.as_ref() == Some(&zone.id))
        .collect();
    if policies.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-policies"),
            &ctx.tr("zone-no-policies-remedy"),
        );
        return;
    }
    for policy in policies {
        section(ui, policy.name(ctx.lang), None);
        let date = policy
            .issued
            .map(|date| date.display(ctx.lang))
            .unwrap_or_default();
        let issuers = policy.issuers.join("、");
        caption(
            ui,
            &bilingual_gap([policy.number.as_str(), &issuers, &date]),
        );
        ui.add_space(space::S);
        for head in &policy.categories {
            let n = policy.measures_in(&head.id).count();
            fact_row(ui, head.name(ctx.lang), &ctx.count("measures-count", n));
        }
        caption(ui, &super::policies::coverage_text(policy, ctx.lang));
        ui.add_space(space::S);
        if link(ui, &ctx.tr("open-policy")).clicked() {
            ctx.send(Command::SelectPolicy(policy.id.clone()));
        }
    }
}

fn industry_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let industry = &ctx.data.industry;
    let mut any = false;
    for cluster in industry
        .clusters
        .iter()
        .filter(|cluster| cluster.zone == zone.id)
    {
        any = true;
        section(ui, cluster.name(lang), Some(cluster.sub_sectors.len()));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
            for sub in &cluster.sub_sectors {
                tag(ui, sub.name(lang), false);
            }
        });
        note_ui(ui, lang.pick(&cluster.note, &cluster.note_en));
    }
    let organisations: Vec<_> = industry
        .organisations
        .iter()
        .filter(|org| org.zone.as_ref() == Some(&zone.id))
        .collect();
    if !organisations.is_empty() {
        any = true;
        section(
            ui,
            &tr(lang, "industry-organisations"),
            Some(organisations.len()),
        );
    }
    for org in organisations {
        ui.add_space(space::XS);
        ui.label(egui::RichText::new(org.name(lang)).color(colours(ui).ink));
        for link in industry
            .links
            .iter()
            .filter(|link| link.from == org.id || link.to == org.id)
        {
            let outward = link.from == org.id;
            let other = if outward { &link.to } else { &link.from };
            let text =
                crate::app::industry_text::link_text(ctx.data, link.kind, outward, other, lang);
            caption(ui, &text);
        }
        note_ui(ui, lang.pick(&org.note, &org.note_en));
    }
    if !any {
        empty(
            ui,
            &tr(lang, "zone-no-industry"),
            &tr(lang, "zone-no-industry-remedy"),
        );
    }
}

fn note_ui(ui: &mut Ui, note: &str) {
    if !note.is_empty() {
        ui.add_space(space::XS);
        paragraph(ui, note);
    }
}

fn events_ui(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let mut events = events(ctx, zone);
    if events.is_empty() {
        empty(
            ui,
            &ctx.tr("zone-no-events"),
            &ctx.tr("zone-no-events-remedy"),
        );
        return;
    }
    events.sort_by_key(|event| (event.kind, event.date));
    let mut last: Option<EventKind> = None;
    for event in events {
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
            caption(ui, &bilingual_gap([date.as_str(), &event.locator]));
        });
        let summary = event.summary(lang);
        if !summary.is_empty() {
            paragraph(ui, summary);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
            for item in event.items(lang) {
                tag(ui, item, false);
            }
        });
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

/// Every source of the zone with the places in it that are used, and how many figures it supports.
fn sources<'a>(ctx: &Ctx<'a>, zone: &'a Zone) -> BTreeMap<&'a SourceId, usize> {
    let mut counts: BTreeMap<&SourceId, usize> = zone.sources.iter().map(|id| (id, 0)).collect();
    for obs in observations(ctx, zone) {
        *counts.entry(obs.source()).or_default() += 1;
    }
    for event in events(ctx, zone) {
        counts.entry(&event.source).or_default();
    }
    counts
}

fn sources_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let lang = ctx.lang;
    let figures = observations(ctx, zone);
    for (id, n) in sources(ctx, zone) {
        let Some(source) = ctx.data.source(id) else {
            continue;
        };
        section(ui, &source.title, None);
        let date = source
            .date
            .map(|date| date.display(lang))
            .unwrap_or_default();
        let authors = source.authors.join("、");
        caption(
            ui,
            &bilingual_gap([source.publisher.as_str(), &date, &authors, &source.locator]),
        );
        if n > 0 {
            caption(ui, &ctx.count("source-supports", n));
        }
        for obs in figures
            .iter()
            .filter(|obs| obs.source() == id && !obs.as_printed().is_empty())
        {
            let metric = ctx
                .data
                .metric(obs.metric())
                .map_or(obs.metric().as_str(), |m| m.name(lang));
            let value = format!("{} · {}", obs.as_printed(), obs.locator());
            fact_row(ui, metric, &value);
        }
    }
}
