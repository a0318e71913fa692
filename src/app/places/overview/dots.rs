//! The dot view: zones by longitude and latitude over a light graticule, no borders; and the same as a list.
//!
//! Equirectangular with the cosine of the middle latitude. Zones at one place, or too near each other to tell apart,
//! are fanned out and tied to their true place by a line; none is ever hidden.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::{
    Key, Modifiers, Pos2, Rect, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::Ctx;
use crate::analysis::names::short_place;
use crate::app::command::Command;
use crate::app::widgets::{
    Roving, bilingual_gap, caption, centred, colours, empty, holds_focus, one_line, sensing_row,
};
use crate::dataset::{Dataset, place_name};
use crate::model::{Named as _, Zone};
use crate::text::tr_args;
use crate::theme::{regular, size, space};

/// Rows of the list in sight; the last but half, so that one sees that it goes on.
const ROWS: f32 = 13.5;
/// Height of the list's heads.
const HEAD: f32 = 28.0;
/// Widths of the list's columns: approved, latitude, longitude.
const WIDTHS: [f32; 3] = [60.0, 52.0, 64.0];
/// Degrees around the outermost zones.
const MARGIN: f64 = 1.5;

/// A zone's dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Position in `Dataset::zones`.
    pub zone: usize,
    /// Where it truly is.
    pub true_at: Pos2,
    /// Where it is drawn.
    pub at: Pos2,
}

/// The dots of one size of the map, in points from its left top corner.
#[derive(Debug, Default)]
pub struct DotMap {
    /// One a zone with coordinates.
    pub dots: Vec<Dot>,
    /// Meridians: degrees east and x.
    meridians: Vec<(i32, f32)>,
    /// Parallels: degrees north and y.
    parallels: Vec<(i32, f32)>,
    /// Width and height.
    size: Vec2,
    radius: f32,
}

impl DotMap {
    /// Lays out the zones `located` (positions in `Dataset::zones`) on a map `width` points wide.
    pub fn new(data: &Dataset, located: &[usize], width: f32) -> Self {
        let places = located.iter().filter_map(|&i| {
            let at = data.zones.get(i)?.location.as_ref()?;
            // Without a number there is no place, and the spiral below would never end.
            (at.lon.is_finite() && at.lat.is_finite()).then_some((i, at.lon, at.lat))
        });
        let places: Vec<(usize, f64, f64)> = places.collect();
        let range = |of: fn(&(usize, f64, f64)) -> f64| {
            let least = places.iter().map(of).fold(f64::INFINITY, f64::min);
            let most = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            (least - MARGIN, most + MARGIN)
        };
        let (west, east) = range(|place| place.1);
        let (south, north) = range(|place| place.2);
        if places.is_empty() || width < 1.0 {
            return Self::default();
        }
        let squeeze = (0.5 * (south + north)).to_radians().cos().max(0.05);
        // Never higher than wide, whatever the zones.
        let scale =
            (f64::from(width) / ((east - west) * squeeze)).min(f64::from(width) / (north - south));
        let x = |lon: f64| ((lon - west) * squeeze * scale) as f32;
        let y = |lat: f64| ((north - lat) * scale) as f32;
        let at: Vec<Pos2> = places
            .iter()
            .map(|(_, lon, lat)| pos2(x(*lon), y(*lat)))
            .collect();
        let gap = if places.len() > 400 { 3.0 } else { 6.0 };
        let drawn = fan_out(&at, gap);
        let zones = places.iter().map(|(zone, ..)| *zone);
        let dots = zones.zip(at.iter().zip(drawn));
        let step = if east - west > 90.0 { 30 } else { 10 };
        let lines = |from: f64, to: f64| {
            let first = (from / f64::from(step)).ceil() as i32;
            let last = (to / f64::from(step)).floor() as i32;
            (first..=last).map(move |k| k * step)
        };
        Self {
            dots: dots
                .map(|(zone, (&true_at, at))| Dot { zone, true_at, at })
                .collect(),
            meridians: lines(west, east).map(|d| (d, x(f64::from(d)))).collect(),
            parallels: lines(south, north).map(|d| (d, y(f64::from(d)))).collect(),
            size: vec2(x(east), y(south)),
            radius: 0.6 * gap,
        }
    }

