//! The tile map: one tile a province-level division, no borders.

use egui::accesskit::Role;
use egui::{Color32, Popup, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Ctx;
use super::data::{Counts, Tile, TileMap};
use crate::analysis::classes::CLASSES;
use crate::analysis::names::without_rank;
use crate::app::command::Command;
use crate::app::derived::zones::conflicts;
use crate::app::state::overview::OverviewEdit;
use crate::app::widgets::{
    caption, centred, colours, empty, figure_text, figure_tooltip, floating_area, menu_chip,
    one_line, short_list,
};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{Lang, Metric, Named as _, Place, format_number, format_value};
use crate::text::{tr, tr_args};
use crate::theme::{Palette, heavy, ink_on, regular, size, space};

const GAP: f32 = 3.0;

/// What the map shows, in words.
pub(super) fn title(ctx: &Ctx<'_>, map: &TileMap, counts: &Counts) -> String {
    let metric = ctx.view.overview.metric.as_ref();
    match metric.and_then(|id| ctx.data.metric(id)) {
        None => {
            let id = counts.pick("overview-map-title", "overview-map-title-all");
            ctx.tr(id).into_owned()
        }
        Some(metric) => {
            let period = map.period.map(|period| period.display(ctx.lang));
            tr_args(
                ctx.lang,
                "overview-map-title-metric",
                &[
                    ("metric", metric.name(ctx.lang).into()),
                    ("period", period.unwrap_or_default().into()),
                ],
            )
        }
    }
}

/// What colours the map, and when.
pub(super) fn choice_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, map: &TileMap) {
    let lang = ctx.lang;
    let data = ctx.data;
    let facts = ctx.derived.overview.facts(data);
    let now = ctx.view.overview.metric.as_ref();
    let by_count = ctx.tr("overview-by-count");
    let shown = now.and_then(|id| data.metric(id));
    let shown = shown.map_or(by_count.as_ref(), |metric| metric.name(lang));
    if facts.metrics.is_empty() {
        return;
    }
    let button = menu_chip(ui, shown, false);
    Popup::menu(&button)
        .accessible_name(ctx.tr("overview-colour-by"))
        .show(|ui| {
            let mut choose = |ui: &mut Ui, id: Option<&crate::model::MetricId>, name: &str| {
                if ui.selectable_label(now == id, name).clicked() {
                    ctx.send(Command::Overview(OverviewEdit::Metric(id.cloned())));
                    ui.close();
                }
            };
            short_list(ui, floating_area(ui, 320.0), |ui| {
                choose(ui, None, &by_count);
                for metric in facts.metrics.iter().filter_map(|id| data.metric(id)) {
                    choose(ui, Some(&metric.id), metric.name(lang));
                }
            });
        });
    let Some(period) = map.period.filter(|_| map.periods.len() > 1) else {
        return;
    };
    let button = menu_chip(ui, &period.display(lang), false);
    Popup::menu(&button)
        .accessible_name(ctx.tr("overview-period"))
        .show(|ui| {
            short_list(ui, floating_area(ui, 320.0), |ui| {
                for choice in map.periods.iter().rev() {
                    let text = choice.display(lang);
                    if ui.selectable_label(*choice == period, text).clicked() {
                        ctx.send(Command::Overview(OverviewEdit::Period(Some(*choice))));
                        ui.close();
                    }
                }
            });
        });
}

/// The map with its legend.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, map: &TileMap) {
    let (columns, rows) = map.size;
    if map.tiles.is_empty() {
        empty(
            ui,
            &ctx.tr("overview-no-provinces"),
            &ctx.tr("overview-no-provinces-remedy"),
        );
        return;
    }
    let width = (ui.available_width() + GAP) / columns as f32;
    let step = vec2(width.min(84.0), (0.94 * width).clamp(40.0, 62.0));
    let whole = vec2(step.x * columns as f32 - GAP, step.y * rows as f32);
    let (rect, _) = ui.allocate_exact_size(whole, Sense::hover());
    let room = step.x - GAP - 4.0;
    let codes = ctx.lang == Lang::En && !names_fit(ui, ctx, map, room);
    for (i, tile) in map.tiles.iter().enumerate() {
        let corner = rect.min + vec2(step.x * tile.at.0 as f32, step.y * tile.at.1 as f32);
        let place = Rect::from_min_size(corner, step - egui::Vec2::splat(GAP));
        if ui.is_rect_visible(place) {
            tile_ui(ui, ctx, map, tile, place, (i, codes));
        }
    }
    legend(ui, ctx, map);
    let metric = ctx.view.overview.metric.as_ref();
    if let Some(metric) = metric.and_then(|id| ctx.data.metric(id)) {
        let definition = ctx.lang.pick(&metric.definition, &metric.definition_en);
        caption(ui, definition);
    } else if map.off_map > 0 {
        caption(ui, &ctx.count("overview-off-map", map.off_map));
    }
}

