//! The sources of the figure: each with the figures it supports.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::{ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::places::Ctx;
use crate::app::widgets::{
    bilingual_gap, centred, colours, empty, keep_longest, on_card, one_line,
};
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
        /// Exactly as printed, in quotes; else what it was made of.
        printed: String,
        /// Where in the source.
        locator: String,
    },
}

/// The lines, and the longest text of each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceList {
    lines: Vec<SourceLine>,
    longest: [String; 4],
}

impl SourceList {
    /// All lines for `frame`.
    pub(super) fn of(data: &Dataset, frame: &Frame) -> Self {
        let lines = lines(data, frame);
        let mut longest: [&str; 4] = [""; 4];
        for line in &lines {
            if let SourceLine::Figure {
                what,
                value,
                printed,
                locator,
            } = line
            {
                let texts = [what, value, printed, locator].map(String::as_str);
                keep_longest(&mut longest, texts);
            }
        }
        Self {
            longest: longest.map(str::to_owned),
            lines,
        }
    }

    /// Where the columns begin in a row `width` wide: each takes what its longest text needs, up to a share, and the
    /// place in the source has the rest, but never less than a sixth where it needs that.
    fn columns(&self, ui: &Ui, width: f32) -> [f32; 4] {
        let needs = self.longest.each_ref().map(|text| {
            let ink = colours(ui).ink;
            one_line(ui, text, regular(size::BODY), ink, width).size().x
        });
        share_out(needs, width)
    }
}

fn share_out(needs: [f32; 4], width: f32) -> [f32; 4] {
    let place = needs[3].min(0.16 * width);
    let room = (width - 3.0 * space::L - place).max(0.0);
    let mut left = [0.0; 4];
    for (i, share) in [0.4, 0.26, 0.34].into_iter().enumerate() {
        let gap = if needs[i] > 0.0 { space::L } else { 0.0 };
        left[i + 1] = left[i] + needs[i].min(share * room) + gap;
    }
    left
}

fn lines(data: &Dataset, frame: &Frame) -> Vec<SourceLine> {
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
            printed: match mark.as_printed.as_str() {
                "" => mark.basis.clone(),
                text => tr_args(lang, "chart-as-printed", &[("text", text.into())]),
            },
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
    let list = ctx.derived.metrics.sources(ctx.data, spec, frame);
    let lines = &list.lines;
    if lines.is_empty() {
        empty(ui, &ctx.tr("sources-none"), "");
        return;
    }
    let card = ui.available_rect_before_wrap();
    let inside = card.shrink2(vec2(space::L, space::M));
    let mut ui = on_card(ui, card, inside);
    ui.shrink_clip_rect(card);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("figure-sources")
        .auto_shrink(false)
        .show_rows(&mut ui, ROW, lines.len(), |ui, rows| {
            let columns = list.columns(ui, ui.available_width());
            for i in rows {
                line_ui(ui, &lines[i], i == 0, columns);
            }
        });
}

fn line_ui(ui: &mut Ui, line: &SourceLine, first: bool, columns: [f32; 4]) {
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
            let texts = [
                (what, p.ink_soft),
                (value, p.ink),
                (printed, p.ink_soft),
                (locator, p.ink_faint),
            ];
            for (i, (text, ink)) in texts.into_iter().enumerate() {
                let end = columns
                    .get(i + 1)
                    .map_or(rect.width(), |next| next - space::L);
                let room = (end - columns[i]).max(1.0);
                let text = one_line(ui, text, regular(size::BODY), ink, room);
                let at = centred(rect, rect.left() + columns[i], &text);
                painter.galley(at, text, ink);
            }
            let spoken = bilingual_gap([what.as_str(), value, printed, locator]);
            response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
            response.on_hover_text(spoken);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_the_source_has_room_in_narrow_cards() {
        for width in [240.0, 400.0, 900.0] {
            let left = share_out([900.0, 900.0, 900.0, 900.0], width);
            assert!(width - left[3] >= 0.159 * width, "{left:?}");
            assert!(left.is_sorted());
        }
        // Short texts take what they need.
        assert_eq!(
            share_out([50.0, 20.0, 0.0, 40.0], 900.0),
            [0.0, 66.0, 102.0, 102.0]
        );
    }
}
