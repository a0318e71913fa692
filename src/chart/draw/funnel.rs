//! Stages under each other: bars around one middle, what is lost between them, shares at the right.

use egui::{Align2, Color32, FontId, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::canvas::Canvas;
use super::heat::contrast;
use super::key;
use super::symbol::grey;
use super::tip::{Drawn, Hit, Tip};
use crate::chart::frame::{Funnel, Stage};
use crate::model::Lang;
use crate::text::{tr, tr_args};
use crate::theme::regular;

/// Where everything of a funnel goes.
struct Plan {
    row: f32,
    bar: f32,
    /// Font of names and values: smaller when the rows need it.
    font: FontId,
    /// Left and right end of the widest bar.
    bars: (f32, f32),
    /// Names stand above their bars.
    stacked: bool,
    names: f32,
    /// Middles of the columns of shares, and their width; none where there is no room.
    shares: Option<([f32; 2], f32)>,
    top: f32,
}

/// Draws the stages into `rect`; says what the pointer is on.
pub(super) fn draw(canvas: &mut Canvas<'_>, rect: Rect, funnel: &Funnel, lang: Lang) -> Drawn {
    let Some(first) = funnel.stages.first() else {
        return Drawn::default();
    };
    let plan = arrange(canvas, rect, funnel, lang);
    heads(canvas, rect, &plan, lang);
    let whole = first.stated.value().max(f64::MIN_POSITIVE);
    let middle = 0.5 * (plan.bars.0 + plan.bars.1);
    let bar = |k: usize| {
        let share = (funnel.stages[k].stated.value() / whole).clamp(0.0, 1.0) as f32;
        let half = (0.5 * share * (plan.bars.1 - plan.bars.0)).max(canvas.sizes.hair);
        let lower = plan.top + (k + 1) as f32 * plan.row - 0.5 * (plan.row - plan.bar);
        let lower = if plan.stacked {
            plan.top + (k as f32 + 0.94) * plan.row
        } else {
            lower
        };
        Rect::from_min_max(
            pos2(middle - half, lower - plan.bar),
            pos2(middle + half, lower),
        )
    };
    for k in 1..funnel.stages.len() {
        between(canvas, bar(k - 1), bar(k), &plan);
    }
    for (k, stage) in funnel.stages.iter().enumerate() {
        stage_of(canvas, rect, stage, bar(k), &plan);
    }
    let mut drawn = Drawn::default();
    let pointer = canvas
        .pointer
        .filter(|p| rect.contains(*p) && p.y >= plan.top);
    if let Some(pointer) = pointer
        && let Some(stage) = funnel
            .stages
            .get(((pointer.y - plan.top) / plan.row) as usize)
    {
        let mut tip = Tip::new(&stage.name);
        key::stated(&mut tip, "", &stage.stated, lang);
        for (id, share) in [
            ("chart-of-first", &stage.of_first),
            ("chart-of-before", &stage.of_before),
        ] {
            if let Some(share) = share {
                tip.line(tr_args(lang, id, &[("share", share.as_str().into())]));
            }
        }
        drawn.hit = Some(Hit {
            name: stage.name.clone(),
            id: stage.metric.to_string(),
            mark: Some(stage.stated.mark.clone()),
            period: stage.stated.mark.period,
        });
        drawn.tip = Some(tip);
    }
    drawn
}

fn arrange(canvas: &Canvas<'_>, rect: Rect, funnel: &Funnel, lang: Lang) -> Plan {
    let body = canvas.body();
    let (line, small) = (
        canvas.line_height(&body),
        canvas.line_height(&canvas.small()),
    );
    let gap = canvas.sizes.gap;
    let n = funnel.stages.len().max(1) as f32;
    let widest = |texts: &mut dyn Iterator<Item = &str>| {
        texts.map(|t| canvas.width(t, &body)).fold(0.0, f32::max)
    };
    let names = widest(&mut funnel.stages.iter().map(|s| s.name.as_str()));
    let heads = ["chart-head-of-first", "chart-head-of-before"]
        .map(|id| canvas.width(&tr(lang, id), &canvas.small()));
    let share = heads[0].max(heads[1]).max(4.5 * body.size);
    let has_before = funnel.stages.iter().any(|s| s.of_before.is_some());
    let columns = if has_before { 2.0 } else { 1.0 };
    let wide = rect.width() > names + columns * share + 14.0 * body.size;
    let stacked = names > 0.34 * rect.width();
    let shares = wide.then(|| {
        let right = rect.right() - 0.5 * share;
        match has_before {
            true => ([right - share - 1.5 * gap, right], share),
            false => ([right, f32::NAN], share),
        }
    });
    let names = if stacked { 0.0 } else { names + 2.0 * gap };
    let right = match &shares {
        Some((middles, share)) => middles[0] - 0.5 * share - 2.0 * gap,
        None => rect.right(),
    };
    let top = rect.top() + if shares.is_some() { 1.3 * small } else { 0.0 };
    let row = ((rect.bottom() - top) / n).min(6.5 * line);
    // A stacked row holds its name above its bar.
    let font = regular(body.size.min(row * if stacked { 0.48 } else { 0.7 }));
    let line = canvas.line_height(&font);
    Plan {
        bar: match stacked {
            true => (0.88 * row - line).clamp(0.0, 2.4 * line),
            false => 0.62 * row,
        },
        font,
        row,
        bars: (rect.left() + names, right.max(rect.left() + names + 1.0)),
        stacked,
        names,
        shares,
        top,
    }
}

/// Heads of the columns of shares.
fn heads(canvas: &Canvas<'_>, rect: Rect, plan: &Plan, lang: Lang) {
    let Some((middles, width)) = plan.shares else {
        return;
    };
    let small = canvas.small();
    let y = rect.top() + 0.5 * canvas.line_height(&small);
    for (x, id) in middles
        .into_iter()
        .zip(["chart-head-of-first", "chart-head-of-before"])
    {
        if x.is_finite() {
            let text = canvas.wrap(&tr(lang, id), &small, width, 1).concat();
            canvas.text(
                pos2(x, y),
                Align2::CENTER_CENTER,
                &text,
                &small,
                canvas.palette.ink_faint,
            );
        }
    }
}

/// What narrows from one bar to the next.
fn between(canvas: &Canvas<'_>, upper: Rect, lower: Rect, plan: &Plan) {
    if plan.stacked || lower.top() - upper.bottom() < 1.0 {
        return;
    }
    let p = canvas.palette;
    let fill = p.raised.lerp_to_gamma(p.accent, 0.12);
    let mut mesh = Mesh::default();
    let corners: [Pos2; 4] = [
        upper.left_bottom(),
        upper.right_bottom(),
        lower.right_top(),
        lower.left_top(),
    ];
    for corner in corners {
        mesh.colored_vertex(corner, fill);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    canvas.painter.add(Shape::mesh(mesh));
}

fn stage_of(canvas: &Canvas<'_>, rect: Rect, stage: &Stage, bar: Rect, plan: &Plan) {
    let p = canvas.palette;
    let body = plan.font.clone();
    let gap = canvas.sizes.gap;
    let colour = if stage.highlight {
        p.accent
    } else {
        grey(canvas)
    };
    let ground: Color32 = match stage.stated.mark.approximate {
        true => {
            let pale = p.raised.lerp_to_gamma(colour, 0.14);
            canvas.painter.rect_filled(bar, 0.0, pale);
            let stroke = Stroke::new(0.7 * canvas.sizes.line, colour);
            canvas
                .painter
                .rect_stroke(bar, 0.0, stroke, StrokeKind::Inside);
            pale
        }
        false => {
            canvas.painter.rect_filled(bar, 0.0, colour);
            colour
        }
    };
    let mut label = stage.stated.mark.label.clone();
    for other in &stage.stated.others {
        label += &format!(" / {}", other.label);
    }
    let line = canvas.line_height(&body);
    let inside = canvas.width(&label, &body) + gap <= bar.width() && line <= bar.height();
    if inside {
        let ink = contrast(p.ink, p.raised, ground);
        canvas.text(bar.center(), Align2::CENTER_CENTER, &label, &body, ink);
    } else if !plan.stacked {
        let at = bar.right_center() + vec2(0.75 * gap, 0.0);
        let room = (rect.right() - at.x).max(1.0);
        let label = canvas.wrap(&label, &body, room, 1).concat();
        canvas.text(at, Align2::LEFT_CENTER, &label, &body, p.ink);
    }
    if plan.stacked {
        // Where the bar has no room for the value, the name takes it along.
        let value = if inside {
            String::new()
        } else {
            format!(" {label}")
        };
        let room = (rect.width() - canvas.width(&value, &body)).max(body.size);
        let name = canvas.wrap(&stage.name, &body, room, 1).concat() + &value;
        let at = pos2(0.5 * (plan.bars.0 + plan.bars.1), bar.top() - 0.5 * line);
        canvas.text(at, Align2::CENTER_CENTER, &name, &body, p.ink_soft);
    } else {
        let most = ((plan.row / line) as usize).clamp(1, 2);
        let lines = canvas.balance(&stage.name, &body, plan.names - gap, most);
        for (k, text) in lines.iter().enumerate() {
            let shift = (k as f32 - 0.5 * (lines.len() - 1) as f32) * line;
            let at = pos2(rect.left(), bar.center().y + shift);
            canvas.text(at, Align2::LEFT_CENTER, text, &body, p.ink_soft);
        }
    }
    let Some((middles, _)) = plan.shares else {
        return;
    };
    for (x, share) in middles.into_iter().zip([&stage.of_first, &stage.of_before]) {
        if let (Some(share), true) = (share, x.is_finite()) {
            canvas.text(
                pos2(x, bar.center().y),
                Align2::CENTER_CENTER,
                share,
                &body,
                p.ink,
            );
        }
    }
}
