//! 政策: documents, and the measures of one of them by head, with counts and coverage.

use egui::{Panel, RichText, ScrollArea, Ui, Vec2};

use super::{Ctx, search_field_id};
use crate::app::command::{ChartEdit, Command};
use crate::app::state::Place;
use crate::app::widgets::{
    bilingual_gap, caption, centred, chip, colours, empty, filter_field, heading, link, list_row,
    one_line, paragraph, quiet_button, tag, tag_width, title,
};
use crate::chart::{ChartKind, ChartSpec, Subject};
use crate::model::{Assigned, Lang, Measure, Named as _, Policy};
use crate::text::tr_args;
use crate::theme::{heavy, regular, size, space};

/// The side panel with the chart needs this much room beside list and text.
const SIDE_FROM: f32 = 1080.0;

/// How much of a document its sources spell out.
pub fn coverage_text(policy: &Policy, lang: Lang) -> String {
    let transcribed = policy.transcribed();
    match policy.declared_measures {
        Some(declared) => tr_args(
            lang,
            "policy-coverage",
            &[
                ("declared", declared.into()),
                ("transcribed", transcribed.into()),
            ],
        ),
        None => tr_args(
            lang,
            "policy-coverage-unknown",
            &[("transcribed", transcribed.into())],
        ),
    }
}

/// The whole place.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    let frame = egui::Frame::new().fill(p.ground);
    let width = ui.available_width();
    let list_width = if width < 560.0 {
        0.36 * width
    } else {
        (0.24 * width).clamp(220.0, 300.0)
    };
    Panel::left("policy-list")
        .exact_size(list_width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| documents_ui(ui, ctx));
    let data = ctx.data;
    let Some(policy) = ctx.view.policy.as_ref().and_then(|id| data.policy(id)) else {
        egui::CentralPanel::no_frame().show(ui, |ui| {
            empty(
                ui,
                &ctx.tr("policies-none"),
                &ctx.tr("policies-none-remedy"),
            );
        });
        return;
    };
    if width >= SIDE_FROM {
        Panel::right("policy-side")
            .exact_size((0.28 * width).clamp(300.0, 420.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(frame.inner_margin(egui::Margin::symmetric(16, 16)))
            .show(ui, |ui| side_ui(ui, ctx, policy));
    }
    egui::CentralPanel::no_frame().show(ui, |ui| document_ui(ui, ctx, policy));
}

fn documents_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    let data = ctx.data;
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 12))
        .show(ui, |ui| {
            heading(ui, &ctx.count("policies-count", data.policies.len()));
        });
    let line = egui::Stroke::new(1.0, p.line);
    ui.painter()
        .hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, line);
    ui.painter()
        .vline(ui.max_rect().right() - 0.5, ui.max_rect().y_range(), line);
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = 84.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(
        ui,
        height,
        data.policies.len(),
        |ui, rows| {
            for policy in &data.policies[rows] {
                let selected = ctx.view.policy.as_ref() == Some(&policy.id);
                if document_row(ui, policy, ctx.lang, selected, height).clicked() {
                    ctx.send(Command::SelectPolicy(policy.id.clone()));
                }
            }
        },
    );
}

fn document_row(
    ui: &mut Ui,
    policy: &Policy,
    lang: Lang,
    selected: bool,
    height: f32,
) -> egui::Response {
    let p = colours(ui);
    let date = policy
        .issued
        .map(|date| date.display(lang))
        .unwrap_or_default();
    let done = policy.transcribed();
    let count = match policy.declared_measures {
        Some(declared) => format!("{done} / {declared}"),
        None => done.to_string(),
    };
    let name = policy.name(lang);
    list_row(ui, name, selected, height, space::L, |row| {
        let rect = row.rect.shrink2(Vec2::new(0.0, 8.0));
        let font = if row.selected {
            heavy(size::BODY)
        } else {
            regular(size::BODY)
        };
        let painter = row.ui.painter();
        let name = one_line(row.ui, name, font, p.ink, rect.width());
        let detail = bilingual_gap([date.as_str(), &policy.number]);
        let detail = one_line(
            row.ui,
            &detail,
            regular(size::SMALL),
            p.ink_faint,
            rect.width(),
        );
        let y = rect.top() + name.size().y;
        painter.galley(rect.min, name, p.ink);
        painter.galley(egui::pos2(rect.left(), y), detail, p.ink_faint);
        let count = one_line(row.ui, &count, regular(size::SMALL), p.ink_soft, 80.0);
        let foot =
            egui::Rect::from_min_max(egui::pos2(rect.left(), rect.bottom() - 18.0), rect.max);
        let bar_width = foot.width() - count.size().x - space::S;
        painter.galley(
            centred(foot, foot.right() - count.size().x, &count),
            count,
            p.ink_soft,
        );
        let bar = egui::Rect::from_min_size(
            egui::pos2(foot.left(), foot.center().y - 1.5),
            Vec2::new(bar_width, 3.0),
        );
        painter.rect_filled(bar, 1.5, p.line);
        if let Some(declared) = policy.declared_measures.filter(|n| *n > 0) {
            let share = (done as f32 / declared as f32).min(1.0);
            let done = egui::Rect::from_min_size(bar.min, Vec2::new(bar_width * share, 3.0));
            painter.rect_filled(done, 1.5, p.accent);
        }
    })
}

