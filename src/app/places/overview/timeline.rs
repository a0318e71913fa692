//! When the zones were approved: bars by year, months on hover, a cumulative line, the batches in words.

use egui::accesskit::Role;
use egui::{Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::Ctx;
use super::data::{BATCH, Timeline, Year};
use crate::app::widgets::{caption, colours, focus_ring, one_line, section};
use crate::model::Period;
use crate::text::tr_args;
use crate::theme::{regular, size, space};

const HEIGHT: f32 = 150.0;
/// Below the bars, for the years.
const FOOT: f32 = 20.0;
/// Above the bars, for their numbers.
const HEAD: f32 = 18.0;

/// Where things stand.
struct Scale {
    plot: Rect,
    first: i16,
    slot: f32,
    most: f32,
    total: f32,
}

impl Scale {
    fn new(rect: Rect, timeline: &Timeline) -> Option<Self> {
        let (first, last) = (timeline.years.first()?, timeline.years.last()?);
        // Room at the right for the line's last label.
        let plot = Rect::from_min_max(rect.min + vec2(0.0, HEAD), rect.max - vec2(64.0, FOOT));
        let span = f32::from(last.year - first.year) + 1.0;
        let most = timeline.years.iter().map(|year| year.count).max()?;
        Some(Self {
            plot,
            first: first.year,
            slot: plot.width() / span,
            most: most as f32,
            total: last.total as f32,
        })
    }

    fn middle(&self, year: i16) -> f32 {
        self.plot.left() + (f32::from(year - self.first) + 0.5) * self.slot
    }

    fn top(&self, count: usize) -> f32 {
        self.plot.bottom() - self.plot.height() * count as f32 / self.most
    }

    /// Where the cumulative line is at the end of `year`.
    fn sum(&self, year: &Year) -> Pos2 {
        let height = self.plot.height() * year.total as f32 / self.total;
        let right = self.middle(year.year) + 0.5 * self.slot;
        pos2(right, self.plot.bottom() - height)
    }
}

/// The chart with its notes.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let facts = ctx.derived.overview.facts(ctx.data);
    let timeline = &facts.timeline;
    section(ui, &ctx.tr("overview-timeline"), None);
    let size = vec2(ui.available_width(), HEIGHT);
    if timeline.years.is_empty() {
        caption(ui, &ctx.tr("overview-no-years"));
        return;
    }
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    if let Some(scale) = Scale::new(rect, timeline) {
        line(ui, ctx, timeline, &scale);
        bars(ui, ctx, timeline, &scale);
        numbers(ui, timeline, &scale);
        axis(ui, timeline, &scale);
    }
    ui.add_space(space::XS);
    notes(ui, ctx, timeline);
}

fn bars(ui: &mut Ui, ctx: &Ctx<'_>, timeline: &Timeline, scale: &Scale) {
    let p = colours(ui);
    let ink = p.series(1);
    let width = (0.72 * scale.slot).clamp(2.0, 28.0);
    for year in &timeline.years {
        let x = scale.middle(year.year);
        let whole = Rect::from_x_y_ranges(
            x - 0.5 * scale.slot..=x + 0.5 * scale.slot,
            scale.plot.top() - HEAD..=scale.plot.bottom(),
        );
        let id = ui.scope_id().with(("year", year.year));
        let response = ui.interact(whole, id, Sense::focusable_noninteractive());
        let response = response.on_hover_ui(|ui| tooltip(ui, ctx, year));
        let top = scale.top(year.count).min(scale.plot.bottom() - 2.0);
        let bar = Rect::from_min_max(
            pos2(x - 0.5 * width, top),
            pos2(x + 0.5 * width, scale.plot.bottom()),
        );
        let fill = if response.hovered() || response.has_focus() {
            p.accent
        } else {
            ink
        };
        ui.painter().rect_filled(bar, 0.0, fill);
        focus_ring(ui, &response, 2.0);
        let text = spoken(ctx, year);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    }
    let base = scale.plot.bottom();
    let edge = Stroke::new(1.0, p.line);
    ui.painter().hline(scale.plot.x_range(), base, edge);
}

