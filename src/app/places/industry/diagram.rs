//! The diagram: hover lights a node and its neighbours, a click selects, arrows go from neighbour to neighbour.

use egui::accesskit::Role;
use egui::{
    EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo,
    vec2,
};

use super::derived::Page;
use crate::analysis::links::NodeId;
use crate::app::command::Command;
use crate::app::places::{Ctx, metrics::screen_theme};
use crate::app::state::industry::{IndustryEdit, ZOOM};
use crate::app::widgets::{caption, colours, empty, icon_button, on_card};
use crate::chart::draw::links::{Drawing, arrange};
use crate::theme::{Icon, space};

/// Smaller, percentage, larger.
pub(super) fn zoom_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let zoom = ctx.view.industry.zoom;
    let mut to = None;
    if icon_button(
        ui,
        Icon::Minus,
        &ctx.tr("industry-zoom-out"),
        zoom > *ZOOM.start(),
    )
    .clicked()
    {
        to = Some(zoom - 0.25);
    }
    caption(ui, &format!("{:.0}%", 100.0 * zoom));
    if icon_button(
        ui,
        Icon::Plus,
        &ctx.tr("industry-zoom-in"),
        zoom < *ZOOM.end(),
    )
    .clicked()
    {
        to = Some(zoom + 0.25);
    }
    if let Some(zoom) = to {
        ctx.send(Command::Industry(IndustryEdit::Zoom(zoom)));
    }
}

/// All of the rest of `ui`.
pub(super) fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, page: &Page) {
    if page.diagram.graph.nodes.is_empty() {
        empty(
            ui,
            &ctx.tr("industry-no-match"),
            &ctx.tr("industry-no-match-remedy"),
        );
        return;
    }
    let card = ui.available_rect_before_wrap();
    let pad = if card.width() < 420.0 {
        space::S
    } else {
        space::L
    };
    let inside = card.shrink(pad);
    let mut child = on_card(ui, card, inside);
    // That there is more beyond the edge shows without the pointer on it.
    child.spacing_mut().scroll.dormant_handle_opacity = 0.3;
    if !inside.is_positive() {
        return;
    }
    let state = &ctx.view.industry;
    let (theme, zoom) = (screen_theme(ui), state.zoom);
    let room = vec2(inside.width() - space::S, inside.height() - space::S)
        .max(vec2(1.0, 1.0))
        .floor();
    let lang = ctx.lang;
    let drawing = ctx
        .derived
        .industry
        .drawing(ctx.data, lang, state, (theme, zoom, room), || {
            arrange(ui, &page.diagram, &page.fitted, theme, zoom, room, lang)
        });
    pinch(ui, ctx, card);
    ScrollArea::both()
        .id_salt("industry-diagram")
        .auto_shrink(false)
        .show(&mut child, |ui| {
            let (rect, response) = ui.allocate_exact_size(drawing.size, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &page.summary));
            let nodes = nodes_ui(ui, ctx, page, &drawing, rect);
            paint(ui, ctx, page, &drawing, rect, &nodes);
            let on_edge = response
                .hover_pos()
                .and_then(|at| drawing.edge_at((at - rect.min).to_pos2(), 5.0));
            if let Some(lines) = on_edge.and_then(|edge| page.diagram.edges.get(edge)) {
                egui::Tooltip::for_widget(&response)
                    .at_pointer()
                    .show(|ui| tip_ui(ui, lines));
            }
            if response.clicked() && ctx.view.industry.selected.is_some() {
                ctx.send(Command::Industry(IndustryEdit::Select(None)));
            }
        });
    ui.advance_cursor_after_rect(card);
}

/// Ctrl and the wheel, or two fingers, zoom.
fn pinch(ui: &Ui, ctx: &mut Ctx<'_>, card: Rect) {
    let factor = ui.input(|input| input.zoom_delta());
    if (factor - 1.0).abs() > 1e-3 && ui.rect_contains_pointer(card) {
        let zoom = ctx.view.industry.zoom * factor;
        ctx.send(Command::Industry(IndustryEdit::Zoom(zoom)));
    }
}

/// The nodes as widgets, in order of layers and rows; gives their responses by drawn node.
fn nodes_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    page: &Page,
    drawing: &Drawing,
    rect: Rect,
) -> Vec<Option<Response>> {
    let mut order: Vec<usize> = (0..drawing.nodes.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |i: usize| (drawing.nodes[i].layer, drawing.nodes[i].rect.top());
        let ((la, ta), (lb, tb)) = (key(a), key(b));
        la.cmp(&lb).then(ta.total_cmp(&tb))
    });
    let mut responses: Vec<Option<Response>> = drawing.nodes.iter().map(|_| None).collect();
    let jump = jumps(ui, ctx, drawing);
    let id_of = |i: usize| {
        let origin = drawing.nodes[i].origin;
        egui::Id::unique((
            "industry-node",
            page.diagram.graph.nodes[origin].id.as_str(),
        ))
    };
    for &i in &order {
        let node = &drawing.nodes[i];
        let place = node
            .rect
            .expand2(vec2(4.0, 2.0))
            .translate(rect.min.to_vec2());
        let response = ui.interact(place, id_of(i), Sense::click());
        let record = &page.diagram.graph.nodes[node.origin];
        let selected = ctx.view.industry.selected.as_ref() == Some(&record.id);
        let name = page.diagram.names[node.origin].as_str();
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, name));
        if response.clicked() {
            let to = (!selected).then(|| record.id.clone());
            ctx.send(Command::Industry(IndustryEdit::Select(to)));
        }
        let jump = selected && jump;
        if jump && ui.clip_rect().contains_rect(place) {
            arrived(ui);
        }
        if response.gained_focus() || jump {
            response.scroll_to_me_animation(None, egui::style::ScrollAnimation::none());
        }
        if response.has_focus()
            && let Some(next) = step(ui, drawing, &order, i, response.id)
        {
            ui.memory_mut(|memory| memory.request_focus(id_of(next)));
        }
        let response = response.on_hover_ui(|ui| tip_ui(ui, &drawing.told(i, &page.diagram)));
        responses[i] = Some(response);
    }
    responses
}

