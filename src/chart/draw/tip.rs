//! What the pointer is on, and what is said about it.

use egui::{Color32, Rect, RichText, TextStyle, Ui, Vec2};

use super::area::PlotArea;
use crate::chart::frame::Mark;
use crate::model::{Lang, Period};
use crate::text::tr_args;
use crate::theme::text_width;

/// Width of a tooltip, at most.
const WIDEST: f32 = 340.0;
/// Side of a series' colour, and what is between it and its words.
const SWATCH: f32 = 10.0;
const GAP: f32 = 6.0;

/// What the pointer is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Name of the series or row.
    pub name: String,
    /// By which the specification points it out; empty for lines of comparison.
    pub id: String,
    /// The figure; `None` where the series is hit beside its marks.
    pub mark: Option<Mark>,
    /// The period the pointer is at.
    pub period: Option<Period>,
}

/// What a kind of plot gives back when it is drawn.
#[derive(Default)]
pub(super) struct Drawn {
    /// Where its plots lie.
    pub(super) plots: Vec<PlotArea>,
    /// What the pointer is on.
    pub(super) hit: Option<Hit>,
    /// What is said about it.
    pub(super) tip: Option<Tip>,
}

/// A tooltip.
#[derive(Default)]
pub(super) struct Tip {
    heading: String,
    lines: Vec<Said>,
}

struct Said {
    colour: Option<Color32>,
    text: String,
    strong: bool,
}

impl Tip {
    pub(super) fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            lines: Vec::new(),
        }
    }

    /// Adds what is said of one series, with its colour.
    pub(super) fn series(&mut self, colour: Color32, text: String, strong: bool) {
        self.lines.push(Said {
            colour: Some(colour),
            text,
            strong,
        });
    }

    /// Adds a plain line.
    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.lines.push(Said {
            colour: None,
            text: text.into(),
            strong: false,
        });
    }

    /// Adds what stands behind a figure: as printed, by what definition, of what it was made, who says so.
    pub(super) fn mark(&mut self, mark: &Mark, lang: Lang) {
        let told = [
            ("chart-as-printed", "text", &mark.as_printed),
            ("chart-basis", "basis", &mark.basis),
            ("chart-scope", "scope", &mark.definition),
        ];
        for (id, name, text) in told {
            if !text.is_empty() {
                self.line(tr_args(lang, id, &[(name, text.as_str().into())]));
            }
        }
        if !mark.source.is_empty() {
            self.line(mark.source.clone());
        }
    }

    pub(super) fn ui(&self, ui: &mut Ui) {
        // As wide as the longest line, up to a point: egui would keep it as narrow as what it showed last.
        let font = TextStyle::Body.resolve(ui.style());
        let width = |text: &str| text_width(ui, text, &font);
        let lines = self.lines.iter();
        let lines = lines.map(|said| width(&said.text) + said.colour.map_or(0.0, |_| SWATCH + GAP));
        let longest = lines.fold(width(&self.heading), f32::max);
        ui.set_width((longest + 2.0).min(WIDEST));
        let spacing = ui.spacing_mut();
        (spacing.interact_size.y, spacing.item_spacing.y) = (0.0, 3.0);
        if !self.heading.is_empty() {
            ui.strong(&self.heading);
        }
        for said in &self.lines {
            let text = RichText::new(&said.text);
            let text = if said.strong { text.strong() } else { text };
            match said.colour {
                Some(colour) => {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = GAP;
                        let size = egui::vec2(SWATCH, ui.text_style_height(&TextStyle::Body));
                        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
                        let square = Rect::from_center_size(rect.center(), Vec2::splat(SWATCH));
                        ui.painter().rect_filled(square, 2.0, colour);
                        ui.label(text);
                    });
                }
                None => {
                    ui.label(text);
                }
            }
        }
    }
}

impl From<Vec<String>> for Tip {
    /// The first line is the heading.
    fn from(lines: Vec<String>) -> Self {
        let mut lines = lines.into_iter();
        let mut tip = Self::new(lines.next().unwrap_or_default());
        for line in lines {
            tip.line(line);
        }
        tip
    }
}
