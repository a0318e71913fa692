//! The selected piece: what it is, what is proposed for it, what is odd about it. Below it the document's own facts.

use egui::{RichText, ScrollArea, Ui, Vec2};

use super::Shown;
use super::facts::facts_ui;
use super::text::{issue_text, role_text};
use crate::app::citation::responsible;
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::state::review::ReviewEdit;
use crate::app::widgets::{caption, chip, colours, heading, link, paragraph, quiet_button};
use crate::import::{Item, Role, RowKind, Rules, Why};
use crate::model::{Instrument, Named as _, Quantity, format_value};
use crate::theme::{size, space};

/// The whole panel.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let p = colours(ui);
    let edge = ui.max_rect();
    ui.painter().vline(
        edge.left() + 0.5,
        edge.y_range(),
        egui::Stroke::new(1.0, p.line),
    );
    ScrollArea::vertical()
        .id_salt("review-details")
        .auto_shrink(false)
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(16, 12))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    piece_ui(ui, ctx, shown);
                    ui.add_space(space::L);
                    facts_ui(ui, ctx, shown);
                    ui.add_space(space::XL);
                });
        });
}

fn piece_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    let p = colours(ui);
    let Some(role) = shown.draft.pieces.get(shown.piece).map(|piece| piece.role) else {
        return;
    };
    let row = shown
        .outline
        .row_of(shown.piece)
        .and_then(|row| shown.outline.rows.get(row));
    let item = row.and_then(|row| match row.kind {
        RowKind::Measure(index) => shown.outline.measures.get(index),
        _ => None,
    });
    let own = item.filter(|item| item.piece == shown.piece);
    let place = own.map_or(String::new(), |item| format!(" {}", item.locator));
    heading(ui, &format!("{}{place}", role_text(role, ctx.lang)));
    for issue in shown
        .outline
        .issues
        .iter()
        .filter(|issue| issue.piece == Some(shown.piece))
    {
        ui.add(
            egui::Label::new(RichText::new(issue_text(&issue.kind, ctx.lang)).color(p.warn)).wrap(),
        );
    }
    ui.add_space(space::S);
    roles_ui(ui, ctx, role);
    ui.add_space(space::S);
    cut_ui(ui, ctx, shown);
    let head = shown
        .outline
        .heads
        .iter()
        .find(|head| head.piece == shown.piece);
    if let Some(item) = own {
        measure_ui(ui, ctx, item);
    } else if let Some(head) = head {
        let certain = Rules::built_in()
            .same_title(&head.title)
            .map(|rule| rule.id.as_str());
        let chosen = shown
            .draft
            .choice(shown.piece)
            .and_then(|choice| choice.category.as_deref());
        category_ui(
            ui,
            ctx,
            chosen.or(certain),
            Proposed::of(chosen.is_some(), certain.is_some()),
        );
        caption(ui, &ctx.tr("review-head-category"));
    }
}

/// What else the piece may be.
fn roles_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, now: Role) {
    caption(ui, &ctx.tr("review-role"));
    let choices = [
        Role::Head,
        Role::SubHead,
        Role::Measure,
        Role::Body,
        Role::Responsible,
        Role::Title,
        Role::Kept(Why::Aside),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        for role in choices {
            let kept = matches!((role, now), (Role::Kept(_), Role::Kept(_)));
            let name = match role {
                Role::Kept(_) => ctx.tr("role-kept").into_owned(),
                role => role_text(role, ctx.lang),
            };
            if chip(ui, &name, role == now || kept).clicked() && role != now && !kept {
                ctx.send(Command::Review(ReviewEdit::Role(role)));
            }
        }
    });
}

/// Cutting and joining with the mouse.
fn cut_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, shown: &Shown<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        ui.add_enabled_ui(shown.caret.is_some(), |ui| {
            let hint = ctx.tr("review-split-hint");
            let button = quiet_button(ui, &ctx.tr("review-split"));
            if button
                .on_hover_text(hint.as_ref())
                .on_disabled_hover_text(hint.as_ref())
                .clicked()
            {
                ctx.send(Command::Review(ReviewEdit::Split));
            }
        });
        ui.add_enabled_ui(shown.piece > 0, |ui| {
            if quiet_button(ui, &ctx.tr("review-merge")).clicked() {
                ctx.send(Command::Review(ReviewEdit::MergeUp));
            }
        });
    });
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proposed {
    /// The rules propose it.
    Rules,
    /// A person chose it.
    Chosen,
    /// The document says it.
    Document,
}

impl Proposed {
    fn of(chosen: bool, certain: bool) -> Self {
        match (chosen, certain) {
            (true, _) => Self::Chosen,
            (false, true) => Self::Document,
            (false, false) => Self::Rules,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Rules => "review-proposed",
            Self::Chosen => "review-chosen",
            Self::Document => "review-certain",
        }
    }
}

/// A caption with where the value comes from; gives true when a person wants the proposal back.
fn from_ui(ui: &mut Ui, ctx: &Ctx<'_>, title: &'static str, from: Proposed) -> bool {
    ui.add_space(space::M);
    let mut back = false;
    ui.horizontal_wrapped(|ui| {
        caption(ui, &ctx.tr(title));
        let ink = if from == Proposed::Rules {
            colours(ui).warn
        } else {
            colours(ui).ink_faint
        };
        ui.label(
            RichText::new(ctx.tr(from.text()))
                .size(size::SMALL)
                .color(ink),
        );
        if from == Proposed::Chosen {
            back = link(ui, &ctx.tr("review-back")).clicked();
        }
    });
    back
}

