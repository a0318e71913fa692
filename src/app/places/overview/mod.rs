//! 总览: the whole country at a glance, and the way to everything in it.

mod data;
mod dots;
mod figures;
mod mini;
mod national;
mod stories;
mod systems;
mod tiles;
mod timeline;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Response, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::Ctx;
use crate::analysis::names::region_name;
use crate::app::command::Command;
use crate::app::derived::Cached;
use crate::app::state::Place;
use crate::app::state::overview::{MapKind, OverviewEdit};
use crate::app::widgets::{
    FigureTexts, caption, colours, empty, focus_ring, heading, link, one_line, segmented,
};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{EntityId, Lang, MetricId, Named as _, Period};
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

use data::{Counts, OverviewData, TileMap};
use dots::DotMap;
use national::National;
use stories::StoryChart;
pub use systems::show_system;

/// From this width on there are two columns.
const WIDE: f32 = 860.0;

/// Everything the place derives, each part for the choice last asked for.
#[derive(Debug, Default)]
pub struct OverviewCache {
    facts: Cached<u64, OverviewData>,
    tiles: Cached<(u64, Option<MetricId>, Option<Period>), TileMap>,
    dots: Cached<(u64, u32), DotMap>,
    stories: Cached<(u64, Lang), Vec<StoryChart>>,
    national: Cached<(u64, Lang), Vec<National>>,
    figures: Cached<u64, Vec<(ObsIx, bool)>>,
    texts: Cached<(u64, Lang), FigureTexts>,
}

impl OverviewCache {
    fn facts(&mut self, data: &Dataset) -> Arc<OverviewData> {
        self.facts
            .get(data.generation(), |_| OverviewData::new(data))
    }

    fn tiles(
        &mut self,
        data: &Dataset,
        metric: Option<&MetricId>,
        period: Option<Period>,
    ) -> Arc<TileMap> {
        let key = (data.generation(), metric.cloned(), period);
        self.tiles.get(key, |(_, metric, period)| {
            TileMap::new(data, metric.as_ref(), *period)
        })
    }

    /// The dots on a map so many whole points wide.
    fn dots(&mut self, data: &Dataset, width: f32) -> Arc<DotMap> {
        let facts = self.facts(data);
        let width = width.floor().max(0.0) as u32;
        self.dots.get((data.generation(), width), |_| {
            DotMap::new(data, &facts.located, width as f32)
        })
    }

    fn stories(&mut self, data: &Dataset, lang: Lang) -> Arc<Vec<StoryChart>> {
        let key = (data.generation(), lang);
        self.stories.get(key, |_| stories::charts(data, lang))
    }

    fn national(&mut self, data: &Dataset, lang: Lang) -> Arc<Vec<National>> {
        let key = (data.generation(), lang);
        self.national.get(key, |_| national::series(data, lang))
    }

    fn national_figures(&mut self, data: &Dataset) -> Arc<Vec<(ObsIx, bool)>> {
        self.figures
            .get(data.generation(), |_| figures::national(data))
    }

    /// The longest texts of those.
    fn figure_texts(&mut self, data: &Dataset, lang: Lang) -> Arc<FigureTexts> {
        let figures = self.national_figures(data);
        let key = (data.generation(), lang);
        self.texts
            .get(key, |_| FigureTexts::of(data, &figures, lang))
    }
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    egui::CentralPanel::no_frame().show(ui, |ui| {
        if ctx.data.zones.is_empty() && ctx.data.places.is_empty() {
            empty(
                ui,
                &ctx.tr("overview-empty"),
                &ctx.tr("overview-empty-remedy"),
            );
            return;
        }
        let margin = if ui.available_width() < 560.0 { 12 } else { 24 };
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(margin, 16))
                .show(ui, |ui| page(ui, ctx));
        });
    });
}

fn page(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let width = ui.available_width();
    ui.scope(|ui| counts_ui(ui, ctx));
    if width < WIDE {
        map_ui(ui, ctx);
        ui.scope(|ui| stories::ui(ui, ctx));
        timeline::ui(ui, ctx);
    } else {
        let gap = space::XXL;
        let left = (0.44 * (width - gap)).min(780.0);
        let right = width - gap - left;
        // Two columns of cards are short: the timeline finds its place below them.
        let beside = stories::columns(right) > 1;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            column(ui, left, |ui| {
                map_ui(ui, ctx);
                if !beside {
                    timeline::ui(ui, ctx);
                }
            });
            column(ui, right, |ui| {
                ui.scope(|ui| stories::ui(ui, ctx));
                if beside {
                    timeline::ui(ui, ctx);
                }
            });
        });
    }
    ui.scope(|ui| national::ui(ui, ctx));
    figures::ui(ui, ctx);
    systems::ui(ui, ctx);
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        add(ui);
    });
}

