//! Two documents side by side: each measure with the closest one of the other document.

use std::sync::Arc;

use egui::{Popup, PopupCloseBehavior, Rect, Ui, Vec2, pos2, vec2};

use super::super::Ctx;
use super::list::LINE;
use super::page_head;
use super::rows::{LaidFor, Tops, choice, rows_ui, spoken};
use super::text::{Setting, lay_out, line_count};
use crate::analysis::measures::query::Query;
use crate::analysis::measures::similarity::{Closest, Counterparts};
use crate::app::apply::policies::against;
use crate::app::command::Command;
use crate::app::derived::Cached;
use crate::app::derived::policies::PairState;
use crate::app::state::policies::{PoliciesEdit, THRESHOLD};
use crate::app::widgets::{
    caption, chip, colours, empty, floating_area, menu_chip, one_line, quiet_button,
};
use crate::model::{Lang, Measure, Named as _, Policy, PolicyId};
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

/// Lines of a measure's text at most.
const LINES: usize = 3;
/// Above a row's text and below it.
const PAD: f32 = 8.0;
/// With more lines than these, rows are as high as they may get, so that no text is laid out to know.
const EXACT: usize = 600;
/// Between the two sides: how alike they are.
const MIDDLE: f32 = 64.0;
/// Height of a heading.
const HEAD: f32 = 40.0;

/// A line of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Line {
    /// Two counterparts and how alike they are.
    Pair(usize, usize, f32),
    /// A heading: what follows stands only on this side (of the first document: `true`).
    Only(bool, usize),
    /// A measure without a counterpart, with what comes closest.
    Alone(bool, usize, Closest),
}

/// The lines and where they stand.
#[derive(Debug)]
pub struct Layout {
    lines: Vec<Line>,
    tops: Tops,
}

/// The last layout, with the likeness from which it counts.
pub type PairCache = Cached<(LaidFor<Arc<Counterparts>>, u8), Layout>;

