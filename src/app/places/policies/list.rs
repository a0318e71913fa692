//! A document's measures as one list: headings, then rows with number, text, instruments and kind of source.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Color32, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::Ctx;
use super::rows::{LaidFor, Scroll, Tops, choice_row, rows_in, spoken};
use super::text::{Setting, lay_out, line_count};
use super::{NUMERALS, reading_target};
use crate::analysis::measures::facets::MeasureFacet;
use crate::analysis::measures::query::Query;
use crate::app::derived::Cached;
use crate::app::derived::policies::{DocumentPage, Found, Group};
use crate::app::state::policies::{Grouping, PoliciesState};
use crate::app::widgets::{centred, colours, one_line, tag_width};
use crate::dataset::Dataset;
use crate::model::{GAP, Instrument, Lang, Measure, Named as _, Policy, SourceKind};
use crate::text::tr;
use crate::theme::{Icon, heavy, regular, size, space};

/// Above a row's text and below it.
const PAD: f32 = 6.0;
/// Height of a line of text.
pub(super) const LINE: f32 = 21.0;
/// Height of a heading with the space above it.
const HEAD: f32 = 48.0;
/// For the number before the text.
const NUMBER: f32 = 36.0;
/// For the kind of source after it.
const KIND: f32 = 60.0;
/// Share of a row its tags may take.
pub(super) const TAGS: f32 = 0.36;
/// With more measures than these, rows have two lines at most, so that their heights need no laying out.
const EXACT: usize = 600;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// The heading of a group.
    Head(usize),
    /// Says that a group has no measure.
    Empty,
    /// A measure of a group.
    Measure { group: usize, at: usize },
}

/// The lines and where they stand.
#[derive(Debug)]
pub struct Layout {
    lines: Vec<Line>,
    tops: Tops,
}

/// The last layout.
pub type ListCache = Cached<LaidFor<Arc<DocumentPage>>, Layout>;

/// The list.
pub(super) fn ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    policy: &Policy,
    found: &Found,
    page: &Arc<DocumentPage>,
    scroll: Scroll,
) {
    let id = egui::Id::unique(("policy-measures", policy.id.as_str()));
    let layout = layout(ui, ctx, policy, page);
    let read = ctx.view.policies.measure.clone();
    let selected = read.and_then(|read| {
        layout.lines.iter().position(|line| {
            let Line::Measure { group, at } = line else {
                return false;
            };
            measure(policy, page, *group, *at).is_some_and(|m| m.id == read)
        })
    });
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let row = |ui: &mut Ui, row: usize| match layout.lines[row] {
        Line::Head(n) => head_ui(ui, ctx, policy, page, n),
        Line::Empty => {
            let p = colours(ui);
            let rect = ui.max_rect();
            let text = tr(ctx.lang, "policies-head-empty");
            let galley = one_line(ui, &text, regular(size::BODY), p.ink_faint, rect.width());
            let at = pos2(rect.left() + NUMBER, rect.top() + PAD);
            ui.painter().galley(at, galley, p.ink_faint);
        }
        Line::Measure { group, at } => {
            if let Some(measure) = measure(policy, page, group, at) {
                let title = &page.groups[group].title;
                row_ui(ui, ctx, measure, title, &found.query);
            }
        }
    };
    rows_in(ui, id, scroll, &layout.tops, selected, row);
}

fn measure<'a>(
    policy: &'a Policy,
    page: &DocumentPage,
    group: usize,
    at: usize,
) -> Option<&'a Measure> {
    let i = page.groups.get(group)?.measures.get(at)?;
    policy.measures.get(*i)
}

fn layout(ui: &Ui, ctx: &mut Ctx<'_>, policy: &Policy, page: &Arc<DocumentPage>) -> Arc<Layout> {
    let (data, width, lang) = (ctx.data, ui.available_width(), ctx.lang);
    let state = &ctx.view.policies;
    let made_for = LaidFor(Arc::clone(page), width, lang);
    let cache = &mut ctx.derived.policies.list;
    cache.get(made_for, |_| {
        let lines = lines(page);
        let exact = lines.len() <= EXACT;
        let height = |line: &Line| match line {
            Line::Head(_) => HEAD,
            Line::Empty => LINE + 2.0 * PAD,
            Line::Measure { group, at } => match measure(policy, page, *group, *at) {
                Some(measure) if exact => {
                    let tags = Tags::of(measure, state, &page.groups[*group].title, lang);
                    row_height(ui, data, (measure, &tags), lang, width)
                }
                _ => 2.0 * LINE + 2.0 * PAD,
            },
        };
        Layout {
            tops: Tops::new(lines.iter().map(height)),
            lines,
        }
    })
}

fn lines(page: &DocumentPage) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, group) in page.groups.iter().enumerate() {
        if !group.title.is_empty() {
            lines.push(Line::Head(n));
            if group.measures.is_empty() {
                lines.push(Line::Empty);
            }
        }
        let measures = 0..group.measures.len();
        lines.extend(measures.map(|at| Line::Measure { group: n, at }));
    }
    lines
}