/// Numbers on the bars, the largest first; one that would touch another is left to the tooltip.
fn numbers(ui: &Ui, timeline: &Timeline, scale: &Scale) {
    let p = colours(ui);
    let mut years: Vec<&Year> = timeline.years.iter().collect();
    years.sort_by_key(|year| std::cmp::Reverse(year.count));
    let mut drawn: Vec<Rect> = Vec::new();
    for year in years {
        let count = year.count.to_string();
        let count = one_line(ui, &count, regular(size::SMALL), p.ink_soft, 60.0);
        let x = scale.middle(year.year) - 0.5 * count.size().x;
        let place = Rect::from_min_size(
            pos2(x, scale.top(year.count) - count.size().y),
            count.size(),
        );
        if drawn.iter().any(|other| other.intersects(place)) {
            continue;
        }
        // The cumulative line passes behind.
        ui.painter().rect_filled(place.shrink(1.0), 2.0, p.ground);
        ui.painter().galley(place.min, count, p.ink_soft);
        drawn.push(place);
    }
}

/// The cumulative line, rising within each year, with its end named.
fn line(ui: &Ui, ctx: &Ctx<'_>, timeline: &Timeline, scale: &Scale) {
    let p = colours(ui);
    let Some(last) = timeline.years.last() else {
        return;
    };
    let mut points: Vec<Pos2> = Vec::new();
    for year in &timeline.years {
        let end = scale.sum(year);
        let before = points.last().map_or(scale.plot.bottom(), |at| at.y);
        points.push(pos2(end.x - scale.slot, before));
        points.push(end);
    }
    let end = scale.sum(last);
    ui.painter().line(points, Stroke::new(1.5, p.ink_faint));
    ui.painter().circle_filled(end, 2.5, p.ink_faint);
    let text = ctx.count("overview-total", last.total);
    let text = one_line(ui, &text, regular(size::SMALL), p.ink_soft, 60.0);
    let at = end + Vec2::new(space::XS + 2.0, -0.5 * text.size().y);
    ui.painter().galley(at, text, p.ink_soft);
}

/// The first and last year, and those on the way that have room.
fn axis(ui: &Ui, timeline: &Timeline, scale: &Scale) {
    let p = colours(ui);
    let years = timeline.years.iter().map(|year| year.year);
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
        return;
    };
    let step = [1, 2, 5, 10, 20, 50]
        .into_iter()
        .find(|step| scale.slot * f32::from(*step) >= 44.0)
        .unwrap_or(100);
    for year in first..=last {
        if year % step != 0 {
            continue;
        }
        let text = one_line(
            ui,
            &year.to_string(),
            regular(size::SMALL),
            p.ink_faint,
            60.0,
        );
        let at = pos2(
            scale.middle(year) - 0.5 * text.size().x,
            scale.plot.bottom() + 3.0,
        );
        ui.painter().galley(at, text, p.ink_faint);
    }
}

/// The batches, and how many zones have no month or no year.
fn notes(ui: &mut Ui, ctx: &Ctx<'_>, timeline: &Timeline) {
    let lang = ctx.lang;
    if !timeline.batches.is_empty() {
        let batch = |(period, n): &(Period, usize)| {
            let period = period.display(lang);
            tr_args(
                lang,
                "overview-batch",
                &[("period", period.into()), ("n", (*n).into())],
            )
        };
        let batches: Vec<String> = timeline.batches.iter().map(batch).collect();
        let list = batches.join(lang.pick("、", ", "));
        let args = [("least", BATCH.into()), ("list", list.into())];
        caption(ui, &tr_args(lang, "overview-batches", &args));
    }
    let without: usize = timeline.years.iter().map(Year::without_month).sum();
    if without > 0 {
        caption(ui, &ctx.count("overview-month-unknown", without));
    }
    if timeline.undated > 0 {
        caption(ui, &ctx.count("overview-year-unknown", timeline.undated));
    }
}

/// Year, number, sum: what a bar says when it is read out.
fn spoken(ctx: &Ctx<'_>, year: &Year) -> String {
    let period = Period::year(year.year).display(ctx.lang);
    tr_args(
        ctx.lang,
        "overview-year",
        &[
            ("period", period.into()),
            ("n", year.count.into()),
            ("total", year.total.into()),
        ],
    )
}

fn tooltip(ui: &mut Ui, ctx: &Ctx<'_>, year: &Year) {
    ui.set_max_width(280.0);
    ui.label(spoken(ctx, year));
    for (month, n) in &year.months {
        let month = match format!("{}-{month:02}", year.year).parse::<Period>() {
            Ok(period) => period.display(ctx.lang),
            Err(_) => continue,
        };
        let args = [("period", month.into()), ("n", (*n).into())];
        caption(ui, &tr_args(ctx.lang, "overview-batch", &args));
    }
    if year.without_month() > 0 {
        caption(
            ui,
            &ctx.count("overview-month-unknown", year.without_month()),
        );
    }
    caption(ui, &ctx.tr("overview-count-source"));
}