/// The numbers at the top; each goes where it comes from.
fn counts_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let facts = ctx.derived.overview.facts(ctx.data);
    let counts = &facts.counts;
    let of_zones = counts.pick("overview-zones", "overview-zones-all");
    let zones_only = Command::Overview(OverviewEdit::Metric(None));
    let all = [
        (
            counts.zones,
            of_zones,
            years(ctx, counts),
            Command::Go(Place::Zones),
        ),
        (
            counts.provinces,
            counts.pick("overview-provinces", "overview-provinces-all"),
            regions(ctx, counts),
            zones_only,
        ),
        (
            counts.documents,
            "overview-documents",
            ctx.count("overview-measures", counts.measures),
            Command::Go(Place::Policies),
        ),
        (
            counts.metrics,
            "overview-metrics",
            tr_args(
                ctx.lang,
                "overview-figures",
                &[
                    ("figures", counts.figures.into()),
                    ("sources", counts.sources.into()),
                ],
            ),
            Command::Go(Place::Metrics),
        ),
    ];
    let texts = all.each_ref();
    let texts = texts.map(|(_, id, detail, _)| (*id, detail.as_str()));
    let (columns, widths) = widths(ui.available_width(), needed(ui, ctx, texts));
    ui.spacing_mut().item_spacing = Vec2::new(0.0, space::S);
    for row in all.chunks(columns) {
        ui.horizontal(|ui| {
            for ((n, id, detail, command), width) in row.iter().zip(widths) {
                let text = (n.to_string(), ctx.tr(id), detail.as_str());
                let response = count_ui(ui, width, &text.0, &text.1, text.2);
                if response.clicked() {
                    ctx.send(command.clone());
                }
                response.on_hover_ui(|ui| {
                    ui.set_max_width(360.0);
                    ui.label(text.1.as_ref());
                    ui.label(text.2);
                    if *id == of_zones {
                        coverage_ui(ui, ctx);
                    }
                });
            }
        });
    }
}

/// The room each number's texts need.
fn needed<const N: usize>(ui: &Ui, ctx: &Ctx<'_>, texts: [(&'static str, &str); N]) -> [f32; N] {
    let width = |text: &str, size: f32| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), regular(size), colours(ui).ink);
        galley.size().x
    };
    texts.map(|(what, detail)| {
        let what = width(&ctx.tr(what), size::BODY);
        what.max(width(detail, size::SMALL)).ceil() + space::L
    })
}

/// How many stand on a line, two where one line has no room for all texts, and how wide each: all the same unless a
/// text needs more; then what each needs and its share of the rest.
fn widths<const N: usize>(room: f32, needed: [f32; N]) -> (usize, [f32; N]) {
    let sum: f32 = needed.iter().sum();
    let rest = room - sum;
    if room < 640.0 || rest < 0.0 {
        return (2, [0.5 * room; N]);
    }
    let equal = room / N as f32;
    let widths = match needed.iter().all(|width| *width <= equal) {
        true => [equal; N],
        false => needed.map(|width| width + rest / N as f32),
    };
    (N, widths)
}

/// One number with what it counts.
fn count_ui(ui: &mut Ui, width: f32, n: &str, what: &str, detail: &str) -> Response {
    let p = colours(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 72.0), Sense::click());
    let room = width - space::M;
    let ink = if response.hovered() {
        p.accent_ink
    } else {
        p.ink
    };
    let lines = [
        one_line(ui, n, heavy(size::TITLE), ink, room),
        one_line(ui, what, regular(size::BODY), p.ink, room),
        one_line(ui, detail, regular(size::SMALL), p.ink_faint, room),
    ];
    let mut at = rect.min;
    for line in lines {
        let height = line.size().y;
        ui.painter().galley(at, line, p.ink);
        at.y += height;
    }
    focus_ring(ui, &response, 4.0);
    let spoken = format!("{n} {what} {detail}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    response
}

