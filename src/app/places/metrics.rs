//! 指标: pick metrics, zones and kind; see the figure; take it away.

use egui::{Panel, Popup, RichText, ScrollArea, Sense, TextEdit, Ui, Vec2};

use super::Ctx;
use crate::app::command::{ChartEdit, Command};
use crate::app::widgets::{
    caption, chip, colours, empty, icon_button, link, list_row, one_line, primary_button,
    quiet_button, segmented,
};
use crate::chart::{ChartKind, ChartSpec, FigureTheme, PeriodChoice, Subject, draw, suits};
use crate::model::{EntityId, Lang, MetricId, Named as _};
use crate::search::Target;
use crate::theme::{Icon, regular, size, space};

/// Sizes offered, in pixels at scale 1 (product.md).
pub const PRESETS: [(&str, (u32, u32)); 5] = [
    ("preset-slide", (1920, 1080)),
    ("preset-a4-half", (1890, 1181)),
    ("preset-a4-full", (2126, 2835)),
    ("preset-wechat", (900, 383)),
    ("preset-square", (1080, 1080)),
];

/// The figure's colours on this screen.
pub fn screen_theme(ui: &Ui) -> FigureTheme {
    match ui.theme() {
        egui::Theme::Dark => FigureTheme::Dark,
        egui::Theme::Light => FigureTheme::Light,
    }
}

/// The chart as it is shown and exported: in the window's language.
pub fn shown_spec(spec: &ChartSpec, lang: Lang) -> ChartSpec {
    ChartSpec {
        lang,
        ..spec.clone()
    }
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let width = ui.available_width();
    let side = if width < 560.0 {
        0.4 * width
    } else {
        (0.22 * width).clamp(230.0, 300.0)
    };
    let p = colours(ui);
    Panel::left("metrics-builder")
        .exact_size(side)
        .resizable(false)
        .show_separator_line(false)
        .frame(
            egui::Frame::new()
                .fill(p.ground)
                .inner_margin(egui::Margin::symmetric(16, 12)),
        )
        .show(ui, |ui| {
            let line = egui::Stroke::new(1.0, p.line);
            let edge = ui.max_rect().expand2(Vec2::new(16.0, 12.0));
            ui.painter().vline(edge.right() - 0.5, edge.y_range(), line);
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| builder_ui(ui, ctx));
        });
    egui::CentralPanel::no_frame().show(ui, |ui| {
        let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
        egui::Frame::new()
            .inner_margin(egui::Margin::symmetric(margin, 12))
            .show(ui, |ui| chart_ui(ui, ctx));
    });
}

