//! 概况: the story with its chart, the facts, the first figures.

use egui::Ui;

use super::super::Ctx;
use super::figures::figure_rows;
use crate::analysis::names::{
    classes_text, demo_zone_text, industries_text, industry_group_name, level_name, region_name,
};
use crate::analysis::similar::Reason;
use crate::app::command::{ChartEdit, Command};
use crate::app::derived::zones::ZonePage;
use crate::app::state::ZoneTab;
use crate::app::widgets::{
    FigureColumns, FigureTexts, caption, colours, fact_row, link, paragraph, section, tag,
};
use crate::chart::{Body, ChartSpec, Frame, draw};
use crate::dataset::place_name;
use crate::export::table::GAP;
use crate::model::{Named as _, Story, Zone};
use crate::text::tr;
use crate::theme::space;

/// Figures shown before all the others are asked for.
const FIRST: usize = 6;

pub(super) fn overview_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, page: &ZonePage) {
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
    similar_ui(ui, ctx, zone);
    let figures = &page.figures;
    if !figures.is_empty() {
        section(ui, &ctx.tr("zone-key-figures"), None);
        let first = figures.get(..FIRST).unwrap_or(figures);
        let columns = FigureColumns::of(ui, &FigureTexts::of(ctx.data, first, ctx.lang));
        figure_rows(ui, ctx, first, columns);
        if figures.len() > FIRST {
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
        // A gap has the sign it has in every table.
        match value {
            "" => fact_row(ui, &tr(lang, id), GAP).on_hover_text(unknown.as_ref()),
            value => fact_row(ui, &tr(lang, id), value),
        };
    };
    row("zone-name", &zone.name);
    row("zone-name-en", &zone.name_en);
    row("zone-level", &level_name(lang, &zone.level));
    row("zone-province", &place_name(ctx.data, lang, zone));
    row("zone-region", &region_name(lang, &zone.region));
    row(
        "zone-approved",
        &zone
            .approved
            .map(|period| period.display(lang))
            .unwrap_or_default(),
    );
    row(
        "zone-demo",
        &demo_zone_text(ctx.data, lang, &zone.demo_zone),
    );
    row("zone-industries", &industries_text(ctx.data, lang, zone));
    if !zone.industry_groups.is_empty() {
        row("zone-industry-classes", &classes_text(lang, zone));
    }
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
    if !zone.note(lang).is_empty() {
        row("zone-note", zone.note(lang));
    }
}

/// Zones like this one, each with why; a click goes there.
fn similar_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone) {
    let similar = ctx.derived.zones.similar(ctx.data, zone);
    if similar.is_empty() {
        return;
    }
    section(ui, &ctx.tr("zone-similar"), None);
    for like in similar.iter() {
        let Some(other) = ctx.data.zone(&like.zone) else {
            continue;
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
            if link(ui, other.name(ctx.lang)).clicked() {
                ctx.send(Command::SelectZone(other.id.clone()));
            }
            for reason in &like.reasons {
                let text = match reason {
                    Reason::Province => ctx.tr("similar-province"),
                    Reason::Batch => ctx.tr("similar-batch"),
                    Reason::Demo => ctx.tr("similar-demo"),
                    Reason::Industry(group) => industry_group_name(ctx.lang, group),
                };
                tag(ui, &text, false);
            }
        });
    }
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

/// Rows a card grows for at most.
const ROWS: usize = 40;
/// A row of a figure, and everything above and below the rows.
const ROW: f32 = 24.0;
const AROUND: f32 = 220.0;

/// How high a figure must be for every row to be drawn.
fn height_of_rows(body: &Body) -> f32 {
    let rows = match body {
        Body::Bars(bars) => bars.rows.len() + bars.levels.len().min(3),
        Body::Columns(columns) if !columns.time => {
            let groups = columns.matrix.groups.len();
            groups * columns.matrix.parts.len().div_ceil(2).max(1) + 2
        }
        Body::Dumbbell(dumbbell) => dumbbell.rows.len() + dumbbell.levels.len().min(3) + 3,
        Body::HeatMap(map) => map.rows.len() + map.references.len() + 3,
        _ => return 0.0,
    };
    AROUND + ROW * rows.min(ROWS) as f32
}

/// A figure on a raised card as wide as the page, `aspect` times as high, higher where its rows need it.
pub fn figure_card(ui: &mut Ui, frame: &Frame, aspect: f32) {
    let theme = super::super::metrics::screen_theme(ui);
    let width = ui.available_width();
    let height = (aspect * width).clamp(180.0, 420.0);
    let height = height.max(height_of_rows(&frame.body));
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, height), egui::Sense::hover());
    ui.painter().rect_filled(rect, 8.0, colours(ui).raised);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    draw::figure_ui(&mut inner, frame, theme, 1.0, draw::Pointing::Own);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Bars;

    #[test]
    fn a_card_grows_with_the_rows_of_its_figure() {
        let none = height_of_rows(&Body::Bars(Bars::of(Vec::new())));
        assert!((none - AROUND).abs() < 0.1);
        let data = crate::dataset::Dataset::embedded();
        let gallery = crate::chart::gallery(&data).into_iter();
        let mut clusters = gallery.filter(|(name, _)| name == "jining-clusters");
        let spec = clusters.next().unwrap().1.unwrap();
        let frame = Frame::build(&spec, &data).unwrap();
        assert!((height_of_rows(&frame.body) - AROUND - 4.0 * ROW).abs() < 0.1);
    }
}
