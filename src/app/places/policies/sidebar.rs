//! The place's own rail: ways of looking at all documents, then the documents.

use std::sync::Arc;

use egui::{Galley, Rect, RichText, Stroke, Ui, Vec2, pos2, vec2};

use super::super::Ctx;
use super::rows::{Tops, rows_ui};
use crate::app::command::Command;
use crate::app::derived::Cached;
use crate::app::state::policies::{PoliciesEdit, PolicyPage};
use crate::app::widgets::{bilingual_gap, centred, colours, list_row, one_line};
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, Policy};
use crate::text::with_aims;
use crate::theme::{heavy, regular, size, space};

/// Above a row's text and below it.
const PAD: f32 = 9.0;
/// Height of a document's row at least.
const LEAST: f32 = 56.0;
/// Height of each of very many rows, so that they need no laying out: that of the highest.
const EVEN: f32 = 116.0;
/// With more documents than these, rows are of one height.
const EXACT: usize = 300;
/// Height of a way of looking.
const WAY: f32 = 30.0;

/// Where the rows stand.
#[derive(Debug)]
pub struct Layout(Tops);

/// The last layout: of a dataset in a language, at a width.
pub type DocumentsCache = Cached<(u64, Lang, u32), Layout>;

/// The whole side.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let p = colours(ui);
    let edge = Stroke::new(1.0, p.line);
    ui.painter()
        .vline(ui.max_rect().right() - 0.5, ui.max_rect().y_range(), edge);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(space::S);
    ways_ui(ui, ctx);
    egui::Frame::new()
        .inner_margin(egui::Margin {
            left: 16,
            right: 16,
            top: 12,
            bottom: 8,
        })
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let count = ctx.count("policies-count", ctx.data.policies.len());
                let count = RichText::new(count).font(heavy(size::BODY));
                ui.label(count.color(p.ink));
                crate::app::places::review::entry_ui(ui, ctx);
            });
        });
    ui.painter()
        .hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, edge);
    documents_ui(ui, ctx);
}

fn ways_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let data = ctx.data;
    let measures: usize = data.policies.iter().map(|p| p.measures.len()).sum();
    let quantities = || {
        let measures = data.policies.iter().flat_map(|p| &p.measures);
        measures.map(|m| m.quantities.len()).sum::<usize>()
    };
    for page in PolicyPage::ALL.into_iter().skip(1) {
        let selected = ctx.view.policies.page == page;
        let count = match page {
            PolicyPage::Measures => Some(measures),
            // Not worth counting in every frame of a large dataset.
            PolicyPage::Quantities if measures < 2000 => Some(quantities()),
            _ => None,
        };
        let name = ctx.tr(page.text());
        if way_ui(ui, &name, count, selected).clicked() {
            ctx.send(Command::Policies(PoliciesEdit::Page(page)));
        }
    }
}

fn way_ui(ui: &mut Ui, name: &str, count: Option<usize>, selected: bool) -> egui::Response {
    let p = colours(ui);
    let size_now = vec2(ui.available_width(), WAY);
    let (outer, response) = ui.allocate_exact_size(size_now, egui::Sense::click());
    let rect = outer.shrink2(vec2(space::S, 1.0));
    let fill = match (selected, response.hovered()) {
        (true, _) => p.accent_soft,
        (false, true) => p.control,
        _ => egui::Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        let stroke = Stroke::new(1.5, p.accent);
        ui.painter()
            .rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
    }
    let (font, ink) = match selected {
        true => (heavy(size::BODY), p.accent_ink),
        false => (regular(size::BODY), p.ink),
    };
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let count = count.map(|n| n.to_string()).unwrap_or_default();
    let count = one_line(ui, &count, regular(size::SMALL), p.ink_faint, 60.0);
    let room = inner.width() - count.size().x - space::S;
    let text = one_line(ui, name, font, ink, room);
    let painter = ui.painter();
    painter.galley(centred(rect, inner.left(), &text), text, ink);
    let x = inner.right() - count.size().x;
    painter.galley(centred(rect, x, &count), count, p.ink_faint);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, selected, name)
    });
    response
}

fn documents_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let data = ctx.data;
    let page = ctx.view.policies.page;
    let shows = matches!(page, PolicyPage::Document | PolicyPage::Pair);
    let id = egui::Id::unique("policy-documents");
    let n = data.policies.len();
    let is_shown = |policy: &Policy| ctx.view.policy.as_ref() == Some(&policy.id);
    let selected = data.policies.iter().position(is_shown);
    let (lang, width) = (ctx.lang, ui.available_width() - 2.0 * space::L);
    let key = (data.generation(), lang, width.to_bits());
    let layout = ctx.derived.policies.documents.get(key, |_| {
        let height = |policy| Texts::of(ui, data, lang, policy, width).height();
        Layout(match n > EXACT {
            true => Tops::even(EVEN, n),
            false => Tops::new(data.policies.iter().map(height)),
        })
    });
    rows_ui(ui, id, &layout.0, selected, |ui, i| {
        let Some(policy) = data.policies.get(i) else {
            return;
        };
        let selected = shows && ctx.view.policy.as_ref() == Some(&policy.id);
        if document_row(ui, ctx, policy, selected).clicked() {
            ctx.send(Command::SelectPolicy(policy.id.clone()));
        }
    });
}

