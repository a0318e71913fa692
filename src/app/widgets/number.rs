//! A figure with everything that says where it comes from.

use std::borrow::Cow;

use egui::{Response, RichText, Ui};

pub use crate::analysis::comparison::value_text;

use super::list::list_row;
use super::{caption, centred, colours, one_line};
use crate::chart::{locator_brief, locator_words};
use crate::dataset::{Dataset, Obs, ObsIx};
use crate::model::{Lang, Metric, MetricKind, Named as _, Qualifier, Status, format_number};
use crate::text::{qualifier_text, status_text, tr, tr_args};
use crate::theme::{heavy, regular, size, space};

/// Value with hedge, and the unit beside it; no unit where there is none, nor of ranks, whose value says what it is.
pub fn figure_parts<'a>(
    obs: &Obs<'_>,
    metric: Option<&'a Metric>,
    lang: Lang,
) -> (String, Cow<'a, str>) {
    let counted = metric.filter(|metric| metric.kind != MetricKind::Rank);
    if let Some((value, unit)) = counted.and_then(|metric| metric.in_words(obs.value(), lang)) {
        // As exact as the number it stands for; what the source prints is told on hover.
        let value = format_number(value, 4);
        return (
            format!("{}{value}", obs.qualifier().mark(lang)),
            unit.into(),
        );
    }
    let unit = counted.map_or("".into(), |metric| metric.unit_beside(obs.value(), lang));
    (value_text(obs, metric, lang), unit)
}

/// Value and unit as one: `约1.8万 人`, `25%`, `第1`.
pub fn figure_text(obs: &Obs<'_>, metric: Option<&Metric>, lang: Lang) -> String {
    let (value, unit) = figure_parts(obs, metric, lang);
    match unit.as_ref() {
        "" => value,
        "%" => value + "%",
        unit => format!("{value} {unit}"),
    }
}

/// Keeps of each column the longest text so far.
pub fn keep_longest<T: AsRef<str>, const N: usize>(longest: &mut [T; N], texts: [T; N]) {
    for (longest, text) in longest.iter_mut().zip(texts) {
        if extent(text.as_ref()) > extent(longest.as_ref()) {
            *longest = text;
        }
    }
}

/// The longest text in each part of a list of figures: unit, period, status, place in the source, name, value.
#[derive(Debug, Default)]
pub struct FigureTexts([String; 6]);

impl FigureTexts {
    /// Of these figures, in however many lists they stand; `true` where another source gives one differently.
    pub fn of(data: &Dataset, figures: &[(ObsIx, bool)], lang: Lang) -> Self {
        let mut longest = [const { String::new() }; 6];
        for (ix, conflict) in figures {
            let obs = data.observations().get(*ix);
            let metric = data.metric(obs.metric());
            let name = metric.map_or(obs.metric().as_str(), |metric| metric.name(lang));
            let (value, unit) = figure_parts(&obs, metric, lang);
            let texts = [
                unit.into_owned(),
                obs.period().display(lang),
                figure_status(&obs, *conflict, lang).into_owned(),
                locator_brief(data, obs.locator(), lang),
                format!("{name} {}", data.term(obs.definition(), lang)),
                value,
            ];
            keep_longest(&mut longest, texts);
        }
        Self(longest)
    }
}

/// How wide the parts of a list of figures are: what the widest in each needs, so that the names have the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct FigureColumns {
    unit: f32,
    period: f32,
    status: f32,
    locator: f32,
}

impl FigureColumns {
    /// In the room there is, for lists with these texts.
    pub fn of(ui: &Ui, texts: &FigureTexts) -> Self {
        let width = |at: usize, points: f32| {
            let text = texts.0[at].clone();
            let ink = colours(ui).ink;
            let galley = ui.painter().layout_no_wrap(text, regular(points), ink);
            galley.size().x.ceil()
        };
        let needs = [0, 1, 2, 3].map(|at| width(at, size::SMALL));
        let names = width(4, size::BODY) + width(5, size::BODY);
        Self::share_out(ui.available_width(), names, needs)
    }

    /// What unit, period, status and place in the source get of a row, where names with values need `names`.
    fn share_out(row: f32, names: f32, needs: [f32; 4]) -> Self {
        // English units are phrases; in a narrow row they would leave the names nothing.
        let share = if row < 600.0 { 0.66 } else { 1.0 };
        let first = [share * 104.0, share * 128.0, share * 96.0, 84.0];
        let mut widths = [0, 1, 2, 3].map(|at| needs[at].min(first[at]));
        // One long name takes no more than half the row; what the names leave goes to who needs more.
        let left = |widths: [f32; 4]| row - widths.iter().sum::<f32>() - 4.0 * space::M;
        let mut spare = (left(widths) - names.min(0.5 * row)).max(0.0);
        for (width, need) in widths.iter_mut().zip(needs) {
            let more = (need - *width).min(spare);
            *width += more;
            spare -= more;
        }
        // Where they have too little, the place in the source gives way, then the unit, at last altogether: a few
        // letters say nothing.
        for at in [3, 0] {
            let short = (names.min(LEAST_NAMES * row) - left(widths)).max(0.0);
            let rest = widths[at] - short;
            widths[at] = if rest < LEAST_COLUMN.min(widths[at]) {
                0.0
            } else {
                rest
            };
        }
        let [unit, period, status, locator] = widths;
        Self {
            unit,
            period,
            status,
            locator,
        }
    }
}

/// The part of a row that names with values have before the place in the source and the unit.
const LEAST_NAMES: f32 = 0.4;
/// A column that would be narrower is left out.
const LEAST_COLUMN: f32 = 24.0;

