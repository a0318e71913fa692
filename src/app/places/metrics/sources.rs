//! The sources of the figure: each with the figures it supports.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::{ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::places::Ctx;
use crate::app::widgets::{bilingual_gap, centred, colours, empty, on_card, one_line};
use crate::chart::{ChartSpec, Frame, Mark, locator_words};
use crate::dataset::Dataset;
use crate::model::{Lang, SourceId};
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

const ROW: f32 = 30.0;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceLine {
    /// A source: its title.
    Title(String),
    /// Publisher, date, address, and how much it supports.
    Facts(String),
    /// One figure it supports.
    Figure {
        /// Series or bar, and period.
        what: String,
        /// As a person reads it.
        value: String,
        /// Exactly as printed.
        printed: String,
        /// Where in the source.
        locator: String,
    },
}

/// All lines for `frame`.
pub(super) fn lines(data: &Dataset, frame: &Frame) -> Vec<SourceLine> {
    let marks = frame.named();
    let mut of_source: HashMap<SourceId, Vec<(&str, &Mark, String)>> = HashMap::new();
    for (name, mark) in &marks {
        for obs in mark.cites.iter().map(|ix| data.observations().get(*ix)) {
            let locator = locator_words(data, obs.locator(), frame.lang);
            let list = of_source.entry(obs.source().clone()).or_default();
            list.push((name.as_ref(), *mark, locator));
        }
    }
    let mut lines = Vec::new();
    for id in &frame.sources {
        let figures = of_source.remove(id).unwrap_or_default();
        source_lines(data, frame.lang, id, &figures, &mut lines);
    }
    lines
}

fn source_lines(
    data: &Dataset,
    lang: Lang,
    id: &SourceId,
    figures: &[(&str, &Mark, String)],
    lines: &mut Vec<SourceLine>,
) {
    let Some(source) = data.source(id) else {
        return;
    };
    let supports = match figures.len() {
        0 => crate::text::tr(lang, "sources-records").into_owned(),
        n => tr_args(lang, "sources-supports", &[("n", n.into())]),
    };
    let date = source
        .date
        .map(|date| date.display(lang))
        .unwrap_or_default();
    lines.push(SourceLine::Title(source.title.clone()));
    lines.push(SourceLine::Facts(bilingual_gap([
        data.term(&source.publisher, lang),
        &date,
        &supports,
        data.term(&source.locator, lang),
    ])));
    for (name, mark, locator) in figures {
        let period = mark.period.map(|p| p.display(lang)).unwrap_or_default();
        lines.push(SourceLine::Figure {
            what: bilingual_gap([*name, &period]),
            value: mark.label.clone(),
            printed: mark.as_printed.clone(),
            locator: locator.clone(),
        });
    }
}

/// The list.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, spec: &ChartSpec) {
    let frame = ctx.derived.chart(ctx.data, spec);
    let frame = match frame.as_ref() {
        Ok(frame) => frame,
        Err(error) => {
            super::figure::cannot_ui(ui, ctx, spec, error);
            return;
        }
    };
    let lines = ctx.derived.metrics.sources(ctx.data, spec, frame);
    if lines.is_empty() {
        empty(ui, &ctx.tr("sources-none"), "");
        return;
    }
    let card = ui.available_rect_before_wrap();
    let inside = card.shrink2(vec2(space::L, space::M));
    let mut ui = on_card(ui, card, inside);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("figure-sources")
        .auto_shrink(false)
        .show_rows(&mut ui, ROW, lines.len(), |ui, rows| {
            for i in rows {
                line_ui(ui, ctx, &lines[i], i == 0);
            }
        });
}

fn line_ui(ui: &mut Ui, ctx: &Ctx<'_>, line: &SourceLine, first: bool) {
    let p = colours(ui);
    let room = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let painter = ui.painter();
    match line {
        SourceLine::Title(title) => {
            if !first {
                let hair = Stroke::new(1.0, p.line);
                painter.hline(rect.x_range(), rect.top() + 0.5, hair);
            }
            let text = one_line(ui, title, heavy(size::BODY), p.ink, rect.width());
            let at = egui::pos2(rect.left(), rect.bottom() - text.size().y - 2.0);
            painter.galley(at, text, p.ink);
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
            response.on_hover_text(title);
        }
        SourceLine::Facts(facts) => {
            let text = one_line(ui, facts, regular(size::SMALL), p.ink_faint, rect.width());
            painter.galley(egui::pos2(rect.left(), rect.top() + 4.0), text, p.ink_faint);
            response.widget_info(|| WidgetInfo::labeled(Role::Row, true, facts));
            response.on_hover_text(facts);
        }
        SourceLine::Figure {
            what,
            value,
            printed,
            locator,
        } => {
            let quoted = match printed.is_empty() {
                true => String::new(),
                false => tr_args(
                    ctx.lang,
                    "chart-as-printed",
                    &[("text", printed.as_str().into())],
                ),
            };
            let width = rect.width();
            let cell = |text: &str, share: f32, ink| {
                one_line(ui, text, regular(size::BODY), ink, share * width - space::M)
            };
            let texts = [
                (cell(what, 0.4, p.ink_soft), 0.0, p.ink_soft),
                (cell(value, 0.18, p.ink), 0.4, p.ink),
                (cell(&quoted, 0.26, p.ink_soft), 0.58, p.ink_soft),
                (cell(locator, 0.16, p.ink_faint), 0.84, p.ink_faint),
            ];
            for (text, share, ink) in texts {
                let at = centred(rect, rect.left() + share * width, &text);
                painter.galley(at, text, ink);
            }
            let spoken = bilingual_gap([what.as_str(), value, &quoted, locator]);
            response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
            response.on_hover_text(spoken);
        }
    }
}
