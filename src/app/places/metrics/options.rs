//! Transform, axes, gaps, small multiples, overlays, size and colours: what applies to the kind.

use egui::{DragValue, Popup, Ui, Vec2};

use super::builder::{choose, label, toggles};
use super::{PRESETS, picker, timeline};
use crate::app::command::{ChartEdit, Command};
use crate::app::kinds::{Applies, applies};
use crate::app::places::Ctx;
use crate::app::state::metrics::AxisOf;
use crate::app::widgets::{caption, chip, colours, floating_area, link, menu_chip, short_list};
use crate::chart::{
    ChartKind, ColourBy, Encoding, FigureTheme, Markers, Missing, PanelBy, Panels, Reference,
    SIZE_RANGE, Stack, Subject, Transform, reference_name,
};
use crate::model::{MetricId, Named as _, Period};
use crate::text::tr_args;
use crate::theme::space;

/// Years over which a figure may be carried, as offered.
const CARRIED: [u8; 3] = [1, 2, 5];

/// Zones and places that are few enough to draw all of them.
const FEW: usize = 8;

/// A [`Transform`] without what it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Level,
    YearOnYear,
    Index,
    Cagr,
    Share,
    Per,
    Cumulative,
    Rank,
}

impl Form {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Level, "transform-level"),
        (Self::YearOnYear, "transform-yoy"),
        (Self::Index, "transform-index"),
        (Self::Share, "transform-share"),
        (Self::Cagr, "transform-cagr"),
        (Self::Per, "transform-per"),
        (Self::Cumulative, "transform-cumulative"),
        (Self::Rank, "transform-rank"),
    ];

    fn of(transform: &Transform) -> Self {
        match transform {
            Transform::Level => Self::Level,
            Transform::YearOnYear => Self::YearOnYear,
            Transform::Index(_) => Self::Index,
            Transform::Cagr => Self::Cagr,
            Transform::Share => Self::Share,
            Transform::Per(_) => Self::Per,
            Transform::Cumulative => Self::Cumulative,
            Transform::Rank => Self::Rank,
        }
    }
}

/// What is made of the figures and put over them.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let chart = &ctx.view.chart;
    let has = |option| applies(option, chart.kind, &chart.subject);
    let Subject::Metrics { metrics, entities } = &chart.subject else {
        return;
    };
    if metrics.is_empty() {
        return;
    }
    // What compares or divides needs more than one series.
    let many = metrics.len() > 1 || entities.len() != 1;
    if has(Applies::Transform) {
        transform_ui(ui, ctx);
    }
    if has(Applies::Stack) {
        label(ui, ctx, "option-stack");
        let choices = [
            (Stack::Absolute, "stack-absolute"),
            (Stack::Percent, "stack-percent"),
        ];
        if let Some(stack) = choose(ui, ctx, chart.stack, &choices) {
            ctx.send(Command::Chart(ChartEdit::Stack(stack)));
        }
    }
    if has(Applies::LogY) || has(Applies::LogX) {
        axes_ui(ui, ctx, has(Applies::LogX));
    }
    if has(Applies::Encoding) {
        encoding_ui(ui, ctx);
    }
    if has(Applies::Missing) && chart.transform.takes_carried() {
        missing_ui(ui, ctx);
    }
    if has(Applies::Panels) && many {
        panels_ui(ui, ctx, metrics.len() > 1, entities.len() != 1);
    }
    overlays_ui(ui, ctx);
    // A ranking of everybody shows the first of them, whatever is chosen.
    let first = chart.kind == ChartKind::RankedBar && entities.is_empty() && metrics.len() == 1;
    if has(Applies::Fold) && !first && (chart.fold || entities.is_empty() || entities.len() > FEW) {
        label(ui, ctx, "option-fold");
        let choices = [(false, "fold-off"), (true, "fold-on")];
        if let Some(fold) = choose(ui, ctx, chart.fold, &choices) {
            ctx.send(Command::Chart(ChartEdit::Fold(fold)));
        }
    }
}