    /// The dot nearest to `at`, if it is near.
    fn nearest(&self, at: Pos2) -> Option<&Dot> {
        let near = self.dots.iter().map(|dot| (dot, dot.at.distance(at)));
        let near = near.filter(|(_, distance)| *distance < 10.0);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(dot, _)| dot)
    }
}

/// Moves points apart until no two are nearer than `gap`: each stays where it is if it can, else it goes to the first
/// free spot of a spiral around its place.
pub(super) fn fan_out(points: &[Pos2], gap: f32) -> Vec<Pos2> {
    let cell = |at: Pos2| ((at.x / gap).floor() as i64, (at.y / gap).floor() as i64);
    let mut taken: HashMap<(i64, i64), Vec<Pos2>> = HashMap::new();
    // Where the spiral of each place has got to, so that many zones at one place do not try the same spots again.
    let mut tried: HashMap<(u32, u32), u32> = HashMap::new();
    let mut out = Vec::with_capacity(points.len());
    for &point in points {
        let key = (point.x.to_bits(), point.y.to_bits());
        let start = tried.get(&key).copied().unwrap_or(0);
        let mut k = start;
        let spot = loop {
            let turn = k as f32 * 2.399_963;
            let reach = 0.62 * gap * (k as f32).sqrt();
            let spot = point + reach * vec2(turn.cos(), turn.sin());
            let (x, y) = cell(spot);
            let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
            let mut near = around.filter_map(|cell| taken.get(&cell)).flatten();
            if near.all(|other| other.distance(spot) >= gap) {
                break spot;
            }
            k += 1;
        };
        tried.insert(key, k + 1);
        taken.entry(cell(spot)).or_default().push(spot);
        out.push(spot);
    }
    out
}

/// Why there is no map, and what else there is.
fn nothing_located(ui: &mut Ui, ctx: &Ctx<'_>) {
    empty(
        ui,
        &ctx.tr("overview-no-locations"),
        &ctx.tr("overview-no-locations-remedy"),
    );
}

/// The map with its credit.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let facts = ctx.derived.overview.facts(ctx.data);
    if facts.located.is_empty() {
        nothing_located(ui, ctx);
        return;
    }
    let width = ui.available_width().min(720.0);
    let map = ctx.derived.overview.dots(ctx.data, width);
    let (rect, response) = ui.allocate_exact_size(map.size, Sense::click());
    graticule(ui, &map, rect);
    let hovered = response.hover_pos().map(|at| at - rect.min.to_vec2());
    let hovered = hovered.and_then(|at| map.nearest(at)).copied();
    paint(ui, ctx, &map, rect.min.to_vec2(), hovered);
    let text = ctx.count("overview-dots-spoken", map.dots.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &text));
    if let Some(dot) = hovered {
        let zone = &ctx.data.zones[dot.zone];
        let response = response
            .on_hover_cursor(egui::CursorIcon::PointingHand)
            .on_hover_ui_at_pointer(|ui| tooltip(ui, ctx, zone));
        if response.clicked() {
            ctx.send(Command::SelectZone(zone.id.clone()));
        }
    }
    let ringed = ctx.view.zone.as_ref().and_then(|id| ctx.data.zone(id));
    if let Some(zone) = ringed.filter(|zone| zone.location.is_some()) {
        let name = zone.name(ctx.lang);
        ui.add_space(space::XS);
        caption(
            ui,
            &tr_args(ctx.lang, "overview-dots-ring", &[("name", name.into())]),
        );
    }
    notes(ui, ctx, "overview-dots-note");
}