fn document_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy) {
    let lang = ctx.lang;
    let page = ctx.derived.policy(ctx.data, &policy.id, ctx.view);
    let margin = if ui.available_width() < 420.0 { 12 } else { 24 };
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(margin, 12))
        .show(ui, |ui| {
            title(ui, lang.pick(&policy.title, &policy.title_en));
            let date = policy
                .issued
                .map(|date| date.display(lang))
                .unwrap_or_default();
            caption(
                ui,
                &bilingual_gap([policy.issuers.join("、").as_str(), &date, &policy.number]),
            );
            ui.add_space(space::XS);
            let hint = ctx.tr("policies-search-hint");
            let id = search_field_id(Place::Policies);
            if let Some(query) =
                filter_field(ui, id, &ctx.view.policy_query, &hint, &ctx.tr("clear"))
            {
                ctx.send(Command::SetPolicyQuery(query));
            }
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(6.0);
                let all = format!("{} {}", ctx.tr("all"), policy.measures.len());
                if chip(ui, &all, ctx.view.instrument.is_none()).clicked() {
                    ctx.send(Command::SetInstrument(None));
                }
                for (instrument, n) in &page.instruments {
                    let selected = ctx.view.instrument == Some(*instrument);
                    if chip(ui, &format!("{} {n}", instrument.name(lang)), selected).clicked() {
                        ctx.send(Command::SetInstrument((!selected).then_some(*instrument)));
                    }
                }
            });
            ui.add_space(space::S);
            coverage_ui(ui, policy, lang);
            ScrollArea::vertical()
                .id_salt(&policy.id)
                .auto_shrink(false)
                .show(ui, |ui| {
                    if page.shown == 0 && !policy.measures.is_empty() {
                        empty(
                            ui,
                            &ctx.tr("policies-no-match"),
                            &ctx.tr("policies-no-match-remedy"),
                        );
                        return;
                    }
                    let filtered = page.shown != policy.measures.len();
                    for (n, (head, shown)) in
                        policy.categories.iter().zip(&page.by_head).enumerate()
                    {
                        if !filtered || !shown.is_empty() {
                            head_ui(ui, ctx, policy, n, head.name(lang), shown);
                        }
                    }
                    ui.add_space(space::XL);
                });
        });
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
                if let Some(declared) = policy.declared_measures {
                    let text = format!("{} / {declared}", policy.transcribed());
                    ui.label(
                        RichText::new(text)
                            .font(heavy(size::BODY))
                            .color(p.accent_ink),
                    );
                }
                ui.label(RichText::new(coverage_text(policy, lang)).color(p.ink));
            });
            if !policy.note.is_empty() {
                caption(ui, &policy.note);
            }
        });
}

fn head_ui(ui: &mut Ui, ctx: &Ctx<'_>, policy: &Policy, n: usize, name: &str, shown: &[usize]) {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let p = colours(ui);
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let numeral = match ctx.lang {
            Lang::Zh => NUMERALS
                .get(n)
                .map_or_else(|| (n + 1).to_string(), |s| (*s).to_owned()),
            Lang::En => (n + 1).to_string(),
        };
        ui.label(
            RichText::new(numeral)
                .font(regular(size::HEADING))
                .color(p.ink_soft),
        );
        heading(ui, name);
        caption(ui, &ctx.count("measures-count", shown.len()));
    });
    if shown.is_empty() {
        caption(ui, &ctx.tr("policies-head-empty"));
    }
    for measure in shown.iter().filter_map(|i| policy.measures.get(*i)) {
        measure_ui(ui, ctx, measure);
    }
}

