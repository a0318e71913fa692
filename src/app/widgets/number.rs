//! A figure with everything that says where it comes from.

use egui::{Response, RichText, Ui};

use super::list::list_row;
use super::{caption, centred, colours, one_line};
use crate::dataset::{Dataset, Obs};
use crate::export::comparison::{qualifier_text, status_text};
use crate::model::{
    Lang, Metric, MetricKind, Named as _, Qualifier, Status, format_number, format_value,
};
use crate::text::{tr, tr_args};
use crate::theme::{heavy, regular, size, space};

/// The value as a person reads it, hedge included, without the unit: `约1.8万`, `第1`, `2020-09-07`.
pub fn value_text(obs: &Obs<'_>, metric: Option<&Metric>, lang: Lang) -> String {
    let number = match metric.map(|metric| metric.kind) {
        Some(MetricKind::Date) => format_number(obs.value(), 4),
        _ => format_value(obs.value(), lang),
    };
    format!("{}{number}", obs.qualifier().mark(lang))
}

/// A row of a table of figures: metric with scope, value with unit, period, status, place in the source; all of it on
/// hover. `conflict` marks a figure that another source gives differently.
pub fn figure_row(
    ui: &mut Ui,
    data: &Dataset,
    obs: &Obs<'_>,
    lang: Lang,
    conflict: bool,
) -> Response {
    let p = colours(ui);
    let metric = data.metric(obs.metric());
    let name = metric.map_or(obs.metric().as_str(), |metric| metric.name(lang));
    let unit = metric.map_or("", |metric| metric.unit(lang));
    let value = value_text(obs, metric, lang);
    let period = obs.period().display(lang);
    let status = match (conflict, obs.status()) {
        (true, _) => tr(lang, "figure-conflict"),
        (false, Status::Reported) => "".into(),
        (false, status) => tr(lang, status_text(status)),
    };
    let spoken = format!(
        "{name} {} {value} {unit} {period} {status}",
        obs.definition()
    );
    let row = list_row(ui, &spoken, false, space::ROW, 0.0, |row| {
        let (rect, ui) = (row.rect, row.ui);
        let small =
            |text: &str, colour, width| one_line(ui, text, regular(size::SMALL), colour, width);
        let painter = ui.painter();
        // From the right: place in the source, status, period, unit, value; the name has what is left.
        let mut right = rect.right();
        // Some name a yearbook and its table there.
        let source_room = if rect.width() > 700.0 { 160.0 } else { 44.0 };
        let source = small(obs.locator(), p.ink_faint, source_room);
        painter.galley(
            centred(rect, right - source.size().x, &source),
            source,
            p.ink_faint,
        );
        right -= source_room;
        let wide = rect.width() > 420.0;
        if wide || !status.is_empty() {
            let status = small(&status, p.warn, 64.0);
            painter.galley(centred(rect, right - 68.0, &status), status, p.warn);
            right -= 68.0;
        }
        let period = small(&period, p.ink_soft, 108.0);
        painter.galley(centred(rect, right - 108.0, &period), period, p.ink_soft);
        right -= 108.0 + space::M;
        // English units are phrases ("100 million yuan").
        let unit_room = if lang == Lang::En && wide {
            104.0
        } else {
            52.0
        };
        let unit = small(unit, p.ink_soft, unit_room);
        painter.galley(centred(rect, right - unit_room, &unit), unit, p.ink_soft);
        right -= unit_room + 6.0;
        let value = one_line(ui, &value, heavy(size::BODY), p.ink, 160.0);
        right -= value.size().x;
        painter.galley(centred(rect, right, &value), value, p.ink);
        let room = (right - rect.left() - space::M).max(24.0);
        let name = one_line(ui, name, regular(size::BODY), p.ink, room);
        let left = rect.left() + name.size().x + space::S;
        painter.galley(centred(rect, rect.left(), &name), name, p.ink);
        if !obs.definition().is_empty() && right - left > 40.0 {
            let scope = small(obs.definition(), p.ink_faint, right - left - space::M);
            painter.galley(centred(rect, left, &scope), scope, p.ink_faint);
        }
    });
    row.on_hover_ui(|ui| figure_tooltip(ui, data, obs, lang))
}

/// Who says so: definition, the figure as printed, hedge, status, source, place in it, pack.
pub fn figure_tooltip(ui: &mut Ui, data: &Dataset, obs: &Obs<'_>, lang: Lang) {
    let p = colours(ui);
    ui.set_max_width(360.0);
    let metric = data.metric(obs.metric());
    let name = metric.map_or(obs.metric().as_str(), |metric| metric.name(lang));
    ui.label(RichText::new(name).font(heavy(size::BODY)).color(p.ink));
    if let Some(metric) = metric {
        let definition = lang.pick(&metric.definition, &metric.definition_en);
        if !definition.is_empty() {
            caption(ui, definition);
        }
    }
    if !obs.definition().is_empty() {
        caption(
            ui,
            &tr_args(lang, "figure-scope", &[("scope", obs.definition().into())]),
        );
    }
    let line = |ui: &mut Ui, id: &'static str, value: &str| {
        if !value.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.label(
                    RichText::new(tr(lang, id))
                        .font(regular(size::SMALL))
                        .color(p.ink_faint),
                );
                ui.label(RichText::new(value).font(regular(size::SMALL)).color(p.ink));
            });
        }
    };
    line(ui, "figure-entity", data.entity_name(obs.entity(), lang));
    line(ui, "figure-as-printed", obs.as_printed());
    if obs.qualifier() != Qualifier::Exact {
        line(
            ui,
            "figure-qualifier",
            &tr(lang, qualifier_text(obs.qualifier())),
        );
    }
    if obs.status() != Status::Reported {
        line(ui, "figure-status", &tr(lang, status_text(obs.status())));
    }
    line(ui, "figure-note", obs.note());
    if let Some(source) = data.source(obs.source()) {
        let date = source
            .date
            .map(|date| date.display(lang))
            .unwrap_or_default();
        let text = super::bilingual_gap(
            [&source.publisher, &source.title, &date, obs.locator()].map(|s| s as &str),
        );
        line(ui, "figure-from", &text);
    }
    if data.packs.len() > 1 {
        line(ui, "figure-pack", obs.pack().as_str());
    }
}
