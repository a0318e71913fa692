//! Texts on the figure: placed, moved, edited and removed with the mouse and the keys.

use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Popup, PopupCloseBehavior, Pos2, Rect, Response,
    Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo, vec2,
};

use super::interact::Stage;
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::state::metrics::MetricsEdit;
use crate::app::widgets::{colours, primary_button, quiet_button};
use crate::chart::draw::PlotArea;
use crate::chart::{Annotation, Words};
use crate::model::Lang;
use crate::text::{tr, tr_args};
use crate::theme::{regular, size, space};

/// How far an arrow key moves a text, in widths and heights of the plot.
const NUDGE: f32 = 0.02;
/// Characters a text on a figure may have.
const LONGEST: usize = 120;
/// From a point to a fresh text.
const BESIDE: Vec2 = vec2(0.12, -0.16);

fn placing_id() -> Id {
    Id::unique("metrics-annotation-placing")
}

/// Whether the next click on the plot places a text.
pub(super) fn placing(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp::<bool>(placing_id()))
        .unwrap_or(false)
}

/// Ends that wait on Escape, and where texts do not apply: no click could end it there.
pub(super) fn give_up(ui: &Ui, applies: bool) {
    if !applies || ui.input(|input| input.key_pressed(Key::Escape)) {
        set_placing(ui, false);
    }
}

fn set_placing(ui: &Ui, on: bool) {
    ui.data_mut(|data| data.insert_temp(placing_id(), on));
}

/// A click on the button waits for a click on the plot; a key puts a text into the middle, to be moved from there.
pub(super) fn start(ui: &Ui, ctx: &mut Ctx<'_>, stage: &Stage<'_>, area: &PlotArea) {
    let by_mouse = ui.input(|input| input.pointer.any_released());
    if by_mouse {
        set_placing(ui, !placing(ui));
    } else {
        place(ctx, stage, area, area.rect.center());
    }
}

fn place(ctx: &mut Ctx<'_>, stage: &Stage<'_>, area: &PlotArea, at: Pos2) {
    let (mut x, mut y) = area.value(at);
    // On a mark the text belongs to the mark.
    if let Some(mark) = stage.hit.as_ref().and_then(|hit| hit.mark.as_ref()) {
        let there = mark.period.map_or(x, |period| period.middle());
        let spot = area.position(there, mark.value);
        if spot.distance(at) < 48.0 {
            (x, y) = (there, mark.value);
        }
    }
    let share = (at - area.rect.min) / area.rect.size();
    let offset = vec2(
        if share.x > 0.6 { -BESIDE.x } else { BESIDE.x },
        if share.y < 0.3 { -BESIDE.y } else { BESIDE.y },
    );
    let word = |lang| tr(lang, "annotation-new").into_owned();
    let annotation = Annotation {
        text: Words {
            zh: word(Lang::Zh),
            en: word(Lang::En),
        },
        at: (x, y),
        offset: (offset.x, offset.y),
    };
    ctx.send(Command::Settle);
    ctx.send(Command::Chart(ChartEdit::Annotate(annotation)));
}

/// The handles of the texts, and the editor of one of them.
pub(super) fn ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    stage: &Stage<'_>,
    area: &PlotArea,
    figure: &Response,
) {
    if placing(ui) {
        if figure.hovered() {
            ui.set_cursor_icon(CursorIcon::Crosshair);
        }
        let at = figure
            .interact_pointer_pos()
            .filter(|at| area.rect.contains(*at));
        if figure.clicked() {
            set_placing(ui, false);
            if let Some(at) = at {
                place(ctx, stage, area, at);
            }
        }
    }
    for (n, annotation) in stage.spec.annotations.iter().enumerate() {
        let label = label_ui(ui, ctx, stage, area, n, annotation);
        if ctx.view.metrics.annotation == Some(n) {
            editor_ui(ctx, &label, n, annotation);
        }
    }
}

