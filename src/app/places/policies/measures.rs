//! Measures of all documents: full text, facets, and a list that goes on as far as it must.

use egui::{Panel, Ui, Vec2, pos2};

use super::super::Ctx;
use super::document::nobody_ui;
use super::list::{TAGS, Tags, marks, tag_ui};
use super::rows::{Tops, choice_row, rows_ui, spoken};
use super::text::{Setting, around_hit, lay_out};
use super::{edge, facets, page_head, search_ui};
use crate::analysis::measures::query::Query;
use crate::app::command::Command;
use crate::app::derived::policies::Found;
use crate::app::state::policies::PoliciesEdit;
use crate::app::widgets::{bilingual_gap, caption, chip, colours, one_line};
use crate::model::{Measure, Named as _, Policy};
use crate::text::tr_args;
use crate::theme::{regular, size, space};

/// Height of a row: a line of text, a line that says where it stands.
const ROW: f32 = 54.0;
/// Facets stand beside the list from this width on.
const WIDE: f32 = 720.0;
/// Width of the facets.
const FACETS: f32 = 208.0;

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let Some(found) = ctx.derived.policies.found(ctx.data, ctx.view, ctx.made) else {
        return;
    };
    let wide = ui.available_width() >= WIDE;
    if wide {
        Panel::right("measure-facets")
            .exact_size(FACETS)
            .resizable(false)
            .show_separator_line(false)
            .frame(egui::Frame::new())
            .show(ui, |ui| {
                edge(ui);
                facets::panel_ui(ui, ctx, &found);
            });
    }
    egui::CentralPanel::no_frame().show(ui, |ui| {
        egui::Frame::new()
            .inner_margin(super::margins(ui))
            .show(ui, |ui| {
                page_head(ui, ctx, "policies-measures", "");
                ui.add_space(space::S);
                search_ui(ui, ctx, "measures-search-hint");
                ui.add_space(space::XS);
                tools_ui(ui, ctx, &found, wide);
                list_ui(ui, ctx, &found);
            });
    });
}

fn tools_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found, wide: bool) {
    let total = ctx.derived.policies.corpus(ctx.data);
    let total = total.map_or(0, |corpus| corpus.measures.len());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        let n = found.answer.passing.len();
        let args = [("n", n.into()), ("total", total.into())];
        caption(ui, &tr_args(ctx.lang, "measures-of-total", &args));
        if !wide {
            facets::button_ui(ui, ctx, found, false);
        }
        if chip(ui, &ctx.tr("policies-export"), false).clicked() {
            ctx.send(Command::ExportMeasures);
        }
        let chosen: Vec<_> = ctx.view.policies.chosen.iter().collect();
        for (facet, key) in chosen
            .into_iter()
            .flat_map(|(facet, keys)| keys.iter().map(|key| (*facet, key)))
        {
            let text = facets::value_text(ctx, facet, key);
            if chip(ui, &format!("{text} ×"), true).clicked() {
                let edit = PoliciesEdit::Toggle(facet, key.clone());
                ctx.send(Command::Policies(edit));
            }
        }
    });
}

fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Found) {
    let Some(corpus) = ctx.derived.policies.corpus(ctx.data) else {
        return;
    };
    let passing = &found.answer.passing;
    if passing.is_empty() {
        nobody_ui(ui, ctx, ["measures-none", "policies-no-measures-remedy"]);
        return;
    }
    let id = egui::Id::unique("all-measures");
    let read = ctx.view.policies.measure.as_ref();
    let selected = read.and_then(|id| passing.binary_search(&corpus.number(id)?).ok());
    let tops = Tops::even(ROW, passing.len());
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let data = ctx.data;
    rows_ui(ui, id, &tops, selected, |ui, row| {
        let measure = passing.get(row);
        if let Some((policy, measure)) = measure.and_then(|n| corpus.measures.get(data, *n)) {
            row_ui(ui, ctx, policy, measure, &found.query);
        }
    });
}

/// A measure on two lines: its text around the first hit, and where it stands.
pub(super) fn row_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    policy: &Policy,
    measure: &Measure,
    query: &Query,
) {
    let p = colours(ui);
    let lang = ctx.lang;
    let (rect, _, lit) = choice_row(ui, ctx, measure, &spoken(measure, lang));
    let left = rect.left() + space::L;
    let mut right = rect.right();
    let first = egui::Rect::from_min_max(
        pos2(left, rect.top() + 7.0),
        pos2(rect.right(), rect.top() + 28.0),
    );
    let tags = Tags::of(measure, &ctx.view.policies, "", lang);
    let tags = match rect.width() > 480.0 {
        true => tags.fitting(ui, TAGS * rect.width()),
        false => Vec::new(),
    };
    for name in tags.iter().rev() {
        right -= crate::app::widgets::tag_width(ui, name);
        tag_ui(ui, first, right, name, lit);
        right -= 6.0;
    }
    let setting = Setting {
        font: regular(size::BODY),
        ink: p.ink,
        width: right - left - space::S,
        lines: 1,
        line_height: 21.0,
    };
    // A Chinese character is about as wide as the font is high.
    let visible = (setting.width / size::BODY) as usize;
    let text = around_hit(measure.text(lang), query, visible);
    let job = lay_out(ui.painter(), p, &text, query, &setting);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(first.min, galley, p.ink);
    let head = policy.categories.iter().find(|c| c.id == measure.category);
    let head = head.map_or("", |head| head.name(lang));
    let date = policy.issued.map(|d| d.to_string()).unwrap_or_default();
    let number = match &measure.number {
        Some(_) => crate::app::citation::article(measure, lang),
        None => String::new(),
    };
    let sub_head = ctx.data.term(&measure.sub_head, lang);
    let place = bilingual_gap([policy.name(lang), &number, head, sub_head, &date]);
    let small = regular(size::SMALL);
    let place = one_line(ui, &place, small, p.ink_faint, rect.right() - left);
    let at = pos2(left, rect.bottom() - 7.0 - place.size().y);
    ui.painter().galley(at, place, p.ink_faint);
    marks(ui, ctx, measure, pos2(rect.left() + 6.0, first.center().y));
}