/// What the packs cover, for those who find fewer zones than were published.
fn coverage_ui(ui: &mut Ui, ctx: &Ctx<'_>) {
    let packs = ctx.data.packs.iter();
    let texts = packs.map(|pack| ctx.lang.pick(&pack.coverage, &pack.coverage_en));
    for text in texts.filter(|text| !text.is_empty()) {
        caption(ui, text);
    }
}

fn years(ctx: &Ctx<'_>, counts: &Counts) -> String {
    let Some((first, last)) = counts.years else {
        return ctx.tr("overview-no-years").into_owned();
    };
    tr_args(
        ctx.lang,
        "overview-approved",
        &[
            ("first", first.to_string().into()),
            ("last", last.to_string().into()),
        ],
    )
}

fn regions(ctx: &Ctx<'_>, counts: &Counts) -> String {
    let parts = counts.regions.iter();
    let parts: Vec<String> = parts
        .map(|(region, n)| format!("{} {n}", region_name(ctx.lang, region)))
        .collect();
    parts.join(" · ")
}

/// The map in one of its kinds, and the province picked on it.
fn map_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let state = &ctx.view.overview;
    let kind = state.map;
    let map = ctx
        .derived
        .overview
        .tiles(ctx.data, state.metric.as_ref(), state.period);
    let title = match kind {
        MapKind::Tiles => {
            let facts = ctx.derived.overview.facts(ctx.data);
            tiles::title(ctx, &map, &facts.counts)
        }
        MapKind::Dots | MapKind::List => ctx.tr("overview-dots-title").into_owned(),
    };
    ui.add_space(space::L);
    // As `section`, but a long title wraps.
    ui.horizontal_wrapped(|ui| heading(ui, &title));
    let names = MapKind::ALL.map(|kind| (kind, ctx.tr(kind.text())));
    let choices = names.each_ref().map(|(kind, text)| (*kind, text.as_ref()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
        if let Some(kind) = segmented(ui, kind, &choices) {
            ctx.send(Command::Overview(OverviewEdit::Map(kind)));
        }
        if kind == MapKind::Tiles {
            tiles::choice_ui(ui, ctx, &map);
        }
    });
    ui.add_space(space::S);
    match kind {
        MapKind::Tiles => tiles::ui(ui, ctx, &map),
        MapKind::Dots => dots::ui(ui, ctx),
        MapKind::List => dots::list_ui(ui, ctx),
    }
    if let Some(id) = ctx.view.overview.province.clone() {
        province_ui(ui, ctx, &map, &id);
    }
}

/// The zones of the province picked, as links.
fn province_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, map: &TileMap, id: &EntityId) {
    let tile = map
        .tiles
        .iter()
        .find(|tile| tile.place.as_ref() == Some(id));
    let (Some(tile), Some(place)) = (tile, ctx.data.place(id)) else {
        return;
    };
    ui.add_space(space::M);
    heading(
        ui,
        &tr_args(
            ctx.lang,
            "overview-province",
            &[
                ("name", place.name(ctx.lang).into()),
                ("n", tile.zones.len().into()),
            ],
        ),
    );
    if tile.zones.is_empty() {
        caption(ui, &ctx.tr("overview-no-zones-why"));
        return;
    }
    let zones = tile.zones.iter().filter_map(|&i| ctx.data.zones.get(i));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, space::XS);
        for zone in zones {
            if link(ui, zone.name(ctx.lang)).clicked() {
                ctx.send(Command::SelectZone(zone.id.clone()));
            }
        }
    });
    ui.add_space(space::S);
    if link(ui, &ctx.tr("overview-open-zones")).clicked() {
        ctx.send(Command::Overview(OverviewEdit::ShowZones(id.clone())));
    }
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn numbers_stand_two_by_two_where_their_texts_have_no_room() {
        assert_eq!(widths(800.0, [190.0; 4]), (4, [200.0; 4]));
        assert_eq!(
            widths(800.0, [250.0, 150.0, 150.0, 150.0]),
            (4, [275.0, 175.0, 175.0, 175.0])
        );
        assert_eq!(widths(700.0, [190.0; 4]), (2, [350.0; 4]));
        assert_eq!(widths(400.0, [50.0; 4]), (2, [200.0; 4]));
    }
}