fn graticule(ui: &Ui, map: &DotMap, rect: Rect) {
    let p = colours(ui);
    let line = Stroke::new(1.0, p.line);
    let label = |at: Pos2, text: String| {
        let galley = one_line(ui, &text, regular(size::SMALL), p.ink_faint, 60.0);
        ui.painter().galley(at, galley, p.ink_faint);
    };
    for (degree, x) in &map.meridians {
        let x = rect.left() + x;
        ui.painter().vline(x, rect.y_range(), line);
        // At the right edge the label stands left of its line.
        let at = if x + 40.0 < rect.right() {
            x + 3.0
        } else {
            x - 40.0
        };
        let at = pos2(at, rect.bottom() - 18.0);
        label(at, degrees(f64::from(*degree), 0, ['W', 'E']));
    }
    for (degree, y) in &map.parallels {
        let y = rect.top() + y;
        ui.painter().hline(rect.x_range(), y, line);
        // Above its line where the meridians' labels stand below.
        let at = if y + 40.0 < rect.bottom() {
            y + 1.0
        } else {
            y - 18.0
        };
        let at = pos2(rect.left(), at);
        label(at, degrees(f64::from(*degree), 0, ['S', 'N']));
    }
}

fn paint(ui: &Ui, ctx: &Ctx<'_>, map: &DotMap, origin: Vec2, hovered: Option<Dot>) {
    let p = colours(ui);
    let picked = ctx.view.overview.province.as_ref();
    let picked = picked.and_then(|id| ctx.data.place(id));
    for dot in map.dots.iter().filter(|dot| dot.at != dot.true_at) {
        let line = Stroke::new(1.0, p.ink_faint);
        ui.painter()
            .line_segment([dot.true_at + origin, dot.at + origin], line);
    }
    for dot in &map.dots {
        let zone = &ctx.data.zones[dot.zone];
        let outside = picked.is_some_and(|place| place.name != zone.province);
        let fill = if outside { p.ink_faint } else { p.accent };
        // A ring of ground keeps neighbours apart.
        let at = dot.at + origin;
        ui.painter().circle_filled(at, map.radius, p.ground);
        ui.painter().circle_filled(at, map.radius - 0.75, fill);
        if ctx.view.zone.as_ref() == Some(&zone.id) {
            let ring = Stroke::new(1.5, p.ink);
            ui.painter().circle_stroke(at, map.radius + 1.5, ring);
        }
    }
    if let Some(dot) = hovered {
        let ring = Stroke::new(1.5, p.ink);
        ui.painter()
            .circle_filled(dot.at + origin, map.radius + 1.5, p.accent);
        ui.painter()
            .circle_stroke(dot.at + origin, map.radius + 1.5, ring);
    }
}

fn tooltip(ui: &mut Ui, ctx: &Ctx<'_>, zone: &Zone) {
    ui.set_max_width(320.0);
    ui.label(zone.name(ctx.lang));
    caption(ui, &detail(ctx, zone));
    let Some(at) = &zone.location else { return };
    let level = match at.level.as_str() {
        "prefecture" => "overview-point-prefecture",
        "county" => "overview-point-county",
        _ => "overview-point-zone",
    };
    caption(ui, &ctx.tr(level));
    if let Some(source) = ctx.data.source(&at.source) {
        caption(
            ui,
            &bilingual_gap([ctx.data.publisher(&at.source, ctx.lang), &source.title]),
        );
    }
}

/// Where and since when.
fn detail(ctx: &Ctx<'_>, zone: &Zone) -> String {
    let place = place_name(ctx.data, ctx.lang, zone);
    let approved = zone.approved.map(|period| period.display(ctx.lang));
    let approved =
        approved.map(|period| tr_args(ctx.lang, "zone-approved-in", &[("period", period.into())]));
    bilingual_gap([place.as_str(), approved.as_deref().unwrap_or_default()])
}