fn transform_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    label(ui, ctx, "option-transform");
    let now = &ctx.view.chart.transform;
    let chosen = choose(ui, ctx, Form::of(now), &Form::ALL);
    let next = chosen.and_then(|form| match form {
        Form::Level => Some(Transform::Level),
        Form::YearOnYear => Some(Transform::YearOnYear),
        Form::Index => Some(Transform::Index(None)),
        Form::Cagr => Some(Transform::Cagr),
        Form::Share => Some(Transform::Share),
        Form::Cumulative => Some(Transform::Cumulative),
        Form::Rank => Some(Transform::Rank),
        Form::Per => first_divisor(ctx).map(Transform::Per),
    });
    if let Some(transform) = next {
        ctx.send(Command::Chart(ChartEdit::Transform(transform)));
    }
    match now {
        Transform::Index(base) => base_ui(ui, ctx, *base),
        Transform::Per(metric) => {
            let metric = metric.clone();
            let name = |id: &MetricId| {
                let metric = ctx.data.metric(id);
                metric.map_or(id.to_string(), |m| m.name(ctx.lang).to_owned())
            };
            let text = tr_args(
                ctx.lang,
                "transform-per-metric",
                &[("name", name(&metric).into())],
            );
            metric_picker(ui, ctx, &text, Some(&metric), |id| {
                ChartEdit::Transform(Transform::Per(id))
            });
        }
        _ => {}
    }
}

/// The metric that most zones drawn have too, and that is not drawn itself.
fn first_divisor(ctx: &mut Ctx<'_>) -> Option<MetricId> {
    let Subject::Metrics { metrics, entities } = &ctx.view.chart.subject else {
        return None;
    };
    let index = ctx.derived.index.clone();
    let all = ctx
        .derived
        .metrics
        .metrics(ctx.data, index.as_ref(), ctx.lang, "", entities);
    let known = [
        "employees_yearend",
        "employees",
        "resident_population",
        "enterprises",
    ];
    let has = |id: &&&str| all.iter().any(|c| c.value.as_str() == **id);
    let free = |id: &MetricId| !metrics.contains(id);
    let first = known.iter().find(has).map(|id| MetricId::from(*id));
    first
        .filter(free)
        .or_else(|| all.iter().map(|c| c.value.clone()).find(free))
}

/// A link that opens the list of metrics; the one clicked becomes an edit.
fn metric_picker(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    text: &str,
    now: Option<&MetricId>,
    edit: impl Fn(MetricId) -> ChartEdit,
) {
    let Subject::Metrics { entities, .. } = &ctx.view.chart.subject else {
        return;
    };
    picker::popup(ui, ctx, text, |ui, ctx, query, _| {
        let index = ctx.derived.index.clone();
        let choices =
            ctx.derived
                .metrics
                .metrics(ctx.data, index.as_ref(), ctx.lang, query, entities);
        if let Some(i) = picker::list(ui, ctx, &choices, |id| Some(id) == now) {
            ctx.send(Command::Chart(edit(choices[i].value.clone())));
            ui.close();
        }
    });
}

/// The base period of an index.
fn base_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, base: Option<Period>) {
    let periods = timeline::periods(ctx);
    let first = ctx.tr("transform-base-first");
    let shown = base.map_or(first.clone().into_owned(), |p| p.display(ctx.lang));
    let text = tr_args(ctx.lang, "transform-base", &[("period", shown.into())]);
    let button = menu_chip(ui, &text, false);
    let mut chosen = None;
    Popup::menu(&button).accessible_name(text).show(|ui| {
        short_list(ui, floating_area(ui, 280.0), |ui| {
            if ui
                .selectable_label(base.is_none(), first.as_ref())
                .clicked()
            {
                chosen = Some(None);
                ui.close();
            }
            for period in periods.iter() {
                let on = base == Some(*period);
                if ui.selectable_label(on, period.display(ctx.lang)).clicked() {
                    chosen = Some(Some(*period));
                    ui.close();
                }
            }
        });
    });
    if let Some(base) = chosen {
        ctx.send(Command::Chart(ChartEdit::Transform(Transform::Index(base))));
    }
}