fn head_ui(ui: &Ui, ctx: &Ctx<'_>, policy: &Policy, page: &DocumentPage, n: usize) {
    let Some(group) = page.groups.get(n) else {
        return;
    };
    let p = colours(ui);
    let rect = ui.max_rect();
    let base = rect.bottom() - 8.0;
    let mut x = rect.left();
    let put = |x: &mut f32, text: &str, font: egui::FontId, ink: Color32| {
        let galley = one_line(ui, text, font, ink, rect.right() - *x);
        let at = pos2(*x, base - galley.size().y);
        *x += galley.size().x;
        ui.painter().galley(at, galley, ink);
    };
    if ctx.view.policies.grouping == Grouping::Head
        && let Some(head) = group.head
    {
        let numeral = numeral(head, ctx.lang);
        put(&mut x, &numeral, regular(size::HEADING), p.ink_faint);
        x = x.max(rect.left() + 16.0) + space::S;
    }
    put(&mut x, &group.title, heavy(size::HEADING), p.ink);
    x += space::S;
    let count = group_count(ctx, policy, group);
    put(&mut x, &count, regular(size::SMALL), p.ink_faint);
    let id = ui.scope_id().with("head");
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &group.title));
}

/// `一`, or `1` in English.
pub(super) fn numeral(n: usize, lang: Lang) -> String {
    match (lang, NUMERALS.get(n)) {
        (Lang::Zh, Some(numeral)) => (*numeral).to_owned(),
        _ => (n + 1).to_string(),
    }
}

/// How many measures, and how many of them we put there; a dash where nobody knows.
pub(super) fn group_count(ctx: &Ctx<'_>, policy: &Policy, group: &Group) -> String {
    let Some(n) = policy.known(group.measures.len()) else {
        return GAP.to_owned();
    };
    let count = ctx.count("measures-count", n);
    let by_head = matches!(
        ctx.view.policies.grouping,
        Grouping::Head | Grouping::SubHead
    );
    let ours = match group.ours {
        0 => None,
        _ if !by_head => None,
        n if n == group.measures.len() => Some(ctx.tr("group-ours").into_owned()),
        n => Some(ctx.count("group-some-ours", n)),
    };
    match ours {
        Some(ours) => format!("{count} · {ours}"),
        None => count,
    }
}

/// The names of a measure's instruments: first those chosen or grouped by, which are always shown.
pub(super) struct Tags<'a> {
    names: Vec<&'a str>,
    always: usize,
}

impl<'a> Tags<'a> {
    /// For a row under the heading `group`.
    pub(super) fn of(measure: &'a Measure, state: &PoliciesState, group: &str, lang: Lang) -> Self {
        let wanted = |i: &Instrument| {
            let grouped = state.grouping == Grouping::Instrument && i.name(lang) == group;
            grouped || state.has_chosen(MeasureFacet::Instrument, &format!("{i:?}"))
        };
        let (first, rest): (Vec<&Instrument>, Vec<_>) =
            measure.instruments.iter().partition(|i| wanted(i));
        let names = first.iter().chain(&rest).map(|i| i.name(lang));
        Self {
            names: names.collect(),
            always: first.len(),
        }
    }

    /// As many as fit into `room`, at least one; then how many more there are.
    pub(super) fn fitting(&self, ui: &Ui, room: f32) -> Vec<String> {
        let (mut shown, mut used) = (Vec::new(), 0.0);
        let more = |n: usize| Some(format!("+{n}")).filter(|_| n > 0);
        for (at, name) in self.names.iter().enumerate() {
            used += tag_width(ui, name) + 6.0;
            let rest = more(self.names.len() - at - 1);
            let rest = rest.map_or(0.0, |rest| tag_width(ui, &rest) + 6.0);
            if at >= self.always.max(1) && used + rest > room {
                break;
            }
            shown.push((*name).to_owned());
        }
        shown.extend(more(self.names.len() - shown.len()));
        shown
    }
}

/// Widths of a row's parts.
struct Parts {
    text: f32,
    tags: Vec<String>,
    tags_width: f32,
    kind: f32,
}