/// The lines: pairs, most alike first, then what stands on one side only.
pub(super) fn lines(found: &Counterparts, threshold: f32) -> Vec<Line> {
    let close = |closest: &Closest| closest.filter(|(_, likeness)| *likeness >= threshold);
    let mut pairs: Vec<(usize, usize, f32)> = Vec::new();
    for (i, closest) in found.of_first.iter().enumerate() {
        pairs.extend(close(closest).map(|(j, likeness)| (i, j, likeness)));
    }
    // The other way too: several may be closest to one.
    for (j, closest) in found.of_second.iter().enumerate() {
        if let Some((i, likeness)) = close(closest)
            && !pairs.iter().any(|(a, b, _)| (*a, *b) == (i, j))
        {
            pairs.push((i, j, likeness));
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut lines: Vec<Line> = pairs
        .iter()
        .map(|(i, j, l)| Line::Pair(*i, *j, *l))
        .collect();
    for (first, side) in [(true, &found.of_first), (false, &found.of_second)] {
        let alone = side.iter().enumerate();
        let alone: Vec<_> = alone.filter(|(_, c)| close(c).is_none()).collect();
        if !alone.is_empty() {
            lines.push(Line::Only(first, alone.len()));
        }
        lines.extend(alone.into_iter().map(|(i, c)| Line::Alone(first, i, *c)));
    }
    lines
}

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let data = ctx.data;
    let first = ctx.view.policy.as_ref().and_then(|id| data.policy(id));
    let other = against(ctx.view, data);
    let second = other.as_ref().and_then(|id| data.policy(id));
    egui::Frame::new()
        .inner_margin(super::margins(ui))
        .show(ui, |ui| {
            page_head(ui, ctx, "policies-pair", &ctx.tr("pair-says"));
            let (Some(first), Some(second)) = (first, second) else {
                empty(ui, &ctx.tr("pair-one"), &ctx.tr("pair-one-remedy"));
                return;
            };
            ui.add_space(space::XS);
            choice_ui(ui, ctx, first, second);
            let key = (data.generation(), first.id.clone(), second.id.clone());
            match ctx.derived.policies.pair(&key).cloned() {
                Some(PairState::Done(found)) => pairs_ui(ui, ctx, first, second, &found),
                Some(PairState::Cancelled) => {
                    empty(
                        ui,
                        &ctx.tr("pair-cancelled"),
                        &ctx.tr("pair-cancelled-remedy"),
                    );
                    ui.vertical_centered(|ui| {
                        if quiet_button(ui, &ctx.tr("pair-again")).clicked() {
                            ctx.send(Command::ComparePair);
                        }
                    });
                }
                None | Some(PairState::Running) => {
                    empty(ui, &ctx.tr("pair-running"), &ctx.tr("pair-running-remedy"));
                }
            }
        });
}

fn choice_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, first: &Policy, second: &Policy) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        if let Some(id) = document_menu(ui, ctx, first, "pair-first") {
            ctx.send(Command::SelectPolicy(id));
        }
        if chip(ui, &ctx.tr("pair-swap"), false).clicked() {
            ctx.send(Command::Policies(PoliciesEdit::Swap));
        }
        if let Some(id) = document_menu(ui, ctx, second, "pair-second") {
            ctx.send(Command::Policies(PoliciesEdit::Against(id)));
        }
    });
    ui.horizontal_wrapped(|ui| {
        let now = ctx.view.policies.threshold;
        let name = ctx.tr("pair-threshold");
        ui.label(name.as_ref());
        let mut percent = now;
        let slider = egui::Slider::new(&mut percent, THRESHOLD)
            .handle_shape(egui::style::HandleShape::Circle)
            .trailing_fill(true)
            .show_value(false)
            .step_by(1.0);
        ui.scope(|ui| {
            slider_look(ui);
            ui.add(slider).accessible_name(name.as_ref());
        });
        let value = egui::DragValue::new(&mut percent)
            .range(THRESHOLD)
            .suffix("%");
        ui.add(value).accessible_name(name.as_ref());
        if percent != now {
            ctx.send(Command::Policies(PoliciesEdit::Threshold(percent)));
        }
    });
    caption(ui, &ctx.tr("pair-measure"));
}

/// As the handles of the line of time in 指标: a ring in the accent's colour on a line one sees.
fn slider_look(ui: &mut Ui) {
    let p = colours(ui);
    let spacing = ui.spacing_mut();
    spacing.slider_rail_height = 3.0;
    spacing.interact_size.y = 18.0;
    let visuals = ui.visuals_mut();
    visuals.selection.bg_fill = p.accent;
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
    ] {
        widget.bg_fill = p.line;
        widget.fg_stroke = egui::Stroke::new(2.0, p.accent);
    }
}

/// A document to choose.
fn document_menu(ui: &mut Ui, ctx: &Ctx<'_>, now: &Policy, says: &'static str) -> Option<PolicyId> {
    let name = tr_args(ctx.lang, says, &[("name", now.name(ctx.lang).into())]);
    let button = menu_chip(ui, &name, false);
    let mut chosen = None;
    let height = (ui.ctx().content_rect().height() - 200.0).clamp(120.0, 480.0);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(name)
        .show(|ui| {
            let n = ctx.data.policies.len();
            ui.set_width(300.0);
            floating_area(ui, height).show_rows(ui, 28.0, n, |ui, rows| {
                for policy in &ctx.data.policies[rows] {
                    let text = policy.name(ctx.lang);
                    if ui.selectable_label(policy.id == now.id, text).clicked() {
                        chosen = Some(policy.id.clone());
                    }
                }
            });
        });
    chosen
}