/// A row's texts, laid out.
struct Texts {
    name: Arc<Galley>,
    second: Arc<Galley>,
    count: Arc<Galley>,
    /// Whether a bar stands on a line of its own, and takes the count along.
    bar: bool,
}

impl Texts {
    fn of(ui: &Ui, data: &Dataset, lang: Lang, policy: &Policy, width: f32) -> Self {
        let (p, painter) = (colours(ui), ui.painter());
        // In the heavier face even where it is not selected: then no row changes its height.
        let font = heavy(size::BODY);
        let name = crate::theme::wrap(painter, policy.name(lang), font, p.ink, width, 2);
        let small = || regular(size::SMALL);
        let count = one_line(
            ui,
            &coverage_short(policy, lang),
            small(),
            p.ink_soft,
            0.75 * width,
        );
        let bar = policy.declared_measures.is_some();
        let room = match bar {
            true => width,
            false => width - count.size().x - space::S,
        };
        let date = policy.issued.map(|d| d.to_string()).unwrap_or_default();
        let issuers = data.terms(&policy.issuers, lang);
        let who = match policy.number.as_str() {
            "" => &issuers,
            number => number,
        };
        let second = bilingual_gap([&date, who]);
        let second = crate::theme::wrap(painter, &second, small(), p.ink_faint, room, 2);
        Self {
            name: painter.layout_job(name),
            second: painter.layout_job(second),
            count,
            bar,
        }
    }

    /// Of the text alone.
    fn lines(&self) -> f32 {
        let bar = if self.bar { self.count.size().y } else { 0.0 };
        self.name.size().y + self.second.size().y + bar
    }

    /// Of the whole row.
    fn height(&self) -> f32 {
        (self.lines() + 2.0 * PAD).ceil().max(LEAST)
    }
}

/// `12 / 77` and how many aims there are beside, or how many are transcribed where the document does not say.
fn coverage_short(policy: &Policy, lang: Lang) -> String {
    let pair = super::coverage_pair(policy);
    let said = pair.unwrap_or_else(|| policy.transcribed().to_string());
    with_aims(said, policy.aims(), lang)
}

fn document_row(ui: &mut Ui, ctx: &Ctx<'_>, policy: &Policy, selected: bool) -> egui::Response {
    let p = colours(ui);
    let lang = ctx.lang;
    let name = policy.name(lang);
    let marked = ctx
        .made
        .is_bookmarked(&crate::search::Target::Policy(policy.id.clone()));
    let height = ui.max_rect().height();
    let row = list_row(ui, name, selected, height, space::L, |row| {
        let (ui, painter, rect) = (row.ui, row.ui.painter(), row.rect);
        let texts = Texts::of(ui, ctx.data, lang, policy, rect.width());
        let top = rect.center().y - 0.5 * texts.lines();
        if marked {
            let at = pos2(rect.left() - 8.0, top + 10.0);
            let icon = Rect::from_center_size(at, Vec2::splat(9.0));
            crate::theme::Icon::BookmarkFilled.paint(painter, icon, p.accent);
        }
        let name = match row.selected {
            true => Arc::clone(&texts.name),
            false => {
                let font = regular(size::BODY);
                let job = crate::theme::wrap(painter, name, font, p.ink, rect.width(), 2);
                painter.layout_job(job)
            }
        };
        let y = top + texts.name.size().y;
        painter.galley(pos2(rect.left(), top), name, p.ink);
        // The count stands on the last line.
        let end = top + texts.lines() - texts.count.size().y;
        let left = rect.right() - texts.count.size().x;
        painter.galley(pos2(rect.left(), y), texts.second, p.ink_faint);
        if texts.bar {
            let middle = pos2(rect.left(), end + 0.5 * texts.count.size().y);
            coverage_bar(ui, policy, middle, left - space::S - rect.left());
        }
        painter.galley(pos2(left, end), texts.count, p.ink_soft);
    });
    row.on_hover_text(crate::app::citation::document(ctx.data, policy, lang))
}

/// How much of the document is transcribed, as a line.
fn coverage_bar(ui: &Ui, policy: &Policy, left: egui::Pos2, width: f32) {
    let p = colours(ui);
    let bar = Rect::from_min_size(left - vec2(0.0, 1.5), vec2(width.max(0.0), 3.0));
    ui.painter().rect_filled(bar, 1.5, p.line);
    if let Some(declared) = policy.declared_measures.filter(|n| *n > 0) {
        let share = (policy.transcribed() as f32 / declared as f32).min(1.0);
        let done = Rect::from_min_size(bar.min, vec2(width * share, 3.0));
        ui.painter().rect_filled(done, 1.5, p.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;

    #[test]
    fn a_row_is_as_high_as_its_text_and_never_higher_than_one_of_many() {
        let data = pack();
        let ctx = egui::Context::default();
        crate::theme::install_fonts(&ctx);
        for _ in 0..2 {
            let output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let both = |p| [Lang::Zh, Lang::En].map(|lang| (p, lang));
                for (policy, lang) in data.policies.iter().flat_map(both) {
                    let texts = Texts::of(ui, &data, lang, policy, 172.0);
                    let height = texts.height();
                    assert!((LEAST..=EVEN).contains(&height), "{}: {height}", policy.id);
                    assert!(height >= texts.lines() + 2.0 * PAD);
                    assert_eq!(texts.bar, policy.declared_measures.is_some());
                }
            });
            output.drop_without_applying_deltas();
        }
    }
}
