//! The line of periods under the figure: play, step, and one handle or two.

use std::sync::Arc;
use std::time::Duration;

use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::app::command::{ChartEdit, Command};
use crate::app::kinds::{Handles, handles};
use crate::app::places::Ctx;
use crate::app::widgets::{centred, chip, colours, icon_button, one_line};
use crate::chart::{PeriodChoice, Subject};
use crate::model::{Period, PeriodKind};
use crate::theme::{Icon, regular, size, space};

/// Height of the whole line.
pub(super) const HEIGHT: f32 = 48.0;

/// Seconds a period is shown while playing.
const STEP_SECS: f64 = 0.7;

/// Radius of a handle.
const KNOB: f32 = 7.0;

/// The periods the chart's metrics have figures of, in order.
pub(super) fn periods(ctx: &mut Ctx<'_>) -> Arc<Vec<Period>> {
    match &ctx.view.chart.subject {
        Subject::Metrics { metrics, entities } => ctx.derived.periods(ctx.data, metrics, entities),
        _ => Arc::default(),
    }
}

/// Which periods are chosen, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: usize,
    last: usize,
}

impl Span {
    fn of(choice: PeriodChoice, periods: &[Period], handles: Handles) -> Self {
        let end = periods.len().saturating_sub(1);
        let at = |period: Period| {
            let distance = |p: &Period| (p.middle() - period.middle()).abs();
            let all = periods.iter().enumerate();
            let exact = periods.iter().position(|p| *p == period);
            exact.or_else(|| {
                all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
                    .map(|(i, _)| i)
            })
        };
        let (first, last) = match choice {
            PeriodChoice::Auto => (0, end),
            PeriodChoice::At(period) => {
                let i = at(period).unwrap_or(end);
                (i, i)
            }
            PeriodChoice::Range(..) => {
                let inside = |p: &&Period| choice.admits(**p);
                let first = periods.iter().find(inside).and_then(|p| at(*p));
                let last = periods.iter().rev().find(inside).and_then(|p| at(*p));
                (first.unwrap_or(0), last.unwrap_or(end))
            }
        };
        match handles {
            Handles::One => Self { first: last, last },
            _ => Self { first, last },
        }
    }

    /// The choice that admits exactly these.
    fn choice(self, periods: &[Period], handles: Handles) -> Option<PeriodChoice> {
        if handles == Handles::One {
            return Some(PeriodChoice::At(*periods.get(self.last)?));
        }
        if self.first == 0 && self.last + 1 == periods.len() {
            return Some(PeriodChoice::Auto);
        }
        PeriodChoice::spanning(periods.get(self.first..=self.last)?)
    }
}

/// When the next period comes; kept by egui, gone with the window.
#[derive(Clone, Copy, Default)]
struct Playing {
    next_secs: f64,
}

fn playing_id() -> Id {
    Id::unique("metrics-timeline-playing")
}

