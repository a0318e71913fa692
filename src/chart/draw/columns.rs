//! Upright columns over time, side by side or on each other.

use egui::{Align2, Color32, Rect, pos2, vec2};

use super::View;
use super::area::PlotArea;
use super::axes::{Tick, span};
use super::canvas::Canvas;
use super::parts::{block, on, spans, told};
use super::scale::free;
use super::stand::{Names, Stand, Wish};
use super::tip::Drawn;
use crate::chart::frame::{Arranged, Columns, Mark, Matrix};
use crate::model::PeriodKind;

/// Share of a group's width that its columns fill.
const FILLED: f64 = 0.72;

/// One column, or part of one.
struct Bar<'a> {
    group: usize,
    part: usize,
    rect: Rect,
    mark: &'a Mark,
}

/// Draws the columns into `rect`; says what the pointer is on.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    view: View<'_>,
    columns: &Columns,
) -> Drawn {
    let matrix = &columns.matrix;
    let Some(stand) = Stand::new(canvas, rect, view, matrix, &wish(columns, view)) else {
        return Drawn::default();
    };
    let area = stand.area;
    let bars = bars(&area, columns);
    let pointed = pointed(canvas, &area, matrix, &bars);
    let focus = pointed.and_then(|(_, part)| part);
    for bar in &bars {
        let shown = bar.rect.intersect(area.rect);
        if shown.is_positive() {
            let colour = stand.dim(canvas, focus, bar.part, stand.colours[bar.part]);
            block(canvas, shown, colour, bar.mark.approximate);
        }
    }
    let zero = egui::Stroke::new(canvas.sizes.hair, canvas.palette.ink_faint);
    canvas
        .painter
        .hline(area.rect.x_range(), area.y.at(0.0), zero);
    let date = stand.over(canvas, focus);
    if !view.small {
        values(canvas, columns, &bars, &stand);
    }
    let told = pointed.map(|(group, part)| {
        let total = columns.totals.get(group).and_then(Option::as_ref);
        told(matrix, group, part, &stand.colours, total, view.lang)
    });
    stand.drawn(date, told)
}

/// What the axes and names must show.
fn wish(columns: &Columns, view: View<'_>) -> Wish {
    let matrix = &columns.matrix;
    let n = matrix.groups.len();
    let last = (0..n).rev().find(|&i| matrix.sum(i).is_some());
    let beside = columns.arranged == Arranged::Beside;
    let falling = matrix.parts.iter().flat_map(|p| p.marks.iter().flatten());
    let falling = falling.filter(|mark| beside && !view.small && mark.value < 0.0);
    Wish {
        values: value_span(columns),
        hanging: falling.map(|mark| mark.value).reduce(f64::min),
        time: (
            middle(matrix, 0) - 0.5,
            middle(matrix, n.saturating_sub(1)) + 0.5,
        ),
        ticks: (0..n)
            .map(|i| Tick {
                x: middle(matrix, i),
                text: matrix.groups[i].name.clone(),
            })
            .collect(),
        names: last.filter(|_| !beside).map(|group| Names {
            group,
            x: middle(matrix, group) + 0.5 * FILLED,
            values: false,
            widest: 0.3,
        }),
    }
}

/// Whether the groups lie at their years; otherwise one step apart.
fn years(matrix: &Matrix) -> bool {
    let year = |kind| kind == PeriodKind::Year;
    matrix
        .groups
        .iter()
        .all(|g| g.period.is_some_and(|p| year(p.kind())))
}

/// Where group `i` lies along.
pub(super) fn middle(matrix: &Matrix, i: usize) -> f64 {
    match matrix.groups[i].period {
        Some(period) if years(matrix) => period.middle(),
        _ => i as f64 + 0.5,
    }
}

/// Lowest and highest end of any column.
pub(super) fn value_span(columns: &Columns) -> (f64, f64) {
    let matrix = &columns.matrix;
    match columns.arranged {
        Arranged::Beside => {
            let values = matrix.parts.iter().flat_map(|p| p.marks.iter().flatten());
            span(values.map(|m| m.value))
        }
        Arranged::Stacked => span((0..matrix.groups.len()).filter_map(|i| matrix.sum(i))),
        Arranged::Percent => (0.0, 100.0),
    }
}