fn category_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, now: Option<&str>, from: Proposed) {
    if from_ui(ui, ctx, "review-category", from) {
        ctx.send(Command::Review(ReviewEdit::Category(None)));
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    for (n, rule) in Rules::built_in().categories.iter().enumerate() {
        let title = ctx.lang.pick(&rule.title, &rule.title_en);
        let name = format!("{} {title}", n + 1);
        let galley = crate::app::widgets::one_line(
            ui,
            &name,
            crate::theme::regular(size::SMALL),
            colours(ui).ink,
            ui.available_width() - 24.0,
        );
        // A title too long for the panel is cut, and whole under the pointer.
        let shown: String = if galley.elided {
            cut(
                &name,
                galley.rows.first().map_or(20, |row| row.glyphs.len()),
            )
        } else {
            name.clone()
        };
        if chip(ui, &shown, now == Some(rule.id.as_str()))
            .on_hover_text(title)
            .clicked()
        {
            ctx.send(Command::Review(ReviewEdit::Category(Some(rule.id.clone()))));
        }
    }
}

fn cut(name: &str, count: usize) -> String {
    name.chars()
        .take(count.saturating_sub(1))
        .chain(['…'])
        .collect()
}

fn measure_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, item: &Item) {
    category_ui(
        ui,
        ctx,
        item.category.as_deref(),
        Proposed::of(item.chosen, item.proposal.certain),
    );
    if from_ui(
        ui,
        ctx,
        "review-instruments",
        Proposed::of(item.instruments_chosen, false),
    ) {
        ctx.send(Command::Review(ReviewEdit::Instruments(None)));
    }
    wrapped(ui, |ui| {
        for instrument in Instrument::ALL {
            let on = item.instruments.contains(&instrument);
            if chip(ui, instrument.name(ctx.lang), on).clicked() {
                let list = toggled(&item.instruments, &instrument);
                ctx.send(Command::Review(ReviewEdit::Instruments(Some(list))));
            }
        }
    });
    targets_ui(ui, ctx, item);
    if !item.proposal.quantities.is_empty() {
        from_ui(ui, ctx, "review-quantities", Proposed::Rules);
        wrapped(ui, |ui| {
            for quantity in &item.proposal.quantities {
                let on = item.quantities.contains(quantity);
                if chip(ui, &quantity_text(quantity, ctx), on)
                    .on_hover_text(&quantity.as_printed)
                    .clicked()
                {
                    let printed = quantity.as_printed.clone();
                    ctx.send(Command::Review(ReviewEdit::ToggleQuantity(printed)));
                }
            }
        });
    }
    for (id, bodies) in responsible(&item.responsible, &item.supporting) {
        ui.add_space(space::M);
        caption(ui, &ctx.tr(id));
        paragraph(ui, &ctx.data.terms(bodies, ctx.lang));
    }
}

/// The target groups: those proposed, those typed, and a field for another.
fn targets_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, item: &Item) {
    let from = Proposed::of(item.targets_chosen, false);
    if from_ui(ui, ctx, "review-targets", from) {
        ctx.send(Command::Review(ReviewEdit::Targets(None)));
    }
    let proposed = &item.proposal.targets;
    let more = item.targets.iter().filter(|t| !proposed.contains(*t));
    let targets: Vec<&String> = proposed.iter().chain(more).collect();
    wrapped(ui, |ui| {
        for target in targets {
            let name = ctx.data.term(target, ctx.lang);
            if chip(ui, name, item.targets.contains(target)).clicked() {
                let list = toggled(&item.targets, target);
                ctx.send(Command::Review(ReviewEdit::Targets(Some(list))));
            }
        }
    });
    if let Some(target) = typed_target(ui, ctx, item.piece)
        && !item.targets.contains(&target)
    {
        let list = toggled(&item.targets, &target);
        ctx.send(Command::Review(ReviewEdit::Targets(Some(list))));
    }
}

/// A field for a target group nobody proposed; gives it when Enter ends the typing.
fn typed_target(ui: &mut Ui, ctx: &Ctx<'_>, piece: usize) -> Option<String> {
    let id = egui::Id::unique("review-new-target");
    let kept = ui.data(|data| data.get_temp::<(usize, String)>(id));
    // What was half typed for another measure is not offered here.
    let kept = kept.filter(|(of, _)| *of == piece);
    let mut text = kept.map_or_else(String::new, |(_, text)| text);
    let name = ctx.tr("review-target-new");
    ui.add_space(space::XS);
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id.with("field"))
        .font(crate::theme::regular(size::BODY))
        .hint_text(name.as_ref())
        .desired_width(f32::INFINITY)
        .char_limit(40);
    let response = ui.add(edit).accessible_name(name);
    let done = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let typed = text.trim().to_owned();
    if done {
        text.clear();
        response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, (piece, text)));
    (done && !typed.is_empty()).then_some(typed)
}

/// `奖励 100万元`, with the bound as printed.
fn quantity_text(quantity: &Quantity, ctx: &Ctx<'_>) -> String {
    let label = ctx.lang.pick(&quantity.label, &quantity.label_en);
    let plain = format!(
        "{}{}",
        format_value(quantity.value, ctx.lang),
        quantity.unit
    );
    let printed = match quantity.as_printed.is_empty() {
        true => &plain,
        false => &quantity.as_printed,
    };
    match label.is_empty() {
        true => printed.clone(),
        false => format!("{label} {printed}"),
    }
}

fn wrapped(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        add(ui);
    });
}

/// A list with `item` taken out, or put in at its end.
fn toggled<T: Clone + PartialEq>(list: &[T], item: &T) -> Vec<T> {
    let mut list = list.to_vec();
    match list.iter().position(|other| other == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item.clone()),
    }
    list
}