fn builder_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let chart = &ctx.view.chart;
    label(ui, ctx, "chart-metrics");
    if let Subject::Metrics { metrics, entities } = &chart.subject {
        for id in metrics {
            let name = ctx
                .data
                .metric(id)
                .map_or(id.as_str(), |metric| metric.name(ctx.lang));
            if item_ui(ui, ctx, name) {
                ctx.send(Command::Chart(ChartEdit::RemoveMetric(id.clone())));
            }
        }
        add_metric_ui(ui, ctx, metrics, entities);
        label(ui, ctx, "chart-entities");
        if entities.is_empty() {
            caption(ui, &ctx.tr("chart-all-entities"));
        }
        for id in entities {
            let name = ctx.data.entity_name(id, ctx.lang).to_owned();
            if item_ui(ui, ctx, &name) {
                ctx.send(Command::Chart(ChartEdit::RemoveEntity(id.clone())));
            }
        }
        add_entity_ui(ui, ctx, metrics, entities);
        period_ui(ui, ctx, metrics, entities);
    } else {
        caption(ui, &ctx.tr("chart-counted-subject"));
        add_metric_ui(ui, ctx, &[], &[]);
    }
    title_ui(ui, ctx);
    label(ui, ctx, "chart-size");
    let names: Vec<_> = PRESETS
        .iter()
        .map(|(text, size)| (*size, ctx.tr(text)))
        .collect();
    let choices: Vec<_> = names
        .iter()
        .map(|(size, text)| (*size, text.as_ref()))
        .collect();
    if let Some((w, h)) = segmented(ui, chart.size, &choices) {
        ctx.send(Command::Chart(ChartEdit::Size(w, h)));
    }
    label(ui, ctx, "chart-theme");
    let names = [
        (FigureTheme::Light, ctx.tr("theme-light")),
        (FigureTheme::Dark, ctx.tr("theme-dark")),
        (FigureTheme::Print, ctx.tr("theme-print")),
    ];
    let choices = names
        .each_ref()
        .map(|(theme, text)| (*theme, text.as_ref()));
    if let Some(theme) = segmented(ui, chart.theme, &choices) {
        ctx.send(Command::Chart(ChartEdit::Theme(theme)));
    }
    label(ui, ctx, "chart-gallery");
    for (_, spec) in ctx.derived.gallery(ctx.data).iter() {
        let title = spec.title.get(ctx.lang).unwrap_or_default();
        let selected = spec.subject == chart.subject && spec.kind == chart.kind;
        let p = colours(ui);
        let row = list_row(ui, title, selected, space::ROW, space::S, |row| {
            let text = one_line(
                row.ui,
                title,
                regular(size::SMALL),
                p.ink_soft,
                row.rect.width(),
            );
            row.ui.painter().galley(
                crate::app::widgets::centred(row.rect, row.rect.left(), &text),
                text,
                p.ink_soft,
            );
        });
        if row.on_hover_text(title).clicked() {
            let spec = ChartSpec {
                size: chart.size,
                theme: chart.theme,
                ..spec.clone()
            };
            ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
        }
    }
}

fn label(ui: &mut Ui, ctx: &Ctx<'_>, id: &'static str) {
    ui.add_space(space::M);
    caption(ui, &ctx.tr(id));
    ui.add_space(2.0);
}

/// A chosen thing with a button that removes it. Gives whether that was clicked.
fn item_ui(ui: &mut Ui, ctx: &Ctx<'_>, name: &str) -> bool {
    let p = colours(ui);
    let mut remove = false;
    ui.horizontal(|ui| {
        let room = ui.available_width() - 36.0;
        let galley = one_line(ui, name, regular(size::BODY), p.ink, room);
        let (rect, _) = ui.allocate_exact_size(Vec2::new(room, 28.0), Sense::hover());
        ui.painter().galley(
            crate::app::widgets::centred(rect, rect.left(), &galley),
            galley,
            p.ink,
        );
        let text =
            crate::text::tr_args(ctx.lang, "remove-item", &[("name", name.to_owned().into())]);
        remove = icon_button(ui, Icon::Close, &text, true).clicked();
    });
    remove
}

fn add_metric_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, chosen: &[MetricId], entities: &[EntityId]) {
    let data = ctx.data;
    let lang = ctx.lang;
    let has_figures = |id: &MetricId| {
        let mut all = data.observations().by_metric(id);
        if entities.is_empty() {
            all.next().is_some()
        } else {
            all.any(|obs| entities.contains(obs.entity()))
        }
    };
    let text = ctx.tr("chart-add-metric");
    let choice = picker_ui(ui, ctx, &text, |query, ctx| {
        let found = ctx.map(|hits| {
            hits.iter().filter_map(|hit| match &hit.target {
                Target::Metric(id) => Some(id.clone()),
                _ => None,
            })
        });
        let ids: Vec<MetricId> = match found {
            Some(found) if !query.is_empty() => found.collect(),
            _ => data
                .metrics
                .iter()
                .map(|metric| metric.id.clone())
                .collect(),
        };
        let fresh = ids
            .into_iter()
            .filter(|id| !chosen.contains(id) && has_figures(id));
        fresh
            .map(|id| {
                let name = data
                    .metric(&id)
                    .map_or("", |metric| metric.name(lang))
                    .to_owned();
                (id, name)
            })
            .collect()
    });
    if let Some(id) = choice {
        ctx.send(Command::Chart(ChartEdit::AddMetric(id)));
    }
}