/// Where the text of an annotation lies, about.
fn label_rect(
    ui: &Ui,
    stage: &Stage<'_>,
    area: &PlotArea,
    annotation: &Annotation,
    text: &str,
) -> Rect {
    let point = area.position(annotation.at.0, annotation.at.1);
    let offset = vec2(annotation.offset.0, annotation.offset.1) * area.rect.size();
    let ink = colours(ui).ink;
    let scale = stage.zoom.max(0.5);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(size::SMALL * scale), ink);
    let width = (galley.size().x + 12.0).min(0.5 * area.rect.width());
    let lines = (galley.size().x / width).ceil().max(1.0);
    let size = vec2(width, lines * galley.size().y + 6.0);
    let rect = Rect::from_center_size(point + offset, size);
    // A text off the edge can still be taken hold of; a stage may be smaller than the margin.
    let margin = 12.0_f32.min(0.5 * stage.rect.size().min_elem());
    let middle = stage.rect.shrink(margin).clamp(rect.center());
    Rect::from_center_size(middle, size)
}

fn label_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    stage: &Stage<'_>,
    area: &PlotArea,
    n: usize,
    annotation: &Annotation,
) -> Response {
    let p = colours(ui);
    let text = annotation.text.get(ctx.lang).unwrap_or_default();
    let rect = label_rect(ui, stage, area, annotation, text);
    let id = Id::unique(("metrics-annotation", n));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let name = tr_args(ctx.lang, "annotation-name", &[("text", text.into())]);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
    let editing = ctx.view.metrics.annotation == Some(n);
    if response.hovered() || response.has_focus() || editing {
        let edge = Stroke::new(1.0, p.accent);
        ui.painter()
            .rect_stroke(rect, 4.0, edge, egui::StrokeKind::Outside);
        point_ui(ui, ctx, area, n, annotation, id);
    }
    if response.drag_started() || response.drag_stopped() || response.gained_focus() {
        ctx.send(Command::Settle);
    }
    if response.dragged() && response.drag_delta() != Vec2::ZERO {
        let by = response.drag_delta() / area.rect.size();
        ctx.send(moved(n, annotation, by));
    }
    if response.clicked() {
        ctx.send(Command::Metrics(MetricsEdit::Annotation(Some(n))));
    }
    keys(ui, ctx, n, annotation, &response);
    response.on_hover_cursor(CursorIcon::Grab)
}

/// The point the text speaks of, to be dragged.
fn point_ui(
    ui: &Ui,
    ctx: &mut Ctx<'_>,
    area: &PlotArea,
    n: usize,
    annotation: &Annotation,
    id: Id,
) {
    let p = colours(ui);
    let at = area.position(annotation.at.0, annotation.at.1);
    let rect = Rect::from_center_size(at, Vec2::splat(16.0));
    let response = ui.interact(rect, id.with("point"), Sense::drag());
    ui.painter()
        .circle(at, 5.0, p.raised, Stroke::new(2.0, p.accent));
    if response.drag_started() || response.drag_stopped() {
        ctx.send(Command::Settle);
    }
    if let Some(to) = response
        .interact_pointer_pos()
        .filter(|_| response.dragged())
    {
        let changed = Annotation {
            at: area.value(area.rect.clamp(to)),
            ..annotation.clone()
        };
        if changed != *annotation {
            ctx.send(Command::Chart(ChartEdit::Reannotate(n, changed)));
        }
    }
}

fn moved(n: usize, annotation: &Annotation, by: Vec2) -> Command {
    let to = |now: f32, by: f32| (now + by).clamp(-1.0, 1.0);
    Command::Chart(ChartEdit::Reannotate(
        n,
        Annotation {
            offset: (to(annotation.offset.0, by.x), to(annotation.offset.1, by.y)),
            ..annotation.clone()
        },
    ))
}

/// Arrows move the text, Delete removes it, Enter edits it.
fn keys(ui: &Ui, ctx: &mut Ctx<'_>, n: usize, annotation: &Annotation, response: &Response) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps = [
        (Key::ArrowLeft, vec2(-NUDGE, 0.0)),
        (Key::ArrowRight, vec2(NUDGE, 0.0)),
        (Key::ArrowUp, vec2(0.0, -NUDGE)),
        (Key::ArrowDown, vec2(0.0, NUDGE)),
    ];
    for (key, by) in steps {
        if pressed(key) {
            ctx.send(moved(n, annotation, by));
        }
    }
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        ctx.send(Command::Chart(ChartEdit::RemoveAnnotation(n)));
    }
}

