//! One measure to read: its text in lines that break well, where it stands, what it names, and what one notes to it.

use egui::{Align, Layout, ScrollArea, TextEdit, Ui, Vec2};

use super::super::Ctx;
use super::document::bookmark_ui;
use super::list::source_kind;
use super::text::{Setting, lay_out};
use super::{margins, reading_target};
use crate::analysis::measures::mentions::Mention;
use crate::analysis::measures::query::Query;
use crate::app::citation::{self, responsible};
use crate::app::command::Command;
use crate::app::state::policies::{PoliciesEdit, PolicyPage};
use crate::app::widgets::{
    bilingual_gap, caption, colours, focus_ring, heading, icon_button, paragraph, tag,
};
use crate::app::workspace::{LONGEST_NOTE, WorkspaceEdit};
use crate::chart::locator_words;
use crate::model::{Measure, MeasureId, Named as _, Policy};
use crate::search::Target;
use crate::text::{titled, tr_args};
use crate::theme::{Icon, regular, size, space};

/// Height of a line of the text read.
const LINE: f32 = 28.0;

/// The measures one goes through with the arrows.
pub(super) enum Sequence {
    /// Numbers, ascending.
    Sorted(std::sync::Arc<crate::app::derived::policies::Found>),
    /// Numbers in an order of their own.
    Listed(Vec<usize>),
}

impl Sequence {
    /// The measures of the page shown, in its order.
    pub(super) fn of(ctx: &mut Ctx<'_>) -> Option<Self> {
        let (data, view, made) = (ctx.data, ctx.view, ctx.made);
        let policies = &mut ctx.derived.policies;
        Some(match view.policies.page {
            PolicyPage::Measures => Self::Sorted(policies.found(data, view, made)?),
            PolicyPage::Quantities => {
                let rows = policies.quantities(data, ctx.lang, view, made)?;
                let mut numbers: Vec<usize> = rows.iter().map(|row| row.measure).collect();
                let mut seen = std::collections::HashSet::new();
                numbers.retain(|n| seen.insert(*n));
                Self::Listed(numbers)
            }
            PolicyPage::Matrix => Self::Listed(super::matrix::listed(ctx)?),
            PolicyPage::Pair | PolicyPage::Document | PolicyPage::Timeline => {
                let at = data
                    .policies
                    .iter()
                    .position(|policy| Some(&policy.id) == view.policy.as_ref())?;
                let first = policies.corpus(data)?.measures.range(at).start;
                let (_, page) = policies.document(data, ctx.lang, view, made)?;
                let order = page.order.iter().map(|i| first + i);
                Self::Listed(order.collect())
            }
        })
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Sorted(found) => found.answer.passing.len(),
            Self::Listed(numbers) => numbers.len(),
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<usize> {
        match self {
            Self::Sorted(found) => found.answer.passing.get(at).copied(),
            Self::Listed(numbers) => numbers.get(at).copied(),
        }
    }

    pub(super) fn position(&self, number: usize) -> Option<usize> {
        match self {
            Self::Sorted(found) => found.answer.passing.binary_search(&number).ok(),
            Self::Listed(numbers) => numbers.iter().position(|n| *n == number),
        }
    }
}

/// The measure this many further on than the one read; the first (or last) when none is read or it is not listed.
pub(super) fn step(ctx: &mut Ctx<'_>, step: i64) -> Option<MeasureId> {
    let sequence = Sequence::of(ctx)?;
    let corpus = ctx.derived.policies.corpus(ctx.data)?;
    let last = sequence.len().checked_sub(1)?;
    let read = ctx.view.policies.measure.as_ref();
    let now = read.and_then(|id| sequence.position(corpus.number(id)?));
    let next = match now {
        Some(now) => (now as i64).saturating_add(step).clamp(0, last as i64) as usize,
        // From nowhere, one on is the first, one back the last; to the first and to the last as ever.
        None if step == -i64::MAX => 0,
        None if step < 0 || step == i64::MAX => last,
        None => 0,
    };
    let (_, measure) = corpus.measures.get(ctx.data, sequence.get(next)?)?;
    Some(measure.id.clone())
}

/// The measure read.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let data = ctx.data;
    let read = ctx.view.policies.measure.as_ref();
    let Some((policy, measure)) = read.and_then(|id| data.measure(id)) else {
        return;
    };
    let mut margin = margins(ui);
    margin.left = margin.left.min(20);
    margin.right = margin.right.min(20);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        bar_ui(ui, ctx, measure);
        ScrollArea::vertical()
            .id_salt(("reading", measure.id.as_str()))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.add_space(space::S);
                place_ui(ui, ctx, policy, measure);
                ui.add_space(space::S);
                text_ui(ui, ctx, measure);
                ui.add_space(space::M);
                facts_ui(ui, ctx, policy, measure);
                links_ui(ui, ctx, policy, measure);
                note_ui(ui, ctx, measure);
                ui.add_space(space::XL);
            });
    });
}

