//! 政策: documents and their measures, read, searched, compared and counted.

mod columns;
mod document;
mod facets;
mod keys;
mod list;
mod matrix;
mod measures;
mod pair;
mod quantities;
mod reading;
mod rows;
mod side;
mod sidebar;
mod text;
mod timeline;

use std::cmp::Ordering;

use egui::{Panel, RichText, Ui};

use super::{Ctx, margins, search_field_id};
use crate::app::command::Command;
use crate::app::state::Place;
use crate::app::state::policies::{PolicyLayout, PolicyPage};
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{caption, colours, empty, filter_field, quiet_button};
use crate::model::{GAP, Lang, MeasureId, Policy};
use crate::search::Target;
use crate::text::{tr_args, with_aims};
use crate::theme::{heavy, size, space};

pub use columns::ColumnsCache;
pub use list::ListCache;
pub use matrix::listed_in_cell;
pub use pair::PairCache;
pub use quantities::ValuesCache;
pub use reading::note_field_id;
pub use sidebar::DocumentsCache;

/// The side panel with charts or the measure read needs this much room beside list and text.
const SIDE_FROM: f32 = 1080.0;

/// Below this width the list of documents is as narrow as it gets.
const NARROW: f32 = 560.0;

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// `12 / 77`, where the document says how many it has.
fn coverage_pair(policy: &Policy) -> Option<String> {
    let declared = policy.declared_measures?;
    Some(format!("{} / {declared}", policy.transcribed()))
}

/// A count, or the sign of a gap where nobody knows.
pub fn count_text(n: Option<usize>) -> String {
    n.map_or_else(|| GAP.to_owned(), |n| n.to_string())
}

/// How much of a document its sources spell out.
pub fn coverage_text(policy: &Policy, lang: Lang) -> String {
    let pair = coverage_pair(policy).map(|pair| pair + " ");
    pair.unwrap_or_default() + &coverage_words(policy, lang)
}

/// What is said after the pair, or alone where there is none.
fn coverage_words(policy: &Policy, lang: Lang) -> String {
    let transcribed = policy.transcribed();
    let declared = policy.declared_measures.unwrap_or_default();
    let id = match (
        policy.declared_measures,
        transcribed.cmp(&(declared as usize)),
    ) {
        (None, _) => "policy-coverage-unknown",
        (_, Ordering::Less) => "policy-coverage",
        (_, Ordering::Equal) => "policy-coverage-whole",
        (_, Ordering::Greater) => "policy-coverage-over",
    };
    let args = [
        ("transcribed", transcribed.into()),
        ("aims", with_aims(String::new(), policy.aims(), lang).into()),
    ];
    tr_args(lang, id, &args)
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.data.policies.is_empty() {
        egui::CentralPanel::no_frame().show(ui, |ui| {
            let remedy = ctx.tr("policies-none-remedy");
            empty(ui, &ctx.tr("policies-none"), &remedy);
            ui.add_space(space::M);
            ui.vertical_centered(|ui| {
                let text = match ctx.view.review.draft {
                    Some(_) => "review-resume",
                    None => "cmd-take-in",
                };
                if quiet_button(ui, &ctx.tr(text)).clicked() {
                    ctx.send(Command::Review(ReviewEdit::Open));
                }
            });
        });
        return;
    }
    keys::keys(ui, ctx);
    let frame = egui::Frame::new();
    let width = ui.available_width();
    let list_width = if width < NARROW {
        0.36 * width
    } else {
        (0.22 * width).clamp(200.0, 272.0)
    };
    Panel::left("policy-list")
        .exact_size(list_width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| sidebar::ui(ui, ctx));
    let page = ctx.view.policies.page;
    let reading = ctx.view.policies.measure.is_some();
    // Columns need the width themselves.
    let charts = page == PolicyPage::Document && ctx.view.policies.layout == PolicyLayout::List;
    let beside = width >= SIDE_FROM && (reading || charts);
    if beside {
        Panel::right("policy-side")
            .exact_size((0.3 * width).clamp(320.0, 460.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| {
                edge(ui);
                if reading {
                    reading::ui(ui, ctx);
                } else {
                    side::ui(ui, ctx);
                }
            });
    }
    egui::CentralPanel::no_frame().show(ui, |ui| {
        if reading && !beside {
            reading::ui(ui, ctx);
            return;
        }
        if ctx.derived.policies.corpus(ctx.data).is_none() {
            empty(
                ui,
                &ctx.tr("policies-numbering"),
                &ctx.tr("policies-numbering-remedy"),
            );
            return;
        }
        match page {
            PolicyPage::Document => document::ui(ui, ctx),
            PolicyPage::Measures => measures::ui(ui, ctx),
            PolicyPage::Matrix => matrix::ui(ui, ctx),
            PolicyPage::Pair => pair::ui(ui, ctx),
            PolicyPage::Timeline => timeline::ui(ui, ctx),
            PolicyPage::Quantities => quantities::ui(ui, ctx),
        }
    });
}

/// The line at a panel's left.
fn edge(ui: &Ui) {
    let rect = ui.max_rect();
    let stroke = egui::Stroke::new(1.0, colours(ui).line);
    ui.painter()
        .vline(rect.left() + 0.5, rect.y_range(), stroke);
}

/// The target of a measure's bookmark and note.
fn reading_target(measure: &MeasureId) -> Target {
    Target::Measure(measure.clone())
}

/// The place's search field.
fn search_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, hint: &'static str) {
    let id = search_field_id(Place::Policies);
    let hint = ctx.tr(hint);
    let query = &ctx.view.policy_query;
    if let Some(query) = filter_field(ui, id, query, &hint, &ctx.tr("clear")) {
        ctx.send(Command::SetPolicyQuery(query));
    }
}

/// `12 / 77` and what it means, always in sight.
fn coverage_ui(ui: &mut Ui, policy: &Policy, lang: Lang) {
    let p = colours(ui);
    egui::Frame::new()
        .fill(p.accent_soft)
        .corner_radius(6.0)
        .inner_margin(egui::Margin::symmetric(12, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                if let Some(pair) = coverage_pair(policy) {
                    let pair = RichText::new(pair).font(heavy(size::BODY));
                    ui.label(pair.color(p.accent_ink));
                }
                ui.label(RichText::new(coverage_words(policy, lang)).color(p.ink));
            });
        });
}

/// A page's title and what it says, in one line each.
fn page_head(ui: &mut Ui, ctx: &Ctx<'_>, title: &'static str, says: &str) {
    crate::app::widgets::title(ui, &ctx.tr(title));
    if !says.is_empty() {
        caption(ui, says);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_is_said_once_and_aims_explain_it() {
        let data = crate::dataset::Dataset::embedded();
        let says = |id: &str, lang| coverage_text(data.policy(&id.into()).unwrap(), lang);
        let tianjin = says("tianjin-77", Lang::En);
        assert_eq!(tianjin.matches("77").count(), 1, "{tianjin}");
        let shaanxi = says("shaanxi-2021", Lang::Zh);
        assert!(
            shaanxi.starts_with("1 / 17 条已录入，另 4 项目标"),
            "{shaanxi}"
        );
        let shaanxi = says("shaanxi-2021", Lang::En);
        assert!(
            shaanxi.contains("1 / 17 measures transcribed (and 4 aims)"),
            "{shaanxi}"
        );
    }
}