fn axes_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, both: bool) {
    let axes: &[(AxisOf, &'static str, bool)] = match both {
        true => &[
            (AxisOf::Y, "option-axis-y", ctx.view.chart.y.log),
            (AxisOf::X, "option-axis-x", ctx.view.chart.x.log),
        ],
        false => &[(AxisOf::Y, "option-axis", ctx.view.chart.y.log)],
    };
    for (axis, name, log) in axes {
        label(ui, ctx, name);
        let choices = [(false, "axis-linear"), (true, "axis-log")];
        if let Some(log) = choose(ui, ctx, *log, &choices) {
            ctx.send(Command::Chart(ChartEdit::Log(*axis, log)));
        }
    }
}

fn encoding_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let now = ctx.view.chart.encoding.clone();
    label(ui, ctx, "option-dot-size");
    let name = now.size.as_ref().map(|id| {
        let metric = ctx.data.metric(id);
        metric.map_or(id.to_string(), |m| m.name(ctx.lang).to_owned())
    });
    let text = match name {
        Some(name) => tr_args(ctx.lang, "dot-size-of", &[("name", name.into())]),
        None => ctx.tr("dot-size-choose").into_owned(),
    };
    let colour = now.colour;
    metric_picker(ui, ctx, &text, now.size.as_ref(), |id| {
        ChartEdit::Encoding(Encoding {
            size: Some(id),
            colour,
        })
    });
    if now.size.is_some() && link(ui, &ctx.tr("dot-size-none")).clicked() {
        let plain = Encoding { size: None, colour };
        ctx.send(Command::Chart(ChartEdit::Encoding(plain)));
    }
    label(ui, ctx, "option-dot-colour");
    let choices = [
        (ColourBy::None, "colour-none"),
        (ColourBy::Region, "colour-region"),
        (ColourBy::Batch, "colour-batch"),
    ];
    if let Some(colour) = choose(ui, ctx, colour, &choices) {
        let size = now.size;
        ctx.send(Command::Chart(ChartEdit::Encoding(Encoding {
            size,
            colour,
        })));
    }
}

fn missing_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    label(ui, ctx, "option-missing");
    let now = ctx.view.chart.missing;
    let mut chips = vec![(ctx.tr("missing-gap").into_owned(), now == Missing::Gap)];
    for years in CARRIED {
        let text = ctx.count("missing-carry", years.into());
        chips.push((text, now == Missing::Carry(years)));
    }
    if let Some(i) = toggles(ui, &chips) {
        let missing = match i {
            0 => Missing::Gap,
            i => Missing::Carry(CARRIED[i - 1]),
        };
        ctx.send(Command::Chart(ChartEdit::Missing(missing)));
    }
}

fn panels_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, by_metric: bool, by_entity: bool) {
    label(ui, ctx, "option-panels");
    let now = ctx.view.chart.panels;
    let mut choices = vec![(None, "panels-none")];
    let by = [
        (PanelBy::Entity, "panels-entity", by_entity),
        (PanelBy::Metric, "panels-metric", by_metric),
    ];
    for (by, name, offered) in by {
        if offered || now.is_some_and(|panels| panels.by == by) {
            choices.push((Some(by), name));
        }
    }
    let free = now.is_some_and(|panels| panels.free);
    if let Some(by) = choose(ui, ctx, now.map(|panels| panels.by), &choices) {
        let panels = by.map(|by| Panels { by, free });
        ctx.send(Command::Chart(ChartEdit::Panels(panels)));
    }
    if let Some(Panels { by, free }) = now {
        let choices = [(false, "panels-shared"), (true, "panels-free")];
        if let Some(free) = choose(ui, ctx, free, &choices) {
            let panels = Some(Panels { by, free });
            ctx.send(Command::Chart(ChartEdit::Panels(panels)));
        }
    }
}