/// Zones without coordinates, what the coordinates are (`note`), whose they are.
fn notes(ui: &mut Ui, ctx: &mut Ctx<'_>, note: &'static str) {
    let facts = ctx.derived.overview.facts(ctx.data);
    let missing = ctx.data.zones.len() - facts.located.len();
    ui.add_space(space::XS);
    if missing > 0 {
        caption(ui, &ctx.count("overview-without-location", missing));
    }
    caption(ui, &ctx.tr(note));
    let credits: Vec<String> = facts
        .location_sources
        .iter()
        .map(|id| match ctx.data.source(id) {
            Some(source) if source.publisher == "GeoNames" => "GeoNames (CC BY 4.0)".to_owned(),
            Some(source) => source.title.clone(),
            None => id.as_str().to_owned(),
        })
        .collect();
    let credits = credits.join(ctx.lang.pick("、", ", "));
    caption(
        ui,
        &tr_args(ctx.lang, "overview-credit", &[("sources", credits.into())]),
    );
}

/// The dots as a list: by keyboard and for screen readers.
pub(super) fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let facts = ctx.derived.overview.facts(ctx.data);
    if facts.located.is_empty() {
        nothing_located(ui, ctx);
        return;
    }
    let height = space::ROW;
    let n = facts.located.len();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        list_head(ui, ctx);
        let key = egui::Id::unique("overview-list-focus");
        let (mut at, seen) = ui
            .data(|data| data.get_temp::<(usize, f32)>(key.with("at")))
            .unwrap_or_default();
        let mut area = ScrollArea::vertical()
            .id_salt("overview-list")
            .auto_shrink([false, true])
            .max_height(ROWS * height)
            .min_scrolled_height(ROWS * height);
        if let Some(to) = walk(ui, key, at, n) {
            at = to;
            let top = to as f32 * height;
            let least = (top + height - ROWS * height).max(0.0);
            area = area.vertical_scroll_offset(seen.clamp(least, top.max(least)));
        }
        let out = area.show_rows(ui, height, n, |ui, rows| {
            let roving = Roving::new(ui, key, Some(at), &rows);
            for nth in rows {
                row(ui, ctx, &ctx.data.zones[facts.located[nth]], (roving, nth));
            }
        });
        let seen = out.state.clamped_offset().y;
        ui.data_mut(|data| data.insert_temp(key.with("at"), (at, seen)));
    });
    notes(ui, ctx, "overview-list-note");
}

/// Where the columns of the list stand in `rect`: name, place, approved; the two coordinates end at theirs.
fn columns(rect: Rect) -> [f32; 5] {
    let right = rect.right();
    let since = right - WIDTHS.iter().sum::<f32>();
    let place = rect.left() + 0.52 * (since - rect.left());
    [rect.left(), place, since, right - WIDTHS[2], right]
}

fn list_head(ui: &mut Ui, ctx: &Ctx<'_>) {
    let p = colours(ui);
    let size_now = vec2(ui.available_width(), HEAD);
    let (rect, _) = ui.allocate_exact_size(size_now, Sense::hover());
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, p.line),
    );
    let at = columns(rect.shrink2(vec2(space::S, 0.0)));
    let names = [
        "column-name",
        "zone-province",
        "column-approved",
        "overview-latitude",
        "overview-longitude",
    ];
    for (n, (x, name)) in at.into_iter().zip(names).enumerate() {
        let font = regular(size::SMALL);
        let text = one_line(ui, &ctx.tr(name), font, p.ink_faint, 120.0);
        let x = if n < 3 { x } else { x - text.size().x };
        ui.painter()
            .galley(centred(rect, x, &text), text, p.ink_faint);
    }
}

/// `39.91°N` with two `digits`, the letter telling the side of nought.
fn degrees(value: f64, digits: usize, [below, above]: [char; 2]) -> String {
    let side = if value < 0.0 { below } else { above };
    format!("{:.digits$}°{side}", value.abs())
}

