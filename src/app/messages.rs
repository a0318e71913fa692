//! What the product has to say: kept for the message list, the newest shown as a toast for a while.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Align2, Area, Order, RichText, Ui};

use super::widgets::colours;
use crate::dataset::Severity;
use crate::theme::{Icon, space};

/// How long a toast stays.
const STAY: Duration = Duration::from_secs(6);

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something was done.
    Info,
    /// Something is odd.
    Warning,
    /// Something could not be done.
    Error,
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
        }
    }
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// How bad it is.
    pub level: Level,
    /// What, where, how to mend.
    pub text: String,
    at: Instant,
}

/// Every message of this run.
#[derive(Debug, Default)]
pub struct Messages {
    all: Vec<Message>,
    dismissed: usize,
}

impl Messages {
    /// Says something; also into the log.
    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        let text = text.into();
        match level {
            Level::Info => log::info!("{text}"),
            Level::Warning => log::warn!("{text}"),
            Level::Error => log::error!("{text}"),
        }
        self.all.push(Message {
            level,
            text,
            at: Instant::now(),
        });
    }

    /// Every message, oldest first.
    pub fn all(&self) -> &[Message] {
        &self.all
    }

    /// How many of this level.
    pub fn count(&self, level: Level) -> usize {
        self.all
            .iter()
            .filter(|message| message.level == level)
            .count()
    }

    /// The worst level so far.
    pub fn worst(&self) -> Option<Level> {
        self.all.iter().map(|message| message.level).max()
    }

    /// Takes the toasts away.
    pub fn dismiss(&mut self) {
        self.dismissed = self.all.len();
    }

    /// The toasts, in the lower right corner. Errors stay until clicked away.
    pub fn toasts_ui(&mut self, ui: &Ui, close: &str) {
        let fresh: Vec<&Message> = self.all[self.dismissed..]
            .iter()
            .filter(|message| message.level == Level::Error || message.at.elapsed() < STAY)
            .rev()
            .take(3)
            .collect();
        if fresh.is_empty() {
            return;
        }
        let p = colours(ui);
        let mut dismiss = false;
        Area::new(egui::Id::unique("toasts"))
            .order(Order::Foreground)
            .role(Role::Alert)
            .anchor(Align2::RIGHT_BOTTOM, egui::vec2(-space::L, -44.0))
            .show(ui.ctx(), |ui| {
                for message in &fresh {
                    egui::Frame::popup(ui.style())
                        .inner_margin(space::M)
                        .show(ui, |ui| {
                            ui.set_max_width(380.0);
                            ui.horizontal_top(|ui| {
                                let (icon, ink) = match message.level {
                                    Level::Info => (Icon::Check, p.good),
                                    Level::Warning => (Icon::Warning, p.warn),
                                    Level::Error => (Icon::Warning, p.bad),
                                };
                                let (rect, _) = ui.allocate_exact_size(
                                    egui::Vec2::splat(18.0),
                                    egui::Sense::hover(),
                                );
                                icon.paint(ui.painter(), rect.shrink(1.0), ink);
                                let width = ui.available_width().min(300.0);
                                ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
                                    ui.add(
                                        egui::Label::new(RichText::new(&message.text).color(p.ink))
                                            .wrap(),
                                    );
                                });
                                dismiss |=
                                    super::widgets::icon_button(ui, Icon::Close, close, true)
                                        .clicked();
                            });
                        });
                }
            });
        let soonest = fresh
            .iter()
            .filter(|m| m.level != Level::Error)
            .map(|m| STAY.saturating_sub(m.at.elapsed()));
        if let Some(wait) = soonest.min() {
            ui.ctx()
                .request_repaint_after(wait + Duration::from_millis(20));
        }
        if dismiss {
            self.dismiss();
        }
    }
}