/// Policy dates and lines of comparison. What this chart cannot draw is grey and says why.
fn overlays_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let chart = &ctx.view.chart;
    let Subject::Metrics { metrics, entities } = &chart.subject else {
        return;
    };
    let has = |option| applies(option, chart.kind, &chart.subject);
    let mut chips: Vec<(String, bool, Option<&'static str>, ChartEdit)> = Vec::new();
    if has(Applies::Markers) {
        let on = chart.markers != Markers::None;
        let next = if on { Markers::None } else { Markers::OfZones };
        let name = ctx.tr("overlay-policies").into_owned();
        chips.push((name, on, None, ChartEdit::Markers(next)));
    }
    for reference in Reference::ALL {
        let why = match reference {
            _ if !has(Applies::References) => Some("overlay-reference-kind"),
            // One series is its own mean.
            Reference::Mean | Reference::Median if entities.len() == 1 => {
                Some("overlay-reference-one")
            }
            _ => None,
        };
        let on = chart.references.contains(&reference);
        let name = reference_name(reference, metrics, ctx.data, ctx.lang);
        chips.push((name, on, why, ChartEdit::ToggleReference(reference)));
    }
    label(ui, ctx, "option-overlays");
    let clicked = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS + 2.0);
        let mut clicked = None;
        for (name, on, why, edit) in chips {
            // What is on can always be put off.
            let possible = on || why.is_none();
            let shown = ui.add_enabled(possible, |ui: &mut Ui| chip(ui, &name, on));
            let shown = match why {
                Some(why) => {
                    let why = ctx.tr(why);
                    shown.on_hover_text(&*why).on_disabled_hover_text(&*why)
                }
                None => shown,
            };
            if shown.clicked() {
                clicked = Some(edit);
            }
        }
        clicked
    });
    if let Some(edit) = clicked.inner {
        ctx.send(Command::Chart(edit));
    }
    if ctx.view.chart.markers != Markers::None && has(Applies::Markers) {
        markers_ui(ui, ctx);
    }
}

/// Which policies are marked.
fn markers_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let text = match &ctx.view.chart.markers {
        Markers::These(ids) => ctx.count("overlay-policies-these", ids.len()),
        _ => ctx.tr("overlay-policies-zones").into_owned(),
    };
    let these: Vec<_> = match &ctx.view.chart.markers {
        Markers::These(ids) => ids.clone(),
        _ => Vec::new(),
    };
    picker::popup(ui, ctx, &text, |ui, ctx, query, _| {
        let query = query.to_lowercase();
        let found = ctx.data.policies.iter().filter(|policy| {
            query.is_empty() || policy.name(ctx.lang).to_lowercase().contains(&query)
        });
        let choices: Vec<_> = found
            .map(|policy| picker::Choice {
                value: policy.id.clone(),
                name: policy.name(ctx.lang).to_owned(),
                detail: policy.issued.map(|p| p.to_string()).unwrap_or_default(),
            })
            .collect();
        if let Some(i) = picker::list(ui, ctx, &choices, |id| these.contains(id)) {
            let mut ids = these.clone();
            let id = choices[i].value.clone();
            match ids.iter().position(|have| *have == id) {
                Some(at) => drop(ids.remove(at)),
                None => ids.push(id),
            }
            let markers = match ids.is_empty() {
                true => Markers::OfZones,
                false => Markers::These(ids),
            };
            ctx.send(Command::Chart(ChartEdit::Markers(markers)));
        }
    });
}

/// Size and colours of the figure.
pub(super) fn look_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let chart = &ctx.view.chart;
    label(ui, ctx, "chart-size");
    let choices = PRESETS.map(|(text, size)| (size, text));
    if let Some((w, h)) = choose(ui, ctx, chart.size, &choices) {
        ctx.send(Command::Settle);
        ctx.send(Command::Chart(ChartEdit::Size(w, h)));
    }
    let (mut w, mut h) = chart.size;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let mut changed = false;
        for (value, name) in [(&mut w, "size-width"), (&mut h, "size-height")] {
            let text = ctx.tr(name);
            let field = DragValue::new(value)
                .range(SIZE_RANGE)
                .clamp_existing_to_range(true)
                .speed(4.0);
            let field = ui.add(field).on_hover_text(text.as_ref());
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::SpinButton, true, text.as_ref())
            });
            if field.drag_started() || field.gained_focus() {
                ctx.send(Command::Settle);
            }
            changed |= field.changed();
            if name == "size-width" {
                ui.label(egui::RichText::new("×").color(colours(ui).ink_faint));
            }
        }
        caption(ui, &ctx.tr("size-pixels"));
        if changed {
            ctx.send(Command::Chart(ChartEdit::Size(w, h)));
        }
    });
    label(ui, ctx, "chart-theme");
    let choices = [
        (FigureTheme::Light, "theme-light"),
        (FigureTheme::Dark, "theme-dark"),
        (FigureTheme::Print, "theme-print"),
    ];
    if let Some(theme) = choose(ui, ctx, chart.theme, &choices) {
        ctx.send(Command::Chart(ChartEdit::Theme(theme)));
    }
}