fn add_entity_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, metrics: &[MetricId], chosen: &[EntityId]) {
    let data = ctx.data;
    let lang = ctx.lang;
    let has_figures = |id: &EntityId| {
        metrics.is_empty()
            || metrics
                .iter()
                .any(|m| data.observations().series(id, m).next().is_some())
    };
    let text = ctx.tr("chart-add-entity");
    let choice = picker_ui(ui, ctx, &text, |query, hits| {
        let found = hits.map(|hits| {
            hits.iter().filter_map(|hit| match &hit.target {
                Target::Entity(id) => Some(id.clone()),
                _ => None,
            })
        });
        let ids: Vec<EntityId> = match found {
            Some(found) if !query.is_empty() => found.collect(),
            _ => data.entity_ids().cloned().collect(),
        };
        let fresh = ids
            .into_iter()
            .filter(|id| !chosen.contains(id) && has_figures(id));
        fresh
            .map(|id| {
                let name = data.entity_name(&id, lang).to_owned();
                (id, name)
            })
            .collect()
    });
    if let Some(id) = choice {
        ctx.send(Command::Chart(ChartEdit::AddEntity(id)));
    }
}

/// A link that opens a searchable list. `list` gives the choices for a query and its search hits.
fn picker_ui<T: Clone>(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    text: &str,
    list: impl FnOnce(&str, Option<&[crate::search::Hit]>) -> Vec<(T, String)>,
) -> Option<T> {
    let button = link(ui, text);
    let id = button.id.with("query");
    let mut choice = None;
    Popup::menu(&button)
        .accessible_name(text)
        .width(280.0)
        .show(|ui| {
            let mut query = ui
                .data(|data| data.get_temp::<String>(id))
                .unwrap_or_default();
            let field = TextEdit::singleline(&mut query)
                .hint_text(ctx.tr("picker-hint").into_owned())
                .char_limit(100)
                .desired_width(f32::INFINITY);
            let field = ui.add(field).on_hover_text(text);
            if button.clicked() {
                query.clear();
                field.request_focus();
            }
            ui.data_mut(|data| data.insert_temp(id, query.clone()));
            let hits = ctx.derived.hits(ctx.data, ctx.lang, &query);
            let hits = ctx.derived.index.is_some().then_some(hits.as_slice());
            let choices = list(query.trim(), hits);
            if choices.is_empty() {
                caption(ui, &ctx.tr("picker-nothing"));
            }
            let p = colours(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            let height = space::ROW;
            ScrollArea::vertical().max_height(320.0).show_rows(
                ui,
                height,
                choices.len(),
                |ui, rows| {
                    for (value, name) in &choices[rows] {
                        let row = list_row(ui, name, false, height, space::S, |row| {
                            let text = one_line(
                                row.ui,
                                name,
                                regular(size::BODY),
                                p.ink,
                                row.rect.width(),
                            );
                            row.ui.painter().galley(
                                crate::app::widgets::centred(row.rect, row.rect.left(), &text),
                                text,
                                p.ink,
                            );
                        });
                        if row.clicked() {
                            choice = Some(value.clone());
                            ui.close();
                        }
                    }
                },
            );
        });
    choice
}

/// From and to, of the periods that have figures.
fn period_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, metrics: &[MetricId], entities: &[EntityId]) {
    let periods = ctx.derived.periods(ctx.data, metrics, entities);
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return;
    };
    if first == last {
        return;
    }
    label(ui, ctx, "chart-period");
    let now = ctx.view.chart.period;
    let (from, to) = match now {
        PeriodChoice::Range(from, to) => (from, to),
        PeriodChoice::At(period) => (period, period),
        PeriodChoice::Auto => (*first, *last),
    };
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        if chip(ui, &ctx.tr("period-auto"), now == PeriodChoice::Auto).clicked() {
            chosen = Some(PeriodChoice::Auto);
        }
        for (salt, value, name) in [("from", from, "period-from"), ("to", to, "period-to")] {
            let name = ctx.tr(name);
            let text = format!("{name} {}", value.display(ctx.lang));
            let button = chip(ui, &text, false);
            Popup::menu(&button)
                .id(button.id.with(salt))
                .accessible_name(name.as_ref())
                .show(|ui| {
                    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                        for period in periods.iter() {
                            if ui
                                .selectable_label(*period == value, period.display(ctx.lang))
                                .clicked()
                            {
                                chosen = Some(match salt {
                                    "from" => PeriodChoice::Range(*period, to.max(*period)),
                                    _ => PeriodChoice::Range(from.min(*period), *period),
                                });
                                ui.close();
                            }
                        }
                    });
                });
        }
    });
    if let Some(period) = chosen {
        ctx.send(Command::Chart(ChartEdit::Period(period)));
    }
}