fn pairs_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    first: &Policy,
    second: &Policy,
    found: &Arc<Counterparts>,
) {
    let layout = layout(ui, ctx, first, second, found);
    let (lines, tops) = (&layout.lines, &layout.tops);
    let pairs = lines.iter().filter(|line| matches!(line, Line::Pair(..)));
    let args = [
        ("pairs", pairs.count().into()),
        ("first", first.measures.len().into()),
        ("second", second.measures.len().into()),
    ];
    caption(ui, &tr_args(ctx.lang, "pair-count", &args));
    if lines.is_empty() {
        empty(
            ui,
            &ctx.tr("policies-no-measures"),
            &ctx.tr("policies-no-measures-remedy"),
        );
        return;
    }
    let id = egui::Id::unique(("pair", first.id.as_str(), second.id.as_str()));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    rows_ui(ui, id, tops, None, |ui, row| match lines[row] {
        Line::Pair(i, j, likeness) => {
            let both = first.measures.get(i).zip(second.measures.get(j));
            if let Some((a, b)) = both {
                row_ui(ui, ctx, [(Some(a), true), (Some(b), true)], Some(likeness));
            }
        }
        Line::Only(of_first, n) => {
            let p = colours(ui);
            let of = if of_first { first } else { second };
            let args = [("name", of.name(ctx.lang).into()), ("n", n.into())];
            let text = tr_args(ctx.lang, "pair-only", &args);
            let rect = ui.max_rect();
            let galley = one_line(ui, &text, heavy(size::BODY), p.ink, rect.width());
            let at = pos2(rect.left(), rect.bottom() - 8.0 - galley.size().y);
            ui.painter().galley(at, galley, p.ink);
        }
        Line::Alone(of_first, i, closest) => {
            let likeness = closest.map(|(_, likeness)| likeness);
            let sides = both_sides(first, second, of_first, i, closest);
            let [a, b] = sides;
            row_ui(ui, ctx, [(a, of_first), (b, !of_first)], likeness);
        }
    });
}

/// The measures left and right of a line; beside one that stands alone, what comes closest.
fn both_sides<'a>(
    first: &'a Policy,
    second: &'a Policy,
    of_first: bool,
    i: usize,
    closest: Closest,
) -> [Option<&'a Measure>; 2] {
    let other = closest.map(|(j, _)| j);
    let (a, b) = match of_first {
        true => (Some(i), other),
        false => (other, Some(i)),
    };
    [
        a.and_then(|a| first.measures.get(a)),
        b.and_then(|b| second.measures.get(b)),
    ]
}

fn layout(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    first: &Policy,
    second: &Policy,
    found: &Arc<Counterparts>,
) -> Arc<Layout> {
    let (lang, threshold) = (ctx.lang, ctx.view.policies.threshold);
    let made_for = LaidFor(Arc::clone(found), ui.available_width(), lang);
    let cache = &mut ctx.derived.policies.side_by_side;
    cache.get((made_for, threshold), |_| {
        let lines = lines(found, f32::from(threshold) / 100.0);
        Layout {
            tops: tops(ui, lang, first, second, &lines),
            lines,
        }
    })
}

/// Where the lines stand.
fn tops(ui: &Ui, lang: Lang, first: &Policy, second: &Policy, lines: &[Line]) -> Tops {
    let exact = lines.len() <= EXACT;
    let setting = setting(ui, 0.5 * (ui.available_width() - MIDDLE), true);
    let height = |sides: [Option<&Measure>; 2]| {
        let count = |measure: &Measure| match exact {
            true => line_count(ui.painter(), measure.text(lang), &setting),
            false => LINES,
        };
        let most = sides.into_iter().flatten().map(count).max();
        most.unwrap_or(1) as f32 * LINE + 2.0 * PAD
    };
    Tops::new(lines.iter().map(|line| match *line {
        Line::Only(..) => HEAD,
        Line::Pair(i, j, _) => height([first.measures.get(i), second.measures.get(j)]),
        Line::Alone(of_first, i, closest) => {
            height(both_sides(first, second, of_first, i, closest))
        }
    }))
}

/// How the text of a side is set; faint where it is only what comes closest.
fn setting(ui: &Ui, side: f32, full: bool) -> Setting {
    let p = colours(ui);
    Setting {
        font: regular(size::BODY),
        ink: if full { p.ink } else { p.ink_faint },
        width: side - 40.0,
        lines: LINES,
        line_height: LINE,
    }
}