fn bars<'a>(area: &PlotArea, columns: &'a Columns) -> Vec<Bar<'a>> {
    let matrix = &columns.matrix;
    let n = matrix.parts.len() as f64;
    let mut bars = Vec::new();
    for group in 0..matrix.groups.len() {
        let x = middle(matrix, group);
        let spans = match columns.arranged {
            Arranged::Beside => matrix
                .group(group)
                .map(|m| m.map(|m| (0.0, m.value)))
                .collect(),
            _ => spans(matrix, group),
        };
        for (part, (span, mark)) in spans.into_iter().zip(matrix.group(group)).enumerate() {
            let (Some((from, to)), Some(mark)) = (span, mark) else {
                continue;
            };
            let (left, right) = match columns.arranged {
                Arranged::Beside => {
                    let left = x - 0.5 * FILLED + FILLED * part as f64 / n;
                    (left, left + FILLED / n * 0.94)
                }
                _ => (x - 0.5 * FILLED, x + 0.5 * FILLED),
            };
            let rect = Rect::from_two_pos(area.position(left, from), area.position(right, to));
            bars.push(Bar {
                group,
                part,
                rect,
                mark,
            });
        }
    }
    bars
}

/// Group and part under the pointer.
fn pointed(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    matrix: &Matrix,
    bars: &[Bar<'_>],
) -> Option<(usize, Option<usize>)> {
    let pointer = canvas.pointer.filter(|p| area.rect.contains(*p))?;
    let distance = |i: &usize| (area.x.at(middle(matrix, *i)) - pointer.x).abs();
    let group = (0..matrix.groups.len())
        .filter(|&i| matrix.group(i).any(|m| m.is_some()))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let on = bars
        .iter()
        .find(|bar| bar.group == group && bar.rect.expand(1.0).contains(pointer));
    Some((group, on.map(|bar| bar.part)))
}

/// Values where they fit: above columns side by side, inside parts of a stack and its sum above.
fn values(canvas: &Canvas<'_>, columns: &Columns, bars: &[Bar<'_>], stand: &Stand<'_>) {
    let (area, colours) = (&stand.area, &stand.colours);
    let small = canvas.small();
    let line = canvas.line_height(&small);
    let fits = |text: &str, width: f32| canvas.width(text, &small) <= width;
    let step = area.rect.width() / columns.matrix.groups.len().max(1) as f32;
    let mut taken = canvas.taken();
    let mut put = |at: egui::Pos2, text: &str, colour: Color32, outside: bool| {
        let size = vec2(canvas.width(text, &small), line);
        let place = Rect::from_center_size(at, size);
        if free(place.shrink(0.5), &taken) {
            if outside && stand.dated() {
                // The line of a date would run through the digits.
                let ground = place.shrink2(vec2(-1.0, 0.1 * line));
                let raised = canvas.palette.raised;
                canvas.painter.rect_filled(ground, 0.0, raised);
            }
            canvas.text(at, Align2::CENTER_CENTER, text, &small, colour);
            taken.push(place);
        }
    };
    if columns.arranged == Arranged::Beside {
        // All, or those of the ends: a few here and there would read as an emphasis.
        let one = columns.matrix.parts.len() == 1;
        let room = |bar: &Bar<'_>| match one {
            true => (bar.rect.width() * 1.25).max(step * 0.96),
            false => bar.rect.width() * 1.25,
        };
        let bars: Vec<&Bar<'_>> = bars.iter().filter(|bar| !bar.mark.carried).collect();
        let all = bars.iter().all(|bar| fits(&bar.mark.label, room(bar)));
        let last = bars.len().saturating_sub(1);
        let wanted = |i: usize| all || (one && (i == 0 || i == last));
        for (_, bar) in bars.iter().enumerate().filter(|(i, _)| wanted(*i)) {
            let y = match bar.mark.value < 0.0 {
                true => bar.rect.bottom() + 0.55 * line,
                false => bar.rect.top() - 0.55 * line,
            };
            let half = 0.5 * canvas.width(&bar.mark.label, &small);
            let most = (canvas.painter.clip_rect().right() - canvas.sizes.margin - half)
                .max(area.rect.left() + half);
            let x = bar.rect.center().x.clamp(area.rect.left() + half, most);
            if area.y.shows(bar.mark.value) && y + 0.5 * line < area.rect.bottom() + 0.2 * line {
                put(pos2(x, y), &bar.mark.label, canvas.palette.ink, true);
            }
        }
        return;
    }
    for bar in bars.iter().filter(|bar| !bar.mark.carried) {
        let inside = bar.rect.intersect(area.rect);
        if inside.height() > 1.1 * line && fits(&bar.mark.label, 0.94 * inside.width()) {
            put(
                inside.center(),
                &bar.mark.label,
                on(canvas, colours[bar.part], bar.mark.approximate),
                false,
            );
        }
    }
    let all = columns
        .totals
        .iter()
        .flatten()
        .all(|total| fits(&total.label, 0.98 * step));
    for (i, total) in columns.totals.iter().enumerate().filter(|_| all) {
        if let Some(total) = total.as_ref().filter(|t| area.y.shows(t.value)) {
            let at =
                area.position(middle(&columns.matrix, i), total.value) - vec2(0.0, 0.55 * line);
            put(at, &total.label, canvas.palette.ink, true);
        }
    }
}