/// Previous, next, where one is; bookmark, citation, close.
fn bar_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, measure: &Measure) {
    let sequence = Sequence::of(ctx);
    let corpus = ctx.derived.policies.corpus(ctx.data);
    let number = corpus.and_then(|corpus| corpus.number(&measure.id));
    let at = sequence.as_ref().zip(number);
    let at = at.and_then(|(sequence, n)| Some((sequence.position(n)?, sequence.len())));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let before = at.is_some_and(|(at, _)| at > 0);
        let after = at.is_some_and(|(at, n)| at + 1 < n);
        for (icon, name, enabled, by) in [
            (Icon::Back, "measure-previous", before, -1),
            (Icon::Forward, "measure-next", after, 1),
        ] {
            if icon_button(ui, icon, &ctx.tr(name), enabled).clicked()
                && let Some(id) = step(ctx, by)
            {
                ctx.send(Command::Policies(PoliciesEdit::Read(Some(id))));
            }
        }
        if let Some((at, n)) = at {
            caption(ui, &format!("{} / {n}", at + 1));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Close, &ctx.tr("measure-close"), true).clicked() {
                ctx.send(Command::Policies(PoliciesEdit::Read(None)));
            }
            if icon_button(ui, Icon::Copy, &ctx.tr("cmd-copy-citation"), true).clicked() {
                ctx.send(Command::CopyCitation);
            }
            bookmark_ui(ui, ctx, reading_target(&measure.id));
        });
    });
}

/// Document, head, sub-head.
fn place_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, measure: &Measure) {
    let lang = ctx.lang;
    let here = ctx.view.policies.page == PolicyPage::Document;
    if here {
        caption(ui, policy.name(lang));
    } else if wrapped_link(ui, policy.name(lang)).clicked() {
        ctx.send(Command::Open(Target::Measure(measure.id.clone())));
    }
    let head = policy.categories.iter().find(|c| c.id == measure.category);
    let head = head.map_or("", |head| head.name(lang));
    let sub_head = ctx.data.term(&measure.sub_head, ctx.lang);
    caption(ui, &bilingual_gap([head, sub_head]));
}

fn text_ui(ui: &mut Ui, ctx: &Ctx<'_>, measure: &Measure) {
    let p = colours(ui);
    let lang = ctx.lang;
    match measure.number {
        Some(_) => heading(ui, &citation::article(measure, lang)),
        None => heading(ui, &ctx.tr("reading-no-article")),
    };
    let query = Query::parse(&ctx.view.policy_query);
    let setting = Setting {
        font: regular(size::HEADING),
        ink: p.ink,
        width: ui.available_width().min(640.0),
        lines: usize::MAX,
        line_height: LINE,
    };
    let job = lay_out(ui.painter(), p, measure.text(lang), &query, &setting);
    ui.add(egui::Label::new(job));
    let other = lang.other().pick(&measure.text, &measure.text_en);
    if other != measure.text(lang) {
        ui.add_space(space::XS);
        let setting = Setting {
            font: regular(size::SMALL),
            ink: p.ink_soft,
            line_height: 18.0,
            ..setting
        };
        let job = lay_out(ui.painter(), p, other, &query, &setting);
        ui.add(egui::Label::new(job));
    }
    if !measure.instruments.is_empty() {
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(6.0);
            for instrument in &measure.instruments {
                tag(ui, instrument.name(lang), false);
            }
        });
    }
}