/// About how much room a text needs: Chinese characters are twice as wide as letters.
pub fn extent(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn figure_status(obs: &Obs<'_>, conflict: bool, lang: Lang) -> Cow<'static, str> {
    match (conflict, obs.status()) {
        (true, _) => tr(lang, "figure-conflict"),
        (false, Status::Reported) => "".into(),
        (false, status) => tr(lang, status_text(status)),
    }
}

/// A row of a table of figures: metric with scope, value with unit, period, status, place in the source; all of it on
/// hover. `conflict` marks a figure that another source gives differently.
pub fn figure_row(
    ui: &mut Ui,
    data: &Dataset,
    obs: &Obs<'_>,
    lang: Lang,
    conflict: bool,
    columns: FigureColumns,
) -> Response {
    let p = colours(ui);
    let metric = data.metric(obs.metric());
    let name = metric.map_or(obs.metric().as_str(), |metric| metric.name(lang));
    let (value, unit) = figure_parts(obs, metric, lang);
    let period = obs.period().display(lang);
    let status = figure_status(obs, conflict, lang);
    let scope = data.term(obs.definition(), lang);
    let figure = figure_text(obs, metric, lang);
    let spoken = format!("{name} {scope} {figure} {period} {status}");
    let row = list_row(ui, &spoken, false, space::ROW, 0.0, |row| {
        let (rect, ui) = (row.rect, row.ui);
        let small =
            |text: &str, colour, width| one_line(ui, text, regular(size::SMALL), colour, width);
        let painter = ui.painter();
        // From the right: place in the source, status, period, unit, value; the name has what is left.
        let mut right = rect.right();
        let mut column = |width: f32, gap: f32| {
            let left = right - width;
            right = if width > 0.0 { left - gap } else { right };
            left
        };
        let left = column(columns.locator, space::M);
        if columns.locator > 0.0 {
            let place = locator_brief(data, obs.locator(), lang);
            let place = small(&place, p.ink_faint, columns.locator);
            let x = left + columns.locator - place.size().x;
            painter.galley(centred(rect, x, &place), place, p.ink_faint);
        }
        for (text, width, gap, ink) in [
            (status.as_ref(), columns.status, space::M, p.warn),
            (&period, columns.period, space::M, p.ink_soft),
            (unit.as_ref(), columns.unit, 6.0, p.ink_soft),
        ]
        .into_iter()
        .filter(|(_, width, ..)| *width > 0.0)
        {
            let galley = small(text, ink, width);
            let left = column(width, gap);
            // No gap before a per cent sign.
            let left = if text == "%" { left - gap } else { left };
            painter.galley(centred(rect, left, &galley), galley, ink);
        }
        let value = one_line(ui, &value, heavy(size::BODY), p.ink, 160.0);
        right -= value.size().x;
        painter.galley(centred(rect, right, &value), value, p.ink);
        let room = (right - rect.left() - space::M).max(24.0);
        let name = one_line(ui, name, regular(size::BODY), p.ink, room);
        let left = rect.left() + name.size().x + space::S;
        painter.galley(centred(rect, rect.left(), &name), name, p.ink);
        if !scope.is_empty() && right - left > 40.0 {
            let scope = small(scope, p.ink_faint, right - left - space::M);
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
    let scope = data.term(obs.definition(), lang);
    if !scope.is_empty() {
        caption(
            ui,
            &tr_args(lang, "figure-scope", &[("scope", scope.into())]),
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
    line(ui, "figure-note", data.term(obs.note(), lang));
    if let Some(source) = data.source(obs.source()) {
        let date = source
            .date
            .map(|date| date.display(lang))
            .unwrap_or_default();
        let text = super::bilingual_gap([
            data.term(&source.publisher, lang),
            &source.title,
            &date,
            &locator_words(data, obs.locator(), lang),
        ]);
        line(ui, "figure-from", &text);
    }
    if data.packs.len() > 1 {
        line(ui, "figure-pack", obs.pack().as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;

    #[test]
    fn columns_are_cut_only_where_the_names_need_the_room() {
        let needs = [110.0, 80.0, 0.0, 95.0];
        let widths = |row, names| {
            let columns = FigureColumns::share_out(row, names, needs);
            [
                columns.unit,
                columns.period,
                columns.status,
                columns.locator,
            ]
        };
        assert_eq!(widths(860.0, 300.0), needs);
        let narrow = widths(400.0, 300.0);
        assert!(narrow[0] < 70.0 && narrow[3] < 95.0, "{narrow:?}");
        for row in [260.0_f32, 320.0, 400.0, 600.0] {
            for names in [60.0_f32, 300.0] {
                let [unit, period, status, locator] = widths(row, names);
                let left = row - unit - period - status - locator - 4.0 * space::M;
                assert!(left >= names.min(0.4 * row) - 0.1, "{row} {names}: {left}");
            }
        }
        // The names first, then the unit, then the place.
        assert_eq!(widths(610.0, 280.0), [110.0, 80.0, 0.0, 92.0]);
    }

    #[test]
    fn shares_and_ranks_are_written_one_way() {
        let data = pack();
        let mut seen = [0; 2];
        for lang in [Lang::Zh, Lang::En] {
            for obs in data.observations().iter() {
                let metric = data.metric(obs.metric());
                let text = figure_text(&obs, metric, lang);
                match metric.map(|metric| metric.kind) {
                    Some(MetricKind::Rank) => {
                        assert!(text.starts_with(lang.pick("第", "No. ")), "{text}");
                        assert!(text.ends_with(|c: char| c.is_ascii_digit()), "{text}");
                        seen[0] += 1;
                    }
                    Some(MetricKind::Share) => {
                        assert!(!text.contains(" %"), "{text}");
                        seen[1] += 1;
                    }
                    _ => {}
                }
            }
        }
        assert!(seen.iter().all(|n| *n > 0), "{seen:?}");
    }
}