/// Where a key goes from row `at` of `n` while the focus is in the list.
fn walk(ui: &Ui, key: egui::Id, at: usize, n: usize) -> Option<usize> {
    if !holds_focus(ui, key) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = n.saturating_sub(1);
    [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::Home, 0),
        (Key::End, last),
    ]
    .into_iter()
    .find_map(|(key, to)| pressed(key).then_some(to.min(last)))
}

fn row(ui: &mut Ui, ctx: &mut Ctx<'_>, zone: &Zone, (roving, nth): (Roving, usize)) {
    let p = colours(ui);
    let Some(at) = &zone.location else { return };
    let name = zone.name(ctx.lang);
    let place = short_place(ctx.data, ctx.lang, zone);
    let approved = zone.approved.map(|period| period.to_string());
    let approved = approved.unwrap_or_default();
    let lat = degrees(at.lat, 2, ['S', 'N']);
    let lon = degrees(at.lon, 2, ['W', 'E']);
    let spoken = format!("{name} {} {lat} {lon}", detail(ctx, zone));
    let selected = ctx.view.zone.as_ref() == Some(&zone.id);
    let sense = roving.sense(nth);
    let row = sensing_row(ui, sense, &spoken, selected, space::ROW, space::S, |row| {
        let rect = row.rect;
        let small =
            |text: &str, ink, width| one_line(row.ui, text, regular(size::SMALL), ink, width);
        let [left, middle, since, north, east] = columns(rect);
        let room = middle - left - space::S;
        let name = one_line(row.ui, name, regular(size::BODY), p.ink, room);
        let place = small(&place, p.ink_faint, since - middle - space::S);
        let approved = small(&approved, p.ink_faint, WIDTHS[0]);
        let painter = row.ui.painter();
        painter.galley(centred(rect, left, &name), name, p.ink);
        painter.galley(centred(rect, middle, &place), place, p.ink_faint);
        painter.galley(centred(rect, since, &approved), approved, p.ink_faint);
        for (right, text) in [(north, &lat), (east, &lon)] {
            let text = small(text, p.ink_soft, WIDTHS[2]);
            let x = right - text.size().x;
            painter.galley(centred(rect, x, &text), text, p.ink_soft);
        }
    });
    roving.follow(ui, nth, &row);
    if row.clicked() {
        ctx.send(Command::SelectZone(zone.id.clone()));
    }
    row.on_hover_ui(|ui| tooltip(ui, ctx, zone));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_two_dots_share_a_place(
            // A coarse grid makes coincidences certain.
            points in prop::collection::vec((0..12_u8, 0..12_u8), 0..120),
            gap in 0.5_f32..12.0,
        ) {
            let points: Vec<Pos2> = points
                .into_iter()
                .map(|(x, y)| pos2(f32::from(x) * 3.0, f32::from(y) * 3.0))
                .collect();
            let fanned = fan_out(&points, gap);
            prop_assert_eq!(fanned.len(), points.len());
            for (i, a) in fanned.iter().enumerate() {
                for b in &fanned[i + 1..] {
                    prop_assert!(a.distance(*b) >= gap - 1e-3, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn coordinates_say_their_side() {
        assert_eq!(degrees(39.905, 2, ['S', 'N']), "39.91°N");
        assert_eq!(degrees(-70.0, 2, ['W', 'E']), "70.00°W");
    }

    #[test]
    fn who_is_alone_stays_and_a_crowd_stays_near() {
        let alone = [pos2(0.0, 0.0), pos2(50.0, 0.0)];
        assert_eq!(fan_out(&alone, 6.0), alone);
        let crowd = vec![pos2(10.0, 10.0); 2543];
        let furthest = fan_out(&crowd, 3.0)
            .into_iter()
            .map(|at| at.distance(crowd[0]))
            .fold(0.0, f32::max);
        // A disc just large enough for all of them would have a radius of about 80.
        assert!(furthest < 160.0, "{furthest}");
    }
}