/// The field for the words of a text.
fn editor_ui(ctx: &mut Ctx<'_>, label: &Response, n: usize, annotation: &Annotation) {
    let field_id = label.id.with("field");
    let opened_id = label.id.with("opened");
    let words = annotation.text.get(ctx.lang).unwrap_or_default().to_owned();
    Popup::from_response(label)
        .id(label.id.with("editor"))
        .open(true)
        .accessible_name(ctx.tr("annotation-edit"))
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(240.0)
        .show(|ui| {
            let mut text = words.clone();
            let field = TextEdit::singleline(&mut text)
                .id(field_id)
                .char_limit(LONGEST)
                .desired_width(240.0);
            let field = ui.add(field).accessible_name(ctx.tr("annotation-text"));
            let opened = ui
                .data(|data| data.get_temp::<bool>(opened_id))
                .unwrap_or(false);
            if !opened {
                ui.data_mut(|data| data.insert_temp(opened_id, true));
                field.request_focus();
                let mut state =
                    egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
                let all = egui::text::CCursorRange::two(
                    egui::text::CCursor::new(0),
                    egui::text::CCursor::new(words.chars().count()),
                );
                state.cursor.set_char_range(Some(all));
                state.store(ui.ctx(), field.id);
            }
            if field.changed() {
                ctx.send(Command::Chart(ChartEdit::Reannotate(
                    n,
                    reworded(annotation, ctx.lang, &text),
                )));
            }
            let mut done = field.lost_focus()
                && ui
                    .input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape));
            let mut remove = false;
            ui.add_space(space::XS);
            ui.horizontal(|ui| {
                done |= primary_button(ui, &ctx.tr("done")).clicked();
                remove = quiet_button(ui, &ctx.tr("annotation-remove")).clicked();
            });
            if remove {
                ctx.send(Command::Settle);
                ctx.send(Command::Chart(ChartEdit::RemoveAnnotation(n)));
            } else if done {
                ctx.send(Command::Settle);
                ctx.send(Command::Metrics(MetricsEdit::Annotation(None)));
            }
            if done || remove {
                ui.data_mut(|data| data.remove::<bool>(opened_id));
            }
        });
}

/// The annotation with other words. The other language follows as long as a person has not written it there.
fn reworded(annotation: &Annotation, lang: Lang, text: &str) -> Annotation {
    let mut changed = annotation.clone();
    let before = annotation.text.get(lang).unwrap_or_default();
    let other = lang.other();
    let others = annotation.text.get(other).unwrap_or_default();
    let follows = others.is_empty() || others == before || others == tr(other, "annotation-new");
    let mut set = |lang: Lang| match lang {
        Lang::Zh => text.clone_into(&mut changed.text.zh),
        Lang::En => text.clone_into(&mut changed.text.en),
    };
    set(lang);
    if follows {
        set(other);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_language_follows_until_it_has_words_of_its_own() {
        let word = |lang| tr(lang, "annotation-new").into_owned();
        let fresh = Annotation {
            text: Words {
                zh: word(Lang::Zh),
                en: word(Lang::En),
            },
            ..Annotation::default()
        };
        let first = reworded(&fresh, Lang::Zh, "升级");
        assert_eq!(
            (first.text.zh.as_str(), first.text.en.as_str()),
            ("升级", "升级")
        );
        let second = reworded(&first, Lang::En, "Upgrade");
        assert_eq!(second.text.en, "Upgrade");
        let third = reworded(
            &Annotation {
                text: Words {
                    zh: "甲".to_owned(),
                    en: "Upgrade".to_owned(),
                },
                ..second
            },
            Lang::Zh,
            "乙",
        );
        assert_eq!(
            (third.text.zh.as_str(), third.text.en.as_str()),
            ("乙", "Upgrade")
        );
    }
}
