//! Lying bars in groups, one group per zone: side by side or on each other.

use egui::{Align2, Color32, Rect, pos2, vec2};

use super::View;
use super::area::{PlotArea, Ruler};
use super::axes::{ValueAxis, Wanted};
use super::canvas::Canvas;
use super::columns::value_span;
use super::parts::{block, colours, on, parts_legend, spans, told};
use super::tip::Drawn;
use crate::chart::frame::{Arranged, Columns};
use crate::text::tr_args;

/// Share of a group's height that its bars fill.
const FILLED: f32 = 0.74;

/// Draws the bars into `rect`; says what the pointer is on.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    view: View<'_>,
    columns: &Columns,
) -> Drawn {
    let matrix = &columns.matrix;
    let colours = colours(canvas, view, matrix);
    let mut rect = rect;
    if matrix.parts.len() > 1 && !view.small {
        rect.min.y += parts_legend(canvas, rect, matrix, &colours, view.lang);
    }
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let wanted = Wanted {
        span: value_span(columns),
        axis: crate::chart::spec::Axis {
            log: false,
            ..view.y
        },
        ticks: (rect.width() / (9.0 * small.size)) as usize,
        ranks: false,
        zero: true,
    };
    let axis = ValueAxis::new(wanted, canvas.short_ticks);
    let per_group = match columns.arranged {
        Arranged::Beside => (0.55 * line * matrix.parts.len() as f32).max(line),
        _ => line,
    };
    let height = rect.height() - 1.6 * line;
    let shown = ((height / per_group) as usize).min(matrix.groups.len());
    if shown == 0 {
        return Drawn::default();
    }
    let left_out = matrix.groups.len() - shown;
    let height = if left_out > 0 { height - line } else { height };
    let step = (height / shown as f32).min(7.0 * line);
    let widest = matrix
        .groups
        .iter()
        .map(|g| canvas.width(&g.name, &small))
        .fold(0.0, f32::max);
    let names = widest.min(0.36 * rect.width()) + canvas.sizes.gap;
    let values = |below: bool| {
        let marks = matrix.marks();
        let own = marks.iter().filter(|(_, m)| (m.value < 0.0) == below);
        own.map(|(_, m)| canvas.width(&m.label, &small) + canvas.sizes.gap)
            .fold(0.0, f32::max)
    };
    let (left, right) = match columns.arranged {
        Arranged::Beside => (values(true), values(false)),
        Arranged::Stacked => (0.0, totals_width(canvas, columns) + canvas.sizes.gap),
        Arranged::Percent => (0.0, 2.0 * canvas.sizes.gap),
    };
    let names = rect.left() + names;
    let place = Rect::from_min_max(
        pos2(names + left, rect.top() + 0.3 * line),
        pos2(
            rect.right() - right,
            rect.top() + 0.3 * line + step * shown as f32,
        ),
    );
    if !place.is_positive() {
        return Drawn::default();
    }
    let ((low, high), _) = axis.span();
    let area = PlotArea {
        rect: place,
        x: Ruler::new((low, high), false, (place.left(), place.right())),
        y: Ruler::new(
            (-0.5, shown as f64 - 0.5),
            false,
            (place.top(), place.bottom()),
        ),
        lying: true,
    };
    axis.draw_along(canvas, &area, None);
    if left_out > 0 {
        let text = tr_args(
            view.lang,
            "chart-more-rows",
            &[("n", left_out.to_string().into())],
        );
        let text = canvas.wrap(&text, &small, rect.width(), 1).concat();
        canvas.text(
            rect.left_bottom(),
            Align2::LEFT_BOTTOM,
            &text,
            &small,
            canvas.palette.ink_soft,
        );
    }
    let rows = Rows {
        columns,
        names,
        area,
        step,
        shown,
        colours: &colours,
    };
    rows.draw(canvas, rect, view)
}

fn totals_width(canvas: &Canvas<'_>, columns: &Columns) -> f32 {
    let small = canvas.small();
    let totals = columns.totals.iter().flatten();
    totals
        .map(|t| canvas.width(&t.label, &small))
        .fold(0.0, f32::max)
}

struct Rows<'a> {
    columns: &'a Columns,
    /// Where the room of the names ends.
    names: f32,
    area: PlotArea,
    step: f32,
    shown: usize,
    colours: &'a [Color32],
}

