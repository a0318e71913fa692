//! The command palette: every command, zone, metric, policy, measure, firm and source by characters, pinyin, initials.

use egui::text::LayoutJob;
use egui::{Key, Modifiers, TextEdit, TextFormat, Ui};

use super::PaletteState;
use crate::app::command::Command;
use crate::app::places::Ctx;
use crate::app::widgets::{
    bilingual_gap, caption, centred, colours, composing, floating_area, list_row, short_list,
};
use crate::model::Lang;
use crate::search::Target;
use crate::text::tr;
use crate::theme::{heavy, regular, size, space};

/// One row of the palette.
struct Entry {
    command: Command,
    title: String,
    highlights: Vec<std::ops::Range<usize>>,
    detail: String,
    /// Matched parts of `detail`.
    detail_highlights: Vec<std::ops::Range<usize>>,
    group: &'static str,
}

/// The palette. Gives whether it must close.
pub fn palette_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut PaletteState) -> bool {
    let mut close = false;
    let width = (ui.ctx().content_rect().width() - 48.0).clamp(200.0, 600.0);
    let entries = entries(ui, ctx, &state.query);
    let composing = composing(ui);
    if !composing {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            state.selected += 1;
        }
        if pressed(Key::ArrowUp) {
            state.selected = state.selected.saturating_sub(1);
        }
    }
    state.selected = state.selected.min(entries.len().saturating_sub(1));
    let enter = !composing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let hint = ctx.tr("palette-hint");
    let response = super::modal("palette", &hint, true)
        .frame(super::card(ui, 14.0))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            let field = TextEdit::singleline(&mut state.query)
                .id(egui::Id::unique("palette-field"))
                .hint_text(hint.to_string())
                .char_limit(200)
                .frame(egui::Frame::NONE)
                .font(regular(size::HEADING))
                .desired_width(f32::INFINITY);
            let field = ui.add(field).accessible_name(hint.as_ref());
            if field.changed() {
                state.selected = 0;
            }
            if !field.has_focus() {
                field.request_focus();
            }
            ui.add_space(space::XS);
            ui.separator();
            if entries.is_empty() {
                caption(ui, &ctx.tr("palette-nothing"));
            } else if let Some(chosen) = rows_ui(ui, &entries, state.selected, ctx.lang) {
                ctx.send(entries[chosen].command.clone());
                close = true;
            }
        });
    if enter && let Some(entry) = entries.get(state.selected) {
        ctx.send(entry.command.clone());
        close = true;
    }
    close || response.should_close()
}

fn rows_ui(ui: &mut Ui, entries: &[Entry], selected: usize, lang: Lang) -> Option<usize> {
    let p = colours(ui);
    let mut chosen = None;
    let max = (ui.ctx().content_rect().height() - 220.0).clamp(80.0, 420.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = floating_area(ui, max).auto_shrink([false, true]);
    short_list(ui, area, |ui| {
        let mut group = "";
        for (n, entry) in entries.iter().enumerate() {
            if entry.group != group {
                group = entry.group;
                ui.add_space(space::XS);
                caption(ui, &tr(lang, group));
            }
            let response = list_row(
                ui,
                &entry.title,
                n == selected,
                space::ROW,
                space::S,
                |row| {
                    let rect = row.rect;
                    let inks = [p.ink_faint, p.accent_ink];
                    let parts = &entry.detail_highlights;
                    let mut job = highlighted(&entry.detail, parts, size::SMALL, inks);
                    job.wrap = egui::text::TextWrapping::truncate_at_width(0.45 * rect.width());
                    let detail = row.ui.painter().layout_job(job);
                    let room = rect.width() - detail.size().x - space::M;
                    let mut job = highlighted(
                        &entry.title,
                        &entry.highlights,
                        size::BODY,
                        [p.ink, p.accent_ink],
                    );
                    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
                    let title = row.ui.painter().layout_job(job);
                    row.ui
                        .painter()
                        .galley(centred(rect, rect.left(), &title), title, p.ink);
                    let x = rect.right() - detail.size().x;
                    row.ui
                        .painter()
                        .galley(centred(rect, x, &detail), detail, p.ink_faint);
                },
            );
            if n == selected && ui.input(|i| i.key_down(Key::ArrowDown) || i.key_down(Key::ArrowUp))
            {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(n);
            }
        }
    });
    chosen
}

/// `text` with the matched parts in the heavier face and the accent's colour.
fn highlighted(
    text: &str,
    parts: &[std::ops::Range<usize>],
    size: f32,
    [ink, accent]: [egui::Color32; 2],
) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(regular(size), ink);
    let strong = TextFormat::simple(heavy(size), accent);
    let mut at = 0;
    for part in parts {
        let (Some(before), Some(inside)) = (text.get(at..part.start), text.get(part.clone()))
        else {
            break;
        };
        job.append(before, 0.0, plain.clone());
        job.append(inside, 0.0, strong.clone());
        at = part.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job
}

fn entries(ui: &Ui, ctx: &mut Ctx<'_>, query: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let hits = ctx.derived.hits(ctx.data, ctx.lang, query);
    for hit in hits.iter() {
        let (alias, detail_highlights) = hit.alias.clone().unwrap_or_default();
        entries.push(Entry {
            command: Command::Open(hit.target.clone()),
            title: hit.title.clone(),
            highlights: hit.highlights.clone(),
            detail: bilingual_gap([alias.as_str(), &hit.detail]),
            detail_highlights,
            group: group_text(&hit.target),
        });
    }
    // Kinds stand together, in the order of their best hit.
    let mut order: Vec<&'static str> = Vec::new();
    for entry in &entries {
        if !order.contains(&entry.group) {
            order.push(entry.group);
        }
    }
    entries.sort_by_key(|entry| order.iter().position(|group| *group == entry.group));
    entries.extend(command_entries(ui, ctx, query));
    entries
}

/// The commands whose name in either language matches.
fn command_entries(ui: &Ui, ctx: &mut Ctx<'_>, query: &str) -> Vec<Entry> {
    let own = ctx.derived.command_names(ctx.lang);
    let other = ctx.derived.command_names(ctx.lang.other());
    let commands = Command::menu().into_iter().flatten().enumerate();
    let entry = |(i, command): (usize, Command)| {
        let info = command.info()?;
        let highlight = own.find(i, query);
        if command == Command::OpenPalette
            || (highlight.is_none() && other.find(i, query).is_none())
        {
            return None;
        }
        Some(Entry {
            title: tr(ctx.lang, info.text).into_owned(),
            highlights: highlight
                .into_iter()
                .filter(|range| !range.is_empty())
                .collect(),
            detail: info
                .shortcut
                .map(|keys| ui.ctx().format_shortcut(&keys))
                .unwrap_or_default(),
            detail_highlights: Vec::new(),
            command,
            group: "group-commands",
        })
    };
    commands.filter_map(entry).collect()
}

fn group_text(target: &Target) -> &'static str {
    match target {
        Target::Entity(_) => "group-zones",
        Target::Policy(_) => "group-policies",
        Target::Measure(_) => "group-measures",
        Target::Metric(_) => "group-metrics",
        Target::Organisation(_) => "group-organisations",
        Target::Source(_) => "group-sources",
    }
}