fn measure_ui(ui: &mut Ui, ctx: &Ctx<'_>, measure: &Measure) {
    let p = colours(ui);
    let lang = ctx.lang;
    let top = ui.cursor().top();
    ui.add_space(6.0);
    let instruments = measure.instruments.iter().map(|i| i.name(lang));
    let sub_head = Some(measure.sub_head.as_str()).filter(|text| !text.is_empty());
    let tags: Vec<&str> = sub_head.into_iter().chain(instruments).collect();
    let gap = 6.0;
    let tags_width: f32 = tags.iter().map(|tag| tag_width(ui, tag) + gap).sum();
    let wide = ui.available_width() > tags_width + 260.0;
    let row = ui.horizontal_top(|ui| {
        let number = measure.number.as_deref().unwrap_or("–");
        ui.allocate_ui(Vec2::new(28.0, 20.0), |ui| {
            ui.set_min_width(28.0);
            ui.label(RichText::new(number).color(p.ink_faint));
        });
        let room = ui.available_width() - if wide { tags_width + space::M } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(room.max(60.0));
            paragraph(ui, measure.text(lang));
        });
        if wide {
            ui.spacing_mut().item_spacing.x = gap;
            for text in &tags {
                tag(ui, text, false);
            }
        }
    });
    row.response
        .on_hover_ui(|ui| measure_tooltip(ui, ctx, measure));
    ui.add_space(2.0);
    let x = ui.max_rect().x_range();
    let y = ui.cursor().top().max(top + space::ROW);
    ui.painter()
        .hline(x, y - 0.5, egui::Stroke::new(1.0, p.line));
}

fn measure_tooltip(ui: &mut Ui, ctx: &Ctx<'_>, measure: &Measure) {
    let lang = ctx.lang;
    ui.set_max_width(360.0);
    let fact = |ui: &mut Ui, id: &'static str, value: &str| {
        if !value.is_empty() {
            caption(ui, &format!("{} {value}", crate::text::tr(lang, id)));
        }
    };
    fact(ui, "measure-targets", &measure.targets.join("、"));
    let quantities = measure.quantities.iter();
    let quantities: Vec<String> = quantities
        .map(|q| format!("{} {}", lang.pick(&q.label, &q.label_en), q.as_printed))
        .collect();
    fact(ui, "measure-quantities", &quantities.join("、"));
    if measure.assigned == Assigned::Editor {
        caption(ui, &ctx.tr("measure-assigned-by-us"));
    }
    if measure.number.is_none() {
        caption(ui, &ctx.tr("measure-no-number"));
    }
    let source = ctx.data.source(&measure.source);
    let title = source.map_or(measure.source.as_str(), |source| source.title.as_str());
    fact(ui, "figure-from", &bilingual_gap([title, &measure.locator]));
    fact(ui, "figure-note", &measure.note);
}

/// The chart of the document beside its text.
fn side_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy) {
    let subject = Subject::PolicyHeads(policy.id.clone());
    // A built-in chart of this document has a better title than an automatic one.
    let gallery = ctx.derived.gallery(ctx.data);
    let built_in = gallery
        .iter()
        .find(|(_, spec)| spec.subject == subject)
        .map(|(_, spec)| spec.clone());
    let spec = ChartSpec {
        lang: ctx.lang,
        ..built_in.unwrap_or_else(|| ChartSpec {
            kind: ChartKind::RankedBar,
            subject,
            ..ChartSpec::default()
        })
    };
    let frame = ctx.derived.side_chart(ctx.data, &spec);
    match frame.as_ref() {
        Ok(frame) => {
            super::zone_page::figure_card(ui, frame, 1.0);
            ui.add_space(space::S);
            if quiet_button(ui, &ctx.tr("open-in-metrics")).clicked() {
                ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
            }
        }
        Err(error) => {
            caption(ui, &error.message(ctx.lang));
        }
    }
    let zone = policy.zone.as_ref().and_then(|id| ctx.data.zone(id));
    if let Some(zone) = zone {
        ui.add_space(space::L);
        caption(ui, &ctx.tr("policy-zone"));
        if link(ui, zone.name(ctx.lang)).clicked() {
            ctx.send(Command::SelectZone(zone.id.clone()));
        }
    }
}