fn names_fit(ui: &Ui, ctx: &Ctx<'_>, map: &TileMap, room: f32) -> bool {
    let places = map.tiles.iter().filter_map(|tile| tile.place.as_ref());
    places.filter_map(|id| ctx.data.place(id)).all(|place| {
        let text = place.name_en.clone();
        let font = regular(size::SMALL);
        let galley = ui.painter().layout_no_wrap(text, font, Color32::BLACK);
        galley.size().x <= room
    })
}

fn tile_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    map: &TileMap,
    tile: &Tile,
    rect: Rect,
    (i, codes): (usize, bool),
) {
    let data = ctx.data;
    let Some(place) = tile.place.as_ref().and_then(|id| data.place(id)) else {
        return;
    };
    let p = colours(ui);
    let response = ui.interact(rect, ui.scope_id().with(("tile", i)), Sense::click());
    let picked = ctx.view.overview.province.as_ref() == Some(&place.id);
    let metric = ctx.view.overview.metric.as_ref();
    let metric = metric.and_then(|id| data.metric(id));
    let (fill, ink, soft) = match tile.class {
        Some(class) => {
            let fill = ramp(p, class, map.bounds.len());
            let ink = ink_on(fill);
            (fill, ink, ink)
        }
        None => (p.ground, p.ink_faint, p.ink_faint),
    };
    ui.painter().rect_filled(rect, 4.0, fill);
    if tile.class.is_none() {
        let line = Stroke::new(1.0, p.line);
        ui.painter()
            .rect_stroke(rect, 4.0, line, StrokeKind::Inside);
    }
    if picked || response.hovered() {
        let line = Stroke::new(if picked { 2.0 } else { 1.0 }, p.ink);
        ui.painter()
            .rect_stroke(rect, 4.0, line, StrokeKind::Inside);
    }
    if response.has_focus() {
        // Outside and in ink: the accent would be lost on a tile of its colour.
        let line = Stroke::new(2.0, p.ink);
        ui.painter()
            .rect_stroke(rect, 4.0, line, StrokeKind::Outside);
    }
    let room = rect.width() - 2.0;
    let label = label(place, ctx.lang, codes);
    let name = one_line(ui, label, regular(size::SMALL), soft, room);
    let value = tile
        .value
        .map_or_else(|| "–".to_owned(), |value| short_number(value, ctx.lang));
    let small = value.chars().count() > 4;
    let font = heavy(if small { size::SMALL } else { size::BODY });
    let value_line = one_line(ui, &value, font, ink, room);
    let top = rect.center().y - 0.5 * (name.size().y + value_line.size().y);
    let x = |galley: &egui::Galley| rect.center().x - 0.5 * galley.size().x;
    let below = pos2(x(&value_line), top + name.size().y);
    ui.painter().galley(pos2(x(&name), top), name, soft);
    ui.painter().galley(below, value_line, ink);
    mark_doubt(ui, ctx, tile, rect, ink);
    let text = spoken(ctx, tile, place, metric);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, picked, &text));
    let response = response.on_hover_ui(|ui| tooltip(ui, ctx, tile, place, metric, &text));
    if response.clicked() {
        ctx.send(Command::Overview(OverviewEdit::Province(place.id.clone())));
    }
}

/// A ring in the corner of a value that is hedged, a dot where sources differ; the tooltip says which.
fn mark_doubt(ui: &Ui, ctx: &Ctx<'_>, tile: &Tile, rect: Rect, ink: Color32) {
    let at = rect.right_top() + vec2(-7.0, 7.0);
    match doubt(ctx.data, &tile.figures) {
        Some(Doubt::Differ) => {
            ui.painter().circle_filled(at, 2.5, ink);
        }
        Some(Doubt::Hedged) => {
            ui.painter().circle_stroke(at, 2.5, Stroke::new(1.0, ink));
        }
        None => {}
    }
}

/// What to beware of in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// Sources say different things.
    Differ,
    /// It is hedged, derived, preliminary or doubtful.
    Hedged,
}

