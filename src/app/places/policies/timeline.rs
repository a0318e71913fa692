//! The documents in time: each a point on its date, with how many measures it has and how many are transcribed.

use egui::accesskit::Role;
use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use super::page_head;
use super::sidebar::{coverage_bar, coverage_short};
use crate::app::command::Command;
use crate::app::widgets::{caption, centred, chip, colours, one_line};
use crate::model::{Lang, Named as _, Policy};
use crate::theme::{heavy, regular, size, space};

/// Height of a row.
const ROW: f32 = 52.0;
/// Height of the axis.
const AXIS: f32 = 28.0;

/// The whole page.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    egui::Frame::new()
        .inner_margin(super::margins(ui))
        .show(ui, |ui| {
            page_head(ui, ctx, "policies-timeline", &ctx.tr("timeline-says"));
            ui.add_space(space::XS);
            if chip(ui, &ctx.tr("policies-export"), false).clicked() {
                ctx.send(Command::ExportMeasures);
            }
            ui.add_space(space::S);
            let timeline = ctx.derived.policies.timeline(ctx.data);
            let order = &timeline.order;
            let Some(years) = timeline.years else {
                caption(ui, &ctx.tr("timeline-no-date"));
                return;
            };
            let names = (0.38 * ui.available_width()).clamp(120.0, 320.0);
            let axis = axis_ui(ui, names, years);
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .id_salt("policy-timeline")
                .auto_shrink(false)
                .show_rows(ui, ROW, order.len(), |ui, rows| {
                    for i in &order[rows] {
                        row_ui(ui, ctx, &ctx.data.policies[*i], names, &axis);
                    }
                });
        });
}

/// Where years stand.
struct Axis {
    left: f32,
    right: f32,
    years: (i16, i16),
    /// Years between labels.
    step: i16,
}

impl Axis {
    fn x(&self, year: f64) -> f32 {
        let span = f64::from(self.years.1 - self.years.0);
        let share = (year - f64::from(self.years.0)) / span;
        self.left + share as f32 * (self.right - self.left)
    }

    fn labels(&self) -> impl Iterator<Item = i16> {
        (self.years.0..=self.years.1).step_by(self.step.max(1) as usize)
    }
}

fn axis_ui(ui: &mut Ui, names: f32, years: (i16, i16)) -> Axis {
    let p = colours(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), AXIS), Sense::hover());
    let left = rect.left() + names + space::L;
    let right = rect.right() - space::XL;
    let room = ((right - left) / 44.0).max(1.0);
    let span = f32::from(years.1 - years.0);
    let axis = Axis {
        left,
        right,
        years,
        step: (span / room).ceil() as i16,
    };
    for year in axis.labels() {
        let at = pos2(axis.x(f64::from(year)), rect.bottom() - 4.0);
        let font = regular(size::SMALL);
        let painter = ui.painter();
        painter.text(
            at,
            Align2::CENTER_BOTTOM,
            year.to_string(),
            font,
            p.ink_faint,
        );
    }
    axis
}

fn row_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, names: f32, axis: &Axis) {
    let p = colours(ui);
    let lang = ctx.lang;
    let size_now = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size_now, Sense::click());
    super::list::ground(ui, rect, false, response.hovered());
    crate::app::widgets::focus_ring(ui, &response, 0.0);
    for year in axis.labels() {
        let x = axis.x(f64::from(year));
        let line = Stroke::new(1.0, p.line.gamma_multiply(0.6));
        ui.painter().vline(x, rect.y_range(), line);
    }
    names_ui(
        ui,
        policy,
        lang,
        Rect::from_min_size(rect.min, vec2(names, ROW)),
    );
    let date = policy.issued.map(|date| date.display(lang));
    let y = rect.center().y;
    if let Some(issued) = policy.issued {
        let (start, end) = (axis.x(issued.start()), axis.x(issued.end()));
        let radius = 4.0 + (policy.measures.len() as f32).sqrt().min(12.0);
        // A year says less than a day: the point becomes as wide as what is known.
        let middle = pos2(0.5 * (start + end), y);
        if end - start > 6.0 {
            let span = Rect::from_min_max(pos2(start, y - 2.0), pos2(end, y + 2.0));
            ui.painter().rect_filled(span, 2.0, p.accent_soft);
        }
        let painter = ui.painter();
        match policy.measures.is_empty() {
            true => painter.circle_stroke(middle, 5.0, Stroke::new(1.5, p.accent)),
            false => painter.circle_filled(middle, radius, p.accent),
        };
        let text = date.clone().unwrap_or_default();
        let text = one_line(ui, &text, regular(size::SMALL), p.ink_soft, 120.0);
        let right = (middle.x + radius).max(end) + 6.0;
        let x = match right + text.size().x > rect.right() {
            true => middle.x - radius - 6.0 - text.size().x,
            false => right,
        };
        let at = pos2(x, y - 0.5 * text.size().y);
        painter.galley(at, text, p.ink_soft);
    } else {
        let text = ctx.tr("timeline-no-date");
        let text = one_line(ui, &text, regular(size::SMALL), p.ink_faint, 200.0);
        let at = pos2(axis.left, y - 0.5 * text.size().y);
        ui.painter().galley(at, text, p.ink_faint);
    }
    let spoken = format!(
        "{} {} {}",
        policy.name(lang),
        date.unwrap_or_default(),
        coverage_short(policy)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &spoken));
    if response.clicked() {
        ctx.send(Command::SelectPolicy(policy.id.clone()));
    }
    response.on_hover_text(super::coverage_text(policy, lang));
}

fn names_ui(ui: &Ui, policy: &Policy, lang: Lang, rect: Rect) {
    let p = colours(ui);
    let painter = ui.painter();
    let upper = Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(rect.width(), 20.0));
    let count = one_line(
        ui,
        &coverage_short(policy),
        regular(size::SMALL),
        p.ink_soft,
        64.0,
    );
    let room = rect.width() - count.size().x - space::M;
    let name = one_line(ui, policy.name(lang), heavy(size::BODY), p.ink, room);
    painter.galley(centred(upper, rect.left(), &name), name, p.ink);
    let x = rect.right() - count.size().x;
    painter.galley(centred(upper, x, &count), count, p.ink_soft);
    let issuers = policy.issuers.join("、");
    let issuers = one_line(
        ui,
        &issuers,
        regular(size::SMALL),
        p.ink_faint,
        rect.width() - 72.0,
    );
    let at = pos2(rect.left(), rect.bottom() - 7.0 - issuers.size().y);
    painter.galley(at, issuers, p.ink_faint);
    let bar = pos2(rect.right() - 60.0, rect.bottom() - 14.0);
    coverage_bar(ui, policy, bar, 60.0);
}
