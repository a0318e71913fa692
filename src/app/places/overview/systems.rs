//! The systems the national zones are evaluated by: heads, weights and indicators, each opened by a click.

use egui::{Id, Ui};

use super::Ctx;
use crate::app::widgets::{
    bilingual_gap, caption, centred, colours, index_facts, index_tree, list_row, one_line, section,
};
use crate::model::{IndexDefinition, IndexId, Named as _};
use crate::theme::{Icon, regular, size, space};

/// Running text is no wider than this.
pub(super) const MEASURE: f32 = 760.0;
/// With a row's id: where the wish to see it is kept until it is painted.
const SOUGHT: &str = "sought";

pub(super) fn ui(ui: &mut Ui, ctx: &Ctx<'_>) {
    let national = || ctx.data.indices.iter().filter(|index| index.zone.is_none());
    let count = national().count();
    if count == 0 {
        return;
    }
    section(ui, &ctx.tr("overview-systems"), Some(count));
    ui.spacing_mut().item_spacing.y = 0.0;
    for index in national() {
        let id = row_id(&index.id);
        let facts = index_facts(ctx.data, index, ctx.lang);
        if opened(ui, id, index.name(ctx.lang), &facts) {
            ui.scope(|ui| details(ui, ctx, index));
        }
        let sought = ui.data_mut(|data| data.remove_temp::<bool>(id.with(SOUGHT)));
        if sought.is_some() {
            // The sources stand at the end of the details.
            ui.scroll_to_cursor(Some(egui::Align::Center));
        }
    }
}

fn row_id(index: &IndexId) -> Id {
    Id::unique(("index-system", index.as_str()))
}

/// Opens a system's row, and brings it into sight when it is painted next.
pub fn show_system(ctx: &egui::Context, index: &IndexId) {
    let id = row_id(index);
    ctx.data_mut(|data| {
        data.insert_temp(id, true);
        data.insert_temp(id.with(SOUGHT), true);
    });
}

/// A row that is opened and closed by a click, and whether it is open.
pub(super) fn opened(ui: &mut Ui, id: Id, name: &str, facts: &str) -> bool {
    let p = colours(ui);
    let open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let response = list_row(ui, name, false, space::ROW, 0.0, |row| {
        let rect = row.rect;
        let icon = egui::Rect::from_center_size(
            egui::pos2(rect.left() + 8.0, rect.center().y),
            egui::Vec2::splat(14.0),
        );
        let sign = if open {
            Icon::ChevronDown
        } else {
            Icon::ChevronRight
        };
        sign.paint(row.ui.painter(), icon, p.ink_faint);
        let left = rect.left() + space::XL;
        let small = regular(size::SMALL);
        let facts = one_line(row.ui, facts, small, p.ink_faint, 0.45 * rect.width());
        let right = rect.right() - facts.size().x;
        let room = right - left - space::M;
        let name = one_line(row.ui, name, regular(size::BODY), p.ink, room);
        let painter = row.ui.painter();
        painter.galley(centred(rect, left, &name), name, p.ink);
        painter.galley(centred(rect, right, &facts), facts, p.ink_faint);
    });
    let open = open ^ response.clicked();
    ui.data_mut(|data| data.insert_temp(id, open));
    open
}

fn details(ui: &mut Ui, ctx: &Ctx<'_>, index: &IndexDefinition) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.add_space(space::S);
    ui.horizontal_top(|ui| {
        ui.add_space(space::XL);
        ui.vertical(|ui| {
            ui.set_max_width(MEASURE.min(ui.available_width()));
            index_tree(ui, index, ctx.lang);
            let sources = std::iter::once(&index.source).chain(&index.sources);
            for source in sources.filter_map(|id| ctx.data.source(id)) {
                let date = source.date.map(|date| date.display(ctx.lang));
                let date = date.unwrap_or_default();
                caption(
                    ui,
                    &bilingual_gap([
                        source.title.as_str(),
                        ctx.data.term(&source.publisher, ctx.lang),
                        &date,
                    ]),
                );
            }
        });
    });
    ui.add_space(space::M);
}