/// Whether the figures behind a value, all of one period and definition, differ or the first is hedged. Sources that
/// agree are no reason for doubt.
fn doubt(data: &Dataset, figures: &[ObsIx]) -> Option<Doubt> {
    let figures: Vec<_> = figures
        .iter()
        .map(|ix| data.observations().get(*ix))
        .collect();
    let first = figures.first()?;
    if conflicts(&figures).contains(&true) {
        return Some(Doubt::Differ);
    }
    first.is_approximate().then_some(Doubt::Hedged)
}

/// The division's name on its tile; English names too long for tiles give way to the letters of GB/T 2260.
fn label(place: &Place, lang: Lang, codes: bool) -> &str {
    match lang {
        Lang::Zh => without_rank(&place.name),
        Lang::En if codes => place.adcode.and_then(letters).unwrap_or(&place.name_en),
        Lang::En => lang.pick(&place.name, &place.name_en),
    }
}

/// The two letters of a province-level division (GB/T 2260).
fn letters(adcode: u32) -> Option<&'static str> {
    Some(match adcode / 10_000 {
        11 => "BJ",
        12 => "TJ",
        13 => "HE",
        14 => "SX",
        15 => "NM",
        21 => "LN",
        22 => "JL",
        23 => "HL",
        31 => "SH",
        32 => "JS",
        33 => "ZJ",
        34 => "AH",
        35 => "FJ",
        36 => "JX",
        37 => "SD",
        41 => "HA",
        42 => "HB",
        43 => "HN",
        44 => "GD",
        45 => "GX",
        46 => "HI",
        50 => "CQ",
        51 => "SC",
        52 => "GZ",
        53 => "YN",
        54 => "XZ",
        61 => "SN",
        62 => "GS",
        63 => "QH",
        64 => "NX",
        65 => "XJ",
        71 => "TW",
        81 => "HK",
        82 => "MO",
        _ => return None,
    })
}

/// Name, value, period: what a tile says when it is read out.
fn spoken(ctx: &Ctx<'_>, tile: &Tile, place: &Place, metric: Option<&Metric>) -> String {
    let lang = ctx.lang;
    let name = place.name(lang);
    let gap = lang.pick("，", ", ");
    let zones = match tile.zones.len() {
        0 => ctx.tr("overview-no-zones").into_owned(),
        n => ctx.count("overview-n-zones", n),
    };
    let Some(metric) = metric else {
        return format!("{name}{gap}{zones}");
    };
    let first = tile.figures.first();
    match first.map(|ix| ctx.data.observations().get(*ix)) {
        Some(obs) => {
            let value = figure_text(&obs, Some(metric), lang);
            let period = obs.period().display(lang);
            format!("{name}{gap}{value}{gap}{period}")
        }
        None => format!("{name}{gap}{}", ctx.tr("overview-no-value")),
    }
}

fn tooltip(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    tile: &Tile,
    place: &Place,
    metric: Option<&Metric>,
    text: &str,
) {
    ui.set_max_width(360.0);
    if metric.is_none() || tile.figures.is_empty() {
        ui.label(text);
        let why = match (metric, tile.zones.is_empty()) {
            (Some(_), _) => "overview-no-value-why",
            (None, true) => "overview-no-zones-why",
            (None, false) => "overview-count-source",
        };
        caption(ui, &ctx.tr(why));
        return;
    }
    ui.label(place.name(ctx.lang));
    for (i, ix) in tile.figures.iter().enumerate() {
        if i > 0 {
            ui.separator();
        }
        let obs = ctx.data.observations().get(*ix);
        figure_tooltip(ui, ctx.data, &obs, ctx.lang);
    }
    if tile.figures.len() > 1 {
        caption(
            ui,
            &ctx.count("overview-other-figures", tile.figures.len() - 1),
        );
    }
}

/// Three digits are enough on a tile; the tooltip has them all.
fn short_number(value: f64, lang: Lang) -> String {
    let size = value.abs();
    let units: [(f64, &str); 3] = match lang {
        Lang::Zh => [(1e8, "亿"), (1e4, "万"), (1.0, "")],
        Lang::En => [(1e6, "M"), (1e4, "k"), (1.0, "")],
    };
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| size >= *unit) else {
        return format_value(value, lang);
    };
    // English counts thousands, but four digits need no unit.
    let unit = if name == "k" { 1e3 } else { unit };
    let scaled = value / unit;
    let decimals = match scaled.abs() {
        s if s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        _ => 2,
    };
    format!("{}{name}", format_number(scaled, decimals))
}