fn facts_ui(ui: &mut Ui, ctx: &Ctx<'_>, policy: &Policy, measure: &Measure) {
    let lang = ctx.lang;
    let fact = |ui: &mut Ui, id: &'static str, value: &str| {
        if !value.is_empty() {
            named(ui, &ctx.tr(id), value);
        }
    };
    let targets = ctx.data.terms(&measure.targets, lang);
    fact(ui, "measure-targets", &targets);
    for (id, bodies) in responsible(&measure.responsible, &measure.supporting) {
        fact(ui, id, &ctx.data.terms(bodies, lang));
    }
    for quantity in &measure.quantities {
        let label = lang.pick(&quantity.label, &quantity.label_en);
        named(ui, label, &quantity.as_printed);
    }
    let assigned = match measure.assigned.is_ours() {
        true => "measure-assigned-by-us",
        false => "measure-assigned-by-document",
    };
    fact(ui, "measure-head", &ctx.tr(assigned));
    let document = citation::document(ctx.data, policy, lang);
    fact(ui, "measure-document", &document);
    let source = ctx.data.source(&measure.source);
    let title = source.map_or(measure.source.as_str(), |source| source.title.as_str());
    let publisher = ctx.data.publisher(&measure.source, lang);
    let kind = source_kind(ctx, measure);
    let locator = locator_words(ctx.data, &measure.locator, lang);
    let from = bilingual_gap([publisher, &titled(title, lang), &locator, &kind]);
    fact(ui, "measure-source", &from);
    fact(ui, "measure-note", measure.note(lang));
    ui.add_space(space::S);
    caption(ui, &ctx.tr("measure-our-words"));
}

/// A link that breaks into lines where it is long.
fn wrapped_link(ui: &mut Ui, text: &str) -> egui::Response {
    let words = egui::RichText::new(text).color(colours(ui).accent_ink);
    let label = egui::Label::new(words).wrap().sense(egui::Sense::click());
    let response = ui.add(label);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let role = egui::accesskit::Role::Link;
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, text));
    focus_ring(ui, &response, 4.0);
    response
}

/// A name and its value in lines that break well.
fn named(ui: &mut Ui, name: &str, value: &str) {
    let width = (0.24 * ui.available_width()).clamp(64.0, 112.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui(Vec2::new(width, 0.0), |ui| {
            ui.set_width(width);
            ui.vertical(|ui| {
                ui.add_space(2.0);
                caption(ui, name);
            });
        });
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            paragraph(ui, value);
        });
    });
}

/// What the measure and its document name that the window can show.
fn links_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, policy: &Policy, measure: &Measure) {
    let mentions = ctx.derived.policies.mentions(ctx.data, &measure.id);
    let (data, lang) = (ctx.data, ctx.lang);
    let zone = policy.zone.as_ref().and_then(|id| data.zone(id));
    if mentions.is_empty() && zone.is_none() {
        return;
    }
    ui.add_space(space::M);
    heading(ui, &ctx.tr("measure-links"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(space::M, space::XS);
        if let Some(zone) = zone
            && wrapped_link(ui, zone.name(lang)).clicked()
        {
            ctx.send(Command::SelectZone(zone.id.clone()));
        }
        for mention in mentions.iter() {
            let (name, target) = mention_text(ctx, mention);
            let again = matches!(&target, Target::Entity(id) if Some(id) == policy.zone.as_ref());
            if !again && wrapped_link(ui, &name).clicked() {
                ctx.send(Command::Open(target));
            }
        }
    });
}

/// What a mention is called, with its kind, and where it leads.
fn mention_text(ctx: &Ctx<'_>, mention: &Mention) -> (String, Target) {
    let (data, lang) = (ctx.data, ctx.lang);
    match mention {
        Mention::Entity(id) => {
            let name = data.entity_name(id, lang).to_owned();
            (name, Target::Entity(id.clone()))
        }
        Mention::Organisation(id) => {
            let name = crate::app::industry_text::node_name(data, id, lang);
            (name.to_owned(), Target::Organisation(id.clone()))
        }
        Mention::Metric(id) => {
            let metric = data.metric(id);
            let name = metric.map_or(id.as_str(), |metric| metric.name(lang));
            let text = tr_args(lang, "mention-metric", &[("name", name.into())]);
            (text, Target::Metric(id.clone()))
        }
    }
}

/// The id of the field for the note to a measure.
pub fn note_field_id(measure: &MeasureId) -> egui::Id {
    egui::Id::unique(("note", measure.as_str()))
}

/// What the user notes to it.
fn note_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, measure: &Measure) {
    let target = reading_target(&measure.id);
    ui.add_space(space::M);
    heading(ui, &ctx.tr("my-note"));
    let now = ctx.made.note(&target).to_owned();
    let mut text = now.clone();
    let hint = ctx.tr("my-note-hint");
    let field = TextEdit::multiline(&mut text)
        .id(note_field_id(&measure.id))
        .hint_text(hint)
        .char_limit(LONGEST_NOTE)
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(ctx.tr("my-note"));
    if field.gained_focus() {
        field.scroll_to_me(None);
    }
    if field.changed() && text != now {
        ctx.send(Command::Workspace(WorkspaceEdit::Note(target, text)));
    }
    ui.add_space(space::XS);
    caption(ui, &ctx.tr("my-note-kept"));
}