/// The whole line.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, periods: &[Period]) {
    let handles = handles(ctx.view.chart.kind);
    let span = Span::of(ctx.view.chart.period, periods, handles);
    let mut next = None;
    let room = vec2(ui.available_width(), HEIGHT);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        play_ui(ui, ctx, periods, handles, span, &mut next);
        let step = |by: isize| {
            let to = span.last.checked_add_signed(by)?;
            (to < periods.len()).then_some(match handles {
                Handles::One => Span {
                    first: to,
                    last: to,
                },
                _ => Span {
                    first: span.first.min(to),
                    last: to,
                },
            })
        };
        let (back, on) = (step(-1), step(1));
        let name = ctx.tr("timeline-back");
        if icon_button(ui, Icon::Back, &name, back.is_some()).clicked() {
            next = back;
        }
        let name = ctx.tr("timeline-on");
        if icon_button(ui, Icon::Forward, &name, on.is_some()).clicked() {
            next = on;
        }
        let text = shown(ctx, periods, handles, span);
        let auto = ctx.view.chart.period == PeriodChoice::Auto;
        let all = match handles {
            Handles::One => ctx.tr("timeline-latest"),
            _ => ctx.tr("timeline-all"),
        };
        let p = colours(ui);
        let text = one_line(ui, &text, regular(size::SMALL), p.ink_soft, 170.0);
        let chip_room = 20.0 + 14.0 * all.chars().count() as f32;
        let right = text.size().x + chip_room.min(130.0) + 3.0 * space::S;
        let track = (ui.available_width() - right).max(80.0);
        track_ui(ui, ctx, periods, handles, span, track, &mut next);
        ui.add_space(space::XS);
        let (rect, _) = ui.allocate_exact_size(vec2(text.size().x, 28.0), Sense::hover());
        ui.painter()
            .galley(centred(rect, rect.left(), &text), text, p.ink_soft);
        ui.add_space(space::XS);
        if chip(ui, &all, auto).clicked() && !auto {
            ctx.send(Command::Settle);
            ctx.send(Command::Chart(ChartEdit::Period(PeriodChoice::Auto)));
        }
    });
    let next = next.filter(|next| *next != span || handles == Handles::One);
    if let Some(period) = next.and_then(|next| next.choice(periods, handles))
        && period != ctx.view.chart.period
    {
        ctx.send(Command::Chart(ChartEdit::Period(period)));
    }
}

/// The chosen periods in words.
fn shown(ctx: &Ctx<'_>, periods: &[Period], handles: Handles, span: Span) -> String {
    let text = |i: usize| {
        periods
            .get(i)
            .map_or(String::new(), |p| p.display(ctx.lang))
    };
    let year = |i: usize| periods.get(i).filter(|p| p.kind() == PeriodKind::Year);
    match (handles, year(span.first), year(span.last)) {
        (Handles::One, ..) => text(span.last),
        _ if span.first == span.last => text(span.last),
        (_, Some(first), Some(_)) => format!("{}–{}", first.first_year(), text(span.last)),
        _ => format!("{} – {}", text(span.first), text(span.last)),
    }
}

/// Starts, goes on, stops. Repaints only while it runs.
fn play_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    periods: &[Period],
    handles: Handles,
    span: Span,
    next: &mut Option<Span>,
) {
    let playing = ui.data(|data| data.get_temp::<Playing>(playing_id()));
    let (icon, name) = match playing {
        Some(_) => (Icon::Pause, "timeline-pause"),
        None => (Icon::Play, "timeline-play"),
    };
    let clicked = icon_button(ui, icon, &ctx.tr(name), true).clicked();
    let now = ui.input(|input| input.time);
    let end = periods.len() - 1;
    match playing {
        Some(_) if clicked => stop(ui, ctx),
        Some(Playing { next_secs }) if now >= next_secs => {
            if span.last >= end {
                stop(ui, ctx);
                return;
            }
            let last = span.last + 1;
            let first = if handles == Handles::One {
                last
            } else {
                span.first
            };
            *next = Some(Span { first, last });
            wait(ui, now);
        }
        Some(Playing { next_secs }) => {
            let left = Duration::from_secs_f64((next_secs - now).max(0.0));
            ui.ctx().request_repaint_after(left);
        }
        None if clicked => {
            ctx.send(Command::Settle);
            // From the start, unless it stands somewhere on the way.
            let on_the_way = span.last < end;
            *next = Some(match (handles, on_the_way) {
                (_, true) => span,
                (Handles::One, false) => Span { first: 0, last: 0 },
                (_, false) => Span {
                    first: span.first,
                    last: (span.first + 1).min(end),
                },
            });
            wait(ui, now);
        }
        None => {}
    }
}

fn wait(ui: &Ui, now: f64) {
    let next_secs = now + STEP_SECS;
    ui.data_mut(|data| data.insert_temp(playing_id(), Playing { next_secs }));
    ui.ctx()
        .request_repaint_after(Duration::from_secs_f64(STEP_SECS));
}

