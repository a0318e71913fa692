//! The stories as cards: zone, finding, one small figure. A card opens its chart in 指标, its zone's name the zone.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{Ctx, mini};
use crate::app::command::{ChartEdit, Command};
use crate::app::widgets::{bilingual_gap, caption, colours, focus_ring, one_line, section};
use crate::chart::{ChartSpec, Frame, gallery};
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, Story};
use crate::theme::{heavy, regular, size, space};

const HEIGHT: f32 = 84.0;

/// The chart of one story; `None` where the packs have none that can be drawn.
#[derive(Debug)]
pub struct StoryChart(Option<(ChartSpec, Frame)>);

/// The charts of all stories, in their order.
pub(super) fn charts(data: &Dataset, lang: Lang) -> Vec<StoryChart> {
    let gallery = gallery(data);
    let chart = |story: &Story| {
        let (_, spec) = gallery.iter().find(|(name, _)| *name == story.chart)?;
        let spec = ChartSpec {
            lang,
            ..spec.clone().ok()?
        };
        let frame = Frame::build(&spec, data).ok()?;
        Some((spec, frame))
    };
    let stories = data.stories.iter();
    stories.map(|story| StoryChart(chart(story))).collect()
}

/// The cards, in as many columns as fit.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let stories = &ctx.data.stories;
    section(ui, &ctx.count("overview-stories", stories.len()), None);
    if stories.is_empty() {
        caption(ui, &ctx.tr("overview-no-stories"));
        return;
    }
    let charts = ctx.derived.overview.stories(ctx.data, ctx.lang);
    let columns = columns(ui.available_width());
    let gap = space::M;
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    ui.spacing_mut().item_spacing = Vec2::splat(gap);
    for (row, charts) in stories.chunks(columns).zip(charts.chunks(columns)) {
        ui.horizontal(|ui| {
            for (story, chart) in row.iter().zip(charts) {
                card(ui, ctx, story, chart, width);
            }
        });
    }
}

/// How many cards stand side by side.
pub(super) fn columns(width: f32) -> usize {
    ((width / 340.0) as usize).clamp(1, 3)
}

fn card(ui: &mut Ui, ctx: &mut Ctx<'_>, story: &Story, chart: &StoryChart, width: f32) {
    let p = colours(ui);
    let lang = ctx.lang;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let zone_name = ctx.data.entity_name(&story.zone, lang);
    let title = story.name(lang);
    let fill = if response.hovered() {
        p.selected
    } else {
        p.raised
    };
    ui.painter().rect_filled(rect, 8.0, fill);
    focus_ring(ui, &response, 8.0);
    let inner = rect.shrink2(vec2(space::L, space::M));
    let figure = Rect::from_min_max(
        pos2(
            inner.right() - (0.26 * width).clamp(56.0, 130.0),
            inner.top(),
        ),
        inner.max,
    );
    if let Some((_, frame)) = &chart.0 {
        mini::paint(ui.painter(), figure.shrink2(vec2(0.0, 6.0)), frame, p);
    }
    let room = figure.left() - space::L - inner.left();
    let finding = &without_zone(title, zone_name);
    let summary = lang.pick(&story.summary, &story.summary_en);
    let zone = one_line(ui, zone_name, regular(size::SMALL), p.accent_ink, room);
    let finding = one_line(ui, finding, heavy(size::BODY), p.ink, room);
    let summary_line = one_line(ui, summary, regular(size::SMALL), p.ink_faint, room);
    let zone_rect = Rect::from_min_size(inner.min, zone.size());
    let mut y = inner.top() + zone.size().y + 2.0;
    for (galley, ink) in [(finding, p.ink), (summary_line, p.ink_faint)] {
        let height = galley.size().y;
        ui.painter().galley(pos2(inner.left(), y), galley, ink);
        y += height + 2.0;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    let told = chart.0.as_ref().map(|(_, frame)| frame.summary.clone());
    let told = bilingual_gap([summary, told.as_deref().unwrap_or_default()]);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(told));
    let id = response.id.with("zone");
    let response = response.on_hover_text(format!("{title}\n{summary}"));
    // After the card, so that it lies on top of it.
    let link = ui.interact(zone_rect, id, Sense::click());
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, zone_name));
    if link.hovered() || link.has_focus() {
        ui.painter().hline(
            zone_rect.x_range(),
            zone_rect.bottom() - 1.0,
            egui::Stroke::new(1.0, p.accent_ink),
        );
    }
    ui.painter().galley(zone_rect.min, zone, p.accent_ink);
    if link.clicked() {
        ctx.send(Command::SelectZone(story.zone.clone()));
    } else if response.clicked() {
        ctx.send(match &chart.0 {
            Some((spec, _)) => Command::Chart(ChartEdit::Show(Box::new(spec.clone()))),
            None => Command::SelectZone(story.zone.clone()),
        });
    }
}

/// The finding without the zone's name before the colon, which stands above it already.
fn without_zone(title: &str, zone: &str) -> String {
    let Some((name, rest)) = title.split_once(['：', ':']) else {
        return title.to_owned();
    };
    let mut rest = rest.trim().chars();
    match rest.next() {
        // The zone's name may have the other apostrophe.
        Some(first) if zone.starts_with(&name.replace('’', "'")) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_zone;

    #[test]
    fn only_the_zone_is_left_out() {
        assert_eq!(
            without_zone("无锡：指数升至105.5", "无锡高新区"),
            "指数升至105.5"
        );
        assert_eq!(without_zone("要点：三条", "无锡高新区"), "要点：三条");
        assert_eq!(without_zone("无锡：", "无锡高新区"), "无锡：");
        assert_eq!(without_zone("Xi’an: more items", "Xi'an HTZ"), "More items");
    }
}