/// Frames in which a selected node is asked for at most, until it is in sight.
const ASKS: u8 = 4;

/// What was selected in the last frame, how large the diagram was at which zoom, and how often the node is still asked
/// for.
#[derive(Clone, Default)]
struct Seen {
    selected: Option<NodeId>,
    size: Vec2,
    zoom: f32,
    asks: u8,
}

impl Seen {
    /// Takes in a frame; gives whether the selected node is asked for: it may lie out of sight when another is
    /// selected, or when the diagram was laid out anew for other reasons than its zoom.
    fn jumps(&mut self, selected: Option<&NodeId>, size: Vec2, zoom: f32) -> bool {
        let moved = self.size != size && self.zoom == zoom;
        let asks = match moved || self.selected.as_ref() != selected {
            true => ASKS,
            false => self.asks,
        };
        *self = Self {
            selected: selected.cloned(),
            size,
            zoom,
            asks: asks.saturating_sub(1),
        };
        asks > 0
    }
}

fn seen_id() -> egui::Id {
    egui::Id::unique("industry-selected")
}

/// Whether the selected node is to come into sight.
fn jumps(ui: &Ui, ctx: &Ctx<'_>, drawing: &Drawing) -> bool {
    let state = &ctx.view.industry;
    ui.data_mut(|data| {
        let seen = data.get_temp_mut_or_default::<Seen>(seen_id());
        seen.jumps(state.selected.as_ref(), drawing.size, state.zoom)
    })
}

/// The selected node is in sight.
fn arrived(ui: &Ui) {
    ui.data_mut(|data| data.get_temp_mut_or_default::<Seen>(seen_id()).asks = 0);
}

/// Where an arrow key goes from node `i`: up and down its column, left and right to the nearest neighbour there.
fn step(ui: &Ui, drawing: &Drawing, order: &[usize], i: usize, id: egui::Id) -> Option<usize> {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let here = &drawing.nodes[i];
    let column: Vec<usize> = order
        .iter()
        .copied()
        .filter(|&j| drawing.nodes[j].layer == here.layer)
        .collect();
    let at = column.iter().position(|&j| j == i)?;
    if pressed(Key::ArrowDown) {
        return column.get(at + 1).copied();
    }
    if pressed(Key::ArrowUp) {
        return at.checked_sub(1).and_then(|at| column.get(at)).copied();
    }
    let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    if !left && !right {
        return None;
    }
    let near = drawing.around(i);
    let gap = |j: usize| (drawing.nodes[j].rect.center().y - here.rect.center().y).abs();
    let there = (0..near.len()).filter(|&j| {
        let layer = drawing.nodes[j].layer;
        near[j] && ((left && layer < here.layer) || (right && layer > here.layer))
    });
    there.min_by(|&a, &b| gap(a).total_cmp(&gap(b)))
}

/// What is hovered is lit, else what has the focus, else what is selected.
fn paint(
    ui: &Ui,
    ctx: &Ctx<'_>,
    page: &Page,
    drawing: &Drawing,
    rect: Rect,
    nodes: &[Option<Response>],
) {
    let p = colours(ui);
    let find = |test: &dyn Fn(&Response) -> bool| {
        nodes
            .iter()
            .position(|response| response.as_ref().is_some_and(test))
    };
    let selected = ctx.view.industry.selected.as_ref().and_then(|id| {
        let at = |n: &crate::chart::draw::links::NodePlace| {
            n.folded == 0 && page.diagram.graph.nodes[n.origin].id == *id
        };
        drawing.nodes.iter().position(at)
    });
    let focused = find(&|r| r.has_focus());
    let lit = find(&|r| r.hovered()).or(focused).or(selected);
    let around = lit.map(|node| drawing.around(node));
    drawing.paint(ui.painter(), rect.min, around.as_deref(), selected);
    if let Some(node) = focused {
        let place = drawing.nodes[node].rect.expand2(vec2(4.0, 2.0));
        let place = place.translate(rect.min.to_vec2());
        let stroke = Stroke::new(1.5, p.accent);
        ui.painter()
            .rect_stroke(place, 6.0, stroke, egui::StrokeKind::Outside);
    }
}

fn tip_ui(ui: &mut Ui, lines: &[String]) {
    ui.set_max_width(320.0);
    for (i, line) in lines.iter().enumerate() {
        match i {
            0 => ui.strong(line),
            _ => ui.label(line),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_node_is_asked_for_again_when_the_layout_changes() {
        let node = NodeId::Org("a".into());
        let mut seen = Seen::default();
        let (first, then) = (vec2(900.0, 600.0), vec2(700.0, 800.0));
        assert!(seen.jumps(Some(&node), first, 1.0));
        assert!(seen.jumps(Some(&node), first, 1.0), "until it is in sight");
        seen.asks = 0;
        assert!(!seen.jumps(Some(&node), first, 1.0));
        // The details open, and the diagram is fitted beside them.
        assert!(seen.jumps(Some(&node), then, 1.0));
        seen.asks = 0;
        assert!(!seen.jumps(Some(&node), then * 1.25, 1.25), "zoomed");
        for _ in 0..ASKS {
            assert!(seen.jumps(Some(&node), first, 1.25));
        }
        assert!(!seen.jumps(Some(&node), first, 1.25));
    }
}