fn stop(ui: &Ui, ctx: &mut Ctx<'_>) {
    ui.data_mut(|data| data.remove::<Playing>(playing_id()));
    ctx.send(Command::Settle);
}

/// The line with its ticks and handles.
fn track_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    periods: &[Period],
    handles: Handles,
    span: Span,
    width: f32,
    next: &mut Option<Span>,
) {
    let p = colours(ui);
    let (rect, back) = ui.allocate_exact_size(vec2(width, 32.0), Sense::CLICK);
    let line = rect.shrink2(vec2(KNOB + 2.0, 0.0));
    let xs = places(periods, line);
    let y = rect.center().y;
    let rail = |from: f32, to: f32| Rect::from_min_max(pos2(from, y - 2.0), pos2(to, y + 2.0));
    ui.painter()
        .rect_filled(rail(line.left(), line.right()), 2.0, p.line);
    if handles == Handles::Two {
        let on = rail(xs[span.first], xs[span.last]);
        ui.painter().rect_filled(on, 2.0, p.accent);
    }
    // Ticks only while they can be told apart.
    if line.width() / periods.len() as f32 > 5.0 {
        for x in &xs {
            let tick = Stroke::new(1.0, p.ink_faint);
            ui.painter().vline(*x, (y + 6.0)..=(y + 9.0), tick);
        }
    }
    let nearest = |x: f32| {
        let by_x = xs.iter().enumerate();
        by_x.min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()))
            .map_or(0, |(i, _)| i)
    };
    if back.clicked()
        && let Some(at) = back.interact_pointer_pos()
    {
        let i = nearest(at.x);
        let to_first =
            handles == Handles::Two && (xs[span.first] - at.x).abs() < (xs[span.last] - at.x).abs();
        ctx.send(Command::Settle);
        *next = Some(moved(span, handles, to_first, i));
    }
    let both = [(true, "period-from"), (false, "period-to")];
    let one = [(false, "timeline-period")];
    let knobs: &[(bool, &'static str)] = match handles {
        Handles::Two => &both,
        _ => &one,
    };
    for (is_first, name) in knobs {
        let at = if *is_first { span.first } else { span.last };
        let knob = Knob {
            centre: pos2(xs[at], y),
            id: back.id.with(name),
            name: ctx.tr(name).into_owned(),
            value: periods[at].display(ctx.lang),
            at,
            count: periods.len(),
        };
        let response = knob.interact(ui);
        if response.drag_started() || response.drag_stopped() || response.gained_focus() {
            ctx.send(Command::Settle);
        }
        let to = match response.interact_pointer_pos() {
            Some(pointer) if response.dragged() => Some(nearest(pointer.x)),
            _ => knob.keyed(ui, &response),
        };
        if let Some(i) = to.filter(|i| *i != at) {
            *next = Some(moved(span, handles, *is_first, i));
        }
    }
}

/// The span after a handle went to period `i`; the handles never pass each other.
fn moved(span: Span, handles: Handles, first: bool, i: usize) -> Span {
    match (handles, first) {
        (Handles::Two, true) => Span {
            first: i.min(span.last),
            last: span.last,
        },
        (Handles::Two, false) => Span {
            first: span.first,
            last: i.max(span.first),
        },
        _ => Span { first: i, last: i },
    }
}

/// Where each period lies: true to time, but never two in one spot.
fn places(periods: &[Period], line: Rect) -> Vec<f32> {
    let first = periods.first().map_or(0.0, |p| p.middle());
    let last = periods.last().map_or(1.0, |p| p.middle());
    let n = periods.len().max(2) - 1;
    let even = |i: usize| i as f64 / n as f64;
    let time = |p: &Period| (p.middle() - first) / (last - first);
    let gap = 0.35 / n as f64;
    let timed: Vec<f64> = periods.iter().map(time).collect();
    let apart = last > first && timed.windows(2).all(|pair| pair[1] - pair[0] > gap);
    (0..periods.len())
        .map(|i| {
            let share = if apart { timed[i] } else { even(i) };
            line.left() + share as f32 * line.width()
        })
        .collect()
}