/// Colour of class `k` of `n`.
fn ramp(p: &Palette, k: usize, n: usize) -> Color32 {
    // The ramp's last colour is left out: it is there for figures that need more steps.
    let colours = &p.sequential[..p.sequential.len().min(CLASSES)];
    let last = colours.len() - 1;
    match n {
        0 | 1 => colours[last / 2],
        n => colours[(k * last).div_ceil(n - 1).min(last)],
    }
}

/// The colours with the least value of each and the greatest of all.
fn legend(ui: &mut Ui, ctx: &Ctx<'_>, map: &TileMap) {
    if map.bounds.is_empty() {
        return;
    }
    let p = colours(ui);
    let n = map.bounds.len();
    let metric = ctx.view.overview.metric.as_ref();
    let unit = metric.and_then(|id| ctx.data.metric(id));
    let unit = unit.map_or_else(
        || tr(ctx.lang, "overview-zones-unit").into_owned(),
        |metric| metric.unit_beside(map.greatest, ctx.lang).into_owned(),
    );
    ui.add_space(space::S);
    let swatch = (0.6 * ui.available_width() / n as f32).min(48.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    for (k, bound) in map.bounds.iter().enumerate() {
        let left = rect.left() + swatch * k as f32;
        let block = Rect::from_min_size(pos2(left, rect.top()), vec2(swatch, 8.0));
        ui.painter().rect_filled(block, 0.0, ramp(p, k, n));
        let text = short_number(*bound, ctx.lang);
        let text = one_line(ui, &text, regular(size::SMALL), p.ink_faint, swatch - 2.0);
        ui.painter()
            .galley(pos2(left, rect.top() + 10.0), text, p.ink_faint);
    }
    let end = rect.left() + swatch * n as f32 + space::S;
    let most = short_number(map.greatest, ctx.lang);
    let text = tr_args(
        ctx.lang,
        "overview-legend-end",
        &[("most", most.into()), ("unit", unit.into())],
    );
    let text = one_line(
        ui,
        &text,
        regular(size::SMALL),
        p.ink_faint,
        rect.right() - end,
    );
    let line = Rect::from_min_max(
        pos2(end, rect.top() - 4.0),
        pos2(rect.right(), rect.top() + 12.0),
    );
    ui.painter()
        .galley(centred(line, end, &text), text, p.ink_faint);
}

#[cfg(test)]
mod tests {
    use egui::Theme;

    use super::*;
    use crate::dataset::{Obs, Records, fixture};
    use crate::model::Qualifier;
    use crate::theme::{contrast, palette};

    #[test]
    fn sources_that_agree_are_no_doubt() {
        let doubts = |first: f64, second: f64, qualifier| {
            let mut figures = [first, second].map(|value| fixture::obs("a", "m", 2020, value));
            figures[0].qualifier = qualifier;
            figures[1].source = "t".into();
            let data = fixture::dataset(Records::default(), &figures);
            let figures: Vec<ObsIx> = data
                .observations()
                .iter()
                .map(|obs: Obs<'_>| obs.ix())
                .collect();
            doubt(&data, &figures)
        };
        assert_eq!(doubts(1.0, 1.0, Qualifier::Exact), None);
        assert_eq!(doubts(1.0, 1.0, Qualifier::About), Some(Doubt::Hedged));
        assert_eq!(doubts(1.0, 2.0, Qualifier::About), Some(Doubt::Differ));
    }

    #[test]
    fn tiles_have_room_for_three_digits() {
        assert_eq!(short_number(18.0, Lang::Zh), "18");
        assert_eq!(short_number(503_128.0, Lang::Zh), "50.3万");
        assert_eq!(short_number(503_128.0, Lang::En), "503k");
        assert_eq!(short_number(9_876.0, Lang::En), "9876");
        assert_eq!(short_number(0.94, Lang::Zh), "0.94");
    }

    #[test]
    fn every_colour_carries_readable_text() {
        for theme in [Theme::Light, Theme::Dark] {
            let p = palette(theme);
            for k in 0..CLASSES {
                let fill = ramp(p, k, CLASSES);
                let ratio = contrast(fill, ink_on(fill));
                assert!(ratio >= 4.5, "{theme:?} {k}: {ratio}");
            }
        }
    }
}
