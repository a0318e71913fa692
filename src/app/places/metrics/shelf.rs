//! Charts to open: the user's own and the built-in ones.

use egui::{Id, Key, Popup, TextEdit, Ui};

use super::builder::label;
use crate::app::command::{ChartEdit, Command};
use crate::app::places::Ctx;
use crate::app::widgets::{caption, centred, colours, icon_button, link, list_row, one_line};
use crate::app::workspace::{ChartId, SavedChart, WorkspaceEdit};
use crate::chart::ChartSpec;
use crate::text::tr_args;
use crate::theme::{Icon, regular, size, space};

/// Saved charts, then the built-in gallery.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    saved_ui(ui, ctx);
    label(ui, ctx, "chart-gallery");
    let chart = &ctx.view.chart;
    ui.spacing_mut().item_spacing.y = 0.0;
    let gallery = ctx.derived.gallery(ctx.data);
    let titles = ctx.derived.metrics.titles(ctx.data, ctx.lang, &gallery);
    for ((_, spec), title) in gallery.iter().zip(titles.iter()) {
        let selected = spec.subject == chart.subject && spec.kind == chart.kind;
        if row_ui(ui, title, selected, 0.0).clicked() {
            let spec = ChartSpec {
                size: chart.size,
                theme: chart.theme,
                ..spec.clone()
            };
            ctx.send(Command::Chart(ChartEdit::Show(Box::new(spec))));
        }
    }
}

/// A chart's name on one line; `room` is kept free at the right.
fn row_ui(ui: &mut Ui, name: &str, selected: bool, room: f32) -> egui::Response {
    let p = colours(ui);
    let row = list_row(ui, name, selected, space::ROW, space::S, |row| {
        let font = regular(size::SMALL);
        let text = one_line(row.ui, name, font, p.ink_soft, row.rect.width() - room);
        let at = centred(row.rect, row.rect.left(), &text);
        row.ui.painter().galley(at, text, p.ink_soft);
    });
    row.on_hover_text(name)
}

fn renaming_id() -> Id {
    Id::unique("metrics-shelf-renaming")
}

fn saved_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    label(ui, ctx, "chart-saved");
    if link(ui, &ctx.tr("chart-save")).clicked() {
        let spec = super::shown_spec(&ctx.view.chart, ctx.lang);
        let title = match ctx.derived.chart(ctx.data, &spec).as_ref() {
            Ok(frame) => frame.title.clone(),
            Err(_) => ctx.tr("chart-untitled").into_owned(),
        };
        let chart = Box::new(ctx.view.chart.clone());
        ctx.send(Command::Workspace(WorkspaceEdit::SaveChart(title, chart)));
    }
    if ctx.made.charts.is_empty() {
        caption(ui, &ctx.tr("chart-saved-none"));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let renaming = ui.data(|data| data.get_temp::<ChartId>(renaming_id()));
    let made = ctx.made;
    // The latest first.
    for (id, saved) in made.charts.iter().rev() {
        if renaming.as_ref() == Some(id) {
            rename_ui(ui, ctx, id, saved);
        } else {
            item_ui(ui, ctx, id, saved);
        }
    }
}

fn item_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &ChartId, saved: &SavedChart) {
    let selected = saved.spec == ctx.view.chart;
    let row = row_ui(ui, &saved.name, selected, 32.0);
    let corner = egui::Rect::from_min_max(
        egui::pos2(row.rect.right() - 30.0, row.rect.top()),
        row.rect.max,
    );
    let mut inner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(corner)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let name = tr_args(
        ctx.lang,
        "chart-saved-more",
        &[("name", saved.name.as_str().into())],
    );
    let more = icon_button(&mut inner, Icon::ChevronDown, &name, true);
    menu_ui(&more, ctx, id, saved, &name);
    if row.clicked() && !more.clicked() {
        let spec = Box::new(saved.spec.clone());
        ctx.send(Command::Chart(ChartEdit::Show(spec)));
    }
}

/// What one does with a saved chart beside opening it.
fn menu_ui(more: &egui::Response, ctx: &mut Ctx<'_>, id: &ChartId, saved: &SavedChart, name: &str) {
    Popup::menu(more).accessible_name(name).show(|ui| {
        let mut send = None;
        if ui.button(ctx.tr("chart-saved-rename").as_ref()).clicked() {
            ui.data_mut(|data| data.insert_temp(renaming_id(), id.clone()));
        }
        if ui.button(ctx.tr("chart-saved-copy").as_ref()).clicked() {
            let args = [("name", saved.name.as_str().into())];
            let name = tr_args(ctx.lang, "chart-saved-copy-of", &args);
            let spec = Box::new(saved.spec.clone());
            send = Some(WorkspaceEdit::SaveChart(name, spec));
        }
        let current = saved.spec != ctx.view.chart;
        let replace = egui::Button::new(ctx.tr("chart-saved-replace").as_ref());
        if ui.add_enabled(current, replace).clicked() {
            let spec = Box::new(ctx.view.chart.clone());
            send = Some(WorkspaceEdit::ReplaceChart(id.clone(), spec));
        }
        if ui.button(ctx.tr("chart-saved-delete").as_ref()).clicked() {
            send = Some(WorkspaceEdit::RemoveChart(id.clone()));
        }
        if let Some(edit) = send {
            ctx.send(Command::Workspace(edit));
        }
    });
}

/// The name as a field: Enter keeps it, Escape does not.
fn rename_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, id: &ChartId, saved: &SavedChart) {
    let text_id = renaming_id().with("text");
    let fresh = ui.data(|data| data.get_temp::<String>(text_id));
    let mut text = fresh.clone().unwrap_or_else(|| saved.name.clone());
    let field = TextEdit::singleline(&mut text)
        .char_limit(200)
        .desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(ctx.tr("chart-saved-name"));
    if fresh.is_none() {
        field.request_focus();
    }
    let (enter, escape) = ui.input(|input| {
        (
            input.key_pressed(Key::Enter),
            input.key_pressed(Key::Escape),
        )
    });
    if field.lost_focus() || (fresh.is_some() && !field.has_focus()) {
        if !escape && (enter || text != saved.name) {
            let edit = WorkspaceEdit::RenameChart(id.clone(), text);
            ctx.send(Command::Workspace(edit));
        }
        ui.data_mut(|data| {
            data.remove::<ChartId>(renaming_id());
            data.remove::<String>(text_id);
        });
        return;
    }
    ui.data_mut(|data| data.insert_temp(text_id, text));
}