impl Parts {
    fn of(
        ui: &Ui,
        data: &Dataset,
        (measure, instruments): (&Measure, &Tags<'_>),
        lang: Lang,
        width: f32,
    ) -> Self {
        let kind = if width > 560.0 { KIND } else { 0.0 };
        let mut tags: Vec<String> = Vec::new();
        if width > 420.0 {
            let sub_head = data.term(&measure.sub_head, lang);
            tags.extend(Some(sub_head.to_owned()).filter(|text| !text.is_empty()));
            let taken: f32 = tags.iter().map(|tag| tag_width(ui, tag) + 6.0).sum();
            tags.extend(instruments.fitting(ui, TAGS * width - taken));
        }
        let tags_width: f32 = tags.iter().map(|tag| tag_width(ui, tag) + 6.0).sum();
        Self {
            text: (width - NUMBER - tags_width - kind - space::M).max(60.0),
            tags,
            tags_width,
            kind,
        }
    }
}

fn setting(ui: &Ui, width: f32, lines: usize) -> Setting {
    Setting {
        font: regular(size::BODY),
        ink: colours(ui).ink,
        width,
        lines,
        line_height: LINE,
    }
}

fn row_height(
    ui: &Ui,
    data: &Dataset,
    (measure, tags): (&Measure, &Tags<'_>),
    lang: Lang,
    width: f32,
) -> f32 {
    let parts = Parts::of(ui, data, (measure, tags), lang, width);
    let setting = setting(ui, parts.text, usize::MAX);
    let lines = line_count(ui.painter(), measure.text(lang), &setting);
    lines as f32 * LINE + 2.0 * PAD
}

fn row_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, measure: &Measure, group: &str, query: &Query) {
    let p = colours(ui);
    let lang = ctx.lang;
    let (rect, _, lit) = choice_row(ui, ctx, measure, &spoken(measure, lang));
    let tags = Tags::of(measure, &ctx.view.policies, group, lang);
    let parts = Parts::of(ui, ctx.data, (measure, &tags), lang, rect.width());
    let lines = ((rect.height() - 2.0 * PAD) / LINE).round().max(1.0) as usize;
    let top = rect.top() + PAD;
    let first = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), LINE));
    let number = measure.number.as_deref().unwrap_or("–");
    let number = one_line(ui, number, regular(size::BODY), p.ink_faint, NUMBER - 8.0);
    let painter = ui.painter();
    let x = rect.left() + NUMBER - 12.0 - number.size().x;
    painter.galley(centred(first, x, &number), number, p.ink_faint);
    let setting = setting(ui, parts.text, lines);
    let job = lay_out(painter, p, measure.text(lang), query, &setting);
    let galley = painter.layout_job(job);
    painter.galley(pos2(rect.left() + NUMBER, top), galley, p.ink);
    let mut x = rect.right() - parts.kind - parts.tags_width;
    for tag in &parts.tags {
        x += tag_ui(ui, first, x, tag, lit) + 6.0;
    }
    if parts.kind > 0.0 {
        let kind = source_kind(ctx, measure);
        let kind = one_line(ui, &kind, regular(size::SMALL), p.ink_faint, KIND - 4.0);
        let at = centred(first, rect.right() - kind.size().x, &kind);
        ui.painter().galley(at, kind, p.ink_faint);
    }
    marks(ui, ctx, measure, pos2(rect.left() + 6.0, first.center().y));
}

/// A small rounded label at `x`, on a row that is `lit` or not; gives its width.
pub(super) fn tag_ui(ui: &Ui, line: Rect, x: f32, text: &str, lit: bool) -> f32 {
    let p = colours(ui);
    let galley = one_line(ui, text, regular(size::SMALL), p.ink_soft, 160.0);
    let width = galley.size().x + 16.0;
    let rect = Rect::from_center_size(
        pos2(x + 0.5 * width, line.center().y),
        vec2(width, galley.size().y + 2.0),
    );
    let fill = if lit { p.raised } else { p.control };
    ui.painter().rect_filled(rect, 0.5 * rect.height(), fill);
    ui.painter()
        .galley(centred(rect, x + 8.0, &galley), galley, p.ink_soft);
    width
}

/// A bookmark and a note, small, centred at `at`.
pub(super) fn marks(ui: &Ui, ctx: &Ctx<'_>, measure: &Measure, at: egui::Pos2) {
    let p = colours(ui);
    let target = reading_target(&measure.id);
    let marked = ctx.made.is_bookmarked(&target);
    let noted = !ctx.made.note(&target).is_empty();
    let mut at = at;
    for (icon, shown) in [(Icon::BookmarkFilled, marked), (Icon::Note, noted)] {
        if shown {
            let rect = Rect::from_center_size(at, Vec2::splat(10.0));
            icon.paint(ui.painter(), rect, p.accent);
            at.y += 12.0;
        }
    }
}

/// Whether the document itself says so, or a report of it.
pub(super) fn source_kind(ctx: &Ctx<'_>, measure: &Measure) -> std::borrow::Cow<'static, str> {
    let kind = ctx.data.source(&measure.source).map(|source| source.kind);
    match kind {
        Some(SourceKind::Official) => ctx.tr("source-kind-official"),
        Some(SourceKind::News) => ctx.tr("source-kind-news"),
        Some(SourceKind::Mirror) => ctx.tr("source-kind-mirror"),
        Some(SourceKind::Research) => ctx.tr("source-kind-research"),
        Some(_) => ctx.tr("source-kind-other"),
        None => "".into(),
    }
}
