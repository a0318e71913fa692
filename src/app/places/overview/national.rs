//! The country's own series as a strip of small multiples.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{Ctx, mini};
use crate::app::command::{ChartEdit, Command};
use crate::app::widgets::{
    bilingual_gap, caption, colours, figure_parts, figure_text, figure_tooltip, focus_ring,
    one_line, section,
};
use crate::chart::{Body, ChartKind, ChartSpec, Frame, Subject};
use crate::dataset::{Dataset, ObsIx};
use crate::model::{EntityId, Lang, MetricId, Named as _, Period, PlaceKind};
use crate::theme::{heavy, regular, size, space};

/// Series shown.
const SHOWN: usize = 6;
const HEIGHT: f32 = 132.0;

/// One national series.
#[derive(Debug)]
pub struct National {
    metric: MetricId,
    entity: EntityId,
    frame: Frame,
    /// The last figure.
    last: ObsIx,
    /// Other figures of the same period.
    others: usize,
}

/// The national metrics with the longest series, at most one of each metric.
pub(super) fn series(data: &Dataset, lang: Lang) -> Vec<National> {
    let nations = data.places.iter();
    let nations = nations.filter(|place| place.kind == PlaceKind::Nation);
    let mut found: Vec<(usize, MetricId, EntityId)> = Vec::new();
    for nation in nations {
        let mut periods: BTreeSet<(&MetricId, Period)> = BTreeSet::new();
        for obs in data.observations().by_entity(&nation.id) {
            periods.insert((obs.metric(), obs.period()));
        }
        let mut metrics: Vec<&MetricId> = periods.iter().map(|(metric, _)| *metric).collect();
        metrics.dedup();
        for metric in metrics {
            let length = periods.iter().filter(|(m, _)| *m == metric).count();
            found.push((length, metric.clone(), nation.id.clone()));
        }
    }
    found.retain(|(length, ..)| *length > 1);
    found.sort_by_key(|(length, ..)| std::cmp::Reverse(*length));
    let mut seen = BTreeSet::new();
    found.retain(|(_, metric, _)| seen.insert(metric.clone()));
    let built = found
        .into_iter()
        .filter_map(|(_, metric, entity)| national(data, lang, metric, entity));
    built.take(SHOWN).collect()
}

fn national(data: &Dataset, lang: Lang, metric: MetricId, entity: EntityId) -> Option<National> {
    let spec = ChartSpec {
        kind: ChartKind::Line,
        subject: Subject::Metrics {
            metrics: vec![metric.clone()],
            entities: vec![entity.clone()],
        },
        lang,
        ..ChartSpec::default()
    };
    let frame = Frame::build(&spec, data).ok()?;
    let Body::Lines(lines) = &frame.body else {
        return None;
    };
    let points = || lines.series.iter().flat_map(|series| &series.points);
    let last = points()
        .filter(|point| !point.aside)
        .max_by(|a, b| a.x.total_cmp(&b.x))?;
    let same = points().filter(|point| point.mark.period == last.mark.period);
    Some(National {
        others: same.count().saturating_sub(1),
        last: last.mark.obs?,
        metric,
        entity,
        frame,
    })
}

/// The strip.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let all = ctx.derived.overview.national(ctx.data, ctx.lang);
    if all.is_empty() {
        return;
    }
    section(ui, &ctx.tr("overview-national"), None);
    let gap = space::M;
    let columns = ((ui.available_width() / 170.0) as usize).clamp(1, SHOWN);
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    ui.spacing_mut().item_spacing = Vec2::splat(gap);
    for row in all.chunks(columns) {
        ui.horizontal(|ui| {
            for national in row {
                card(ui, ctx, national, width);
            }
        });
    }
    caption(ui, &ctx.tr("overview-national-note"));
    super::coverage_ui(ui, ctx);
}

fn card(ui: &mut Ui, ctx: &mut Ctx<'_>, national: &National, width: f32) {
    let p = colours(ui);
    let lang = ctx.lang;
    let obs = ctx.data.observations().get(national.last);
    let metric = ctx.data.metric(&national.metric);
    let name = metric.map_or(national.metric.as_str(), |metric| metric.name(lang));
    let (mut value, mut unit) = figure_parts(&obs, metric, lang);
    if unit == "%" {
        (unit, value) = ("".into(), figure_text(&obs, metric, lang));
    }
    let period = obs.period().display(lang);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let fill = if response.hovered() {
        p.selected
    } else {
        p.raised
    };
    ui.painter().rect_filled(rect, 8.0, fill);
    focus_ring(ui, &response, 8.0);
    let inner = rect.shrink(space::M);
    let room = inner.width();
    let name_line = one_line(ui, name, regular(size::SMALL), p.ink_soft, room);
    let number = one_line(ui, &value, heavy(size::HEADING), p.ink, room);
    let below = bilingual_gap([unit.as_ref(), period.as_str()]);
    let below = one_line(ui, &below, regular(size::SMALL), p.ink_faint, room);
    let figure = Rect::from_min_max(
        pos2(inner.left(), inner.top() + name_line.size().y + space::XS),
        pos2(
            inner.right(),
            inner.bottom() - below.size().y - number.size().y - space::XS,
        ),
    );
    mini::paint(ui.painter(), figure, &national.frame, p);
    let base = inner.bottom();
    let painter = ui.painter();
    painter.galley(inner.min, name_line, p.ink_soft);
    let lift = below.size().y;
    painter.galley(
        pos2(inner.left(), base - lift - number.size().y),
        number,
        p.ink,
    );
    painter.galley(pos2(inner.left(), base - lift), below, p.ink_faint);
    let spoken = format!("{name} {} {period}", figure_text(&obs, metric, lang));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let response = response.on_hover_ui(|ui| {
        figure_tooltip(ui, ctx.data, &obs, lang);
        if national.others > 0 {
            caption(ui, &ctx.count("overview-other-figures", national.others));
        }
    });
    if response.clicked() {
        let (metric, entity) = (national.metric.clone(), national.entity.clone());
        ctx.send(Command::Chart(ChartEdit::Plot(metric, entity)));
    }
}
