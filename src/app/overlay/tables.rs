//! The shortcut table and the list of messages.

use egui::gui_zoom::kb_shortcuts;
use egui::{RichText, Ui};

use crate::app::command::Command;
use crate::app::messages::{Level, Messages};
use crate::app::places::Ctx;
use crate::app::widgets::{
    caption, colours, fact_row, floating_area, heading, quiet_button, short_list,
};
use crate::theme::space;

/// Every command with its shortcut. Gives whether it must close.
pub fn shortcuts_ui(ui: &mut Ui, ctx: &Ctx<'_>) -> bool {
    table_ui(ui, ctx, "shortcuts-title", |ui| {
        for command in Command::menu().into_iter().flatten() {
            let Some(info) = command.info() else { continue };
            if let Some(shortcut) = info.shortcut {
                let keys = ui.ctx().format_shortcut(&shortcut);
                fact_row(ui, &keys, &ctx.tr(info.text));
            }
        }
        // egui's own, which no command stands for.
        let zoom = [kb_shortcuts::ZOOM_IN_SECONDARY, kb_shortcuts::ZOOM_OUT];
        let zoom = zoom.map(|keys| ui.ctx().format_shortcut(&keys)).join(" ");
        for (keys, text) in [
            ("↑ ↓", "keys-list"),
            ("Tab", "keys-tab"),
            (zoom.as_str(), "keys-zoom"),
            ("Esc", "keys-esc"),
        ] {
            fact_row(ui, keys, &ctx.tr(text));
        }
    })
}

/// Every message of this run, newest first, and where the log is. Gives whether it must close.
pub fn messages_ui(ui: &mut Ui, ctx: &Ctx<'_>, messages: &Messages) -> bool {
    table_ui(ui, ctx, "messages-title", |ui| {
        let p = colours(ui);
        if messages.all().is_empty() {
            ui.label(RichText::new(ctx.tr("messages-none")).color(p.ink_soft));
        }
        for message in messages.all().iter().rev() {
            let ink = match message.level {
                Level::Info => p.ink,
                Level::Warning => p.warn,
                Level::Error => p.bad,
            };
            ui.add(egui::Label::new(RichText::new(&message.text).color(ink)).wrap());
            ui.add_space(space::XS);
        }
        if let Some(path) = crate::app::session::log_file() {
            ui.add_space(space::M);
            let path = path.display().to_string();
            caption(
                ui,
                &crate::text::tr_args(ctx.lang, "messages-log", &[("path", path.into())]),
            );
        }
    })
}

fn table_ui(ui: &mut Ui, ctx: &Ctx<'_>, title: &'static str, rows: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let mut close = false;
    let name = ctx.tr(title);
    let response = super::modal(title, &name, false)
        .frame(super::card(ui, 20.0))
        .show(ui.ctx(), |ui| {
            ui.set_width((screen.width() - 64.0).clamp(180.0, 480.0));
            heading(ui, &name);
            ui.add_space(space::S);
            let high = (screen.height() - 200.0).max(80.0);
            short_list(ui, floating_area(ui, high), rows);
            ui.add_space(space::M);
            close = quiet_button(ui, &ctx.tr("close")).clicked();
        });
    close || response.should_close()
}