impl Rows<'_> {
    fn draw(&self, canvas: &Canvas<'_>, rect: Rect, view: View<'_>) -> Drawn {
        let matrix = &self.columns.matrix;
        let bars: Vec<Vec<Rect>> = (0..self.shown).map(|i| self.bars(i)).collect();
        let pointed = canvas.pointer.filter(|p| rect.contains(*p)).and_then(|p| {
            let row = ((p.y - self.area.rect.top()) / self.step).floor();
            let row = (row >= 0.0)
                .then_some(row as usize)
                .filter(|row| *row < self.shown)?;
            Some((
                row,
                bars[row].iter().position(|bar| bar.expand(0.5).contains(p)),
            ))
        });
        let focus = pointed.and_then(|(_, part)| part);
        for (i, bars) in bars.iter().enumerate() {
            self.name(canvas, rect, i);
            for (k, (bar, mark)) in bars.iter().zip(matrix.group(i)).enumerate() {
                let Some(mark) = mark else { continue };
                let colour = match focus {
                    Some(focus) if focus != k => {
                        canvas.palette.raised.lerp_to_gamma(self.colours[k], 0.35)
                    }
                    _ => self.colours[k],
                };
                let shown = bar.intersect(self.area.rect);
                if shown.is_positive() {
                    block(canvas, shown, colour, mark.approximate);
                }
            }
            self.values(canvas, i, bars);
        }
        let zero = egui::Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
        canvas
            .painter
            .vline(self.area.x.at(0.0), self.area.rect.y_range(), zero);
        let told = pointed.map(|(group, part)| {
            let total = self.columns.totals.get(group).and_then(Option::as_ref);
            told(matrix, group, part, self.colours, total, view.lang)
        });
        let (tip, hit) = told.map_or((None, None), |(tip, hit)| (Some(tip), hit));
        Drawn {
            plots: vec![self.area],
            hit,
            tip,
        }
    }

    fn middle(&self, i: usize) -> f32 {
        self.area.rect.top() + (i as f32 + 0.5) * self.step
    }

    /// The bars of group `i`, part by part; empty rectangles where a figure is missing.
    fn bars(&self, i: usize) -> Vec<Rect> {
        let matrix = &self.columns.matrix;
        let n = matrix.parts.len() as f32;
        let top = self.middle(i) - 0.5 * FILLED * self.step;
        match self.columns.arranged {
            Arranged::Beside => {
                let thick = FILLED * self.step / n;
                let bar = |(k, mark): (usize, Option<&crate::chart::frame::Mark>)| match mark {
                    Some(mark) => {
                        let y = top + k as f32 * thick;
                        let ends = (self.area.x.at(0.0), self.area.x.at(mark.value));
                        Rect::from_two_pos(pos2(ends.0, y), pos2(ends.1, y + 0.94 * thick))
                    }
                    None => Rect::NOTHING,
                };
                matrix.group(i).enumerate().map(bar).collect()
            }
            _ => {
                let bar = |span: Option<(f64, f64)>| match span {
                    Some((from, to)) => Rect::from_two_pos(
                        pos2(self.area.x.at(from), top),
                        pos2(self.area.x.at(to), top + FILLED * self.step),
                    ),
                    None => Rect::NOTHING,
                };
                spans(matrix, i).into_iter().map(bar).collect()
            }
        }
    }

    fn name(&self, canvas: &Canvas<'_>, rect: Rect, i: usize) {
        let small = canvas.small();
        let line = canvas.line_height(&small);
        let room = self.names - rect.left() - canvas.sizes.gap;
        let most = ((self.step / line) as usize).clamp(1, 2);
        let lines = canvas.balance(
            &self.columns.matrix.groups[i].name,
            &small,
            room + 1.0,
            most,
        );
        for (k, text) in lines.iter().enumerate() {
            let shift = (k as f32 - 0.5 * (lines.len() - 1) as f32) * line;
            let at = pos2(self.names - canvas.sizes.gap, self.middle(i) + shift);
            canvas.text(
                at,
                Align2::RIGHT_CENTER,
                text,
                &small,
                canvas.palette.ink_soft,
            );
        }
    }

    /// Values at the bars' ends where the bars are thick enough; of a stack inside its parts, and the sum at its end.
    fn values(&self, canvas: &Canvas<'_>, i: usize, bars: &[Rect]) {
        let small = canvas.small();
        let line = canvas.line_height(&small);
        let gap = 0.6 * canvas.sizes.gap;
        let marks = self.columns.matrix.group(i);
        let stacked = self.columns.arranged != Arranged::Beside;
        for (k, (bar, mark)) in bars.iter().zip(marks).enumerate() {
            let Some(mark) = mark else { continue };
            let inside = bar.intersect(self.area.rect);
            if stacked {
                let fits = inside.height() > 0.9 * line
                    && canvas.width(&mark.label, &small) < 0.94 * inside.width();
                if fits {
                    let ink = on(canvas, self.colours[k], mark.approximate);
                    canvas.text(
                        inside.center(),
                        Align2::CENTER_CENTER,
                        &mark.label,
                        &small,
                        ink,
                    );
                }
            } else if bar.height() >= 0.86 * line && self.area.x.shows(mark.value) {
                let (at, anchor) = match mark.value < 0.0 {
                    true => (bar.left_center() - vec2(gap, 0.0), Align2::RIGHT_CENTER),
                    false => (bar.right_center() + vec2(gap, 0.0), Align2::LEFT_CENTER),
                };
                canvas.text(at, anchor, &mark.label, &small, canvas.palette.ink);
            }
        }
        if let (Arranged::Stacked, Some(Some(total))) =
            (self.columns.arranged, self.columns.totals.get(i))
            && self.step > 0.9 * line
            && self.area.x.shows(total.value)
        {
            let at = pos2(self.area.x.at(total.value) + gap, self.middle(i));
            canvas.text(
                at,
                Align2::LEFT_CENTER,
                &total.label,
                &small,
                canvas.palette.ink,
            );
        }
    }
}