fn title_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    label(ui, ctx, "chart-title");
    let words = &ctx.view.chart.title;
    let mut text = match ctx.lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    };
    let spec = shown_spec(&ctx.view.chart, ctx.lang);
    let hint = match ctx.derived.chart(ctx.data, &spec).as_ref() {
        Ok(frame) => frame.title.clone(),
        Err(_) => ctx.tr("chart-title").into_owned(),
    };
    let field = TextEdit::multiline(&mut text)
        .desired_rows(2)
        .char_limit(200)
        .hint_text(hint)
        .desired_width(f32::INFINITY);
    if ui.add(field).changed() {
        ctx.send(Command::Chart(ChartEdit::Title(text.replace('\n', ""))));
    }
}

fn kind_text(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Line => "kind-line",
        ChartKind::RankedBar => "kind-ranked-bar",
        ChartKind::GroupedBar => "kind-grouped-bar",
        ChartKind::StackedBar => "kind-stacked-bar",
        ChartKind::StackedArea => "kind-stacked-area",
        ChartKind::Scatter => "kind-scatter",
        ChartKind::Slope => "kind-slope",
        ChartKind::Dumbbell => "kind-dumbbell",
        ChartKind::HeatMap => "kind-heat-map",
        ChartKind::Distribution => "kind-distribution",
        ChartKind::Funnel => "kind-funnel",
        ChartKind::Waterfall => "kind-waterfall",
        ChartKind::Links => "kind-links",
    }
}

fn chart_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let spec = shown_spec(&ctx.view.chart, ctx.lang);
    let names: Vec<_> = suits(&spec, ctx.data)
        .into_iter()
        .map(|kind| (kind, ctx.tr(kind_text(kind))))
        .collect();
    let choices: Vec<_> = names
        .iter()
        .map(|(kind, text)| (*kind, text.as_ref()))
        .collect();
    if let Some(kind) = segmented(ui, spec.kind, &choices) {
        ctx.send(Command::Chart(ChartEdit::Kind(kind)));
    }
    ui.add_space(space::S);
    let frame = ctx.derived.chart(ctx.data, &spec);
    let frame = match frame.as_ref() {
        Ok(frame) => frame,
        Err(error) => {
            empty(ui, &ctx.tr("chart-cannot"), &error.message(ctx.lang));
            return;
        }
    };
    let foot = 48.0;
    let room = Vec2::new(
        ui.available_width(),
        (ui.available_height() - foot).max(160.0),
    );
    let (layout, _) = crate::chart::style::layout(spec.size);
    let zoom = (room.x / layout.x).min(room.y / layout.y);
    // Sizes in steps, so that dragging the window's edge does not fill the glyph atlas with every size in between.
    let zoom = ((zoom * 32.0).floor() / 32.0).clamp(0.25, 3.0);
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    let figure = egui::Rect::from_min_size(rect.min, (layout * zoom).min(rect.size()));
    ui.painter().rect_filled(
        figure,
        8.0,
        crate::chart::style::figure_palette(spec.theme).raised,
    );
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(figure));
    draw::figure_ui(&mut child, frame, spec.theme, zoom, true);
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if primary_button(ui, &ctx.tr("export-png")).clicked() {
            ctx.send(Command::ExportPng);
        }
        if quiet_button(ui, &ctx.tr("cmd-copy-summary"))
            .on_hover_text(&frame.summary)
            .clicked()
        {
            ctx.send(Command::CopySummary);
        }
        let (width, height) = spec.size;
        ui.label(RichText::new(format!("{width} × {height}")).color(colours(ui).ink_faint));
    });
}
