//! Shapes keep their place and look on the way from egui.

use egui::epaint::{CornerRadius, Mesh, RectShape};
use egui::{Align2, Color32, FontId, Rect, Shape, Stroke, StrokeKind, Theme, Ui, pos2, vec2};

use super::*;
use crate::paint::{Page, draw};

const PAGE: Page = Page {
    size: vec2(300.0, 200.0),
    ppp: 2.0,
    theme: Theme::Light,
    background: Color32::WHITE,
};

fn marks(mut ui: impl FnMut(&mut Ui)) -> Vec<Item> {
    draw(PAGE, |inside| ui(inside)).items
}

fn only(items: &[Item]) -> &Mark {
    match items {
        [item] => &item.shape,
        items => panic!("{items:?}"),
    }
}

#[test]
fn text_keeps_its_place_size_and_face() {
    let items = marks(|ui| {
        let font = FontId::new(20.0, egui::FontFamily::Name(crate::theme::HEAVY.into()));
        ui.painter().text(
            pos2(40.0, 50.0),
            Align2::LEFT_TOP,
            "高新区 12",
            font,
            Color32::RED,
        );
    });
    let Mark::Text(run) = only(&items) else {
        panic!("{items:?}")
    };
    assert_eq!(
        (run.text.as_str(), run.size, run.heavy, run.colour),
        ("高新区 12", 20.0, true, Color32::RED)
    );
    assert_eq!(
        (run.at.x, run.offsets.len(), run.offsets[1]),
        (40.0, 6, 20.0)
    );
    assert!((60.0..80.0).contains(&run.at.y), "{run:?}");
    let advance = run.offsets[5] - run.offsets[4];
    assert!(
        (run.width - run.offsets[5] - advance).abs() < 1.0,
        "{run:?}"
    );
}

#[test]
fn sections_and_rows_are_runs_of_their_own() {
    use egui::text::{LayoutJob, TextFormat};
    let items = marks(|ui| {
        let mut job = LayoutJob::default();
        let format = |size| TextFormat::simple(FontId::proportional(size), Color32::BLACK);
        job.append("一二\n三", 0.0, format(10.0));
        job.append("四五", 0.0, format(14.0));
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(0.0, 0.0), galley, Color32::BLACK);
    });
    let runs: Vec<(&str, f32)> = items
        .iter()
        .filter_map(|item| match &item.shape {
            Mark::Text(run) => Some((run.text.as_str(), run.size)),
            _ => None,
        })
        .collect();
    assert_eq!(runs, [("一二", 10.0), ("三", 10.0), ("四五", 14.0)]);
}

#[test]
fn strokes_inside_and_outside_move_the_edge() {
    let rect = Rect::from_min_max(pos2(10.0, 10.0), pos2(60.0, 30.0));
    let edge = |kind| {
        let items = marks(|ui| {
            let stroke = Stroke::new(4.0, Color32::BLACK);
            ui.painter()
                .add(RectShape::new(rect, 0.0, Color32::RED, stroke, kind));
        });
        match only(&items) {
            Mark::Rect { rect, .. } => rect.left(),
            other => panic!("{other:?}"),
        }
    };
    let edges = [StrokeKind::Inside, StrokeKind::Middle, StrokeKind::Outside].map(edge);
    assert_eq!(edges, [12.0, 10.0, 8.0]);
}

#[test]
fn cells_of_a_mesh_are_rectangles() {
    let items = marks(|ui| {
        let mut mesh = Mesh::default();
        for n in 0..3 {
            let at = pos2(20.0 * n as f32, 0.0);
            mesh.add_colored_rect(
                Rect::from_min_size(at, vec2(20.0, 10.0)),
                Color32::from_gray(n * 40),
            );
        }
        mesh.colored_vertex(pos2(0.0, 50.0), Color32::RED);
        mesh.colored_vertex(pos2(20.0, 50.0), Color32::RED);
        mesh.colored_vertex(pos2(0.0, 80.0), Color32::RED);
        mesh.add_triangle(12, 13, 14);
        ui.painter().add(Shape::mesh(mesh));
    });
    let kinds: Vec<bool> = items
        .iter()
        .map(|item| matches!(item.shape, Mark::Rect { .. }))
        .collect();
    assert_eq!(kinds, [true, true, true, false]);
}

#[test]
fn what_does_not_show_is_left_out_and_clips_are_kept() {
    let clip = Rect::from_min_size(pos2(0.0, 0.0), vec2(50.0, 50.0));
    let items = marks(|ui| {
        let painter = ui.painter();
        let nan = pos2(f32::NAN, 0.0);
        painter.circle_filled(nan, 3.0, Color32::RED);
        painter.line_segment([nan, pos2(1.0, 1.0)], Stroke::new(1.0, Color32::RED));
        painter.rect_filled(clip, 0.0, Color32::TRANSPARENT);
        painter.text(
            pos2(0.0, 0.0),
            Align2::LEFT_TOP,
            "  ",
            FontId::proportional(9.0),
            Color32::RED,
        );
        painter
            .with_clip_rect(clip)
            .circle_filled(pos2(9.0, 9.0), 3.0, Color32::RED);
        let round = CornerRadius {
            nw: 4,
            ..CornerRadius::ZERO
        };
        painter.rect_filled(clip, round, Color32::RED);
    });
    assert_eq!(items.len(), 2, "{items:?}");
    assert_eq!(items[0].clip, Some(clip));
    assert!(matches!(
        items[1],
        Item {
            clip: None,
            shape: Mark::Path { .. }
        }
    ));
}