/// Two sides, each counting or only what comes closest, and how alike they are.
fn row_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    sides: [(Option<&Measure>, bool); 2],
    likeness: Option<f32>,
) {
    let p = colours(ui);
    let rect = ui.max_rect();
    let side = 0.5 * (rect.width() - MIDDLE);
    let line = egui::Stroke::new(1.0, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    let size = vec2(side, rect.height());
    let left = Rect::from_min_size(rect.min, size);
    let right = Rect::from_min_size(pos2(rect.right() - side, rect.top()), size);
    for ((measure, full), rect) in sides.into_iter().zip([left, right]) {
        if let Some(measure) = measure {
            side_ui(ui, ctx, measure, rect, full);
        }
    }
    let Some(likeness) = likeness else {
        return;
    };
    let paired = sides.iter().all(|(_, full)| *full);
    let middle = Rect::from_min_max(left.right_top(), right.left_bottom()).shrink2(vec2(8.0, 0.0));
    let percent = format!("{:.0}%", likeness * 100.0);
    let ink = if paired { p.ink } else { p.ink_faint };
    let font = if paired {
        heavy(size::SMALL)
    } else {
        regular(size::SMALL)
    };
    let text = one_line(ui, &percent, font, ink, middle.width());
    let at = pos2(middle.center().x - 0.5 * text.size().x, rect.top() + 7.0);
    let bar = Rect::from_min_size(
        pos2(middle.left(), rect.top() + 27.0),
        vec2(middle.width(), 3.0),
    );
    ui.painter().galley(at, text, ink);
    ui.painter().rect_filled(bar, 1.5, p.line);
    let fill = if paired { p.accent } else { p.ink_faint };
    let done = Rect::from_min_size(bar.min, vec2(bar.width() * likeness, 3.0));
    ui.painter().rect_filled(done, 1.5, fill);
}

fn side_ui(ui: &Ui, ctx: &mut Ctx<'_>, measure: &Measure, rect: Rect, full: bool) {
    let p = colours(ui);
    let lang = ctx.lang;
    let (response, selected) = choice(ui, ctx, rect, measure, &spoken(measure, lang));
    if selected || response.hovered() {
        let fill = if selected { p.selected } else { p.control };
        ui.painter().rect_filled(rect.shrink(1.0), 4.0, fill);
    }
    crate::app::widgets::focus_ring(ui, &response, 4.0);
    let number = measure.number.as_deref().unwrap_or("–");
    let number = one_line(ui, number, regular(size::SMALL), p.ink_faint, 24.0);
    ui.painter()
        .galley(rect.min + vec2(4.0, PAD + 2.0), number, p.ink_faint);
    let setting = setting(ui, rect.width(), full);
    let query = Query::default();
    let job = lay_out(ui.painter(), p, measure.text(lang), &query, &setting);
    let galley = ui.painter().layout_job(job);
    ui.painter()
        .galley(rect.min + vec2(32.0, PAD), galley, p.ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_stands_somewhere() {
        let found = Counterparts {
            of_first: vec![Some((0, 0.9)), Some((0, 0.4)), None, Some((1, 0.2))],
            of_second: vec![Some((0, 0.9)), Some((3, 0.2)), Some((1, 0.5))],
        };
        let lines = lines(&found, 0.35);
        assert_eq!(
            lines,
            [
                Line::Pair(0, 0, 0.9),
                Line::Pair(1, 2, 0.5),
                Line::Pair(1, 0, 0.4),
                Line::Only(true, 2),
                Line::Alone(true, 2, None),
                Line::Alone(true, 3, Some((1, 0.2))),
                Line::Only(false, 1),
                Line::Alone(false, 1, Some((3, 0.2))),
            ]
        );
        for percent in 0..=100 {
            let lines = super::lines(&found, percent as f32 / 100.0);
            for i in 0..4 {
                let has = |line: &Line| match line {
                    Line::Pair(a, ..) => *a == i,
                    Line::Alone(true, a, _) => *a == i,
                    _ => false,
                };
                assert!(lines.iter().any(has), "{percent} {i}");
            }
        }
    }
}