/// A handle.
struct Knob {
    centre: egui::Pos2,
    id: Id,
    name: String,
    value: String,
    at: usize,
    count: usize,
}

impl Knob {
    fn interact(&self, ui: &Ui) -> Response {
        let p = colours(ui);
        let rect = Rect::from_center_size(self.centre, Vec2::splat(2.0 * KNOB + 6.0));
        let response = ui.interact(rect, self.id, Sense::click_and_drag());
        let spoken = format!("{} {}", self.name, self.value);
        response.widget_info(|| WidgetInfo::slider(true, self.at as f64, &spoken));
        let lit = response.hovered() || response.dragged() || response.has_focus();
        let painter = ui.painter();
        painter.circle(self.centre, KNOB, p.raised, Stroke::new(2.0, p.accent));
        if lit {
            painter.circle_filled(self.centre, KNOB - 3.5, p.accent);
        }
        if response.has_focus() {
            let ring = Stroke::new(1.5, p.accent);
            painter.circle_stroke(self.centre, KNOB + 3.0, ring);
        }
        let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
        response.on_hover_text(spoken)
    }

    /// The period an arrow key, Home or End goes to.
    fn keyed(&self, ui: &Ui, response: &Response) -> Option<usize> {
        if !response.has_focus() {
            return None;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let end = self.count - 1;
        if pressed(Key::ArrowRight) {
            return Some((self.at + 1).min(end));
        }
        if pressed(Key::ArrowLeft) {
            return Some(self.at.saturating_sub(1));
        }
        if pressed(Key::Home) {
            return Some(0);
        }
        pressed(Key::End).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(texts: &[&str]) -> Vec<Period> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn what_the_handles_say_admits_just_that() {
        let all = periods(&["2018", "2019", "2020", "2020-09", "2021"]);
        for (first, last) in [(0, 1), (1, 3), (2, 2), (1, 4)] {
            let span = Span { first, last };
            let choice = span.choice(&all, Handles::Two).unwrap();
            for (i, period) in all.iter().enumerate() {
                // 2020-09 lies inside 2020.
                let wanted = (first..=last).contains(&i) || (i == 3 && last >= 2 && first <= 2);
                assert_eq!(choice.admits(*period), wanted, "{span:?} {period}");
            }
        }
        let span = Span { first: 0, last: 4 };
        assert_eq!(span.choice(&all, Handles::Two), Some(PeriodChoice::Auto));
        assert_eq!(Span::of(PeriodChoice::Auto, &all, Handles::Two), span);
        let one = Span::of(PeriodChoice::At(all[1]), &all, Handles::One);
        assert_eq!(
            one.choice(&all, Handles::One),
            Some(PeriodChoice::At(all[1]))
        );
    }

    #[test]
    fn handles_never_pass_each_other() {
        let span = Span { first: 1, last: 3 };
        for i in 0..5 {
            for first in [true, false] {
                let moved = moved(span, Handles::Two, first, i);
                assert!(moved.first <= moved.last);
            }
        }
    }

    #[test]
    fn periods_are_told_apart_on_the_line() {
        let line = Rect::from_min_size(pos2(10.0, 0.0), vec2(400.0, 10.0));
        for texts in [
            &["2016", "2017", "2019"][..],
            &["2020", "2020-H1", "2020-Q2", "2020-06-30"],
            &["2019", "2020"],
        ] {
            let xs = places(&periods(texts), line);
            assert!(xs.windows(2).all(|pair| pair[1] - pair[0] > 30.0), "{xs:?}");
            assert_eq!((xs[0], xs[xs.len() - 1]), (10.0, 410.0));
        }
    }
}
